/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for tests: of every shape, at random. */
#pragma once

#include "sft-layout.h"

G_BEGIN_DECLS

/* Draws on the seed that GLib prints. `tame`: finite numbers of ordinary size; else anything a double can be. */
SftFigure *random_figure (gboolean tame);
/* The same figure after a parameter was changed: about half of its numbers are others, and some of its curves shorter.
 */
SftFigure *changed_figure (const SftFigure *figure, gboolean tame);
/* Two panels as a lab makes them: a 4 x 3 heatmap with names and bars with two mean lines. */
SftFigure *response_figure (void);
/* Two curves, a mark of each kind. */
SftFigure *curves_figure (gsize n);
/* Random text of up to so many words, in several scripts; may be empty. */
SftText random_words (int most);

G_END_DECLS
