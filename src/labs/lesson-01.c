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
};
