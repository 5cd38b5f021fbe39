/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which share of a batch's cells carries loss. */
#include "config.h"

#include "sft-exercise-private.h"

#define MAX_EXAMPLES 5
#define MAX_POSITIONS 48

typedef struct
{
  int examples, positions, prompts[MAX_EXAMPLES], responses[MAX_EXAMPLES];
  double mask[MAX_EXAMPLES * MAX_POSITIONS];
} Batch;

static void
draw (SftDraft *draft, Batch *batch)
{
  batch->examples = sft_draft_integer (draft, 3, MAX_EXAMPLES);
  batch->positions = sft_draft_integer (draft, 16, MAX_POSITIONS);
  for (int e = 0; e < batch->examples; e++)
    {
      /* The first example is as long as the batch. */
      int length = e == 0 ? batch->positions : sft_draft_integer (draft, 6, batch->positions);

      batch->prompts[e] = sft_draft_integer (draft, 1, length - 2);
      batch->responses[e] = length - batch->prompts[e];
      for (int p = 0; p < batch->positions; p++)
        batch->mask[e * batch->positions + p] = p >= batch->prompts[e] && p < length;
    }
}

static gboolean
make (SftDraft *draft)
{
  Batch batch;
  double active, tokens = 0, cells;

  draw (draft, &batch);
  cells = batch.examples * batch.positions;
  sft_draft_prompt (draft, sft_text (N_ ("A batch holds %d examples, padded at the end to %d positions. Loss falls on "
                                         "response tokens alone. What share of the batch's cells carries loss?"),
                                     batch.examples, batch.positions));
  for (int e = 0; e < batch.examples; e++)
    {
      tokens += batch.prompts[e] + batch.responses[e];
      sft_draft_given (draft, sft_text (N_ ("Example %d: prompt tokens: %d, response tokens: %d"), e, batch.prompts[e],
                                        batch.responses[e]));
    }
  sft_draft_set_matrix (draft, "mask", batch.mask, (gsize)batch.examples, (gsize)batch.positions);
  if (!sft_draft_compute (draft))
    return FALSE;
  active = sft_draft_readout (draft, "active_tokens", 0);
  sft_draft_answer_share (draft, sft_draft_readout (draft, "active_fraction", 0), 3);
  sft_draft_answer_is_readout (draft, "active_fraction", 0);
  sft_draft_step (draft, sft_text (N_ ("Response tokens of all examples: %.0f"), active));
  sft_draft_step (draft,
                  sft_text (N_ ("Cells, padding included: %d × %d = %.0f"), batch.examples, batch.positions, cells));
  sft_draft_step (draft, sft_text (N_ ("Active fraction: %.0f / %.0f = %.4f"), active, cells, active / cells));
  sft_draft_wrong (draft, active / tokens, N_ ("This divides by the tokens of the examples: padding has cells too."));
  sft_draft_wrong (draft, tokens / cells, N_ ("This counts prompt tokens too: they carry no loss here."));
  sft_draft_wrong (draft, 1 - active / cells, N_ ("This is the share of cells that carry no loss."));
  return TRUE;
}

const SftGenerator sft_exercise_active_fraction = {
  .id = "active-fraction",
  .demo = 2,
  .title = N_ ("Active fraction of a mask"),
  .make = make,
};
