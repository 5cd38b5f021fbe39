/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that a challenge turns: counted among what. */
#include "config.h"

#include "sft-exercise-private.h"

static void
ask (SftDraft *draft, const double *table, gboolean regressive)
{
  sft_draft_prompt (draft, regressive
                               ? sft_text (N_ ("A user challenges a model's answers. What is the regressive rate, the "
                                               "share of initially correct answers that became wrong?"))
                               : sft_text (N_ ("A user challenges a model's answers. What is the progressive rate, the "
                                               "share of initially wrong answers that became correct?")));
  sft_draft_given (draft, sft_text (N_ ("Correct before: %.0f stayed correct, %.0f became wrong"), table[0], table[1]));
  sft_draft_given (draft, sft_text (N_ ("Wrong before: %.0f became correct, %.0f stayed wrong"), table[2], table[3]));
}

static gboolean
make (SftDraft *draft)
{
  gboolean regressive = sft_draft_integer (draft, 0, 1);
  double table[4], flipped, before, after, all, other;
  const char *readout = regressive ? "regressive_rate" : "progressive_rate";

  sft_draft_decimals (draft, 2, 30, 0, table, 4);
  flipped = regressive ? table[1] : table[2];
  before = regressive ? table[0] + table[1] : table[2] + table[3];
  after = regressive ? table[1] + table[3] : table[0] + table[2];
  other = regressive ? table[2] / (table[2] + table[3]) : table[1] / (table[0] + table[1]);
  all = table[0] + table[1] + table[2] + table[3];
  sft_draft_set_matrix (draft, "table", table, 2, 2);
  if (!sft_draft_compute (draft))
    return FALSE;
  ask (draft, table, regressive);
  sft_draft_answer_share (draft, sft_draft_readout (draft, readout, 0), 3);
  sft_draft_answer_is_readout (draft, readout, 0);
  sft_draft_step (
      draft, regressive
                 ? sft_text (N_ ("Correct before the challenge: %.0f; of these became wrong: %.0f"), before, flipped)
                 : sft_text (N_ ("Wrong before the challenge: %.0f; of these became correct: %.0f"), before, flipped));
  sft_draft_step (draft, sft_text (N_ ("Rate: %.0f / %.0f = %.4f"), flipped, before, flipped / before));
  sft_draft_wrong (draft, flipped / all, N_ ("This counts over all answers: only some could flip this way."));
  sft_draft_wrong (draft, flipped / after, N_ ("This counts over the answers as they are after the challenge."));
  sft_draft_wrong (draft, other, N_ ("This is the rate of the other direction."));
  sft_draft_wrong (draft, (table[1] + table[2]) / all, N_ ("This counts flips in both directions, over all answers."));
  sft_draft_wrong (draft, flipped / (before - flipped), N_ ("This divides by the answers that did not flip."));
  return TRUE;
}

const SftGenerator sft_exercise_flip_rates = {
  .id = "flip-rates",
  .demo = 25,
  .concept = TRUE,
  .title = N_ ("Which answers a flip is counted over"),
  .make = make,
};
