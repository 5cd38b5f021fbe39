/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session of practice: one item after the other, how far it is, and its end. It keeps nothing itself.
 * Signals: "begin": the learner wants to start, answered by sft_practice_page_start(); "rated" (const char *key,
 * gpointer card): a const SftFsrsCard * to remember; "begun": a new exercise was asked; "show-state" (gpointer state):
 * a const SftState * to open in the lab. */
#pragma once

#include <gtk/gtk.h>

#include "sft-exercise-view.h"
#include "sft-practice.h"
#include "sft-question-card.h"

G_BEGIN_DECLS

#define SFT_TYPE_PRACTICE_PAGE (sft_practice_page_get_type ())
G_DECLARE_FINAL_TYPE (SftPracticePage, sft_practice_page, SFT, PRACTICE_PAGE, GtkWidget)

GtkWidget *sft_practice_page_new (void);
void sft_practice_page_set_style (SftPracticePage *self, const SftStyle *style);
/* What waits before a session is started: how many cards are due, and how many new exercises today may bring. */
void sft_practice_page_set_waiting (SftPracticePage *self, guint due, guint fresh);
/* Takes the session over and asks its first item. */
void sft_practice_page_start (SftPracticePage *self, SftPractice *practice);
gboolean sft_practice_page_in_session (SftPracticePage *self);
/* Gives the keyboard focus to what is to be done next: start, answer, or go on. */
void sft_practice_page_focus (SftPracticePage *self);
/* Goes on after an answer, as the Next button does. */
void sft_practice_page_next (SftPracticePage *self);

/* The item's widget, one of these; NULL without. For tests too. */
SftExerciseView *sft_practice_page_get_exercise (SftPracticePage *self);
SftQuestionCard *sft_practice_page_get_question (SftPracticePage *self);
/* "3 of 12" */
const char *sft_practice_page_get_place (SftPracticePage *self);

G_END_DECLS
