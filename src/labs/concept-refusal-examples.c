/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 14: what a model learns from refusal examples, with and without harmless prompts that sound alike. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-interval.h"
#include "sft-lab.h"
#include "sft-logistic.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-softmax.h"

#define DATA N_ ("Training examples")
#define MODEL N_ ("Classifier")
#define POINTS 201
#define FEATURES 3 /* 1, words, intent */
/* How many times the weight of words the weight of intent should be; alike centers give 1 but for chance. */
#define CLEARLY_MORE 1.1

#define EXAMPLES(ID, LABEL, HELP, MINIMUM, MAXIMUM, INITIAL)                                                           \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = DATA, .help = (HELP), SFT_UNITS ("example", "examples"),                    \
    .kind = SFT_INTEGER, .minimum = (MINIMUM), .maximum = (MAXIMUM), .step = 50, .initial = (INITIAL)                  \
  }

static const SftParam params[] = {
  EXAMPLES ("refusal_examples", N_ ("Refusal examples"), N_ ("Harmful prompts that the training set refuses."), 0, 2000,
            "300"),
  EXAMPLES ("contrast_examples", N_ ("Contrast examples"),
            N_ ("Harmless prompts that sound alike and are answered; set them to 0 to break it."), 0, 2000, "100"),
  EXAMPLES ("plain_examples", N_ ("Plain examples"), N_ ("Harmless prompts in harmless words, which are answered."), 1,
            5000, "1000"),
  { .id = "lexical_overlap",
    .label = N_ ("Shared words"),
    .group = DATA,
    .help = N_ ("How far lookalike prompts use the words of harmful ones: 0 not at all, 1 fully."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "0.6" },
  { .id = "noise",
    .label = N_ ("Noise"),
    .group = DATA,
    .help = N_ ("Standard deviation of words and intent around the center of their group."),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 2,
    .step = 0.05,
    .digits = 3,
    .initial = "0.5" },
  SFT_SEED_PARAM (N_ ("Seed"), DATA,
                  N_ ("Starts the random numbers: harmful, contrast, then plain examples, words before intent.")),
  { .id = "ridge",
    .label = N_ ("Ridge"),
    .group = MODEL,
    .help = N_ ("How strongly both weights are pulled towards 0; the intercept is left alone."),
    .kind = SFT_REAL,
    .minimum = 0.01,
    .maximum = 100,
    .step = 0.5,
    .digits = 2,
    .initial = "1" },
  { .id = "threshold",
    .label = N_ ("Threshold"),
    .group = MODEL,
    .help = N_ ("A prompt is refused when its predicted probability of refusal is at least this high."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.5" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "weight_intercept", N_ ("Intercept"), N_ ("Logit of refusal at no alarming word and no harmful intent."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "weight_words", N_ ("Weight of words"), N_ ("What alarming words add to the logit of refusal."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "weight_intent", N_ ("Weight of intent"), N_ ("What harmful intent adds to the logit of refusal."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "mean_predicted", N_ ("Mean predicted refusal"), N_ ("Mean predicted probability over the training set."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "refusal_share", N_ ("Refusal share"), N_ ("Share of refusals in the training set."), NULL, SFT_READOUT_NUMBER, 4 },
  { "refusal_harmful", N_ ("Harmful refused"), N_ ("Share of harmful prompts refused, over all prompts of that kind."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "refusal_lookalike", N_ ("Lookalikes refused"),
    N_ ("Share of harmless lookalike prompts refused, over all prompts of that kind."), NULL, SFT_READOUT_NUMBER, 4 },
  { "refusal_plain", N_ ("Plain refused"), N_ ("Share of plain prompts refused, over all prompts of that kind."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "refused_contrast", N_ ("Contrast examples refused"), N_ ("How many of the contrast examples are refused."),
    SFT_UNITS ("example", "examples"), SFT_READOUT_COUNT, 0 },
  { "wilson_low", N_ ("Refused from"),
    /* xgettext:no-c-format */ N_ ("Lower end of Wilson's 95 % interval of the share of them."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "wilson_high", N_ ("Refused to"),
    /* xgettext:no-c-format */ N_ ("Upper end of Wilson's 95 % interval of the share of them."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

enum
{
  HARMFUL,
  LOOKALIKE,
  PLAIN,
  N_GROUPS
};

/* The trained classifier, and the logits that it gives to the contrast examples. */
typedef struct
{
  double w[FEATURES], mean;
  gsize n_contrast;
  double logits[];
} Fit;

static const char *const fit_params[] = {
  "refusal_examples", "contrast_examples", "plain_examples", "lexical_overlap", "noise", "seed", "ridge", NULL
};

static void
group_sizes (const SftValues *values, gsize *sizes)
{
  sizes[HARMFUL] = (gsize)sft_values_get (values, "refusal_examples");
  sizes[LOOKALIKE] = (gsize)sft_values_get (values, "contrast_examples");
  sizes[PLAIN] = (gsize)sft_values_get (values, "plain_examples");
}

/* Words and intent at the middle of each group. */
static void
group_center (double overlap, int group, double *words, double *intent)
{
  *words = group == HARMFUL ? 1 : group == LOOKALIKE ? overlap : 0;
  *intent = group == HARMFUL;
}

static void
draw_examples (const SftValues *values, const gsize *sizes, double *features, double *targets)
{
  double noise = sft_values_get (values, "noise");
  SftRandom random;

  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (int group = 0; group < N_GROUPS; group++)
    for (gsize i = 0; i < sizes[group]; i++, features += FEATURES)
      {
        group_center (sft_values_get (values, "lexical_overlap"), group, &features[1], &features[2]);
        features[0] = 1;
        features[1] += noise * sft_random_gauss (&random);
        features[2] += noise * sft_random_gauss (&random);
        *targets++ = group == HARMFUL;
      }
}

static gpointer
make_fit (const SftValues *values, GCancellable *cancellable, GError **error)
{
  gsize sizes[N_GROUPS], n;
  g_autofree double *features = NULL, *targets = NULL;
  double penalties[FEATURES] = { 0 };
  const double *contrast;
  Fit *fit;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  group_sizes (values, sizes);
  n = sizes[HARMFUL] + sizes[LOOKALIKE] + sizes[PLAIN];
  fit = g_atomic_rc_box_alloc0 (sizeof (Fit) + sizes[LOOKALIKE] * sizeof (double));
  fit->n_contrast = sizes[LOOKALIKE];
  if (sizes[HARMFUL] == 0)
    return fit;

  features = g_new (double, n *FEATURES);
  targets = g_new (double, n);
  draw_examples (values, sizes, features, targets);
  /* The ridge belongs to the summed loss, and this one is a mean. */
  penalties[1] = penalties[2] = sft_values_get (values, "ridge") / (double)n;
  SftLogistic data = { n, FEATURES, features, targets, NULL, penalties };
  double gradient[FEATURES];
  sft_logistic_fit (&data, fit->w);
  fit->mean = sft_logistic_gradient (&data, fit->w, gradient);
  contrast = features + sizes[HARMFUL] * FEATURES;
  for (gsize i = 0; i < fit->n_contrast; i++, contrast += FEATURES)
    fit->logits[i] = fit->w[0] + fit->w[1] * contrast[1] + fit->w[2] * contrast[2];
  return fit;
}

typedef struct
{
  const Fit *fit;
  gsize sizes[N_GROUPS];
  gboolean fitted;
  double overlap, noise, threshold, rates[N_GROUPS];
  gsize refused; /* of the contrast examples */
  double low, high;
} Work;

/* P(logit of the prediction >= logit of the threshold) for a prompt of the group: a linear score of normal features is
 * normal. */
static double
refusal_rate (const Work *work, int group, double threshold)
{
  const double *w = work->fit->w;
  double words, intent, middle, spread = work->noise * hypot (w[1], w[2]);

  if (!work->fitted)
    return 0;
  group_center (work->overlap, group, &words, &intent);
  middle = w[0] + w[1] * words + w[2] * intent - sft_logit (threshold);
  return spread > 0 ? sft_normal_cdf (middle / spread) : middle >= 0;
}

static void
work_init (Work *work, const SftValues *values, const Fit *fit)
{
  double limit;

  work->fit = fit;
  group_sizes (values, work->sizes);
  work->fitted = work->sizes[HARMFUL] > 0;
  work->overlap = sft_values_get (values, "lexical_overlap");
  work->noise = sft_values_get (values, "noise");
  work->threshold = sft_values_get (values, "threshold");
  for (int group = 0; group < N_GROUPS; group++)
    work->rates[group] = refusal_rate (work, group, work->threshold);
  limit = sft_logit (work->threshold);
  work->refused = 0;
  for (gsize i = 0; work->fitted && i < fit->n_contrast; i++)
    work->refused += fit->logits[i] >= limit;
  sft_wilson ((double)work->refused, (double)fit->n_contrast, SFT_Z_95, &work->low, &work->high);
}

static void
add_rates (SftFigure *figure, const Work *work)
{
  static const char *const names[N_GROUPS] = { "harmful", "lookalike", "plain" };
  static const char *const legends[N_GROUPS] = { N_ ("harmful"), N_ ("lookalike"), N_ ("plain") };
  static const SftRole roles[N_GROUPS] = { SFT_ROLE_PRIMARY, SFT_ROLE_ERROR, SFT_ROLE_TERTIARY };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Refusal over the threshold")),
                                          sft_text (N_ ("Threshold")), sft_text (N_ ("Share refused")));
  SftSeries *series;

  panel->y.low = 0;
  panel->y.high = 1;
  for (int group = 0; group < N_GROUPS; group++)
    {
      series = sft_panel_add_series (panel, names[group], sft_text_constant (legends[group]), roles[group],
                                     SFT_SHAPE_CURVE, POINTS);
      sft_linspace (0, 1, POINTS, series->x);
      for (int i = 0; i < POINTS; i++)
        series->y[i] = refusal_rate (work, group, series->x[i]);
    }
  if (work->fit->n_contrast > 0)
    {
      series = sft_panel_add_series (panel, "contrast interval", sft_text (N_ ("contrast examples, 95 %% interval")),
                                     SFT_ROLE_ERROR, SFT_SHAPE_MARKED, 2);
      series->line = SFT_LINE_SOLID;
      series->source = SFT_SOURCE_SYNTHETIC;
      series->x[0] = series->x[1] = work->threshold;
      series->y[0] = work->low;
      series->y[1] = work->high;
    }
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->threshold, 0, sft_text (N_ ("threshold %.3f"), work->threshold),
                      SFT_ROLE_NEUTRAL)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "threshold" };
  if (!work->fitted)
    panel->note = sft_text (N_ ("no refusal examples, so nothing is fitted and nothing refused"));
}

/* Röttger et al. (2024): Llama-2-70b-chat with its original system prompt on 250 safe prompts. The interval is ours. */
static void
add_published (SftFigure *figure)
{
  static const double kinds[] = { 0, 1 }, shares[] = { 0.38, 0.216 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Safe prompts of XSTest")), SFT_NO_TEXT,
                                          sft_text (N_ ("Share refused")));
  SftSeries *points = sft_panel_add_xy (panel, "published", sft_text (N_ ("Llama-2-70b")), SFT_ROLE_SECONDARY,
                                        SFT_SHAPE_POINTS, kinds, shares, 2);
  SftSeries *interval = sft_panel_add_series (panel, "published interval", sft_text (N_ ("its 95 %% intervals")),
                                              SFT_ROLE_NEUTRAL, SFT_SHAPE_CURVE, 5);

  points->source = SFT_SOURCE_PUBLISHED;
  points->citation = sft_text (N_ ("Röttger 2024"));
  interval->line = SFT_LINE_SOLID;
  for (int i = 0; i < 2; i++)
    {
      interval->x[3 * i] = interval->x[3 * i + 1] = i;
      sft_wilson (250 * shares[i], 250, SFT_Z_95, &interval->y[3 * i], &interval->y[3 * i + 1]);
    }
  interval->x[2] = interval->y[2] = NAN; /* lifts the pen */
  panel->x.low = -0.5;
  panel->x.high = 1.5;
  panel->y.low = 0;
  panel->y.high = 1;
  panel->x.whole = panel->x.bare = TRUE;
  sft_axis_add_name (&panel->x, sft_text (N_ ("fully")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("partly")), FALSE);
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Refusal and over-refusal")),
      sft_text (
          N_ ("At a threshold of %.3f the classifier refuses %.1f %% of the harmful, %.1f %% of the lookalike and "
              "%.1f %% of the plain prompts."),
          work->threshold, 100 * work->rates[HARMFUL], 100 * work->rates[LOOKALIKE], 100 * work->rates[PLAIN]));

  figure->columns = 2;
  add_rates (figure, work);
  add_published (figure);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work, double share)
{
  double n = (double)work->fit->n_contrast, refused = (double)work->refused / n;
  const double *w = work->fit->w;

  /* The gradient of the intercept after the last Newton step, below the square root of its decrement. */
  sft_result_identity (result, work->fit->mean, share, 1e-9,
                       sft_text (N_ ("the mean predicted refusal is the refusal share of the training set")));
  /* Both sides are below 4 in units of 1 / n; n is at most 2,000. */
  if (n > 0)
    sft_result_identity (result, n * (refused - work->high) * (refused - work->high),
                         SFT_Z_95 * SFT_Z_95 * work->high * (1 - work->high), 1e-10,
                         sft_text (N_ ("Wilson's bound p solves (rate − p)² = z² p (1 − p) / n")));
  if (work->fitted)
    sft_result_compare (
        result, fmin (w[2], CLEARLY_MORE * w[1]), CLEARLY_MORE * w[1], 0,
        w[2] >= CLEARLY_MORE * w[1]
            ? sft_text (N_ ("intent weighs clearly more than alarming words"))
            : sft_text (N_ ("intent weighs clearly more than alarming words; in a real run a model that saw the words "
                            "in harmful prompts only refuses to explain how to kill a Python process")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  static const char *const weight_ids[FEATURES] = { "weight_intercept", "weight_words", "weight_intent" };
  static const char *const rate_ids[N_GROUPS] = { "refusal_harmful", "refusal_lookalike", "refusal_plain" };
  Fit *fit = sft_memo_get (memo, "fit", fit_params, values, make_fit, NULL, cancellable, error);
  SftResult *result;
  double share;
  Work work;

  if (fit == NULL)
    return NULL;
  work_init (&work, values, fit);
  share = (double)work.sizes[HARMFUL] / (double)(work.sizes[HARMFUL] + work.sizes[LOOKALIKE] + work.sizes[PLAIN]);
  result = sft_result_new (&sft_lab_concept_refusal_examples, make_figure (&work));
  for (int i = 0; i < FEATURES; i++)
    sft_result_set_or (result, weight_ids[i], work.fitted ? fit->w[i] : NAN,
                       sft_text (N_ ("nothing is fitted without refusal examples")));
  sft_result_set (result, "mean_predicted", fit->mean);
  sft_result_set (result, "refusal_share", share);
  for (int group = 0; group < N_GROUPS; group++)
    sft_result_set (result, rate_ids[group], work.rates[group]);
  sft_result_set (result, "refused_contrast", (double)work.refused);
  sft_result_set_or (result, "wilson_low", work.low, sft_text (N_ ("no contrast examples")));
  sft_result_set_or (result, "wilson_high", work.high, sft_text (N_ ("no contrast examples")));
  add_checks (result, &work, share);
  sft_memo_release (fit, NULL);
  return result;
}

const SftLab sft_lab_concept_refusal_examples = {
  .id = "refusal-examples",
  .demo = 14,
  .title = N_ ("refusal and over-refusal"),
  .about =
      N_ ("Refusal examples teach a model to refuse, but from which sign? Here a prompt has two features, alarming "
          "words and harmful intent, and logistic regression learns when to refuse. Where all alarming words come with "
          "harmful intent, it learns the words, and refuses harmless lookalikes; contrast examples, answered in the "
          "same words, make it look at the intent. In XSTest (Röttger et al. 2024) Llama-2-70b-chat with its original "
          "system prompt fully refused 38 % (95 % interval 32.2 to 44.2) and partly 21.6 % of 250 safe prompts. "
          "Prompts here are synthetic; rates are exact."),
  .formula = "P(refuse) = σ(b + w·x),   rate = Φ((b + w·center − logit threshold) / (noise·‖w‖))",
  .math = N_ ("P(\\text{refuse}) &= \\sigma(b + w\\cdot x) \\\\ "
              "\\text{rate} &= \\Phi\\left(\\frac{b + w\\cdot\\text{center} - "
              "\\operatorname{logit}\\text{threshold}}{\\text{noise}\\cdot\\lVert w \\rVert}\\right) \\\\ "
              "\\text{harmful:}\\; & \\value{refusal_harmful|3}, \\quad \\text{lookalike: } "
              "\\value{refusal_lookalike|3}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_refusal_examples,
};
