/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a threshold on a score does, for a sample and for the law the sample came from. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* rates[j] = share of scores >= thresholds[j]. One pass over the scores (binned between the sorted
 * thresholds), never thresholds x scores. thresholds need not be sorted; NaN scores are below everything;
 * a NaN threshold has rate NaN; n = 0 gives NaN for all: there is no share of nothing. */
void sft_threshold_rates (const double *scores, gsize n, const double *thresholds, gsize n_thresholds, double *rates);

/* P(positive score > negative score), ties half, over all pairs (Mann-Whitney U / (n m)), by sorting.
 * NaN when one class is empty or any score is NaN. */
double sft_auc (const double *positive, gsize n, const double *negative, gsize m);

/* P(X >= t) of X ~ Beta(a, b): 1 - I_t(a, b), the regularized incomplete beta function (GSL; DLMF 8.17).
 * t <= 0: 1, t >= 1: 0, NaN: NaN. a, b > 0; relative error below 2e-13 for shapes in 0.1..50, also of small tails. */
double sft_beta_tail (double t, double a, double b);

/* P(X > Y) of independent X ~ Beta(a1, b1), Y ~ Beta(a2, b2), by adaptive quadrature; absolute error below
 * 1e-12 for shapes in 0.1..50. Larger shapes go on working; NaN where the accuracy is not reached (shapes below
 * about 0.06). */
double sft_beta_auc (double a1, double b1, double a2, double b2);

G_END_DECLS
