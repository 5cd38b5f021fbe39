/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that remember: out by export and clipboard, in by opening and dropping. */
#include <string.h>

#include <glib/gstdio.h>

#include "sft-command.h"
#include "sft-export-choices.h"
#include "sft-metadata.h"
#include "sft-numpy.h"
#include "sft-open-figure.h"
#include "window-fixture.h"

typedef struct
{
  char *folder, *path;
} Place;

static void
place_init (Place *place, const char *name)
{
  g_autoptr (GError) error = NULL;
  place->folder = g_dir_make_tmp ("sft-lab-figures-XXXXXX", &error);
  g_assert_no_error (error);
  place->path = g_build_filename (place->folder, name, NULL);
}

static void
place_clear (Place *place)
{
  g_unlink (place->path);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

/* Goes to a view and sets a parameter there; the result is computed. */
static void
set_value (SftWindow *window, int demo, const char *id, double value)
{
  sft_window_open (window, sft_demo_find (demo), FALSE);
  g_assert_true (sft_demo_state_set (sft_window_get_state (window), id, 0, 0, value));
  sft_demo_state_update (sft_window_get_state (window));
  wait_for_worker (window);
}

static double
value_of (SftWindow *window, const char *id)
{
  return sft_values_get (sft_demo_state_get_values (sft_window_get_state (window)), id);
}

static void
note_exported (SftExportDialog *dialog, const char *path, gboolean *done)
{
  *done = TRUE;
}

static void
export_to (SftWindow *window, const char *path)
{
  SftExportDialog *dialog = sft_window_export (window);
  gboolean done = FALSE;
  g_signal_connect (dialog, "exported", G_CALLBACK (note_exported), &done);
  sft_export_dialog_save_to (dialog, path);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_message (SftWindow *window, const char *part)
{
  SftMessage *message = sft_window_get_message (window);
  while (sft_message_get_text (message) == NULL || strstr (sft_message_get_text (message), part) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* As the desktop delivers it. */
static void
drop (SftWindow *window, const char *path)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;
  sft_message_hide (sft_window_get_message (window));
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
    }
  g_value_unset (&value);
  g_assert_true (taken);
}

static void
test_drop (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "figure.png", "figure.svg", "figure.pdf" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Place place;
      place_init (&place, names[i]);
      set_value (fixture->window, 3, "steps", 77 + i);
      export_to (fixture->window, place.path);
      set_value (fixture->window, 3, "steps", 10);
      sft_window_open (fixture->window, sft_demo_find (17), FALSE);

      drop (fixture->window, place.path);
      wait_for_message (fixture->window, names[i]);
      g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 3);
      g_assert_cmpfloat (value_of (fixture->window, "steps"), ==, 77 + i);
      /* It is a step like any other. */
      sft_demo_state_undo (sft_window_get_state (fixture->window));
      g_assert_cmpfloat (value_of (fixture->window, "steps"), ==, 10);
      wait_for_frame (fixture->window);
      place_clear (&place);
    }
}

static void
assert_untouched (SftWindow *window, const char *path, const char *reason)
{
  drop (window, path);
  wait_for_message (window, reason);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (window))->number, ==, 3);
  g_assert_cmpfloat (value_of (window, "steps"), ==, 55);
}

static void
test_bad_files (WindowFixture *fixture, gconstpointer unused)
{
  Place place;
  g_autofree char *data = NULL;
  gsize size;
  place_init (&place, "figure.svg");
  set_value (fixture->window, 17, "mask", 1);
  export_to (fixture->window, place.path);
  set_value (fixture->window, 3, "steps", 55);

  g_assert_true (g_file_get_contents (place.path, &data, &size, NULL));
  char *state = strstr (data, "\"version\"");
  g_assert_nonnull (state);
  g_assert_true (g_file_set_contents (place.path, data, state - data, NULL));
  assert_untouched (fixture->window, place.path, "ends too early");
  char *digit = state + strcspn (state, "0123456789");
  *digit = '9';
  g_assert_true (g_file_set_contents (place.path, data, (gssize)size, NULL));
  assert_untouched (fixture->window, place.path, "version 9");
  g_assert_true (g_file_set_contents (place.path, "<svg></svg>", -1, NULL));
  assert_untouched (fixture->window, place.path, "no state of a lab");
  g_assert_true (g_file_set_contents (place.path, "hello", -1, NULL));
  assert_untouched (fixture->window, place.path, "no PNG, SVG or PDF");
  g_unlink (place.path);
  assert_untouched (fixture->window, place.path, "no such file");
  assert_untouched (fixture->window, place.folder, "no regular file");
  place_clear (&place);
}

