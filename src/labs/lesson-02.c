/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Wei et al. 2022, Finetuned Language Models Are Zero-Shot Learners (FLAN)",
  "Shi et al. 2024, Instruction Tuning With Loss Over Instructions",
  "Chung et al. 2022, Scaling Instruction-Finetuned Language Models",
  NULL,
};

static const char *const set_1[] = { "mask=1,1,1,1,1,1;1,1,1,1,1,1;1,1,1,1,1,1", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,1,0;0,0,0,0,0,0;0,0,0,1,1,1", NULL };
static const char *const set_3[] = { "mask=0,0,0,0,1,0;0,0,0,0,1,0;0,0,0,0,1,0", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let every token carry loss. Now 18 tokens count instead of 8, and the model also learns to "
        "write instructions and padding."),
    FALSE, set_1, "active_tokens", 18, 18 },
  { N_ ("Take the response away from example 1. An instruction without a demonstration still costs "
        "computation, yet it teaches no behavior; a check below says so."),
    FALSE, set_2, "active_tokens", 6, 6 },
  { N_ ("Leave one token in each response, as when the behavior is a single label. Three tokens "
        "remain to tell the instructions apart."),
    FALSE, set_3, "active_tokens", 3, 3 },
};

const SftLesson sft_lesson_02 = {
  .demo = 2,
  .idea = N_ ("An instruction is a condition: the same model should give a different distribution of "
              "responses for each instruction. What makes training conditional is the loss mask. "
              "Instruction tokens are read, since the model attends to them, but only response tokens are "
              "scored. The heatmap shows a small synthetic batch: rows are examples, columns are token "
              "positions, and each marked cell is a token that carries loss."),
  .formula = N_ ("L(θ) = −Σₜ mₜ · log πθ(yₜ | instruction, y₁ … yₜ₋₁) / Σₜ mₜ"),
  .math = N_ ("L(\\theta) = -\\frac{\\sum_t m_t \\log\\pi_\\theta(y_t \\mid \\text{instruction}, y_1 \\ldots "
              "y_{t-1})}{\\sum_t m_t}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("A masked token is not an invisible token: the response is predicted from it, and gradients "
                        "flow through its representation. Masking only removes it as a target. Nor is following "
                        "instructions one switch in the model. In FLAN’s published ablation the mean zero-shot score "
                        "was 37.3 without instructions and 55.2 with natural ones, so the wording of the condition "
                        "matters."),
  .references = references,
};
