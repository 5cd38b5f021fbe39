/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 25: how a reward for agreement tilts a policy, and what to count when answers flip under a challenge. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define TABLE N_ ("Answers before and after a challenge")
#define TILT N_ ("Tilt of the policy")
#define BAYES N_ ("A rational listener")

static const SftParam params[] = {
  { .id = "table",
    .label = N_ ("Answers"),
    .group = TABLE,
    .help = N_ ("How many answers were correct or wrong before (rows) and correct or wrong after (columns) the user's "
                "challenge."),
    SFT_UNITS ("answer", "answers"),
    .kind = SFT_MATRIX,
    .cell = SFT_INTEGER,
    .minimum = 0,
    .maximum = 100000,
    .step = 1,
    .initial = "8,3;5,4",
    .rows = "before",
    .columns = "after",
    .fill = "0" },
  { .id = "count_over_all",
    .label = N_ ("Break it: count over all answers"),
    .group = TABLE,
    .help = N_ ("Divide the flips by all answers instead of those that could flip that way."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { .id = "p0",
    .label = N_ ("Agreement at the start"),
    .group = TILT,
    .help = N_ ("The probability that the model agrees with the user before the first refresh."),
    .kind = SFT_REAL,
    .minimum = 0.01,
    .maximum = 0.99,
    .step = 0.01,
    .digits = 3,
    .initial = "0.3" },
  { .id = "reward_gap",
    .label = N_ ("Reward gap"),
    .group = TILT,
    .help = N_ ("By how much the reward of agreeing exceeds that of disagreeing."),
    .kind = SFT_REAL,
    .minimum = -1,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.1" },
  { .id = "beta",
    .label = N_ ("Beta"),
    .group = TILT,
    .help = N_ ("Strength of the KL penalty that holds each round to the policy before it."),
    .kind = SFT_REAL,
    .minimum = 0.05,
    .maximum = 5,
    .step = 0.05,
    .digits = 3,
    .initial = "0.5" },
  { .id = "rounds",
    .label = N_ ("Refresh rounds"),
    .group = TILT,
    .help = N_ ("How many rounds of refresh are shown; round 0 is the start."),
    SFT_UNITS ("round", "rounds"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 50,
    .step = 1,
    .initial = "10" },
  { .id = "user_reliability",
    .label = N_ ("Reliability of the user"),
    .group = BAYES,
    .help = N_ ("How often the user is right when challenging an answer."),
    .kind = SFT_REAL,
    .minimum = 0.5,
    .maximum = 0.99,
    .step = 0.01,
    .digits = 3,
    .initial = "0.7" },
  { .id = "own_confidence",
    .label = N_ ("Own confidence"),
    .group = BAYES,
    .help = N_ ("How sure the model is of its answer before the challenge, if its confidence is calibrated."),
    .kind = SFT_REAL,
    .minimum = 0.5,
    .maximum = 0.99,
    .step = 0.01,
    .digits = 3,
    .initial = "0.8" },
  { NULL },
};

static const char *const outcome_names[] = { "correct", "wrong" };

static const SftDim dims[] = {
  { "before", N_ ("Before the challenge"), N_ ("Correct, then wrong before the challenge."), 2, 2, outcome_names,
    NULL },
  { "after", N_ ("After the challenge"), N_ ("Correct, then wrong after the challenge."), 2, 2, outcome_names, NULL },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "agreement_final", N_ ("Agreement in the last round"), N_ ("Probability that the model agrees with the user."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "regressive_rate", N_ ("Regressive rate"), N_ ("Share of initially correct answers that became wrong."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "progressive_rate", N_ ("Progressive rate"), N_ ("Share of initially wrong answers that became correct."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "overall_flip_rate", N_ ("Flip rate"), N_ ("Share of all answers that changed between correct and wrong."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "accuracy_before", N_ ("Accuracy before"), N_ ("Share of answers that were correct before the challenge."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "accuracy_after", N_ ("Accuracy after"), N_ ("Share of answers that were correct after the challenge."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "bayes_own_answer", N_ ("Belief in the own answer"),
    N_ ("What a Bayesian still believes of its own answer after the challenge."), NULL, SFT_READOUT_NUMBER, 4 },
  { "flip_rational", N_ ("Flipping is rational"), N_ ("Whether that belief has fallen below one half."), NULL,
    SFT_READOUT_TRUTH, 0 },
  { NULL },
};

typedef struct
{
  const double *table; /* correct-correct, correct-wrong, wrong-correct, wrong-wrong */
  double correct_before, wrong_before, total;
  gboolean over_all;
  double p0, tilt, bayes;
  int rounds;
  double *round, *agreement;
} Work;

static double
logit (double p)
{
  return log (p) - log1p (-p);
}

static double
ratio (double part, double whole)
{
  return whole > 0 ? part / whole : NAN;
}

static void
work_init (Work *work, const SftValues *values)
{
  work->table = sft_values_cells (values, "table", NULL, NULL);
  work->correct_before = work->table[0] + work->table[1];
  work->wrong_before = work->table[2] + work->table[3];
  work->total = work->correct_before + work->wrong_before;
  work->over_all = sft_values_get (values, "count_over_all") != 0;
  work->p0 = sft_values_get (values, "p0");
  work->tilt = sft_values_get (values, "reward_gap") / sft_values_get (values, "beta");
  work->rounds = (int)sft_values_get (values, "rounds");
  work->bayes = sft_sigmoid (logit (sft_values_get (values, "own_confidence"))
                             - logit (sft_values_get (values, "user_reliability")));
  work->round = g_new (double, work->rounds + 1);
  work->agreement = g_new (double, work->rounds + 1);
  for (int k = 0; k <= work->rounds; k++)
    {
      work->round[k] = k;
      work->agreement[k] = sft_sigmoid (logit (work->p0) + k * work->tilt);
    }
}

static void
work_clear (Work *work)
{
  g_free (work->round);
  g_free (work->agreement);
}

/* The lesson's feedback curves at the notebook's defaults, for comparison. */
static void
add_feedback (SftPanel *panel, const Work *work)
{
  int n = work->rounds + 1;
  SftSeries *safety = sft_panel_add_series (panel, "safety", sft_text (N_ ("safety (notebook)")), SFT_ROLE_TERTIARY,
                                            SFT_SHAPE_CURVE, n);
  SftSeries *helpfulness = sft_panel_add_series (panel, "helpfulness", sft_text (N_ ("helpfulness (notebook)")),
                                                 SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE, n);

  safety->thin = helpfulness->thin = TRUE;
  safety->source = helpfulness->source = SFT_SOURCE_SYNTHETIC;
  for (int k = 0; k < n; k++)
    {
      safety->x[k] = helpfulness->x[k] = k;
      safety->y[k] = sft_feedback_safety (0.72, 0.05, 2, k);
      helpfulness->y[k] = sft_feedback_helpfulness (0.78, 0.015, 0.008, k);
    }
}

static void
add_table (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Answers under a challenge")), sft_text (N_ ("After the challenge")),
                            sft_text (N_ ("Before the challenge")));
  SftHeatmap *map = sft_panel_add_heatmap (panel, "answers", work->table, 2, 2, sft_text (N_ ("answers")));

  map->low = 0;
  map->high = MAX (1, MAX (MAX (work->table[0], work->table[1]), MAX (work->table[2], work->table[3])));
  map->digits = 0;
  map->outlined = g_new0 (guint8, 4);
  panel->x.bare = panel->y.bare = TRUE;
  map->outlined[1] = 1; /* regressive: what sycophancy costs */
  /* Ten points of the page are an answer; where counts are large, a hundred are the largest of them. */
  map->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "table", .per_unit = MAX (0.1, map->high / 100) };
  for (int i = 0; i < 2; i++)
    {
      sft_axis_add_name (&panel->x, i == 0 ? sft_text (N_ ("correct")) : sft_text (N_ ("wrong")), FALSE);
      sft_axis_add_name (&panel->y, i == 0 ? sft_text (N_ ("correct")) : sft_text (N_ ("wrong")), FALSE);
    }
  if (work->correct_before == 0)
    panel->note = sft_text (N_ ("no answer was correct before, so there is no regressive rate"));
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Sycophancy risk")),
      sft_text_plural ((gulong)work->rounds,
                       "After %d round the model agrees with probability %.3f, from %.3f at the start; correct "
                       "answers that became wrong under a challenge: %.0f of %.0f.",
                       "After %d rounds the model agrees with probability %.3f, from %.3f at the start; correct "
                       "answers that became wrong under a challenge: %.0f of %.0f.",
                       work->rounds, work->agreement[work->rounds], work->p0, work->table[1], work->correct_before));
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Agreement with the user")),
                                          sft_text (N_ ("Refresh round")), sft_text (N_ ("Probability, score")));

  panel->x.whole = TRUE;
  sft_panel_add_xy (panel, "agreement", sft_text (N_ ("agreement")), SFT_ROLE_PRIMARY, SFT_SHAPE_MARKED, work->round,
                    work->agreement, work->rounds + 1);
  add_feedback (panel, work);
  sft_panel_add_mark (panel, SFT_MARK_POINT, 0, work->p0, SFT_NO_TEXT, SFT_ROLE_PRIMARY)->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "p0" };
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->rounds, work->agreement[work->rounds],
                      sft_text ("%.3f", work->agreement[work->rounds]), SFT_ROLE_PRIMARY);
  add_table (figure, work);
  return figure;
}

/* The last round's agreement once more, a round at a time: each multiplies the odds by e^tilt. */
static double
agreement_by_rounds (const Work *work)
{
  double p = work->p0;

  for (int k = 0; k < work->rounds; k++)
    p = p / (p + (1 - p) * exp (-work->tilt));
  return p;
}

static void
add_checks (SftResult *result, const Work *work, double regressive, double progressive)
{
  double before = ratio (work->correct_before, work->total);
  double after = ratio (work->table[0] + work->table[2], work->total);
  double right = ratio (work->table[1], work->correct_before);

  /* Fifty multiplications, each within an ulp, and tilts up to 20. */
  sft_result_identity (
      result, work->agreement[work->rounds], agreement_by_rounds (work), 1e-12,
      sft_text (N_ ("logit pₖ = logit p₀ + k·gap/β: each round multiplies the odds by the same factor")));
  sft_result_compare (
      result, regressive, right, 1e-15,
      work->over_all ? sft_text (N_ ("the regressive rate is counted over initially correct answers; over all answers "
                                     "a weak model looks steadfast, since it had little to lose"))
                     : sft_text (N_ ("the regressive rate is counted over initially correct answers")));
  if (isnan (regressive) || isnan (progressive))
    return;
  sft_result_compare (
      result, after - before, (1 - before) * progressive - before * regressive, 1e-12,
      work->over_all ? sft_text (N_ ("the change of accuracy follows from both rates; with the wrong denominator it "
                                     "does not"))
                     : sft_text (N_ ("the change of accuracy is wrong share × progressive − correct share × "
                                     "regressive")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;
  double regressive, progressive;

  work_init (&work, values);
  regressive = ratio (work.table[1], work.over_all ? work.total : work.correct_before);
  progressive = ratio (work.table[2], work.over_all ? work.total : work.wrong_before);
  result = sft_result_new (&sft_lab_concept_sycophancy_risk, make_figure (&work));
  sft_result_set (result, "agreement_final", work.agreement[work.rounds]);
  sft_result_set_or (result, "regressive_rate", regressive, sft_text (N_ ("no answer was correct before")));
  sft_result_set_or (result, "progressive_rate", progressive, sft_text (N_ ("no answer was wrong before")));
  sft_result_set_or (result, "overall_flip_rate", ratio (work.table[1] + work.table[2], work.total),
                     sft_text (N_ ("no answers")));
  sft_result_set_or (result, "accuracy_before", ratio (work.correct_before, work.total), sft_text (N_ ("no answers")));
  sft_result_set_or (result, "accuracy_after", ratio (work.table[0] + work.table[2], work.total),
                     sft_text (N_ ("no answers")));
  sft_result_set (result, "bayes_own_answer", work.bayes);
  sft_result_set (result, "flip_rational", work.bayes < 0.5);
  add_checks (result, &work, regressive, progressive);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_sycophancy_risk = {
  .id = "sycophancy-risk",
  .demo = 25,
  .title = N_ ("agreement under reward and under challenge"),
  .about =
      N_ ("If agreeing earns a little more reward, each refresh tilts the policy by the same factor in its odds, and "
          "a small gap becomes a habit. Whether giving in is a fault depends on what was true: count regressive "
          "flips over the answers that were correct before (3 of 11), not over all (3 of 20), and do not call it "
          "sycophancy when a reliable user changes a rational mind. SycEval (Fanous et al. 2025) reports 58.19 % "
          "sycophantic answers, 43.52 % progressive and 14.66 % regressive. Table and rewards here are synthetic; "
          "the thin curves are the notebook's feedback curves at its defaults."),
  .formula = "logit pₖ = logit p₀ + k·gap/β,   regressive = t₀₁ / (t₀₀ + t₀₁),   belief = σ(logit p − logit c)",
  .math = N_ ("\\operatorname{logit} p_k &= \\operatorname{logit} p_0 + k\\cdot\\frac{\\text{gap}}{\\beta} \\\\ "
              "\\text{regressive} &= \\frac{t_{01}}{t_{00} + t_{01}} = "
              "\\frac{\\value{table[0][1]}}{\\value{table[0][0]} + \\value{table[0][1]}} = "
              "\\value{regressive_rate|4} \\\\ "
              "\\text{belief} &= \\sigma(\\operatorname{logit} p - \\operatorname{logit} c) = "
              "\\value{bayes_own_answer|4}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_sycophancy_risk,
};
