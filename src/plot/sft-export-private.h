/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sft-export.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title, *description; /* UTF-8; "" for none */
  double dots_per_inch;
  gboolean alpha; /* else opaque */
} SftPngInfo;

/* An image surface (ARGB32 or RGB24) as a PNG file, as small as its content allows. */
GBytes *sft_png_encode (cairo_surface_t *image, const SftPngInfo *info, GError **error);

/* Cairo numbers the parts of an SVG by a counter of the process. Here they are numbered by their first appearance,
 * so that the same figure is the same file, and title and description are put in. */
GBytes *sft_svg_finish (const GByteArray *svg, const char *title, const char *description);

G_END_DECLS
