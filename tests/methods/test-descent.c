/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-descent.h"
#include "sft-softmax.h"

#define N_MAX 12

static void
random_logits (double *logits, gsize n)
{
  for (gsize i = 0; i < n; i++)
    logits[i] = g_test_rand_double_range (-10, 10);
}

/* Weights that sum to `weight`, some of them 0. */
static void
random_target (double *target, gsize n, double weight)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      target[i] = g_test_rand_int_range (0, 3) == 0 ? 0 : g_test_rand_double ();
      sum += target[i];
    }
  if (sum == 0)
    sum = target[0] = 1;
  for (gsize i = 0; i < n; i++)
    target[i] *= weight / sum;
}

/* By hand: four equal logits, the first one right. */
static void
test_example (void)
{
  static const double zeros[4] = { 0 }, target[4] = { 1, 0, 0, 0 }, gradient[4] = { -0.75, 0.25, 0.25, 0.25 };
  double out[4];

  g_assert_cmpfloat (fabs (sft_softmax_gradient (zeros, target, 4, out) - log (4)), <, 1e-15);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (fabs (out[i] - gradient[i]), <, 1e-15);
}

/* Two logits that start equal: their difference d follows d += 2 rate (1 - sigma (d)). */
static void
test_two_logits (void)
{
  static const double target[2] = { 1, 0 }, other[2] = { 0, 1 };
  const double *const watched[] = { target, other };
  double logits[2] = { 0, 0 }, curves[2 * 51], d = 0;
  SftDescent descent = { target, 2, 0.3, 50 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sft_descent_run (&descent, watched, 2, logits, curves, NULL, &error));
  g_assert_no_error (error);
  for (int i = 0; i <= 50; i++)
    {
      /* Fifty additions, each within an ulp of values below 5. */
      g_assert_cmpfloat (fabs (curves[i] + log (sft_sigmoid (d))), <, 1e-13);
      g_assert_cmpfloat (fabs (curves[51 + i] + log (sft_sigmoid (-d))), <, 1e-13);
      if (i < 50)
        d += 2 * 0.3 * (1 - sft_sigmoid (d));
    }
  g_assert_cmpfloat (fabs (logits[0] - logits[1] - d), <, 1e-13);
}

/* Training of 27 sequences as NumPy 1.24 ran it: targets (1 + i mod 5) / 78, rate 1.5, 100 steps. */
static void
test_numpy (void)
{
  double target[27], logits[27] = { 0 }, curve[101];
  const double *const watched[] = { target };
  SftDescent descent = { target, 27, 1.5, 100 };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 27; i++)
    target[i] = (1 + i % 5) / 78.0;
  g_assert_true (sft_descent_run (&descent, watched, 1, logits, curve, NULL, &error));
  g_assert_cmpfloat (fabs (curve[0] - log (27)), <, 1e-14);
  g_assert_cmpfloat (fabs (curve[100] - 3.167682332434131), <, 1e-12);
  g_assert_cmpfloat (fabs (logits[4] - 0.6840573651110687), <, 1e-12);
}

/* The gradient against central differences of the loss, also for weights that sum to other than 1. */
static void
test_finite_differences (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize n = g_test_rand_int_range (1, N_MAX + 1), v = g_test_rand_int_range (0, n);
      double logits[N_MAX], target[N_MAX], gradient[N_MAX], weight = g_test_rand_double_range (0, 5), h = 1e-4;
      double up, down, loss, at;

      random_logits (logits, n);
      random_target (target, n, weight);
      loss = sft_softmax_gradient (logits, target, n, gradient);
      /* Losses below 5 * 23 and as many roundings as there are logits. */
      g_assert_cmpfloat (fabs (loss - sft_softmax_cross_entropy (logits, target, n)), <, 1e-12);
      at = logits[v];
      logits[v] = at + h;
      up = sft_softmax_cross_entropy (logits, target, n);
      logits[v] = at - h;
      down = sft_softmax_cross_entropy (logits, target, n);
      /* Third derivative below weight / 10: error below 1e-8; rounding below 1e-14 * 100 / h. */
      g_assert_cmpfloat (fabs ((up - down) / (2 * h) - gradient[v]), <, 3e-8);
    }
}

/* Components sum to 0; a weighted sum of targets has the weighted sum of gradients. */
static void
test_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize n = g_test_rand_int_range (1, N_MAX + 1);
      double logits[N_MAX], a[N_MAX], b[N_MAX], mixed[N_MAX], ga[N_MAX], gb[N_MAX], gm[N_MAX], sum = 0;
      double share = g_test_rand_double ();

      random_logits (logits, n);
      random_target (a, n, 1);
      random_target (b, n, 1);
      for (gsize v = 0; v < n; v++)
        mixed[v] = share * a[v] + (1 - share) * b[v];
      sft_softmax_gradient (logits, a, n, ga);
      sft_softmax_gradient (logits, b, n, gb);
      sft_softmax_gradient (logits, mixed, n, gm);
      /* A dozen terms of at most 1. */
      for (gsize v = 0; v < n; v++)
        {
          sum += ga[v];
          g_assert_cmpfloat (fabs (gm[v] - share * ga[v] - (1 - share) * gb[v]), <, 1e-14);
        }
      g_assert_cmpfloat (fabs (sum), <, 1e-14);
    }
}

/* A small rate never raises the loss, which ends at the target's entropy; no target, no change. */
static void
test_descends (void)
{
  for (int i = 0; i < 300; i++)
    {
      gsize n = g_test_rand_int_range (2, 6);
      double logits[N_MAX], target[N_MAX], curve[401], before[N_MAX];
      const double *const watched[] = { target };
      SftDescent descent = { target, n, g_test_rand_double_range (0.01, 2), 400 };

      random_logits (logits, n);
      random_target (target, n, 1);
      g_assert_true (sft_descent_run (&descent, watched, 1, logits, curve, NULL, NULL));
      /* The loss's curvature is at most 1/2, so rates below 4 descend; rounding of losses below 23. */
      for (int k = 0; k < 400; k++)
        g_assert_cmpfloat (curve[k + 1], <=, curve[k] + 1e-13);

      memset (target, 0, sizeof target);
      memcpy (before, logits, sizeof before);
      g_assert_true (sft_descent_run (&descent, watched, 1, logits, curve, NULL, NULL));
      g_assert_cmpmem (before, n * sizeof *before, logits, n * sizeof *logits);
      g_assert_cmpfloat (curve[400], ==, 0);
    }
}

static void
test_cancelled (void)
{
  static const double target[2] = { 1, 0 };
  double logits[2] = { 0, 0 };
  SftDescent descent = { target, 2, 1, 1000000 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sft_descent_run (&descent, NULL, 0, logits, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descent/example", test_example);
  g_test_add_func ("/descent/two-logits", test_two_logits);
  g_test_add_func ("/descent/numpy", test_numpy);
  g_test_add_func ("/descent/finite-differences", test_finite_differences);
  g_test_add_func ("/descent/identities", test_identities);
  g_test_add_func ("/descent/descends", test_descends);
  g_test_add_func ("/descent/cancelled", test_cancelled);
  return g_test_run ();
}
