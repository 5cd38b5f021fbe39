/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-private.h"

#include <string.h>

/* The names that Cairo makes from a counter of the process, and how they are referred to. */
static const char *const counted[] = { "surface", "source-" };

static gsize
counted_prefix (const char *at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    if (g_str_has_prefix (at, counted[i]) && g_ascii_isdigit (at[strlen (counted[i])]))
      return strlen (counted[i]);
  return 0;
}

/* Copies the text with each counted name renumbered. */
static GString *
renumber (const char *svg, gsize length)
{
  GString *text = g_string_sized_new (length + 512);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *end = svg + length;

  for (const char *at = svg; at < end;)
    {
      /* Names stand after id=" and after #. */
      const char *next = at;
      gsize prefix, digits;
      g_autofree char *name = NULL;
      gpointer number;

      while (next < end && *next != '"' && *next != '#')
        next++;
      if (next < end)
        next++;
      g_string_append_len (text, at, next - at);
      at = next;
      prefix = at < end ? counted_prefix (at) : 0;
      if (prefix == 0)
        continue;
      digits = strspn (at + prefix, "0123456789");
      name = g_strndup (at, prefix + digits);
      if (!g_hash_table_lookup_extended (numbers, name, NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers));
          g_hash_table_insert (numbers, g_strdup (name), number);
        }
      g_string_append_len (text, at, (gssize)prefix);
      g_string_append_printf (text, "%u", GPOINTER_TO_UINT (number));
      at += prefix + digits;
    }
  return text;
}

static void
append_element (GString *to, const char *name, const char *content)
{
  g_autofree char *valid = g_utf8_make_valid (content, -1), *escaped = NULL;

  if (content[0] == '\0')
    return;
  /* XML has no control characters. */
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  escaped = g_markup_escape_text (valid, -1);
  g_string_append_printf (to, "<%s>%s</%s>\n", name, escaped, name);
}

GBytes *
sft_svg_finish (const GByteArray *svg, const char *title, const char *description)
{
  g_autofree char *terminated = g_strndup ((const char *)svg->data, svg->len);
  GString *text = renumber (terminated, strlen (terminated));
  const char *root = strstr (text->str, "<svg"), *close = root != NULL ? strchr (root, '>') : NULL;
  g_autoptr (GString) words = g_string_new ("\n");

  append_element (words, "title", title);
  append_element (words, "desc", description);
  if (close != NULL)
    g_string_insert_len (text, close + 1 - text->str, words->str, (gssize)(words->len - 1));
  return g_string_free_to_bytes (text);
}
