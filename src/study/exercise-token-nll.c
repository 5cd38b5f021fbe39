/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The NLL of one token. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define VOCABULARY 4

static gboolean
make (SftDraft *draft)
{
  double logits[VOCABULARY], target = sft_draft_integer (draft, 0, VOCABULARY - 1), nll, logit, plain = 0;

  sft_draft_decimals (draft, -2, 3, 1, logits, VOCABULARY);
  sft_draft_set_matrix (draft, "logits", logits, 1, VOCABULARY);
  sft_draft_set_list (draft, "targets", &target, 1);
  sft_draft_set (draft, "response_mask=1");
  if (!sft_draft_compute (draft))
    return FALSE;
  nll = sft_draft_readout (draft, "token_nll", 0);
  logit = logits[(int)target];
  for (int v = 0; v < VOCABULARY; v++)
    plain += logits[v];
  /* Nearly sure tokens have no digits to show. */
  if (nll < 0.05)
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("What is the NLL of the target token in nats?")));
  sft_draft_given_list (draft, sft_text (N_ ("Logits of tokens 0 to %d: %s"), VOCABULARY - 1, SFT_LIST), logits,
                        VOCABULARY, 1);
  sft_draft_given (draft, sft_text (N_ ("Target: token %d"), (int)target));
  sft_draft_answer_number (draft, nll, 2);
  sft_draft_answer_is_readout (draft, "token_nll", 0);
  sft_draft_step (
      draft, sft_text (N_ ("Sum of exp of the logits: %.4f; its logarithm: %.4f"), exp (nll + logit), nll + logit));
  sft_draft_step (draft, sft_text (N_ ("NLL: %.4f − (%.1f) = %.4f, which is −log of the probability %.4f"), nll + logit,
                                   logit, nll, exp (-nll)));
  sft_draft_wrong (draft, -nll, N_ ("This is the log-probability: the NLL is its negative."));
  sft_draft_wrong (draft, exp (-nll), N_ ("This is the probability of the target, not minus its logarithm."));
  sft_draft_wrong (draft, nll / G_LN2, N_ ("This is in bits: nats take the natural logarithm."));
  sft_draft_wrong (draft, nll / G_LN10, N_ ("This takes the logarithm to base 10: nats take the natural one."));
  sft_draft_wrong (draft, -logit, N_ ("This is minus the logit: the log-sum-exp of all logits is missing."));
  sft_draft_wrong (draft, plain > 0 && logit > 0 ? -log (logit / plain) : NAN,
                   N_ ("The logits were divided by their sum: a softmax takes exp of them first."));
  return TRUE;
}

const SftGenerator sft_exercise_token_nll = {
  .id = "token-nll",
  .demo = 16,
  .title = N_ ("NLL of a token"),
  .make = make,
};
