/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula as a book sets it, in the widget's font size and color, read aloud in words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFT_TYPE_MATH_VIEW (sft_math_view_get_type ())
G_DECLARE_FINAL_TYPE (SftMathView, sft_math_view, SFT, MATH_VIEW, GtkWidget)

/* `source` is for sft_math_parse(), without \value; `text` the same formula as plain text, which is shown instead when
 * the source cannot be set. Both may be NULL: nothing is shown. */
void sft_math_view_set_formula (SftMathView *self, const char *source, const char *text);
const char *sft_math_view_get_text (SftMathView *self); /* "" when there is none */
/* Is it set as a formula, and not as plain text? */
gboolean sft_math_view_is_set (SftMathView *self);
/* How it is read aloud; "" when nothing is shown. */
const char *sft_math_view_get_words (SftMathView *self);

G_END_DECLS
