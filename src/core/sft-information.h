/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entropy, cross-entropy, divergence and mutual information of finite distributions. In nats. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Probabilities are not below 0 and sum to 1; 0 log 0 is 0. n >= 1. */

/* sum -p log p, in 0..log n. */
double sft_entropy (const double *p, gsize n);
/* Of a yes with probability p in 0..1; exact digits also near 0. */
double sft_binary_entropy (double p);
/* sum -p log q = entropy (p) + divergence (p, q); infinite where q is 0 and p is not. */
double sft_cross_entropy (const double *p, const double *q, gsize n);
/* KL (p || q) = sum p log (p / q), never below 0; infinite where q is 0 and p is not. Each term is taken with its
 * share of sum (q - p) = 0, so that none is negative. */
double sft_kl_divergence (const double *p, const double *q, gsize n);
/* I (row; column) of a joint distribution, rows x columns, row-major: the divergence of the joint from the product of
 * its margins. */
double sft_mutual_information (const double *joint, gsize rows, gsize columns);

/* A number of nats in bits. */
double sft_nats_to_bits (double nats);

G_END_DECLS
