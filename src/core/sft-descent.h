/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-batch gradient descent on the logits of one softmax: the smallest model that can be trained for real. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Loss = -sum_v target_v * log softmax (logits)_v, in nats where the target sums to 1. A target is any vector of
 * weights not below 0: a distribution, or a weighted sum of several. With W = sum target the gradient in the logits
 * is W * softmax (logits) - target; a target of zeros leaves the logits alone. */

/* The loss of n >= 1 logits; entries of weight 0 do not count. */
double sft_softmax_cross_entropy (const double *logits, const double *target, gsize n);
/* The same from log-probabilities, as sft_log_softmax() gives them. */
double sft_log_cross_entropy (const double *log_probabilities, const double *target, gsize n);
/* gradient (n, may be logits) is the derivative of the loss; returns the loss. */
double sft_softmax_gradient (const double *logits, const double *target, gsize n, double *gradient);

typedef struct
{
  const double *target; /* n, what is trained on */
  gsize n;
  double rate; /* logits change by -rate * gradient a step */
  int steps;
} SftDescent;

/* Runs all steps from the finite logits given (n, changed in place). Beside it, curves[k * (steps + 1) + i] becomes the
 * loss against watched[k] (n each) before update i, the last one after all of them; n_watched may be 0. Looks at
 * `cancellable` (may be NULL) every few thousand logits; FALSE with G_IO_ERROR_CANCELLED when it was cancelled. */
gboolean sft_descent_run (const SftDescent *descent, const double *const *watched, gsize n_watched, double *logits,
                          double *curves, GCancellable *cancellable, GError **error);

G_END_DECLS
