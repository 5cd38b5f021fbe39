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
  { N_ ("Repeat the easy task three times. Its weight becomes three fifths and the mean drops to "
        "0.369, with the same model."),
    FALSE, set_3, "masked_loss", 0.368, 0.369 },
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
                 "effective tasks = exp(−Σₖ wₖ log wₖ)"),
  .math = N_ ("L &= \\sum_k w_k\\,L_k \\\\ "
              "w_k &= \\text{share of trained tokens of task } k \\\\ "
              "\\text{effective tasks} &= \\exp\\left(-\\sum_k w_k \\log w_k\\right)"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("Counting data sets is not measuring diversity: a hundred variants of one question are close "
                        "to one task, and a mixture in proportion to size is ruled by its largest member. That is why "
                        "caps and mixing rates exist. More diversity has its limit too: rates must sum to 1, so each "
                        "added task takes examples from the others."),
  .references = references,
};
