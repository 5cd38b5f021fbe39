/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the concept labs of demos 21 to 25 that show something. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_concept_helpfulness[] = {
  { "twenty-prompts",
    N_ ("Twenty prompts"),
    /* xgettext:no-c-format */ N_ ("The same 85 % from only twenty prompts fits anything between 100 and 503 Elo."),
    SFT_SET ("wins=17", "losses=3"),
    { "elo_low", SFT_LESS, 100 } },
  { "no-lead",
    N_ ("A lead that is none"),
    N_ ("Winning 55 of 100 looks like a lead of 35 Elo, but the interval reaches down to a win rate of 45 %."),
    SFT_SET ("wins=55", "losses=45"),
    { "wilson_low", SFT_LESS, 0.5 } },
  { "never-beaten",
    N_ ("Never beaten"),
    /* xgettext:no-c-format */
    N_ ("Twenty wins without a loss give an infinite Elo, and a true win rate of 84 % still fits them."),
    SFT_SET ("wins=20", "losses=0"),
    { "elo", SFT_UNDEFINED, 0 } },
  { "best-of-many",
    N_ ("Best of 64"),
    N_ ("Sixteen times the answers lift the quantile from 0.80 to 0.98, and the KL divergence from 0.64 to 3.17 nats."),
    SFT_SET ("best_of=64"),
    { "kl", SFT_GREATER, 3 } },
  { NULL },
};

const SftPreset sft_presets_concept_honesty[] = {
  { "too-sure",
    N_ ("Too sure of itself"),
    N_ ("No answer has changed and the accuracy is what it was, but confidence now lies 0.158 away from it on average, "
        "and the curve leaves the diagonal."),
    SFT_SET ("temperature=0.25"),
    { "ece", SFT_GREATER, 0.15 } },
  { "punished",
    N_ ("Too sure, and punished"),
    N_ ("Answering above 0.9 pays only where the confidence is true: this model loses 0.24 points a question on "
        "average."),
    SFT_SET ("temperature=0.25", "abstain_target=0.9"),
    { "mean_score", SFT_LESS, 0 } },
  { "too-modest",
    N_ ("Too modest to answer"),
    /* xgettext:no-c-format */
    N_ ("No confidence exceeds 0.9 any more, so nothing is answered, although 52 % of the answers would be right."),
    SFT_SET ("temperature=4", "abstain_target=0.9"),
    { "coverage", SFT_EQUAL, 0 } },
  { "fifty-questions",
    N_ ("Only fifty questions"),
    N_ ("The model is as calibrated as before, but the calibration error reads 0.141 instead of 0.015: a small sample "
        "looks miscalibrated."),
    SFT_SET ("samples=50"),
    { "ece", SFT_GREATER, 0.1 } },
  { NULL },
};

const SftPreset sft_presets_concept_harmlessness[] = {
  { "no-safety",
    N_ ("No safety data"),
    /* xgettext:no-c-format */ N_ ("After training on helpful answers alone 98 % of the unsafe prompts are answered."),
    SFT_SET ("safety_share=0"),
    { "unsafe_compliance", SFT_GREATER, 0.95 } },
  { "exaggerated",
    N_ ("Exaggerated safety"),
    N_ ("With 30 % safety data 21 % of the unsafe prompts are answered, and nearly three times as many harmless "
        "lookalikes are refused, 14.7 instead of 5.3 %."),
    SFT_SET ("safety_share=0.3"),
    { "lookalike_refusal", SFT_GREATER, 0.1 } },
  { "same-prompts",
    N_ ("Nothing tells them apart"),
    N_ ("Without separation unsafe prompts and lookalikes are the same prompts, so as many of one are refused as of "
        "the other: 40 %."),
    SFT_SET ("separation=0", "safety_share=0.3"),
    { "lookalike_refusal", SFT_GREATER, 0.4 } },
  { "stopped-early",
    N_ ("Stopped early"),
    N_ ("After 50 steps 90 % of the unsafe prompts are still answered, where the optimum of the same data has 50 %."),
    SFT_SET ("steps=50"),
    { "unsafe_compliance", SFT_GREATER, 0.9 } },
  { NULL },
};

const SftPreset sft_presets_concept_style_control[] = {
  { "worse-but-longer",
    N_ ("Worse, but longer"),
    N_ ("At equal length the new model would win 38 % of the comparisons, and by writing more it wins 58 %."),
    SFT_SET ("quality_gap=-0.5", "length_effect=1.5", "length_mean=1"),
    { "controlled_win_rate", SFT_LESS, 0.4 } },
  { "fair-judge",
    N_ ("A judge without bias"),
    N_ ("Without an effect of length the raw and the controlled win rate are the same, although the answers are as "
        "long as before."),
    SFT_SET ("length_effect=0"),
    { "bias", SFT_AT_MOST, 1e-12 } },
  { "strict-detector",
    N_ ("A strict detector"),
    /* xgettext:no-c-format */
    N_ ("Dropping 83 % of the pairs brings the bias of the rest down to 0.13 percentage points, and most of the data "
        "are gone."),
    SFT_SET ("threshold=0.25"),
    { "flagged_share", SFT_GREATER, 0.8 } },
  { "equal-on-average",
    N_ ("Equal length on average"),
    /* xgettext:no-c-format */
    N_ ("Even so the raw rate is not fair: length decides pairs both ways, and the better model wins 68 instead of 73 "
        "% of them."),
    SFT_SET ("quality_gap=1", "length_effect=2", "length_mean=0"),
    { "bias", SFT_LESS, -0.05 } },
  { NULL },
};

const SftPreset sft_presets_concept_sycophancy_risk[] = {
  { "habit",
    N_ ("A small gap becomes a habit"),
    N_ ("Fifty rounds with the same small reward gap, and the model agrees with practically everything."),
    SFT_SET ("rounds=50"),
    { "agreement_final", SFT_GREATER, 0.999 } },
  { "no-gap",
    N_ ("No reward for agreeing"),
    N_ ("Without a gap the curve stays flat, however many rounds are run."),
    SFT_SET ("reward_gap=0"),
    { "agreement_final", SFT_LESS, 0.31 } },
  { "wrong-denominator",
    N_ ("Counted over all answers"),
    N_ ("Divided by all answers, the regressive rate looks half as large, and the change of accuracy no longer adds "
        "up."),
    SFT_SET ("count_over_all=true"),
    { "regressive_rate", SFT_LESS, 0.16 } },
  { "good-reason",
    N_ ("A good reason to give in"),
    N_ ("The user is right more often than the model is sure, so that changing the answer is rational and no "
        "sycophancy."),
    SFT_SET ("user_reliability=0.95"),
    { "flip_rational", SFT_EQUAL, 1 } },
  { NULL },
};
