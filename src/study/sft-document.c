/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-document.h"

#include "sft-store.h"
#include "sft-study-error.h"
#include "sft-text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define _(msgid) sft_translate (msgid)

struct _SftDocument
{
  GObject parent_instance;

  const SftDocumentType *type;
  gpointer owner; /* NULL: closed */
  char *path;
  char *problem, *set_aside;
  gboolean read_only;
  gboolean dirty;    /* changes that no write has */
  gint64 since;      /* when the first of them came, of the monotonic clock */
  gboolean keep;     /* a file that could neither be read nor moved: not to be overwritten */
  gboolean writing;  /* a worker writes */
  gboolean failed;   /* the last write did, and was told of */
  gboolean outdated; /* what the worker under way reports no longer counts */
  guint timer, n_writes;

  GMutex lock; /* of what a worker sets when it is through */
  GCond through;
  gboolean in_worker, worker_failed;
};

enum
{
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a worker writes, and where. */
typedef struct
{
  const SftDocumentType *type;
  char *path;
  gpointer copy;
} Job;

G_DEFINE_QUARK (sft_study_error, sft_study_error)
G_DEFINE_FINAL_TYPE (SftDocument, sft_document, G_TYPE_OBJECT)

static void
tell (SftDocument *self, SftDocumentProblem problem, const char *why, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_free (self->problem);
  self->problem = self->type->say (problem, why, name);
  g_signal_emit (self, signals[PROBLEM], 0);
}

/* --- writing --- */

static void
job_free (gpointer data)
{
  Job *job = data;
  g_free (job->path);
  job->type->free_copy (job->copy);
  g_free (job);
}

static Job *
job_new (SftDocument *self)
{
  Job *job = g_new (Job, 1);
  job->type = self->type;
  job->path = g_strdup (self->path);
  job->copy = self->type->copy (self->owner);
  return job;
}

static gboolean
job_run (const Job *job, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (job->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  char *text = job->type->to_text (job->copy);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  return sft_store_keep (job->path, bytes, error);
}

static void
run_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SftDocument *self = SFT_DOCUMENT (source);
  GError *error = NULL;
  gboolean done = job_run (data, &error);
  g_mutex_lock (&self->lock);
  self->in_worker = FALSE;
  self->worker_failed = !done;
  g_cond_signal (&self->through);
  g_mutex_unlock (&self->lock);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
mark (SftDocument *self)
{
  if (!self->dirty)
    self->since = g_get_monotonic_time ();
  self->dirty = TRUE;
}

static void
take_outcome (SftDocument *self, const GError *error)
{
  self->n_writes++;
  gboolean told = self->failed;
  self->failed = error != NULL;
  if (error == NULL)
    return;
  mark (self);
  /* A full disk is told of once, not with every change. */
  if (!told && self->owner != NULL)
    tell (self, SFT_DOCUMENT_UNSAVED, error->message, NULL);
}

static void save_soon (SftDocument *self);

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  SftDocument *self = SFT_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  gboolean more = self->dirty;
  g_task_propagate_boolean (G_TASK (result), &error);
  self->writing = FALSE;
  if (!self->outdated)
    take_outcome (self, error);
  self->outdated = FALSE;
  if (more)
    save_soon (self);
}

static gboolean
save (gpointer data)
{
  SftDocument *self = data;
  self->timer = 0;
  if (self->writing)
    return G_SOURCE_REMOVE; /* what it lacks follows when it is done */
  self->writing = self->in_worker = TRUE;
  self->dirty = FALSE;
  g_autoptr (GTask) task = g_task_new (self, NULL, written, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, job_new (self), job_free);
  g_task_run_in_thread (task, run_in_worker);
  return G_SOURCE_REMOVE;
}

/* Changes that came during a write have waited already. */
static void
save_soon (SftDocument *self)
{
  if (self->timer != 0 || self->writing || self->keep || self->owner == NULL)
    return;
  gint64 waited = (g_get_monotonic_time () - self->since) / 1000;
  gint64 left = self->type->delay_ms - CLAMP (waited, 0, (gint64)self->type->delay_ms);
  self->timer = g_timeout_add ((guint)left, save, self);
}

/* A write under way must not come after what follows. Returns whether it has failed. */
static gboolean
wait_for_worker (SftDocument *self)
{
  if (!self->writing || self->outdated)
    return FALSE;
  g_mutex_lock (&self->lock);
  while (self->in_worker)
    g_cond_wait (&self->through, &self->lock);
  gboolean failed = self->worker_failed;
  g_mutex_unlock (&self->lock);
  self->outdated = TRUE;
  self->n_writes++;
  return failed;
}

/* --- reading --- */

/* The first free name path.damaged-N; NULL when the file could not be moved there. */
static char *
move_aside (const char *path)
{
  for (int i = 1; i < 10000; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%d", path, i);
      GStatBuf info;
      if (g_lstat (aside, &info) == 0)
        continue;
      return g_rename (path, aside) == 0 ? g_steal_pointer (&aside) : NULL;
    }
  return NULL;
}

static void
set_aside (SftDocument *self, const char *why)
{
  self->set_aside = self->read_only ? NULL : move_aside (self->path);
  self->keep = self->set_aside == NULL;
  if (self->keep)
    tell (self, SFT_DOCUMENT_STAYS, why, self->path);
  else
    tell (self, SFT_DOCUMENT_SET_ASIDE, why, self->set_aside);
}

char *
sft_document_load_bytes (const char *path, gsize *length, GError **error)
{
  GStatBuf info;
  char *bytes = NULL;
  *length = 0;
  if (g_stat (path, &info) != 0)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_FOREIGN, _ ("no regular file"));
  else if (info.st_size > SFT_DOCUMENT_MAX_BYTES)
    g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_FOREIGN, _ ("too large"));
  else
    g_file_get_contents (path, &bytes, length, error);
  return bytes;
}

