/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-ruler.h"

#include <string.h>

#include "sft-graphemes.h"
#include "sft-style.h"

struct _SftRuler
{
  PangoContext *context;
  GHashTable *words; /* SftWords * as key and value */
};

static guint
words_hash (gconstpointer data)
{
  const SftWords *words = data;

  return g_str_hash (words->text) * 31 + (guint)(words->size * 64) * 2 + (words->bold ? 1 : 0);
}

static gboolean
words_equal (gconstpointer a, gconstpointer b)
{
  const SftWords *one = a, *other = b;

  return one->size == other->size && one->bold == other->bold && strcmp (one->text, other->text) == 0;
}

static void
words_free (gpointer data)
{
  SftWords *words = data;

  g_free (words->text);
  g_object_unref (words->layout);
  g_free (words);
}

PangoContext *
sft_figure_pango_context_new (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string (SFT_FIGURE_FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  return context;
}

SftRuler *
sft_ruler_new (PangoContext *context)
{
  SftRuler *ruler;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  ruler = g_new0 (SftRuler, 1);
  ruler->context = g_object_ref (context);
  ruler->words = g_hash_table_new_full (words_hash, words_equal, NULL, words_free);
  return ruler;
}

void
sft_ruler_free (SftRuler *ruler)
{
  g_return_if_fail (ruler != NULL);

  g_hash_table_unref (ruler->words);
  g_object_unref (ruler->context);
  g_free (ruler);
}

/* A figure is drawn to its end whatever stands in its texts. What stands for such a character has as many bytes. */
static void
set_text (PangoLayout *layout, const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!sft_is_noncharacter (c))
        g_string_append_unichar (shown, c);
      else
        g_string_append (shown, c > 0xffff ? "\357\277\275 " : "\357\277\275");
    }
  pango_layout_set_text (layout, shown->str, (int)shown->len);
}

/* One way to set a line for measuring and for drawing. */
PangoLayout *
sft_text_layout (PangoContext *context, const char *text, double size, gboolean bold)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, SFT_FIGURE_FONT);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  set_text (layout, text);
  pango_font_description_free (font);
  return layout;
}

const SftWords *
sft_ruler_measure (SftRuler *ruler, const char *text, double size, gboolean bold)
{
  SftWords key = { .text = (char *)text, .size = size, .bold = bold != FALSE };
  SftWords *words = g_hash_table_lookup (ruler->words, &key);
  PangoRectangle ink, logical;

  if (words != NULL)
    return words;
  words = g_new0 (SftWords, 1);
  words->text = g_strdup (text);
  words->size = size;
  words->bold = bold != FALSE;
  if (g_utf8_validate (text, -1, NULL))
    words->layout = sft_text_layout (ruler->context, text, size, bold);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      words->layout = sft_text_layout (ruler->context, valid, size, bold);
    }
  words->line = pango_layout_get_line_readonly (words->layout, 0);
  pango_layout_line_get_extents (words->line, &ink, &logical);
  words->left = (double)MIN (ink.x, logical.x) / PANGO_SCALE;
  words->right = (double)MAX (ink.x + ink.width, logical.x + logical.width) / PANGO_SCALE;
  words->top = (double)MIN (ink.y, logical.y) / PANGO_SCALE;
  words->bottom = (double)MAX (ink.y + ink.height, logical.y + logical.height) / PANGO_SCALE;
  words->ascent = (double)-logical.y / PANGO_SCALE;
  words->descent = (double)(logical.y + logical.height) / PANGO_SCALE;
  g_hash_table_add (ruler->words, words);
  return words;
}

double
sft_words_width (const SftWords *words)
{
  return words->right - words->left;
}

double
sft_words_height (const SftWords *words)
{
  return words->bottom - words->top;
}

double
sft_ruler_line_height (SftRuler *ruler, double size, gboolean bold)
{
  const SftWords *words = sft_ruler_measure (ruler, "0", size, bold);

  return words->ascent + words->descent;
}

