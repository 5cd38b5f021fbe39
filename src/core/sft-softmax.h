/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Softmax, losses over tokens, and means under a mask. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SFT_LOSS_ERROR (sft_loss_error_quark ())
typedef enum
{
  SFT_LOSS_ERROR_TARGET, /* a target is not an index of the vocabulary */
  SFT_LOSS_ERROR_CANCELLED
} SftLossError;
GQuark sft_loss_error_quark (void);

/* log sum_i exp (x_i), n >= 1. The maximum is left out of the sum and ties are counted, then log1p, so
 * that the error stays small where one logit dominates. All -inf: -inf; any +inf: +inf; any NaN: NaN. */
double sft_log_sum_exp (const double *x, gsize n);

/* out_i = x_i - log_sum_exp (x), n >= 1; out may be x. Any finite x, also +-1e308, gives finite or -inf
 * results and never NaN. A row with +inf: 0 shared equally among the +inf (-log of their number), -inf
 * elsewhere. A row of only -inf: every entry -log n (nothing is known). Any NaN: all NaN. */
void sft_log_softmax (const double *x, gsize n, double *out);
void sft_softmax (const double *x, gsize n, double *out);

/* 1 / (1 + exp (-z)) without overflow; NaN gives NaN. */
double sft_sigmoid (double z);

/* nll[t] = -log_softmax (logits[t])[targets[t]] in nats. logits is tokens x vocabulary, row-major.
 * A target outside 0..vocabulary-1: FALSE with SFT_LOSS_ERROR_TARGET naming token and target, nll all NaN. */
gboolean sft_token_nll (const double *logits, gsize tokens, gsize vocabulary, const double *targets, double *nll,
                        GError **error);

/* sum (mask * value) / sum (mask); NaN when the mask sums to zero: there is no such mean. Entries with
 * mask 0 do not count even if they are infinite or NaN. */
double sft_masked_mean (const double *values, const double *mask, gsize n);

/* The masked NLL of a whole batch of float logits, the size that training sees: logits is rows x
 * vocabulary, targets one index a row, mask one byte a row (0: no loss). *loss is the mean NLL of rows
 * with mask != 0, NaN when there is none. Rows with mask 0 are not read, nor are their targets. Rows with
 * infinities and NaN as sft_log_softmax(). Errors as sft_token_nll(), *loss is NaN then.
 * Error of a row's log-sum-exp below 1e-7, relative where it is larger than 1 (floats come in, sums are kept
 * in double). The same bits on every processor. */
gboolean sft_batch_masked_nll (const float *logits, gsize rows, gsize vocabulary, const gint32 *targets,
                               const guint8 *mask, double *loss, GError **error);

G_END_DECLS
