/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which position predicts which token. */
#include "config.h"

#include "sft-exercise-private.h"

/* More than any example has, so that nothing is cut. */
#define LENGTH 40

static gboolean
make (SftDraft *draft)
{
  int prompt = sft_draft_integer (draft, 2, 16), response = sft_draft_integer (draft, 2, 16);
  int k = sft_draft_integer (draft, 1, response), own = prompt + k - 1;

  sft_draft_set (draft, "prompt_tokens=%d", prompt);
  sft_draft_set (draft, "response_tokens=%d", response);
  sft_draft_set (draft, "max_length=%d", LENGTH);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("A sequence holds a prompt of %d tokens and then a response of %d. At which "
                                         "position, counted from 0, stand the logits that predict response token %d "
                                         "(the first is token 1)?"),
                                     prompt, response, k));
  sft_draft_answer_integer (draft, own - 1);
  sft_draft_step (draft, sft_text (N_ ("Response token %d stands at position %d + %d − 1 = %d"), k, prompt, k, own));
  sft_draft_step (draft,
                  sft_text (N_ ("The logits at a position predict the next token, so it is predicted at %d − 1 = %d"),
                            own, own - 1));
  sft_draft_wrong (draft, own,
                   N_ ("This is the position of the token itself: its logits already predict the next one."));
  sft_draft_wrong (draft, own + 1, N_ ("This is the position after the token: the shift goes the other way."));
  sft_draft_wrong (draft, k - 1, N_ ("This is its place in the response: the prompt's tokens come before it."));
  return TRUE;
}

const SftGenerator sft_exercise_shift_by_one = {
  .id = "shift-by-one",
  .demo = 6,
  .concept = TRUE,
  .title = N_ ("Shifted by one"),
  .make = make,
};
