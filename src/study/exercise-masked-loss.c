/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The masked loss of one small example, from logits. */
#include "config.h"

#include "sft-exercise-private.h"

#define VOCABULARY 3
#define MAX_TOKENS 4

typedef struct
{
  int tokens;
  double logits[MAX_TOKENS * VOCABULARY], targets[MAX_TOKENS], mask[MAX_TOKENS];
} Example;

static void
draw (SftDraft *draft, Example *example)
{
  example->tokens = sft_draft_integer (draft, 3, MAX_TOKENS);
  sft_draft_decimals (draft, -2, 3, 1, example->logits, (gsize)example->tokens * VOCABULARY);
  for (int t = 0; t < example->tokens; t++)
    {
      example->targets[t] = sft_draft_integer (draft, 0, VOCABULARY - 1);
      example->mask[t] = t > 0 && (t >= example->tokens - 2 || sft_draft_integer (draft, 0, 1) == 1);
    }
}

static void
explain (SftDraft *draft, const Example *example)
{
  double sum = 0;
  int active = 0;

  for (int t = 0; t < example->tokens; t++)
    {
      double nll = sft_draft_readout (draft, "token_nll", (guint)t);
      double logit = example->logits[t * VOCABULARY + (int)example->targets[t]];

      if (example->mask[t] == 0)
        continue;
      sft_draft_step (draft, sft_text (N_ ("Token %d: log-sum-exp of the logits %.4f, minus the target's logit %.1f: "
                                           "NLL %.4f"),
                                       t, nll + logit, logit, nll));
      sum += nll;
      active++;
    }
  sft_draft_step (draft,
                  sft_text (N_ ("Masked loss: sum %.4f over %d tokens with mask 1: %.4f"), sum, active, sum / active));
  sft_draft_wrong (draft, sft_draft_readout (draft, "full_loss", 0),
                   N_ ("This is the mean over all tokens: the mask was left out."));
  sft_draft_wrong (draft, sum / example->tokens,
                   N_ ("This divides the masked sum by all tokens instead of those with mask 1."));
  sft_draft_wrong (draft, sum, N_ ("This is the sum of the masked NLL: it was not divided by their number."));
  sft_draft_wrong (draft, -sum / active, N_ ("The minus of the negative log-likelihood was left out."));
}

static gboolean
make (SftDraft *draft)
{
  Example example;

  draw (draft, &example);
  sft_draft_prompt (draft,
                    sft_text (N_ ("An example has %d tokens. What is its masked loss in nats, the mean NLL of the "
                                  "tokens that carry loss?"),
                              example.tokens));
  for (int t = 0; t < example.tokens; t++)
    sft_draft_given_list (draft,
                          sft_text (N_ ("Token %d: logits %s; target %d; mask %d"), t, SFT_LIST,
                                    (int)example.targets[t], (int)example.mask[t]),
                          &example.logits[t * VOCABULARY], VOCABULARY, 1);
  sft_draft_set_matrix (draft, "logits", example.logits, (gsize)example.tokens, VOCABULARY);
  sft_draft_set_list (draft, "targets", example.targets, (gsize)example.tokens);
  sft_draft_set_list (draft, "response_mask", example.mask, (gsize)example.tokens);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_answer_number (draft, sft_draft_readout (draft, "masked_loss", 0), 2);
  sft_draft_answer_is_readout (draft, "masked_loss", 0);
  explain (draft, &example);
  return TRUE;
}

const SftGenerator sft_exercise_masked_loss = {
  .id = "masked-loss",
  .demo = 1,
  .title = N_ ("Masked loss from logits"),
  .make = make,
};
