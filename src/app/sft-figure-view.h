/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on the screen: the same drawing as every export, kept as a node until something changes. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"
#include "sft-hit.h"

G_BEGIN_DECLS

#define SFT_TYPE_FIGURE_VIEW (sft_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (SftFigureView, sft_figure_view, SFT, FIGURE_VIEW, GtkWidget)

GtkWidget *sft_figure_view_new (void);
/* NULL: nothing to show. Takes a reference. */
void sft_figure_view_set_figure (SftFigureView *self, SftFigure *figure);
SftFigure *sft_figure_view_get_figure (SftFigureView *self); /* (transfer none) (nullable) */
void sft_figure_view_set_style (SftFigureView *self, const SftStyle *style);
/* A page of this size in points, drawn as large as fits; 0: the figure fills the widget. */
void sft_figure_view_set_page (SftFigureView *self, double width, double height);
/* Draws an old figure faintly while a new one is computed. */
void sft_figure_view_set_stale (SftFigureView *self, gboolean stale);
/* The layout as drawn last; NULL before that. For tests and picking. */
const SftLayout *sft_figure_view_get_layout (SftFigureView *self);

/* Makes the figure one to touch: pointer and keys change the parameters of this state, which takes a reference. NULL:
 * it only shows. The figure itself still comes with sft_figure_view_set_figure(). */
void sft_figure_view_set_state (SftFigureView *self, SftDemoState *state);

/* For gestures and their tests. A position of the widget in points of the page, and back. */
void sft_figure_view_to_page (SftFigureView *self, double *x, double *y);
void sft_figure_view_from_page (SftFigureView *self, double *x, double *y);
/* Points an element out, in figures to come as well while they have it; SFT_HIT_NONE: nothing. */
void sft_figure_view_show_hit (SftFigureView *self, const SftHit *hit);
const SftHit *sft_figure_view_get_hit (SftFigureView *self);
/* While held, axes do not shrink. */
void sft_figure_view_set_held (SftFigureView *self, gboolean held);
/* Adds words in front of the figure's accessible description; NULL: none. */
void sft_figure_view_set_words (SftFigureView *self, const char *words);

G_END_DECLS
