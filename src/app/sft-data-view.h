/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a figure as a table, panel by panel. It is brought up to date only while it is seen, and cells are
 * written when they come into view. */
#pragma once

#include <gtk/gtk.h>

#include "sft-table.h"

G_BEGIN_DECLS

#define SFT_TYPE_DATA_VIEW (sft_data_view_get_type ())
G_DECLARE_FINAL_TYPE (SftDataView, sft_data_view, SFT, DATA_VIEW, GtkWidget)

/* NULL: no data. Takes a reference. */
void sft_data_view_show (SftDataView *self, SftFigure *figure);
/* The table as it is shown; NULL: none, or not seen yet. For tests. */
const SftTable *sft_data_view_get_table (SftDataView *self);

G_END_DECLS
