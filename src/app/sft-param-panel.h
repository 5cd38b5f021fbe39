/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls of one state, built from its lab's specification alone. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"
#include "sft-param-row.h"
#include "sft-presets.h"

G_BEGIN_DECLS

#define SFT_TYPE_PARAM_PANEL (sft_param_panel_get_type ())
G_DECLARE_FINAL_TYPE (SftParamPanel, sft_param_panel, SFT, PARAM_PANEL, GtkWidget)

/* States of the same lab share the controls; another lab gets new ones. */
void sft_param_panel_set_state (SftParamPanel *self, SftDemoState *state);
/* The row of a parameter or dimension; NULL: none. */
SftParamRow *sft_param_panel_find (SftParamPanel *self, const char *id);
SftPresets *sft_param_panel_get_presets (SftParamPanel *self);

G_END_DECLS
