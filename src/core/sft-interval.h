/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure a share is, and what wins against losses say: the normal law, Wilson's interval, Bradley-Terry and Elo,
 * the best of several. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The 97.5 % point of the standard normal law: intervals of 95 %. */
#define SFT_Z_95 1.959963984540054

/* P(Z <= x) of the standard normal law, by the complementary error function, so that small tails stay exact. */
double sft_normal_cdf (double x);
/* log (p / (1 - p)), p in 0..1: minus infinity at 0, infinity at 1. */
double sft_logit (double p);

/* Wilson's interval (Wilson 1927) of a share of `successes` (0..n, whole or not) among n: all p with
 * |successes / n - p| <= z sqrt (p (1 - p) / n). Exactly 0 below no success, exactly 1 above n of them. Both NaN for
 * n = 0: nothing is known. */
void sft_wilson (double successes, double n, double z, double *low, double *high);

/* Two players with w wins and l losses: the maximum-likelihood difference of their Bradley-Terry strengths,
 * ln (w / l). Infinite where one of them is 0, NaN where both are. */
double sft_bradley_terry (double wins, double losses);
/* The difference of Elo at which the expected score is `rate`: 400 log10 (rate / (1 - rate)); infinite at 0 and 1.
 * And back. */
double sft_elo (double rate);
double sft_elo_rate (double elo);

/* The best of n independent draws: the expected quantile n / (n + 1) of its score among single draws, and
 * KL (best of n || one draw) = ln n - (n - 1) / n in nats; exact where scores are continuous, else an upper bound. */
double sft_best_of_quantile (double n);
double sft_best_of_kl (double n);

G_END_DECLS
