/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's fourth computation: what a threshold on a guardrail's score blocks. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-rates.h"

#define _(msgid) sft_translate (msgid)
#define SAMPLE N_ ("Sample")
#define SHAPES N_ ("Score distributions")
#define THRESHOLDS N_ ("Thresholds")
#define EXACT_POINTS 101

#define SHAPE_PARAM(ID, LABEL, HELP, INITIAL)                                                                          \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = SHAPES, .help = (HELP), .kind = SFT_REAL, .minimum = 0.1, .maximum = 50,    \
    .step = 0.5, .digits = 2, .initial = (INITIAL)                                                                     \
  }
#define SHARE_PARAM(ID, LABEL, HELP, INITIAL)                                                                          \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = THRESHOLDS, .help = (HELP), .kind = SFT_REAL, .minimum = 0, .maximum = 1,   \
    .step = 0.01, .digits = 3, .initial = (INITIAL)                                                                    \
  }

static const SftParam params[] = {
  SHARE_PARAM ("threshold", N_ ("Operating threshold"),
               N_ ("A prompt is blocked when its score is at least this high; the readouts are taken here."), "0.5"),
  { .id = "thresholds",
    .label = N_ ("Thresholds"),
    .group = THRESHOLDS,
    .help = N_ ("How many evenly spaced thresholds the curves have."),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = 200,
    .step = 1,
    .initial = "30" },
  SHARE_PARAM ("threshold_min", N_ ("Lowest threshold"), N_ ("Where the curves begin; below the highest threshold."),
               "0.05"),
  SHARE_PARAM ("threshold_max", N_ ("Highest threshold"), N_ ("Where the curves end; above the lowest threshold."),
               "0.95"),
  SFT_SEED_PARAM (N_ ("Seed"), SAMPLE,
                  N_ ("Starts the random numbers; the same seed gives the same scores as NumPy's.")),
  { .id = "draw",
    .label = N_ ("Draw"),
    .group = SAMPLE,
    .help = N_ ("How many whole samples were drawn from this seed before the one that is shown."),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 24,
    .step = 1,
    .initial = "0" },
  { .id = "samples",
    .label = N_ ("Samples"),
    .group = SAMPLE,
    .help = N_ ("How many scores are drawn for harmful prompts, and as many for benign ones."),
    SFT_UNITS ("score a class", "scores a class"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 100000,
    .step = 100,
    .initial = "500" },
  SHAPE_PARAM ("harmful_a", N_ ("Harmful: a"),
               N_ ("First shape of the Beta law of harmful scores; higher moves them up."), "6"),
  SHAPE_PARAM ("harmful_b", N_ ("Harmful: b"),
               N_ ("Second shape of the Beta law of harmful scores; higher moves them down."), "2"),
  SHAPE_PARAM ("benign_a", N_ ("Benign: a"), N_ ("First shape of the Beta law of benign scores; higher moves them up."),
               "2"),
  SHAPE_PARAM ("benign_b", N_ ("Benign: b"),
               N_ ("Second shape of the Beta law of benign scores; higher moves them down."), "6"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "block_harmful", N_ ("Harmful blocked"),
    N_ ("Share of sampled harmful scores at or above the operating threshold: "
        "the true-positive rate."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "block_benign", N_ ("Benign blocked"),
    N_ ("Share of sampled benign scores at or above the operating threshold: "
        "the false-positive rate."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "auc", N_ ("AUC of the sample"), N_ ("Share of all pairs in which the harmful score is the higher one, ties half."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "auc_exact", N_ ("Exact AUC"),
    N_ ("The chance that a harmful score is higher than a benign one, from the Beta laws."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "exact_block_harmful", N_ ("Exact harmful blocked"),
    N_ ("The chance that a harmful score reaches the operating threshold, from its Beta law."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "exact_block_benign", N_ ("Exact benign blocked"),
    N_ ("The chance that a benign score reaches the operating threshold, from its Beta law."), NULL, SFT_READOUT_NUMBER,
    4 },
  { NULL },
};

/* Scores of both classes and what follows from them alone. */
typedef struct
{
  gsize n;
  double auc;
  double scores[]; /* n harmful, then n benign */
} Scores;

static const char *const score_params[] = { "seed",      "draw",     "samples",  "harmful_a",
                                            "harmful_b", "benign_a", "benign_b", NULL };

static gpointer
make_scores (const SftValues *values, GCancellable *cancellable, GError **error)
{
  gsize n = (gsize)sft_values_get (values, "samples");
  int draw = (int)sft_values_get (values, "draw");
  double a[2] = { sft_values_get (values, "harmful_a"), sft_values_get (values, "benign_a") };
  double b[2] = { sft_values_get (values, "harmful_b"), sft_values_get (values, "benign_b") };
  Scores *scores = g_atomic_rc_box_alloc (sizeof (Scores) + 2 * n * sizeof (double));
  SftRandom random;

  scores->n = n;
  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (int k = 0; k <= draw; k++)
    for (int class = 0; class < 2; class ++)
      {
        double *out = k == draw ? scores->scores + class * n : NULL;

        if (!sft_random_fill_beta (&random, a[class], b[class], out, n, cancellable, error))
          {
            g_atomic_rc_box_release (scores);
            return NULL;
          }
      }
  scores->auc = sft_auc (scores->scores, n, scores->scores + n, n);
  return scores;
}

static const char *const shape_params[] = { "harmful_a", "harmful_b", "benign_a", "benign_b", NULL };

static gpointer
make_exact_auc (const SftValues *values, GCancellable *cancellable, GError **error)
{
  double *auc = g_atomic_rc_box_new (double);

  *auc = sft_beta_auc (sft_values_get (values, "harmful_a"), sft_values_get (values, "harmful_b"),
                       sft_values_get (values, "benign_a"), sft_values_get (values, "benign_b"));
  return auc;
}

static double
cost (const SftValues *values)
{
  /* A beta draw costs about as much as 30 elementary operations, the exact laws some 50,000. */
  return 5e4 + 30 * 2 * sft_values_get (values, "samples") * (sft_values_get (values, "draw") + 1) / 10;
}

static gboolean
validate (const SftValues *values, GError **error)
{
  double minimum = sft_values_get (values, "threshold_min"), maximum = sft_values_get (values, "threshold_max");
  g_autofree char *minimum_text = sft_number_to_string (minimum);
  g_autofree char *maximum_text = sft_number_to_string (maximum);

  if (minimum < maximum)
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_CONFLICT, "threshold_min", -1, -1,
                       _ ("threshold_min: %s is not below threshold_max (%s); accepted: threshold_min < threshold_max"),
                       minimum_text, maximum_text);
  return FALSE;
}

typedef struct
{
  const Scores *scores;
  double threshold, low, high;
  double a[2], b[2];        /* harmful, benign */
  double rate[2], exact[2]; /* at the operating threshold */
  double auc_exact;
  int n_thresholds;
} Work;

static const char *const series_names[2] = { "block harmful", "block benign" };
static const char *const exact_names[2] = { "exact block harmful", "exact block benign" };
static const SftRole roles[2] = { SFT_ROLE_PRIMARY, SFT_ROLE_SECONDARY };

static void
work_init (Work *work, const SftValues *values, const Scores *scores, double auc_exact)
{
  *work = (Work){ .scores = scores,
                  .threshold = sft_values_get (values, "threshold"),
                  .low = sft_values_get (values, "threshold_min"),
                  .high = sft_values_get (values, "threshold_max"),
                  .a = { sft_values_get (values, "harmful_a"), sft_values_get (values, "benign_a") },
                  .b = { sft_values_get (values, "harmful_b"), sft_values_get (values, "benign_b") },
                  .auc_exact = auc_exact,
                  .n_thresholds = (int)sft_values_get (values, "thresholds") };
  for (int class = 0; class < 2; class ++)
    {
      sft_threshold_rates (scores->scores + class * scores->n, scores->n, &work->threshold, 1, &work->rate[class]);
      work->exact[class] = sft_beta_tail (work->threshold, work->a[class], work->b[class]);
    }
}

static void
add_curves (SftPanel *panel, const Work *work, int class)
{
  SftText sampled = class == 0 ? sft_text (N_ ("block harmful")) : sft_text (N_ ("block benign"));
  SftText law = class == 0 ? sft_text (N_ ("exact law, harmful")) : sft_text (N_ ("exact law, benign"));
  SftSeries *exact = sft_panel_add_series (panel, exact_names[class], law, roles[class], SFT_SHAPE_CURVE, EXACT_POINTS);
  SftSeries *rates =
      sft_panel_add_series (panel, series_names[class], sampled, roles[class], SFT_SHAPE_MARKED, work->n_thresholds);

  exact->thin = TRUE;
  exact->line = SFT_LINE_DOTTED;
  sft_linspace (work->low, work->high, EXACT_POINTS, exact->x);
  for (int i = 0; i < EXACT_POINTS; i++)
    exact->y[i] = sft_beta_tail (exact->x[i], work->a[class], work->b[class]);

  rates->source = SFT_SOURCE_SYNTHETIC;
  sft_linspace (work->low, work->high, work->n_thresholds, rates->x);
  sft_threshold_rates (work->scores->scores + class * work->scores->n, work->scores->n, rates->x, work->n_thresholds,
                       rates->y);
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Guardrail threshold trade-off")),
      sft_text (N_ ("At a threshold of %.3f the guardrail blocks %.1f %% of the harmful and %.1f %% of the benign "
                    "scores in the sample."),
                work->threshold, 100 * work->rate[0], 100 * work->rate[1]));
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Threshold")), sft_text (N_ ("Rate")));
  const SftBinding drag = { .gesture = SFT_GESTURE_DRAG_X, .param = "threshold" };

  panel->y.low = 0;
  panel->y.high = 1;
  for (int class = 0; class < 2; class ++)
    add_curves (panel, work, class);
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->threshold, 0, sft_text (N_ ("threshold %.3f"), work->threshold),
                      SFT_ROLE_NEUTRAL)
      ->bind = drag;
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->threshold, work->rate[0],
                      sft_text (N_ ("harmful %.3f"), work->rate[0]), roles[0])
      ->bind = drag;
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->threshold, work->rate[1],
                      sft_text (N_ ("benign %.3f"), work->rate[1]), roles[1])
      ->bind = drag;
  return figure;
}

static void
add_checks (SftResult *result, const SftFigure *figure, const Work *work)
{
  const SftPanel *panel = g_ptr_array_index (figure->panels, 0);
  double distance = 0, n = work->scores->n;
  /* Dvoretzky-Kiefer-Wolfowitz with Massart's constant: P (sup > d) <= 2 exp (-2 n d^2), here 0.001 a class. */
  double bound = sqrt (log (2 / 0.001) / (2 * n));
  gboolean in_range = TRUE;

  for (int class = 0; class < 2; class ++)
    {
      const SftSeries *rates = g_ptr_array_index (panel->series, 2 * class + 1);

      for (gsize i = 0; i < rates->n; i++)
        {
          in_range = in_range && rates->y[i] >= 0 && rates->y[i] <= 1;
          distance = MAX (distance, fabs (rates->y[i] - sft_beta_tail (rates->x[i], work->a[class], work->b[class])));
        }
    }

  sft_result_notebook_check (result, in_range, sft_text (N_ ("rates stay in [0, 1]")));
  sft_result_check (result, distance <= bound,
                    sft_text (N_ ("sampled rates lie within %.4f of the exact laws (largest distance %.4f; 998 of "
                                  "1,000 seeds stay inside)"),
                              bound, distance));
  sft_result_check (result, work->rate[0] >= work->rate[1],
                    work->rate[0] >= work->rate[1]
                        ? sft_text (N_ ("at this threshold harmful prompts are blocked at least as often as benign "
                                        "ones"))
                        : sft_text (N_ ("at this threshold benign prompts are blocked more often than harmful ones: "
                                        "the score is worse than none")));
  /* Two regularized incomplete beta functions, each good to about 1e-13. */
  sft_result_compare (
      result, work->exact[0] + sft_beta_tail (1 - work->threshold, work->a[1], work->b[1]), 1, 1e-10,
      work->a[0] == work->b[1] && work->b[0] == work->a[1]
          ? sft_text (N_ ("TPR(t) + FPR(1 − t) = 1 for the exact laws, since the shapes are mirrored"))
          : sft_text (N_ ("TPR(t) + FPR(1 − t) = 1 for the exact laws; it is a law only for mirrored shapes, and these "
                          "are not")));
  sft_result_notice (result, sft_text (N_ ("The notebook's check cannot fail: a share of scores always lies in "
                                           "[0, 1].")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Scores *scores = sft_memo_get (memo, "scores", score_params, values, make_scores, NULL, cancellable, error);
  double *auc_exact;
  SftResult *result;
  Work work;

  if (scores == NULL)
    return NULL;
  auc_exact = sft_memo_get (memo, "exact AUC", shape_params, values, make_exact_auc, NULL, cancellable, error);
  if (auc_exact == NULL)
    {
      sft_memo_release (scores, NULL);
      return NULL;
    }

  work_init (&work, values, scores, *auc_exact);
  result = sft_result_new (&sft_lab_notebook_guardrail, make_figure (&work));
  sft_result_set (result, "block_harmful", work.rate[0]);
  sft_result_set (result, "block_benign", work.rate[1]);
  sft_result_set (result, "auc", scores->auc);
  sft_result_set (result, "auc_exact", work.auc_exact);
  sft_result_set (result, "exact_block_harmful", work.exact[0]);
  sft_result_set (result, "exact_block_benign", work.exact[1]);
  add_checks (result, result->figure, &work);
  sft_memo_release (scores, NULL);
  sft_memo_release (auc_exact, NULL);
  return result;
}

const SftLab sft_lab_notebook_guardrail = {
  .id = "guardrail",
  .title = N_ ("guardrail threshold tradeoff"),
  .about =
      N_ ("A guardrail gives every prompt a score and blocks those at or above a threshold. A low threshold blocks "
          "the harmful prompts and many benign ones with them; a high one lets both through. Move the operating "
          "threshold and read the two rates; the dotted curves are the exact laws that the sample scatters "
          "around. The scores are synthetic draws from two Beta distributions, not a real classifier's."),
  .formula = "rate(τ) = #{scores ≥ τ} / n,   exact: 1 − I_τ(a, b),   AUC = P(harmful > benign) + ½ P(tie)",
  .math = N_ ("\\text{rate}(\\tau) &= \\frac{\\#\\{\\text{scores} \\geq \\tau\\}}{n}, \\quad \\text{exact: } 1 - "
              "I_\\tau(a, b) \\\\ "
              "\\mathrm{AUC} &= P(\\text{harmful} > \\text{benign}) + \\tfrac12 P(\\text{tie}) \\\\ "
              "&= \\value{auc|4}"),
  .spec = { params, NULL, validate },
  .readouts = readouts,
  .cost = cost,
  .costly = score_params,
  .compute = compute,
  .presets = sft_presets_notebook_guardrail,
};
