/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values, how they change, and what is refused. */
#include "config.h"

#include "sft-demo-state-private.h"

/* A change of one cell or text that was refused because of other parameters. */
typedef struct
{
  const char *id;
  int row, column;
  double value;
  char *text; /* not NULL: a text parameter */
} Change;

static void
change_clear (gpointer data)
{
  g_free (((Change *)data)->text);
}

static gboolean
same_cell (const Change *a, const Change *b)
{
  return g_str_equal (a->id, b->id) && a->row == b->row && a->column == b->column;
}

static gboolean
change_apply (const Change *change, SftEdit *edit, GError **error)
{
  if (change->text != NULL)
    return sft_edit_set_text (edit, change->id, change->text, error);
  return sft_edit_set (edit, change->id, change->row, change->column, change->value, error);
}

/* What waits (but for the cell of `change`) and `change` (NULL: none) as one transaction. */
static SftValues *
try_changes (SftDemoState *self, gboolean with_pending, const Change *change, GError **error)
{
  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  for (guint i = 0; with_pending && i < self->pending->len; i++)
    {
      const Change *waiting = &g_array_index (self->pending, Change, i);
      if (change != NULL && same_cell (waiting, change))
        continue;
      if (!change_apply (waiting, edit, error))
        return NULL;
    }
  if (change != NULL && !change_apply (change, edit, error))
    return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

static void
show_values (SftDemoState *self, SftValues *values)
{
  if (!sft_values_same (values, self->values, NULL))
    self->dirty = TRUE;
  sft_values_unref (self->values);
  self->values = values;
}

/* Takes the values over; control: who changed them, NULL is nobody that changes them again and again. */
static void
take_values (SftDemoState *self, SftValues *values, const char *control)
{
  sft_history_add (self->history, values, control, self->clock ());
  show_values (self, values);
}

static void
take_change (SftDemoState *self, SftValues *values, const Change *change)
{
  g_autofree char *control = g_strdup_printf ("%s[%d][%d]", change->id, change->row, change->column);
  take_values (self, values, control);
}

static void
forget_pending (SftDemoState *self, const Change *change)
{
  for (guint i = self->pending->len; i > 0; i--)
    if (change == NULL || same_cell (&g_array_index (self->pending, Change, i - 1), change))
      g_array_remove_index (self->pending, i - 1);
}

static gboolean
worth_keeping (const GError *error)
{
  return g_error_matches (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT)
         || g_error_matches (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SHAPE);
}

static gboolean
apply (SftDemoState *self, const Change *change)
{
  g_autoptr (GError) error = NULL;
  SftValues *values = try_changes (self, TRUE, change, &error);
  gboolean taken = values != NULL;

  g_clear_error (&self->refusal);
  if (taken)
    {
      forget_pending (self, NULL);
      take_change (self, values, change);
    }
  else
    {
      g_autoptr (GError) own_error = NULL;
      forget_pending (self, change);
      values = try_changes (self, FALSE, change, &own_error);
      taken = values != NULL;
      if (taken)
        {
          /* The change is good; what waited before it still is not. */
          take_change (self, values, change);
          self->refusal = g_steal_pointer (&error);
        }
      else
        {
          /* A text stays in its control while it is being written. */
          if (change->text != NULL || worth_keeping (own_error))
            {
              Change kept = *change;
              kept.text = g_strdup (change->text);
              g_array_append_val (self->pending, kept);
            }
          self->refusal = g_steal_pointer (&own_error);
        }
    }
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
  return taken;
}

void
sft_demo_state_init_changes (SftDemoState *self)
{
  self->pending = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->pending, change_clear);
  self->clock = g_get_monotonic_time;
  self->dirty = TRUE;
}

void
sft_demo_state_clear_changes (SftDemoState *self)
{
  g_clear_pointer (&self->values, sft_values_unref);
  g_clear_pointer (&self->defaults, sft_values_unref);
  g_clear_pointer (&self->sized, sft_values_unref);
  g_clear_pointer (&self->history, sft_history_free);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_error (&self->refusal);
}

void
sft_demo_state_go_to (SftDemoState *self, SftValues *values)
{
  if (values == NULL)
    return;
  forget_pending (self, NULL);
  g_clear_error (&self->refusal);
  show_values (self, sft_values_ref (values));
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
}

SftValues *
sft_demo_state_get_values (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->values;
}

gboolean
sft_demo_state_is_default (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), TRUE);
  return self->pending->len == 0 && sft_values_same (self->values, self->defaults, NULL);
}

gboolean
sft_demo_state_is_pending (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  for (guint i = 0; i < self->pending->len; i++)
    if (g_str_equal (g_array_index (self->pending, Change, i).id, id))
      return TRUE;
  return FALSE;
}

gboolean
sft_demo_state_has_pending (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->pending->len > 0;
}

double
sft_demo_state_peek (SftDemoState *self, const char *id, int row, int column)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), 0);
  const Change wanted = { .id = id, .row = row, .column = column };
  for (guint i = 0; i < self->pending->len; i++)
    if (same_cell (&g_array_index (self->pending, Change, i), &wanted))
      return g_array_index (self->pending, Change, i).value;

  int rows, columns;
  const double *cells = sft_values_cells (self->values, id, &rows, &columns);
  g_return_val_if_fail (row >= 0 && row < rows && column >= 0 && column < columns, 0);
  return cells[row * columns + column];
}

