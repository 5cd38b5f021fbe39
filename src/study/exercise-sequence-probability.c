/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policy's probability of a whole response. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define VOCABULARY 3
#define MAX_TOKENS 5

static gboolean
draw (SftDraft *draft, int *prompt, int *response)
{
  double logits[MAX_TOKENS * VOCABULARY], targets[MAX_TOKENS], mask[MAX_TOKENS];
  int n;

  *prompt = sft_draft_integer (draft, 1, 2);
  *response = sft_draft_integer (draft, 2, 3);
  n = *prompt + *response;
  for (int t = 0; t < n; t++)
    {
      targets[t] = sft_draft_integer (draft, 0, VOCABULARY - 1);
      mask[t] = t >= *prompt;
      for (int v = 0; v < VOCABULARY; v++)
        logits[t * VOCABULARY + v] =
            v == (int)targets[t] ? sft_draft_decimal (draft, 0.5, 3, 1) : sft_draft_decimal (draft, -1, 1, 1);
    }
  sft_draft_set_matrix (draft, "logits", logits, (gsize)n, VOCABULARY);
  sft_draft_set_list (draft, "targets", targets, (gsize)n);
  sft_draft_set_list (draft, "response_mask", mask, (gsize)n);
  return sft_draft_compute_view (draft, 1, FALSE);
}

static gboolean
make (SftDraft *draft)
{
  int prompt, response;
  double p[MAX_TOKENS], product = 1, sum = 0, all = 1;

  if (!draw (draft, &prompt, &response))
    return FALSE;
  for (int t = 0; t < prompt + response; t++)
    {
      p[t] = exp (-sft_draft_readout (draft, "token_nll", (guint)t));
      all *= p[t];
      if (t < prompt)
        continue;
      product *= p[t];
      sum += p[t];
    }
  if (product < 0.05)
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("A policy gives each token the probability below, given the tokens before it. "
                                         "What is π(y | x), the probability of the whole response?")));
  sft_draft_given_list (draft, sft_text (N_ ("Prompt tokens: %s"), SFT_LIST), p, (gsize)prompt, 4);
  sft_draft_given_list (draft, sft_text (N_ ("Response tokens: %s"), SFT_LIST), p + prompt, (gsize)response, 4);
  sft_draft_answer_share (draft, product, 3);
  sft_draft_step (
      draft,
      sft_text (N_ ("Given the prompt, the response's probability is the product of its tokens': %.4f"), product));
  sft_draft_step (draft,
                  sft_text (N_ ("The same by sums: log π(y | x) = %.4f, the negative sum of the NLL"), log (product)));
  sft_draft_wrong (draft, all, N_ ("This multiplies the prompt's tokens too: the prompt is given."));
  sft_draft_wrong (draft, sum / response,
                   N_ ("This is the mean of the probabilities: all tokens must come, so they multiply."));
  sft_draft_wrong (
      draft, pow (product, 1.0 / response),
      N_ ("This is the geometric mean per token, exp of minus the mean NLL: a response needs all of its tokens."));
  return TRUE;
}

const SftGenerator sft_exercise_sequence_probability = {
  .id = "sequence-probability",
  .demo = 8,
  .concept = TRUE,
  .title = N_ ("Probability of a response"),
  .make = make,
};
