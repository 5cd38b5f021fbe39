/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One batch, two losses: what it is divided by. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define MAX_EXAMPLES 4

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 2, MAX_EXAMPLES);
  gboolean by_token = sft_draft_integer (draft, 0, 1);
  const char *readout = by_token ? "loss_token_mean" : "loss_example_mean";
  double lengths[MAX_EXAMPLES], losses[MAX_EXAMPLES], prompts[MAX_EXAMPLES], tokens = 0, sum = 0, means = 0;

  for (int i = 0; i < n; i++)
    {
      lengths[i] = sft_draft_integer (draft, i == 0 ? 1 : 5, i == 0 ? 8 : 60);
      losses[i] = sft_draft_decimal (draft, 0.2, 3, 1);
      prompts[i] = 1;
      tokens += lengths[i];
      sum += lengths[i] * losses[i];
      means += losses[i];
    }
  sft_draft_set_list (draft, "example_lengths", lengths, (gsize)n);
  sft_draft_set_list (draft, "example_losses", losses, (gsize)n);
  sft_draft_set_list (draft, "prompt_lengths", prompts, (gsize)n);
  sft_draft_set_list (draft, "prompt_losses", losses, (gsize)n);
  sft_draft_set (draft, "normalizer=%s", by_token ? "token_mean" : "example_mean");
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft, by_token
                               ? sft_text (N_ ("A batch has the examples below. What is its loss when every response "
                                               "token counts alike (token mean)?"))
                               : sft_text (N_ ("A batch has the examples below. What is its loss when every example "
                                               "counts alike (example mean)?")));
  for (int i = 0; i < n; i++)
    sft_draft_given (draft,
                     sft_text (N_ ("Example %d: response tokens: %.0f, mean loss %.1f"), i, lengths[i], losses[i]));
  sft_draft_answer_number (draft, sft_draft_readout (draft, readout, 0), 2);
  sft_draft_answer_is_readout (draft, readout, 0);
  if (by_token)
    sft_draft_step (draft, sft_text (N_ ("Sum of tokens times mean loss: %.1f; tokens: %.0f; loss: %.4f"), sum, tokens,
                                     sum / tokens));
  else
    sft_draft_step (draft,
                    sft_text (N_ ("Sum of the mean losses: %.1f; examples: %d; loss: %.4f"), means, n, means / n));
  sft_draft_wrong (draft, by_token ? means / n : sum / tokens,
                   by_token ? N_ ("This is the example mean: long examples hold more tokens and count more.")
                            : N_ ("This is the token mean: here a short example counts as much as a long one."));
  sft_draft_wrong (draft, sum / n, N_ ("This divides the sum over tokens by the number of examples."));
  sft_draft_wrong (draft, by_token ? sum : means, N_ ("This is the sum: it was not divided."));
  return TRUE;
}

const SftGenerator sft_exercise_normalizer = {
  .id = "normalizer",
  .demo = 16,
  .concept = TRUE,
  .title = N_ ("Token mean or example mean"),
  .make = make,
};
