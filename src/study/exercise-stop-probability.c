/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a model that learned to stop still runs into the limit. */
#include "config.h"

#include <math.h>

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
  int which = sft_draft_integer (draft, 0, G_N_ELEMENTS (rules) - 1), reply = sft_draft_integer (draft, 5, 60);
  int turns = sft_draft_integer (draft, 2, 8), longest = 4 * sft_draft_integer (draft, 4, 50), ends, all;
  double p, cut;

  sft_draft_set (draft, "train_on_eot=%s", rules[which].id);
  sft_draft_set (draft, "reply_tokens=%d", reply);
  sft_draft_set (draft, "turns=%d", turns);
  sft_draft_set (draft, "max_new_tokens=%d", longest);
  if (!sft_draft_compute (draft))
    return FALSE;
  ends = (int)sft_draft_readout (draft, "eot_targets", 0);
  all = ends + turns * reply;
  p = sft_draft_readout (draft, "p_stop_mle", 0);
  cut = pow (1 - p, longest);
  /* Hardly ever and nearly always have no digits to show. */
  if (cut < 0.02 || cut > 0.98)
    return FALSE;
  sft_draft_prompt (
      draft, sft_text (N_ ("A model has one probability of ending its turn at any token: the share of end tokens "
                           "among its trained targets. It learned from conversations of %d turns with replies of "
                           "%d tokens each. How likely is it that a reply has not ended after %d tokens and "
                           "is cut off there?"),
                       turns, reply, longest));
  sft_draft_given (draft, sft_text_constant (rules[which].words));
  sft_draft_answer_share (draft, cut, 3);
  sft_draft_step (draft, sft_text (N_ ("Trained end tokens: %d; reply tokens, each a choice not to end: %d × %d = %d"),
                                   ends, turns, reply, turns * reply));
  sft_draft_step (draft, sft_text (N_ ("Probability to end: %d / (%d + %d) = %.5f"), ends, ends, turns * reply, p));
  sft_draft_step (draft, sft_text (N_ ("Not to end, %d times in a row: (%d / %d)^%d = %.4f"), longest, all - ends, all,
                                   longest, cut));
  sft_draft_wrong (draft, pow (1 - (double)ends / (turns * reply), longest),
                   N_ ("The end tokens are missing below the line: they are targets too."));
  sft_draft_wrong (draft, pow (1 - (double)turns / (turns + turns * reply), longest),
                   N_ ("This trains the end token of every assistant turn."));
  sft_draft_wrong (draft, pow (1 - 1.0 / (1 + turns * reply), longest), N_ ("This trains one end token alone."));
  sft_draft_wrong (draft, 1 - cut, N_ ("This is the probability that the reply ends in time."));
  sft_draft_wrong (draft, 1 - p, N_ ("This is the probability to go on at one token: all of them must go on."));
  return TRUE;
}

const SftGenerator sft_exercise_stop_probability = {
  .id = "stop-probability",
  .demo = 13,
  .concept = TRUE,
  .title = N_ ("Learning to stop"),
  .make = make,
};
