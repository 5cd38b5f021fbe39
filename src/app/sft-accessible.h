/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader is told, where GTK has no word for it. GTK 4.8 says neither that a value nor that a text has
 * changed, nor whether a button is pressed in. What does reach a screen reader there is a new description of what has
 * the focus. Later versions announce, but make up names and descriptions of their own. */
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

/* The value of a range in words, "0.25 nats": its description where GTK does not tell such words. */
void sft_accessible_value_words (GtkRange *range, const char *words);

/* Names the button of a drop-down, which has the focus; in later versions it has the name of the whole. */
void sft_accessible_name_drop_down (GtkDropDown *drop_down, const char *name);

/* Makes a toggle button one that is told as checked or not, for instance with the role of a check box. */
void sft_accessible_check (GtkToggleButton *button);

/* Mends what GTK leaves to be mended in a template. In 4.8: a button that has an icon and a name is not called by the
 * icon, too; a toggle button with the role of a check box or a radio button says whether it is checked; a spin button
 * says its new value; pages and menus are not called by their types. Later: what scrolls keeps its name, the items of
 * a menu have one, and an expander is not described by all that it holds. Before the widgets are shown. */
void sft_accessible_amend (GtkWidget *top);

/* Keeps the pages of a stack that are not on top away from screen readers: GTK 4.8 shows them all. */
void sft_accessible_hide_pages (GtkStack *stack);

G_END_DECLS
