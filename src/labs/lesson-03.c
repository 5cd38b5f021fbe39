/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Rafailov et al. 2023, Direct Preference Optimization: Your Language Model is Secretly a "
  "Reward Model",
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "TRL documentation, DPO Trainer",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0.015", NULL };
static const char *const set_2[] = { "val_floor=0.9", NULL };
static const char *const set_3[] = { "overfit_slope=0.015", "steps=120", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let overfitting set in harder. The best step moves inside, to step 32: later checkpoints "
        "repeat the demonstrations and no longer learn from them."),
    FALSE, set_1, "best_step", 32, 32 },
  { N_ ("Raise the validation floor. If a prompt has many good responses, even the best policy cannot "
        "predict which one was written down; the least loss becomes 1.21 nats and the best step stays "
        "at 40."),
    FALSE, set_2, "best_validation_loss", 1.21, 1.215 },
  { N_ ("Look three times as far. Training loss goes on falling for 120 steps while validation loss "
        "climbs; the best step is still 32."),
    FALSE, set_3, "best_step", 32, 32 },
};

const SftLesson sft_lesson_03 = {
  .demo = 3,
  .idea = N_ ("A demonstration says: write this. A preference says: this is better than that. SFT raises "
              "the probability of the demonstrated response and knows nothing about the alternatives. "
              "Preference methods such as DPO compare a chosen with a rejected response and move the "
              "difference. Training usually starts with demonstrations, and their validation loss tells "
              "when the model has taken from them what generalizes. The curves here are synthetic."),
  .formula = N_ ("SFT: −log πθ(chosen)\n"
                 "DPO: −log σ(β·[Δ log πθ(chosen) − Δ log πθ(rejected)])\n"
                 "Δ is the change since the reference model"),
  .math = N_ ("\\text{SFT:}\\quad & -\\log\\pi_\\theta(\\text{chosen}) \\\\ "
              "\\text{DPO:}\\quad & -\\log\\sigma(\\beta\\cdot[\\Delta\\log\\pi_\\theta(\\text{chosen}) \\\\ "
              "& \\qquad {} - \\Delta\\log\\pi_\\theta(\\text{rejected})]) \\\\ "
              "& \\Delta\\text{: change since the reference model}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A lower validation loss does not mean that people prefer the answers: the loss measures "
                        "agreement with the one response that was recorded. And preference training does not replace "
                        "demonstrations. DPO needs a reference policy that already writes plausible responses, and "
                        "where chosen and rejected are equal it learns nothing."),
  .references = references,
};
