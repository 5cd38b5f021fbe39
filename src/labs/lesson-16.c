/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Hugging Face blog 2024, Fixing Gradient Accumulation",
  "TRL documentation, SFT Trainer",
  "Shi et al. 2024, Instruction Tuning With Loss Over Instructions",
  NULL,
};

static const char *const set_1[] = { "response_mask=1,1,1,1", NULL };
static const char *const set_2[] = { "normalizer=micro_batch_mean", NULL };
static const char *const set_3[] = { "normalizer=micro_batch_mean", "gradient_accumulation=1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let the prompt token carry loss too. The masked loss becomes the full loss, 0.378 nats: "
        "lower, and about something else."),
    FALSE, set_1, "masked_loss", 0.3775, 0.3785 },
  { N_ ("In the concept view, average the means of the two micro-batches. The loss reads 1.5 instead "
        "of 1.09, and a token of the short example weighs ten times one of the long example."),
    TRUE, set_2, "loss", 1.4999, 1.5001 },
  { N_ ("Do the same without gradient accumulation, in one micro-batch. The loss is 1.09 again: the "
        "result depended on the cut."),
    TRUE, set_3, "loss", 1.09, 1.092 },
};

const SftLesson sft_lesson_16 = {
  .demo = 16,
  .idea = N_ ("Response-only cross-entropy sums the NLL of the response tokens and divides. By what it is "
              "divided decides what a token weighs. A mean over tokens gives every token the same weight; a "
              "mean over examples lets a token of a short answer weigh more; a mean of micro-batch means "
              "depends on how the batch happened to be cut. The losses are synthetic, the arithmetic is "
              "that of real trainers."),
  .formula = N_ ("token mean: Σₜ mₜ·NLLₜ / Σₜ mₜ\n"
                 "example mean: (1/N)·Σᵢ mean of NLL over yᵢ"),
  .math = N_ ("\\text{token mean:}\\quad & \\frac{\\sum_t m_t\\,\\mathrm{NLL}_t}{\\sum_t m_t} \\\\ "
              "\\text{example mean:}\\quad & \\frac{1}{N} \\sum_i \\text{mean of NLL over } y_i"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("Losses of two trainers are comparable only if they divide by the same thing. Gradient "
                        "accumulation is not equivalent to a larger batch unless the sum is divided by the tokens of "
                        "the whole batch; Transformers had this fault until 2024. And a lower loss after unmasking "
                        "the prompt is no progress, since easy prompt tokens dilute the mean."),
  .references = references,
};
