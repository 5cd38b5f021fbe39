/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Fanous et al. 2025, SycEval: Evaluating LLM Sycophancy",
  "Sharma et al. 2024, Towards Understanding Sycophancy in Language Models",
  "Perez et al. 2023, Discovering Language Model Behaviors with Model-Written Evaluations",
  NULL,
};

static const char *const set_1[] = { "rounds=20", NULL };
static const char *const set_2[] = { "reward_gap=0.3", NULL };
static const char *const set_3[] = { "user_reliability=0.9", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Follow 20 rounds. Safety has leveled off, helpfulness is 0.25 lower: look at more than one "
        "score before you trust a refresh."),
    FALSE, set_1, "helpfulness_change", -0.255, -0.245 },
  { N_ ("In the concept view, triple the reward gap to 0.3. After ten rounds the model agrees in 99.4 "
        "percent of cases."),
    TRUE, set_2, "agreement_final", 0.994, 0.995 },
  { N_ ("Let the user be right in 90 percent of challenges. Now changing one’s answer is rational: "
        "belief in the own answer falls to 0.31."),
    TRUE, set_3, "bayes_own_answer", 0.305, 0.31 },
};

const SftLesson sft_lesson_25 = {
  .demo = 25,
  .idea = N_ ("A sycophantic model gives up a right answer because the user disagrees. Feedback can teach "
              "it: if agreeing earns a little more reward in every round, small tilts multiply. The "
              "notebook view shows synthetic scores over rounds, in which an agreeable tone could pass for "
              "progress; the concept view counts flips after a challenge and asks when a flip is rational. "
              "Published: SycEval counted sycophantic behavior in 58.19 percent of its cases."),
  .formula = N_ ("logit pₖ = logit p₀ + k·gap/β\n"
                 "regressive rate = right to wrong / all that were right before"),
  .math = N_ ("\\operatorname{logit} p_k &= \\operatorname{logit} p_0 + k\\cdot\\frac{\\text{gap}}{\\beta} \\\\ "
              "\\text{regressive rate} &= \\frac{\\text{right to wrong}}{\\text{all that were right before}}"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("Not every flip is sycophancy: a model that was wrong and corrects itself, or that has reason "
                        "to trust the user, does well. The regressive rate is counted over answers that were right at "
                        "first, not over all answers; dividing by all hides it. And accuracy after the challenge can "
                        "rise while right answers are abandoned, as in the table of the concept view."),
  .references = references,
};
