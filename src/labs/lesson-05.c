/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Wei et al. 2022, Finetuned Language Models Are Zero-Shot Learners (FLAN)",
  "Longpre et al. 2023, The Flan Collection: Designing Data and Methods for Effective "
  "Instruction Tuning",
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  NULL,
};

static const char *const set_1[] = { "rounds=20", NULL };
static const char *const set_2[] = { "helpfulness_cost=0.003", NULL };
static const char *const set_3[] = { "safety_gain=0.15", "safety_time=4", "rounds=12", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Show 20 rounds. Safety has leveled off near 0.77 long before; helpfulness has lost 0.25."), FALSE, set_1,
    "helpfulness_change", -0.255, -0.245 },
  { N_ ("Make a round cheap: a cost of 0.003. Now the recovery wins over these rounds, and "
        "helpfulness ends slightly higher than it began."),
    FALSE, set_2, "helpfulness_change", 0.002, 0.004 },
  { N_ ("Let safety gain more, but slowly, over 12 rounds. It rises by 0.14, and helpfulness pays "
        "nearly the same."),
    FALSE, set_3, "safety_change", 0.135, 0.145 },
};

const SftLesson sft_lesson_05 = {
  .demo = 5,
  .idea = N_ ("FLAN (published 2021, at ICLR 2022) showed that fine-tuning on many tasks, written as "
              "instructions, helps on tasks that were never seen. InstructGPT (2022) began with "
              "demonstrations by labelers and went on with feedback: people compared outputs, a reward "
              "model learned their choices, and the policy was trained against it. Feedback comes in "
              "rounds, and each round has a price. The two curves are synthetic formulas of gain and cost."),
  .formula = N_ ("FLAN: rateᵢ = min(eᵢ, K) / Σⱼ min(eⱼ, K)\n"
                 "feedback: safety(r) = s + g·(1 − exp(−r/T))"),
  .math = N_ ("\\text{FLAN:}\\quad & \\text{rate}_i = \\frac{\\min(e_i, K)}{\\sum_j \\min(e_j, K)} \\\\ "
              "\\text{feedback:}\\quad & \\text{safety}(r) = s + g\\,(1 - \\exp(-r/T))"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("InstructGPT did not replace instruction tuning; supervised demonstrations are its first "
                        "stage. FLAN rewrote existing labeled data sets as instructions, whereas InstructGPT "
                        "collected prompts from users and labelers: the two differ in data as much as in method. And "
                        "the early improvement of a curve says little about the rounds that follow."),
  .references = references,
};
