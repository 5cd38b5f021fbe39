/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 4: how much of a reply's loss is the chat template's, and whether the model learns to stop. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-template.h"

#define REPLY N_ ("Reply")
#define STOPPING N_ ("Stopping")
#define MAX_REPLY 200

static const SftChoice template_choices[] = {
  { "chatml", N_ ("ChatML") }, { "qwen2_5", N_ ("Qwen2.5") }, { "llama3", N_ ("Llama-3") },
  { "gemma", N_ ("Gemma") },   { "phi3", N_ ("Phi-3") },      { NULL },
};

static const SftParam params[] = {
  { .id = "template",
    .label = N_ ("Template"),
    .group = REPLY,
    .help = N_ ("The chat template whose markers are trained together with the reply."),
    .kind = SFT_CHOICE,
    .initial = "qwen2_5",
    .choices = template_choices },
  { .id = "reply_tokens",
    .label = N_ ("Reply tokens"),
    .group = REPLY,
    .help = N_ ("How many content tokens the assistant's turn has."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_REPLY,
    .step = 1,
    .initial = "8" },
  { .id = "content_loss",
    .label = N_ ("Content loss"),
    .group = REPLY,
    .help = N_ ("The mean NLL of the content tokens."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 10,
    .step = 0.1,
    .digits = 3,
    .initial = "1.5" },
  { .id = "template_loss",
    .label = N_ ("Template loss"),
    .group = REPLY,
    .help = N_ ("The mean NLL of the trained template tokens; the exponential of its negative is read as the "
                "probability of stopping."),
    .unit = N_ ("nats"),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 10,
    .step = 0.1,
    .digits = 3,
    .initial = "0.5" },
  { .id = "threshold",
    .label = N_ ("Stopping threshold"),
    .group = STOPPING,
    .help = N_ ("The turn stops when the end marker's probability is at least this high."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "0.5" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "template_tokens", N_ ("Trained template tokens"),
    N_ ("How many template tokens of an assistant turn carry loss under TRL's assistant-only mask."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "template_share", N_ ("Template share"), N_ ("Share of the trained tokens that are the template's."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "turn_loss", N_ ("Turn loss"), N_ ("Mean NLL over all trained tokens of the turn."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "p_stop", N_ ("P(stop)"), N_ ("Probability of the end marker where the reply is over."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "stops", N_ ("Stops"), N_ ("Whether that probability reaches the threshold."), NULL, SFT_READOUT_TRUTH, 0 },
  { NULL },
};

typedef struct
{
  int chosen, reply;
  double tokens, content_loss, template_loss, threshold, share, loss, p_stop;
} Work;

/* n_t / (n_c + n_t). */
static double
share_of (double template_tokens, double reply_tokens)
{
  return template_tokens / (reply_tokens + template_tokens);
}

static double
mix (const Work *work, double share)
{
  return (1 - share) * work->content_loss + share * work->template_loss;
}

static void
work_init (Work *work, const SftValues *values)
{
  work->chosen = (int)sft_values_get (values, "template");
  work->reply = (int)sft_values_get (values, "reply_tokens");
  work->content_loss = sft_values_get (values, "content_loss");
  work->template_loss = sft_values_get (values, "template_loss");
  work->threshold = sft_values_get (values, "threshold");
  work->tokens = sft_template_trained_tokens (&sft_templates ()[work->chosen]);
  work->share = share_of (work->tokens, work->reply);
  work->loss = mix (work, work->share);
  work->p_stop = exp (-work->template_loss);
}

/* Three templates train two tokens and share a curve: a solid line, dashes on it and dots on both show all three. */
static void
add_shares (SftFigure *figure, const Work *work)
{
  static const SftRole roles[SFT_N_TEMPLATES] = { SFT_ROLE_NEUTRAL, SFT_ROLE_SECONDARY, SFT_ROLE_TERTIARY,
                                                  SFT_ROLE_HIGHLIGHT, SFT_ROLE_PRIMARY };
  static const SftLine lines[SFT_N_TEMPLATES] = { SFT_LINE_SOLID, SFT_LINE_AUTO, SFT_LINE_AUTO, SFT_LINE_DASHED,
                                                  SFT_LINE_DOTTED };
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("The template's share (legend: its tokens)")),
                                          sft_text (N_ ("Reply length (tokens, log scale)")),
                                          sft_text (N_ ("Share of the trained tokens")));

  panel->x.logarithmic = TRUE;
  panel->x.low = 1;
  panel->x.high = MAX_REPLY;
  panel->y.low = 0;
  panel->y.high = 0.8;
  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    {
      const SftTemplate *template = &sft_templates ()[i];
      guint tokens = sft_template_trained_tokens (template);
      SftSeries *series = sft_panel_add_series (panel, template->id, sft_text (N_ ("%s: %u"), template->name, tokens),
                                                roles[i], SFT_SHAPE_CURVE, MAX_REPLY);

      series->line = lines[i];
      for (int n = 1; n <= MAX_REPLY; n++)
        {
          series->x[n - 1] = n;
          series->y[n - 1] = share_of (tokens, n);
        }
    }
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->reply, work->share, sft_text (N_ ("here %.3f"), work->share),
                      roles[work->chosen])
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "reply_tokens" };
}

static void
add_loss (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (
      figure, sft_text (N_ ("Turn loss under %s"), sft_templates ()[work->chosen].name),
      sft_text (N_ ("Reply length (tokens, log scale)")), sft_text (N_ ("Mean NLL of the turn (nats)")));
  SftSeries *series = sft_panel_add_series (panel, "turn loss", sft_text (N_ ("turn loss")), SFT_ROLE_PRIMARY,
                                            SFT_SHAPE_CURVE, MAX_REPLY);
  SftMark *mark;

  panel->x.logarithmic = TRUE;
  panel->x.low = 1;
  panel->x.high = MAX_REPLY;
  panel->y.low = 0;
  panel->y.high = 1.1 * MAX (MAX (work->content_loss, work->template_loss), 0.5);
  for (int n = 1; n <= MAX_REPLY; n++)
    {
      series->x[n - 1] = n;
      series->y[n - 1] = mix (work, share_of (work->tokens, n));
    }
  mark = sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->content_loss,
                             sft_text (N_ ("content %.2f"), work->content_loss), SFT_ROLE_NEUTRAL);
  mark->line = SFT_LINE_DOTTED;
  mark->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "content_loss" };
  mark = sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->template_loss,
                             sft_text (N_ ("template %.2f"), work->template_loss), SFT_ROLE_NEUTRAL);
  mark->line = SFT_LINE_DASHED;
  mark->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "template_loss" };
  sft_panel_add_mark (panel, SFT_MARK_POINT, work->reply, work->loss, sft_text (N_ ("here %.3f"), work->loss),
                      SFT_ROLE_PRIMARY)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "reply_tokens" };
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("The chat template inside the loss")),
      sft_text (N_ ("Under %s %.1f %% of the trained tokens are the template's, %.0f of %.0f; the turn ends with "
                    "probability %.3f."),
                sft_templates ()[work->chosen].name, 100 * work->share, work->tokens, work->reply + work->tokens,
                work->p_stop));

  add_shares (figure, work);
  add_loss (figure, work);
  return figure;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double low = MIN (work->content_loss, work->template_loss), high = MAX (work->content_loss, work->template_loss);
  double sum = work->reply * work->content_loss + work->tokens * work->template_loss;

  /* A mean of numbers of at most 10 over at most 203 tokens. */
  sft_result_identity (result, work->loss, sum / (work->reply + work->tokens), 1e-12,
                       sft_text (N_ ("the turn loss is the mean over content and template tokens")));
  sft_result_identity (result, work->loss, CLAMP (work->loss, low, high), 1e-14,
                       sft_text (N_ ("the turn loss lies between the content loss and the template loss")));
  /* n_t / N - n_t / (N + 1), positive for every N: two divisions of numbers below 1. */
  sft_result_identity (result, work->share - share_of (work->tokens, work->reply + 1),
                       work->share / (work->reply + 1 + work->tokens), 1e-15,
                       sft_text (N_ ("one more reply token lowers the template's share by φ / (N + 1), where N tokens "
                                     "are trained")));
  sft_result_check (result, work->p_stop >= work->threshold,
                    sft_text (N_ ("the turn stops: P(stop) %.3f against a threshold of %.3f; where it does not, the "
                                  "model goes on past its reply and writes the user's next turn itself"),
                              work->p_stop, work->threshold));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_template_loss, make_figure (&work));
  sft_result_set (result, "template_tokens", work.tokens);
  sft_result_set (result, "template_share", work.share);
  sft_result_set (result, "turn_loss", work.loss);
  sft_result_set (result, "p_stop", work.p_stop);
  sft_result_set (result, "stops", work.p_stop >= work.threshold);
  add_checks (result, &work);
  if (work.share > 0.5)
    sft_result_notice (result, sft_text (N_ ("More than half of this turn's loss is the template's: with replies this "
                                             "short a falling loss says little about what the model answers.")));
  return result;
}

