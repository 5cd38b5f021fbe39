/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mixing with a temperature. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define MAX_TASKS 4

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 2, MAX_TASKS), task = sft_draft_integer (draft, 0, n - 1);
  double sizes[MAX_TASKS], lengths[MAX_TASKS], exponent = sft_draft_decimal (draft, 0.2, 0.8, 1), sum = 0, powers = 0;

  for (int i = 0; i < n; i++)
    {
      sizes[i] = 100 * sft_draft_integer (draft, 1, i == 0 ? 30 : 300);
      lengths[i] = 100;
      sum += sizes[i];
      powers += pow (sizes[i], exponent);
    }
  sft_draft_set_list (draft, "task_sizes", sizes, (gsize)n);
  sft_draft_set_list (draft, "tokens_per_task", lengths, (gsize)n);
  sft_draft_set (draft, "exponent=%.1f", exponent);
  /* The lab's other panel, which this is not about, stays small. */
  sft_draft_set (draft, "draws=1");
  sft_draft_set (draft, "dimension=5");
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("Tasks are mixed in proportion to their examples to the power %.1f (the "
                                         "temperature is 1/%.1f). At what rate is task %d drawn? Tasks count from 1."),
                                     exponent, exponent, task + 1));
  sft_draft_given_list (draft, sft_text (N_ ("Examples of the tasks: %s"), SFT_LIST), sizes, (gsize)n, 0);
  sft_draft_answer_share (draft, sft_draft_readout (draft, "rates", (guint)task), 3);
  sft_draft_answer_is_readout (draft, "rates", (guint)task);
  sft_draft_step (draft, sft_text (N_ ("Task %d weighs %.0f^%.1f = %.3f"), task + 1, sizes[task], exponent,
                                   pow (sizes[task], exponent)));
  sft_draft_step (draft, sft_text (N_ ("All tasks together weigh %.3f"), powers));
  sft_draft_step (draft, sft_text (N_ ("Rate: %.3f / %.3f = %.4f"), pow (sizes[task], exponent), powers,
                                   pow (sizes[task], exponent) / powers));
  sft_draft_wrong (draft, sizes[task] / sum, N_ ("This mixes in proportion: the exponent was left out."));
  sft_draft_wrong (draft, 1.0 / n, N_ ("This draws every task alike, as only the exponent 0 does."));
  sft_draft_wrong (draft, pow (sizes[task] / sum, exponent),
                   N_ ("The share was raised to the power, but the results were not divided by their sum."));
  return TRUE;
}

const SftGenerator sft_exercise_tempered_mixture = {
  .id = "tempered-mixture",
  .demo = 11,
  .concept = TRUE,
  .title = N_ ("Mixing with a temperature"),
  .make = make,
};
