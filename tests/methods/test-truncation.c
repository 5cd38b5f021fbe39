/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-truncation.h"

static void
assert_kept (int prompt, int response, int max_length, SftTruncation truncation, SftKept expected, int targets)
{
  SftKept kept = sft_truncate (prompt, response, max_length, truncation);

  g_assert_cmpint (kept.prompt_start, ==, expected.prompt_start);
  g_assert_cmpint (kept.prompt, ==, expected.prompt);
  g_assert_cmpint (kept.response_start, ==, expected.response_start);
  g_assert_cmpint (kept.response, ==, expected.response);
  g_assert_cmpint (sft_kept_targets (&kept), ==, targets);
}

/* Worked by hand on 4 prompt tokens and 4 of response. */
static void
test_ends (void)
{
  assert_kept (4, 4, 16, SFT_TRUNCATE_KEEP_START, (SftKept){ 0, 4, 0, 4 }, 4);
  assert_kept (4, 4, 6, SFT_TRUNCATE_KEEP_START, (SftKept){ 0, 4, 0, 2 }, 2);
  assert_kept (4, 4, 6, SFT_TRUNCATE_KEEP_END, (SftKept){ 2, 2, 0, 4 }, 4);
  assert_kept (4, 4, 3, SFT_TRUNCATE_KEEP_END, (SftKept){ 4, 0, 1, 3 }, 2);
  assert_kept (0, 4, 6, SFT_TRUNCATE_KEEP_START, (SftKept){ 0, 0, 0, 4 }, 3);
  assert_kept (0, 0, 0, SFT_TRUNCATE_KEEP_END, (SftKept){ 0, 0, 0, 0 }, 0);
}

/* LLaMA-Factory's test of infer_seqlen: (source, target, cutoff) -> (source, target). The fourth is worked by hand. */
static void
test_proportional (void)
{
  assert_kept (3000, 2000, 1000, SFT_TRUNCATE_PROPORTIONAL, (SftKept){ 0, 600, 0, 400 }, 400);
  assert_kept (2000, 3000, 1000, SFT_TRUNCATE_PROPORTIONAL, (SftKept){ 0, 400, 0, 600 }, 600);
  assert_kept (1000, 100, 1000, SFT_TRUNCATE_PROPORTIONAL, (SftKept){ 0, 900, 0, 100 }, 100);
  assert_kept (16, 1, 1, SFT_TRUNCATE_PROPORTIONAL, (SftKept){ 0, 1, 0, 0 }, 0);
  assert_kept (100, 1000, 1000, SFT_TRUNCATE_PROPORTIONAL, (SftKept){ 0, 100, 0, 900 }, 900);
}

/* TRL drops an example that truncation leaves fully masked: completion mask [0, 0, 0, 1, 1], max_length 3. */
static void
test_fully_masked (void)
{
  assert_kept (3, 2, 3, SFT_TRUNCATE_KEEP_START, (SftKept){ 0, 3, 0, 0 }, 0);
}

/* The closed forms of the counts, and what any truncation promises. */
static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      int x = g_test_rand_int_range (0, 40), r = g_test_rand_int_range (1, 40), l = g_test_rand_int_range (1, 60);
      SftKept start = sft_truncate (x, r, l, SFT_TRUNCATE_KEEP_START);
      SftKept end = sft_truncate (x, r, l, SFT_TRUNCATE_KEEP_END);
      SftKept both = sft_truncate (x, r, l, SFT_TRUNCATE_PROPORTIONAL);

      g_assert_cmpint (sft_kept_targets (&start), ==, MAX (0, MIN (x + r, l) - MAX (x, 1)));
      g_assert_cmpint (sft_kept_targets (&end), ==, MIN (r, l) - (end.prompt == 0));
      g_assert_cmpint (start.prompt + start.response, ==, MIN (x + r, l));
      g_assert_cmpint (end.prompt + end.response, ==, MIN (x + r, l));
      g_assert_cmpint (both.prompt + both.response, <=, MIN (x + r, l));
      g_assert_cmpint (both.prompt, >=, 0);
      g_assert_cmpint (both.response, >=, 0);
      if (x + r <= l)
        {
          g_assert_cmpint (both.prompt, ==, x);
          g_assert_cmpint (both.response, ==, r);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truncation/ends", test_ends);
  g_test_add_func ("/truncation/proportional", test_proportional);
  g_test_add_func ("/truncation/fully-masked", test_fully_masked);
  g_test_add_func ("/truncation/random", test_random);
  return g_test_run ();
}
