/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export dialog writes what the exporter makes of its choices, says so, and remembers them. */
#include <glib/gstdio.h>

#include "window-fixture.h"

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sft-lab-export-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
note_path (SftExportDialog *dialog, const char *path, char **exported)
{
  *exported = g_strdup (path);
}

static GtkWidget *
child_of (SftExportDialog *dialog, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), SFT_TYPE_EXPORT_DIALOG, id));
}

static void
set_choices (SftExportDialog *dialog, SftFormat format)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "format")), format);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "width")), 320);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "height")), 240);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "scale")), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "text_scale")), 0.8);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "appearance")), SFT_PRINT);
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "transparent")), TRUE);
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "title")), FALSE);
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "formula")), TRUE);
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "svg_text")), TRUE);
}

static void
test_writes (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  sft_window_open (fixture->window, sft_demo_find (17), FALSE);
  wait_for_frame (fixture->window);
  for (int format = 0; format < SFT_N_FORMATS; format++)
    {
      SftExportDialog *dialog = sft_window_export (fixture->window);
      g_autofree char *exported = NULL;
      g_assert_nonnull (dialog);
      g_signal_connect (dialog, "exported", G_CALLBACK (note_path), &exported);
      set_choices (dialog, (SftFormat)format);
      g_autofree char *name = sft_export_dialog_suggest_name (dialog);
      g_autofree char *expected_name = g_strdup_printf ("sft-lab-17-packed-examples.%s", sft_format_name (format));
      g_assert_cmpstr (name, ==, expected_name);

      SftExportOptions options;
      sft_export_dialog_get_options (dialog, &options);
      g_assert_cmpint (options.format, ==, format);
      g_assert_cmpfloat (options.width, ==, 320);
      g_assert_cmpfloat (options.height, ==, 240);
      g_assert_cmpfloat (options.scale, ==, format == SFT_FORMAT_PNG ? 3 : 1);
      g_assert_cmpint (options.style.appearance, ==, SFT_PRINT);
      g_assert_true (options.style.transparent);
      g_assert_false (options.style.title);
      g_assert_cmpint (options.svg_text, ==, SFT_SVG_TEXT);
      g_assert_cmpint (gtk_widget_get_sensitive (child_of (dialog, "svg_text")), ==, format == SFT_FORMAT_SVG);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      sft_export_dialog_save_to (dialog, path);
      while (exported == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (exported, ==, path);

      g_autoptr (GError) error = NULL;
      SftDemoState *state = sft_window_get_state (fixture->window);
      g_autofree char *json =
          sft_state_to_json (sft_demo_state_get_demo (state), FALSE, sft_demo_state_get_values (state));
      options.state = json;
      SftFigure *figure = sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window));
      g_autoptr (GBytes) bytes = sft_export_to_bytes (figure, &options, &error);
      g_assert_no_error (error);
      g_autofree char *written = NULL;
      gsize size;
      g_file_get_contents (path, &written, &size, &error);
      g_assert_no_error (error);
      /* A PDF holds its time of creation; the others are the same bytes each time. */
      if (format != SFT_FORMAT_PDF)
        g_assert_cmpmem (written, size, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      else
        g_assert_true (g_str_has_prefix (written, "%PDF-"));
      g_assert_nonnull (g_strrstr (sft_message_get_text (sft_window_get_message (fixture->window)), name));
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_choices_are_kept (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "figure.svg", NULL);
  g_autofree char *exported = NULL;
  sft_settings_set_double (sft_window_get_settings (fixture->window), "export-scale", 4);
  SftExportDialog *dialog = sft_window_export (fixture->window);
  g_signal_connect (dialog, "exported", G_CALLBACK (note_path), &exported);
  set_choices (dialog, SFT_FORMAT_SVG);
  sft_export_dialog_save_to (dialog, path);
  while (exported == NULL)
    g_main_context_iteration (NULL, TRUE);

  SftExportOptions options;
  dialog = sft_window_export (fixture->window);
  sft_export_dialog_get_options (dialog, &options);
  g_assert_cmpint (options.format, ==, SFT_FORMAT_SVG);
  g_assert_cmpfloat (options.width, ==, 320);
  g_assert_cmpfloat (options.height, ==, 240);
  g_assert_cmpfloat_with_epsilon (options.style.text_scale, 0.8, 1e-12); /* a spin button counts in steps */
  g_assert_cmpint (options.style.appearance, ==, SFT_PRINT);
  g_assert_true (options.style.transparent);
  g_assert_false (options.style.title);
  g_assert_true (options.style.legend);
  g_assert_true (options.style.formula);
  g_assert_cmpint (options.svg_text, ==, SFT_SVG_TEXT);
  /* An SVG has no scale, and takes none away from the next PNG. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "format")), SFT_FORMAT_PNG);
  sft_export_dialog_get_options (dialog, &options);
  g_assert_cmpfloat (options.scale, ==, 4);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_unlink (path);
  g_rmdir (folder);
}

/* The file that is there stays as it was, and the dialog stays open with the reason. */
static void
test_failure (WindowFixture *fixture, gconstpointer unused)
{
  SftExportDialog *dialog = sft_window_export (fixture->window);
  GtkWidget *failure = child_of (dialog, "failure");
  g_assert_false (gtk_widget_get_visible (failure));
  sft_export_dialog_save_to (dialog, "/nonexistent-folder/figure.png");
  while (!gtk_widget_get_visible (failure))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (g_strrstr (gtk_label_get_text (GTK_LABEL (failure)), "/nonexistent-folder"));
  g_assert_null (sft_message_get_text (sft_window_get_message (fixture->window)));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Too many pixels are refused before anything is written. */
static void
test_too_large (WindowFixture *fixture, gconstpointer unused)
{
  SftExportDialog *dialog = sft_window_export (fixture->window);
  GtkWidget *save = child_of (dialog, "save");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "format")), SFT_FORMAT_PNG);
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "width")), 8000);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "height")), 8000);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child_of (dialog, "scale")), 8);
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "preset")), 1); /* a slide, 960 x 540 */
  g_assert_true (gtk_widget_get_sensitive (save));
  SftExportOptions options;
  sft_export_dialog_get_options (dialog, &options);
  g_assert_cmpfloat (options.width, ==, 960);
  g_assert_cmpfloat (options.height, ==, 540);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* With every row there is, none lies on another. */
