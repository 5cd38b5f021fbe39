/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sft_batch_masked_nll() is made of. Private to the core, its tests and benchmarks. */
#pragma once

#include "sft-batch-kernel.h"
#include "sft-softmax.h"

G_BEGIN_DECLS

#define SFT_BATCH_KERNELS_MAX 3

/* The variants that this processor runs, the best last; at least the baseline. Returns their number. */
gsize sft_batch_kernels (const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX]);

/* sft_batch_masked_nll() with one variant. */
gboolean sft_batch_masked_nll_with (const SftBatchKernel *kernel, const float *logits, gsize rows, gsize vocabulary,
                                    const gint32 *targets, const guint8 *mask, double *loss, GError **error);

/* Sets SFT_LOSS_ERROR_TARGET, naming token and target. */
void sft_loss_error_set_target (GError **error, gsize token, double target, gsize vocabulary);

G_END_DECLS
