/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 11: how many tasks a mixture amounts to, and how much of an unseen task others can cover. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-mixture.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-span.h"

#define MIXTURE N_ ("Mixture")
#define HELD_OUT N_ ("Held-out task")
#define MAX_MIXED 12
#define MAX_DIRECTIONS 60

static const SftDim dims[] = {
  { "mixed_tasks", N_ ("Tasks in the mixture"), N_ ("How many tasks are mixed."), 2, MAX_MIXED, NULL, NULL },
  { NULL },
};

static const SftParam params[] = {
  { .id = "exponent",
    .label = N_ ("Exponent"),
    .group = MIXTURE,
    .help = N_ ("Sizes are raised to this power: 1 mixes in proportion, 0 makes all tasks equal."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "1" },
  { .id = "cap",
    .label = N_ ("Rate maximum"),
    .group = MIXTURE,
    .help = N_ ("A task with more examples than this is drawn as if it had just so many."),
    SFT_UNITS ("example", "examples"),
    .kind = SFT_INTEGER,
    .minimum = 100,
    .maximum = 1e7,
    .step = 1000,
    .initial = "100000" },
  { .id = "task_sizes",
    .label = N_ ("Task sizes"),
    .group = MIXTURE,
    .help = N_ ("How many training examples each task has."),
    SFT_UNITS ("example", "examples"),
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .minimum = 1,
    .maximum = 1e7,
    .step = 1000,
    .initial = "1000,3000,10000,30000,100000",
    .rows = "mixed_tasks",
    .fill = "10000" },
  { .id = "tokens_per_task",
    .label = N_ ("Tokens an example"),
    .group = MIXTURE,
    .help = N_ ("How many trained tokens an example of each task has."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .minimum = 1,
    .maximum = 10000,
    .step = 10,
    .initial = "100,100,100,100,100",
    .rows = "mixed_tasks",
    .fill = "100" },
  { .id = "tasks",
    .label = N_ ("Training directions"),
    .group = HELD_OUT,
    .help = N_ ("How many random directions the training tasks span; another random one is held out."),
    SFT_UNITS ("direction", "directions"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_DIRECTIONS,
    .step = 1,
    .initial = "8" },
  { .id = "dimension",
    .label = N_ ("Dimension"),
    .group = HELD_OUT,
    .help = N_ ("How many dimensions the space of tasks has."),
    .kind = SFT_INTEGER,
    .minimum = 5,
    .maximum = 60,
    .step = 1,
    .initial = "20" },
  { .id = "draws",
    .label = N_ ("Draws"),
    .group = HELD_OUT,
    .help = N_ ("How many times training and held-out directions are drawn anew."),
    SFT_UNITS ("draw", "draws"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 2000,
    .step = 10,
    .initial = "200" },
  SFT_SEED_PARAM (N_ ("Seed"), HELD_OUT, N_ ("Starts the random numbers of the directions.")),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "rates", N_ ("Mixing rates"), N_ ("How often each task is drawn."), NULL, SFT_READOUT_NUMBERS, 4 },
  { "effective_tasks", N_ ("Effective tasks"),
    N_ ("exp(H) of the rates: as many equally likely tasks would be as varied."), N_ ("tasks"), SFT_READOUT_NUMBER, 3 },
  { "simpson_tasks", N_ ("Simpson's number"), N_ ("One over the chance that two draws are of the same task."),
    N_ ("tasks"), SFT_READOUT_NUMBER, 3 },
  { "token_shares", N_ ("Token shares"), N_ ("Which share of the trained tokens each task has."), NULL,
    SFT_READOUT_NUMBERS, 4 },
  { "capture_expected", N_ ("Expected capture"),
    N_ ("Mean share of a random held-out direction inside the span of the training directions."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "capture_simulated", N_ ("Simulated capture"), N_ ("The same over the draws."), NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* Mean share of the held-out direction inside the span of the first 0..n training directions. */
typedef struct
{
  int n;
  double mean[MAX_DIRECTIONS + 1];
} Captures;

static const char *const capture_params[] = { "seed", "draws", "tasks", "dimension", NULL };

static gpointer
make_captures (const SftValues *values, GCancellable *cancellable, GError **error)
{
  int dimension = (int)sft_values_get (values, "dimension"), draws = (int)sft_values_get (values, "draws");
  Captures *captures = g_atomic_rc_box_new0 (Captures);
  g_autofree double *rows = NULL;
  double shares[MAX_DIRECTIONS + 1];
  SftRandom random;

  captures->n = (int)sft_values_get (values, "tasks");
  rows = g_new (double, (captures->n + 1) * dimension);
  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (int draw = 0; draw < draws; draw++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_atomic_rc_box_release (captures);
          return NULL;
        }
      for (int i = 0; i < (captures->n + 1) * dimension; i++)
        rows[i] = sft_random_gauss (&random);
      sft_span_shares (rows, captures->n, dimension, shares);
      for (int j = 1; j <= captures->n; j++)
        captures->mean[j] += shares[j];
    }
  for (int j = 0; j <= captures->n; j++)
    captures->mean[j] /= draws;
  return captures;
}

/* In normal draws; so many multiplications of the reflections are as long as one. */
#define MULTIPLICATIONS 128

static double
cost (const SftValues *values)
{
  double rows = sft_values_get (values, "tasks"), dimension = sft_values_get (values, "dimension");
  double turned = MIN (rows, dimension);

  return sft_values_get (values, "draws") * dimension * (rows + 1 + turned * turned / MULTIPLICATIONS);
}

typedef struct
{
  int n, dimension, draws;
  const double *sizes;
  double cap, exponent, effective, simpson, expected;
  double rates[MAX_MIXED], shares[MAX_MIXED];
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  work->sizes = sft_values_cells (values, "task_sizes", &work->n, NULL);
  work->cap = sft_values_get (values, "cap");
  work->exponent = sft_values_get (values, "exponent");
  work->dimension = (int)sft_values_get (values, "dimension");
  work->draws = (int)sft_values_get (values, "draws");
  sft_mixture_rates (work->sizes, work->n, work->cap, work->exponent, work->rates);
  sft_mixture_token_shares (work->rates, sft_values_cells (values, "tokens_per_task", NULL, NULL), work->n,
                            work->shares);
  work->effective = sft_mixture_effective (work->rates, work->n);
  work->simpson = sft_mixture_simpson (work->rates, work->n);
  work->expected = MIN (sft_values_get (values, "tasks") / work->dimension, 1);
}

static void
add_effective (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Mixture")), sft_text (N_ ("Tasks taken")),
                                          sft_text (N_ ("Effective tasks")));
  SftSeries *all = sft_panel_add_series (panel, "tasks taken", sft_text (N_ ("if all were equal")), SFT_ROLE_NEUTRAL,
                                         SFT_SHAPE_CURVE, work->n);
  SftSeries *entropy = sft_panel_add_series (panel, "effective tasks", sft_text (N_ ("exp(H)")), SFT_ROLE_PRIMARY,
                                             SFT_SHAPE_MARKED, work->n);
  SftSeries *simpson = sft_panel_add_series (panel, "simpson tasks", sft_text (N_ ("Simpson")), SFT_ROLE_SECONDARY,
                                             SFT_SHAPE_MARKED, work->n);
  double rates[MAX_MIXED];

  panel->x.whole = TRUE;
  panel->x.low = 1;
  panel->x.high = work->n;
  panel->y.low = 0;
  panel->y.high = work->n;
  all->thin = TRUE;
  for (int n = 1; n <= work->n; n++)
    {
      sft_mixture_rates (work->sizes, n, work->cap, work->exponent, rates);
      all->x[n - 1] = entropy->x[n - 1] = simpson->x[n - 1] = all->y[n - 1] = n;
      entropy->y[n - 1] = sft_mixture_effective (rates, n);
      simpson->y[n - 1] = sft_mixture_simpson (rates, n);
    }
}

static void
add_capture (SftFigure *figure, const Work *work, const Captures *captures)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Held-out direction")), sft_text (N_ ("Training directions r")),
                            sft_text (N_ ("Share inside their span")));
  int n = MAX (captures->n, work->dimension) + 1;
  SftSeries *expected = sft_panel_add_series (panel, "expected capture", sft_text (N_ ("expected")), SFT_ROLE_NEUTRAL,
                                              SFT_SHAPE_CURVE, n);
  SftSeries *simulated = sft_panel_add_series (panel, "capture", sft_text (N_ ("simulated")), SFT_ROLE_TERTIARY,
                                               SFT_SHAPE_MARKED, captures->n + 1);

  panel->x.whole = TRUE;
  panel->x.low = 0;
  panel->x.high = n - 1;
  panel->y.low = 0;
  panel->y.high = 1;
  simulated->source = SFT_SOURCE_SYNTHETIC;
  for (int r = 0; r < n; r++)
    {
      expected->x[r] = r;
      expected->y[r] = MIN ((double)r / work->dimension, 1);
    }
  for (int r = 0; r <= captures->n; r++)
    {
      simulated->x[r] = r;
      simulated->y[r] = captures->mean[r];
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, captures->n, captures->mean[captures->n],
                      sft_text ("%.3f", captures->mean[captures->n]), SFT_ROLE_TERTIARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "tasks" };
}

/* FLAN's ablation: mean of the held-out clusters over the clusters that were trained on. */
static void
add_published (SftFigure *figure)
{
  static const double scores[] = { 49.9, 55.0, 59.3, 59.2, 60.8, 61.9, 63.5 };
  static const int datasets[] = { 11, 20, 26, 30, 34, 37, 39 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Published: FLAN's held-out score")),
                                          sft_text (N_ ("Task clusters (data sets)")), sft_text (N_ ("Score")));
  SftSeries *series = sft_panel_add_series (panel, "published", sft_text (N_ ("held-out")), SFT_ROLE_PRIMARY,
                                            SFT_SHAPE_MARKED, G_N_ELEMENTS (scores));

  panel->share = 0.8; /* what is quoted stays below what is computed, on small pages too */
  panel->x.whole = panel->x.bare = TRUE;
  panel->x.low = 0.7;
  panel->x.high = 7.3;
  series->source = SFT_SOURCE_PUBLISHED;
  series->citation = sft_text (N_ ("Wei et al. 2022"));
  sft_axis_add_name (&panel->x, sft_text ("0"), FALSE); /* outside the axis: names count from 0 */
  for (int i = 0; i < (int)G_N_ELEMENTS (scores); i++)
    {
      series->x[i] = i + 1;
      series->y[i] = scores[i];
      sft_axis_add_name (&panel->x, sft_text ("%d (%d)", i + 1, datasets[i]), FALSE);
    }
}

static SftFigure *
make_figure (const Work *work, const Captures *captures)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Task diversity")),
      sft_text_plural ((gulong)captures->n,
                       "%d tasks are as varied as %.2f equal ones; %d direction in %d dimensions captures %.1f %% of a "
                       "held-out one, %.1f %% are expected.",
                       "%d tasks are as varied as %.2f equal ones; %d directions in %d dimensions capture %.1f %% of a "
                       "held-out one, %.1f %% are expected.",
                       work->n, work->effective, captures->n, work->dimension, 100 * captures->mean[captures->n],
                       100 * work->expected));

  figure->columns = 2;
  add_effective (figure, work);
  add_capture (figure, work, captures);
  add_published (figure);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work, const Captures *captures)
{
  double r = captures->n, d = work->dimension, shares = 0;
  /* One draw's share has a Beta (r/2, (d - r)/2) law. */
  double half_width = 1.959963984540054 * sqrt (2 * r * MAX (d - r, 0) / (d * d * (d + 2) * work->draws));

  for (int i = 0; i < work->n; i++)
    shares += work->shares[i];
  /* Sums of at most twelve numbers of at most 1, and their logarithms. */
  sft_result_identity (result, work->effective, CLAMP (work->effective, work->simpson, work->n), 1e-12,
                       sft_text (N_ ("1 / Σ rate² ≤ exp(H) ≤ number of tasks")));
  sft_result_identity (result, shares, 1, 1e-14, sft_text (N_ ("the token shares sum to 1")));
  if (work->exponent == 0)
    sft_result_identity (result, work->effective, work->n, 1e-12,
                         sft_text (N_ ("exponent 0 makes all tasks equal: exp(H) is their number")));
  if (r >= d)
    sft_result_identity (result, captures->mean[captures->n], 1, 1e-12,
                         sft_text (N_ ("as many directions as dimensions leave nothing outside")));
  else
    sft_result_compare (result, captures->mean[captures->n], work->expected, half_width,
                        sft_text (N_ ("the simulated capture is r / d within its 95 %% interval, ±%.4f"), half_width));
  sft_result_check (result, work->effective >= 0.5 * work->n,
                    sft_text (N_ ("the mixture is worth at least half of its tasks; where it is not, a real run adds "
                                  "tasks that are hardly ever drawn")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Captures *captures = sft_memo_get (memo, "captures", capture_params, values, make_captures, NULL, cancellable, error);
  Work work;
  SftResult *result;

  if (captures == NULL)
    return NULL;
  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_task_diversity, make_figure (&work, captures));
  sft_result_set_numbers (result, "rates", work.rates, work.n);
  sft_result_set (result, "effective_tasks", work.effective);
  sft_result_set (result, "simpson_tasks", work.simpson);
  sft_result_set_numbers (result, "token_shares", work.shares, work.n);
  sft_result_set (result, "capture_expected", work.expected);
  sft_result_set (result, "capture_simulated", captures->mean[captures->n]);
  add_checks (result, &work, captures);
  sft_memo_release (captures, NULL);
  return result;
}

const SftLab sft_lab_concept_task_diversity = {
  .id = "task-diversity",
  .demo = 11,
  .title = N_ ("effective tasks and held-out directions"),
  .about = N_ ("A mixture of many tasks can amount to few when one of them is drawn most of the time; exp(H) and "
               "Simpson's number say how many it is worth. And more tasks help an unseen one as far as they cover it: "
               "here a task is a random direction, and r ≤ d of them capture r/d of another on average. FLAN's "
               "held-out score (Wei et al. 2022) rose with the number of task clusters, quoted on an axis of its own "
               "and not fitted. Sizes and directions are synthetic; real tasks are far from random directions."),
  .formula = "rateᵢ ∝ min(eᵢ, cap)^exponent,   tasks = exp(H),   1 / Σ rate²,   E‖Pu‖² = min(r, d) / d",
  .math = N_ ("\\text{rate}_i &\\propto \\min(e_i, \\text{cap})^{\\text{exponent}} \\\\ "
              "\\text{tasks} &= \\exp(H) = \\value{effective_tasks|3}, \\quad \\frac{1}{\\sum_i \\text{rate}_i^2} "
              "= \\value{simpson_tasks|3} \\\\ "
              "\\mathbb{E}\\lVert P u \\rVert^2 &= \\frac{\\min(r, d)}{d} = \\value{capture_expected|3}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .cost = cost,
  .compute = compute,
  .presets = sft_presets_concept_task_diversity,
};
