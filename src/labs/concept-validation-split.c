/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 10: what a validation set is worth, depending on how it was split off. */
#include "config.h"

#include <math.h>

#include "sft-interval.h"
#include "sft-lab.h"
#include "sft-mixture.h"
#include "sft-preset-private.h"
#include "sft-random.h"

#define PROMPTS N_ ("Prompts")
#define SPLIT N_ ("Split")
#define MAX_PER_USER 200
#define N_CATEGORIES 10

enum
{
  SPLIT_RANDOM,
  SPLIT_STRATIFIED,
  SPLIT_BY_USER,
  N_SPLITS
};

static const SftChoice splits[] = {
  { "random", N_ ("Prompts at random") },
  { "stratified", N_ ("At random within each category") },
  { "by_user", N_ ("Whole users at random") },
  { NULL },
};

static const SftParam params[] = {
  { .id = "split",
    .label = N_ ("Split"),
    .group = SPLIT,
    .help = N_ ("What is drawn into the validation set; prompts at random with many prompts of each user break it."),
    .kind = SFT_CHOICE,
    .initial = "random",
    .choices = splits },
  { .id = "validation_share",
    .label = N_ ("Validation share"),
    .group = SPLIT,
    .help = N_ ("The chance of a prompt, or of a user, to enter the validation set."),
    .kind = SFT_REAL,
    .minimum = 0.01,
    .maximum = 0.5,
    .step = 0.01,
    .digits = 3,
    .initial = "0.1" },
  SFT_SEED_PARAM (N_ ("Seed"), SPLIT, N_ ("Starts the random numbers of the simulated split.")),
  { .id = "prompts",
    .label = N_ ("Prompts"),
    .group = PROMPTS,
    .help = N_ ("How many prompts there are in all."),
    SFT_UNITS ("prompt", "prompts"),
    .kind = SFT_INTEGER,
    .minimum = 100,
    .maximum = 20000,
    .step = 100,
    .initial = "2000" },
  { .id = "prompts_per_user",
    .label = N_ ("Prompts of each user"),
    .group = PROMPTS,
    .help = N_ ("How many consecutive prompts each user wrote; the last user has what is left."),
    SFT_UNITS ("prompt", "prompts"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_PER_USER,
    .step = 1,
    .initial = "20" },
  { .id = "icc",
    .label = N_ ("Alikeness within users"),
    .group = PROMPTS,
    .help = N_ ("Intraclass correlation: how much two prompts of one user have the same outcome."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "0.1" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "leak_probability", N_ ("Chance of a leak"),
    N_ ("Chance that the user of a random validation prompt also has a training prompt."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "leak_simulated", N_ ("Leaks in the simulation"),
    N_ ("Share of validation prompts whose user has a training prompt, in one split drawn."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "validation_prompts", N_ ("Validation prompts"), N_ ("Prompts times validation share, rounded."), NULL,
    SFT_READOUT_COUNT, 0 },
  { "variance_total", N_ ("Variance of an outcome"), N_ ("Of success or failure on a random prompt."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "variance_within", N_ ("Variance within categories"), N_ ("What is left of it once the category is known."), NULL,
    SFT_READOUT_NUMBER, 5 },
  { "variance_between", N_ ("Variance between categories"), N_ ("What the categories' different success rates add."),
    NULL, SFT_READOUT_NUMBER, 5 },
  { "interval_width", N_ ("Width of the interval"),
    /* xgettext:no-c-format */ N_ ("Width of the 95 % interval of the success rate on the validation set."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "effective_categories", N_ ("Effective categories"),
    N_ ("How many equally frequent categories are as diverse: exp of the entropy."), NULL, SFT_READOUT_NUMBER, 3 },
  { NULL },
};

/* Ouyang et al. (2022), table 1: use cases of the prompts, in percent. They sum to 99.9. */
static const double published_mix[N_CATEGORIES] = { 45.6, 12.4, 11.2, 8.4, 6.6, 4.2, 3.5, 3.5, 2.6, 1.9 };
static const char *const categories[N_CATEGORIES] = {
  N_ ("generation"),    N_ ("open QA"),        N_ ("brainstorming"), N_ ("chat"),      N_ ("rewrite"),
  N_ ("summarization"), N_ ("classification"), N_ ("other"),         N_ ("closed QA"), N_ ("extract"),
};

/* Which prompts a drawn split puts where. */
typedef struct
{
  int validation, leaked;
} Drawn;

static const char *const drawn_params[] = { "seed", "prompts", "prompts_per_user", "validation_share", "split", NULL };

/* Whether a user's prompts are all on one side is known once all of them are drawn. */
static gpointer
draw_split (const SftValues *values, GCancellable *cancellable, GError **error)
{
  int prompts = (int)sft_values_get (values, "prompts"), block = (int)sft_values_get (values, "prompts_per_user");
  double share = sft_values_get (values, "validation_share");
  gboolean whole = (int)sft_values_get (values, "split") == SPLIT_BY_USER;
  Drawn *drawn;
  SftRandom random;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  drawn = g_atomic_rc_box_new0 (Drawn);
  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (int first = 0; first < prompts; first += block)
    {
      int size = MIN (block, prompts - first), validation = 0;

      if (whole)
        validation = sft_random_double (&random) < share ? size : 0;
      else
        for (int i = 0; i < size; i++)
          validation += sft_random_double (&random) < share;
      drawn->validation += validation;
      drawn->leaked += validation < size ? validation : 0;
    }
  return drawn;
}

typedef struct
{
  int split, prompts, per_user, validation;
  double share, icc;
  double mix[N_CATEGORIES], success[N_CATEGORIES];
  double total, within, between;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  double mean = 0;

  work->split = (int)sft_values_get (values, "split");
  work->prompts = (int)sft_values_get (values, "prompts");
  work->per_user = (int)sft_values_get (values, "prompts_per_user");
  work->share = sft_values_get (values, "validation_share");
  work->icc = sft_values_get (values, "icc");
  work->validation = (int)rint (work->share * work->prompts);
  sft_mixture_rates (published_mix, N_CATEGORIES, 100, 1, work->mix);
  work->within = work->between = 0;
  for (int c = 0; c < N_CATEGORIES; c++)
    {
      work->success[c] = 0.9 - 0.05 * c;
      mean += work->mix[c] * work->success[c];
      work->within += work->mix[c] * work->success[c] * (1 - work->success[c]);
    }
  for (int c = 0; c < N_CATEGORIES; c++)
    work->between += work->mix[c] * (work->success[c] - mean) * (work->success[c] - mean);
  work->total = mean * (1 - mean);
}

/* Each of the user's other prompts is in validation too with probability f. */
static double
leak_probability (const Work *work, int split, int per_user)
{
  return split == SPLIT_BY_USER ? 0 : 1 - pow (work->share, per_user - 1);
}

static double
interval_width (const Work *work, int split, int per_user)
{
  double variance = split == SPLIT_STRATIFIED ? work->within
                    : split == SPLIT_BY_USER  ? work->total * (1 + (per_user - 1) * work->icc)
                                              : work->total;

  return 2 * SFT_Z_95 * sqrt (variance / work->validation);
}

static void
log_axis (SftAxis *axis)
{
  axis->logarithmic = TRUE;
  axis->low = 1;
  axis->high = MAX_PER_USER;
}

static void
add_leakage (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Leaks of users")),
                            sft_text (N_ ("Prompts of each user (log scale)")), sft_text (N_ ("Chance of a leak")));
  SftSeries *leakage = sft_panel_add_series (panel, "leakage", sft_text (N_ ("prompts at random")), SFT_ROLE_ERROR,
                                             SFT_SHAPE_STEPS, MAX_PER_USER);
  double at = leak_probability (work, work->split, work->per_user);

  log_axis (&panel->x);
  panel->y.low = 0;
  panel->y.high = 1;
  for (int k = 1; k <= MAX_PER_USER; k++)
    {
      leakage->x[k - 1] = k;
      leakage->y[k - 1] = leak_probability (work, SPLIT_RANDOM, k);
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->per_user, at, sft_text (N_ ("leak %.3f"), at),
                      work->split == SPLIT_BY_USER ? SFT_ROLE_PRIMARY : SFT_ROLE_ERROR)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "prompts_per_user" };
}

static void
add_widths (SftFigure *figure, const Work *work)
{
  static const char *const names[N_SPLITS] = { "width random", "width stratified", "width by user" };
  static const char *const legends[N_SPLITS] = { N_ ("random"), N_ ("stratified"), N_ ("by user") };
  static const SftRole roles[N_SPLITS] = { SFT_ROLE_ERROR, SFT_ROLE_TERTIARY, SFT_ROLE_PRIMARY };
  double at = interval_width (work, work->split, work->per_user);
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Width of the 95 %% interval")),
                            sft_text (N_ ("Prompts of each user (log scale)")), sft_text (N_ ("Width (success rate)")));

  log_axis (&panel->x);
  panel->y.low = 0; /* so that twice as wide looks twice as wide */
  panel->y.high = 1.05 * interval_width (work, SPLIT_BY_USER, MAX_PER_USER);
  for (int split = 0; split < N_SPLITS; split++)
    {
      SftSeries *series = sft_panel_add_series (panel, names[split], sft_text_constant (legends[split]), roles[split],
                                                SFT_SHAPE_CURVE, MAX_PER_USER);

      for (int k = 1; k <= MAX_PER_USER; k++)
        {
          series->x[k - 1] = k;
          series->y[k - 1] = interval_width (work, split, k);
        }
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->per_user, at, sft_text ("%.3f", at), roles[work->split])->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "prompts_per_user" };
}

static void
add_mix (SftFigure *figure)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("What the prompts ask for")), SFT_NO_TEXT,
                                          sft_text (N_ ("Share (%%)")));
  SftSeries *bars = sft_panel_add_series (panel, "published mix", sft_text (N_ ("InstructGPT prompts")),
                                          SFT_ROLE_NEUTRAL, SFT_SHAPE_BARS, N_CATEGORIES);

  bars->source = SFT_SOURCE_PUBLISHED;
  bars->citation = sft_text (N_ ("Ouyang et al. 2022"));
  panel->share = 0.7;
  panel->x.bare = panel->x.whole = TRUE;
  for (int c = 0; c < N_CATEGORIES; c++)
    {
      bars->x[c] = c;
      bars->y[c] = published_mix[c];
      sft_axis_add_name (&panel->x, sft_text_constant (categories[c]), FALSE);
    }
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Splitting off a validation set")),
      sft_text_plural ((gulong)work->per_user,
                       "With %d prompt of each user, a validation prompt's user is in the training data with "
                       "probability %.3f; on a validation set of size %d the success rate has an interval %.3f wide.",
                       "With %d prompts of each user, a validation prompt's user is in the training data with "
                       "probability %.3f; on a validation set of size %d the success rate has an interval %.3f wide.",
                       work->per_user, leak_probability (work, work->split, work->per_user), work->validation,
                       interval_width (work, work->split, work->per_user)));

  figure->columns = 2;
  add_leakage (figure, work);
  add_widths (figure, work);
  add_mix (figure);
  return figure;
}

