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
};
