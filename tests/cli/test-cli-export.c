/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export: bytes of each format in each kind of place, and what a failure leaves behind. */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "driver.h"

#define OLD "an older file\n"

static char *
in_folder (const char *name)
{
  return g_build_filename (driver_folder (), name, NULL);
}

static GBytes *
contents (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autoptr (GBytes) bytes = contents (path);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
write_old (const char *path)
{
  g_assert_true (g_file_set_contents (path, OLD, -1, NULL));
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, with spaces between them. */
static char *
names_in (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **)names->pdata);
}

static guint
big_endian (const guchar *p)
{
  return (guint)p[0] << 24 | (guint)p[1] << 16 | (guint)p[2] << 8 | p[3];
}

/* The size of a PNG stands in its first chunk (PNG specification, 11.2.2). */
static void
assert_png (GBytes *bytes, guint width, guint height)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpuint (length, >, 100);
  g_assert_cmpmem (data, 8, "\211PNG\r\n\032\n", 8);
  g_assert_cmpuint (big_endian (data + 16), ==, width);
  g_assert_cmpuint (big_endian (data + 20), ==, height);
}

static void
assert_starts (GBytes *bytes, const char *start)
{
  g_assert_cmpuint (g_bytes_get_size (bytes), >, strlen (start));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (start), start, strlen (start));
}

static GBytes *
export_to (const char *name, const char *options)
{
  g_autofree char *path = in_folder (name), *quoted = g_shell_quote (path);
  g_autofree char *line = g_strdup_printf ("export --output %s 17 %s", quoted, options);
  g_autoptr (Ran) ran = ran_new_line (line);

  assert_done (ran);
  g_assert_cmpuint (g_bytes_get_size (ran->out), ==, 0);
  return contents (path);
}

static void
test_formats (void)
{
  g_autoptr (GBytes) png = export_to ("a.png", ""), upper = export_to ("a.PNG", "");
  g_autoptr (GBytes) small = export_to ("small.png", "--width 320 --height=200.5 --scale 2");
  g_autoptr (GBytes) svg = export_to ("a.svg", ""), pdf = export_to ("a.Pdf", ""), csv = export_to ("a.csv", "");
  g_autoptr (GBytes) other = export_to ("b.png", "--format csv"), none = export_to ("none", "--format pdf");
  g_autoptr (GBytes) dark = export_to ("dark.png", "--appearance dark");
  g_autoptr (GBytes) scaled = export_to ("scaled.svg", "--scale 2");
  const char *text = g_bytes_get_data (svg, NULL);

  assert_png (png, 1000, 600);
  g_assert_true (g_bytes_equal (png, upper));
  assert_png (small, 640, 401);
  assert_png (dark, 1000, 600);
  g_assert_false (g_bytes_equal (png, dark));
  assert_starts (svg, "<?xml");
  g_assert_nonnull (g_strstr_len (text, g_bytes_get_size (svg), "<svg"));
  g_assert_true (g_bytes_equal (svg, scaled));
  assert_starts (pdf, "%PDF-");
  assert_starts (none, "%PDF-");
  g_assert_true (g_bytes_equal (csv, other));
  /* A heatmap has no shared x: the long form. */
  assert_starts (csv, "panel,name,x,y,value\n");
}

/* Each option changes the picture. */
static void
test_options (void)
{
  static const char *const options[] = {
    "--no-title",         "--no-legend",       "--transparent",  "--text-scale 2",
    "--width 700",        "--height 700",      "--scale 2",      "--appearance high-contrast",
    "--appearance print", "--appearance dark", "--set steps=12", "--formula"
  };
  g_autoptr (Ran) plain = RUN ("export", "3", "-o", "-", "--format", "png");
  g_autoptr (Ran) light = ran_new_line ("export 3 -o - --format png --appearance light --width 1e3 --height 600.0");

  assert_done (plain);
  assert_done (light);
  g_assert_true (g_bytes_equal (plain->out, light->out));
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line = g_strdup_printf ("export 3 --format png --output - %s", options[i]);
      g_autoptr (Ran) ran = ran_new_line (line);

      assert_done (ran);
      if (g_bytes_equal (plain->out, ran->out))
        g_error ("%s changes nothing", options[i]);
    }
}

