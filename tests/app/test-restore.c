/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window closes, another opens, and everything is as it was; whatever lies where the parameters should. */
#include <glib/gstdio.h>
#include <string.h>

#include "scratch-folder.h"
#include "sft-saved-states.h"
#include "window-fixture.h"

typedef struct
{
  SftSettings *settings;
  SftColorScheme *scheme;
  SftSavedStates *saved;
  SftWindow *window;
  char *path;
} Fixture;

static void
start (Fixture *fixture)
{
  fixture->saved = sft_saved_states_new (fixture->path);
  fixture->window = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));
  sft_window_set_saved_states (fixture->window, fixture->saved);
  sft_window_open (fixture->window, NULL, FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->window);
}

/* As the learner closes it. */
static void
stop (Fixture *fixture)
{
  wait_for_worker (fixture->window);
  g_object_ref (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE) || sft_saved_states_is_writing (fixture->saved))
    ;
  g_assert_finalize_object (G_OBJECT (fixture->window));
  g_clear_object (&fixture->saved);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->settings = sft_settings_new ();
  sft_settings_set_string (fixture->settings, "last-demo", "1");
  sft_settings_set_boolean (fixture->settings, "start-fresh", FALSE);
  fixture->scheme = sft_color_scheme_new (gtk_settings_get_default ());
  fixture->path = sft_saved_states_default_path ();
  g_unlink (fixture->path);
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  stop (fixture);
  g_object_unref (fixture->scheme);
  g_object_unref (fixture->settings);
  g_free (fixture->path);
}

static void
open_demo (Fixture *fixture, int number, gboolean concept)
{
  sft_window_open (fixture->window, sft_demo_find (number), concept);
  wait_for_frame (fixture->window);
}

static SftDemoState *
state_of (Fixture *fixture)
{
  return sft_window_get_state (fixture->window);
}

static GtkSpinButton *
spin_of (Fixture *fixture, const char *id)
{
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), id);
  g_assert_nonnull (row);
  return GTK_SPIN_BUTTON (sft_param_row_get_control (row));
}

/* Changes something in a few views, and ends at the concept of 17. */
static void
change (Fixture *fixture)
{
  open_demo (fixture, 3, FALSE);
  gtk_spin_button_set_value (spin_of (fixture, "steps"), 77);
  open_demo (fixture, 2, FALSE);
  gtk_spin_button_set_value (spin_of (fixture, "positions"), 9);
  g_assert_true (sft_demo_state_set (state_of (fixture), "mask", 0, 8, 1));
  open_demo (fixture, 9, TRUE);
  g_assert_true (sft_demo_state_set_text (state_of (fixture), "conversation", "user: Hi\nassistant: Hello"));
  open_demo (fixture, 17, TRUE);
  g_assert_true (sft_demo_state_set (state_of (fixture), "capacity", 0, 0, 12));
  wait_for_frame (fixture->window);
}

static void
check_changed (Fixture *fixture)
{
  g_assert_cmpint (sft_demo_state_get_demo (state_of (fixture))->number, ==, 17);
  g_assert_true (sft_demo_state_get_concept (state_of (fixture)));
  g_assert_cmpfloat (sft_values_get (sft_demo_state_get_values (state_of (fixture)), "capacity"), ==, 12);
  g_assert_false (sft_demo_state_can_undo (state_of (fixture)));
  assert_readouts_are_right (fixture->window);
  open_demo (fixture, 3, FALSE);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin_of (fixture, "steps")), ==, 77);
  assert_readouts_are_right (fixture->window);
  open_demo (fixture, 2, FALSE);
  g_assert_cmpint (sft_values_dim (sft_demo_state_get_values (state_of (fixture)), "positions"), ==, 9);
  g_assert_cmpfloat (sft_demo_state_peek (state_of (fixture), "mask", 0, 8), ==, 1);
  open_demo (fixture, 9, TRUE);
  g_assert_cmpstr (sft_values_text (sft_demo_state_get_values (state_of (fixture)), "conversation"), ==,
                   "user: Hi\nassistant: Hello");
  open_demo (fixture, 8, FALSE);
  g_assert_true (sft_demo_state_is_default (state_of (fixture)));
  open_demo (fixture, 17, TRUE);
}

