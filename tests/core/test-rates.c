/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sft-rates.h"

#include "golden.h"
#include "sft-curves.h"
#include "sft-random.h"

#include <float.h>
#include <math.h>

/* The lesson's five guardrail cells: shares of 500, so equal as doubles. */
static void
test_rates_golden (void)
{
  g_autoptr (GArray) rates = golden_numbers ("guardrail-rates.txt");

  g_assert_cmpuint (rates->len, ==, 5 * 30 * 4);
  for (guint cell = 0; cell < 5; cell++)
    {
      const double *rows = &g_array_index (rates, double, cell * 30 * 4);
      g_autofree char *name = g_strdup_printf ("guardrail-%02d-scores.txt", (int)rows[0]);
      g_autoptr (GArray) scores = golden_numbers (name);
      double thresholds[30], harmful[30], benign[30];

      g_assert_cmpuint (scores->len, ==, 1000);
      sft_linspace (0.05, 0.95, 30, thresholds);
      sft_threshold_rates (&g_array_index (scores, double, 0), 500, thresholds, 30, harmful);
      sft_threshold_rates (&g_array_index (scores, double, 500), 500, thresholds, 30, benign);
      for (int j = 0; j < 30; j++)
        {
          assert_same (thresholds[j], rows[4 * j + 1]);
          assert_same (harmful[j], rows[4 * j + 2]);
          assert_same (benign[j], rows[4 * j + 3]);
        }
    }
}

/* The definition. */
static double
counted_rate (const double *scores, gsize n, double threshold)
{
  gsize count = 0;

  if (n == 0 || isnan (threshold))
    return NAN;
  for (gsize i = 0; i < n; i++)
    count += scores[i] >= threshold;
  return (double)count / (double)n;
}

static double
odd_number (void)
{
  const double odd[] = { NAN,      INFINITY, -INFINITY,     0.0,  -0.0, DBL_MAX,
                         -DBL_MAX, DBL_MIN,  -DBL_TRUE_MIN, 1e17, 1,    DBL_TRUE_MIN };

  return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
}

/* Evenly spaced, nearly evenly, at random, with duplicates, with oddities, far apart, packed into a few ulps. */
static void
random_thresholds (double *thresholds, gsize n)
{
  int kind = g_test_rand_int_range (0, 8);
  double low = g_test_rand_double_range (-1, 1), step = pow (10, g_test_rand_double_range (-6, 3));

  if (kind == 6)
    step = 1e307;
  else if (kind == 7)
    step = (nextafter (fabs (low), 2) - fabs (low)) * g_test_rand_int_range (1, 4);
  for (gsize i = 0; i < n; i++)
    {
      thresholds[i] = low + (double)i * step;
      if (kind == 1)
        thresholds[i] += step * g_test_rand_double_range (-0.3, 0.3);
      else if (kind == 2)
        thresholds[i] = random_logit (2);
      else if (kind == 3)
        thresholds[i] = g_test_rand_int_range (0, 4);
      else if (kind == 4 && g_test_rand_int_range (0, 4) == 0)
        thresholds[i] = odd_number ();
    }
  if (kind != 0 && g_test_rand_bit ())
    for (gsize i = n; i > 1; i--)
      {
        gsize j = (gsize)g_test_rand_int_range (0, (gint32)i);
        double swapped = thresholds[i - 1];

        thresholds[i - 1] = thresholds[j];
        thresholds[j] = swapped;
      }
}

/* A threshold, one of its two neighbors, something between or beyond the thresholds, or an oddity. */
static double
adversarial_score (const double *thresholds, gsize n)
{
  double near = n > 0 ? thresholds[g_test_rand_int_range (0, (gint32)n)] : 0;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return near;
    case 1:
      return nextafter (near, INFINITY);
    case 2:
      return nextafter (near, -INFINITY);
    case 3:
      return odd_number ();
    case 4:
      return near + random_logit (0);
    default:
      return random_logit (2);
    }
}

static void
test_rates_equal_count (void)
{
  for (int round = 0; round < 4000; round++)
    {
      gsize n = (gsize)g_test_rand_int_range (0, 60), m = (gsize)g_test_rand_int_range (0, 40);
      double scores[60], thresholds[40], rates[41];

      random_thresholds (thresholds, m);
      for (gsize i = 0; i < n; i++)
        scores[i] = adversarial_score (thresholds, m);
      rates[m] = -1;
      sft_threshold_rates (scores, n, thresholds, m, rates);
      for (gsize j = 0; j < m; j++)
        assert_same (rates[j], counted_rate (scores, n, thresholds[j]));
      assert_same (rates[m], -1);
    }
}

/* Rates fall with the threshold, from the share of numbers to 0. */
static void
test_rates_fall (void)
{
  SftRandom random;

  sft_random_seed (&random, (guint32)g_test_rand_int ());
  for (int round = 0; round < 50; round++)
    {
      double scores[500], thresholds[100], rates[100];

      g_assert_true (sft_random_fill_beta (&random, g_test_rand_double_range (0.1, 50),
                                           g_test_rand_double_range (0.1, 50), scores, 500, NULL, NULL));
      sft_linspace (-0.01, 1.01, 100, thresholds);
      sft_threshold_rates (scores, 500, thresholds, 100, rates);
      assert_same (rates[0], 1);
      assert_same (rates[99], 0);
      for (int j = 1; j < 100; j++)
        g_assert_cmpfloat (rates[j], <=, rates[j - 1]);
    }
}

