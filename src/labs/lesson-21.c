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

static const SftQuestion questions[] = {
  { .id = "sharper-on-another-wording",
    .prompt = N_ ("Tripled response logits lowered the loss from 0.43 to 0.07 nats. Now both models are scored on an "
                  "equally helpful reference that begins with another word, one that neither has on top. What does "
                  "tripling do to this loss?"),
    .choices = { { N_ ("It raises it, since the bet on one wording is lost"),
                   N_ ("It goes from 1.00 to 1.77 nats: the word that is not on top costs 5.11 instead of 1.98, more "
                       "than the other two gain. What a reader gets, the words on top, is the same.") },
                 { N_ ("It lowers it, since two of three words are still on top"),
                   N_ ("Those two gain about 0.4 nats each, while the first word loses 3.1. The mean over the three "
                       "goes up.") },
                 { N_ ("It leaves it alone, since the same words are on top"),
                   N_ ("Greedy answers are indeed the same, but the loss depends on probabilities, and they have "
                       "changed at each token.") },
                 { N_ ("It makes it infinite, since that word is not predicted"),
                   N_ ("Every word has a positive probability under a softmax. This one’s is small, and its NLL is "
                       "5.11 nats.") } },
    .answer = 0,
    .concept = FALSE,
    .set = SFT_SET ("targets[1]=0", "logits=2,0.2,-0.5;0.3,5.4,-0.6;1.2,0,4.5;3.3,1.5,-1.2"),
    .claim = { "masked_loss", SFT_GREATER, 1.7 } },
  { .id = "chain-of-wins",
    .prompt = N_ ("A beats B in 75 percent of comparisons, and B beats C in 75 percent. How often does A beat C by the "
                  "Bradley-Terry model?"),
    .choices = { { N_ ("56 percent, since both wins are needed, 0.75 times 0.75"),
                   N_ ("A need not beat B to beat C. A product of chances would make A weaker against C than against "
                       "B, though B is the better of the two.") },
                 { N_ ("75 percent, since the same step is taken again"),
                   N_ ("Two steps in strength lie between A and C, each of 191 Elo. Together they give more than one "
                       "of them.") },
                 { N_ ("100 percent, since the lead of 25 points doubles to 50"),
                   N_ ("Percentages do not add up, or three steps would exceed 100. What adds up are strengths, the "
                       "logarithms of odds.") },
                 { N_ ("90 percent, since odds of 3 to 1 become 9 to 1"),
                   N_ ("Strengths add, so odds multiply: 191 Elo twice are 382, which is a win rate of 0.90.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("wins=90", "losses=10"),
    .claim = { "elo", SFT_GREATER, 380 } },
  { .id = "half-the-interval",
    .prompt = N_ ("85 wins in 100 comparisons leave true win rates from 77 to 91 percent. About how many comparisons "
                  "with the same win rate make this interval half as wide?"),
    .choices = { { N_ ("200, since half the uncertainty takes twice the evidence"),
                   N_ ("Then it still goes from 79 to 89 percent. The width shrinks with the root of the number.") },
                 { N_ ("400, since the width shrinks with the root of the number"),
                   N_ ("340 wins of 400 give 81 to 88 percent. The next halving costs four times as many again.") },
                 { N_ ("1,600, since the evidence has to grow with the fourth power"),
                   N_ ("1,360 wins of 1,600 give 83 to 87 percent: that halves the width twice. The second power is "
                       "enough for one halving.") },
                 { N_ ("None does, since the interval depends on the win rate alone"),
                   N_ ("It depends on both: the rate says how much single comparisons vary, and their number how well "
                       "that averages out.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("wins=340", "losses=60"),
    .claim = { "wilson_low", SFT_GREATER, 0.81 } },
  { .id = "best-of-more",
    .prompt = N_ ("A reward model used to pick the best of 16 answers and now picks the best of 64. What changes in "
                  "the answers that are kept?"),
    .choices = { { N_ ("The expected quantile rises four times as far, and the KL divergence too"),
                   N_ ("From 0.94 there is only 0.06 left to rise. Four times the samples leave about a quarter of "
                       "that distance, and the KL divergence does not even double.") },
                 { N_ ("The expected quantile rises from 0.94 to 0.98, the KL from 1.8 to 3.2 nats"),
                   N_ ("The quantile is n/(n + 1) and has little left to gain, while the KL divergence grows with the "
                       "logarithm of n. More samples move further from the model for less.") },
                 { N_ ("The expected quantile rises from 0.94 to 0.98, and the KL divergence stays"),
                   N_ ("No weight of the model changes, but picking changes the distribution of what one gets. Its "
                       "distance from the model’s own is what the KL divergence measures.") },
                 { N_ ("The expected quantile stays, and only the KL divergence grows, to 3.2 nats"),
                   N_ ("The best of more answers is better on average, if only a little: 0.98 instead of 0.94.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("best_of=64"),
    .claim = { "kl", SFT_GREATER, 3 } },
  { NULL },
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
  .questions = questions,
};
