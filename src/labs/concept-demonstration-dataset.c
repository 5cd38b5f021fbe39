/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 7: a data set in padded batches: what padding wastes, and what copies of an example weigh. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-padding.h"
#include "sft-preset-private.h"
#include "sft-random.h"

#define EXAMPLES N_ ("Examples")
#define BATCHES N_ ("Batches")
/* Values of the map. */
#define PAD 0
#define PROMPT 1
#define RESPONSE 2
#define NOWHERE -1

static const SftParam params[] = {
  { .id = "examples",
    .label = N_ ("Examples"),
    .group = EXAMPLES,
    .help = N_ ("How many different examples the data set has."),
    SFT_UNITS ("example", "examples"),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = 64,
    .step = 1,
    .initial = "8" },
  { .id = "length_mean",
    .label = N_ ("Mean length"),
    .group = EXAMPLES,
    .help = N_ ("Middle of the range from which lengths are drawn."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 2,
    .maximum = 64,
    .step = 1,
    .initial = "12" },
  { .id = "length_spread",
    .label = N_ ("Spread of lengths"),
    .group = EXAMPLES,
    .help = N_ ("How far lengths lie from it at most; none is below 2 tokens."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = 60,
    .step = 1,
    .initial = "8" },
  { .id = "duplicates",
    .label = N_ ("Times the first appears"),
    .group = EXAMPLES,
    .help = N_ ("How often example 0 is in the data set; its copies stand at the end."),
    SFT_UNITS ("time", "times"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 8,
    .step = 1,
    .initial = "1" },
  SFT_SEED_PARAM (N_ ("Seed"), EXAMPLES, N_ ("Starts the random numbers: first all lengths, then all losses.")),
  { .id = "batch_size",
    .label = N_ ("Batch size"),
    .group = BATCHES,
    .help = N_ ("How many consecutive examples are padded to the longest among them."),
    SFT_UNITS ("example", "examples"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 16,
    .step = 1,
    .initial = "4" },
  { .id = "group_by_length",
    .label = N_ ("Group by length"),
    .group = BATCHES,
    .help = N_ ("Sort the examples by length before batches are cut."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { .id = "count_padding",
    .label = N_ ("Break it: count padding in the mean"),
    .group = BATCHES,
    .help = N_ ("Divide the loss by all response and padding places instead of the response tokens alone."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "lengths", N_ ("Lengths in tokens"), N_ ("How many tokens each example has, copies last."), NULL,
    SFT_READOUT_NUMBERS, 0 },
  { "batches", N_ ("Batches"), N_ ("How many batches the examples make."), NULL, SFT_READOUT_COUNT, 0 },
  { "total_tokens", N_ ("Tokens"), N_ ("Tokens of all examples."), NULL, SFT_READOUT_COUNT, 0 },
  { "padded_tokens", N_ ("Places"), N_ ("Places of all batches, padding included."), NULL, SFT_READOUT_COUNT, 0 },
  { "padding_waste", N_ ("Padding waste"), N_ ("Share of all places that hold padding, in the order chosen."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "padding_waste_sorted", N_ ("Waste when grouped"), N_ ("The same with examples sorted by length."), NULL,
    SFT_READOUT_NUMBER, 4 },
  { "padding_waste_unsorted", N_ ("Waste as they come"), N_ ("The same with examples in the order of the data set."),
    NULL, SFT_READOUT_NUMBER, 4 },
  { "batch_waste", N_ ("Waste of each batch"), N_ ("Share of a batch's places that hold padding, batch by batch."),
    NULL, SFT_READOUT_NUMBERS, 3 },
  { "loss_with_copies", N_ ("Loss of the data set"),
    N_ ("Mean loss over all response tokens; copies of an example count as often as they appear."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "loss_trained", N_ ("Loss as divided"), N_ ("The loss after the division that training does."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  gsize different, n; /* examples, and with copies */
  int copies;
  int *lengths;   /* n */
  double *losses; /* n */
  gsize size, *order;
  gboolean grouped, count_padding;
  GArray *batches, *sorted, *unsorted; /* SftPaddedBatch; batches is one of the others */
  gint64 total;
} Work;

static int
prompt_length (int length)
{
  return MAX (1, (int)floor (0.4 * length));
}

static int
response_length (const Work *work, gsize example)
{
  return work->lengths[example] - prompt_length (work->lengths[example]);
}

static void
draw_examples (Work *work, const SftValues *values)
{
  double mean = sft_values_get (values, "length_mean"), spread = sft_values_get (values, "length_spread");
  SftRandom random;

  sft_random_seed (&random, (guint32)sft_values_get (values, "seed"));
  for (gsize i = 0; i < work->different; i++)
    {
      double u = sft_random_double (&random);

      work->lengths[i] = MAX (2, (int)floor (mean + spread * (2 * u - 1) + 0.5));
    }
  for (gsize i = 0; i < work->different; i++)
    work->losses[i] = 0.5 + 2 * sft_random_double (&random);
  for (gsize i = work->different; i < work->n; i++)
    {
      work->lengths[i] = work->lengths[0];
      work->losses[i] = work->losses[0];
    }
}

static void
work_init (Work *work, const SftValues *values)
{
  gsize *plain;

  work->different = (gsize)sft_values_get (values, "examples");
  work->copies = (int)sft_values_get (values, "duplicates");
  work->n = work->different + (gsize)work->copies - 1;
  work->size = (gsize)sft_values_get (values, "batch_size");
  work->grouped = sft_values_get (values, "group_by_length") != 0;
  work->count_padding = sft_values_get (values, "count_padding") != 0;
  work->lengths = g_new (int, work->n);
  work->losses = g_new (double, work->n);
  work->order = g_new (gsize, work->n);
  draw_examples (work, values);

  plain = g_new (gsize, work->n);
  sft_batch_order (work->lengths, work->n, FALSE, plain);
  work->unsorted = sft_padded_batches (work->lengths, plain, work->n, work->size);
  sft_batch_order (work->lengths, work->n, TRUE, work->order);
  work->sorted = sft_padded_batches (work->lengths, work->order, work->n, work->size);
  if (!work->grouped)
    sft_batch_order (work->lengths, work->n, FALSE, work->order);
  work->batches = work->grouped ? work->sorted : work->unsorted;
  g_free (plain);
  work->total = 0;
  for (gsize i = 0; i < work->n; i++)
    work->total += work->lengths[i];
}

static void
work_clear (Work *work)
{
  g_free (work->lengths);
  g_free (work->losses);
  g_free (work->order);
  g_array_unref (work->sorted);
  g_array_unref (work->unsorted);
}

static double
waste (const Work *work, const GArray *batches)
{
  return 1 - (double)work->total / (double)sft_padded_tokens (batches);
}

static const SftPaddedBatch *
batch_at (const Work *work, guint i)
{
  return &g_array_index (work->batches, SftPaddedBatch, i);
}

/* Rows are the examples in the order of the batches, each as long as its batch. */
static double *
make_map (const Work *work, int *columns)
{
  double *cells;

  *columns = 0;
  for (guint b = 0; b < work->batches->len; b++)
    *columns = MAX (*columns, batch_at (work, b)->longest);
  cells = g_new (double, work->n *(gsize)*columns);
  for (guint b = 0; b < work->batches->len; b++)
    for (gsize row = batch_at (work, b)->first; row < batch_at (work, b)->first + batch_at (work, b)->n; row++)
      for (int j = 0; j < *columns; j++)
        {
          int length = work->lengths[work->order[row]];

          cells[row * (gsize)*columns + (gsize)j] = j >= batch_at (work, b)->longest ? NOWHERE
                                                    : j >= length                    ? PAD
                                                    : j >= prompt_length (length)    ? RESPONSE
                                                                                     : PROMPT;
        }
  return cells;
}

/* The kind of each token in letters, so that it shows without colors. */
static void
name_cells (SftHeatmap *map)
{
  static const char *const letters[] = { N_ ("pad"), N_ ("p"), N_ ("r") };

  for (int i = 0; i < map->rows * map->columns; i++)
    if (map->values[i] >= 0)
      sft_heatmap_set_cell (map, i / map->columns, i % map->columns, sft_text_constant (letters[(int)map->values[i]]));
}

static SftFigure *
make_figure (const Work *work, const double *cells, int columns)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("A data set in padded batches")),
      sft_text_plural (
          work->batches->len,
          "%d examples with %d tokens go into %d batch of %d places in all; %.1f %% of them hold padding.",
          "%d examples with %d tokens go into %d batches of %d places in all; %.1f %% of them hold padding.",
          (int)work->n, (int)work->total, (int)work->batches->len, (int)sft_padded_tokens (work->batches),
          100 * waste (work, work->batches)));
  SftPanel *panel =
      sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text (N_ ("Token (from 0)")), sft_text (N_ ("Batch, example")));
  SftHeatmap *map = sft_panel_add_heatmap (panel, "batches", cells, (int)work->n, columns, SFT_NO_TEXT);

  map->digits = 0;
  /* In the order of a row, and in the colors of the other labs, where the prompt comes first. */
  sft_heatmap_add_category (map, sft_text (N_ ("prompt (p)")));
  sft_heatmap_add_category (map, sft_text (N_ ("response (r)")));
  sft_heatmap_add_category (map, sft_text (N_ ("padding")));
  map->kinds = g_new (double, work->n *(gsize)columns);
  name_cells (map);
  map->hatched = g_new0 (guint8, work->n * (gsize)columns);
  for (gsize i = 0; i < work->n * (gsize)columns; i++)
    map->kinds[i] = (map->hatched[i] = cells[i] == PAD) ? 2 : cells[i] == NOWHERE ? NOWHERE : cells[i] - 1;
  panel->y.bare = TRUE;
  for (guint b = 0; b < work->batches->len; b++)
    {
      const SftPaddedBatch *batch = batch_at (work, b);

      for (gsize row = batch->first; row < batch->first + batch->n; row++)
        sft_axis_add_name (&panel->y, sft_text ("%u, %d", b, (int)work->order[row]), FALSE);
      if (b > 0 && work->size > 1)
        sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, (double)batch->first - 0.5, SFT_NO_TEXT, SFT_ROLE_NEUTRAL)
            ->line = SFT_LINE_SOLID;
    }
  return figure;
}

/* Sum of response losses over response tokens, and over padding too if asked. */
static double
mean_loss (const Work *work, gboolean padding)
{
  double sum = 0, count = padding ? (double)(sft_padded_tokens (work->batches) - work->total) : 0;

  for (gsize i = 0; i < work->n; i++)
    {
      sum += response_length (work, i) * work->losses[i];
      count += response_length (work, i);
    }
  return sum / count;
}

/* The different examples alone, the first with weight `copies`. */
static double
weighted_loss (const Work *work)
{
  double sum = 0, count = 0;

  for (gsize i = 0; i < work->different; i++)
    {
      double weight = (i == 0 ? work->copies : 1) * response_length (work, i);

      sum += weight * work->losses[i];
      count += weight;
    }
  return sum / count;
}

static void
add_checks (SftResult *result, const Work *work, const double *cells, int columns)
{
  double pads = 0, products = 0, sorted = waste (work, work->sorted), unsorted = waste (work, work->unsorted);
  double loss = mean_loss (work, FALSE);

  for (gsize i = 0; i < work->n * (gsize)columns; i++)
    pads += cells[i] == PAD;
  for (guint b = 0; b < work->batches->len; b++)
    products += batch_at (work, b)->n * (1 - (double)batch_at (work, b)->tokens / (double)batch_at (work, b)->padded)
                * batch_at (work, b)->longest;
  /* At most 8,804 places. */
  sft_result_identity (result, pads, products, 1e-9,
                       sft_text (N_ ("the padding of each batch is 1 − Σ lengths / (B · longest) of its places")));
  if (work->n % work->size == 0)
    sft_result_identity (result, MAX (sorted, unsorted), unsorted, 0,
                         sft_text (N_ ("with full batches, grouping by length never wastes more")));
  /* Means of at most 71 losses below 2.5. */
  sft_result_identity (result, loss, weighted_loss (work), 1e-13,
                       sft_text (N_ ("copies of an example weigh as much as one example of that weight")));
  sft_result_compare (
      result, mean_loss (work, work->count_padding), loss, 1e-13,
      work->count_padding ? sft_text (
          N_ ("the loss does not depend on the padding; with padding counted in the mean a real run's loss and "
              "gradient shrink in batches of uneven lengths, and change with the batch size"))
                          : sft_text (N_ ("the loss does not depend on the padding")));
  if (work->n % work->size != 0)
    sft_result_notice (result, sft_text (N_ ("The last batch is not full, so grouping by length could waste more.")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  g_autofree double *cells = NULL, *lengths = NULL, *batch_waste = NULL;
  SftResult *result;
  int columns;
  Work work;

  work_init (&work, values);
  cells = make_map (&work, &columns);
  lengths = g_new (double, work.n);
  for (gsize i = 0; i < work.n; i++)
    lengths[i] = work.lengths[i];
  batch_waste = g_new (double, work.batches->len);
  for (guint b = 0; b < work.batches->len; b++)
    batch_waste[b] = 1 - (double)batch_at (&work, b)->tokens / (double)batch_at (&work, b)->padded;

  result = sft_result_new (&sft_lab_concept_demonstration_dataset, make_figure (&work, cells, columns));
  sft_result_set_numbers (result, "lengths", lengths, work.n);
  sft_result_set (result, "batches", work.batches->len);
  sft_result_set (result, "total_tokens", (double)work.total);
  sft_result_set (result, "padded_tokens", (double)sft_padded_tokens (work.batches));
  sft_result_set (result, "padding_waste", waste (&work, work.batches));
  sft_result_set (result, "padding_waste_sorted", waste (&work, work.sorted));
  sft_result_set (result, "padding_waste_unsorted", waste (&work, work.unsorted));
  sft_result_set_numbers (result, "batch_waste", batch_waste, work.batches->len);
  sft_result_set (result, "loss_with_copies", mean_loss (&work, FALSE));
  sft_result_set (result, "loss_trained", mean_loss (&work, work.count_padding));
  add_checks (result, &work, cells, columns);
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_demonstration_dataset = {
  .id = "demonstration-dataset",
  .demo = 7,
  .title = N_ ("batches, padding and copies"),
  .about = N_ (
      "A demonstration data set is a list of prompts with responses of different lengths; a batch is a rectangle, so "
      "shorter examples are padded. Padding costs computation but must not count: TRL's collator turns [1,2,3] and "
      "[4,5] into labels [1,2,3] and [4,5,-100], and -100 carries no loss. Grouping by length wastes less. An "
      "example that appears k times weighs k times as much. InstructGPT's SFT data had 11,295 and 1,430 training "
      "prompts, from labelers and from users (Ouyang et al. 2022). Lengths and losses here are synthetic."),
  .formula = "waste = 1 − Σ lengths / (B · longest),   L = Σ losses / response tokens",
  .math = N_ ("\\text{waste} &= 1 - \\frac{\\sum\\text{lengths}}{B\\cdot\\text{longest}} = 1 - "
              "\\frac{\\value{total_tokens}}{\\value{padded_tokens}} = \\value{padding_waste|4} \\\\ "
              "L &= \\frac{\\sum\\text{losses}}{\\text{response tokens}} = \\value{loss_with_copies|4}"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_demonstration_dataset,
};
