/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely the instructed behavior is under a policy that is conditioned by the instruction. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  int k = sft_draft_integer (draft, 2, 8);
  double strength = sft_draft_decimal (draft, 0.3, 4, 2), weight = exp (strength);

  sft_draft_prompt (draft,
                    sft_text (N_ ("A policy chooses among %d behaviors by a softmax. The instructed behavior has "
                                  "the logit %.2f, every other one 0. How likely is the instructed behavior?"),
                              k, strength));
  sft_draft_set (draft, "instructions=%d", k);
  sft_draft_set (draft, "strength=%.2f", strength);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_answer_share (draft, sft_draft_readout (draft, "p_follow", 0), 3);
  sft_draft_answer_is_readout (draft, "p_follow", 0);
  sft_draft_step (draft,
                  sft_text (N_ ("Weight of the instructed behavior: exp(%.2f) = %.4f; of each other one: exp(0) = 1"),
                            strength, weight));
  sft_draft_step (draft, sft_text (N_ ("Probability: %.4f / (%.4f + %d) = %.4f"), weight, weight, k - 1,
                                   weight / (weight + k - 1)));
  sft_draft_wrong (draft, 1.0 / k, N_ ("This is the probability without an instruction: all behaviors alike."));
  sft_draft_wrong (draft, weight / (weight + k),
                   N_ ("The instructed behavior stands twice below the line: the others are one fewer."));
  sft_draft_wrong (draft, strength / (strength + k - 1), N_ ("The logit itself was used: a softmax takes exp of it."));
  sft_draft_wrong (draft, weight / (weight + 1), N_ ("This counts only one other behavior."));
  return TRUE;
}

const SftGenerator sft_exercise_follow_probability = {
  .id = "follow-probability",
  .demo = 2,
  .concept = TRUE,
  .title = N_ ("Probability of following an instruction"),
  .make = make,
};
