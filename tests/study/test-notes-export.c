/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as Markdown with figures: what was typed, where it was noted, and all or nothing. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sft-figure-state.h"
#include "sft-notes-private.h"
#include "study-folder.h"

#define NOBODY 65534

static SftNotes *
some_notes (Fixture *fixture)
{
  g_autoptr (SftState) mask = study_state (17, TRUE, "block_mask=false");
  g_autoptr (SftState) curve = study_state (3, FALSE, "overfit_slope=0.02");
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  g_assert_true (sft_notes_set (notes, 0, "Predict, change, explain.", NULL, NULL));
  g_assert_true (sft_notes_set (notes, 3, "Best step is 26 now.\nSee *slope*.", curve, NULL));
  g_assert_true (sft_notes_set (notes, 17, "Leaks without a block mask", mask, NULL));
  return notes;
}

static void
export_ok (SftNotes *notes, const char *path, guint n_notes, guint n_figures)
{
  g_autoptr (GError) error = NULL;
  SftNotesExport written;
  gboolean done = sft_notes_export (notes, path, &written, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpuint (written.n_notes, ==, n_notes);
  g_assert_cmpuint (written.n_figures, ==, n_figures);
}

static void
test_export (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "my notes (1).md", NULL);
  g_autofree char *figure =
      g_build_filename (fixture->folder, "my notes (1)-figures", "sft-lab-17-packed-examples-concept.svg", NULL);
  g_autofree char *figures = g_path_get_dirname (figure);
  export_ok (notes, path, 3, 2);
  g_autofree char *text = study_read (path);
  g_assert_true (g_str_has_prefix (text, "# Notes in SFT Lab\n\n## The lesson\n\nPredict, change, explain.\n"));
  g_assert_nonnull (strstr (text, "\n## 17. Packed examples\n\nLeaks without a block mask\n\n!["));
  g_assert_nonnull (strstr (text, "Best step is 26 now.  \nSee \\*slope\\*.\n"));
  g_assert_nonnull (
      strstr (text, "](my%20notes%20%281%29-figures/sft-lab-17-packed-examples-concept.svg)\n\nNoted 20"));
  g_assert_nonnull (strstr (text, "```sh\nsft-lab run 17/concept --set block_mask=false\n```\n"));
  g_assert_cmpuint (study_count_files (figures, ""), ==, 2);

  /* A figure opens again in the state of its note. */
  g_autoptr (GFile) file = g_file_new_for_path (figure);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = sft_figure_state_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sft_values_same (state->values, sft_notes_get_state (notes, 17)->values, NULL));

  /* The figure in words stands for it. */
  const SftState *noted = sft_notes_get_state (notes, 3);
  g_autoptr (SftResult) result = sft_demo_compute (noted->demo, FALSE, noted->values, NULL, NULL, NULL);
  g_autoptr (GString) alt = g_string_new ("![");
  g_autofree char *words = sft_figure_describe (result->figure, TRUE);
  g_strdelimit (words, "\n", ' ');
  sft_markdown_append_line (alt, words, TRUE);
  g_string_append (alt, "](");
  g_assert_nonnull (strstr (text, alt->str));
  g_assert_finalize_object (notes);
}

/* Notes of a file without times: a note with a figure says so in a sentence of its own. */
static void
test_unknown_time (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_autoptr (SftNotesData) data = sft_notes_data_copy (sft_notes_get_data (notes));
  g_autoptr (GPtrArray) figures = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  SftNotesExport counts;
  for (int i = 0; i < SFT_N_NOTES; i++)
    data->notes[i].time = 0;
  g_autofree char *text = sft_notes_to_markdown (data, "figures", figures, &counts, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "# Notes in SFT Lab\n\n## The lesson\n\nPredict, change, explain.\n\n## 3. "));
  g_assert_nonnull (
      strstr (text, "\nNoted in the notebook view, at an unknown time. This command computes it again:\n"));
  g_assert_nonnull (
      strstr (text, "\nNoted in the concept view, at an unknown time. This command computes it again:\n"));
  g_assert_finalize_object (notes);
}