/* CSV of one panel with a shared x has one column for each series. */
static void
test_csv (void)
{
  g_autoptr (Ran) ran = RUN ("export", "5", "--output", "-", "--format", "csv", "--set", "rounds=3");
  g_auto (GStrv) lines = NULL;

  assert_done (ran);
  g_assert_true (g_str_has_suffix (ran->text, "\n"));
  lines = g_strsplit (ran->text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "x,safety,helpfulness");
  /* safety (0) = 0.72 and helpfulness (0) = 0.78: the defaults of the bases. */
  g_assert_cmpstr (lines[1], ==, "0,0.72,0.78");
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
}

/* The same bytes by every way, and nothing else on standard output. */
static void
test_places (void)
{
  g_autoptr (Ran) dash = RUN ("export", "9", "--output", "-", "--format", "svg");
  g_autoptr (Ran) made = ran_new_shell ("cd \"$D\" && echo old >target.svg && ln -s target.svg link.svg && mkfifo p && "
                                        "{ cat p >pipe.out & } && trap 'kill $! 2>/dev/null' EXIT && \"$P\" export 9 "
                                        "--format svg --output p && wait $! && "
                                        "\"$P\" export 9 --output link.svg && \"$P\" export 9 --output target.svg && "
                                        "\"$P\" export 9 --format svg --output /dev/stdout >redirected && "
                                        "\"$P\" export 9 --format svg --output /dev/null && [ -c /dev/null ] && "
                                        "[ -p p ] && [ -L link.svg ] && ! [ -L target.svg ]");
  static const char *const names[] = { "pipe.out", "link.svg", "target.svg", "redirected" };

  assert_done (dash);
  assert_done (made);
  g_assert_cmpuint (g_bytes_get_size (made->out), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_folder (names[i]);
      g_autoptr (GBytes) bytes = contents (path);

      g_assert_true (g_bytes_equal (bytes, dash->out));
    }
}

