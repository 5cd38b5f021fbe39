/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sft-random.h"

#include "golden.h"

#include <math.h>
#include <string.h>

/* The C++ standard ([rand.predef]): the 10,000th output of mt19937 with its default seed 5489 is 4123659995. */
static void
test_mersenne_twister (void)
{
  SftRandom random;
  guint32 last = 0;

  sft_random_seed (&random, 5489);
  for (int i = 0; i < 10000; i++)
    last = sft_random_uint32 (&random);
  g_assert_cmpuint (last, ==, 4123659995u);
}

/* The lesson's guardrail cells: seed 42 once, then 500 harmful Beta(6, 2) and 500 benign Beta(2, 6) scores for
 * each of the five cells in order (NumPy 1.24.2). All 5,000 are equal as doubles. */
static void
test_notebook_scores (void)
{
  const int demos[] = { 4, 9, 14, 19, 24 };
  SftRandom random;
  int compared = 0;

  sft_random_seed (&random, 42);
  for (gsize draw = 0; draw < G_N_ELEMENTS (demos); draw++)
    {
      g_autofree char *name = g_strdup_printf ("guardrail-%02d-scores.txt", demos[draw]);
      g_autoptr (GArray) golden = golden_numbers (name);
      double scores[1000];

      g_assert_cmpuint (golden->len, ==, 1000);
      g_assert_true (sft_random_fill_beta (&random, 6, 2, scores, 500, NULL, NULL));
      g_assert_true (sft_random_fill_beta (&random, 2, 6, scores + 500, 500, NULL, NULL));
      for (int i = 0; i < 1000; i++, compared++)
        assert_draw (scores[i], g_array_index (golden, double, i));
    }
  g_assert_cmpint (compared, ==, 5000);
}

/* 1,000 pairs of shapes (1, below, just above, large, both at most 1) against NumPy's RandomState, bit for bit. */
static void
test_numpy_beta (void)
{
  g_auto (GStrv) lines = golden_lines ("random-beta.txt");
  int johnk = 0, n = 0;

  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], " ", -1);
      SftRandom random;
      double a, b;

      g_assert_cmpuint (g_strv_length (words), ==, 6);
      a = golden_bits (words[1]);
      b = golden_bits (words[2]);
      johnk += a <= 1 && b <= 1;
      sft_random_seed (&random, (guint32)g_ascii_strtoull (words[0], NULL, 10));
      for (int i = 3; i < 6; i++)
        assert_draw (sft_random_beta (&random, a, b), golden_bits (words[i]));
    }
  g_assert_cmpint (n, ==, 1000);
  g_assert_cmpint (johnk, >, 100);
}

static double
draw_of_kind (SftRandom *random, const char *kind, double shape)
{
  if (strcmp (kind, "double") == 0)
    return sft_random_double (random);
  if (strcmp (kind, "gauss") == 0)
    return sft_random_gauss (random);
  if (strcmp (kind, "exponential") == 0)
    return sft_random_exponential (random);
  g_assert_cmpstr (kind, ==, "gamma");
  return sft_random_gamma (random, shape);
}

/* Eight consecutive draws of many fresh streams against NumPy's RandomState, bit for bit. */
static void
test_numpy_draws (void)
{
  g_auto (GStrv) lines = golden_lines ("random-draws.txt");
  int n = 0;

  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], " ", -1);
      SftRandom random;

      g_assert_cmpuint (g_strv_length (words), ==, 11);
      sft_random_seed (&random, (guint32)g_ascii_strtoull (words[1], NULL, 10));
      for (int i = 3; i < 11; i++)
        assert_draw (draw_of_kind (&random, words[0], golden_bits (words[2])), golden_bits (words[i]));
    }
  g_assert_cmpint (n, ==, 180);
}

static double
random_shape (void)
{
  return g_test_rand_bit () ? g_test_rand_double_range (0.1, 1.2) : g_test_rand_double_range (0.1, 50);
}

/* Filling is drawing one by one, and throwing draws away leaves the stream where drawing them would. */
static void
test_fill (void)
{
  for (int round = 0; round < 30; round++)
    {
      SftRandom one, filled, skipped;
      double a = random_shape (), b = random_shape ();
      gsize n = (gsize)g_test_rand_int_range (0, 10000);
      g_autofree double *out = g_new (double, n + 1);

      sft_random_seed (&one, (guint32)g_test_rand_int ());
      sft_random_gauss (&one);
      filled = skipped = one;
      out[n] = -1;
      g_assert_true (sft_random_fill_beta (&filled, a, b, out, n, NULL, NULL));
      g_assert_true (sft_random_fill_beta (&skipped, a, b, NULL, n, NULL, NULL));
      for (gsize i = 0; i < n; i++)
        assert_same (out[i], sft_random_beta (&one, a, b));
      assert_same (out[n], -1);
      for (int i = 0; i < 5; i++)
        {
          double next = sft_random_gauss (&one);

          assert_same (sft_random_gauss (&filled), next);
          assert_same (sft_random_gauss (&skipped), next);
        }
    }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SftRandom random;
  double out[2] = { -1, -1 };

  sft_random_seed (&random, 1);
  g_assert_true (sft_random_fill_beta (&random, 6, 2, out, 1, cancellable, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (out[0], >, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (sft_random_fill_beta (&random, 6, 2, out + 1, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_same (out[1], -1);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* More draws than anyone waits for: it must end because another thread says so. */
static void
test_cancel_while_drawing (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  SftRandom random;

  sft_random_seed (&random, 1);
  g_assert_false (sft_random_fill_beta (&random, 6, 2, NULL, G_MAXSIZE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* Means of Beta(a, b), gamma(a), gauss and exponential draws lie within 6 standard errors of the laws' a / (a + b),
 * a, 0 and 1: by chance this fails once in 10^8 means. */
static void
test_means (void)
{
  const int n = 20000;

  for (int round = 0; round < 10; round++)
    {
      SftRandom random;
      double a = random_shape (), b = random_shape (), beta = 0, gamma = 0, gauss = 0, exponential = 0;

      sft_random_seed (&random, (guint32)g_test_rand_int ());
      for (int i = 0; i < n; i++)
        {
          double uniform = sft_random_double (&random);

          g_assert_true (uniform >= 0 && uniform < 1);
          beta += sft_random_beta (&random, a, b);
          gamma += sft_random_gamma (&random, a);
          gauss += sft_random_gauss (&random);
          exponential += sft_random_exponential (&random);
        }
      assert_within (beta / n, a / (a + b), 6 * sqrt (a * b / ((a + b) * (a + b) * (a + b + 1) * n)));
      assert_within (gamma / n, a, 6 * sqrt (a / n));
      assert_within (gauss / n, 0, 6 * sqrt (1.0 / n));
      assert_within (exponential / n, 1, 6 * sqrt (1.0 / n));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/mersenne-twister", test_mersenne_twister);
  g_test_add_func ("/random/notebook-scores", test_notebook_scores);
  g_test_add_func ("/random/numpy-beta", test_numpy_beta);
  g_test_add_func ("/random/numpy-draws", test_numpy_draws);
  g_test_add_func ("/random/fill", test_fill);
  g_test_add_func ("/random/cancel", test_cancel);
  g_test_add_func ("/random/cancel-while-drawing", test_cancel_while_drawing);
  g_test_add_func ("/random/means", test_means);
  return g_test_run ();
}
