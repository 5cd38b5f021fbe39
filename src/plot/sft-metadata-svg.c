/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GLib's markup parser knows no entities but XML's five and opens no other file: safe on any input. */
#include "config.h"

#include "sft-metadata-private.h"

#include <string.h>

#define STEP 65536

typedef struct
{
  GHashTable *prefixes; /* that were declared for our namespace; "" is the default one */
  GString *state;
  int depth;  /* of elements that are open */
  int inside; /* the depth of our element while it is open; 0: it is not */
  gboolean found;
} Reader;

static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
note_prefixes (Reader *reader, const char **names, const char **values)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (values[i], SFT_METADATA_SVG_NAMESPACE) != 0)
      continue;
    else if (strcmp (names[i], "xmlns") == 0)
      g_hash_table_add (reader->prefixes, g_strdup (""));
    else if (g_str_has_prefix (names[i], "xmlns:"))
      g_hash_table_add (reader->prefixes, g_strdup (names[i] + strlen ("xmlns:")));
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values,
               gpointer data, GError **error)
{
  Reader *reader = data;
  const char *local = local_name (element);
  g_autofree char *prefix = local > element ? g_strndup (element, (gsize)(local - element - 1)) : g_strdup ("");

  reader->depth++;
  if (reader->depth == 1 && strcmp (local, "svg") != 0)
    {
      sft_metadata_fail (SFT_METADATA_ERROR_FORMAT, error);
      return;
    }
  note_prefixes (reader, names, values);
  if (reader->inside == 0 && strcmp (local, SFT_METADATA_SVG_ELEMENT) == 0
      && g_hash_table_contains (reader->prefixes, prefix))
    reader->inside = reader->depth;
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  if (reader->inside == reader->depth)
    {
      /* The rest of the file is a picture: stop here. The caller sees `found`. */
      reader->found = TRUE;
      sft_metadata_fail (SFT_METADATA_ERROR_NONE, error);
    }
  reader->depth--;
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;

  if (reader->inside == 0)
    return;
  if (length > SFT_METADATA_MAX - reader->state->len)
    sft_metadata_fail (SFT_METADATA_ERROR_SIZE, error);
  else
    g_string_append_len (reader->state, text, (gssize)length);
}

char *
sft_metadata_read_svg (const char *data, gsize size, GError **error)
{
  static const GMarkupParser parser = { start_element, end_element, add_text, NULL, NULL };
  g_autoptr (GHashTable) prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) state = g_string_new (NULL);
  Reader reader = { prefixes, state, 0, 0, FALSE };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  g_autoptr (GError) local = NULL;
  gboolean whole = TRUE;

  /* The parser does not know a byte order mark. */
  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  for (gsize at = 0; at < size && whole; at += STEP)
    whole = g_markup_parse_context_parse (context, data + at, (gssize)MIN (size - at, STEP), &local);
  if (reader.found)
    {
      g_strstrip (state->str);
      return sft_metadata_take (state->str, strlen (state->str), error);
    }
  if (local != NULL && local->domain == SFT_METADATA_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!whole)
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  if (!g_markup_parse_context_end_parse (context, NULL))
    return sft_metadata_fail (SFT_METADATA_ERROR_TRUNCATED, error);
  return sft_metadata_fail (SFT_METADATA_ERROR_NONE, error);
}
