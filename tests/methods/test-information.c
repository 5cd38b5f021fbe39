/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-information.h"

#define N_MAX 8

/* A distribution with some zeros. */
static void
random_distribution (double *p, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      p[i] = g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_double ();
      sum += p[i];
    }
  if (sum == 0)
    sum = p[0] = 1;
  for (gsize i = 0; i < n; i++)
    p[i] /= sum;
}

/* Cover and Thomas, Elements of Information Theory, examples 2.1.1, 2.2.1 and 2.3.1, in bits. */
static void
test_published (void)
{
  static const double fair[2] = { 0.5, 0.5 }, skewed[2] = { 0.75, 0.25 }, letters[4] = { 0.5, 0.25, 0.125, 0.125 };
  static const double joint[16] = { 1 / 8.0,  1 / 16.0, 1 / 32.0, 1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 32.0, 1 / 32.0,
                                    1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 4.0,  0,       0,        0 };

  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_entropy (fair, 2)) - 1), <, 1e-15);
  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_entropy (letters, 4)) - 1.75), <, 1e-15);
  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_entropy (joint, 16)) - 27 / 8.0), <, 1e-14);
  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_mutual_information (joint, 4, 4)) - 3 / 8.0), <, 1e-14);
  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_kl_divergence (fair, skewed, 2)) - 0.2075), <, 5e-5);
  g_assert_cmpfloat (fabs (sft_nats_to_bits (sft_kl_divergence (skewed, fair, 2)) - 0.1887), <, 5e-5);
}

static void
test_edges (void)
{
  static const double sure[2] = { 1, 0 }, never[2] = { 0, 1 };

  g_assert_cmpfloat (sft_entropy (sure, 2), ==, 0);
  g_assert_cmpfloat (sft_binary_entropy (0), ==, 0);
  g_assert_cmpfloat (sft_binary_entropy (1), ==, 0);
  g_assert_true (isinf (sft_cross_entropy (sure, never, 2)));
  g_assert_true (isinf (sft_kl_divergence (sure, never, 2)));
  g_assert_cmpfloat (sft_kl_divergence (sure, sure, 2), ==, 0);
  g_assert_cmpfloat (sft_cross_entropy (sure, sure, 2), ==, 0);
  /* By series: p - p log p, to an ulp. */
  g_assert_cmpfloat (fabs (sft_binary_entropy (1e-12) / (1e-12 * (1 + 12 * log (10))) - 1), <, 1e-12);
}

/* CE = H + KL, KL is not below 0, H of a yes is that of two outcomes. */
static void
test_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize n = g_test_rand_int_range (1, N_MAX + 1);
      double p[N_MAX], q[N_MAX], yes = g_test_rand_double (), two[2] = { yes, 1 - yes };

      random_distribution (p, n);
      for (gsize k = 0; k < n; k++)
        q[k] = g_test_rand_double_range (1e-6, 1);
      double sum = 0;
      for (gsize k = 0; k < n; k++)
        sum += q[k];
      for (gsize k = 0; k < n; k++)
        q[k] /= sum;
      /* Eight terms below 14. */
      g_assert_cmpfloat (fabs (sft_cross_entropy (p, q, n) - sft_entropy (p, n) - sft_kl_divergence (p, q, n)), <,
                         1e-13);
      g_assert_cmpfloat (sft_kl_divergence (p, q, n), >=, 0);
      g_assert_cmpfloat (sft_entropy (p, n), <=, log ((double)n) + 1e-14);
      g_assert_cmpfloat (fabs (sft_binary_entropy (yes) - sft_entropy (two, 2)), <, 1e-14);
    }
}

/* I = H(row) + H(column) - H(joint), 0 for a product. */
static void
test_mutual (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize rows = g_test_rand_int_range (1, 4), columns = g_test_rand_int_range (1, 4);
      double joint[9], a[3] = { 0 }, b[3] = { 0 }, expected;

      random_distribution (joint, rows * columns);
      for (gsize k = 0; k < rows * columns; k++)
        {
          a[k / columns] += joint[k];
          b[k % columns] += joint[k];
        }
      expected = sft_entropy (a, rows) + sft_entropy (b, columns) - sft_entropy (joint, rows * columns);
      /* Nine terms of at most 1. */
      g_assert_cmpfloat (fabs (sft_mutual_information (joint, rows, columns) - expected), <, 1e-14);
      for (gsize k = 0; k < rows * columns; k++)
        joint[k] = a[k / columns] * b[k % columns];
      g_assert_cmpfloat (sft_mutual_information (joint, rows, columns), <, 1e-14);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/information/published", test_published);
  g_test_add_func ("/information/edges", test_edges);
  g_test_add_func ("/information/identities", test_identities);
  g_test_add_func ("/information/mutual", test_mutual);
  return g_test_run ();
}
