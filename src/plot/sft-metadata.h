/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a lab inside an exported figure: written by sft_export_to_bytes(), read back here. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of a state: far above any lab's, far below what would hurt. */
#define SFT_METADATA_MAX (1 << 20)

#define SFT_METADATA_ERROR (sft_metadata_error_quark ())
typedef enum
{
  SFT_METADATA_ERROR_FORMAT,    /* neither PNG nor SVG nor PDF, or a PDF in a form that is not read */
  SFT_METADATA_ERROR_NONE,      /* a figure, but without a state: none of ours */
  SFT_METADATA_ERROR_TRUNCATED, /* ends before the state does */
  SFT_METADATA_ERROR_DAMAGED,   /* not what its format allows */
  SFT_METADATA_ERROR_SIZE       /* a state over SFT_METADATA_MAX */
} SftMetadataError;
GQuark sft_metadata_error_quark (void);

/* The state (valid UTF-8, not empty) in the bytes of a PNG, SVG or PDF file; what it says is for others to judge. PNG:
 * an iTXt chunk, compressed or not. SVG: an element of its own namespace within <metadata>. PDF: the keywords of the
 * document, in files with a plain cross-reference table, as those exported here have it. Any input is safe. */
char *sft_metadata_read (GBytes *file, GError **error);

G_END_DECLS
