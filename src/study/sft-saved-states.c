/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-saved-states.h"

#include "sft-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define _(msgid) sft_translate (msgid)

struct _SftSavedStates
{
  GObject parent_instance;

  char *path;
  GHashTable *states; /* view -> SftState */
  char *problem, *set_aside;
  gboolean dirty;    /* changes that no write has */
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
  char *path;
  GPtrArray *states;
} Job;

G_DEFINE_FINAL_TYPE (SftSavedStates, sft_saved_states, G_TYPE_OBJECT)

static gpointer
key_of (const SftDemo *demo, gboolean concept)
{
  return GINT_TO_POINTER (demo->number * 2 + (concept ? 1 : 0));
}

static void
tell (SftSavedStates *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  g_signal_emit (self, signals[PROBLEM], 0);
}

/* --- writing --- */

static void
job_free (gpointer data)
{
  Job *job = data;
  g_free (job->path);
  g_ptr_array_unref (job->states);
  g_free (job);
}

static gint
compare_states (gconstpointer a, gconstpointer b)
{
  const SftState *left = *(const SftState *const *)a, *right = *(const SftState *const *)b;
  return GPOINTER_TO_INT (key_of (left->demo, left->concept)) - GPOINTER_TO_INT (key_of (right->demo, right->concept));
}

static Job *
job_new (SftSavedStates *self)
{
  Job *job = g_new (Job, 1);
  job->path = g_strdup (self->path);
  job->states = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_state_free);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SftState *state = value;
      g_ptr_array_add (job->states, sft_state_new (state->demo, state->concept, state->values));
    }
  g_ptr_array_sort (job->states, compare_states);
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
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *json = sft_states_to_json (job->states);
  g_string_append_printf (text, "%s\n", json);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  return sft_store_write (job->path, bytes, error);
}

static void
run_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SftSavedStates *self = SFT_SAVED_STATES (source);
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
take_outcome (SftSavedStates *self, const GError *error)
{
  self->n_writes++;
  gboolean told = self->failed;
  self->failed = error != NULL;
  if (error == NULL)
    return;
  self->dirty = TRUE;
  /* A full disk is told of once, not with every change. */
  if (!told)
    tell (self, g_strdup_printf (_ ("Parameters could not be saved: %s"), error->message));
}

static void save_soon (SftSavedStates *self);

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  SftSavedStates *self = SFT_SAVED_STATES (source);
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
  SftSavedStates *self = data;
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

static void
save_soon (SftSavedStates *self)
{
  self->dirty = TRUE;
  if (self->timer == 0 && !self->writing && !self->keep)
    self->timer = g_timeout_add (SFT_SAVE_DELAY_MS, save, self);
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
set_aside (SftSavedStates *self, const char *why)
{
  g_autofree char *display = g_filename_display_basename (self->path);
  self->set_aside = move_aside (self->path);
  if (self->set_aside == NULL)
    {
      self->keep = TRUE;
      tell (self, g_strdup_printf (_ ("Saved parameters could not be read (%s); they stay in “%s” as they are, and "
                                      "nothing new is saved"),
                                   why, display));
      return;
    }
  g_autofree char *aside = g_filename_display_basename (self->set_aside);
  tell (self, g_strdup_printf (_ ("Saved parameters could not be read (%s); the file is kept as “%s”"), why, aside));
}

/* The bytes of the file, or NULL and why there are none. A pipe or a device is not even opened. */
static char *
load (const char *path, gsize *length, GError **error)
{
  GStatBuf info;
  char *bytes = NULL;
  *length = 0;
  if (g_stat (path, &info) != 0)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN, _ ("no regular file"));
  else if (info.st_size > SFT_STATE_MAX_BYTES)
    g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_SYNTAX, _ ("too large"));
  else
    g_file_get_contents (path, &bytes, length, error);
  return bytes;
}

