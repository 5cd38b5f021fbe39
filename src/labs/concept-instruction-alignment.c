/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 1: pretraining ends at the shares of its corpus; a little training on answers alone moves the policy away. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-information.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

#define POINTS 201
#define LONGEST 20.0
#define NEWTON_STEPS 60
#define FLOW_STEPS 1000

static const SftParam params[] = {
  { .id = "answer_share",
    .label = N_ ("Share of answers"),
    .group = N_ ("Pretraining corpus"),
    .help = N_ ("How often a question is followed by its answer in the corpus, and not by anything else."),
    .kind = SFT_REAL,
    .minimum = 0.01,
    .maximum = 0.99,
    .step = 0.01,
    .digits = 3,
    .initial = "0.1" },
  { .id = "sft_time",
    .label = N_ ("SFT time"),
    .group = N_ ("Fine-tuning"),
    .help = N_ ("How long the two logits follow the gradient of the loss on answers: steps times learning rate."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = LONGEST,
    .step = 0.1,
    .digits = 2,
    .initial = "5" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "p_pretrained", N_ ("P(answer) after pretraining"),
    N_ ("Where maximum likelihood ends, whatever the model's size: the share in the corpus."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "p_answer", N_ ("P(answer) after SFT"), N_ ("Probability of answering after this much fine-tuning."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "logit_difference", N_ ("Logit difference"), N_ ("The logit of the answer minus that of anything else."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "pretraining_ce", N_ ("Pretraining cross-entropy"), N_ ("Loss of the fine-tuned policy on the pretraining corpus."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "pretraining_entropy", N_ ("Entropy of the corpus"),
    N_ ("The least loss that any policy can have on the pretraining corpus."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "kl", N_ ("Distance from the corpus"),
    N_ ("KL divergence of the policy from the corpus: what answering costs in pretraining loss."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "residual", N_ ("Residual"), N_ ("What is left of d + exp(d) − C at the solution that was found; 0 is exact."),
    NULL, SFT_READOUT_NUMBER, 6 },
  { NULL },
};

typedef struct
{
  double share, time;
  double start;                   /* logit of the share: the difference before fine-tuning */
  double difference, p, residual; /* at the time chosen */
  double entropy, cross_entropy, divergence;
} Work;

/* C of the implicit equation d + e^d = C. */
static double
right_side (double start, double time)
{
  return start + exp (start) + 2 * time;
}

/* The left side is convex and increasing, so from a start on its upper side Newton's method goes down to the root
 * without passing it. */
static double
solve_difference (double c)
{
  double d = c >= 1 ? log (c) : MIN (c, 0);

  for (int i = 0; i < NEWTON_STEPS; i++)
    {
      double next = d - (d + exp (d) - c) / (1 + exp (d));

      if (fabs (next - d) <= 1e-16 * fabs (d))
        return next;
      d = next;
    }
  return d;
}

/* The same by following the flow, d' = 2 (1 - p), in small steps of the fourth-order Runge-Kutta method. */
static double
follow_flow (double start, double time)
{
  double d = start, h = time / FLOW_STEPS;

  for (int i = 0; i < FLOW_STEPS; i++)
    {
      double a = 2 * sft_sigmoid (-d), b = 2 * sft_sigmoid (-(d + h / 2 * a));
      double c = 2 * sft_sigmoid (-(d + h / 2 * b)), e = 2 * sft_sigmoid (-(d + h * c));

      d += h / 6 * (a + 2 * b + 2 * c + e);
    }
  return d;
}

/* Of a policy with this logit difference, on the corpus. */
static double
cross_entropy_of (double share, double difference)
{
  double answer[2] = { 0, -difference }, other[2] = { 0, difference };

  return share * sft_log_sum_exp (answer, 2) + (1 - share) * sft_log_sum_exp (other, 2);
}

static void
work_init (Work *work, const SftValues *values)
{
  double c, corpus[2], policy[2];

  work->share = sft_values_get (values, "answer_share");
  work->time = sft_values_get (values, "sft_time");
  work->start = log (work->share) - log1p (-work->share);
  c = right_side (work->start, work->time);
  work->difference = solve_difference (c);
  work->residual = work->difference + exp (work->difference) - c;
  work->p = sft_sigmoid (work->difference);
  corpus[0] = work->share;
  corpus[1] = 1 - work->share;
  policy[0] = work->p;
  policy[1] = sft_sigmoid (-work->difference);
  work->entropy = sft_binary_entropy (work->share);
  work->cross_entropy = cross_entropy_of (work->share, work->difference);
  work->divergence = sft_kl_divergence (corpus, policy, 2);
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Pretraining predicts, fine-tuning answers")),
      sft_text (N_ ("After SFT for a time of %.1f the model answers with probability %.3f instead of %.3f; its loss on "
                    "the pretraining corpus rose from %.3f to %.3f nats."),
                work->time, work->p, work->share, work->entropy, work->cross_entropy));
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("SFT time (steps × learning rate)")),
                                          sft_text (N_ ("Probability, cross-entropy (nats)")));
  SftSeries *p = sft_panel_add_series (panel, "answer probability", sft_text (N_ ("P(answer)")), SFT_ROLE_PRIMARY,
                                       SFT_SHAPE_CURVE, POINTS);
  SftSeries *loss =
      sft_panel_add_series (panel, "pretraining cross-entropy", sft_text (N_ ("cross-entropy on the corpus")),
                            SFT_ROLE_SECONDARY, SFT_SHAPE_CURVE, POINTS);
  const SftBinding drag = { .gesture = SFT_GESTURE_DRAG_X, .param = "sft_time" };
  SftMark *mark;

  panel->y.low = 0;
  panel->y.high = 1;
  sft_linspace (0, LONGEST, POINTS, p->x);
  for (int i = 0; i < POINTS; i++)
    {
      double d = solve_difference (right_side (work->start, p->x[i]));

      loss->x[i] = p->x[i];
      p->y[i] = sft_sigmoid (d);
      loss->y[i] = cross_entropy_of (work->share, d);
      panel->y.high = MAX (panel->y.high, loss->y[i]);
    }
  /* Up to a round number, with air for the label at the end of the curve. */
  if (panel->y.high > 1)
    panel->y.high = ceil (2 * 1.05 * panel->y.high) / 2;
  mark = sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->entropy, sft_text (N_ ("H(q) %.3f"), work->entropy),
                             SFT_ROLE_NEUTRAL);
  mark->line = SFT_LINE_DOTTED;
  /* Without SFT the answers' point lies on it and says the same. */
  mark =
      sft_panel_add_mark (panel, SFT_MARK_POINT, 0, work->share,
                          work->time > 0 ? sft_text (N_ ("corpus %.3f"), work->share) : SFT_NO_TEXT, SFT_ROLE_PRIMARY);
  mark->hollow = TRUE;
  mark->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "answer_share" };
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, work->time, 0, SFT_NO_TEXT, SFT_ROLE_NEUTRAL)->bind = drag;
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->time, work->p, sft_text (N_ ("answers %.3f"), work->p),
                      SFT_ROLE_PRIMARY)
      ->bind = drag;
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->time, work->cross_entropy,
                      sft_text (N_ ("costs %.3f nats"), work->cross_entropy), SFT_ROLE_SECONDARY)
      ->bind = drag;
  return figure;
}