/* An export over an earlier one takes its place; what else is in the folder stays. */
static void
test_again (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "notes.MD", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "notes-figures", NULL);
  g_autofree char *other = g_build_filename (folder, "mine.txt", NULL);
  export_ok (notes, path, 3, 2);
  study_write (other, "mine", -1);
  g_assert_true (sft_notes_set (notes, 3, "", NULL, NULL));
  export_ok (notes, path, 2, 1);
  g_assert_cmpuint (study_count_files (folder, "sft-lab-"), ==, 1);
  g_assert_cmpuint (study_count_files (folder, ""), ==, 2);
  for (int i = 0; i < SFT_N_NOTES; i++)
    g_assert_true (sft_notes_set (notes, i, "", NULL, NULL));
  export_ok (notes, path, 0, 0);
  g_assert_cmpuint (study_count_files (folder, ""), ==, 1);
  g_autofree char *text = study_read (path);
  g_assert_cmpstr (text, ==, "# Notes in SFT Lab\n\nThere are no notes yet.\n");
  g_assert_finalize_object (notes);
}

/* Every demo in both views: each figure can be drawn and each title stands. */
static void
test_all_demos (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "all", NULL);
  for (int concept = 0; concept < 2; concept++)
    {
      SftNotes *notes = sft_notes_new (fixture->path, FALSE);
      for (int i = 1; i <= 25; i++)
        {
          const SftDemo *demo = sft_demo_find (i);
          g_autoptr (SftValues) values = sft_demo_defaults (demo, concept);
          g_autoptr (SftState) state = sft_state_new (demo, concept, values);
          g_assert_true (sft_notes_set (notes, i, concept ? "concept" : "notebook", state, NULL));
        }
      export_ok (notes, path, 25, 25);
      g_assert_finalize_object (notes);
    }
  g_autofree char *folder = g_strconcat (path, "-figures", NULL);
  g_assert_cmpuint (study_count_files (folder, ""), ==, 25);
}

static const struct
{
  const char *text, *markdown;
} texts[] = {
  { "plain words, 3.5 (and more): yes!", "plain words, 3.5 (and more): yes!" },
  { "p_theta(y | x) and _x_", "p_theta(y | x) and \\_x\\_" },
  { "a * b, a*b*c", "a * b, a\\*b\\*c" },
  { "# no heading", "\\# no heading" },
  { "> no quote", "\\> no quote" },
  { "---", "\\---" },
  { "- one\n- two", "- one  \n- two" },
  { "1. one", "1. one" },
  { "[x](y) ![z](w)", "\\[x](y) !\\[z](w)" },
  { "<b>&amp; a < b & c", "\\<b>\\&amp; a < b & c" },
  { "`code` $x$ ~~y~~ \\n", "\\`code\\` \\$x\\$ \\~\\~y\\~\\~ \\\\n" },
  { "one\ntwo\n\nthree\n", "one  \ntwo\n\nthree\n" },
  { "a\r\nb\rc", "a  \nb  \nc" },
  { "    indented", "\u00a0\u00a0\u00a0\u00a0indented" },
  { "===", "\\===" },
  { "| a | b |", "\\| a | b |" },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *expected = g_strconcat (texts[i].markdown, "\n", NULL);
      sft_markdown_append_text (out, texts[i].text);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

/* --- where it cannot be written --- */

static void
export_fails (SftNotes *notes, const char *path, GQuark domain, int code, const char *word)
{
  g_autoptr (GError) error = NULL;
  SftNotesExport written = { 7, 7 };
  g_assert_false (sft_notes_export (notes, path, &written, NULL, &error));
  g_assert_error (error, domain, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (written.n_notes, ==, 0);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* All names and bytes of a folder, to be compared later. */
static char *
picture_of (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL), *sum = NULL;
      g_autofree char *bytes = NULL;
      gsize length;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        bytes = picture_of (path);
      else
        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
      g_string_append_printf (all, "%s %s\n", (char *)names->pdata[i], sum);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_unwritable (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_assert_true (sft_notes_flush (notes, NULL));
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autofree char *nowhere = g_build_filename (target, "none", "notes.md", NULL);
  g_autofree char *file = g_build_filename (target, "taken-figures", NULL);
  g_autofree char *taken = g_build_filename (target, "taken.md", NULL);
  g_autofree char *folder = g_build_filename (target, "folder", NULL);
  g_autofree char *x = g_build_filename (target, "x.md", NULL);
  study_write (file, "a file where the folder should be", -1);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_autofree char *name = sft_notes_figure_name (sft_demo_find (3), FALSE);
  g_autofree char *in_the_way = g_build_filename (target, "x-figures", name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (in_the_way, 0700), ==, 0);
  g_autofree char *before = picture_of (target);

  export_fails (notes, nowhere, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no folder");
  export_fails (notes, taken, G_FILE_ERROR, G_FILE_ERROR_EXIST, "it is no folder");
  export_fails (notes, folder, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "it is a folder");
  export_fails (notes, x, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "it is a folder");
  export_fails (notes, "-", SFT_STUDY_ERROR, SFT_STUDY_ERROR_TARGET, "the name of a file");
  export_fails (notes, "/dev/full", SFT_STUDY_ERROR, SFT_STUDY_ERROR_TARGET, "the name of a file");
  g_autofree char *after = picture_of (target);
  g_assert_cmpstr (after, ==, before);
  g_assert_finalize_object (notes);
}

/* The disk fills up at any point: all is as before, over an earlier export too. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_assert_true (sft_notes_flush (notes, NULL));
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autofree char *path = g_build_filename (target, "notes.md", NULL);
  g_autofree char *other = g_build_filename (target, "other.md", NULL);
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  export_ok (notes, path, 3, 2);
  g_autofree char *before = picture_of (target);
  /* Now the text is larger than the figures, so that the last write can be the one that fails. The figures are
   * others than before. */
  g_autoptr (GString) large = g_string_new (NULL);
  for (int i = 0; i < SFT_NOTE_MAX; i++)
    g_string_append (large, "👍🏽");
  g_autoptr (SftState) mask = study_state (17, FALSE, "mask[0][2]=0");
  g_autoptr (SftState) curve = study_state (3, FALSE, "steps=50");
  for (int i = 0; i < SFT_N_NOTES; i++)
    g_assert_true (sft_notes_set (notes, i, large->str, i == 17 ? mask : i == 3 ? curve : NULL, NULL));

  static const rlim_t limits[] = { 0, 1000, 20000, 1000000 };
  struct rlimit usual, limit;
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GError) error = NULL;
      limit = usual;
      limit.rlim_cur = limits[i / 2];
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      gboolean done = sft_notes_export (notes, i % 2 ? path : other, NULL, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
      g_assert_false (done);
      g_assert_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (EFBIG));
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, target));
      g_assert_cmpint (strstr (error->message, ".md: ") != NULL, ==, limits[i / 2] == 1000000);
      g_autofree char *after = picture_of (target);
      g_assert_cmpstr (after, ==, before);
    }
  signal (SIGXFSZ, SIG_DFL);
  export_ok (notes, path, SFT_N_NOTES, 2);
  g_assert_finalize_object (notes);
}

