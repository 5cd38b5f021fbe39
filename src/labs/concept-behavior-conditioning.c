/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 2: an instruction is a condition: how much of the behavior it decides, in bits. */
#include "config.h"

#include <math.h>

#include "sft-information.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define MAX_INSTRUCTIONS 8
#define PUBLISHED 4

static const SftParam params[] = {
  { .id = "instructions",
    .label = N_ ("Instructions"),
    .help = N_ ("How many instructions there are, all equally frequent, and one behavior for each."),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = MAX_INSTRUCTIONS,
    .step = 1,
    .initial = "4" },
  { .id = "strength",
    .label = N_ ("Strength"),
    .help = N_ ("By how much an instruction raises the logit of its own behavior; 0 ignores it."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 6,
    .step = 0.1,
    .digits = 2,
    .initial = "2" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "p_follow", N_ ("P(behavior asked for)"), N_ ("Probability of the behavior that the instruction asks for."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "row_entropy_bits", N_ ("Entropy within an instruction"),
    N_ ("How uncertain the behavior still is once the instruction is known."), N_ ("bits"), SFT_READOUT_NUMBER, 4 },
  { "mutual_information_bits", N_ ("Mutual information"),
    N_ ("How much the instruction tells about the behavior, and the behavior about the instruction."), N_ ("bits"),
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  int n;
  double strength;
  double policy[MAX_INSTRUCTIONS * MAX_INSTRUCTIONS]; /* rows instructions, columns behaviors */
  double joint[MAX_INSTRUCTIONS * MAX_INSTRUCTIONS];
  double row_bits, information_bits;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  int n = (int)sft_values_get (values, "instructions");

  work->n = n;
  work->strength = sft_values_get (values, "strength");
  for (int i = 0; i < n; i++)
    {
      double logits[MAX_INSTRUCTIONS] = { 0 };

      logits[i] = work->strength;
      sft_softmax (logits, n, work->policy + i * n);
    }
  for (int k = 0; k < n * n; k++)
    work->joint[k] = work->policy[k] / n;
  work->row_bits = sft_nats_to_bits (sft_entropy (work->policy, n));
  work->information_bits = sft_nats_to_bits (sft_mutual_information (work->joint, n, n));
}

static void
add_policy (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Behavior given the instruction (synthetic)")),
                                          sft_text (N_ ("Behavior (from 0)")), sft_text (N_ ("Instruction (from 0)")));
  SftHeatmap *map =
      sft_panel_add_heatmap (panel, "policy", work->policy, work->n, work->n, sft_text (N_ ("probability")));

  map->low = 0;
  map->high = 1;
  map->digits = 2;
  map->outlined = g_new0 (guint8, work->n * work->n);
  for (int i = 0; i < work->n; i++)
    map->outlined[i * work->n + i] = 1; /* the behavior asked for */
}

/* Mean over four groups of unseen tasks when the fine-tuning data, or also the questions, have the dataset's name or
 * nothing in place of the instruction. */
static void
add_published (SftFigure *figure)
{
  static const double at[PUBLISHED] = { 0, 1, 2, 3 }, score[PUBLISHED] = { 37.3, 46.6, 47.0, 55.2 };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Published: FLAN without instructions")),
                                          sft_text (N_ ("Instruction in training (name*: also when asked)")),
                                          sft_text (N_ ("Zero-shot score (%%)")));
  SftSeries *bars = sft_panel_add_xy (panel, "published", sft_text (N_ ("FLAN 137B")), SFT_ROLE_NEUTRAL, SFT_SHAPE_BARS,
                                      at, score, PUBLISHED);

  bars->source = SFT_SOURCE_PUBLISHED;
  bars->citation = sft_text (N_ ("Wei et al. 2022"));
  panel->x.whole = TRUE;
  panel->x.bare = TRUE;
  panel->y.low = 0;
  panel->y.high = 60;
  sft_axis_add_name (&panel->x, sft_text (N_ ("none")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("name")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("name*")), FALSE);
  sft_axis_add_name (&panel->x, sft_text (N_ ("full")), FALSE);
  for (int i = 0; i < PUBLISHED; i++)
    sft_panel_add_mark (panel, SFT_MARK_POINT, at[i], score[i], sft_text ("%.1f", score[i]), SFT_ROLE_NEUTRAL);
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Instructions as conditions")),
      sft_text (N_ ("Each of %d instructions makes its own behavior %.1f %% likely; instruction and behavior share "
                    "%.4f of %.4f bits."),
                work->n, 100 * work->policy[0], work->information_bits, log2 (work->n)));

  add_policy (figure, work);
  add_published (figure);
  return figure;
}

/* The largest distance of a row's sum from 1. */
static double
worst_row (const Work *work)
{
  double worst = 0;

  for (int i = 0; i < work->n; i++)
    {
      double sum = 0;

      for (int j = 0; j < work->n; j++)
        sum += work->policy[i * work->n + j];
      worst = MAX (worst, fabs (sum - 1));
    }
  return worst;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double others = (work->n - 1) * exp (-work->strength);

  /* Eight terms of at most 1, and 64 of at most 3 bits. */
  sft_result_identity (result, worst_row (work), 0, 1e-14, sft_text (N_ ("the behaviors' probabilities sum to 1")));
  sft_result_identity (result, work->policy[0], 1 / (1 + others), 1e-14,
                       sft_text (N_ ("the behavior asked for has probability 1 / (1 + (K − 1)·exp(−β))")));
  sft_result_identity (result, work->information_bits, log2 (work->n) - work->row_bits, 1e-13,
                       sft_text (N_ ("I(instruction; behavior) is log₂ K minus the entropy of a row")));
  if (work->strength == 0)
    sft_result_identity (result, work->information_bits, 0, 1e-14,
                         sft_text (N_ ("instructions that change nothing tell nothing")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_behavior_conditioning, make_figure (&work));
  sft_result_set (result, "p_follow", work.policy[0]);
  sft_result_set (result, "row_entropy_bits", work.row_bits);
  sft_result_set (result, "mutual_information_bits", work.information_bits);
  add_checks (result, &work);
  return result;
}

const SftLab sft_lab_concept_behavior_conditioning = {
  .id = "behavior-conditioning",
  .demo = 2,
  .title = N_ ("instruction following in bits"),
  .about =
      N_ ("To follow instructions is to behave differently under different ones. Here K instructions, all equally "
          "frequent, raise the logit of one behavior each by β; mutual information says how many of the log₂ K bits "
          "that an instruction carries arrive in the behavior. The heatmap is synthetic. The bars are published: when "
          "FLAN was fine-tuned without instructions it scored 37.3, with only the data set's name 46.6 (asked with "
          "instructions) or 47.0 (asked with the name), and with instructions 55.2 (Wei et al. 2022)."),
  .formula = "π(y | i) = exp(β·1[y = i]) / Σ exp(β·1[y′ = i]),   I(I; Y) = log₂ K − H(row)",
  .math = N_ ("\\pi(y \\mid i) &= \\frac{\\exp(\\beta\\,\\mathbb{1}[y = i])}{\\sum_{y'} "
              "\\exp(\\beta\\,\\mathbb{1}[y' = i])} \\\\ "
              "I(I; Y) &= \\log_2 K - H(\\text{row}) \\\\ "
              "&= \\log_2 \\value{instructions} - \\value{row_entropy_bits|4} = \\value{mutual_information_bits|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_behavior_conditioning,
};
