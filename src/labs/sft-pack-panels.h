/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of figures that show one pack of documents: its position ids, its labels, and its attention. */
#pragma once

#include "sft-figure.h"
#include "sft-packing.h"

G_BEGIN_DECLS

/* The largest capacity that a lab offers: position ids lie below, and have the same colors in every pack. */
#define SFT_PACK_MAX_CAPACITY 64

typedef struct
{
  const SftPacking *packing;
  guint pack;         /* which one is shown, from 0 */
  const int *lengths; /* n: of all documents, before anything was cut off */
  int n;
  gboolean block, reset; /* attention within documents only; positions from 0 in each */
  double slope;          /* see sft_packing_attention() */
} SftPackView;

/* Adds the heatmaps "position ids" and "labels", one row each. A token at position 0 has no predecessor in its
 * document, so its label is -100, as TRL's padding-free collator sets it. */
void sft_figure_add_strips (SftFigure *figure, const SftPackView *view);
/* Adds the heatmap "attention": queries x keys, what crosses documents hatched. */
void sft_figure_add_attention (SftFigure *figure, const SftPackView *view);

G_END_DECLS
