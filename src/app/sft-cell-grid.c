/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-cell-grid.h"

#include <math.h>

#include "sft-app-private.h"
#include "sft-spin.h"
#include "sft-tooltip.h"

/* A block of cells no larger than this is shown whole if it is narrow enough. */
#define WHOLE_CELLS 48
#define SCROLLED_ROWS 8
#define SPACING 2
#define HEADER_CHARACTERS 9
/* Columns that must fit at least; they decide the width of the panel. */
#define LEAST_COLUMNS 3
#define FIRST_GUESS_WIDTH 240

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
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (SftCellGrid, sft_cell_grid, GTK_TYPE_WIDGET)

static gboolean
is_list (SftCellGrid *self)
{
  return self->param->kind == SFT_LIST;
}

/* Which cell of the parameter the index-th existing cell shows. */
static void
locate (SftCellGrid *self, guint index, int *row, int *column)
{
  int down = (int)gtk_adjustment_get_value (self->down) + (int)index / self->shown_columns;
  int across = (int)gtk_adjustment_get_value (self->across) + (int)index % self->shown_columns;
  *row = is_list (self) ? across : down;
  *column = is_list (self) ? 0 : across;
}

static const SftDim *
dimension (SftCellGrid *self, const char *id)
{
  return id == NULL ? NULL : sft_spec_find_dim (&sft_demo_state_get_lab (self->state)->spec, id);
}

static char *
index_name (const SftDim *dim, int index)
{
  if (dim != NULL && dim->names != NULL)
    return g_strdup (_ (dim->names[index]));
  return g_strdup_printf ("%d", index);
}

/* "Logits, token answer, vocabulary 2" */
static char *
cell_name (SftCellGrid *self, int row, int column)
{
  const SftDim *rows = dimension (self, self->param->rows), *columns = dimension (self, self->param->columns);
  g_autofree char *row_name = index_name (rows, row);
  if (is_list (self))
    return g_strdup_printf ("%s, %s %s", _ (self->param->label), rows != NULL ? _ (rows->label) : "", row_name);
  g_autofree char *column_name = index_name (columns, column);
  return g_strdup_printf ("%s, %s %s, %s %s", _ (self->param->label), rows != NULL ? _ (rows->label) : "", row_name,
                          columns != NULL ? _ (columns->label) : "", column_name);
}

static void
cell_refused (GtkSpinButton *spin, const char *typed, gpointer data)
{
  SftCellGrid *self = data;
  guint index;
  int row, column;
  if (!g_ptr_array_find (self->cells, spin, &index))
    return;
  locate (self, index, &row, &column);
  sft_demo_state_refuse (self->state, self->param->id, row, column, typed);
}

static void
cell_changed (GtkWidget *cell, SftCellGrid *self)
{
  guint index;
  int row, column;
  if (self->syncing || !g_ptr_array_find (self->cells, cell, &index))
    return;
  locate (self, index, &row, &column);
  double value = GTK_IS_TOGGLE_BUTTON (cell) ? gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (cell))
                                             : gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell));
  sft_demo_state_set (self->state, self->param->id, row, column, value);
}

/* The focused cell is wider than its column: it comes last, so that it lies on top. */
static void
cell_focused (GtkEventControllerFocus *controller, SftCellGrid *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gtk_widget_insert_before (cell, GTK_WIDGET (self), NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static GtkWidget *
make_cell (SftCellGrid *self)
{
  GtkWidget *cell;
  if (self->param->cell == SFT_SWITCH)
    {
      cell = gtk_toggle_button_new_with_label ("0");
      gtk_widget_add_css_class (cell, "cell");
      if (is_list (self)) /* its columns have names, not numbers */
        gtk_widget_add_css_class (cell, "wide");
      g_signal_connect (cell, "toggled", G_CALLBACK (cell_changed), self);
    }
  else
    {
      double low, high;
      sft_values_range (sft_demo_state_get_values (self->state), self->param->id, &low, &high);
      int digits = self->param->cell == SFT_INTEGER ? 0 : self->param->digits;
      GtkAdjustment *adjustment = gtk_adjustment_new (low, low, high, self->param->step, self->param->step * 10, 0);
      cell = sft_spin_new (adjustment, digits, TRUE, cell_refused, self);
      g_signal_connect (cell, "value-changed", G_CALLBACK (cell_changed), self);
    }
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "enter", G_CALLBACK (cell_focused), self);
  gtk_widget_add_controller (cell, focus);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  return cell;
}

static GtkWidget *
make_name (SftCellGrid *self, gboolean of_row)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), of_row ? 0 : 0.5);
  if (of_row)
    gtk_label_set_max_width_chars (GTK_LABEL (label), HEADER_CHARACTERS);
  gtk_widget_add_css_class (label, "cell-name");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
