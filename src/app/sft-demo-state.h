/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One view of a demo as the learner has it now: values, what was refused, and the last result.
 *
 * Changes are collected and computed by sft_demo_state_update(), which the window calls once a frame. */
#pragma once

#include <gio/gio.h>

#include "sft-lab.h"
#include "sft-pinned.h"

G_BEGIN_DECLS

#define SFT_TYPE_DEMO_STATE (sft_demo_state_get_type ())
G_DECLARE_FINAL_TYPE (SftDemoState, sft_demo_state, SFT, DEMO_STATE, GObject)

/* The view must exist: sft_demo_lab (demo, concept) is not NULL. */
SftDemoState *sft_demo_state_new (const SftDemo *demo, gboolean concept);
/* As it was left: with these values, and nothing to undo. */
SftDemoState *sft_demo_state_new_with (const SftDemo *demo, gboolean concept, SftValues *values);

const SftDemo *sft_demo_state_get_demo (SftDemoState *self);
gboolean sft_demo_state_get_concept (SftDemoState *self);
const SftLab *sft_demo_state_get_lab (SftDemoState *self);
SftValues *sft_demo_state_get_values (SftDemoState *self);       /* (transfer none) */
const SftResult *sft_demo_state_get_result (SftDemoState *self); /* NULL until the first compute is done */
/* What the result was computed from, (transfer none): a worker may be behind the values. NULL without a result. */
SftValues *sft_demo_state_get_result_values (SftDemoState *self);
gboolean sft_demo_state_get_busy (SftDemoState *self); /* a worker computes */
gboolean sft_demo_state_is_default (SftDemoState *self);

/* Why the last change was not taken, or why it could not be computed; NULL when all is well. */
const GError *sft_demo_state_get_error (SftDemoState *self);
/* Is this parameter waiting with a refused value? */
gboolean sft_demo_state_is_pending (SftDemoState *self, const char *id);
gboolean sft_demo_state_has_pending (SftDemoState *self);
/* What a control shows: the value, or the refused one that waits. */
double sft_demo_state_peek (SftDemoState *self, const char *id, int row, int column);

/* Changes; FALSE when refused, with get_error() telling why. A value out of range is dropped; one that only
 * does not go with the others waits and is tried again with the next change. */
gboolean sft_demo_state_set (SftDemoState *self, const char *id, int row, int column, double value);
gboolean sft_demo_state_set_text (SftDemoState *self, const char *id, const char *text);
gboolean sft_demo_state_resize (SftDemoState *self, const char *dim, int length);
void sft_demo_state_set_values (SftDemoState *self, SftValues *values);
void sft_demo_state_reset (SftDemoState *self);
/* One parameter, or a dimension, as it is by default; FALSE when that does not go with the others. The default of a
 * list or matrix is the one at its size now. */
gboolean sft_demo_state_reset_one (SftDemoState *self, const char *id);
/* Does this parameter, or dimension, differ from its default, or wait with a refused value? */
gboolean sft_demo_state_differs (SftDemoState *self, const char *id);
/* Text typed for a number, or the length of a dimension, that is none, or is out of range: says so without changing
 * anything. */
void sft_demo_state_refuse (SftDemoState *self, const char *id, int row, int column, const char *typed);

/* Undo and redo: every change above is a step; the same control again within a second makes one step with the last
 * change, and all changes between begin and end of a gesture are one. A step back to where it began is none. */
void sft_demo_state_begin_gesture (SftDemoState *self);
void sft_demo_state_end_gesture (SftDemoState *self);
gboolean sft_demo_state_in_gesture (SftDemoState *self);
gboolean sft_demo_state_can_undo (SftDemoState *self);
gboolean sft_demo_state_can_redo (SftDemoState *self);
void sft_demo_state_undo (SftDemoState *self);
void sft_demo_state_redo (SftDemoState *self);
/* Where the time comes from, in monotonic microseconds; for tests. */
void sft_demo_state_set_clock (SftDemoState *self, gint64 (*clock) (void));

/* Keeps the present result to compare with, in place of the one kept before; nothing without a result. */
void sft_demo_state_pin (SftDemoState *self);
void sft_demo_state_unpin (SftDemoState *self);
const SftPinned *sft_demo_state_get_pinned (SftDemoState *self); /* NULL: none */
/* The result's figure as it is shown: with the pinned one behind it where both have the same shape. (transfer none)
 * NULL without a result. */
SftFigure *sft_demo_state_get_figure (SftDemoState *self);
/* Why what is pinned is not in it; empty: nothing is missing. */
const SftText *sft_demo_state_get_ghost_dropped (SftDemoState *self);

/* Computes if anything changed: at once where the lab is quick, else in a worker. */
void sft_demo_state_update (SftDemoState *self);
/* Stops the worker and lets go of all that can be computed again; the values stay. */
void sft_demo_state_forget (SftDemoState *self);

G_END_DECLS
