/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What truncation leaves to train on. */
#include "config.h"

#include "sft-exercise-private.h"

static const char *const ids[] = { "keep_start", "keep_end" };
static const char *const words[] = { N_ ("The first tokens are kept."), N_ ("The last tokens are kept.") };

static gboolean
make (SftDraft *draft)
{
  int prompt = sft_draft_integer (draft, 2, 16), response = sft_draft_integer (draft, 2, 16);
  int eos = sft_draft_integer (draft, 0, 1), side = sft_draft_integer (draft, 0, 1);
  int length = sft_draft_integer (draft, 3, prompt + response + eos - 1), targets, kept_prompt, kept_response;

  sft_draft_set (draft, "prompt_tokens=%d", prompt);
  sft_draft_set (draft, "response_tokens=%d", response);
  sft_draft_set (draft, "end_of_sequence=%d", eos);
  sft_draft_set (draft, "max_length=%d", length);
  sft_draft_set (draft, "truncation=%s", ids[side]);
  if (!sft_draft_compute (draft))
    return FALSE;
  targets = (int)sft_draft_readout (draft, "trained_targets", 0);
  kept_prompt = (int)sft_draft_readout (draft, "kept_prompt_tokens", 0);
  kept_response = (int)sft_draft_readout (draft, "kept_response_tokens", 0);
  if (targets == 0)
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("An example is truncated to a longest sequence. How many response tokens are "
                                         "still trained as targets, an end of sequence counted in?")));
  sft_draft_given (draft, sft_text (N_ ("Prompt tokens: %d, response tokens: %d, end-of-sequence tokens: %d"), prompt,
                                    response, eos));
  sft_draft_given (draft, sft_text (N_ ("Longest sequence: %d tokens"), length));
  sft_draft_given (draft, sft_text_constant (words[side]));
  sft_draft_answer_integer (draft, targets);
  sft_draft_answer_is_readout (draft, "trained_targets", 0);
  sft_draft_step (draft, sft_text (N_ ("Whole example: %d tokens; kept: %d of the prompt and %d of the response"),
                                   prompt + response + eos, kept_prompt, kept_response));
  if (targets < kept_response)
    sft_draft_step (
        draft, sft_text (N_ ("No prompt token is left, so nothing predicts the first kept token: it is no target")));
  sft_draft_step (draft, sft_text (N_ ("Trained targets: %d"), targets));
  sft_draft_wrong (draft, response + eos, N_ ("This is the whole response: truncation cuts some of it."));
  sft_draft_wrong (draft, length, N_ ("This is every token that is kept: those of the prompt carry no loss."));
  if (targets < kept_response)
    sft_draft_wrong (draft, kept_response, N_ ("The first kept token has nothing before it that could predict it."));
  if (eos == 1 && side == 1)
    sft_draft_wrong (draft, targets - 1, N_ ("The end-of-sequence token is trained too."));
  sft_draft_wrong (draft, MAX (length - response - eos, 0), N_ ("This is how many tokens of the prompt would fit."));
  return TRUE;
}

const SftGenerator sft_exercise_kept_targets = {
  .id = "kept-targets",
  .demo = 6,
  .concept = TRUE,
  .title = N_ ("Targets left by truncation"),
  .make = make,
};
