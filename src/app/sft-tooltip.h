/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips that cost nothing until they are asked for. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_widget_set_tooltip_text(), which asks the display where the pointer is, and waits for its answer, every time:
 * a few hundred tooltips at the start, and those that tell a value again in each frame. An open tooltip changes when
 * the pointer moves next. NULL or "": none. */
void sft_tooltip_set (GtkWidget *widget, const char *text);
const char *sft_tooltip_get (GtkWidget *widget); /* NULL: none */

G_END_DECLS
