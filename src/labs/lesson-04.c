/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Hugging Face documentation, Chat templates",
  "TRL documentation, SFT Trainer (training on assistant messages only)",
  "LLaMA-Factory documentation",
  NULL,
};

static const char *const set_1[] = { "threshold=0.7", NULL };
static const char *const set_2[] = { "threshold=0.3", NULL };
static const char *const set_3[] = { "harmful_a=3", "harmful_b=4", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Move the threshold to 0.7. Almost no benign prompt is blocked any more, but only two thirds "
        "of the harmful ones are."),
    FALSE, set_1, "block_harmful", 0.65, 0.68 },
  { N_ ("Move it to 0.3. Every harmful prompt of the sample is blocked, and with them 36 of 100 "
        "benign ones."),
    FALSE, set_2, "block_benign", 0.36, 0.36 },
  { N_ ("Give harmful prompts weaker scores, as a detector might that was trained with one template "
        "and is used with another. The AUC falls to 0.77."),
    FALSE, set_3, "auc", 0.765, 0.775 },
};

static const SftQuestion questions[] = {
  { .id = "other-template-scores",
    .prompt = N_ ("A detector was trained with one template and is used with another. Harmful prompts now score lower, "
                  "as Beta(3, 4) instead of Beta(6, 2); benign ones score as before. You lower the threshold from 0.5 "
                  "to 0.2, and 92 percent of the harmful prompts are blocked again. What about the rest?"),
    .choices = { { N_ ("61 percent of the benign prompts are blocked, and the AUC stays at its new 0.77"),
                   N_ ("The benign scores did not move, but the threshold came down into their midst. The AUC looks at "
                       "all thresholds at once, so no choice of one can mend it.") },
                 { N_ ("7 percent of the benign prompts are blocked as before, since their scores are the same"),
                   N_ ("Their scores are the same, but the threshold is not: 0.2 lies below most of them. A rate needs "
                       "both.") },
                 { N_ ("Next to no benign prompt is blocked, since a lower threshold means a milder detector"),
                   N_ ("Blocked is what scores at least the threshold. A lower one is stricter, for harmful and benign "
                       "prompts alike.") },
                 { N_ ("61 percent of the benign prompts are blocked now, but the AUC is back at 0.99 as before"),
                   N_ ("The AUC does not depend on the threshold. It was 0.99 with the old scores and is 0.77 with "
                       "these, wherever you cut.") } },
    .answer = 0,
    .set = SFT_SET ("harmful_a=3", "harmful_b=4", "threshold=0.2"),
    .claim = { "block_benign", SFT_GREATER, 0.6 } },
  { .id = "hidden-end",
    .prompt = N_ ("Replies have 200 content tokens at 1.5 nats each. The loss of the three template tokens rises from "
                  "0.5 to 2 nats; a turn stops where P(stop) reaches 0.5. What do you find?"),
    .choices = { { N_ ("A turn loss of 1.51 instead of 1.49, and for this reason no change in behavior"),
                   N_ ("A small share of the loss is not a small share of the behavior. The end of the turn hangs on "
                       "these tokens alone, and P(stop) falls from 0.61 to 0.14.") },
                 { N_ ("A turn loss of 1.51 instead of 1.49, and replies that do not stop by themselves"),
                   N_ ("The template has 1.5 percent of the trained tokens, so the mean hides it. But P(stop) = "
                       "exp(−2) = 0.14, far below the threshold of 0.5.") },
                 { N_ ("A turn loss of 3.5 instead of 2.0, so that the fault is seen at the first glance"),
                   N_ ("The losses of content and template are not added; they are averaged over tokens. Three of 203 "
                       "tokens hardly move that mean.") },
                 { N_ ("A turn loss of 1.75 instead of 1.0, and replies that end a little later than before"),
                   N_ ("That would be the mean of two numbers, as if content and template had equal weight. They weigh "
                       "as many tokens as they have, 200 and 3.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("reply_tokens=200", "template_loss=2"),
    .claim = { "p_stop", SFT_LESS, 0.2 } },
  { .id = "one-word-labels",
    .prompt = N_ ("A classifier replies with a single token. Its template adds three trained tokens at 0.5 nats each, "
                  "and the turn loss reads 0.75 nats. What does the label itself cost?"),
    .choices = { { N_ ("0.25 nats"), N_ ("That subtracts the template’s loss from the mean as if the two were added. "
                                         "The turn loss is a mean over four tokens.") },
                 { N_ ("0.75 nats"), N_ ("That is the mean of one label token and three template tokens. It would be "
                                         "the label’s loss only if all four cost the same.") },
                 { N_ ("1.5 nats"), N_ ("Four tokens at 0.75 nats make 3 nats in all, and the template takes 1.5 of "
                                        "them. The label costs twice what the turn loss suggests.") },
                 { N_ ("1 nat"), N_ ("That takes the turn loss as the midpoint of label and template. The label is one "
                                     "token of four, and not a half.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("reply_tokens=1"),
    .claim = { "template_share", SFT_EQUAL, 0.75 } },
  { .id = "fewer-markers",
    .prompt = N_ ("Under Qwen2.5 three template tokens of a reply are trained, under Llama-3 one. Take 8 content "
                  "tokens at 1.5 nats and template tokens at 0.5 nats with either. The turn loss is 1.23 nats under "
                  "Qwen2.5. What is it under Llama-3, and why?"),
    .choices = { { N_ ("1.23 nats, as a mean does not depend on counts"),
                   N_ ("A mean over two kinds of tokens depends on how many there are of each. With one cheap token "
                       "instead of three it moves toward the content’s 1.5 nats.") },
                 { N_ ("1.14 nats, as two tokens fewer add to the sum"),
                   N_ ("A turn loss is a mean, not a sum. Leaving out tokens that are cheaper than the rest raises "
                       "it.") },
                 { N_ ("1.00 nats, as content and template weigh the same"),
                   N_ ("They would if each had as many tokens as the other. Here content has 8 and the template 1.") },
                 { N_ ("1.39 nats, as the mean has fewer cheap tokens"),
                   N_ ("The predictions are equally good; only the mix of tokens in the mean differs. So turn losses "
                       "under two templates cannot be compared.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("template=llama3"),
    .claim = { "turn_loss", SFT_GREATER, 1.38 } },
  { NULL },
};

const SftLesson sft_lesson_04 = {
  .demo = 4,
  .idea = N_ ("A chat template turns messages into one string: markers for roles, line ends, an end-of-turn "
              "token. Those markers in an assistant turn that carry loss are part of the objective, so the "
              "model learns to stop because it is trained on the end marker. Whether it stops or refuses is "
              "later a decision at a threshold on some score. The notebook view shows such a decision on "
              "synthetic scores: raise the threshold and fewer prompts, harmful and benign, are blocked."),
  .formula = N_ ("L = (1 − φ)·L(content) + φ·L(template)\n"
                 "φ = trained template tokens / all trained tokens"),
  .math = N_ ("L &= (1 - \\varphi)\\cdot L(\\text{content}) + \\varphi\\cdot L(\\text{template}) \\\\ "
              "\\varphi &= \\frac{\\text{trained template tokens}}{\\text{all trained tokens}}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("The template is not decoration that can be changed after training. A model trained with one "
                        "set of markers and prompted with another sees tokens that it never learned to obey, and may "
                        "never emit its end of turn. Nor does it help to add special tokens to an already rendered "
                        "conversation: with many models it then begins twice."),
  .references = references,
  .questions = questions,
};
