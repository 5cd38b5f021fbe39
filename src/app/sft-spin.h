/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number entries that show a value whole, say what they refuse, and leave the wheel to the panel. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What was typed and not taken; `data` as given. */
typedef void (*SftSpinRefused) (GtkSpinButton *spin, const char *typed, gpointer data);

/* A spin button; compact: only as wide as its number, plus and minus are hidden until it has the focus.
 * refused may be NULL: then a number out of range is moved into it. */
GtkWidget *sft_spin_new (GtkAdjustment *adjustment, int digits, gboolean compact, SftSpinRefused refused,
                         gpointer data);
/* Removes the widget's own scroll controllers, so that the wheel scrolls what is around it. */
void sft_widget_ignore_wheel (GtkWidget *widget);
/* The value with at least `digits` decimals, and as many as it takes to read back the same. */
char *sft_spin_format (double value, int digits);

G_END_DECLS
