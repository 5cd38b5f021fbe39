/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view on paper: printed into a file, without a printer, and read back. */
#include "sft-param-row.h"
#include "sft-print.h"

#include <glib/gstdio.h>

#include "window-fixture.h"

static void
open_view (WindowFixture *fixture, int number, gboolean concept)
{
  sft_window_open (fixture->window, sft_demo_find (number), concept);
  wait_for_frame (fixture->window);
  wait_for_worker (fixture->window);
}

static char *
print_to_file (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("sft-lab-print-XXXXXX.pdf", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_autoptr (GtkPrintOperation) operation =
      sft_print_operation_new (sft_window_get_state (fixture->window), fixture->settings);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  return path;
}

/* Lines may break anywhere between words, and blanks have any width. */
static char *
flatten (const char *text)
{
  g_autoptr (GRegex) blanks = g_regex_new ("\\s+", 0, 0, NULL);
  return g_regex_replace_literal (blanks, text, -1, 0, " ", 0, NULL);
}

/* What a program prints; its last argument is the file, or the one before it "-". */
static char *
read_with (const char *program, const char *path, const char *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, path, target, NULL);
  char *printed = NULL;
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &printed, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  char *flat = flatten (printed);
  g_free (printed);
  return flat;
}

static void
assert_says (const char *text, const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    g_error ("the page does not say \"%s\":\n%s", wanted, text);
}

static void
assert_says_readouts (WindowFixture *fixture, const char *text)
{
  const SftResult *result = sft_demo_state_get_result (sft_window_get_state (fixture->window));
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = result->readouts->pdata[i];
      g_autofree char *value = sft_readout_format (readout, TRUE);
      const char *unit = sft_readout_unit (readout, TRUE);
      g_autofree char *line = g_strdup_printf ("%s: %s %s", readout->spec->label, value, unit != NULL ? unit : "");
      g_autofree char *flat = flatten (line);
      assert_says (text, flat);
    }
}

static void
test_page (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  g_assert_true (sft_demo_state_set (sft_window_get_state (fixture->window), "steps", 0, 0, 77));
  wait_for_frame (fixture->window);
  g_autofree char *path = print_to_file (fixture);
  g_autofree char *pages = read_with ("pdfinfo", path, NULL);
  g_autofree char *text = read_with ("pdftotext", path, "-");
  g_autofree char *images = read_with ("pdfimages", "-list", path);
  assert_says (pages, "Pages: 1 ");
  assert_says (text, sft_demo_display_title (sft_demo_find (3)));
  assert_says (text, "demo 3");
  assert_says (text, "Notebook");
  assert_says_readouts (fixture, text);
  assert_says (text, "Parameters that differ from the defaults");
  const SftParam *steps = sft_spec_find (&sft_demo_lab (sft_demo_find (3), FALSE)->spec, "steps");
  g_autofree char *line = g_strdup_printf ("%s: 77", steps->label);
  assert_says (text, line);
  /* The legend, so the figure is there, as text; and nothing of it as a picture. */
  assert_says (text, "train");
  g_assert_null (strstr (images, "image "));
  g_assert_null (strstr (text, "None"));
  g_unlink (path);
}

/* What the figure is compared with is on the page as it is in the window. */
static void
test_pinned (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  for (int pinned = 0; pinned < 2; pinned++)
    {
      if (pinned)
        sft_demo_state_pin (state);
      g_assert_true (sft_demo_state_set (state, "overfit_slope", 0, 0, 0.02 + 0.01 * pinned));
      wait_for_frame (fixture->window);
      g_autofree char *path = print_to_file (fixture);
      g_autofree char *text = read_with ("pdftotext", path, "-");
      g_assert_cmpint (strstr (text, "pinned") != NULL, ==, pinned);
      g_unlink (path);
    }
}

static void
test_defaults (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 17, TRUE);
  g_autofree char *path = print_to_file (fixture);
  g_autofree char *pages = read_with ("pdfinfo", path, NULL);
  g_autofree char *text = read_with ("pdftotext", path, "-");
  assert_says (pages, "Pages: 1 ");
  assert_says (text, "Concept");
  assert_says (text, "Parameters that differ from the defaults None");
  assert_says_readouts (fixture, text);
  g_unlink (path);
}