static void
read_file (SftDocument *self)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = sft_document_load_bytes (self->path, &length, &error);
  gboolean is_link = g_file_test (self->path, G_FILE_TEST_IS_SYMLINK); /* to nothing, or in a circle */
  if ((g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
       || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
      && !is_link)
    return; /* nothing saved yet */
  gboolean some = bytes != NULL && self->type->read (self->owner, bytes, length, &error);
  if (error == NULL)
    return;
  set_aside (self, error->message);
  /* What could be read goes on in a file of its own. */
  if (some)
    sft_document_changed (self);
}

static void
sft_document_dispose (GObject *object)
{
  sft_document_close (SFT_DOCUMENT (object));
  G_OBJECT_CLASS (sft_document_parent_class)->dispose (object);
}

static void
sft_document_finalize (GObject *object)
{
  SftDocument *self = SFT_DOCUMENT (object);
  g_free (self->path);
  g_free (self->problem);
  g_free (self->set_aside);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->through);
  G_OBJECT_CLASS (sft_document_parent_class)->finalize (object);
}

static void
sft_document_class_init (SftDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_document_dispose;
  object_class->finalize = sft_document_finalize;
  signals[PROBLEM] =
      g_signal_new ("problem", SFT_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_document_init (SftDocument *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->through);
}

SftDocument *
sft_document_new (const char *path, const SftDocumentType *type, gpointer owner, gboolean read_only)
{
  g_return_val_if_fail (path != NULL && type != NULL && owner != NULL, NULL);
  SftDocument *self = g_object_new (SFT_TYPE_DOCUMENT, NULL);
  self->path = g_strdup (path);
  self->type = type;
  self->owner = owner;
  self->read_only = read_only;
  read_file (self);
  return self;
}

void
sft_document_close (SftDocument *self)
{
  g_return_if_fail (SFT_IS_DOCUMENT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->owner = NULL;
}

void
sft_document_changed (SftDocument *self)
{
  g_return_if_fail (SFT_IS_DOCUMENT (self) && self->owner != NULL);
  if (self->read_only)
    return;
  mark (self);
  save_soon (self);
}

gboolean
sft_document_flush (SftDocument *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self) && self->owner != NULL, FALSE);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (wait_for_worker (self))
    mark (self);
  if (!self->dirty)
    return TRUE;
  if (self->keep)
    {
      g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_DAMAGED, self->problem);
      return FALSE;
    }
  self->dirty = FALSE;
  Job *job = job_new (self);
  g_autoptr (GError) fault = NULL;
  gboolean done = job_run (job, &fault);
  job_free (job);
  take_outcome (self, fault);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&fault));
  return done;
}

gboolean
sft_document_erase (SftDocument *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self) && !self->read_only, FALSE);
  g_clear_handle_id (&self->timer, g_source_remove);
  wait_for_worker (self);
  self->dirty = FALSE;
  if (g_unlink (self->path) == 0 || errno == ENOENT || errno == ENOTDIR)
    {
      self->keep = FALSE;
      return TRUE;
    }
  int code = errno;
  g_autofree char *name = g_filename_display_name (self->path);
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be removed: %s"), name,
               g_strerror (code));
  return FALSE;
}

const char *
sft_document_get_problem (SftDocument *self)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self), NULL);
  return self->problem;
}

const char *
sft_document_get_set_aside (SftDocument *self)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self), NULL);
  return self->set_aside;
}

gboolean
sft_document_is_read_only (SftDocument *self)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self), TRUE);
  return self->read_only;
}

guint
sft_document_get_n_writes (SftDocument *self)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self), 0);
  return self->n_writes;
}

gboolean
sft_document_is_writing (SftDocument *self)
{
  g_return_val_if_fail (SFT_IS_DOCUMENT (self), FALSE);
  return self->writing;
}
