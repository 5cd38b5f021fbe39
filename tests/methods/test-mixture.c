/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-mixture.h"

#define MAX_TASKS 12

static void
assert_close (double actual, double expected, double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("%.17g, expected %.17g", actual, expected);
}

/* FLAN's rate maximum of 3,000 (Wei et al. 2022, section 2.1) over five sizes, worked by hand: 1 and four times 3
 * thirteenths; H = ln 13 - 12/13 ln 3. */
static void
test_cap (void)
{
  static const double sizes[] = { 1000, 3000, 10000, 30000, 100000 };
  double rates[5];

  sft_mixture_rates (sizes, 5, 3000, 1, rates);
  for (int i = 0; i < 5; i++)
    assert_close (rates[i], (i == 0 ? 1 : 3) / 13.0, 1e-16);
  assert_close (sft_mixture_effective (rates, 5), 13 / pow (3, 12.0 / 13), 1e-14);
  assert_close (sft_mixture_simpson (rates, 5), 169.0 / 37, 1e-14);
}

static void
test_shares (void)
{
  static const double rates[] = { 0.25, 0.75 }, lengths[] = { 300, 100 };
  double shares[2];

  sft_mixture_token_shares (rates, lengths, 2, shares);
  assert_close (shares[0], 0.5, 0);
  assert_close (shares[1], 0.5, 0);
}

/* A rate of 0 is no task. */
static void
test_zero (void)
{
  static const double rates[] = { 0, 1, 0 };

  assert_close (sft_mixture_effective (rates, 3), 1, 0);
  assert_close (sft_mixture_simpson (rates, 3), 1, 0);
}

static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize n = (gsize)g_test_rand_int_range (1, MAX_TASKS + 1);
      double sizes[MAX_TASKS], rates[MAX_TASKS], uniform[MAX_TASKS], least = INFINITY, sum = 0, total = 0;
      double cap = exp (g_test_rand_double_range (0, 16)), exponent = g_test_rand_double ();

      for (gsize k = 0; k < n; k++)
        {
          sizes[k] = exp (g_test_rand_double_range (0, 16));
          least = MIN (least, sizes[k]);
          total += sizes[k];
        }
      sft_mixture_rates (sizes, n, cap, exponent, rates);
      for (gsize k = 0; k < n; k++)
        sum += rates[k];
      /* Sums of at most twelve numbers of at most 1. */
      assert_close (sum, 1, 1e-14);
      g_assert_cmpfloat (sft_mixture_simpson (rates, n), <=, sft_mixture_effective (rates, n) + 1e-12);
      g_assert_cmpfloat (sft_mixture_effective (rates, n), <=, n + 1e-12);
      g_assert_cmpfloat (sft_mixture_simpson (rates, n), >=, 1 - 1e-12);

      /* A cap below every size, and exponent 0, both make all rates equal. */
      sft_mixture_rates (sizes, n, least / 2, exponent, uniform);
      assert_close (sft_mixture_effective (uniform, n), n, 1e-12);
      sft_mixture_rates (sizes, n, cap, 0, uniform);
      assert_close (sft_mixture_simpson (uniform, n), n, 1e-12);
      /* A cap above every size leaves the proportions. */
      sft_mixture_rates (sizes, n, 1e9, 1, uniform);
      for (gsize k = 0; k < n; k++)
        assert_close (uniform[k], sizes[k] / total, 1e-14);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mixture/cap", test_cap);
  g_test_add_func ("/mixture/shares", test_shares);
  g_test_add_func ("/mixture/zero", test_zero);
  g_test_add_func ("/mixture/random", test_random);
  return g_test_run ();
}