/* P(at least one of the user's other prompts is in training), by adding up the binomial law. */
static double
leak_by_binomial (const Work *work)
{
  int others = work->per_user - 1;
  double f = work->share, term = pow (1 - f, others), sum = 0;

  for (int j = 0; j < others; j++)
    {
      sum += term;
      term *= (others - j) / (j + 1.0) * f / (1 - f);
    }
  return sum;
}

/* Five standard deviations of the simulated leak share, and one user more: a user's prompts stay together in
 * validation with probability f^k, and then none of the k leaks. */
static double
chance (const Work *work)
{
  double k = MIN (work->per_user, work->prompts), f = work->share;

  return (5 * sqrt (work->prompts * k * pow (f, k)) + k) / (f * work->prompts);
}

static void
add_checks (SftResult *result, const Work *work, double simulated)
{
  double leak = leak_probability (work, work->split, work->per_user);

  /* At most 200 terms that sum to at most 1. */
  if (work->split != SPLIT_BY_USER)
    sft_result_identity (result, leak, leak_by_binomial (work), 1e-12,
                         sft_text (N_ ("the chance of a leak is 1 − fᵏ⁻¹, as adding up the binomial law says")));
  /* Ten terms below 1. */
  sft_result_identity (result, work->within + work->between, work->total, 1e-15,
                       sft_text (N_ ("variance within and between categories is the total variance")));
  sft_result_compare (result, simulated, leak, chance (work),
                      sft_text (N_ ("the simulated split leaks as often as the formula says, up to chance")));
  sft_result_compare (
      result, leak, 0, 0,
      leak == 0 ? sft_text (N_ ("no user has prompts on both sides of the split"))
                : sft_text (N_ ("no user has prompts on both sides of the split; in a real run the model has seen the "
                                "habits of nearly every validation user, and the validation loss looks too good")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Drawn *drawn = sft_memo_get (memo, "split", drawn_params, values, draw_split, NULL, cancellable, error);
  double simulated;
  SftResult *result;
  Work work;

  if (drawn == NULL)
    return NULL;
  work_init (&work, values);
  simulated = drawn->validation > 0 ? (double)drawn->leaked / drawn->validation : NAN;
  result = sft_result_new (&sft_lab_concept_validation_split, make_figure (&work));
  sft_result_set (result, "leak_probability", leak_probability (&work, work.split, work.per_user));
  sft_result_set_or (result, "leak_simulated", simulated, sft_text (N_ ("no prompt fell into the validation set")));
  sft_result_set (result, "validation_prompts", work.validation);
  sft_result_set (result, "variance_total", work.total);
  sft_result_set (result, "variance_within", work.within);
  sft_result_set (result, "variance_between", work.between);
  sft_result_set (result, "interval_width", interval_width (&work, work.split, work.per_user));
  sft_result_set (result, "effective_categories", sft_mixture_effective (work.mix, N_CATEGORIES));
  add_checks (result, &work, simulated);
  if (drawn->validation == 0 || drawn->validation == work.prompts)
    sft_result_notice (result,
                       sft_text (N_ ("All prompts fell on one side of the simulated split, so no user leaks.")));
  sft_memo_release (drawn, NULL);
  return result;
}

const SftLab sft_lab_concept_validation_split = {
  .id = "validation-split",
  .demo = 10,
  .title = N_ ("leaks and widths of a validation split"),
  .about =
      /* xgettext:no-c-format */ N_ (
          "A validation prompt should be new to the model, but if its user also wrote training prompts, much of it is "
          "not. Split at random, nearly every prompt of a busy user leaks; split by user, as InstructGPT was, none "
          "does, at the price of a wider interval, since prompts of one user are alike. Stratifying by category "
          "narrows the interval a little and leaks as much. The mix of categories is InstructGPT's (Ouyang et al. "
          "2022); it sums to 99.9 % and is normalized. Success rates, 90 % falling by 5 points a category, are "
          "synthetic."),
  .formula = "P(leak) = 1 − fᵏ⁻¹,   width = 2z·√(V/m),   V by user = V·(1 + (k−1)·icc)",
  .math = N_ ("P(\\text{leak}) &= 1 - f^{k-1} \\text{ (random split)} \\\\ "
              "\\text{width} &= 2z\\sqrt{\\frac{V}{m}} = \\value{interval_width|4} \\\\ "
              "V_{\\text{by user}} &= V\\cdot(1 + (k - 1)\\cdot\\mathrm{icc})"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_validation_split,
};
