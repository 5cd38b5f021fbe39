/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box for paragraphs: like a GtkBox, but its width never depends on its height.
 *
 * A GtkBox that is narrower than it would like looks for the least height at which its children fit, and a paragraph
 * that is aligned is asked how narrow it may be at its height. A label answers each such question by breaking its lines
 * at about ten widths: a page of ten paragraphs is laid out some hundred times. Here each is laid out once. In a column
 * all children are as wide as the box; in a row they get the width that they like or what there is, and what is left
 * goes to the first one that expands across. Paragraphs fill their place: they are not aligned across. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFT_TYPE_TEXT_BOX (sft_text_box_get_type ())
G_DECLARE_FINAL_TYPE (SftTextBox, sft_text_box, SFT, TEXT_BOX, GtkWidget)

GtkWidget *sft_text_box_new (GtkOrientation orientation, int spacing);
void sft_text_box_append (SftTextBox *self, GtkWidget *child);

G_END_DECLS
