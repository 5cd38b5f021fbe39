/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-values.h"

#include <math.h>
#include <string.h>

#define MAX_TRIES 200

static SftKind
cell_kind (const SftParam *param)
{
  return param->kind == SFT_LIST || param->kind == SFT_MATRIX ? param->cell : param->kind;
}

static double
random_cell (const SftValues *values, const SftParam *param)
{
  SftKind kind = cell_kind (param);
  double minimum, maximum, value;

  if (kind == SFT_CHOICE)
    {
      int n = 0;

      while (param->choices[n].id != NULL)
        n++;
      return g_test_rand_int_range (0, n);
    }
  if (kind == SFT_SWITCH)
    return g_test_rand_int_range (0, 2);

  sft_values_range (values, param->id, &minimum, &maximum);
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return minimum;
    case 1:
      return maximum;
    default:
      break;
    }
  if (minimum > 0 && maximum / minimum > 1000)
    value = minimum * exp (g_test_rand_double () * log (maximum / minimum));
  else
    value = g_test_rand_double_range (minimum, maximum);
  value = CLAMP (value, minimum, maximum);
  return kind == SFT_INTEGER ? floor (value) : value;
}

static SftValues *
random_shapes (const SftSpec *spec, SftValues *defaults, GError **error)
{
  SftEdit *edit = sft_edit_new (defaults);

  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    if (!sft_edit_resize (edit, dim->id, g_test_rand_int_range (dim->minimum, dim->maximum + 1), error))
      {
        sft_edit_free (edit);
        return NULL;
      }
  return sft_edit_commit (edit, error);
}

/* Draws all cells of one parameter. */
static double *
draw_cells (const SftValues *shaped, const SftParam *param)
{
  int rows, columns;
  double *cells;

  sft_values_cells (shaped, param->id, &rows, &columns);
  cells = g_new (double, rows *columns);
  for (int i = 0; i < rows * columns; i++)
    cells[i] = random_cell (shaped, param);
  return cells;
}

static gboolean
set_cells (SftEdit *edit, const SftValues *shaped, const SftParam *param, const double *cells, GError **error)
{
  int rows, columns;

  sft_values_cells (shaped, param->id, &rows, &columns);
  for (int i = 0; i < rows * columns; i++)
    if (!sft_edit_set (edit, param->id, i / columns, i % columns, cells[i], error))
      return FALSE;
  return TRUE;
}

/* One transaction with all drawn cells; `drawn` has one array for each parameter, NULL for texts. */
static SftValues *
commit_all (SftValues *shaped, const SftSpec *spec, const GPtrArray *drawn, GError **error)
{
  SftEdit *edit = sft_edit_new (shaped);

  for (guint i = 0; i < drawn->len; i++)
    if (g_ptr_array_index (drawn, i) != NULL
        && !set_cells (edit, shaped, &spec->params[i], g_ptr_array_index (drawn, i), error))
      {
        sft_edit_free (edit);
        return NULL;
      }
  return sft_edit_commit (edit, error);
}

/* Draws again each parameter that a conflict's message names. */
static void
redraw_named (const SftValues *shaped, const SftSpec *spec, GPtrArray *drawn, const char *message)
{
  for (guint i = 0; i < drawn->len; i++)
    {
      gpointer *cells = &g_ptr_array_index (drawn, i);

      if (*cells == NULL || strstr (message, spec->params[i].id) == NULL)
        continue;
      g_free (*cells);
      *cells = draw_cells (shaped, &spec->params[i]);
    }
}

SftValues *
random_values (const SftLab *lab, SftValues *defaults, GError **error)
{
  const SftSpec *spec = &lab->spec;
  g_autoptr (SftValues) shaped = NULL;
  g_autoptr (GPtrArray) drawn = g_ptr_array_new_with_free_func (g_free);

  /* Some lengths do not go with the default of another parameter. */
  for (int tries = 0; tries <= MAX_TRIES && shaped == NULL; tries++)
    shaped = random_shapes (spec, defaults, tries < MAX_TRIES ? NULL : error);
  if (shaped == NULL)
    return NULL;
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    g_ptr_array_add (drawn, param->kind == SFT_TEXT ? NULL : draw_cells (shaped, param));

  for (int tries = 0;; tries++)
    {
      g_autoptr (GError) conflict = NULL;
      SftValues *values = commit_all (shaped, spec, drawn, &conflict);

      if (values != NULL)
        return values;
      if (tries == MAX_TRIES || !g_error_matches (conflict, SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&conflict));
          return NULL;
        }
      redraw_named (shaped, spec, drawn, conflict->message);
    }
}
