/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes, and what goes into them without any structure: glyphs, grown glyphs, words. */
#include "config.h"

#include <math.h>

#include "sft-math-private.h"
#include "sft-ruler.h"

/* How often a brace's middle piece may be repeated: many times more than any page is high. */
#define MOST_REPEATS 1000

SftMathBox *
sft_math_box_new (void)
{
  SftMathBox *box = g_new0 (SftMathBox, 1);

  box->items = g_array_new (FALSE, FALSE, sizeof (SftMathItem));
  return box;
}

void
sft_math_box_free (SftMathBox *box)
{
  g_array_unref (box->items);
  g_free (box);
}

void
sft_math_box_put (SftMathBox *into, SftMathBox *box, double x, double y)
{
  for (guint i = 0; i < box->items->len; i++)
    {
      SftMathItem item = g_array_index (box->items, SftMathItem, i);

      item.x += x;
      item.y += y;
      g_array_append_val (into->items, item);
    }
  into->ascent = MAX (into->ascent, box->ascent - y);
  into->descent = MAX (into->descent, box->descent + y);
  sft_math_box_free (box);
}

void
sft_math_box_rule (SftMathBox *into, double x, double y, double width, double height)
{
  SftMathItem item = { .x = x, .y = y, .width = width, .height = height };

  g_array_append_val (into->items, item);
  into->ascent = MAX (into->ascent, -y);
  into->descent = MAX (into->descent, y + height);
}

SftMathBox *
sft_math_set_glyph (SftMathSetter *setter, hb_codepoint_t glyph, double size)
{
  SftMathBox *box = sft_math_box_new ();
  hb_font_t *font = setter->font->font;
  double scale = size / setter->font->units;
  SftMathItem item = { .glyph = glyph, .size = size };
  hb_glyph_extents_t extents = { 0 };

  hb_font_get_glyph_extents (font, glyph, &extents);
  box->italic = MAX (hb_ot_math_get_glyph_italics_correction (font, glyph), 0) * scale;
  box->width = hb_font_get_glyph_h_advance (font, glyph) * scale + box->italic;
  box->ascent = extents.y_bearing * scale;
  box->descent = -(extents.y_bearing + extents.height) * scale;
  box->glyph = glyph;
  box->size = size;
  g_array_append_val (box->items, item);
  return box;
}

double
sft_math_box_ink_right (const SftMathSetter *setter, const SftMathBox *box)
{
  hb_glyph_extents_t extents = { 0 };

  if (box->glyph == 0)
    return 0;
  hb_font_get_glyph_extents (setter->font->font, box->glyph, &extents);
  return (extents.x_bearing + extents.width) * box->size / setter->font->units;
}

/* Words that the built-in font has no letters for. */
static SftMathBox *
set_foreign (SftMathSetter *setter, const char *text, double size)
{
  SftMathBox *box = sft_math_box_new ();
  PangoLayout *layout = sft_text_layout (setter->pango, text, size, FALSE);
  PangoRectangle ink, logical;
  SftMathItem item = { .words = layout };

  g_ptr_array_add (setter->words, layout);
  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, 0), &ink, &logical);
  item.x = -(double)MIN (ink.x, logical.x) / PANGO_SCALE;
  box->width = (double)MAX (ink.x + ink.width, logical.x + logical.width) / PANGO_SCALE + item.x;
  box->ascent = -(double)ink.y / PANGO_SCALE;
  box->descent = (double)(ink.y + ink.height) / PANGO_SCALE;
  g_array_append_val (box->items, item);
  return box;
}

SftMathBox *
sft_math_set_text (SftMathSetter *setter, const char *text, double size)
{
  hb_buffer_t *buffer = hb_buffer_create ();
  SftMathBox *box = sft_math_box_new ();
  double scale = size / setter->font->units, x = 0;
  gboolean missing = FALSE;
  unsigned int n;

  hb_buffer_add_utf8 (buffer, text, -1, 0, -1);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (setter->font->font, buffer, NULL, 0);
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (buffer, &n);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions (buffer, NULL);
  for (unsigned int i = 0; i < n; i++)
    {
      missing |= infos[i].codepoint == 0;
      sft_math_box_put (box, sft_math_set_glyph (setter, infos[i].codepoint, size), x + positions[i].x_offset * scale,
                        -positions[i].y_offset * scale);
      x += positions[i].x_advance * scale;
    }
  hb_buffer_destroy (buffer);
  if (missing)
    {
      sft_math_box_free (box);
      return set_foreign (setter, text, size);
    }
  box->width = x;
  return box;
}

