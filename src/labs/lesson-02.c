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

static const SftQuestion questions[] = {
  { .id = "shuffled-instructions",
    .prompt =
        N_ ("By a fault in the data loader each response stands under an instruction drawn at random, anew in every "
            "epoch; its mask moves along with it. What does the lab’s readout show, and what does training teach?"),
    .choices = { { N_ ("Fewer than 8 active tokens; the responses with a wrong instruction drop out"),
                   N_ ("Nothing compares the two. A token carries loss because the mask says so at its position, "
                       "whatever stands before it.") },
                 { N_ ("8 active tokens as before; the model learns to pay no heed to instructions"),
                   N_ ("The mask counts positions and cannot see whether instruction and response belong together. As "
                       "the instruction tells nothing, the best policy is one that ignores it.") },
                 { N_ ("8 active tokens as before; the loss cannot fall, since nothing can be learned"),
                   N_ ("The responses themselves can be learned: which are frequent, and how they are written. What "
                       "cannot is their dependence on the instruction.") },
                 { N_ ("8 active tokens as before; the model obeys, as only responses are scored"),
                   N_ ("Scoring responses only makes training conditional if the condition is informative. With "
                       "shuffled instructions it is noise.") } },
    .answer = 1,
    .set = SFT_SET (NULL),
    .claim = { "active_tokens", SFT_EQUAL, 8 } },
  { .id = "more-behaviors",
    .prompt = N_ ("A model tells 4 instructions apart and does what is asked with probability 0.71. Now there are 8 "
                  "instructions with a behavior each, and the logit of the behavior asked for is raised by the same "
                  "strength, 2. What becomes of that probability?"),
    .choices = { { N_ ("It stays at 0.71, as the preference for the behavior is the same as before"),
                   N_ ("The strength fixes the odds against one other behavior, 7.39 to 1. The probability also "
                       "depends on how many others there are.") },
                 { N_ ("It falls to 0.36, as chance is half of what it was with four behaviors"),
                   N_ ("Chance is halved, from 0.25 to 0.125, but the preferred behavior is not drawn by chance. Only "
                       "the three ones in its denominator become seven.") },
                 { N_ ("It rises to 0.85, as eight instructions tell the model more than four do"),
                   N_ ("Eight instructions could carry 3 bits instead of 2, but that is no help in choosing. Here even "
                       "fewer bits arrive in the behavior, 0.63 instead of 0.68.") },
                 { N_ ("It falls to 0.51, as seven other behaviors compete with it now instead of three"),
                   N_ ("exp(2) = 7.39 stands against seven ones instead of three. The same preference is worth less "
                       "among more alternatives.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("instructions=8"),
    .claim = { "p_follow", SFT_LESS, 0.52 } },
  { .id = "chance-level",
    .prompt =
        N_ ("Under each of four equally frequent instructions a model shows each of four behaviors equally often, so "
            "25 percent of its responses are as asked. How many bits of the instruction arrive in its behavior?"),
    .choices = { { N_ ("0 bits"), N_ ("All rows of the heatmap are the same, so the behavior tells nothing about the "
                                      "instruction. A quarter right is what chance gives.") },
                 { N_ ("0.25 bits"), N_ ("A share of right responses is not an amount of information. This quarter "
                                         "comes about without reading the instruction at all.") },
                 { N_ ("0.5 bits"),
                   N_ ("A quarter of the two bits would have to show as more than chance: who knows the instruction a "
                       "quarter of the time and guesses otherwise is right in 44 percent of cases.") },
                 { N_ ("2 bits"), N_ ("Two bits are what four equally frequent instructions carry. How many arrive "
                                      "depends on how much the rows differ, and here they do not.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("strength=0"),
    .claim = { "mutual_information_bits", SFT_LESS, 0.001 } },
  { .id = "ceiling",
    .prompt = N_ ("With four instructions and strength 6 a model does as asked in 99 percent of cases, and 1.93 bits "
                  "of the instruction arrive in the behavior. Which change can bring more than 2 bits?"),
    .choices = { { N_ ("A greater strength, until the behavior asked for is practically certain"),
                   N_ ("Certainty brings log₂ 4 = 2 bits and no more: nothing else is to be known about which of four "
                       "instructions was given.") },
                 { N_ ("Ten paraphrases for each instruction, asking for the same four behaviors"),
                   N_ ("The behavior can only tell which of four things was asked for. Which wording was used does not "
                       "show in it.") },
                 { N_ ("Eight instructions, each with its own behavior, at the same strength"),
                   N_ ("Eight equally frequent instructions carry 3 bits, and at this strength 2.83 of them arrive. "
                       "With four, perfect obedience gives log₂ 4 = 2 bits.") },
                 { N_ ("Twice as many examples of each instruction, with the same four behaviors"),
                   N_ ("More examples make learning surer, but each instruction remains one of four equally likely "
                       "ones, and that is 2 bits.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("instructions=8", "strength=6"),
    .claim = { "mutual_information_bits", SFT_GREATER, 2 } },
  { NULL },
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
  .questions = questions,
};
