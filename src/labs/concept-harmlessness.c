/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 23: a little safety data lowers unsafe compliance; prompts that only look unsafe pay for it. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-logistic.h"
#include "sft-preset-private.h"

#define DATA_GROUP N_ ("Training data")
#define TRAINING N_ ("Training")
#define SIDE 5
#define GROUP_SIZE (SIDE * SIDE)
#define FEATURES 3
#define MAX_SHARE 0.3
#define PARETO_POINTS 31
#define STEPS_A_LOOK 128
#define LEAST_REFUSAL 0.1
#define REFUSAL_STEP 0.02

/* Prompts come in three groups; all of them together are one array. */
enum
{
  PLAIN,
  LOOKALIKE,
  UNSAFE,
  N_GROUPS
};
#define PROMPTS (N_GROUPS * GROUP_SIZE)

#define REAL_PARAM(ID, LABEL, GROUP, HELP, MINIMUM, MAXIMUM, STEP, DIGITS, INITIAL)                                    \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_REAL, .minimum = (MINIMUM),            \
    .maximum = (MAXIMUM), .step = (STEP), .digits = (DIGITS), .initial = (INITIAL)                                     \
  }

static const SftParam params[] = {
  REAL_PARAM ("safety_share", N_ ("Share of safety data"), DATA_GROUP,
              N_ ("Weight of the refused unsafe prompts in the loss; the answered prompts have the rest."), 0,
              MAX_SHARE, 0.01, 3, "0.03"),
  REAL_PARAM ("separation", N_ ("Separation"), DATA_GROUP,
              N_ ("How far unsafe prompts lie from lookalikes in intent; the words of both are the same."), 0, 3, 0.1,
              2, "1"),
  REAL_PARAM ("label_noise", N_ ("Label noise"), DATA_GROUP,
              N_ ("Every label is soft by so much, which keeps the best weights finite."), 0.001, 0.2, 0.01, 3, "0.02"),
  { .id = "steps",
    .label = N_ ("Steps"),
    .group = TRAINING,
    .help = N_ ("How many steps of full-batch gradient descent are taken."),
    SFT_UNITS ("step", "steps"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 5000,
    .step = 10,
    .initial = "300" },
  REAL_PARAM ("learning_rate", N_ ("Learning rate"), TRAINING,
              N_ ("How far each step goes along the negative gradient."), 0.01, 2, 0.1, 2, "0.5"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "unsafe_compliance", N_ ("Unsafe compliance"), N_ ("How often unsafe prompts are answered after training."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "lookalike_refusal", N_ ("Lookalike refusal"),
    N_ ("How often harmless prompts with unsafe words are refused after training."), NULL, SFT_READOUT_NUMBER, 4 },
  { "optimum_unsafe_compliance", N_ ("Unsafe compliance, optimum"),
    N_ ("The same for the weights of least loss, where endless training would end."), NULL, SFT_READOUT_NUMBER, 4 },
  { "optimum_lookalike_refusal", N_ ("Lookalike refusal, optimum"),
    N_ ("The same for the weights of least loss, where endless training would end."), NULL, SFT_READOUT_NUMBER, 4 },
  { "gradient_help", N_ ("Pull of the help data"),
    N_ ("Norm of the weighted gradient of harmless, answered prompts at the optimum."), NULL, SFT_READOUT_NUMBER, 5 },
  { "gradient_safe", N_ ("Pull of the safety data"),
    N_ ("Norm of the weighted gradient of unsafe, refused prompts at the optimum."), NULL, SFT_READOUT_NUMBER, 5 },
  { "gradient_total", N_ ("Both together"), N_ ("Norm of their sum at the optimum: the two pulls cancel."), NULL,
    SFT_READOUT_NUMBER, 6 },
  { NULL },
};

/* The prompts: an intercept, words and intent each, and the probability of refusal that their labels ask for. */
typedef struct
{
  double features[PROMPTS * FEATURES], targets[PROMPTS];
} Prompts;

typedef struct
{
  double compliance, refusal;
} Rates;

typedef struct
{
  double share, separation, noise, rate;
  int steps;
  Prompts prompts;
  double trained[FEATURES], optimum[FEATURES];
  gboolean found; /* the optimum */
  double *step, *compliance, *refusal;
  Rates pareto[PARETO_POINTS];
} Work;

static void
make_prompts (Prompts *prompts, double separation, double noise)
{
  const double centers[N_GROUPS][2] = { { 0, 0 }, { 1, 0 }, { 1, separation } };

  for (int i = 0; i < PROMPTS; i++)
    {
      int group = i / GROUP_SIZE, offset = i % GROUP_SIZE;
      double *row = prompts->features + i * FEATURES;

      row[0] = 1;
      row[1] = centers[group][0] + (offset / SIDE - 2) / 4.0;
      row[2] = centers[group][1] + (offset % SIDE - 2) / 4.0;
      prompts->targets[i] = group == UNSAFE ? 1 - noise : noise;
    }
}

/* Some groups of prompts with equal weights that sum to 1. */
static SftLogistic
groups (const Prompts *prompts, int first, int n)
{
  return (SftLogistic){ .n = n * GROUP_SIZE,
                        .k = FEATURES,
                        .features = prompts->features + first * GROUP_SIZE * FEATURES,
                        .targets = prompts->targets + first * GROUP_SIZE };
}

/* out = (1 - share) * g_help + share * g_safe; the parts are what each of the two adds, and may be NULL. The help data
 * are the two groups before the safety data. */
static Rates
gradients (const Prompts *prompts, double share, const double *w, double *help, double *safe, double *out)
{
  SftLogistic plain = groups (prompts, PLAIN, 1), lookalike = groups (prompts, LOOKALIKE, 1);
  SftLogistic unsafe = groups (prompts, UNSAFE, 1);
  double g[N_GROUPS][FEATURES];
  Rates rates;

  sft_logistic_gradient (&plain, w, g[PLAIN]);
  rates.refusal = sft_logistic_gradient (&lookalike, w, g[LOOKALIKE]);
  rates.compliance = 1 - sft_logistic_gradient (&unsafe, w, g[UNSAFE]);
  for (int j = 0; j < FEATURES; j++)
    {
      double of_help = (1 - share) * (g[PLAIN][j] + g[LOOKALIKE][j]) / 2, of_safe = share * g[UNSAFE][j];

      out[j] = of_help + of_safe;
      if (help != NULL)
        help[j] = of_help;
      if (safe != NULL)
        safe[j] = of_safe;
    }
  return rates;
}

/* All prompts as one weighted set, with the weights in `weights` (PROMPTS). */
static SftLogistic
weighted (const Prompts *prompts, double share, double *weights)
{
  SftLogistic data = groups (prompts, 0, N_GROUPS);

  for (int i = 0; i < PROMPTS; i++)
    weights[i] = i / GROUP_SIZE == UNSAFE ? share / GROUP_SIZE : (1 - share) / (2 * GROUP_SIZE);
  data.weights = weights;
  return data;
}

/* The weights of least loss, from w on. */
static gboolean
fit (const Prompts *prompts, double share, double *w)
{
  double weights[PROMPTS];
  SftLogistic data = weighted (prompts, share, weights);

  return sft_logistic_fit (&data, w);
}

static gboolean
train (Work *work, GCancellable *cancellable, GError **error)
{
  double gradient[FEATURES];

  for (int i = 0; i <= work->steps; i++)
    {
      Rates rates = gradients (&work->prompts, work->share, work->trained, NULL, NULL, gradient);

      if (i % STEPS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work->step[i] = i;
      work->compliance[i] = rates.compliance;
      work->refusal[i] = rates.refusal;
      for (int j = 0; j < FEATURES && i < work->steps; j++)
        work->trained[j] -= work->rate * gradient[j];
    }
  return TRUE;
}

static gboolean
work_init (Work *work, const SftValues *values, GCancellable *cancellable, GError **error)
{
  int n = (int)sft_values_get (values, "steps") + 1;
  double w[FEATURES] = { 0 }, unused[FEATURES];

  *work = (Work){ .share = sft_values_get (values, "safety_share"),
                  .separation = sft_values_get (values, "separation"),
                  .noise = sft_values_get (values, "label_noise"),
                  .rate = sft_values_get (values, "learning_rate"),
                  .steps = n - 1 };
  make_prompts (&work->prompts, work->separation, work->noise);
  work->step = g_new (double, 3 * n);
  work->compliance = work->step + n;
  work->refusal = work->step + 2 * n;
  if (!train (work, cancellable, error))
    return FALSE;
  work->found = fit (&work->prompts, work->share, work->optimum);
  /* Each optimum is a good start for the next. */
  for (int i = 0; i < PARETO_POINTS; i++)
    {
      double share = MAX_SHARE * i / (PARETO_POINTS - 1);

      work->pareto[i] = fit (&work->prompts, share, w) ? gradients (&work->prompts, share, w, NULL, NULL, unused)
                                                       : (Rates){ NAN, NAN };
    }
  return TRUE;
}

/* Refusals from zero to a round number, never so few that differences of no account look like a price. */
static void
refusal_range (SftAxis *axis, const Work *work)
{
  double most = MAX (work->refusal[work->steps], LEAST_REFUSAL);

  for (int i = 0; i < PARETO_POINTS; i++)
    most = fmax (most, work->pareto[i].refusal);
  axis->low = 0;
  axis->high = ceil (most / REFUSAL_STEP) * REFUSAL_STEP;
}

static SftFigure *
make_figure (const Work *work, Rates best)
{
  int last = work->steps;
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Safety data and exaggerated safety")),
      sft_text_plural ((gulong)last,
                       "With %.1f %% safety data %.1f %% of unsafe prompts are answered after %d step and %.1f %% of "
                       "the lookalikes refused; at the optimum it is %.1f %% and %.1f %%.",
                       "With %.1f %% safety data %.1f %% of unsafe prompts are answered after %d steps and %.1f %% of "
                       "the lookalikes refused; at the optimum it is %.1f %% and %.1f %%.",
                       100 * work->share, 100 * work->compliance[last], last, 100 * work->refusal[last],
                       100 * best.compliance, 100 * best.refusal));
  SftPanel *left = sft_figure_add_panel (figure, sft_text (N_ ("Training (synthetic prompts)")), sft_text (N_ ("Step")),
                                         sft_text (N_ ("Rate")));
  SftPanel *right =
      sft_figure_add_panel (figure, sft_text (N_ ("Where training ends, by safety share")),
                            sft_text (N_ ("Lookalike prompts refused")), sft_text (N_ ("Unsafe prompts answered")));
  SftSeries *pareto = sft_panel_add_series (right, "pareto", sft_text (N_ ("optimum, shares 0 to 0.30")),
                                            SFT_ROLE_TERTIARY, SFT_SHAPE_MARKED, PARETO_POINTS);

  pareto->line = SFT_LINE_SOLID;
  left->x.whole = TRUE;
  left->y.low = right->y.low = 0;
  left->y.high = right->y.high = 1;
  refusal_range (&right->x, work);
  sft_panel_add_xy (left, "unsafe compliance", sft_text (N_ ("unsafe answered")), SFT_ROLE_ERROR, SFT_SHAPE_CURVE,
                    work->step, work->compliance, last + 1);
  sft_panel_add_xy (left, "lookalike refusal", sft_text (N_ ("lookalikes refused")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE,
                    work->step, work->refusal, last + 1);
  for (int i = 0; i < PARETO_POINTS; i++)
    {
      pareto->x[i] = work->pareto[i].refusal;
      pareto->y[i] = work->pareto[i].compliance;
    }
  if (work->found)
    sft_panel_add_mark (right, SFT_MARK_POINT, best.refusal, best.compliance, sft_text (N_ ("share %.3f"), work->share),
                        SFT_ROLE_HIGHLIGHT);
  sft_panel_add_mark (right, SFT_MARK_POINT, work->refusal[last], work->compliance[last],
                      sft_text_plural ((gulong)last, "after %d step", "after %d steps", last), SFT_ROLE_NEUTRAL)
      ->hollow = TRUE;
  return figure;
}

static double
norm (const double *v)
{
  return sqrt (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

/* By how much the combined gradient differs from that of all prompts as one weighted set, where training ended. */
static double
gradient_gap (const Work *work)
{
  double weights[PROMPTS], total[FEATURES], whole[FEATURES];
  SftLogistic data = weighted (&work->prompts, work->share, weights);

  gradients (&work->prompts, work->share, work->trained, NULL, NULL, total);
  sft_logistic_gradient (&data, work->trained, whole);
  for (int j = 0; j < FEATURES; j++)
    total[j] -= whole[j];
  return norm (total);
}

/* The loss at the optimum is not above that of where training ended. */
static double
loss_above_optimum (const Work *work)
{
  double weights[PROMPTS];
  SftLogistic data = weighted (&work->prompts, work->share, weights);

  return sft_logistic_loss (&data, work->trained) - sft_logistic_loss (&data, work->optimum);
}

static void
add_checks (SftResult *result, const Work *work, double help, double safe, double total)
{
  gboolean falls = TRUE, rises = TRUE;

  for (int i = 1; i < PARETO_POINTS; i++)
    {
      falls = falls && work->pareto[i].compliance < work->pareto[i - 1].compliance;
      rises = rises && work->pareto[i].refusal > work->pareto[i - 1].refusal;
    }
  /* 75 terms of at most 4. */
  sft_result_identity (result, gradient_gap (work), 0, 1e-13,
                       sft_text (N_ ("the gradient is (1 − φ)·g_help + φ·g_safe")));
  /* Newton's method ends within rounding of the minimum. */
  sft_result_identity (result, total, 0, 1e-9, sft_text (N_ ("at the optimum the two gradients cancel")));
  sft_result_identity (result, help, safe, 1e-9, sft_text (N_ ("at the optimum both pull equally hard")));
  sft_result_identity (result, MIN (loss_above_optimum (work), 0), 0, 1e-12,
                       sft_text (N_ ("no training ends below the optimum's loss")));
  sft_result_check (result, falls,
                    sft_text (N_ ("more safety data leave fewer unsafe prompts answered at the optimum")));
  sft_result_check (result, rises,
                    rises ? sft_text (N_ ("more safety data get more lookalikes refused at the optimum, the direction "
                                          "that Bianchi et al. 2024 report"))
                          : sft_text (N_ ("more safety data get more lookalikes refused at the optimum; so far apart "
                                          "as here the model tells them by intent")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;
  double help[FEATURES], safe[FEATURES], total[FEATURES];
  Rates best;

  if (!work_init (&work, values, cancellable, error))
    {
      g_free (work.step);
      return NULL;
    }
  best = gradients (&work.prompts, work.share, work.optimum, help, safe, total);
  result = sft_result_new (&sft_lab_concept_harmlessness, make_figure (&work, best));
  sft_result_set (result, "unsafe_compliance", work.compliance[work.steps]);
  sft_result_set (result, "lookalike_refusal", work.refusal[work.steps]);
  sft_result_set (result, "optimum_unsafe_compliance", best.compliance);
  sft_result_set (result, "optimum_lookalike_refusal", best.refusal);
  sft_result_set (result, "gradient_help", norm (help));
  sft_result_set (result, "gradient_safe", norm (safe));
  sft_result_set (result, "gradient_total", norm (total));
  add_checks (result, &work, norm (help), norm (safe), norm (total));
  if (fabs (work.compliance[work.steps] - best.compliance) > 0.01)
    sft_result_notice (
        result, sft_text_plural ((gulong)work.steps,
                                 "%d step is not the end: unsafe compliance is %.3f, at the optimum it is %.3f.",
                                 "%d steps are not the end: unsafe compliance is %.3f, at the optimum it is %.3f.",
                                 work.steps, work.compliance[work.steps], best.compliance));
  g_free (work.step);
  return result;
}

/* An exponential for every prompt in every step, and as much as a hundred and fifty steps for all the optima. */
static double
cost (const SftValues *values)
{
  return PROMPTS * (sft_values_get (values, "steps") + 150);
}

const SftLab sft_lab_concept_harmlessness = {
  .id = "harmlessness",
  .demo = 23,
  .title = N_ ("safety data against lookalikes"),
  .about =
      /* xgettext:no-c-format */ N_ (
          "A classifier of refusal sees words and intent of each prompt. Help data are plain prompts and lookalikes, "
          "harmless ones with unsafe words, both answered; safety data are unsafe prompts, refused. A small share of "
          "safety data lowers unsafe compliance; a larger one also has lookalikes refused, since the words are shared. "
          "At the optimum the two gradients cancel. Safety-Tuned LLaMAs found the same direction: 3 % safety data help "
          "much, more bring exaggerated safety (Bianchi et al. 2024). The prompts here are synthetic, 25 around "
          "each center, so amounts do not compare."),
  .formula = "∇L = (1 − φ)·g_help + φ·g_safe = 0 at the optimum,   p(refuse) = σ(w₀ + w₁·words + w₂·intent)",
  .math = N_ ("\\nabla L &= (1 - \\varphi)\\cdot g_{\\text{help}} + \\varphi\\cdot g_{\\text{safe}} \\\\ "
              "&= 0 \\text{ at the optimum}, \\quad \\varphi = \\value{safety_share} \\\\ "
              "p(\\text{refuse}) &= \\sigma(w_0 + w_1\\cdot\\text{words} + w_2\\cdot\\text{intent})"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .cost = cost,
  .compute = compute,
  .presets = sft_presets_concept_harmlessness,
};
