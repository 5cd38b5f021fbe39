/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every view as a file: what is planned, what a cancel leaves behind, and which error is told. */
#include "sft-export-all.h"

#include <glib/gstdio.h>

#include "sft-figure-state.h"

typedef struct
{
  char *folder;
  GPtrArray *files;
  SftExportOptions options;
} Fixture;

static SftValues *
take_defaults (const SftDemo *demo, gboolean concept, gpointer data, GError **error)
{
  return sft_demo_defaults (demo, concept);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("sft-lab-all-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->options = SFT_EXPORT_OPTIONS_INIT;
  fixture->options.width = 120;
  fixture->options.height = 80;
  fixture->files = sft_export_plan (fixture->folder, SFT_FORMAT_PNG, take_defaults, NULL, &error);
  g_assert_no_error (error);
}

static guint
n_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < fixture->files->len; i++)
    g_unlink (((const SftExportFile *)fixture->files->pdata[i])->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing else was written */
  g_ptr_array_unref (fixture->files);
  g_free (fixture->folder);
}

static void
test_plan (Fixture *fixture, gconstpointer unused)
{
  gsize n_demos;
  const SftDemo *demos = sft_demos (&n_demos);
  guint at = 0;
  for (gsize i = 0; i < n_demos; i++)
    for (int concept = 0; concept < 2; concept++)
      {
        if (sft_demo_lab (&demos[i], concept) == NULL)
          continue;
        const SftExportFile *file = fixture->files->pdata[at++];
        g_autofree char *name = g_strdup_printf ("%02d%s.png", demos[i].number, concept ? "-concept" : "");
        g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
        g_autoptr (SftValues) defaults = sft_demo_defaults (&demos[i], concept);
        g_assert_cmpstr (file->path, ==, path);
        g_assert_true (file->demo == &demos[i]);
        g_assert_cmpint (file->concept, ==, concept);
        g_assert_true (sft_values_same (file->values, defaults, NULL));
      }
  g_assert_cmpuint (fixture->files->len, ==, at);
  g_assert_cmpuint (n_files (fixture->folder), ==, 0);
}

static SftValues *
refuse_one (const SftDemo *demo, gboolean concept, gpointer data, GError **error)
{
  if (demo->number == 17)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no values");
      return NULL;
    }
  return sft_demo_defaults (demo, concept);
}

static void
test_plan_fails (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (sft_export_plan (fixture->folder, SFT_FORMAT_CSV, refuse_one, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* Each file is whole: its state can be read, and it is that of its view. Returns how many there are. */
static guint
count_whole_files (Fixture *fixture)
{
  guint n = 0;
  for (guint i = 0; i < fixture->files->len; i++)
    {
      const SftExportFile *file = fixture->files->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) name = g_file_new_for_path (file->path);
      if (!g_file_query_exists (name, NULL))
        continue;
      g_autoptr (SftState) state = sft_figure_state_load (name, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (state->demo == file->demo && state->concept == file->concept);
      g_assert_true (sft_values_same (state->values, file->values, NULL));
      n++;
    }
  g_assert_cmpuint (n_files (fixture->folder), ==, n);
  return n;
}

static void
test_writes_all (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  int done = -1;
  g_assert_true (sft_export_files (fixture->files, &fixture->options, NULL, &done, &error));
  g_assert_no_error (error);
  g_assert_cmpint (done, ==, (int)fixture->files->len);
  g_assert_cmpuint (count_whole_files (fixture), ==, fixture->files->len);
}

typedef struct
{
  GCancellable *cancellable;
  int done, wanted;
} Watch;

/* Cancels as soon as enough files are done. */
static gpointer
cancel_at (gpointer data)
{
  Watch *watch = data;
  while (g_atomic_int_get (&watch->done) < watch->wanted)
    g_usleep (50);
  g_cancellable_cancel (watch->cancellable);
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  for (int round = 0; round < 6; round++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Watch watch = { cancellable, 0, round == 0 ? 0 : g_test_rand_int_range (0, (int)fixture->files->len / 2) };
      GThread *thread = g_thread_new ("cancel", cancel_at, &watch);
      if (round == 0)
        g_thread_join (thread); /* cancelled before it begins */
      gboolean all = sft_export_files (fixture->files, &fixture->options, cancellable, &watch.done, &error);
      if (round > 0)
        g_thread_join (thread);
      guint n = count_whole_files (fixture);
      g_assert_cmpint (watch.done, ==, (int)n);
      g_assert_cmpint (all, ==, n == fixture->files->len);
      if (!all)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (round == 0)
        g_assert_cmpuint (n, ==, 0);
      for (guint i = 0; i < fixture->files->len; i++)
        g_unlink (((const SftExportFile *)fixture->files->pdata[i])->path);
    }
}

/* A name that is taken by a folder cannot be written: the error names it, and what was there before is as it was. */
static void
test_error (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const SftExportFile *blocked = fixture->files->pdata[g_test_rand_int_range (0, (int)fixture->files->len)];
  int done;
  g_assert_cmpint (g_mkdir (blocked->path, 0700), ==, 0);
  g_assert_false (sft_export_files (fixture->files, &fixture->options, NULL, &done, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_nonnull (strstr (error->message, blocked->path));
  g_assert_cmpint (done, <, (int)fixture->files->len);
  g_assert_cmpint (g_rmdir (blocked->path), ==, 0);
  g_assert_cmpuint (count_whole_files (fixture), ==, (guint)done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/export-all/plan", Fixture, NULL, set_up, test_plan, tear_down);
  g_test_add ("/export-all/plan-fails", Fixture, NULL, set_up, test_plan_fails, tear_down);
  g_test_add ("/export-all/writes-all", Fixture, NULL, set_up, test_writes_all, tear_down);
  g_test_add ("/export-all/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/export-all/error", Fixture, NULL, set_up, test_error, tear_down);
  return g_test_run ();
}
