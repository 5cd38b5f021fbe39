/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Householder's reflections (Golub and Van Loan, Matrix Computations, section 5.1) turn the first vectors into a
 * triangle; what they turn the last one into then has its part inside their span in front. Reflections lose no
 * accuracy, however close the vectors are. */
#include "config.h"

#include "sft-span.h"

#include <math.h>

/* So many vectors are reflected at a time, two in each register. Their sums do not wait for each other, and each of
 * them is added up in the order of its coordinates: the numbers are those of one vector after the other. */
#define LANES 8
typedef double Pair __attribute__ ((vector_size (2 * sizeof (double)), aligned (sizeof (double)), may_alias));

/* columns holds coordinate i of LANES vectors at i * stride; v the reflecting vector. Written out, since gcc -O2 would
 * keep an array of sums in memory. */
static void
reflect_lanes (double *columns, gsize stride, const double *v, gsize n, double half)
{
  Pair a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      const Pair *at = (const Pair *)(columns + i * stride);

      a += v[i] * at[0];
      b += v[i] * at[1];
      c += v[i] * at[2];
      d += v[i] * at[3];
    }
  a /= half;
  b /= half;
  c /= half;
  d /= half;
  for (gsize i = 0; i < n; i++)
    {
      Pair *at = (Pair *)(columns + i * stride);

      at[0] -= a * v[i];
      at[1] -= b * v[i];
      at[2] -= c * v[i];
      at[3] -= d * v[i];
    }
}

/* Reflects so that column j has nothing below its coordinate j. Columns before it are done with: that the first lanes
 * may change them does not matter. */
static void
reflect (double *columns, gsize stride, gsize dimension, gsize j, double *v)
{
  double square = 0, half;

  for (gsize i = j; i < dimension; i++)
    {
      v[i] = columns[i * stride + j];
      square += v[i] * v[i];
    }
  v[j] += copysign (sqrt (square), v[j]);
  half = fabs (v[j]) * sqrt (square); /* half of the reflecting vector's square */
  if (half > 0)
    for (gsize k = (j + 1) / LANES * LANES; k < stride; k += LANES)
      reflect_lanes (columns + j * stride + k, stride, v + j, dimension - j, half);
}

void
sft_span_shares (const double *rows, gsize n, gsize dimension, double *shares)
{
  /* From `dimension` on no vector adds anything. */
  gsize used = MIN (n, dimension), stride = (used + LANES) / LANES * LANES;
  g_autofree double *columns = g_new0 (double, dimension *stride);
  g_autofree double *v = g_new (double, dimension);
  double total = 0, inside = 0;

  g_return_if_fail (rows != NULL && shares != NULL && dimension > 0);
  for (gsize k = 0; k <= used; k++)
    for (gsize i = 0; i < dimension; i++)
      columns[i * stride + k] = rows[(k < used ? k : n) * dimension + i];
  for (gsize j = 0; j < used; j++)
    reflect (columns, stride, dimension, j, v);
  for (gsize i = 0; i < dimension; i++)
    total += columns[i * stride + used] * columns[i * stride + used];
  shares[0] = 0;
  for (gsize j = 1; j <= n; j++)
    {
      if (j <= dimension)
        inside += columns[(j - 1) * stride + used] * columns[(j - 1) * stride + used];
      shares[j] = j < dimension ? inside / total : 1;
    }
}
