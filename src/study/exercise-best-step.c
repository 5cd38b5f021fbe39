/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checkpoint to keep, from a validation curve that turns. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-exercise-private.h"

#define MAX_EPOCHS 14
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
  sft_draft_set (draft, "train_decay=%.0f", train->decay);
  sft_draft_set (draft, "train_floor=%.2f", train->floor);
  sft_draft_set (draft, "val_amplitude=%.2f", validation->amplitude);
  sft_draft_set (draft, "val_decay=%.0f", validation->decay);
  sft_draft_set (draft, "val_floor=%.2f", validation->floor);
  sft_draft_set (draft, "overfit_slope=%.5f", validation->slope);
  sft_draft_set (draft, "overfit_onset=%.0f", validation->onset);
}

static void
explain (SftDraft *draft, const double *validation, int epochs, int epoch_steps, int best)
{
  sft_draft_step (draft, sft_text (N_ ("What counts is the validation loss: the least is %.3f, after epoch %d"),
                                   validation[best - 1], best));
  sft_draft_step (draft,
                  sft_text (N_ ("After it the validation loss rises, to %.3f after epoch %d, while the training loss "
                                "goes on falling: overfitting"),
                            validation[epochs - 1], epochs));
  sft_draft_step (draft, sft_text (N_ ("Training step: %d × %d = %d"), best, epoch_steps, best * epoch_steps));
  sft_draft_wrong (
      draft, epochs * epoch_steps,
      N_ ("This is the last step, where the training loss is least; the validation loss rises before it."));
  sft_draft_wrong (draft, best, N_ ("This is the number of the epoch, not of the training step."));
  sft_draft_wrong (draft, (best - 1) * epoch_steps,
                   N_ ("This counts epochs from 0: the first evaluation comes after epoch 1."));
  sft_draft_wrong (draft, (best + 1) * epoch_steps,
                   N_ ("This is the evaluation after the least validation loss, where it already rises."));
}

static gboolean
make (SftDraft *draft)
{
  int epochs = sft_draft_integer (draft, 8, MAX_EPOCHS), epoch_steps = sft_draft_integer (draft, 21, 71), best = 0;
  double train[MAX_EPOCHS], validation[MAX_EPOCHS];
  SftLossCurve train_curve = { sft_draft_decimal (draft, 1, 2, 2), epoch_steps * sft_draft_integer (draft, 3, 6),
                               sft_draft_decimal (draft, 0.1, 0.3, 2), 0, 0 };
  SftLossCurve curve = { sft_draft_decimal (draft, 0.8, 2, 2), epoch_steps * sft_draft_integer (draft, 2, 6),
                         sft_draft_decimal (draft, 0.2, 0.6, 2),
                         sft_draft_decimal (draft, 0.02 / epoch_steps, 0.15 / epoch_steps, 5),
                         epoch_steps * sft_draft_integer (draft, 2, epochs - 3) };

  for (int i = 0; i < epochs; i++)
    {
      train[i] = sft_loss_curve_at (&train_curve, (i + 1) * epoch_steps);
      validation[i] = sft_loss_curve_at (&curve, (i + 1) * epoch_steps);
      if (validation[i] < validation[best])
        best = i;
    }
  if (best < 2 || best >= epochs - 1 || !is_clear (validation, epochs, best))
    return FALSE;
  set_state (draft, epochs * epoch_steps, &train_curve, &curve);
  /* The lab looks at every step: it must not find a better one between two evaluations. */
  if (!sft_draft_compute (draft) || sft_draft_readout (draft, "best_step", 0) != (best + 1) * epoch_steps)
    return FALSE;
  sft_draft_prompt (
      draft, sft_text (N_ ("An epoch has %d training steps, and the loss is evaluated after each of %d epochs. "
                           "The checkpoint of which training step is to be kept? Steps and epochs count from 1."),
                       epoch_steps, epochs));
  sft_draft_given_list (draft, sft_text (N_ ("Training loss: %s"), SFT_LIST), train, (gsize)epochs, DIGITS);
  sft_draft_given_list (draft, sft_text (N_ ("Validation loss: %s"), SFT_LIST), validation, (gsize)epochs, DIGITS);
  sft_draft_answer_integer (draft, (best + 1) * epoch_steps);
  sft_draft_answer_is_readout (draft, "best_step", 0);
  explain (draft, validation, epochs, epoch_steps, best + 1);
  return TRUE;
}

const SftGenerator sft_exercise_best_step = {
  .id = "best-step",
  .demo = 3,
  .title = N_ ("The step to keep"),
  .make = make,
};
