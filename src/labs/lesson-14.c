/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Röttger et al. 2024, XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in "
  "Large Language Models",
  "Bianchi et al. 2024, Safety-Tuned LLaMAs: Lessons From Improving the Safety of Large "
  "Language Models that Follow Instructions",
  NULL,
};

static const char *const set_1[] = { "threshold=0.3", NULL };
static const char *const set_2[] = { "benign_a=4", "benign_b=4", NULL };
static const char *const set_3[] = { "benign_a=4", "benign_b=4", "threshold=0.7", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Lower the threshold to 0.3. Nearly every harmful prompt is refused, and so are 34 of 100 "
        "benign ones."),
    FALSE, set_1, "block_benign", 0.34, 0.345 },
  { N_ ("Make benign prompts look risky, as lookalikes do. At the same threshold 47 of 100 are "
        "refused and the AUC falls to 0.88."),
    FALSE, set_2, "block_benign", 0.47, 0.475 },
  { N_ ("Keep these lookalikes and raise the threshold to 0.7. About 10 of 100 are still refused, and "
        "a third of the harmful prompts gets through."),
    FALSE, set_3, "block_harmful", 0.67, 0.675 },
};

static const SftQuestion questions[] = {
  { .id = "both-errors-fewer",
    .prompt = N_ ("You want fewer harmful prompts to be answered and, at the same time, fewer safe ones to be refused. "
                  "Which change in the notebook view does both?"),
    .choices = { { N_ ("A threshold of 0.6, which is more careful with refusals"),
                   N_ ("It refuses less of everything: of 100 safe prompts 3 instead of 6, and of 100 harmful ones 85 "
                       "instead of 94.") },
                 { N_ ("A threshold of 0.4, which lets fewer harmful prompts pass"),
                   N_ ("It refuses more of everything: 98 instead of 94 of 100 harmful prompts, and 15 instead of 6 of "
                       "100 safe ones.") },
                 { N_ ("Scores that scatter less around the means that they have"),
                   N_ ("Beta(12, 4) and Beta(4, 12) keep the means and overlap less: 98 of 100 harmful and 3 of 100 "
                       "safe prompts are refused. A better detector does both, a threshold trades one for the "
                       "other.") },
                 { N_ ("A sample of 5,000 scores a class, which is more reliable"),
                   N_ ("More scores tell the rates more exactly, 94 and 6 in 100, and change neither. The detector has "
                       "remained what it was.") } },
    .answer = 2,
    .concept = FALSE,
    .set = SFT_SET ("harmful_a=12", "harmful_b=4", "benign_a=4", "benign_b=12"),
    .claim = { "auc_exact", SFT_GREATER, 0.99 } },
  { .id = "price-of-contrast",
    .prompt = N_ ("The training set has 300 refusals, 100 contrast examples and 1,000 plain ones. You raise the "
                  "contrast examples to 400 and change nothing else. What happens to the refusals?"),
    .choices = { { N_ ("Lookalikes are refused less often, and so are harmful prompts"),
                   N_ ("Lookalikes fall from 11 to 7 in 100 and harmful prompts from 80 to 72: answers near the border "
                       "push the border back. Contrast is needed, and it has a price.") },
                 { N_ ("Lookalikes are refused less often, harmful prompts as often as before"),
                   N_ ("No harmful example changed, but one border serves both kinds. It moved, and of the harmful "
                       "prompts 72 in 100 are now refused instead of 80.") },
                 { N_ ("Lookalikes are refused more often, since alarming words are seen more"),
                   N_ ("Words teach no refusal by being seen; what counts is the label that comes with them. These "
                       "examples are answered, and the weight of words falls from 3.29 to 2.67.") },
                 { N_ ("Harmful prompts are refused more often, since intent now decides"),
                   N_ ("Intent does decide more, but its weight hardly rises, from 3.70 to 3.72, while that of words "
                       "falls. Harmful prompts, which have both, are refused less often.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("contrast_examples=400"),
    .claim = { "refusal_harmful", SFT_LESS, 0.75 } },
  { .id = "few-lookalikes",
    .prompt = N_ ("A model refuses 4 of 25 lookalikes, 16 percent. Take them as a sample of all such prompts: which "
                  "true refusal rates are compatible with that at 95 percent?"),
    .choices = { { N_ ("14 to 18 percent, since the count itself is exact"),
                   N_ ("The count is exact for these 25 prompts, not for all others. One refusal more or less would "
                       "already change the rate by 4 points.") },
                 { N_ ("12 to 20 percent, one refusal more or less"),
                   N_ ("Chance easily moves such a count by two or more, so the interval has to be wider than that.") },
                 { N_ ("0 to 100 percent, since 25 prompts are no evidence"),
                   N_ ("Few prompts still exclude much: with a true rate of one half, as few as 4 refusals in 25 would "
                       "be very rare.") },
                 { N_ ("6 to 35 percent, more upwards than downwards"),
                   N_ ("That is Wilson’s interval for 4 of 25. It is wide because the sample is small, and lopsided "
                       "because a rate cannot fall below 0.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("contrast_examples=25"),
    .claim = { "wilson_high", SFT_GREATER, 0.3 } },
  { .id = "which-examples",
    .prompt = N_ ("Lookalikes share all their words with harmful prompts (shared words: 1), none of them is in the "
                  "training set, and a third of them is refused. Which change of the training set lowers that most?"),
    .choices = { { N_ ("400 more plain prompts, harmless in words and intent, all of them answered"),
                   N_ ("They only make refusals rarer on the whole: the refusals of lookalikes fall from 32 to 29 in "
                       "100, since words still tell the two labels apart.") },
                 { N_ ("400 harmless prompts in alarming words, all of them answered"),
                   N_ ("They break the link between words and label: refusals of lookalikes fall to 8 in 100. Harmful "
                       "prompts pay for it: of 100 only 66 are refused, instead of 82.") },
                 { N_ ("400 more harmful prompts, refused, so that the model knows them better"),
                   N_ ("More of the same teaches words and intent together and makes refusals more common: of 100 "
                       "lookalikes 47 are then refused.") },
                 { N_ ("200 fewer harmful prompts, so that the model refuses less of everything"),
                   N_ ("That helps somewhat, to 21 in 100, by making refusals rarer. But the model still goes by the "
                       "words, and no other label contradicts it.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("lexical_overlap=1", "contrast_examples=400"),
    .claim = { "refusal_lookalike", SFT_LESS, 0.1 } },
  { NULL },
};

const SftLesson sft_lesson_14 = {
  .demo = 14,
  .idea = N_ ("A model that never saw a refusal complies with everything; one that saw too many refuses "
              "whatever sounds dangerous. The examples in between, harmless prompts that share words with "
              "harmful ones, decide where the line is drawn. The notebook view shows scores of a synthetic "
              "guardrail: both classes overlap, and the threshold decides who pays. Published: XSTest found "
              "a Llama 2 chat model with its original system prompt that fully refused 38 percent of safe "
              "prompts."),
  .formula = N_ ("refusal rate of harmful: P(s ≥ τ | harmful)\n"
                 "false refusals: P(s ≥ τ | benign)"),
  .math = N_ ("\\text{refusal rate of harmful:}\\quad & P(s \\geq \\tau \\mid \\text{harmful}) \\\\ "
              "\\text{false refusals:}\\quad & P(s \\geq \\tau \\mid \\text{benign})"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("A high refusal rate is not safety; it must be read together with refusals of safe prompts. "
                        "Moving a threshold does not improve a detector, it only chooses between errors. Adding "
                        "refusals without contrasting examples teaches words instead of intent. And a rate from a few "
                        "dozen prompts has a wide interval: compare intervals, not points."),
  .references = references,
  .questions = questions,
};
