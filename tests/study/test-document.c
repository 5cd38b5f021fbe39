/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that follows what it belongs to, and the lock of a folder. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sft-document.h"
#include "sft-lock.h"
#include "sft-study-error.h"
#include "study-folder.h"

/* An owner that is a text; "bad" cannot be read, "half" only in part. */
typedef struct
{
  GString *text;
  guint n_problems;
} Owner;

static gboolean
read_text (gpointer data, const char *bytes, gsize length, GError **error)
{
  Owner *owner = data;
  if (g_str_has_prefix (bytes, "bad") || g_str_has_prefix (bytes, "half"))
    g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_DAMAGED, "damaged");
  if (g_str_has_prefix (bytes, "bad"))
    return FALSE;
  g_string_assign (owner->text, bytes);
  return TRUE;
}

static gpointer
copy_text (gpointer data)
{
  return g_strdup (((Owner *)data)->text->str);
}

static char *
to_text (gconstpointer copy)
{
  return g_strdup (copy);
}

static char *
say (SftDocumentProblem problem, const char *why, const char *name)
{
  return g_strdup_printf ("%d %s %s", (int)problem, why, name != NULL ? name : "");
}

static const SftDocumentType type = { read_text, copy_text, g_free, to_text, say, 100 };

static void
count_problem (SftDocument *document, Owner *owner)
{
  owner->n_problems++;
}

static SftDocument *
open_document (const char *path, Owner *owner, gboolean read_only)
{
  *owner = (Owner){ g_string_new (NULL), 0 };
  SftDocument *document = sft_document_new (path, &type, owner, read_only);
  g_signal_connect (document, "problem", G_CALLBACK (count_problem), owner);
  return document;
}

static void
close_document (SftDocument *document, Owner *owner)
{
  sft_document_close (document);
  g_object_unref (document);
  g_string_free (owner->text, TRUE);
}

static void
change (SftDocument *document, Owner *owner, const char *text)
{
  g_string_assign (owner->text, text);
  sft_document_changed (document);
}

static void
wait_for_writes (SftDocument *document, guint n)
{
  while (sft_document_get_n_writes (document) < n)
    g_main_context_iteration (NULL, TRUE);
}

/* What came during a write has waited already: it does not wait the whole time again. */
static void
test_delay (Fixture *fixture, gconstpointer unused)
{
  Owner owner;
  SftDocument *document = open_document (fixture->path, &owner, FALSE);
  change (document, &owner, "one");
  wait_for_writes (document, 1);
  g_autofree char *first = study_read (fixture->path);
  g_assert_cmpstr (first, ==, "one");
  change (document, &owner, "two");
  change (document, &owner, "three");
  wait_for_writes (document, 2);
  g_autofree char *second = study_read (fixture->path);
  g_assert_cmpstr (second, ==, "three");
  g_assert_cmpuint (owner.n_problems, ==, 0);
  close_document (document, &owner);
}

/* What was brought to the disk, in order: "file" or "folder". */
static GString *synced;
static GMutex synced_lock;

/* In place of the C library's. */
int
fsync (int fd)
{
  struct stat info;
  g_mutex_lock (&synced_lock);
  if (synced != NULL && fstat (fd, &info) == 0)
    g_string_append (synced, S_ISDIR (info.st_mode) ? "folder " : "file ");
  g_mutex_unlock (&synced_lock);
  return (int)syscall (SYS_fsync, fd);
}

/* A power cut takes nothing that is saved: neither the bytes nor the new name wait in memory, the first time and later.
 */
