/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sft-softmax.h"

#include "golden.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define VOCABULARY_MAX 300

/* The lesson's response-loss cell (NumPy 1.24.2): logits, target, mask, log-probabilities, NLL; then both means. */
static void
test_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("response-loss.txt");
  const double *row = &g_array_index (golden, double, 0);
  const double ones[4] = { 1, 1, 1, 1 };
  double logits[12], targets[4], mask[4], nll[4], log_probs[3];

  g_assert_cmpuint (golden->len, ==, 4 * 9 + 2);
  for (int t = 0; t < 4; t++, row += 9)
    {
      for (int i = 0; i < 3; i++)
        logits[3 * t + i] = row[i];
      targets[t] = row[3];
      mask[t] = row[4];
      sft_log_softmax (logits + 3 * t, 3, log_probs);
      for (int i = 0; i < 3; i++)
        assert_near (log_probs[i], row[5 + i]);
    }
  g_assert_true (sft_token_nll (logits, 4, 3, targets, nll, NULL));
  for (int t = 0; t < 4; t++)
    assert_near (nll[t], g_array_index (golden, double, 9 * t + 8));
  assert_near (sft_masked_mean (nll, mask, 4), row[0]);
  assert_near (sft_masked_mean (nll, ones, 4), row[1]);
}

/* A row of 1..VOCABULARY_MAX random logits, sometimes with ties, sometimes with one that dominates. */
static gsize
random_row (double *x)
{
  gsize n = (gsize)g_test_rand_int_range (1, g_test_rand_bit () ? 13 : VOCABULARY_MAX + 1);
  double scale = g_test_rand_double_range (0, 2.8);

  for (gsize i = 0; i < n; i++)
    x[i] = random_logit (scale);
  if (g_test_rand_int_range (0, 3) == 0)
    x[g_test_rand_int_range (0, (gint32)n)] = x[0];
  if (g_test_rand_int_range (0, 3) == 0)
    x[g_test_rand_int_range (0, (gint32)n)] += g_test_rand_double_range (0, 60);
  return n;
}

/* 2 exp and one division of a sum of n terms, each below one ulp: 4 ulp of 1 are plenty. */
static void
test_rows_sum_to_one (void)
{
  for (int round = 0; round < 2000; round++)
    {
      double x[VOCABULARY_MAX], p[VOCABULARY_MAX], log_p[VOCABULARY_MAX];
      gsize n = random_row (x);
      long double sum = 0, log_sum = 0;

      sft_softmax (x, n, p);
      sft_log_softmax (x, n, log_p);
      for (gsize i = 0; i < n; i++)
        {
          sum += p[i];
          log_sum += expl (log_p[i]);
          g_assert_true (p[i] >= 0 && p[i] <= 1 && log_p[i] <= 0);
        }
      assert_within ((double)sum, 1, 4 * DBL_EPSILON);
      /* A log-probability as large as 100 is itself rounded by 7e-15; it counts with its weight, at most exp (-1). */
      assert_within ((double)log_sum, 1, 8 * DBL_EPSILON);
    }
}

/* Against long double (64 bits of precision in the x87 format, 113 elsewhere). A difference d of logits is rounded
 * by half an ulp, which exp turns into a relative error of |d| half ulps beside its own; a dominated entry's error
 * counts with its weight in the sum. The rest are single roundings. */
static void
test_precision (void)
{
  for (int round = 0; round < 2000; round++)
    {
      double x[VOCABULARY_MAX], p[VOCABULARY_MAX], log_p[VOCABULARY_MAX];
      gsize n = random_row (x), top = 0;
      long double rest = 0, log_sum;
      double slack = 0;

      for (gsize i = 1; i < n; i++)
        top = x[i] > x[top] ? i : top;
      for (gsize i = 0; i < n; i++)
        if (i != top)
          {
            long double d = (long double)x[i] - x[top];

            rest += expl (d);
            slack += (double)(expl (d) * (2 - d)) * DBL_EPSILON;
          }
      log_sum = log1pl (rest);
      slack = slack / (double)(1 + rest) + 2 * DBL_EPSILON * (double)log_sum;
      sft_softmax (x, n, p);
      sft_log_softmax (x, n, log_p);
      for (gsize i = 0; i < n; i++)
        {
          double exact = (double)(((long double)x[i] - x[top]) - log_sum), share = exp (exact);

          assert_within (log_p[i], exact, slack + 2 * DBL_EPSILON * fabs (exact));
          assert_within (p[i], share, (slack + 4 * DBL_EPSILON * (1 - exact)) * share + DBL_TRUE_MIN);
        }
      assert_within (sft_log_sum_exp (x, n), (double)(x[top] + log_sum),
                     slack + DBL_EPSILON * fabs ((double)(x[top] + log_sum)));
    }
}

