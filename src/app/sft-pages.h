/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fills the window beside the list: the demo that is open, the lesson as a whole, or practice. The last two are
 * made when they are first shown.
 * Property "page": which one. Signals: "open-demo" (int number); "open-state" (gpointer state, a const SftState *). */
#pragma once

#include <gtk/gtk.h>

#include "sft-lesson-page.h"
#include "sft-practice-page.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_PAGE_DEMO,
  SFT_PAGE_LESSON,
  SFT_PAGE_PRACTICE
} SftPage;
const char *sft_page_name (SftPage page); /* "demo", "lesson", "practice" */

#define SFT_TYPE_PAGES (sft_pages_get_type ())
G_DECLARE_FINAL_TYPE (SftPages, sft_pages, SFT, PAGES, GtkWidget)

/* What is remembered of the learner. Without it there is only the demo. */
void sft_pages_set_study (SftPages *self, SftStudyData *study);
void sft_pages_set_style (SftPages *self, const SftStyle *style);
void sft_pages_show (SftPages *self, SftPage page);
SftPage sft_pages_get_page (SftPages *self);
/* NULL: never shown so far. */
SftLessonPage *sft_pages_get_lesson (SftPages *self);
SftPracticePage *sft_pages_get_practice (SftPages *self);

G_END_DECLS