/* The least cross-entropy of the policies that the grid of probabilities and the corpus's own share name. */
static double
least_cross_entropy (double share)
{
  double least = cross_entropy_of (share, log (share) - log1p (-share));

  for (int i = 1; i < 200; i++)
    least = MIN (least, cross_entropy_of (share, log (i / 200.0) - log1p (-i / 200.0)));
  return least;
}

static void
add_checks (SftResult *result, const Work *work)
{
  /* Losses below 6 nats, a few roundings each. */
  sft_result_identity (result, least_cross_entropy (work->share), work->entropy, 1e-13,
                       sft_text (N_ ("no policy has less pretraining loss than H(q), and p = q has just that")));
  sft_result_identity (result, work->cross_entropy, work->entropy + work->divergence, 1e-13,
                       sft_text (N_ ("cross-entropy is entropy plus KL(q‖p)")));
  /* The right side is below 150, where neighboring doubles are 3e-14 apart. */
  sft_result_identity (result, work->difference + exp (work->difference), right_side (work->start, work->time), 1e-12,
                       sft_text (N_ ("the logit difference solves d + exp(d) = d₀ + exp(d₀) + 2t")));
  /* A thousand steps of at most 0.02: the method's error is below 1e-9. */
  sft_result_identity (result, follow_flow (work->start, work->time), work->difference, 1e-8,
                       sft_text (N_ ("following the gradient in small steps arrives at the same difference")));
  sft_result_check (result, work->time == 0 || work->p > work->share,
                    work->time > 0 ? sft_text (N_ ("training on answers makes answers more likely than the corpus has "
                                                   "them"))
                                   : sft_text (N_ ("without fine-tuning the policy is the corpus")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_instruction_alignment, make_figure (&work));
  sft_result_set (result, "p_pretrained", work.share);
  sft_result_set (result, "p_answer", work.p);
  sft_result_set (result, "logit_difference", work.difference);
  sft_result_set (result, "pretraining_ce", work.cross_entropy);
  sft_result_set (result, "pretraining_entropy", work.entropy);
  sft_result_set (result, "kl", work.divergence);
  sft_result_set (result, "residual", work.residual);
  add_checks (result, &work);
  return result;
}

const SftLab sft_lab_concept_instruction_alignment = {
  .id = "instruction-alignment",
  .demo = 1,
  .title = N_ ("what pretraining aims at, and what SFT moves"),
  .about =
      N_ ("After a question a web page may go on with anything. Maximum likelihood learns just how often each thing "
          "happens, so a perfect pretrained model answers with probability q, whatever its size. Training on answers "
          "alone moves it away: the loss on the pretraining corpus then rises by KL(q‖p), and that is not a failure "
          "but another aim. Labelers preferred the 1.3B InstructGPT to the 175B GPT-3 (Ouyang et al. 2022). Two "
          "outcomes, two logits and gradient flow are a synthetic model; time is steps times learning rate."),
  .formula = "d + exp(d) = d₀ + exp(d₀) + 2t,   p = σ(d),   CE = H(q) + KL(q‖p)",
  .math = N_ ("d + e^d &= d_0 + e^{d_0} + 2t \\\\ "
              "p &= \\sigma(d) = \\value{p_answer|4} \\\\ "
              "\\mathrm{CE} &= H(q) + \\mathrm{KL}(q \\parallel p) \\\\ "
              "&= \\value{pretraining_entropy|4} + \\value{kl|4} = \\value{pretraining_ce|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_instruction_alignment,
};
