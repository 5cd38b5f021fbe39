/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as the bytes of a file. */
#pragma once

#include <gio/gio.h>

#include "sft-layout.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_FORMAT_PNG,
  SFT_FORMAT_SVG,
  SFT_FORMAT_PDF,
  SFT_FORMAT_CSV
} SftFormat;
#define SFT_N_FORMATS 4
const char *sft_format_name (SftFormat format); /* "png": also the suffix */
gboolean sft_format_parse (const char *name, SftFormat *format);
/* From a file name's suffix, case ignored. */
gboolean sft_format_from_path (const char *path, SftFormat *format);

/* How an SVG holds its text. */
typedef enum
{
  SFT_SVG_OUTLINES, /* as shapes: looks the same everywhere */
  SFT_SVG_TEXT      /* as text: can be searched, read aloud and edited, and needs the font where it is shown */
} SftSvgText;
/* "outlines", "text"; parse gives FALSE for anything else. */
const char *sft_svg_text_name (SftSvgText svg_text);
gboolean sft_svg_text_parse (const char *name, SftSvgText *svg_text);

typedef struct
{
  SftFormat format;
  double width, height; /* points; 16..8000 */
  double scale;         /* pixels a point, PNG only; 1..8 */
  SftStyle style;
  SftSvgText svg_text; /* SVG only */
  const char *state;   /* JSON that sft_metadata_read() finds again in PNG, SVG and PDF; NULL: none. Borrowed */
} SftExportOptions;
#define SFT_EXPORT_OPTIONS_INIT                                                                                        \
  ((SftExportOptions){ SFT_FORMAT_PNG, 1000, 600, 1, SFT_STYLE_INIT, SFT_SVG_OUTLINES, NULL })

#define SFT_EXPORT_ERROR (sft_export_error_quark ())
typedef enum
{
  SFT_EXPORT_ERROR_SIZE,  /* outside the ranges above, over 100 million pixels, or a state over SFT_METADATA_MAX */
  SFT_EXPORT_ERROR_FAILED /* Cairo or libpng could not do it */
} SftExportError;
GQuark sft_export_error_quark (void);

/* Is the size in range? Message: what was given, what is accepted. */
gboolean sft_export_options_check (const SftExportOptions *options, GError **error);
/* Pure: any thread, no display, no files. PNG has its resolution (72 x scale dpi), title and program name in
 * it, SVG a <title> and <desc>, PDF its document title; all three have the state. */
GBytes *sft_export_to_bytes (SftFigure *figure, const SftExportOptions *options, GError **error);

G_END_DECLS
