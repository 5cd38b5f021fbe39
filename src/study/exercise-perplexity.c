/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From token losses to the perplexity of a response. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define VOCABULARY 4
#define MAX_TOKENS 5

static gboolean
draw (SftDraft *draft, int n, double *mask)
{
  double logits[MAX_TOKENS * VOCABULARY], targets[MAX_TOKENS];

  sft_draft_decimals (draft, -1, 2, 1, logits, (gsize)n * VOCABULARY);
  for (int t = 0; t < n; t++)
    {
      targets[t] = sft_draft_integer (draft, 0, VOCABULARY - 1);
      mask[t] = t >= n - 2 || (t > 0 && sft_draft_integer (draft, 0, 1) == 1);
    }
  sft_draft_set_matrix (draft, "logits", logits, (gsize)n, VOCABULARY);
  sft_draft_set_list (draft, "targets", targets, (gsize)n);
  sft_draft_set_list (draft, "response_mask", mask, (gsize)n);
  return sft_draft_compute (draft);
}

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 3, MAX_TOKENS), active = 0;
  double mask[MAX_TOKENS], nll[MAX_TOKENS], loss, sum = 0, exponentials = 0;

  if (!draw (draft, n, mask))
    return FALSE;
  for (int t = 0; t < n; t++)
    {
      nll[t] = sft_draft_readout (draft, "token_nll", (guint)t);
      sum += mask[t] * nll[t];
      exponentials += mask[t] * exp (nll[t]);
      active += (int)mask[t];
    }
  loss = sft_draft_readout (draft, "masked_loss", 0);
  /* What four shown decimals and two asked ones can carry. */
  if (exp (loss) > 20)
    return FALSE;
  sft_draft_prompt (
      draft, sft_text (N_ ("Of %d tokens those with mask 1 carry loss. What is the perplexity of the response?"), n));
  sft_draft_given_list (draft, sft_text (N_ ("NLL in nats: %s"), SFT_LIST), nll, (gsize)n, 4);
  sft_draft_given_list (draft, sft_text (N_ ("Response mask: %s"), SFT_LIST), mask, (gsize)n, 0);
  sft_draft_answer_number (draft, exp (loss), 2);
  sft_draft_step (draft, sft_text (N_ ("Masked loss: %.4f / %d = %.4f"), sum, active, loss));
  sft_draft_step (draft, sft_text (N_ ("Perplexity: exp(%.4f) = %.4f"), loss, exp (loss)));
  sft_draft_wrong (draft, loss, N_ ("This is the masked loss: the perplexity is exp of it."));
  sft_draft_wrong (draft, exp (sft_draft_readout (draft, "full_loss", 0)),
                   N_ ("This takes all tokens: the mask was left out."));
  sft_draft_wrong (draft, exp (sum), N_ ("This is exp of the sum of the NLL: it is exp of their mean."));
  sft_draft_wrong (draft, exponentials / active,
                   N_ ("This is the mean of the exponentials: the mean comes first, then exp."));
  sft_draft_wrong (draft, exp2 (loss),
                   N_ ("This is 2 to the power of the loss: the NLL is in nats, so the base is e."));
  return TRUE;
}

const SftGenerator sft_exercise_perplexity = {
  .id = "perplexity",
  .demo = 11,
  .title = N_ ("Perplexity from NLL"),
  .make = make,
};
