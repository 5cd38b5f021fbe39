/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-demo-state-private.h"

static guint signals[SFT_DEMO_STATE_N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftDemoState, sft_demo_state, G_TYPE_OBJECT)

static void
sft_demo_state_dispose (GObject *object)
{
  SftDemoState *self = SFT_DEMO_STATE (object);
  sft_demo_state_stop_worker (self);
  G_OBJECT_CLASS (sft_demo_state_parent_class)->dispose (object);
}

static void
sft_demo_state_finalize (GObject *object)
{
  SftDemoState *self = SFT_DEMO_STATE (object);
  sft_demo_state_clear_changes (self);
  sft_demo_state_clear_result (self);
  G_OBJECT_CLASS (sft_demo_state_parent_class)->finalize (object);
}

static void
sft_demo_state_class_init (SftDemoStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_demo_state_dispose;
  object_class->finalize = sft_demo_state_finalize;

  static const char *const names[SFT_DEMO_STATE_N_SIGNALS] = { "changed", "result", "busy" };
  for (guint i = 0; i < SFT_DEMO_STATE_N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SFT_TYPE_DEMO_STATE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_demo_state_init (SftDemoState *self)
{
  sft_demo_state_init_changes (self);
  sft_demo_state_init_result (self);
}

void
sft_demo_state_tell (SftDemoState *self, SftDemoStateSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

SftDemoState *
sft_demo_state_new (const SftDemo *demo, gboolean concept)
{
  return sft_demo_state_new_with (demo, concept, NULL);
}

SftDemoState *
sft_demo_state_new_with (const SftDemo *demo, gboolean concept, SftValues *values)
{
  const SftLab *lab = sft_demo_lab (demo, concept);
  g_return_val_if_fail (lab != NULL, NULL);
  g_return_val_if_fail (values == NULL || sft_values_spec (values) == &lab->spec, NULL);

  SftDemoState *self = g_object_new (SFT_TYPE_DEMO_STATE, NULL);
  self->demo = demo;
  self->concept = concept;
  self->lab = lab;
  self->defaults = sft_demo_defaults (demo, concept);
  self->values = sft_values_ref (values != NULL ? values : self->defaults);
  self->history = sft_history_new (self->values);
  return self;
}

const SftDemo *
sft_demo_state_get_demo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->demo;
}

gboolean
sft_demo_state_get_concept (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->concept;
}

const SftLab *
sft_demo_state_get_lab (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->lab;
}

const GError *
sft_demo_state_get_error (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->refusal != NULL ? self->refusal : self->failure;
}

/* --- undo and redo --- */

void
sft_demo_state_begin_gesture (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_history_begin_gesture (self->history);
}

void
sft_demo_state_end_gesture (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_history_end_gesture (self->history);
}

gboolean
sft_demo_state_in_gesture (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_in_gesture (self->history);
}

gboolean
sft_demo_state_can_undo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_can_undo (self->history);
}

gboolean
sft_demo_state_can_redo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_can_redo (self->history);
}

void
sft_demo_state_undo (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_demo_state_go_to (self, sft_history_undo (self->history));
}

void
sft_demo_state_redo (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_demo_state_go_to (self, sft_history_redo (self->history));
}

void
sft_demo_state_set_clock (SftDemoState *self, gint64 (*clock) (void))
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  g_return_if_fail (clock != NULL);
  self->clock = clock;
}
