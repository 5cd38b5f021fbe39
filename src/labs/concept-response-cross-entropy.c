/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 16: what each token weighs in the loss, depending on what the sum is divided by. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-normalizer.h"
#include "sft-preset-private.h"

#define _(msgid) sft_translate (msgid)
#define BATCH N_ ("Batch")
#define LOSS_GROUP N_ ("Loss")

static const SftDim dims[] = {
  { "examples", N_ ("Examples"), N_ ("How many examples the batch has."), 1, 16, NULL, NULL },
  { NULL },
};

static const SftChoice normalizers[] = {
  { "token_mean", N_ ("Token mean") },
  { "example_mean", N_ ("Example mean") },
  { "micro_batch_mean", N_ ("Mean of micro-batch means") },
  { "sum", N_ ("Sum") },
  { "non_zero_count", N_ ("Sum per token of nonzero weight") },
  { NULL },
};

#define COUNT_LIST(ID, LABEL, HELP, INITIAL)                                                                           \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = BATCH, .help = (HELP), SFT_UNITS ("token", "tokens"), .kind = SFT_LIST,     \
    .cell = SFT_INTEGER, .minimum = 0, .maximum = 4096, .step = 1, .initial = (INITIAL), .rows = "examples",           \
    .fill = "10"                                                                                                       \
  }
#define LOSS_LIST(ID, LABEL, HELP, INITIAL)                                                                            \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = BATCH, .help = (HELP), .unit = N_ ("nats"), .kind = SFT_LIST,               \
    .cell = SFT_REAL, .minimum = 0, .maximum = 20, .step = 0.1, .digits = 2, .initial = (INITIAL), .rows = "examples", \
    .fill = "1"                                                                                                        \
  }