static void
test_power_cut (Fixture *fixture, gconstpointer unused)
{
  Owner owner;
  g_autoptr (GError) error = NULL;
  SftDocument *document = open_document (fixture->path, &owner, FALSE);
  synced = g_string_new (NULL);
  change (document, &owner, "one");
  wait_for_writes (document, 1);
  g_assert_cmpstr (synced->str, ==, "file folder ");
  g_string_truncate (synced, 0);
  change (document, &owner, "two");
  g_assert_true (sft_document_flush (document, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (synced->str, ==, "file folder ");
  g_string_free (g_steal_pointer (&synced), TRUE);
  close_document (document, &owner);
}

/* An owner that goes while a worker writes is not asked any more. */
static void
test_close (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 20; i++)
    {
      Owner owner;
      SftDocument *document = open_document (fixture->path, &owner, FALSE);
      change (document, &owner, "one");
      while (!sft_document_is_writing (document))
        g_main_context_iteration (NULL, TRUE);
      change (document, &owner, "two");
      g_object_ref (document);
      close_document (document, &owner);
      while (sft_document_is_writing (document))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (sft_document_get_n_writes (document), ==, 1);
      g_object_unref (document);
      g_autofree char *text = study_read (fixture->path);
      g_assert_cmpstr (text, ==, "one");
    }
}

static void
test_set_aside (Fixture *fixture, gconstpointer unused)
{
  Owner owner;
  study_write (fixture->path, "bad", -1);
  SftDocument *document = open_document (fixture->path, &owner, FALSE);
  g_assert_cmpstr (sft_document_get_problem (document), ==, "0 damaged file.json.damaged-1");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  close_document (document, &owner);

  study_write (fixture->path, "half", -1);
  document = open_document (fixture->path, &owner, FALSE);
  g_assert_cmpstr (sft_document_get_problem (document), ==, "0 damaged file.json.damaged-2");
  g_assert_true (sft_document_flush (document, NULL));
  g_autofree char *text = study_read (fixture->path);
  g_assert_cmpstr (text, ==, "half");
  close_document (document, &owner);
}

static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  Owner owner;
  SftDocument *document = open_document (fixture->path, &owner, TRUE);
  change (document, &owner, "one");
  g_assert_true (sft_document_flush (document, NULL));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  close_document (document, &owner);

  study_write (fixture->path, "bad", -1);
  document = open_document (fixture->path, &owner, TRUE);
  g_assert_cmpstr (sft_document_get_problem (document), ==, "1 damaged file.json");
  change (document, &owner, "one");
  g_assert_true (sft_document_flush (document, NULL));
  g_autofree char *text = study_read (fixture->path);
  g_assert_cmpstr (text, ==, "bad");
  close_document (document, &owner);
}

/* Nothing that was on its way comes back. */
static void
test_erase (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 20; i++)
    {
      Owner owner;
      g_autoptr (GError) error = NULL;
      SftDocument *document = open_document (fixture->path, &owner, FALSE);
      change (document, &owner, "one");
      while (i % 2 == 0 && !sft_document_is_writing (document))
        g_main_context_iteration (NULL, TRUE);
      change (document, &owner, "two");
      g_assert_true (sft_document_erase (document, &error));
      g_assert_no_error (error);
      g_assert_true (sft_document_flush (document, NULL));
      while (sft_document_is_writing (document))
        g_main_context_iteration (NULL, TRUE);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      change (document, &owner, "three");
      g_assert_true (sft_document_flush (document, NULL));
      g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      close_document (document, &owner);
    }
}

static void
test_erase_fails (Fixture *fixture, gconstpointer unused)
{
  Owner owner;
  g_autoptr (GError) error = NULL;
  SftDocument *document = open_document (fixture->path, &owner, FALSE);
  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_false (sft_document_erase (document, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, fixture->path));
  close_document (document, &owner);
}

static void
test_lock (Fixture *fixture, gconstpointer unused)
{
  int first, second;
  g_assert_cmpint (sft_lock_take (fixture->path, &first), ==, SFT_LOCK_HELD);
  g_assert_cmpint (first, >=, 0);
  g_assert_cmpint (sft_lock_take (fixture->path, &second), ==, SFT_LOCK_BUSY);
  g_assert_cmpint (second, ==, -1);
  close (first);
  g_assert_cmpint (sft_lock_take (fixture->path, &second), ==, SFT_LOCK_HELD);
  close (second);
  /* Where there can be no folder there is no lock. */
  g_autofree char *below = g_build_filename (fixture->path, "below", "lock", NULL);
  g_assert_cmpint (sft_lock_take (below, &first), ==, SFT_LOCK_NOWHERE);
  g_assert_cmpint (first, ==, -1);
}

/* Programs that the holder starts do not hold it. */
static void
test_lock_is_not_inherited (Fixture *fixture, gconstpointer unused)
{
  int first, second;
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (sft_lock_take (fixture->path, &first), ==, SFT_LOCK_HELD);
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "cat", NULL);
  g_assert_no_error (error);
  close (first);
  g_assert_cmpint (sft_lock_take (fixture->path, &second), ==, SFT_LOCK_HELD);
  close (second);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STUDY_ADD ("/document/delay", test_delay);
  STUDY_ADD ("/document/power-cut", test_power_cut);
  STUDY_ADD ("/document/close", test_close);
  STUDY_ADD ("/document/set-aside", test_set_aside);
  STUDY_ADD ("/document/read-only", test_read_only);
  STUDY_ADD ("/document/erase", test_erase);
  STUDY_ADD ("/document/erase-fails", test_erase_fails);
  STUDY_ADD ("/document/lock", test_lock);
  STUDY_ADD ("/document/lock-is-not-inherited", test_lock_is_not_inherited);
  return g_test_run ();
}
