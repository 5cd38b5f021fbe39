/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages below the figure: the lesson, the checks, and the transcript. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_RESULTS (sft_results_get_type ())
G_DECLARE_FINAL_TYPE (SftResults, sft_results, SFT, RESULTS, GtkWidget)

/* What stays while a demo is open. */
void sft_results_set_state (SftResults *self, SftDemoState *state);
/* What changes with each result; NULL: none yet. Nothing of the result is kept. */
void sft_results_show (SftResults *self, const SftResult *result);
const char *sft_results_get_transcript (SftResults *self);
/* Brings the lesson to the front, with the focus in it. */
void sft_results_show_lesson (SftResults *self);

G_END_DECLS