/* log (1 + exp (-30)) = 9.357622968839737e-14 and log (1 + exp (-700)) = 9.85967654375977e-305, by their series
 * exp (-d) - exp (-2 d) / 2: a logarithm of a sum near 1 would give 1e-13 with three digits, and 0. */
static void
test_dominated (void)
{
  const double x[] = { 30, 0 };
  double log_p[3];

  sft_log_softmax (x, 2, log_p);
  assert_near (log_p[0], -9.357622968839737e-14);
  sft_log_softmax (x, 1, log_p);
  assert_same (log_p[0], 0);
  sft_log_softmax ((double[]){ 30, -670 }, 2, log_p);
  assert_near (log_p[0], -9.85967654375977e-305);
}

/* Multiples of 2^-10 below 2^10 shifted by an integer are exact, so nothing may change but the sum itself. */
static void
test_shift_invariance (void)
{
  for (int round = 0; round < 1000; round++)
    {
      double x[12], y[12], a[12], b[12], shift = g_test_rand_int_range (-1000000, 1000000);
      gsize n = (gsize)g_test_rand_int_range (1, 13);

      for (gsize i = 0; i < n; i++)
        {
          x[i] = g_test_rand_int_range (-1000000, 1000000) / 1024.0;
          y[i] = x[i] + shift;
        }
      sft_log_softmax (x, n, a);
      sft_log_softmax (y, n, b);
      for (gsize i = 0; i < n; i++)
        assert_same (a[i], b[i]);
      sft_softmax (x, n, a);
      sft_softmax (y, n, y); /* in place */
      for (gsize i = 0; i < n; i++)
        assert_same (a[i], y[i]);
    }
}

/* One row of the table below: logits and the stated log-softmax and log-sum-exp. */
typedef struct
{
  gsize n;
  double x[3], log_p[3], log_sum;
} Stated;

static void
test_stated_rows (void)
{
  const double half = -log (2), third = -log (3), inf = INFINITY;
  const Stated rows[] = {
    { 1, { -5 }, { 0 }, -5 },
    { 3, { 7, 7, 7 }, { third, third, third }, 7 - third },
    { 2, { 1e308, -1e308 }, { 0, -inf }, 1e308 },
    { 3, { -1e308, -1e308, 1e308 }, { -inf, -inf, 0 }, 1e308 },
    { 2, { -1e308, -1e308 }, { half, half }, -1e308 },
    { 2, { DBL_MAX, DBL_MAX }, { half, half }, DBL_MAX },
    { 3, { inf, 0, -inf }, { 0, -inf, -inf }, inf },
    { 3, { inf, 3, inf }, { half, -inf, half }, inf },
    { 3, { 0, -inf, 0 }, { half, -inf, half }, -half },
    { 3, { -inf, -inf, -inf }, { third, third, third }, -inf },
    { 1, { -inf }, { 0 }, -inf },
    { 1, { inf }, { 0 }, inf },
    { 3, { 1, NAN, inf }, { NAN, NAN, NAN }, NAN },
    { 2, { -inf, NAN }, { NAN, NAN }, NAN },
  };

  for (gsize r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      double log_p[3], p[3], nll;

      sft_log_softmax (rows[r].x, rows[r].n, log_p);
      sft_softmax (rows[r].x, rows[r].n, p);
      assert_near (sft_log_sum_exp (rows[r].x, rows[r].n), rows[r].log_sum);
      for (gsize i = 0; i < rows[r].n; i++)
        {
          double target = (double)i;

          assert_near (log_p[i], rows[r].log_p[i]);
          assert_near (p[i], exp (rows[r].log_p[i]));
          g_assert_true (sft_token_nll (rows[r].x, 1, rows[r].n, &target, &nll, NULL));
          assert_same (nll, 0 - log_p[i]);
        }
    }
}

