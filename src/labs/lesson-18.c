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
  { N_ ("Let the training loss fall with a time of 5 steps. Training looks nearly four times as fast, "
        "and validation does not notice: the best step is still 40."),
    FALSE, set_3, "best_step", 40, 40 },
};

static const SftQuestion questions[] = {
  { .id = "constant-on-top",
    .prompt = N_ ("With an overfitting slope of 0.015 the best step is 32. The evaluation is then changed to count "
                  "prompt tokens too, which here adds a constant 1 nat at every step. Which step is best now?"),
    .choices = { { N_ ("An earlier one, since the curve begins to rise from a higher level"),
                   N_ ("A minimum does not depend on the level of a curve, only on where its slope changes sign. A "
                       "constant has no slope.") },
                 { N_ ("The same one, 32, with a loss that is higher by 1 nat"),
                   N_ ("Falling and rising parts are as before, so the loss at step 32 goes from 0.80 to 1.80 nats. "
                       "Levels cannot be compared between two masks, and here the best step can.") },
                 { N_ ("A later one, since there is more loss that training has to remove"),
                   N_ ("The added nat is the entropy of prompts, which no step removes. What can be removed is the "
                       "same as before.") },
                 { N_ ("The last one, 40, since the constant hides the overfitting"),
                   N_ ("It makes the rise look small beside the level, but step 40 is as much above step 32 as it "
                       "was.") } },
    .answer = 1,
    .concept = FALSE,
    .set = SFT_SET ("overfit_slope=0.015", "val_floor=1.38"),
    .claim = { "best_step", SFT_EQUAL, 32 } },
  { .id = "lag-without-conflict",
    .prompt =
        N_ ("Prompt and response have logits of their own, but the loss is one mean over 20 prompt and 10 response "
            "tokens. Trained without a mask, the response loss ends at 0.21 nats, with the mask at 0.05. Why?"),
    .choices = { { N_ ("The prompt’s gradient pushes the response’s logits into another direction"),
                   N_ ("With logits of their own it cannot reach them. Reduced by sum, both runs end at the same "
                       "0.0045 nats.") },
                 { N_ ("The prompt’s entropy of 1.39 nats is part of the loss that is shown"),
                   N_ ("The curve measures response tokens alone, for both runs. The entropy belongs to prompt "
                       "tokens.") },
                 { N_ ("The mean is over 30 tokens instead of 10, so response tokens take smaller steps"),
                   N_ ("Their gradient is divided by three: after 600 steps the unmasked run has the 0.053 nats that "
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
