/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random split puts prompts of one user on both sides. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  double share = sft_draft_decimal (draft, 0.1, 0.5, 3);
  int users = sft_draft_integer (draft, 50, 200), each = sft_draft_integer (draft, 2, 5);

  sft_draft_set (draft, "prompts=%d", users * each);
  sft_draft_set (draft, "prompts_per_user=%d", each);
  sft_draft_set (draft, "validation_share=%.3f", share);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Each of %d users wrote %d prompts. Every prompt goes to validation with the "
                                  "probability %.3f, independently. How likely is it that a validation prompt has "
                                  "at least one other prompt of its user in training?"),
                              users, each, share));
  sft_draft_answer_share (draft, sft_draft_readout (draft, "leak_probability", 0), 3);
  sft_draft_answer_is_readout (draft, "leak_probability", 0);
  sft_draft_step (draft, sft_text (N_ ("Other prompts of its user: %d − 1 = %d"), each, each - 1));
  sft_draft_step (
      draft, sft_text (N_ ("All of them in validation too: %.3f^%d = %.4f"), share, each - 1, pow (share, each - 1)));
  sft_draft_step (draft, sft_text (N_ ("At least one in training: 1 − %.4f = %.4f"), pow (share, each - 1),
                                   1 - pow (share, each - 1)));
  sft_draft_wrong (draft, pow (share, each - 1), N_ ("This is the probability of no leak."));
  sft_draft_wrong (draft, 1 - pow (share, each), N_ ("The prompt itself is counted: only the others can leak."));
  sft_draft_wrong (draft, pow (1 - share, each - 1), N_ ("This is the probability that all others are in training."));
  sft_draft_wrong (draft, 1 - share, N_ ("This is the probability for one other prompt alone."));
  sft_draft_wrong (draft, 1 - pow (1 - share, each - 1),
                   N_ ("This is the probability that at least one other prompt is in validation too."));
  return TRUE;
}

const SftGenerator sft_exercise_leak_probability = {
  .id = "leak-probability",
  .demo = 10,
  .concept = TRUE,
  .title = N_ ("Leaks of a random split"),
  .make = make,
};
