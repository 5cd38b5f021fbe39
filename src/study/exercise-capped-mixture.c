/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples-proportional mixing with a rate maximum. */
#include "config.h"

#include "sft-exercise-private.h"

#define MAX_TASKS 5

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 3, MAX_TASKS), task = sft_draft_integer (draft, 0, n - 1);
  double sizes[MAX_TASKS], cap = 100 * sft_draft_integer (draft, 10, 60), sum = 0, capped_sum = 0, smallest = cap;

  for (int i = 0; i < n; i++)
    {
      sizes[i] = 100 * sft_draft_integer (draft, i == 0 ? 100 : 2, 200);
      sum += sizes[i];
      capped_sum += MIN (sizes[i], cap);
      smallest = MIN (smallest, sizes[i]);
    }
  /* With every task at the maximum there is nothing to reckon; the first task is always above it. */
  if (smallest >= cap)
    return FALSE;
  sft_draft_set_list (draft, "task_sizes", sizes, (gsize)n);
  sft_draft_set (draft, "cap=%.0f", cap);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Tasks are mixed in proportion to their examples, but each counts at most %.0f. "
                                  "At what rate is task %d drawn? Tasks count from 1."),
                              cap, task + 1));
  sft_draft_given_list (draft, sft_text (N_ ("Examples of the tasks: %s"), SFT_LIST), sizes, (gsize)n, 0);
  sft_draft_answer_share (draft, sft_draft_readout (draft, "rates", (guint)task), 3);
  sft_draft_answer_is_readout (draft, "rates", (guint)task);
  sft_draft_step (draft, sft_text (N_ ("Task %d counts min(%.0f, %.0f) = %.0f"), task + 1, sizes[task], cap,
                                   MIN (sizes[task], cap)));
  sft_draft_step (draft, sft_text (N_ ("All tasks together, each at most %.0f, count %.0f"), cap, capped_sum));
  sft_draft_step (draft, sft_text (N_ ("Rate: %.0f / %.0f = %.4f"), MIN (sizes[task], cap), capped_sum,
                                   MIN (sizes[task], cap) / capped_sum));
  sft_draft_wrong (draft, sizes[task] / sum, N_ ("This mixes in proportion without the maximum."));
  sft_draft_wrong (draft, 1.0 / n, N_ ("This draws every task alike; a task below the maximum counts less."));
  sft_draft_wrong (draft, MIN (sizes[task], cap) / sum, N_ ("The maximum applies below the line too, to every task."));
  return TRUE;
}

const SftGenerator sft_exercise_capped_mixture = {
  .id = "capped-mixture",
  .demo = 5,
  .concept = TRUE,
  .title = N_ ("Mixing with a rate maximum"),
  .make = make,
};
