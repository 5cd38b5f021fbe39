/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled once for each variant, see the header; SFT_BATCH_VARIANT is the variant's name. Nothing here
 * names a vector type: the loops have lengths and shapes that compilers turn into vectors of any width.
 *
 * One pass over the row. Plain exp (x) is summed as long as the greatest entry so far is of ordinary size:
 * a reduction x - k log 2 is exact, while x - maximum would be rounded. The entries equal to the maximum
 * are left out of the sum and counted, so that a small rest keeps its digits; only blocks that hold an
 * entry not below the maximum so far, a few in a row, need to look for them. */
#include "sft-batch-kernel.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define LANES 64
/* Float sums are flushed to double after each block, pairwise over three levels. */
#define BLOCK (8 * LANES)

/* Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits of the float. */
#define ROUND_MAGIC 12582912.0f
/* log 2 in two parts; the first has 9 bits, so that its product with an exponent is exact. */
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f
/* Rounds to the exponent -127, whose scale is 0. */
#define EXP_LEAST -88.0f

/* 2^k of the integer in the low bits of `rounded`; 0 for k = -127. */
static inline float
power_of_two (float rounded)
{
  uint32_t bits;
  float scale;

  memcpy (&bits, &rounded, sizeof bits);
  bits = (bits << 23) + (127u << 23);
  memcpy (&scale, &bits, sizeof scale);
  return scale;
}

/* exp (x) for x <= SFT_BATCH_GREATEST and NaN, below 0.71 ulp; what is less than the least normal float becomes 0.
 * Cody-Waite reduction to |r| <= log (2) / 2; exp (r) = 1 + r + r^2 q (r) with a minimax q of degree 4
 * (error 0.05 ulp). 1 + r is split into a float and its error by Dekker's fast two-sum, and so is r. */
static inline float
exponential (float x)
{
  float z = x < EXP_LEAST ? EXP_LEAST : x; /* keeps NaN */
  float rounded = z * 1.44269504f + ROUND_MAGIC;
  float k = rounded - ROUND_MAGIC;
  float r_high = z - k * LN2_HIGH;
  float r_low = k * LN2_LOW;
  float r = r_high - r_low;
  float r_error = (r_high - r) - r_low;
  float one_high = 1.0f + r;
  float one_low = (1.0f - one_high) + r;
  float q = 1.38145401768e-3f;

  q = q * r + 8.36874510894e-3f;
  q = q * r + 4.16683907835e-2f;
  q = q * r + 1.6666520399e-1f;
  q = q * r + 4.99999934321e-1f;
  return (one_high + ((one_low + r_error) + r * r * q)) * power_of_two (rounded);
}

/* For what happens in a few blocks of a row: inlined, it would slow the loop that runs in all of them. */
#define SELDOM __attribute__ ((noinline))
/* To the widest vectors. */
#define ALIGNED __attribute__ ((aligned (64)))

typedef struct
{
  float maximum;
  float shift;                /* what is subtracted from entries before the exponential: 0 or the maximum */
  double ties;                /* entries equal to the maximum */
  ALIGNED double sums[LANES]; /* of exp (x - shift) over the others */
} State;

/* length is a multiple of LANES. */
SELDOM static float
maximum_of (const float *x, int length)
{
  float lanes[LANES];

  for (int i = 0; i < LANES; i++)
    lanes[i] = x[i] > -INFINITY ? x[i] : -INFINITY;
  for (int base = LANES; base < length; base += LANES)
    for (int i = 0; i < LANES; i++)
      lanes[i] = x[base + i] > lanes[i] ? x[base + i] : lanes[i];
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++)
      lanes[i] = lanes[i + half] > lanes[i] ? lanes[i + half] : lanes[i];
  return lanes[0];
}

/* What was summed so far is made relative to the new maximum; the old one's ties are ordinary entries now. */
SELDOM static void
raise_maximum (State *state, float maximum)
{
  float shift = maximum >= SFT_BATCH_LEAST && maximum <= SFT_BATCH_GREATEST ? 0.0f : maximum;

  if (state->ties > 0)
    state->sums[0] += state->ties * exp ((double)state->maximum - (double)state->shift);
  /* Nothing but -inf so far has left sums of 0, or of NaN, which stays. */
  if (shift != state->shift && state->maximum > -INFINITY)
    {
      double factor = exp ((double)state->shift - (double)shift);

      for (int i = 0; i < LANES; i++)
        state->sums[i] *= factor;
    }
  state->maximum = maximum;
  state->shift = shift;
  state->ties = 0;
}

