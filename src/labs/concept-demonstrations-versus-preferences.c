/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 3: imitating an answer raises what it shares with a bad one; a preference sees only where the two differ. */
#include "config.h"

#include <math.h>

#include "sft-descent.h"
#include "sft-information.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define _(msgid) sft_translate (msgid)
#define ANSWERS N_ ("The two answers")
#define TRAINING N_ ("Training")
#define MAX_TOKENS 12
#define MAX_VOCABULARY 12
#define STEPS_A_LOOK 64

#define COUNT_PARAM(ID, LABEL, GROUP, HELP, UNIT, MINIMUM, MAXIMUM, STEP, INITIAL)                                     \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), UNIT, .kind = SFT_INTEGER, .minimum = (MINIMUM),   \
    .maximum = (MAXIMUM), .step = (STEP), .initial = (INITIAL)                                                         \
  }
#define REAL_PARAM(ID, LABEL, HELP, MINIMUM, MAXIMUM, STEP, INITIAL)                                                   \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = TRAINING, .help = (HELP), .kind = SFT_REAL, .minimum = (MINIMUM),           \
    .maximum = (MAXIMUM), .step = (STEP), .digits = 3, .initial = (INITIAL)                                            \
  }

static const SftParam params[] = {
  COUNT_PARAM ("tokens", N_ ("Answer tokens"), ANSWERS, N_ ("How many tokens each of the two answers has."),
               SFT_UNITS ("token", "tokens"), 2, MAX_TOKENS, 1, "6"),
  COUNT_PARAM ("shared_prefix", N_ ("Shared prefix"), ANSWERS,
               N_ ("How many tokens at the beginning are the same in both; no more than there are tokens."),
               SFT_UNITS ("token", "tokens"), 0, MAX_TOKENS, 1, "4"),
  COUNT_PARAM ("vocabulary", N_ ("Vocabulary"), ANSWERS, N_ ("How many tokens there are to choose from."),
               SFT_UNITS ("token", "tokens"), 2, MAX_VOCABULARY, 1, "4"),
  REAL_PARAM ("beta", N_ ("Beta"), N_ ("How strongly DPO is held to the policy that it started from."), 0.01, 1, 0.01,
              "0.1"),
  REAL_PARAM ("label_noise", N_ ("Label noise"),
              N_ ("How often a preference is taken to be turned around; 0 trusts every label."), 0, 0.45, 0.01, "0.1"),
  COUNT_PARAM ("steps", N_ ("Steps"), TRAINING, N_ ("How many steps of gradient descent both methods take."),
               SFT_UNITS ("step", "steps"), 1, 5000, 10, "400"),
  REAL_PARAM ("learning_rate", N_ ("Learning rate"),
              N_ ("How far each step goes along the negative gradient of the summed loss."), 0.01, 2, 0.1, "1"),
  { NULL },
};

#define READOUT(ID, LABEL, HELP, UNIT)                                                                                 \
  {                                                                                                                    \
    (ID), (LABEL), (HELP), (UNIT), SFT_READOUT_NUMBER, 4                                                               \
  }

static const SftReadoutSpec readouts[] = {
  READOUT ("initial_dpo_loss", N_ ("DPO loss at the start"), N_ ("Before the first step the margin is 0."),
           N_ ("nats")),
  READOUT ("final_dpo_loss", N_ ("DPO loss at the end"), N_ ("DPO's loss after the last step."), N_ ("nats")),
  READOUT ("loss_floor", N_ ("Floor of the DPO loss"),
           N_ ("The entropy of the label noise: no margin brings the loss below it."), N_ ("nats")),
  READOUT ("optimal_margin", N_ ("Best margin"), N_ ("The margin at which DPO's loss is at its floor."), NULL),
  READOUT ("final_margin", N_ ("Margin at the end"),
           N_ ("Beta times by how much DPO raised log π(chosen) above log π(rejected)."), NULL),
  READOUT ("sft_logp_chosen", N_ ("SFT: log π(chosen)"), N_ ("After the last step of SFT."), N_ ("nats")),
  READOUT ("sft_logp_rejected", N_ ("SFT: log π(rejected)"), N_ ("After the last step of SFT."), N_ ("nats")),
  READOUT ("sft_logp_rejected_peak", N_ ("SFT: highest log π(rejected)"),
           N_ ("The highest value over all steps: how likely imitation ever made the rejected answer."), N_ ("nats")),
  READOUT ("dpo_logp_chosen", N_ ("DPO: log π(chosen)"), N_ ("After the last step of DPO."), N_ ("nats")),
  READOUT ("dpo_logp_rejected", N_ ("DPO: log π(rejected)"), N_ ("After the last step of DPO."), N_ ("nats")),
  READOUT ("prefix_gradient_sft", N_ ("SFT: gradient on the prefix"),
           N_ ("Norm of the first gradient over the shared tokens."), NULL),
  READOUT ("prefix_gradient_dpo", N_ ("DPO: gradient on the prefix"),
           N_ ("Norm of the first gradient over the shared tokens, which cancel in the margin."), NULL),
  { NULL },
};

