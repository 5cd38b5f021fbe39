/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The masked NLL of a batch of float logits, in every variant that this processor runs. */
#include "sft-batch-nll.h"

#include "golden.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define ROW_MAX 3000

/* Random rows of very different kinds: ordinary, far from 0, dominated, tied, ascending, with infinities. */
static gsize
random_row (float *x)
{
  gsize n = (gsize)g_test_rand_int_range (1, g_test_rand_bit () ? 40 : ROW_MAX + 1);
  int kind = g_test_rand_int_range (0, 9);
  double center = kind == 0 ? random_logit (4) : kind == 1 ? random_logit (38) : 0;
  double spread = pow (10, g_test_rand_double_range (-2, 2));

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (float)(center + spread * g_test_rand_double_range (-1, 1));
      if (kind == 2)
        x[i] = (float)g_test_rand_int_range (-3, 4);
      else if (kind == 3)
        x[i] = (float)i * 0.125f - 100;
      else if (kind == 4 && g_test_rand_bit ())
        x[i] = -INFINITY;
    }
  if (kind == 5)
    x[g_test_rand_int_range (0, (gint32)n)] = (float)(spread + g_test_rand_double_range (0, 60));
  else if (kind == 6 && g_test_rand_int_range (0, 4) == 0)
    x[g_test_rand_int_range (0, (gint32)n)] = g_test_rand_bit () ? NAN : INFINITY;
  return n;
}

/* Every sum has a fixed order: the vectors' width must not show in a single bit. */
static void
test_variants_agree (void)
{
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n_kernels = sft_batch_kernels (kernels);
  float x[ROW_MAX], e[ROW_MAX], other[ROW_MAX];

  g_test_message ("variants: %" G_GSIZE_FORMAT ", best: %s", n_kernels, kernels[n_kernels - 1]->name);
  for (int round = 0; round < 3000; round++)
    {
      gsize n = random_row (x);
      SftBatchRow expected;

      kernels[0]->reduce (x, n, &expected);
      if (isfinite (expected.maximum))
        {
          gsize ties = 0;

          for (gsize i = 0; i < n; i++)
            ties += x[i] == expected.maximum;
          assert_same (expected.ties, (double)ties);
        }
      kernels[0]->exponentials (x, n, e);
      for (gsize k = 1; k < n_kernels; k++)
        {
          SftBatchRow row;

          kernels[k]->reduce (x, n, &row);
          assert_same (row.maximum, expected.maximum);
          if (row.maximum < INFINITY)
            {
              assert_same (row.ties, expected.ties);
              assert_same (row.rest, expected.rest);
            }
          kernels[k]->exponentials (x, n, other);
          for (gsize i = 0; i < n; i++)
            g_assert_true (isnan (e[i]) ? isnan (other[i]) : memcmp (e + i, other + i, sizeof *e) == 0);
        }
    }
}

static double
ulps_from_exact (float x, float e)
{
  long double exact = expl (x);
  int exponent;

  frexpl (exact, &exponent);
  return fabs ((double)((e - exact) / ldexpl (1, MAX (exponent, FLT_MIN_EXP) - FLT_MANT_DIG)));
}

/* Below 0.71 ulp (0.702 over all floats of the range, counted once): half an ulp is the last rounding, the rest
 * polynomial and reduction. */
static void
test_exponential (void)
{
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n_kernels = sft_batch_kernels (kernels);
  const float special[] = { 0, -0.0f, -INFINITY, -FLT_MAX, -89, NAN, FLT_TRUE_MIN };
  float x[4096], e[4096];

  for (gsize k = 0; k < n_kernels; k++)
    {
      for (int round = 0; round < 100; round++)
        {
          for (int i = 0; i < 4096; i++)
            {
              /* Anywhere, near 0, and within a few floats of a boundary between two exponents. */
              double boundary = (g_test_rand_int_range (-126, 92) + 0.5) * log (2);

              x[i] = (float)g_test_rand_double_range (-87.33, SFT_BATCH_GREATEST);
              if (i % 4 == 1)
                x[i] = (float)random_logit (0);
              else if (i % 4 == 2)
                x[i] = (float)(boundary + g_test_rand_double_range (-1e-5, 1e-5));
            }
          kernels[k]->exponentials (x, 4096, e);
          for (int i = 0; i < 4096; i++)
            if (!(ulps_from_exact (x[i], e[i]) < 0.71))
              g_error ("%s: exp (%.9g) is %.9g, off by %g ulp", kernels[k]->name, x[i], e[i],
                       ulps_from_exact (x[i], e[i]));
        }
      kernels[k]->exponentials (special, G_N_ELEMENTS (special), e);
      assert_same (e[0], 1);
      assert_same (e[1], 1);
      assert_same (e[2], 0);
      assert_same (e[3], 0);
      assert_same (e[4], 0);
      assert_same (e[5], NAN);
      assert_same (e[6], 1);
    }
}

/* The log-sum-exp against a sum in long double; and the NLL of the maximum, which is small where it dominates,
 * against log1p of the other entries' sum, to the digits that floats give these: four roundings of 2^-24 (the
 * exponential and three sums), and where the row is taken relative to its maximum, |d| of them in exp (d).
 * 1e-33: up to 3,000 entries below the least normal float count as 0. */
