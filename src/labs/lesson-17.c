/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Krell et al. 2021, Efficient Sequence Packing without Cross-contamination: Accelerating "
  "Large Language Models without Impacting Performance",
  "Ding et al. 2024, Fewer Truncations Improve Language Modeling",
  "TRL documentation, Reducing memory usage (packing)",
  NULL,
};

static const char *const set_1[] = { "mask=0,0,1,1,1,0,1,1,0,0,0,1,1,1", NULL };
static const char *const set_2[] = { "packer=wrapped", NULL };
static const char *const set_3[] = { "block_mask=false", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Put the three examples into one row without padding. The same 8 tokens carry loss, and their "
        "share rises from 44 to 57 percent."),
    FALSE, set_1, "active_fraction", 0.571, 0.572 },
  { N_ ("In the concept view, pack by wrapping. There are four full packs, but three documents are "
        "cut and continue in the next pack."),
    TRUE, set_2, "documents_cut", 3, 3 },
  { N_ ("Switch the block mask off. Every pack is as full as before, yet 21 percent of the attention "
        "goes to other documents."),
    TRUE, set_3, "leakage", 0.211, 0.212 },
};

const SftLesson sft_lesson_17 = {
  .demo = 17,
  .idea = N_ ("Short examples waste padding, so trainers pack several of them into one sequence. The work "
              "saved is real, but three things must stay as they were: the labels of each example, its "
              "position numbers, and above all attention, which must not look across the boundary. The "
              "notebook view shows the mask of a synthetic batch; the concept view packs documents with "
              "real strategies and measures what leaks."),
  .formula = N_ ("utilization = kept tokens / (packs · capacity)\n"
                 "leakage = attention weight on other documents"),
  .math = N_ ("\\text{utilization} &= \\frac{\\text{kept tokens}}{\\text{packs}\\cdot\\text{capacity}} \\\\ "
              "\\text{leakage} &= \\text{attention weight on other documents}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("Packing is not free of risk because the loss looks normal: leakage lowers no loss visibly "
                        "and teaches the model to use unrelated text. Resetting positions does not isolate documents, "
                        "unless the attention kernel reads the boundaries from them; the attention mask does. And "
                        "packing changes the batch: as many sequences now hold more examples and more trained tokens, "
                        "so the learning rate may need attention."),
  .references = references,
};
