/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter or dimension: its label, its control, and under them why a change was refused. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_TYPE_PARAM_ROW (sft_param_row_get_type ())
G_DECLARE_FINAL_TYPE (SftParamRow, sft_param_row, SFT, PARAM_ROW, GtkBox)

/* `room` is the width that the row will have, in pixels; 0: unknown. */
GtkWidget *sft_param_row_new (SftDemoState *state, const SftParam *param, int room);
GtkWidget *sft_param_row_new_for_dim (SftDemoState *state, const SftDim *dim);
/* Another state of the same lab. */
void sft_param_row_set_state (SftParamRow *self, SftDemoState *state);
/* Shows the state as it is now. */
void sft_param_row_sync (SftParamRow *self);

/* What a parameter is called, with its unit: "Train amplitude (nats)". */
char *sft_param_row_title (const SftParam *param);
/* Its label is the heading of a group that has no other row. */
void sft_param_row_make_heading (SftParamRow *self);

const SftParam *sft_param_row_get_param (SftParamRow *self); /* NULL: a dimension */
const SftDim *sft_param_row_get_dim (SftParamRow *self);     /* NULL: a parameter */
/* The spin button, switch, drop-down, entry or SftCellGrid. */
GtkWidget *sft_param_row_get_control (SftParamRow *self);
/* Sets the parameter back to its default; visible only where it is not at it. */
GtkWidget *sft_param_row_get_reset_button (SftParamRow *self);
/* Gives the row the first letter of its label that is not taken, in upper case, and takes it; none where all are. */
void sft_param_row_take_mnemonic (SftParamRow *self, GString *taken);

G_END_DECLS
