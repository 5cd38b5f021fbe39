/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 8: a policy is a distribution over whole responses: trained on a sample, judged by what the sample came from. */
#include "config.h"

#include <math.h>

#include "sft-descent.h"
#include "sft-information.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-random.h"
#include "sft-softmax.h"

#define RESPONSES N_ ("Responses")
#define DATA_GROUP N_ ("Training data")
#define TRAINING N_ ("Training")
#define CONVERGED 1e-3

#define COUNT_PARAM(ID, LABEL, GROUP, HELP, UNIT, MINIMUM, MAXIMUM, STEP, INITIAL)                                     \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), UNIT, .kind = SFT_INTEGER, .minimum = (MINIMUM),   \
    .maximum = (MAXIMUM), .step = (STEP), .initial = (INITIAL)                                                         \
  }
#define REAL_PARAM(ID, LABEL, GROUP, HELP, MINIMUM, MAXIMUM, STEP, INITIAL)                                            \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_REAL, .minimum = (MINIMUM),            \
    .maximum = (MAXIMUM), .step = (STEP), .digits = 2, .initial = (INITIAL)                                            \
  }

static const SftParam params[] = {
  COUNT_PARAM ("vocabulary", N_ ("Vocabulary"), RESPONSES, N_ ("How many tokens there are to choose from."),
               SFT_UNITS ("token", "tokens"), 2, 5, 1, "3"),
  COUNT_PARAM ("response_tokens", N_ ("Response tokens"), RESPONSES,
               N_ ("How many tokens a response has; every sequence of so many tokens is a response."),
               SFT_UNITS ("token", "tokens"), 1, 4, 1, "3"),
  REAL_PARAM ("temperature", N_ ("Temperature"), RESPONSES,
              N_ ("Divides the logits when responses are sampled; training knows only 1."), 0.1, 5, 0.1, "1"),
  COUNT_PARAM ("train_examples", N_ ("Training examples"), DATA_GROUP,
               N_ ("How many responses are drawn from the true distribution for training."),
               SFT_UNITS ("response", "responses"), 1, 1000, 10, "40"),
  REAL_PARAM ("smoothing", N_ ("Smoothing"), DATA_GROUP,
              N_ ("Added to the count of every response, seen or not; 0 trains on the counts alone."), 0, 5, 0.1,
              "0.5"),
  COUNT_PARAM ("seed", N_ ("Seed"), DATA_GROUP, N_ ("Starts the random numbers of truth and sample."), .unit = NULL, 0,
               4294967295.0, 1, "42"),
  { .id = "evaluate_on_train",
    .label = N_ ("Break it: evaluate on the training split"),
    .group = DATA_GROUP,
    .help = N_ ("Measure the validation loss on the responses that were trained on."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  COUNT_PARAM ("steps", N_ ("Steps"), TRAINING, N_ ("How many steps of gradient descent are taken."),
               SFT_UNITS ("step", "steps"), 1, 5000, 10, "300"),
  REAL_PARAM ("learning_rate", N_ ("Learning rate"), TRAINING,
              N_ ("How far each step goes along the negative gradient of the training loss."), 0.01, 2, 0.1, "1"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "sequences", N_ ("Responses"), N_ ("How many different responses there are."), NULL, SFT_READOUT_COUNT, 0 },
  { "train_ce", N_ ("Training loss"), N_ ("Cross-entropy of the policy on the training distribution."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "validation_ce", N_ ("Validation loss"), N_ ("Cross-entropy of the policy on the true distribution."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "train_asymptote", N_ ("Training asymptote"),
    N_ ("Where the training loss ends: the entropy of the training "
        "distribution."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "validation_asymptote", N_ ("Validation asymptote"),
    N_ ("Where the validation loss ends once the policy is the training distribution."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "probability_sum", N_ ("Sum of probabilities"), N_ ("Over all responses of the trained policy."), NULL,
    SFT_READOUT_NUMBER, 6 },
  { "entropy", N_ ("Entropy"), N_ ("How uncertain the policy's response is at this temperature."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "top_probability", N_ ("Likeliest response"), N_ ("The probability of the likeliest response at this temperature."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* What training gives, for every temperature. One allocation. */
typedef struct
{
  gsize n, points, unseen;
  double *truth, *train;            /* n: the true and the training distribution */
  double *logits;                   /* n, after the last step */
  double *train_loss, *loss, *step; /* points: on the training distribution, on the true one; 0 .. steps */
  double store[];
} Training;

static const char *const training_params[] = { "vocabulary", "response_tokens", "train_examples", "smoothing",
                                               "seed",       "steps",           "learning_rate",  NULL };

static gsize
sequences_of (const SftValues *values)
{
  return (gsize)pow (sft_values_get (values, "vocabulary"), sft_values_get (values, "response_tokens"));
}

/* n normals give the true logits, then one uniform for each example its response. */
static void
draw_data (Training *training, const SftValues *values)
{
  int examples = (int)sft_values_get (values, "train_examples");
  double smoothing = sft_values_get (values, "smoothing");
  gsize n = training->n;
  SftRandom random;

  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (gsize i = 0; i < n; i++)
    training->truth[i] = sft_random_gauss (&random);
  sft_softmax (training->truth, n, training->truth);
  for (int k = 0; k < examples; k++)
    {
      double u = sft_random_double (&random), sum = training->truth[0];
      gsize i = 0;

      while (sum <= u && i + 1 < n)
        sum += training->truth[++i];
      training->train[i]++;
    }
  for (gsize i = 0; i < n; i++)
    {
      training->unseen += training->train[i] == 0;
      training->train[i] = (training->train[i] + smoothing) / (examples + smoothing * (double)n);
    }
}

static gpointer
make_training (const SftValues *values, GCancellable *cancellable, GError **error)
{
  gsize n = sequences_of (values), points = (gsize)sft_values_get (values, "steps") + 1;
  Training *training = g_atomic_rc_box_alloc0 (sizeof (Training) + (3 * n + 3 * points) * sizeof (double));
  SftDescent descent = { NULL, n, sft_values_get (values, "learning_rate"), (int)points - 1 };

  training->n = n;
  training->points = points;
  training->truth = training->store;
  training->train = training->truth + n;
  training->logits = training->train + n;
  training->train_loss = training->logits + n;
  training->loss = training->train_loss + points;
  training->step = training->loss + points;
  for (gsize i = 0; i < points; i++)
    training->step[i] = (double)i;
  draw_data (training, values);
  descent.target = training->train;
  const double *const watched[] = { training->train, training->truth };
  if (sft_descent_run (&descent, watched, 2, training->logits, training->train_loss, cancellable, error))
    return training;
  g_atomic_rc_box_release (training);
  return NULL;
}

typedef struct
{
  const Training *training;
  gboolean on_train;                              /* the validation loss is read off the training split */
  double temperature, train_asymptote, asymptote; /* of the distribution that is evaluated; may be infinite */
  double *policy, *sampled;                       /* n: at temperature 1 and as sampled */
} Work;

/* The validation curve as it is reported. */
static const double *
reported (const Work *work)
{
  return work->on_train ? work->training->train_loss : work->training->loss;
}

static void
work_init (Work *work, const Training *training, const SftValues *values)
{
  gsize n = training->n;

  work->training = training;
  work->on_train = sft_values_get (values, "evaluate_on_train") != 0;
  work->temperature = sft_values_get (values, "temperature");
  work->policy = g_new (double, n);
  work->sampled = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    work->sampled[i] = training->logits[i] / work->temperature;
  sft_softmax (training->logits, n, work->policy);
  sft_softmax (work->sampled, n, work->sampled);
  work->train_asymptote = sft_entropy (training->train, n);
  work->asymptote = sft_cross_entropy (work->on_train ? training->train : training->truth, training->train, n);
}

static void
add_curve (SftPanel *panel, const char *name, SftText legend, SftRole role, const Work *work, const double *y)
{
  sft_panel_add_xy (panel, name, legend, role, SFT_SHAPE_CURVE, work->training->step, y, work->training->points);
}

/* A level that is infinite is not drawn. */
static void
add_asymptote (SftPanel *panel, const char *name, SftText legend, SftRole role, const Work *work, double level)
{
  SftSeries *series = sft_panel_add_series (panel, name, legend, role, SFT_SHAPE_CURVE, work->training->points);

  series->thin = TRUE;
  series->line = SFT_LINE_DOTTED;
  for (gsize i = 0; i < series->n; i++)
    {
      series->x[i] = work->training->step[i];
      series->y[i] = isfinite (level) ? level : NAN;
    }
}

static void
add_policy (SftFigure *figure, const Work *work)
{
  gsize n = work->training->n;
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("The policy")), sft_text (N_ ("Response (in lexicographic order)")),
                            sft_text (N_ ("Probability")));
  SftSeries *policy =
      sft_panel_add_series (panel, "policy", sft_text (N_ ("policy at temperature %.1f"), work->temperature),
                            SFT_ROLE_PRIMARY, SFT_SHAPE_BARS, n);
  SftSeries *truth = sft_panel_add_series (panel, "truth", sft_text (N_ ("truth")), SFT_ROLE_SECONDARY,
                                           n > 64 ? SFT_SHAPE_CURVE : SFT_SHAPE_POINTS, n);

  panel->x.whole = TRUE;
  panel->y.low = 0;
  panel->y.high = 0;
  truth->source = SFT_SOURCE_SYNTHETIC;
  truth->line = SFT_LINE_SOLID; /* of many narrow peaks dashes would leave crumbs */
  truth->thin = n > 64;         /* and the policy must show between them */
  for (gsize i = 0; i < n; i++)
    {
      policy->x[i] = truth->x[i] = (double)i;
      policy->y[i] = work->sampled[i];
      truth->y[i] = work->training->truth[i];
      panel->y.high = MAX (panel->y.high, MAX (policy->y[i], truth->y[i]));
    }
  panel->y.high *= 1.05; /* so that the highest marker is whole */
}

static SftFigure *
make_figure (const Work *work)
{
  const Training *training = work->training;
  gsize last = training->points - 1;
  SftFigure *figure = sft_figure_new (sft_text (N_ ("A policy over %d responses"), (int)training->n),
                                      sft_text_plural (last,
                                                       "After %d step the training loss is %.4f nats and the "
                                                       "validation loss %.4f; the truth alone has an entropy of %.4f.",
                                                       "After %d steps the training loss is %.4f nats and the "
                                                       "validation loss %.4f; the truth alone has an entropy of %.4f.",
                                                       (int)last, training->train_loss[last], reported (work)[last],
                                                       sft_entropy (training->truth, training->n)));
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Training")), sft_text (N_ ("Step")),
                                          sft_text (N_ ("Cross-entropy (nats)")));

  panel->x.whole = TRUE;
  add_curve (panel, "train", sft_text (N_ ("train")), SFT_ROLE_PRIMARY, work, training->train_loss);
  add_curve (panel, "validation",
             work->on_train ? sft_text (N_ ("“validation” on the training split")) : sft_text (N_ ("validation")),
             SFT_ROLE_SECONDARY, work, reported (work));
  add_asymptote (panel, "train asymptote", sft_text (N_ ("asymptotes")), SFT_ROLE_PRIMARY, work, work->train_asymptote);
  add_asymptote (panel, "validation asymptote", SFT_NO_TEXT, SFT_ROLE_SECONDARY, work, work->asymptote);
  if (isinf (work->asymptote))
    panel->note =
        sft_text_plural ((gulong)training->unseen, "%d response was never seen: the validation asymptote is infinite",
                         "%d responses were never seen: the validation asymptote is infinite", (int)training->unseen);
  add_policy (figure, work);
  return figure;
}

/* A central difference of the training loss in the logit of the response that is likeliest in the data. */
static double
slope_at (const Training *training, gsize i)
{
  g_autofree double *logits = g_memdup2 (training->logits, training->n * sizeof *training->logits);
  double h = 1e-4, up, down;

  logits[i] += h;
  up = sft_softmax_cross_entropy (logits, training->train, training->n);
  logits[i] -= 2 * h;
  down = sft_softmax_cross_entropy (logits, training->train, training->n);
  return (up - down) / (2 * h);
}

static void
add_checks (SftResult *result, const Work *work, double sum)
{
  const Training *training = work->training;
  gsize n = training->n, last = training->points - 1, likeliest = 0;
  double validation = reported (work)[last];
  double entropy = sft_entropy (training->truth, n);

  for (gsize i = 1; i < n; i++)
    if (training->train[i] > training->train[likeliest])
      likeliest = i;
  /* 625 terms of at most 1; losses below 40 nats. */
  sft_result_identity (result, sum, 1, 1e-13, sft_text (N_ ("the probabilities of all responses sum to 1")));
  /* Third derivative below 0.1: error below 1e-9; rounding below 1e-13 / h. */
  sft_result_identity (result, slope_at (training, likeliest), work->policy[likeliest] - training->train[likeliest],
                       1e-8, sft_text (N_ ("the gradient in the logits is policy minus training distribution")));
  sft_result_identity (result, training->train_loss[last],
                       work->train_asymptote + sft_kl_divergence (training->train, work->policy, n), 1e-11,
                       sft_text (N_ ("the training loss is H(p_train) + KL(p_train‖π)")));
  sft_result_identity (result, training->loss[last], entropy + sft_kl_divergence (training->truth, work->policy, n),
                       1e-11, sft_text (N_ ("the loss on fresh data is H(p*) + KL(p*‖π)")));
  sft_result_compare (result, validation, training->loss[last], 0,
                      work->on_train ? sft_text (N_ ("the validation loss is that of fresh data; on the training split "
                                                     "it falls on while a real run memorizes, and no overfitting is "
                                                     "ever seen"))
                                     : sft_text (N_ ("the validation loss is that of fresh data")));
  sft_result_compare (result, training->train_loss[last], work->train_asymptote, CONVERGED,
                      sft_text (N_ ("training has come within 0.001 nats of its asymptote H(p_train)")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Training *training =
      sft_memo_get (memo, "training", training_params, values, make_training, NULL, cancellable, error);
  Work work;
  SftResult *result;
  double sum = 0, top = 0;

  if (training == NULL)
    return NULL;
  work_init (&work, training, values);
  for (gsize i = 0; i < training->n; i++)
    {
      sum += work.policy[i];
      top = MAX (top, work.sampled[i]);
    }
  result = sft_result_new (&sft_lab_concept_policy, make_figure (&work));
  sft_result_set (result, "sequences", (double)training->n);
  sft_result_set (result, "train_ce", training->train_loss[training->points - 1]);
  sft_result_set (result, "validation_ce", reported (&work)[training->points - 1]);
  sft_result_set (result, "train_asymptote", work.train_asymptote);
  sft_result_set_or (result, "validation_asymptote", isfinite (work.asymptote) ? work.asymptote : NAN,
                     sft_text_plural ((gulong)training->unseen, "infinite: %d response was never seen",
                                      "infinite: %d responses were never seen", (int)training->unseen));
  sft_result_set (result, "probability_sum", sum);
  sft_result_set (result, "entropy", sft_entropy (work.sampled, training->n));
  sft_result_set (result, "top_probability", top);
  add_checks (result, &work, sum);
  g_free (work.policy);
  g_free (work.sampled);
  sft_memo_release (training, NULL);
  return result;
}

static double
cost (const SftValues *values)
{
  return 2 * (double)sequences_of (values) * sft_values_get (values, "steps");
}

const SftLab sft_lab_concept_policy = {
  .id = "policy",
  .demo = 8,
  .title = N_ ("a distribution over whole responses"),
  .about =
      N_ ("A policy gives every response a probability; here there are few enough to list them, with a logit for each. "
          "Gradient descent brings the training loss down to the entropy of the training distribution, and the policy "
          "becomes that distribution. Judged by the truth it then pays H(p*) + KL(p*‖p_train): with little data the "
          "validation loss turns up while the training loss still falls, and without smoothing it rises without end "
          "once a response was never seen. Truth and sample are synthetic. A real policy shares its weights between "
          "responses; temperature changes what is sampled, not what was learned."),
  .formula = "p_train = (count + s) / (n + s·Vᵀ),   ∂L/∂z = π − p_train,   L_train → H(p_train)",
  .math = N_ ("p_{\\text{train}} &= \\frac{\\text{count} + s}{n + s\\,V^T} \\\\ "
              "\\frac{\\partial L}{\\partial z} &= \\pi - p_{\\text{train}} \\\\ "
              "L_{\\text{train}} &\\to H(p_{\\text{train}}) = \\value{train_asymptote|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .cost = cost,
  .compute = compute,
  .presets = sft_presets_concept_policy,
};
