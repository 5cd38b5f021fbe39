/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON writer: UTF-8, 17 significant digits, null for what is not finite, C locale always. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SftJson SftJson;

SftJson *sft_json_new (gboolean pretty); /* pretty: two-space indent, arrays of numbers on one line */
void sft_json_begin_object (SftJson *json);
void sft_json_end_object (SftJson *json);
void sft_json_begin_array (SftJson *json);
void sft_json_end_array (SftJson *json);
void sft_json_name (SftJson *json, const char *name);    /* inside an object, before its value */
void sft_json_string (SftJson *json, const char *value); /* NULL writes null; invalid UTF-8 is replaced by U+FFFD */
void sft_json_number (SftJson *json, double value);
void sft_json_integer (SftJson *json, gint64 value);
void sft_json_boolean (SftJson *json, gboolean value);
void sft_json_null (SftJson *json);
void sft_json_numbers (SftJson *json, const double *values, gsize n); /* an array of numbers */
char *sft_json_free_to_string (SftJson *json); /* closes nothing: begins and ends must match (asserted) */

G_END_DECLS
