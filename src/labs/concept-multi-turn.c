/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 15: three ways to train on a conversation of several turns, what they cost and what they teach. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-preset-private.h"

#define CONVERSATION N_ ("Conversation")
#define TRAINING N_ ("Training")
#define MAX_TURNS 8

enum
{
  TRAIN_ALL,
  TRAIN_LAST,
  TRAIN_UNROLLED,
  N_TRAININGS
};

static const SftChoice training_choices[] = {
  { "all", N_ ("All turns at once") },
  { "last", N_ ("The last turn only") },
  { "unrolled", N_ ("Unrolled: one example a turn") },
  { NULL },
};

static const SftParam params[] = {
  { .id = "turns",
    .label = N_ ("Turns"),
    .group = CONVERSATION,
    .help = N_ ("How many times the user speaks and the assistant replies."),
    SFT_UNITS ("turn", "turns"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_TURNS,
    .step = 1,
    .initial = "4" },
  { .id = "user_tokens",
    .label = N_ ("User tokens"),
    .group = CONVERSATION,
    .help = N_ ("How many tokens each message of the user has."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 200,
    .step = 1,
    .initial = "20" },
  { .id = "reply_tokens",
    .label = N_ ("Reply tokens"),
    .group = CONVERSATION,
    .help = N_ ("How many tokens each reply has, its end token counted."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 200,
    .step = 1,
    .initial = "30" },
  { .id = "training",
    .label = N_ ("Training"),
    .group = TRAINING,
    .help = N_ ("Which replies carry loss, and in how many examples the conversation is trained."),
    .kind = SFT_CHOICE,
    .initial = "all",
    .choices = training_choices },
  { .id = "rewrite_history",
    .label = N_ ("Break it: rewrite earlier turns"),
    .group = TRAINING,
    .help = N_ ("The template drops the first token of every reply but the last, as some drop earlier reasoning."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { .id = "turn_success",
    .label = N_ ("Success of a turn"),
    .group = N_ ("Use"),
    .help = N_ ("The probability that a turn succeeds when those before it did."),
    .kind = SFT_REAL,
    .minimum = 0.5,
    .maximum = 1,
    .step = 0.01,
    .digits = 3,
    .initial = "0.95" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "tokens_processed", N_ ("Tokens processed"), N_ ("How many tokens go through the model for one conversation."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "trained_tokens", N_ ("Trained tokens"), N_ ("How many of them carry loss."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "cost_ratio", N_ ("Cost of unrolling"),
    N_ ("Tokens that unrolling processes over those of the conversation once: (T + 1) / 2."), NULL, SFT_READOUT_NUMBER,
    2 },
  { "all_turns_success", N_ ("All turns succeed"), N_ ("The probability that no turn of the conversation fails."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  int turns, user, reply, training;
  gboolean rewrites;
  double success, processed, trained;
} Work;

static void
count_tokens (Work *work)
{
  double turn = work->user + work->reply;

  work->processed = work->turns * turn;
  work->trained = work->turns * (double)work->reply;
  if (work->training == TRAIN_LAST)
    work->trained = work->reply;
  if (work->training == TRAIN_UNROLLED)
    {
      work->processed = 0;
      for (int t = 1; t <= work->turns; t++)
        work->processed += t * turn;
    }
}

static void
work_init (Work *work, const SftValues *values)
{
  work->turns = (int)sft_values_get (values, "turns");
  work->user = (int)sft_values_get (values, "user_tokens");
  work->reply = (int)sft_values_get (values, "reply_tokens");
  work->training = (int)sft_values_get (values, "training");
  work->rewrites = sft_values_get (values, "rewrite_history") != 0;
  work->success = sft_values_get (values, "turn_success");
  count_tokens (work);
}

/* A synthetic NLL in (0, 4) that depends on every token before it, as a model's does: `state` stands for them. */
static double
next_nll (guint64 *state, int token)
{
  *state = (*state ^ (guint64)(token + 1)) * 6364136223846793005u + 1442695040888963407u;
  return 4 * ((double)(*state >> 40) + 0.5) / 16777216.0;
}

/* The NLL of each reply when the first `turns` turns are one example. */
static void
reply_nlls (const Work *work, int turns, double *nlls)
{
  guint64 state = 1;

  for (int t = 0; t < turns; t++)
    {
      gboolean rewritten = work->rewrites && t + 1 < turns;

      nlls[t] = 0;
      for (int i = 0; i < work->user; i++)
        next_nll (&state, i);
      for (int i = rewritten ? 1 : 0; i < work->reply; i++)
        nlls[t] += next_nll (&state, 1000 + i);
    }
}

/* Summed NLL of all replies: all turns of one example, or the last turn of each of the unrolled ones. */
static double
summed_nll (const Work *work, int training)
{
  double nlls[MAX_TURNS], sum = 0;

  if (training == TRAIN_UNROLLED)
    for (int t = 1; t <= work->turns; t++)
      {
        reply_nlls (work, t, nlls);
        sum += nlls[t - 1];
      }
  else
    {
      reply_nlls (work, work->turns, nlls);
      for (int t = 0; t < work->turns; t++)
        sum += nlls[t];
    }
  return sum;
}

/* Each row sums to 1: what a turn's reply weighs in the mean over the trained tokens. */
static void
turn_weights (const Work *work, double *weights)
{
  for (int t = 0; t < work->turns; t++)
    {
      weights[TRAIN_ALL * work->turns + t] = weights[TRAIN_UNROLLED * work->turns + t] = 1.0 / work->turns;
      weights[TRAIN_LAST * work->turns + t] = t + 1 == work->turns;
    }
}

static void
add_weights (SftFigure *figure, const Work *work)
{
  double weights[N_TRAININGS * MAX_TURNS];
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Each turn's weight in the loss")),
                                          sft_text (N_ ("Turn")), SFT_NO_TEXT);
  SftHeatmap *map;

  turn_weights (work, weights);
  map = sft_panel_add_heatmap (panel, "turn weights", weights, N_TRAININGS, work->turns, SFT_NO_TEXT);
  map->low = 0;
  map->high = 1;
  map->digits = 3;
  map->outlined = g_new0 (guint8, N_TRAININGS * work->turns);
  map->outlined_name = sft_text (N_ ("chosen"));
  panel->x.bare = panel->y.bare = TRUE;
  for (int t = 0; t < work->turns; t++)
    {
      map->outlined[work->training * work->turns + t] = 1;
      sft_axis_add_name (&panel->x, sft_text ("%d", t + 1), FALSE);
    }
  sft_axis_add_name (&panel->y, sft_text (N_ ("all")), work->training != TRAIN_ALL);
  sft_axis_add_name (&panel->y, sft_text (N_ ("last")), work->training != TRAIN_LAST);
  sft_axis_add_name (&panel->y, sft_text (N_ ("unrolled")), work->training != TRAIN_UNROLLED);
}

/* From one turn to the most, and every one of them has its tick, as there is room. */
static void
count_turns (SftAxis *axis)
{
  axis->whole = axis->bare = TRUE;
  axis->low = 1;
  axis->high = MAX_TURNS;
  for (int t = 0; t <= MAX_TURNS; t++)
    sft_axis_add_name (axis, sft_text ("%d", t), FALSE);
}

static void
add_cost (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Tokens processed")), sft_text (N_ ("Turns")),
                                          sft_text (N_ ("Tokens a conversation")));
  SftSeries *once = sft_panel_add_series (panel, "processed once", sft_text (N_ ("all, last")), SFT_ROLE_PRIMARY,
                                          SFT_SHAPE_MARKED, MAX_TURNS);
  SftSeries *unrolled = sft_panel_add_series (panel, "processed unrolled", sft_text (N_ ("unrolled")),
                                              SFT_ROLE_SECONDARY, SFT_SHAPE_MARKED, MAX_TURNS);

  count_turns (&panel->x);
  panel->y.low = 0;
  panel->y.high = 36.0 * (work->user + work->reply);
  for (int t = 1; t <= MAX_TURNS; t++)
    {
      once->x[t - 1] = unrolled->x[t - 1] = t;
      once->y[t - 1] = t * (double)(work->user + work->reply);
      unrolled->y[t - 1] = t * (t + 1) / 2.0 * (work->user + work->reply);
    }
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->turns, 0, SFT_NO_TEXT, SFT_ROLE_NEUTRAL)->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "turns" };
}

static void
add_success (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("In use: each turn succeeds with p = %.3f"), work->success),
                            sft_text (N_ ("Turns")), sft_text (N_ ("P(all turns succeed)")));
  SftSeries *series = sft_panel_add_series (panel, "all turns succeed", sft_text (N_ ("all turns succeed")),
                                            SFT_ROLE_TERTIARY, SFT_SHAPE_MARKED, MAX_TURNS);
  double here = pow (work->success, work->turns);

  count_turns (&panel->x);
  panel->y.low = 0;
  panel->y.high = 1;
  for (int t = 1; t <= MAX_TURNS; t++)
    {
      series->x[t - 1] = t;
      series->y[t - 1] = pow (work->success, t);
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->turns, here, sft_text (N_ ("here %.3f"), here), SFT_ROLE_TERTIARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "turns" };
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Training on a conversation of several turns")),
      sft_text_plural (
          (gulong)work->turns,
          "%d turn costs %.0f tokens to process, %.0f of them with loss; it succeeds with probability %.3f.",
          "%d turns cost %.0f tokens to process, %.0f of them with loss; all succeed with probability %.3f.",
          work->turns, work->processed, work->trained, pow (work->success, work->turns)));

  figure->columns = 3;
  add_weights (figure, work);
  add_cost (figure, work);
  add_success (figure, work);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double weights[N_TRAININGS * MAX_TURNS], sums[N_TRAININGS] = { 0 }, product = 1;
  double once = summed_nll (work, TRAIN_ALL), unrolled = summed_nll (work, TRAIN_UNROLLED);
  double turn = work->user + work->reply;

  turn_weights (work, weights);
  for (int i = 0; i < N_TRAININGS * work->turns; i++)
    sums[i / work->turns] += weights[i];
  for (int t = 0; t < work->turns; t++)
    product *= work->success;
  /* At most 1,600 numbers below 4 in two orders. */
  if (work->rewrites)
    sft_result_compare (result, unrolled, once, 1e-9,
                        sft_text (N_ ("unrolling gives the same summed NLL as all turns at once; with a template that "
                                      "rewrites earlier turns a real run trains replies to histories that it never "
                                      "meets in use")));
  else
    sft_result_identity (result, unrolled, once, 1e-9,
                         sft_text (N_ ("unrolling gives the same summed NLL as all turns at once, since the template "
                                       "keeps each beginning as it is")));
  sft_result_identity (result, sums[TRAIN_ALL] + sums[TRAIN_LAST] + sums[TRAIN_UNROLLED], N_TRAININGS, 1e-14,
                       sft_text (N_ ("the weights of the turns sum to 1 in each row")));
  if (work->training == TRAIN_UNROLLED)
    sft_result_identity (result, work->processed / (work->turns * turn), (work->turns + 1) / 2.0, 1e-12,
                         sft_text (N_ ("unrolling processes (T + 1) / 2 times the tokens")));
  /* Eight multiplications. */
  sft_result_identity (result, pow (work->success, work->turns), product, 1e-14,
                       sft_text (N_ ("all turns succeed with probability pᵀ")));
  if (work->training == TRAIN_LAST)
    sft_result_compare (result, work->trained, work->turns * (double)work->reply, 0,
                        sft_text (N_ ("every reply is trained; with the last turn only a real run pays for all "
                                      "tokens and learns nothing from the earlier replies")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_multi_turn, make_figure (&work));
  sft_result_set (result, "tokens_processed", work.processed);
  sft_result_set (result, "trained_tokens", work.trained);
  sft_result_set (result, "cost_ratio", (work.turns + 1) / 2.0);
  sft_result_set (result, "all_turns_success", pow (work.success, work.turns));
  add_checks (result, &work);
  sft_result_notice (result,
                     sft_text (N_ ("All turns at once and unrolling agree only under a template that keeps prefixes: "
                                   "ChatML, Qwen2.5, Llama-3 and Gemma do, Phi-3 closes every example with an "
                                   "end-of-text (see demo 12).")));
  return result;
}

const SftLab sft_lab_concept_multi_turn = {
  .id = "multi-turn",
  .demo = 15,
  .title = N_ ("all turns, the last, or unrolled"),
  .about =
      N_ ("A conversation of T turns can be trained in one pass with loss on every reply, with loss on the last reply "
          "only, or unrolled into T examples that each train their last reply. Unrolling sums to the same NLL as all "
          "turns at once, for (T + 1)/2 times the tokens (500 instead of 200 here), if the template renders each "
          "beginning of a conversation as a beginning of the whole. The check uses a synthetic NLL that depends on all "
          "tokens before. Small failures add up: with p a turn, T turns succeed with pᵀ, if they are independent."),
  .formula = "unrolled: Σ t·(u + r) = (u + r)·T(T + 1)/2,   P(all turns) = pᵀ",
  .math = N_ ("\\text{unrolled:}\\quad & \\sum_{t=1}^T t\\,(u + r) = (u + r)\\,\\frac{T(T + 1)}{2} \\\\ "
              "& P(\\text{all turns}) = p^T = \\value{turn_success}^{\\value{turns}} = \\value{all_turns_success|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_multi_turn,
};
