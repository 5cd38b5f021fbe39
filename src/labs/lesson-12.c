/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Hugging Face documentation, Chat templates",
  "TRL documentation, Dataset formats",
  "Axolotl documentation, Conversation datasets",
  NULL,
};

static const char *const set_1[] = { "mask=0,1,1,1,1,0;1,1,1,0,0,0;0,0,1,1,1,1", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,0,0;0,1,0,0,0,0;0,0,0,1,1,0", NULL };
static const char *const set_3[] = { "mask=0,1,1,0,1,1;0,1,1,0,0,0;0,0,0,1,1,1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Start each response one token early, at its header. 11 tokens carry loss, three of them "
        "markers that the program supplies anyway."),
    FALSE, set_1, "active_tokens", 11, 11 },
  { N_ ("Leave out the last token of each response, its end marker. Only 5 tokens are left, and none "
        "of them teaches the model to stop."),
    FALSE, set_2, "active_tokens", 5, 5 },
  { N_ ("Give the first example two assistant turns. Its mask has two runs, and the check for one "
        "response no longer holds: correct for a chat, suspicious for a single turn."),
    FALSE, set_3, "active_tokens", 9, 9 },
};

const SftLesson sft_lesson_12 = {
  .demo = 12,
  .idea = N_ ("A chat template writes a conversation as one token sequence: a marker before each message, "
              "the content, an end marker. Which of these carry loss is decided together with the template. "
              "The headers are written by the program at generation time, so they need no training; the end "
              "marker must be produced by the model, so it does. In this synthetic batch you can place a "
              "mask as a template would and see what goes wrong when it is off."),
  .formula = N_ ("tokens = [begin] + Σ over messages (header + content + end)\n"
                 "trained: the assistant’s content + end"),
  .math = N_ ("& \\text{tokens} = [\\text{begin}] + \\sum_{\\text{messages}} (\\text{header} + \\text{content} + "
              "\\text{end}) \\\\ "
              "& \\text{trained: the assistant’s content} + \\text{end}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("Templates of two models are not interchangeable, even when they look alike: one adds a "
                        "default system message, another refuses the system role, a third ends its turns with more "
                        "than one token. Rendering with the template and then letting the tokenizer add special "
                        "tokens again begins the sequence twice. Ask for the generation prompt when you generate, not "
                        "when you train."),
  .references = references,
};
