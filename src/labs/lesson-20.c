/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Prechelt 1998, Early Stopping – But When?",
  "Guo et al. 2017, On Calibration of Modern Neural Networks",
  "Hugging Face Transformers documentation, Trainer callbacks (early stopping)",
  NULL,
};

static const char *const set_1[] = { "rounds=30", NULL };
static const char *const set_2[] = { "noise=1", NULL };
static const char *const set_3[] = { "margin=6", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Go on for 30 rounds. Safety gained nearly all it could within the first ten; the rest is a "
        "loss of 0.39 in helpfulness."),
    FALSE, set_1, "helpfulness_change", -0.395, -0.385 },
  { N_ ("In the concept view, raise the noise to 1. The best step comes earlier, at 14 instead of 31."), TRUE, set_2,
    "best_step", 14, 14 },
  { N_ ("Make the model overconfident, with a margin of 6. Accuracy stays at 0.8, and cross-entropy "
        "more than doubles, to 1.20 nats."),
    TRUE, set_3, "cross_entropy", 1.2, 1.205 },
};

const SftLesson sft_lesson_20 = {
  .demo = 20,
  .idea = N_ ("Early stopping keeps the checkpoint at which held-out loss was least. It works because "
              "learning comes first and fitting the noise comes later. How exactly you stop matters: how "
              "often you evaluate, how long you wait, and whether you go back to the best checkpoint. The "
              "notebook view shows synthetic scores over data refreshes, another place to ask when to stop; "
              "the concept view solves a small problem exactly."),
  .formula = N_ ("risk(u) = b²·u² + s²·(1 − u)²\n"
                 "least at u* = s² / (b² + s²)\n"
                 "u = (1 − shrinkage)ᵗ"),
  .math = N_ ("\\text{risk}(u) &= b^2 u^2 + s^2 (1 - u)^2 \\\\ "
              "\\text{least at } u^* &= \\frac{s^2}{b^2 + s^2} \\\\ "
              "u &= (1 - \\text{shrinkage})^t"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("The stopping step is not the best step: patience means that training runs on for a while, "
                        "and the best checkpoint has to be kept and restored. A rising validation loss does not prove "
                        "that answers get worse; confidence can rise while accuracy stays. And a checkpoint chosen on "
                        "the validation set has an optimistic loss there: report it on data not used for the choice."),
  .references = references,
};
