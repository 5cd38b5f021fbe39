/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets that many pages are made of. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label for reading: it wraps into lines of a length that the eye can follow. NULL: empty. */
GtkWidget *sft_paragraph_new (const char *text);

/* A button with a letter to press with Alt ("_Next"), whose name for a screen reader has no underscore: GTK 4.8 takes
 * the name from the button's own label as it was given. */
GtkWidget *sft_mnemonic_button_new (const char *label);

/* Pango markup of a demo's title: what stands behind "_" is set as a subscript ("π_θ"). */
char *sft_title_markup (const char *title);

/* A demo's title for a voice, which has no word for letters that are set as mathematics: "Policy π θ(y | x)". */
char *sft_title_words (const char *title);

/* "Decay (steps)"; a unit that says nothing that the label does not is left out, as is NULL. */
char *sft_label_with_unit (const char *label, const char *unit);

/* The first letter of a text that is none of those taken, which are upper case; NULL: there is none. */
const char *sft_free_letter (const char *text, const char *taken);

/* Names the button within a drop-down of strings, which GTK 4.8 gives the focus to and a screen reader would tell by
 * its type: "Format, PNG", with what is chosen. The drop-down itself has its name already. */
void sft_drop_down_name_button (GtkDropDown *drop_down, const char *name);

G_END_DECLS
