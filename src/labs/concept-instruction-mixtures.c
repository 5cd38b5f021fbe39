/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 5: how instruction data sets were mixed, from FLAN's rate maximum on, and what people preferred. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-mixture.h"
#include "sft-preset-private.h"

#define MIXTURE N_ ("Mixture")
#define MAX_TASKS 12
#define LOWEST_CAP 100.0
#define HIGHEST_CAP 100000.0
#define GRID 61

static const SftDim dims[] = {
  { "tasks", N_ ("Tasks"), N_ ("How many tasks are mixed."), 2, MAX_TASKS, NULL, NULL },
  { NULL },
};

static const SftParam params[] = {
  { .id = "cap",
    .label = N_ ("Rate maximum K"),
    .group = MIXTURE,
    .help = N_ ("A task with more examples than this is drawn as if it had just so many; FLAN used 3,000."),
    SFT_UNITS ("example", "examples"),
    .kind = SFT_INTEGER,
    .minimum = LOWEST_CAP,
    .maximum = HIGHEST_CAP,
    .step = 100,
    .initial = "3000" },
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
    .rows = "tasks",
    .fill = "10000" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "rates", N_ ("Mixing rates"), N_ ("How often each task is drawn."), NULL, SFT_READOUT_NUMBERS, 4 },
  { "effective_tasks", N_ ("Effective tasks"),
    N_ ("exp(H) of the rates: as many equally likely tasks would be as varied."), N_ ("tasks"), SFT_READOUT_NUMBER, 3 },
  { "smallest_rate", N_ ("Smallest rate"), N_ ("The rate of the task that is drawn least."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "largest_rate", N_ ("Largest rate"), N_ ("The rate of the task that is drawn most."), NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  int n;
  const double *sizes;
  double cap, least_size, greatest_size, total;
  double rates[MAX_TASKS], smallest, largest;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  work->sizes = sft_values_cells (values, "task_sizes", &work->n, NULL);
  work->cap = sft_values_get (values, "cap");
  sft_mixture_rates (work->sizes, work->n, work->cap, 1, work->rates);
  work->least_size = work->smallest = INFINITY;
  work->greatest_size = work->largest = work->total = 0;
  for (int i = 0; i < work->n; i++)
    {
      work->least_size = MIN (work->least_size, work->sizes[i]);
      work->greatest_size = MAX (work->greatest_size, work->sizes[i]);
      work->total += work->sizes[i];
      work->smallest = MIN (work->smallest, work->rates[i]);
      work->largest = MAX (work->largest, work->rates[i]);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Evenly spaced in the logarithm, and every size between the ends: there the curves have their corners. */
static int
cap_grid (const Work *work, double *caps)
{
  int n = 0;

  for (int i = 0; i < GRID; i++)
    caps[n++] = LOWEST_CAP * pow (HIGHEST_CAP / LOWEST_CAP, i / (GRID - 1.0));
  caps[n - 1] = HIGHEST_CAP;
  for (int i = 0; i < work->n; i++)
    if (work->sizes[i] > LOWEST_CAP && work->sizes[i] < HIGHEST_CAP)
      caps[n++] = work->sizes[i];
  qsort (caps, n, sizeof *caps, compare_doubles);
  return n;
}

static void
add_rates (SftFigure *figure, const Work *work)
{
  static const SftRole roles[] = { SFT_ROLE_PRIMARY, SFT_ROLE_SECONDARY, SFT_ROLE_TERTIARY,
                                   SFT_ROLE_ERROR,   SFT_ROLE_NEUTRAL,   SFT_ROLE_HIGHLIGHT };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Mixing rates (legend: task and its size)")),
                                          sft_text (N_ ("Rate maximum K (examples, log scale)")),
                                          sft_text (N_ ("Share of the draws")));
  double caps[GRID + MAX_TASKS], rates[MAX_TASKS];
  SftSeries *series[MAX_TASKS];
  int n = cap_grid (work, caps);

  panel->x.logarithmic = TRUE;
  panel->x.low = LOWEST_CAP;
  panel->x.high = HIGHEST_CAP;
  panel->y.low = panel->y.high = 0;
  /* With the highest cap a task can be drawn most often. */
  sft_mixture_rates (work->sizes, work->n, HIGHEST_CAP, 1, rates);
  for (int i = 0; i < work->n; i++)
    panel->y.high = MAX (panel->y.high, ceil (10 * rates[i]) / 10);
  for (int i = 0; i < work->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("task %d", i + 1);

      series[i] = sft_panel_add_series (panel, name, sft_text (N_ ("%d: %.0f"), i + 1, work->sizes[i]),
                                        roles[i % G_N_ELEMENTS (roles)], SFT_SHAPE_CURVE, n);
      /* The second six have the same colors: thin lines tell them apart. */
      series[i]->thin = i >= (int)G_N_ELEMENTS (roles);
    }
  for (int k = 0; k < n; k++)
    {
      sft_mixture_rates (work->sizes, work->n, caps[k], 1, rates);
      for (int i = 0; i < work->n; i++)
        {
          series[i]->x[k] = caps[k];
          series[i]->y[k] = rates[i];
        }
    }
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->cap, 0, sft_text (N_ ("K %.0f"), work->cap), SFT_ROLE_NEUTRAL)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "cap" };
}

