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

static const SftQuestion questions[] = {
  { .id = "rule-that-never-stops",
    .prompt = N_ ("A team stops its data refreshes at the first round whose safety score is not above that of the "
                  "round before. By the formulas of the notebook view, when does this rule stop them?"),
    .choices = { { N_ ("After round 2, when a round costs more than it brings"),
                   N_ ("There the sum of both scores is highest, so it would be a good moment. But the rule looks at "
                       "safety alone, which goes on rising.") },
                 { N_ ("Never, while helpfulness falls in every round"),
                   N_ ("Each round adds a little safety. Over 50 rounds that is 0.05 in all, against a loss of 0.68 in "
                       "helpfulness: a stopping rule must watch what can get worse.") },
                 { N_ ("After about round 10, when safety has leveled off"),
                   N_ ("It looks level, but what is left of the gain shrinks by the same factor in each round and is "
                       "never used up. The score still rises.") },
                 { N_ ("At once, since the check of the notebook is passed"),
                   N_ ("The check asks whether safety has improved since the start. That says nothing about when to "
                       "stop, and it holds in every later round.") } },
    .answer = 1,
    .concept = FALSE,
    .set = SFT_SET ("rounds=50"),
    .claim = { "helpfulness_change", SFT_LESS, -0.6 } },
  { .id = "coarser-looks",
    .prompt = N_ ("The risk is least at step 31. With an evaluation every 5 steps and patience 3, training stops at "
                  "step 45. You evaluate every 10 steps and leave the rest. Where does it stop?"),
    .choices = { { N_ ("At step 45, since the patience is the same"),
                   N_ ("Patience counts evaluations and not steps, and at step 45 there is none any more.") },
                 { N_ ("At step 50, since 30, 40 and 50 are three evaluations"),
                   N_ ("The evaluation at 30 is the best one and starts the count. Patience counts those after it that "
                       "bring nothing new.") },
                 { N_ ("At step 60, since 40, 50 and 60 bring nothing better than 30"),
                   N_ ("The best evaluation is at step 30 both times, and the three fruitless ones after it now take "
                       "30 steps. The risk at the stop is 0.230 instead of 0.213.") },
                 { N_ ("At step 90, since all times are doubled"),
                   N_ ("The best step belongs to the problem and stays where it is. Only the wait after it doubles, "
                       "from 15 to 30 steps.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("eval_interval=10"),
    .claim = { "stop_step", SFT_EQUAL, 60 } },
  { .id = "half-the-rate",
    .prompt = N_ ("You halve the shrinkage a step from 0.05 to 0.025, as half the learning rate would. Each run is "
                  "stopped at its best step. How do the two runs compare?"),
    .choices = { { N_ ("The best step comes about twice as late, with the same least risk"),
                   N_ ("The run passes through the same states at half the speed: step 64 instead of 31, least risk "
                       "0.20 both times. In this problem the rate sets the time scale only.") },
                 { N_ ("The best step stays the same, with a lower least risk"),
                   N_ ("At half the speed step 31 is halfway: much of the signal is still to be learned. The best step "
                       "moves to 64, and the risk there is no lower.") },
                 { N_ ("The best step comes about twice as late, with a lower least risk"),
                   N_ ("Small steps do not keep the noise out: signal and noise are approached together, at any rate. "
                       "The least risk is 0.20 both times.") },
                 { N_ ("The best step comes about twice as late, with a higher least risk"),
                   N_ ("The slow run has lost nothing once it gets there: at step 64 it is where the other was at 31, "
                       "with the risk of 0.20.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("shrinkage=0.025"),
    .claim = { "best_step", SFT_GREATER, 60 } },
  { .id = "wider-margins",
    .prompt = N_ ("Two models widen the logit margin of their answers from 2 to 3. The first is right in 80 percent of "
                  "cases, the second in 95, and that does not change. What happens to their cross-entropies?"),
    .choices = { { N_ ("Both fall, since a wider margin makes right answers more probable"),
                   N_ ("It makes wrong answers more probable as well. With 20 percent wrong these weigh more, and the "
                       "loss rises from 0.53 to 0.65.") },
                 { N_ ("Both rise, since growing confidence at the same accuracy is overfitting"),
                   N_ ("Confidence is too much only beyond the accuracy. A model that is right in 95 percent was too "
                       "modest at margin 2, and its loss falls from 0.227 to 0.199.") },
                 { N_ ("Both stay as they are, since neither of the accuracies has changed"),
                   N_ ("Accuracy asks which answer is on top, cross-entropy also how sure it is. One can move without "
                       "the other.") },
                 { N_ ("The first rises and the second falls, since their best margins differ"),
                   N_ ("The loss is least where the margin is the logit of the accuracy: 1.39 for 80 percent, 2.94 for "
                       "95. The first moves away from its best, the second towards it.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("accuracy=0.95", "margin=3"),
    .claim = { "cross_entropy", SFT_LESS, 0.2 } },
  { NULL },
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
  .questions = questions,
};
