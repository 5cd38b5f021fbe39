/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result that the learner keeps to compare with. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

typedef struct _SftPinned SftPinned; /* immutable */

SftPinned *sft_pinned_new (const SftResult *result);
void sft_pinned_free (SftPinned *self);
SftFigure *sft_pinned_get_figure (const SftPinned *self); /* (transfer none) */
/* What changed since, as a person reads it: "+0.0123", "±0", "was no", "was undefined"; NULL: no such readout. */
char *sft_pinned_format_change (const SftPinned *self, const SftReadout *readout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftPinned, sft_pinned_free)

G_END_DECLS