static void
test_restart (Fixture *fixture, gconstpointer unused)
{
  change (fixture);
  for (int i = 0; i < 2; i++)
    {
      stop (fixture);
      start (fixture);
      g_assert_null (sft_message_get_text (sft_window_get_message (fixture->window)));
      check_changed (fixture);
    }
  /* What was reset is not there any more. */
  open_demo (fixture, 3, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reset", NULL);
  stop (fixture);
  start (fixture);
  g_assert_true (sft_demo_state_is_default (state_of (fixture)));
  open_demo (fixture, 17, TRUE);
  g_assert_false (sft_demo_state_is_default (state_of (fixture)));
}

/* The worker has saved before anything is closed. */
static void
test_killed (Fixture *fixture, gconstpointer unused)
{
  change (fixture);
  while (sft_saved_states_get_n_writes (fixture->saved) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (SftSavedStates) other = sft_saved_states_new (fixture->path);
  SftValues *values = sft_saved_states_get (other, sft_demo_find (17), TRUE);
  g_assert_nonnull (values);
  g_assert_true (sft_values_same (values, sft_demo_state_get_values (state_of (fixture)), NULL));
}

/* Always fresh: all at the defaults, and nothing is lost for whoever changes their mind. */
static void
test_start_fresh (Fixture *fixture, gconstpointer unused)
{
  change (fixture);
  sft_settings_set_boolean (fixture->settings, "start-fresh", TRUE);
  stop (fixture);
  start (fixture);
  g_assert_cmpint (sft_demo_state_get_demo (state_of (fixture))->number, ==, 17);
  g_assert_true (sft_demo_state_is_default (state_of (fixture)));
  open_demo (fixture, 3, FALSE);
  g_assert_true (sft_demo_state_is_default (state_of (fixture)));
  open_demo (fixture, 17, TRUE);
  sft_settings_set_boolean (fixture->settings, "start-fresh", FALSE);
  stop (fixture);
  start (fixture);
  check_changed (fixture);
}

/* Damaged: said in the window, kept in a file of its own, and the program goes on. */
static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  static const char *const files[] = { "", "{\"version\":1,\"states\":[{\"vers", "{\"version\":9,\"states\":[]}",
                                       "[1,2,3]", "\xff\xfe\x00" };
  change (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      stop (fixture);
      g_assert_true (g_file_set_contents (fixture->path, files[i], -1, NULL));
      start (fixture);
      const char *text = sft_message_get_text (sft_window_get_message (fixture->window));
      g_assert_nonnull (text);
      g_assert_nonnull (strstr (text, "parameters.json.damaged-"));
      g_assert_true (sft_demo_state_is_default (state_of (fixture)));
      g_autofree char *kept = NULL;
      g_assert_true (g_file_get_contents (sft_saved_states_get_set_aside (fixture->saved), &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, files[i]);
      assert_readouts_are_right (fixture->window);
      open_demo (fixture, 5, FALSE);
      gtk_spin_button_set_value (spin_of (fixture, "rounds"), 7 + (int)i);
      stop (fixture);
      start (fixture);
      g_assert_null (sft_message_get_text (sft_window_get_message (fixture->window)));
      g_assert_cmpfloat (gtk_spin_button_get_value (spin_of (fixture, "rounds")), ==, 7 + (int)i);
    }
}

/* One message for all that could not be read at the start: none hides another. */
static void
test_damaged_all (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *notes = g_build_filename (folder, "notes.json", NULL);
  change (fixture);
  stop (fixture);
  g_assert_true (g_file_set_contents (notes, "{", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->path, "{", -1, NULL));
  g_autoptr (SftStudyData) study = sft_study_data_new (folder, SFT_STUDY_WRITE);
  fixture->saved = sft_saved_states_new (fixture->path);
  fixture->window = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));
  sft_window_set_saved_states (fixture->window, fixture->saved);
  sft_window_set_study (fixture->window, study);
  sft_window_open (fixture->window, NULL, FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->window);
  const char *text = sft_message_get_text (sft_window_get_message (fixture->window));
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "parameters.json.damaged-"));
  g_assert_nonnull (strstr (text, "notes.json.damaged-"));
  stop (fixture);
  g_clear_object (&study);
  scratch_folder_free (g_steal_pointer (&folder));
  start (fixture);
}

/* A last demo that this version does not have is no reason to stop. */
static void
test_foreign_last_demo (Fixture *fixture, gconstpointer unused)
{
  static const char *const views[] = { "", "0", "26", "3/theatre", "\xef\xbf\xbd", "-1", "99999999999999999999" };
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      stop (fixture);
      sft_settings_set_string (fixture->settings, "last-demo", views[i]);
      start (fixture);
      g_assert_cmpint (sft_demo_state_get_demo (state_of (fixture))->number, ==, 1);
    }
}

static void
add_tests (void)
{
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/restore/restart", test_restart);
  ADD ("/restore/killed", test_killed);
  ADD ("/restore/start-fresh", test_start_fresh);
  ADD ("/restore/damaged", test_damaged);
  ADD ("/restore/damaged-all", test_damaged_all);
  ADD ("/restore/foreign-last-demo", test_foreign_last_demo);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