static const SftParam params[] = {
  { .id = "normalizer",
    .label = N_ ("Normalizer"),
    .group = LOSS_GROUP,
    .help = N_ ("What the sum of weighted token losses is divided by."),
    .kind = SFT_CHOICE,
    .initial = "token_mean",
    .choices = normalizers },
  { .id = "gradient_accumulation",
    .label = N_ ("Gradient accumulation"),
    .group = LOSS_GROUP,
    .help = N_ ("Into how many micro-batches the examples are cut, in order; no more than there are examples."),
    SFT_UNITS ("micro-batch", "micro-batches"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 32,
    .step = 1,
    .initial = "2" },
  { .id = "prompt_weight",
    .label = N_ ("Prompt weight"),
    .group = LOSS_GROUP,
    .help = N_ ("What a prompt token weighs where a response token weighs 1; 0 trains on responses only."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "0" },
  COUNT_LIST ("example_lengths", N_ ("Response tokens"), N_ ("How many response tokens each example has."), "10,100"),
  LOSS_LIST ("example_losses", N_ ("Response loss"), N_ ("The mean NLL of each example's response tokens."), "2,1"),
  COUNT_LIST ("prompt_lengths", N_ ("Prompt tokens"), N_ ("How many prompt tokens each example has."), "5,5"),
  LOSS_LIST ("prompt_losses", N_ ("Prompt loss"), N_ ("The mean NLL of each example's prompt tokens."), "3,3"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "loss", N_ ("Loss"), N_ ("The batch's loss under the chosen normalizer."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "loss_token_mean", N_ ("Token mean"), N_ ("Weighted sum divided by the total weight of the batch."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "loss_example_mean", N_ ("Example mean"), N_ ("Mean over the examples of each one's weighted mean."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "loss_micro_batch_mean", N_ ("Mean of micro-batch means"),
    N_ ("Mean over the micro-batches of each one's weighted mean."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "loss_sum", N_ ("Sum"), N_ ("Weighted sum of all token losses."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "loss_non_zero_count", N_ ("Sum per nonzero token"),
    N_ ("Weighted sum divided by the number of tokens of nonzero weight."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "micro_minus_token", N_ ("Micro-batch mean minus token mean"),
    N_ ("By how much averaging micro-batch means changes the loss."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "identity_sum", N_ ("The same by the identity"),
    N_ ("Sum over the micro-batches of (1/G − n/N) times the micro-batch's mean loss."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "relative_weights", N_ ("Relative token weights"),
    N_ ("For each example: what one of its tokens weighs in the micro-batch mean, against the token mean."), NULL,
    SFT_READOUT_NUMBERS, 3 },
  { NULL },
};

static const SftRole roles[SFT_N_NORMALIZERS] = { SFT_ROLE_PRIMARY, SFT_ROLE_SECONDARY, SFT_ROLE_ERROR,
                                                  SFT_ROLE_NEUTRAL, SFT_ROLE_TERTIARY };

static gboolean
validate (const SftValues *values, GError **error)
{
  int examples = sft_values_dim (values, "examples");
  int micro_batches = (int)sft_values_get (values, "gradient_accumulation");

  if (micro_batches <= examples)
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_CONFLICT, "gradient_accumulation", -1, -1,
                       _ ("gradient_accumulation: %d micro-batches need at least as many examples, and "
                          "example_lengths has %d; accepted: 1 to %d"),
                       micro_batches, examples, examples);
  return FALSE;
}

/* Each token in order, prompt before response, as steps; tokens that weigh nothing are left out. */
static void
add_weights (SftPanel *panel, const SftLossBatch *batch, SftNormalizer normalizer)
{
  g_autofree double *factors = g_new (double, batch->n);
  g_autofree char *name = g_strconcat ("weight ", normalizers[normalizer].id, NULL);
  SftSeries *series = sft_panel_add_series (panel, name, sft_text_constant (normalizers[normalizer].label),
                                            roles[normalizer], SFT_SHAPE_STEPS, 2 * batch->n + 1);
  double at = 0;

  sft_normalizer_factors (batch, normalizer, factors);
  for (gsize i = 0; i < batch->n; i++)
    {
      double prompt = factors[i] * batch->prompt_weight;

      series->x[2 * i] = at;
      series->y[2 * i] = prompt > 0 ? prompt : NAN;
      at += batch->prompt_tokens[i];
      series->x[2 * i + 1] = at;
      series->y[2 * i + 1] = factors[i];
      at += batch->response_tokens[i];
    }
  series->x[2 * batch->n] = at;
  series->y[2 * batch->n] = series->y[2 * batch->n - 1];
}

static SftFigure *
make_figure (const SftLossBatch *batch, SftNormalizer chosen, double loss)
{
  SftFigure *figure;
  SftPanel *panel;

  if (isnan (loss))
    figure = sft_figure_new (sft_text (N_ ("What each token weighs in the loss")),
                             sft_text (N_ ("This normalizer divides by a weight of zero, so the batch has no loss.")));
  else
    figure = sft_figure_new (sft_text (N_ ("What each token weighs in the loss")),
                             sft_text_plural (batch->n, "Under this normalizer the loss of %d example is %.4f nats.",
                                              "Under this normalizer the loss of %d examples is %.4f nats.",
                                              (int)batch->n, loss));
  panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Token of the batch (from 0)")),
                                sft_text (N_ ("Weight in the loss (log scale)")));
  panel->x.whole = TRUE;
  panel->y.logarithmic = TRUE;
  for (int i = 0; i < SFT_N_NORMALIZERS; i++)
    add_weights (panel, batch, i);
  if (isnan (loss))
    panel->note = sft_text (N_ ("this normalizer divides by a weight of zero"));
  return figure;
}

static void
add_checks (SftResult *result, const SftLossBatch *batch, SftNormalizer chosen, const double *losses, double identity)
{
  /* Sums of at most 32 products below 4096 x 20; compared in units of their size. */
  double scale = 1e-12 * MAX (1, losses[SFT_NORMALIZER_SUM]);

  sft_result_check (result, isfinite (losses[chosen]),
                    isfinite (losses[chosen])
                        ? sft_text (N_ ("there is a weight to divide by wherever this normalizer divides"))
                        : sft_text (N_ ("this normalizer divides by a weight of zero: an example, a micro-batch or the "
                                        "batch has no weighted token; in a real run the loss is not a number")));
  sft_result_identity (result, losses[SFT_NORMALIZER_MICRO_BATCH_MEAN] - losses[SFT_NORMALIZER_TOKEN_MEAN], identity,
                       scale, sft_text (N_ ("the micro-batch mean exceeds the token mean by Σ (1/G − n/N)·l")));
  sft_result_compare (
      result, losses[chosen], losses[SFT_NORMALIZER_TOKEN_MEAN], scale,
      chosen == SFT_NORMALIZER_TOKEN_MEAN
          ? sft_text (N_ ("the loss is the same however the batch is cut into micro-batches"))
          : sft_text (N_ ("the loss is that of the whole batch's token mean; where it is not, a real run trains "
                          "another objective: tokens of short replies can count many times those of long ones")));
  if (batch->prompt_weight == 0)
    sft_result_identity (result, losses[SFT_NORMALIZER_NON_ZERO_COUNT], losses[SFT_NORMALIZER_TOKEN_MEAN], scale,
                         sft_text (N_ ("with prompt weight 0 the count of nonzero tokens is the total weight")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  static const char *const loss_ids[SFT_N_NORMALIZERS] = { "loss_token_mean", "loss_example_mean",
                                                           "loss_micro_batch_mean", "loss_sum", "loss_non_zero_count" };
  SftLossBatch batch = { sft_values_dim (values, "examples"),
                         sft_values_cells (values, "example_lengths", NULL, NULL),
                         sft_values_cells (values, "example_losses", NULL, NULL),
                         sft_values_cells (values, "prompt_lengths", NULL, NULL),
                         sft_values_cells (values, "prompt_losses", NULL, NULL),
                         sft_values_get (values, "prompt_weight"),
                         (int)sft_values_get (values, "gradient_accumulation") };
  SftNormalizer chosen = (SftNormalizer)sft_values_get (values, "normalizer");
  double losses[SFT_N_NORMALIZERS], identity = sft_normalizer_micro_minus_token (&batch);
  g_autofree double *token = g_new (double, batch.n), *micro = g_new (double, batch.n);
  SftResult *result;

  for (int i = 0; i < SFT_N_NORMALIZERS; i++)
    losses[i] = sft_normalizer_loss (&batch, i);
  sft_normalizer_factors (&batch, SFT_NORMALIZER_TOKEN_MEAN, token);
  sft_normalizer_factors (&batch, SFT_NORMALIZER_MICRO_BATCH_MEAN, micro);
  for (gsize i = 0; i < batch.n; i++)
    micro[i] /= token[i];

  result = sft_result_new (&sft_lab_concept_response_cross_entropy, make_figure (&batch, chosen, losses[chosen]));
  for (int i = 0; i < SFT_N_NORMALIZERS; i++)
    sft_result_set_or (result, loss_ids[i], losses[i], sft_text (N_ ("a weight of zero to divide by")));
  sft_result_set_or (result, "loss", losses[chosen], sft_text (N_ ("a weight of zero to divide by")));
  sft_result_set_or (result, "micro_minus_token",
                     losses[SFT_NORMALIZER_MICRO_BATCH_MEAN] - losses[SFT_NORMALIZER_TOKEN_MEAN],
                     sft_text (N_ ("a micro-batch without weight")));
  sft_result_set_or (result, "identity_sum", identity, sft_text (N_ ("a micro-batch without weight")));
  sft_result_set_numbers_or (result, "relative_weights", micro, batch.n,
                             sft_text (N_ ("a micro-batch without weight")));
  add_checks (result, &batch, chosen, losses, identity);
  return result;
}

const SftLab sft_lab_concept_response_cross_entropy = {
  .id = "response-cross-entropy",
  .demo = 16,
  .title = N_ ("what the loss is divided by"),
  .about = N_ ("Token losses become one number by a division, and what is divided by decides what each token weighs. "
               "Averaging micro-batch means, as naive gradient accumulation does, makes the tokens of a short reply "
               "count more than those of a long one: with 10 and 100 tokens 5.5 against 0.55. The fix that training "
               "libraries adopted in 2024 (transformers #34191) divides by the tokens of the whole batch. Lengths and "
               "losses are synthetic. A micro-batch without any weighted token has no mean, and this lab says so."),
  .formula = "L = Σ wₜ·NLLₜ / D,   L_micro − L_token = Σ_g (1/G − n_g/N)·l_g",
  .math = N_ ("L &= \\frac{\\sum_t w_t\\,\\mathrm{NLL}_t}{D} = \\value{loss|4} \\\\ "
              "L_{\\text{micro}} - L_{\\text{token}} &= \\sum_g \\left(\\frac{1}{G} - \\frac{n_g}{N}\\right) l_g = "
              "\\value{micro_minus_token|4}"),
  .spec = { params, dims, validate },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_response_cross_entropy,
};
