/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's closed-form curves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* amplitude * exp (-step / decay) + floor + slope * max (step - onset, 0), in nats. The training curve has
 * slope 0. The expression is evaluated in this order, so that it equals the notebook's. */
typedef struct
{
  double amplitude, decay, floor, slope, onset;
} SftLossCurve;
double sft_loss_curve_at (const SftLossCurve *curve, double step);

/* The index of the first least value; n >= 1. NaN entries never win; n when all are NaN. */
gsize sft_first_minimum (const double *values, gsize n);

/* safety: base + gain * (1 - exp (-round / time)); helpfulness: base - cost * round + recovery * sqrt (round). */
double sft_feedback_safety (double base, double gain, double time, double round);
double sft_feedback_helpfulness (double base, double cost, double recovery, double round);

/* NumPy's linspace as doubles: out[i] = low + i * ((high - low) / (n - 1)), the last exactly high; n = 1: low. */
void sft_linspace (double low, double high, gsize n, double *out);

G_END_DECLS
