/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-param-private.h"

#include "sft-text.h"

#include <string.h>

#define QUOTED_CHARACTERS 40

#define _(msgid) sft_translate (msgid)

typedef struct
{
  guint param;
  int row, column;
  double value;
  guint serial; /* the last of two for the same cell counts */
} CellEdit;

struct _SftEdit
{
  SftValues *base;
  SftValue *wholes; /* one for each parameter; 0 rows: not given */
  int *lengths;     /* one for each dimension; 0: not resized */
  GArray *cells;    /* of CellEdit */
};

static gboolean
given_whole (const SftEdit *edit, guint i)
{
  return edit->wholes[i].rows > 0;
}

SftEdit *
sft_edit_new (SftValues *base)
{
  SftEdit *edit;

  g_return_val_if_fail (base != NULL, NULL);
  edit = g_new0 (SftEdit, 1);
  edit->base = sft_values_ref (base);
  edit->wholes = g_new0 (SftValue, base->n_params);
  edit->lengths = g_new0 (int, base->n_dims);
  edit->cells = g_array_new (FALSE, FALSE, sizeof (CellEdit));
  return edit;
}

void
sft_edit_free (SftEdit *edit)
{
  if (edit == NULL)
    return;
  for (guint i = 0; i < edit->base->n_params; i++)
    sft_value_clear (&edit->wholes[i]);
  g_free (edit->wholes);
  g_free (edit->lengths);
  g_array_unref (edit->cells);
  sft_values_unref (edit->base);
  g_free (edit);
}

/* ---- assignments ---- */

static void
set_unknown_error (const SftSpec *spec, const char *id, GError **error)
{
  g_autofree char *quoted = sft_one_line (id, QUOTED_CHARACTERS);
  GString *known = g_string_new (NULL);
  gboolean dim = sft_spec_dim_index (spec, id) >= 0;

  for (const SftParam *param = spec->params; param->id != NULL; param++)
    if (!dim || g_strcmp0 (sft_param_axis_dim (param, 0), id) == 0
        || g_strcmp0 (sft_param_axis_dim (param, 1), id) == 0)
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", param->id);
  sft_param_error_set (error, SFT_PARAM_ERROR_UNKNOWN, id, -1, -1,
                       dim ? _ ("\"%s\" is a length, not a parameter; it follows from the values of: %s")
                           : _ ("no parameter \"%s\"; this lab has: %s"),
                       quoted, known->str);
  g_string_free (known, TRUE);
}

static int
find_param (const SftEdit *edit, const char *id, GError **error)
{
  int i = sft_spec_index (edit->base->spec, id);

  if (i < 0)
    set_unknown_error (edit->base->spec, id, error);
  return i;
}

static void
take_whole (SftEdit *edit, int i, SftValue *value)
{
  sft_value_clear (&edit->wholes[i]);
  edit->wholes[i] = *value;
}

static void
take_cell (SftEdit *edit, int i, int row, int column, double value)
{
  CellEdit cell = { (guint)i, row, column, value, edit->cells->len };

  g_array_append_val (edit->cells, cell);
}

/* An index in brackets at *text, which is moved behind it. Numbers too large for a cell stay too large. */
static gboolean
parse_index (const char **text, int *index)
{
  const char *close = strchr (*text, ']');
  g_autofree char *digits = NULL;
  const char *number;
  gboolean negative;

  if (**text != '[' || close == NULL)
    return FALSE;
  digits = g_strstrip (g_strndup (*text + 1, (gsize)(close - *text - 1)));
  negative = *digits == '-';
  number = digits + (negative ? 1 : 0);
  if (*number == '\0' || number[strspn (number, "0123456789")] != '\0')
    return FALSE;
  *index = negative ? -1 : (int)MIN (g_ascii_strtoull (number, NULL, 10), (guint64)G_MAXINT);
  *text = close + 1;
  while (g_ascii_isspace (**text))
    (*text)++;
  return TRUE;
}

/* What stands between the parameter's id and "=". */
static gboolean
parse_indices (const SftParam *param, const char *text, int *row, int *column, GError **error)
{
  int indices[2] = { 0, 0 };
  int n = 0;

  while (n < 2 && parse_index (&text, &indices[n]))
    n++;
  *row = indices[0];
  *column = indices[1];
  if (*text == '\0' && ((n == 1 && param->kind == SFT_LIST) || (n == 2 && param->kind == SFT_MATRIX)))
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, -1, -1,
                       param->kind == SFT_LIST     ? _ ("%s: one entry is written with one index, as in %s[0]")
                       : param->kind == SFT_MATRIX ? _ ("%s: one cell is written with two indices, as in %s[0][0]")
                                                   : _ ("%s has no cells; accepted: %s=VALUE"),
                       param->id, param->id);
  return FALSE;
}

