/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the clipboard: the figure, the command that computes it, the program that computes it without us. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"
#include "sft-message.h"
#include "sft-settings.h"

G_BEGIN_DECLS

/* The figure as it is exported, as PNG and as SVG, whichever is asked for. Made in a worker; `message` then says that
 * it is there. Nothing while there is no result. */
void sft_copy_figure (SftMessage *message, SftDemoState *state, SftSettings *settings);
/* The numbers of the figure as it is shown, as the CSV export writes them. */
void sft_copy_data (SftMessage *message, SftDemoState *state);
void sft_copy_command (SftMessage *message, SftDemoState *state);
/* Is there such a program for this view? */
gboolean sft_copy_has_numpy (SftDemoState *state);
void sft_copy_numpy (SftMessage *message, SftDemoState *state);

G_END_DECLS