SftMathBox *
sft_math_set_character (SftMathSetter *setter, gunichar character, double size)
{
  hb_codepoint_t glyph;
  char text[7] = { 0 };

  if (hb_font_get_nominal_glyph (setter->font->font, character, &glyph))
    return sft_math_set_glyph (setter, glyph, size);
  g_unichar_to_utf8 (character, text);
  return set_foreign (setter, text, size);
}

/* The pieces of a glyph that grows, one above the other with overlaps that make up the height. */
static SftMathBox *
set_assembly (SftMathSetter *setter, hb_codepoint_t glyph, double size, double height)
{
  hb_ot_math_glyph_part_t parts[16];
  unsigned int n = G_N_ELEMENTS (parts), repeats = 0, joints, extenders = 0;
  hb_font_t *font = setter->font->font;
  double scale = size / setter->font->units, fixed = 0, growing = 0, overlap, full, y = 0;
  double least = hb_ot_math_get_min_connector_overlap (font, HB_DIRECTION_BTT) * scale;
  SftMathBox *box;

  hb_ot_math_get_glyph_assembly (font, glyph, HB_DIRECTION_BTT, 0, &n, parts, NULL);
  for (unsigned int i = 0; i < n; i++)
    {
      gboolean extends = (parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0;

      *(extends ? &growing : &fixed) += parts[i].full_advance * scale;
      extenders += extends;
    }
  if (n == 0 || extenders == 0)
    return NULL;
  do
    {
      joints = n - extenders + extenders * repeats - 1;
      full = fixed + growing * repeats;
    }
  while (full - least * joints < height && growing > least * extenders && repeats++ < MOST_REPEATS);
  overlap = joints > 0 ? MAX ((full - height) / joints, least) : 0;
  /* No more than the pieces have to join with. */
  for (unsigned int i = 0; i < n; i++)
    overlap = MIN (overlap, MAX (MIN (parts[i].full_advance * scale * 0.8, full), least));
  box = sft_math_box_new ();
  for (unsigned int i = 0; i < n; i++)
    for (unsigned int k = 0; k < ((parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0 ? repeats : 1); k++)
      {
        SftMathBox *piece = sft_math_set_glyph (setter, parts[i].glyph, size);

        g_array_index (piece->items, SftMathItem, 0).joined = box->items->len > 0;
        box->width = MAX (box->width, piece->width);
        /* The bottom of its ink where the one below ends, less the overlap. */
        sft_math_box_put (box, piece, 0, -y - piece->descent);
        y += parts[i].full_advance * scale - overlap;
      }
  return box;
}

SftMathBox *
sft_math_set_grown (SftMathSetter *setter, gunichar character, double size, double height)
{
  hb_font_t *font = setter->font->font;
  hb_ot_math_glyph_variant_t variants[24];
  unsigned int n = G_N_ELEMENTS (variants);
  hb_codepoint_t glyph;
  SftMathBox *box;

  if (!hb_font_get_nominal_glyph (font, character, &glyph))
    return sft_math_set_character (setter, character, size);
  hb_ot_math_get_glyph_variants (font, glyph, HB_DIRECTION_BTT, 0, &n, variants);
  for (unsigned int i = 0; i < n; i++)
    if (variants[i].advance * size / setter->font->units >= height)
      return sft_math_set_glyph (setter, variants[i].glyph, size);
  box = set_assembly (setter, glyph, size, height);
  if (box == NULL)
    box = sft_math_set_glyph (setter, n > 0 ? variants[n - 1].glyph : glyph, size);
  return box;
}
