/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a vector lies inside the span of others. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* rows: n + 1 vectors of `dimension` >= 1 numbers each, row-major. shares[j], j = 0 .. n, becomes which share of the
 * last one's squared length lies inside the span of the first j: exactly 0 for none, exactly 1 from `dimension` on, and
 * never falling in between. Vectors should be in general position, as random ones are: one that lies in the span of
 * those before it counts as a direction that rounding chose. shares (n + 1) is not-a-number below `dimension` when the
 * last vector is zero. */
void sft_span_shares (const double *rows, gsize n, gsize dimension, double *shares);

G_END_DECLS
