/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 13: what happens to the length of replies when the end-of-turn token is, or is not, trained. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define DATA_GROUP N_ ("Training data")
#define TRAINING_GROUP N_ ("Training")

enum
{
  TRAIN_TURN,
  TRAIN_LAST,
  TRAIN_NONE,
  TRAIN_ALL
};

static const SftChoice train_choices[] = {
  { "turn", N_ ("Every assistant turn") },
  { "last", N_ ("The last turn only") },
  { "none", N_ ("None: the end is masked out") },
  { "all", N_ ("After user turns too") },
  { NULL },
};

static const SftParam params[] = {
  { .id = "train_on_eot",
    .label = N_ ("Train on end-of-turn"),
    .group = DATA_GROUP,
    .help = N_ ("Which end-of-turn tokens carry loss, as in Axolotl's train_on_eot; with none the model never learns "
                "to stop."),
    .kind = SFT_CHOICE,
    .initial = "turn",
    .choices = train_choices },
  { .id = "reply_tokens",
    .label = N_ ("Reply tokens"),
    .group = DATA_GROUP,
    .help = N_ ("How many tokens each assistant turn has before its end-of-turn token."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 200,
    .step = 1,
    .initial = "30" },
  { .id = "turns",
    .label = N_ ("Turns"),
    .group = DATA_GROUP,
    .help = N_ ("How many assistant turns the conversation has."),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 8,
    .step = 1,
    .initial = "4" },
  { .id = "stop_logit",
    .label = N_ ("Stop logit at the start"),
    .group = TRAINING_GROUP,
    .help = N_ ("The logit of the end-of-turn token before training, the same at every position."),
    .kind = SFT_REAL,
    .minimum = -10,
    .maximum = 10,
    .step = 0.1,
    .digits = 2,
    .initial = "-2" },
  { .id = "steps",
    .label = N_ ("Steps"),
    .group = TRAINING_GROUP,
    .help = N_ ("How many steps of full-batch gradient descent are run."),
    SFT_UNITS ("step", "steps"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 5000,
    .step = 10,
    .initial = "200" },
  { .id = "learning_rate",
    .label = N_ ("Learning rate"),
    .group = TRAINING_GROUP,
    .help = N_ ("How far each step goes along the negative gradient of the mean loss."),
    .kind = SFT_REAL,
    .minimum = 0.1,
    .maximum = 8,
    .step = 0.1,
    .digits = 2,
    .initial = "4" },
  { .id = "max_new_tokens",
    .label = N_ ("Longest reply"),
    .group = N_ ("Generation"),
    .help = N_ ("After this many tokens the program that generates cuts the reply off."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 16,
    .maximum = 4096,
    .step = 16,
    .initial = "512" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "eot_targets", N_ ("Trained end tokens"), N_ ("How many end-of-turn tokens of a conversation carry loss."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "p_stop_mle", N_ ("Best P(stop)"),
    N_ ("The stop probability of maximum likelihood: trained end tokens over all "
        "trained tokens."),
    NULL, SFT_READOUT_NUMBER, 5 },
  { "p_stop", N_ ("P(stop) after training"),
    N_ ("The probability of ending the turn at any position after the last "
        "step."),
    NULL, SFT_READOUT_NUMBER, 5 },
  { "expected_length", N_ ("Expected reply length"),
    N_ ("Mean number of tokens of a generated reply, the end token "
        "included, cut at the longest reply."),
    N_ ("tokens"), SFT_READOUT_NUMBER, 2 },
  { NULL },
};

typedef struct
{
  int reply_tokens, turns, steps, longest, train;
  double stop_logit, rate;
  double targets;   /* trained end tokens, a */
  double continues; /* trained reply tokens, T n: their target is "not end" */
  double mle, *step, *stop, *length;
} Work;

/* E[min (length, M)] of a geometric length that counts its end token: (1 - (1 - p)^M) / p. */
static double
expected_length (double p, int longest)
{
  return p > 0 ? -expm1 (longest * log1p (-p)) / p : longest;
}

/* The same by summing P(length > k). */
static double
summed_length (double p, int longest)
{
  double sum = 0, survival = 1;

  for (int k = 0; k < longest; k++, survival *= 1 - p)
    sum += survival;
  return sum;
}

static double
end_targets (int train, int turns)
{
  switch (train)
    {
    case TRAIN_LAST:
      return 1;
    case TRAIN_NONE:
      return 0;
    case TRAIN_ALL:
      return 2.0 * turns;
    default:
      return turns;
    }
}

/* Mean cross-entropy over the trained targets at stop logit z. */
static double
loss_at (const Work *work, double z)
{
  double not_end[2] = { 0, z }, end[2] = { 0, -z };

  return (work->continues * sft_log_sum_exp (not_end, 2) + work->targets * sft_log_sum_exp (end, 2))
         / (work->continues + work->targets);
}

/* Its derivative: each "not end" target pushes down by p, each end target up by 1 - p. */
static double
gradient_at (const Work *work, double z)
{
  double p = sft_sigmoid (z);

  return (work->continues * p - work->targets * (1 - p)) / (work->continues + work->targets);
}

static void
train (Work *work)
{
  double z = work->stop_logit;

  for (int i = 0; i <= work->steps; i++)
    {
      work->step[i] = i;
      work->stop[i] = sft_sigmoid (z);
      work->length[i] = expected_length (work->stop[i], work->longest);
      z -= work->rate * gradient_at (work, z);
    }
}

static void
work_init (Work *work, const SftValues *values)
{
  work->reply_tokens = (int)sft_values_get (values, "reply_tokens");
  work->turns = (int)sft_values_get (values, "turns");
  work->steps = (int)sft_values_get (values, "steps");
  work->longest = (int)sft_values_get (values, "max_new_tokens");
  work->train = (int)sft_values_get (values, "train_on_eot");
  work->stop_logit = sft_values_get (values, "stop_logit");
  work->rate = sft_values_get (values, "learning_rate");
  work->targets = end_targets (work->train, work->turns);
  work->continues = (double)work->turns * work->reply_tokens;
  work->mle = work->targets / (work->targets + work->continues);
  work->step = g_new (double, work->steps + 1);
  work->stop = g_new (double, work->steps + 1);
  work->length = g_new (double, work->steps + 1);
  train (work);
}

static void
work_clear (Work *work)
{
  g_free (work->step);
  g_free (work->stop);
  g_free (work->length);
}

static SftFigure *
make_figure (const Work *work)
{
  int n = work->steps + 1;
  double p = work->stop[work->steps], length = work->length[work->steps];
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("Learning when to stop")),
                      sft_text_plural ((gulong)work->steps,
                                       "After %d step the model ends its turn with probability %.5f at each token; "
                                       "replies are %.1f tokens long on average, where the data have %d.",
                                       "After %d steps the model ends its turn with probability %.5f at each token; "
                                       "replies are %.1f tokens long on average, where the data have %d.",
                                       work->steps, p, length, work->reply_tokens + 1));
  SftPanel *left = sft_figure_add_panel (figure, sft_text (N_ ("Stop probability")), sft_text (N_ ("Step")),
                                         sft_text (N_ ("P(stop)")));
  SftPanel *right = sft_figure_add_panel (figure, sft_text (N_ ("Generated reply")), sft_text (N_ ("Step")),
                                          sft_text (N_ ("Expected length (tokens)")));
  SftMark *mark;

  left->x.whole = right->x.whole = TRUE;
  sft_panel_add_xy (left, "stop probability", sft_text (N_ ("stop probability")), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE,
                    work->step, work->stop, n);
  mark = sft_panel_add_mark (left, SFT_MARK_HORIZONTAL, 0, work->mle, sft_text (N_ ("best %.5f"), work->mle),
                             SFT_ROLE_NEUTRAL);
  mark->line = SFT_LINE_DOTTED;
  sft_panel_add_xy (right, "expected length", sft_text (N_ ("expected length")), SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE,
                    work->step, work->length, n);
  mark = sft_panel_add_mark (right, SFT_MARK_HORIZONTAL, 0, work->reply_tokens + 1,
                             sft_text (N_ ("in the data %d"), work->reply_tokens + 1), SFT_ROLE_NEUTRAL);
  mark->line = SFT_LINE_DOTTED;
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double p = work->stop[work->steps], h = 1e-4, z = work->stop_logit;
  double data = 1.0 / (work->reply_tokens + 1);

  /* Gradient descent has converged when six digits agree; fewer steps or a small rate show as not holding. */
  sft_result_compare (result, p, work->mle, 1e-6,
                      work->train == TRAIN_NONE
                          ? sft_text (N_ ("P(stop) reaches its best value 0: with every end token masked out, only an "
                                          "endless reply has no loss"))
                          : sft_text (N_ ("P(stop) reaches the maximum-likelihood value a / (a + T·n)")));
  sft_result_compare (
      result, p, data, 1e-6,
      work->train == TRAIN_TURN
          ? sft_text (N_ ("P(stop) is that of the data, 1 / (n + 1)"))
          : sft_text (N_ ("P(stop) is that of the data, 1 / (n + 1); in a real run a model that learned "
                          "another value stops too late or too early, and talks until it is cut off")));
  /* Central difference of a function below 11 nats with third derivative below 0.1: error below 1e-9. */
  sft_result_identity (result, (loss_at (work, z + h) - loss_at (work, z - h)) / (2 * h), sft_sigmoid (z) - work->mle,
                       1e-8, sft_text (N_ ("the gradient of the loss is P(stop) minus its best value")));
  /* A sum of at most 4,096 terms of at most 1. */
  sft_result_identity (result, work->length[work->steps], summed_length (p, work->longest), 1e-9 * work->longest,
                       sft_text (N_ ("the expected length is the sum of the chances to get past each token")));
  if (work->train == TRAIN_NONE)
    sft_result_notice (result, sft_text (N_ ("The masked end token gives no gradient as a target, yet P(stop) moves "
                                             "from %.5f to %.5f: every reply token pushes it down."),
                                         sft_sigmoid (work->stop_logit), p));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_role_tokens, make_figure (&work));
  sft_result_set (result, "eot_targets", work.targets);
  sft_result_set (result, "p_stop_mle", work.mle);
  sft_result_set (result, "p_stop", work.stop[work.steps]);
  sft_result_set (result, "expected_length", work.length[work.steps]);
  add_checks (result, &work);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_role_tokens = {
  .id = "role-tokens",
  .demo = 13,
  .title = N_ ("end-of-turn tokens and reply length"),
  .about = N_ ("A chat model ends its reply by producing an end-of-turn token, and it only learns to do so where that "
               "token carries loss. Here one logit, the same at every position, is trained by gradient descent on T "
               "replies of n tokens. Mask the end tokens out and the probability of stopping falls toward zero: the "
               "model talks until it is cut off. The data are synthetic; a real model has a logit of its own at every "
               "position. The length counts the end token, and nothing else of a user turn is trained."),
  .formula = "p = σ(z),   ∂L/∂z = p − a / (a + T·n),   E[min(length, M)] = (1 − (1 − p)ᴹ) / p",
  .math = N_ ("p &= \\sigma(z) = \\value{p_stop|4} \\\\ "
              "\\frac{\\partial L}{\\partial z} &= p - \\frac{a}{a + T n} \\\\ "
              "\\mathbb{E}[\\min(\\text{length}, M)] &= \\frac{1 - (1 - p)^M}{p} = \\value{expected_length|2}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_role_tokens,
};
