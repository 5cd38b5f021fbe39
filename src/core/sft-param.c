/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-param-private.h"

#include "sft-text.h"

#include <math.h>
#include <string.h>

/* ---- errors ---- */

typedef struct
{
  char *id;
  int row, column;
} SftParamErrorPrivate;

static void
sft_param_error_private_init (SftParamErrorPrivate *priv)
{
  priv->id = NULL;
  priv->row = priv->column = -1;
}

static void
sft_param_error_private_copy (const SftParamErrorPrivate *source, SftParamErrorPrivate *copy)
{
  copy->id = g_strdup (source->id);
  copy->row = source->row;
  copy->column = source->column;
}

static void
sft_param_error_private_clear (SftParamErrorPrivate *priv)
{
  g_free (priv->id);
}

/* GLib keeps the private part in front of the error, at a distance that is a multiple of its alignment. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (SftParamError, sft_param_error)
#pragma GCC diagnostic pop

const char *
sft_param_error_get_id (const GError *error, int *row, int *column)
{
  const SftParamErrorPrivate *priv;

  if (row != NULL)
    *row = -1;
  if (column != NULL)
    *column = -1;
  g_return_val_if_fail (error != NULL, NULL);
  if (error->domain != SFT_PARAM_ERROR)
    return NULL;
  priv = sft_param_error_get_private (error);
  if (row != NULL)
    *row = priv->row;
  if (column != NULL)
    *column = priv->column;
  return priv->id;
}

void
sft_param_error_set (GError **error, SftParamError code, const char *id, int row, int column, const char *format, ...)
{
  g_autofree char *message = NULL;
  SftParamErrorPrivate *priv;
  va_list args;

  g_return_if_fail (error == NULL || *error == NULL);
  if (error == NULL)
    return;
  va_start (args, format);
  message = sft_format_c_va (format, args);
  va_end (args);
  g_set_error_literal (error, SFT_PARAM_ERROR, (int)code, message);
  priv = sft_param_error_get_private (*error);
  priv->id = g_strdup (id);
  priv->row = row;
  priv->column = column;
}

/* ---- specifications ---- */

const char *
sft_kind_name (SftKind kind)
{
  static const char *const names[] = { "real", "integer", "switch", "choice", "list", "matrix", "text" };

  g_return_val_if_fail ((gsize)kind < G_N_ELEMENTS (names), NULL);
  return names[kind];
}

int
sft_spec_index (const SftSpec *spec, const char *id)
{
  for (int i = 0; spec->params[i].id != NULL; i++)
    if (strcmp (spec->params[i].id, id) == 0)
      return i;
  return -1;
}

int
sft_spec_dim_index (const SftSpec *spec, const char *dim)
{
  for (int i = 0; spec->dims != NULL && spec->dims[i].id != NULL; i++)
    if (strcmp (spec->dims[i].id, dim) == 0)
      return i;
  return -1;
}

const SftParam *
sft_spec_find (const SftSpec *spec, const char *id)
{
  int i;

  g_return_val_if_fail (spec != NULL && id != NULL, NULL);
  i = sft_spec_index (spec, id);
  return i < 0 ? NULL : &spec->params[i];
}

const SftDim *
sft_spec_find_dim (const SftSpec *spec, const char *id)
{
  int i;

  g_return_val_if_fail (spec != NULL && id != NULL, NULL);
  i = sft_spec_dim_index (spec, id);
  return i < 0 ? NULL : &spec->dims[i];
}

gboolean
sft_param_is_grid (const SftParam *param)
{
  return param->kind == SFT_LIST || param->kind == SFT_MATRIX;
}

SftKind
sft_param_cell_kind (const SftParam *param)
{
  return sft_param_is_grid (param) ? param->cell : param->kind;
}

void
sft_param_limits (const SftParam *param, double *minimum, double *maximum)
{
  *minimum = param->minimum;
  *maximum = param->maximum;
  switch (sft_param_cell_kind (param))
    {
    case SFT_SWITCH:
      *minimum = 0;
      *maximum = 1;
      break;
    case SFT_CHOICE:
      *minimum = 0;
      *maximum = -1;
      for (const SftChoice *choice = param->choices; choice->id != NULL; choice++)
        *maximum += 1;
      break;
    case SFT_TEXT:
      *minimum = 0;
      break;
    default:
      break;
    }
}

const char *
sft_param_axis_dim (const SftParam *param, int axis)
{
  if (!sft_param_is_grid (param))
    return NULL;
  if (axis == 0)
    return param->rows;
  return param->kind == SFT_MATRIX ? param->columns : NULL;
}

/* ---- single values ---- */

void
sft_value_clear (SftValue *value)
{
  g_clear_pointer (&value->cells, g_free);
  g_clear_pointer (&value->text, g_free);
  value->rows = value->columns = 0;
}

SftValue
sft_value_copy (const SftValue *value)
{
  SftValue copy = { value->rows, value->columns, NULL, g_strdup (value->text) };

  if (value->cells != NULL)
    copy.cells = g_memdup2 (value->cells, (gsize)value->rows * (gsize)value->columns * sizeof (double));
  return copy;
}

void
sft_value_resize (SftValue *value, int rows, int columns, double fill)
{
  double *cells = g_new (double, (gsize)rows *(gsize)columns);

  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++)
      cells[i * columns + j] = i < value->rows && j < value->columns ? value->cells[i * value->columns + j] : fill;
  g_free (value->cells);
  value->cells = cells;
  value->rows = rows;
  value->columns = columns;
}

/* ---- values ---- */