/* How many letters, as a reader sees them, begin in the first `bytes` bytes. */
static guint
letters_before (const PangoLogAttr *attrs, const char *text, gsize bytes)
{
  guint letters = 0, i = 0;

  for (const char *at = text; *at != '\0' && (gsize)(at - text) < bytes; at = g_utf8_next_char (at), i++)
    letters += attrs[i].is_cursor_position && !attrs[i].is_white;
  return letters;
}

/* The place before `bytes` where a cursor may stand, with no space before it. */
static gsize
previous_place (const PangoLogAttr *attrs, const char *text, gsize bytes)
{
  while (bytes > 0)
    {
      glong index;

      bytes = (gsize)(g_utf8_prev_char (text + bytes) - text);
      index = g_utf8_pointer_to_offset (text, text + bytes);
      if (attrs[index].is_cursor_position && (bytes == 0 || !attrs[index - 1].is_white))
        return bytes;
    }
  return 0;
}

const SftWords *
sft_ruler_fit (SftRuler *ruler, const char *text, double size, gboolean bold, double width, guint least)
{
  const SftWords *words = sft_ruler_measure (ruler, text, size, bold), *ellipsis;
  const PangoLogAttr *attrs;
  const char *valid;
  int n_attrs, index, trailing, x;
  gsize bytes;

  if (sft_words_width (words) <= width)
    return words;
  ellipsis = sft_ruler_measure (ruler, "…", size, bold);
  if (sft_words_width (ellipsis) > width)
    return NULL;
  valid = pango_layout_get_text (words->layout);
  attrs = pango_layout_get_log_attrs_readonly (words->layout, &n_attrs);
  x = (int)((width - sft_words_width (ellipsis)) * PANGO_SCALE);
  if (words->line->resolved_dir == PANGO_DIRECTION_RTL)
    x = (int)((words->right - words->left) * PANGO_SCALE) - x;
  pango_layout_line_x_to_index (words->line, x, &index, &trailing);
  /* One letter more than that: the ellipsis may kern, and extents count ink. */
  bytes = (gsize)index;
  for (int i = 0; i < trailing + 1 && valid[bytes] != '\0'; i++)
    bytes = (gsize)(g_utf8_next_char (valid + bytes) - valid);
  while ((bytes = previous_place (attrs, valid, bytes)) > 0)
    {
      g_autofree char *shorter = NULL;

      if (letters_before (attrs, valid, bytes) < least)
        break;
      shorter = g_strdup_printf ("%.*s…", (int)bytes, valid);
      words = sft_ruler_measure (ruler, shorter, size, bold);
      if (sft_words_width (words) <= width)
        return words;
    }
  return least == 0 ? ellipsis : NULL;
}

guint
sft_ruler_wrap (SftRuler *ruler, const char *text, double size, gboolean bold, double width, const SftWords **lines,
                guint n)
{
  const SftWords *whole = sft_ruler_measure (ruler, text, size, bold);
  g_autoptr (PangoLayout) wrapped = NULL;
  const char *at;
  guint n_lines = 0;

  if (sft_words_width (whole) <= width || n < 2)
    {
      lines[0] = sft_ruler_fit (ruler, text, size, bold, width, 3);
      return lines[0] != NULL ? 1 : 0;
    }
  at = pango_layout_get_text (whole->layout);
  wrapped = sft_text_layout (ruler->context, at, size, bold);
  pango_layout_set_width (wrapped, (int)(MAX (width, 0) * PANGO_SCALE));
  pango_layout_set_wrap (wrapped, PANGO_WRAP_WORD_CHAR);
  for (int i = 0; n_lines < n && *at != '\0'; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (wrapped, i);
      g_autofree char *piece = NULL;

      /* The last line takes all that is left. */
      if (line == NULL || n_lines + 1 == n)
        piece = g_strdup (at);
      else
        piece = g_strndup (at, (gsize)line->length);
      at += strlen (piece);
      g_strstrip (piece);
      if (piece[0] == '\0')
        continue;
      lines[n_lines] = sft_ruler_fit (ruler, piece, size, bold, width, 3);
      if (lines[n_lines] == NULL)
        return 0;
      n_lines++;
    }
  return n_lines;
}
