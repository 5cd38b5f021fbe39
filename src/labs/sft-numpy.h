/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notebook lab as a Python program of its own. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

/* A short program that computes the readouts, series and heatmaps of the demo's notebook view from these values with
 * NumPy alone, and prints them as one line of JSON with the names that `sft-lab run --format json` uses. It reads no
 * file. NULL: the family has no such program. */
char *sft_lab_to_numpy (const SftDemo *demo, SftValues *values);

G_END_DECLS
