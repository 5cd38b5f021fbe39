/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's first computation: NLL of each token, averaged over the response alone. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-softmax.h"

/* What a logit gains for each point that its cell is dragged up: from sure to impossible within a hand's breadth. */
#define LOGITS_A_POINT 0.04

/* An example conversation to name the tokens by: the first one is the prompt. */
static const char *const token_names[] = { "Hello", "Hi",  "there", "!", "What", "can",  "I",  "do",
                                           "for",   "you", "today", "?", "Just", "tell", "me", "." };

static const SftDim dims[] = {
  { "tokens", N_ ("Tokens"), N_ ("How many tokens the example has, prompt and response together."), 1, 16, token_names,
    "response_mask" },
  { "vocabulary", N_ ("Vocabulary"), N_ ("How many different tokens the model can choose from."), 2, 12, NULL, NULL },
  { NULL },
};

static const SftParam params[] = {
  { .id = "logits",
    .label = N_ ("Logits"),
    .group = N_ ("Logits"),
    .help = N_ ("The model's unnormalized scores: a row for each token, a column for each word of the vocabulary."),
    .kind = SFT_MATRIX,
    .cell = SFT_REAL,
    .minimum = -100,
    .maximum = 100,
    .step = 0.1,
    .digits = 2,
    .initial = "2,0.2,-0.5;0.1,1.8,-0.2;0.4,0,1.5;1.1,0.5,-0.4",
    .rows = "tokens",
    .columns = "vocabulary",
    .fill = "0" },
  { .id = "targets",
    .label = N_ ("Targets"),
    .group = N_ ("Targets and mask"),
    .help = N_ ("The token that really comes at each position: the index of its column in the logits, from 0."),
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .minimum = 0,
    .maximum = 11,
    .step = 1,
    .initial = "0,1,2,0",
    .rows = "tokens",
    .below = "vocabulary",
    .fill = "0" },
  { .id = "response_mask",
    .label = N_ ("Response mask"),
    .group = N_ ("Targets and mask"),
    .help = N_ ("1 where the token belongs to the response and carries loss, 0 where it belongs to the prompt."),
    .kind = SFT_LIST,
    .cell = SFT_SWITCH,
    .minimum = 0,
    .maximum = 1,
    .step = 1,
    .initial = "0,1,1,1",
    .rows = "tokens",
    .fill = "1" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "token_nll", N_ ("Token NLL"), N_ ("Negative log-likelihood of each target under its row of logits."), N_ ("nats"),
    SFT_READOUT_NUMBERS, 4 },
  { "masked_loss", N_ ("Masked loss"), N_ ("Mean NLL over the tokens whose response mask is 1: the SFT loss."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "full_loss", N_ ("Full loss"), N_ ("Mean NLL over all tokens, the prompt included."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "response_tokens", N_ ("Response tokens"), N_ ("How many tokens carry loss."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { NULL },
};

/* What is read from the parameters and computed from them, for one call. */
typedef struct
{
  const double *logits, *targets, *mask;
  int tokens, vocabulary, active;
  double *nll, *probabilities;
  double masked_loss, full_loss;
} Work;

static void
work_clear (Work *work)
{
  g_free (work->nll);
  g_free (work->probabilities);
}

static gboolean
work_init (Work *work, const SftValues *values, GError **error)
{
  memset (work, 0, sizeof *work);
  work->logits = sft_values_cells (values, "logits", &work->tokens, &work->vocabulary);
  work->targets = sft_values_cells (values, "targets", NULL, NULL);
  work->mask = sft_values_cells (values, "response_mask", NULL, NULL);
  work->nll = g_new (double, work->tokens);
  work->probabilities = g_new (double, work->tokens * work->vocabulary);

  if (!sft_token_nll (work->logits, work->tokens, work->vocabulary, work->targets, work->nll, error))
    return FALSE;
  for (int t = 0; t < work->tokens; t++)
    {
      sft_softmax (work->logits + t * work->vocabulary, work->vocabulary, work->probabilities + t * work->vocabulary);
      work->active += work->mask[t] != 0;
      work->full_loss += work->nll[t];
    }
  work->full_loss /= work->tokens;
  work->masked_loss = sft_masked_mean (work->nll, work->mask, work->tokens);
  return TRUE;
}

static void
add_token_names (SftAxis *axis, const Work *work)
{
  for (int t = 0; t < work->tokens; t++)
    sft_axis_add_name (axis, sft_text ("%d %s", t, token_names[t]), work->mask[t] == 0);
}

static void
add_probabilities (SftFigure *figure, const Work *work)
{
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Softmax of the logits, target outlined")),
                            sft_text (N_ ("Vocabulary index (from 0)")), sft_text (N_ ("Token position (from 0)")));
  SftHeatmap *map = sft_panel_add_heatmap (panel, "probability", work->probabilities, work->tokens, work->vocabulary,
                                           sft_text (N_ ("probability")));

  map->low = 0;
  map->high = 1;
  map->digits = 2;
  map->outlined = g_new0 (guint8, work->tokens * work->vocabulary);
  map->outlined_name = sft_text (N_ ("target"));
  map->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "logits", .per_unit = LOGITS_A_POINT };
  for (int t = 0; t < work->tokens; t++)
    map->outlined[t * work->vocabulary + (int)work->targets[t]] = 1;
  add_token_names (&panel->y, work);
}

static void
add_nll (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("NLL of each target, prompt hatched")),
                                          sft_text (N_ ("Token position (from 0)")), sft_text (N_ ("NLL (nats)")));
  SftSeries *bars = sft_panel_add_series (panel, "token NLL", sft_text (N_ ("token NLL")), SFT_ROLE_PRIMARY,
                                          SFT_SHAPE_BARS, work->tokens);
  SftMark *full;

  bars->hatched = g_new0 (guint8, work->tokens);
  bars->hatched_name = sft_text (N_ ("prompt, carries no loss"));
  bars->bind = (SftBinding){ .gesture = SFT_GESTURE_TOGGLE, .param = "response_mask" };
  for (int t = 0; t < work->tokens; t++)
    {
      bars->x[t] = t;
      bars->y[t] = work->nll[t];
      bars->hatched[t] = work->mask[t] == 0;
    }
  panel->x.whole = TRUE;
  add_token_names (&panel->x, work);

  full = sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->full_loss,
                             sft_text (N_ ("full mean %.4f"), work->full_loss), SFT_ROLE_NEUTRAL);
  full->line = SFT_LINE_DOTTED;
  if (work->active > 0)
    sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->masked_loss,
                        sft_text (N_ ("masked mean %.4f"), work->masked_loss), SFT_ROLE_SECONDARY);
  else
    panel->note = sft_text (N_ ("no response token carries loss"));
}