/* sigmoid (z) + sigmoid (-z) = 1; it is the softmax of { z, 0 }; limits and NaN. */
static void
test_sigmoid (void)
{
  assert_same (sft_sigmoid (0), 0.5);
  assert_same (sft_sigmoid (INFINITY), 1);
  assert_same (sft_sigmoid (-INFINITY), 0);
  assert_same (sft_sigmoid (1e308), 1);
  assert_same (sft_sigmoid (-1e308), 0);
  assert_same (sft_sigmoid (NAN), NAN);
  assert_near (sft_sigmoid (-700), exp (-700)); /* 1 / (1 + e^700) = e^-700 (1 - e^-700 ...) */
  assert_near (sft_sigmoid (-740), exp (-740)); /* exp (740) is too large for a double */
  for (int i = 0; i < 2000; i++)
    {
      double z = random_logit (2.5), p[2];

      sft_softmax ((double[]){ z, 0 }, 2, p);
      assert_near (sft_sigmoid (z), p[0]);
      assert_within (sft_sigmoid (z) + sft_sigmoid (-z), 1, 2 * DBL_EPSILON);
    }
}

static void
test_targets (void)
{
  const double logits[6] = { 1, 2, 3, 4, 5, 6 }, wrong[] = { -1, 3, 0.5, 1e300, NAN, INFINITY, -INFINITY };
  double nll[2], targets[2];

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      targets[0] = 2;
      targets[1] = wrong[i];
      nll[0] = nll[1] = 0;
      g_assert_false (sft_token_nll (logits, 2, 3, targets, nll, &error));
      g_assert_error (error, SFT_LOSS_ERROR, SFT_LOSS_ERROR_TARGET);
      g_assert_true (isnan (nll[0]) && isnan (nll[1]));
    }
  {
    g_autoptr (GError) error = NULL;

    targets[1] = 7.5;
    g_assert_false (sft_token_nll (logits, 2, 3, targets, nll, &error));
    g_assert_nonnull (strstr (error->message, "Token 1 "));
    g_assert_nonnull (strstr (error->message, "7.5"));
    g_assert_nonnull (strstr (error->message, "0 to 2"));
  }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (sft_token_nll (NULL, 2, 0, targets, nll, &error));
    g_assert_error (error, SFT_LOSS_ERROR, SFT_LOSS_ERROR_TARGET);
  }
  targets[1] = -0.0;
  g_assert_true (sft_token_nll (logits, 2, 3, targets, nll, NULL));
  g_assert_true (nll[0] < nll[1]);
  g_assert_true (sft_token_nll (NULL, 0, 3, NULL, NULL, NULL));
}

static void
test_masked_mean (void)
{
  const double bad[] = { 1, NAN, INFINITY, 3 }, some[] = { 1, 0, 0, 1 }, all[] = { 1, 1, 1, 1 },
               none[] = { 0, 0, 0, 0 };

  assert_same (sft_masked_mean (bad, some, 4), 2);
  assert_same (sft_masked_mean (bad, all, 4), NAN);
  assert_same (sft_masked_mean (bad + 2, all, 2), INFINITY);
  assert_same (sft_masked_mean (bad, none, 4), NAN);
  assert_same (sft_masked_mean (NULL, NULL, 0), NAN);
  for (int round = 0; round < 1000; round++)
    {
      double values[16], mask[16], ones[16], sum = 0, weighted = 0, weight = 0;
      gsize n = (gsize)g_test_rand_int_range (1, 17);

      for (gsize i = 0; i < n; i++)
        {
          values[i] = g_test_rand_double_range (0, 10);
          mask[i] = g_test_rand_double ();
          ones[i] = 1;
          sum += values[i];
          weighted += mask[i] * values[i];
          weight += mask[i];
        }
      /* The same sums in the same order. */
      assert_same (sft_masked_mean (values, ones, n), sum / (double)n);
      assert_same (sft_masked_mean (values, mask, n), weighted / weight);
      /* One entry alone is its own mean; a product and a quotient with the same weight may round. */
      for (gsize i = 1; i < n; i++)
        ones[i] = 0;
      assert_same (sft_masked_mean (values, ones, n), values[0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/softmax/golden", test_golden);
  g_test_add_func ("/softmax/rows-sum-to-one", test_rows_sum_to_one);
  g_test_add_func ("/softmax/precision", test_precision);
  g_test_add_func ("/softmax/dominated", test_dominated);
  g_test_add_func ("/softmax/shift-invariance", test_shift_invariance);
  g_test_add_func ("/softmax/stated-rows", test_stated_rows);
  g_test_add_func ("/softmax/sigmoid", test_sigmoid);
  g_test_add_func ("/softmax/targets", test_targets);
  g_test_add_func ("/softmax/masked-mean", test_masked_mean);
  return g_test_run ();
}
