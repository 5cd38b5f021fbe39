/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the batches is padding. */
#include "config.h"

#include "sft-exercise-private.h"

#define MAX_EXAMPLES 8

static gboolean
make (SftDraft *draft)
{
  int examples = sft_draft_integer (draft, 2, MAX_EXAMPLES / 2) * 2, size = sft_draft_integer (draft, 2, 3);
  int mean = sft_draft_integer (draft, 8, 20), spread = sft_draft_integer (draft, 4, mean - 2);
  gboolean grouped = sft_draft_integer (draft, 0, 1);
  double lengths[MAX_EXAMPLES], tokens, places, longest = 0;

  sft_draft_set (draft, "examples=%d", examples);
  sft_draft_set (draft, "length_mean=%d", mean);
  sft_draft_set (draft, "length_spread=%d", spread);
  sft_draft_set (draft, "batch_size=%d", size);
  sft_draft_set (draft, "group_by_length=%d", grouped);
  sft_draft_set (draft, "seed=%d", sft_draft_integer (draft, 0, 1000000));
  if (!sft_draft_compute (draft))
    return FALSE;
  for (int i = 0; i < examples; i++)
    {
      lengths[i] = sft_draft_readout (draft, "lengths", (guint)i);
      longest = MAX (longest, lengths[i]);
    }
  tokens = sft_draft_readout (draft, "total_tokens", 0);
  places = sft_draft_readout (draft, "padded_tokens", 0);
  if (places - tokens < 2)
    return FALSE;
  sft_draft_prompt (draft, grouped
                               ? sft_text (N_ ("Examples are sorted by length, shortest first, and cut into batches of "
                                               "%d; each batch is padded to its longest example. What share of all "
                                               "places is padding?"),
                                           size)
                               : sft_text (N_ ("Examples are cut, as they come, into batches of %d; each batch is "
                                               "padded to its longest example. What share of all places is padding?"),
                                           size));
  sft_draft_given_list (draft, sft_text (N_ ("Lengths: %s"), SFT_LIST), lengths, (gsize)examples, 0);
  sft_draft_answer_share (draft, sft_draft_readout (draft, "padding_waste", 0), 3);
  sft_draft_answer_is_readout (draft, "padding_waste", 0);
  sft_draft_step (draft, sft_text (N_ ("Tokens of all examples: %.0f"), tokens));
  sft_draft_step (
      draft, sft_text (N_ ("Places: for each batch its number of examples times its longest, together %.0f"), places));
  sft_draft_step (draft, sft_text (N_ ("Padding: (%.0f − %.0f) / %.0f = %.4f"), places, tokens, places,
                                   (places - tokens) / places));
  sft_draft_wrong (draft, (places - tokens) / tokens,
                   N_ ("This divides the padding by the tokens, not by all places."));
  sft_draft_wrong (draft, tokens / places, N_ ("This is the share of places that hold tokens."));
  sft_draft_wrong (draft, 1 - tokens / (longest * examples),
                   N_ ("This pads every batch to the longest example of all, not to its own longest."));
  sft_draft_wrong (draft, sft_draft_readout (draft, grouped ? "padding_waste_unsorted" : "padding_waste_sorted", 0),
                   grouped ? N_ ("This takes the examples as they come: here they are sorted first.")
                           : N_ ("This sorts the examples first: here they are taken as they come."));
  return TRUE;
}

const SftGenerator sft_exercise_padding_waste = {
  .id = "padding-waste",
  .demo = 7,
  .concept = TRUE,
  .title = N_ ("Padding of batches"),
  .make = make,
};