set_count (GPtrArray *widgets, guint n, GtkWidget *(*make) (SftCellGrid *, gboolean), SftCellGrid *self, gboolean flag)
{
  if (widgets->len > n)
    g_ptr_array_set_size (widgets, (int)n);
  while (widgets->len < n)
    g_ptr_array_add (widgets, make (self, flag));
}

static GtkWidget *
make_cell_flagged (SftCellGrid *self, gboolean unused)
{
  return make_cell (self);
}

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

static gboolean
scrolls_down (SftCellGrid *self)
{
  return self->rows * self->columns > WHOLE_CELLS && self->rows > SCROLLED_ROWS;
}

static int
columns_that_fit (SftCellGrid *self, int width)
{
  measure_cell (self);
  int room = width - header_width (self);
  if (scrolls_down (self))
    room -= bar_size (self->down_bar, GTK_ORIENTATION_HORIZONTAL);
  return CLAMP ((room + SPACING) / (self->cell_width + SPACING), 1, self->columns);
}

static void
name_cells (SftCellGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      int row, column;
      locate (self, i, &row, &column);
      g_autofree char *name = cell_name (self, row, column);
      GtkWidget *cell = self->cells->pdata[i];
      sft_tooltip_set (cell, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (self->param->help), -1);
    }
}

static void
name_lines (SftCellGrid *self, GPtrArray *labels, const SftDim *dim, int first)
{
  SftValues *values = sft_demo_state_get_values (self->state);
  const double *kept = NULL;
  int n_kept = 0;
  if (dim != NULL && dim->greyed_by != NULL)
    kept = sft_values_cells (values, dim->greyed_by, &n_kept, NULL);
  for (guint i = 0; i < labels->len; i++)
    {
      int index = first + (int)i;
      g_autofree char *name = index_name (dim, index);
      GtkWidget *label = labels->pdata[i];
      gtk_label_set_text (GTK_LABEL (label), name);
      sft_tooltip_set (label, dim != NULL && dim->names != NULL ? name : NULL);
      if (kept != NULL && index < n_kept && kept[index] == 0)
        gtk_widget_add_css_class (label, "greyed");
      else
        gtk_widget_remove_css_class (label, "greyed");
    }
}

/* A button takes its label for its name; a cell is called by its place. */
static void
show_digit (SftCellGrid *self, GtkWidget *cell, int row, int column, const char *digit)
{
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (cell)), digit) == 0)
    return;
  g_autofree char *name = cell_name (self, row, column);
  gtk_button_set_label (GTK_BUTTON (cell), digit);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_cells (SftCellGrid *self)
{
  const char *id = self->param->id;
  const GError *error = sft_demo_state_get_error (self->state);
  int bad_row = -1, bad_column = -1;
  const char *bad =
      error != NULL && error->domain == SFT_PARAM_ERROR ? sft_param_error_get_id (error, &bad_row, &bad_column) : NULL;
  double low, high;
  sft_values_range (sft_demo_state_get_values (self->state), id, &low, &high);

  self->syncing = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    {
      int row, column;
      locate (self, i, &row, &column);
      GtkWidget *cell = self->cells->pdata[i];
      double value = sft_demo_state_peek (self->state, id, row, column);
      if (GTK_IS_TOGGLE_BUTTON (cell))
        {
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell), value != 0);
          show_digit (self, cell, row, column, value != 0 ? "1" : "0");
        }
      else
        {
          gtk_spin_button_set_range (GTK_SPIN_BUTTON (cell), low, high);
          if (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)) != value)
            gtk_spin_button_set_value (GTK_SPIN_BUTTON (cell), value);
        }
      if (g_strcmp0 (bad, id) == 0 && bad_row == row && (bad_column == column || is_list (self)))
        gtk_widget_add_css_class (cell, "error");
      else
        gtk_widget_remove_css_class (cell, "error");
    }
  self->syncing = FALSE;
}