typedef struct
{
  int tokens, prefix, vocabulary, steps;
  double beta, noise, rate;
  double first[MAX_VOCABULARY], second[MAX_VOCABULARY]; /* one-hot targets: tokens 0 and 1 */
  /* steps + 1 each, one allocation that begins at `step`. */
  double *step, *sft_chosen, *sft_rejected, *dpo_chosen, *dpo_rejected, *margin;
  double sft_prefix, dpo_prefix, rejected_slope;
} Work;

static gboolean
validate (const SftValues *values, GError **error)
{
  int tokens = (int)sft_values_get (values, "tokens"), prefix = (int)sft_values_get (values, "shared_prefix");

  if (prefix <= tokens)
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_CONFLICT, "shared_prefix", -1, -1,
                       _ ("shared_prefix: %d tokens cannot be shared by answers of %d tokens; accepted: 0 to %d"),
                       prefix, tokens, tokens);
  return FALSE;
}

/* Where the loss is flat; infinite without noise. */
static double
best_margin (const Work *work)
{
  return log ((1 - work->noise) / work->noise);
}

/* What the rejected answer has at a position. */
static const double *
rejected_target (const Work *work, int position)
{
  return position < work->prefix ? work->first : work->second;
}

/* -(1 - noise) log sigma (m) - noise log sigma (-m). */
static double
dpo_loss (const Work *work, double margin)
{
  double right[2] = { 0, -margin }, wrong[2] = { 0, margin };

  return (1 - work->noise) * sft_log_sum_exp (right, 2) + work->noise * sft_log_sum_exp (wrong, 2);
}

/* DPO's gradient in the logits of one position: the loss's slope in the margin times beta times the gradient of
 * log pi(chosen) - log pi(rejected), in which both softmaxes cancel. */
static void
dpo_gradient (const Work *work, double margin, int position, double *gradient)
{
  double slope = work->beta * (sft_sigmoid (margin) - (1 - work->noise));
  const double *rejected = rejected_target (work, position);

  for (int v = 0; v < work->vocabulary; v++)
    gradient[v] = slope * (work->first[v] - rejected[v]);
}

