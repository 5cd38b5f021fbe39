/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's second computation: which tokens of a batch carry loss. */
#include "config.h"

#include "sft-lab.h"
#include "sft-preset-private.h"

static const SftDim dims[] = {
  { "examples", N_ ("Examples"), N_ ("How many examples the batch has."), 1, 16, NULL, NULL },
  { "positions", N_ ("Positions"), N_ ("How many token positions each example has, padding included."), 1, 64, NULL,
    NULL },
  { NULL },
};

static const SftParam params[] = {
  { .id = "mask",
    .label = N_ ("Loss mask"),
    .group = N_ ("Mask"),
    .help = N_ ("1 where a token carries loss, 0 where it is prompt or padding: a row for each example, a column for "
                "each token position."),
    .kind = SFT_MATRIX,
    .cell = SFT_SWITCH,
    .minimum = 0,
    .maximum = 1,
    .step = 1,
    .initial = "0,0,1,1,1,0;0,1,1,0,0,0;0,0,0,1,1,1",
    .rows = "examples",
    .columns = "positions",
    .fill = "0" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "active_tokens", N_ ("Active tokens"), N_ ("How many tokens of the batch carry loss."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "active_fraction", N_ ("Active fraction"), N_ ("Share of all positions, padding included, that carry loss."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "example_tokens", N_ ("Active tokens by example"),
    N_ ("How many tokens of each example carry loss: its weight in a token mean."), NULL, SFT_READOUT_NUMBERS, 0 },
  { NULL },
};

/* How many runs of ones a row has. */
static int
count_runs (const double *row, int n)
{
  int runs = 0;

  for (int i = 0; i < n; i++)
    runs += row[i] != 0 && (i == 0 || row[i - 1] == 0);
  return runs;
}

static SftFigure *
make_figure (const double *mask, int examples, int positions, int active)
{
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("Response-token loss mask")),
                      active > 0 ? sft_text_plural (
                          (gulong)examples, "Token positions with loss: %d of %d in %d example.",
                          "Token positions with loss: %d of %d in %d examples.", active, examples * positions, examples)
                                 : sft_text_plural ((gulong)examples, "No response token carries loss in %d example.",
                                                    "No response token carries loss in %d examples.", examples));
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Token position (from 0)")),
                                          sft_text (N_ ("Example (from 0)")));
  SftHeatmap *map =
      sft_panel_add_heatmap (panel, "loss mask", mask, examples, positions, sft_text (N_ ("loss weight")));

  map->low = 0;
  map->high = 1;
  map->digits = 0;
  map->source = SFT_SOURCE_SYNTHETIC;
  map->bind = (SftBinding){ .gesture = SFT_GESTURE_TOGGLE, .param = "mask" };
  if (active == 0)
    panel->note = sft_text (N_ ("no response token carries loss"));
  return figure;
}

static void
add_checks (SftResult *result, const double *mask, int examples, int positions, int active)
{
  int first_empty = -1, first_split = -1;

  for (int i = examples - 1; i >= 0; i--)
    {
      int runs = count_runs (mask + i * positions, positions);

      first_empty = runs == 0 ? i : first_empty;
      first_split = runs > 1 ? i : first_split;
    }

  sft_result_notebook_check (result, active > 0, sft_text (N_ ("mask contains trainable response tokens")));
  sft_result_check (result, first_empty < 0,
                    first_empty < 0 ? sft_text (N_ ("every example has a token that carries loss (the notebook's "
                                                    "check passes with a single cell left)"))
                                    : sft_text (N_ ("example %d has no token that carries loss: it costs computation "
                                                    "and teaches nothing (the notebook's check asks for a single cell "
                                                    "in the whole batch)"),
                                                first_empty));
  sft_result_check (result, first_split < 0,
                    first_split < 0
                        ? sft_text (N_ ("the tokens that carry loss are one run in each example: one response"))
                        : sft_text (N_ ("the tokens of example %d that carry loss are several runs: several "
                                        "responses, or a mask that is broken"),
                                    first_split));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  int examples, positions, active = 0;
  const double *mask = sft_values_cells (values, "mask", &examples, &positions);
  g_autofree double *by_example = g_new0 (double, examples);
  SftResult *result;

  for (int i = 0; i < examples; i++)
    {
      for (int j = 0; j < positions; j++)
        by_example[i] += mask[i * positions + j];
      active += (int)by_example[i];
    }

  result = sft_result_new (&sft_lab_notebook_loss_mask, make_figure (mask, examples, positions, active));
  sft_result_set (result, "active_tokens", active);
  sft_result_set (result, "active_fraction", (double)active / (examples * positions));
  sft_result_set_numbers (result, "example_tokens", by_example, examples);
  sft_result_print (result, "active response tokens: %d", active);
  add_checks (result, mask, examples, positions, active);
  if (active == 0)
    sft_result_notice (result, sft_text (N_ ("no response token carries loss")));
  return result;
}

const SftLab sft_lab_notebook_loss_mask = {
  .id = "loss-mask",
  .title = N_ ("loss-mask visualization"),
  .about = N_ ("Each row is an example of a batch, each column a token position. Where the mask is 1, the token's "
               "prediction error is learned from; where it is 0, the token is prompt or padding and only gives "
               "context. Switch cells on and off and watch how much of the batch carries loss. The mask is synthetic; "
               "real ones come from a chat template."),
  .formula = "active tokens = Σᵢ Σₜ mᵢₜ,   active fraction = Σᵢ Σₜ mᵢₜ / (examples · positions)",
  .math = N_ ("\\text{active tokens} &= \\sum_i \\sum_t m_{it} = \\value{active_tokens} \\\\ "
              "\\text{active fraction} &= \\frac{\\sum_i \\sum_t m_{it}}{\\text{examples}\\cdot\\text{positions}} "
              "= \\value{active_fraction|4}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_notebook_loss_mask,
};
