/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 17: documents packed into sequences, and what attention across their borders leaks. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-pack-panels.h"
#include "sft-packing.h"
#include "sft-preset-private.h"

#define DOCUMENTS N_ ("Documents")
#define PACKING N_ ("Packing")
#define ATTENTION N_ ("Attention")
#define MAX_DOCUMENTS 32
#define MAX_LENGTH 128

static const SftDim dims[] = {
  { "documents", N_ ("Documents"), N_ ("How many documents are packed."), 1, MAX_DOCUMENTS, NULL, NULL },
  { NULL },
};

static const SftChoice packers[] = {
  { "first_fit", N_ ("First fit") },
  { "first_fit_decreasing", N_ ("First fit, longest first") },
  { "best_fit_decreasing", N_ ("Best fit, longest first") },
  { "best_fit_decreasing_split", N_ ("Best fit, long documents split") },
  { "greedy_knapsack", N_ ("Greedy knapsack") },
  { "sequential", N_ ("Sequential") },
  { "wrapped", N_ ("Wrapped") },
  { NULL },
};

static const SftParam params[] = {
  { .id = "packer",
    .label = N_ ("Packer"),
    .group = PACKING,
    .help = N_ ("How documents are put into packs."),
    .kind = SFT_CHOICE,
    .initial = "best_fit_decreasing",
    .choices = packers },
  { .id = "capacity",
    .label = N_ ("Capacity"),
    .group = PACKING,
    .help = N_ ("How many tokens a pack holds: the sequence length of training."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = SFT_PACK_MAX_CAPACITY,
    .step = 1,
    .initial = "8" },
  { .id = "lengths",
    .label = N_ ("Document lengths"),
    .group = DOCUMENTS,
    .help = N_ ("How many tokens each document has."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_LENGTH,
    .step = 1,
    .initial = "4,7,3,5,2,6,1,4",
    .rows = "documents",
    .fill = "4" },
  { .id = "block_mask",
    .label = N_ ("Block mask"),
    .group = ATTENTION,
    .help = N_ ("Tokens attend to their own document only; switch it off to break it."),
    .kind = SFT_SWITCH,
    .initial = "true" },
  { .id = "reset_positions",
    .label = N_ ("Reset positions"),
    .group = ATTENTION,
    .help = N_ ("Position ids start at 0 in each document; switch it off to break it."),
    .kind = SFT_SWITCH,
    .initial = "true" },
  { .id = "attention_slope",
    .label = N_ ("Attention slope"),
    .group = ATTENTION,
    .help = N_ ("How fast attention falls with the distance of position ids."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 2,
    .step = 0.05,
    .digits = 3,
    .initial = "0.25" },
  { .id = "pack",
    .label = N_ ("Pack shown"),
    .group = ATTENTION,
    .help = N_ ("The pack whose tokens and attention are shown, from 0."),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = MAX_DOCUMENTS * MAX_LENGTH / 2 - 1,
    .step = 1,
    .initial = "0" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "packs", N_ ("Packs"), N_ ("How many packs hold the documents."), NULL, SFT_READOUT_COUNT, 0 },
  { "lower_bound", N_ ("Lower bound"), N_ ("No packing has fewer: kept tokens divided by the capacity, rounded up."),
    SFT_UNITS ("pack", "packs"), SFT_READOUT_COUNT, 0 },
  { "kept_tokens", N_ ("Kept tokens"), N_ ("Tokens that lie in a pack."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "dropped_tokens", N_ ("Dropped tokens"), N_ ("Tokens cut off from documents longer than the capacity."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "utilization", N_ ("Utilization"), N_ ("Share of all places in the packs that hold a token."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "documents_cut", N_ ("Documents cut"), N_ ("Documents that lie in more than one piece."),
    SFT_UNITS ("document", "documents"), SFT_READOUT_COUNT, 0 },
  { "cross_document_pairs", N_ ("Cross-document pairs"), N_ ("Pairs of tokens of different documents in one pack."),
    SFT_UNITS ("pair", "pairs"), SFT_READOUT_COUNT, 0 },
  { "attention_pairs", N_ ("Attention pairs"), N_ ("Pairs of query and key that the attention mask allows."),
    SFT_UNITS ("pair", "pairs"), SFT_READOUT_COUNT, 0 },
  { "leakage", N_ ("Leakage"), N_ ("Attention that a token gives to other documents, on average."), NULL,
    SFT_READOUT_NUMBER, 6 },
  { "pack_lengths", N_ ("Pack lengths in tokens"), N_ ("How many tokens each pack holds."), NULL, SFT_READOUT_NUMBERS,
    0 },
  { NULL },
};

typedef struct
{
  int *lengths, n, capacity, total;
  gboolean block, reset;
  double slope, leakage;
  guint pack, asked; /* which pack is shown, and which one was asked for */
  int size;          /* its tokens */
  SftPacking *packing;
} Work;

static void
work_init (Work *work, const SftValues *values)
{
  const double *lengths = sft_values_cells (values, "lengths", &work->n, NULL);

  work->lengths = g_new (int, work->n);
  work->total = 0;
  for (int i = 0; i < work->n; i++)
    {
      work->lengths[i] = (int)lengths[i];
      work->total += work->lengths[i];
    }
  work->capacity = (int)sft_values_get (values, "capacity");
  work->block = sft_values_get (values, "block_mask") != 0;
  work->reset = sft_values_get (values, "reset_positions") != 0;
  work->slope = sft_values_get (values, "attention_slope");
  work->packing = sft_pack (work->lengths, work->n, work->capacity, (SftPacker)sft_values_get (values, "packer"));
  work->asked = (guint)sft_values_get (values, "pack");
  work->pack = MIN (work->asked, work->packing->packs->len - 1);
  work->size = sft_packing_length (work->packing, work->pack);
  work->leakage = sft_packing_leakage (work->packing, work->block, work->reset, work->slope);
}

static void
work_clear (Work *work)
{
  g_free (work->lengths);
  sft_packing_free (work->packing);
}

static void
add_packs (SftFigure *figure, const Work *work)
{
  guint rows = work->packing->packs->len;
  g_autofree double *cells = g_new (double, rows * work->capacity);
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Document in each place")),
                                          sft_text (N_ ("Place (from 0)")), sft_text (N_ ("Pack (from 0)")));
  SftHeatmap *map;

  for (guint i = 0; i < rows; i++)
    {
      g_autofree int *documents = g_new (int, work->capacity);
      int size = sft_packing_length (work->packing, i);

      sft_packing_positions (work->packing, i, TRUE, documents, NULL);
      for (int j = 0; j < work->capacity; j++)
        cells[i * work->capacity + j] = j < size ? documents[j] : -1;
    }
  map = sft_panel_add_heatmap (panel, "packs", cells, rows, work->capacity, SFT_NO_TEXT);
  map->categorical = TRUE;
  map->digits = 0;
  map->outlined = g_new0 (guint8, rows * work->capacity);
  for (int j = 0; j < work->capacity; j++)
    map->outlined[work->pack * work->capacity + j] = j < work->size;
}

static SftFigure *
make_figure (const Work *work)
{
  const SftPackView view = { .packing = work->packing,
                             .pack = work->pack,
                             .lengths = work->lengths,
                             .n = work->n,
                             .block = work->block,
                             .reset = work->reset,
                             .slope = work->slope };
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Packed examples")),
      sft_text (
          N_ ("Documents: %d. Packs of %d tokens: %u, with %.1f %% of their places taken. A token gives %.1f %% of "
              "its attention to other documents."),
          work->n, work->capacity, work->packing->packs->len,
          100.0 * work->packing->kept / (work->packing->packs->len * (double)work->capacity), 100 * work->leakage));

  figure->columns = 2;
  add_packs (figure, work);
  sft_figure_add_attention (figure, &view);
  sft_figure_add_strips (figure, &view);
  return figure;
}

/* (S^2 - sum s^2) / 2 over the packs. */
static double
pairs_by_squares (const Work *work)
{
  double pairs = 0;

  for (guint i = 0; i < work->packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (work->packing->packs, i);
      double size = sft_packing_length (work->packing, i), squares = 0;

      for (guint j = 0; j < segments->len; j++)
        {
          double length = g_array_index (segments, SftSegment, j).length;

          squares += length * length;
        }
      pairs += (size * size - squares) / 2;
    }
  return pairs;
}

/* Pieces of documents whose first token has a position id other than 0. */
static int
starts_not_at_zero (const Work *work)
{
  int count = 0;

  for (guint i = 0; i < work->packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (work->packing->packs, i);
      g_autofree int *positions = g_new (int, work->capacity);
      int at = 0;

      sft_packing_positions (work->packing, i, work->reset, NULL, positions);
      for (guint j = 0; j < segments->len; at += g_array_index (segments, SftSegment, j).length, j++)
        count += positions[at] != 0;
    }
  return count;
}

static void
add_checks (SftResult *result, const Work *work)
{
  const SftPacking *packing = work->packing;
  int packs = (int)packing->packs->len;

  sft_result_identity (result, packing->kept + packing->dropped, work->total, 0,
                       sft_text (N_ ("kept and dropped tokens are all tokens")));
  sft_result_identity (result, MAX (packs, sft_packing_lower_bound (packing)), packs, 0,
                       sft_text (N_ ("there are no fewer packs than the lower bound")));
  sft_result_identity (result, sft_packing_cross_document_pairs (packing), pairs_by_squares (work), 0,
                       sft_text (N_ ("pairs across documents are (S² − Σ s²) / 2 in each pack")));
  sft_result_compare (result, work->leakage, 0, 0,
                      work->block ? sft_text (N_ ("no attention crosses documents"))
                                  : sft_text (N_ ("no attention crosses documents; without the block mask a real run "
                                                  "trains each reply on the strangers before it, and evaluation looks "
                                                  "different from training")));
  sft_result_compare (result, starts_not_at_zero (work), 0, 0,
                      work->reset ? sft_text (N_ ("position ids start at 0 in each document"))
                                  : sft_text (N_ ("position ids start at 0 in each document; where they run on, a real "
                                                  "run shows the model beginnings at positions that it never meets in "
                                                  "use, and labels keep a first token that nothing predicts")));
}

static void
add_notices (SftResult *result, const Work *work)
{
  if (work->packing->dropped > 0)
    sft_result_notice (result, sft_text_plural ((gulong)work->packing->dropped,
                                                "%d token of documents longer than the capacity of %d was cut off.",
                                                "%d tokens of documents longer than the capacity of %d were cut off.",
                                                work->packing->dropped, work->capacity));
  if (work->packing->documents_cut > 0)
    sft_result_notice (
        result,
        sft_text_plural ((gulong)work->packing->documents_cut,
                         "%d document lies in more than one piece; each piece counts as a document for the mask.",
                         "%d documents lie in more than one piece; each piece counts as a document for the mask.",
                         work->packing->documents_cut));
  if (work->asked != work->pack)
    sft_result_notice (
        result, sft_text (N_ ("There is no pack %u; pack %u, the last one, is shown."), work->asked, work->pack));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work;
  SftResult *result;
  guint packs;

  work_init (&work, values);
  packs = work.packing->packs->len;
  g_autofree double *pack_lengths = g_new (double, packs);
  for (guint i = 0; i < packs; i++)
    pack_lengths[i] = sft_packing_length (work.packing, i);

  result = sft_result_new (&sft_lab_concept_packed_examples, make_figure (&work));
  sft_result_set (result, "packs", packs);
  sft_result_set (result, "lower_bound", sft_packing_lower_bound (work.packing));
  sft_result_set (result, "kept_tokens", work.packing->kept);
  sft_result_set (result, "dropped_tokens", work.packing->dropped);
  sft_result_set (result, "utilization", work.packing->kept / (packs * (double)work.capacity));
  sft_result_set (result, "documents_cut", work.packing->documents_cut);
  sft_result_set (result, "cross_document_pairs", sft_packing_cross_document_pairs (work.packing));
  sft_result_set (result, "attention_pairs", sft_packing_attention_pairs (work.packing, work.block));
  sft_result_set (result, "leakage", work.leakage);
  sft_result_set_numbers (result, "pack_lengths", pack_lengths, packs);
  add_checks (result, &work);
  add_notices (result, &work);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_packed_examples = {
  .id = "packed-examples",
  .demo = 17,
  .title = N_ ("packing and cross-document attention"),
  .about =
      N_ ("Short examples are packed into sequences of one length so that no place is wasted on padding. How well "
          "that works depends on the packer; whether it is harmless depends on the attention mask: without a block "
          "mask a token also attends to the documents before its own. Attention here is synthetic, proportional to "
          "exp(−slope · distance of position ids); real attention is learned. Each token's id is its number in the "
          "data, from 1. Documents longer than the capacity are truncated, except by the split and the wrapped "
          "packer, which cut them into pieces."),
  .formula =
      "utilization = kept / (packs · capacity),   cross pairs = Σ (S² − Σ s²) / 2,   attention ∝ exp(−λ·|p_q − p_k|)",
  .math = N_ ("\\text{utilization} &= \\frac{\\text{kept}}{\\text{packs}\\cdot\\text{capacity}} = "
              "\\frac{\\value{kept_tokens}}{\\value{packs}\\cdot\\value{capacity}} = \\value{utilization|3} \\\\ "
              "\\text{cross pairs} &= \\sum \\frac{S^2 - \\sum s^2}{2} = \\value{cross_document_pairs} \\\\ "
              "\\text{attention} &\\propto \\exp(-\\lambda\\,\\left| p_q - p_k \\right|)"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_packed_examples,
};