/* Of two files the later one counts, whichever is read first. */
static void
test_latest_wins (WindowFixture *fixture, gconstpointer unused)
{
  Place one, other;
  place_init (&one, "one.svg");
  place_init (&other, "other.svg");
  set_value (fixture->window, 3, "steps", 11);
  export_to (fixture->window, one.path);
  set_value (fixture->window, 3, "steps", 22);
  export_to (fixture->window, other.path);
  set_value (fixture->window, 3, "steps", 33);
  for (int i = 0; i < 20; i++)
    {
      drop (fixture->window, other.path);
      drop (fixture->window, one.path);
      wait_for_message (fixture->window, "one.svg");
      g_assert_cmpfloat (value_of (fixture->window, "steps"), ==, 11);
    }
  place_clear (&one);
  place_clear (&other);
}

typedef struct
{
  gboolean done;
  char *text;
} Reading;

static void
text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  reading->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  reading->done = TRUE;
}

static char *
clipboard_text (SftWindow *window)
{
  Reading reading = { FALSE, NULL };
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, text_read, &reading);
  while (!reading.done)
    g_main_context_iteration (NULL, TRUE);
  return reading.text;
}

static void
test_copy_texts (WindowFixture *fixture, gconstpointer unused)
{
  set_value (fixture->window, 4, "threshold", 0.25);
  SftDemoState *state = sft_window_get_state (fixture->window);
  SftValues *values = sft_demo_state_get_values (state);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-command", NULL));
  g_autofree char *line = clipboard_text (fixture->window);
  g_assert_cmpstr (line, ==, "sft-lab run 4 --set threshold=0.25");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-numpy", NULL));
  g_autofree char *program = clipboard_text (fixture->window);
  g_autofree char *expected = sft_lab_to_numpy (sft_demo_state_get_demo (state), values);
  g_assert_cmpstr (program, ==, expected);
  wait_for_worker (fixture->window);
}

typedef struct
{
  gboolean done;
  GError *error;
} Writing;

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &writing->error);
  writing->done = TRUE;
}

static GBytes *
clipboard_bytes (SftWindow *window, const char *mime_type)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Writing writing = { FALSE, NULL };
  g_assert_nonnull (content);
  gdk_content_provider_write_mime_type_async (content, mime_type, stream, G_PRIORITY_DEFAULT, NULL, written, &writing);
  while (!writing.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (writing.error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* Both forms are the exported files, state and all. */
static void
test_copy_figure (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const mime_types[] = { "image/png", "image/svg+xml" };
  set_value (fixture->window, 3, "steps", 99);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_autofree char *json = sft_state_to_json (sft_demo_state_get_demo (state), FALSE, sft_demo_state_get_values (state));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-figure", NULL));
  wait_for_message (fixture->window, "clipboard");
  for (guint i = 0; i < G_N_ELEMENTS (mime_types); i++)
    {
      g_autoptr (GBytes) bytes = clipboard_bytes (fixture->window, mime_types[i]);
      g_autoptr (GError) error = NULL;
      SftExportOptions options;
      sft_export_choices_load (fixture->settings, &options);
      options.format = i == 0 ? SFT_FORMAT_PNG : SFT_FORMAT_SVG;
      options.state = json;
      g_autoptr (GBytes) expected = sft_export_to_bytes (sft_demo_state_get_result (state)->figure, &options, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, expected));
      g_autofree char *found = sft_metadata_read (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, json);
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL);
}

/* A concept has no lesson's program: the menu's line is faint, and nothing is copied. */
static void
test_concept_has_no_numpy (WindowFixture *fixture, gconstpointer unused)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), "as it was");
  sft_window_open (fixture->window, sft_demo_find (17), TRUE);
  g_assert_true (sft_demo_state_get_concept (sft_window_get_state (fixture->window)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-numpy", NULL);
  g_autofree char *text = clipboard_text (fixture->window);
  g_assert_cmpstr (text, ==, "as it was");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-command", NULL));
  g_autofree char *line = clipboard_text (fixture->window);
  g_assert_cmpstr (line, ==, "sft-lab run 17/concept");
  wait_for_worker (fixture->window);
}

static void
add_tests (void)
{
  add_window_test ("/figures/drop", test_drop);
  add_window_test ("/figures/bad-files", test_bad_files);
  add_window_test ("/figures/latest-wins", test_latest_wins);
  add_window_test ("/figures/copy-texts", test_copy_texts);
  add_window_test ("/figures/copy-figure", test_copy_figure);
  add_window_test ("/figures/concept-has-no-numpy", test_concept_has_no_numpy);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
