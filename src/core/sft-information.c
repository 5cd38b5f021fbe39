/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-information.h"

#include <math.h>

/* -p log p. */
static double
surprise (double p)
{
  return p > 0 ? -p * log (p) : 0;
}

double
sft_entropy (const double *p, gsize n)
{
  double sum = 0;

  g_return_val_if_fail (p != NULL && n >= 1, NAN);

  for (gsize i = 0; i < n; i++)
    sum += surprise (p[i]);
  return sum;
}

double
sft_binary_entropy (double p)
{
  return surprise (p) + (p < 1 ? -(1 - p) * log1p (-p) : 0);
}

double
sft_cross_entropy (const double *p, const double *q, gsize n)
{
  double sum = 0;

  g_return_val_if_fail (p != NULL && q != NULL && n >= 1, NAN);

  for (gsize i = 0; i < n; i++)
    if (p[i] > 0)
      sum -= p[i] * log (q[i]);
  return sum;
}

/* p log (p / q) - p + q, which is not below 0. */
static double
divergence_term (double p, double q)
{
  if (p == 0)
    return q;
  if (q == 0)
    return INFINITY;
  return MAX (0, p * log (p / q) - p + q);
}

double
sft_kl_divergence (const double *p, const double *q, gsize n)
{
  double sum = 0;

  g_return_val_if_fail (p != NULL && q != NULL && n >= 1, NAN);

  for (gsize i = 0; i < n; i++)
    sum += divergence_term (p[i], q[i]);
  return sum;
}

double
sft_mutual_information (const double *joint, gsize rows, gsize columns)
{
  g_return_val_if_fail (joint != NULL && rows >= 1 && columns >= 1, NAN);

  g_autofree double *row = g_new0 (double, rows);
  g_autofree double *column = g_new0 (double, columns);
  double sum = 0;

  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      {
        row[i] += joint[i * columns + j];
        column[j] += joint[i * columns + j];
      }
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      sum += divergence_term (joint[i * columns + j], row[i] * column[j]);
  return sum;
}

double
sft_nats_to_bits (double nats)
{
  return nats / G_LN2;
}
