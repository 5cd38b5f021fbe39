/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure with an earlier one behind it, so that a change can be seen: the learner pins a result, changes a
 * parameter, and sees both. */
#pragma once

#include "sft-figure.h"

G_BEGIN_DECLS

/* The figure with `pinned` as its ghost (transfer full): data are shared with both, so this costs next to nothing.
 * Panels belong together by their position, curves and heatmaps by position and name. Where the two do not have the
 * same number of panels, curves, rows or columns, or the same names on an axis, there is nothing to compare: then the
 * result is `figure` itself, without a ghost, and `why_dropped` (may be NULL) is a sentence that says so; else that is
 * empty. Of curves with another number of points both are shown. */
SftFigure *sft_figure_with_ghost (SftFigure *figure, SftFigure *pinned, SftText *why_dropped);
/* The panel behind the panel; NULL: none. */
const SftPanel *sft_figure_ghost_panel (const SftFigure *figure, guint panel);

/* Is the cell another one than it was: its value beyond what rounding does, its kind, or its text? Both have the same
 * shape. */
gboolean sft_ghost_cell_changed (const SftHeatmap *now, const SftHeatmap *then, gsize index);
/* The ghost's point with this x, which stands at `index` if the two have the same points; FALSE: it has none. */
gboolean sft_ghost_find_y (const SftSeries *then, gsize index, double x, double *y);
/* Is everything of the two drawn at the same place? */
gboolean sft_ghost_series_same (const SftSeries *now, const SftSeries *then);
/* The mark that this one was; NULL: the panels' marks are not the same ones. */
const SftMark *sft_ghost_find_mark (const SftPanel *now, const SftPanel *then, guint mark);

/* What changed most, as sentences: "A pinned result is shown for comparison. ..." Empty without a ghost. */
char *sft_ghost_describe (const SftFigure *figure, gboolean translated);

G_END_DECLS