/* A file name is bytes: no locale has to know them. */
static void
test_file_names (void)
{
  static const char *const names[] = { "\xff\xfe.csv", "größe.csv", "-.csv", "new\nline.csv", " .csv" };
  static const char *const env[] = { "LC_ALL=C", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_folder (names[i]);
      g_autoptr (Ran) ran = ran_new_env (env, (const char *const[]){ "export", "2", "--output", path, NULL });

      assert_done (ran);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

static void
test_could_not (void)
{
  g_autofree char *folder = in_folder ("a-folder"), *missing = in_folder ("missing/a.png");
  g_autofree char *within = in_folder ("old.png/a.png"), *old = in_folder ("old.png"), *loop = in_folder ("loop.png");
  g_autofree char *slash = in_folder ("nothing.png/");
  g_autoptr (Ran) to_folder = NULL, to_missing = NULL, to_within = NULL, to_full = NULL, to_loop = NULL,
                  to_slash = NULL;

  g_assert_cmpint (g_mkdir (folder, 0777), ==, 0);
  g_assert_cmpint (symlink ("loop.png", loop), ==, 0);
  write_old (old);
  to_folder = RUN ("export", "1", "--format", "png", "--output", folder);
  to_missing = RUN ("export", "1", "--output", missing);
  to_within = RUN ("export", "1", "--output", within);
  to_full = RUN ("export", "1", "--format", "png", "--output", "/dev/full");
  to_loop = RUN ("export", "1", "--output", loop);
  to_slash = RUN ("export", "1", "--format", "png", "--output", slash);
  ASSERT_FAILED (to_folder, 1, folder, "folder");
  ASSERT_FAILED (to_missing, 1, missing, "folder");
  ASSERT_FAILED (to_within, 1, within);
  ASSERT_FAILED (to_full, 1, "/dev/full", "No space left on device");
  ASSERT_FAILED (to_loop, 1, loop);
  ASSERT_FAILED (to_slash, 1, slash);
  assert_contents (old, OLD);
}

/* A disk that is full in the middle of the file: the limit stands for it, since the system reports it the same way. */
static void
test_full_in_the_middle (void)
{
  g_autofree char *full = in_folder ("full"), *old = in_folder ("full/old.png"), *names = NULL;
  g_autoptr (Ran) ran = NULL;

  g_assert_cmpint (g_mkdir (full, 0777), ==, 0);
  write_old (old);
  ran = ran_new_shell ("ulimit -f 2; exec \"$P\" export 3 --output \"$D/full/old.png\"");
  ASSERT_FAILED (ran, 1, old, "File too large");
  assert_contents (old, OLD);
  names = names_in (full);
  g_assert_cmpstr (names, ==, "old.png");
}

/* Not as root, who may write everywhere. */
static void
test_unwritable (void)
{
  g_autofree char *locked = in_folder ("locked"), *old = in_folder ("locked/old.png");
  g_autofree char *new = in_folder ("locked/new.png"), *all = in_folder ("locked/all");
  g_autoptr (Ran) to_old = NULL, to_new = NULL, to_all = NULL;

  g_assert_cmpint (g_mkdir (locked, 0777), ==, 0);
  write_old (old);
  g_assert_cmpint (g_chmod (old, 0444), ==, 0);
  g_assert_cmpint (g_chmod (locked, 0555), ==, 0);
  if (g_access (locked, W_OK) == 0)
    {
      /* /proc takes new files from nobody. */
      to_new = RUN ("export", "1", "--output", "/proc/new.png");
      to_all = RUN ("export", "all", "--output", "/proc/sft-lab");
      ASSERT_FAILED (to_new, 1, "/proc/new.png");
      ASSERT_FAILED (to_all, 1, "/proc/sft-lab", "folder");
    }
  else
    {
      to_old = RUN ("export", "1", "--output", old);
      to_new = RUN ("export", "1", "--output", new);
      to_all = RUN ("export", "all", "--output", all);
      ASSERT_FAILED (to_old, 1, old, "Permission denied");
      ASSERT_FAILED (to_new, 1, new, "Permission denied");
      ASSERT_FAILED (to_all, 1, all, "Permission denied");
    }
  assert_contents (old, OLD);
  g_assert_cmpint (g_chmod (locked, 0755), ==, 0);
}

/* "01.EXT 01-concept.EXT ...": as many views as `list` shows. */
static char *
expected_names (const char *suffix)
{
  g_autoptr (Ran) list = RUN ("list", "--format", "json");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) demos = g_strsplit (list->text, "\"concept\": ", -1);

  g_assert_cmpuint (g_strv_length (demos), ==, 26);
  for (int i = 1; i <= 25; i++)
    {
      if (g_str_has_prefix (demos[i], "true"))
        g_ptr_array_add (names, g_strdup_printf ("%02d-concept.%s", i, suffix));
      g_ptr_array_add (names, g_strdup_printf ("%02d.%s", i, suffix));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **)names->pdata);
}