/* Each position has logits of its own, so SFT trains them one by one. */
static gboolean
train_sft (Work *work, GCancellable *cancellable, GError **error)
{
  gsize n = work->steps + 1;
  g_autofree double *curves = g_new (double, 2 * n);
  SftDescent descent = { work->first, work->vocabulary, work->rate, work->steps };

  for (int t = 0; t < work->tokens; t++)
    {
      const double *const watched[] = { work->first, rejected_target (work, t) };
      double logits[MAX_VOCABULARY] = { 0 };

      if (!sft_descent_run (&descent, watched, 2, logits, curves, cancellable, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          work->sft_chosen[i] -= curves[i];
          work->sft_rejected[i] -= curves[n + i];
        }
    }
  return TRUE;
}

static gboolean
train_dpo (Work *work, GCancellable *cancellable, GError **error)
{
  double logits[MAX_TOKENS][MAX_VOCABULARY] = { { 0 } }, gradient[MAX_VOCABULARY];

  for (int i = 0; i <= work->steps; i++)
    {
      if (i % STEPS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (int t = 0; t < work->tokens; t++)
        {
          work->dpo_chosen[i] -= sft_softmax_cross_entropy (logits[t], work->first, work->vocabulary);
          work->dpo_rejected[i] -= sft_softmax_cross_entropy (logits[t], rejected_target (work, t), work->vocabulary);
        }
      work->margin[i] =
          work->beta * ((work->dpo_chosen[i] - work->dpo_chosen[0]) - (work->dpo_rejected[i] - work->dpo_rejected[0]));
      for (int t = 0; t < work->tokens; t++)
        {
          dpo_gradient (work, work->margin[i], t, gradient);
          for (int v = 0; v < work->vocabulary; v++)
            logits[t][v] -= work->rate * gradient[v];
        }
    }
  return TRUE;
}

/* Norms over the prefix at step 0, and how fast log pi(rejected) rises at first under SFT. */
static void
first_gradients (Work *work)
{
  static const double zeros[MAX_VOCABULARY] = { 0 };
  double sft[MAX_VOCABULARY], dpo[MAX_VOCABULARY], rejected[MAX_VOCABULARY], sft_sum = 0, dpo_sum = 0;

  for (int t = 0; t < work->tokens; t++)
    {
      sft_softmax_gradient (zeros, work->first, work->vocabulary, sft);
      sft_softmax_gradient (zeros, rejected_target (work, t), work->vocabulary, rejected);
      dpo_gradient (work, 0, t, dpo);
      for (int v = 0; v < work->vocabulary; v++)
        {
          work->rejected_slope += sft[v] * rejected[v];
          sft_sum += t < work->prefix ? sft[v] * sft[v] : 0;
          dpo_sum += t < work->prefix ? dpo[v] * dpo[v] : 0;
        }
    }
  work->sft_prefix = sqrt (sft_sum);
  work->dpo_prefix = sqrt (dpo_sum);
}

static gboolean
work_init (Work *work, const SftValues *values, GCancellable *cancellable, GError **error)
{
  int n = (int)sft_values_get (values, "steps") + 1;

  *work = (Work){ .tokens = (int)sft_values_get (values, "tokens"),
                  .prefix = (int)sft_values_get (values, "shared_prefix"),
                  .vocabulary = (int)sft_values_get (values, "vocabulary"),
                  .steps = n - 1,
                  .beta = sft_values_get (values, "beta"),
                  .noise = sft_values_get (values, "label_noise"),
                  .rate = sft_values_get (values, "learning_rate"),
                  .first = { 1 },
                  .second = { 0, 1 } };
  work->step = g_new0 (double, 6 * n);
  work->sft_chosen = work->step + n;
  work->sft_rejected = work->step + 2 * n;
  work->dpo_chosen = work->step + 3 * n;
  work->dpo_rejected = work->step + 4 * n;
  work->margin = work->step + 5 * n;
  for (int i = 0; i < n; i++)
    work->step[i] = i;
  first_gradients (work);
  return train_sft (work, cancellable, error) && train_dpo (work, cancellable, error);
}

static int
peak_step (const Work *work)
{
  int best = 0;

  for (int i = 1; i <= work->steps; i++)
    if (work->sft_rejected[i] > work->sft_rejected[best])
      best = i;
  return best;
}

static void
add_curve (SftPanel *panel, const char *name, SftText legend, SftRole role, SftLine line, const Work *work,
           const double *y)
{
  sft_panel_add_xy (panel, name, legend, role, SFT_SHAPE_CURVE, work->step, y, work->steps + 1)->line = line;
}

static SftFigure *
make_figure (const Work *work)
{
  int last = work->steps, peak = peak_step (work);
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("Demonstrations and preferences")),
                      sft_text_plural ((gulong)last,
                                       "After %d step log π(chosen) is %.2f under SFT and %.2f under DPO, log "
                                       "π(rejected) %.2f and %.2f; under SFT it was highest, %.2f, at step %d.",
                                       "After %d steps log π(chosen) is %.2f under SFT and %.2f under DPO, log "
                                       "π(rejected) %.2f and %.2f; under SFT it was highest, %.2f, at step %d.",
                                       last, work->sft_chosen[last], work->dpo_chosen[last], work->sft_rejected[last],
                                       work->dpo_rejected[last], work->sft_rejected[peak], peak));
  SftPanel *left = sft_figure_add_panel (figure, sft_text (N_ ("Both answers")), sft_text (N_ ("Step")),
                                         sft_text (N_ ("log π (nats)")));
  SftPanel *right = sft_figure_add_panel (figure, sft_text (N_ ("What DPO drives apart")), sft_text (N_ ("Step")),
                                          sft_text (N_ ("Margin")));

  left->x.whole = right->x.whole = TRUE;
  add_curve (left, "sft chosen", sft_text (N_ ("SFT, chosen")), SFT_ROLE_PRIMARY, SFT_LINE_SOLID, work,
             work->sft_chosen);
  add_curve (left, "sft rejected", sft_text (N_ ("SFT, rejected")), SFT_ROLE_PRIMARY, SFT_LINE_DASHED, work,
             work->sft_rejected);
  add_curve (left, "dpo chosen", sft_text (N_ ("DPO, chosen")), SFT_ROLE_SECONDARY, SFT_LINE_SOLID, work,
             work->dpo_chosen);
  add_curve (left, "dpo rejected", sft_text (N_ ("DPO, rejected")), SFT_ROLE_SECONDARY, SFT_LINE_DASHED, work,
             work->dpo_rejected);
  if (peak > 0)
    sft_panel_add_mark (left, SFT_MARK_POINT, peak, work->sft_rejected[peak], sft_text (N_ ("peak at step %d"), peak),
                        SFT_ROLE_PRIMARY)
        ->hollow = peak == last;
  add_curve (right, "dpo margin", sft_text (N_ ("DPO's margin")), SFT_ROLE_TERTIARY, SFT_LINE_SOLID, work,
             work->margin);
  if (work->noise == 0)
    right->note = sft_text (N_ ("without label noise the best margin is infinite"));
  else
    sft_panel_add_mark (right, SFT_MARK_HORIZONTAL, 0, best_margin (work),
                        sft_text (N_ ("best %.2f"), best_margin (work)), SFT_ROLE_NEUTRAL)
        ->line = SFT_LINE_DOTTED;
  if (work->prefix == work->tokens)
    left->note = sft_text (N_ ("the answers are the same: no preference signal"));
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double margin = work->margin[work->steps], labels[2] = { 1 - work->noise, work->noise };
  double policy[2] = { sft_sigmoid (margin), sft_sigmoid (-margin) }, v = work->vocabulary;
  int suffix = work->tokens - work->prefix;
  gboolean rises = work->sft_rejected[1] > work->sft_rejected[0], expected = work->prefix * (v - 1) > suffix;

  sft_result_identity (result, dpo_loss (work, work->margin[0]), G_LN2, 1e-15,
                       sft_text (N_ ("DPO's loss at step 0 is ln 2")));
  sft_result_identity (result, work->dpo_prefix, 0, 0,
                       sft_text (N_ ("DPO's gradient on the shared prefix is exactly 0")));
  /* At most 144 terms of at most 1. */
  sft_result_identity (result, work->sft_prefix, sqrt (work->prefix * (v - 1) / v), 1e-13,
                       sft_text (N_ ("SFT's first gradient on the prefix has the norm √(s·(V − 1)/V)")));
  sft_result_identity (result, work->rejected_slope, (work->prefix * (v - 1) - suffix) / v, 1e-13,
                       sft_text (N_ ("under SFT log π(rejected) starts with the slope (s·(V − 1) − (T − s))/V")));
  /* Losses up to the margin's size, a few roundings each. */
  sft_result_identity (
      result, dpo_loss (work, margin), sft_binary_entropy (work->noise) + sft_kl_divergence (labels, policy, 2),
      1e-13 * (1 + fabs (margin)), sft_text (N_ ("DPO's loss is its floor H(ε) plus KL(labels‖σ(margin))")));
  if (work->noise > 0)
    sft_result_identity (result, dpo_loss (work, best_margin (work)), sft_binary_entropy (work->noise), 1e-14,
                         sft_text (N_ ("the floor is reached at the margin ln((1 − ε)/ε)")));
  if (suffix == 0)
    sft_result_identity (result, dpo_loss (work, margin), G_LN2, 1e-15,
                         sft_text (N_ ("equal answers leave DPO's loss at ln 2")));
  sft_result_check (result, rises == expected,
                    rises == expected
                        ? sft_text (N_ ("under SFT the rejected answer first gains exactly if s·(V − 1) > T − s"))
                        : sft_text (N_ ("under SFT the rejected answer first gains exactly if s·(V − 1) > T − s; at "
                                        "this learning rate the first step is too long for the slope to tell")));
}

