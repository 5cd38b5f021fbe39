/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Longpre et al. 2023, The Flan Collection: Designing Data and Methods for Effective "
  "Instruction Tuning",
  NULL,
};

static const char *const set_1[] = { "helpfulness_base=0.7", NULL };
static const char *const set_2[] = { "rounds=2", NULL };
static const char *const set_3[] = { "rounds=30", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Lower the helpfulness at the start by 0.08, as when the validation prompts are harder than "
        "was thought. Every helpfulness score moves; the change of −0.057 stays the same."),
    FALSE, set_1, "helpfulness_change", -0.0575, -0.0565 },
  { N_ ("Look at the first refresh only. Safety gains 0.020 and helpfulness loses 0.007: so short a "
        "look misses the trend."),
    FALSE, set_2, "safety_change", 0.019, 0.0205 },
  { N_ ("Look at 30 rounds. The gain stopped at 0.05; the loss is 0.39 and grows."), FALSE, set_3, "helpfulness_change",
    -0.395, -0.385 },
};

const SftLesson sft_lesson_10 = {
  .demo = 10,
  .idea = N_ ("Validation data should answer one question: how does the model do on prompts like those that "
              "will come? Prompts come from users, and prompts of one user resemble each other. If a random "
              "split puts some of a user’s prompts on both sides, the validation loss flatters the model. "
              "InstructGPT therefore split its prompts by user. Refreshing data changes the distribution as "
              "well: the synthetic curves show scores after each refresh, and what you conclude depends on "
              "which rounds you look at."),
  .formula = N_ ("P(leak) = 1 − fᵏ⁻¹ for a random split (k prompts a user, share f in validation)\n"
                 "P(leak) = 0 when split by user"),
  .math = N_ ("& P(\\text{leak}) = \\begin{cases} 1 - f^{k-1} & \\text{random split} \\\\ 0 & \\text{split by "
              "user} \\end{cases} \\\\ "
              "& k \\text{ prompts a user, share } f \\text{ in validation}"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("A random split is not automatically a fair one: with 20 prompts a user nearly every "
                        "validation prompt has a relative in training. Prompts from one user are not independent "
                        "either, so the error bars of a thousand such prompts are wider than the number suggests. And "
                        "a comparison across rounds needs the same validation set in each of them."),
  .references = references,
};
