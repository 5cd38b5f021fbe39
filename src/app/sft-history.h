/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: a list of values. Times are monotonic microseconds, given by the caller. */
#pragma once

#include "sft-param.h"

G_BEGIN_DECLS

/* The same control changed again within this time makes one step. */
#define SFT_HISTORY_MERGE_TIME G_TIME_SPAN_SECOND
/* More steps than anyone goes back by hand; what is older is let go. */
#define SFT_HISTORY_MAX_STEPS 1000

typedef struct _SftHistory SftHistory;

SftHistory *sft_history_new (SftValues *now);
void sft_history_free (SftHistory *self);
SftValues *sft_history_get_now (SftHistory *self); /* (transfer none) */

/* `control` changed the values: a new step, or a part of the last one when the same control made it within
 * SFT_HISTORY_MERGE_TIME, or within one gesture. NULL is a control that never merges. What leads back to where its
 * step began is no step. What was undone before can no more be redone. */
void sft_history_add (SftHistory *self, SftValues *values, const char *control, gint64 time);

/* All changes between begin and end are one step. Gestures nest; the outermost counts. */
void sft_history_begin_gesture (SftHistory *self);
void sft_history_end_gesture (SftHistory *self);
gboolean sft_history_in_gesture (SftHistory *self);

gboolean sft_history_can_undo (SftHistory *self);
gboolean sft_history_can_redo (SftHistory *self);
/* The values now, (transfer none); NULL: nothing to undo. In the midst of a gesture what it did so far is undone. */
SftValues *sft_history_undo (SftHistory *self);
SftValues *sft_history_redo (SftHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftHistory, sft_history_free)

G_END_DECLS
