/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <float.h>
#include <math.h>

#include "sft-interval.h"

static void
assert_close (double actual, double expected, double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("%.17g is not %.17g", actual, expected);
}

/* Q(x) = phi(x) / (x + 1 / (x + 2 / (x + 3 / ...))), Abramowitz and Stegun 26.2.14. */
static double
tail_by_fraction (double x)
{
  double fraction = x;

  for (int i = 400; i >= 1; i--)
    fraction = x + i / fraction;
  return exp (-0.5 * x * x) / sqrt (2 * G_PI) / fraction;
}

/* Abramowitz and Stegun, table 26.1, has P(1) with 15 digits; SFT_Z_95 is by definition the 97.5 % point. */
static void
test_normal (void)
{
  assert_close (sft_normal_cdf (SFT_Z_95), 0.975, 1e-15);
  assert_close (sft_normal_cdf (0), 0.5, 0);
  assert_close (sft_normal_cdf (1), 0.841344746068543, 5e-16);
  g_assert_cmpfloat (sft_normal_cdf (-INFINITY), ==, 0);
  g_assert_cmpfloat (sft_normal_cdf (INFINITY), ==, 1);
  for (int i = 0; i < 10000; i++)
    {
      double x = g_test_rand_double_range (1, 30);

      /* Rounding of x^2 / 2 below 450. */
      assert_close (sft_normal_cdf (-x) / tail_by_fraction (x), 1, 1e-12);
      assert_close (sft_normal_cdf (-x) + sft_normal_cdf (x), 1, 1e-15);
    }
}

/* Newcombe (1998, Statistics in Medicine 17, 857-872), table I, method 3: four decimals. */
static void
test_wilson_published (void)
{
  static const double published[][4] = {
    { 81, 263, 0.2553, 0.3662 }, { 15, 148, 0.0624, 0.1605 }, { 0, 20, 0, 0.1611 }, { 1, 29, 0.0061, 0.1718 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    {
      double low, high;

      sft_wilson (published[i][0], published[i][1], SFT_Z_95, &low, &high);
      assert_close (low, published[i][2], 5.1e-5);
      assert_close (high, published[i][3], 5.1e-5);
    }
}

/* XSTest: 38 % of 250 prompts. */
static void
test_wilson_xstest (void)
{
  double low, high;

  sft_wilson (95, 250, SFT_Z_95, &low, &high);
  assert_close (low, 0.322, 5e-4);
  assert_close (high, 0.442, 5e-4);
}

static void
test_wilson_ends (void)
{
  double low, high;

  sft_wilson (0, 7, SFT_Z_95, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  assert_close (high, SFT_Z_95 * SFT_Z_95 / (7 + SFT_Z_95 * SFT_Z_95), 1e-15);
  sft_wilson (7, 7, SFT_Z_95, &low, &high);
  g_assert_cmpfloat (high, ==, 1);
  sft_wilson (0, 0, SFT_Z_95, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
}

/* Both bounds solve (share - p)^2 = z^2 p (1 - p) / n, mirrored shares have mirrored bounds, and the share lies
 * between them. */
static void
test_wilson_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      double n = g_test_rand_int_range (1, 1000), successes = g_test_rand_double_range (0, n), low, high, l, h;
      double z = g_test_rand_double_range (0.1, 5), share = successes / n;

      sft_wilson (successes, n, z, &low, &high);
      sft_wilson (n - successes, n, z, &l, &h);
      /* Both sides are below 25, in units of 1/n. */
      assert_close (n * (share - low) * (share - low), z * z * low * (1 - low), 1e-11);
      assert_close (n * (share - high) * (share - high), z * z * high * (1 - high), 1e-11);
      assert_close (l, 1 - high, 1e-14);
      assert_close (h, 1 - low, 1e-14);
      g_assert_true (low <= share && share <= high);
    }
}

/* Ten to one is 400 Elo by definition; 85 % and 71 % by the formula, rounded. */
static void
test_elo (void)
{
  assert_close (sft_elo (10.0 / 11), 400, 1e-12);
  assert_close (sft_elo (0.85), 301, 0.5);
  assert_close (sft_elo (0.71), 156, 0.5);
  g_assert_cmpfloat (sft_elo (0.5), ==, 0);
  g_assert_cmpfloat (sft_elo (0), ==, -INFINITY);
  g_assert_cmpfloat (sft_elo (1), ==, INFINITY);
  g_assert_cmpfloat (sft_bradley_terry (3, 0), ==, INFINITY);
  g_assert_true (isnan (sft_bradley_terry (0, 0)));
  for (int i = 0; i < 10000; i++)
    {
      double rate = g_test_rand_double_range (0.001, 0.999), wins = g_test_rand_double_range (1, 1e5);
      double losses = g_test_rand_double_range (1, 1e5), strength = sft_bradley_terry (wins, losses);

      /* Elo is below 1,200, so its rounding is below 1e-12, and a rate moves by at most ln 10 / 1600 of it. */
      assert_close (sft_elo_rate (sft_elo (rate)), rate, 1e-14);
      assert_close (sft_elo (rate) + sft_elo (1 - rate), 0, 1e-11);
      /* At the maximum of w log sigma + l log (1 - sigma) the slope w - (w + l) sigma is 0. */
      assert_close (wins - (wins + losses) / (1 + exp (-strength)), 0, 1e-14 * (wins + losses));
      /* The rounding of a share near 1 is much of what it lacks to 1. */
      assert_close (sft_elo (wins / (wins + losses)), 400 / G_LN10 * strength,
                    1e-11 + 400 / G_LN10 * DBL_EPSILON * (wins + losses) / MIN (wins, losses));
    }
}

/* Ranks 1..m, each drawn with chance 1/m: the best of n has rank at most j with chance (j / m)^n. */
static void
test_best_of (void)
{
  g_assert_cmpfloat (sft_best_of_kl (1), ==, 0);
  assert_close (sft_best_of_quantile (4), 0.8, 1e-16);
  assert_close (sft_best_of_kl (4), log (4) - 0.75, 1e-16);
  for (int n = 1; n <= 64; n++)
    {
      const int m = 20000;
      double mean = 0, kl = 0;

      for (int j = 1; j <= m; j++)
        {
          double p = pow ((double)j / m, n) - pow ((double)(j - 1) / m, n);

          mean += p * (j - 0.5) / m;
          kl += p > 0 ? p * log (m * p) : 0;
        }
      /* Steps of 1 / m under a slope of at most n. */
      assert_close (mean, sft_best_of_quantile (n), 0.1 * n / m);
      g_assert_cmpfloat (kl, <=, sft_best_of_kl (n) + 1e-12);
      assert_close (kl, sft_best_of_kl (n), 1.0 * n / m);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interval/normal", test_normal);
  g_test_add_func ("/interval/wilson/published", test_wilson_published);
  g_test_add_func ("/interval/wilson/xstest", test_wilson_xstest);
  g_test_add_func ("/interval/wilson/ends", test_wilson_ends);
  g_test_add_func ("/interval/wilson/identities", test_wilson_identities);
  g_test_add_func ("/interval/elo", test_elo);
  g_test_add_func ("/interval/best-of", test_best_of);
  return g_test_run ();
}
