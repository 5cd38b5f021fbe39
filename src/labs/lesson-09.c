/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "TRL documentation, SFT Trainer (assistant-only and completion-only loss)",
  "Axolotl documentation, Conversation datasets",
  "Hugging Face documentation, Chat templates",
  NULL,
};

static const char *const set_1[] = { "threshold=0.8", NULL };
static const char *const set_2[] = { "rule=completion_only", NULL };
static const char *const set_3[] = { "fault=off_by_one", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Raise the threshold to 0.8. No benign prompt of the sample is blocked any more, but only 39 "
        "percent of the harmful ones are."),
    FALSE, set_1, "block_harmful", 0.39, 0.4 },
  { N_ ("In the concept view, train on everything after the first prompt. Later user turns are "
        "trained too: precision falls to 0.7."),
    TRUE, set_2, "precision", 0.6999, 0.7001 },
  { N_ ("Shift the mask by one position. It looks almost right, yet recall falls to 0.71: the first "
        "token of each reply is lost, and a token of the user is trained."),
    TRUE, set_3, "recall", 0.71, 0.72 },
};

const SftLesson sft_lesson_09 = {
  .demo = 9,
  .idea = N_ ("The response-token mask says which tokens carry loss. It can be written by hand, derived "
              "from roles, or cut from a soft score at a threshold: a token counts when its score is high "
              "enough. Every threshold trades two errors. The notebook view shows that trade on synthetic "
              "guardrail scores; the concept view applies the real rules of training libraries to a "
              "conversation and compares them with the mask that was intended."),
  .formula = N_ ("mₜ = 1[sₜ ≥ τ]\n"
                 "precision = |m ∧ m*| / |m|\n"
                 "recall = |m ∧ m*| / |m*|"),
  .math = N_ ("m_t &= \\mathbb{1}[s_t \\geq \\tau] \\\\ "
              "\\text{precision} &= \\frac{\\lvert m \\wedge m^* \\rvert}{\\lvert m \\rvert} \\\\ "
              "\\text{recall} &= \\frac{\\lvert m \\wedge m^* \\rvert}{\\lvert m^* \\rvert}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("“Completion only” and “assistant only” are the same for a single turn and differ for a "
                        "conversation. A mask that is wrong does not crash: the loss is finite, it falls, and the "
                        "model learns to speak for the user or never to stop. So print a few masked examples before "
                        "each run."),
  .references = references,
};
