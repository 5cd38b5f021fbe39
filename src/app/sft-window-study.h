/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions on what is remembered of the learner: notes, answers, progress. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* win.lesson, win.practice, win.export-notes and the others, for the class of the window. */
void sft_window_install_study_actions (GtkWidgetClass *widget_class);

G_END_DECLS
