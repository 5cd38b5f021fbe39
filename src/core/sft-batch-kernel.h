/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loop of the batch loss. Private to the core, its tests and benchmarks.
 *
 * sft-batch-kernel.c is compiled once for each variant: for the baseline processor and for those with
 * wider vectors. Every sum has a fixed order and nothing is contracted or reassociated, so that all
 * variants give the same bits with every compiler. This header knows only the C library: an inline
 * function compiled for a wider processor must not find its way into the baseline program. */
#pragma once

#include <stddef.h>

/* sum_i exp (x_i) of one row, taken apart: exp (maximum) * (ties + rest). */
typedef struct
{
  float maximum; /* of the entries that are numbers; -inf: none is above -inf */
  double ties;   /* how many entries equal the maximum; counted where the maximum is finite */
  double rest;   /* sum of exp (x_i - maximum) over the others; NaN: the row has a NaN */
} SftBatchRow;

typedef struct
{
  const char *name;
  /* Reads n >= 1 floats. Stops early at +inf, with maximum +inf and the rest unspecified. */
  void (*reduce) (const float *x, size_t n, SftBatchRow *row);
  /* out_i = exp (x_i) as reduce() computes it, for tests. Meant for x up to SFT_BATCH_GREATEST; 0 below -88. */
  void (*exponentials) (const float *x, size_t n, float *out);
} SftBatchKernel;

/* Rows whose maximum lies between these are summed as they are, others relative to their maximum. Below 0 what
 * exponentials() counts as 0 would be missed beside the maximum itself. */
#define SFT_BATCH_LEAST 0.0f
#define SFT_BATCH_GREATEST 64.0f

extern const SftBatchKernel sft_batch_kernel_baseline;
extern const SftBatchKernel sft_batch_kernel_avx2;   /* x86 only */
extern const SftBatchKernel sft_batch_kernel_avx512; /* x86 only */
