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

static const SftQuestion questions[] = {
  { .id = "mostly-right-alarms",
    .prompt =
        N_ ("At threshold 0.5 about 94 percent of harmful and 6 percent of benign prompts are blocked. In traffic with "
            "1 percent harmful prompts only 13 of 100 alarms are right. Which change makes most alarms right?"),
    .choices = { { N_ ("Draw 5,000 scores of each kind, since the rates are then more exact"),
                   N_ ("They are more exact and nearly the same, 0.936 and 0.065. Most alarms are wrong because "
                       "harmful prompts are rare, not because of noise.") },
                 { N_ ("Lower the threshold to 0.3, since more of the rare prompts are caught"),
                   N_ ("It catches nearly all, and blocks 33 percent of the benign prompts by the exact law. Of 100 "
                       "alarms 3 are then right.") },
                 { N_ ("Let the curves have 200 thresholds, since a better one can be found"),
                   N_ ("The curves get more points and stay where they are. What blocks is still the threshold of "
                       "0.5.") },
                 { N_ ("Raise the threshold to 0.75, though nearly half are then missed"),
                   N_ ("By the exact laws 56 percent of harmful and only 0.13 percent of benign prompts are blocked, "
                       "and 81 of 100 alarms are right. A rare class asks for a very low false-positive rate.") } },
    .answer = 3,
    .concept = FALSE,
    .set = SFT_SET ("threshold=0.75"),
    .claim = { "exact_block_benign", SFT_LESS, 0.002 } },
  { .id = "highest-threshold",
    .prompt =
        N_ ("Four services run the same detector, each at the threshold that is cheapest for it. A miss is a harmful "
            "prompt let through, and its cost is in units of one false alarm. Whose threshold is the highest?"),
    .choices = { { N_ ("5 percent harmful prompts, a miss costs 0.1"),
                   N_ ("Prevalence times cost is smallest here, 0.005, so that false alarms weigh most: the cheapest "
                       "threshold is 0.79. How rare harm is does not decide alone.") },
                 { N_ ("1 percent harmful prompts, a miss costs 1"),
                   N_ ("Close, at 0.76. But prevalence times cost is 0.01, twice as much as where the threshold is "
                       "highest: a tenth of the cost outweighs five times the prevalence.") },
                 { N_ ("0.1 percent harmful prompts, a miss costs 100"),
                   N_ ("The rarest harm is not the whole story: a miss is so costly that the threshold has to come "
                       "down, to 0.64.") },
                 { N_ ("5 percent harmful prompts, a miss costs 10"),
                   N_ ("A costly miss lowers the threshold, so that more is caught: it is 0.54 here, the lowest of the "
                       "four.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("prevalence=0.05", "cost_ratio=0.1"),
    .claim = { "optimal_threshold", SFT_GREATER, 0.78 } },
  { .id = "most-get-through",
    .prompt = N_ ("Harmful prompts are 5 percent, and a miss is to cost as much as 20 false alarms. The tool chooses "
                  "threshold 0.82, and most harmful prompts get through. What went wrong?"),
    .choices = { { N_ ("The prevalence was left out, as if half of the prompts were harmful"),
                   N_ ("Then harm would seem common and the threshold would come out too low, at 0.32. Here it is too "
                       "high.") },
                 { N_ ("The ratio was turned over, as if a false alarm cost 20 misses"),
                   N_ ("With the ratio upside down the tool avoids false alarms above all, and the expected cost is "
                       "0.62 instead of 0.12. As meant, the threshold would be 0.50.") },
                 { N_ ("The cost was left out, as if both errors cost the same"),
                   N_ ("That gives 0.68: too high as well, but not so much. At 0.82 false alarms count far more than "
                       "misses.") },
                 { N_ ("The sample was too small, so that the rates were wrong"),
                   N_ ("With 500 scores a class the rates of this sample are right to within about a hundredth. And "
                       "the threshold is computed from the exact laws.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("cost_ratio=20", "turn_cost_ratio_over=true"),
    .claim = { "optimal_threshold", SFT_GREATER, 0.8 } },
  { .id = "carries-over",
    .prompt = N_ ("In a test set half of the prompts are harmful, in traffic 5 percent, and each kind looks the same "
                  "in both. Which number found on the test set holds in traffic?"),
    .choices = { { N_ ("The share of alarms that are right"),
                   N_ ("It falls from 0.94 to 0.44 at threshold 0.5: the same errors on benign prompts meet many more "
                       "of them.") },
                 { N_ ("The threshold at which errors cost least"),
                   N_ ("It moves from 0.50 to 0.68 if both errors cost the same, since nearly all prompts can now only "
                       "be false alarms.") },
                 { N_ ("The share of benign prompts that are blocked"),
                   N_ ("It is 0.0625 at threshold 0.5 in both, since it looks at benign prompts alone. Rates within a "
                       "class, and with them the AUC, do not see how common it is.") },
                 { N_ ("The share of all prompts that are blocked"),
                   N_ ("It mixes both rates by how common the kinds are. In traffic it is far smaller than on the test "
                       "set, since few prompts are harmful.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("prevalence=0.5"),
    .claim = { "precision", SFT_GREATER, 0.93 } },
  { NULL },
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
  .questions = questions,
};
