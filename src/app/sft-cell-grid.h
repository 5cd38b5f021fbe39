/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a list or matrix as small spin buttons or toggles.
 *
 * Only as many cells exist as can be seen; scrolling gives them other rows and columns, so 16 x 64 cells cost
 * what 8 x 9 do. A list lies in one row. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_CELL_GRID (sft_cell_grid_get_type ())
G_DECLARE_FINAL_TYPE (SftCellGrid, sft_cell_grid, SFT, CELL_GRID, GtkWidget)

/* param is a list or matrix of the state's lab. Where the grid will be `room` pixels wide its cells are right from the
 * first frame on; 0: unknown. */
GtkWidget *sft_cell_grid_new (SftDemoState *state, const SftParam *param, int room);
/* Another state of the same lab. */
void sft_cell_grid_set_state (SftCellGrid *self, SftDemoState *state);
/* Shows the state's values, shape and refusal as they are now. */
void sft_cell_grid_sync (SftCellGrid *self);

/* Scrolls until the cell is there and returns its spin button or toggle. row and column are the parameter's. */
GtkWidget *sft_cell_grid_reveal (SftCellGrid *self, int row, int column);

G_END_DECLS
