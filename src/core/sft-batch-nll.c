/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-batch-nll.h"

#include <math.h>

/* A row whose maximum is infinite, as sft_log_softmax() answers it. */
static double
infinite_row_nll (const float *x, gsize n, float target, float maximum)
{
  gsize ties = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (x[i]))
        return NAN;
      ties += x[i] == maximum;
    }
  return target == maximum ? log ((double)ties) : INFINITY;
}

static double
row_nll (const SftBatchKernel *kernel, const float *x, gsize n, gint32 target)
{
  SftBatchRow row;

  kernel->reduce (x, n, &row);
  if (isinf (row.maximum))
    return infinite_row_nll (x, n, x[target], row.maximum);
  return ((double)row.maximum - (double)x[target]) + log1p ((row.ties - 1) + row.rest);
}

gsize
sft_batch_kernels (const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX])
{
  gsize n = 0;

  kernels[n++] = &sft_batch_kernel_baseline;
#ifdef SFT_BATCH_X86
  if (__builtin_cpu_supports ("avx2"))
    kernels[n++] = &sft_batch_kernel_avx2;
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq"))
    kernels[n++] = &sft_batch_kernel_avx512;
#endif
  return n;
}

gboolean
sft_batch_masked_nll_with (const SftBatchKernel *kernel, const float *logits, gsize rows, gsize vocabulary,
                           const gint32 *targets, const guint8 *mask, double *loss, GError **error)
{
  double sum = 0;
  gsize count = 0;

  g_return_val_if_fail (kernel != NULL && loss != NULL, FALSE);
  *loss = NAN;
  g_return_val_if_fail (rows == 0 || (targets != NULL && mask != NULL), FALSE);
  g_return_val_if_fail (rows == 0 || vocabulary == 0 || logits != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (gsize row = 0; row < rows; row++)
    if (mask[row] != 0 && (targets[row] < 0 || (gsize)targets[row] >= vocabulary))
      {
        sft_loss_error_set_target (error, row, targets[row], vocabulary);
        return FALSE;
      }
  for (gsize row = 0; row < rows; row++)
    {
      if (mask[row] == 0)
        continue;
      sum += row_nll (kernel, logits + row * vocabulary, vocabulary, targets[row]);
      count++;
    }
  if (count > 0)
    *loss = sum / (double)count;
  return TRUE;
}

gboolean
sft_batch_masked_nll (const float *logits, gsize rows, gsize vocabulary, const gint32 *targets, const guint8 *mask,
                      double *loss, GError **error)
{
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n = sft_batch_kernels (kernels);

  return sft_batch_masked_nll_with (kernels[n - 1], logits, rows, vocabulary, targets, mask, loss, error);
}
