/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a result, each with its label, under the figure. */
#pragma once

#include <gtk/gtk.h>

#include "sft-pinned.h"

G_BEGIN_DECLS

#define SFT_TYPE_READOUTS (sft_readouts_get_type ())
G_DECLARE_FINAL_TYPE (SftReadouts, sft_readouts, SFT, READOUTS, GtkWidget)

/* result NULL: none yet; pinned NULL: nothing to compare with. Nothing of them is kept. */
void sft_readouts_show (SftReadouts *self, const SftResult *result, const SftPinned *pinned);
/* What is shown for a readout; NULL: no such readout. */
const char *sft_readouts_get_text (SftReadouts *self, const char *id);
/* The unit behind it; "": none is shown; NULL: no such readout. */
const char *sft_readouts_get_unit (SftReadouts *self, const char *id);
/* Its change against the pinned one; "": nothing is pinned; NULL: no such readout. */
const char *sft_readouts_get_change (SftReadouts *self, const char *id);

/* A readout for a listener: "Masked loss: 0.4301 nats". */
char *sft_readout_words (const SftReadout *readout);

G_END_DECLS
