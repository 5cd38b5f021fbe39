/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON that this program wrote, whatever the bytes are by now. */
#pragma once

#include <json-glib/json-glib.h>

#include "sft-state.h"

G_BEGIN_DECLS

/* The value that the JSON is, owned by the parser; length -1: ends with a NUL. NULL and SFT_STATE_ERROR_SYNTAX for what
 * is not UTF-8, longer than max_bytes, nested deeper than any file of this program, or no JSON. A string that holds the
 * character U+0000 is refused too: it would be cut there. */
JsonNode *sft_json_read (JsonParser *parser, const char *json, gssize length, gsize max_bytes, GError **error);

/* Members of an object, when they are there and of this kind: a whole number that is written as one, a number, a
 * string (borrowed, valid UTF-8), true or false, an object or a list (borrowed). Else FALSE or NULL, and *value is 0.
 */
gboolean sft_json_get_whole (JsonObject *object, const char *name, gint64 *value);
gboolean sft_json_get_number (JsonObject *object, const char *name, double *value);
const char *sft_json_get_text (JsonObject *object, const char *name);
gboolean sft_json_get_truth (JsonObject *object, const char *name, gboolean *value);
JsonObject *sft_json_get_object (JsonObject *object, const char *name);
JsonArray *sft_json_get_list (JsonObject *object, const char *name);

/* A state inside another file. */
void sft_state_write (SftJson *json, const SftState *state);
SftState *sft_state_read (JsonObject *object, GError **error);

G_END_DECLS
