/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of a demo, or the lesson's skill check, with the answers given so far.
 * Signal "show-state" (gpointer question, a const SftQuestion *): its state is asked for. */
#pragma once

#include <gtk/gtk.h>

#include "sft-progress.h"
#include "sft-question-card.h"

G_BEGIN_DECLS

#define SFT_TYPE_QUIZ_VIEW (sft_quiz_view_get_type ())
G_DECLARE_FINAL_TYPE (SftQuizView, sft_quiz_view, SFT, QUIZ_VIEW, GtkWidget)

/* Answers are kept in and taken from `progress`. demo 0: the skill check. */
void sft_quiz_view_set_demo (SftQuizView *self, SftProgress *progress, int demo);
guint sft_quiz_view_get_n_cards (SftQuizView *self);
SftQuestionCard *sft_quiz_view_get_card (SftQuizView *self, guint i);
/* "2 of 4 answered, 1 right" */
const char *sft_quiz_view_get_score (SftQuizView *self);

G_END_DECLS
