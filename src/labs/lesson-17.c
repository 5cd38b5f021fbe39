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

static const SftQuestion questions[] = {
  { .id = "twelve-active",
    .prompt = N_ ("Three examples with prompts of 2, 1 and 3 tokens and responses of 3, 2 and 3 are packed into one "
                  "row of 14 places. The trainer reports 12 active tokens. What is the likely fault?"),
    .choices = { { N_ ("The mask begins at the first response and runs to the end of the row"),
                   N_ ("Then the prompts of the second and third example carry loss too: 8 + 1 + 3 = 12. A rule made "
                       "for one example a row fails when a row holds several.") },
                 { N_ ("The padding between the three examples was counted as response tokens"),
                   N_ ("There is none: 6 prompt and 8 response tokens fill all 14 places.") },
                 { N_ ("The labels were shifted by one at the boundaries, which adds tokens"),
                   N_ ("A shift moves labels, or loses one at a boundary. It does not turn four prompt tokens into "
                       "targets.") },
                 { N_ ("Attention crosses the boundaries, so that more tokens get a gradient"),
                   N_ ("Which tokens carry loss is decided by the labels. Leaking attention changes what a token is "
                       "predicted from, and the count would stay at 8.") } },
    .answer = 0,
    .concept = FALSE,
    .set = SFT_SET ("mask=0,0,1,1,1,1,1,1,1,1,1,1,1,1"),
    .claim = { "active_tokens", SFT_EQUAL, 12 } },
  { .id = "reset-without-mask",
    .prompt =
        N_ ("The block mask was forgotten. To keep documents apart a colleague lets position ids start at 0 in each of "
            "them. In this view attention falls with the distance of the ids. What does the reset do to the leakage?"),
    .choices = { { N_ ("It ends the leakage, since each document now has positions of its own"),
                   N_ ("Positions are not a mask: every earlier token of the pack may still be attended to. Only how "
                       "near it seems has changed.") },
                 { N_ ("It lowers the leakage a little, from 0.21 to 0.17, but does not end it"),
                   N_ ("The numbers are right and the direction is not: 0.17 is the leakage without the reset, when "
                       "other documents lie far away.") },
                 { N_ ("It raises the leakage, from 0.17 to 0.21, since other documents seem nearer"),
                   N_ ("Tokens of two documents that both start at 0 have ids close together. Isolation needs the "
                       "block mask, or a kernel that reads the boundaries from the reset.") },
                 { N_ ("It leaves the leakage alone, since every token keeps its place in the pack"),
                   N_ ("The places are the same, but attention here goes by the ids, and the reset changes their "
                       "distances.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("block_mask=false"),
    .claim = { "leakage", SFT_GREATER, 0.2 } },
  { .id = "longer-packs",
    .prompt = N_ ("The block mask is off. Instead of four packs of 8 tokens, the same documents now go into one pack "
                  "of 32. What happens to the leakage of 0.21?"),
    .choices = { { N_ ("It falls, since fewer packs have fewer boundaries between documents"),
                   N_ ("The boundaries between packs were the only ones that isolated anything. Now all eight "
                       "documents stand in one pack.") },
                 { N_ ("It rises, since most tokens now have more foreign text before them"),
                   N_ ("It is 0.64 then: the pairs within documents remain 94, while those across documents grow from "
                       "50 to 434. The longer the pack, the more the mask matters.") },
                 { N_ ("It stays at 0.21, since all documents are as long as they were before"),
                   N_ ("The length of documents fixes the pairs within them. How many foreign tokens come before "
                       "depends on the pack.") },
                 { N_ ("It falls, since attention fades with distance and packs are longer"),
                   N_ ("Each distant token gets less, but there are many more of them, and with ids that restart even "
                       "far documents seem near.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("block_mask=false", "capacity=32"),
    .claim = { "leakage", SFT_GREATER, 0.6 } },
  { .id = "bound-out-of-reach",
    .prompt = N_ ("Four documents of 6 tokens shall go into packs of 8. Counting tokens, three packs would do. Which "
                  "packer gets there without cutting a document?"),
    .choices = { { N_ ("Best fit, longest first, since it looks for the tightest place"),
                   N_ ("There is no tight place to find: beside a document of 6 tokens only 2 are free. It needs four "
                       "packs, a quarter of which is padding.") },
                 { N_ ("First fit, since it goes back to packs that have room left"),
                   N_ ("It goes back, but no pack has room for 6 more tokens. Four packs are used, and utilization is "
                       "0.75.") },
                 { N_ ("Greedy knapsack, since it fills one pack at a time"),
                   N_ ("It fills each pack with what fits beside the first document, and nothing does. Four packs "
                       "again.") },
                 { N_ ("None, since two such documents never fit into one pack"),
                   N_ ("The bound counts tokens and knows no shapes: whole documents need four packs here. Wrapped, "
                       "they fill three packs, and two documents are cut.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("lengths=6,6,6,6"),
    .claim = { "utilization", SFT_LESS, 0.8 } },
  { NULL },
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
  .misconceptions =
      N_ ("A loss that looks normal does not make packing safe: leakage does not show in the loss, and it teaches the "
          "model to use unrelated text. Resetting positions does not isolate documents, unless the attention kernel "
          "reads the boundaries from them; the attention mask does. And packing changes the batch: as many sequences "
          "now hold more examples and more trained tokens, so the learning rate may need attention."),
  .references = references,
  .questions = questions,
};
