/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large the cells of a grid are, how many fit, and where each lies. */
#include "config.h"

#include "sft-cell-grid-private.h"

/* A block of cells no larger than this is shown whole if it is narrow enough. */
#define WHOLE_CELLS 48
#define SPACING 2
/* Columns that must fit at least; they decide the width of the panel. */
#define LEAST_COLUMNS 3

static int
header_width (SftCellGrid *self)
{
  int width = 0;
  for (guint i = 0; i < self->row_names->len; i++)
    {
      int natural;
      gtk_widget_measure (self->row_names->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      width = MAX (width, natural);
    }
  return width > 0 ? width + 6 : 0;
}

static int
header_height (SftCellGrid *self)
{
  int height = 0;
  if (self->column_names->len > 0)
    gtk_widget_measure (self->column_names->pdata[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height > 0 ? height + 2 : 0;
}

/* One size for all cells, taken from one that does not show its plus and minus. */
static void
measure_cell (SftCellGrid *self)
{
  for (guint i = 0; self->cell_width == 0 && i < self->cells->len; i++)
    {
      GtkWidget *cell = self->cells->pdata[i];
      if (self->cells->len > 1 && (gtk_widget_get_state_flags (cell) & GTK_STATE_FLAG_FOCUS_WITHIN))
        continue;
      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &self->cell_width, NULL, NULL);
      gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, NULL, &self->cell_height, NULL, NULL);
    }
}

static int
bar_size (GtkWidget *bar, GtkOrientation orientation)
{
  int size;
  gtk_widget_measure (bar, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

gboolean
sft_cell_grid_scrolls_down (SftCellGrid *self)
{
  return self->rows * self->columns > WHOLE_CELLS && self->rows > SFT_CELL_GRID_SCROLLED_ROWS;
}

int
sft_cell_grid_columns_that_fit (SftCellGrid *self, int width)
{
  measure_cell (self);
  int room = width - header_width (self);
  if (sft_cell_grid_scrolls_down (self))
    room -= bar_size (self->down_bar, GTK_ORIENTATION_HORIZONTAL);
  return CLAMP ((room + SPACING) / (self->cell_width + SPACING), 1, self->columns);
}

void
sft_cell_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  *minimum_baseline = *natural_baseline = -1;
  measure_cell (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int header = header_width (self);
      *minimum = header + MIN (self->columns, LEAST_COLUMNS) * (self->cell_width + SPACING);
      *natural = header + self->columns * (self->cell_width + SPACING);
      return;
    }
  int columns = for_size > 0 ? sft_cell_grid_columns_that_fit (self, for_size) : self->shown_columns;
  int height = header_height (self) + self->shown_rows * (self->cell_height + SPACING) - SPACING;
  if (columns < self->columns)
    height += SPACING + bar_size (self->across_bar, GTK_ORIENTATION_VERTICAL);
  *minimum = *natural = height;
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  int least_width, least_height;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least_width), &least_height, NULL, NULL, NULL);
  GtkAllocation box = { x, y, MAX (width, least_width), MAX (height, least_height) };
  gtk_widget_size_allocate (child, &box, -1);
}

static void
place_cells (SftCellGrid *self, int width, int left, int top)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = self->cells->pdata[i];
      int x = left + (int)i % self->shown_columns * (self->cell_width + SPACING);
      int y = top + (int)i / self->shown_columns * (self->cell_height + SPACING);
      int cell_width = self->cell_width;
      if (gtk_widget_get_state_flags (cell) & GTK_STATE_FLAG_FOCUS_WITHIN)
        {
          gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &cell_width, NULL, NULL);
          cell_width = MAX (cell_width, self->cell_width);
          x = MAX (MIN (x, width - cell_width), 0);
        }
      place (cell, mirrored ? width - x - cell_width : x, y, cell_width, self->cell_height);
    }
}

void
sft_cell_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = header_width (self), top = header_height (self);
  if (sft_cell_grid_columns_that_fit (self, width) != self->shown_columns)
    sft_cell_grid_refit_soon (self);

  int cells_width = self->shown_columns * (self->cell_width + SPACING) - SPACING;
  int cells_height = self->shown_rows * (self->cell_height + SPACING) - SPACING;
  for (guint i = 0; i < self->row_names->len; i++)
    place (self->row_names->pdata[i], mirrored ? width - left + 6 : 0, top + (int)i * (self->cell_height + SPACING),
           left - 6, self->cell_height);
  for (guint i = 0; i < self->column_names->len; i++)
    {
      int x = left + (int)i * (self->cell_width + SPACING);
      place (self->column_names->pdata[i], mirrored ? width - x - self->cell_width : x, 0, self->cell_width, top - 2);
    }
  place_cells (self, width, left, top);
  if (gtk_widget_get_child_visible (self->across_bar))
    place (self->across_bar, mirrored ? width - left - cells_width : left, top + cells_height + SPACING, cells_width,
           bar_size (self->across_bar, GTK_ORIENTATION_VERTICAL));
  if (gtk_widget_get_child_visible (self->down_bar))
    {
      int bar = bar_size (self->down_bar, GTK_ORIENTATION_HORIZONTAL);
      int x = MIN (left + cells_width + SPACING, width - bar);
      place (self->down_bar, mirrored ? width - x - bar : x, top, bar, cells_height);
    }
}
