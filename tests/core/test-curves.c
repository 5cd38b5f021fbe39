/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sft-curves.h"

#include "golden.h"

#include <float.h>
#include <math.h>

/* The lesson's cell: 40 steps, training 1.8 exp (-s / 18) + 0.25, validation 1.4 exp (-s / 22) + 0.38 +
 * 0.006 max (s - 26, 0). */
static const SftLossCurve train = { 1.8, 18, 0.25, 0, 26 };
static const SftLossCurve validation = { 1.4, 22, 0.38, 0.006, 26 };

static void
test_loss_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("validation-curve.txt");

  g_assert_cmpuint (golden->len, ==, 40 * 3);
  for (guint i = 0; i < golden->len; i += 3)
    {
      double step = g_array_index (golden, double, i);

      assert_near (sft_loss_curve_at (&train, step), g_array_index (golden, double, i + 1));
      assert_near (sft_loss_curve_at (&validation, step), g_array_index (golden, double, i + 2));
    }
}

static gsize
best_step (double slope)
{
  SftLossCurve curve = validation;
  double loss[40];

  curve.slope = slope;
  for (int step = 1; step <= 40; step++)
    loss[step - 1] = sft_loss_curve_at (&curve, step);
  return sft_first_minimum (loss, 40) + 1;
}

/* Source: calculus. Past the onset the curve falls from step s to s + 1 as long as the slope is below
 * 1.4 exp (-s / 22) (1 - exp (-1 / 22)): 0.0105... for s = 39, 0.0190... for s = 26. */
static void
test_best_step (void)
{
  g_assert_cmpuint (best_step (0.006), ==, 40);
  g_assert_cmpuint (best_step (0.01056), ==, 40);
  for (double slope = 0.01057; slope < 0.019085; slope += 0.00001)
    {
      gsize step = best_step (slope);

      g_assert_cmpuint (step, >, 26);
      g_assert_cmpuint (step, <, 40);
    }
  g_assert_cmpuint (best_step (0.01909), ==, 26);
  g_assert_cmpuint (best_step (1), ==, 26);
}

/* floor < loss <= amplitude + floor without a slope, and the slope adds exactly what the formula says. */
static void
test_loss_identities (void)
{
  for (int i = 0; i < 1000; i++)
    {
      SftLossCurve curve = { g_test_rand_double_range (0.01, 10), g_test_rand_double_range (1, 1000),
                             g_test_rand_double_range (0, 5), 0, g_test_rand_double_range (0, 1000) };
      double step = g_test_rand_int_range (1, 30), flat = sft_loss_curve_at (&curve, step), sloped;

      g_assert_cmpfloat (flat, >, curve.floor);
      g_assert_cmpfloat (flat, <=, curve.amplitude + curve.floor);
      g_assert_cmpfloat (sft_loss_curve_at (&curve, step + 1), <, flat);
      curve.slope = g_test_rand_double_range (0, 1);
      sloped = sft_loss_curve_at (&curve, step);
      assert_same (sloped, step > curve.onset ? flat + curve.slope * (step - curve.onset) : flat);
    }
}

static void
test_first_minimum (void)
{
  const double ties[] = { 3, 1, 2, 1, 1 }, some[] = { NAN, 5, NAN, 4, NAN }, none[] = { NAN, NAN };
  const double infinite[] = { INFINITY, INFINITY }, low[] = { 0, -INFINITY, -INFINITY }, zeros[] = { 0.0, -0.0 };

  g_assert_cmpuint (sft_first_minimum (ties, 5), ==, 1);
  g_assert_cmpuint (sft_first_minimum (ties, 1), ==, 0);
  g_assert_cmpuint (sft_first_minimum (some, 5), ==, 3);
  g_assert_cmpuint (sft_first_minimum (none, 2), ==, 2);
  g_assert_cmpuint (sft_first_minimum (infinite, 2), ==, 0);
  g_assert_cmpuint (sft_first_minimum (low, 3), ==, 1);
  g_assert_cmpuint (sft_first_minimum (zeros, 2), ==, 0);
}

/* The lesson's cell: safety 0.72 + 0.05 (1 - exp (-r / 2)), helpfulness 0.78 - 0.015 r + 0.008 sqrt (r). */
static void
test_feedback_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("feedback.txt");

  g_assert_cmpuint (golden->len, ==, 6 * 3);
  for (guint i = 0; i < golden->len; i += 3)
    {
      double round = g_array_index (golden, double, i);

      assert_near (sft_feedback_safety (0.72, 0.05, 2, round), g_array_index (golden, double, i + 1));
      assert_near (sft_feedback_helpfulness (0.78, 0.015, 0.008, round), g_array_index (golden, double, i + 2));
    }
}

/* Round 0 is the base; safety never passes base + gain; at round (recovery / cost)^2 helpfulness is back at its
 * base. The last within a few roundings of terms of size cost * round. */
static void
test_feedback_identities (void)
{
  for (int i = 0; i < 1000; i++)
    {
      double base = g_test_rand_double (), gain = g_test_rand_double (), time = g_test_rand_double_range (0.1, 50);
      double cost = g_test_rand_double_range (0.001, 1), recovery = g_test_rand_double ();
      double back = (recovery / cost) * (recovery / cost), round = g_test_rand_int_range (1, 100);

      assert_same (sft_feedback_safety (base, gain, time, 0), base);
      assert_same (sft_feedback_helpfulness (base, cost, recovery, 0), base);
      g_assert_cmpfloat (sft_feedback_safety (base, gain, time, round), <=, base + gain);
      g_assert_cmpfloat (sft_feedback_safety (base, gain, time, round), >=, base);
      assert_within (sft_feedback_helpfulness (base, cost, recovery, back), base, 1e-15 * (2 + cost * back));
    }
}

/* NumPy's linspace (0.05, 0.95, 30), equal as doubles: what the lesson's rates are computed at. */
static void
test_linspace_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("guardrail-rates.txt");
  double thresholds[30];

  g_assert_cmpuint (golden->len, ==, 5 * 30 * 4);
  sft_linspace (0.05, 0.95, 30, thresholds);
  for (guint i = 0; i < 5 * 30; i++)
    assert_same (thresholds[i % 30], g_array_index (golden, double, 4 * i + 1));
}

static void
test_linspace (void)
{
  double one[1] = { -1 }, untouched[1] = { -1 };

  sft_linspace (0.3, 0.7, 1, one);
  assert_same (one[0], 0.3);
  sft_linspace (0.3, 0.7, 0, untouched);
  assert_same (untouched[0], -1);
  for (int round = 0; round < 1000; round++)
    {
      gsize n = (gsize)g_test_rand_int_range (2, 200);
      double low = g_test_rand_double (), high = g_test_rand_double (), out[200];

      sft_linspace (low, high, n, out);
      assert_same (out[0], low);
      assert_same (out[n - 1], high);
      /* Three roundings of values below 1. */
      for (gsize i = 1; i < n; i++)
        assert_within (out[i] - out[i - 1], (high - low) / (double)(n - 1), 4 * DBL_EPSILON);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curves/loss/golden", test_loss_golden);
  g_test_add_func ("/curves/loss/best-step", test_best_step);
  g_test_add_func ("/curves/loss/identities", test_loss_identities);
  g_test_add_func ("/curves/first-minimum", test_first_minimum);
  g_test_add_func ("/curves/feedback/golden", test_feedback_golden);
  g_test_add_func ("/curves/feedback/identities", test_feedback_identities);
  g_test_add_func ("/curves/linspace/golden", test_linspace_golden);
  g_test_add_func ("/curves/linspace", test_linspace);
  return g_test_run ();
}