/* One token is one on the screen and on paper, and none has no loss in nats. */
static void
test_units (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 1, FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  SftReadouts *readouts = sft_window_get_readouts (fixture->window);
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "response_tokens"), ==, "tokens");
  for (int token = 1; token < 4; token++)
    {
      g_assert_true (sft_demo_state_set (state, "response_mask", token, 0, token == 1));
      wait_for_frame (fixture->window);
    }
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "response_tokens"), ==, "token");
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "masked_loss"), ==, "nats");
  g_autofree char *path = print_to_file (fixture);
  g_autofree char *text = read_with ("pdftotext", path, "-");
  assert_says (text, "Response tokens: 1 token ");
  g_assert_true (sft_demo_state_set (state, "response_mask", 1, 0, 0));
  wait_for_frame (fixture->window);
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "response_tokens"), ==, "tokens");
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "masked_loss"), ==, "");
  g_assert_cmpstr (sft_readouts_get_unit (readouts, "best_step"), ==, NULL);
  g_unlink (path);
}

/* Paper that is chosen is kept. On paper too small for all of the words they go on, and none is lost. */
static void
test_small_paper (WindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) printer = gtk_print_settings_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A5);
  g_assert_null (sft_print_load_page_setup (fixture->settings));
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_settings_set_n_copies (printer, 3);
  sft_print_keep_choices (fixture->settings, setup, printer);
  g_autoptr (GtkPageSetup) kept = sft_print_load_page_setup (fixture->settings);
  g_assert_true (gtk_paper_size_is_equal (gtk_page_setup_get_paper_size (kept), size));
  g_assert_cmpint (gtk_page_setup_get_orientation (kept), ==, GTK_PAGE_ORIENTATION_LANDSCAPE);

  open_view (fixture, 4, FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  const char *const changes[] = { "seed", "samples", "harmful_a", "harmful_b", "benign_a", "benign_b" };
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_true (sft_demo_state_set (state, changes[i], 0, 0, 10 + (double)i));
  wait_for_frame (fixture->window);
  g_autofree char *path = print_to_file (fixture);
  g_autofree char *pages = read_with ("pdfinfo", path, NULL);
  g_autofree char *text = read_with ("pdftotext", path, "-");
  assert_says (pages, "Page size: 595"); /* A5 across: 595 x 420 points */
  assert_says (pages, "Pages: 2 ");
  assert_says_readouts (fixture, text);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const SftParam *param = sft_spec_find (&sft_demo_lab (sft_demo_find (4), FALSE)->spec, changes[i]);
      g_autofree char *title = sft_param_row_title (param);
      g_autofree char *line = g_strdup_printf ("%s: %d", title, 10 + (int)i);
      assert_says (text, line);
    }
  g_unlink (path);
  sft_settings_set_string (fixture->settings, "print-choices", "no key file");
  g_assert_null (sft_print_load_page_setup (fixture->settings));
  sft_settings_set_string (fixture->settings, "print-choices", "");
}

/* Every view fits on paper that holds it, and says its readouts. */
static void
test_every_view (WindowFixture *fixture, gconstpointer unused)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < 2 * n; i++)
    {
      if (sft_demo_lab (&demos[i / 2], i % 2) == NULL)
        continue;
      open_view (fixture, demos[i / 2].number, i % 2);
      g_autofree char *path = print_to_file (fixture);
      g_autofree char *pages = read_with ("pdfinfo", path, NULL);
      assert_says (pages, "Pages: 1 ");
      g_unlink (path);
    }
}

/* Without the program that shows previews there is a message that names it. */
static void
test_no_viewer (WindowFixture *fixture, gconstpointer unused)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *before = NULL;
  g_object_get (settings, "gtk-print-preview-command", &before, NULL);
  g_object_set (settings, "gtk-print-preview-command", "no-such-viewer %f", NULL);
  g_autofree char *missing = sft_print_missing_viewer (settings);
  g_assert_cmpstr (missing, ==, "no-such-viewer");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.print-preview", NULL));
  assert_says (sft_message_get_text (sft_window_get_message (fixture->window)), "no-such-viewer");
  g_object_set (settings, "gtk-print-preview-command", "sh -c true %f", NULL);
  g_assert_null (sft_print_missing_viewer (settings));
  g_object_set (settings, "gtk-print-preview-command", before, NULL);
}

static void
add_tests (void)
{
  add_window_test ("/print/page", test_page);
  add_window_test ("/print/pinned", test_pinned);
  add_window_test ("/print/defaults", test_defaults);
  add_window_test ("/print/units", test_units);
  add_window_test ("/print/small-paper", test_small_paper);
  add_window_test ("/print/every-view", test_every_view);
  add_window_test ("/print/no-viewer", test_no_viewer);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