static void
read_file (SftSavedStates *self)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = load (self->path, &length, &error);
  gboolean is_link = g_file_test (self->path, G_FILE_TEST_IS_SYMLINK); /* to nothing, or in a circle */
  if ((g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
       || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
      && !is_link)
    return; /* nothing saved yet */

  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GPtrArray) states = NULL;
  if (bytes != NULL)
    states = sft_states_from_json (bytes, (gssize)length, &faults, &error);
  if (states == NULL)
    {
      set_aside (self, error->message);
      return;
    }
  for (guint i = 0; i < states->len; i++)
    {
      const SftState *state = states->pdata[i];
      g_hash_table_insert (self->states, key_of (state->demo, state->concept),
                           sft_state_new (state->demo, state->concept, state->values));
    }
  if (faults->len == 0)
    return;
  /* What could be read goes on in a file of its own. */
  set_aside (self, ((GError *)faults->pdata[0])->message);
  if (states->len > 0)
    save_soon (self);
}

static void
sft_saved_states_dispose (GObject *object)
{
  SftSavedStates *self = SFT_SAVED_STATES (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  G_OBJECT_CLASS (sft_saved_states_parent_class)->dispose (object);
}

static void
sft_saved_states_finalize (GObject *object)
{
  SftSavedStates *self = SFT_SAVED_STATES (object);
  g_free (self->path);
  g_free (self->problem);
  g_free (self->set_aside);
  g_hash_table_unref (self->states);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->through);
  G_OBJECT_CLASS (sft_saved_states_parent_class)->finalize (object);
}

static void
sft_saved_states_class_init (SftSavedStatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_saved_states_dispose;
  object_class->finalize = sft_saved_states_finalize;
  signals[PROBLEM] =
      g_signal_new ("problem", SFT_TYPE_SAVED_STATES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_saved_states_init (SftSavedStates *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->through);
  self->states = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sft_state_free);
}

char *
sft_saved_states_default_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "sft-lab", "parameters.json", NULL);
}

SftSavedStates *
sft_saved_states_new (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);
  SftSavedStates *self = g_object_new (SFT_TYPE_SAVED_STATES, NULL);
  self->path = g_strdup (path);
  read_file (self);
  return self;
}

const char *
sft_saved_states_get_problem (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  return self->problem;
}

const char *
sft_saved_states_get_set_aside (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  return self->set_aside;
}

SftValues *
sft_saved_states_get (SftSavedStates *self, const SftDemo *demo, gboolean concept)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  const SftState *state = g_hash_table_lookup (self->states, key_of (demo, concept));
  return state != NULL ? state->values : NULL;
}

void
sft_saved_states_set (SftSavedStates *self, const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_return_if_fail (SFT_IS_SAVED_STATES (self));
  g_return_if_fail (values != NULL);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  SftValues *known = sft_saved_states_get (self, demo, concept);
  if (sft_values_same (values, known != NULL ? known : defaults, NULL))
    return;
  if (sft_values_same (values, defaults, NULL))
    g_hash_table_remove (self->states, key_of (demo, concept));
  else
    g_hash_table_insert (self->states, key_of (demo, concept), sft_state_new (demo, concept, values));
  save_soon (self);
}

gboolean
sft_saved_states_flush (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), FALSE);
  g_clear_handle_id (&self->timer, g_source_remove);
  /* A write under way must not come after this one. */
  if (self->writing && !self->outdated)
    {
      g_mutex_lock (&self->lock);
      while (self->in_worker)
        g_cond_wait (&self->through, &self->lock);
      self->dirty = self->dirty || self->worker_failed;
      g_mutex_unlock (&self->lock);
      self->outdated = TRUE;
      self->n_writes++;
    }
  if (!self->dirty)
    return TRUE;
  if (self->keep)
    return FALSE;
  self->dirty = FALSE;
  Job *job = job_new (self);
  g_autoptr (GError) error = NULL;
  gboolean done = job_run (job, &error);
  job_free (job);
  take_outcome (self, error);
  return done;
}

guint
sft_saved_states_get_n_writes (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), 0);
  return self->n_writes;
}

gboolean
sft_saved_states_is_writing (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), FALSE);
  return self->writing;
}
