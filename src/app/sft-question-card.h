/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question with its choices. An answer is judged at once, with the reason; another choice may be tried.
 * Signals: "answered" (guint choice), by the learner; "show-state": the state that shows the answer is asked for. */
#pragma once

#include <gtk/gtk.h>

#include "sft-question.h"

G_BEGIN_DECLS

#define SFT_TYPE_QUESTION_CARD (sft_question_card_get_type ())
G_DECLARE_FINAL_TYPE (SftQuestionCard, sft_question_card, SFT, QUESTION_CARD, GtkWidget)

/* number: from 1, as the learner counts; 0: not counted. */
GtkWidget *sft_question_card_new (const SftQuestion *question, guint number);
const SftQuestion *sft_question_card_get_question (SftQuestionCard *self);
/* Shows an earlier answer; -1: none. */
void sft_question_card_set_choice (SftQuestionCard *self, int choice);
int sft_question_card_get_choice (SftQuestionCard *self);
/* What is said of the choice; "" before. */
const char *sft_question_card_get_verdict (SftQuestionCard *self);
GtkCheckButton *sft_question_card_get_button (SftQuestionCard *self, guint choice);

G_END_DECLS
