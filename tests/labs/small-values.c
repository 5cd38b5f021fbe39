/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "small-values.h"

static double
small_cell (const SftValues *values, const SftParam *param, SmallSize size)
{
  double minimum, maximum, value;

  sft_values_range (values, param->id, &minimum, &maximum);
  value = size == SMALL_ONE ? 1 : size == SMALL_RANDOM ? minimum + g_test_rand_int_range (0, 3) : minimum;
  return CLAMP (value, minimum, maximum);
}

gboolean
is_counted (const SftParam *param)
{
  return (param->kind == SFT_INTEGER || param->cell == SFT_INTEGER || param->cell == SFT_SWITCH)
         && !g_str_equal (param->id, "seed");
}

int
n_choices (const SftParam *param)
{
  int n = param->kind == SFT_SWITCH ? 2 : 0;

  while (param->kind == SFT_CHOICE && param->choices[n].id != NULL)
    n++;
  return n;
}

static SftValues *
commit (SftValues *before, SftEdit *edit)
{
  SftValues *values = sft_edit_commit (edit, NULL);

  return values != NULL ? values : sft_values_ref (before);
}

SftValues *
small_length (SftValues *values, const SftDim *dim, SmallSize size)
{
  SftEdit *edit = sft_edit_new (values);
  int length = size == SMALL_RANDOM ? dim->minimum + g_test_rand_int_range (0, 3) : MAX (dim->minimum, 1);

  sft_edit_resize (edit, dim->id, MIN (length, dim->maximum), NULL);
  return commit (values, edit);
}

SftValues *
small_count (SftValues *values, const SftParam *param, SmallSize size)
{
  SftEdit *edit = sft_edit_new (values);
  int rows, columns;

  sft_values_cells (values, param->id, &rows, &columns);
  for (int i = 0; i < rows * columns; i++)
    sft_edit_set (edit, param->id, i / columns, i % columns, small_cell (values, param, size), NULL);
  return commit (values, edit);
}

SftValues *
with_choice (SftValues *values, const SftParam *param, int choice)
{
  SftEdit *edit = sft_edit_new (values);

  sft_edit_set (edit, param->id, 0, 0, choice, NULL);
  return commit (values, edit);
}

static void
replace (SftValues **values, SftValues *next)
{
  sft_values_unref (*values);
  *values = next;
}

SftValues *
small_values (SftValues *values, SmallSize lengths, SmallSize counts)
{
  const SftSpec *spec = sft_values_spec (values);
  SftValues *small = sft_values_ref (values);

  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL && lengths != SMALL_NOT; dim++)
    replace (&small, small_length (small, dim, lengths));
  for (const SftParam *param = spec->params; param->id != NULL && counts != SMALL_NOT; param++)
    if (is_counted (param))
      replace (&small, small_count (small, param, counts));
  return small;
}

SftValues *
small_random_values (SftValues *values)
{
  const SftSpec *spec = sft_values_spec (values);
  SftValues *small = small_values (values, SMALL_RANDOM, g_test_rand_bit () ? SMALL_RANDOM : SMALL_ONE);

  for (const SftParam *param = spec->params; param->id != NULL; param++)
    if (n_choices (param) > 0)
      replace (&small, with_choice (small, param, g_test_rand_int_range (0, n_choices (param))));
    else if (is_counted (param) && g_test_rand_int_range (0, 3) == 0)
      replace (&small, small_count (small, param, SMALL_RANDOM));
  return small;
}
