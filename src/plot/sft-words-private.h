/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single values of a figure in words, for whoever reads one out: a hit, a table, what changed. */
#pragma once

#include "sft-figure.h"

G_BEGIN_DECLS

/* Cuts "NLL (nats)" into "NLL" and "nats"; what is in brackets may be NULL. */
char *sft_words_cut_unit (const char *label, char **in_brackets);
/* A number as it was formatted, with the unit behind it (NULL: none). A unit reads as of many, and what is measured is
 * never just one of them: "1.0 nats". */
char *sft_words_measure (const char *number, const char *unit, gboolean translated);
/* The name that stands at a value; "": none. */
const char *sft_axis_name_at (const SftAxis *axis, double value, gboolean translated);
/* "Token position 2 there", "NLL 0.2494 nats": what the axis counts, and how much of it. */
char *sft_axis_describe (const SftAxis *axis, double value, gboolean translated);
/* The name of the cell's kind; NULL: none. */
const char *sft_heatmap_kind_name (const SftHeatmap *heatmap, gsize index, gboolean translated);
/* The cell's own text, the name of its kind where the value is but the kind, or the number. */
char *sft_heatmap_cell_words (const SftHeatmap *heatmap, gsize index, gboolean translated);
/* The legend's name; what was published is never taken for what was computed: it is called so, with where it comes
 * from. "": none. */
char *sft_series_legend (const SftSeries *series, gboolean translated);

G_END_DECLS
