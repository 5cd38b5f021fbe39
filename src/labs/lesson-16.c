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

static const SftQuestion questions[] = {
  { .id = "cut-off-end",
    .prompt = N_ ("Truncation cuts off the last response token, the hardest one: the mask becomes 0, 1, 1, 0 and the "
                  "masked loss falls from 0.43 to 0.36 nats. What has improved?"),
    .choices = { { N_ ("The response is shorter now, and its other tokens became easier to predict"),
                   N_ ("Their NLL is what it was, 0.276 and 0.442 nats. Only the set of tokens that is averaged has "
                       "changed.") },
                 { N_ ("The sum of the losses is divided by fewer tokens, which makes it smaller"),
                   N_ ("Dividing the same sum by fewer tokens would make the loss larger. It falls because the sum "
                       "lost its largest term, 0.572 nats.") },
                 { N_ ("The easy prompt token took the place of the lost one in the mean"),
                   N_ ("Its mask is 0 as before. The mean of 0.276 and 0.442 is 0.359, from two response tokens "
                       "alone.") },
                 { N_ ("Nothing: the mean has lost its largest term, and no token is predicted better"),
                   N_ ("The loss is now the mean of 0.276 and 0.442 nats, of the same model on the same text. Which "
                       "tokens a loss averages has to be known before two losses are compared.") } },
    .answer = 3,
    .concept = FALSE,
    .set = SFT_SET ("response_mask=0,1,1,0"),
    .claim = { "masked_loss", SFT_LESS, 0.36 } },
  { .id = "tiny-prompt-weight",
    .prompt = N_ ("A trainer divides the weighted sum by the number of tokens with nonzero weight. There are 110 "
                  "response and 200 prompt tokens; you raise the prompt weight from 0 to 0.01. For the same model the "
                  "loss now reads 0.41 instead of 1.09. Why?"),
    .choices = { { N_ ("The model sees the prompts now, and that makes the responses easier to predict"),
                   N_ ("It saw the prompts as context before, and no step lies between the two numbers. The loss of "
                       "every single token is unchanged.") },
                 { N_ ("The divisor jumps from 110 to 310 tokens while the sum hardly changes"),
                   N_ ("The sum grows from 120 to 126 and the count nearly triples. Each response token now moves the "
                       "model a third as much, as with a smaller learning rate.") },
                 { N_ ("The prompt tokens are easy, and their small losses pull the mean down"),
                   N_ ("Here they are harder than the responses, 3 nats each. A true weighted mean would rise, to "
                       "1.125 nats.") },
                 { N_ ("The weight of 0.01 takes most of the loss away from the responses"),
                   N_ ("In the sum a response token keeps its weight of 1, and the sum even grows. It is the divisor "
                       "that thins it.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("prompt_weight=0.01", "prompt_lengths=100,100", "normalizer=non_zero_count"),
    .claim = { "loss", SFT_LESS, 0.41 } },
  { .id = "sum-of-twice-as-many",
    .prompt = N_ ("The loss is the plain sum over response tokens. You double the batch with examples of the same kind "
                  "and leave the learning rate of plain gradient descent alone. What happens?"),
    .choices = { { N_ ("Loss and gradient stay as they are, since the batch is only a larger sample"),
                   N_ ("That holds for means. A sum has no divisor that grows with the batch: it goes from 120 to 240 "
                       "nats, and the token mean stays 1.09.") },
                 { N_ ("The gradient is halved, since twice as many tokens share the same step"),
                   N_ ("Nothing is shared out in a sum. Each token contributes its full gradient, and twice as many "
                       "contribute.") },
                 { N_ ("Loss and gradient double, so that each step goes twice as far"),
                   N_ ("The sum goes from 120 to 240 nats and its gradient with it, as if the learning rate had been "
                       "doubled. A mean would not have noticed.") },
                 { N_ ("The loss doubles, but the step does not, since the model is the same"),
                   N_ ("The step follows the gradient of exactly this sum. Twice the terms of the same kind have twice "
                       "the gradient.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("normalizer=sum", "example_lengths=10,100,10,100", "example_losses=2,1,2,1",
                    "prompt_lengths=5,5,5,5", "prompt_losses=3,3,3,3"),
    .claim = { "loss", SFT_EQUAL, 240 } },
  { .id = "refusal-and-essay",
    .prompt = N_ ("One batch, not cut into micro-batches, holds a refusal of 5 tokens and an essay of 500. The refusal "
                  "as a whole shall count as much as the essay. Which loss does that?"),
    .choices = { { N_ ("The mean over the two examples of each one’s own mean"),
                   N_ ("Each example then has half of the weight, so a token of the refusal weighs a hundred times one "
                       "of the essay. The loss reads 1.50 nats; the token mean would read 1.01.") },
                 { N_ ("The mean over all 505 tokens, since a mean treats everything alike"),
                   N_ ("It treats tokens alike, and 500 of them belong to the essay. The loss of 1.01 nats is almost "
                       "the essay’s own.") },
                 { N_ ("The mean of the micro-batch means, since it evens out lengths"),
                   N_ ("It evens out micro-batches, and there is only one: the result is the token mean, 1.01 nats. "
                       "With more, it would depend on the cut.") },
                 { N_ ("The plain sum of all losses, since it divides by nothing"),
                   N_ ("Without a divisor every token counts 1, so that the essay brings 500 of the 510 nats.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("normalizer=example_mean", "gradient_accumulation=1", "example_lengths=5,500"),
    .claim = { "loss", SFT_GREATER, 1.4 } },
  { NULL },
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
  .questions = questions,
};
