/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Shi et al. 2024, Instruction Tuning With Loss Over Instructions",
  "TRL documentation, SFT Trainer",
  "Axolotl documentation, Dataset formats",
  NULL,
};

static const char *const set_1[] = { "train_floor=1.2", "val_floor=1.3", NULL };
static const char *const set_2[] = { "overfit_slope=0.015", NULL };
static const char *const set_3[] = { "train_decay=5", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Raise both floors to 1.2 and 1.3, as if prompt tokens counted in the evaluation. The best "
        "loss reads 1.61 nats, with no word of any reply worse."),
    FALSE, set_1, "best_validation_loss", 1.61, 1.615 },
  { N_ ("Give overfitting a slope of 0.015. The best step moves inside, to 32: few trained tokens are "
        "soon learned by heart."),
    FALSE, set_2, "best_step", 32, 32 },
  { N_ ("Lower the training decay to 5 steps. Training looks nearly four times as fast, and validation does not "
        "notice: the best step is still 40."),
    FALSE, set_3, "best_step", 40, 40 },
};

static const SftQuestion questions[] = {
  { .id = "diluted-by-prompts",
    .prompt = N_ (
        "Measured on responses alone, the validation loss turns at step 32 (slope 0.015). Now it is measured on all "
        "tokens: two thirds of them are prompt tokens, whose loss stays at 1 nat. How does the new curve look?"),
    .choices = { { N_ ("It turns at step 32 and rises as steeply, only on a higher level"),
                   N_ ("That would be so if the prompt’s loss were added. It is averaged in, so the response’s part "
                       "counts one third, with its fall and its rise.") },
                 { N_ ("It turns at step 32, and its fall and rise are a third as large"),
                   N_ ("A third of the response’s curve plus a constant has the same best step, at 0.93 nats. The rise "
                       "up to step 40 shrinks from 0.020 to 0.007, which a rule with a minimum change may miss.") },
                 { N_ ("It turns later, since the prompt tokens still have to be learned"),
                   N_ ("Their loss is constant here, as if it were all entropy. What does not change cannot move a "
                       "minimum.") },
                 { N_ ("It does not turn any more, since the prompts hold it constant"),
                   N_ ("They take weight from the response’s curve but do not level it out. A third of a rise is still "
                       "a rise.") } },
    .answer = 1,
    .concept = FALSE,
    .set = SFT_SET ("overfit_slope=0.005", "val_amplitude=0.4667", "val_floor=0.7933"),
    .claim = { "best_step", SFT_EQUAL, 32 } },
  { .id = "lag-without-conflict",
    .prompt =
        N_ ("Prompt and response have logits of their own, but the loss is one mean over 20 prompt and 10 response "
            "tokens. After training without a mask the response loss is 0.21 nats, after training with it 0.05. Why?"),
    .choices = { { N_ ("The prompt’s gradient pushes the response’s logits into another direction"),
                   N_ ("With logits of their own it cannot reach them. Reduced by sum, both runs end at the same "
                       "0.0044 nats.") },
                 { N_ ("The prompt’s entropy of 1.39 nats is part of the loss that is shown"),
                   N_ ("The curve measures response tokens alone, for both runs. The entropy belongs to prompt "
                       "tokens.") },
                 { N_ ("The mean is over 30 tokens instead of 10, so response tokens take smaller steps"),
                   N_ ("Their gradient is a third as large: after 600 steps the unmasked run has the 0.053 nats that "
                       "the masked one has after 200. No conflict is needed for such a lag.") },
                 { N_ ("The many prompt tokens make the model forget what the responses taught it"),
                   N_ ("Forgetting would need logits that both use. The response loss falls all the time here, only "
                       "more slowly.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("context=disjoint"),
    .claim = { "unmasked_response", SFT_LESS, 0.25 } },
  { .id = "silent-zero",
    .prompt = N_ ("From the first step on a run reports a loss of exactly 0 and a gradient of 0. Data and learning "
                  "rate are as in a run that went well. What is the likely cause?"),
    .choices = { { N_ ("Every label is masked, and the plain mean over no token is 0"),
                   N_ ("A plain mean would divide 0 by 0, which is NaN. A clean 0 shows that something stands in for "
                       "the missing mean.") },
                 { N_ ("The prompt weight is 0, which takes the whole loss away"),
                   N_ ("It takes the prompts out. The responses still carry loss, 0.05 nats after 200 steps here, and "
                       "it would not start at 0.") },
                 { N_ ("The model knew all these responses before, so that nothing is left"),
                   N_ ("Then the loss would be small and not exactly 0: cross-entropy reaches 0 only at a probability "
                       "of 1. And the run that went well had something to learn.") },
                 { N_ ("Every label is masked, and a guard puts 0 in place of 0/0"),
                   N_ ("Without a label there is no mean; the guarded one reports 0 and trains nothing. The plain one "
                       "would be NaN, which is easier to notice.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("all_masked=true"),
    .claim = { "guarded_mean", SFT_EQUAL, 0 } },
  { .id = "small-weight-long-prompt",
    .prompt = N_ ("A prompt weight of 0.1 sounds small. A batch has 64 prompt tokens and 4 response tokens. How much "
                  "of the total weight lies on the prompt?"),
    .choices = { { N_ ("About 9 percent, since 0.1 stands against 1"),
                   N_ ("That would be so if prompt and response had equally many tokens. The weight is given to every "
                       "single prompt token.") },
                 { N_ ("Exactly 10 percent, since the weight says so"),
                   N_ ("The weight is what a prompt token counts beside a response token. What the whole prompt counts "
                       "depends on its length.") },
                 { N_ ("About 62 percent, since 6.4 stands against 4"),
                   N_ ("64 tokens of 0.1 weigh 6.4, the response 4. With shared logits the response loss ends at 0.99 "
                       "nats instead of the 0.05 of full masking.") },
                 { N_ ("About 94 percent, since 64 of all 68 tokens are prompt"),
                   N_ ("That is the share of tokens, and the share of the weight if nothing is masked. Here each "
                       "prompt token counts only a tenth.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("prompt_tokens=64", "response_tokens=4"),
    .claim = { "weighted_response", SFT_GREATER, 0.9 } },
  { NULL },
};

const SftLesson sft_lesson_18 = {
  .demo = 18,
  .idea = N_ ("A loss mask can be hard, 0 or 1, or a weight in between: a prompt weight of 0.1 lets the "
              "model learn a little about prompts. Whatever mask is trained, the curve on the screen is "
              "measured under some evaluation mask, and two curves under different masks cannot be "
              "compared. Prompt tokens have an entropy of their own that no policy can remove, so the full "
              "loss has a higher floor. The curves of the notebook view are synthetic."),
  .formula = N_ ("L = (λ·Σ NLL of the prompt + Σ NLL of the response) / (λ·n(x) + n(y))\n"
                 "λ = 0: masked, λ = 1: unmasked"),
  .math = N_ ("L &= \\frac{\\lambda\\sum_{\\text{prompt}} \\mathrm{NLL} + \\sum_{\\text{response}} "
              "\\mathrm{NLL}}{\\lambda\\,n(x) + n(y)} \\\\ "
              "\\lambda &= 0\\text{: masked}, \\quad \\lambda = 1\\text{: unmasked}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A lower curve does not prove the better mask: fix one evaluation mask, usually the response, "
                        "and compare under it. Masking the prompt does not always win; with short responses and few "
                        "examples, published experiments found that some loss on instructions helped. And a batch in "
                        "which every token is masked has no mean: divide by zero and the run ends in NaN."),
  .references = references,
  .questions = questions,
};
