/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where early stopping with patience ends training. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"
#include "sft-stopping.h"

#define MAX_EVALUATIONS 14
/* Evaluations that decide must differ in the digits that are shown. */
#define DIGITS 4
#define LEAST_GAP 0.0002

typedef struct
{
  SftQuadratic quadratic;
  int interval, patience, evaluations;
  double risk[MAX_EVALUATIONS];
} Run;

static void
draw (SftDraft *draft, Run *run)
{
  run->quadratic.signal = sft_draft_decimal (draft, 0.5, 2, 1);
  run->quadratic.noise = sft_draft_decimal (draft, 0.2, 1, 1);
  run->quadratic.shrinkage = sft_draft_decimal (draft, 0.002, 0.02, 3);
  run->interval = sft_draft_integer (draft, 11, 100);
  run->patience = sft_draft_integer (draft, 2, 4);
  run->evaluations = sft_draft_integer (draft, 8, MAX_EVALUATIONS);
  for (int i = 0; i < run->evaluations; i++)
    run->risk[i] = sft_quadratic_risk (&run->quadratic, (i + 1) * run->interval);
  sft_draft_set (draft, "signal=%.1f", run->quadratic.signal);
  sft_draft_set (draft, "noise=%.1f", run->quadratic.noise);
  sft_draft_set (draft, "shrinkage=%.3f", run->quadratic.shrinkage);
  sft_draft_set (draft, "eval_interval=%d", run->interval);
  sft_draft_set (draft, "patience=%d", run->patience);
  sft_draft_set (draft, "steps=%d", run->evaluations * run->interval);
}

static gboolean
make (SftDraft *draft)
{
  Run run;
  int best, stop;

  draw (draft, &run);
  for (int i = 1; i < run.evaluations; i++)
    if (fabs (run.risk[i] - run.risk[i - 1]) < LEAST_GAP)
      return FALSE;
  if (!sft_draft_compute (draft))
    return FALSE;
  best = (int)sft_draft_readout (draft, "best_evaluated_step", 0);
  if (isnan (sft_draft_readout (draft, "stop_step", 0)) || best <= run.interval)
    return FALSE;
  stop = (int)sft_draft_readout (draft, "stop_step", 0);
  sft_draft_prompt (
      draft, sft_text (N_ ("The validation loss is evaluated every %d steps, first at step %d. Training stops at "
                           "the evaluation that makes %d in a row without a new best. At which step does it "
                           "stop?"),
                       run.interval, run.interval, run.patience));
  sft_draft_given_list (draft, sft_text (N_ ("Validation loss at the evaluations: %s"), SFT_LIST), run.risk,
                        (gsize)run.evaluations, DIGITS);
  sft_draft_answer_integer (draft, stop);
  sft_draft_answer_is_readout (draft, "stop_step", 0);
  sft_draft_step (draft, sft_text (N_ ("Best evaluation: %.4f at step %d; all later ones are worse"),
                                   run.risk[best / run.interval - 1], best));
  sft_draft_step (draft, sft_text (N_ ("Evaluation %d in a row without a new best: step %d + %d × %d = %d"),
                                   run.patience, best, run.patience, run.interval, stop));
  sft_draft_wrong (draft, best,
                   N_ ("This is the best evaluated step, whose checkpoint is kept: training goes on for a while."));
  sft_draft_wrong (draft, stop - run.interval,
                   N_ ("This counts the best evaluation itself: patience counts those after it."));
  sft_draft_wrong (draft, stop + run.interval, N_ ("This waits for one evaluation more than the patience allows."));
  sft_draft_wrong (draft, stop / run.interval, N_ ("This is the number of the evaluation, not the step."));
  sft_draft_wrong (draft, best + run.patience, N_ ("The patience counts evaluations, not steps."));
  return TRUE;
}

const SftGenerator sft_exercise_patience_stop = {
  .id = "patience-stop",
  .demo = 20,
  .concept = TRUE,
  .title = N_ ("Early stopping with patience"),
  .make = make,
};
