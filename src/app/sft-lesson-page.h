/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson as a whole: what it is about, how far the learner has come, the skill check, and the learner's own data.
 * Signals: "open-demo" (int number), "practice". */
#pragma once

#include <gtk/gtk.h>

#include "sft-notes-view.h"
#include "sft-quiz-view.h"
#include "sft-study-data.h"

G_BEGIN_DECLS

#define SFT_TYPE_LESSON_PAGE (sft_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (SftLessonPage, sft_lesson_page, SFT, LESSON_PAGE, GtkWidget)

GtkWidget *sft_lesson_page_new (SftStudyData *study);
void sft_lesson_page_focus (SftLessonPage *self);

/* For tests. */
SftQuizView *sft_lesson_page_get_quiz (SftLessonPage *self);
SftNotesView *sft_lesson_page_get_note (SftLessonPage *self);
GtkButton *sft_lesson_page_get_continue (SftLessonPage *self);
GtkButton *sft_lesson_page_get_demo (SftLessonPage *self, int number);
/* "tried": the word beside a demo. */
const char *sft_lesson_page_get_status (SftLessonPage *self, int number);

G_END_DECLS
