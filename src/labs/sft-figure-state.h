/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that remember: the state inside a file that was exported. */
#pragma once

#include "sft-state.h"

G_BEGIN_DECLS

/* Reads and judges the whole of it. NULL and an error of SFT_METADATA_ERROR, SFT_STATE_ERROR, SFT_PARAM_ERROR or
 * G_IO_ERROR whose one line begins with the file's name. Any thread; takes as long as reading takes. */
SftState *sft_figure_state_load (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