static SftFigure *
make_figure (const Work *work)
{
  SftText summary =
      work->active > 0
          ? sft_text (N_ ("Tokens that carry loss: %d of %d. The masked loss is %.4f nats, the mean over all tokens "
                          "%.4f."),
                      work->active, work->tokens, work->masked_loss, work->full_loss)
          : sft_text (N_ ("No response token carries loss; the mean NLL over all tokens (%d) is %.4f nats."),
                      work->tokens, work->full_loss);
  SftFigure *figure = sft_figure_new (sft_text (N_ ("Response-only SFT loss")), summary);

  add_probabilities (figure, work);
  add_nll (figure, work);
  return figure;
}

/* The masked loss once more, with the logits of every masked-out token replaced by zeros. */
static double
masked_loss_without_prompt (const Work *work)
{
  g_autofree double *logits = g_memdup2 (work->logits, sizeof (double) * work->tokens * work->vocabulary);
  g_autofree double *nll = g_new (double, work->tokens);

  for (int t = 0; t < work->tokens; t++)
    if (work->mask[t] == 0)
      memset (logits + t * work->vocabulary, 0, sizeof (double) * work->vocabulary);
  if (!sft_token_nll (logits, work->tokens, work->vocabulary, work->targets, nll, NULL))
    return NAN;
  return sft_masked_mean (nll, work->mask, work->tokens);
}