/* What the header states for special input. */
static void
test_rates_stated (void)
{
  const double scores[] = { NAN, INFINITY, -INFINITY, 0.5 }, thresholds[] = { 0.5, NAN, -INFINITY, INFINITY };
  double rates[4];

  sft_threshold_rates (scores, 4, thresholds, 4, rates);
  assert_same (rates[0], 0.5);
  assert_same (rates[1], NAN);
  assert_same (rates[2], 0.75);
  assert_same (rates[3], 0.25);
  sft_threshold_rates (NULL, 0, thresholds, 4, rates);
  for (int j = 0; j < 4; j++)
    assert_same (rates[j], NAN);
  sft_threshold_rates (scores, 4, NULL, 0, NULL);
}

/* The definition: over all pairs, ties half. */
static double
counted_auc (const double *positive, gsize n, const double *negative, gsize m)
{
  gsize twice = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < m; j++)
      twice += (gsize)(positive[i] > negative[j]) + (gsize)(positive[i] >= negative[j]);
  return (double)twice / (2.0 * (double)n * (double)m);
}

static void
test_auc_equals_count (void)
{
  for (int round = 0; round < 300; round++)
    {
      gsize n = (gsize)g_test_rand_int_range (1, 300), m = (gsize)g_test_rand_int_range (1, 300);
      int kind = g_test_rand_int_range (0, 3);
      double a[300], b[300], auc;

      for (gsize i = 0; i < n + m; i++)
        {
          double score = kind == 0 ? g_test_rand_int_range (-3, 3) : kind == 1 ? random_logit (300) : odd_number ();

          *(i < n ? a + i : b + (i - n)) = isnan (score) ? -0.0 : score;
        }
      auc = sft_auc (a, n, b, m);
      assert_same (auc, counted_auc (a, n, b, m));
      /* Both are exact shares of the same number of pairs, rounded once. */
      assert_within (auc + sft_auc (b, m, a, n), 1, 2 * DBL_EPSILON);
    }
}

static void
test_auc_stated (void)
{
  const double low[] = { 0, 1 }, high[] = { 2, 3, INFINITY }, zeros[] = { -0.0, 0.0 }, nan[] = { 1, NAN };

  assert_same (sft_auc (high, 3, low, 2), 1);
  assert_same (sft_auc (low, 2, high, 3), 0);
  assert_same (sft_auc (zeros, 1, zeros + 1, 1), 0.5);
  assert_same (sft_auc (high + 2, 1, high + 2, 1), 0.5);
  assert_same (sft_auc (NULL, 0, low, 2), NAN);
  assert_same (sft_auc (low, 2, NULL, 0), NAN);
  assert_same (sft_auc (nan, 2, low, 2), NAN);
  assert_same (sft_auc (low, 2, nan, 2), NAN);
}

/* Polynomials of the lesson's laws: Beta(6, 2): TPR = 1 - 7 t^6 + 6 t^7; Beta(2, 6): FPR = (1 - t)^6 (1 + 6 t). */
static void
test_tail_closed (void)
{
  for (int i = 0; i <= 1000; i++)
    {
      double t = i / 1000.0, u = 1 - t;
      /* The first one factored by its double zero at 1, so that it keeps its digits there. */
      double tpr = u * u * (1 + t * (2 + t * (3 + t * (4 + t * (5 + t * 6)))));

      assert_near (sft_beta_tail (t, 6, 2), tpr);
      /* 1 - t is rounded once (half an ulp of 1) here and there, and its sixth power sixfold. */
      assert_within (sft_beta_tail (t, 2, 6), pow (u, 6) * (1 + 6 * t), 1e-14 * pow (u, 6) * (1 + 6 * t) + DBL_EPSILON);
      g_assert_cmpfloat (fabs (tpr - (1 - 7 * pow (t, 6) + 6 * pow (t, 7))), <, 1e-14);
    }
}

/* mpmath with 30 digits; tolerance: GSL's logarithm of the beta function and the powers, up to about 1e3 in the
 * exponent, lose three digits. */
static void
test_tail_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("beta-tail.txt");

  g_assert_cmpuint (golden->len, ==, 200 * 4);
  for (guint i = 0; i < golden->len; i += 4)
    {
      const double *row = &g_array_index (golden, double, i);

      assert_within (sft_beta_tail (row[0], row[1], row[2]), row[3], 2e-13 * row[3]);
    }
}

