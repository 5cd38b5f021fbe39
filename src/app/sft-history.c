/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-history.h"

struct _SftHistory
{
  SftValues *now;
  GQueue past, future; /* of SftValues: what is nearest in time first */
  char *control;       /* of the last step; NULL: nothing merges with it */
  gint64 time;         /* of the last change */
  int gestures;        /* begun and not ended */
  gboolean in_step;    /* the last step is the gesture's */
};

SftHistory *
sft_history_new (SftValues *now)
{
  g_return_val_if_fail (now != NULL, NULL);
  SftHistory *self = g_new0 (SftHistory, 1);
  self->now = sft_values_ref (now);
  return self;
}

static void
clear (GQueue *steps)
{
  g_queue_clear_full (steps, (GDestroyNotify)sft_values_unref);
}

void
sft_history_free (SftHistory *self)
{
  if (self == NULL)
    return;
  clear (&self->past);
  clear (&self->future);
  sft_values_unref (self->now);
  g_free (self->control);
  g_free (self);
}

SftValues *
sft_history_get_now (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->now;
}

static void
seal (SftHistory *self)
{
  g_clear_pointer (&self->control, g_free);
  self->in_step = FALSE;
}

static gboolean
merges (SftHistory *self, const char *control, gint64 time)
{
  if (self->gestures > 0)
    return self->in_step;
  return control != NULL && g_strcmp0 (control, self->control) == 0 && time - self->time <= SFT_HISTORY_MERGE_TIME;
}

void
sft_history_add (SftHistory *self, SftValues *values, const char *control, gint64 time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (sft_values_spec (values) == sft_values_spec (self->now));
  if (sft_values_same (values, self->now, NULL))
    return;
  clear (&self->future);
  if (!merges (self, control, time))
    {
      g_queue_push_head (&self->past, sft_values_ref (self->now));
      if (self->past.length > SFT_HISTORY_MAX_STEPS)
        sft_values_unref (g_queue_pop_tail (&self->past));
      g_free (self->control);
      self->control = self->gestures > 0 ? NULL : g_strdup (control);
      self->in_step = self->gestures > 0;
    }
  self->time = time;
  sft_values_unref (self->now);
  self->now = sft_values_ref (values);
  if (sft_values_same (self->now, self->past.head->data, NULL))
    {
      sft_values_unref (g_queue_pop_head (&self->past));
      seal (self);
    }
}

void
sft_history_begin_gesture (SftHistory *self)
{
  g_return_if_fail (self != NULL);
  if (self->gestures++ == 0)
    seal (self);
}

void
sft_history_end_gesture (SftHistory *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->gestures > 0);
  if (--self->gestures == 0)
    seal (self);
}

gboolean
sft_history_in_gesture (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->gestures > 0;
}

gboolean
sft_history_can_undo (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->past.length > 0;
}

gboolean
sft_history_can_redo (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->future.length > 0;
}

static SftValues *
step (SftHistory *self, GQueue *from, GQueue *to)
{
  if (from->length == 0)
    return NULL;
  g_queue_push_head (to, self->now);
  self->now = g_queue_pop_head (from);
  seal (self);
  return self->now;
}

SftValues *
sft_history_undo (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return step (self, &self->past, &self->future);
}

SftValues *
sft_history_redo (SftHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return step (self, &self->future, &self->past);
}
