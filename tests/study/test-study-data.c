/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of it together: kills, full disks, closed folders, two processes, export, import and erasing; and random use
 * beside a simple model. argv[1] is the program of a process to be killed. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sft-study-data.h"
#include "study-child.h"
#include "study-folder.h"

#define NOBODY 65534
#define NOW STUDY_CHILD_TIME

static char *
data_folder (Fixture *fixture)
{
  return g_path_get_dirname (fixture->path);
}

static SftStudyData *
open_data (const char *folder)
{
  SftStudyData *data = sft_study_data_new (folder, SFT_STUDY_WRITE);
  g_autofree char *problem = sft_study_data_get_problem (data);
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_false (sft_study_data_is_read_only (data));
  return data;
}

static void
set_note (SftStudyData *data, int demo, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean done = sft_notes_set (sft_study_data_get_notes (data), demo, text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static const char *
get_note (SftStudyData *data, int demo)
{
  return sft_notes_get (sft_study_data_get_notes (data), demo);
}

/* --- other processes --- */

static GSubprocess *
start_child (const char *program, const char *what, const char *folder)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                         program, what, folder, NULL);
  g_assert_no_error (error);
  return child;
}

/* The next number that a child says; -1: it says no more. */
static gint32
listen_to (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;
  gint32 tick;
  gsize n;
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), &tick, sizeof tick, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (n == 0 || n == sizeof tick);
  return n > 0 ? tick : -1;
}

static void
kill_child (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
}

/* A process that types and practices is killed at any moment: what is there is whole, at most two seconds old, and
 * nothing else lies about. Age is counted in what the process did meanwhile. */
static void
test_kill (Fixture *fixture, gconstpointer program)
{
  g_autofree char *folder = data_folder (fixture), *day = sft_progress_day (NOW);
  const gint32 at_most = 2000 / STUDY_CHILD_TICK_MS;
  gint32 base = 0; /* exercises are counted by each process for itself */
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (GSubprocess) child = start_child (program, i % 2 ? "save" : "type", folder);
      gint32 first = listen_to (child), last = first, tick;
      g_assert_cmpint (first, >=, 0);
      /* Long enough to lose more than that, or at a moment near a write. */
      g_usleep ((gulong)g_test_rand_int_range (0, i % 2 ? 1000000 : 4500000));
      kill_child (child);
      while ((tick = listen_to (child)) >= 0)
        last = tick;
      SftStudyData *data = open_data (folder);
      gint32 kept = (gint32)g_ascii_strtoll (get_note (data, 1), NULL, 10);
      gint32 exercises = (gint32)sft_progress_get_exercises (sft_study_data_get_progress (data), day) - base;
      g_test_message ("%d to %d: note %d, exercises %d", first, last, kept, first + exercises);
      /* What it was about to say when it was killed may be in the file. */
      g_assert_cmpint (kept, <=, last + 1);
      g_assert_cmpint (kept, >=, MAX (first, last - at_most));
      g_assert_cmpint (exercises, <=, last - first + 1);
      g_assert_cmpint (exercises, >=, MAX (0, last - first - at_most));
      base += exercises;
      g_assert_cmpuint (study_count_files (folder, ".sft-lab-"), ==, 0);
      g_assert_cmpuint (study_count_files (folder, "notes.json.damaged"), ==, 0);
      g_assert_finalize_object (data);
    }
}

