/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader is told, where GTK 4.8 has no word for it: it says neither that a value nor that a text has
 * changed, nor whether a button is pressed in. What does reach a screen reader there is a new description of what has
 * the focus. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The description of a widget. While the widget has the focus, or is said something on, the new one waits until the
 * focus has left: it would be read out at once, all of it. */
void sft_accessible_describe (GtkWidget *widget, const char *text);

/* Has a text read out now, wherever the focus is in the window of a widget; nothing if it is in no window. */
void sft_accessible_say (GtkWidget *from, const char *text);

/* The same for the value of a control that has the focus, or has it within; nothing if it has not, and nothing where
 * GTK tells values itself. */
void sft_accessible_say_value (GtkWidget *control, const char *text);

/* Makes a toggle button one that is told as checked or not, for instance with the role of a check box. */
void sft_accessible_check (GtkToggleButton *button);

/* Mends what GTK 4.8 leaves to be mended in a template: a button that has an icon and a name is not called by the icon,
 * too; a toggle button with the role of a check box or a radio button says whether it is checked; a spin button says
 * its new value; pages and menus are not called by their types. */
void sft_accessible_amend (GtkWidget *top);

/* Keeps the pages of a stack that are not on top away from screen readers: GTK 4.8 shows them all. */
void sft_accessible_hide_pages (GtkStack *stack);

G_END_DECLS
