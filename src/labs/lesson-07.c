/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Zhou et al. 2023, LIMA: Less Is More for Alignment",
  "Lee et al. 2022, Deduplicating Training Data Makes Language Models Better",
  NULL,
};

static const char *const set_1[] = { "mask=0,1,1,1,1,1;0,0,0,0,1,0;0,0,0,0,0,1", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,1,1,1;0,0,0,1,1,1;0,0,0,1,1,1", NULL };
static const char *const set_3[] = { "mask=0,0,1,1,1,0,0,0,0,0,0,0;0,1,1,0,0,0,0,0,0,0,0,0;0,0,0,1,1,1,0,0,0,0,0,0",
                                     NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Give one example a long response and the others a single token each. Five of the seven "
        "tokens that carry loss now come from example 0."),
    FALSE, set_1, "active_tokens", 7, 7 },
  { N_ ("Add two copies of the last example. Nine of the 14 tokens say the same thing: duplicates are "
        "weights."),
    FALSE, set_2, "active_tokens", 14, 14 },
  { N_ ("Pad the batch to 12 positions. The same 8 tokens carry loss, but only 22 percent of the "
        "positions do useful work."),
    FALSE, set_3, "active_fraction", 0.222, 0.223 },
};

const SftLesson sft_lesson_07 = {
  .demo = 7,
  .idea = N_ ("The demonstration dataset is a list of pairs, prompt and response. What the model learns "
              "from it depends on how the pairs are put into batches: each example is padded to a common "
              "length, and with a mean over tokens a long response weighs more than a short one. The "
              "heatmap is a small synthetic batch; the readout counts the tokens of each example that carry "
              "loss, which is its weight."),
  .formula = N_ ("𝒟 = { (xᵢ, yᵢ) : i = 1 … N }\n"
                 "weight of example i in a token mean = |yᵢ| / Σⱼ |yⱼ|"),
  .math = N_ ("& \\mathcal{D} = \\{\\,(x_i, y_i) : i = 1 \\ldots N\\,\\} \\\\ "
              "& \\text{weight of example } i \\text{ in a token mean} = \\frac{\\lvert y_i \\rvert}{\\sum_j "
              "\\lvert y_j \\rvert}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("More examples are not automatically more data: near copies count again and again. Padding "
                        "must carry label −100 and must be hidden from attention; these are two different masks. And "
                        "the number of examples says little without lengths: in a token mean one essay can outweigh a "
                        "hundred one-word answers."),
  .references = references,
};
