/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 22: does a stated confidence mean what it says, and when is it better not to answer? */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sft-calibration.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-softmax.h"

#define ANSWERS N_ ("Answers")
#define CONFIDENCE N_ ("Confidence")
#define MAX_BINS 20
#define RISK_POINTS 200
/* How far apart the logits of the answers' true chances lie. */
#define LOGIT_SPREAD 2.0

static const SftParam params[] = {
  { .id = "temperature",
    .label = N_ ("Temperature"),
    .group = CONFIDENCE,
    .help = N_ ("The logit of the confidence is divided by it: below 1 the model is overconfident, above 1 too modest; "
                "move it away from 1 to break it."),
    .kind = SFT_REAL,
    .minimum = 0.25,
    .maximum = 4,
    .step = 0.05,
    .digits = 3,
    .initial = "1" },
  { .id = "bins",
    .label = N_ ("Bins"),
    .group = CONFIDENCE,
    .help = N_ ("Into how many bins of equal width confidences are sorted."),
    SFT_UNITS ("bin", "bins"),
    .kind = SFT_INTEGER,
    .minimum = 5,
    .maximum = MAX_BINS,
    .step = 1,
    .initial = "10" },
  { .id = "abstain_target",
    .label = N_ ("Answer above"),
    .group = CONFIDENCE,
    .help = N_ ("The model answers only if its confidence exceeds this t; a wrong answer costs t/(1−t)."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 0.95,
    .step = 0.05,
    .digits = 3,
    .initial = "0.5" },
  { .id = "samples",
    .label = N_ ("Questions"),
    .group = ANSWERS,
    .help = N_ ("How many questions are asked."),
    SFT_UNITS ("question", "questions"),
    .kind = SFT_INTEGER,
    .minimum = 10,
    .maximum = 20000,
    .step = 10,
    .initial = "2000" },
  SFT_SEED_PARAM (N_ ("Seed"), ANSWERS,
                  N_ ("Starts the random numbers: first the difficulty of every question, then whether each answer is "
                      "right.")),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "accuracy", N_ ("Accuracy"), N_ ("Share of right answers when every question is answered."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "brier", N_ ("Brier score"), N_ ("Mean squared difference of confidence and outcome, 0 or 1."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "brier_binned", N_ ("Binned Brier score"),
    N_ ("The same with each bin's mean confidence in place of the answers' "
        "own."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "reliability", N_ ("Reliability"),
    N_ ("Mean squared gap of confidence and accuracy in the bins; 0 is perfectly calibrated."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "resolution", N_ ("Resolution"), N_ ("How far the bins' accuracies lie from the overall one; more is better."),
    NULL, SFT_READOUT_NUMBER, 5 },
  { "uncertainty", N_ ("Uncertainty"), N_ ("Accuracy times one minus accuracy: what the questions bring along."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "ece", N_ ("Expected calibration error"), N_ ("Mean gap of confidence and accuracy in the bins."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "coverage", N_ ("Coverage"), N_ ("Share of questions that are answered."), NULL, SFT_READOUT_NUMBER, 4 },
  { "selective_accuracy", N_ ("Selective accuracy"), N_ ("Share of right answers among those given."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "mean_score", N_ ("Mean score"), N_ ("Right +1, wrong −t/(1−t), no answer 0, averaged over all questions."),
    N_ ("points"), SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* The answers in order of falling confidence, whatever the temperature. */
typedef struct
{
  double logit;
  guint8 right;
} Answer;

typedef struct
{
  gsize n;
  Answer answers[];
} Answers;

static const char *const answer_params[] = { "seed", "samples", NULL };

static int
compare_answers (const void *a, const void *b)
{
  const Answer *x = a, *y = b;

  return (x->logit < y->logit) - (x->logit > y->logit);
}

static gpointer
make_answers (const SftValues *values, GCancellable *cancellable, GError **error)
{
  gsize n = (gsize)sft_values_get (values, "samples");
  Answers *answers;
  SftRandom random;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  answers = g_atomic_rc_box_alloc0 (sizeof (Answers) + n * sizeof (Answer));
  answers->n = n;
  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (gsize i = 0; i < n; i++)
    answers->answers[i].logit = LOGIT_SPREAD * sft_random_gauss (&random);
  for (gsize i = 0; i < n; i++)
    answers->answers[i].right = sft_random_double (&random) < sft_sigmoid (answers->answers[i].logit);
  qsort (answers->answers, n, sizeof (Answer), compare_answers);
  return answers;
}

typedef struct
{
  gsize n;
  double temperature, target, *confidence;
  guint8 *right;
  int n_bins;
  SftCalibrationBin bins[MAX_BINS];
  SftCalibration calibration;
  SftSelection selection;
} Work;

static void
work_init (Work *work, const SftValues *values, const Answers *answers)
{
  work->n = answers->n;
  work->temperature = sft_values_get (values, "temperature");
  work->target = sft_values_get (values, "abstain_target");
  work->n_bins = (int)sft_values_get (values, "bins");
  work->confidence = g_new (double, work->n);
  work->right = g_new (guint8, work->n);
  for (gsize i = 0; i < work->n; i++)
    {
      work->confidence[i] = sft_sigmoid (answers->answers[i].logit / work->temperature);
      work->right[i] = answers->answers[i].right;
    }
  work->calibration = sft_calibrate (work->confidence, work->right, work->n, work->n_bins, work->bins);
  work->selection = sft_select (work->confidence, work->right, work->n, work->target);
}

static void
work_clear (Work *work)
{
  g_free (work->confidence);
  g_free (work->right);
}

static void
add_counts (SftFigure *figure, const Work *work)
{
  double cells[MAX_BINS * 2];
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Answers")), SFT_NO_TEXT, sft_text (N_ ("Confidence from")));
  SftHeatmap *map;

  for (int b = 0; b < work->n_bins; b++)
    {
      cells[2 * b] = (double)(work->bins[b].n - work->bins[b].right);
      cells[2 * b + 1] = (double)work->bins[b].right;
      sft_axis_add_name (&panel->y, sft_text ("%.2f", (double)b / work->n_bins), FALSE);
    }
  panel->x.bare = panel->y.bare = TRUE;
  sft_axis_add_name (&panel->x, sft_text (N_ ("wrong")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("right")), FALSE);
  map = sft_panel_add_heatmap (panel, "confidence by correctness", cells, work->n_bins, 2, sft_text (N_ ("answers")));
  map->barless = TRUE; /* so all three panels stand side by side in a small window too */
  map->digits = 0;
  map->low = 0;
  map->high = 1;
  for (int i = 0; i < 2 * work->n_bins; i++)
    map->high = MAX (map->high, cells[i]);
}

static void
add_reliability (SftFigure *figure, const Work *work)
{
  static const double ends[] = { 0, 1 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Reliability")), sft_text (N_ ("Mean confidence")),
                                          sft_text (N_ ("Accuracy")));
  SftSeries *diagonal = sft_panel_add_xy (panel, "calibrated", sft_text (N_ ("calibrated")), SFT_ROLE_NEUTRAL,
                                          SFT_SHAPE_CURVE, ends, ends, 2);
  SftSeries *curve =
      sft_panel_add_series (panel, "reliability", sft_text (N_ ("bins")), SFT_ROLE_PRIMARY, SFT_SHAPE_MARKED, 0);

  diagonal->thin = TRUE;
  panel->x.low = panel->y.low = 0;
  panel->x.high = panel->y.high = 1;
  g_free (curve->x);
  g_free (curve->y);
  curve->x = g_new (double, work->n_bins);
  curve->y = g_new (double, work->n_bins);
  for (int b = 0; b < work->n_bins; b++)
    if (work->bins[b].n > 0)
      {
        curve->x[curve->n] = work->bins[b].confidence;
        curve->y[curve->n++] = work->bins[b].accuracy;
      }
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->target, 0, sft_text (N_ ("answers above %.2f"), work->target),
                      SFT_ROLE_NEUTRAL)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "abstain_target" };
  curve->source = SFT_SOURCE_SYNTHETIC;
}

/* The share of wrong answers among the surest ones, at up to 200 coverages. */
static void
add_risk (SftFigure *figure, const Work *work)
{
  gsize points = MIN (work->n, RISK_POINTS), wrong = 0, point = 0;
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Risk over coverage")),
                            sft_text (N_ ("Share answered, surest first")), sft_text (N_ ("Share wrong")));
  SftSeries *series =
      sft_panel_add_series (panel, "risk-coverage", SFT_NO_TEXT, SFT_ROLE_ERROR, SFT_SHAPE_CURVE, points);

  series->source = SFT_SOURCE_SYNTHETIC;
  panel->x.low = panel->y.low = 0;
  panel->x.high = 1;
  panel->y.high = 1;
  for (gsize i = 0; i < work->n; i++)
    {
      wrong += !work->right[i];
      if (i + 1 == (point + 1) * work->n / points)
        {
          series->x[point] = (double)(i + 1) / (double)work->n;
          series->y[point++] = (double)wrong / (double)(i + 1);
        }
    }
  if (work->selection.answered > 0)
    sft_panel_add_mark (panel, SFT_MARK_POINT, work->selection.coverage, 1 - work->selection.accuracy,
                        sft_text (N_ ("above %.2f"), work->target), SFT_ROLE_ERROR);
  else
    panel->note = sft_text (N_ ("no confidence exceeds t, so nothing is answered"));
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Confidence and abstaining")),
      work->selection.answered > 0
          ? sft_text (
              N_ ("Confidence and accuracy differ by %.3f on average over %d bins; answering above a confidence "
                  "of %.2f covers %.1f %% of the questions, of which %.1f %% are right."),
              work->calibration.ece, work->n_bins, work->target, 100 * work->selection.coverage,
              100 * work->selection.accuracy)
          : sft_text (
              N_ ("Confidence and accuracy differ by %.3f on average over %d bins; no confidence exceeds %.2f, so "
                  "nothing is answered."),
              work->calibration.ece, work->n_bins, work->target));

  figure->columns = 3;
  add_counts (figure, work);
  add_reliability (figure, work);
  add_risk (figure, work);
  return figure;
}

/* What a model that believes its confidences expects: of answering above the target, and of answering wherever that is
 * worth more than nothing. */
static void
expected_scores (const Work *work, double *above, double *best)
{
  *above = *best = 0;
  for (gsize i = 0; i < work->n; i++)
    {
      double worth = sft_answer_worth (work->confidence[i], work->target);

      *above += work->confidence[i] > work->target ? worth / (double)work->n : 0;
      *best += fmax (worth, 0) / (double)work->n;
    }
}

static void
add_checks (SftResult *result, const Work *work)
{
  const SftCalibration *c = &work->calibration;
  double above, best;
  gboolean calibrated = c->ece <= c->ece_noise;

  expected_scores (work, &above, &best);
  /* Means of up to 20,000 numbers of at most 1. */
  sft_result_identity (result, c->brier_binned, c->reliability - c->resolution + c->uncertainty, 1e-12,
                       sft_text (N_ ("the binned Brier score is reliability − resolution + uncertainty")));
  /* A wrong answer costs at most 19. */
  sft_result_identity (result, sft_answer_worth (work->target, work->target), 0, 1e-13,
                       sft_text (N_ ("an answer of confidence exactly t is worth nothing on average")));
  sft_result_identity (result, above, best, 1e-12,
                       sft_text (N_ ("no other rule expects more than answering above t, if the confidence is true")));
  sft_result_compare (
      result, c->ece, 0, c->ece_noise,
      calibrated
          ? sft_text (N_ ("confidence and accuracy agree up to chance"))
          : sft_text (N_ ("confidence and accuracy agree up to chance; they do not, and in a real run users believe a "
                          "model that sounds sure, and answering above t no longer pays as promised")));
  sft_result_notice (result,
                     sft_text (N_ ("The Brier score of the answers' own confidences is %.4f; binning changes it "
                                   "by %.4f."),
                               c->brier, c->brier_binned - c->brier));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Answers *answers = sft_memo_get (memo, "answers", answer_params, values, make_answers, NULL, cancellable, error);
  SftResult *result;
  Work work;

  if (answers == NULL)
    return NULL;
  work_init (&work, values, answers);
  result = sft_result_new (&sft_lab_concept_honesty, make_figure (&work));
  sft_result_set (result, "accuracy", work.calibration.accuracy);
  sft_result_set (result, "brier", work.calibration.brier);
  sft_result_set (result, "brier_binned", work.calibration.brier_binned);
  sft_result_set (result, "reliability", work.calibration.reliability);
  sft_result_set (result, "resolution", work.calibration.resolution);
  sft_result_set (result, "uncertainty", work.calibration.uncertainty);
  sft_result_set (result, "ece", work.calibration.ece);
  sft_result_set (result, "coverage", work.selection.coverage);
  sft_result_set_or (result, "selective_accuracy", work.selection.accuracy, sft_text (N_ ("no confidence exceeds t")));
  sft_result_set (result, "mean_score", work.selection.mean_score);
  add_checks (result, &work);
  work_clear (&work);
  sft_memo_release (answers, NULL);
  return result;
}

const SftLab sft_lab_concept_honesty = {
  .id = "honesty",
  .demo = 22,
  .title = N_ ("calibrated confidence and abstaining"),
  .about =
      /* xgettext:no-c-format */ N_ (
          "An honest model is right in 70 % of the answers that it is 70 % sure of, and says so when it does not know. "
          "The temperature makes it overconfident (below 1) or too modest without changing any answer: accuracy and "
          "the curve of risk over coverage stay, calibration does not. If a wrong answer costs t/(1−t), answering "
          "exactly above confidence t is the best rule, but only where the confidence is true. Questions are "
          "synthetic. Murphy's split of the Brier score (1973) is exact with each bin's mean confidence; the raw "
          "score is shown beside it."),
  .formula = "Brier = reliability − resolution + uncertainty,   answer if p > t,   score = +1, −t/(1−t), 0",
  .math = N_ ("\\text{Brier} &= \\text{reliability} - \\text{resolution} + \\text{uncertainty} \\\\ "
              "&= \\value{reliability|4} - \\value{resolution|4} + \\value{uncertainty|4} \\\\ "
              "&= \\value{brier_binned|4} \\\\ "
              "\\text{score} &= \\begin{cases} +1 & \\text{right} \\\\ -\\frac{t}{1 - t} & \\text{wrong} \\\\ 0 & "
              "\\text{not answered: } p \\leq t \\end{cases}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_honesty,
};
