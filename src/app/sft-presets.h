/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The named settings of a lab, and what to look for in the one that is set. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_PRESETS (sft_presets_get_type ())
G_DECLARE_FINAL_TYPE (SftPresets, sft_presets, SFT, PRESETS, GtkWidget)

void sft_presets_set_state (SftPresets *self, SftDemoState *state);
/* The button of a preset; NULL: no such preset. */
GtkWidget *sft_presets_find (SftPresets *self, const char *id);
/* The sentence that is shown, or "". */
const char *sft_presets_get_look_for (SftPresets *self);

G_END_DECLS
