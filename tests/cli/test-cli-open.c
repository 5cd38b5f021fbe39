/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exported figures remember what made them, and --open says what is wrong with a file before there is a window. */
#include <string.h>

#include "driver.h"
#include "sft-metadata.h"
#include "sft-state.h"

static char *
in_folder (const char *name)
{
  return g_build_filename (driver_folder (), name, NULL);
}

static const char *const formats[] = { "png", "svg", "pdf" };

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize n, length = strlen (text);
  const char *data = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i + length <= n; i++)
    if (memcmp (data + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_state (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (Ran) ran = RUN ("export", "18", "--set", "steps=123", "--output", "-", "--format", formats[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      g_autoptr (SftState) state = NULL;

      assert_done (ran);
      json = sft_metadata_read (ran->out, &error);
      g_assert_no_error (error);
      state = sft_state_from_json (json, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (state->demo->number, ==, 18);
      g_assert_false (state->concept);
      g_assert_cmpfloat (sft_values_get (state->values, "steps"), ==, 123);
      /* The program and its version stand beside it. */
      g_assert_true (contains (ran->out, i == 0 ? "Software" : i == 1 ? "program=\"SFT Lab " : "/Creator (SFT Lab "));
    }
}

/* The same state in every language. */
static void
test_all (void)
{
  g_autofree char *folder = in_folder ("all"), *path = g_build_filename (folder, "17-concept.svg", NULL);
  g_autoptr (Ran) ran = RUN ("export", "all", "--output", folder, "--format", "svg", "--svg-text", "text");
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL, *json = NULL;
  g_autoptr (SftState) state = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n;

  assert_done (ran);
  g_file_get_contents (path, &data, &n, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (data, "<text "));
  g_assert_null (strstr (data, "glyph"));
  bytes = g_bytes_new (data, n);
  json = sft_metadata_read (bytes, &error);
  g_assert_no_error (error);
  state = sft_state_from_json (json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state->demo->number, ==, 17);
  g_assert_true (state->concept);
}

static void
test_svg_text (void)
{
  g_autoptr (Ran) plain = RUN ("export", "3", "-o", "-", "--format", "svg");
  g_autoptr (Ran) outlines = RUN ("export", "3", "-o", "-", "--format", "svg", "--svg-text", "outlines");
  g_autoptr (Ran) text = RUN ("export", "3", "-o", "-", "--format", "svg", "--svg-text=text");
  g_autoptr (Ran) wrong = RUN ("export", "3", "-o", "-", "--format", "svg", "--svg-text", "letters");
  g_autoptr (Ran) png = RUN ("export", "3", "-o", "-", "--format", "png");
  g_autoptr (Ran) same = RUN ("export", "3", "-o", "-", "--format", "png", "--svg-text", "text");

  assert_done (text);
  g_assert_true (g_bytes_equal (plain->out, outlines->out));
  g_assert_null (strstr (plain->text, "<text "));
  g_assert_nonnull (strstr (text->text, ">validation</text>"));
  g_assert_null (strstr (text->text, "glyph"));
  g_assert_true (g_bytes_equal (png->out, same->out));
  ASSERT_FAILED (wrong, 2, "--svg-text", "\"letters\"", "outlines, text");
}

/* There is no display here: that it is missed shows that the file was read. */
static void
test_good_file (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strconcat ("good.", formats[i], NULL), *path = in_folder (name);
      g_autoptr (Ran) made = RUN ("export", "17", "--output", path);
      g_autoptr (Ran) ran = RUN ("--open", path);
      g_autoptr (Ran) both = RUN ("--open", path, "--demo", "3"), more = RUN ("--open", path, "3");

      assert_done (made);
      ASSERT_FAILED (ran, 1, "sft-lab: th"); /* "there is no display", or "this build has no window" */
      g_assert_null (strstr (ran->error, "--open"));
      ASSERT_FAILED (both, 2, "--demo", "--open", "one of them");
      ASSERT_FAILED (more, 2, "\"3\"", "--open FILE");
    }
}

static void
put (const char *path, const char *text, gsize length)
{
  g_assert_true (g_file_set_contents (path, text, (gssize)length, NULL));
}

static void
test_bad_files (void)
{
  g_autofree char *path = in_folder ("bad.svg"), *missing = in_folder ("missing.png");
  g_autoptr (Ran) made = RUN ("export", "3", "--output", path), text = NULL, none = NULL, cut = NULL, newer = NULL,
                  range = NULL, absent = NULL, folder = NULL, zero = NULL, nothing = NULL;
  g_autofree char *data = NULL;
  char *version, *steps;
  gsize n;

  assert_done (made);
  g_assert_true (g_file_get_contents (path, &data, &n, NULL));
  version = strstr (data, "\"version\"");
  steps = strstr (data, "\"steps\"");
  g_assert_true (version != NULL && steps != NULL);
  put (path, "just text", 9);
  text = RUN ("--open", path);
  ASSERT_FAILED (text, 1, "--open \"bad.svg\": ", "PNG, SVG or PDF");
  put (path, "<svg/>", 6);
  none = RUN ("--open", path);
  ASSERT_FAILED (none, 1, "bad.svg", "no state of a lab");
  put (path, data, (gsize)(version - data));
  cut = RUN ("--open", path);
  ASSERT_FAILED (cut, 1, "bad.svg", "too early");
  steps += strcspn (steps, "0123456789");
  memcpy (steps, "-1", 2); /* for 40, the default */
  put (path, data, n);
  range = RUN ("--open", path);
  ASSERT_FAILED (range, 1, "bad.svg", "steps", "-1", "2 to 1000");
  version[strcspn (version, "0123456789")] = '9';
  put (path, data, n);
  newer = RUN ("--open", path);
  ASSERT_FAILED (newer, 1, "bad.svg", "version 9");
  absent = RUN ("--open", missing);
  ASSERT_FAILED (absent, 1, "missing.png", "no such file");
  folder = RUN ("--open", driver_folder ());
  ASSERT_FAILED (folder, 1, "no regular file");
  zero = RUN ("--open", "/dev/zero");
  ASSERT_FAILED (zero, 1, "no regular file");
  nothing = RUN ("--open");
  ASSERT_FAILED (nothing, 2, "--open", "FILE");
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/open/state", test_state);
  g_test_add_func ("/cli/open/all", test_all);
  g_test_add_func ("/cli/open/svg-text", test_svg_text);
  g_test_add_func ("/cli/open/good-file", test_good_file);
  g_test_add_func ("/cli/open/bad-files", test_bad_files);
  return g_test_run ();
}
