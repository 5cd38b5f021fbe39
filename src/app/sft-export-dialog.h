/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choices for an exported figure, with a preview.
 * Signal "exported" (string path): the file is written. */
#pragma once

#include <gtk/gtk.h>

#include "sft-export.h"
#include "sft-settings.h"

G_BEGIN_DECLS

#define SFT_TYPE_EXPORT_DIALOG (sft_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SftExportDialog, sft_export_dialog, SFT, EXPORT_DIALOG, GtkWindow)

/* stem: the suggested file name without its suffix. */
GtkWidget *sft_export_dialog_new (GtkWindow *parent, SftSettings *settings, SftFigure *figure, const char *stem);
/* Without the state. */
void sft_export_dialog_get_options (SftExportDialog *self, SftExportOptions *options);
/* What the file remembers (JSON); NULL: nothing. */
void sft_export_dialog_set_state (SftExportDialog *self, const char *state);
/* The same figure with a pinned one behind it, to choose instead: it is chosen at first. Without a ghost: no choice. */
void sft_export_dialog_set_with_pinned (SftExportDialog *self, SftFigure *figure);
char *sft_export_dialog_suggest_name (SftExportDialog *self);
/* Writes the file in a worker, as the dialog's Save button does once a name was chosen. */
void sft_export_dialog_save_to (SftExportDialog *self, const char *path);

G_END_DECLS
