/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-stopping.h"

#include <math.h>

double
sft_quadratic_u (const SftQuadratic *quadratic, double step)
{
  return exp (step * log1p (-quadratic->shrinkage));
}

double
sft_quadratic_risk (const SftQuadratic *quadratic, double step)
{
  double u = sft_quadratic_u (quadratic, step);

  return quadratic->signal * u * u + quadratic->noise * (1 - u) * (1 - u);
}

double
sft_quadratic_train (const SftQuadratic *quadratic, double step)
{
  double u = sft_quadratic_u (quadratic, step);

  return (quadratic->signal + quadratic->noise) * u * u;
}

double
sft_quadratic_optimal_u (const SftQuadratic *quadratic)
{
  return quadratic->noise / (quadratic->signal + quadratic->noise);
}

double
sft_quadratic_optimal_step (const SftQuadratic *quadratic)
{
  return log (sft_quadratic_optimal_u (quadratic)) / log1p (-quadratic->shrinkage);
}

double
sft_quadratic_minimum_risk (const SftQuadratic *quadratic)
{
  return quadratic->signal * sft_quadratic_optimal_u (quadratic);
}

SftStopping
sft_stop_early (const double *values, gsize n, int interval, int patience)
{
  SftStopping result = { 0, 0 };
  double best = INFINITY;
  int waited = 0;

  g_return_val_if_fail (interval >= 1 && patience >= 1, result);

  for (gsize step = interval; step <= n; step += interval)
    {
      double value = values[step - 1];

      if (value < best)
        {
          best = value;
          result.best_evaluated_step = (int)step;
          waited = 0;
        }
      else if (++waited == patience)
        {
          result.stop_step = (int)step;
          break;
        }
    }
  return result;
}
