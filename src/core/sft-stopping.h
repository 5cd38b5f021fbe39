/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early stopping: exact gradient descent on a quadratic, and the rule that ends it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One parameter learned from a noisy target: signal power b^2, noise power s^2 (both above 0), each step shrinks the
 * distance to the training optimum by `shrinkage` (0..1, ends excluded). With u = (1 - shrinkage)^t after t steps (in
 * closed form, t >= 0, whole or not), the excess risk on fresh data is b^2 u^2 + s^2 (1 - u)^2 and the training loss
 * (b^2 + s^2) u^2. */
typedef struct
{
  double signal, noise, shrinkage;
} SftQuadratic;

double sft_quadratic_u (const SftQuadratic *quadratic, double step);
double sft_quadratic_risk (const SftQuadratic *quadratic, double step);
double sft_quadratic_train (const SftQuadratic *quadratic, double step);
/* The least risk over real t: u* = s^2 / (b^2 + s^2), t* = ln u* / ln (1 - shrinkage), b^2 s^2 / (b^2 + s^2). */
double sft_quadratic_optimal_u (const SftQuadratic *quadratic);
double sft_quadratic_optimal_step (const SftQuadratic *quadratic);
double sft_quadratic_minimum_risk (const SftQuadratic *quadratic);

/* Evaluations at interval, 2 interval, ... up to n values (values[0] belongs to step 1). Training stops at the
 * evaluation where `patience` consecutive evaluations were not below the best so far. */
typedef struct
{
  int best_evaluated_step; /* the first evaluation with the least value seen before the stop; 0: no evaluation */
  int stop_step;           /* 0: the steps end before the patience does */
} SftStopping;
SftStopping sft_stop_early (const double *values, gsize n, int interval, int patience);

G_END_DECLS
