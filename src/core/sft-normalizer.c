/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-normalizer.h"

#include <math.h>

int
sft_loss_batch_micro_batch (const SftLossBatch *batch, gsize example)
{
  gsize size = batch->n / batch->micro_batches, larger = batch->n % batch->micro_batches;

  if (example < larger * (size + 1))
    return (int)(example / (size + 1));
  return (int)(larger + (example - larger * (size + 1)) / size);
}

double
sft_loss_batch_weight (const SftLossBatch *batch, gsize example)
{
  return batch->response_tokens[example] + batch->prompt_weight * batch->prompt_tokens[example];
}

double
sft_loss_batch_loss_sum (const SftLossBatch *batch, gsize example)
{
  return batch->response_tokens[example] * batch->response_losses[example]
         + batch->prompt_weight * batch->prompt_tokens[example] * batch->prompt_losses[example];
}

/* Total weight of the examples that share `example`'s micro-batch. */
static double
micro_batch_weight (const SftLossBatch *batch, gsize example)
{
  int micro_batch = sft_loss_batch_micro_batch (batch, example);
  double weight = 0;

  for (gsize i = 0; i < batch->n; i++)
    weight += sft_loss_batch_micro_batch (batch, i) == micro_batch ? sft_loss_batch_weight (batch, i) : 0;
  return weight;
}

static double
total_weight (const SftLossBatch *batch)
{
  double weight = 0;

  for (gsize i = 0; i < batch->n; i++)
    weight += sft_loss_batch_weight (batch, i);
  return weight;
}

static double
non_zero_count (const SftLossBatch *batch)
{
  double count = 0;

  for (gsize i = 0; i < batch->n; i++)
    count += batch->response_tokens[i] + (batch->prompt_weight > 0 ? batch->prompt_tokens[i] : 0);
  return count;
}

static double
reciprocal (double value)
{
  return value > 0 ? 1 / value : NAN;
}

void
sft_normalizer_factors (const SftLossBatch *batch, SftNormalizer normalizer, double *factors)
{
  for (gsize i = 0; i < batch->n; i++)
    switch (normalizer)
      {
      case SFT_NORMALIZER_TOKEN_MEAN:
        factors[i] = reciprocal (total_weight (batch));
        break;
      case SFT_NORMALIZER_EXAMPLE_MEAN:
        factors[i] = reciprocal (batch->n * sft_loss_batch_weight (batch, i));
        break;
      case SFT_NORMALIZER_MICRO_BATCH_MEAN:
        factors[i] = reciprocal (batch->micro_batches * micro_batch_weight (batch, i));
        break;
      case SFT_NORMALIZER_SUM:
        factors[i] = 1;
        break;
      case SFT_NORMALIZER_NON_ZERO_COUNT:
        factors[i] = reciprocal (non_zero_count (batch));
        break;
      default:
        g_assert_not_reached ();
      }
}

double
sft_normalizer_loss (const SftLossBatch *batch, SftNormalizer normalizer)
{
  g_autofree double *factors = g_new (double, batch->n);
  double loss = 0;

  sft_normalizer_factors (batch, normalizer, factors);
  for (gsize i = 0; i < batch->n; i++)
    loss += factors[i] * sft_loss_batch_loss_sum (batch, i);
  return loss;
}

double
sft_normalizer_micro_minus_token (const SftLossBatch *batch)
{
  double difference = 0, total = total_weight (batch);

  for (int g = 0; g < batch->micro_batches; g++)
    {
      double weight = 0, loss_sum = 0;

      for (gsize i = 0; i < batch->n; i++)
        if (sft_loss_batch_micro_batch (batch, i) == g)
          {
            weight += sft_loss_batch_weight (batch, i);
            loss_sum += sft_loss_batch_loss_sum (batch, i);
          }
      difference += (1.0 / batch->micro_batches - weight / total) * loss_sum * reciprocal (weight);
    }
  return difference;
}
