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

typedef struct
{
  SftFormat format;
  double width, height; /* points; 16..8000 */
  double scale;         /* pixels a point, PNG only; 1..8 */
  SftStyle style;
} SftExportOptions;
#define SFT_EXPORT_OPTIONS_INIT ((SftExportOptions){ SFT_FORMAT_PNG, 1000, 600, 1, SFT_STYLE_INIT })

#define SFT_EXPORT_ERROR (sft_export_error_quark ())
typedef enum
{
  SFT_EXPORT_ERROR_SIZE,  /* outside the ranges above, or over 100 million pixels */
  SFT_EXPORT_ERROR_FAILED /* Cairo or libpng could not do it */
} SftExportError;
GQuark sft_export_error_quark (void);

/* Is the size in range? Message: what was given, what is accepted. */
gboolean sft_export_options_check (const SftExportOptions *options, GError **error);
/* Pure: any thread, no display, no files. PNG has its resolution (72 x scale dpi), title and program name in
 * it, SVG a <title> and <desc>, PDF its document title. */
GBytes *sft_export_to_bytes (SftFigure *figure, const SftExportOptions *options, GError **error);

G_END_DECLS
