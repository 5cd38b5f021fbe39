/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One exercise: its data, a place for the answer, the judgement, and afterwards the worked steps.
 * Signals: "graded" (gboolean right), once; "show-state": the lab that shows the answer is asked for. */
#pragma once

#include <gtk/gtk.h>

#include "sft-exercise.h"
#include "sft-figure-view.h"

G_BEGIN_DECLS

#define SFT_TYPE_EXERCISE_VIEW (sft_exercise_view_get_type ())
G_DECLARE_FINAL_TYPE (SftExerciseView, sft_exercise_view, SFT, EXERCISE_VIEW, GtkWidget)

/* Takes the exercise over. */
GtkWidget *sft_exercise_view_new (SftExercise *exercise, const SftStyle *style);
const SftExercise *sft_exercise_view_get_exercise (SftExerciseView *self);
void sft_exercise_view_set_style (SftExerciseView *self, const SftStyle *style);
void sft_exercise_view_focus_answer (SftExerciseView *self);

/* As if typed and checked: a number, a letter, or marks. FALSE: not an answer, which counts for nothing. For tests too.
 */
gboolean sft_exercise_view_answer (SftExerciseView *self, const char *text);
/* What is said of the answer; "" before. */
const char *sft_exercise_view_get_verdict (SftExerciseView *self);
/* The figure to mark; NULL for other kinds of answer. */
SftFigureView *sft_exercise_view_get_marks (SftExerciseView *self);

G_END_DECLS
