/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-interval.h"

#include <math.h>

double
sft_normal_cdf (double x)
{
  return 0.5 * erfc (-x * G_SQRT2 / 2);
}

double
sft_logit (double p)
{
  return log (p) - log1p (-p);
}

void
sft_wilson (double successes, double n, double z, double *low, double *high)
{
  double share, center, half, scale;

  g_return_if_fail (low != NULL && high != NULL);

  *low = *high = NAN;
  if (!(n > 0))
    return;
  share = successes / n;
  scale = 1 + z * z / n;
  center = (share + z * z / (2 * n)) / scale;
  half = z * sqrt (share * (1 - share) / n + z * z / (4 * n * n)) / scale;
  /* At the ends the bound is exact, and rounding must not make it a tiny number. */
  *low = successes <= 0 ? 0 : center - half;
  *high = successes >= n ? 1 : center + half;
}

double
sft_bradley_terry (double wins, double losses)
{
  return log (wins / losses);
}

double
sft_elo (double rate)
{
  return 400 / G_LN10 * sft_logit (rate);
}

double
sft_elo_rate (double elo)
{
  return 1 / (1 + exp (-elo * G_LN10 / 400));
}

double
sft_best_of_quantile (double n)
{
  return n / (n + 1);
}

double
sft_best_of_kl (double n)
{
  return log (n) - (n - 1) / n;
}
