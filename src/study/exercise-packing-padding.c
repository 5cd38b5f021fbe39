/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What share of the packs stays empty. */
#include "config.h"

#include "sft-exercise-private.h"

#define MAX_DOCUMENTS 7

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 4, MAX_DOCUMENTS), capacity = sft_draft_integer (draft, 16, 48);
  double lengths[MAX_DOCUMENTS], sum = 0, longest = 0, packs, places;

  for (int i = 0; i < n; i++)
    {
      lengths[i] = sft_draft_integer (draft, capacity / 8, capacity - 1);
      sum += lengths[i];
      longest = MAX (longest, lengths[i]);
    }
  sft_draft_set_list (draft, "lengths", lengths, (gsize)n);
  sft_draft_set (draft, "capacity=%d", capacity);
  sft_draft_set (draft, "packer=sequential");
  if (!sft_draft_compute (draft))
    return FALSE;
  packs = sft_draft_readout (draft, "packs", 0);
  places = packs * capacity;
  if (places - sum < 1)
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Documents are packed in order into sequences of %d tokens: each goes into the last "
                                  "pack if it fits, else into a new one. What share of all places is padding?"),
                              capacity));
  sft_draft_given_list (draft, sft_text (N_ ("Lengths: %s"), SFT_LIST), lengths, (gsize)n, 0);
  sft_draft_answer_share (draft, 1 - sft_draft_readout (draft, "utilization", 0), 3);
  sft_draft_step (draft, sft_text (N_ ("Packs: %.0f, so places: %.0f × %d = %.0f"), packs, packs, capacity, places));
  sft_draft_step (draft, sft_text (N_ ("Tokens: %.0f; padding: (%.0f − %.0f) / %.0f = %.4f"), sum, places, sum, places,
                                   1 - sum / places));
  sft_draft_wrong (draft, sum / places, N_ ("This is the utilization, the share of places that hold tokens."));
  sft_draft_wrong (draft, 1 - sum / (n * longest),
                   N_ ("This is without packing: each document padded to the longest one."));
  sft_draft_wrong (draft, 1 - sum / (n * capacity), N_ ("This gives every document a sequence of its own."));
  sft_draft_wrong (draft, (places - sum) / sum, N_ ("This divides the padding by the tokens, not by all places."));
  return TRUE;
}

const SftGenerator sft_exercise_packing_padding = {
  .id = "packing-padding",
  .demo = 17,
  .concept = TRUE,
  .title = N_ ("Padding that packing leaves"),
  .make = make,
};
