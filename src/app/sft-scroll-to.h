/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a part of what is scrolled into sight. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls what the widget is in until its part from `top` to `bottom`, in pixels of the widget, is seen; of a part
 * higher than the page, its top. Nothing happens where nothing scrolls. */
void sft_scroll_to (GtkWidget *widget, double top, double bottom);
/* The same from the top of one widget to the bottom of another after the next layout: both may just have appeared, or
 * be about to be moved. */
void sft_scroll_to_soon (GtkWidget *first, GtkWidget *last);

G_END_DECLS
