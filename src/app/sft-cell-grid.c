/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-cell-grid-private.h"

#include <math.h>

#include "sft-app-private.h"

#define FIRST_GUESS_WIDTH 240

G_DEFINE_FINAL_TYPE (SftCellGrid, sft_cell_grid, GTK_TYPE_WIDGET)

static void
scrolled (GtkAdjustment *adjustment, SftCellGrid *self)
{
  if (self->syncing)
    return;
  sft_cell_grid_show_lines (self);
  sft_cell_grid_show_cells (self);
  sft_cell_grid_name_cells (self);
}

/* Creates the cells that are seen and lets go of the others. */
static void
fit (SftCellGrid *self, int columns)
{
  self->shown_columns = columns;
  self->shown_rows = sft_cell_grid_scrolls_down (self) ? SFT_CELL_GRID_SCROLLED_ROWS : self->rows;
  sft_cell_grid_make_cells (self);

  self->syncing = TRUE;
  gtk_adjustment_configure (self->across, gtk_adjustment_get_value (self->across), 0, self->columns, 1,
                            self->shown_columns, self->shown_columns);
  gtk_adjustment_configure (self->down, gtk_adjustment_get_value (self->down), 0, self->rows, 1, self->shown_rows,
                            self->shown_rows);
  self->syncing = FALSE;
  gtk_widget_set_child_visible (self->across_bar, self->columns > self->shown_columns);
  gtk_widget_set_child_visible (self->down_bar, sft_cell_grid_scrolls_down (self));
  sft_cell_grid_show_lines (self);
  sft_cell_grid_show_cells (self);
  sft_cell_grid_name_cells (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Scroll positions are whole cells. */
static void
snap (GtkAdjustment *adjustment, SftCellGrid *self)
{
  double whole = round (gtk_adjustment_get_value (adjustment));
  if (whole != gtk_adjustment_get_value (adjustment))
    gtk_adjustment_set_value (adjustment, whole);
  else
    scrolled (adjustment, self);
}

static gboolean
refit (gpointer data)
{
  SftCellGrid *self = data;
  self->refit = 0;
  int columns = sft_cell_grid_columns_that_fit (self, gtk_widget_get_width (GTK_WIDGET (self)));
  if (columns != self->shown_columns)
    fit (self, columns);
  return G_SOURCE_REMOVE;
}

void
sft_cell_grid_refit_soon (SftCellGrid *self)
{
  if (self->refit == 0)
    self->refit = g_idle_add_full (GTK_PRIORITY_RESIZE, refit, g_object_ref (self), g_object_unref);
}

/* Scrolls by a number of cells; FALSE at the end. */
static gboolean
scroll_by (GtkAdjustment *adjustment, double cells)
{
  double before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment, before + cells);
  return gtk_adjustment_get_value (adjustment) != before;
}

/* Moving the focus over the edge brings the next line of cells under it. Switches, among which arrows move, are one
 * stop of the Tab key, at the one that had the focus last; in numbers arrows have another use. */
static gboolean
sft_cell_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  if (tab && self->param->cell == SFT_SWITCH)
    return focus == NULL && self->cells->len > 0
           && gtk_widget_grab_focus (self->cells->pdata[MIN (self->last_focus, self->cells->len - 1)]);
  if (GTK_WIDGET_CLASS (sft_cell_grid_parent_class)->focus (widget, direction))
    return TRUE;
  guint index;
  if (focus == NULL || !g_ptr_array_find (self->cells, focus, &index))
    return FALSE;
  int row = (int)index / self->shown_columns;
  switch (direction)
    {
    case GTK_DIR_UP:
      return scroll_by (self->down, -1);
    case GTK_DIR_DOWN:
      return scroll_by (self->down, 1);
    case GTK_DIR_LEFT:
      return scroll_by (self->across, -1);
    case GTK_DIR_RIGHT:
      return scroll_by (self->across, 1);
    case GTK_DIR_TAB_FORWARD:
      if (self->shown_rows == 1 ? scroll_by (self->across, 1) : scroll_by (self->down, 1))
        return self->shown_rows == 1
               || gtk_widget_child_focus (self->cells->pdata[row * self->shown_columns], GTK_DIR_TAB_FORWARD);
      return FALSE;
    case GTK_DIR_TAB_BACKWARD:
      if (self->shown_rows == 1 ? scroll_by (self->across, -1) : scroll_by (self->down, -1))
        return self->shown_rows == 1
               || gtk_widget_child_focus (self->cells->pdata[self->shown_columns - 1], GTK_DIR_TAB_BACKWARD);
      return FALSE;
    default:
      return FALSE;
    }
}

/* The wheel moves the cells while there are more of them, then the panel. */
static gboolean
wheel (GtkEventControllerScroll *controller, double dx, double dy, SftCellGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if (state & GDK_SHIFT_MASK)
    return scroll_by (self->across, dy != 0 ? dy : dx);
  if (dx != 0 && scroll_by (self->across, dx))
    return TRUE;
  return dy != 0 && sft_cell_grid_scrolls_down (self) && scroll_by (self->down, dy);
}

