/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures texts, each once, and keeps them ready to draw. */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A line of text; extents are relative to the left end of its baseline and cover both ink and line height. */
typedef struct
{
  char *text;
  double size;
  gboolean bold;
  double left, right, top, bottom;
  double ascent, descent; /* of the line, whatever its letters */
  PangoLayout *layout;
  PangoLayoutLine *line; /* of `layout` */
} SftWords;

typedef struct _SftRuler SftRuler;
SftRuler *sft_ruler_new (PangoContext *context);
void sft_ruler_free (SftRuler *ruler);

/* Owned by the ruler. Line breaks in the text are drawn as symbols, so that it is always one line. */
const SftWords *sft_ruler_measure (SftRuler *ruler, const char *text, double size, gboolean bold);
double sft_words_width (const SftWords *words);
double sft_words_height (const SftWords *words);
/* The text, or its beginning with an ellipsis, no wider than `width`. NULL: not even `least` letters and the
 * ellipsis fit. */
const SftWords *sft_ruler_fit (SftRuler *ruler, const char *text, double size, gboolean bold, double width,
                               guint least);
/* The same on up to n lines; returns how many, 0 when it does not fit. Only the last line may be shortened. */
guint sft_ruler_wrap (SftRuler *ruler, const char *text, double size, gboolean bold, double width,
                      const SftWords **lines, guint n);
/* A new Pango layout of one line, set as the ruler sets it. */
PangoLayout *sft_text_layout (PangoContext *context, const char *text, double size, gboolean bold);
/* Ascent plus descent of the font. */
double sft_ruler_line_height (SftRuler *ruler, double size, gboolean bold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftRuler, sft_ruler_free)

G_END_DECLS