static void
test_tail_stated (void)
{
  assert_same (sft_beta_tail (0, 0.1, 50), 1);
  assert_same (sft_beta_tail (-INFINITY, 2, 6), 1);
  assert_same (sft_beta_tail (1, 50, 0.1), 0);
  assert_same (sft_beta_tail (INFINITY, 2, 6), 0);
  assert_same (sft_beta_tail (NAN, 2, 6), NAN);
  /* Far below the least double: GSL reports an underflow, which by default would end the program. */
  assert_same (sft_beta_tail (1e-300, 50, 2), 1);
  assert_same (sft_beta_tail (1 - 1e-16, 2, 50), 0);
}

/* Mirrored shapes: TPR (t) + FPR (1 - t) = 1. Thresholds are multiples of 2^-20, so that 1 - t is exact. */
static void
test_tail_identities (void)
{
  for (int i = 0; i < 2000; i++)
    {
      double t = g_test_rand_int_range (0, (1 << 20) + 1) / (double)(1 << 20);
      double a = g_test_rand_double_range (0.1, 50), b = g_test_rand_double_range (0.1, 50);
      double tail = sft_beta_tail (t, a, b);

      assert_within (tail + sft_beta_tail (1 - t, b, a), 1, 4 * DBL_EPSILON);
      g_assert_cmpfloat (tail, >=, 0);
      g_assert_cmpfloat (tail, <=, 1);
      g_assert_cmpfloat (sft_beta_tail (t + 1.0 / 1024, a, b), <=, tail);
    }
}

/* Closed form 1691 / 1716; golden rows of mpmath (another quadrature, 30 digits). 1e-12 is the stated accuracy. */
static void
test_beta_auc_golden (void)
{
  g_autoptr (GArray) golden = golden_numbers ("beta-auc.txt");

  assert_within (sft_beta_auc (6, 2, 2, 6), 1691.0 / 1716, 1e-12);
  g_assert_cmpuint (golden->len, ==, 57 * 5);
  for (guint i = 0; i < golden->len; i += 5)
    {
      const double *row = &g_array_index (golden, double, i);

      assert_within (sft_beta_auc (row[0], row[1], row[2], row[3]), row[4], 1e-12);
    }
}

static double
random_shape (void)
{
  return 0.1 * pow (500, g_test_rand_double ());
}

/* X and Y change places: the two add up to 1. X and Y become 1 - X and 1 - Y: they change places. Alike: one half.
 * Y uniform: P (X > Y) is the mean of X. */
static void
test_beta_auc_identities (void)
{
  for (int i = 0; i < 200; i++)
    {
      double a = random_shape (), b = random_shape (), c = random_shape (), d = random_shape ();
      double auc = sft_beta_auc (a, b, c, d);

      assert_within (auc + sft_beta_auc (c, d, a, b), 1, 2e-12);
      assert_within (auc, sft_beta_auc (d, c, b, a), 2e-12);
      assert_within (sft_beta_auc (a, b, a, b), 0.5, 1e-12);
      assert_within (sft_beta_auc (a, b, 1, 1), a / (a + b), 1e-12);
    }
}

/* Samples follow their laws: rates within 6 standard errors (at most 0.5 / sqrt (n)), AUC within 6 of its own
 * (at most 0.5 / sqrt (n), Hanley and McNeil 1982); by chance this fails once in 10^8. */
static void
test_sample_and_law (void)
{
  const gsize n = 20000;
  g_autofree double *harmful = g_new (double, n);
  g_autofree double *benign = g_new (double, n);
  SftRandom random;

  sft_random_seed (&random, (guint32)g_test_rand_int ());
  for (int round = 0; round < 10; round++)
    {
      double a = random_shape (), b = random_shape (), c = random_shape (), d = random_shape ();
      double thresholds[30], rates[30];

      g_assert_true (sft_random_fill_beta (&random, a, b, harmful, n, NULL, NULL));
      g_assert_true (sft_random_fill_beta (&random, c, d, benign, n, NULL, NULL));
      sft_linspace (0.05, 0.95, 30, thresholds);
      sft_threshold_rates (harmful, n, thresholds, 30, rates);
      for (int j = 0; j < 30; j++)
        assert_within (rates[j], sft_beta_tail (thresholds[j], a, b), 3 / sqrt ((double)n));
      assert_within (sft_auc (harmful, n, benign, n), sft_beta_auc (a, b, c, d), 3 / sqrt ((double)n));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rates/golden", test_rates_golden);
  g_test_add_func ("/rates/equal-count", test_rates_equal_count);
  g_test_add_func ("/rates/fall", test_rates_fall);
  g_test_add_func ("/rates/stated", test_rates_stated);
  g_test_add_func ("/auc/equals-count", test_auc_equals_count);
  g_test_add_func ("/auc/stated", test_auc_stated);
  g_test_add_func ("/beta/tail/closed", test_tail_closed);
  g_test_add_func ("/beta/tail/golden", test_tail_golden);
  g_test_add_func ("/beta/tail/stated", test_tail_stated);
  g_test_add_func ("/beta/tail/identities", test_tail_identities);
  g_test_add_func ("/beta/auc/golden", test_beta_auc_golden);
  g_test_add_func ("/beta/auc/identities", test_beta_auc_identities);
  g_test_add_func ("/beta/sample-and-law", test_sample_and_law);
  return g_test_run ();
}
