/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of an exercise, one to a row, to be marked with the pointer or with keys. */
#pragma once

#include "sft-exercise.h"
#include "sft-figure-view.h"

G_BEGIN_DECLS

typedef struct _SftTokenMarks SftTokenMarks;

/* None is marked. The exercise is of the kind SFT_ANSWER_MASK and must live as long. */
SftTokenMarks *sft_token_marks_new (const SftExercise *exercise, const SftStyle *style);
/* The view may live longer; it does nothing then. */
void sft_token_marks_free (SftTokenMarks *self);

SftFigureView *sft_token_marks_get_view (SftTokenMarks *self); /* (transfer none) */
/* One byte for each token, 1 for a marked one. (transfer none) */
const guint8 *sft_token_marks_get (SftTokenMarks *self);
/* They are judged: nothing is marked any more. */
void sft_token_marks_freeze (SftTokenMarks *self);

G_END_DECLS
