/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said around the demo that is open, with steps that can be tried at once. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_LESSON_VIEW (sft_lesson_view_get_type ())
G_DECLARE_FINAL_TYPE (SftLessonView, sft_lesson_view, SFT, LESSON_VIEW, GtkWidget)

/* What stays while a view of a demo is open. */
void sft_lesson_view_set_state (SftLessonView *self, SftDemoState *state);
/* What changes with each result; NULL: none yet. Nothing of the result is kept. */
void sft_lesson_view_show (SftLessonView *self, const SftResult *result);
/* The button of a step, from 0. */
GtkButton *sft_lesson_view_get_step (SftLessonView *self, guint step);
/* Takes the focus, in its first text. */
void sft_lesson_view_focus (SftLessonView *self);

G_END_DECLS
