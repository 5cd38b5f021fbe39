/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mixing tasks: how often each is drawn, and how many tasks that amounts to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* rates[i] = min (sizes[i], cap)^exponent over their sum: examples-proportional mixing with a rate maximum (exponent 1;
 * Raffel et al. 2020, section 3.5.2), flattened by a temperature 1/exponent; exponent 0 is uniform. sizes > 0, cap > 0,
 * n >= 1; rates may be sizes. */
void sft_mixture_rates (const double *sizes, gsize n, double cap, double exponent, double *rates);

/* exp (H), H the entropy of the rates in nats: how many equally likely tasks are as uncertain (Hill number of order 1).
 * Rates of 0 do not count. */
double sft_mixture_effective (const double *rates, gsize n);

/* 1 / sum rates[i]^2: the inverse chance that two draws are of one task (Simpson; Hill number of order 2). Never above
 * exp (H), and neither is above n. */
double sft_mixture_simpson (const double *rates, gsize n);

/* shares[i] = rates[i] * lengths[i] over their sum; lengths > 0. */
void sft_mixture_token_shares (const double *rates, const double *lengths, gsize n, double *shares);

G_END_DECLS