/* The second process reads, says so, and writes nothing; when the first is gone, however, the lock is free. */
static void
test_two_processes (Fixture *fixture, gconstpointer program)
{
  g_autofree char *folder = data_folder (fixture), *notes_path = g_build_filename (folder, "notes.json", NULL);
  SftStudyData *data = open_data (folder);
  set_note (data, 1, "5 of the first");
  g_assert_finalize_object (data);
  g_autofree char *before = study_read (notes_path);

  g_autoptr (GSubprocess) child = start_child (program, "hold", folder);
  g_assert_cmpint (listen_to (child), ==, 5);
  data = sft_study_data_new (folder, SFT_STUDY_WRITE);
  g_assert_true (sft_study_data_is_read_only (data));
  g_autofree char *problem = sft_study_data_get_problem (data);
  g_assert_nonnull (strstr (problem, "Another SFT Lab"));
  g_assert_cmpstr (get_note (data, 1), ==, "5 of the first");
  g_autoptr (GError) error = NULL, second = NULL, third = NULL;
  g_assert_false (sft_notes_set (sft_study_data_get_notes (data), 1, "mine", NULL, &error));
  g_assert_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY);
  g_assert_false (sft_study_data_import (data, notes_path, NULL, &second));
  g_assert_error (second, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY);
  g_assert_false (sft_study_data_erase (data, &third));
  g_assert_error (third, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY);
  sft_progress_mark_opened (sft_study_data_get_progress (data), 3);
  g_assert_true (sft_study_data_flush (data, NULL));
  g_assert_finalize_object (data);
  g_autofree char *after = study_read (notes_path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (study_count_files (folder, "progress"), ==, 0);

  kill_child (child);
  data = open_data (folder);
  set_note (data, 1, "6");
  g_assert_true (sft_study_data_flush (data, NULL));
  /* To look only needs no lock. */
  SftStudyData *look = sft_study_data_new (folder, SFT_STUDY_READ);
  g_autofree char *none = sft_study_data_get_problem (look);
  g_assert_null (none);
  g_assert_cmpstr (get_note (look, 1), ==, "6");
  g_assert_finalize_object (look);
  g_assert_finalize_object (data);
}

/* To look only leaves no trace. */
static void
test_look (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture);
  SftStudyData *data = sft_study_data_new (folder, SFT_STUDY_READ);
  g_assert_true (sft_study_data_is_read_only (data));
  g_assert_finalize_object (data);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_autofree char *notes = g_build_filename (folder, "notes.json", NULL);
  study_write (notes, "damaged", -1);
  data = sft_study_data_new (folder, SFT_STUDY_READ);
  g_autofree char *problem = sft_study_data_get_problem (data);
  g_assert_nonnull (strstr (problem, "notes.json"));
  g_assert_finalize_object (data);
  g_assert_cmpuint (study_count_files (folder, ""), ==, 1);
}

/* --- where it cannot be written --- */

static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *notes_path = g_build_filename (folder, "notes.json", NULL);
  g_autofree char *large = g_strnfill (8000, 'x');
  SftStudyData *data = open_data (folder);
  set_note (data, 1, "small");
  g_assert_true (sft_study_data_flush (data, NULL));
  g_autofree char *before = study_read (notes_path);
  set_note (data, 1, large);
  sft_progress_mark_opened (sft_study_data_get_progress (data), 3);

  struct rlimit usual, limit;
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  limit = usual;
  limit.rlim_cur = 4000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  gboolean done = sft_study_data_flush (data, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_false (done);
  g_assert_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (EFBIG));
  g_autofree char *problem = sft_study_data_get_problem (data);
  g_assert_nonnull (strstr (problem, "Your notes could not be saved"));
  g_autofree char *after = study_read (notes_path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (study_count_files (folder, ".sft-lab-"), ==, 0);
  g_assert_cmpuint (study_count_files (folder, "progress.json"), ==, 1);
  /* Nothing is lost when there is room again. */
  g_assert_true (sft_study_data_flush (data, NULL));
  g_assert_finalize_object (data);
  data = open_data (folder);
  g_assert_cmpstr (get_note (data, 1), ==, large);
  g_assert_finalize_object (data);
}