/* Is the mask zeros, then ones, with at least one of each? */
static gboolean
is_prompt_then_response (const Work *work)
{
  for (int t = 1; t < work->tokens; t++)
    if (work->mask[t] < work->mask[t - 1])
      return FALSE;
  return work->mask[0] == 0 && work->active > 0;
}

static void
add_checks (SftResult *result, const Work *work)
{
  double share = (double)work->active / work->tokens;
  gboolean one_turn = is_prompt_then_response (work);

  sft_result_notebook_check (result, work->mask[0] == 0, sft_text (N_ ("prompt token is excluded from SFT loss")));
  sft_result_check (result, one_turn,
                    one_turn ? sft_text (N_ ("the mask is one prompt followed by one response (the notebook's check "
                                             "looks at its first entry only)"))
                             : sft_text (N_ ("the mask is not one prompt followed by one response (the notebook's "
                                             "check looks at its first entry only)")));
  sft_result_check (result, work->active > 0,
                    work->active > 0 ? sft_text_plural ((gulong)work->active, "%d response token carries loss",
                                                        "%d response tokens carry loss", work->active)
                                     : sft_text (N_ ("no response token carries loss, so there is no masked loss")));
  sft_result_identity (result, masked_loss_without_prompt (work), work->masked_loss, 0,
                       sft_text (N_ ("the logits of masked-out tokens do not move the masked loss")));
  if (work->active > 0 && work->active < work->tokens)
    {
      double prompt_loss = 0;

      for (int t = 0; t < work->tokens; t++)
        prompt_loss += work->mask[t] == 0 ? work->nll[t] / (work->tokens - work->active) : 0;
      /* Sums of at most 16 terms, each below 201 nats: 1e-12 is far above their rounding, far below a token's loss. */
      sft_result_identity (result, work->full_loss, share * work->masked_loss + (1 - share) * prompt_loss, 1e-12,
                           sft_text (N_ ("the full loss is the token-weighted mean of response loss and prompt loss")));
    }
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result = NULL;

  if (work_init (&work, values, error))
    {
      g_autofree char *nll = sft_numpy_format (work.nll, work.tokens, 4);

      result = sft_result_new (&sft_lab_notebook_response_loss, make_figure (&work));
      sft_result_set_numbers (result, "token_nll", work.nll, work.tokens);
      sft_result_set (result, "full_loss", work.full_loss);
      sft_result_set (result, "response_tokens", work.active);
      sft_result_print (result, "token NLL: %s", nll);
      if (work.active > 0)
        {
          sft_result_set (result, "masked_loss", work.masked_loss);
          sft_result_print (result, "masked response loss=%.4f", work.masked_loss);
        }
      else
        {
          sft_result_set_undefined (result, "masked_loss", sft_text (N_ ("no response token carries loss")));
          sft_result_print (result, "masked response loss=undefined (no response token carries loss)");
        }
      add_checks (result, &work);
    }
  work_clear (&work);
  return result;
}

const SftLab sft_lab_notebook_response_loss = {
  .id = "response-loss",
  .title = N_ ("response-only SFT loss"),
  .about =
      N_ ("A model scores every word of its vocabulary at every position. The negative log-likelihood (NLL) of the "
          "token that really comes says how surprised the model is. Instruction tuning averages it over the "
          "response only: the prompt is read, not learned. Change a logit and watch its row of probabilities; "
          "change the mask and watch which bars count. Logits, targets and mask are synthetic."),
  .formula = "L = Σₜ mₜ · NLLₜ / Σₜ mₜ,   NLLₜ = −log softmax(zₜ)[yₜ]",
  .math = N_ ("L &= \\frac{\\sum_t m_t\\,\\mathrm{NLL}_t}{\\sum_t m_t} = "
              "\\frac{\\value{sum(response_mask*token_nll)|4}}{\\value{sum(response_mask)}} = "
              "\\value{masked_loss|4} \\\\ "
              "\\mathrm{NLL}_t &= -\\log\\operatorname{softmax}(z_t)[y_t]"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_notebook_response_loss,
};
