/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-padding.h"

static int
compare_lengths (gconstpointer a, gconstpointer b, gpointer data)
{
  const int *lengths = data;
  gsize i = *(const gsize *)a, j = *(const gsize *)b;

  if (lengths[i] != lengths[j])
    return lengths[i] < lengths[j] ? -1 : 1;
  return i < j ? -1 : i > j;
}

void
sft_batch_order (const int *lengths, gsize n, gboolean grouped, gsize *order)
{
  for (gsize i = 0; i < n; i++)
    order[i] = i;
  if (grouped)
    g_qsort_with_data (order, (int)n, sizeof *order, compare_lengths, (gpointer)lengths);
}

GArray *
sft_padded_batches (const int *lengths, const gsize *order, gsize n, gsize size)
{
  GArray *batches = g_array_new (FALSE, FALSE, sizeof (SftPaddedBatch));

  g_return_val_if_fail (size >= 1, batches);

  for (gsize first = 0; first < n; first += size)
    {
      SftPaddedBatch batch = { first, MIN (size, n - first), 0, 0, 0 };

      for (gsize i = first; i < first + batch.n; i++)
        {
          batch.longest = MAX (batch.longest, lengths[order[i]]);
          batch.tokens += lengths[order[i]];
        }
      batch.padded = (gint64)batch.n * batch.longest;
      g_array_append_val (batches, batch);
    }
  return batches;
}

gint64
sft_padded_tokens (const GArray *batches)
{
  gint64 padded = 0;

  for (guint i = 0; i < batches->len; i++)
    padded += g_array_index (batches, SftPaddedBatch, i).padded;
  return padded;
}

void
sft_pad_labels (const int *ids, const int *lengths, gsize n, int longest, int *labels)
{
  for (gsize i = 0; i < n; i++)
    for (int j = 0; j < longest; j++)
      labels[i * (gsize)longest + (gsize)j] = j < lengths[i] ? *ids++ : -100;
}
