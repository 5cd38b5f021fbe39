/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys on a figure: what they point out, and what they change. */
#pragma once

#include "sft-figure-view.h"

G_BEGIN_DECLS

/* Owned by the view, which it listens to. */
typedef struct _SftFigureGestures SftFigureGestures;
SftFigureGestures *sft_figure_gestures_new (SftFigureView *view);
/* Ends what is under way, and takes a reference. NULL: nothing can be touched. */
void sft_figure_gestures_set_state (SftFigureGestures *self, SftDemoState *state);
void sft_figure_gestures_free (SftFigureGestures *self);

G_END_DECLS
