/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 24: a judge that likes long answers, the win rate with length controlled, and what a detector buys. */
#include "config.h"

#include <math.h>

#include "sft-interval.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-quadrature.h"
#include "sft-softmax.h"

#define JUDGE N_ ("Judge")
#define LENGTH N_ ("Length")
#define WIDTH 10.0 /* beyond so many standard deviations lies 1.5e-23 of a normal law */
#define FINE 4001
/* Coarser, yet exact: on a bell-shaped analytic function the error falls exponentially with the number of points. */
#define COARSE 201
#define CURVE_POINTS 61
#define DETECTOR_POINTS 80
#define LARGEST_MEAN 3.0
#define LEAST_THRESHOLD 0.05
#define LARGEST_THRESHOLD 4.0
/* What the integrals are good to; less than this is not seen as bias. */
#define LEAST_BIAS 1e-9

static const SftParam params[] = {
  { .id = "quality_gap",
    .label = N_ ("Quality gap"),
    .group = JUDGE,
    .help = N_ ("By how much the new model's answers are better, in logits of the judge's preference."),
    .unit = N_ ("logits"),
    .kind = SFT_REAL,
    .minimum = -2,
    .maximum = 2,
    .step = 0.1,
    .digits = 3,
    .initial = "0" },
  { .id = "length_effect",
    .label = N_ ("Effect of length"),
    .group = JUDGE,
    .help = N_ ("How many logits the judge gives for a much longer answer; anything but 0 breaks the raw win rate."),
    .unit = N_ ("logits"),
    .kind = SFT_REAL,
    .minimum = -2,
    .maximum = 2,
    .step = 0.1,
    .digits = 3,
    .initial = "0.5" },
  { .id = "length_mean",
    .label = N_ ("Mean length difference"),
    .group = LENGTH,
    .help = N_ ("By how much the new model's answers are longer, on average over the prompts."),
    .kind = SFT_REAL,
    .minimum = -LARGEST_MEAN,
    .maximum = LARGEST_MEAN,
    .step = 0.1,
    .digits = 3,
    .initial = "0.5" },
  { .id = "length_spread",
    .label = N_ ("Spread of the difference"),
    .group = LENGTH,
    .help = N_ ("Standard deviation of the length difference; the judge sees the difference divided by it."),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 3,
    .step = 0.1,
    .digits = 3,
    .initial = "1" },
  { .id = "threshold",
    .label = N_ ("Detector threshold"),
    .group = N_ ("Detector"),
    .help = N_ ("Pairs whose length difference exceeds so many standard deviations are dropped."),
    .unit = N_ ("standard deviations"),
    .kind = SFT_REAL,
    .minimum = LEAST_THRESHOLD,
    .maximum = LARGEST_THRESHOLD,
    .step = 0.05,
    .digits = 3,
    .initial = "1" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "raw_win_rate", N_ ("Raw win rate"), N_ ("How often the judge prefers the new model, length effect included."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "controlled_win_rate", N_ ("Controlled win rate"),
    N_ ("What the judge's model predicts for a length difference of zero."), NULL, SFT_READOUT_NUMBER, 4 },
  { "bias", N_ ("Bias"), N_ ("Raw minus controlled win rate: what length alone earns."), NULL, SFT_READOUT_NUMBER, 4 },
  { "flagged_share", N_ ("Share dropped"), N_ ("Share of pairs whose length difference exceeds the threshold."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "kept_win_rate", N_ ("Win rate of the kept"), N_ ("Raw win rate over the pairs that the detector keeps."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "kept_bias", N_ ("Bias of the kept"), N_ ("What is left of the bias among the pairs that the detector keeps."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* A pair's preference sigma (quality + length tanh z) with z ~ N (mean, 1), the standardized length difference. */
typedef struct
{
  double quality, length, mean;
  double offset; /* added to the exponent of the density, so that a far tail does not vanish */
} Pairs;

static double
density (double z, gconstpointer data)
{
  const Pairs *pairs = data;

  return exp (pairs->offset - 0.5 * (z - pairs->mean) * (z - pairs->mean)) / sqrt (2 * G_PI);
}

static double
preference (double z, gconstpointer data)
{
  const Pairs *pairs = data;

  return density (z, pairs) * sft_sigmoid (pairs->quality + pairs->length * tanh (z));
}

static double
win_rate (Pairs pairs, gsize points)
{
  return sft_trapezoid (preference, &pairs, pairs.mean - WIDTH, pairs.mean + WIDTH, points);
}

/* P(|z| > threshold). */
static double
dropped_share (const Pairs *pairs, double threshold)
{
  return sft_normal_cdf (-threshold - pairs->mean) + sft_normal_cdf (pairs->mean - threshold);
}

/* The win rate given |z| <= threshold. */
static double
kept_win_rate (Pairs pairs, double threshold)
{
  double distance = fmax (fabs (pairs.mean) - threshold, 0);

  pairs.offset = 0.5 * distance * distance;
  return sft_gauss_legendre (preference, &pairs, -threshold, threshold)
         / sft_gauss_legendre (density, &pairs, -threshold, threshold);
}

/* The part of the win rate that comes from |z| > threshold. */
static double
dropped_wins (const Pairs *pairs, double threshold)
{
  double low = pairs->mean - WIDTH, high = pairs->mean + WIDTH, wins = 0;

  if (low < -threshold)
    wins += sft_gauss_legendre (preference, pairs, low, fmin (-threshold, high));
  if (high > threshold)
    wins += sft_gauss_legendre (preference, pairs, fmax (threshold, low), high);
  return wins;
}

typedef struct
{
  Pairs pairs;
  double length_mean, spread, threshold;
  double raw, controlled, dropped, kept;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  work->length_mean = sft_values_get (values, "length_mean");
  work->spread = sft_values_get (values, "length_spread");
  work->threshold = sft_values_get (values, "threshold");
  work->pairs = (Pairs){ sft_values_get (values, "quality_gap"), sft_values_get (values, "length_effect"),
                         work->length_mean / work->spread, 0 };
  work->raw = win_rate (work->pairs, FINE);
  work->controlled = sft_sigmoid (work->pairs.quality);
  work->dropped = dropped_share (&work->pairs, work->threshold);
  work->kept = kept_win_rate (work->pairs, work->threshold);
}

static void
add_rates (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Win rate over the length difference")),
                            sft_text (N_ ("Mean length difference (synthetic units)")), sft_text (N_ ("Win rate")));
  SftSeries *raw = sft_panel_add_series (panel, "raw", sft_text (N_ ("raw win rate")), SFT_ROLE_ERROR, SFT_SHAPE_CURVE,
                                         CURVE_POINTS);
  SftSeries *controlled = sft_panel_add_series (panel, "controlled", sft_text (N_ ("with length controlled")),
                                                SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, CURVE_POINTS);

  panel->y.low = 0;
  panel->y.high = 1;
  for (int i = 0; i < CURVE_POINTS; i++)
    {
      Pairs pairs = work->pairs;

      raw->x[i] = controlled->x[i] = LARGEST_MEAN * (2.0 * i / (CURVE_POINTS - 1) - 1);
      pairs.mean = raw->x[i] / work->spread;
      raw->y[i] = win_rate (pairs, COARSE);
      controlled->y[i] = work->controlled;
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->length_mean, work->raw, sft_text (N_ ("raw %.3f"), work->raw),
                      SFT_ROLE_ERROR)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "length_mean" };
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->length_mean, work->controlled,
                      sft_text (N_ ("controlled %.3f"), work->controlled), SFT_ROLE_PRIMARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "length_mean" };
}

static void
add_detector (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("A detector's trade-off")), sft_text (N_ ("Share of pairs dropped")),
                            sft_text (N_ ("Bias of the kept (win rate)")));
  SftSeries *detector =
      sft_panel_add_series (panel, "detector", SFT_NO_TEXT, SFT_ROLE_TERTIARY, SFT_SHAPE_CURVE, DETECTOR_POINTS);
  double most = fabs (work->raw - work->controlled);
  SftMark *mark;

  panel->x.low = 0;
  panel->x.high = 1;
  for (int i = 0; i < DETECTOR_POINTS; i++)
    {
      double share = (double)i / (DETECTOR_POINTS - 1);
      double threshold = LEAST_THRESHOLD + (LARGEST_THRESHOLD - LEAST_THRESHOLD) * share;

      detector->x[i] = dropped_share (&work->pairs, threshold);
      detector->y[i] = kept_win_rate (work->pairs, threshold) - work->controlled;
      most = fmax (most, fabs (detector->y[i]));
    }
  /* No bias: a range made from the data would be one of rounding errors. */
  if (most < LEAST_BIAS)
    {
      panel->y.low = -0.05;
      panel->y.high = 0.05;
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->dropped, work->kept - work->controlled,
                      sft_text (N_ ("threshold %.2f"), work->threshold), SFT_ROLE_TERTIARY);
  mark = sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->raw - work->controlled, sft_text (N_ ("all pairs")),
                             SFT_ROLE_ERROR);
  mark->line = SFT_LINE_DOTTED;
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("A judge that likes length")),
      sft_text (
          N_ ("The raw win rate is %.1f %%, with length controlled it is %.1f %%; a detector that drops %.1f %% of "
              "the pairs leaves a bias of %.2f percentage points."),
          100 * work->raw, 100 * work->controlled, 100 * work->dropped, 100 * (work->kept - work->controlled)));

  figure->columns = 2;
  add_rates (figure, work);
  add_detector (figure, work);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  Pairs indifferent = work->pairs, even = { 0, work->pairs.length, 0, 0 };
  double bias = work->raw - work->controlled, kept_bias = work->kept - work->controlled;
  gboolean smaller = fabs (kept_bias) <= fabs (bias) + 1e-12;

  indifferent.length = 0;
  /* Sums of 4,001 terms of at most 0.002; the rule itself is exact here. */
  sft_result_identity (result, win_rate (indifferent, FINE), work->controlled, 1e-12,
                       sft_text (N_ ("for a judge without length effect the raw rate is the controlled one")));
  sft_result_identity (result, win_rate (even, FINE), 0.5, 1e-12,
                       sft_text (N_ ("equal quality and a mean length difference of zero make it 50 %%")));
  /* The parts beyond the threshold by another rule; that one is good to about 1e-12. */
  sft_result_identity (result, (1 - work->dropped) * work->kept + dropped_wins (&work->pairs, work->threshold),
                       work->raw, 1e-10, sft_text (N_ ("kept and dropped pairs together have the raw win rate")));
  sft_result_compare (
      result, work->raw, work->controlled, 1e-12,
      work->pairs.length == 0
          ? sft_text (N_ ("the raw win rate tells quality alone"))
          : sft_text (
              N_ ("the raw win rate tells quality alone; where the judge likes length, a real run that is tuned "
                  "on it learns to write longer answers, not better ones")));
  sft_result_check (result, smaller,
                    smaller ? sft_text (N_ ("dropping pairs of very different length does not add bias"))
                            : sft_text (N_ ("dropping pairs of very different length does not add bias; here the tails "
                                            "had balanced each other, and what is kept is more one-sided")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  SftResult *result;
  Work work;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_style_control, make_figure (&work));
  sft_result_set (result, "raw_win_rate", work.raw);
  sft_result_set (result, "controlled_win_rate", work.controlled);
  sft_result_set (result, "bias", work.raw - work.controlled);
  sft_result_set (result, "flagged_share", work.dropped);
  sft_result_set (result, "kept_win_rate", work.kept);
  sft_result_set (result, "kept_bias", work.kept - work.controlled);
  add_checks (result, &work);
  return result;
}

const SftLab sft_lab_concept_style_control = {
  .id = "style-control",
  .demo = 24,
  .title = N_ ("length bias and how to control it"),
  .about =
      N_ ("Judges like long answers, so a model can win by writing more. Here the judge's preference depends on "
          "quality and on the length difference, squeezed by tanh; the raw win rate mixes both, the controlled one "
          "asks what it would be at equal length. Length-controlled AlpacaEval does the same, and like here divides "
          "the difference by its standard deviation without centering it. A detector that drops very unequal pairs "
          "loses data and leaves some bias: it sees sizes, not causes. Judge, lengths and quality are synthetic; "
          "integrals are by trapezoids and Gauss-Legendre."),
  .formula = "raw = E σ(θ + γ·tanh z),   z ~ N(mean/spread, 1),   controlled = σ(θ)",
  .math = N_ ("\\text{raw} &= \\mathbb{E}\\,\\sigma(\\theta + \\gamma\\tanh z) = \\value{raw_win_rate|4} \\\\ "
              "z &\\sim \\mathcal{N}(\\text{mean}/\\text{spread}, 1) \\\\ "
              "\\text{controlled} &= \\sigma(\\theta) = \\value{controlled_win_rate|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_style_control,
};
