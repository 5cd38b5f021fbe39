/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-quadrature.h"

static double
power (double x, gconstpointer data)
{
  return pow (x, *(const int *)data);
}

static double
density (double x, gconstpointer data)
{
  double mean = *(const double *)data;

  return exp (-0.5 * (x - mean) * (x - mean)) / sqrt (2 * G_PI);
}

static double
shifted (double x, gconstpointer data)
{
  return x * density (x, data);
}

/* x^2 by two trapezoids: (0 + 1/4) / 4 + (1/4 + 1) / 4. */
static void
test_trapezoid (void)
{
  int two = 2;

  g_assert_cmpfloat (fabs (sft_trapezoid (power, &two, 0, 1, 3) - 0.375), <, 1e-16);
  g_assert_cmpfloat (fabs (sft_trapezoid (power, &two, 0, 1, 2) - 0.5), <, 1e-16);
}

/* Exact up to degree 255: the integral of x^k is (b^(k+1) - a^(k+1)) / (k + 1). */
static void
test_gauss_legendre (void)
{
  for (int k = 0; k < 256; k++)
    g_assert_cmpfloat (fabs ((k + 1) * sft_gauss_legendre (power, &k, 0, 1) - 1), <, 1e-12);
  for (int i = 0; i < 10000; i++)
    {
      double low = g_test_rand_double_range (-1, 1), high = g_test_rand_double_range (-1, 1);
      int k = g_test_rand_int_range (0, 20);
      double exact = (pow (high, k + 1) - pow (low, k + 1)) / (k + 1);

      /* Values of at most 1 over a width of at most 2. */
      g_assert_cmpfloat (fabs (sft_gauss_legendre (power, &k, low, high) - exact), <, 1e-13);
    }
}

/* Both rules against the normal law: total 1, mean as given, and against the error function. */
static void
test_normal (void)
{
  for (int i = 0; i < 10000; i++)
    {
      double mean = g_test_rand_double_range (-3, 3), t = g_test_rand_double_range (0.05, 4);
      double exact = 0.5 * (erf ((t - mean) / G_SQRT2) - erf ((-t - mean) / G_SQRT2));

      g_assert_cmpfloat (fabs (sft_gauss_legendre (density, &mean, -t, t) - exact), <, 1e-13);
      if (i < 100) /* 4,001 points each */
        {
          /* Beyond ten standard deviations lies 1.5e-23. */
          g_assert_cmpfloat (fabs (sft_trapezoid (density, &mean, mean - 10, mean + 10, 4001) - 1), <, 1e-13);
          g_assert_cmpfloat (fabs (sft_trapezoid (shifted, &mean, mean - 10, mean + 10, 4001) - mean), <, 1e-13);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quadrature/trapezoid", test_trapezoid);
  g_test_add_func ("/quadrature/gauss-legendre", test_gauss_legendre);
  g_test_add_func ("/quadrature/normal", test_normal);
  return g_test_run ();
}
