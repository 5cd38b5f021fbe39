/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Wei et al. 2022, Finetuned Language Models Are Zero-Shot Learners (FLAN)",
  "Longpre et al. 2023, The Flan Collection: Designing Data and Methods for Effective "
  "Instruction Tuning",
  "Sanh et al. 2022, Multitask Prompted Training Enables Zero-Shot Task Generalization (T0)",
  NULL,
};

static const char *const set_1[] = { "response_mask=0,1,0,0", NULL };
static const char *const set_2[] = { "targets[3]=2", NULL };
static const char *const set_3[] = { "logits=2,0.2,-0.5;0.1,1.8,-0.2;0.1,1.8,-0.2;0.1,1.8,-0.2;0.4,0,1.5;1.1,0.5,-0.4",
                                     "targets=0,1,1,1,2,0", "response_mask=0,1,1,1,1,1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Train on the first task alone. The loss falls to 0.276 nats, not because the model got "
        "better, but because the harder tasks are gone."),
    FALSE, set_1, "masked_loss", 0.2755, 0.2765 },
  { N_ ("Let the last task ask for another answer than the model expects. One unfamiliar task doubles "
        "the mean, to 0.93 nats."),
    FALSE, set_2, "masked_loss", 0.925, 0.935 },
  { N_ ("Let the easy task stand three times. Its weight becomes three fifths and the mean drops to 0.369, with the "
        "same model."),
    FALSE, set_3, "masked_loss", 0.368, 0.369 },
};

