/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of a lab where there is little of everything. */
#pragma once

#include "sft-param.h"

typedef enum
{
  SMALL_ONE,    /* 1, or what is next to it */
  SMALL_LEAST,  /* the least that is accepted */
  SMALL_RANDOM, /* up to two more than that, from g_test_rand */
  SMALL_NOT     /* as it is */
} SmallSize;

/* Does it count something: a whole number, or cells of them, or of 0 and 1? */
gboolean is_counted (const SftParam *param);
/* How many values a choice or a switch has; 0: it is neither. */
int n_choices (const SftParam *param);

/* All of these are (transfer full), and the values as they were where the change does not go with the rest. */
SftValues *small_length (SftValues *values, const SftDim *dim, SmallSize size);
SftValues *small_count (SftValues *values, const SftParam *param, SmallSize size);
SftValues *with_choice (SftValues *values, const SftParam *param, int choice);
/* Every length and every count. */
SftValues *small_values (SftValues *values, SmallSize lengths, SmallSize counts);
/* The same with sizes, choices and switches at random. */
SftValues *small_random_values (SftValues *values);
