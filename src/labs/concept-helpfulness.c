/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 21: what wins against another model say, how surely, and what sampling more answers buys. */
#include "config.h"

#include <math.h>

#include "sft-interval.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-quadrature.h"
#include "sft-softmax.h"

#define COMPARISON N_ ("Comparison")
#define MOST_SAMPLES 64
#define POINTS 197
#define QUANTILE_POINTS 4001

static const SftParam params[] = {
  { .id = "wins",
    .label = N_ ("Wins"),
    .group = COMPARISON,
    .help = N_ ("Prompts on which the judge prefers the new model."),
    SFT_UNITS ("prompt", "prompts"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 100000,
    .step = 1,
    .initial = "85" },
  { .id = "ties",
    .label = N_ ("Ties"),
    .group = COMPARISON,
    .help = N_ ("Prompts without a preference; each counts as half a win and half a loss."),
    SFT_UNITS ("prompt", "prompts"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 100000,
    .step = 1,
    .initial = "0" },
  { .id = "losses",
    .label = N_ ("Losses"),
    .group = COMPARISON,
    .help = N_ ("Prompts on which the judge prefers the other model."),
    SFT_UNITS ("prompt", "prompts"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 100000,
    .step = 1,
    .initial = "15" },
  { .id = "best_of",
    .label = N_ ("Best of"),
    .group = N_ ("Best of n"),
    .help = N_ ("How many answers are sampled, of which a reward model keeps the best."),
    SFT_UNITS ("answer", "answers"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MOST_SAMPLES,
    .step = 1,
    .initial = "4" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "win_rate", N_ ("Win rate"), N_ ("Wins and half of the ties among all prompts."), NULL, SFT_READOUT_NUMBER, 4 },
  { "bradley_terry", N_ ("Bradley-Terry strength"),
    N_ ("Maximum-likelihood difference of the two models' strengths: the logarithm of wins over losses."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "elo", N_ ("Elo difference"), N_ ("The same on the scale of chess, where 400 points are odds of ten to one."),
    N_ ("Elo"), SFT_READOUT_NUMBER, 1 },
  { "wilson_low", N_ ("Win rate from"),
    /* xgettext:no-c-format */ N_ ("Lower end of Wilson's 95 % interval of the win rate."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "wilson_high", N_ ("Win rate to"),
    /* xgettext:no-c-format */ N_ ("Upper end of Wilson's 95 % interval of the win rate."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "elo_low", N_ ("Elo from"), N_ ("The Elo difference of the interval's lower end."), N_ ("Elo"), SFT_READOUT_NUMBER,
    1 },
  { "elo_high", N_ ("Elo to"), N_ ("The Elo difference of the interval's upper end."), N_ ("Elo"), SFT_READOUT_NUMBER,
    1 },
  { "expected_quantile", N_ ("Expected quantile"),
    N_ ("Where the best of n answers stands among single answers, on average."), NULL, SFT_READOUT_NUMBER, 4 },
  { "kl", N_ ("KL divergence"), N_ ("How far choosing the best of n moves the policy from its single answers."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  double wins, losses; /* a tie is half of each */
  double total, rate, low, high;
  int best_of;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  double half = sft_values_get (values, "ties") / 2;

  work->wins = sft_values_get (values, "wins") + half;
  work->losses = sft_values_get (values, "losses") + half;
  work->total = work->wins + work->losses;
  work->rate = work->total > 0 ? work->wins / work->total : NAN;
  sft_wilson (work->wins, work->total, SFT_Z_95, &work->low, &work->high);
  work->best_of = (int)sft_values_get (values, "best_of");
}

/* An infinite Elo has no place in the figure or in JSON. */
static double
finite_elo (double rate)
{
  double elo = sft_elo (rate);

  return isfinite (elo) ? elo : NAN;
}

/* The ends of the interval, on the curve; an infinite end stands at the edge of the plot. */
static void
add_interval (SftPanel *panel, const Work *work)
{
  SftSeries *series;

  if (isnan (work->rate))
    return;
  series = sft_panel_add_series (panel, "interval", sft_text (N_ ("95 %% interval")), SFT_ROLE_HIGHLIGHT,
                                 SFT_SHAPE_MARKED, 2);
  series->line = SFT_LINE_SOLID;
  series->x[0] = CLAMP (work->low, 0.01, 0.99);
  series->x[1] = CLAMP (work->high, 0.01, 0.99);
  for (int i = 0; i < 2; i++)
    series->y[i] = sft_elo (series->x[i]);
}

static void
add_elo (SftFigure *figure, const Work *work)
{
  static const double published[] = { 0.71, 0.85 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Elo of a win rate")), sft_text (N_ ("Win rate")),
                                          sft_text (N_ ("Elo difference")));
  SftSeries *elo =
      sft_panel_add_series (panel, "elo", sft_text (N_ ("Elo")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, POINTS);
  SftSeries *points;

  panel->x.low = 0;
  panel->x.high = 1;
  panel->y.low = -800;
  panel->y.high = 800;
  for (int i = 0; i < POINTS; i++)
    {
      elo->x[i] = 0.01 + 0.98 * i / (POINTS - 1);
      elo->y[i] = sft_elo (elo->x[i]);
    }
  add_interval (panel, work);
  points = sft_panel_add_series (panel, "published", sft_text (N_ ("InstructGPT")), SFT_ROLE_SECONDARY,
                                 SFT_SHAPE_POINTS, G_N_ELEMENTS (published));
  points->source = SFT_SOURCE_PUBLISHED;
  points->citation = sft_text (N_ ("Ouyang 2022"));
  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    {
      points->x[i] = published[i];
      points->y[i] = sft_elo (published[i]);
    }
  if (isfinite (finite_elo (work->rate)))
    /* A line, not a point: a published win rate may lie on the same place. */
    sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->rate, 0, sft_text (N_ ("Elo %.0f"), sft_elo (work->rate)),
                        SFT_ROLE_NEUTRAL);
  else
    panel->note = work->total > 0 ? sft_text (N_ ("one model never won, so the Elo difference is infinite"))
                                  : sft_text (N_ ("nothing was compared"));
}

static void
add_best_of (SftFigure *figure, const Work *work)
{
  SftPanel *left = sft_figure_add_panel (figure, sft_text (N_ ("Best of n: quality")),
                                         sft_text (N_ ("Answers (n, log scale)")), sft_text (N_ ("Expected quantile")));
  SftPanel *right =
      sft_figure_add_panel (figure, sft_text (N_ ("Best of n: distance")), sft_text (N_ ("Answers (n, log scale)")),
                            sft_text (N_ ("KL divergence (nats)")));
  SftSeries *quantile =
      sft_panel_add_series (left, "best-of-n quantile", SFT_NO_TEXT, SFT_ROLE_TERTIARY, SFT_SHAPE_CURVE, MOST_SAMPLES);
  SftSeries *kl =
      sft_panel_add_series (right, "best-of-n kl", SFT_NO_TEXT, SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE, MOST_SAMPLES);

  left->x.logarithmic = right->x.logarithmic = TRUE;
  left->x.low = right->x.low = 1;
  left->x.high = right->x.high = MOST_SAMPLES;
  left->y.low = 0;
  left->y.high = 1;
  for (int i = 0; i < MOST_SAMPLES; i++)
    {
      quantile->x[i] = kl->x[i] = i + 1;
      quantile->y[i] = sft_best_of_quantile (i + 1);
      kl->y[i] = sft_best_of_kl (i + 1);
    }
  sft_panel_add_mark (left, SFT_MARK_POINT, work->best_of, sft_best_of_quantile (work->best_of),
                      sft_text ("%.3f", sft_best_of_quantile (work->best_of)), SFT_ROLE_TERTIARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "best_of" };
  sft_panel_add_mark (right, SFT_MARK_POINT, work->best_of, sft_best_of_kl (work->best_of),
                      sft_text ("%.3f", sft_best_of_kl (work->best_of)), SFT_ROLE_SECONDARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "best_of" };
}

static SftFigure *
make_figure (const Work *work)
{
  SftText summary;
  SftFigure *figure;

  if (work->total > 0)
    summary = sft_text (N_ ("The new model wins %.1f %% of the comparisons, with a 95 %% interval from %.1f to "
                            "%.1f %%; the best answer of %d stands at quantile %.3f on average."),
                        100 * work->rate, 100 * work->low, 100 * work->high, work->best_of,
                        sft_best_of_quantile (work->best_of));
  else
    summary = sft_text (N_ ("Nothing was compared, so there is no win rate; the best answer of %d stands at quantile "
                            "%.3f on average."),
                        work->best_of, sft_best_of_quantile (work->best_of));
  figure = sft_figure_new (sft_text (N_ ("Helpfulness from comparisons")), summary);
  figure->columns = 3;
  add_elo (figure, work);
  add_best_of (figure, work);
  return figure;
}

/* P(best > x) of n uniform scores. */
static double
tail_of_best (double x, gconstpointer data)
{
  return 1 - pow (x, *(const int *)data);
}

/* KL of the best of n among 1,000 equally likely ranks, where it is exact. */
static double
discrete_kl (int n)
{
  const int ranks = 1000;
  double kl = 0;

  for (int j = 1; j <= ranks; j++)
    {
      double p = pow ((double)j / ranks, n) - pow ((double)(j - 1) / ranks, n);

      kl += p > 0 ? p * log (ranks * p) : 0;
    }
  return kl;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double strength = sft_bradley_terry (work->wins, work->losses), n = work->best_of;
  double bound = sft_best_of_kl (n);

  /* w and l below 150,000 times the rounding of a probability. */
  sft_result_identity (result, (work->wins + work->losses) * sft_sigmoid (strength), work->wins, 1e-9,
                       sft_text (N_ ("at strength ln(w/l) the expected number of wins is the observed one")));
  /* Elo is below 3,000. */
  sft_result_identity (result, sft_elo (work->rate), 400 / G_LN10 * strength, 1e-8,
                       sft_text (N_ ("Elo is the strength times 400 / ln 10")));
  /* Both sides are below 1 in units of 1 / total; total is below 300,000. */
  sft_result_identity (result, work->total * (work->rate - work->low) * (work->rate - work->low),
                       SFT_Z_95 * SFT_Z_95 * work->low * (1 - work->low), 1e-9,
                       sft_text (N_ ("Wilson's bound p solves (rate − p)² = z² p (1 − p) / n")));
  /* The trapezoid rule's error is n h^2 / 12, h = 1/4000. */
  sft_result_identity (result, sft_trapezoid (tail_of_best, &work->best_of, 0, 1, QUANTILE_POINTS),
                       sft_best_of_quantile (n), n * 1e-8,
                       sft_text (N_ ("the best of n uniform scores has mean n / (n + 1)")));
  /* Equal to the bound for n = 1. */
  sft_result_identity (result, MAX (discrete_kl (work->best_of), bound), bound, 1e-12,
                       sft_text (N_ ("for discrete scores the KL divergence is at most ln n − (n − 1)/n")));
  sft_result_check (result,
                    work->low > 0.5 || work->high<0.5, work->low> 0.5 || work->high < 0.5
                        ? sft_text (N_ ("the interval leaves 50 %% out: the comparison tells the two models apart"))
                        : sft_text (N_ ("the interval leaves 50 %% out: it does not; in a real evaluation so few "
                                        "comparisons cannot say which model is better")));
}

static void
set_elo (SftResult *result, const char *id, double rate)
{
  if (isnan (rate))
    sft_result_set_undefined (result, id, sft_text (N_ ("nothing was compared")));
  else
    sft_result_set_or (result, id, finite_elo (rate),
                       rate > 0.5 ? sft_text (N_ ("infinite: no losses")) : sft_text (N_ ("minus infinity: no wins")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  SftResult *result;
  double strength;
  Work work;

  work_init (&work, values);
  strength = sft_bradley_terry (work.wins, work.losses);
  result = sft_result_new (&sft_lab_concept_helpfulness, make_figure (&work));
  sft_result_set_or (result, "win_rate", work.rate, sft_text (N_ ("nothing was compared")));
  sft_result_set_or (result, "bradley_terry", isfinite (strength) ? strength : NAN,
                     work.total == 0    ? sft_text (N_ ("nothing was compared"))
                     : work.losses == 0 ? sft_text (N_ ("infinite: no losses"))
                                        : sft_text (N_ ("minus infinity: no wins")));
  set_elo (result, "elo", work.rate);
  sft_result_set_or (result, "wilson_low", work.low, sft_text (N_ ("nothing was compared")));
  sft_result_set_or (result, "wilson_high", work.high, sft_text (N_ ("nothing was compared")));
  set_elo (result, "elo_low", work.low);
  set_elo (result, "elo_high", work.high);
  sft_result_set (result, "expected_quantile", sft_best_of_quantile (work.best_of));
  sft_result_set (result, "kl", sft_best_of_kl (work.best_of));
  add_checks (result, &work);
  return result;
}

const SftLab sft_lab_concept_helpfulness = {
  .id = "helpfulness",
  .demo = 21,
  .title = N_ ("win rates, Elo and best of n"),
  .about =
      N_ ("Helpfulness is measured by letting a judge compare two answers. A win rate turns into a Bradley-Terry "
          "strength and into Elo, and Wilson's interval says how sure it is: 85 wins of 100 are 301 Elo, but anything "
          "from 207 to 396 fits. InstructGPT 175B was preferred to GPT-3 in 85 % of the prompts and to few-shot GPT-3 "
          "in 71 %, which is 156 Elo (Ouyang et al. 2022). On the right more samples buy quality at the price of "
          "distance. A tie counts half for each side; scores of answers are taken as continuous."),
  .formula = "Elo = 400·log₁₀(w/l),   quantile = n/(n+1),   KL = ln n − (n−1)/n",
  .math = N_ ("\\text{Elo} &= 400\\,\\log_{10}\\frac{w}{l} = \\value{elo|1} \\\\ "
              "\\text{quantile} &= \\frac{n}{n + 1} = \\value{expected_quantile|4} \\\\ "
              "\\mathrm{KL} &= \\ln n - \\frac{n - 1}{n} = \\value{kl|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_helpfulness,
};
