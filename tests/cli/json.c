/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include <string.h>

#define DEEPEST 64

typedef struct
{
  const char *p;
  int depth;
} Reader;

static Json *read_value (Reader *reader);

void
json_free (Json *json)
{
  if (json == NULL)
    return;
  g_free (json->string);
  g_clear_pointer (&json->items, g_ptr_array_unref);
  g_clear_pointer (&json->names, g_ptr_array_unref);
  g_free (json);
}

static Json *
json_new (JsonKind kind)
{
  Json *json = g_new0 (Json, 1);

  json->kind = kind;
  if (kind == JSON_ARRAY || kind == JSON_OBJECT)
    json->items = g_ptr_array_new_with_free_func ((GDestroyNotify)json_free);
  if (kind == JSON_OBJECT)
    json->names = g_ptr_array_new_with_free_func (g_free);
  return json;
}

static void
skip_space (Reader *reader)
{
  reader->p += strspn (reader->p, " \t\n\r");
}

static gboolean
take (Reader *reader, const char *word)
{
  if (!g_str_has_prefix (reader->p, word))
    return FALSE;
  reader->p += strlen (word);
  return TRUE;
}

static gboolean
skip_digits (Reader *reader)
{
  gsize n = strspn (reader->p, "0123456789");

  reader->p += n;
  return n > 0;
}

static Json *
read_number (Reader *reader)
{
  const char *start = reader->p;
  Json *json;

  take (reader, "-");
  if (!take (reader, "0") && !skip_digits (reader))
    return NULL;
  if (take (reader, ".") && !skip_digits (reader))
    return NULL;
  if (*reader->p == 'e' || *reader->p == 'E')
    {
      reader->p++;
      if (!take (reader, "-"))
        take (reader, "+");
      if (!skip_digits (reader))
        return NULL;
    }
  json = json_new (JSON_NUMBER);
  json->number = g_ascii_strtod (start, NULL);
  return json;
}

static gboolean
read_hex (Reader *reader, gunichar *c)
{
  *c = 0;
  for (int i = 0; i < 4; i++, reader->p++)
    {
      int digit = g_ascii_xdigit_value (*reader->p);

      if (digit < 0)
        return FALSE;
      *c = *c * 16 + (gunichar)digit;
    }
  return TRUE;
}

static gboolean
read_escape (Reader *reader, GString *out)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *known = *reader->p != '\0' ? strchr (from, *reader->p) : NULL;
  gunichar c, low;

  if (known != NULL)
    {
      g_string_append_c (out, to[known - from]);
      reader->p++;
      return TRUE;
    }
  if (!take (reader, "u") || !read_hex (reader, &c) || (c >= 0xDC00 && c <= 0xDFFF))
    return FALSE;
  if (c >= 0xD800 && c <= 0xDBFF)
    {
      if (!take (reader, "\\u") || !read_hex (reader, &low) || low < 0xDC00 || low > 0xDFFF)
        return FALSE;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
  g_string_append_unichar (out, c);
  return TRUE;
}

static char *
read_string (Reader *reader)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!take (reader, "\""))
    return NULL;
  while (!take (reader, "\""))
    {
      if ((guchar)*reader->p < 0x20)
        return NULL;
      if (take (reader, "\\"))
        {
          if (!read_escape (reader, out))
            return NULL;
        }
      else
        g_string_append_c (out, *reader->p++);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
read_name (Reader *reader, Json *json)
{
  char *name;

  skip_space (reader);
  name = read_string (reader);
  if (name == NULL)
    return FALSE;
  if (json_has (json, name))
    {
      g_free (name);
      return FALSE;
    }
  g_ptr_array_add (json->names, name);
  skip_space (reader);
  return take (reader, ":");
}

static Json *
read_items (Reader *reader, JsonKind kind, const char *end)
{
  g_autoptr (Json) json = json_new (kind);

  skip_space (reader);
  if (take (reader, end))
    return g_steal_pointer (&json);
  do
    {
      Json *item;

      if (kind == JSON_OBJECT && !read_name (reader, json))
        return NULL;
      item = read_value (reader);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (json->items, item);
      skip_space (reader);
    }
  while (take (reader, ","));
  return take (reader, end) ? g_steal_pointer (&json) : NULL;
}

static Json *
read_value (Reader *reader)
{
  Json *json = NULL;

  skip_space (reader);
  if (reader->depth >= DEEPEST)
    return NULL;
  reader->depth++;
  if (*reader->p == '"')
    {
      json = json_new (JSON_STRING);
      json->string = read_string (reader);
      if (json->string == NULL)
        g_clear_pointer (&json, json_free);
    }
  else if (take (reader, "["))
    json = read_items (reader, JSON_ARRAY, "]");
  else if (take (reader, "{"))
    json = read_items (reader, JSON_OBJECT, "}");
  else if (take (reader, "null"))
    json = json_new (JSON_NULL);
  else if (take (reader, "true"))
    {
      json = json_new (JSON_BOOLEAN);
      json->number = 1;
    }
  else if (take (reader, "false"))
    json = json_new (JSON_BOOLEAN);
  else
    json = read_number (reader);
  reader->depth--;
  return json;
}

Json *
json_parse (const char *text, gsize *where)
{
  Reader reader = { text, 0 };
  g_autoptr (Json) json = NULL;
  const char *end;

  if (!g_utf8_validate (text, -1, &end))
    {
      *where = end - text;
      return NULL;
    }
  json = read_value (&reader);
  skip_space (&reader);
  *where = reader.p - text;
  return json != NULL && *reader.p == '\0' ? g_steal_pointer (&json) : NULL;
}

gboolean
json_has (const Json *object, const char *name)
{
  for (guint i = 0; i < object->names->len; i++)
    if (g_str_equal (g_ptr_array_index (object->names, i), name))
      return TRUE;
  return FALSE;
}

const Json *
json_get (const Json *object, const char *name, JsonKind kind)
{
  g_assert_cmpint (object->kind, ==, JSON_OBJECT);
  for (guint i = 0; i < object->names->len; i++)
    if (g_str_equal (g_ptr_array_index (object->names, i), name))
      {
        const Json *value = g_ptr_array_index (object->items, i);

        if (value->kind != kind)
          g_error ("\"%s\" has kind %d, not %d", name, value->kind, kind);
        return value;
      }
  g_error ("there is no \"%s\"", name);
}

const Json *
json_at (const Json *array, guint index)
{
  g_assert_cmpint (array->kind, ==, JSON_ARRAY);
  g_assert_cmpuint (index, <, array->items->len);
  return g_ptr_array_index (array->items, index);
}

char *
json_names (const Json *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_assert_cmpint (object->kind, ==, JSON_OBJECT);
  for (guint i = 0; i < object->names->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (object->names, i));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **)names->pdata);
}