const SftLab sft_lab_concept_template_loss = {
  .id = "template-loss",
  .demo = 4,
  .title = N_ ("the template's share of the loss"),
  .about =
      N_ ("The assistant's turn is trained together with the markers that close it, so the template is part of the "
          "objective: it is how a model learns to stop. Under TRL's assistant-only masks Llama-3 trains one such "
          "token (end of turn), ChatML, Gemma and Phi-3 two (end and newline; Phi-3's final end-of-text does not "
          "count) and Qwen2.5 three (newline, end, newline). In short replies they are a large share of the loss. "
          "Both losses are synthetic, and one template loss stands for all template tokens."),
  .formula = "φ = n_t / (n_c + n_t),   L = (1 − φ)·content + φ·template,   P(stop) = exp(−template)",
  .math = N_ ("\\varphi &= \\frac{n_t}{n_c + n_t} = \\frac{\\value{template_tokens}}{\\value{reply_tokens} + "
              "\\value{template_tokens}} = \\value{template_share|4} \\\\ "
              "L &= (1 - \\varphi)\\cdot\\text{content} + \\varphi\\cdot\\text{template} = \\value{turn_loss|4} \\\\ "
              "P(\\text{stop}) &= \\exp(-\\text{template}) = \\value{p_stop|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_template_loss,
};
