/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-span.h"

#define MAX_ROWS 65
#define MAX_DIMENSION 64

static void
assert_close (double actual, double expected, double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("%.17g, expected %.17g", actual, expected);
}

/* (3, 4, 12) has 9, 25 and 169 of its 169 in the span of the first axes; by hand. */
static void
test_axes (void)
{
  static const double rows[] = { 2, 0, 0, 5, 1, 0, 7, 7, 7, 3, 4, 12 };
  double shares[4];

  sft_span_shares (rows, 3, 3, shares);
  assert_close (shares[0], 0, 0);
  assert_close (shares[1], 9.0 / 169, 1e-16);
  assert_close (shares[2], 25.0 / 169, 1e-16);
  assert_close (shares[3], 1, 0);
}

/* A vector in the plane of two others lies in their span, though they are all but parallel. */
static void
test_close (void)
{
  static const double rows[] = { 1, 1, 1, 1, 1, 1 + 1e-7, 2, 2, 3 };
  double shares[3];

  sft_span_shares (rows, 2, 3, shares);
  assert_close (shares[1], 49.0 / 51, 1e-15); /* (2 + 2 + 3)^2 / (3 * 17) */
  assert_close (shares[2], 1, 1e-14);
}

/* One vector after the other, as it is written down. */
static void
shares_one_by_one (double *rows, gsize n, gsize dimension, double *shares)
{
  double total = 0, inside = 0;

  for (gsize j = 0; j < MIN (n, dimension); j++)
    {
      double *v = rows + j * dimension, square = 0, half;

      for (gsize i = j; i < dimension; i++)
        square += v[i] * v[i];
      v[j] += copysign (sqrt (square), v[j]);
      half = fabs (v[j]) * sqrt (square);
      for (gsize k = j + 1; k <= n; k++)
        {
          double *row = rows + k * dimension, product = 0;

          for (gsize i = j; i < dimension; i++)
            product += v[i] * row[i];
          product /= half;
          for (gsize i = j; i < dimension; i++)
            row[i] -= product * v[i];
        }
    }
  for (gsize i = 0; i < dimension; i++)
    total += rows[n * dimension + i] * rows[n * dimension + i];
  shares[0] = 0;
  for (gsize j = 1; j <= n; j++)
    {
      inside += j <= dimension ? rows[n * dimension + j - 1] * rows[n * dimension + j - 1] : 0;
      shares[j] = j < dimension ? inside / total : 1;
    }
}

/* The same bits as one by one; between 0 and 1, rising; not moved by scaling a vector by a power of two. */
static void
test_random (void)
{
  for (int round = 0; round < 2000; round++)
    {
      gsize n = (gsize)g_test_rand_int_range (0, MAX_ROWS), d = (gsize)g_test_rand_int_range (1, MAX_DIMENSION + 1);
      g_autofree double *rows = g_new (double, (n + 1) * d);
      double shares[MAX_ROWS], plain[MAX_ROWS], scaled[MAX_ROWS];

      for (gsize i = 0; i < (n + 1) * d; i++)
        rows[i] = g_test_rand_double_range (-1, 1);
      sft_span_shares (rows, n, d, shares);
      for (gsize i = n * d; i < (n + 1) * d; i++)
        rows[i] *= 1024;
      sft_span_shares (rows, n, d, scaled);
      for (gsize i = n * d; i < (n + 1) * d; i++)
        rows[i] /= 1024;
      shares_one_by_one (rows, n, d, plain);
      for (gsize j = 0; j <= n; j++)
        {
          assert_close (shares[j], plain[j], 0);
          assert_close (scaled[j], shares[j], 0);
          g_assert_true (shares[j] >= (j > 0 ? shares[j - 1] : 0) && shares[j] <= 1 + 1e-15);
          g_assert_true (j < d || shares[j] == 1);
        }
    }
}

static double
dot (const double *a, const double *b, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* What it is by another way: Gram and Schmidt make the first vectors orthogonal, in two passes, as one is not enough
 * for vectors that are close; then each has its own part of the last one. */
static void
test_projections (void)
{
  for (int round = 0; round < 500; round++)
    {
      gsize d = (gsize)g_test_rand_int_range (2, 20), n = (gsize)g_test_rand_int_range (1, (gint)d);
      g_autofree double *rows = g_new (double, (n + 1) * d);
      double shares[20], inside = 0, *last = rows + n * d;

      for (gsize i = 0; i < (n + 1) * d; i++)
        rows[i] = g_test_rand_double_range (-1, 1);
      sft_span_shares (rows, n, d, shares);
      for (gsize k = 0; k < n; k++)
        {
          double *row = rows + k * d, product;

          for (gsize pass = 0; pass < 2 * k; pass++)
            {
              const double *other = rows + pass % k * d;

              product = dot (row, other, d) / dot (other, other, d);
              for (gsize i = 0; i < d; i++)
                row[i] -= product * other[i];
            }
          product = dot (row, last, d);
          inside += product * product / dot (row, row, d);
          /* Rounding grows with how close the vectors are, which at random is hardly ever below 1e-4. */
          assert_close (shares[k + 1], inside / dot (last, last, d), 1e-9);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/axes", test_axes);
  g_test_add_func ("/span/close", test_close);
  g_test_add_func ("/span/random", test_random);
  g_test_add_func ("/span/projections", test_projections);
  return g_test_run ();
}
