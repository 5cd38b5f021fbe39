/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From token losses to one number: what a batch's loss is divided by, and so what each token weighs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SFT_NORMALIZER_TOKEN_MEAN,       /* weighted sum / total weight of the whole batch */
  SFT_NORMALIZER_EXAMPLE_MEAN,     /* mean over the examples of each one's weighted mean */
  SFT_NORMALIZER_MICRO_BATCH_MEAN, /* mean over the micro-batches of each one's weighted mean: what naive gradient
                                      accumulation computes */
  SFT_NORMALIZER_SUM,              /* weighted sum */
  SFT_NORMALIZER_NON_ZERO_COUNT    /* weighted sum / number of tokens of nonzero weight */
} SftNormalizer;
#define SFT_N_NORMALIZERS 5

/* A batch of n >= 1 examples. Each has response tokens of weight 1 and prompt tokens of weight `prompt_weight`
 * (0..1), counts and mean losses in nats as given. The arrays (n each) are borrowed. Examples go in order into
 * `micro_batches` contiguous micro-batches whose sizes differ by at most one, larger ones first. */
typedef struct
{
  gsize n;
  const double *response_tokens, *response_losses, *prompt_tokens, *prompt_losses;
  double prompt_weight;
  int micro_batches; /* 1..n */
} SftLossBatch;

/* The micro-batch of an example, from 0. */
int sft_loss_batch_micro_batch (const SftLossBatch *batch, gsize example);
/* Total weight of an example, and its weighted sum of losses. */
double sft_loss_batch_weight (const SftLossBatch *batch, gsize example);
double sft_loss_batch_loss_sum (const SftLossBatch *batch, gsize example);

/* factors[i]: what a token of weight 1 in example i counts in the loss, so that loss = sum_i factors[i] *
 * loss_sum_i. NaN where the normalizer divides by a weight of zero. */
void sft_normalizer_factors (const SftLossBatch *batch, SftNormalizer normalizer, double *factors);
/* NaN when it divides by zero anywhere. */
double sft_normalizer_loss (const SftLossBatch *batch, SftNormalizer normalizer);

/* sum over the micro-batches of (1 / G - n_g / N) * l_g, n_g and l_g a micro-batch's total weight and weighted mean
 * loss: by how much the mean of micro-batch means exceeds the token mean. NaN as above. */
double sft_normalizer_micro_minus_token (const SftLossBatch *batch);

G_END_DECLS
