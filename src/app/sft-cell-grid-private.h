/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a grid of cells, for its own files. */
#pragma once

#include "sft-cell-grid.h"

G_BEGIN_DECLS

/* Rows that are seen of a grid that scrolls. */
#define SFT_CELL_GRID_SCROLLED_ROWS 8

struct _SftCellGrid
{
  GtkWidget parent_instance;

  SftDemoState *state;
  const SftParam *param;
  int rows, columns;                   /* as laid out; a list is one row */
  int shown_rows, shown_columns;       /* cells that exist */
  GPtrArray *cells;                    /* shown_rows x shown_columns, children of this widget */
  GPtrArray *row_names, *column_names; /* GtkLabel; no row names for a list */
  GtkWidget *across_bar, *down_bar;
  GtkAdjustment *across, *down; /* first column and row */
  int cell_width, cell_height;  /* 0: not measured yet */
  guint refit;
  guint last_focus; /* index of the cell that had the focus last */
  gboolean syncing;
};

static inline gboolean
sft_cell_grid_is_list (SftCellGrid *self)
{
  return self->param->kind == SFT_LIST;
}

/* Makes the cells and the names of lines that are to be seen, and lets go of the others. */
void sft_cell_grid_make_cells (SftCellGrid *self);
/* Names, values and marks, as the state has them now for what is scrolled to. */
void sft_cell_grid_show_lines (SftCellGrid *self);
void sft_cell_grid_show_cells (SftCellGrid *self);
/* What a screen reader calls each cell. */
void sft_cell_grid_name_cells (SftCellGrid *self);

gboolean sft_cell_grid_scrolls_down (SftCellGrid *self);
/* At least 1. `width` is that of the grid, in pixels. */
int sft_cell_grid_columns_that_fit (SftCellGrid *self, int width);
/* Makes as many columns as fit, when it is idle. */
void sft_cell_grid_refit_soon (SftCellGrid *self);

/* Of the widget's class. */
void sft_cell_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline);
void sft_cell_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline);

G_END_DECLS
