/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Guo et al. 2017, On Calibration of Modern Neural Networks",
  "Kadavath et al. 2022, Language Models (Mostly) Know What They Know",
  "Lin et al. 2022, TruthfulQA: Measuring How Models Mimic Human Falsehoods",
  NULL,
};

static const char *const set_1[] = { "mask=0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,0,0,0", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,1,1,1;0,0,0,0,1,1", NULL };
static const char *const set_3[] = { "mask=0,0,0,0,1,0;0,0,1,0,0,0;0,0,0,0,0,1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Read example 2 as a question beyond the model’s knowledge and drop its answer. 5 tokens "
        "carry loss; the model learns neither to guess nor to abstain."),
    FALSE, set_1, "active_tokens", 5, 5 },
  { N_ ("Add a fourth example with a short “do not know”, two tokens long. It has 2 of 10 tokens: a "
        "small share of the loss."),
    FALSE, set_2, "active_tokens", 10, 10 },
  { N_ ("Keep only the last token of each response, say a stated confidence. Three tokens are left to "
        "calibrate with."),
    FALSE, set_3, "active_tokens", 3, 3 },
};

const SftLesson sft_lesson_22 = {
  .demo = 22,
  .idea = N_ ("A model is honest about its knowledge when its confidence matches how often it is right, and "
              "when it says “I do not know” where it does not. Demonstrations can teach the opposite: if "
              "every example gives a confident answer, also to questions that the model cannot answer, it "
              "learns to sound sure. Which examples and which tokens carry loss is therefore a choice about "
              "honesty. The batch is synthetic."),
  .formula = N_ ("Brier = mean of (confidence − correct)²\n"
                 "answer only if p > t, with +1 if right and −t/(1 − t) if wrong"),
  .math = N_ ("& \\text{Brier} = \\text{mean of } (\\text{confidence} - \\text{correct})^2 \\\\ "
              "& \\text{answer only if } p > t\\text{, with} \\\\ "
              "& \\text{score} = \\begin{cases} +1 & \\text{if right} \\\\ -\\frac{t}{1 - t} & \\text{if wrong} "
              "\\end{cases}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("Honest is not the same as correct: a model can be wrong and say so, or right by luck and "
                        "sure of it. Teaching answers that the model does not know can teach it to make things up. "
                        "Confidence in words and probability of tokens are two things, and fine-tuning can move one "
                        "without the other. A model that always abstains is never wrong, and useless."),
  .references = references,
};
