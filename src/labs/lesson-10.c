/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Longpre et al. 2023, The Flan Collection: Designing Data and Methods for Effective "
  "Instruction Tuning",
  NULL,
};

static const char *const set_1[] = { "helpfulness_base=0.7", NULL };
static const char *const set_2[] = { "rounds=2", NULL };
static const char *const set_3[] = { "rounds=30", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Lower the helpfulness at the start by 0.08, as when the validation prompts are harder than "
        "was thought. Every helpfulness score moves; the change of −0.057 stays the same."),
    FALSE, set_1, "helpfulness_change", -0.0575, -0.0565 },
  { N_ ("Look at the first refresh only. Safety gains 0.020 and helpfulness loses 0.007: so short a "
        "look misses the trend."),
    FALSE, set_2, "safety_change", 0.019, 0.0205 },
  { N_ ("Look at 30 rounds. The gain stopped at 0.05; the loss is 0.39 and grows."), FALSE, set_3, "helpfulness_change",
    -0.395, -0.385 },
};

static const SftQuestion questions[] = {
  { .id = "longer-look",
    .prompt = N_ ("Suppose that each refresh costs 0.01 helpfulness, while recovery gives 0.05 times the root of their "
                  "number. After 5 refreshes the validation score is up by 0.06. What will it be after 59?"),
    .choices = { { N_ ("Up by 0.73, as each refresh goes on adding what it did so far"),
                   N_ ("That carries the first rounds on in a straight line. The gain of each further refresh shrinks, "
                       "and its cost does not.") },
                 { N_ ("Up by about 0.06, as helpfulness levels off just like safety does"),
                   N_ ("Safety has a limit in its formula, helpfulness has none: its cost goes on growing by the same "
                       "amount with every refresh.") },
                 { N_ ("Neither up nor down, as recovery makes up for the cost in the end"),
                   N_ ("It does so once, at 25 refreshes, when the curve crosses its start on the way down. From there "
                       "on the cost is ahead.") },
                 { N_ ("Down by 0.21, as the cost outgrows a gain that grows with a root"),
                   N_ ("59 · 0.01 is more than 0.05 · √59. The score is highest after about 6 refreshes and back at "
                       "its start after 25; five rounds show only the good part.") } },
    .answer = 3,
    .set = SFT_SET ("rounds=60", "helpfulness_cost=0.01", "helpfulness_recovery=0.05"),
    .claim = { "helpfulness_change", SFT_LESS, -0.2 } },
  { .id = "two-prompts",
    .prompt = N_ ("Every user wrote just two prompts. A random tenth of all prompts becomes the validation set. How "
                  "likely is it that the user of a validation prompt also has a prompt in training?"),
    .choices = { { N_ ("90 percent"), N_ ("The user’s other prompt decides, and it stays in training with probability "
                                          "0.9. Two prompts a user suffice for a leak nearly everywhere.") },
                 { N_ ("10 percent"), N_ ("That is the chance that the other prompt is drawn into validation too, and "
                                          "this is the only case without a leak.") },
                 { N_ ("19 percent"), N_ ("1 − 0.9² is the chance that at least one of two prompts is drawn. Given "
                                          "that one was, only the other one counts.") },
                 { N_ ("50 percent"), N_ ("One of the two prompts is in validation, but the other one’s place is not "
                                          "tossed with a coin: nine of ten prompts are in training.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("prompts_per_user=2"),
    .claim = { "leak_probability", SFT_LESS, 0.91 } },
  { .id = "ten-users",
    .prompt = N_ (
        "A random split gives 200 validation prompts, and an interval 0.110 wide. Splitting by user gives 200 as well, "
        "from ten users with 20 prompts each, whose outcomes correlate by 0.1. How wide is the interval then?"),
    .choices = { { N_ ("0.110, as there are 200 prompts in both cases"),
                   N_ ("A number of prompts gives the width only if they are independent. Twenty prompts of one user "
                       "partly repeat each other.") },
                 { N_ ("0.121, as a correlation of 0.1 adds a tenth"),
                   N_ ("Each prompt correlates with 19 others of its user, so the variance grows by 19 tenths and not "
                       "by one.") },
                 { N_ ("0.187, as 200 such prompts are worth just 69"),
                   N_ ("The variance grows by a factor of 1 + 19 · 0.1 = 2.9 and the width by its root, 1.7. That is "
                       "the price of a split without leaks.") },
                 { N_ ("0.492, as there are ten independent users"),
                   N_ ("That would hold if all prompts of a user had the same outcome, a correlation of 1. At 0.1 each "
                       "of them still tells something new.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("split=by_user"),
    .claim = { "interval_width", SFT_GREATER, 0.18 } },
  { .id = "stratified-leak",
    .prompt = N_ ("With 20 prompts a user and a random split, nearly every validation prompt leaks. Somebody "
                  "stratifies the split by category of prompt. What does that change?"),
    .choices = { { N_ ("The interval narrows by half; the leaks stay"),
                   N_ ("Only variance between categories goes away, and most of it lies within: 0.142 of 0.157. The "
                       "width goes from 0.110 to 0.105.") },
                 { N_ ("The interval narrows by 5 percent; the leaks stay"),
                   N_ ("Fixed numbers for each category take out the variance between them, 0.015 of 0.157. On which "
                       "side the rest of a user’s prompts lies is left to chance as before.") },
                 { N_ ("The interval stays; the leaks become rare"),
                   N_ ("Categories and users are different things: a user’s prompts still fall on both sides. Only a "
                       "split by user stops that.") },
                 { N_ ("Nothing: a random split gets each category right anyway"),
                   N_ ("It does on average, but not in each draw. Fixing the numbers removes just this chance, so the "
                       "interval gets a little narrower.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("split=stratified"),
    .claim = { "interval_width", SFT_LESS, 0.106 } },
  { NULL },
};

const SftLesson sft_lesson_10 = {
  .demo = 10,
  .idea = N_ ("Validation data should answer one question: how does the model do on prompts like those that "
              "will come? Prompts come from users, and prompts of one user resemble each other. If a random "
              "split puts some of a user’s prompts on both sides, the validation loss flatters the model. "
              "InstructGPT therefore split its prompts by user. Refreshing data changes the distribution as "
              "well: the synthetic curves show scores after each refresh, and what you conclude depends on "
              "which rounds you look at."),
  .formula = N_ ("P(leak) = 1 − fᵏ⁻¹ for a random split (k prompts a user, share f in validation)\n"
                 "P(leak) = 0 when split by user"),
  .math = N_ ("& P(\\text{leak}) = \\begin{cases} 1 - f^{k-1} & \\text{random split} \\\\ 0 & \\text{split by "
              "user} \\end{cases} \\\\ "
              "& k \\text{ prompts a user, share } f \\text{ in validation}"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("A random split is not automatically a fair one: with 20 prompts a user nearly every "
                        "validation prompt has a relative in training. Prompts from one user are not independent "
                        "either, so the error bars of a thousand such prompts are wider than the number suggests. And "
                        "a comparison across rounds needs the same validation set in each of them."),
  .references = references,
  .questions = questions,
};
