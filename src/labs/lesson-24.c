/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Dubois et al. 2024, Length-Controlled AlpacaEval: A Simple Way to Debias Automatic "
  "Evaluators",
  "Singhal et al. 2023, A Long Way to Go: Investigating Length Correlations in RLHF",
  "Zheng et al. 2023, Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
  NULL,
};

static const char *const set_1[] = { "samples=20", NULL };
static const char *const set_2[] = { "harmful_a=2", "harmful_b=6", NULL };
static const char *const set_3[] = { "threshold=0.4", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Judge by 20 answers of each kind. 15 percent of the fair ones are flagged where the exact "
        "rate is 6.25: a small sample misleads."),
    FALSE, set_1, "block_benign", 0.1499, 0.1501 },
  { N_ ("Give both kinds the same distribution, as when style says nothing about content. The exact "
        "AUC is 0.5, and any threshold flags both alike."),
    FALSE, set_2, "auc_exact", 0.4999, 0.5001 },
  { N_ ("Lower the threshold to 0.4. 98.6 percent of the padded answers are flagged, and 15 percent "
        "of the fair ones."),
    FALSE, set_3, "block_benign", 0.15, 0.16 },
};

const SftLesson sft_lesson_24 = {
  .demo = 24,
  .idea = N_ ("Style, such as length, lists and a confident tone, is learned quickly by SFT and rewarded by "
              "judges, also where the content is no better. To see content one has to control for style: "
              "compare at equal length, or estimate how much of a win length explains. A detector of padded "
              "answers is one more score with a threshold. Read the synthetic scores of the notebook view "
              "that way: “harmful” as padded, “benign” as fair."),
  .formula = N_ ("win rate = E[σ(θ + γ·tanh z)]\n"
                 "length-controlled = σ(θ)\n"
                 "z = length difference / spread"),
  .math = N_ ("\\text{win rate} &= \\mathbb{E}[\\sigma(\\theta + \\gamma\\tanh z)] \\\\ "
              "\\text{length-controlled} &= \\sigma(\\theta) \\\\ "
              "z &= \\frac{\\text{length difference}}{\\text{spread}}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("A longer answer is not a worse one; the bias lies in rewarding length as such. Dropping long "
                        "answers from an evaluation does not remove the bias, since it also changes which prompts "
                        "remain. And a length-controlled rate answers a hypothetical question, what if both were "
                        "equally long, by means of a model that can be wrong."),
  .references = references,
};
