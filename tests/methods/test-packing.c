/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-packing.h"

/* The lengths of each pack's segments: "[4] [3,1] [2]". */
static char *
describe (const SftPacking *packing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (packing->packs, i);

      g_string_append (text, i > 0 ? " [" : "[");
      for (guint j = 0; j < segments->len; j++)
        g_string_append_printf (text, "%s%d", j > 0 ? "," : "", g_array_index (segments, SftSegment, j).length);
      g_string_append_c (text, ']');
    }
  return g_string_free (text, FALSE);
}

static void
assert_packs (const int *lengths, gsize n, int capacity, SftPacker packer, const char *expected)
{
  g_autoptr (SftPacking) packing = sft_pack (lengths, n, capacity, packer);
  g_autofree char *actual = describe (packing);

  g_assert_cmpstr (actual, ==, expected);
}

/* The outputs that TRL's own tests of its packing expect (trl, tests/test_data_utils.py: "bfd" and "bfd_split"). */
static void
test_published (void)
{
  static const int a[] = { 5, 2, 3, 1 }, b[] = { 6, 3, 3, 4 };

  assert_packs (a, 4, 4, SFT_PACKER_BEST_FIT_DECREASING, "[4] [3,1] [2]");
  assert_packs (a, 4, 4, SFT_PACKER_BEST_FIT_DECREASING_SPLIT, "[4] [3,1] [2,1]");
  assert_packs (b, 4, 4, SFT_PACKER_BEST_FIT_DECREASING_SPLIT, "[4] [4] [3] [3] [2]");
}

static guint
count_packs (const int *lengths, gsize n, int capacity, SftPacker packer)
{
  g_autoptr (SftPacking) packing = sft_pack (lengths, n, capacity, packer);

  return packing->packs->len;
}

/* Neither greedy rule is best: one instance for each, counted by hand. */
static void
test_neither_is_best (void)
{
  static const int a[] = { 9, 2, 6, 11, 2, 2, 6, 7, 15, 3 }, b[] = { 2, 12, 2, 4, 7, 6, 12, 3 };

  g_assert_cmpuint (count_packs (a, 10, 16, SFT_PACKER_BEST_FIT_DECREASING), ==, 5);
  g_assert_cmpuint (count_packs (a, 10, 16, SFT_PACKER_GREEDY_KNAPSACK), ==, 4);
  g_assert_cmpuint (count_packs (b, 8, 16, SFT_PACKER_BEST_FIT_DECREASING), ==, 3);
  g_assert_cmpuint (count_packs (b, 8, 16, SFT_PACKER_GREEDY_KNAPSACK), ==, 4);
}