static GtkSizeRequestMode
sft_cell_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Alt and the letter of the label lead here. */
static gboolean
sft_cell_grid_grab_focus (GtkWidget *widget)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  return self->cells->len > 0 && gtk_widget_grab_focus (self->cells->pdata[0]);
}

static void
sft_cell_grid_dispose (GObject *object)
{
  SftCellGrid *self = SFT_CELL_GRID (object);
  g_clear_handle_id (&self->refit, g_source_remove);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->row_names, g_ptr_array_unref);
  g_clear_pointer (&self->column_names, g_ptr_array_unref);
  g_clear_pointer (&self->across_bar, gtk_widget_unparent);
  g_clear_pointer (&self->down_bar, gtk_widget_unparent);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sft_cell_grid_parent_class)->dispose (object);
}

static void
sft_cell_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sft_cell_grid_parent_class)->css_changed (widget, change);
  SFT_CELL_GRID (widget)->cell_width = 0;
}

static void
sft_cell_grid_class_init (SftCellGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = sft_cell_grid_dispose;
  widget_class->grab_focus = sft_cell_grid_grab_focus;
  widget_class->measure = sft_cell_grid_measure;
  widget_class->size_allocate = sft_cell_grid_size_allocate;
  widget_class->get_request_mode = sft_cell_grid_get_request_mode;
  widget_class->focus = sft_cell_grid_focus;
  widget_class->css_changed = sft_cell_grid_css_changed;
  gtk_widget_class_set_css_name (widget_class, "cells");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkAdjustment *
make_bar (SftCellGrid *self, GtkOrientation orientation, GtkWidget **bar)
{
  *bar = gtk_scrollbar_new (orientation, NULL);
  gtk_widget_set_parent (*bar, GTK_WIDGET (self));
  GtkAdjustment *adjustment = gtk_scrollbar_get_adjustment (GTK_SCROLLBAR (*bar));
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (snap), self);
  return adjustment;
}

static void
sft_cell_grid_init (SftCellGrid *self)
{
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->row_names = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->column_names = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->across = make_bar (self, GTK_ORIENTATION_HORIZONTAL, &self->across_bar);
  self->down = make_bar (self, GTK_ORIENTATION_VERTICAL, &self->down_bar);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);

  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (wheel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
take_shape (SftCellGrid *self)
{
  int rows, columns;
  sft_values_cells (sft_demo_state_get_values (self->state), self->param->id, &rows, &columns);
  self->rows = sft_cell_grid_is_list (self) ? 1 : rows;
  self->columns = sft_cell_grid_is_list (self) ? rows : columns;
}

GtkWidget *
sft_cell_grid_new (SftDemoState *state, const SftParam *param, int room)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  g_return_val_if_fail (param->kind == SFT_LIST || param->kind == SFT_MATRIX, NULL);
  SftCellGrid *self = g_object_new (SFT_TYPE_CELL_GRID, NULL);
  self->state = g_object_ref (state);
  self->param = param;
  take_shape (self);
  fit (self, 1);
  fit (self, sft_cell_grid_columns_that_fit (self, room > 0 ? room : FIRST_GUESS_WIDTH));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (param->label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (param->help), -1);
  return GTK_WIDGET (self);
}

void
sft_cell_grid_set_state (SftCellGrid *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_CELL_GRID (self));
  g_return_if_fail (sft_demo_state_get_lab (state) == sft_demo_state_get_lab (self->state));
  g_set_object (&self->state, state);
  sft_cell_grid_sync (self);
}

void
sft_cell_grid_sync (SftCellGrid *self)
{
  g_return_if_fail (SFT_IS_CELL_GRID (self));
  int rows = self->rows, columns = self->columns;
  take_shape (self);
  if (rows != self->rows || columns != self->columns)
    {
      int width = gtk_widget_get_width (GTK_WIDGET (self));
      fit (self, sft_cell_grid_columns_that_fit (self, width > 0 ? width : FIRST_GUESS_WIDTH));
      return;
    }
  sft_cell_grid_show_lines (self);
  sft_cell_grid_show_cells (self);
}

GtkWidget *
sft_cell_grid_reveal (SftCellGrid *self, int row, int column)
{
  g_return_val_if_fail (SFT_IS_CELL_GRID (self), NULL);
  int down = sft_cell_grid_is_list (self) ? 0 : row, across = sft_cell_grid_is_list (self) ? row : column;
  g_return_val_if_fail (down >= 0 && down < self->rows && across >= 0 && across < self->columns, NULL);
  gtk_adjustment_clamp_page (self->down, down, down + 1);
  gtk_adjustment_clamp_page (self->across, across, across + 1);
  int shown_row = down - (int)gtk_adjustment_get_value (self->down);
  int shown_column = across - (int)gtk_adjustment_get_value (self->across);
  return self->cells->pdata[shown_row * self->shown_columns + shown_column];
}
