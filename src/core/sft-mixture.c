/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-mixture.h"

#include <math.h>

static void
normalize (double *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  for (gsize i = 0; i < n; i++)
    values[i] /= sum;
}

void
sft_mixture_rates (const double *sizes, gsize n, double cap, double exponent, double *rates)
{
  g_return_if_fail (n >= 1 && cap > 0);

  for (gsize i = 0; i < n; i++)
    rates[i] = pow (MIN (sizes[i], cap), exponent);
  normalize (rates, n);
}

double
sft_mixture_effective (const double *rates, gsize n)
{
  double entropy = 0;

  for (gsize i = 0; i < n; i++)
    if (rates[i] > 0)
      entropy -= rates[i] * log (rates[i]);
  return exp (entropy);
}

double
sft_mixture_simpson (const double *rates, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += rates[i] * rates[i];
  return 1 / sum;
}

void
sft_mixture_token_shares (const double *rates, const double *lengths, gsize n, double *shares)
{
  for (gsize i = 0; i < n; i++)
    shares[i] = rates[i] * lengths[i];
  normalize (shares, n);
}
