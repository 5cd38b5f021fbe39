/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row of a batch's logits predicts which token. */
#include "config.h"

#include "sft-exercise-private.h"

/* More than any example has, so that nothing is cut. */
#define LENGTH 40

static gboolean
make (SftDraft *draft)
{
  int prompt = sft_draft_integer (draft, 2, 16), response = sft_draft_integer (draft, 2, 16);
  int k = sft_draft_integer (draft, 1, response), own = prompt + k - 1;
  int positions = prompt + response + sft_draft_integer (draft, 1, 30), examples = sft_draft_integer (draft, 2, 16);
  int example = sft_draft_integer (draft, 1, examples - 1), before = example * positions;

  sft_draft_set (draft, "prompt_tokens=%d", prompt);
  sft_draft_set (draft, "response_tokens=%d", response);
  sft_draft_set (draft, "max_length=%d", LENGTH);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("%d examples are padded at the end to %d positions each, and the logits of all "
                                  "positions are written below each other as rows, example by example. In which "
                                  "row, counted from 0, stand the logits that predict the token asked for?"),
                              examples, positions));
  sft_draft_given (draft, sft_text (N_ ("Example %d, counted from 0: a prompt of %d tokens, then a response of %d"),
                                    example, prompt, response));
  sft_draft_given (draft, sft_text (N_ ("Asked for: its response token %d; the first is token 1"), k));
  sft_draft_answer_integer (draft, before + own - 1);
  sft_draft_step (draft, sft_text (N_ ("Rows of the examples before it, padding included: %d × %d = %d"), example,
                                   positions, before));
  sft_draft_step (draft, sft_text (N_ ("Response token %d stands at position %d + %d − 1 = %d"), k, prompt, k, own));
  sft_draft_step (draft,
                  sft_text (N_ ("The logits at a position predict the next token, so it is predicted at %d − 1 = %d"),
                            own, own - 1));
  sft_draft_step (draft, sft_text (N_ ("Row: %d + %d = %d"), before, own - 1, before + own - 1));
  sft_draft_wrong (draft, before + own,
                   N_ ("This is the row of the token itself: its logits already predict the next one."));
  sft_draft_wrong (draft, before + own + 1, N_ ("This is the row after the token: the shift goes the other way."));
  sft_draft_wrong (draft, before + k - 1,
                   N_ ("This is its place in the response: the prompt's tokens come before it."));
  sft_draft_wrong (draft, own - 1, N_ ("This is the position in its example: the examples before it have rows too."));
  sft_draft_wrong (draft, before + positions + own - 1,
                   N_ ("This counts the rows of the token's own example among those before it."));
  sft_draft_wrong (draft, before - positions + own - 1,
                   N_ ("This leaves out one of the examples before it: they count from 0."));
  return TRUE;
}

const SftGenerator sft_exercise_shift_by_one = {
  .id = "shift-by-one",
  .demo = 6,
  .concept = TRUE,
  .title = N_ ("Shifted by one"),
  .make = make,
};
