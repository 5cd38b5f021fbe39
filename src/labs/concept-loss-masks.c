/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 18: the same examples trained with masked, unmasked and weighted prompts, judged by one and the same mask. */
#include "config.h"

#include <math.h>

#include "sft-descent.h"
#include "sft-information.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define VOCABULARY 8
#define MAX_TOKENS 64
#define MASKS N_ ("Masks")
#define EXAMPLES N_ ("Examples")
#define TRAINING N_ ("Training")

/* The three ways to treat prompt tokens. */
enum
{
  MASKED,
  UNMASKED,
  WEIGHTED,
  N_WAYS
};

static const SftChoice contexts[] = {
  { "shared", N_ ("Shared by prompt and response") },
  { "disjoint", N_ ("One for each") },
  { NULL },
};

static const SftChoice evaluations[] = {
  { "response", N_ ("Response tokens") },
  { "full", N_ ("All tokens") },
  { NULL },
};

static const SftChoice reductions[] = {
  { "mean", N_ ("Mean over the trained weight") },
  { "sum", N_ ("Sum") },
  { NULL },
};

#define CHOICE_PARAM(ID, LABEL, GROUP, HELP, CHOICES, INITIAL)                                                         \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_CHOICE, .initial = (INITIAL),          \
    .choices = (CHOICES)                                                                                               \
  }
#define COUNT_PARAM(ID, LABEL, GROUP, HELP, UNIT, MINIMUM, MAXIMUM, STEP, INITIAL)                                     \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), UNIT, .kind = SFT_INTEGER, .minimum = (MINIMUM),   \
    .maximum = (MAXIMUM), .step = (STEP), .initial = (INITIAL)                                                         \
  }

#define REAL_PARAM(ID, LABEL, GROUP, HELP, MINIMUM, MAXIMUM, STEP, INITIAL)                                            \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_REAL, .minimum = (MINIMUM),            \
    .maximum = (MAXIMUM), .step = (STEP), .digits = 3, .initial = (INITIAL)                                            \
  }

