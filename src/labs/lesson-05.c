/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Wei et al. 2022, Finetuned Language Models Are Zero-Shot Learners (FLAN)",
  "Longpre et al. 2023, The Flan Collection: Designing Data and Methods for Effective "
  "Instruction Tuning",
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  NULL,
};

static const char *const set_1[] = { "rounds=20", NULL };
static const char *const set_2[] = { "helpfulness_cost=0.003", NULL };
static const char *const set_3[] = { "safety_gain=0.15", "safety_time=4", "rounds=12", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Show 20 rounds. Safety has leveled off near 0.77 long before; helpfulness has lost 0.25."), FALSE, set_1,
    "helpfulness_change", -0.255, -0.245 },
  { N_ ("Make a round cheap: a cost of 0.003. Now the recovery wins over these rounds, and "
        "helpfulness ends slightly higher than it began."),
    FALSE, set_2, "helpfulness_change", 0.002, 0.004 },
  { N_ ("Let safety gain more, but slowly, over 12 rounds. It rises by 0.14, and helpfulness pays "
        "nearly the same."),
    FALSE, set_3, "safety_change", 0.135, 0.145 },
};

static const SftQuestion questions[] = {
  { .id = "blind-check",
    .prompt = N_ ("Raise the helpfulness cost of a feedback round from 0.015 to 0.06. What does the lesson’s check "
                  "“safety improves after feedback refreshes” say?"),
    .choices = { { N_ ("It fails, as helpfulness now falls by more than safety rises"),
                   N_ ("That would be a check of the trade. The lesson’s check compares safety at the end with safety "
                       "at the start, and nothing else.") },
                 { N_ ("It passes just as before, as it never looks at helpfulness"),
                   N_ ("Safety is a formula of gain and time and still rises by 0.046. Helpfulness now falls by 0.28 "
                       "instead of 0.06, and only the lab’s own check says so.") },
                 { N_ ("It passes by a hair, as the cost eats up nearly all of the gain"),
                   N_ ("The cost is taken from helpfulness, and none of it from safety. The gain in safety is 0.046 at "
                       "any cost.") },
                 { N_ ("It fails after a few rounds, as safety turns down in the end too"),
                   N_ ("No term of the safety curve falls. It levels off below 0.77, whatever helpfulness does "
                       "meanwhile.") } },
    .answer = 1,
    .set = SFT_SET ("helpfulness_cost=0.06"),
    .claim = { "helpfulness_change", SFT_LESS, -0.28 } },
  { .id = "giant-task",
    .prompt = N_ ("Five tasks of 1,000 to 100,000 examples are mixed with a rate maximum of 3,000; the largest gets "
                  "3/13 of the draws. A sixth task joins, with 1,000,000 examples. What is its share?"),
    .choices = { { N_ ("3/16, as for every task of 3,000 or more"),
                   N_ ("No task counts with more than 3,000 examples, so the sum grows from 13,000 to 16,000. Ten "
                       "times the examples of the largest buy not one draw more.") },
                 { N_ ("About 87 percent, in proportion to its size"),
                   N_ ("That is mixing without a rate maximum. With it the newcomer counts with 3,000, and the five "
                       "others keep 13/16 of the draws.") },
                 { N_ ("1/6, as a rate maximum makes tasks equal"),
                   N_ ("Only tasks that reach the maximum are equal. The one of 1,000 examples still counts with 1,000 "
                       "and gets 1/16, so that the others get more than a sixth.") },
                 { N_ ("3/13, taken over from the previously largest"),
                   N_ ("Shares are not handed over. With a larger sum all of them shrink, and the previously largest "
                       "gets as much as the newcomer.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("task_sizes=1000,3000,10000,30000,100000,1000000"),
    .claim = { "largest_rate", SFT_LESS, 0.19 } },
  { .id = "price-of-equality",
    .prompt = N_ ("With a rate maximum of 1,000 all five tasks are drawn equally often. The smallest has 1,000 "
                  "examples, the largest 100,000. What is the price?"),
    .choices = { { N_ ("None: where rates are equal, each example has the same chance of being seen"),
                   N_ ("Equal for tasks is unequal for examples. A fifth of the draws is divided among 1,000 examples "
                       "in one task, and among 100,000 in another.") },
                 { N_ ("The largest task loses its effect, as just 1,000 of its examples are ever used"),
                   N_ ("A rate maximum limits how often a task is drawn, not which of its examples may be. Over a long "
                       "run all 100,000 can come up.") },
                 { N_ ("The smallest task is used up after 1,000 draws and then leaves the mixture"),
                   N_ ("Rates hold for the whole run, and a small task keeps its own by repetition. That is just where "
                       "memorizing begins.") },
                 { N_ ("An example of the smallest task is seen 100 times as often as one of the largest"),
                   N_ ("At equal rates both tasks are drawn 1,000 times in 5,000 draws: that is every example of the "
                       "smallest once on average, but only one in 100 of the largest.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("cap=1000"),
    .claim = { "smallest_rate", SFT_GREATER, 0.19 } },
  { .id = "proportional-again",
    .prompt = N_ ("Somebody raises the rate maximum from 3,000 to 100,000 “so that no data is wasted”; the five tasks "
                  "have 1,000 to 100,000 examples. What does the model mostly see from now on?"),
    .choices = { { N_ ("Each of the tasks, in 20 of 100 draws"),
                   N_ ("Equal rates come from a low maximum, at or below the smallest task. A high one lets the sizes "
                       "through.") },
                 { N_ ("The four largest, in 23 of 100 draws each"),
                   N_ ("That is the mixture at 3,000, where four tasks reach the maximum. At 100,000 only one does.") },
                 { N_ ("The largest, in 69 of 100 draws"),
                   N_ ("No task lies above 100,000, so the maximum does nothing and rates are proportional to size: "
                       "100,000 of 144,000. The smallest is left with 0.7 percent.") },
                 { N_ ("The two largest, in 41 of 100 draws each"),
                   N_ ("That is the mixture at a maximum of 30,000, which both reach. At 100,000 the second still "
                       "counts with 30,000, less than a third of the largest.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("cap=100000"),
    .claim = { "largest_rate", SFT_GREATER, 0.69 } },
  { NULL },
};

const SftLesson sft_lesson_05 = {
  .demo = 5,
  .idea = N_ ("FLAN (published 2021, at ICLR 2022) showed that fine-tuning on many tasks, written as "
              "instructions, helps on tasks that were never seen. InstructGPT (2022) began with "
              "demonstrations by labelers and went on with feedback: people compared outputs, a reward "
              "model learned their choices, and the policy was trained against it. Feedback comes in "
              "rounds, and each round has a price. The two curves are synthetic formulas of gain and cost."),
  .formula = N_ ("FLAN: rateᵢ = min(eᵢ, K) / Σⱼ min(eⱼ, K)\n"
                 "feedback: safety(r) = s + g·(1 − exp(−r/T))"),
  .math = N_ ("\\text{FLAN:}\\quad & \\text{rate}_i = \\frac{\\min(e_i, K)}{\\sum_j \\min(e_j, K)} \\\\ "
              "\\text{feedback:}\\quad & \\text{safety}(r) = s + g\\,(1 - \\exp(-r/T))"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("InstructGPT did not replace instruction tuning; supervised demonstrations are its first "
                        "stage. FLAN rewrote existing labeled data sets as instructions, whereas InstructGPT "
                        "collected prompts from users and labelers: the two differ in data as much as in method. And "
                        "the early improvement of a curve says little about the rounds that follow."),
  .references = references,
  .questions = questions,
};
