/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression by Newton's method: the classifier that guardrail and refusal labs train. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SFT_LOGISTIC_MAX_FEATURES 8

/* Loss (w) = sum_i weight_i CE (target_i, sigma (w . x_i)) + sum_j penalty_j w_j^2 / 2, in nats, where
 * CE (t, p) = -t log p - (1 - t) log (1 - p). An intercept is a feature that is always 1, with penalty 0. All arrays
 * are borrowed. */
typedef struct
{
  gsize n, k;              /* n >= 1 rows of k features (1..8 for a fit) */
  const double *features;  /* n x k, row-major */
  const double *targets;   /* n, in 0..1: soft labels are welcome */
  const double *weights;   /* n, not below 0; NULL: 1 / n each, so that the loss is a mean */
  const double *penalties; /* k, not below 0; NULL: none */
} SftLogistic;

double sft_logistic_loss (const SftLogistic *data, const double *w);
/* gradient (k) is the derivative of the loss; returns sum_i weight_i sigma (w . x_i), with default weights the mean
 * prediction. */
double sft_logistic_gradient (const SftLogistic *data, const double *w, double *gradient);

/* Minimizes the loss from the w given (k, changed in place) by Newton's method, which is iteratively reweighted least
 * squares; each step is halved until the loss does not grow. Ends where the Newton decrement g' H^-1 g, twice what a
 * step can still gain, is below 1e-18 of a mean loss (of the sum of the weights). FALSE where no finite minimum is
 * reached in 200 steps: targets all alike, or classes apart, without a penalty; w is then where it got. */
gboolean sft_logistic_fit (const SftLogistic *data, double *w);

G_END_DECLS
