/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Rafailov et al. 2023, Direct Preference Optimization: Your Language Model is Secretly a "
  "Reward Model",
  "TRL documentation, SFT Trainer",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0", "steps=200", NULL };
static const char *const set_2[] = { "train_floor=0", "steps=200", NULL };
static const char *const set_3[] = { "overfit_onset=10", "overfit_slope=0.03", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Switch overfitting off and run 200 steps. Validation loss settles at its floor of 0.38 nats: "
        "what remains is entropy, not ignorance."),
    FALSE, set_1, "best_validation_loss", 0.38, 0.381 },
  { N_ ("Let the training floor be 0 and run 200 steps: the policy recites its samples. Validation "
        "loss is least at step 52 and then rises."),
    FALSE, set_2, "best_step", 52, 52 },
  { N_ ("Start overfitting early and strongly. The best step is now 17, at a loss of 1.24 nats."), FALSE, set_3,
    "best_step", 17, 17 },
};

const SftLesson sft_lesson_08 = {
  .demo = 8,
  .idea = N_ ("The policy is the model seen as a conditional distribution: for a prompt x it gives a "
              "probability to every response y. Training on demonstrations minimizes cross-entropy, which "
              "has a floor, the entropy of the data. No policy gets below it in expectation on fresh data. "
              "On its training set a flexible policy can still go lower, by memorizing samples; that is the "
              "gap between the two synthetic curves."),
  .formula = N_ ("E[−log πθ(y | x)] = H(data) + KL(data ‖ πθ)\n"
                 "Σ over y of πθ(y | x) = 1"),
  .math = N_ ("\\mathbb{E}[-\\log\\pi_\\theta(y \\mid x)] &= H(\\text{data}) + \\mathrm{KL}(\\text{data} "
              "\\parallel \\pi_\\theta) \\\\ "
              "\\sum_y \\pi_\\theta(y \\mid x) &= 1"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A policy is not its most likely answer: sampling, temperature and search read different "
                        "things out of the same distribution. Temperature at generation time changes no parameter. "
                        "And a training loss below the entropy of the data is no achievement; it shows that samples "
                        "were learned by heart. On a fresh prompt the policy still has to spread its probability."),
  .references = references,
};
