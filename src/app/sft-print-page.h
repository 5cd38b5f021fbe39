/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view on paper: title, figure, readouts, and the parameters that differ from the defaults. */
#pragma once

#include <pango/pangocairo.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

/* What is printed, as it was when it was made. */
typedef struct _SftPrintPage SftPrintPage;

/* The state must have a result. */
SftPrintPage *sft_print_page_new (SftDemoState *state);
void sft_print_page_free (SftPrintPage *self);
const char *sft_print_page_get_title (const SftPrintPage *self);

/* Measures for paper of this size in points; `text` is for its texts, with 72 units to the inch. Returns the number of
 * pages: one, unless there is more text than fits below the figure. */
int sft_print_page_paginate (SftPrintPage *self, PangoContext *text, double width, double height);
/* Draws a page (from 0) that was paginated, in points. */
void sft_print_page_draw (SftPrintPage *self, cairo_t *cr, int page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftPrintPage, sft_print_page_free)

G_END_DECLS
