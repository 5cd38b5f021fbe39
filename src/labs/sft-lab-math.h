/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula of a lab with the values of now in it. */
#pragma once

#include "sft-lab.h"
#include "sft-math.h"

G_BEGIN_DECLS

/* What a \value{...} of a lab's formula may name:
 *   id                 a readout of one number, or a parameter of one
 *   id[i], id[r][c]    an entry, counted from 0
 *   sum(id)            of a readout's numbers or a parameter's cells
 *   sum(id*id)         of products; both have the same length
 * The text of a readout has its decimals unless others are asked for; a parameter's has up to its own. "undefined" is
 * what has no value now. NULL: there is no such thing. */
typedef struct
{
  const SftLab *lab;
  const SftValues *values;
  const SftResult *result;
  gboolean translated; /* the process's decimal point */
} SftLabNumbers;
/* An SftMathLookup. */
char *sft_lab_numbers_look_up (const char *id, int digits, gpointer numbers);

/* The lab's formula for sft_math_parse() with its values filled in; both forms. Empty when there is none that can be
 * set, which tests see to. */
SftText sft_lab_formula (const SftLab *lab, const SftValues *values, const SftResult *result);

G_END_DECLS
