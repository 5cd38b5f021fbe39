/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the learner's files have in common as JSON. Inside this layer. */
#pragma once

#include "sft-json-read.h"

G_BEGIN_DECLS

#define SFT_STUDY_VERSION 1

/* {"kind": KIND, "version": 1, and the caller goes on. */
void sft_study_json_begin (SftJson *json, const char *kind);
/* The object that the bytes are, owned by the parser, of this kind and version. NULL and an error of SFT_STATE_ERROR
 * or SFT_STUDY_ERROR. */
JsonObject *sft_study_json_parse (JsonParser *parser, const char *bytes, gsize length, const char *kind,
                                  GError **error);
gboolean sft_study_json_check (JsonObject *object, const char *kind, GError **error);

/* Seconds since 1970 that these files can say: the years 1970 to 9999, where 0 is never. */
gboolean sft_study_is_time (gint64 time);
/* A member "2026-11-24T19:45:00Z", or null for never. */
void sft_study_json_time (SftJson *json, const char *name, gint64 time);
/* FALSE: it is there and no time. */
gboolean sft_study_json_get_time (JsonObject *object, const char *name, gint64 *time);

/* Sets the first fault of a file; later ones are not told of. */
void sft_study_fault (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
