/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Guo et al. 2017, On Calibration of Modern Neural Networks",
  "Kadavath et al. 2022, Language Models (Mostly) Know What They Know",
  "Lin et al. 2022, TruthfulQA: Measuring How Models Mimic Human Falsehoods",
  NULL,
};

static const char *const set_1[] = { "mask=0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,0,0,0", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,1,1,1;0,0,0,0,1,1", NULL };
static const char *const set_3[] = { "mask=0,0,0,0,1,0;0,0,1,0,0,0;0,0,0,0,0,1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Read example 2 as a question beyond the model’s knowledge and drop its answer. 5 tokens "
        "carry loss; the model learns neither to guess nor to abstain."),
    FALSE, set_1, "active_tokens", 5, 5 },
  { N_ ("Add a fourth example with a short “do not know”, two tokens long. It has 2 of 10 tokens: a "
        "small share of the loss."),
    FALSE, set_2, "active_tokens", 10, 10 },
  { N_ ("Keep only the last token of each response, say a stated confidence. Three tokens are left to "
        "calibrate with."),
    FALSE, set_3, "active_tokens", 3, 3 },
};

static const SftQuestion questions[] = {
  { .id = "masked-hedge",
    .prompt = N_ ("Each response of this batch opens with a hedge such as “Probably”. To train on content alone, you "
                  "mask that first response token. What does the loss of this batch still teach about hedging?"),
    .choices = { { N_ ("To hedge less often, since a masked word counts as a wrong one"),
                   N_ ("Masked is not wrong: the token has no loss and no gradient, so that nothing pushes it down.") },
                 { N_ ("Nothing about writing hedges; they are read as context only"),
                   N_ ("5 of 8 tokens carry loss, and each is predicted with the hedge before it. Whether to hedge, "
                       "which is the honest part of the answer, is not among the targets.") },
                 { N_ ("To hedge more often, since a hedge stands before every answer"),
                   N_ ("What stands before the targets is context. The model is trained to write what carries loss, "
                       "and the hedge does not.") },
                 { N_ ("To give the answers outright, since the hedges are left out"),
                   N_ ("A mask removes a token from the loss and not from the input. The contents are learned as what "
                       "follows a hedge.") } },
    .answer = 1,
    .concept = FALSE,
    .set = SFT_SET ("mask=0,0,0,1,1,0;0,0,1,0,0,0;0,0,0,0,1,1"),
    .claim = { "active_tokens", SFT_EQUAL, 5 } },
  { .id = "overstated-confidence",
    .prompt = N_ ("A model keeps all its answers but states its confidence too sharply, with temperature 0.5. It still "
                  "answers when it is more than 50 percent sure. Which of these gets worse?"),
    .choices = { { N_ ("The accuracy of its answers, since it is surer than it should be"),
                   N_ ("The answers are the same, 52 percent of them right. Sharper confidence changes what is claimed "
                       "about them.") },
                 { N_ ("Its coverage, since the bar of 50 percent is passed by other questions"),
                   N_ ("Dividing a logit moves it away from 0 but never across. The same 52 percent of questions are "
                       "above the bar.") },
                 { N_ ("Its mean score, since a wrong answer given with confidence costs more"),
                   N_ ("The cost of an error depends on t and not on what was claimed. At t = 0.5 the same questions "
                       "are answered and the score stays at 0.29.") },
                 { N_ ("Its calibration, since confidence no longer matches the hit rate"),
                   N_ ("The expected calibration error goes from 0.02 to 0.10 and the Brier score from 0.154 to 0.166. "
                       "Nothing that only asks for above or below 50 percent can see it.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("temperature=0.5"),
    .claim = { "ece", SFT_GREATER, 0.09 } },
  { .id = "costly-confidence",
    .prompt = N_ ("A right answer brings 1 point and a wrong one costs 9, so a model answers when it is more than 90 "
                  "percent sure. Calibrated, it scores 0.07 a question. How does it do if it overstates its "
                  "confidence, with temperature 0.25?"),
    .choices = { { N_ ("Better, since it answers more questions and is mostly right on them"),
                   N_ ("Right on 84 percent is not enough when one error costs nine right answers. The answers that it "
                       "adds, each less than 90 percent likely to be right, lose on average.") },
                 { N_ ("The same, since it knows exactly as much as it did before"),
                   N_ ("What it knows has not changed, but when it speaks has: it takes answers that are right 84 "
                       "percent of the time for safe ones.") },
                 { N_ ("Worse than a model that never answers and scores 0"),
                   N_ ("It answers 40 instead of 14 of 100 questions and is right on 84 percent of these, where 90 "
                       "would break even. The score is −0.24.") },
                 { N_ ("Worse than before, but not below 0, since most answers are right"),
                   N_ ("Most are right, but one error takes back nine right answers. With 16 percent errors the score "
                       "is −0.24.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("abstain_target=0.9", "temperature=0.25"),
    .claim = { "mean_score", SFT_LESS, -0.2 } },
  { .id = "too-modest",
    .prompt = N_ ("A model understates its confidence (temperature 4) and answers when it is more than 75 percent "
                  "sure. Compared with the same model calibrated, what do you see?"),
    .choices = { { N_ ("It answers hardly anything, and its score falls from 0.18 to 0.01"),
                   N_ ("It answers 1.4 instead of 30 percent of the questions. Those answers are right more often, but "
                       "it keeps back many that would have paid.") },
                 { N_ ("It answers fewer questions, and more of these answers are wrong"),
                   N_ ("Those that still pass the bar are the surest ones, and 96 percent of them are right, against "
                       "90 before.") },
                 { N_ ("It answers as many questions, since the order of confidences is the same"),
                   N_ ("The order is the same, but the bar is fixed: confidences move towards 50 percent, and few are "
                       "left above 75.") },
                 { N_ ("It answers fewer questions, and its score rises, since caution avoids penalties"),
                   N_ ("It avoids penalties and forgoes more right answers. No rule expects more than answering above "
                       "t with a confidence that is true.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("temperature=4", "abstain_target=0.75"),
    .claim = { "coverage", SFT_LESS, 0.05 } },
  { NULL },
};

const SftLesson sft_lesson_22 = {
  .demo = 22,
  .idea = N_ ("A model is honest about its knowledge when its confidence matches how often it is right, and "
              "when it says “I do not know” where it does not. Demonstrations can teach the opposite: if "
              "every example gives a confident answer, also to questions that the model cannot answer, it "
              "learns to sound sure. Which examples and which tokens carry loss is therefore a choice about "
              "honesty. The batch is synthetic."),
  .formula = N_ ("Brier = mean of (confidence − correct)²\n"
                 "answer only if p > t, with +1 if right and −t/(1 − t) if wrong"),
  .math = N_ ("& \\text{Brier} = \\text{mean of } (\\text{confidence} - \\text{correct})^2 \\\\ "
              "& \\text{answer only if } p > t\\text{, with} \\\\ "
              "& \\text{score} = \\begin{cases} +1 & \\text{if right} \\\\ -\\frac{t}{1 - t} & \\text{if wrong} "
              "\\end{cases}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("Honest is not the same as correct: a model can be wrong and say so, or right by luck and "
                        "sure of it. Teaching answers that the model does not know can teach it to make things up. "
                        "Confidence in words and probability of tokens are two things, and fine-tuning can move one "
                        "without the other. A model that always abstains is never wrong, and useless."),
  .references = references,
  .questions = questions,
};
