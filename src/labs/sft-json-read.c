/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-json-read.h"

#include <math.h>
#include <string.h>

#define _(msgid) sft_translate (msgid)

/* The deepest is a matrix in a set in a state in a note in a list in the notes in a file of everything. The parser
 * calls itself for each level, so that a damaged file must not be deep. */
#define MAX_DEPTH 16

/* What is wrong with the JSON as it stands; NULL: nothing that the parser could not tell. */
static const char *
find_fault (const char *json, gsize length)
{
  int depth = 0;
  gboolean in_string = FALSE;
  for (gsize i = 0; i < length; i++)
    if (in_string && json[i] == '\\')
      {
        if (length - i >= 6 && strncmp (json + i, "\\u0000", 6) == 0)
          return _ ("a text with the character U+0000");
        i++;
      }
    else if (json[i] == '"')
      in_string = !in_string;
    else if (!in_string && (json[i] == '{' || json[i] == '['))
      {
        if (++depth > MAX_DEPTH)
          return _ ("nested too deep");
      }
    else if (!in_string && (json[i] == '}' || json[i] == ']'))
      depth--;
  return NULL;
}

JsonNode *
sft_json_read (JsonParser *parser, const char *json, gssize length, gsize max_bytes, GError **error)
{
  gsize n = length < 0 ? strlen (json) : (gsize)length;
  const char *why = NULL;
  if (n > max_bytes)
    why = _ ("too large");
  else if (!g_utf8_validate_len (json, n, NULL))
    why = _ ("not UTF-8 text");
  else
    why = find_fault (json, n);
  if (why == NULL && !json_parser_load_from_data (parser, json, (gssize)n, NULL))
    why = _ ("damaged, or something else");
  JsonNode *root = why == NULL ? json_parser_get_root (parser) : NULL;
  if (why == NULL && root == NULL)
    why = _ ("empty");
  if (why != NULL)
    g_set_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_SYNTAX, _ ("not readable as JSON: %s"), why);
  return root;
}

/* NULL when there is no such member, or it is not a value of this type. */
static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

gboolean
sft_json_get_whole (JsonObject *object, const char *name, gint64 *value)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);
  *value = node != NULL ? json_node_get_int (node) : 0;
  return node != NULL;
}

gboolean
sft_json_get_number (JsonObject *object, const char *name, double *value)
{
  JsonNode *node = get_value (object, name, G_TYPE_DOUBLE);
  if (node == NULL)
    node = get_value (object, name, G_TYPE_INT64);
  *value = node != NULL ? json_node_get_double (node) : 0;
  return node != NULL && isfinite (*value);
}

const char *
sft_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;
  /* An escape may stand for half a character. */
  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

gboolean
sft_json_get_truth (JsonObject *object, const char *name, gboolean *value)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);
  *value = node != NULL && json_node_get_boolean (node);
  return node != NULL;
}

JsonObject *
sft_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
sft_json_get_list (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
