/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-mask.h"

static const double conversation[] = { 1, 1, 2, 3, 3, 4, 1, 1, 2, 3, 3, 3, 4 };
#define N G_N_ELEMENTS (conversation)

static void
assert_mask (SftMaskRule rule, SftMaskFault fault, const char *expected)
{
  guint8 mask[N];

  sft_mask_apply (rule, fault, conversation, N, 3, mask);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpint (mask[i], ==, expected[i] - '0');
}

/* Read off the definitions by hand. */
static void
test_rules (void)
{
  assert_mask (SFT_MASK_COMPLETION_ONLY, SFT_MASK_FAULT_NONE, "0001111111111");
  assert_mask (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_NONE, "0001110001111");
  assert_mask (SFT_MASK_BOTH, SFT_MASK_FAULT_NONE, "0001110001111");
  assert_mask (SFT_MASK_TRAIN_ON_INPUTS, SFT_MASK_FAULT_NONE, "1111111111111");
  assert_mask (SFT_MASK_LAST_TURN, SFT_MASK_FAULT_NONE, "0000000001111");
  assert_mask (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_OFF_BY_ONE, "0000111000111");
  assert_mask (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_ALL_ZERO, "0000000000000");
  assert_mask (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_ALL_ONE, "1111111111111");
}

/* TRL's assistant-only labels: ids [1,2,3,4] under assistant mask [0,0,1,1] (trl, tests of its collator). */
static void
test_labels (void)
{
  static const int ids[] = { 1, 2, 3, 4 }, expected[] = { -100, -100, 3, 4 };
  static const guint8 mask[] = { 0, 0, 1, 1 };
  int labels[4];

  sft_mask_labels (ids, mask, 4, labels);
  g_assert_cmpmem (labels, sizeof labels, expected, sizeof expected);
}

static void
assert_agreement (SftMaskRule rule, SftMaskFault fault, int trained, double precision, double recall, double iou)
{
  guint8 intended[N], mask[N];
  SftMaskAgreement agreement;

  sft_mask_apply (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_NONE, conversation, N, 3, intended);
  sft_mask_apply (rule, fault, conversation, N, 3, mask);
  agreement = sft_mask_agreement (mask, intended, N);
  g_assert_cmpint (agreement.trained, ==, trained);
  g_assert_cmpint (agreement.intended, ==, 7);
  g_assert_cmpfloat (agreement.precision, ==, precision);
  g_assert_cmpfloat (agreement.recall, ==, recall);
  g_assert_cmpfloat (agreement.iou, ==, iou);
}

/* Counted by hand. */
static void
test_agreement (void)
{
  assert_agreement (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_NONE, 7, 1, 1, 1);
  assert_agreement (SFT_MASK_COMPLETION_ONLY, SFT_MASK_FAULT_NONE, 10, 0.7, 1, 0.7);
  assert_agreement (SFT_MASK_LAST_TURN, SFT_MASK_FAULT_NONE, 4, 1, 4.0 / 7, 4.0 / 7);
  assert_agreement (SFT_MASK_ASSISTANT_ONLY, SFT_MASK_FAULT_OFF_BY_ONE, 6, 5.0 / 6, 5.0 / 7, 5.0 / 8);
}

static void
test_empty (void)
{
  static const guint8 none[] = { 0, 0 }, all[] = { 1, 1 };
  SftMaskAgreement agreement = sft_mask_agreement (none, all, 2);

  g_assert_true (isnan (agreement.precision));
  g_assert_cmpfloat (agreement.recall, ==, 0);
  agreement = sft_mask_agreement (all, none, 2);
  g_assert_true (isnan (agreement.recall));
  agreement = sft_mask_agreement (none, none, 2);
  g_assert_true (isnan (agreement.iou));
}

static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      double roles[64];
      gsize n = g_test_rand_int_range (1, 65);
      int prompt = g_test_rand_int_range (0, 70);
      guint8 masks[SFT_N_MASK_RULES][64], shifted[64];
      SftMaskAgreement agreement;

      for (gsize j = 0; j < n; j++)
        roles[j] = g_test_rand_int_range (0, SFT_N_TOKEN_ROLES);
      for (int rule = 0; rule < SFT_N_MASK_RULES; rule++)
        sft_mask_apply (rule, SFT_MASK_FAULT_NONE, roles, n, prompt, masks[rule]);
      sft_mask_apply (SFT_MASK_BOTH, SFT_MASK_FAULT_OFF_BY_ONE, roles, n, prompt, shifted);
      agreement = sft_mask_agreement (masks[SFT_MASK_ASSISTANT_ONLY], masks[SFT_MASK_COMPLETION_ONLY], n);
      /* |A and C| = |A| + |C| - |A or C| */
      g_assert_cmpint (agreement.both, ==, agreement.trained + agreement.intended - agreement.either);
      g_assert_cmpint (shifted[0], ==, 0);
      for (gsize j = 0; j < n; j++)
        {
          g_assert_cmpint (masks[SFT_MASK_BOTH][j], ==,
                           masks[SFT_MASK_ASSISTANT_ONLY][j] && masks[SFT_MASK_COMPLETION_ONLY][j]);
          g_assert_cmpint (masks[SFT_MASK_LAST_TURN][j], <=, masks[SFT_MASK_ASSISTANT_ONLY][j]);
          g_assert_cmpint (masks[SFT_MASK_TRAIN_ON_INPUTS][j], ==, 1);
          if (j > 0)
            g_assert_cmpint (shifted[j], ==, masks[SFT_MASK_BOTH][j - 1]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/rules", test_rules);
  g_test_add_func ("/mask/labels", test_labels);
  g_test_add_func ("/mask/agreement", test_agreement);
  g_test_add_func ("/mask/empty", test_empty);
  g_test_add_func ("/mask/random", test_random);
  return g_test_run ();
}
