/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Bianchi et al. 2024, Safety-Tuned LLaMAs: Lessons From Improving the Safety of Large "
  "Language Models that Follow Instructions",
  "Bai et al. 2022, Training a Helpful and Harmless Assistant with Reinforcement Learning from "
  "Human Feedback",
  "Röttger et al. 2024, XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in "
  "Large Language Models",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0.025", NULL };
static const char *const set_2[] = { "val_decay=60", "steps=200", NULL };
static const char *const set_3[] = { "overfit_onset=10", "overfit_slope=0.01", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Give overfitting a slope of 0.025, as with a few safety examples seen again and again. The "
        "best step is 26, exactly at the onset."),
    FALSE, set_1, "best_step", 26, 26 },
  { N_ ("Let validation loss fall slowly and run 200 steps. The best step is 81: safety may need more "
        "steps than the default shows."),
    FALSE, set_2, "best_step", 81, 81 },
  { N_ ("Begin overfitting at step 10 with a slope of 0.01. The best step is still 40, but its loss "
        "is 0.22 nats higher: a poor mixture can look like a healthy run."),
    FALSE, set_3, "best_validation_loss", 0.905, 0.91 },
};

static const SftQuestion questions[] = {
  { .id = "three-percent-of-the-vote",
    .prompt = N_ ("From step 26 on the loss of the safety examples rises by 0.07 nats a step. They are 3 percent of "
                  "the validation tokens; the others go on bringing the mean down, by 0.004 nats in the last of 60 "
                  "steps. Which step has the least validation loss?"),
    .choices = { { N_ ("Step 26, where the loss of the safety examples begins to rise"),
                   N_ ("It would be if the safety examples were the whole set. In the mean their rise is 3 percent of "
                       "0.07, or 0.0021 nats a step, and the rest still falls faster.") },
                 { N_ ("Step 43, halfway between the turn of one part and the end"),
                   N_ ("A minimum is no compromise between the best steps of two parts. It lies where their weighted "
                       "slopes cancel.") },
                 { N_ ("Step 52, where the fall of one part and the rise of the other cancel"),
                   N_ ("They would cancel there if the mean rose by 0.006 nats a step, as at the defaults. Three "
                       "percent of 0.07 is only a third of that.") },
                 { N_ ("Step 60, the last, since the mixture’s loss falls to the end"),
                   N_ ("The safety examples add only 0.0021 nats a step to the mean, less than the rest still loses at "
                       "step 60. Choosing by this loss overlooks that they got worse by more than 2 nats.") } },
    .answer = 3,
    .concept = FALSE,
    .set = SFT_SET ("steps=60", "overfit_slope=0.0021"),
    .claim = { "best_step", SFT_EQUAL, 60 } },
  { .id = "ten-times-the-share",
    .prompt = N_ ("You raise the share of safety data from 3 to 30 percent and train for 300 steps as before. What "
                  "happens to compliance with unsafe prompts and to refusals of lookalikes?"),
    .choices = { { N_ ("Compliance falls from 69 to 21 percent, refusals rise from 5 to 15"),
                   N_ ("Both kinds share their words, so that each refusal learned spreads to the neighbors. Far less "
                       "compliance, for nearly three times the false refusals.") },
                 { N_ ("Compliance falls from 69 to 21 percent, refusals stay at 5"),
                   N_ ("Lookalikes keep their labels, but answered prompts now have only 70 percent of the weight, and "
                       "lookalikes lie closest to what is refused. They are refused in 15 percent.") },
                 { N_ ("Compliance falls from 69 to 7 percent, refusals rise from 5 to 50"),
                   N_ ("The directions are right, but a rate does not scale with the share. Ten times the share leaves "
                       "about a third of the compliance and makes refusals nearly three times as frequent.") },
                 { N_ ("Compliance falls from 69 to 21 percent, refusals fall from 5 to 2"),
                   N_ ("More safety data let the model see more unsafe prompts, but no more lookalikes. Their refusals "
                       "go the other way, up to 15 percent.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("safety_share=0.3"),
    .claim = { "lookalike_refusal", SFT_GREATER, 0.14 } },
  { .id = "nothing-to-tell-apart",
    .prompt = N_ ("Unsafe prompts and lookalikes have the same words and the same intent (separation 0). What can a "
                  "larger share of safety data do then?"),
    .choices = { { N_ ("Little: the model cannot tell the two apart, so both rates stay as they are"),
                   N_ ("It cannot tell them apart, but it can treat both differently than before. With a share of 30 "
                       "percent compliance goes from 94 to 60 percent, refusals from 6 to 40.") },
                 { N_ ("Refuse the unsafe ones alone, if only the training is long enough"),
                   N_ ("No training finds a difference that the inputs do not have. At the optimum as well both get "
                       "the same answer.") },
                 { N_ ("Refuse more of both: every point of safety is a point of false refusals"),
                   N_ ("Compliance is 94 and false refusal 6 percent at a share of 3 percent, 60 and 40 percent at 30: "
                       "they always sum to 100. Only better features or context can do more.") },
                 { N_ ("Refuse more unsafe ones, and let the lookalikes go free in return"),
                   N_ ("With the same inputs both kinds get the same probability of refusal. What one gains the other "
                       "pays in full.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("separation=0", "safety_share=0.3"),
    .claim = { "lookalike_refusal", SFT_GREATER, 0.4 } },
  { .id = "before-more-data",
    .prompt = N_ ("After 300 steps 69 percent of unsafe prompts are complied with, and 5 percent of lookalikes are "
                  "refused. Which change lowers the first without raising the second?"),
    .choices = { { N_ ("A larger share of safety data, 9 instead of 3 percent"),
                   N_ ("It lowers compliance to 41 percent, but lookalikes are then refused in 8 percent of cases "
                       "instead of 5.") },
                 { N_ ("Softer labels, with a noise of 0.2 instead of 0.02"),
                   N_ ("Compliance falls a little, to 65 percent, and lookalikes are refused in 22 percent: both kinds "
                       "are pulled towards the middle.") },
                 { N_ ("Fewer steps, 100 instead of 300, before it overfits"),
                   N_ ("It has not even learned yet: after 100 steps 86 percent of unsafe prompts are complied "
                       "with.") },
                 { N_ ("More steps, 5,000 instead of 300, with the same data"),
                   N_ ("Compliance falls to 50 percent and refusals of lookalikes to 4: the run was far from its "
                       "optimum, and telling intents apart takes long. Only then is the mixture to blame.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("steps=5000"),
    .claim = { "unsafe_compliance", SFT_LESS, 0.51 } },
  { NULL },
};

const SftLesson sft_lesson_23 = {
  .demo = 23,
  .idea = N_ ("Harmlessness and helpfulness are learned from the same mixture, and their gradients pull "
              "against each other where prompts look alike. A small share of safety examples changes a lot: "
              "published work found that 3 percent, mixed into instruction data, improves safety "
              "substantially, while more makes models refuse safe prompts. The validation loss of the whole "
              "mixture hardly shows it. The curves of the notebook view are synthetic."),
  .formula = N_ ("∇L = (1 − φ)·∇L(help) + φ·∇L(safety)\n"
                 "at the optimum the two terms cancel"),
  .math = N_ ("& \\nabla L = (1 - \\varphi)\\,\\nabla L(\\text{help}) + \\varphi\\,\\nabla L(\\text{safety}) \\\\ "
              "& \\text{at the optimum the two terms cancel}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A checkpoint with the least validation loss is not the safest one: few tokens of the "
                        "validation set are about safety. Measure unsafe compliance and refusals of safe prompts "
                        "separately. Later fine-tuning on harmless data can undo safety training. And refusing "
                        "everything is not harmless: it fails people who needed an answer."),
  .references = references,
  .questions = questions,
};
