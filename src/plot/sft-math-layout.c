/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula as set: its measures, its ink and its drawing. */
#include "config.h"

#include <math.h>

#include "sft-math-private.h"

struct _SftMathLayout
{
  const SftMathFont *font;
  SftMathBox *box;
  GPtrArray *words; /* PangoLayout */
  GArray *ink;      /* SftBox */
};

static SftBox
ink_of (const SftMathLayout *layout, const SftMathItem *item)
{
  if (item->words != NULL)
    {
      PangoRectangle ink;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (item->words, 0), &ink, NULL);
      return (SftBox){ item->x + (double)ink.x / PANGO_SCALE, item->y + (double)ink.y / PANGO_SCALE,
                       (double)ink.width / PANGO_SCALE, (double)ink.height / PANGO_SCALE };
    }
  if (item->size > 0)
    {
      hb_glyph_extents_t extents = { 0 };
      double scale = item->size / layout->font->units;

      hb_font_get_glyph_extents (layout->font->font, item->glyph, &extents);
      return (SftBox){ item->x + extents.x_bearing * scale, item->y - extents.y_bearing * scale, extents.width * scale,
                       -extents.height * scale };
    }
  return (SftBox){ item->x, item->y, item->width, item->height };
}

static SftBox
around (SftBox a, SftBox b)
{
  double x = MIN (a.x, b.x), y = MIN (a.y, b.y);

  return (SftBox){ x, y, MAX (a.x + a.width, b.x + b.width) - x, MAX (a.y + a.height, b.y + b.height) - y };
}

/* Italic letters may lean out of their widths at either end: what is asked for is the room that all ink needs. */
static void
finish (SftMathLayout *layout)
{
  double left = 0, right = layout->box->width;

  layout->box->ascent = MAX (layout->box->ascent, 0);
  layout->box->descent = MAX (layout->box->descent, 0);
  for (guint i = 0; i < layout->box->items->len; i++)
    {
      const SftMathItem *item = &g_array_index (layout->box->items, SftMathItem, i);
      SftBox ink = ink_of (layout, item);

      if (ink.width <= 0 || ink.height <= 0)
        continue; /* a space */
      left = MIN (left, ink.x);
      right = MAX (right, ink.x + ink.width);
      layout->box->ascent = MAX (layout->box->ascent, -ink.y);
      layout->box->descent = MAX (layout->box->descent, ink.y + ink.height);
      if (item->joined && layout->ink->len > 0)
        {
          SftBox *before = &g_array_index (layout->ink, SftBox, layout->ink->len - 1);

          *before = around (*before, ink);
        }
      else
        g_array_append_val (layout->ink, ink);
    }
  for (guint i = 0; i < layout->ink->len; i++)
    g_array_index (layout->ink, SftBox, i).x -= left;
  for (guint i = 0; i < layout->box->items->len; i++)
    g_array_index (layout->box->items, SftMathItem, i).x -= left;
  layout->box->width = right - left;
}

SftMathLayout *
sft_math_layout_new (const SftMath *math, double size, PangoContext *pango, SftMathLookup lookup, gpointer data,
                     GError **error)
{
  g_return_val_if_fail (math != NULL, NULL);
  g_return_val_if_fail (size > 0 && isfinite (size), NULL);
  g_return_val_if_fail (PANGO_IS_CONTEXT (pango), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  const SftMathFont *font = sft_math_font (error);

  if (font == NULL)
    return NULL;
  SftMathSetter setter = { .font = font, .size = size, .pango = pango, .lookup = lookup, .data = data };
  setter.words = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SftMathLayout) layout = g_new0 (SftMathLayout, 1);
  layout->font = font;
  layout->words = setter.words;
  layout->ink = g_array_new (FALSE, FALSE, sizeof (SftBox));
  layout->box = sft_math_set (&setter, sft_math_root (math), (SftMathStyle){ SFT_MATH_DISPLAY, FALSE });
  if (setter.error != NULL)
    {
      g_propagate_error (error, setter.error);
      return NULL;
    }
  finish (layout);
  return g_steal_pointer (&layout);
}

void
sft_math_layout_free (SftMathLayout *layout)
{
  g_return_if_fail (layout != NULL);

  sft_math_box_free (layout->box);
  g_ptr_array_unref (layout->words);
  g_array_unref (layout->ink);
  g_free (layout);
}

double
sft_math_layout_width (const SftMathLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->box->width;
}

double
sft_math_layout_ascent (const SftMathLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->box->ascent;
}

double
sft_math_layout_descent (const SftMathLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->box->descent;
}

const SftBox *
sft_math_layout_ink (const SftMathLayout *layout, gsize *n)
{
  g_return_val_if_fail (layout != NULL && n != NULL, NULL);

  *n = layout->ink->len;
  return (const SftBox *)(gpointer)layout->ink->data;
}

void
sft_math_layout_draw (const SftMathLayout *layout, cairo_t *cr, double x, double y)
{
  g_return_if_fail (layout != NULL && cr != NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < layout->box->items->len; i++)
    {
      const SftMathItem *item = &g_array_index (layout->box->items, SftMathItem, i);

      /* Each alone: outlines of glyphs and rules run in different directions. Pieces of a brace are one shape. */
      if (!item->joined)
        {
          cairo_fill (cr);
          cairo_new_path (cr);
        }
      if (item->words != NULL)
        {
          cairo_move_to (cr, x + item->x, y + item->y);
          pango_cairo_layout_line_path (cr, pango_layout_get_line_readonly (item->words, 0));
        }
      else if (item->size > 0)
        sft_math_glyph_path (layout->font, item->glyph, cr, x + item->x, y + item->y, item->size);
      else
        cairo_rectangle (cr, x + item->x, y + item->y, item->width, item->height);
    }
  cairo_fill (cr);
  cairo_restore (cr);
}
