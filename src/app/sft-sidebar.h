/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demos under their sections, with a search entry. Signal "opened" (int number): a row was chosen. */
#pragma once

#include <gtk/gtk.h>

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_TYPE_SIDEBAR (sft_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SftSidebar, sft_sidebar, SFT, SIDEBAR, GtkWidget)

/* Marks a demo as the open one and scrolls to it; NULL: none is. */
void sft_sidebar_select (SftSidebar *self, const SftDemo *demo);
/* The rows above the demos: the lesson as a whole, and practice. Hidden until there are such pages. */
void sft_sidebar_set_pages_shown (SftSidebar *self, gboolean shown);
/* Marks "lesson" or "practice" as what is open; others: neither. */
void sft_sidebar_set_page (SftSidebar *self, const char *page);
void sft_sidebar_focus_list (SftSidebar *self);
void sft_sidebar_focus_search (SftSidebar *self);
void sft_sidebar_set_query (SftSidebar *self, const char *query);
guint sft_sidebar_get_n_shown (SftSidebar *self);

G_END_DECLS
