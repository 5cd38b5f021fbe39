/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Hugging Face documentation, Chat templates",
  "TRL documentation, SFT Trainer (training on assistant messages only)",
  "LLaMA-Factory documentation",
  NULL,
};

static const char *const set_1[] = { "threshold=0.7", NULL };
static const char *const set_2[] = { "threshold=0.3", NULL };
static const char *const set_3[] = { "harmful_a=3", "harmful_b=4", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Move the threshold to 0.7. Almost no benign prompt is blocked any more, but only two thirds "
        "of the harmful ones are."),
    FALSE, set_1, "block_harmful", 0.65, 0.68 },
  { N_ ("Move it to 0.3. Every harmful prompt of the sample is blocked, and with them 36 of 100 "
        "benign ones."),
    FALSE, set_2, "block_benign", 0.36, 0.36 },
  { N_ ("Give harmful prompts weaker scores, as a detector might that was trained with one template "
        "and is used with another. The AUC falls to 0.77."),
    FALSE, set_3, "auc", 0.765, 0.775 },
};

const SftLesson sft_lesson_04 = {
  .demo = 4,
  .idea = N_ ("A chat template turns messages into one string: markers for roles, line ends, an end-of-turn "
              "token. Those markers in an assistant turn that carry loss are part of the objective, so the "
              "model learns to stop because it is trained on the end marker. Whether it stops or refuses is "
              "later a decision at a threshold on some score. The notebook view shows such a decision on "
              "synthetic scores: raise the threshold and fewer prompts, harmful and benign, are blocked."),
  .formula = N_ ("L = (1 − φ)·L(content) + φ·L(template)\n"
                 "φ = trained template tokens / all trained tokens"),
  .math = N_ ("L &= (1 - \\varphi)\\cdot L(\\text{content}) + \\varphi\\cdot L(\\text{template}) \\\\ "
              "\\varphi &= \\frac{\\text{trained template tokens}}{\\text{all trained tokens}}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("The template is not decoration that can be changed after training. A model trained with one "
                        "set of markers and prompted with another sees tokens that it never learned to obey, and may "
                        "never emit its end of turn. Nor does it help to add special tokens to an already rendered "
                        "conversation: with many models it then begins twice."),
  .references = references,
};
