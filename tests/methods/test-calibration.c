/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-calibration.h"

#define N_MAX 200
#define BINS_MAX 20

static void
assert_close (double actual, double expected, double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("%.17g is not %.17g", actual, expected);
}

/* Four answers in two bins: means 0.3 and 0.9, accuracies 1/2 and 1/2; the confidence of 0.5 lies in the upper bin,
 * that of 1 in the last one. */
static void
test_by_hand (void)
{
  static const double confidence[] = { 0.2, 0.4, 0.8, 1 };
  static const guint8 right[] = { 0, 1, 1, 0 };
  SftCalibrationBin bins[2];
  SftCalibration all = sft_calibrate (confidence, right, 4, 2, bins);

  g_assert_cmpuint (bins[0].n, ==, 2);
  g_assert_cmpuint (bins[1].n, ==, 2);
  assert_close (bins[0].confidence, 0.3, 1e-15);
  assert_close (bins[1].accuracy, 0.5, 0);
  assert_close (all.accuracy, 0.5, 0);
  assert_close (all.brier, (0.04 + 0.36 + 0.04 + 1) / 4, 1e-15);
  assert_close (all.brier_binned, (0.09 + 0.49 + 0.01 + 0.81) / 4, 1e-15);
  assert_close (all.reliability, (0.04 + 0.16) / 2, 1e-15);
  assert_close (all.resolution, 0, 0);
  assert_close (all.uncertainty, 0.25, 0);
  assert_close (all.ece, 0.3, 1e-15);
}

static void
test_edges (void)
{
  static const double confidence[] = { 0.5, 0.5 };
  static const guint8 right[] = { 1, 1 };
  SftCalibrationBin bins[2];
  SftCalibration all = sft_calibrate (confidence, right, 2, 2, bins);

  g_assert_cmpuint (bins[0].n, ==, 0);
  g_assert_true (isnan (bins[0].accuracy) && isnan (bins[0].confidence));
  assert_close (all.ece, 0.5, 0);
  assert_close (all.uncertainty, 0, 0);
}

/* At 50 % a wrong answer costs what a right one gives, at 75 % three times as much. */
static void
test_selection (void)
{
  static const double confidence[] = { 0.9, 0.5, 0.8, 0.2 };
  static const guint8 right[] = { 1, 1, 0, 0 };
  SftSelection half = sft_select (confidence, right, 4, 0.5), strict = sft_select (confidence, right, 4, 0.75);
  SftSelection nothing = sft_select (confidence, right, 4, 0.95);

  g_assert_cmpuint (half.answered, ==, 2);
  assert_close (half.coverage, 0.5, 0);
  assert_close (half.accuracy, 0.5, 0);
  assert_close (half.mean_score, 0, 1e-16);
  assert_close (strict.mean_score, (1 - 3) / 4.0, 1e-15);
  g_assert_true (isnan (nothing.accuracy));
  assert_close (nothing.mean_score, 0, 0);
}

static void
test_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize n = g_test_rand_int_range (1, N_MAX);
      int n_bins = g_test_rand_int_range (1, BINS_MAX + 1);
      double confidence[N_MAX], target = g_test_rand_double_range (0, 0.95), worth = 0;
      guint8 right[N_MAX];
      SftCalibrationBin bins[BINS_MAX];
      gsize counted = 0;

      for (gsize j = 0; j < n; j++)
        {
          confidence[j] =
              g_test_rand_int_range (0, 8) == 0 ? g_test_rand_int_range (0, 11) / 10.0 : g_test_rand_double ();
          right[j] = g_test_rand_bit ();
          worth += confidence[j] > target ? (right[j] ? 1 : -target / (1 - target)) : 0;
        }
      SftCalibration all = sft_calibrate (confidence, right, n, n_bins, bins);
      SftSelection selection = sft_select (confidence, right, n, target);
      for (int b = 0; b < n_bins; b++)
        counted += bins[b].n;
      g_assert_cmpuint (counted, ==, n);
      /* Sums of at most 200 terms below 1, and of 200 below 20. */
      assert_close (all.brier_binned, all.reliability - all.resolution + all.uncertainty, 1e-13);
      g_assert_cmpfloat (all.ece * all.ece, <=, all.reliability + 1e-13); /* Jensen */
      assert_close (selection.mean_score, worth / n, 1e-12);
      assert_close (sft_answer_worth (target, target), 0, 1e-15);
      g_assert_cmpfloat (sft_answer_worth (target + 0.01, target), >, 0);
    }
}

/* A calibrated model stays below the noise: four standard deviations leave some 3 in 100,000 where many bins are well
 * filled, and the normal law is an approximation; 1 in 100 is far above both. An overconfident one does not. */
static void
test_noise (void)
{
  int above = 0, found = 0;

  for (int i = 0; i < 2000; i++)
    {
      double honest[N_MAX], sure[N_MAX];
      guint8 right[N_MAX];
      SftCalibrationBin bins[5];
      SftCalibration all;

      for (gsize j = 0; j < N_MAX; j++)
        {
          honest[j] = g_test_rand_double ();
          sure[j] = honest[j] > 0.5 ? 0.99 : 0.01;
          right[j] = g_test_rand_double () < honest[j];
        }
      all = sft_calibrate (honest, right, N_MAX, 5, bins);
      above += all.ece > all.ece_noise;
      all = sft_calibrate (sure, right, N_MAX, 5, bins);
      found += all.ece > all.ece_noise;
    }
  g_assert_cmpint (above, <, 20);
  g_assert_cmpint (found, >, 1900);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/by-hand", test_by_hand);
  g_test_add_func ("/calibration/edges", test_edges);
  g_test_add_func ("/calibration/selection", test_selection);
  g_test_add_func ("/calibration/identities", test_identities);
  g_test_add_func ("/calibration/noise", test_noise);
  return g_test_run ();
}