static void
show_lines (SftCellGrid *self)
{
  const SftDim *rows = dimension (self, self->param->rows);
  name_lines (self, self->row_names, rows, (int)gtk_adjustment_get_value (self->down));
  name_lines (self, self->column_names, is_list (self) ? rows : dimension (self, self->param->columns),
              (int)gtk_adjustment_get_value (self->across));
}

static void
scrolled (GtkAdjustment *adjustment, SftCellGrid *self)
{
  if (self->syncing)
    return;
  show_lines (self);
  show_cells (self);
  name_cells (self);
}

/* Creates the cells that are seen and lets go of the others. */
static void
fit (SftCellGrid *self, int columns)
{
  self->shown_columns = columns;
  self->shown_rows = scrolls_down (self) ? SCROLLED_ROWS : self->rows;
  set_count (self->cells, (guint)(self->shown_rows * self->shown_columns), make_cell_flagged, self, FALSE);
  set_count (self->row_names, is_list (self) ? 0 : (guint)self->shown_rows, make_name, self, TRUE);
  set_count (self->column_names, (guint)self->shown_columns, make_name, self, FALSE);

  self->syncing = TRUE;
  gtk_adjustment_configure (self->across, gtk_adjustment_get_value (self->across), 0, self->columns, 1,
                            self->shown_columns, self->shown_columns);
  gtk_adjustment_configure (self->down, gtk_adjustment_get_value (self->down), 0, self->rows, 1, self->shown_rows,
                            self->shown_rows);
  self->syncing = FALSE;
  gtk_widget_set_child_visible (self->across_bar, self->columns > self->shown_columns);
  gtk_widget_set_child_visible (self->down_bar, scrolls_down (self));
  show_lines (self);
  show_cells (self);
  name_cells (self);
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
  int columns = columns_that_fit (self, gtk_widget_get_width (GTK_WIDGET (self)));
  if (columns != self->shown_columns)
    fit (self, columns);
  return G_SOURCE_REMOVE;
}

static void
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
  int columns = for_size > 0 ? columns_that_fit (self, for_size) : self->shown_columns;
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

static void
sft_cell_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = header_width (self), top = header_height (self);
  if (columns_that_fit (self, width) != self->shown_columns && self->refit == 0)
    self->refit = g_idle_add_full (GTK_PRIORITY_RESIZE, refit, g_object_ref (self), g_object_unref);

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

/* Scrolls by a number of cells; FALSE at the end. */
static gboolean
scroll_by (GtkAdjustment *adjustment, double cells)
{
  double before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment, before + cells);
  return gtk_adjustment_get_value (adjustment) != before;
}

/* Moving the focus over the edge brings the next line of cells under it. */
static gboolean
sft_cell_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SftCellGrid *self = SFT_CELL_GRID (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
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
  return dy != 0 && scrolls_down (self) && scroll_by (self->down, dy);
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
  self->rows = is_list (self) ? 1 : rows;
  self->columns = is_list (self) ? rows : columns;
}

GtkWidget *
sft_cell_grid_new (SftDemoState *state, const SftParam *param)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  g_return_val_if_fail (param->kind == SFT_LIST || param->kind == SFT_MATRIX, NULL);
  SftCellGrid *self = g_object_new (SFT_TYPE_CELL_GRID, NULL);
  self->state = g_object_ref (state);
  self->param = param;
  take_shape (self);
  fit (self, 1);
  fit (self, columns_that_fit (self, FIRST_GUESS_WIDTH));
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
      fit (self, columns_that_fit (self, width > 0 ? width : FIRST_GUESS_WIDTH));
      return;
    }
  show_lines (self);
  show_cells (self);
}

GtkWidget *
sft_cell_grid_reveal (SftCellGrid *self, int row, int column)
{
  g_return_val_if_fail (SFT_IS_CELL_GRID (self), NULL);
  int down = is_list (self) ? 0 : row, across = is_list (self) ? row : column;
  g_return_val_if_fail (down >= 0 && down < self->rows && across >= 0 && across < self->columns, NULL);
  gtk_adjustment_clamp_page (self->down, down, down + 1);
  gtk_adjustment_clamp_page (self->across, across, across + 1);
  int shown_row = down - (int)gtk_adjustment_get_value (self->down);
  int shown_column = across - (int)gtk_adjustment_get_value (self->across);
  return self->cells->pdata[shown_row * self->shown_columns + shown_column];
}
