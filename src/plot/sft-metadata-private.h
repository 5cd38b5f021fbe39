/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the state stands in each format, and the readers behind sft_metadata_read(). */
#pragma once

#include "sft-metadata.h"

G_BEGIN_DECLS

#define SFT_METADATA_PNG_KEY "sft-lab-state"
#define SFT_METADATA_SVG_NAMESPACE "tag:sftlab.org,2026:sft-lab-state"
#define SFT_METADATA_SVG_PREFIX "sftlab"
#define SFT_METADATA_SVG_ELEMENT "state"

/* The state in characters that XML and Cairo take: control characters and noncharacters have an escape. */
char *sft_metadata_escape (const char *state);

/* Each sets an error of SFT_METADATA_ERROR when it returns NULL. */
char *sft_metadata_read_png (const guint8 *data, gsize size, GError **error);
char *sft_metadata_read_svg (const char *data, gsize size, GError **error);
char *sft_metadata_read_pdf (const char *data, gsize size, GError **error);

/* For the readers: sets the error with its own message and returns NULL. */
char *sft_metadata_fail (SftMetadataError code, GError **error);
/* A copy of so many bytes, if they are a state. */
char *sft_metadata_take (const char *text, gsize length, GError **error);

G_END_DECLS
