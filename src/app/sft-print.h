/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view on paper, through GTK's own dialog. */
#pragma once

#include "sft-window.h"

G_BEGIN_DECLS

/* Asks for printer and paper and prints, or shows what would be printed in the viewer that GTK starts. Problems are
 * told in the window. Nothing while there is no figure. */
void sft_print_run (SftWindow *window, gboolean preview);

/* A print of the state as it is now, which must have a result, with paper and printer as they were chosen last. */
GtkPrintOperation *sft_print_operation_new (SftDemoState *state, SftSettings *settings);
/* Remembers them. Either may be NULL. */
void sft_print_keep_choices (SftSettings *settings, GtkPageSetup *setup, GtkPrintSettings *printer);
/* (transfer full) NULL: none was chosen yet, or it cannot be read. */
GtkPageSetup *sft_print_load_page_setup (SftSettings *settings);
/* The program that shows previews, when it is not there to be started; (transfer full), NULL: it is there. */
char *sft_print_missing_viewer (GtkSettings *settings);

G_END_DECLS
