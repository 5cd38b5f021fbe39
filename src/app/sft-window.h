/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: demos, figure, readouts and parameters. */
#pragma once

#include <gtk/gtk.h>

#include "sft-color-scheme.h"
#include "sft-demo-state.h"
#include "sft-export-dialog.h"
#include "sft-figure-view.h"
#include "sft-message.h"
#include "sft-pages.h"
#include "sft-param-panel.h"
#include "sft-readouts.h"
#include "sft-results.h"
#include "sft-saved-states.h"
#include "sft-settings.h"
#include "sft-sidebar.h"
#include "sft-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_WINDOW (sft_window_get_type ())
G_DECLARE_FINAL_TYPE (SftWindow, sft_window, SFT, WINDOW, GtkApplicationWindow)

/* application may be NULL. */
GtkWidget *sft_window_new (GtkApplication *application, SftSettings *settings, SftColorScheme *scheme);
/* Where parameters come from and go to; before the first demo is opened. Without, they last as long as the window. */
void sft_window_set_saved_states (SftWindow *self, SftSavedStates *saved);
/* What is remembered of the learner; before the first demo is opened. Without, there are no lesson page and no
 * practice.
 */
void sft_window_set_study (SftWindow *self, SftStudyData *study);
SftStudyData *sft_window_get_study (SftWindow *self); /* NULL: none */
SftPages *sft_window_get_pages (SftWindow *self);
/* The page and the demo where the learner stopped; at the very first start the lesson. */
void sft_window_resume (SftWindow *self);
/* demo NULL: where the learner stopped. A view that the demo lacks becomes the notebook's. */
void sft_window_open (SftWindow *self, const SftDemo *demo, gboolean concept);

/* The view and its values, as if they were set by hand: one step to undo. */
void sft_window_open_state (SftWindow *self, const SftState *state);

/* The values that a view has now, whether it was opened or not; (transfer full). */
SftValues *sft_window_get_values (SftWindow *self, const SftDemo *demo, gboolean concept);
/* What the learner pinned there; (transfer none), NULL: nothing. */
SftFigure *sft_window_get_pinned (SftWindow *self, const SftDemo *demo, gboolean concept);
SftSettings *sft_window_get_settings (SftWindow *self); /* (transfer none) */

/* The parts, (transfer none); for tests. */
SftDemoState *sft_window_get_state (SftWindow *self);
SftSidebar *sft_window_get_sidebar (SftWindow *self);
SftFigureView *sft_window_get_figure_view (SftWindow *self);
SftParamPanel *sft_window_get_panel (SftWindow *self);
SftReadouts *sft_window_get_readouts (SftWindow *self);
SftResults *sft_window_get_results (SftWindow *self);
SftMessage *sft_window_get_message (SftWindow *self);
/* Opens the export dialog, as the Export button does; NULL while there is no figure. */
SftExportDialog *sft_window_export (SftWindow *self);

G_END_DECLS