SELDOM static void
subtract (const float *x, float shift, int length, float *out)
{
  for (int i = 0; i < length; i++)
    out[i] = x[i] - shift;
}

/* out = exp (x); returns how many entries are not below the limit. */
__attribute__ ((always_inline)) static inline int32_t
exponential_block (const float *restrict x, int length, float limit, float *restrict out)
{
  int32_t not_below = 0;

  for (int i = 0; i < length; i++)
    {
      not_below += x[i] >= limit;
      out[i] = exponential (x[i]);
    }
  return not_below;
}

/* out = exp (x - shift), but 0 for entries that equal the maximum; returns how many do. */
static inline int32_t
exponential_rest (const float *restrict x, int length, float maximum, float shift, float *restrict out)
{
  int32_t ties = 0;

  for (int i = 0; i < length; i++)
    {
      float e = exponential (x[i] - shift);

      ties += x[i] == maximum;
      out[i] = x[i] == maximum ? 0.0f : e;
    }
  return ties;
}

/* A block with an entry not below the maximum so far: e is made anew, relative to the new one. FALSE at +inf. */
SELDOM static int
meet_maximum (State *state, const float *x, int length, float *e)
{
  float maximum = maximum_of (x, length);
  int32_t ties;

  if (maximum > state->maximum)
    raise_maximum (state, maximum);
  if (maximum == INFINITY)
    return 0;
  ties = exponential_rest (x, length, state->maximum, state->shift, e);
  if (maximum > -INFINITY)
    state->ties += ties;
  return 1;
}

/* length is BLOCK or LANES, known to the compiler once this is inlined. FALSE at +inf. */
__attribute__ ((always_inline)) static inline int
add_block (State *state, const float *x, int length)
{
  ALIGNED float e[BLOCK];
  ALIGNED float shifted[BLOCK];
  const float *y = x;

  if (state->shift != 0)
    {
      subtract (x, state->shift, length, shifted);
      y = shifted;
    }
  if (exponential_block (y, length, state->maximum - state->shift, e) > 0 && !meet_maximum (state, x, length, e))
    return 0;
  if (length == BLOCK)
    for (int i = 0; i < LANES; i++)
      state->sums[i] += (double)(((e[i] + e[i + LANES]) + (e[i + 2 * LANES] + e[i + 3 * LANES]))
                                 + ((e[i + 4 * LANES] + e[i + 5 * LANES]) + (e[i + 6 * LANES] + e[i + 7 * LANES])));
  else
    for (int i = 0; i < LANES; i++)
      state->sums[i] += (double)e[i];
  return 1;
}

static void
reduce (const float *x, size_t n, SftBatchRow *row)
{
  State state = { -INFINITY, 0, 0, { 0 } };
  float tail[LANES];
  size_t done = 0;
  int more = 1;

  for (; more && n - done >= BLOCK; done += BLOCK)
    more = add_block (&state, x + done, BLOCK);
  for (; more && done < n; done += LANES)
    {
      const float *part = x + done;

      if (n - done < LANES)
        {
          for (size_t i = 0; i < LANES; i++)
            tail[i] = i < n - done ? part[i] : -INFINITY;
          part = tail;
        }
      more = add_block (&state, part, LANES);
    }
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++)
      state.sums[i] += state.sums[i + half];
  row->maximum = state.maximum;
  row->ties = state.ties;
  row->rest = state.sums[0];
  if (isfinite (state.maximum))
    row->rest *= exp ((double)state.shift - (double)state.maximum);
}

static void
exponentials (const float *x, size_t n, float *out)
{
  for (size_t i = 0; i < n; i++)
    out[i] = exponential (x[i]);
}

#define KERNEL_NAME_(variant) sft_batch_kernel_##variant
#define KERNEL_NAME(variant) KERNEL_NAME_ (variant)
#define STRING_(text) #text
#define STRING(text) STRING_ (text)
const SftBatchKernel KERNEL_NAME (SFT_BATCH_VARIANT) = { STRING (SFT_BATCH_VARIANT), reduce, exponentials };
