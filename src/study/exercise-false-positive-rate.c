/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A false-positive rate is counted among benign prompts. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 12, 60);
  double at = sft_draft_decimal (draft, 0.2, 0.6, 2), harmful, benign;

  sft_draft_set (draft, "seed=%d", sft_draft_integer (draft, 0, 1000000));
  sft_draft_set (draft, "samples=%d", n);
  sft_draft_set (draft, "harmful_a=%.1f", sft_draft_decimal (draft, 2, 6, 1));
  sft_draft_set (draft, "benign_b=%.1f", sft_draft_decimal (draft, 2, 6, 1));
  sft_draft_set (draft, "threshold=%.2f", at);
  if (!sft_draft_compute (draft))
    return FALSE;
  harmful = rint (n * sft_draft_readout (draft, "block_harmful", 0));
  benign = rint (n * sft_draft_readout (draft, "block_benign", 0));
  if (benign < 2 || benign > n - 2 || harmful < 2)
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("A guardrail was tried on %d harmful and %d benign prompts. What is its "
                                         "false-positive rate?"),
                                     n, n));
  sft_draft_given (draft, sft_text (N_ ("Blocked: %.0f harmful and %.0f benign prompts"), harmful, benign));
  sft_draft_answer_share (draft, sft_draft_readout (draft, "block_benign", 0), 3);
  sft_draft_answer_is_readout (draft, "block_benign", 0);
  sft_draft_step (draft, sft_text (N_ ("False positives are benign prompts that were blocked: %.0f"), benign));
  sft_draft_step (draft,
                  sft_text (N_ ("They are counted among the benign prompts: %.0f / %d = %.4f"), benign, n, benign / n));
  sft_draft_wrong (draft, benign / (2 * n),
                   N_ ("This counts over all prompts: only benign ones can be false positives."));
  sft_draft_wrong (
      draft, benign / (harmful + benign),
      N_ ("This counts over the blocked prompts: it is the share of false alarms, 1 minus the precision."));
  sft_draft_wrong (draft, harmful / n, N_ ("This is the true-positive rate, counted among harmful prompts."));
  sft_draft_wrong (draft, 1 - benign / n, N_ ("This is the share of benign prompts that pass."));
  return TRUE;
}

const SftGenerator sft_exercise_false_positive_rate = {
  .id = "false-positive-rate",
  .demo = 4,
  .title = N_ ("False-positive rate"),
  .make = make,
};