static void
set_cell_error (const SftValues *values, guint i, int row, int column, GError **error)
{
  const SftParam *param = &values->spec->params[i];
  const SftValue *value = &values->values[i];
  g_autofree char *last = sft_param_cell_name (param, value->rows - 1, value->columns - 1);
  g_autofree char *first = sft_param_cell_name (param, 0, 0);
  g_autofree char *index =
      param->kind == SFT_LIST ? sft_format_c ("[%d]", row) : sft_format_c ("[%d][%d]", row, column);

  sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, param->id, row, column,
                       _ ("%s%s: there is no such cell; accepted: %s to %s"), param->id, index, first, last);
}

gboolean
sft_edit_parse (SftEdit *edit, const char *assignment, GError **error)
{
  g_autofree char *id = NULL;
  const SftParam *param;
  const char *equals, *bracket;
  int i;

  g_return_val_if_fail (edit != NULL && assignment != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  equals = strchr (assignment, '=');
  id = g_strstrip (g_strndup (assignment, equals != NULL ? (gsize)(equals - assignment) : strlen (assignment)));
  if (equals == NULL || *id == '\0')
    {
      g_autofree char *quoted = sft_one_line (assignment, QUOTED_CHARACTERS);

      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, NULL, -1, -1,
                           _ ("\"%s\" assigns nothing; accepted: ID=VALUE"), quoted);
      return FALSE;
    }
  bracket = strchr (id, '[');
  if (bracket != NULL)
    {
      g_autofree char *name = g_strchomp (g_strndup (id, (gsize)(bracket - id)));
      int row, column;
      double value;

      i = find_param (edit, name, error);
      if (i < 0)
        return FALSE;
      param = &edit->base->spec->params[i];
      if (!parse_indices (param, bracket, &row, &column, error))
        return FALSE;
      return sft_cell_parse (param, row, column, equals + 1, &value, error)
             && sft_edit_set (edit, param->id, row, column, value, error);
    }
  i = find_param (edit, id, error);
  return i >= 0 && sft_edit_set_text (edit, edit->base->spec->params[i].id, equals + 1, error);
}

