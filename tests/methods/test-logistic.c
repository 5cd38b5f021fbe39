/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-logistic.h"

#define N_MAX 12
#define K 3

static const double features[] = { 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 2, -1 };
static const double targets[] = { 0.1, 0.8, 0.3, 0.95, 0.6 };

/* An intercept alone ends at the logit of the mean target. */
static void
test_by_hand (void)
{
  static const double ones[] = { 1, 1, 1, 1 }, soft[] = { 0, 1, 1, 1 }, weights[] = { 2, 1, 0, 1 };
  SftLogistic data = { 4, 1, ones, soft, NULL, NULL };
  double w = 0, gradient;

  g_assert_true (sft_logistic_fit (&data, &w));
  g_assert_cmpfloat (fabs (w - log (3)), <, 1e-14);
  g_assert_cmpfloat (fabs (sft_logistic_gradient (&data, &w, &gradient) - 0.75), <, 1e-15);
  g_assert_cmpfloat (fabs (gradient), <, 1e-15);
  data.weights = weights;
  g_assert_true (sft_logistic_fit (&data, &w));
  g_assert_cmpfloat (fabs (w), <, 1e-14);
  g_assert_cmpfloat (fabs (sft_logistic_loss (&data, &w) - 4 * log (2)), <, 1e-14);
}

/* The same points fitted by NumPy 1.24, without and with a penalty on both slopes. */
static void
test_numpy (void)
{
  static const double expected[2][K] = { { -2.462399335854421, 2.8078805013595725, 2.218942073019369 },
                                         { 0.08829573744896195, 0.1339562425135803, 0.02800760013035489 } };
  static const double penalties[K] = { 0, 1, 1 };

  for (int ridge = 0; ridge < 2; ridge++)
    {
      SftLogistic data = { 5, K, features, targets, NULL, ridge ? penalties : NULL };
      double w[K] = { 0, 0, 0 };

      g_assert_true (sft_logistic_fit (&data, w));
      for (int j = 0; j < K; j++)
        g_assert_cmpfloat (fabs (w[j] - expected[ridge][j]), <, 1e-12);
    }
}

/* From far out the curvature is e^-60 and Newton's step some 1e25: it must be halved until it gains. */
static void
test_far_start (void)
{
  static const double one[] = { 1 }, half[] = { 0.5 }, quarter[] = { 0.25 };
  SftLogistic data = { 1, 1, one, half, NULL, NULL };
  double w = 60;

  g_assert_true (sft_logistic_fit (&data, &w));
  g_assert_cmpfloat (fabs (w), <, 1e-14);
  data.targets = quarter;
  w = -60;
  g_assert_true (sft_logistic_fit (&data, &w));
  g_assert_cmpfloat (fabs (w + log (3)), <, 1e-14);
}

/* Hard targets that a line separates have no finite optimum; two equal columns have many. */
static void
test_no_optimum (void)
{
  static const double line[] = { 1, -1, 1, 1 }, hard[] = { 0, 1 }, twins[] = { 1, 1, 1, 1 };
  SftLogistic separable = { 2, 2, line, hard, NULL, NULL }, singular = { 2, 2, twins, hard, NULL, NULL };
  double w[2] = { 0, 0 }, gradient[2];

  /* The loss falls towards 0 until no double can tell: the weights are large, nothing is undefined. */
  sft_logistic_fit (&separable, w);
  g_assert_true (isfinite (w[0]) && w[1] > 10);
  sft_logistic_gradient (&separable, w, gradient);
  g_assert_cmpfloat (fabs (gradient[1]), <, 1e-6);
  w[0] = w[1] = 0;
  g_assert_false (sft_logistic_fit (&singular, w));
}

typedef struct
{
  double features[N_MAX * K], targets[N_MAX], weights[N_MAX], penalties[K];
} Points;

static SftLogistic
random_points (Points *points)
{
  gsize n = g_test_rand_int_range (4, N_MAX + 1);

  for (gsize i = 0; i < n; i++)
    {
      points->features[i * K] = 1;
      points->features[i * K + 1] = g_test_rand_double_range (-3, 3);
      points->features[i * K + 2] = g_test_rand_double_range (-3, 3);
      points->targets[i] = g_test_rand_double_range (0.001, 0.999);
      points->weights[i] = g_test_rand_double_range (0.1, 1);
    }
  for (gsize j = 0; j < K; j++)
    points->penalties[j] = j > 0 ? g_test_rand_double_range (0.01, 10) : 0;
  return (SftLogistic){
    n, K, points->features, points->targets, points->weights, g_test_rand_bit () ? points->penalties : NULL
  };
}

static void
test_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      Points points;
      SftLogistic data = random_points (&points);
      double w[K], gradient[K], up, down, least, h = 1e-4, at;
      int j = g_test_rand_int_range (0, K);

      for (int k = 0; k < K; k++)
        w[k] = g_test_rand_double_range (-2, 2);
      sft_logistic_gradient (&data, w, gradient);
      at = w[j];
      w[j] = at + h;
      up = sft_logistic_loss (&data, w);
      w[j] = at - h;
      down = sft_logistic_loss (&data, w);
      w[j] = at;
      /* Third derivative below 12 * 27 / 10: error below h^2 / 6 * 33; rounding below 1e-14 * 100 / h. */
      g_assert_cmpfloat (fabs ((up - down) / (2 * h) - gradient[j]), <, 1e-7);
      least = up;
      g_assert_true (sft_logistic_fit (&data, w));
      sft_logistic_gradient (&data, w, gradient);
      /* Twelve terms of at most 3. */
      for (int k = 0; k < K; k++)
        g_assert_cmpfloat (fabs (gradient[k]), <, 1e-11);
      g_assert_cmpfloat (sft_logistic_loss (&data, w), <=, least);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/logistic/by-hand", test_by_hand);
  g_test_add_func ("/logistic/numpy", test_numpy);
  g_test_add_func ("/logistic/far-start", test_far_start);
  g_test_add_func ("/logistic/no-optimum", test_no_optimum);
  g_test_add_func ("/logistic/identities", test_identities);
  return g_test_run ();
}
