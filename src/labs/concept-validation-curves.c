/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 20: when to stop, exactly solvable; and why loss can rise while accuracy stays. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"
#include "sft-stopping.h"

#define PROBLEM N_ ("Learning problem")
#define STOPPING N_ ("Early stopping")
#define CONFIDENCE N_ ("Confidence")
#define MARGIN_POINTS 151
#define MARGIN_LOW -5.0
#define MARGIN_HIGH 10.0

#define REAL_PARAM(ID, LABEL, GROUP, HELP, UNIT, MINIMUM, MAXIMUM, STEP, DIGITS, INITIAL)                              \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .unit = (UNIT), .kind = SFT_REAL,                  \
    .minimum = (MINIMUM), .maximum = (MAXIMUM), .step = (STEP), .digits = (DIGITS), .initial = (INITIAL)               \
  }
#define COUNT_PARAM(ID, LABEL, GROUP, HELP, UNIT, MINIMUM, MAXIMUM, INITIAL)                                           \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), UNIT, .kind = SFT_INTEGER, .minimum = (MINIMUM),   \
    .maximum = (MAXIMUM), .step = 1, .initial = (INITIAL)                                                              \
  }

static const SftParam params[] = {
  REAL_PARAM ("signal", N_ ("Signal"), PROBLEM,
              N_ ("Squared size of what there is to learn: the risk before the first step."), NULL, 0.01, 10, 0.05, 3,
              "1"),
  REAL_PARAM ("noise", N_ ("Noise"), PROBLEM,
              N_ ("Squared size of the error in the training optimum: the risk after endless training."), NULL, 0.01,
              10, 0.05, 3, "0.25"),
  REAL_PARAM (
      "shrinkage", N_ ("Shrinkage"), PROBLEM,
      N_ ("Share of the distance to the training optimum that each step removes: learning rate times curvature."), NULL,
      0.001, 0.5, 0.005, 4, "0.05"),
  COUNT_PARAM ("steps", N_ ("Steps"), STOPPING, N_ ("How many steps training may take."), SFT_UNITS ("step", "steps"),
               1, 20000, "100"),
  COUNT_PARAM ("eval_interval", N_ ("Evaluation interval"), STOPPING,
               N_ ("The validation loss is looked at after every so many steps."), SFT_UNITS ("step", "steps"), 1, 100,
               "5"),
  COUNT_PARAM ("patience", N_ ("Patience"), STOPPING,
               N_ ("Training stops after so many evaluations in a row that were no improvement."),
               SFT_UNITS ("evaluation", "evaluations"), 1, 50, "3"),
  { .id = "keep_last",
    .label = N_ ("Break it: keep the last checkpoint"),
    .group = STOPPING,
    .help = N_ ("Keep the checkpoint of the last evaluation instead of the best one."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  REAL_PARAM ("accuracy", N_ ("Accuracy"), CONFIDENCE,
              N_ ("How often the model's answer is right; it does not change."), NULL, 0.5, 0.99, 0.01, 3, "0.8"),
  REAL_PARAM ("margin", N_ ("Logit margin"), CONFIDENCE,
              N_ ("By how much the logit of the model's answer exceeds the other one: its confidence."), NULL, -5, 10,
              0.1, 2, "2"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "optimal_u", N_ ("Best remaining distance"),
    N_ ("Share of the distance to the training optimum that should remain."), NULL, SFT_READOUT_NUMBER, 4 },
  { "optimal_time", N_ ("Best stopping time"), N_ ("The real-valued step of least risk, from the formula."),
    N_ ("steps"), SFT_READOUT_NUMBER, 3 },
  { "minimum_risk", N_ ("Least risk"), N_ ("The least validation risk that any stopping time reaches."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "best_step", N_ ("Best step"), N_ ("The whole step of least validation risk, 0 being the start."), NULL,
    SFT_READOUT_COUNT, 0 },
  { "best_evaluated_step", N_ ("Best evaluated step"), N_ ("The evaluation of least risk that training got to see."),
    NULL, SFT_READOUT_COUNT, 0 },
  { "stop_step", N_ ("Stopping step"), N_ ("The step at which patience ran out."), NULL, SFT_READOUT_COUNT, 0 },
  { "stop_risk", N_ ("Risk at the stop"), N_ ("Validation risk of the step at which training stopped."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "kept_step", N_ ("Kept step"), N_ ("The step whose checkpoint is kept."), NULL, SFT_READOUT_COUNT, 0 },
  { "kept_risk", N_ ("Risk of the kept checkpoint"), N_ ("Validation risk of the checkpoint that is kept."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "cross_entropy", N_ ("Cross-entropy"), N_ ("Mean NLL of the right answer at this margin."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "optimal_margin", N_ ("Best margin"), N_ ("The margin that says exactly as much confidence as there is accuracy."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "minimum_cross_entropy", N_ ("Least cross-entropy"),
    N_ ("Cross-entropy at the best margin: the entropy of being "
        "right."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  SftQuadratic quadratic;
  int steps, interval, patience;
  gboolean keep_last;
  double accuracy, margin;
  double *step, *train, *validation; /* steps + 1 each, index 0 before the first step */
  int best;
  SftStopping stopping;
  int kept; /* -1: no evaluation, no checkpoint */
} Work;

static double
softplus (double z)
{
  double logits[2] = { 0, z };

  return sft_log_sum_exp (logits, 2);
}

/* Right with probability q: NLL log (1 + e^-c); wrong: log (1 + e^c). */
static double
cross_entropy_at (double accuracy, double margin)
{
  return accuracy * softplus (-margin) + (1 - accuracy) * softplus (margin);
}

static void
work_init (Work *work, const SftValues *values)
{
  int last_evaluation;

  work->quadratic = (SftQuadratic){ sft_values_get (values, "signal"), sft_values_get (values, "noise"),
                                    sft_values_get (values, "shrinkage") };
  work->steps = (int)sft_values_get (values, "steps");
  work->interval = (int)sft_values_get (values, "eval_interval");
  work->patience = (int)sft_values_get (values, "patience");
  work->keep_last = sft_values_get (values, "keep_last") != 0;
  work->accuracy = sft_values_get (values, "accuracy");
  work->margin = sft_values_get (values, "margin");
  work->step = g_new (double, work->steps + 1);
  work->train = g_new (double, work->steps + 1);
  work->validation = g_new (double, work->steps + 1);
  for (int i = 0; i <= work->steps; i++)
    {
      work->step[i] = i;
      work->train[i] = sft_quadratic_train (&work->quadratic, i);
      work->validation[i] = sft_quadratic_risk (&work->quadratic, i);
    }
  work->best = (int)sft_first_minimum (work->validation, work->steps + 1);
  work->stopping = sft_stop_early (work->validation + 1, work->steps, work->interval, work->patience);
  last_evaluation =
      work->stopping.stop_step > 0 ? work->stopping.stop_step : work->steps / work->interval * work->interval;
  work->kept = work->keep_last ? last_evaluation : work->stopping.best_evaluated_step;
  if (work->kept == 0)
    work->kept = -1;
}

static void
work_clear (Work *work)
{
  g_free (work->step);
  g_free (work->train);
  g_free (work->validation);
}

static void
add_training (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Early stopping")), sft_text (N_ ("Step")),
                                          sft_text (N_ ("Loss above its floor")));
  SftMark *mark;

  panel->x.whole = TRUE;
  sft_panel_add_xy (panel, "train", sft_text (N_ ("train")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, work->step, work->train,
                    work->steps + 1);
  sft_panel_add_xy (panel, "validation", sft_text (N_ ("validation")), SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE, work->step,
                    work->validation, work->steps + 1);
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->best, work->validation[work->best],
                      sft_text (N_ ("best step %d"), work->best), SFT_ROLE_TERTIARY);
  if (work->kept >= 0 && work->kept != work->best)
    {
      mark = sft_panel_add_mark (panel, SFT_MARK_POINT, work->kept, work->validation[work->kept],
                                 sft_text (N_ ("kept %d"), work->kept),
                                 work->keep_last ? SFT_ROLE_ERROR : SFT_ROLE_HIGHLIGHT);
      mark->hollow = TRUE;
    }
  if (work->stopping.stop_step > 0)
    sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->stopping.stop_step, 0,
                        sft_text (N_ ("stops at %d"), work->stopping.stop_step), SFT_ROLE_NEUTRAL);
}

static void
add_confidence (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Confidence at unchanged accuracy")), sft_text (N_ ("Logit margin")),
                            sft_text (N_ ("Cross-entropy (nats), accuracy")));
  SftSeries *loss = sft_panel_add_series (panel, "cross-entropy", sft_text (N_ ("cross-entropy")), SFT_ROLE_SECONDARY,
                                          SFT_SHAPE_CURVE, MARGIN_POINTS);
  SftSeries *accuracy = sft_panel_add_series (panel, "accuracy", sft_text (N_ ("accuracy")), SFT_ROLE_TERTIARY,
                                              SFT_SHAPE_CURVE, MARGIN_POINTS);
  double now = cross_entropy_at (work->accuracy, work->margin);

  panel->y.low = 0;
  panel->y.high = MAX (loss->n > 0 ? cross_entropy_at (work->accuracy, MARGIN_LOW) : 0,
                       cross_entropy_at (work->accuracy, MARGIN_HIGH));
  sft_linspace (MARGIN_LOW, MARGIN_HIGH, MARGIN_POINTS, loss->x);
  for (int i = 0; i < MARGIN_POINTS; i++)
    {
      loss->y[i] = cross_entropy_at (work->accuracy, loss->x[i]);
      accuracy->x[i] = loss->x[i];
      accuracy->y[i] = work->accuracy;
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->margin, now, sft_text (N_ ("now %.4f"), now), SFT_ROLE_SECONDARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "margin" };
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("Validation curves")),
                      work->stopping.stop_step > 0
                          ? sft_text_plural ((gulong)work->interval,
                                             "The validation risk is least at step %d; with evaluations every %d step "
                                             "and patience %d training stops at step %d.",
                                             "The validation risk is least at step %d; with evaluations every %d steps "
                                             "and patience %d training stops at step %d.",
                                             work->best, work->interval, work->patience, work->stopping.stop_step)
                          : sft_text_plural ((gulong)work->interval,
                                             "The validation risk is least at step %d; with evaluations every %d step "
                                             "and patience %d training runs to its end at step %d.",
                                             "The validation risk is least at step %d; with evaluations every %d steps "
                                             "and patience %d training runs to its end at step %d.",
                                             work->best, work->interval, work->patience, work->steps));

  add_training (figure, work);
  add_confidence (figure, work);
  return figure;
}

/* The formula's real-valued step is between the whole steps around it, or beyond the last one. */
static double
risk_by_formula (const Work *work)
{
  double at = MIN (sft_quadratic_optimal_step (&work->quadratic), work->steps);

  return MIN (sft_quadratic_risk (&work->quadratic, floor (at)), sft_quadratic_risk (&work->quadratic, ceil (at)));
}

/* The least risk of the evaluations that training got to see. */
static double
least_evaluated (const Work *work)
{
  int last = work->stopping.stop_step > 0 ? work->stopping.stop_step : work->steps;
  double least = NAN;

  for (int step = work->interval; step <= last; step += work->interval)
    least = fmin (least, work->validation[step]);
  return least;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double best_margin = log (work->accuracy / (1 - work->accuracy)), h = 1e-4;

  /* Values below 20; both sides evaluate the same expression. */
  sft_result_identity (result, work->validation[work->best], risk_by_formula (work), 1e-12,
                       sft_text (N_ ("the best whole step is next to t* = ln u* / ln(1 − shrinkage)")));
  sft_result_identity (result, sft_quadratic_risk (&work->quadratic, sft_quadratic_optimal_step (&work->quadratic)),
                       sft_quadratic_minimum_risk (&work->quadratic), 1e-10,
                       sft_text (N_ ("the least risk is b²s² / (b² + s²)")));
  /* A central difference of a function whose third derivative is below 0.1. */
  sft_result_identity (
      result,
      (cross_entropy_at (work->accuracy, best_margin + h) - cross_entropy_at (work->accuracy, best_margin - h))
          / (2 * h),
      0, 1e-8, sft_text (N_ ("cross-entropy is flat at margin logit(accuracy): its minimum")));
  if (work->kept >= 0)
    sft_result_compare (result, work->validation[work->kept], least_evaluated (work), 0,
                        work->keep_last ? sft_text (N_ ("the kept checkpoint is the best of all that were evaluated; "
                                                        "keeping the last one instead ships a model that has already "
                                                        "begun to overfit"))
                                        : sft_text (N_ ("the kept checkpoint is the best of all that were evaluated")));
  else
    sft_result_notice (result, sft_text (N_ ("The first evaluation would come after the last step, so there is no "
                                             "checkpoint to keep.")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;
  double best_margin;
  gboolean stopped;

  work_init (&work, values);
  stopped = work.stopping.stop_step > 0;
  best_margin = log (work.accuracy / (1 - work.accuracy));
  result = sft_result_new (&sft_lab_concept_validation_curves, make_figure (&work));
  sft_result_set (result, "optimal_u", sft_quadratic_optimal_u (&work.quadratic));
  sft_result_set (result, "optimal_time", sft_quadratic_optimal_step (&work.quadratic));
  sft_result_set (result, "minimum_risk", sft_quadratic_minimum_risk (&work.quadratic));
  sft_result_set (result, "best_step", work.best);
  sft_result_set_or (result, "best_evaluated_step",
                     work.stopping.best_evaluated_step > 0 ? work.stopping.best_evaluated_step : NAN,
                     sft_text (N_ ("the steps end before the first evaluation")));
  sft_result_set_or (result, "stop_step", stopped ? work.stopping.stop_step : NAN,
                     sft_text (N_ ("the steps end before patience does")));
  sft_result_set_or (result, "stop_risk", stopped ? work.validation[work.stopping.stop_step] : NAN,
                     sft_text (N_ ("the steps end before patience does")));
  sft_result_set_or (result, "kept_step", work.kept >= 0 ? work.kept : NAN, sft_text (N_ ("nothing was evaluated")));
  sft_result_set_or (result, "kept_risk", work.kept >= 0 ? work.validation[work.kept] : NAN,
                     sft_text (N_ ("nothing was evaluated")));
  sft_result_set (result, "cross_entropy", cross_entropy_at (work.accuracy, work.margin));
  sft_result_set (result, "optimal_margin", best_margin);
  sft_result_set (result, "minimum_cross_entropy", cross_entropy_at (work.accuracy, best_margin));
  add_checks (result, &work);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_validation_curves = {
  .id = "validation-curves",
  .demo = 20,
  .title = N_ ("early stopping and confidence"),
  .about =
      N_ ("One noisy parameter is learned by gradient descent, so every curve is exact: risk falls while signal is "
          "learned and rises once noise is. Patience notices the turn late, and evaluations see only some steps: "
          "compare the best step, the best one evaluated and the one where training stops. On the right a model "
          "stays right equally often but grows more confident: its cross-entropy passes a minimum and rises while "
          "accuracy does not move. The problem is synthetic; step 0 is the state before training."),
  .formula = "risk(u) = b²u² + s²(1−u)²,   u = (1−shrinkage)ᵗ,   u* = s² / (b² + s²)",
  .math = N_ ("\\text{risk}(u) &= b^2 u^2 + s^2 (1 - u)^2 \\\\ "
              "u &= (1 - \\text{shrinkage})^t \\\\ "
              "u^* &= \\frac{s^2}{b^2 + s^2} = \\value{optimal_u|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_validation_curves,
};
