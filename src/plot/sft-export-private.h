/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sft-export.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title, *description; /* UTF-8; "" for none */
  const char *state;               /* NULL: none */
  double dots_per_inch;
  gboolean alpha; /* else opaque */
} SftPngInfo;

/* An image surface (ARGB32 or RGB24) as a PNG file, as small as its content allows. */
GBytes *sft_png_encode (cairo_surface_t *image, const SftPngInfo *info, GError **error);

/* A canvas that writes its text as elements of SVG and draws none. */
typedef struct
{
  SftCanvas canvas; /* first: the door of text gets a pointer to it */
  GString *texts;
} SftSvgCanvas;
void sft_svg_canvas_text (SftCanvas *canvas, const SftTextRun *run);

/* What goes into an SVG beside what Cairo wrote. */
typedef struct
{
  const char *title, *description; /* UTF-8; "" for none */
  const char *state;               /* NULL: none */
  const char *texts;               /* elements that stand above all others; NULL: none */
} SftSvgInfo;

/* Cairo numbers the parts of an SVG by a counter of the process. Here they are numbered by their first appearance,
 * so that the same figure is the same file, and the rest is put in. */
GBytes *sft_svg_finish (const GByteArray *svg, const SftSvgInfo *info);

G_END_DECLS
