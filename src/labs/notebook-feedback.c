/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's fifth computation: what repeated data refreshes do to two scores. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-lab.h"
#include "sft-preset-private.h"

#define SAFETY N_ ("Safety")
#define HELPFULNESS N_ ("Helpfulness")

static const SftParam params[] = {
  { .id = "rounds",
    .label = N_ ("Refresh rounds"),
    .group = N_ ("Rounds"),
    .help = N_ ("How many rounds are shown, counted from 0: the state before the first refresh."),
    SFT_UNITS ("round", "rounds"),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = 100,
    .step = 1,
    .initial = "6" },
  { .id = "safety_base",
    .label = N_ ("Safety at the start"),
    .group = SAFETY,
    .help = N_ ("The safety score before the first refresh."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.72" },
  { .id = "safety_gain",
    .label = N_ ("Safety gain"),
    .group = SAFETY,
    .help = N_ ("How much safety changes in the long run; the score approaches start plus gain."),
    .kind = SFT_REAL,
    .minimum = -1,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.05" },
  { .id = "safety_time",
    .label = N_ ("Safety time constant"),
    .group = SAFETY,
    .help = N_ ("Rounds in which the part of the gain still to come shrinks by a factor of e."),
    .unit = N_ ("rounds"),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 50,
    .step = 0.1,
    .digits = 2,
    .initial = "2" },
  { .id = "helpfulness_base",
    .label = N_ ("Helpfulness at the start"),
    .group = HELPFULNESS,
    .help = N_ ("The helpfulness score before the first refresh."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.78" },
  { .id = "helpfulness_cost",
    .label = N_ ("Helpfulness cost"),
    .group = HELPFULNESS,
    .help = N_ ("How much helpfulness each round takes away."),
    .unit = N_ ("a round"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.001,
    .digits = 4,
    .initial = "0.015" },
  { .id = "helpfulness_recovery",
    .label = N_ ("Helpfulness recovery"),
    .group = HELPFULNESS,
    .help = N_ ("The helpfulness regained by a round is this times the square root of the round's number."),
    .unit = N_ ("a root of a round"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.001,
    .digits = 4,
    .initial = "0.008" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "final_safety", N_ ("Final safety"), N_ ("The safety score in the last round."), NULL, SFT_READOUT_NUMBER, 4 },
  { "final_helpfulness", N_ ("Final helpfulness"), N_ ("The helpfulness score in the last round."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "safety_change", N_ ("Safety change"), N_ ("Final safety minus safety at the start."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "helpfulness_change", N_ ("Helpfulness change"), N_ ("Final helpfulness minus helpfulness at the start."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  int rounds;
  double *x, *safety, *helpfulness;
  double safety_gain, safety_time, cost, recovery;
  double safety_change, helpfulness_change;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  double safety_base = sft_values_get (values, "safety_base");
  double helpfulness_base = sft_values_get (values, "helpfulness_base");

  work->rounds = (int)sft_values_get (values, "rounds");
  work->safety_gain = sft_values_get (values, "safety_gain");
  work->safety_time = sft_values_get (values, "safety_time");
  work->cost = sft_values_get (values, "helpfulness_cost");
  work->recovery = sft_values_get (values, "helpfulness_recovery");
  work->x = g_new (double, work->rounds);
  work->safety = g_new (double, work->rounds);
  work->helpfulness = g_new (double, work->rounds);
  for (int i = 0; i < work->rounds; i++)
    {
      work->x[i] = i;
      work->safety[i] = sft_feedback_safety (safety_base, work->safety_gain, work->safety_time, i);
      work->helpfulness[i] = sft_feedback_helpfulness (helpfulness_base, work->cost, work->recovery, i);
    }
  work->safety_change = work->safety[work->rounds - 1] - work->safety[0];
  work->helpfulness_change = work->helpfulness[work->rounds - 1] - work->helpfulness[0];
}

static void
work_clear (Work *work)
{
  g_free (work->x);
  g_free (work->safety);
  g_free (work->helpfulness);
}

static SftFigure *
make_figure (const Work *work)
{
  int last = work->rounds - 1;
  SftFigure *figure = sft_figure_new (sft_text (N_ ("Feedback loop metrics")),
                                      sft_text (N_ ("After round %d safety is %.3f (%+.3f since the start) and "
                                                    "helpfulness %.3f (%+.3f)."),
                                                last, work->safety[last], work->safety_change, work->helpfulness[last],
                                                work->helpfulness_change));
  SftPanel *panel =
      sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Refresh round")), sft_text (N_ ("Score")));
  SftSeries *safety = sft_panel_add_xy (panel, "safety", sft_text (N_ ("safety")), SFT_ROLE_PRIMARY, SFT_SHAPE_MARKED,
                                        work->x, work->safety, work->rounds);
  SftSeries *helpfulness = sft_panel_add_xy (panel, "helpfulness", sft_text (N_ ("helpfulness")), SFT_ROLE_SECONDARY,
                                             SFT_SHAPE_MARKED, work->x, work->helpfulness, work->rounds);

  panel->x.whole = TRUE;
  safety->source = helpfulness->source = SFT_SOURCE_SYNTHETIC;
  sft_panel_add_mark (panel, SFT_MARK_POINT, 0, work->safety[0], sft_text (N_ ("safety %.3f"), work->safety[0]),
                      SFT_ROLE_PRIMARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "safety_base" };
  sft_panel_add_mark (panel, SFT_MARK_POINT, 0, work->helpfulness[0],
                      sft_text (N_ ("helpfulness %.3f"), work->helpfulness[0]), SFT_ROLE_SECONDARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "helpfulness_base" };
  sft_panel_add_mark (panel, SFT_MARK_POINT, last, work->safety[last],
                      sft_text (N_ ("%+.3f since the start"), work->safety_change), SFT_ROLE_PRIMARY);
  sft_panel_add_mark (panel, SFT_MARK_POINT, last, work->helpfulness[last],
                      sft_text (N_ ("%+.3f since the start"), work->helpfulness_change), SFT_ROLE_SECONDARY);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  int last = work->rounds - 1;
  gboolean kept = work->helpfulness_change >= 0;
  /* -cost r + recovery sqrt (r) < 0 exactly where sqrt (r) > recovery / cost. */
  double even = work->cost > 0 ? (work->recovery / work->cost) * (work->recovery / work->cost) : INFINITY;

  sft_result_notebook_check (result, work->safety[last] > work->safety[0],
                             sft_text (N_ ("safety improves after feedback refreshes")));
  sft_result_check (result, kept,
                    kept ? sft_text (N_ ("helpfulness does not fall (%+.4f)"), work->helpfulness_change)
                         : sft_text (N_ ("helpfulness falls by %.4f while safety changes by %+.4f: the notebook's "
                                         "check looks at the gain only"),
                                     -work->helpfulness_change, work->safety_change));
  /* Scores below 102 in size, so their difference is good to about 1e-14. */
  sft_result_identity (result, work->safety_change, -work->safety_gain * expm1 (-last / work->safety_time), 1e-12,
                       sft_text (N_ ("the safety change is gain × (1 − exp(−round / time)), so it never exceeds the "
                                     "gain")));
  if (isinf (even))
    sft_result_notice (result, sft_text (N_ ("Without a cost helpfulness never falls below its start.")));
  else
    sft_result_notice (result, sft_text (N_ ("Helpfulness is below its start after round %.3g, where cost × round "
                                             "outgrows recovery × √round."),
                                         even));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;
  int last;

  work_init (&work, values);
  last = work.rounds - 1;
  result = sft_result_new (&sft_lab_notebook_feedback, make_figure (&work));
  sft_result_set (result, "final_safety", work.safety[last]);
  sft_result_set (result, "final_helpfulness", work.helpfulness[last]);
  sft_result_set (result, "safety_change", work.safety_change);
  sft_result_set (result, "helpfulness_change", work.helpfulness_change);
  sft_result_print (result, "final safety=%.3f, final helpfulness=%.3f", work.safety[last], work.helpfulness[last]);
  add_checks (result, &work);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_notebook_feedback = {
  .id = "feedback",
  .title = N_ ("feedback loop improvement"),
  .about =
      N_ ("Every round new failures are found, demonstrations are written for them and the model is trained again. "
          "Safety rises and levels off; helpfulness pays a little for each round and recovers more slowly. Look "
          "at both curves before you call a refresh an improvement. The curves are synthetic formulas, and "
          "scores are not clamped to 0..1."),
  .formula = "safety(r) = s + g·(1 − exp(−r/T)),   helpfulness(r) = h − c·r + v·√r",
  .math = N_ ("\\text{safety}(r) &= s + g\\,(1 - \\exp(-r/T)) \\\\ "
              "\\text{helpfulness}(r) &= h - c\\,r + v\\sqrt{r} \\\\ "
              "\\Delta\\,\\text{safety} &= \\value{safety_change|4} \\\\ "
              "\\Delta\\,\\text{helpfulness} &= \\value{helpfulness_change|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_notebook_feedback,
};
