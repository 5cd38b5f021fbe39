/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to train a conversation turn by turn. */
#include "config.h"

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  int turns = sft_draft_integer (draft, 2, 6), user = sft_draft_integer (draft, 5, 60),
      reply = sft_draft_integer (draft, 5, 60);
  int turn = user + reply, tokens;

  sft_draft_set (draft, "turns=%d", turns);
  sft_draft_set (draft, "user_tokens=%d", user);
  sft_draft_set (draft, "reply_tokens=%d", reply);
  sft_draft_set (draft, "training=unrolled");
  if (!sft_draft_compute (draft))
    return FALSE;
  tokens = (int)sft_draft_readout (draft, "tokens_processed", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("A conversation of %d turns is unrolled: each reply becomes an example of its own, "
                                  "with everything before it as the prompt. How many tokens are processed for all "
                                  "of these examples?"),
                              turns));
  sft_draft_given (draft, sft_text (N_ ("Tokens of each user message: %d, of each reply: %d"), user, reply));
  sft_draft_answer_integer (draft, tokens);
  sft_draft_answer_is_readout (draft, "tokens_processed", 0);
  sft_draft_step (draft,
                  sft_text (N_ ("One turn has %d + %d = %d tokens, and example k holds k turns"), user, reply, turn));
  sft_draft_step (draft, sft_text (N_ ("1 + ... + %d = %d turns, so %d × %d = %d tokens"), turns,
                                   turns * (turns + 1) / 2, turns * (turns + 1) / 2, turn, tokens));
  sft_draft_wrong (draft, turns * turn,
                   N_ ("This processes the conversation once, as training on all turns at once does."));
  sft_draft_wrong (draft, turns * reply, N_ ("This counts the trained tokens alone: prompts are processed too."));
  sft_draft_wrong (draft, turns * turns * turn,
                   N_ ("This gives every example the whole conversation: example k has k turns."));
  sft_draft_wrong (draft, turns * (turns - 1) / 2 * turn, N_ ("This leaves each example's own turn out."));
  return TRUE;
}

const SftGenerator sft_exercise_unrolled_tokens = {
  .id = "unrolled-tokens",
  .demo = 15,
  .concept = TRUE,
  .title = N_ ("Tokens of unrolled turns"),
  .make = make,
};
