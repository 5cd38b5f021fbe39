/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Saito and Rehmsmeier 2015, The Precision-Recall Plot Is More Informative than the ROC Plot "
  "When Evaluating Binary Classifiers on Imbalanced Datasets",
  "Davis and Goadrich 2006, The Relationship Between Precision-Recall and ROC Curves",
  "Elkan 2001, The Foundations of Cost-Sensitive Learning",
  NULL,
};

static const char *const set_1[] = { "threshold=0.7", NULL };
static const char *const set_2[] = { "prevalence=0.01", NULL };
static const char *const set_3[] = { "cost_ratio=20", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Raise the threshold to 0.7. False alarms nearly vanish, and 71 percent of the harmful scores "
        "of this sample are still caught."),
    FALSE, set_1, "block_harmful", 0.71, 0.715 },
  { N_ ("In the concept view, let 1 percent of prompts be harmful. TPR, FPR and AUC do not move, but "
        "precision falls from 0.44 to 0.13."),
    TRUE, set_2, "precision", 0.131, 0.132 },
  { N_ ("Let a missed harmful prompt cost 20 false alarms. The cheapest threshold moves from 0.68 "
        "down to 0.50."),
    TRUE, set_3, "optimal_threshold", 0.495, 0.5 },
};

const SftLesson sft_lesson_19 = {
  .demo = 19,
  .idea = N_ ("Harmful prompts are rare. A detector that catches 94 percent of them and errs on 6 percent "
              "of the benign ones still raises mostly false alarms when one prompt in a hundred is harmful. "
              "True- and false-positive rates, and with them ROC and AUC, do not see how rare the class is; "
              "precision and cost do. The scores in both views are synthetic draws from Beta laws."),
  .formula = N_ ("precision = π·TPR / (π·TPR + (1 − π)·FPR)\n"
                 "cost = c·π·(1 − TPR) + (1 − π)·FPR"),
  .math = N_ ("\\text{precision} &= \\frac{\\pi\\,\\mathrm{TPR}}{\\pi\\,\\mathrm{TPR} + (1 - "
              "\\pi)\\,\\mathrm{FPR}} \\\\ "
              "\\text{cost} &= c\\,\\pi\\,(1 - \\mathrm{TPR}) + (1 - \\pi)\\,\\mathrm{FPR}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("A high AUC does not promise that most alarms are right. Accuracy is worse: blocking nothing "
                        "is 99 percent accurate at a prevalence of 1 percent. A precision measured on a balanced test "
                        "set does not carry over to traffic; correct it for prevalence. And a threshold of 0.5 has no "
                        "special meaning: the costs decide."),
  .references = references,
};
