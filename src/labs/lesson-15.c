/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "TRL documentation, SFT Trainer",
  "Axolotl documentation, Conversation datasets",
  "Zheng et al. 2023, Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
  NULL,
};

static const char *const set_1[] = { "rounds=12", NULL };
static const char *const set_2[] = { "safety_time=0.5", NULL };
static const char *const set_3[] = { "helpfulness_recovery=0.04", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Double the rounds to 12. The loss of helpfulness more than doubles, from 0.057 to 0.138, "
        "because the recovery slows down."),
    FALSE, set_1, "helpfulness_change", -0.139, -0.138 },
  { N_ ("Let safety improve at once, with a time of half a round. The first round does most of the "
        "good; the later ones mainly cost."),
    FALSE, set_2, "safety_change", 0.0499, 0.05 },
  { N_ ("Strengthen the recovery to 0.04. Now helpfulness ends 0.014 above its start: a small term in "
        "every round decides the sign."),
    FALSE, set_3, "helpfulness_change", 0.014, 0.015 },
};

const SftLesson sft_lesson_15 = {
  .demo = 15,
  .idea = N_ ("In a conversation of T turns every assistant turn can be a training target. Training on all "
              "of them at once gives the same summed loss as unrolling the conversation into T examples, "
              "but reads the text only once. Conversations also show how errors add up: if each turn "
              "succeeds with probability p, all succeed with pᵀ. The notebook view carries the same lesson "
              "in another, synthetic form: a small cost in every round becomes a large one."),
  .formula = N_ ("Σ over turns L(turn) = summed loss of the unrolled examples\n"
                 "P(all turns succeed) = pᵀ"),
  .math = N_ ("& \\sum_{\\text{turns}} L(\\text{turn}) = \\text{summed loss of unrolled examples} \\\\ "
              "& P(\\text{all turns succeed}) = p^T"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("Training on the last turn only is not a cheaper version of the same thing: earlier replies "
                        "then teach nothing. That unrolled and joint training agree holds only if the template "
                        "renders a shorter conversation as a prefix of the longer one, and some templates do not. And "
                        "a model that was trained on single turns need not keep track of who said what."),
  .references = references,
};
