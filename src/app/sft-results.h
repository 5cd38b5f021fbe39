/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages below the figure: the lesson, the checks, the transcript, and the data. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"
#include "sft-notes-view.h"
#include "sft-quiz-view.h"
#include "sft-study-data.h"

G_BEGIN_DECLS

#define SFT_TYPE_RESULTS (sft_results_get_type ())
G_DECLARE_FINAL_TYPE (SftResults, sft_results, SFT, RESULTS, GtkWidget)

/* Adds the pages for questions and notes; before the first state. */
void sft_results_set_study (SftResults *self, SftStudyData *study);
/* What stays while a demo is open. */
void sft_results_set_state (SftResults *self, SftDemoState *state);
/* What changes with each result; NULL: none yet. Nothing of the result is kept. */
void sft_results_show (SftResults *self, const SftResult *result);
/* The figure as it is shown, for the page of its data, which takes a reference; NULL: none yet. */
void sft_results_show_figure (SftResults *self, SftFigure *figure);
const char *sft_results_get_transcript (SftResults *self);
/* Brings the lesson to the front, with the focus in it. */
void sft_results_show_lesson (SftResults *self);

/* NULL without what is remembered of the learner. For tests. */
SftQuizView *sft_results_get_quiz (SftResults *self);
SftNotesView *sft_results_get_note (SftResults *self);
/* Shows a page: "lesson", "checks", "transcript", "questions", "notes". */
void sft_results_open (SftResults *self, const char *page);
/* Shows the page of the nth tab, from 0, with the focus on the tab. Nothing where there is none, and while no page is
 * seen. */
void sft_results_open_nth (SftResults *self, guint n);
#define SFT_RESULTS_MAX_PAGES 6

G_END_DECLS
