/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a place of a figure changes: a value of a demo, by the demo's one setter. */
#pragma once

#include "sft-demo-state.h"
#include "sft-hit.h"

G_BEGIN_DECLS

/* The parameter; NULL: nothing is changed there. The state may be NULL. */
const SftParam *sft_hit_param (SftDemoState *state, const SftHit *hit);
/* Is there such a cell? The figure may be of values that have since changed in shape. */
gboolean sft_hit_has_cell (SftDemoState *state, const SftHit *hit);

/* These are for cells that there are. */
double sft_hit_value (SftDemoState *state, const SftHit *hit);
/* Sets the nearest value that a person could have typed; nothing if it is not finite. */
void sft_hit_set_value (SftDemoState *state, const SftHit *hit, double value);

G_END_DECLS