static const SftParam params[] = {
  REAL_PARAM ("prompt_weight", N_ ("Prompt weight"), MASKS,
              N_ ("What a prompt token weighs in the weighted loss; 0 is masked, 1 unmasked."), 0, 1, 0.05, "0.1"),
  CHOICE_PARAM ("evaluation_mask", N_ ("Evaluation mask"), MASKS,
                N_ ("Which tokens the curves on the left measure, for all three alike."), evaluations, "response"),
  { .id = "all_masked",
    .label = N_ ("Break it: all labels masked"),
    .group = MASKS,
    .help = N_ ("Mask the response too, as a wrong template does."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  COUNT_PARAM ("prompt_tokens", N_ ("Prompt tokens"), EXAMPLES, N_ ("How many prompt tokens the batch has."),
               SFT_UNITS ("token", "tokens"), 0, MAX_TOKENS, 1, "20"),
  COUNT_PARAM ("response_tokens", N_ ("Response tokens"), EXAMPLES, N_ ("How many response tokens the batch has."),
               SFT_UNITS ("token", "tokens"), 1, MAX_TOKENS, 1, "10"),
  COUNT_PARAM ("prompt_choices", N_ ("Prompt choices"), EXAMPLES,
               N_ ("How many of the eight tokens a prompt token may be; a response token is always the last."),
               SFT_UNITS ("token", "tokens"), 1, VOCABULARY, 1, "4"),
  CHOICE_PARAM ("context", N_ ("Logits"), TRAINING,
                N_ ("Whether prompt and response tokens are predicted by the same logits or by their own."), contexts,
                "shared"),
  CHOICE_PARAM ("reduction", N_ ("Reduction"), TRAINING,
                N_ ("Whether the weighted sum of losses is divided by the sum of the weights."), reductions, "mean"),
  COUNT_PARAM ("steps", N_ ("Steps"), TRAINING, N_ ("How many steps of gradient descent are taken."),
               SFT_UNITS ("step", "steps"), 1, 5000, 10, "200"),
  REAL_PARAM ("learning_rate", N_ ("Learning rate"), TRAINING,
              N_ ("How far each step goes along the negative gradient."), 0.001, 0.1, 0.01, "0.1"),
  { NULL },
};

#define READOUT(ID, LABEL, HELP)                                                                                       \
  {                                                                                                                    \
    (ID), (LABEL), (HELP), N_ ("nats"), SFT_READOUT_NUMBER, 4                                                          \
  }

static const SftReadoutSpec readouts[] = {
  READOUT ("prompt_entropy", N_ ("Entropy of the prompt"), N_ ("The least loss that a prompt token can have: ln m.")),
  READOUT ("masked_response", N_ ("Masked: response loss"), N_ ("Trained on response tokens only.")),
  READOUT ("unmasked_response", N_ ("Unmasked: response loss"), N_ ("Trained on all tokens alike.")),
  READOUT ("weighted_response", N_ ("Weighted: response loss"), N_ ("Trained with the prompt weight chosen.")),
  READOUT ("masked_prompt", N_ ("Masked: prompt loss"), N_ ("Loss on prompt tokens that were never trained.")),
  READOUT ("unmasked_prompt", N_ ("Unmasked: prompt loss"), N_ ("Loss on prompt tokens trained like the response.")),
  READOUT ("weighted_prompt", N_ ("Weighted: prompt loss"), N_ ("Loss on prompt tokens trained with their weight.")),
  READOUT ("plain_mean", N_ ("Plain mean"),
           N_ ("The weighted batch's last loss as sum divided by weight; with no label left it is 0/0.")),
  READOUT ("guarded_mean", N_ ("Guarded mean"),
           N_ ("The same divided by at least 1, so that a batch without labels reads 0.")),
  { NULL },
};

/* One way to train: the loss of a response and of a prompt token at steps 0 .. steps. */
typedef struct
{
  double weight; /* of a prompt token */
  double *response, *prompt, *evaluated;
} Way;

typedef struct
{
  int prompt_tokens, response_tokens, choices, steps;
  gboolean shared, full, sum, all_masked;
  double rate, *step, *store;
  double prompt_target[VOCABULARY], response_target[VOCABULARY];
  Way ways[N_WAYS];
} Work;

/* Loss of the whole batch over the tokens that the evaluation mask selects. */
static double
token_mean (const Work *work, double prompt, double response)
{
  double weight = work->prompt_tokens + work->response_tokens;

  return (work->prompt_tokens * prompt + work->response_tokens * response) / weight;
}

/* Trains logits on a target and follows the loss of one kind of token. */
static gboolean
train_context (const Work *work, const double *target, const double *watched, double *curve, GCancellable *cancellable,
               GError **error)
{
  SftDescent descent = { target, VOCABULARY, work->rate, work->steps };
  double logits[VOCABULARY] = { 0 };

  return sft_descent_run (&descent, &watched, 1, logits, curve, cancellable, error);
}

/* Loss = (weight * n_p * CE_p + n_r * CE_r) / divisor, so the targets are weighted by what a token counts. */
static gboolean
train_way (const Work *work, Way *way, GCancellable *cancellable, GError **error)
{
  double of_prompt[VOCABULARY], of_response[VOCABULARY], of_both[VOCABULARY];
  double prompt = way->weight * work->prompt_tokens, response = work->response_tokens;
  double divisor = work->sum ? 1 : prompt + response;

  for (int v = 0; v < VOCABULARY; v++)
    {
      of_prompt[v] = prompt / divisor * work->prompt_target[v];
      of_response[v] = response / divisor * work->response_target[v];
      of_both[v] = of_prompt[v] + of_response[v];
    }
  if (!train_context (work, work->shared ? of_both : of_response, work->response_target, way->response, cancellable,
                      error)
      || !train_context (work, work->shared ? of_both : of_prompt, work->prompt_target, way->prompt, cancellable,
                         error))
    return FALSE;
  for (int i = 0; i <= work->steps; i++)
    way->evaluated[i] = work->full ? token_mean (work, way->prompt[i], way->response[i]) : way->response[i];
  return TRUE;
}

static gboolean
work_init (Work *work, const SftValues *values, GCancellable *cancellable, GError **error)
{
  int n = (int)sft_values_get (values, "steps") + 1;

  *work =
      (Work){ .prompt_tokens = (int)sft_values_get (values, "prompt_tokens"),
              .response_tokens = (int)sft_values_get (values, "response_tokens"),
              .choices = (int)sft_values_get (values, "prompt_choices"),
              .steps = n - 1,
              .shared = g_str_equal (sft_values_choice (values, "context"), "shared"),
              .full = g_str_equal (sft_values_choice (values, "evaluation_mask"), "full"),
              .sum = g_str_equal (sft_values_choice (values, "reduction"), "sum"),
              .all_masked = sft_values_get (values, "all_masked") != 0,
              .rate = sft_values_get (values, "learning_rate"),
              .ways = { { .weight = 0 }, { .weight = 1 }, { .weight = sft_values_get (values, "prompt_weight") } } };
  work->response_target[VOCABULARY - 1] = 1;
  for (int v = 0; v < work->choices; v++)
    work->prompt_target[v] = 1.0 / work->choices;
  work->store = work->step = g_new0 (double, (1 + 3 * N_WAYS) * n);
  for (int i = 0; i < n; i++)
    work->step[i] = i;
  for (int k = 0; k < N_WAYS; k++)
    {
      work->ways[k].response = work->store + (1 + 3 * k) * n;
      work->ways[k].prompt = work->ways[k].response + n;
      work->ways[k].evaluated = work->ways[k].prompt + n;
      if (!work->all_masked && !train_way (work, &work->ways[k], cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The top of both panels, so that they can be compared; a half that has a tick, above what is drawn. */
static double
highest (const Work *work)
{
  double top = log (VOCABULARY);

  for (int k = 0; k < N_WAYS; k++)
    for (int i = 0; i <= work->steps; i++)
      top = MAX (top, MAX (work->ways[k].prompt[i], work->ways[k].evaluated[i]));
  return ceil (2 * top) / 2;
}

/* Curves of all three ways; none where nothing was trained. */
static void
add_ways (SftPanel *panel, const Work *work, gboolean prompt)
{
  static const char *const names[2][N_WAYS] = { { "masked", "unmasked", "weighted" },
                                                { "masked prompt", "unmasked prompt", "weighted prompt" } };
  static const SftRole roles[N_WAYS] = { SFT_ROLE_PRIMARY, SFT_ROLE_SECONDARY, SFT_ROLE_TERTIARY };

  panel->x.low = panel->y.low = 0;
  panel->x.high = work->steps;
  panel->y.high = highest (work);
  for (int k = 0; k < N_WAYS; k++)
    sft_panel_add_xy (panel, names[prompt][k],
                      k == MASKED     ? sft_text (N_ ("masked"))
                      : k == UNMASKED ? sft_text (N_ ("unmasked"))
                                      : sft_text (N_ ("weight %.2f"), work->ways[k].weight),
                      roles[k], SFT_SHAPE_CURVE, work->step, prompt ? work->ways[k].prompt : work->ways[k].evaluated,
                      work->all_masked ? 0 : work->steps + 1);
  panel->x.whole = TRUE;
  if (work->all_masked)
    panel->note = sft_text (N_ ("every label is masked: nothing is trained"));
}

static SftFigure *
make_figure (const Work *work)
{
  int last = work->steps;
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Prompts masked, unmasked, weighted")),
      work->all_masked ? sft_text (N_ ("Every label is masked, so there is no loss and nothing is trained."))
                       : sft_text_plural ((gulong)last,
                                          "After %d step the response loss is %.3f nats with masked, %.3f with "
                                          "unmasked and %.3f with weighted prompts.",
                                          "After %d steps the response loss is %.3f nats with masked, %.3f with "
                                          "unmasked and %.3f with weighted prompts.",
                                          last, work->ways[MASKED].response[last], work->ways[UNMASKED].response[last],
                                          work->ways[WEIGHTED].response[last]));
  SftPanel *left = sft_figure_add_panel (
      figure, work->full ? sft_text (N_ ("Loss on all tokens")) : sft_text (N_ ("Loss on response tokens")),
      sft_text (N_ ("Step")), sft_text (N_ ("Mean NLL (nats)")));
  SftPanel *right = sft_figure_add_panel (figure, sft_text (N_ ("Loss on prompt tokens")), sft_text (N_ ("Step")),
                                          sft_text (N_ ("Mean NLL (nats)")));

  add_ways (left, work, FALSE);
  add_ways (right, work, TRUE);
  if (work->prompt_tokens == 0 && !work->all_masked)
    right->note = sft_text (N_ ("there are no prompt tokens: what one would cost"));
  sft_panel_add_mark (right, SFT_MARK_HORIZONTAL, 0, log (work->choices), sft_text (N_ ("ln %d"), work->choices),
                      SFT_ROLE_NEUTRAL)
      ->line = SFT_LINE_DOTTED;
  return figure;
}

/* The batch's loss token by token, under the weights of training or all alike. */
static double
batch_mean (const Work *work, const Way *way, gboolean unweighted)
{
  double nll[2 * MAX_TOKENS], weights[2 * MAX_TOKENS];
  int n = work->prompt_tokens + work->response_tokens;

  for (int i = 0; i < n; i++)
    {
      gboolean prompt = i < work->prompt_tokens;

      nll[i] = prompt ? way->prompt[work->steps] : way->response[work->steps];
      weights[i] = work->all_masked ? 0 : prompt && !unweighted ? way->weight : 1;
    }
  return sft_masked_mean (nll, weights, n);
}

/* The largest difference between the response curves of two ways. */
static double
apart (const Work *work)
{
  double most = 0;

  for (int i = 0; i <= work->steps; i++)
    most = MAX (most, fabs (work->ways[MASKED].response[i] - work->ways[UNMASKED].response[i]));
  return most;
}

/* What masked prompt tokens add to the first gradient: the norm of their share. */
static double
masked_gradient (const Work *work)
{
  double target[VOCABULARY], gradient[VOCABULARY], sum = 0;
  static const double zeros[VOCABULARY] = { 0 };

  for (int v = 0; v < VOCABULARY; v++)
    target[v] = work->ways[MASKED].weight * work->prompt_tokens * work->prompt_target[v];
  sft_softmax_gradient (zeros, target, VOCABULARY, gradient);
  for (int v = 0; v < VOCABULARY; v++)
    sum += gradient[v] * gradient[v];
  return sqrt (sum);
}

static void
add_checks (SftResult *result, const Work *work)
{
  const Way *weighted = &work->ways[WEIGHTED];

  sft_result_check (result, !work->all_masked,
                    work->all_masked
                        ? sft_text (N_ ("some label is left to divide by; in a real run one such batch has the loss "
                                        "0/0, which makes every weight not a number, or 0 where the division is "
                                        "guarded, which hides that nothing is learned"))
                        : sft_text (N_ ("some label is left to divide by")));
  if (work->all_masked)
    return;
  /* A mean of 128 losses below 40 nats. */
  sft_result_identity (
      result, batch_mean (work, weighted, TRUE),
      token_mean (work, weighted->prompt[work->steps], weighted->response[work->steps]), 1e-12,
      sft_text (N_ ("the full loss is the mean of prompt and response loss, weighted by their tokens")));
  sft_result_identity (result, masked_gradient (work), 0, 0, sft_text (N_ ("masked positions have no gradient")));
  if (!work->shared)
    sft_result_identity (result, work->ways[MASKED].prompt[work->steps], log (VOCABULARY), 1e-14,
                         sft_text (N_ ("masked prompts with logits of their own stay at ln 8")));
  if (!work->shared && work->sum)
    sft_result_identity (result, apart (work), 0, 0,
                         sft_text (N_ ("with logits of their own and a sum, the response curves are the same")));
  /* The floor is an entropy; the loss above it is a divergence. */
  sft_result_identity (result, MAX (weighted->prompt[work->steps], log (work->choices)), weighted->prompt[work->steps],
                       1e-12, sft_text (N_ ("no prompt loss is below the prompt's entropy ln m")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  static const char *const ids[N_WAYS][2] = { { "masked_response", "masked_prompt" },
                                              { "unmasked_response", "unmasked_prompt" },
                                              { "weighted_response", "weighted_prompt" } };
  Work work;
  SftResult *result;
  double plain;

  if (!work_init (&work, values, cancellable, error))
    {
      g_free (work.store);
      return NULL;
    }
  plain = batch_mean (&work, &work.ways[WEIGHTED], FALSE);
  result = sft_result_new (&sft_lab_concept_loss_masks, make_figure (&work));
  sft_result_set (result, "prompt_entropy", sft_entropy (work.prompt_target, VOCABULARY));
  for (int k = 0; k < N_WAYS; k++)
    {
      sft_result_set_or (result, ids[k][0], work.all_masked ? NAN : work.ways[k].response[work.steps],
                         sft_text (N_ ("every label is masked")));
      sft_result_set_or (
          result, ids[k][1], work.all_masked || work.prompt_tokens == 0 ? NAN : work.ways[k].prompt[work.steps],
          work.all_masked ? sft_text (N_ ("every label is masked")) : sft_text (N_ ("there are no prompt tokens")));
    }
  sft_result_set_or (result, "plain_mean", plain, sft_text (N_ ("NaN: 0/0, every label is masked")));
  sft_result_set (result, "guarded_mean", work.all_masked ? 0 : plain);
  add_checks (result, &work);
  g_free (work.store);
  return result;
}

/* Three ways, two contexts at most, an exponential of every logit in every step. */
static double
cost (const SftValues *values)
{
  return 2.0 * N_WAYS * VOCABULARY * sft_values_get (values, "steps");
}

const SftLab sft_lab_concept_loss_masks = {
  .id = "loss-masks",
  .demo = 18,
  .title = N_ ("masked, unmasked and weighted prompts"),
  .about = N_ (
      "Three runs on the same synthetic tokens differ only in what a prompt token weighs. Where prompt and response "
      "are predicted by the same logits, every bit learned about prompts is paid for with response loss; where "
      "each has its own, a mean still slows the response down, since prompt tokens share the divisor, and a sum "
      "leaves it alone. Compare runs under one evaluation mask, never by their own training losses. Real models "
      "lie in between. Prompt tokens are uniform over the first m of eight, response tokens the last one."),
  .formula = "L = (λ·n_p·CE_p + n_r·CE_r) / (λ·n_p + n_r),   λ = 0 masked, 1 unmasked",
  .math = N_ ("L &= \\frac{\\lambda\\,n_p\\,\\mathrm{CE}_p + n_r\\,\\mathrm{CE}_r}{\\lambda\\,n_p + n_r} \\\\ "
              "\\lambda &= 0\\text{: masked}, \\; 1\\text{: unmasked}, \\; \\value{prompt_weight}\\text{: weighted}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .cost = cost,
  .compute = compute,
  .presets = sft_presets_concept_loss_masks,
};
