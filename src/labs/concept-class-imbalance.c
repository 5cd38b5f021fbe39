/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 19: the same classifier at another prevalence: rates stay, precision and the best threshold move. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-rates.h"

#define POINTS 201
#define COSTS N_ ("Prevalence and cost")
#define SAMPLE N_ ("Sample")

/* The two laws of the notebook's guardrail: harmful scores Beta(6, 2), benign ones Beta(2, 6). */
#define POSITIVE_A 6.0
#define POSITIVE_B 2.0
#define NEGATIVE_A 2.0
#define NEGATIVE_B 6.0

static const SftParam params[] = {
  { .id = "threshold",
    .label = N_ ("Operating threshold"),
    .group = COSTS,
    .help = N_ ("A prompt is blocked when its score is at least this high."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.5" },
  { .id = "prevalence",
    .label = N_ ("Prevalence"),
    .group = COSTS,
    .help = N_ ("Share of harmful prompts among all prompts."),
    .kind = SFT_REAL,
    .minimum = 0.001,
    .maximum = 0.5,
    .step = 0.005,
    .digits = 3,
    .initial = "0.05" },
  { .id = "cost_ratio",
    .label = N_ ("Cost ratio"),
    .group = COSTS,
    .help = N_ ("What a harmful prompt let through costs, in units of a benign prompt blocked."),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 100,
    .step = 0.5,
    .digits = 2,
    .initial = "1" },
  { .id = "turn_cost_ratio_over",
    .label = N_ ("Break it: cost ratio turned over"),
    .group = COSTS,
    .help = N_ ("Choose the threshold as if the cost ratio were its reciprocal, a mistake easily made."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { .id = "samples",
    .label = N_ ("Samples"),
    .group = SAMPLE,
    .help = N_ ("How many scores are drawn for each class."),
    SFT_UNITS ("score a class", "scores a class"),
    .kind = SFT_INTEGER,
    .minimum = 10,
    .maximum = 5000,
    .step = 10,
    .initial = "500" },
  SFT_SEED_PARAM (N_ ("Seed"), SAMPLE,
                  N_ ("Starts the random numbers; 42 with 500 samples is the notebook's first draw.")),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "tpr", N_ ("True-positive rate"), N_ ("Share of harmful prompts that are blocked, from the exact law."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "fpr", N_ ("False-positive rate"), N_ ("Share of benign prompts that are blocked, from the exact law."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "precision", N_ ("Precision"), N_ ("Share of blocked prompts that are harmful, at this prevalence."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "expected_cost", N_ ("Expected cost"), N_ ("Mean cost of a prompt, in units of a benign prompt blocked."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "minimum_cost", N_ ("Cost at the chosen threshold"),
    N_ ("Mean cost of a prompt at the threshold that the formula "
        "gives."),
    NULL, SFT_READOUT_NUMBER, 5 },
  { "optimal_threshold", N_ ("Chosen threshold"), N_ ("The threshold of least expected cost, from the formula."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "auc", N_ ("AUC"), N_ ("The chance that a harmful score is higher than a benign one; it knows no prevalence."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "sample_tpr", N_ ("TPR of the sample"), N_ ("Share of sampled harmful scores at or above the threshold."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "sample_fpr", N_ ("FPR of the sample"), N_ ("Share of sampled benign scores at or above the threshold."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* Scores of the sample: n harmful, then n benign. */
typedef struct
{
  gsize n;
  double scores[];
} Scores;

static const char *const score_params[] = { "seed", "samples", NULL };

static gpointer
make_scores (const SftValues *values, GCancellable *cancellable, GError **error)
{
  gsize n = (gsize)sft_values_get (values, "samples");
  Scores *scores = g_atomic_rc_box_alloc (sizeof (Scores) + 2 * n * sizeof (double));
  SftRandom random;

  scores->n = n;
  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  if (sft_random_fill_beta (&random, POSITIVE_A, POSITIVE_B, scores->scores, n, cancellable, error)
      && sft_random_fill_beta (&random, NEGATIVE_A, NEGATIVE_B, scores->scores + n, n, cancellable, error))
    return scores;
  g_atomic_rc_box_release (scores);
  return NULL;
}

typedef struct
{
  double threshold, prevalence, ratio, chosen;
  gboolean turned;
} Work;

/* The tails of the two laws in closed form. */
static double
tpr_at (double t)
{
  return 1 - pow (t, 6) * (7 - 6 * t);
}

static double
fpr_at (double t)
{
  return pow (1 - t, 6) * (1 + 6 * t);
}

/* Undefined where nothing is blocked. */
static double
precision_at (const Work *work, double t)
{
  double hit = work->prevalence * tpr_at (t), false_alarm = (1 - work->prevalence) * fpr_at (t);

  return hit + false_alarm > 0 ? hit / (hit + false_alarm) : NAN;
}

static double
cost_at (const Work *work, double t)
{
  return work->ratio * work->prevalence * (1 - tpr_at (t)) + (1 - work->prevalence) * fpr_at (t);
}

/* Where the derivative of the cost is zero: (t / (1 - t))^4 = (1 - pi) / (ratio pi). */
static double
best_threshold (double prevalence, double ratio)
{
  double root = pow ((1 - prevalence) / (ratio * prevalence), 0.25);

  return root / (1 + root);
}

static void
add_curve (SftPanel *panel, const char *name, SftText legend, SftRole role, const Work *work,
           double (*at) (const Work *work, double t))
{
  SftSeries *series = sft_panel_add_series (panel, name, legend, role, SFT_SHAPE_CURVE, POINTS);

  sft_linspace (0, 1, POINTS, series->x);
  for (int i = 0; i < POINTS; i++)
    series->y[i] = at (work, series->x[i]);
}

static double
work_tpr (const Work *work, double t)
{
  return tpr_at (t);
}

static double
work_fpr (const Work *work, double t)
{
  return fpr_at (t);
}

static void
add_rates (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Rates and precision")), sft_text (N_ ("Threshold")),
                                          sft_text (N_ ("Rate")));

  panel->y.low = 0;
  panel->y.high = 1;
  add_curve (panel, "tpr", sft_text (N_ ("TPR")), SFT_ROLE_PRIMARY, work, work_tpr);
  add_curve (panel, "fpr", sft_text (N_ ("FPR")), SFT_ROLE_SECONDARY, work, work_fpr);
  add_curve (panel, "precision", sft_text (N_ ("precision")), SFT_ROLE_TERTIARY, work, precision_at);
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->threshold, 0, sft_text (N_ ("threshold %.3f"), work->threshold),
                      SFT_ROLE_NEUTRAL)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "threshold" };
}

static void
add_cost (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Expected cost")), sft_text (N_ ("Threshold")),
                                          sft_text (N_ ("Cost a prompt")));
  SftMark *mark;

  panel->y.low = 0;
  panel->y.high = MAX (cost_at (work, 0), cost_at (work, 1));
  add_curve (panel, "cost", sft_text (N_ ("expected cost")), SFT_ROLE_ERROR, work, cost_at);
  mark = sft_panel_add_mark (panel, SFT_MARK_POINT, work->chosen, cost_at (work, work->chosen),
                             sft_text (N_ ("chosen %.3f"), work->chosen), SFT_ROLE_TERTIARY);
  mark->hollow = work->turned;
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->threshold, 0, SFT_NO_TEXT, SFT_ROLE_NEUTRAL)->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "threshold" };
}

static void
add_roc (SftFigure *figure, const Work *work, const Scores *scores)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("ROC and precision-recall")),
                                          sft_text (N_ ("FPR, or recall")), sft_text (N_ ("TPR, or precision")));
  SftSeries *roc =
      sft_panel_add_series (panel, "roc", sft_text (N_ ("ROC")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, POINTS);
  SftSeries *pr = sft_panel_add_series (panel, "precision-recall", sft_text (N_ ("precision-recall")),
                                        SFT_ROLE_TERTIARY, SFT_SHAPE_CURVE, POINTS);
  SftSeries *sample = sft_panel_add_series (panel, "sample roc", sft_text (N_ ("ROC of the sample")), SFT_ROLE_NEUTRAL,
                                            SFT_SHAPE_CURVE, POINTS);
  double t[POINTS];

  panel->x.low = panel->y.low = 0;
  panel->x.high = panel->y.high = 1;
  sample->thin = TRUE;
  sample->line = SFT_LINE_SOLID;
  sample->source = SFT_SOURCE_SYNTHETIC;
  sft_linspace (0, 1, POINTS, t);
  sft_threshold_rates (scores->scores, scores->n, t, POINTS, sample->y);
  sft_threshold_rates (scores->scores + scores->n, scores->n, t, POINTS, sample->x);
  for (int i = 0; i < POINTS; i++)
    {
      roc->x[i] = fpr_at (t[i]);
      roc->y[i] = pr->x[i] = tpr_at (t[i]);
      pr->y[i] = precision_at (work, t[i]);
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, fpr_at (work->threshold), tpr_at (work->threshold), SFT_NO_TEXT,
                      SFT_ROLE_PRIMARY);
}

static SftFigure *
make_figure (const Work *work, const Scores *scores)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Class imbalance")),
      sft_text (N_ ("At a prevalence of %.3f and a threshold of %.3f, %.1f %% of the harmful prompts are blocked; the "
                    "threshold of least expected cost is %.3f."),
                work->prevalence, work->threshold, 100 * tpr_at (work->threshold),
                best_threshold (work->prevalence, work->ratio)));

  figure->columns = 3;
  add_rates (figure, work);
  add_cost (figure, work);
  add_roc (figure, work, scores);
  return figure;
}

/* The least cost on a grid of 2,000 thresholds. */
static double
least_cost_on_grid (const Work *work)
{
  double least = INFINITY;

  for (int i = 0; i <= 2000; i++)
    least = MIN (least, cost_at (work, i / 2000.0));
  return least;
}

/* The area under the exact curve by Simpson's rule over the threshold: integral of TPR times the density of FPR,
 * 42 t (1 - t)^5. */
static double
area_by_simpson (void)
{
  const int n = 2000;
  double sum = 0;

  for (int i = 0; i <= n; i++)
    {
      double t = (double)i / n, weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;

      sum += weight * tpr_at (t) * 42 * t * pow (1 - t, 5);
    }
  return sum / (3 * n);
}

static void
add_checks (SftResult *result, const Work *work)
{
  double t = work->threshold, cost = cost_at (work, work->chosen), least = least_cost_on_grid (work);
  /* The grid misses the minimum by at most h^2/8 times the cost's curvature, below 100 (1 + ratio). */
  double tolerance = 100 * (1 + work->ratio) / (8.0 * 2000 * 2000);
  gboolean best = cost <= least + 1e-12;

  /* Polynomials of degree 7 in [0, 1], and GSL's incomplete beta function. */
  sft_result_identity (result, tpr_at (t), sft_beta_tail (t, POSITIVE_A, POSITIVE_B), 1e-12,
                       sft_text (N_ ("TPR is 1 − 7t⁶ + 6t⁷")));
  sft_result_identity (result, tpr_at (t) + fpr_at (1 - t), 1, 1e-12,
                       sft_text (N_ ("TPR(t) + FPR(1 − t) = 1, since the two laws mirror each other")));
  /* Simpson's error with 2,000 steps is far below 1e-10 for a polynomial of degree 13. */
  sft_result_identity (result, area_by_simpson (), 1691.0 / 1716.0, 1e-10,
                       sft_text (N_ ("the area under the exact ROC is 1691/1716 at every prevalence")));
  if (best)
    sft_result_compare (result, cost, least, tolerance,
                        sft_text (N_ ("no threshold costs less than the chosen one, t* = r^¼ / (1 + r^¼)")));
  else
    sft_result_compare (result, cost, least, 0,
                        sft_text (N_ ("no threshold costs less than the chosen one; with the cost ratio turned over a "
                                      "real guardrail is tuned for the wrong mistake and pays this difference on every "
                                      "prompt")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Scores *scores = sft_memo_get (memo, "scores", score_params, values, make_scores, NULL, cancellable, error);
  Work work = { sft_values_get (values, "threshold"), sft_values_get (values, "prevalence"),
                sft_values_get (values, "cost_ratio"), 0, sft_values_get (values, "turn_cost_ratio_over") != 0 };
  double sample[2];
  SftResult *result;

  if (scores == NULL)
    return NULL;
  work.chosen = best_threshold (work.prevalence, work.turned ? 1 / work.ratio : work.ratio);
  for (int class = 0; class < 2; class ++)
    sft_threshold_rates (scores->scores + class * scores->n, scores->n, &work.threshold, 1, &sample[class]);

  result = sft_result_new (&sft_lab_concept_class_imbalance, make_figure (&work, scores));
  sft_result_set (result, "tpr", tpr_at (work.threshold));
  sft_result_set (result, "fpr", fpr_at (work.threshold));
  sft_result_set_or (result, "precision", precision_at (&work, work.threshold),
                     sft_text (N_ ("nothing is blocked at threshold 1")));
  sft_result_set (result, "expected_cost", cost_at (&work, work.threshold));
  sft_result_set (result, "minimum_cost", cost_at (&work, work.chosen));
  sft_result_set (result, "optimal_threshold", work.chosen);
  sft_result_set (result, "auc", 1691.0 / 1716.0);
  sft_result_set (result, "sample_tpr", sample[0]);
  sft_result_set (result, "sample_fpr", sample[1]);
  add_checks (result, &work);
  sft_memo_release (scores, NULL);
  return result;
}

const SftLab sft_lab_concept_class_imbalance = {
  .id = "class-imbalance",
  .demo = 19,
  .title = N_ ("prevalence, precision and cost"),
  .about =
      /* xgettext:no-c-format */ N_ (
          "A guardrail that looks excellent on balanced test data can be mostly wrong in use. TPR, FPR and AUC do "
          "not know how rare harmful prompts are; precision does. At a threshold of 0.5 this classifier blocks "
          "94 % of the harmful prompts, yet with 5 % of them in the traffic fewer than half of its blocks are right. "
          "What a missed prompt costs against a blocked benign one then says where the threshold belongs. The two "
          "score laws are synthetic: Beta(6, 2) and Beta(2, 6); the thin curve is a sample from them."),
  .formula = "precision = π·TPR / (π·TPR + (1−π)·FPR),   cost = ρ·π·(1−TPR) + (1−π)·FPR,   t* = r^¼ / (1 + r^¼)",
  .math = N_ ("\\text{precision} &= \\frac{\\pi\\,\\mathrm{TPR}}{\\pi\\,\\mathrm{TPR} + (1 - "
              "\\pi)\\,\\mathrm{FPR}} = \\value{precision|4} \\\\ "
              "\\text{cost} &= \\rho\\,\\pi\\,(1 - \\mathrm{TPR}) + (1 - \\pi)\\,\\mathrm{FPR} \\\\ "
              "&= \\value{expected_cost|4} \\\\ "
              "t^* &= \\frac{r^{1/4}}{1 + r^{1/4}} = \\value{optimal_threshold|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_class_imbalance,
};