static SftSeries *
add_published (SftPanel *panel, const char *name, SftText legend, SftRole role, SftShape shape, const double *y,
               gsize n, SftText citation)
{
  SftSeries *series = sft_panel_add_series (panel, name, legend, role, shape, n);

  series->source = SFT_SOURCE_PUBLISHED;
  series->citation = citation;
  for (gsize i = 0; i < n; i++)
    {
      series->x[i] = (double)i;
      series->y[i] = y[i];
    }
  return series;
}

/* The submixture weights of the Flan 2022 Collection. */
static void
add_flan (SftFigure *figure)
{
  static const double weights[] = { 0.40, 0.32, 0.20, 0.05, 0.03 };
  static const char *const names[] = { "Flan 2021", "T0", "NIv2", "CoT", N_ ("Dialog") };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Published: Flan 2022 mixture")),
                                          sft_text (N_ ("Part of the mixture")), sft_text (N_ ("Mixing weight")));

  panel->share = 0.6;
  panel->y.low = 0;
  panel->y.high = 0.5;
  panel->x.bare = TRUE;
  panel->x.whole = TRUE;
  panel->x.low = -0.5;
  panel->x.high = 4.5;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      sft_axis_add_name (&panel->x, sft_text_constant (names[i]), FALSE);
      sft_panel_add_mark (panel, SFT_MARK_POINT, (double)i, weights[i], sft_text ("%.2f", weights[i]),
                          SFT_ROLE_TERTIARY)
          ->hollow = TRUE;
    }
  add_published (panel, "published mixture", sft_text (N_ ("mixing weight")), SFT_ROLE_TERTIARY, SFT_SHAPE_POINTS,
                 weights, G_N_ELEMENTS (weights), sft_text (N_ ("Longpre et al. 2023")));
}

