/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of figures that show how chat templates render a conversation. */
#pragma once

#include "sft-figure.h"
#include "sft-template.h"

G_BEGIN_DECLS

/* Adds the heatmap "pieces": SFT_N_TEMPLATES rows, one column a piece, the values 0 none, 1 marker, 2 content, 3 end,
 * in the cells how many tokens each has. pieces has one array of SftPiece * for each template, NULL where it refuses;
 * refusal: why the chosen one does, or NULL. */
void sft_figure_add_pieces (SftFigure *figure, GPtrArray *const *pieces, int chosen, const char *refusal);

/* Adds the heatmap "tokens": one row a message, and one for what belongs to none, with the tokens in its cells. */
void sft_figure_add_tokens (SftFigure *figure, const SftTemplate *template, const GPtrArray *pieces);

G_END_DECLS
