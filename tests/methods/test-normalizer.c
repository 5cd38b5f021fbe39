/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-normalizer.h"

/* Replies of 10 and 100 tokens with losses 2 and 1, prompts of 5 tokens with loss 3: worked by hand. */
static void
test_example (void)
{
  static const double lengths[] = { 10, 100 }, losses[] = { 2, 1 }, prompts[] = { 5, 5 }, prompt_losses[] = { 3, 3 };
  static const double expected[2][SFT_N_NORMALIZERS] = {
    { 120.0 / 110, 1.5, 1.5, 120, 120.0 / 110 },
    { 135.0 / 115, (27.5 / 12.5 + 107.5 / 102.5) / 2, (27.5 / 12.5 + 107.5 / 102.5) / 2, 135, 135.0 / 120 },
  };

  for (int half = 0; half < 2; half++)
    {
      SftLossBatch batch = { 2, lengths, losses, prompts, prompt_losses, half * 0.5, 2 };

      for (int i = 0; i < SFT_N_NORMALIZERS; i++)
        g_assert_cmpfloat (fabs (sft_normalizer_loss (&batch, i) - expected[half][i]), <, 1e-13);
    }
}

static void
test_relative_weights (void)
{
  static const double lengths[] = { 10, 100 }, losses[] = { 2, 1 }, zeros[] = { 0, 0 };
  SftLossBatch batch = { 2, lengths, losses, zeros, zeros, 0, 2 };
  double micro[2], token[2];

  sft_normalizer_factors (&batch, SFT_NORMALIZER_MICRO_BATCH_MEAN, micro);
  sft_normalizer_factors (&batch, SFT_NORMALIZER_TOKEN_MEAN, token);
  g_assert_cmpfloat (fabs (micro[0] / token[0] - 5.5), <, 1e-14);
  g_assert_cmpfloat (fabs (micro[1] / token[1] - 0.55), <, 1e-14);
}

static void
test_micro_batches (void)
{
  static const double any[7] = { 1, 1, 1, 1, 1, 1, 1 };
  static const int expected[] = { 0, 0, 0, 1, 1, 2, 2 }; /* sizes 3, 2, 2: larger first */
  SftLossBatch batch = { 7, any, any, any, any, 0, 3 };

  for (gsize i = 0; i < 7; i++)
    g_assert_cmpint (sft_loss_batch_micro_batch (&batch, i), ==, expected[i]);
}

static void
test_nothing_to_divide_by (void)
{
  static const double lengths[] = { 0, 100 }, losses[] = { 2, 1 }, prompts[] = { 5, 5 }, prompt_losses[] = { 3, 3 };
  SftLossBatch batch = { 2, lengths, losses, prompts, prompt_losses, 0, 2 };

  g_assert_true (isnan (sft_normalizer_loss (&batch, SFT_NORMALIZER_EXAMPLE_MEAN)));
  g_assert_true (isnan (sft_normalizer_loss (&batch, SFT_NORMALIZER_MICRO_BATCH_MEAN)));
  g_assert_true (isnan (sft_normalizer_micro_minus_token (&batch)));
  g_assert_cmpfloat (sft_normalizer_loss (&batch, SFT_NORMALIZER_TOKEN_MEAN), ==, 1);
}

/* Each token written out, with its weight and loss. */
static double
token_mean_by_tokens (const SftLossBatch *batch)
{
  double sum = 0, weight = 0;

  for (gsize i = 0; i < batch->n; i++)
    {
      for (int t = 0; t < batch->prompt_tokens[i]; t++, weight += batch->prompt_weight)
        sum += batch->prompt_weight * batch->prompt_losses[i];
      for (int t = 0; t < batch->response_tokens[i]; t++, weight += 1)
        sum += batch->response_losses[i];
    }
  return sum / weight;
}

static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      double lengths[16], losses[16], prompts[16], prompt_losses[16];
      SftLossBatch batch = { g_test_rand_int_range (1, 17),
                             lengths,
                             losses,
                             prompts,
                             prompt_losses,
                             g_test_rand_bit () ? 0 : g_test_rand_double (),
                             1 };
      double token, micro, factors[16], weight = 0;

      batch.micro_batches = g_test_rand_int_range (1, (int)batch.n + 1);
      for (gsize j = 0; j < batch.n; j++)
        {
          lengths[j] = g_test_rand_int_range (1, 200);
          prompts[j] = g_test_rand_int_range (0, 50);
          losses[j] = g_test_rand_double_range (0, 5);
          prompt_losses[j] = g_test_rand_double_range (0, 5);
        }
      token = sft_normalizer_loss (&batch, SFT_NORMALIZER_TOKEN_MEAN);
      micro = sft_normalizer_loss (&batch, SFT_NORMALIZER_MICRO_BATCH_MEAN);
      /* Sums of at most 4,000 terms below 5: 1e-11 is far above rounding and far below a token. */
      g_assert_cmpfloat (fabs (token - token_mean_by_tokens (&batch)), <, 1e-11);
      g_assert_cmpfloat (fabs (micro - token - sft_normalizer_micro_minus_token (&batch)), <, 1e-11);
      for (int normalizer = 0; normalizer < SFT_NORMALIZER_SUM; normalizer++)
        {
          /* Every mean gives all tokens together weight 1. */
          sft_normalizer_factors (&batch, normalizer, factors);
          weight = 0;
          for (gsize j = 0; j < batch.n; j++)
            weight += factors[j] * sft_loss_batch_weight (&batch, j);
          g_assert_cmpfloat (fabs (weight - 1), <, 1e-12);
        }
      if (batch.micro_batches == 1)
        g_assert_cmpfloat (fabs (micro - token), <, 1e-12);
      if (batch.micro_batches == (int)batch.n)
        g_assert_cmpfloat (fabs (micro - sft_normalizer_loss (&batch, SFT_NORMALIZER_EXAMPLE_MEAN)), <, 1e-12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalizer/example", test_example);
  g_test_add_func ("/normalizer/relative-weights", test_relative_weights);
  g_test_add_func ("/normalizer/micro-batches", test_micro_batches);
  g_test_add_func ("/normalizer/nothing-to-divide-by", test_nothing_to_divide_by);
  g_test_add_func ("/normalizer/random", test_random);
  return g_test_run ();
}