SftValues *
sft_values_alloc (const SftSpec *spec)
{
  SftValues *values = g_new0 (SftValues, 1);

  g_atomic_ref_count_init (&values->refs);
  values->spec = spec;
  while (spec->params[values->n_params].id != NULL)
    values->n_params++;
  while (spec->dims != NULL && spec->dims[values->n_dims].id != NULL)
    values->n_dims++;
  values->values = g_new0 (SftValue, values->n_params);
  values->dims = g_new0 (int, values->n_dims);
  return values;
}

SftValues *
sft_values_copy (const SftValues *values)
{
  SftValues *copy = sft_values_alloc (values->spec);

  for (guint i = 0; i < values->n_params; i++)
    copy->values[i] = sft_value_copy (&values->values[i]);
  for (guint i = 0; i < values->n_dims; i++)
    copy->dims[i] = values->dims[i];
  return copy;
}

SftValues *
sft_values_ref (SftValues *values)
{
  g_return_val_if_fail (values != NULL, NULL);
  g_atomic_ref_count_inc (&values->refs);
  return values;
}

void
sft_values_unref (SftValues *values)
{
  g_return_if_fail (values != NULL);
  if (!g_atomic_ref_count_dec (&values->refs))
    return;
  for (guint i = 0; i < values->n_params; i++)
    sft_value_clear (&values->values[i]);
  g_free (values->values);
  g_free (values->dims);
  g_free (values);
}

const SftSpec *
sft_values_spec (const SftValues *values)
{
  g_return_val_if_fail (values != NULL, NULL);
  return values->spec;
}

static const SftValue *
find_value (const SftValues *values, const char *id, const SftParam **param)
{
  int i;

  g_assert (values != NULL && id != NULL);
  i = sft_spec_index (values->spec, id);
  if (i < 0)
    g_error ("no parameter \"%s\"", id);
  if (param != NULL)
    *param = &values->spec->params[i];
  return &values->values[i];
}

double
sft_values_get (const SftValues *values, const char *id)
{
  const SftParam *param;
  const SftValue *value = find_value (values, id, &param);

  g_assert (!sft_param_is_grid (param) && param->kind != SFT_TEXT);
  return value->cells[0];
}

const char *
sft_values_choice (const SftValues *values, const char *id)
{
  const SftParam *param;
  const SftValue *value = find_value (values, id, &param);

  g_assert (param->kind == SFT_CHOICE);
  return param->choices[(int)value->cells[0]].id;
}

const double *
sft_values_cells (const SftValues *values, const char *id, int *rows, int *columns)
{
  const SftValue *value = find_value (values, id, NULL);

  g_assert (value->cells != NULL);
  if (rows != NULL)
    *rows = value->rows;
  if (columns != NULL)
    *columns = value->columns;
  return value->cells;
}

const char *
sft_values_text (const SftValues *values, const char *id)
{
  const SftValue *value = find_value (values, id, NULL);

  g_assert (value->text != NULL);
  return value->text;
}

int
sft_values_dim (const SftValues *values, const char *dim)
{
  int i;

  g_assert (values != NULL && dim != NULL);
  i = sft_spec_dim_index (values->spec, dim);
  if (i < 0)
    g_error ("no dimension \"%s\"", dim);
  return values->dims[i];
}

void
sft_values_range (const SftValues *values, const char *id, double *minimum, double *maximum)
{
  const SftParam *param;
  double low, high;

  find_value (values, id, &param);
  sft_param_limits (param, &low, &high);
  if (param->below != NULL)
    high = fmin (high, sft_values_dim (values, param->below) - 1);
  if (minimum != NULL)
    *minimum = low;
  if (maximum != NULL)
    *maximum = high;
}

static gboolean
same_value (const SftValue *a, const SftValue *b)
{
  if (a->rows != b->rows || a->columns != b->columns || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;
  for (int i = 0; a->cells != NULL && i < a->rows * a->columns; i++)
    if (a->cells[i] != b->cells[i])
      return FALSE;
  return TRUE;
}

gboolean
sft_values_same (const SftValues *a, const SftValues *b, const char *id)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  if (a == b)
    return TRUE;
  if (a->spec != b->spec)
    return FALSE;
  if (id != NULL)
    return same_value (find_value (a, id, NULL), find_value (b, id, NULL));
  for (guint i = 0; i < a->n_params; i++)
    if (!same_value (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

char *
sft_values_format (const SftValues *values, const char *id)
{
  const SftParam *param;
  const SftValue *value = find_value (values, id, &param);

  return sft_value_format (param, value);
}

void
sft_values_write (const SftValues *values, const char *id, SftJson *json)
{
  const SftParam *param;
  const SftValue *value = find_value (values, id, &param);

  switch (param->kind)
    {
    case SFT_REAL:
    case SFT_INTEGER:
      sft_json_number (json, value->cells[0]);
      break;
    case SFT_SWITCH:
      sft_json_boolean (json, value->cells[0] != 0);
      break;
    case SFT_CHOICE:
      sft_json_string (json, param->choices[(int)value->cells[0]].id);
      break;
    case SFT_LIST:
      sft_json_numbers (json, value->cells, (gsize)value->rows);
      break;
    case SFT_MATRIX:
      sft_json_begin_array (json);
      for (int i = 0; i < value->rows; i++)
        sft_json_numbers (json, value->cells + i * value->columns, (gsize)value->columns);
      sft_json_end_array (json);
      break;
    case SFT_TEXT:
      sft_json_string (json, value->text);
      break;
    default:
      g_assert_not_reached ();
    }
}
