/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of a grid and its lines are called, and what they show. */
#include "config.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-cell-grid-private.h"
#include "sft-spin.h"
#include "sft-tooltip.h"

#define HEADER_CHARACTERS 9

/* Which cell of the parameter the index-th existing cell shows. */
static void
locate (SftCellGrid *self, guint index, int *row, int *column)
{
  int down = (int)gtk_adjustment_get_value (self->down) + (int)index / self->shown_columns;
  int across = (int)gtk_adjustment_get_value (self->across) + (int)index % self->shown_columns;
  *row = sft_cell_grid_is_list (self) ? across : down;
  *column = sft_cell_grid_is_list (self) ? 0 : across;
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
  if (sft_cell_grid_is_list (self))
    return g_strdup_printf ("%s, %s %s", _ (self->param->label), rows != NULL ? _ (rows->label) : "", row_name);
  g_autofree char *column_name = index_name (columns, column);
  return g_strdup_printf ("%s, %s %s, %s %s", _ (self->param->label), rows != NULL ? _ (rows->label) : "", row_name,
                          columns != NULL ? _ (columns->label) : "", column_name);
}

static void
tell_refusal (SftCellGrid *self)
{
  const GError *error = sft_demo_state_get_error (self->state);
  if (error != NULL)
    sft_accessible_say (GTK_WIDGET (self), error->message);
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
  tell_refusal (self);
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
  if (GTK_IS_SPIN_BUTTON (cell))
    {
      g_autofree char *words = sft_spin_format (value, (int)gtk_spin_button_get_digits (GTK_SPIN_BUTTON (cell)));
      sft_accessible_say_value (cell, words);
    }
  if (!sft_demo_state_set (self->state, self->param->id, row, column, value))
    tell_refusal (self);
}

/* The focused cell is wider than its column: it comes last, so that it lies on top. */
static void
cell_focused (GtkEventControllerFocus *controller, SftCellGrid *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  g_ptr_array_find (self->cells, cell, &self->last_focus);
  gtk_widget_insert_before (cell, GTK_WIDGET (self), NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static GtkWidget *
make_cell (SftCellGrid *self)
{
  GtkWidget *cell;
  if (self->param->cell == SFT_SWITCH)
    {
      cell = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "child", gtk_label_new ("0"), "accessible-role",
                           GTK_ACCESSIBLE_ROLE_CHECKBOX, NULL);
      gtk_widget_add_css_class (cell, "text-button");
      sft_accessible_check (GTK_TOGGLE_BUTTON (cell));
      gtk_widget_add_css_class (cell, "cell");
      if (sft_cell_grid_is_list (self)) /* its columns have names, not numbers */
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

void
sft_cell_grid_name_cells (SftCellGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      int row, column;
      locate (self, i, &row, &column);
      g_autofree char *name = cell_name (self, row, column);
      GtkWidget *cell = self->cells->pdata[i];
      sft_tooltip_set (cell, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      sft_accessible_describe (cell, _ (self->param->help));
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

void
sft_cell_grid_show_cells (SftCellGrid *self)
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
          /* A button would take a label of its own for its name; a cell is called by its place. */
          gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (cell))), value != 0 ? "1" : "0");
        }
      else
        {
          gtk_spin_button_set_range (GTK_SPIN_BUTTON (cell), low, high);
          if (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)) != value)
            gtk_spin_button_set_value (GTK_SPIN_BUTTON (cell), value);
        }
      if (g_strcmp0 (bad, id) == 0 && bad_row == row && (bad_column == column || sft_cell_grid_is_list (self)))
        gtk_widget_add_css_class (cell, "error");
      else
        gtk_widget_remove_css_class (cell, "error");
    }
  self->syncing = FALSE;
}

void
sft_cell_grid_show_lines (SftCellGrid *self)
{
  const SftDim *rows = dimension (self, self->param->rows);
  name_lines (self, self->row_names, rows, (int)gtk_adjustment_get_value (self->down));
  name_lines (self, self->column_names, sft_cell_grid_is_list (self) ? rows : dimension (self, self->param->columns),
              (int)gtk_adjustment_get_value (self->across));
}

void
sft_cell_grid_make_cells (SftCellGrid *self)
{
  set_count (self->cells, (guint)(self->shown_rows * self->shown_columns), make_cell_flagged, self, FALSE);
  set_count (self->row_names, sft_cell_grid_is_list (self) ? 0 : (guint)self->shown_rows, make_name, self, TRUE);
  set_count (self->column_names, (guint)self->shown_columns, make_name, self, FALSE);
}