gboolean
sft_edit_set (SftEdit *edit, const char *id, int row, int column, double value, GError **error)
{
  const SftParam *param;
  int i;

  g_return_val_if_fail (edit != NULL && id != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  i = find_param (edit, id, error);
  if (i < 0)
    return FALSE;
  param = &edit->base->spec->params[i];
  g_return_val_if_fail (param->kind != SFT_TEXT, FALSE);
  if (!sft_param_is_grid (param))
    {
      SftValue whole = { 1, 1, NULL, NULL };

      if (!sft_cell_check (param, -1, -1, value, error))
        return FALSE;
      value = sft_cell_normalize (param, value);
      whole.cells = g_memdup2 (&value, sizeof value);
      take_whole (edit, i, &whole);
      return TRUE;
    }
  if (row < 0 || column < 0 || (param->kind == SFT_LIST && column > 0))
    {
      set_cell_error (edit->base, (guint)i, row, column, error);
      return FALSE;
    }
  if (!sft_cell_check (param, row, column, value, error))
    return FALSE;
  take_cell (edit, i, row, column, sft_cell_normalize (param, value));
  return TRUE;
}

gboolean
sft_edit_set_text (SftEdit *edit, const char *id, const char *text, GError **error)
{
  SftValue value = { 0, 0, NULL, NULL };
  int i;

  g_return_val_if_fail (edit != NULL && id != NULL && text != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  i = find_param (edit, id, error);
  if (i < 0 || !sft_value_parse (&edit->base->spec->params[i], text, &value, error))
    return FALSE;
  take_whole (edit, i, &value);
  return TRUE;
}

static gboolean
check_length (const SftDim *dim, int length, const char *id, GError **error)
{
  if (length >= dim->minimum && length <= dim->maximum)
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_SHAPE, id, -1, -1, _ ("%s: %s has length %d; accepted: %d to %d"), id,
                       dim->id, length, dim->minimum, dim->maximum);
  return FALSE;
}

gboolean
sft_edit_resize (SftEdit *edit, const char *dim, int length, GError **error)
{
  int d;

  g_return_val_if_fail (edit != NULL && dim != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  d = sft_spec_dim_index (edit->base->spec, dim);
  if (d < 0)
    {
      g_autofree char *quoted = sft_one_line (dim, QUOTED_CHARACTERS);

      sft_param_error_set (error, SFT_PARAM_ERROR_UNKNOWN, dim, -1, -1, _ ("no dimension \"%s\" in this lab"), quoted);
      return FALSE;
    }
  if (!check_length (&edit->base->spec->dims[d], length, dim, error))
    return FALSE;
  edit->lengths[d] = length;
  return TRUE;
}

gboolean
sft_edit_resize_text (SftEdit *edit, const char *dim, const char *text, GError **error)
{
  g_return_val_if_fail (edit != NULL && dim != NULL && text != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  char *end;
  gint64 length = g_ascii_strtoll (text, &end, 10);
  if (end != text && *end == '\0')
    return sft_edit_resize (edit, dim, (int)CLAMP (length, G_MININT, G_MAXINT), error);

  int d = sft_spec_dim_index (edit->base->spec, dim);
  if (d < 0)
    return sft_edit_resize (edit, dim, 0, error);
  const SftDim *resized = &edit->base->spec->dims[d];
  g_autofree char *low = g_strdup_printf ("%d", resized->minimum);
  g_autofree char *high = g_strdup_printf ("%d", resized->maximum);
  g_autofree char *range = g_strdup_printf (_ ("%s to %s"), low, high);
  g_autofree char *quoted = sft_one_line (text, QUOTED_CHARACTERS);
  if (*text == '\0')
    sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, dim, -1, -1, _ ("%s: a value is missing; accepted: %s"), dim,
                         range);
  else
    sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, dim, -1, -1,
                         _ ("%s: \"%s\" is not a whole number; accepted: %s"), dim, quoted, range);
  return FALSE;
}

/* ---- commit ----
 *
 * What follows from a text is added to the edit. Then resizes come first, then whole parameters, then cells; shapes are
 * judged between the second and the third, ranges that hang on dimensions after all of them, and the lab's own
 * conditions last. */

static int
axis_length (const SftValue *value, int axis)
{
  return axis == 0 ? value->rows : value->columns;
}

/* The dimension of an axis: its index, or -1 when the axis has none. */
static int
axis_dim (const SftValues *values, guint i, int axis)
{
  const char *dim = sft_param_axis_dim (&values->spec->params[i], axis);

  return dim != NULL ? sft_spec_dim_index (values->spec, dim) : -1;
}

static gboolean
apply_resizes (const SftEdit *edit, SftValues *values, GError **error)
{
  for (guint d = 0; d < values->n_dims; d++)
    if (edit->lengths[d] > 0)
      values->dims[d] = edit->lengths[d];
  for (guint i = 0; i < values->n_params; i++)
    {
      const SftParam *param = &values->spec->params[i];
      SftValue *value = &values->values[i];
      int rows_dim = axis_dim (values, i, 0);
      int columns_dim = axis_dim (values, i, 1);
      int rows = rows_dim >= 0 ? values->dims[rows_dim] : value->rows;
      int columns = columns_dim >= 0 ? values->dims[columns_dim] : value->columns;
      double fill;

      if (rows != value->rows || columns != value->columns)
        {
          if (!sft_param_fill (param, &fill, error))
            return FALSE;
          sft_value_resize (value, rows, columns, fill);
        }
      if (param->below != NULL)
        for (int k = 0; k < value->rows * value->columns; k++)
          value->cells[k] = MIN (value->cells[k], values->dims[sft_spec_dim_index (values->spec, param->below)] - 1);
    }
  return TRUE;
}

/* Lengths without a dimension stay as they are. */
static gboolean
check_fixed_lengths (const SftValues *values, guint i, const SftValue *given, GError **error)
{
  const SftParam *param = &values->spec->params[i];
  const SftValue *value = &values->values[i];

  for (int axis = 0; axis < 2; axis++)
    if (axis_dim (values, i, axis) < 0 && axis_length (given, axis) != axis_length (value, axis))
      {
        sft_param_error_set (error, SFT_PARAM_ERROR_SHAPE, param->id, -1, -1,
                             axis == 0 ? _ ("%s: the number of rows is %d; accepted: %d")
                                       : _ ("%s: the number of columns is %d; accepted: %d"),
                             param->id, axis_length (given, axis), axis_length (value, axis));
        return FALSE;
      }
  return TRUE;
}

/* The first parameter given whole that has dimension d decides its length. -1: none was given. */
static int
deciding_param (const SftEdit *edit, guint d, int *length)
{
  for (guint i = 0; i < edit->base->n_params; i++)
    for (int axis = 0; given_whole (edit, i) && axis < 2; axis++)
      if (axis_dim (edit->base, i, axis) == (int)d)
        {
          *length = axis_length (&edit->wholes[i], axis);
          return (int)i;
        }
  return -1;
}

/* Does every member of dimension d have the length that the deciding parameter gave it? */
static gboolean
check_members (const SftEdit *edit, const SftValues *values, guint d, int decider, GError **error)
{
  const SftDim *dim = &values->spec->dims[d];
  const SftParam *deciding = &values->spec->params[decider];
  int length = values->dims[d];

  for (guint i = 0; i < values->n_params; i++)
    for (int axis = 0; axis < 2; axis++)
      {
        const SftParam *param = &values->spec->params[i];
        int other = axis_length (&values->values[i], axis);

        if (axis_dim (values, i, axis) != (int)d || other == length)
          continue;
        if (given_whole (edit, i))
          sft_param_error_set (error, SFT_PARAM_ERROR_SHAPE, param->id, -1, -1,
                               _ ("%s: %s has length %d, but %s has %d; accepted: one length in both"), param->id,
                               dim->id, other, deciding->id, length);
        else
          sft_param_error_set (error, SFT_PARAM_ERROR_SHAPE, deciding->id, -1, -1,
                               _ ("%s: %s has length %d, but %s still has %d; accepted: %d, or %s given whole "
                                  "as well"),
                               deciding->id, dim->id, length, param->id, other, other, param->id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
apply_wholes (SftEdit *edit, SftValues *values, GError **error)
{
  for (guint i = 0; i < values->n_params; i++)
    if (given_whole (edit, i))
      {
        if (!check_fixed_lengths (values, i, &edit->wholes[i], error))
          return FALSE;
        sft_value_clear (&values->values[i]);
        values->values[i] = sft_value_copy (&edit->wholes[i]);
      }
  for (guint d = 0; d < values->n_dims; d++)
    {
      int length;
      int decider = deciding_param (edit, d, &length);

      if (decider < 0)
        continue;
      if (!check_length (&values->spec->dims[d], length, values->spec->params[decider].id, error))
        return FALSE;
      values->dims[d] = length;
      if (!check_members (edit, values, d, decider, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const CellEdit *first = a;
  const CellEdit *second = b;

  if (first->param != second->param)
    return first->param < second->param ? -1 : 1;
  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return first->serial < second->serial ? -1 : 1;
}

static gboolean
apply_cells (SftEdit *edit, SftValues *values, GError **error)
{
  /* In an order of their own, so that of two errors it is always the same one that is told. */
  g_array_sort (edit->cells, compare_cells);
  for (guint k = 0; k < edit->cells->len; k++)
    {
      const CellEdit *cell = &g_array_index (edit->cells, CellEdit, k);
      SftValue *value = &values->values[cell->param];

      if (cell->row >= value->rows || cell->column >= value->columns)
        {
          set_cell_error (values, cell->param, cell->row, cell->column, error);
          return FALSE;
        }
      value->cells[cell->row * value->columns + cell->column] = cell->value;
    }
  return TRUE;
}

static gboolean
cell_was_given (const SftEdit *edit, guint i, int row, int column)
{
  if (given_whole (edit, i))
    return TRUE;
  for (guint k = 0; k < edit->cells->len; k++)
    {
      const CellEdit *cell = &g_array_index (edit->cells, CellEdit, k);

      if (cell->param == i && cell->row == row && cell->column == column)
        return TRUE;
    }
  return FALSE;
}

/* An index is too large: it was given so, or the dimension that it counts in became too short for it. */
static void
set_below_error (const SftEdit *edit, const SftValues *values, guint i, int row, int column, double maximum,
                 GError **error)
{
  const SftParam *param = &values->spec->params[i];
  const SftValue *value = &values->values[i];
  g_autofree char *given = sft_number_to_string (value->cells[row * value->columns + column]);
  int d = sft_spec_dim_index (values->spec, param->below);
  int length;
  int decider = deciding_param (edit, (guint)d, &length);

  if (decider < 0 || cell_was_given (edit, i, row, column))
    {
      gboolean grid = sft_param_is_grid (param);

      sft_param_range_error (param, grid ? row : -1, grid ? column : -1, given, param->minimum, maximum, error);
    }
  else
    {
      const SftParam *deciding = &values->spec->params[decider];
      g_autofree char *name = sft_param_cell_name (param, row, column);
      g_autofree char *needed = sft_number_to_string (value->cells[row * value->columns + column] + 1);

      sft_param_error_set (error, SFT_PARAM_ERROR_CONFLICT, deciding->id, -1, -1,
                           _ ("%s: %s has length %d, but %s is still %s; accepted: at least %s, or %s given as well"),
                           deciding->id, param->below, length, name, given, needed, param->id);
    }
}

static gboolean
check_below (const SftEdit *edit, const SftValues *values, GError **error)
{
  for (guint i = 0; i < values->n_params; i++)
    {
      const SftParam *param = &values->spec->params[i];
      const SftValue *value = &values->values[i];
      double minimum, maximum;

      if (param->below == NULL)
        continue;
      sft_values_range (values, param->id, &minimum, &maximum);
      for (int k = 0; k < value->rows * value->columns; k++)
        if (value->cells[k] > maximum)
          {
            set_below_error (edit, values, i, k / value->columns, k % value->columns, maximum, error);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
validate (const SftValues *values, GError **error)
{
  GError *local = NULL;

  if (values->spec->validate == NULL || values->spec->validate (values, &local))
    {
      g_assert (local == NULL);
      return TRUE;
    }
  g_assert (local != NULL);
  g_propagate_error (error, local);
  return FALSE;
}

/* What follows from a new text becomes part of the edit, unless it was given. */
static gboolean
follow_text (SftEdit *edit, guint i, GError **error)
{
  const SftParam *param = &edit->base->spec->params[i];
  g_autoptr (SftEdit) following = NULL;

  if (param->follow == NULL || !given_whole (edit, i)
      || g_strcmp0 (edit->wholes[i].text, edit->base->values[i].text) == 0)
    return TRUE;
  following = sft_edit_new (edit->base);
  if (!param->follow (edit->base, edit->wholes[i].text, following, error))
    return FALSE;
  for (guint k = 0; k < edit->base->n_params; k++)
    if (given_whole (following, k) && !given_whole (edit, k))
      edit->wholes[k] = sft_value_copy (&following->wholes[k]);
  return TRUE;
}

static gboolean
edit_apply (SftEdit *edit, SftValues *values, GError **error)
{
  for (guint i = 0; i < edit->base->n_params; i++)
    if (!follow_text (edit, i, error))
      return FALSE;
  return apply_resizes (edit, values, error) && apply_wholes (edit, values, error) && apply_cells (edit, values, error)
         && check_below (edit, values, error) && validate (values, error);
}

SftValues *
sft_edit_commit (SftEdit *edit, GError **error)
{
  g_autoptr (SftValues) values = NULL;
  gboolean ok;

  g_return_val_if_fail (edit != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  values = sft_values_copy (edit->base);
  ok = edit_apply (edit, values, error);
  sft_edit_free (edit);
  return ok ? g_steal_pointer (&values) : NULL;
}

/* ---- defaults ---- */

/* The lengths of the initial values become those of the dimensions; apply_wholes() judges them. */
static gboolean
set_initial (SftEdit *edit, GError **error)
{
  SftValues *base = edit->base;

  for (guint i = 0; i < base->n_params; i++)
    {
      const SftParam *param = &base->spec->params[i];
      double fill;

      if (!sft_param_fill (param, &fill, error) || !sft_edit_set_text (edit, param->id, param->initial, error))
        return FALSE;
      base->values[i] = sft_value_copy (&edit->wholes[i]);
    }
  return TRUE;
}

static SftValues *
initial_values (const SftSpec *spec, GError **error)
{
  g_autoptr (SftValues) blank = sft_values_alloc (spec);
  g_autoptr (SftValues) values = NULL;
  g_autoptr (SftEdit) edit = sft_edit_new (blank);

  if (!set_initial (edit, error))
    return NULL;
  values = sft_values_copy (blank);
  if (!apply_wholes (edit, values, error) || !check_below (edit, values, error) || !validate (values, error))
    return NULL;
  return g_steal_pointer (&values);
}

SftValues *
sft_values_new (const SftSpec *spec, const char *const *overrides, GError **error)
{
  g_autoptr (SftValues) values = NULL;
  g_autoptr (SftEdit) edit = NULL;

  g_return_val_if_fail (spec != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  values = initial_values (spec, error);
  if (values == NULL || overrides == NULL)
    return g_steal_pointer (&values);
  edit = sft_edit_new (values);
  for (gsize i = 0; overrides[i] != NULL; i++)
    if (!sft_edit_parse (edit, overrides[i], error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}
