/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-private.h"

#include <math.h>
#include <string.h>

#include "sft-metadata-private.h"
#include "sft-style.h"

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

/* Appends text that any reader of XML 1.0 accepts: it has no control characters (but for tabs and line ends, where
 * they are wanted) and no U+FFFE and U+FFFF. */
static void
append_escaped (GString *to, const char *content, gboolean lines)
{
  g_autofree char *valid = g_utf8_make_valid (content, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '&')
        g_string_append (to, "&amp;");
      else if (c == '<')
        g_string_append (to, "&lt;");
      else if (c == '>')
        g_string_append (to, "&gt;");
      else if (lines && (c == '\n' || c == '\t'))
        g_string_append_c (to, (char)c);
      else if (g_unichar_iscntrl (c) || c == 0xfffe || c == 0xffff)
        g_string_append_c (to, ' ');
      else
        g_string_append_unichar (to, c);
    }
}

static void
append_element (GString *to, const char *name, const char *content)
{
  if (content[0] == '\0')
    return;
  g_string_append_printf (to, "<%s>", name);
  append_escaped (to, content, FALSE);
  g_string_append_printf (to, "</%s>\n", name);
}

static void
append_state (GString *to, const char *state)
{
  g_autofree char *plain = sft_metadata_escape (state);

  g_string_append (to,
                   "<metadata><" SFT_METADATA_SVG_PREFIX ":" SFT_METADATA_SVG_ELEMENT " xmlns:" SFT_METADATA_SVG_PREFIX
                   "=\"" SFT_METADATA_SVG_NAMESPACE "\" program=\"SFT Lab " PACKAGE_VERSION "\">");
  append_escaped (to, plain, TRUE);
  g_string_append (to, "</" SFT_METADATA_SVG_PREFIX ":" SFT_METADATA_SVG_ELEMENT "></metadata>\n");
}

static void
append_number (GString *to, const char *name, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.3f", value + 0.0);
  g_string_append_printf (to, " %s=\"%s\"", name, number);
}

/* The family that stands for the figure font here: its widths are those that were measured. */
static char *
font_family (PangoContext *pango)
{
  PangoFont *font = pango_context_load_font (pango, pango_context_get_font_description (pango));
  PangoFontDescription *found = font != NULL ? pango_font_describe (font) : NULL;
  const char *name = found != NULL ? pango_font_description_get_family (found) : NULL;
  char *family = g_strdup (name != NULL && strpbrk (name, "'\"") == NULL ? name : SFT_FIGURE_FONT);

  g_clear_pointer (&found, pango_font_description_free);
  g_clear_object (&font);
  return family;
}

/* How wide the line was measured; 0: not known. */
static double
measured_width (const SftTextRun *run)
{
  PangoRectangle logical = { 0 };

  if (run->line != NULL)
    pango_layout_line_get_extents (run->line, NULL, &logical);
  return (double)logical.width / PANGO_SCALE;
}

void
sft_svg_canvas_text (SftCanvas *canvas, const SftTextRun *run)
{
  GString *to = ((SftSvgCanvas *)canvas)->texts;
  g_autofree char *family = font_family (canvas->pango);
  const SftColor *color = &run->color;
  double width = measured_width (run);

  g_string_append (to, "<text xml:space=\"preserve\"");
  append_number (to, "x", run->x);
  append_number (to, "y", run->y);
  if (run->angle != 0)
    {
      char degrees[G_ASCII_DTOSTR_BUF_SIZE], x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (to, " transform=\"rotate(%s %s %s)\"",
                              g_ascii_formatd (degrees, sizeof degrees, "%g", run->angle * 180 / G_PI),
                              g_ascii_formatd (x, sizeof x, "%.3f", run->x),
                              g_ascii_formatd (y, sizeof y, "%.3f", run->y));
    }
  g_string_append_printf (to, " font-family=\"'");
  append_escaped (to, family, FALSE);
  g_string_append (to, "', sans-serif\"");
  append_number (to, "font-size", run->size);
  g_string_append_printf (to, " font-weight=\"%s\" fill=\"#%02x%02x%02x\"", run->bold ? "bold" : "normal",
                          (guint)lrint (CLAMP (color->red, 0, 1) * 255),
                          (guint)lrint (CLAMP (color->green, 0, 1) * 255),
                          (guint)lrint (CLAMP (color->blue, 0, 1) * 255));
  /* x is the left end, also of text that begins at the right. */
  if (run->line != NULL && pango_layout_line_get_resolved_direction (run->line) == PANGO_DIRECTION_RTL)
    g_string_append (to, " direction=\"rtl\" text-anchor=\"end\"");
  /* Where another font stands in, the text still takes the room that was measured for it. */
  if (width > 0)
    {
      append_number (to, "textLength", width);
      g_string_append (to, " lengthAdjust=\"spacingAndGlyphs\"");
    }
  g_string_append_c (to, '>');
  append_escaped (to, run->text, FALSE);
  g_string_append (to, "</text>\n");
}

GBytes *
sft_svg_finish (const GByteArray *svg, const SftSvgInfo *info)
{
  g_autofree char *terminated = g_strndup ((const char *)svg->data, svg->len);
  GString *text = renumber (terminated, strlen (terminated));
  const char *end = g_strrstr (text->str, "</svg>"), *root, *close;
  g_autoptr (GString) words = g_string_new ("\n");

  if (end != NULL && info->texts != NULL)
    g_string_insert (text, end - text->str, info->texts);
  append_element (words, "title", info->title);
  append_element (words, "desc", info->description);
  if (info->state != NULL)
    append_state (words, info->state);
  root = strstr (text->str, "<svg");
  close = root != NULL ? strchr (root, '>') : NULL;
  if (close != NULL)
    g_string_insert_len (text, close + 1 - text->str, words->str, (gssize)(words->len - 1));
  return g_string_free_to_bytes (text);
}
