/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for a file: one chooser of a window at a time, which goes with the answer or with the window. */
#include <glib/gstdio.h>

#include "window-fixture.h"

/* The chooser that is shown; NULL: none. */
static GtkWidget *
find_chooser (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWidget *found = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (!GTK_IS_FILE_CHOOSER (window) || !gtk_widget_get_visible (window))
        continue;
      g_assert_null (found); /* one at a time */
      found = window;
    }
  return found;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Asks twice, as a key that is held down does. */
static GtkWidget *
ask (GtkWidget *window, const char *action)
{
  for (int i = 0; i < 2; i++)
    g_assert_true (gtk_widget_activate_action (window, action, NULL));
  GtkWidget *chooser = find_chooser ();
  g_assert_nonnull (chooser);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (chooser)) == GTK_WINDOW (window));
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (chooser)));
  return chooser;
}

static void
answer (GtkWidget *chooser, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) now = NULL;
  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) != GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, &error);
  g_assert_no_error (error);
  while (now == NULL || !g_file_equal (now, file))
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_object (&now);
      now = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    }
  GtkWidget *accept = gtk_dialog_get_widget_for_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  while (!gtk_widget_is_sensitive (accept))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (accept, "clicked");
  while (find_chooser () != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever asks: after a no all is as it was, and it asks again. */
static void
test_cancel (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const actions[] = {
    "win.open-figure", "win.export-all", "win.export-notes", "win.export-study", "win.import-study",
  };
  g_autofree char *folder = sft_study_data_default_folder ();
  g_autoptr (SftStudyData) study = sft_study_data_new (folder, SFT_STUDY_READ);
  GtkWidget *window =
      sft_window_new (NULL, fixture->settings, fixture->scheme); /* its own: the learner's data come before a demo */
  sft_window_set_study (SFT_WINDOW (window), study);
  sft_window_open (SFT_WINDOW (window), sft_demo_find (1), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (SFT_WINDOW (window));
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *chooser = ask (window, actions[i / 2]);
      gtk_dialog_response (GTK_DIALOG (chooser), i % 2 == 0 ? GTK_RESPONSE_CANCEL : GTK_RESPONSE_DELETE_EVENT);
      settle ();
      g_assert_null (find_chooser ());
    }
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (sft_window_get_message (SFT_WINDOW (window)))));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_open (WindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sft-lab-choose-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *name = g_strdup ("sft-lab-03-demonstrations-versus-preferences.png");
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
  sft_settings_set_string (fixture->settings, "export-folder", folder);
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  g_assert_true (sft_demo_state_set (sft_window_get_state (fixture->window), "steps", 0, 0, 77));
  wait_for_frame (fixture->window);

  /* Into a file with the one chooser, and back from it with the other. */
  SftExportDialog *dialog = sft_window_export (fixture->window);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  GtkWidget *save = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), SFT_TYPE_EXPORT_DIALOG, "save"));
  g_signal_emit_by_name (save, "clicked");
  g_signal_emit_by_name (save, "clicked");
  GtkWidget *chooser = find_chooser ();
  g_autofree char *proposed = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (chooser));
  g_assert_cmpstr (proposed, ==, name);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (chooser)) == GTK_WINDOW (dialog));
  answer (chooser, file);
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);

  sft_window_open (fixture->window, sft_demo_find (4), FALSE);
  wait_for_frame (fixture->window);
  answer (ask (GTK_WIDGET (fixture->window), "win.open-figure"), file);
  while (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number != 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (sft_message_get_text (sft_window_get_message (fixture->window)), name));
  g_assert_cmpint (g_remove (g_file_peek_path (file)), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Nobody can answer it any more. */
static void
test_owner_goes (WindowFixture *fixture, gconstpointer unused)
{
  SftExportDialog *dialog = sft_window_export (fixture->window);
  g_object_ref (dialog);
  g_signal_emit_by_name (gtk_widget_get_template_child (GTK_WIDGET (dialog), SFT_TYPE_EXPORT_DIALOG, "save"),
                         "clicked");
  g_assert_nonnull (find_chooser ());
  /* Later GTK warns of its own dialog when that goes before it has read its folder. */
  if (gtk_get_minor_version () >= 10)
    settle ();
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_null (find_chooser ());
  g_assert_finalize_object (G_OBJECT (dialog));

  GtkWidget *window = sft_window_new (NULL, fixture->settings, fixture->scheme);
  sft_window_open (SFT_WINDOW (window), sft_demo_find (1), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (SFT_WINDOW (window));
  ask (window, "win.open-figure");
  if (gtk_get_minor_version () >= 10)
    settle ();
  g_object_ref (window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (find_chooser ());
  settle ();
  g_assert_finalize_object (G_OBJECT (window));
}

static void
add_tests (void)
{
  add_window_test ("/choosers/cancel", test_cancel);
  add_window_test ("/choosers/open", test_open);
  add_window_test ("/choosers/owner-goes", test_owner_goes);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