gboolean
sft_demo_state_set (SftDemoState *self, const char *id, int row, int column, double value)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const Change change = { .id = id, .row = row, .column = column, .value = value };
  return apply (self, &change);
}

gboolean
sft_demo_state_set_text (SftDemoState *self, const char *id, const char *text)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const Change change = { .id = id, .text = (char *)text };
  return apply (self, &change);
}

void
sft_demo_state_refuse (SftDemoState *self, const char *id, int row, int column, const char *typed)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  const SftParam *param = sft_spec_find (&self->lab->spec, id);
  g_return_if_fail (param != NULL || sft_spec_find_dim (&self->lab->spec, id) != NULL);

  g_autofree char *assignment = NULL;
  if (param != NULL && param->kind == SFT_MATRIX)
    assignment = g_strdup_printf ("%s[%d][%d]=%s", id, row, column, typed);
  else if (param != NULL && param->kind == SFT_LIST)
    assignment = g_strdup_printf ("%s[%d]=%s", id, row, typed);
  else
    assignment = g_strdup_printf ("%s=%s", id, typed);

  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  g_autoptr (GError) error = NULL;
  if (param != NULL ? sft_edit_parse (edit, assignment, &error) : sft_edit_resize_text (edit, id, typed, &error))
    return;
  g_clear_error (&self->refusal);
  self->refusal = g_steal_pointer (&error);
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
}

gboolean
sft_demo_state_resize (SftDemoState *self, const char *dim, int length)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  GError *error = NULL;
  SftValues *values = NULL;
  if (sft_edit_resize (edit, dim, length, &error))
    values = sft_edit_commit (g_steal_pointer (&edit), &error);

  g_clear_error (&self->refusal);
  self->refusal = error;
  if (values != NULL)
    {
      forget_pending (self, NULL);
      take_values (self, values, dim);
    }
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
  return values != NULL;
}

void
sft_demo_state_set_values (SftDemoState *self, SftValues *values)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  g_return_if_fail (sft_values_spec (values) == &self->lab->spec);
  forget_pending (self, NULL);
  g_clear_error (&self->refusal);
  take_values (self, sft_values_ref (values), NULL);
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
}

/* --- defaults --- */

void
sft_demo_state_reset (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_demo_state_set_values (self, self->defaults);
}

/* The defaults at the lengths that there are now, so that a size and what it sizes are told apart. */
static SftValues *
get_defaults (SftDemoState *self)
{
  gboolean same = TRUE, still = TRUE;
  for (const SftDim *dim = self->lab->spec.dims; dim != NULL && dim->id != NULL; dim++)
    {
      int length = sft_values_dim (self->values, dim->id);
      same = same && length == sft_values_dim (self->defaults, dim->id);
      still = still && self->sized != NULL && length == sft_values_dim (self->sized, dim->id);
    }
  if (same)
    return self->defaults;
  if (still)
    return self->sized;
  g_autoptr (SftEdit) edit = sft_edit_new (self->defaults);
  gboolean fits = TRUE;
  for (const SftDim *dim = self->lab->spec.dims; dim->id != NULL && fits; dim++)
    fits = sft_edit_resize (edit, dim->id, sft_values_dim (self->values, dim->id), NULL);
  SftValues *sized = fits ? sft_edit_commit (g_steal_pointer (&edit), NULL) : NULL;
  /* Not every length goes with the other defaults. */
  if (sized == NULL)
    return self->defaults;
  g_clear_pointer (&self->sized, sft_values_unref);
  self->sized = sized;
  return sized;
}

gboolean
sft_demo_state_differs (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  if (sft_spec_find_dim (&self->lab->spec, id) != NULL)
    return sft_values_dim (self->values, id) != sft_values_dim (self->defaults, id);
  return sft_demo_state_is_pending (self, id) || !sft_values_same (self->values, get_defaults (self), id);
}

gboolean
sft_demo_state_reset_one (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const SftParam *param = sft_spec_find (&self->lab->spec, id);
  if (param == NULL)
    return sft_demo_state_resize (self, id, sft_values_dim (self->defaults, id));

  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  GError *error = NULL;
  SftValues *values = NULL;
  SftValues *defaults = get_defaults (self);
  g_autofree char *value =
      param->kind == SFT_TEXT ? g_strdup (sft_values_text (defaults, id)) : sft_values_format (defaults, id);
  if (sft_edit_set_text (edit, id, value, &error))
    values = sft_edit_commit (g_steal_pointer (&edit), &error);
  g_clear_error (&self->refusal);
  self->refusal = error;
  for (guint i = self->pending->len; i > 0; i--)
    if (g_str_equal (g_array_index (self->pending, Change, i - 1).id, id))
      g_array_remove_index (self->pending, i - 1);
  if (values != NULL)
    take_values (self, values, NULL);
  sft_demo_state_tell (self, SFT_DEMO_STATE_CHANGED);
  return values != NULL;
}
