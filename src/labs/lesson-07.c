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

static const SftQuestion questions[] = {
  { .id = "shorter-neighbor",
    .prompt =
        N_ ("Responses of three, two and three tokens carry loss, and the loss is a mean over tokens. Then the last "
            "response is cut to one token. What becomes of the weight of the middle example, which nobody touched?"),
    .choices = { { N_ ("It stays at 2/8, as neither its tokens nor its mask were changed at all"),
                   N_ ("Its two tokens are the same, but what they are divided by went from 8 to 6. Weights in a mean "
                       "are relative.") },
                 { N_ ("It stays at 1/3, as each of the three examples counts for one in the mean"),
                   N_ ("That would be a mean over examples. In a mean over tokens an example counts as many times as "
                       "it has trained tokens.") },
                 { N_ ("It falls from 2/8 to 2/10, as a shorter example pulls its neighbors down"),
                   N_ ("Fewer tokens in the batch make the divisor smaller, not larger. Each token that remains gains "
                       "weight.") },
                 { N_ ("It rises from 2/8 to 2/6, as its tokens are now a larger part of the batch"),
                   N_ ("A token mean divides by all trained tokens of the batch. So the weight of an example depends "
                       "on how long its neighbors are.") } },
    .answer = 3,
    .set = SFT_SET ("mask[2][4]=0", "mask[2][5]=0"),
    .claim = { "active_tokens", SFT_EQUAL, 6 } },
  { .id = "eight-copies",
    .prompt =
        N_ ("Eight examples have 59 response tokens together, 6 of them in example 0. By a mistake of the export, "
            "example 0 is in the data set eight times. What weight does it have in the token-averaged loss now?"),
    .choices = { { N_ ("About 10 percent, 6 of 59 tokens"),
                   N_ ("That is its weight when it appears once. A mean does not know that a text is a copy, so each "
                       "copy counts in full.") },
                 { N_ ("About 48 percent, 48 of 101 tokens"),
                   N_ ("Eight copies have 48 response tokens, and the other examples still 53. The loss of the data "
                       "set moves from 1.44 to 1.55 nats, toward that of example 0.") },
                 { N_ ("About 81 percent, eight times 6 of 59"),
                   N_ ("The copies also make the data set larger. Eight times as many tokens are divided by 101, no "
                       "longer by 59.") },
                 { N_ ("About 53 percent, 8 of 15 examples"),
                   N_ ("That counts examples, but this mean counts tokens. Example 0 is shorter than the average, so "
                       "its weight is smaller.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("duplicates=8"),
    .claim = { "loss_with_copies", SFT_GREATER, 1.54 } },
  { .id = "dearer-when-sorted",
    .prompt = N_ ("A run groups its examples by length. The padding waste falls from 36 to 19 percent as hoped, but "
                  "for the same model the reported loss rises from 0.75 to 1.05 nats. Which fault explains that?"),
    .choices = { { N_ ("The batches are harder to predict now, because all long responses stand together"),
                   N_ ("For one and the same model, each token costs what it costs, in whatever batch it stands. The "
                       "mean over response tokens does not change.") },
                 { N_ ("The padding is visible to attention now, while it was hidden before the sorting"),
                   N_ ("Sorting changes how much padding there is, not whether attention sees it. Nor does the lab’s "
                       "loss of a token depend on its neighbors.") },
                 { N_ ("The loss is divided by padding places too, and there are fewer of them now"),
                   N_ ("Padding adds nothing to the sum but makes the divisor larger, so the loss looked too low "
                       "before. Divided by response tokens alone it is 1.44 nats in either order.") },
                 { N_ ("The sorting drops the examples of incomplete batches, and those were the easy ones"),
                   N_ ("Eight examples fill two batches of four in either order, and all 94 tokens are still "
                       "there.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("count_padding=true", "group_by_length=true"),
    .claim = { "loss_trained", SFT_LESS, 1.1 } },
  { .id = "one-big-batch",
    .prompt = N_ ("In batches of four, grouping by length cuts the padding waste from 36 to 19 percent. Now all eight "
                  "examples are put into one batch. What does grouping achieve there?"),
    .choices = { { N_ ("Nothing: the waste is 38 percent, sorted or not"),
                   N_ ("A batch is padded to its longest example, in whatever order its rows stand. Grouping helps "
                       "only by deciding which examples share a batch.") },
                 { N_ ("More: the larger the batch, the more there is to sort"),
                   N_ ("Sorting inside of a batch moves rows up and down and changes no padding. The gain comes from "
                       "having several batches.") },
                 { N_ ("The same: the waste is again cut to 19 percent"),
                   N_ ("There are no two batches among which short and long examples could be divided. All rows are "
                       "padded to the longest, 19 tokens.") },
                 { N_ ("All there is: one batch is padded once, so nothing is wasted"),
                   N_ ("Padding is counted by rows, not by batches. Every row is filled up to the longest, which makes "
                       "152 places for 94 tokens.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("batch_size=8", "group_by_length=true"),
    .claim = { "padding_waste", SFT_GREATER, 0.38 } },
  { NULL },
};

const SftLesson sft_lesson_07 = {
  .demo = 7,
  .idea = N_ ("The demonstration data set is a list of pairs, prompt and response. What the model learns from it "
              "depends on how the pairs are put into batches: each example is padded to a common length, and with a "
              "mean over tokens a long response weighs more than a short one. The heatmap is a small synthetic batch; "
              "the readout counts the tokens of each example that carry loss, which is its weight."),
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
  .questions = questions,
};
