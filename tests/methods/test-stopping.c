/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-stopping.h"

/* The values behind the formulas, computed once in NumPy. */
static void
test_example (void)
{
  SftQuadratic quadratic = { 1, 0.25, 0.05 };
  double risk[100];
  SftStopping stopping;

  for (int i = 0; i < 100; i++)
    risk[i] = sft_quadratic_risk (&quadratic, i + 1);
  g_assert_cmpfloat (sft_quadratic_optimal_u (&quadratic), ==, 0.2);
  g_assert_cmpfloat (fabs (sft_quadratic_optimal_step (&quadratic) - 31.37716), <, 5e-6);
  g_assert_cmpfloat (sft_quadratic_minimum_risk (&quadratic), ==, 0.2);
  stopping = sft_stop_early (risk, 100, 5, 3);
  g_assert_cmpint (stopping.best_evaluated_step, ==, 30);
  g_assert_cmpint (stopping.stop_step, ==, 45);
  g_assert_cmpfloat (fabs (risk[44] - 0.2126403), <, 5e-8);
}

/* By hand: evaluations at 2, 4, 6, ... of this list. */
static void
test_patience (void)
{
  static const double values[] = { 9, 5, 9, 5, 9, 4, 9, 4, 9, 6, 9, 3 };
  SftStopping stopping = sft_stop_early (values, 12, 2, 2);

  /* 5 best, 5 is not below: 1, 4 best, 4: 1, 6: 2: stop. The 3 is never seen. */
  g_assert_cmpint (stopping.stop_step, ==, 10);
  g_assert_cmpint (stopping.best_evaluated_step, ==, 6);
  stopping = sft_stop_early (values, 12, 2, 3);
  g_assert_cmpint (stopping.stop_step, ==, 0);
  g_assert_cmpint (stopping.best_evaluated_step, ==, 12);
  stopping = sft_stop_early (values, 12, 13, 1);
  g_assert_cmpint (stopping.best_evaluated_step, ==, 0);
}

/* Gradient descent itself on the quadratic: theta moves by `shrinkage` of its distance to a noisy optimum. */
static void
test_descent (void)
{
  for (int i = 0; i < 10000; i++)
    {
      double b = g_test_rand_double_range (0.1, 3), s = g_test_rand_double_range (0.1, 3);
      double rate = g_test_rand_double_range (0.001, 0.5), theta = 0, step = g_test_rand_int_range (0, 200);
      SftQuadratic quadratic = { b * b, s * s, rate };
      double u, noise_part = 0, best = sft_quadratic_optimal_step (&quadratic);

      /* Signal and noise are orthogonal in the mean, so they can be followed one by one: a learner of the signal b
       * starts at distance b, one of the noise s collects s (1 - u). */
      for (int t = 0; t < step; t++)
        {
          theta += rate * (b - theta);
          noise_part += rate * (s - noise_part);
        }
      u = sft_quadratic_u (&quadratic, step);
      /* 200 steps, each within an ulp of values below 3. */
      g_assert_cmpfloat (fabs (b - theta - b * u), <, 1e-12);
      g_assert_cmpfloat (
          fabs ((b - theta) * (b - theta) + noise_part * noise_part - sft_quadratic_risk (&quadratic, step)), <, 1e-11);
      g_assert_cmpfloat (sft_quadratic_risk (&quadratic, step), >=, sft_quadratic_minimum_risk (&quadratic) - 1e-12);
      g_assert_cmpfloat (fabs (sft_quadratic_risk (&quadratic, best) - sft_quadratic_minimum_risk (&quadratic)), <,
                         1e-12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stopping/example", test_example);
  g_test_add_func ("/stopping/patience", test_patience);
  g_test_add_func ("/stopping/descent", test_descent);
  return g_test_run ();
}
