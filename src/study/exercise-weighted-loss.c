/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loss that counts the prompt a little. */
#include "config.h"

#include "sft-exercise-private.h"

static gboolean
make (SftDraft *draft)
{
  double prompt = sft_draft_integer (draft, 5, 60), response = sft_draft_integer (draft, 3, 30);
  double prompt_loss = sft_draft_decimal (draft, 1, 5, 1), response_loss = sft_draft_decimal (draft, 0.2, 3, 1);
  double weight = sft_draft_decimal (draft, 0.1, 0.9, 1), sum, total, loss;

  /* One example of the lab of normalizers: its token mean is this loss. */
  sft_draft_set_list (draft, "example_lengths", &response, 1);
  sft_draft_set_list (draft, "example_losses", &response_loss, 1);
  sft_draft_set_list (draft, "prompt_lengths", &prompt, 1);
  sft_draft_set_list (draft, "prompt_losses", &prompt_loss, 1);
  sft_draft_set (draft, "prompt_weight=%.1f", weight);
  sft_draft_set (draft, "gradient_accumulation=1");
  if (!sft_draft_compute_view (draft, 16, TRUE))
    return FALSE;
  loss = sft_draft_readout (draft, "loss_token_mean", 0);
  sum = weight * prompt * prompt_loss + response * response_loss;
  total = weight * prompt + response;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Prompt tokens carry loss with the weight %.1f, response tokens with the weight 1. "
                                  "What is the weighted mean loss of the example, in nats?"),
                              weight));
  sft_draft_given (draft, sft_text (N_ ("Prompt tokens: %.0f, mean loss %.1f"), prompt, prompt_loss));
  sft_draft_given (draft, sft_text (N_ ("Response tokens: %.0f, mean loss %.1f"), response, response_loss));
  sft_draft_answer_number (draft, loss, 2);
  sft_draft_answer_is_readout (draft, "loss_token_mean", 0);
  sft_draft_step (draft, sft_text (N_ ("Weighted sum: %.1f × %.0f × %.1f + %.0f × %.1f = %.2f"), weight, prompt,
                                   prompt_loss, response, response_loss, sum));
  sft_draft_step (draft, sft_text (N_ ("Total weight: %.1f × %.0f + %.0f = %.1f"), weight, prompt, response, total));
  sft_draft_step (draft, sft_text (N_ ("Loss: %.2f / %.1f = %.4f"), sum, total, loss));
  sft_draft_wrong (draft, (prompt * prompt_loss + response * response_loss) / (prompt + response),
                   N_ ("This gives prompt tokens the full weight 1."));
  sft_draft_wrong (draft, sum / (prompt + response),
                   N_ ("This divides by the number of tokens: the weights belong below the line too."));
  sft_draft_wrong (draft, response_loss, N_ ("This masks the prompt: its weight is not 0."));
  sft_draft_wrong (draft, (weight * prompt_loss + response_loss) / (weight + 1),
                   N_ ("The numbers of tokens were left out: every token counts, not prompt and response once each."));
  return TRUE;
}

const SftGenerator sft_exercise_weighted_loss = {
  .id = "weighted-loss",
  .demo = 18,
  .concept = TRUE,
  .title = N_ ("A loss that weighs the prompt"),
  .make = make,
};