static void
test_rows_are_apart (WindowFixture *fixture, gconstpointer unused)
{
  sft_window_open (fixture->window, sft_demo_find (4), FALSE);
  wait_for_frame (fixture->window);
  SftDemoState *state = sft_window_get_state (fixture->window);
  sft_demo_state_pin (state);
  g_assert_true (sft_demo_state_set (state, "threshold", 0, 0, 0.7));
  SftExportDialog *dialog = sft_window_export (fixture->window);
  GtkWidget *grid = gtk_widget_get_parent (child_of (dialog, "format"));
  g_assert_true (GTK_IS_GRID (grid));
  g_autoptr (GHashTable) cells = g_hash_table_new (NULL, NULL);
  guint n = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int column, row, width, height;
      g_assert_true (gtk_widget_get_visible (child));
      gtk_grid_query_child (GTK_GRID (grid), child, &column, &row, &width, &height);
      for (int x = column; x < column + width; x++)
        for (int y = row; y < row + height; y++, n++)
          g_assert_true (g_hash_table_add (cells, GINT_TO_POINTER (y * 2 + x + 1)));
    }
  g_assert_cmpuint (n, ==, 26); /* thirteen names and controls */
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
add_tests (void)
{
  add_window_test ("/export-dialog/writes", test_writes);
  add_window_test ("/export-dialog/choices-are-kept", test_choices_are_kept);
  add_window_test ("/export-dialog/failure", test_failure);
  add_window_test ("/export-dialog/too-large", test_too_large);
  add_window_test ("/export-dialog/rows-are-apart", test_rows_are_apart);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