/* The superuser may write everywhere, so that the test acts as another user. */
static void
test_permissions (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = some_notes (fixture);
  g_assert_true (sft_notes_flush (notes, NULL));
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autofree char *path = g_build_filename (target, "notes.md", NULL);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (target, 0555), ==, 0);
  gboolean superuser = geteuid () == 0;
  if (superuser)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  export_fails (notes, path, G_FILE_ERROR, G_FILE_ERROR_ACCES, "target");
  if (superuser)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (target, 0755), ==, 0);
  g_assert_cmpuint (study_count_files (target, ""), ==, 0);
  g_assert_finalize_object (notes);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* In a worker, with the notes as they were; and cancelled. */
static void
test_async (Fixture *fixture, gconstpointer unused)
{
  for (int cancelled = 0; cancelled < 2; cancelled++)
    {
      SftNotes *notes = some_notes (fixture);
      g_autofree char *name = g_strdup_printf ("notes-%d.md", cancelled);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      SftNotesExport written;
      sft_notes_export_async (notes, path, cancellable, take_result, &result);
      g_assert_true (sft_notes_set (notes, 0, "later", NULL, NULL));
      if (cancelled)
        g_cancellable_cancel (cancellable);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (sft_notes_export_finish (notes, result, &written, &error), ==, !cancelled);
      if (cancelled)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (written.n_notes, ==, cancelled ? 0 : 3);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !cancelled);
      g_autofree char *text = cancelled ? NULL : study_read (path);
      g_assert_true (cancelled || strstr (text, "later") == NULL);
      g_clear_object (&result);
      g_object_unref (notes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STUDY_ADD ("/notes-export/export", test_export);
  STUDY_ADD ("/notes-export/unknown-time", test_unknown_time);
  STUDY_ADD ("/notes-export/again", test_again);
  STUDY_ADD ("/notes-export/all-demos", test_all_demos);
  g_test_add_func ("/notes-export/text", test_text);
  STUDY_ADD ("/notes-export/unwritable", test_unwritable);
  STUDY_ADD ("/notes-export/full-disk", test_full_disk);
  STUDY_ADD ("/notes-export/permissions", test_permissions);
  STUDY_ADD ("/notes-export/async", test_async);
  return g_test_run ();
}