/* How often labelers preferred outputs of the 175B InstructGPT, with the paper's bounds as upright lines. */
static void
add_preference (SftFigure *figure)
{
  static const double preferred[] = { 85, 71 }, margins[] = { 3, 4 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Published: InstructGPT 175B preferred")),
                                          sft_text (N_ ("GPT-3 without and with examples")),
                                          sft_text_constant (N_ ("Comparisons won (%)")));
  SftSeries *bounds;

  panel->y.low = 50;
  panel->y.high = 100;
  panel->x.low = -0.5;
  panel->x.high = 1.5;
  panel->x.bare = TRUE;
  panel->x.whole = TRUE;
  sft_axis_add_name (&panel->x, sft_text (N_ ("zero-shot")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("few-shot")), FALSE);
  add_published (panel, "published preference", sft_text (N_ ("preferred")), SFT_ROLE_PRIMARY, SFT_SHAPE_POINTS,
                 preferred, 2, sft_text (N_ ("Ouyang et al. 2022")));
  bounds = sft_panel_add_series (panel, "published bounds", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, 5);
  bounds->source = SFT_SOURCE_PUBLISHED;
  bounds->citation = sft_text (N_ ("Ouyang et al. 2022"));
  bounds->line = SFT_LINE_SOLID;
  for (int i = 0; i < 2; i++)
    {
      bounds->x[3 * i] = bounds->x[3 * i + 1] = i;
      bounds->y[3 * i] = preferred[i] - margins[i];
      bounds->y[3 * i + 1] = preferred[i] + margins[i];
      sft_panel_add_mark (panel, SFT_MARK_POINT, i, preferred[i], sft_text ("%.0f ± %.0f %%", preferred[i], margins[i]),
                          SFT_ROLE_PRIMARY)
          ->hollow = TRUE;
    }
  bounds->x[2] = bounds->y[2] = NAN;
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Mixing tasks, from FLAN to InstructGPT")),
      sft_text (N_ ("With a rate maximum of %.0f the rates of %d tasks lie between %.3f and %.3f, as varied as %.2f "
                    "equally likely tasks."),
                work->cap, work->n, work->smallest, work->largest, sft_mixture_effective (work->rates, work->n)));

  figure->columns = 2;
  add_rates (figure, work);
  add_preference (figure);
  add_flan (figure);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double sum = 0, unlike_uniform = 0, unlike_proportional = 0;

  for (int i = 0; i < work->n; i++)
    {
      sum += work->rates[i];
      unlike_uniform = MAX (unlike_uniform, fabs (work->rates[i] - 1.0 / work->n));
      unlike_proportional = MAX (unlike_proportional, fabs (work->rates[i] - work->sizes[i] / work->total));
    }
  /* Sums of at most twelve numbers of at most 1. */
  sft_result_identity (result, sum, 1, 1e-14, sft_text (N_ ("the rates sum to 1")));
  sft_result_identity (result, work->largest / work->smallest,
                       MIN (work->greatest_size, work->cap) / MIN (work->least_size, work->cap), 1e-8,
                       sft_text (N_ ("largest over smallest rate is min(e, K) of the largest over that of the smallest "
                                     "task")));
  if (work->cap <= work->least_size)
    sft_result_identity (result, unlike_uniform, 0, 1e-14,
                         sft_text (N_ ("no task is smaller than K: the mixture is uniform")));
  if (work->cap >= work->greatest_size)
    sft_result_identity (result, unlike_proportional, 0, 1e-14,
                         sft_text (N_ ("no task is larger than K: the rates are proportional to the sizes")));
  sft_result_check (result, work->largest <= 0.5,
                    sft_text (N_ ("no task takes more than half of the draws; where one does, a real run learns that "
                                  "task and hardly hears of the others")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_instruction_mixtures, make_figure (&work));
  sft_result_set_numbers (result, "rates", work.rates, work.n);
  sft_result_set (result, "effective_tasks", sft_mixture_effective (work.rates, work.n));
  sft_result_set (result, "smallest_rate", work.smallest);
  sft_result_set (result, "largest_rate", work.largest);
  add_checks (result, &work);
  return result;
}

const SftLab sft_lab_concept_instruction_mixtures = {
  .id = "instruction-mixtures",
  .demo = 5,
  .title = N_ ("mixing rates and what was published"),
  .about =
      /* xgettext:no-c-format */ N_ (
          "FLAN turned existing data sets into instructions: at most 30,000 training examples each, mixed in "
          "proportion to their sizes with a rate maximum of 3,000, so that large tasks do not drown small ones. Flan "
          "2022 set the shares of five collections by hand. InstructGPT then trained on what people asked and "
          "preferred: its 175B model won 85±3 % against GPT-3 and 71±4 % against few-shot GPT-3. The task sizes on "
          "the left are synthetic; both panels of published numbers are quoted, not computed."),
  .formula = "rateᵢ = min(eᵢ, K) / Σ min(eⱼ, K)",
  .math = N_ ("\\text{rate}_i = \\frac{\\min(e_i, K)}{\\sum_j \\min(e_j, K)}, \\quad K = \\value{cap}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_instruction_mixtures,
};
