/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes: which range is shown and where ticks stand. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A round distance: digits / 10 * 10^exponent, digits one of 10, 20, 25, 50. */
typedef struct
{
  int digits, exponent;
} SftStep;

/* The least round step not below `least` (finite, above 0). Whole: at least 1 and a whole number. */
SftStep sft_step_at_least (double least, gboolean whole);
SftStep sft_step_next (SftStep step, gboolean whole);
SftStep sft_step_previous (SftStep step);
double sft_step_value (SftStep step);
/* index * step, as near as a double comes (0.3, not 3 * 0.1); never -0. */
double sft_step_times (SftStep step, double index);
/* A round fraction of the step for minor ticks: how many parts it is cut into. */
int sft_step_parts (SftStep step);

/* Makes low < high finite and far enough apart for doubles to tell positions between them. Both are moved as
 * little as that needs. What is not finite, or low > high, becomes 0..1. */
void sft_axis_widen (double *low, double *high);
/* Rounds a range of data outwards to round numbers; low <= high. Data that are not far from 0 get it. */
void sft_axis_round_out (double *low, double *high, gboolean whole);

/* The ticks at multiples of a step within a range. */
typedef struct
{
  SftStep step;
  double first; /* the index of the first one: first * step is its value */
  int n;
  int decimals; /* the same along the axis */
  int exponent; /* labels read "1.5×10⁶"; 0: plain */
} SftTicks;
/* low < high as sft_axis_widen() makes them. */
SftTicks sft_ticks (double low, double high, SftStep step);
double sft_ticks_value (const SftTicks *ticks, int i);
char *sft_ticks_label (const SftTicks *ticks, int i, gboolean local);

/* A number with so many decimals, a true minus, no minus before zeros; `local`: the process's decimal point. */
char *sft_fixed_number (double value, int decimals, gboolean local);

G_END_DECLS