/* Eight documents of 32 tokens in packs of 8: packs, pairs and leakage computed once in NumPy. */
static void
test_example (void)
{
  static const int lengths[] = { 4, 7, 3, 5, 2, 6, 1, 4 };
  static const struct
  {
    SftPacker packer;
    guint packs;
    int cross, cut;
  } expected[] = {
    { SFT_PACKER_FIRST_FIT, 5, 29, 0 },
    { SFT_PACKER_FIRST_FIT_DECREASING, 4, 50, 0 },
    { SFT_PACKER_BEST_FIT_DECREASING, 4, 50, 0 },
    { SFT_PACKER_BEST_FIT_DECREASING_SPLIT, 4, 50, 0 },
    { SFT_PACKER_GREEDY_KNAPSACK, 4, 50, 0 },
    { SFT_PACKER_SEQUENTIAL, 5, 31, 0 },
    { SFT_PACKER_WRAPPED, 4, 77, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (SftPacking) packing = sft_pack (lengths, 8, 8, expected[i].packer);

      g_assert_cmpuint (packing->packs->len, ==, expected[i].packs);
      g_assert_cmpint (sft_packing_cross_document_pairs (packing), ==, expected[i].cross);
      g_assert_cmpint (packing->documents_cut, ==, expected[i].cut);
      g_assert_cmpint (sft_packing_lower_bound (packing), ==, 4);
    }

  g_autoptr (SftPacking) packing = sft_pack (lengths, 8, 8, SFT_PACKER_BEST_FIT_DECREASING);
  g_assert_cmpint (sft_packing_attention_pairs (packing, TRUE), ==, 94);
  g_assert_cmpfloat (sft_packing_leakage (packing, TRUE, TRUE, 0.25), ==, 0);
  /* Seven printed digits. */
  g_assert_cmpfloat (fabs (sft_packing_leakage (packing, FALSE, TRUE, 0.25) - 0.2111898), <, 5e-8);
  g_assert_cmpfloat (fabs (sft_packing_leakage (packing, FALSE, FALSE, 0.25) - 0.1707519), <, 5e-8);
}

/* Every token of every document lies in exactly one place or was dropped, and no pack is overfull. */
static void
assert_conserved (const SftPacking *packing, const int *lengths, gsize n, SftPacker packer)
{
  g_autofree int *seen = g_new0 (int, n);
  int total = 0, kept = 0;

  for (guint i = 0; i < packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (packing->packs, i);
      int length = sft_packing_length (packing, i);

      g_assert_cmpint (length, >=, 1);
      g_assert_cmpint (length, <=, packing->capacity);
      kept += length;
      for (guint j = 0; j < segments->len; j++)
        {
          SftSegment segment = g_array_index (segments, SftSegment, j);

          g_assert_cmpint (segment.length, >=, 1);
          g_assert_cmpint (segment.start + segment.length, <=, lengths[segment.document]);
          seen[segment.document] += segment.length;
        }
    }
  for (gsize i = 0; i < n; i++)
    {
      gboolean whole = packer == SFT_PACKER_WRAPPED || packer == SFT_PACKER_BEST_FIT_DECREASING_SPLIT;

      total += lengths[i];
      g_assert_cmpint (seen[i], ==, whole ? lengths[i] : MIN (lengths[i], packing->capacity));
    }
  g_assert_cmpint (kept, ==, packing->kept);
  g_assert_cmpint (packing->kept + packing->dropped, ==, total);
  g_assert_cmpint ((int)packing->packs->len, >=, sft_packing_lower_bound (packing));
}

/* (S^2 - sum s^2) / 2, pack by pack. */
static gint64
cross_pairs_by_squares (const SftPacking *packing)
{
  gint64 pairs = 0;

  for (guint i = 0; i < packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (packing->packs, i);
      gint64 length = sft_packing_length (packing, i), squares = 0;

      for (guint j = 0; j < segments->len; j++)
        squares +=
            (gint64)g_array_index (segments, SftSegment, j).length * g_array_index (segments, SftSegment, j).length;
      pairs += (length * length - squares) / 2;
    }
  return pairs;
}

static void
assert_attention (const SftPacking *packing)
{
  guint pack = g_test_rand_int_range (0, packing->packs->len);
  int length = sft_packing_length (packing, pack);
  gboolean block = g_test_rand_bit (), reset = g_test_rand_bit ();
  double slope = g_test_rand_double_range (0, 2), leakage;
  g_autofree double *weights = g_new (double, length *length);
  g_autofree int *documents = g_new (int, length), *positions = g_new (int, length);

  sft_packing_attention (packing, pack, block, reset, slope, weights);
  sft_packing_positions (packing, pack, reset, documents, positions);
  for (int q = 0; q < length; q++)
    {
      double sum = 0;

      g_assert_cmpint (positions[q], ==, reset && q > 0 && positions[q] == 0 ? 0 : q > 0 ? positions[q - 1] + 1 : 0);
      for (int k = 0; k < length; k++)
        {
          g_assert_true (weights[q * length + k] >= 0);
          g_assert_true (k <= q || weights[q * length + k] == 0);
          sum += weights[q * length + k];
        }
      g_assert_cmpfloat (fabs (sum - 1), <, 1e-12); /* at most 64 terms */
    }
  leakage = sft_packing_leakage (packing, block, reset, slope);
  g_assert_true (leakage >= 0 && leakage < 1);
  g_assert_true (!block || leakage == 0);
}

static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      int lengths[24], n = g_test_rand_int_range (1, 25), capacity = g_test_rand_int_range (2, 65);
      SftPacker packer = g_test_rand_int_range (0, SFT_N_PACKERS);

      for (int j = 0; j < n; j++)
        lengths[j] = g_test_rand_int_range (1, 100);
      g_autoptr (SftPacking) packing = sft_pack (lengths, n, capacity, packer);
      assert_conserved (packing, lengths, n, packer);
      g_assert_cmpint (sft_packing_cross_document_pairs (packing), ==, cross_pairs_by_squares (packing));
      assert_attention (packing);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packing/published", test_published);
  g_test_add_func ("/packing/neither-is-best", test_neither_is_best);
  g_test_add_func ("/packing/example", test_example);
  g_test_add_func ("/packing/random", test_random);
  return g_test_run ();
}
