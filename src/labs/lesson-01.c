/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Brown et al. 2020, Language Models are Few-Shot Learners (GPT-3)",
  NULL,
};

static const char *const set_1[] = { "logits=2,0.2,-0.5;0,0,0;0,0,0;0,0,0", NULL };
static const char *const set_2[] = { "logits[3][1]=4", NULL };
static const char *const set_3[] = { "logits[1][1]=5", "logits[2][2]=5", "logits[3][0]=5", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Set all logits of the response to 0: a model without any idea of the answer. Each of its "
        "three tokens costs ln 3, about 1.099 nats."),
    FALSE, set_1, "masked_loss", 1.0985, 1.0987 },
  { N_ ("Let the model prefer another continuation at the last token. One confident habit of the "
        "corpus lifts the mean loss to about 1.23 nats, more than knowing nothing."),
    FALSE, set_2, "masked_loss", 1.225, 1.235 },
  { N_ ("Raise the logit of each response target to 5, where fine-tuning would push it. The loss "
        "falls to about 0.015 nats."),
    FALSE, set_3, "masked_loss", 0.0145, 0.0155 },
};

static const SftQuestion questions[] = {
  { .id = "confident-miss",
    .prompt = N_ (
        "At the last response position a base model gives nearly all probability to its favorite continuation, and the "
        "target is another one. The other two response tokens are predicted as well as before. The mean response loss "
        "becomes 1.88 nats, although a model that knows nothing would pay ln 3 = 1.10. How can that be?"),
    .choices = { { N_ ("It cannot be: with three tokens to choose from, ln 3 is the greatest loss that there is"),
                   N_ ("ln 3 is what equal probabilities cost, not a maximum. The less probability a target has, the "
                       "greater its NLL, without any limit.") },
                 { N_ ("The prompt token entered the mean as well, and a base model predicts prompts badly"),
                   N_ ("The prompt token is masked out here, and with 0.22 nats it would lower the mean. The cost "
                       "comes from the last response token.") },
                 { N_ ("One confident miss has a cost without limit, and it outweighs two good tokens"),
                   N_ ("That token costs 4.91 nats, as its target is left with less than one percent. Divided by three "
                       "tokens, this alone adds 1.64 nats to the mean.") },
                 { N_ ("The wrong habit spoils the two earlier tokens too, so that all three became dearer"),
                   N_ ("A token is predicted from those before it, and the earlier rows of logits did not change. They "
                       "still cost 0.28 and 0.44 nats.") } },
    .answer = 2,
    .set = SFT_SET ("logits[3][1]=6"),
    .claim = { "masked_loss", SFT_GREATER, 1.8 } },
  { .id = "leaves-the-corpus",
    .prompt = N_ ("While SFT on answers runs, you also measure the loss on the pretraining corpus. It starts at 0.33 "
                  "nats and climbs to 2.51. What has happened?"),
    .choices = { { N_ ("The policy moved away from the corpus’s shares, as it was meant to; the rise is a KL "
                       "divergence"),
                   N_ ("The loss is the entropy of the corpus, 0.33 nats, plus the divergence from corpus to policy. "
                       "Only a policy that answers one time in ten, as the corpus does, would keep it at 0.33.") },
                 { N_ ("The learning rate is too high: with small steps both losses would have gone down at the same "
                       "time"),
                   N_ ("The figure follows the gradient in infinitely small steps and climbs all the same. The two "
                       "losses have their minima in different places, so nearing the one means leaving the other.") },
                 { N_ ("The model overfits its demonstrations, so the loss on fresh answers would climb in the same "
                       "way"),
                   N_ ("Fresh answers have become likelier than ever, with P(answer) at 0.94. What has become unlikely "
                       "are the corpus’s other continuations.") },
                 { N_ ("The entropy of the corpus has grown, since the model now knows a second kind of text besides "
                       "it"),
                   N_ ("The entropy belongs to the corpus, which SFT does not touch; it stays at 0.33 nats. What grows "
                       "is the policy’s distance from it.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("sft_time=10"),
    .claim = { "pretraining_ce", SFT_GREATER, 2.5 } },
  { .id = "rare-answers",
    .prompt = N_ ("In one corpus 10 of 100 questions are followed by an answer, in another only 1 of 100. Both "
                  "pretrained models are fine-tuned on answers for the same time, 5, and the first then answers with "
                  "probability 0.86. And the second?"),
    .choices = { { N_ ("With 0.09: it began with a tenth of the probability and keeps the ratio"),
                   N_ ("SFT moves logits and does not multiply probabilities by a common factor. Here 0.01 grows "
                       "eightyfold, and 0.10 less than ninefold.") },
                 { N_ ("With 0.01: fine-tuning cannot bring out what pretraining hardly saw"),
                   N_ ("One percent is little, but not zero, and every demonstration raises it. With a softmax no "
                       "outcome starts at zero.") },
                 { N_ ("With 0.86: equal demonstrations lead to equal policies in equal time"),
                   N_ ("Both go to the same place in the end, but from different starts. After the same time the "
                       "second is still a little behind.") },
                 { N_ ("With 0.80: where answers are rare, each demonstration pushes harder"),
                   N_ ("The gradient on the answer’s logit is 1 − p. The second model starts lower and is pushed "
                       "harder, and the push of both fades as p nears 1, so that it nearly catches up.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("answer_share=0.01"),
    .claim = { "p_answer", SFT_LESS, 0.81 } },
  { .id = "hardest-corpus",
    .prompt = N_ ("Four models are pretrained to the end on corpora that differ only in how many questions are "
                  "followed by an answer. Which model is left with the highest loss?"),
    .choices = { { N_ ("That of 1 percent answers"),
                   N_ ("This model is the least helpful, but its corpus is the easiest to predict: one can bet on no "
                       "answer and pays 0.06 nats on average.") },
                 { N_ ("That of 10 percent answers"), N_ ("Its loss is 0.33 nats, just as at 90 percent. Predicting "
                                                          "“no answer” is right nine times in ten.") },
                 { N_ ("That of 50 percent answers"),
                   N_ ("The best possible loss is the entropy of the corpus, and at one half the next thing is hardest "
                       "to guess: 0.69 nats. The loss tells how predictable a corpus is, not how helpful the model.") },
                 { N_ ("That of 90 percent answers"),
                   N_ ("Predicting “answer” is right nine times in ten, which costs 0.33 nats. The loss is high where "
                       "both outcomes are equally likely.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("answer_share=0.5"),
    .claim = { "pretraining_entropy", SFT_GREATER, 0.69 } },
  { NULL },
};

const SftLesson sft_lesson_01 = {
  .demo = 1,
  .idea = N_ ("A model that was pretrained on web text has learned one thing: to continue text as its "
              "corpus would. After a question the corpus may go on with an answer, but also with four more "
              "questions. Nothing is broken; answering was never the objective. Supervised fine-tuning "
              "shows pairs of prompt and response and lowers the negative log-likelihood (NLL) of the "
              "response, so that answering becomes the likely continuation. A published result shows what "
              "that is worth: labelers preferred the outputs of a 1.3-billion-parameter InstructGPT to "
              "those of the 175-billion-parameter GPT-3."),
  .formula = N_ ("pretraining: −Σₜ log p(wₜ | w₁ … wₜ₋₁)\n"
                 "SFT: −Σₜ mₜ log p(wₜ | w₁ … wₜ₋₁) / Σₜ mₜ"),
  .math = N_ ("\\text{pretraining:}\\quad & -\\sum_t \\log p(w_t \\mid w_1 \\ldots w_{t-1}) \\\\ "
              "\\text{SFT:}\\quad & -\\frac{\\sum_t m_t \\log p(w_t \\mid w_1 \\ldots w_{t-1})}{\\sum_t m_t}"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("A larger pretrained model is not by itself a more obedient one: size improves the prediction "
                        "of the corpus, and the corpus decides what follows a question. And a low loss here does not "
                        "mean true answers, only likely ones. All logits in this lab are synthetic."),
  .references = references,
  .questions = questions,
};
