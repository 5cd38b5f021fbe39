/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Stiennon et al. 2020, Learning to summarize from human feedback",
  "Zheng et al. 2023, Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
  NULL,
};

static const char *const set_1[] = { "targets[1]=0", NULL };
static const char *const set_2[] = { "response_mask=0,1,0,0", NULL };
static const char *const set_3[] = { "logits=2,0.2,-0.5;0.3,5.4,-0.6;1.2,0,4.5;3.3,1.5,-1.2", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let the reference use another word at the second token. If both words help equally, nothing "
        "changed for the reader, but the loss rises to about 1.00 nats."),
    FALSE, set_1, "masked_loss", 0.99, 1 },
  { N_ ("Score the first response token alone. The loss falls to 0.276 nats: a fragment can look "
        "better than an answer."),
    FALSE, set_2, "masked_loss", 0.2755, 0.2765 },
  { N_ ("Triple the logits of the response. The same words are on top and no answer changes, yet the "
        "loss falls to 0.073: confidence, not helpfulness."),
    FALSE, set_3, "masked_loss", 0.072, 0.073 },
};

const SftLesson sft_lesson_21 = {
  .demo = 21,
  .idea = N_ ("Helpfulness is what a person gets out of an answer. SFT never sees it: it sees one reference "
              "response and counts how surprising each of its tokens was. People, or judges, compare "
              "answers instead, and wins and losses become a rating. The notebook view shows on synthetic "
              "logits where loss and helpfulness part. Published: outputs of the 175-billion-parameter "
              "InstructGPT were preferred to those of GPT-3 in 85 ± 3 percent of comparisons."),
  .formula = N_ ("P(A beats B) = σ(rA − rB)\n"
                 "Elo difference = 400·log₁₀(wins / losses)"),
  .math = N_ ("P(\\text{A beats B}) &= \\sigma(r_{\\mathrm{A}} - r_{\\mathrm{B}}) \\\\ "
              "\\text{Elo difference} &= 400\\,\\log_{10}\\frac{\\text{wins}}{\\text{losses}}"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("A better validation loss does not promise more wins, nor the reverse. A win rate needs its "
                        "interval: 85 wins of 100 are compatible with true rates from 77 to 91 percent. Ratings "
                        "depend on who is compared and who judges, and judges like long and confident answers, which "
                        "is a matter of style."),
  .references = references,
};