static void
test_all (void)
{
  static const char *const formats[] = { "png", "svg", "pdf", "csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strconcat ("all-", formats[i], NULL), *folder = in_folder (name);
      g_autofree char *expected = expected_names (formats[i]), *names = NULL;
      g_autofree char *in_all = g_strdup_printf ("%s/17.%s", folder, formats[i]);
      g_autoptr (Ran) first = RUN ("export", "all", "--output", folder, "--format", formats[i]);
      g_autoptr (Ran) again = RUN ("export", "--format", formats[i], "--output", folder, "all");
      g_autoptr (Ran) one = RUN ("export", "17", "--output", "-", "--format", formats[i]);
      g_autoptr (GBytes) bytes = NULL;

      assert_done (first);
      assert_done (again);
      g_assert_cmpuint (g_bytes_get_size (first->out), ==, 0);
      names = names_in (folder);
      g_assert_cmpstr (names, ==, expected);
      bytes = contents (in_all);
      /* PDF has the time of its making in it. */
      if (!g_str_equal (formats[i], "pdf"))
        g_assert_true (g_bytes_equal (bytes, one->out));
    }
}

/* By default PNG; an assignment reaches the views that know it, and only those. */
static void
test_all_set (void)
{
  g_autofree char *plain = in_folder ("plain"), *set = in_folder ("set/");
  g_autoptr (Ran) first = RUN ("export", "all", "--output", plain, "--width", "200", "--height", "150");
  g_autoptr (Ran) second = RUN ("export", "all", "--output", set, "--width", "200", "--height", "150", "--set",
                                "steps=5", "--set", "overfit_onset=2");

  assert_done (first);
  assert_done (second);
  for (int i = 1; i <= 25; i++)
    {
      g_autofree char *a = g_strdup_printf ("%s/%02d.png", plain, i), *b = g_strdup_printf ("%s/%02d.png", set, i);
      g_autoptr (GBytes) before = contents (a), after = contents (b);

      assert_png (before, 200, 150);
      g_assert_cmpint (g_bytes_equal (before, after), ==, i % 5 != 3);
    }
}

static void
test_all_could_not (void)
{
  g_autofree char *file = in_folder ("a-file"), *deep = in_folder ("no/such/folder"), *wrong = in_folder ("wrong");
  g_autofree char *blocked = in_folder ("blocked"), *block = in_folder ("blocked/07.csv");
  g_autofree char *limited = in_folder ("limited");
  g_autoptr (Ran) to_file = NULL, to_deep = NULL, with_wrong = NULL, to_blocked = NULL, to_limited = NULL;

  write_old (file);
  g_assert_cmpint (g_mkdir_with_parents (block, 0777), ==, 0);
  to_file = RUN ("export", "all", "--output", file);
  to_deep = RUN ("export", "all", "--output", deep);
  with_wrong = RUN ("export", "all", "--output", wrong, "--set", "threshold=2");
  to_blocked = RUN ("export", "all", "--output", blocked, "--format", "csv");
  to_limited = ran_new_shell ("ulimit -f 0; exec \"$P\" export all --output \"$D/limited\"");
  ASSERT_FAILED (to_file, 1, file, "not a folder");
  ASSERT_FAILED (to_deep, 1, deep, "parent");
  ASSERT_FAILED (with_wrong, 2, "demo 4", "threshold", "0 to 1");
  ASSERT_FAILED (to_blocked, 1, block);
  ASSERT_FAILED (to_limited, 1, limited);
  assert_contents (file, OLD);
  /* Every value is judged before anything is made, and a folder that was made in vain goes away. */
  g_assert_false (g_file_test (wrong, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (limited, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/export/formats", test_formats);
  g_test_add_func ("/cli/export/options", test_options);
  g_test_add_func ("/cli/export/csv", test_csv);
  g_test_add_func ("/cli/export/places", test_places);
  g_test_add_func ("/cli/export/file-names", test_file_names);
  g_test_add_func ("/cli/export/could-not", test_could_not);
  g_test_add_func ("/cli/export/full-in-the-middle", test_full_in_the_middle);
  g_test_add_func ("/cli/export/unwritable", test_unwritable);
  g_test_add_func ("/cli/export/all", test_all);
  g_test_add_func ("/cli/export/all-set", test_all_set);
  g_test_add_func ("/cli/export/all-could-not", test_all_could_not);
  return g_test_run ();
}