static void
add_notices (SftResult *result, const Work *work)
{
  double product = work->rate * work->beta * work->beta * (work->tokens - work->prefix);

  if (product >= 4)
    sft_result_notice (result, sft_text (N_ ("Learning rate × β² × (T − s) is %.2f, not below 4: DPO's steps overshoot "
                                             "their optimum and need not settle."),
                                         product));
  if (work->prefix == work->tokens)
    sft_result_notice (result, sft_text (N_ ("Both answers are the same, so there is no preference signal: DPO's loss "
                                             "stays at ln 2 and its policy where it was.")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;

  if (!work_init (&work, values, cancellable, error))
    {
      g_free (work.step);
      return NULL;
    }
  int last = work.steps;
  SftResult *result = sft_result_new (&sft_lab_concept_demonstrations_versus_preferences, make_figure (&work));
  sft_result_set (result, "initial_dpo_loss", dpo_loss (&work, work.margin[0]));
  sft_result_set (result, "final_dpo_loss", dpo_loss (&work, work.margin[last]));
  sft_result_set (result, "loss_floor", sft_binary_entropy (work.noise));
  sft_result_set_or (result, "optimal_margin", work.noise > 0 ? best_margin (&work) : NAN,
                     sft_text (N_ ("infinite: without label noise a larger margin is always better")));
  sft_result_set (result, "final_margin", work.margin[last]);
  sft_result_set (result, "sft_logp_chosen", work.sft_chosen[last]);
  sft_result_set (result, "sft_logp_rejected", work.sft_rejected[last]);
  sft_result_set (result, "sft_logp_rejected_peak", work.sft_rejected[peak_step (&work)]);
  sft_result_set (result, "dpo_logp_chosen", work.dpo_chosen[last]);
  sft_result_set (result, "dpo_logp_rejected", work.dpo_rejected[last]);
  sft_result_set (result, "prefix_gradient_sft", work.sft_prefix);
  sft_result_set (result, "prefix_gradient_dpo", work.dpo_prefix);
  add_checks (result, &work);
  add_notices (result, &work);
  g_free (work.step);
  return result;
}

/* Both methods take an exponential of every logit in every step. */
static double
cost (const SftValues *values)
{
  return 2 * sft_values_get (values, "tokens") * sft_values_get (values, "vocabulary")
         * sft_values_get (values, "steps");
}

const SftLab sft_lab_concept_demonstrations_versus_preferences = {
  .id = "demonstrations-versus-preferences",
  .demo = 3,
  .title = N_ ("imitation and preference on two answers"),
  .about =
      N_ ("Two synthetic answers share a prefix and then differ. SFT imitates the chosen one, token by token, and so "
          "also makes likelier the prefix of the rejected one: log π(rejected) may rise before it falls. DPO sees only "
          "the difference of the two, so the shared prefix gets no gradient at all, and it lowers the rejected "
          "answer more than it raises the chosen one. With label noise ε its margin has an optimum, ln((1 − ε)/ε); "
          "without, it grows forever. Both start from equal logits, one set at each position, which are also "
          "DPO's reference."),
  .formula = "SFT: −log π(chosen),   DPO: −(1 − ε)·log σ(m) − ε·log σ(−m),   m = β·Δ log(π(chosen)/π(rejected))",
  .math = N_ ("\\text{SFT:}\\quad & -\\log\\pi(\\text{chosen}) \\\\ "
              "\\text{DPO:}\\quad & -(1 - \\varepsilon)\\log\\sigma(m) - \\varepsilon\\log\\sigma(-m) \\\\ "
              "& m = \\beta\\,\\Delta\\log\\frac{\\pi(\\text{chosen})}{\\pi(\\text{rejected})} = "
              "\\value{final_margin|4}"),
  .spec = { params, NULL, validate },
  .readouts = readouts,
  .cost = cost,
  .compute = compute,
  .presets = sft_presets_concept_demonstrations_versus_preferences,
};
