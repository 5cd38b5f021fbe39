/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checkpoint to keep, from a validation curve that turns. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-exercise-private.h"

#define MAX_STEPS 14
/* The least validation loss must be seen in the digits that are shown. */
#define DIGITS 3
#define LEAST_GAP 0.002

static gboolean
is_clear (const double *values, int n, int best)
{
  for (int i = 0; i < n; i++)
    if (i != best && values[i] - values[best] < LEAST_GAP)
      return FALSE;
  return TRUE;
}

static void
set_state (SftDraft *draft, int steps, const SftLossCurve *train, const SftLossCurve *validation)
{
  sft_draft_set (draft, "steps=%d", steps);
  sft_draft_set (draft, "train_amplitude=%.2f", train->amplitude);
  sft_draft_set (draft, "train_decay=%.1f", train->decay);
  sft_draft_set (draft, "train_floor=%.2f", train->floor);
  sft_draft_set (draft, "val_amplitude=%.2f", validation->amplitude);
  sft_draft_set (draft, "val_decay=%.1f", validation->decay);
  sft_draft_set (draft, "val_floor=%.2f", validation->floor);
  sft_draft_set (draft, "overfit_slope=%.3f", validation->slope);
  sft_draft_set (draft, "overfit_onset=%.0f", validation->onset);
}

static gboolean
make (SftDraft *draft)
{
  int steps = sft_draft_integer (draft, 8, MAX_STEPS), best;
  double train[MAX_STEPS], validation[MAX_STEPS];
  SftLossCurve train_curve = { sft_draft_decimal (draft, 1, 2, 2), sft_draft_decimal (draft, 3, 6, 1),
                               sft_draft_decimal (draft, 0.1, 0.3, 2), 0, 0 };
  SftLossCurve curve = { sft_draft_decimal (draft, 0.8, 2, 2), sft_draft_decimal (draft, 2, 6, 1),
                         sft_draft_decimal (draft, 0.2, 0.6, 2), sft_draft_decimal (draft, 0.02, 0.15, 3),
                         sft_draft_integer (draft, 2, steps - 3) };
  g_autofree char *train_text = NULL, *validation_text = NULL;

  for (int i = 0; i < steps; i++)
    {
      train[i] = sft_loss_curve_at (&train_curve, i + 1);
      validation[i] = sft_loss_curve_at (&curve, i + 1);
    }
  set_state (draft, steps, &train_curve, &curve);
  if (!sft_draft_compute (draft))
    return FALSE;
  best = (int)sft_draft_readout (draft, "best_step", 0);
  if (best <= 2 || best >= steps || !is_clear (validation, steps, best - 1))
    return FALSE;
  train_text = sft_numbers (train, (gsize)steps, DIGITS);
  validation_text = sft_numbers (validation, (gsize)steps, DIGITS);
  sft_draft_prompt (draft,
                    sft_text (N_ ("Training is evaluated after each of %d steps. At which step is the checkpoint "
                                  "to keep? Steps count from 1."),
                              steps));
  sft_draft_given (draft, sft_text (N_ ("Training loss: %s"), train_text));
  sft_draft_given (draft, sft_text (N_ ("Validation loss: %s"), validation_text));
  sft_draft_answer_integer (draft, best);
  sft_draft_answer_is_readout (draft, "best_step", 0);
  sft_draft_step (draft, sft_text (N_ ("What counts is the validation loss: the least is %.3f, at step %d"),
                                   validation[best - 1], best));
  sft_draft_step (draft,
                  sft_text (N_ ("After it the validation loss rises, to %.3f at step %d, while the training loss "
                                "goes on falling: overfitting"),
                            validation[steps - 1], steps));
  sft_draft_wrong (
      draft, steps,
      N_ ("This is the last step, where the training loss is least; the validation loss rises before it."));
  sft_draft_wrong (draft, best - 1, N_ ("This counts steps from 0; here they count from 1."));
  sft_draft_wrong (draft, best + 1, N_ ("This is the step after the least validation loss, where it already rises."));
  return TRUE;
}

const SftGenerator sft_exercise_best_step = {
  .id = "best-step",
  .demo = 3,
  .title = N_ ("The step to keep"),
  .make = make,
};
