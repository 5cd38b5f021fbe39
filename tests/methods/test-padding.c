/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-padding.h"

/* TRL's language-modeling collator, examples [1, 2, 3] and [4, 5] (trl, tests of its collator). */
static void
test_trl_labels (void)
{
  static const int ids[] = { 1, 2, 3, 4, 5 }, lengths[] = { 3, 2 }, expected[] = { 1, 2, 3, 4, 5, -100 };
  int labels[6];

  sft_pad_labels (ids, lengths, 2, 3, labels);
  g_assert_cmpmem (labels, sizeof labels, expected, sizeof expected);
}

/* Lengths 10, 19, 16, 14, 6, 6, 5, 18 in batches of four, by hand: 4 * 19 + 4 * 18 places as they come,
 * 4 * 10 + 4 * 19 in order of length. */
static void
test_by_hand (void)
{
  static const int lengths[] = { 10, 19, 16, 14, 6, 6, 5, 18 };
  static const gsize grouped[] = { 6, 4, 5, 0, 3, 2, 7, 1 };
  gsize order[8];

  sft_batch_order (lengths, 8, FALSE, order);
  g_autoptr (GArray) as_they_come = sft_padded_batches (lengths, order, 8, 4);
  g_assert_cmpint (sft_padded_tokens (as_they_come), ==, 148);
  sft_batch_order (lengths, 8, TRUE, order);
  g_assert_cmpmem (order, sizeof order, grouped, sizeof grouped);
  g_autoptr (GArray) sorted = sft_padded_batches (lengths, order, 8, 4);
  g_assert_cmpint (sft_padded_tokens (sorted), ==, 116);
  g_autoptr (GArray) odd = sft_padded_batches (lengths, order, 8, 3);
  g_assert_cmpuint (odd->len, ==, 3);
  g_assert_cmpuint (g_array_index (odd, SftPaddedBatch, 2).n, ==, 2);
  g_assert_cmpint (g_array_index (odd, SftPaddedBatch, 2).padded, ==, 38);
}

/* Every example is in one batch; grouping is a stable sort; where all batches are full it never pads more. */
static void
test_identities (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gsize size = g_test_rand_int_range (1, 9), n = g_test_rand_int_range (1, 30);
      int lengths[30];
      gsize order[30], plain[30];
      gint64 tokens = 0, seen = 0;

      for (gsize j = 0; j < n; j++)
        tokens += lengths[j] = g_test_rand_int_range (1, 12);
      sft_batch_order (lengths, n, TRUE, order);
      sft_batch_order (lengths, n, FALSE, plain);
      for (gsize j = 1; j < n; j++)
        g_assert_true (lengths[order[j - 1]] < lengths[order[j]]
                       || (lengths[order[j - 1]] == lengths[order[j]] && order[j - 1] < order[j]));
      g_autoptr (GArray) sorted = sft_padded_batches (lengths, order, n, size);
      g_autoptr (GArray) unsorted = sft_padded_batches (lengths, plain, n, size);
      for (guint b = 0; b < sorted->len; b++)
        seen += g_array_index (sorted, SftPaddedBatch, b).tokens;
      g_assert_cmpint (seen, ==, tokens);
      g_assert_cmpint (sft_padded_tokens (sorted), >=, tokens);
      if (n % size == 0)
        g_assert_cmpint (sft_padded_tokens (sorted), <=, sft_padded_tokens (unsorted));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/padding/trl-labels", test_trl_labels);
  g_test_add_func ("/padding/by-hand", test_by_hand);
  g_test_add_func ("/padding/identities", test_identities);
  return g_test_run ();
}
