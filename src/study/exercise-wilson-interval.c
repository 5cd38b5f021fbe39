/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure a win rate is. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"
#include "sft-interval.h"

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 8, 40), wins = sft_draft_integer (draft, n / 2, n - 1);
  double z = SFT_Z_95, p = (double)wins / n, low, high, center, half;

  sft_draft_set (draft, "wins=%d", wins);
  sft_draft_set (draft, "losses=%d", n - wins);
  sft_draft_set (draft, "ties=0");
  if (!sft_draft_compute (draft))
    return FALSE;
  low = sft_draft_readout (draft, "wilson_low", 0);
  high = sft_draft_readout (draft, "wilson_high", 0);
  center = (p + z * z / (2 * n)) / (1 + z * z / n);
  half = high - center;
  sft_draft_prompt (draft,
                    sft_text (N_ ("A model wins %d of %d comparisons. What is the lower end of Wilson's 95 %% interval "
                                  "of its win rate?"),
                              wins, n));
  sft_draft_given (
      draft,
      sft_text (N_ ("With n comparisons, share p, z = 1.96: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)")));
  sft_draft_answer_share (draft, low, 3);
  sft_draft_answer_is_readout (draft, "wilson_low", 0);
  sft_draft_step (draft,
                  sft_text (N_ ("p = %d / %d = %.4f; center (p + z²/2n) / (1 + z²/n) = %.4f"), wins, n, p, center));
  sft_draft_step (draft, sft_text (N_ ("Half width: %.4f, so from %.4f to %.4f"), half, low, high));
  sft_draft_wrong (draft, high, N_ ("This is the upper end."));
  sft_draft_wrong (draft, p, N_ ("This is the win rate itself."));
  sft_draft_wrong (
      draft, p - z * sqrt (p * (1 - p) / n),
      N_ ("This is the plain normal interval around the share, which is inexact when there are few comparisons."));
  sft_draft_wrong (draft, p - half,
                   N_ ("The half width was taken from the share: the interval is centered nearer to one half."));
  return TRUE;
}

const SftGenerator sft_exercise_wilson_interval = {
  .id = "wilson-interval",
  .demo = 21,
  .concept = TRUE,
  .title = N_ ("How sure a win rate is"),
  .make = make,
};
