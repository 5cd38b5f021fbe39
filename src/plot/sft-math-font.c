/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in font: its tables by HarfBuzz, its outlines as Cairo paths. */
#include "config.h"

#include <gio/gio.h>

#include "sft-math-private.h"

#include "sft-math-font-resource.h"

#define FONT_PATH "/org/sftlab/fonts/STIXMath-Regular.otf"

typedef struct
{
  cairo_t *cr;
  double x, y, scale;
  double at_x, at_y; /* the current point, in units of the font */
} Pen;

static void
to_page (const Pen *pen, double x, double y, double *page_x, double *page_y)
{
  *page_x = pen->x + x * pen->scale;
  *page_y = pen->y - y * pen->scale;
}

static void
move_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user_data)
{
  Pen *pen = data;
  double px, py;

  to_page (pen, (double)x, (double)y, &px, &py);
  cairo_move_to (pen->cr, px, py);
}

static void
line_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user_data)
{
  Pen *pen = data;
  double px, py;

  to_page (pen, (double)x, (double)y, &px, &py);
  cairo_line_to (pen->cr, px, py);
}

static void
cubic_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x,
          float y, void *user_data)
{
  Pen *pen = data;
  double p[6];

  to_page (pen, (double)x1, (double)y1, &p[0], &p[1]);
  to_page (pen, (double)x2, (double)y2, &p[2], &p[3]);
  to_page (pen, (double)x, (double)y, &p[4], &p[5]);
  cairo_curve_to (pen->cr, p[0], p[1], p[2], p[3], p[4], p[5]);
}

static void
close_path (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user_data)
{
  Pen *pen = data;

  cairo_close_path (pen->cr);
}

void
sft_math_glyph_path (const SftMathFont *font, hb_codepoint_t glyph, cairo_t *cr, double x, double y, double size)
{
  Pen pen = { .cr = cr, .x = x, .y = y, .scale = size / font->units };
  /* HarfBuzz makes cubic curves of quadratic ones when there is no function for them. */
  hb_draw_funcs_t *funcs = hb_draw_funcs_create ();

  hb_draw_funcs_set_move_to_func (funcs, move_to, NULL, NULL);
  hb_draw_funcs_set_line_to_func (funcs, line_to, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func (funcs, cubic_to, NULL, NULL);
  hb_draw_funcs_set_close_path_func (funcs, close_path, NULL, NULL);
#if HB_VERSION_ATLEAST(7, 0, 0)
  hb_font_draw_glyph (font->font, glyph, funcs, &pen);
#else
  hb_font_get_glyph_shape (font->font, glyph, funcs, &pen);
#endif
  hb_draw_funcs_destroy (funcs);
}

/* The program's memory is the font's: nothing is copied or read from a file. */
static gpointer
make_font (gpointer data)
{
  sft_math_font_register_resource ();
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (sft_math_font_get_resource (), FONT_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  SftMathFont *font;

  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *start = g_bytes_get_data (bytes, &size);
  hb_blob_t *blob = hb_blob_create (start, (unsigned int)size, HB_MEMORY_MODE_READONLY, g_bytes_ref (bytes),
                                    (hb_destroy_func_t)g_bytes_unref);
  hb_face_t *face = hb_face_create (blob, 0);

  hb_blob_destroy (blob);
  font = g_new0 (SftMathFont, 1);
  font->font = hb_font_create (face);
  font->units = hb_face_get_upem (face);
  hb_font_set_scale (font->font, (int)font->units, (int)font->units);
  hb_ot_font_set_funcs (font->font);
  hb_font_make_immutable (font->font);
  if (!hb_ot_math_has_data (face))
    {
      hb_font_destroy (font->font);
      g_clear_pointer (&font, g_free);
    }
  hb_face_destroy (face);
  return font;
}

const SftMathFont *
sft_math_font (GError **error)
{
  /* The one thing that is shared: reading it for each formula would take longer than setting the formula. */
  static GOnce once = G_ONCE_INIT;
  const SftMathFont *font = g_once (&once, make_font, NULL);

  if (font == NULL)
    g_set_error_literal (error, SFT_MATH_ERROR, SFT_MATH_ERROR_FONT, "the built-in font for formulas cannot be used");
  return font;
}

double
sft_math_constant (const SftMathFont *font, hb_ot_math_constant_t constant)
{
  return hb_ot_math_get_constant (font->font, constant) / font->units;
}
