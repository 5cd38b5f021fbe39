/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-curves.h"

#include <math.h>

double
sft_loss_curve_at (const SftLossCurve *curve, double step)
{
  double past;

  g_return_val_if_fail (curve != NULL, NAN);

  past = step - curve->onset;
  if (past < 0)
    past = 0;
  return curve->amplitude * exp (-step / curve->decay) + curve->floor + curve->slope * past;
}

gsize
sft_first_minimum (const double *values, gsize n)
{
  gsize best = n;

  g_return_val_if_fail (values != NULL && n >= 1, n);

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]) && (best == n || values[i] < values[best]))
      best = i;
  return best;
}

double
sft_feedback_safety (double base, double gain, double time, double round)
{
  return base + gain * (1 - exp (-round / time));
}

double
sft_feedback_helpfulness (double base, double cost, double recovery, double round)
{
  return base - cost * round + recovery * sqrt (round);
}

void
sft_linspace (double low, double high, gsize n, double *out)
{
  double step = n > 1 ? (high - low) / (double)(n - 1) : 0;

  g_return_if_fail (n == 0 || out != NULL);

  for (gsize i = 0; i < n; i++)
    out[i] = low + (double)i * step;
  if (n > 1)
    out[n - 1] = high;
}
