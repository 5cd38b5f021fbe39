/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values give, computed here or in a worker, and what it is compared with. */
#include "config.h"

#include "sft-demo-state-private.h"
#include "sft-ghost.h"

struct _SftDemoShelf
{
  SftMemo *memo;
};

typedef struct
{
  const SftDemo *demo;
  gboolean concept;
  SftValues *values;
  SftDemoShelf *shelf;
  GWeakRef state;
} Job;

/* Entries of a memo: the stages of one lab, twice, so that going back and forth by one step draws nothing. */
#define MEMO_ENTRIES 8

static void
shelf_clear (gpointer data)
{
  sft_memo_free (((SftDemoShelf *)data)->memo);
}

static void
shelf_unref (SftDemoShelf *shelf)
{
  g_atomic_rc_box_release_full (shelf, shelf_clear);
}

static SftDemoShelf *
shelf_new (void)
{
  SftDemoShelf *shelf = g_atomic_rc_box_new0 (SftDemoShelf);
  shelf->memo = sft_memo_new (MEMO_ENTRIES);
  return shelf;
}

/* --- the figure --- */

static void
make_figure (SftDemoState *self)
{
  g_clear_pointer (&self->figure, sft_figure_unref);
  sft_text_clear (&self->dropped);
  if (self->result == NULL)
    return;
  if (self->pinned == NULL)
    self->figure = sft_figure_ref (self->result->figure);
  else
    self->figure = sft_figure_with_ghost (self->result->figure, sft_pinned_get_figure (self->pinned), &self->dropped);
}

void
sft_demo_state_pin (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (self->result == NULL)
    return;
  g_clear_pointer (&self->pinned, sft_pinned_free);
  self->pinned = sft_pinned_new (self->result);
  make_figure (self);
  sft_demo_state_tell (self, SFT_DEMO_STATE_RESULT);
}

void
sft_demo_state_unpin (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (self->pinned == NULL)
    return;
  g_clear_pointer (&self->pinned, sft_pinned_free);
  make_figure (self);
  sft_demo_state_tell (self, SFT_DEMO_STATE_RESULT);
}

const SftPinned *
sft_demo_state_get_pinned (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->pinned;
}

SftFigure *
sft_demo_state_get_figure (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->figure;
}

const SftText *
sft_demo_state_get_ghost_dropped (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return &self->dropped;
}

/* --- computing --- */

static void
job_free (gpointer data)
{
  Job *job = data;
  sft_values_unref (job->values);
  shelf_unref (job->shelf);
  g_weak_ref_clear (&job->state);
  g_free (job);
}

void
sft_demo_state_stop_worker (SftDemoState *self)
{
  self->waiting = FALSE;
  if (self->worker != NULL)
    g_cancellable_cancel (self->worker);
  g_clear_object (&self->worker);
}

static void
take_result (SftDemoState *self, SftResult *result, SftValues *values, GError *error)
{
  g_assert ((result == NULL) != (error == NULL));
  g_clear_error (&self->failure);
  if (result != NULL)
    {
      g_clear_pointer (&self->result, sft_result_free);
      self->result = result;
      g_clear_pointer (&self->result_values, sft_values_unref);
      self->result_values = sft_values_ref (values);
      make_figure (self);
    }
  else
    self->failure = error;
  sft_demo_state_tell (self, SFT_DEMO_STATE_RESULT);
}

static void
job_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  SftResult *result = sft_demo_compute (job->demo, job->concept, job->values, job->shelf->memo, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify)sft_result_free);
  else
    g_task_return_error (task, error);
}

static void start_worker (SftDemoState *self);

static void
job_done (GObject *source, GAsyncResult *async, gpointer data)
{
  GTask *task = G_TASK (async);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  SftResult *result = g_task_propagate_pointer (task, &error);
  g_autoptr (SftDemoState) self = g_weak_ref_get (&job->state);

  if (self != NULL)
    self->running = FALSE;
  /* A later change, or the end of the state, has already taken this worker's place. */
  if (self == NULL || self->worker != g_task_get_cancellable (task))
    {
      g_clear_pointer (&result, sft_result_free);
      g_clear_error (&error);
      if (self != NULL && self->waiting)
        {
          self->waiting = FALSE;
          start_worker (self);
        }
      return;
    }
  g_clear_object (&self->worker);
  sft_demo_state_tell (self, SFT_DEMO_STATE_BUSY);
  take_result (self, result, job->values, error);
}

/* However fast the values change, one thread computes and one change waits: no queue builds up. */
static void
start_worker (SftDemoState *self)
{
  if (self->running)
    {
      self->waiting = TRUE;
      return;
    }
  Job *job = g_new0 (Job, 1);
  job->demo = self->demo;
  job->concept = self->concept;
  job->values = sft_values_ref (self->values);
  job->shelf = g_atomic_rc_box_acquire (self->shelf);
  g_weak_ref_init (&job->state, self);

  self->running = TRUE;
  self->worker = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, self->worker, job_done, NULL);
  g_task_set_source_tag (task, start_worker);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_run);
}

void
sft_demo_state_update (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (!self->dirty)
    return;
  self->dirty = FALSE;
  /* One worker after the other is one time of being busy. */
  gboolean was_busy = sft_demo_state_get_busy (self);
  gboolean in_worker =
      sft_lab_cost (self->lab, self->values, sft_demo_state_get_result_values (self)) > SFT_INLINE_COST;
  sft_demo_state_stop_worker (self);
  if (in_worker)
    start_worker (self);
  if (in_worker != was_busy)
    sft_demo_state_tell (self, SFT_DEMO_STATE_BUSY);
  if (in_worker)
    return;
  GError *error = NULL;
  SftResult *result = sft_demo_compute (self->demo, self->concept, self->values, self->shelf->memo, NULL, &error);
  take_result (self, result, self->values, error);
}

void
sft_demo_state_forget (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  gboolean was_busy = sft_demo_state_get_busy (self);
  sft_demo_state_stop_worker (self);
  if (was_busy)
    sft_demo_state_tell (self, SFT_DEMO_STATE_BUSY);
  g_clear_pointer (&self->result, sft_result_free);
  make_figure (self);
  g_clear_error (&self->failure);
  shelf_unref (self->shelf);
  self->shelf = shelf_new ();
  self->dirty = TRUE;
}

void
sft_demo_state_init_result (SftDemoState *self)
{
  self->shelf = shelf_new ();
}

void
sft_demo_state_clear_result (SftDemoState *self)
{
  g_clear_pointer (&self->result, sft_result_free);
  g_clear_pointer (&self->result_values, sft_values_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->pinned, sft_pinned_free);
  g_clear_pointer (&self->figure, sft_figure_unref);
  sft_text_clear (&self->dropped);
  g_clear_pointer (&self->shelf, shelf_unref);
}

const SftResult *
sft_demo_state_get_result (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->result;
}

SftValues *
sft_demo_state_get_result_values (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->result != NULL ? self->result_values : NULL;
}

gboolean
sft_demo_state_get_busy (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->worker != NULL || self->waiting;
}