static const SftQuestion questions[] = {
  { .id = "third-task",
    .prompt = N_ ("Read the three response tokens as three tasks, with losses of 0.28, 0.44 and 0.57 nats. After more "
                  "training their mean has fallen from 0.43 to 0.39. What follows for the third task?"),
    .choices = { { N_ ("It has fallen, as every part of a falling mean does"),
                   N_ ("A mean falls as soon as the sum does. Two tasks that gain much can hide a third one that "
                       "loses.") },
                 { N_ ("It has fallen by 0.04 nats, as the mean has done"),
                   N_ ("Only the average of the three changes is −0.04. Nothing says that they are alike.") },
                 { N_ ("Nothing: its own loss may even have become twice as large"),
                   N_ ("In the state shown the first two fell to nearly 0, and the third rose to 1.17. A mean keeps "
                       "the sum alone, so look at the single bars.") },
                 { N_ ("It may have risen, but not by more than 0.04 nats"),
                   N_ ("The other two had 0.72 nats together to give away. So much could be hidden before the mean "
                       "would rise at all.") } },
    .answer = 2,
    .set = SFT_SET ("logits[1][1]=8", "logits[2][2]=8", "logits[3][0]=0.05"),
    .claim = { "masked_loss", SFT_LESS, 0.39 } },
  { .id = "one-more-dataset",
    .prompt = N_ ("Five data sets, mixed in proportion to size, are worth 2.4 effective tasks. A sixth one with "
                  "1,000,000 examples joins, and no cap holds it back. What are the six worth?"),
    .choices = { { N_ ("2.4 effective tasks, as the five others keep their ratios"),
                   N_ ("Their ratios to each other stay, but together they now have only 13 of 100 draws. The sixth is "
                       "nearly all that is drawn.") },
                 { N_ ("1.6 effective tasks, as 87 of 100 draws are now from the sixth"),
                   N_ ("Effective tasks measure how evenly draws are spread, and a giant makes them less even. With "
                       "more data sets the mixture became less diverse.") },
                 { N_ ("3.4 effective tasks, as one more task has been added"),
                   N_ ("The number counts tasks as if they were drawn evenly, and the sixth makes draws less even. So "
                       "it can fall with each task that is added.") },
                 { N_ ("6 effective tasks, as each data set counts for one task"),
                   N_ ("They would count so if all were drawn equally often, for example with exponent 0. In "
                       "proportion to size they are far from it.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("task_sizes=1000,3000,10000,30000,100000,1000000", "tokens_per_task=100,100,100,100,100,100",
                    "cap=1000000"),
    .claim = { "effective_tasks", SFT_LESS, 1.7 } },
  { .id = "enough-tasks",
    .prompt = N_ ("In 20 dimensions 8 random training tasks capture 40 percent of an unseen one, on average. What "
                  "share do 24 tasks capture?"),
    .choices = { { N_ ("100 percent: 20 random directions already span the whole space"),
                   N_ ("Each new random direction adds one dimension until there is none left. From the twentieth task "
                       "on, all of an unseen one lies among them.") },
                 { N_ ("78 percent: each eight tasks capture 40 percent of what is left"),
                   N_ ("That treats tasks as chances that may overlap. Random directions do not: each adds a dimension "
                       "of its own, and 16 of them capture 80 percent already.") },
                 { N_ ("80 percent: past the first tasks, others bring half as much"),
                   N_ ("Up to 20 tasks each of them brings the same, one dimension in 20. There are no diminishing "
                       "returns here, only a sudden end.") },
                 { N_ ("120 percent: captured shares grow in proportion to tasks"),
                   N_ ("They do up to 20 tasks. Then the space is full, and a share cannot exceed the whole; more "
                       "tasks only repeat.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("tasks=24"),
    .claim = { "capture_expected", SFT_AT_LEAST, 0.999 } },
  { .id = "long-task",
    .prompt = N_ ("With exponent 0 five tasks are drawn equally often, and the readout says 5 effective tasks. But the "
                  "examples of one are ten times as long as those of the others. What weight does that task have in a "
                  "loss averaged over tokens?"),
    .choices = { { N_ ("20 percent, one draw of five"), N_ ("Rates say how often a task is drawn. In a mean over "
                                                            "tokens each draw counts with its length.") },
                 { N_ ("91 percent, ten parts of eleven"),
                   N_ ("That sets it against a single other task. There are four others, with a part each.") },
                 { N_ ("50 percent, ten parts of twenty"), N_ ("The other four have a part each, which makes fourteen "
                                                               "in all. Twenty would need ten of them.") },
                 { N_ ("71 percent, ten parts of fourteen"),
                   N_ ("Its examples bring 1,000 tokens where the other four bring 100 each. Effective tasks count "
                       "draws; a token mean listens to tokens.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("exponent=0", "tokens_per_task=1000,100,100,100,100"),
    .claim = { "effective_tasks", SFT_GREATER, 4.99 } },
  { NULL },
};

const SftLesson sft_lesson_11 = {
  .demo = 11,
  .idea = N_ ("A model that trains on many kinds of tasks has seen more directions in which an instruction "
              "can point, and a new task is more likely to lie among them. The mean loss hides this: it is "
              "dominated by whichever task has most tokens. Read the three response tokens here as three "
              "tasks and see what a single average can tell you. Logits and targets are synthetic. "
              "Published: FLAN’s held-out score rose from 49.9 with one task cluster to 63.5 with seven."),
  .formula = N_ ("L = Σₖ wₖ·Lₖ\n"
                 "wₖ = share of trained tokens of task k\n"
                 "effective tasks = exp(−Σₖ rₖ log rₖ)\n"
                 "rₖ = share of draws of task k"),
  .math = N_ ("L &= \\sum_k w_k\\,L_k \\\\ "
              "w_k &= \\text{share of trained tokens of task } k \\\\ "
              "\\text{effective tasks} &= \\exp\\left(-\\sum_k r_k \\log r_k\\right) \\\\ "
              "r_k &= \\text{share of draws of task } k"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("Counting data sets is not measuring diversity: a hundred variants of one question are close "
                        "to one task, and a mixture in proportion to size is ruled by its largest member. That is why "
                        "caps and mixing rates exist. More diversity has its limit too: rates must sum to 1, so each "
                        "added task takes examples from the others."),
  .references = references,
  .questions = questions,
};
