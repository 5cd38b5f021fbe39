/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's third computation: training and validation loss over the steps of SFT. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"

#define CURVES N_ ("Curves")
#define OVERFIT N_ ("Overfitting")

static const SftParam params[] = {
  { .id = "steps",
    .label = N_ ("Steps"),
    .group = CURVES,
    .help = N_ ("How many training steps are shown, counted from 1."),
    SFT_UNITS ("step", "steps"),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = 1000,
    .step = 1,
    .initial = "40" },
  { .id = "train_amplitude",
    .label = N_ ("Training amplitude"),
    .group = CURVES,
    .help = N_ ("How much training loss there is to lose above its floor."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 10,
    .step = 0.1,
    .digits = 2,
    .initial = "1.8" },
  { .id = "val_amplitude",
    .label = N_ ("Validation amplitude"),
    .group = CURVES,
    .help = N_ ("How much validation loss there is to lose above its floor."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 10,
    .step = 0.1,
    .digits = 2,
    .initial = "1.4" },
  { .id = "train_decay",
    .label = N_ ("Training decay"),
    .group = CURVES,
    .help = N_ ("Steps in which the training loss above its floor shrinks by a factor of e."),
    .unit = N_ ("steps"),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 1000,
    .step = 1,
    .digits = 1,
    .initial = "18" },
  { .id = "val_decay",
    .label = N_ ("Validation decay"),
    .group = CURVES,
    .help = N_ ("Steps in which the validation loss above its floor shrinks by a factor of e."),
    .unit = N_ ("steps"),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 1000,
    .step = 1,
    .digits = 1,
    .initial = "22" },
  { .id = "train_floor",
    .label = N_ ("Training floor"),
    .group = CURVES,
    .help = N_ ("The training loss that remains after any number of steps."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 5,
    .step = 0.05,
    .digits = 3,
    .initial = "0.25" },
  { .id = "val_floor",
    .label = N_ ("Validation floor"),
    .group = CURVES,
    .help = N_ ("The validation loss that would remain without overfitting."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 5,
    .step = 0.05,
    .digits = 3,
    .initial = "0.38" },
  { .id = "overfit_slope",
    .label = N_ ("Overfitting slope"),
    .group = OVERFIT,
    .help = N_ ("How much validation loss each step after the onset adds."),
    .unit = N_ ("nats a step"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.001,
    .digits = 5,
    .initial = "0.006" },
  { .id = "overfit_onset",
    .label = N_ ("Overfitting onset"),
    .group = OVERFIT,
    .help = N_ ("The step after which overfitting adds to the validation loss; it may lie beyond the last step."),
    .unit = N_ ("steps"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1000,
    .step = 1,
    .digits = 1,
    .initial = "26" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "best_step", N_ ("Best step"), N_ ("The step with the least validation loss, the earliest where several have it."),
    NULL, SFT_READOUT_COUNT, 0 },
  { "best_validation_loss", N_ ("Best validation loss"), N_ ("The least validation loss of all steps."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "best_is_interior", N_ ("Best step is interior"),
    N_ ("Whether the best step lies strictly between the first and the last one."), NULL, SFT_READOUT_TRUTH, 0 },
  { NULL },
};

typedef struct
{
  int steps, best; /* best: 1..steps */
  double *x, *train, *validation;
  SftLossCurve train_curve, validation_curve;
  double best_loss;
  gboolean interior;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  work->train_curve =
      (SftLossCurve){ sft_values_get (values, "train_amplitude"), sft_values_get (values, "train_decay"),
                      sft_values_get (values, "train_floor"), 0, 0 };
  work->validation_curve =
      (SftLossCurve){ sft_values_get (values, "val_amplitude"), sft_values_get (values, "val_decay"),
                      sft_values_get (values, "val_floor"), sft_values_get (values, "overfit_slope"),
                      sft_values_get (values, "overfit_onset") };
  work->steps = (int)sft_values_get (values, "steps");
  work->x = g_new (double, work->steps);
  work->train = g_new (double, work->steps);
  work->validation = g_new (double, work->steps);
  for (int i = 0; i < work->steps; i++)
    {
      work->x[i] = i + 1;
      work->train[i] = sft_loss_curve_at (&work->train_curve, i + 1);
      work->validation[i] = sft_loss_curve_at (&work->validation_curve, i + 1);
    }
  work->best = (int)sft_first_minimum (work->validation, work->steps) + 1;
  work->best_loss = work->validation[work->best - 1];
  work->interior = 1 < work->best && work->best < work->steps;
}

static void
work_clear (Work *work)
{
  g_free (work->x);
  g_free (work->train);
  g_free (work->validation);
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("SFT loss curves")),
      work->interior
          ? sft_text (N_ ("The validation loss is least at step %d of %d, %.4f nats, and "
                          "rises after it."),
                      work->best, work->steps, work->best_loss)
          : sft_text (
              N_ ("The validation loss is least at step %d of %d, %.4f nats: at an end of the range, not inside it."),
              work->best, work->steps, work->best_loss));
  SftPanel *panel =
      sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Step")), sft_text (N_ ("Cross-entropy loss")));
  SftMark *mark;
  double onset = work->validation_curve.onset;

  panel->x.whole = TRUE;
  sft_panel_add_xy (panel, "train", sft_text (N_ ("train")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, work->x, work->train,
                    work->steps)
      ->source = SFT_SOURCE_SYNTHETIC;
  sft_panel_add_xy (panel, "validation", sft_text (N_ ("validation")), SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE, work->x,
                    work->validation, work->steps)
      ->source = SFT_SOURCE_SYNTHETIC;

  if (work->validation_curve.slope > 0 && onset <= work->steps)
    {
      mark = sft_panel_add_mark (panel, SFT_MARK_VERTICAL, onset, 0, sft_text (N_ ("overfitting onset")),
                                 SFT_ROLE_NEUTRAL);
      mark->line = SFT_LINE_DOTTED;
      mark->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "overfit_onset" };
    }
  mark = sft_panel_add_mark (panel, SFT_MARK_POINT, work->best, work->best_loss,
                             work->interior ? sft_text (N_ ("best step %d"), work->best)
                                            : sft_text (N_ ("best step %d, at the boundary"), work->best),
                             work->interior ? SFT_ROLE_TERTIARY : SFT_ROLE_ERROR);
  mark->hollow = !work->interior;
  return figure;
}

/* Where calculus puts the minimum: before the onset the loss only falls; after it the derivative
 * slope - amplitude / decay * exp (-step / decay) is zero at decay * ln (amplitude / (decay * slope)).
 * The better of the two whole steps around that point is what the search over all steps must find. */
static double
loss_by_derivative (const Work *work)
{
  const SftLossCurve *curve = &work->validation_curve;
  double at = work->steps;

  if (curve->slope > 0)
    {
      double stationary =
          curve->amplitude > 0 ? curve->decay * log (curve->amplitude / (curve->decay * curve->slope)) : -INFINITY;

      at = CLAMP (MAX (stationary, curve->onset), 1, work->steps);
    }
  return MIN (sft_loss_curve_at (curve, floor (at)), sft_loss_curve_at (curve, ceil (at)));
}

static void
add_checks (SftResult *result, const Work *work)
{
  SftText where;

  sft_result_notebook_check (result, work->best > 1, sft_text (N_ ("validation curve has an interior best step")));
  if (work->interior)
    where = sft_text (N_ ("the best step %d lies strictly between 1 and %d"), work->best, work->steps);
  else if (work->best > 1)
    where = sft_text (N_ ("the best step %d is the last one, so the minimum is not interior: the notebook's check only "
                          "asks for %d > 1"),
                      work->best, work->best);
  else
    where = sft_text (N_ ("the best step is the first one, so the minimum is not interior"));
  sft_result_check (result, work->interior, where);
  /* Values below 1100 nats (slope 1 over 1000 steps); both sides evaluate the same expression. */
  sft_result_identity (result, work->best_loss, loss_by_derivative (work), 1e-12,
                       sft_text (N_ ("the search over all steps finds the loss that the derivative predicts")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_notebook_validation_curve, make_figure (&work));
  sft_result_set (result, "best_step", work.best);
  sft_result_set (result, "best_validation_loss", work.best_loss);
  sft_result_set (result, "best_is_interior", work.interior);
  sft_result_print (result, "best validation step=%d", work.best);
  add_checks (result, &work);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_notebook_validation_curve = {
  .id = "validation-curve",
  .title = N_ ("SFT validation curve"),
  .about =
      N_ ("Training loss keeps falling; validation loss falls until the model begins to learn its training examples "
          "by heart. The best step is where validation loss is least. Raise the overfitting slope and watch the "
          "minimum move inside: at the lesson's own numbers it is the very last step. Both curves are synthetic "
          "formulas, not a training run."),
  .formula = "train(s) = a·exp(−s/d) + c,   validation(s) = a′·exp(−s/d′) + c′ + k·max(s − s₀, 0)",
  .math = N_ ("\\text{train}(s) &= a\\exp(-s/d) + c \\\\ "
              "\\text{validation}(s) &= a'\\exp(-s/d') + c' \\\\ "
              "&\\quad {} + k\\max(s - s_0, 0) \\\\ "
              "\\text{best step} &= \\arg\\min_s \\text{validation}(s) = \\value{best_step}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_notebook_validation_curve,
};
