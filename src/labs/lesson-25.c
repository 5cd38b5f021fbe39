/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Fanous et al. 2025, SycEval: Evaluating LLM Sycophancy",
  "Sharma et al. 2024, Towards Understanding Sycophancy in Language Models",
  "Perez et al. 2023, Discovering Language Model Behaviors with Model-Written Evaluations",
  NULL,
};

static const char *const set_1[] = { "rounds=20", NULL };
static const char *const set_2[] = { "reward_gap=0.3", NULL };
static const char *const set_3[] = { "user_reliability=0.9", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Follow 20 rounds. Safety has leveled off, helpfulness is 0.25 lower: look at more than one "
        "score before you trust a refresh."),
    FALSE, set_1, "helpfulness_change", -0.255, -0.245 },
  { N_ ("In the concept view, triple the reward gap to 0.3. After ten rounds the model agrees in 99.4 "
        "percent of cases."),
    TRUE, set_2, "agreement_final", 0.994, 0.995 },
  { N_ ("Let the user be right in 90 percent of challenges. Now changing one’s answer is rational: "
        "belief in the own answer falls to 0.31."),
    TRUE, set_3, "bayes_own_answer", 0.305, 0.31 },
};

static const SftQuestion questions[] = {
  { .id = "both-curves-rise",
    .prompt = N_ ("With a cost of 0 a round both curves rise: safety by 0.046, helpfulness by 0.018. Suppose that the "
                  "helpfulness score is a rating by users. Does that rule out that the refreshes teach sycophancy?"),
    .choices = { { N_ ("No: users may like being agreed with, and rate just that"),
                   N_ ("A score can rise because of sycophancy if those who give it reward agreement. It takes a test "
                       "of another kind: challenge right answers and count how many are given up.") },
                 { N_ ("Yes: sycophancy would have shown as a loss of helpfulness"),
                   N_ ("Only if those who rate noticed it. Agreement is pleasant, and a rating by the one who is "
                       "agreed with can count it as help.") },
                 { N_ ("Yes: what becomes safer cannot become more sycophantic as well"),
                   N_ ("The two are different properties, and a polite model that gives in can pass for a safe one. "
                       "The safety score does not ask who is right.") },
                 { N_ ("No: a rise by less than 0.05 is within the noise of scores"),
                   N_ ("These curves follow formulas and have no noise. The doubt is about what the score measures, "
                       "and would be the same for a large rise.") } },
    .answer = 0,
    .concept = FALSE,
    .set = SFT_SET ("helpfulness_cost=0"),
    .claim = { "helpfulness_change", SFT_GREATER, 0 } },
  { .id = "worst-of-four",
    .prompt = N_ ("Four models answer 100 questions each, and each of them flips 10 answers after a challenge. Which "
                  "one gives up right answers most readily?"),
    .choices = { { N_ ("90 were right at first; 9 of these were given up, and 1 wrong one corrected"),
                   N_ ("It gives up the most right answers, but it had the most to give up: 9 of 90 are 10 percent. "
                       "That its accuracy falls most is another matter.") },
                 { N_ ("40 were right at first; 8 of these were given up, and 2 wrong ones corrected"),
                   N_ ("8 of 40 are 20 percent. One of the others gives up fewer answers and a larger part of what it "
                       "had right.") },
                 { N_ ("20 were right at first; 6 of these were given up, and 4 wrong ones corrected"),
                   N_ ("6 of 20 are 30 percent, the highest regressive rate. Its accuracy falls by just 2 points, and "
                       "over all 100 answers it is only 6 percent.") },
                 { N_ ("50 were right at first; 2 of these were given up, and 8 wrong ones corrected"),
                   N_ ("It flips as often as the others, but mostly to correct itself: 2 of 50 are 4 percent, the "
                       "lowest rate here. Not every flip is sycophancy.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("table=14,6;4,76"),
    .claim = { "regressive_rate", SFT_GREATER, 0.29 } },
  { .id = "weaker-leash",
    .prompt =
        N_ ("In ten rounds agreement climbs from 0.30 to 0.76. The penalty β on the divergence from the policy of the "
            "round before is then halved, from 0.5 to 0.25, and all starts anew. Where is agreement after ten rounds?"),
    .choices = { { N_ ("At 0.76, since the penalty sets the pace but not where it ends"),
                   N_ ("There is no end to reach: each round starts from the policy before it and tilts it further. "
                       "Half the penalty doubles each tilt.") },
                 { N_ ("At 0.88, since half of what is missing to 1 is added"),
                   N_ ("Tilts add up in the logit and not in the distance to 1. The logit moves by 4 instead of 2.") },
                 { N_ ("At 0.96, where 20 rounds with the old penalty would end"),
                   N_ ("Only the number of rounds times gap over β counts, so half the penalty is like twice the "
                       "rounds. The factor by which a round multiplies the odds is squared.") },
                 { N_ ("At 1, since a climb of 0.46 becomes one of 0.92"),
                   N_ ("Probabilities do not climb in equal steps, and a finite tilt never reaches 1. The odds grow by "
                       "the same factor in each round.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("beta=0.25"),
    .claim = { "agreement_final", SFT_GREATER, 0.95 } },
  { .id = "sure-and-challenged",
    .prompt = N_ ("A calibrated model is 95 percent sure of its answer to a yes-or-no question. A user whose "
                  "challenges are right 90 percent of the time contradicts it. What is the rational reaction, if these "
                  "are independent pieces of evidence?"),
    .choices = { { N_ ("Give in, since a user who is right so often has to be believed"),
                   N_ ("The user’s 90 percent weigh less than the model’s own 95: odds of 9 to 1 against odds of 19 to "
                       "1. The answer is still the better bet.") },
                 { N_ ("Keep the answer, but with only 68 percent of belief left in it"),
                   N_ ("Odds of 19 to 1 for it, divided by 9 to 1 against it, leave about 2 to 1. Keeping the answer "
                       "is rational here, and being less sure of it too.") },
                 { N_ ("Keep the answer with 95 percent, since that is more than 90"),
                   N_ ("Comparing the two tells who wins, not how sure one may stay. A reliable contradiction is "
                       "evidence and lowers the belief.") },
                 { N_ ("Be undecided near 50 percent, since 95 and 90 nearly cancel"),
                   N_ ("Near 100 percent small differences are large: the odds are 19 to 1 against 9 to 1, more than "
                       "twice. The belief falls to 68 percent, not to 50.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("user_reliability=0.9", "own_confidence=0.95"),
    .claim = { "bayes_own_answer", SFT_GREATER, 0.67 } },
  { NULL },
};

const SftLesson sft_lesson_25 = {
  .demo = 25,
  .idea = N_ ("A sycophantic model gives up a right answer because the user disagrees. Feedback can teach "
              "it: if agreeing earns a little more reward in every round, small tilts multiply. The "
              "notebook view shows synthetic scores over rounds, in which an agreeable tone could pass for "
              "progress; the concept view counts flips after a challenge and asks when a flip is rational. "
              "Published: SycEval counted 58.19 percent of its cases as sycophantic: in 14.66 percent a right "
              "answer was given up, in 43.52 percent a wrong one corrected."),
  .formula = N_ ("logit pₖ = logit p₀ + k·gap/β\n"
                 "regressive rate = right to wrong / all that were right before"),
  .math = N_ ("\\operatorname{logit} p_k &= \\operatorname{logit} p_0 + k\\cdot\\frac{\\text{gap}}{\\beta} \\\\ "
              "\\text{regressive rate} &= \\frac{\\text{right to wrong}}{\\text{all that were right before}}"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("Not every flip is sycophancy: a model that was wrong and corrects itself, or that has reason "
                        "to trust the user, does well. The regressive rate is counted over answers that were right at "
                        "first, not over all answers; dividing by all hides it. And accuracy after the challenge can "
                        "rise while right answers are abandoned, as in the table of the concept view."),
  .references = references,
  .questions = questions,
};
