/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Bianchi et al. 2024, Safety-Tuned LLaMAs: Lessons From Improving the Safety of Large "
  "Language Models that Follow Instructions",
  "Bai et al. 2022, Training a Helpful and Harmless Assistant with Reinforcement Learning from "
  "Human Feedback",
  "Röttger et al. 2024, XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in "
  "Large Language Models",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0.025", NULL };
static const char *const set_2[] = { "val_decay=60", "steps=200", NULL };
static const char *const set_3[] = { "overfit_onset=10", "overfit_slope=0.01", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Give overfitting a slope of 0.025, as with a few safety examples seen again and again. The "
        "best step is 26, exactly at the onset."),
    FALSE, set_1, "best_step", 26, 26 },
  { N_ ("Let validation loss fall slowly and run 200 steps. The best step is 81: safety may need more "
        "steps than the default shows."),
    FALSE, set_2, "best_step", 81, 81 },
  { N_ ("Begin overfitting at step 10 with a slope of 0.01. The best step is still 40, but its loss "
        "is 0.22 nats higher: a poor mixture can look like a healthy run."),
    FALSE, set_3, "best_validation_loss", 0.905, 0.91 },
};

const SftLesson sft_lesson_23 = {
  .demo = 23,
  .idea = N_ ("Harmlessness and helpfulness are learned from the same mixture, and their gradients pull "
              "against each other where prompts look alike. A small share of safety examples changes a lot: "
              "published work found that 3 percent, mixed into instruction data, improves safety "
              "substantially, while more makes models refuse safe prompts. The validation loss of the whole "
              "mixture hardly shows it. The curves of the notebook view are synthetic."),
  .formula = N_ ("∇L = (1 − φ)·∇L(help) + φ·∇L(safety)\n"
                 "at the optimum the two terms cancel"),
  .math = N_ ("& \\nabla L = (1 - \\varphi)\\,\\nabla L(\\text{help}) + \\varphi\\,\\nabla L(\\text{safety}) \\\\ "
              "& \\text{at the optimum the two terms cancel}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A checkpoint with the least validation loss is not the safest one: few tokens of the "
                        "validation set are about safety. Measure unsafe compliance and refusals of safe prompts "
                        "separately. Later fine-tuning on harmless data can undo safety training. And refusing "
                        "everything is not harmless: it fails people who needed an answer."),
  .references = references,
};
