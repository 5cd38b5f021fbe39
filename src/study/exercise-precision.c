/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rare harm makes most alarms false. */
#include "config.h"

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  double prevalence = sft_draft_decimal (draft, 0.01, 0.3, 2), at = sft_draft_decimal (draft, 0.3, 0.7, 2);
  double tpr, fpr, hits, alarms, precision;

  sft_draft_set (draft, "prevalence=%.2f", prevalence);
  sft_draft_set (draft, "threshold=%.2f", at);
  sft_draft_set (draft, "samples=10");
  if (!sft_draft_compute (draft))
    return FALSE;
  tpr = sft_draft_readout (draft, "tpr", 0);
  fpr = sft_draft_readout (draft, "fpr", 0);
  precision = sft_draft_readout (draft, "precision", 0);
  hits = prevalence * tpr;
  alarms = hits + (1 - prevalence) * fpr;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Of all prompts the share %.2f is harmful. At the threshold %.2f a guardrail has the "
                                  "rates below. What is its precision, the share of blocked prompts that are "
                                  "harmful?"),
                              prevalence, at));
  sft_draft_given (draft, sft_text (N_ ("True-positive rate: %.4f"), tpr));
  sft_draft_given (draft, sft_text (N_ ("False-positive rate: %.5f"), fpr));
  sft_draft_answer_share (draft, precision, 3);
  sft_draft_answer_is_readout (draft, "precision", 0);
  sft_draft_step (draft,
                  sft_text (N_ ("Harmful and blocked: %.2f × %.4f = %.5f of all prompts"), prevalence, tpr, hits));
  sft_draft_step (draft, sft_text (N_ ("Benign and blocked: %.2f × %.5f = %.5f of all prompts"), 1 - prevalence, fpr,
                                   alarms - hits));
  sft_draft_step (draft, sft_text (N_ ("Precision: %.5f / %.5f = %.4f"), hits, alarms, precision));
  sft_draft_wrong (draft, tpr,
                   N_ ("This is the true-positive rate: it counts among harmful prompts, not among blocked ones."));
  sft_draft_wrong (draft, tpr / (tpr + fpr), N_ ("The prevalence was left out, as if both kinds were equally common."));
  sft_draft_wrong (draft, 1 - fpr, N_ ("This is the share of benign prompts that pass."));
  sft_draft_wrong (draft, 1 - precision, N_ ("This is the share of blocked prompts that are benign."));
  return TRUE;
}

const SftGenerator sft_exercise_precision = {
  .id = "precision",
  .demo = 19,
  .concept = TRUE,
  .title = N_ ("Precision at a low prevalence"),
  .make = make,
};
