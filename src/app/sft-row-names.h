/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table that a screen reader can tell: GTK 4.8 names them by their type. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a cell adds to the name of its row; also the name of the label that is the cell's child. */
void sft_row_names_set_words (GtkWidget *label, const char *words);

/* Gives each row of a column view a name as it comes to have the focus: the words of its cells, in order. */
void sft_row_names_follow (GtkColumnView *columns);

G_END_DECLS
