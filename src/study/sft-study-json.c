/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-study-json.h"

#include "sft-document.h"
#include "sft-study-error.h"

#define _(msgid) sft_translate (msgid)

#define LAST_SECOND G_GINT64_CONSTANT (253402300799) /* of the year 9999 */

void
sft_study_json_begin (SftJson *json, const char *kind)
{
  sft_json_begin_object (json);
  sft_json_name (json, "kind");
  sft_json_string (json, kind);
  sft_json_name (json, "version");
  sft_json_integer (json, SFT_STUDY_VERSION);
}

gboolean
sft_study_json_check (JsonObject *object, const char *kind, GError **error)
{
  gint64 version;
  const char *found = sft_json_get_text (object, "kind");
  if (g_strcmp0 (found, kind) != 0 || !sft_json_get_whole (object, "version", &version) || version < 1)
    {
      g_set_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_FOREIGN,
                   _ ("no \"kind\" of \"%s\" with a \"version\" of at least 1, so it is another program's"), kind);
      return FALSE;
    }
  if (version > SFT_STUDY_VERSION)
    {
      g_set_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_VERSION,
                   _ ("of version %ld, from a later SFT Lab; accepted: up to version %d"), (glong)version,
                   SFT_STUDY_VERSION);
      return FALSE;
    }
  return TRUE;
}

JsonObject *
sft_study_json_parse (JsonParser *parser, const char *bytes, gsize length, const char *kind, GError **error)
{
  JsonNode *root = sft_json_read (parser, bytes, (gssize)length, SFT_DOCUMENT_MAX_BYTES, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_FOREIGN, _ ("JSON, but of another program"));
      return NULL;
    }
  JsonObject *object = json_node_get_object (root);
  return sft_study_json_check (object, kind, error) ? object : NULL;
}

gboolean
sft_study_is_time (gint64 time)
{
  return time >= 0 && time <= LAST_SECOND;
}

void
sft_study_json_time (SftJson *json, const char *name, gint64 time)
{
  g_assert (sft_study_is_time (time));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = time > 0 ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  sft_json_name (json, name);
  sft_json_string (json, text);
}

gboolean
sft_study_json_get_time (JsonObject *object, const char *name, gint64 *time)
{
  const char *text = sft_json_get_text (object, name);
  JsonNode *node = json_object_get_member (object, name);
  *time = 0;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  if (when == NULL || !sft_study_is_time (g_date_time_to_unix (when)))
    return FALSE;
  *time = g_date_time_to_unix (when);
  return TRUE;
}

void
sft_study_fault (GError **error, const char *format, ...)
{
  va_list args;
  if (error == NULL || *error != NULL)
    return;
  va_start (args, format);
  *error = g_error_new_valist (SFT_STUDY_ERROR, SFT_STUDY_ERROR_DAMAGED, format, args);
  va_end (args);
}
