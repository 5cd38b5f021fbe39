/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches of examples of different lengths: each is padded to its longest. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* order[i]: the example that stands at place i when batches are cut. As they come, or with `grouped` by ascending
 * length, examples of one length in the order in which they come. */
void sft_batch_order (const int *lengths, gsize n, gboolean grouped, gsize *order);

typedef struct
{
  gsize first, n; /* places first .. first + n - 1 of the order */
  int longest;
  gint64 tokens, padded; /* the sum of its lengths, and n * longest */
} SftPaddedBatch;

/* Consecutive batches of `size` >= 1 places each, the last with what is left; SftPaddedBatch, by g_array_unref(). */
GArray *sft_padded_batches (const int *lengths, const gsize *order, gsize n, gsize size);
/* Places of all batches, padding included. */
gint64 sft_padded_tokens (const GArray *batches);

/* What a collator makes of labels: row i of the n x longest matrix `labels` has the lengths[i] ids that follow those
 * of row i - 1 in `ids`, then -100, the index that cross-entropy ignores. */
void sft_pad_labels (const int *ids, const int *lengths, gsize n, int longest, int *labels);

G_END_DECLS
