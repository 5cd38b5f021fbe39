/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Röttger et al. 2024, XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in "
  "Large Language Models",
  "Bianchi et al. 2024, Safety-Tuned LLaMAs: Lessons From Improving the Safety of Large "
  "Language Models that Follow Instructions",
  NULL,
};

static const char *const set_1[] = { "threshold=0.3", NULL };
static const char *const set_2[] = { "benign_a=4", "benign_b=4", NULL };
static const char *const set_3[] = { "benign_a=4", "benign_b=4", "threshold=0.7", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Lower the threshold to 0.3. Nearly every harmful prompt is refused, and so are 34 of 100 "
        "benign ones."),
    FALSE, set_1, "block_benign", 0.34, 0.345 },
  { N_ ("Make benign prompts look risky, as lookalikes do. At the same threshold 47 of 100 are "
        "refused and the AUC falls to 0.88."),
    FALSE, set_2, "block_benign", 0.47, 0.475 },
  { N_ ("Keep these lookalikes and raise the threshold to 0.7. About 10 of 100 are still refused, and "
        "a third of the harmful prompts gets through."),
    FALSE, set_3, "block_harmful", 0.67, 0.675 },
};

const SftLesson sft_lesson_14 = {
  .demo = 14,
  .idea = N_ ("A model that never saw a refusal complies with everything; one that saw too many refuses "
              "whatever sounds dangerous. The examples in between, harmless prompts that share words with "
              "harmful ones, decide where the line is drawn. The notebook view shows scores of a synthetic "
              "guardrail: both classes overlap, and the threshold decides who pays. Published: XSTest found "
              "a Llama 2 chat model with its original system prompt that fully refused 38 percent of safe "
              "prompts."),
  .formula = N_ ("refusal rate of harmful: P(s ≥ τ | harmful)\n"
                 "false refusals: P(s ≥ τ | benign)"),
  .math = N_ ("\\text{refusal rate of harmful:}\\quad & P(s \\geq \\tau \\mid \\text{harmful}) \\\\ "
              "\\text{false refusals:}\\quad & P(s \\geq \\tau \\mid \\text{benign})"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("A high refusal rate is not safety; it must be read together with refusals of safe prompts. "
                        "Moving a threshold does not improve a detector, it only chooses between errors. Adding "
                        "refusals without contrasting examples teaches words instead of intent. And a rate from a few "
                        "dozen prompts has a wide interval: compare intervals, not points."),
  .references = references,
};