static void
test_precision (void)
{
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n_kernels = sft_batch_kernels (kernels);
  float x[ROW_MAX];

  for (int round = 0; round < 2000; round++)
    {
      gsize n = random_row (x), top = 0;
      gint32 target;
      guint8 mask = 1;
      double loss, log_sum;
      long double rest = 0, slack = 0, exact;

      for (gsize i = 1; i < n; i++)
        top = x[i] > x[top] ? i : top;
      for (gsize i = 0; i < n; i++)
        if (i != top)
          {
            long double d = (long double)x[i] - x[top];

            rest += expl (d);
            slack += d > -200 ? expl (d) * (4 - d) * FLT_EPSILON / 2 : 0;
          }
      if (isnan (rest) || !isfinite (x[top]))
        continue;
      target = (gint32)top;
      g_assert_true (sft_batch_masked_nll_with (kernels[round % (int)n_kernels], x, 1, n, &target, &mask, &loss, NULL));
      assert_within (loss, (double)log1pl (rest), (double)(slack / (1 + rest)) + 1e-15 * loss + 1e-33);
      exact = x[top] + log1pl (rest);
      log_sum = x[top] + loss;
      assert_within (log_sum, (double)exact, 1e-7 * MAX (1, fabs ((double)exact)));
    }
}

/* The same answers as the double function: rows, masks and targets drawn at random. */
static void
test_batch_equals_double (void)
{
  for (int round = 0; round < 200; round++)
    {
      gsize rows = (gsize)g_test_rand_int_range (1, 20), vocabulary = (gsize)g_test_rand_int_range (1, 700);
      g_autofree float *x = g_new (float, rows *vocabulary);
      g_autofree double *wide = g_new (double, rows *vocabulary);
      g_autofree gint32 *targets = g_new (gint32, rows);
      g_autofree double *wide_targets = g_new (double, rows), *weights = g_new (double, rows),
                        *nll = g_new (double, rows);
      g_autofree guint8 *mask = g_new (guint8, rows);
      double loss = 0;

      for (gsize i = 0; i < rows * vocabulary; i++)
        wide[i] = x[i] = (float)random_logit (1.5);
      for (gsize i = 0; i < rows; i++)
        {
          wide_targets[i] = targets[i] = g_test_rand_int_range (0, (gint32)vocabulary);
          mask[i] = (guint8)g_test_rand_int_range (0, 3);
          weights[i] = mask[i] != 0;
        }
      g_assert_true (sft_token_nll (wide, rows, vocabulary, wide_targets, nll, NULL));
      g_assert_true (sft_batch_masked_nll (x, rows, vocabulary, targets, mask, &loss, NULL));
      if (isnan (sft_masked_mean (nll, weights, rows)))
        assert_same (loss, NAN);
      else
        assert_within (loss, sft_masked_mean (nll, weights, rows), 1e-7 * (1 + loss));
    }
}

/* Special rows, longer than a block and shorter: what sft_log_softmax() states. */
static void
test_stated_rows (void)
{
  const float big[] = { FLT_MAX, -FLT_MAX, 64.5f, -41, 0 };
  const gsize lengths[] = { 2, 65, 1500 };
  float x[1500];
  guint8 mask = 1;
  gint32 first = 0, second = 1;
  double loss;

  for (gsize l = 0; l < G_N_ELEMENTS (lengths); l++)
    {
      gsize n = lengths[l];

      for (gsize b = 0; b < G_N_ELEMENTS (big); b++)
        {
          for (gsize i = 0; i < n; i++)
            x[i] = big[b];
          g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
          assert_near (loss, log ((double)n));
        }
      for (gsize i = 0; i < n; i++)
        x[i] = -INFINITY;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_near (loss, log ((double)n));
      x[0] = 5;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_same (loss, 0);
      g_assert_true (sft_batch_masked_nll (x, 1, n, &second, &mask, &loss, NULL));
      assert_same (loss, INFINITY);
      x[n - 1] = INFINITY;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_same (loss, INFINITY);
      x[0] = INFINITY;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_near (loss, log (2));
      x[n - 1] = NAN;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_same (loss, NAN);
      x[0] = -INFINITY;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_same (loss, NAN);
      x[0] = FLT_MAX;
      g_assert_true (sft_batch_masked_nll (x, 1, n, &first, &mask, &loss, NULL));
      assert_same (loss, NAN);
    }
}

/* Rows without loss are not read: neither logits nor target. */
static void
test_mask_and_targets (void)
{
  const float x[6] = { 0, 0, 0, NAN, INFINITY, -INFINITY };
  const guint8 first_only[] = { 1, 0 }, none[] = { 0, 0 }, both[] = { 1, 255 };
  gint32 targets[] = { 2, -100 };
  double loss = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (sft_batch_masked_nll (x, 2, 3, targets, first_only, &loss, NULL));
  assert_near (loss, log (3));
  g_assert_true (sft_batch_masked_nll (x, 2, 3, targets, none, &loss, NULL));
  assert_same (loss, NAN);
  loss = 0;
  g_assert_true (sft_batch_masked_nll (NULL, 0, 3, NULL, NULL, &loss, NULL));
  assert_same (loss, NAN);
  loss = 0;
  g_assert_false (sft_batch_masked_nll (x, 2, 3, targets, both, &loss, &error));
  g_assert_error (error, SFT_LOSS_ERROR, SFT_LOSS_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, "Token 1 "));
  g_assert_nonnull (strstr (error->message, "-100"));
  assert_same (loss, NAN);
  targets[1] = 3;
  g_assert_false (sft_batch_masked_nll (x, 2, 3, targets, both, &loss, NULL));
  targets[0] = -1;
  g_assert_false (sft_batch_masked_nll (x, 2, 3, targets, first_only, &loss, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batch/variants-agree", test_variants_agree);
  g_test_add_func ("/batch/exponential", test_exponential);
  g_test_add_func ("/batch/precision", test_precision);
  g_test_add_func ("/batch/equals-double", test_batch_equals_double);
  g_test_add_func ("/batch/stated-rows", test_stated_rows);
  g_test_add_func ("/batch/mask-and-targets", test_mask_and_targets);
  return g_test_run ();
}
