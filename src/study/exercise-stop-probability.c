/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a model learns to stop. */
#include "config.h"

#include "sft-exercise-private.h"

static const struct
{
  const char *id, *words;
} rules[] = {
  { "turn", N_ ("The end token of every assistant turn is trained.") },
  { "last", N_ ("Only the end token of the last assistant turn is trained.") },
  { "all", N_ ("The end tokens of assistant and user turns are trained.") },
};

static gboolean
make (SftDraft *draft)
{
  int which = sft_draft_integer (draft, 0, G_N_ELEMENTS (rules) - 1), reply = sft_draft_integer (draft, 2, 20);
  int turns = sft_draft_integer (draft, 2, 8), ends;
  double p;

  sft_draft_set (draft, "train_on_eot=%s", rules[which].id);
  sft_draft_set (draft, "reply_tokens=%d", reply);
  sft_draft_set (draft, "turns=%d", turns);
  sft_draft_set (draft, "steps=1");
  if (!sft_draft_compute (draft))
    return FALSE;
  ends = (int)sft_draft_readout (draft, "eot_targets", 0);
  p = sft_draft_readout (draft, "p_stop_mle", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("A model has one probability of ending its turn at any token. A conversation of %d "
                                  "turns has replies of %d tokens each. Which probability does maximum likelihood "
                                  "give the end token?"),
                              turns, reply));
  sft_draft_given (draft, sft_text_constant (rules[which].words));
  sft_draft_answer_number (draft, p, 3);
  sft_draft_answer_is_readout (draft, "p_stop_mle", 0);
  draft->exercise->share = TRUE;
  sft_draft_step (draft, sft_text (N_ ("Trained end tokens: %d; reply tokens, each a choice not to end: %d × %d = %d"),
                                   ends, turns, reply, turns * reply));
  sft_draft_step (draft, sft_text (N_ ("Probability: %d / (%d + %d) = %.4f"), ends, ends, turns * reply, p));
  sft_draft_wrong (draft, (double)ends / (turns * reply),
                   N_ ("The end tokens are missing below the line: they are targets too."));
  sft_draft_wrong (draft, (double)turns / (turns + turns * reply),
                   N_ ("This trains the end token of every assistant turn."));
  sft_draft_wrong (draft, 1.0 / (1 + turns * reply), N_ ("This trains one end token alone."));
  sft_draft_wrong (draft, 1 - p, N_ ("This is the probability to go on."));
  return TRUE;
}

const SftGenerator sft_exercise_stop_probability = {
  .id = "stop-probability",
  .demo = 13,
  .concept = TRUE,
  .title = N_ ("Learning to stop"),
  .make = make,
};