/* The superuser may write everywhere, so that the test acts as another user. */
static void
test_closed_folder (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0555), ==, 0);
  gboolean superuser = geteuid () == 0;
  if (superuser)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  SftStudyData *data = open_data (folder);
  set_note (data, 1, "text");
  g_autoptr (GError) error = NULL;
  g_assert_false (sft_study_data_flush (data, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_autofree char *problem = sft_study_data_get_problem (data);
  g_assert_nonnull (strstr (problem, "takes no new files"));
  g_assert_cmpstr (get_note (data, 1), ==, "text");
  if (superuser)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpuint (study_count_files (folder, ""), ==, 0);
  /* Open again, it is written. */
  g_assert_true (sft_study_data_flush (data, NULL));
  g_assert_finalize_object (data);
  g_assert_cmpuint (study_count_files (folder, "notes.json"), ==, 1);
}

/* --- all at once --- */

static void
fill (SftStudyData *data, const char *word)
{
  SftFsrsCard card = { .state = SFT_FSRS_LEARNING };
  SftProgress *progress = sft_study_data_get_progress (data);
  g_autoptr (SftState) state = study_state (3, FALSE, "steps=50");
  set_note (data, 0, word);
  g_assert_true (sft_notes_set (sft_study_data_get_notes (data), 3, word, state, NULL));
  sft_progress_mark_tried (progress, 3);
  sft_progress_answer (progress, 0, "module", 0, NOW);
  sft_progress_set_card (progress, word, &card);
  sft_progress_log_exercise (progress, NOW);
}

static void
test_export_import (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *again = g_build_filename (fixture->folder, "again.json", NULL);
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;
  SftStudyData *data = open_data (folder);
  fill (data, "first");
  g_assert_true (sft_study_data_export (data, file, &error));
  g_assert_finalize_object (data);

  data = open_data (other);
  fill (data, "second");
  g_autofree char *mine = g_build_filename (fixture->folder, "mine.json", NULL);
  g_assert_true (sft_study_data_export (data, mine, &error));
  gboolean done = sft_study_data_import (data, file, &backup, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (get_note (data, 3), ==, "first");
  g_assert_nonnull (sft_progress_get_card (sft_study_data_get_progress (data), "first"));
  g_assert_null (sft_progress_get_card (sft_study_data_get_progress (data), "second"));
  g_assert_finalize_object (data);
  data = open_data (other);
  g_assert_true (sft_study_data_export (data, again, &error));
  g_autofree char *exported = study_read (file), *re_exported = study_read (again);
  g_assert_cmpstr (re_exported, ==, exported);
  g_assert_cmpuint (study_count_files (other, "importing"), ==, 0);
  /* The backup is what there was, and can be imported itself. */
  g_autofree char *kept = study_read (backup), *was = study_read (mine);
  g_assert_cmpstr (kept, ==, was);
  g_assert_true (sft_study_data_import (data, backup, NULL, &error));
  g_assert_cmpstr (get_note (data, 3), ==, "second");
  g_assert_cmpuint (study_count_files (other, "before-import-"), ==, 2);
  g_assert_finalize_object (data);
}

static void
import_fails (SftStudyData *data, const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = NULL;
  g_assert_false (sft_study_data_import (data, path, &backup, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (backup);
}

/* One wrong place anywhere, and nothing is taken. */
static void
test_import_refused (Fixture *fixture, gconstpointer unused)
{
  static const char *const wrong[][3] = {
    /* replaced, by, what the message says */
    { "\"version\": 1", "\"version\": 2", "version 2" },
    { "sft-lab-study-data", "sft-lab-notes", "another program" },
    { "sft-lab-notes", "sft-lab-progress", "another program" },
    { "\"sft-lab-progress\"", "null", "another program" },
    { "\"progress\": {", "\"other\": {", "no object \"progress\"" },
    { "\"steps\": 50", "\"steps\": 1", "steps" },
    { "\"last_demo\": 0", "\"last_demo\": 26", "last_demo" },
    { "\"choice\": 0", "\"choice\": 4", "answers" },
    { "\"state\": \"learning\"", "\"state\": \"gone\"", "cards" },
    { "\"exercises\": 1", "\"exercises\": -1", "days" },
    { "\"text\": \"other\"", "\"text\": \"\"", "text" },
  };
  g_autofree char *folder = data_folder (fixture), *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *before_path = g_build_filename (fixture->folder, "before.json", NULL);
  SftStudyData *source = open_data (other);
  fill (source, "other");
  g_assert_true (sft_study_data_export (source, file, NULL));
  g_assert_finalize_object (source);
  g_autofree char *good = study_read (file);

  SftStudyData *data = open_data (folder);
  fill (data, "mine");
  g_assert_true (sft_study_data_export (data, before_path, NULL));
  g_autofree char *before = study_read (before_path);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_assert_cmpuint (g_string_replace (text, wrong[i][0], wrong[i][1], 1), ==, 1);
      study_write (file, text->str, -1);
      import_fails (data, file, wrong[i][2]);
    }
  for (gsize i = 0; i < strlen (good) - 2; i += 17)
    {
      study_write (file, good, (gssize)i);
      import_fails (data, file, "JSON");
    }
  import_fails (data, fixture->folder, "no regular file");
  g_assert_cmpint (g_unlink (file), ==, 0);
  import_fails (data, file, g_strerror (ENOENT));
  g_assert_true (sft_study_data_export (data, before_path, NULL));
  g_autofree char *after = study_read (before_path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (study_count_files (folder, "before-import-"), ==, 0);
  g_assert_finalize_object (data);
}

/* The disk fills up at any point of an import: all is as before. */
static void
test_import_full_disk (Fixture *fixture, gconstpointer unused)
{
  static const rlim_t limits[] = { 0, 2000, 15000, 17500 };
  g_autofree char *folder = data_folder (fixture), *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *now_path = g_build_filename (fixture->folder, "now.json", NULL);
  g_autofree char *large = g_strnfill (8000, 'x');
  SftStudyData *data = open_data (other);
  set_note (data, 1, large);
  set_note (data, 2, large);
  g_assert_true (sft_study_data_export (data, file, NULL));
  g_assert_finalize_object (data);

  data = open_data (folder);
  fill (data, "mine");
  g_assert_true (sft_study_data_export (data, now_path, NULL));
  g_autofree char *before = study_read (now_path);
  g_assert_true (sft_study_data_flush (data, NULL));
  struct rlimit usual, limit;
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GError) error = NULL;
      limit = usual;
      limit.rlim_cur = limits[i];
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      gboolean done = sft_study_data_import (data, file, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
      g_assert_cmpint (done, ==, limits[i] == 17500);
      if (done)
        break;
      g_assert_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (EFBIG));
      g_assert_true (sft_study_data_export (data, now_path, NULL));
      g_autofree char *after = study_read (now_path);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (study_count_files (folder, "before-import-"), ==, 0);
      g_assert_cmpuint (study_count_files (folder, "importing"), ==, 0);
      g_assert_finalize_object (data);
      data = open_data (folder);
      g_assert_cmpstr (get_note (data, 3), ==, "mine");
    }
  signal (SIGXFSZ, SIG_DFL);
  g_assert_cmpstr (get_note (data, 1), ==, large);
  g_assert_finalize_object (data);
}

/* The first file is written, the second cannot be: the first is as before again. */
static void
test_import_half_way (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *file = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *notes_path = g_build_filename (folder, "notes.json", NULL);
  g_autofree char *progress_path = g_build_filename (folder, "progress.json", NULL);
  g_autoptr (GError) error = NULL;
  SftStudyData *data = open_data (folder);
  fill (data, "theirs");
  g_assert_true (sft_study_data_export (data, file, NULL));
  fill (data, "mine");
  g_assert_true (sft_study_data_flush (data, NULL));
  g_autofree char *before = study_read (notes_path);
  g_assert_cmpint (g_unlink (progress_path), ==, 0);
  g_assert_cmpint (g_mkdir (progress_path, 0700), ==, 0);
  g_assert_false (sft_study_data_import (data, file, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_autofree char *after = study_read (notes_path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (get_note (data, 3), ==, "mine");
  g_assert_nonnull (sft_progress_get_card (sft_study_data_get_progress (data), "mine"));
  g_assert_cmpuint (study_count_files (folder, "before-import-"), ==, 0);
  g_assert_cmpuint (study_count_files (folder, "importing"), ==, 0);
  g_assert_cmpint (g_rmdir (progress_path), ==, 0);
  g_assert_finalize_object (data);
  data = open_data (folder);
  g_assert_nonnull (sft_progress_get_card (sft_study_data_get_progress (data), "mine"));
  g_assert_finalize_object (data);
}

/* An import that was cut off between its two files is finished at the next start. */
static void
test_import_cut_off (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *pending = g_build_filename (folder, "importing.json", NULL);
  SftStudyData *data = open_data (other);
  fill (data, "new");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (sft_study_data_export (data, pending, NULL));
  g_assert_finalize_object (data);
  SftStudyData *look = sft_study_data_new (folder, SFT_STUDY_READ);
  g_assert_cmpstr (get_note (look, 3), ==, "new");
  g_assert_finalize_object (look);
  g_assert_true (g_file_test (pending, G_FILE_TEST_EXISTS));
  for (int i = 0; i < 2; i++)
    {
      data = open_data (folder);
      g_assert_cmpstr (get_note (data, 3), ==, "new");
      g_assert_cmpint (sft_progress_get_status (sft_study_data_get_progress (data), 3), ==, SFT_PROGRESS_TRIED);
      g_assert_false (g_file_test (pending, G_FILE_TEST_EXISTS));
      g_assert_finalize_object (data);
    }
}

static void
test_erase (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *notes = g_build_filename (folder, "notes.json", NULL);
  g_autofree char *file = g_build_filename (folder, "all.json", NULL);
  study_write (notes, "damaged", -1);
  SftStudyData *data = sft_study_data_new (folder, SFT_STUDY_WRITE);
  fill (data, "word");
  g_assert_true (sft_study_data_export (data, file, NULL));
  g_assert_true (sft_study_data_import (data, file, NULL, NULL));
  fill (data, "more"); /* on its way to the files */
  g_autoptr (GError) error = NULL;
  gboolean done = sft_study_data_erase (data, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (get_note (data, 3), ==, "");
  g_assert_cmpint (sft_progress_get_status (sft_study_data_get_progress (data), 3), ==, SFT_PROGRESS_NOT_OPENED);
  g_assert_finalize_object (data);
  /* The lock, which holds nothing, and a file that is the learner's own. */
  g_assert_cmpuint (study_count_files (folder, ""), ==, 2);
  g_assert_cmpuint (study_count_files (folder, "all.json"), ==, 1);
  data = open_data (folder);
  g_assert_cmpstr (get_note (data, 0), ==, "");
  g_assert_finalize_object (data);
}

/* --- a model --- */

typedef struct
{
  char *notes[SFT_N_NOTES];
  gboolean opened[26], tried[26];
  int last;
  guint choice[4], n_answers[4]; /* of the skill check */
  double cards[5];
  guint days[5];
} Model;

static void
model_clear (Model *model)
{
  for (int i = 0; i < SFT_N_NOTES; i++)
    g_free (model->notes[i]);
  memset (model, 0, sizeof *model);
}

static void
compare (SftStudyData *data, const Model *model)
{
  SftProgress *progress = sft_study_data_get_progress (data);
  for (int i = 0; i < SFT_N_NOTES; i++)
    g_assert_cmpstr (get_note (data, i), ==, model->notes[i] != NULL ? model->notes[i] : "");
  for (int i = 1; i <= 25; i++)
    g_assert_cmpint (sft_progress_get_status (progress, i), ==,
                     model->tried[i]    ? SFT_PROGRESS_TRIED
                     : model->opened[i] ? SFT_PROGRESS_OPENED
                                        : SFT_PROGRESS_NOT_OPENED);
  g_assert_cmpint (sft_progress_get_last_demo (progress), ==, model->last);
  guint right = 0, answered = 0;
  for (int i = 0; i < 4; i++)
    {
      const SftQuestion *question = &sft_skill_check ()[i];
      const SftGivenAnswer *answer = sft_progress_get_answer (progress, 0, question->id);
      g_assert_cmpuint (answer != NULL ? answer->n : 0, ==, model->n_answers[i]);
      g_assert_cmpuint (answer != NULL ? answer->choice : 0, ==, model->choice[i]);
      answered += model->n_answers[i] > 0;
      right += model->n_answers[i] > 0 && model->choice[i] == question->answer;
    }
  g_assert_cmpuint (sft_progress_count_answered (progress, 0), ==, answered);
  g_assert_cmpuint (sft_progress_count_right (progress, 0), ==, right);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("exercise:%d", i), *day = sft_progress_day (NOW + i * 86400);
      const SftFsrsCard *card = sft_progress_get_card (progress, key);
      g_assert_true ((card != NULL ? card->stability : 0) == model->cards[i]);
      g_assert_cmpuint (sft_progress_get_exercises (progress, day), ==, model->days[i]);
    }
}

static char *
random_text (void)
{
  static const char *const parts[] = { "a",  "\"", "\\", "\n",   "é",    "👍🏽",
                                       "漢", "कि", "\t", "</p>", "\x01", "\xef\xbf\xbe" };
  GString *text = g_string_new (NULL);
  for (int i = g_test_rand_int_range (0, 30); i > 0; i--)
    g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

static void
change_at_random (SftStudyData *data, Model *model)
{
  SftProgress *progress = sft_study_data_get_progress (data);
  int demo = g_test_rand_int_range (1, 26), few = g_test_rand_int_range (0, 5);
  g_autofree char *key = g_strdup_printf ("exercise:%d", few), *text = random_text ();
  SftFsrsCard card = { SFT_FSRS_REVIEW, 0, g_test_rand_double (), 5, NOW, NOW, 1, 0 };
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      set_note (data, demo, text);
      g_free (model->notes[demo]);
      model->notes[demo] = *text != '\0' ? g_steal_pointer (&text) : NULL;
      break;
    case 1:
      sft_progress_mark_opened (progress, demo);
      model->opened[demo] = TRUE;
      model->last = demo;
      break;
    case 2:
      sft_progress_mark_tried (progress, demo);
      model->opened[demo] = model->tried[demo] = TRUE;
      break;
    case 3:
      sft_progress_answer (progress, 0, sft_skill_check ()[few % 4].id, (guint)demo % 4, NOW + demo);
      model->choice[few % 4] = (guint)demo % 4;
      model->n_answers[few % 4]++;
      break;
    case 4:
      sft_progress_set_card (progress, key, &card);
      model->cards[few] = card.stability;
      break;
    case 5:
      sft_progress_log_exercise (progress, NOW + few * 86400);
      model->days[few]++;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
test_model (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = data_folder (fixture), *file = g_build_filename (fixture->folder, "all.json", NULL);
  Model model = { 0 };
  SftStudyData *data = open_data (folder);
  for (int round = 0; round < 300; round++)
    {
      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        change_at_random (data, &model);
      compare (data, &model);
      int what = g_test_rand_int_range (0, 10);
      if (what == 0)
        {
          g_assert_true (sft_study_data_erase (data, NULL));
          model_clear (&model);
        }
      else if (what < 3)
        {
          /* There and back. */
          g_assert_true (sft_study_data_export (data, file, NULL));
          for (int i = 0; i < 5; i++)
            {
              set_note (data, i, "gone");
              sft_progress_log_exercise (sft_study_data_get_progress (data), NOW);
            }
          g_assert_true (sft_study_data_import (data, file, NULL, NULL));
        }
      else if (what < 8)
        {
          g_assert_finalize_object (data);
          data = open_data (folder);
        }
      else
        g_main_context_iteration (NULL, FALSE);
      compare (data, &model);
    }
  model_clear (&model);
  g_assert_finalize_object (data);
}

static void
test_default_folder (void)
{
  g_autofree char *folder = sft_study_data_default_folder ();
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "sft-lab", NULL);
  g_assert_cmpstr (folder, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add ("/study-data/kill", Fixture, argv[1], study_set_up, test_kill, study_tear_down);
  g_test_add ("/study-data/two-processes", Fixture, argv[1], study_set_up, test_two_processes, study_tear_down);
  STUDY_ADD ("/study-data/look", test_look);
  STUDY_ADD ("/study-data/full-disk", test_full_disk);
  STUDY_ADD ("/study-data/closed-folder", test_closed_folder);
  STUDY_ADD ("/study-data/export-import", test_export_import);
  STUDY_ADD ("/study-data/import-refused", test_import_refused);
  STUDY_ADD ("/study-data/import-full-disk", test_import_full_disk);
  STUDY_ADD ("/study-data/import-half-way", test_import_half_way);
  STUDY_ADD ("/study-data/import-cut-off", test_import_cut_off);
  STUDY_ADD ("/study-data/erase", test_erase);
  STUDY_ADD ("/study-data/model", test_model);
  g_test_add_func ("/study-data/default-folder", test_default_folder);
  return g_test_run ();
}
