/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-hit-value.h"

#include <math.h>

const SftParam *
sft_hit_param (SftDemoState *state, const SftHit *hit)
{
  if (state == NULL || hit->bind.gesture == SFT_GESTURE_NONE)
    return NULL;
  return sft_spec_find (&sft_demo_state_get_lab (state)->spec, hit->bind.param);
}

gboolean
sft_hit_has_cell (SftDemoState *state, const SftHit *hit)
{
  int rows, columns;
  if (sft_hit_param (state, hit) == NULL)
    return FALSE;
  sft_values_cells (sft_demo_state_get_values (state), hit->bind.param, &rows, &columns);
  return hit->param_row >= 0 && hit->param_row < rows && hit->param_column >= 0 && hit->param_column < columns;
}

double
sft_hit_value (SftDemoState *state, const SftHit *hit)
{
  return sft_demo_state_peek (state, hit->bind.param, hit->param_row, hit->param_column);
}

/* As a person would have typed it: within the range, with the decimals that the parameter's control shows. */
static double
tidy (SftDemoState *state, const SftHit *hit, double value)
{
  const SftParam *param = sft_hit_param (state, hit);
  double minimum, maximum;
  SftKind kind = param->kind == SFT_LIST || param->kind == SFT_MATRIX ? param->cell : param->kind;
  sft_values_range (sft_demo_state_get_values (state), param->id, &minimum, &maximum);
  value = CLAMP (value, minimum, maximum);
  if (kind != SFT_REAL)
    return round (value);
  g_autofree char *text = sft_format_c ("%.*f", param->digits, value);
  return CLAMP (g_ascii_strtod (text, NULL), minimum, maximum);
}

void
sft_hit_set_value (SftDemoState *state, const SftHit *hit, double value)
{
  if (!isfinite (value))
    return;
  value = tidy (state, hit, value);
  if (value != sft_hit_value (state, hit))
    sft_demo_state_set (state, hit->bind.param, hit->param_row, hit->param_column, value);
}
