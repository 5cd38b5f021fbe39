/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures into a folder: as the command line writes them, with the parameters of the window. */
#include <glib/gstdio.h>

#include "sft-export-all-dialog.h"
#include "sft-export-choices.h"
#include "sft-figure-state.h"
#include "window-fixture.h"

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sft-lab-all-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

/* Every file of the folder; with the folder itself. */
static guint
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
      n++;
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return n;
}

static GtkWidget *
child_of (SftExportAll *dialog, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), SFT_TYPE_EXPORT_ALL, id));
}

static guint
n_views (void)
{
  gsize n;
  guint views = 0;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < 2 * n; i++)
    views += sft_demo_lab (&demos[i / 2], i % 2) != NULL;
  return views;
}

static void
choose (WindowFixture *fixture, SftFormat format)
{
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  options.format = format;
  options.width = 200;
  options.height = 150;
  options.style.appearance = SFT_DARK;
  sft_export_choices_keep (fixture->settings, &options);
}

static void
wait_until_gone (SftExportAll **dialog)
{
  while (*dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* At the defaults every file is the command line's, byte for byte; a view that was changed is as it is now. */
static void
test_as_command_line (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder (), *other = make_folder ();
  g_autoptr (GError) error = NULL;
  choose (fixture, SFT_FORMAT_SVG);
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  g_assert_true (sft_demo_state_set (sft_window_get_state (fixture->window), "steps", 0, 0, 77));
  SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  wait_until_gone (&dialog);

  g_autoptr (GSubprocess) program =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("SFT_LAB_PROGRAM"), "export", "all", "--output",
                        other, "--format", "svg", "--width", "200", "--height", "150", "--appearance", "dark", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (program, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GDir) dir = g_dir_open (other, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *ours = g_build_filename (folder, name, NULL), *theirs = g_build_filename (other, name, NULL);
      g_autofree char *our_bytes = NULL, *their_bytes = NULL;
      g_assert_true (g_file_get_contents (ours, &our_bytes, NULL, NULL));
      g_assert_true (g_file_get_contents (theirs, &their_bytes, NULL, NULL));
      if (!g_str_equal (name, "03.svg"))
        g_assert_cmpstr (our_bytes, ==, their_bytes);
      else
        {
          g_autoptr (GFile) file = g_file_new_for_path (ours);
          g_autoptr (SftState) state = sft_figure_state_load (file, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpfloat (sft_values_get (state->values, "steps"), ==, 77);
        }
    }
  g_assert_nonnull (strstr (sft_message_get_text (sft_window_get_message (fixture->window)), "50"));
  g_autofree char *kept = sft_settings_get_string (fixture->settings, "export-folder");
  g_assert_cmpstr (kept, ==, folder);
  g_assert_cmpuint (remove_folder (folder), ==, n_views ());
  g_assert_cmpuint (remove_folder (other), ==, n_views ());
}

/* A figure has behind it what is pinned, as the window shows it, and the dialog says so. */
static void
test_pinned (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "03.csv", NULL), *content = NULL;
  choose (fixture, SFT_FORMAT_CSV);
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  wait_for_frame (fixture->window);
  SftDemoState *state = sft_window_get_state (fixture->window);
  sft_demo_state_pin (state);
  g_assert_true (sft_demo_state_set (state, "steps", 0, 0, 77));
  sft_window_open (fixture->window, sft_demo_find (4), FALSE);
  SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (child_of (dialog, "what"))), " 1 of them with a pinned"));
  wait_until_gone (&dialog);

  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  wait_for_frame (fixture->window);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  sft_export_choices_load (fixture->settings, &options);
  g_autofree char *kept = sft_state_to_json (sft_demo_find (3), FALSE, sft_demo_state_get_values (state));
  options.state = kept;
  g_autoptr (GBytes) shown = sft_export_to_bytes (sft_demo_state_get_figure (state), &options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sft_demo_state_get_figure (state)->ghost);
  gsize length;
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length, g_bytes_get_data (shown, NULL), g_bytes_get_size (shown));
  g_autoptr (SftResult) result =
      sft_demo_compute (sft_demo_find (3), FALSE, sft_demo_state_get_values (state), NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bare = sft_export_to_bytes (result->figure, &options, &error);
  g_assert_no_error (error);
  g_assert_false (g_bytes_equal (shown, bare));
  g_assert_cmpuint (remove_folder (folder), ==, n_views ());
}

/* Cancel: the files that are there are whole, and the window says how many. */
static void
test_cancel (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  choose (fixture, SFT_FORMAT_PNG);
  SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  while (sft_export_all_get_done (dialog) < 3)
    g_main_context_iteration (NULL, FALSE);
  g_signal_emit_by_name (child_of (dialog, "cancel"), "clicked");
  wait_until_gone (&dialog);

  gsize n_demos;
  const SftDemo *demos = sft_demos (&n_demos);
  guint n = 0;
  for (gsize i = 0; i < 2 * n_demos; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("%02d%s.png", demos[i / 2].number, i % 2 ? "-concept" : "");
      g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
      if (!g_file_query_exists (file, NULL))
        continue;
      g_autoptr (SftState) state = sft_figure_state_load (file, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (state);
      n++;
    }
  g_assert_cmpuint (n, >=, 3);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_assert_nonnull (strstr (sft_message_get_text (sft_window_get_message (fixture->window)), count));
  g_assert_cmpuint (remove_folder (folder), ==, n);
}

/* What would be replaced is asked about first, and left alone when the answer is no. */
static void
test_asks (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "04.csv", NULL);
  choose (fixture, SFT_FORMAT_CSV);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  for (int yes = 0; yes < 2; yes++)
    {
      SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
      g_assert_true (gtk_widget_get_visible (child_of (dialog, "replace")));
      g_assert_false (gtk_widget_get_visible (child_of (dialog, "progress")));
      g_signal_emit_by_name (child_of (dialog, yes ? "replace" : "cancel"), "clicked");
      wait_until_gone (&dialog);
      g_autofree char *content = NULL;
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_cmpint (g_str_equal (content, "mine"), ==, !yes);
    }
  g_assert_cmpuint (remove_folder (folder), ==, n_views ());
}

/* What cannot be written is named, and the dialog stays until it was read. */
static void
test_error (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "09.csv", NULL);
  choose (fixture, SFT_FORMAT_CSV);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  g_signal_emit_by_name (child_of (dialog, "replace"), "clicked");
  GtkWidget *failure = child_of (dialog, "failure");
  while (!gtk_widget_get_visible (failure))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (failure)), path));
  g_signal_emit_by_name (child_of (dialog, "cancel"), "clicked");
  wait_until_gone (&dialog);
  remove_folder (folder);
}

/* The window may go while the files are written. */
static void
test_window_goes (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = make_folder ();
  choose (fixture, SFT_FORMAT_PNG);
  SftExportAll *dialog = sft_export_all_begin (fixture->window, folder);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_until_gone (&dialog);
  remove_folder (folder);
}

static void
add_tests (void)
{
  add_window_test ("/export-all/as-command-line", test_as_command_line);
  add_window_test ("/export-all/pinned", test_pinned);
  add_window_test ("/export-all/cancel", test_cancel);
  add_window_test ("/export-all/asks", test_asks);
  add_window_test ("/export-all/error", test_error);
  add_window_test ("/export-all/window-goes", test_window_goes);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
