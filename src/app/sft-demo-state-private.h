/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a demo's state, for its own files. */
#pragma once

#include "sft-demo-state.h"
#include "sft-history.h"

G_BEGIN_DECLS

/* The memo outlives the state while a worker still reads it. */
typedef struct _SftDemoShelf SftDemoShelf;

struct _SftDemoState
{
  GObject parent_instance;

  const SftDemo *demo;
  gboolean concept;
  const SftLab *lab;

  /* sft-demo-state-changes.c */
  SftValues *values, *defaults;
  SftValues *sized; /* the defaults at the lengths of some values; NULL: not asked for yet */
  GArray *pending;  /* changes that were refused because of other parameters */
  GError *refusal;
  SftHistory *history;
  gint64 (*clock) (void);
  gboolean dirty; /* the result is not of the values */

  /* sft-demo-state-result.c */
  SftResult *result;
  SftValues *result_values; /* what it was computed from */
  GError *failure;
  SftPinned *pinned; /* NULL: nothing to compare with */
  SftFigure *figure; /* the result's, with the pinned one behind it */
  SftText dropped;   /* why it is not */
  SftDemoShelf *shelf;
  GCancellable *worker; /* NULL: no result is on its way from a thread */
  gboolean running;     /* a thread computes, for `worker` or for a change that is past */
  gboolean waiting;     /* for that thread to notice; then the values of that time are computed */
};

typedef enum
{
  SFT_DEMO_STATE_CHANGED, /* values, or what was refused */
  SFT_DEMO_STATE_RESULT,  /* a new result, or a failure to compute one, or another one to compare with */
  SFT_DEMO_STATE_BUSY,    /* a worker started or ended */
  SFT_DEMO_STATE_N_SIGNALS
} SftDemoStateSignal;
void sft_demo_state_tell (SftDemoState *self, SftDemoStateSignal signal);

/* Each part has fields of its own to make and to let go. */
void sft_demo_state_init_changes (SftDemoState *self);
void sft_demo_state_clear_changes (SftDemoState *self);
void sft_demo_state_init_result (SftDemoState *self);
void sft_demo_state_clear_result (SftDemoState *self);

/* To values of the history, (transfer none); NULL: stays where it is. What was refused is forgotten. */
void sft_demo_state_go_to (SftDemoState *self, SftValues *values);
void sft_demo_state_stop_worker (SftDemoState *self);

G_END_DECLS
