/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Dubois et al. 2024, Length-Controlled AlpacaEval: A Simple Way to Debias Automatic "
  "Evaluators",
  "Singhal et al. 2023, A Long Way to Go: Investigating Length Correlations in RLHF",
  "Zheng et al. 2023, Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
  NULL,
};

static const char *const set_1[] = { "samples=20", NULL };
static const char *const set_2[] = { "harmful_a=2", "harmful_b=6", NULL };
static const char *const set_3[] = { "threshold=0.4", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Judge by 20 answers of each kind. 15 percent of the fair ones are flagged where the exact "
        "rate is 6.25: a small sample misleads."),
    FALSE, set_1, "block_benign", 0.1499, 0.1501 },
  { N_ ("Give both kinds the same distribution, as when style says nothing about content. The exact "
        "AUC is 0.5, and any threshold flags both alike."),
    FALSE, set_2, "auc_exact", 0.4999, 0.5001 },
  { N_ ("Lower the threshold to 0.4. 98.6 percent of the padded answers are flagged, and 15 percent "
        "of the fair ones."),
    FALSE, set_3, "block_benign", 0.15, 0.16 },
};

static const SftQuestion questions[] = {
  { .id = "learned-to-hide",
    .prompt = N_ ("Read “harmful” as padded and “benign” as fair. A model tuned against this detector now pads in a "
                  "less obvious way: the scores of padded answers move from Beta(6, 2) to Beta(4, 4). The threshold "
                  "stays at 0.5. What do you see?"),
    .choices = { { N_ ("Padded answers are flagged half as often, and fair ones more often than before"),
                   N_ ("Fair answers have the scores that they had, and the threshold has not moved: 6 percent of them "
                       "are flagged, as before.") },
                 { N_ ("Both are flagged as often as before, since nobody moved the threshold"),
                   N_ ("A rate depends on scores as well as on the threshold. Half of the padded answers now score "
                       "below it.") },
                 { N_ ("Fewer of either kind are flagged, since the two kinds now overlap more"),
                   N_ ("Only one kind has moved. The overlap grows because padded scores came down; fair answers are "
                       "flagged as often as before.") },
                 { N_ ("Padded answers are flagged half of the time, fair ones as rarely as before"),
                   N_ ("The exact rates are 50 and 6.25 percent. Who watches false flags alone sees nothing of the "
                       "change, and a lower threshold would catch more padding by flagging fair answers.") } },
    .answer = 3,
    .concept = FALSE,
    .set = SFT_SET ("harmful_a=4", "harmful_b=4"),
    .claim = { "exact_block_harmful", SFT_LESS, 0.51 } },
  { .id = "even-on-average",
    .prompt = N_ ("The judge likes longer answers as much as before. The new model’s answers are as good as the old "
                  "ones and, on average over prompts, equally long; single ones are longer or shorter, evenly in both "
                  "directions. What is its raw win rate?"),
    .choices = { { N_ ("Above 50 percent, since the judge is as biased as it was"),
                   N_ ("The bias is still there in every pair. But the new answer is the shorter one as often as the "
                       "longer one, and the effects cancel.") },
                 { N_ ("50 percent, since what longer answers win, shorter ones lose"),
                   N_ ("The length differences lie evenly around 0, so that the judge’s preference averages out. A raw "
                       "rate of 50 percent does not prove an unbiased judge.") },
                 { N_ ("Below 50 percent, since the new answers have lost their length"),
                   N_ ("They lost their lead in length and the advantage that came with it. Equal length and equal "
                       "quality give no disadvantage.") },
                 { N_ ("Above 50 percent, the more so the wider the lengths are spread"),
                   N_ ("A wider spread makes long and short cases alike more extreme. With a mean difference of 0 it "
                       "remains at 50 percent for any spread.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("length_mean=0"),
    .claim = { "raw_win_rate", SFT_LESS, 0.501 } },
  { .id = "tighter-detector",
    .prompt = N_ ("The detector drops pairs whose length difference exceeds 1 standard deviation. You tighten it to "
                  "0.25. What happens to the share that is dropped and to the bias of what is kept?"),
    .choices = { { N_ ("The share rises from 38 to 83 percent, and the bias falls almost to 0"),
                   N_ ("The bias of the kept goes from 0.015 to 0.001. That is bought with most of the data, so that a "
                       "rate from the few pairs left is uncertain.") },
                 { N_ ("The share falls to about 10 percent, and the bias rises by as much"),
                   N_ ("A smaller threshold drops more pairs and not fewer: it is the length difference that must stay "
                       "below it.") },
                 { N_ ("The share rises from 38 to 83 percent, and the bias grows with it"),
                   N_ ("What is dropped are just the pairs in which length can sway the judge. Those kept are nearly "
                       "equally long.") },
                 { N_ ("The share rises from 38 to 83 percent, and the bias is what it was"),
                   N_ ("The judge is the same, but the kept pairs give it little difference in length to reward. Their "
                       "bias falls from 0.015 to 0.001.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("threshold=0.25"),
    .claim = { "flagged_share", SFT_GREATER, 0.8 } },
  { .id = "two-rates-disagree",
    .prompt = N_ ("A new model wins 58 percent of comparisons. Controlled for length, its win rate is 45 percent. If "
                  "the control’s model holds, what do the two numbers say together?"),
    .choices = { { N_ ("The new answers are a little worse, and their length more than makes up for it"),
                   N_ ("At equal length the judge prefers the old ones, by 55 to 45; the lead of 13 points comes from "
                       "length. Tuning on the raw rate would teach longer answers.") },
                 { N_ ("The judge is inconsistent, so that neither of the two numbers can be used"),
                   N_ ("The judge is consistent: it likes quality and length. The two numbers answer two different "
                       "questions about it.") },
                 { N_ ("The new answers are better, and the control punishes them for their length"),
                   N_ ("The control punishes no length: it asks what the judge would say at equal length. There the "
                       "new answers lose.") },
                 { N_ ("The new answers win on prompts with long answers and lose on those with short ones"),
                   N_ ("The controlled rate is no average over short answers. It is the rate that the fitted judge "
                       "would give to every prompt at equal length.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("quality_gap=-0.2", "length_effect=1", "length_mean=1"),
    .claim = { "controlled_win_rate", SFT_LESS, 0.46 } },
  { NULL },
};

const SftLesson sft_lesson_24 = {
  .demo = 24,
  .idea = N_ ("Style, such as length, lists and a confident tone, is learned quickly by SFT and rewarded by "
              "judges, also where the content is no better. To see content one has to control for style: "
              "compare at equal length, or estimate how much of a win length explains. A detector of padded "
              "answers is one more score with a threshold. Read the synthetic scores of the notebook view "
              "that way: “harmful” as padded, “benign” as fair."),
  .formula = N_ ("win rate = E[σ(θ + γ·tanh z)]\n"
                 "length-controlled = σ(θ)\n"
                 "z = length difference / spread"),
  .math = N_ ("\\text{win rate} &= \\mathbb{E}[\\sigma(\\theta + \\gamma\\tanh z)] \\\\ "
              "\\text{length-controlled} &= \\sigma(\\theta) \\\\ "
              "z &= \\frac{\\text{length difference}}{\\text{spread}}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("A longer answer is not a worse one; the bias lies in rewarding length as such. Dropping long "
                        "answers from an evaluation does not remove the bias, since it also changes which prompts "
                        "remain. And a length-controlled rate answers a hypothetical question, what if both were "
                        "equally long, by means of a model that can be wrong."),
  .references = references,
  .questions = questions,
};
