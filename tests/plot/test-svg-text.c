/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as text: every line of the layout is an element of the SVG, where and how it was measured. */
#include "config.h"

#include "figures.h"
#include "sft-export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

typedef struct
{
  GHashTable *attributes;
  GString *content;
} TextElement;

static void
text_element_free (gpointer data)
{
  TextElement *element = data;

  g_hash_table_unref (element->attributes);
  g_string_free (element->content, TRUE);
  g_free (element);
}

typedef struct
{
  GPtrArray *texts;
  TextElement *open;
  int others_after; /* drawn elements behind the first text */
} Parsed;

static void
start_element (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
               GError **error)
{
  Parsed *parsed = data;

  if (strcmp (name, "text") != 0)
    {
      parsed->others_after += parsed->texts->len > 0;
      return;
    }
  parsed->open = g_new0 (TextElement, 1);
  parsed->open->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  parsed->open->content = g_string_new (NULL);
  for (int i = 0; names[i] != NULL; i++)
    g_hash_table_insert (parsed->open->attributes, g_strdup (names[i]), g_strdup (values[i]));
  g_ptr_array_add (parsed->texts, parsed->open);
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  ((Parsed *)data)->open = NULL;
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Parsed *parsed = data;

  if (parsed->open != NULL)
    g_string_append_len (parsed->open->content, text, (gssize)length);
}

static GPtrArray *
parse_texts (GBytes *svg)
{
  static const GMarkupParser parser = { start_element, end_element, add_text, NULL, NULL };
  Parsed parsed = { g_ptr_array_new_with_free_func (text_element_free), NULL, 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &parsed, NULL);
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *data = g_bytes_get_data (svg, &n);

  g_markup_parse_context_parse (context, data, (gssize)n, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpint (parsed.others_after, ==, 0);
  return parsed.texts;
}

static GBytes *
export_svg (SftFigure *figure, const SftStyle *style, SftSvgText svg_text)
{
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  options.format = SFT_FORMAT_SVG;
  options.style = *style;
  options.svg_text = svg_text;
  bytes = sft_export_to_bytes (figure, &options, &error);
  g_assert_no_error (error);
  return bytes;
}

static SftLayout *
lay_out (SftFigure *figure, const SftStyle *style)
{
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  PangoContext *pango = sft_figure_pango_context_new ();
  SftLayout *layout = sft_layout_new (figure, style, pango, options.width, options.height);

  g_object_unref (pango);
  return layout;
}

static double
number (const TextElement *element, const char *name)
{
  const char *text = g_hash_table_lookup (element->attributes, name);

  g_assert_nonnull (text);
  return g_ascii_strtod (text, NULL);
}

/* Positions are written with three decimals. */
static void
check_element (const TextElement *element, const SftTextRun *run)
{
  g_autofree char *fill = g_strdup_printf ("#%02x%02x%02x", (guint)lrint (run->color.red * 255),
                                           (guint)lrint (run->color.green * 255), (guint)lrint (run->color.blue * 255));
  const char *transform = g_hash_table_lookup (element->attributes, "transform");

  g_assert_cmpstr (element->content->str, ==, run->text);
  g_assert_cmpfloat_with_epsilon (number (element, "x"), run->x, 0.0006);
  g_assert_cmpfloat_with_epsilon (number (element, "y"), run->y, 0.0006);
  g_assert_cmpfloat_with_epsilon (number (element, "font-size"), run->size, 0.0006);
  g_assert_cmpstr (g_hash_table_lookup (element->attributes, "font-weight"), ==, run->bold ? "bold" : "normal");
  g_assert_cmpstr (g_hash_table_lookup (element->attributes, "fill"), ==, fill);
  g_assert_cmpstr (g_hash_table_lookup (element->attributes, "xml:space"), ==, "preserve");
  g_assert_nonnull (strstr (g_hash_table_lookup (element->attributes, "font-family"), "sans-serif"));
  if (run->angle == 0)
    g_assert_null (transform);
  else
    g_assert_true (g_str_has_prefix (transform, "rotate(-90 "));
}

static void
test_every_run (void)
{
  for (int i = 0; i < 24; i++)
    {
      g_autoptr (SftFigure) figure = i == 0 ? response_figure () : i == 1 ? curves_figure (40) : random_figure (i % 2);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (GBytes) svg = NULL;
      g_autoptr (GPtrArray) texts = NULL;
      g_autoptr (SftLayout) layout = NULL;
      const SftTextRun *runs;
      gsize n;

      style.appearance = (SftAppearance)(i % SFT_N_APPEARANCES);
      svg = export_svg (figure, &style, SFT_SVG_TEXT);
      texts = parse_texts (svg);
      layout = lay_out (figure, &style);
      runs = sft_layout_texts (layout, &n);
      g_assert_cmpuint (texts->len, ==, n);
      for (gsize k = 0; k < n; k++)
        check_element (g_ptr_array_index (texts, k), &runs[k]);
      /* Cairo's outlines are symbols of this name. */
      g_assert_null (g_strstr_len (g_bytes_get_data (svg, NULL), (gssize)g_bytes_get_size (svg), "glyph"));
    }
}

static void
test_outlines_have_no_text (void)
{
  g_autoptr (SftFigure) figure = response_figure ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (GBytes) svg = export_svg (figure, &style, SFT_SVG_OUTLINES);
  g_autoptr (GPtrArray) texts = parse_texts (svg);

  g_assert_cmpuint (texts->len, ==, 0);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), (gssize)g_bytes_get_size (svg), "glyph"));
}

/* Text that begins at the right is anchored at its end, which is its left one; what is markup is escaped. */
static void
test_odd_texts (void)
{
  g_autoptr (SftFigure) figure = sft_figure_new (sft_text ("حساب"), SFT_NO_TEXT);
  g_autoptr (SftFigure) markup = sft_figure_new (sft_text ("</text><a> & \"b\" ]]>"), SFT_NO_TEXT);
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (GBytes) right = export_svg (figure, &style, SFT_SVG_TEXT);
  g_autoptr (GBytes) escaped = export_svg (markup, &style, SFT_SVG_TEXT);
  g_autoptr (GPtrArray) rights = parse_texts (right), escapeds = parse_texts (escaped);
  const TextElement *element = g_ptr_array_index (rights, 0);

  g_assert_cmpstr (g_hash_table_lookup (element->attributes, "direction"), ==, "rtl");
  g_assert_cmpstr (g_hash_table_lookup (element->attributes, "text-anchor"), ==, "end");
  element = g_ptr_array_index (escapeds, 0);
  g_assert_cmpstr (element->content->str, ==, "</text><a> & \"b\" ]]>");
  g_assert_null (g_hash_table_lookup (element->attributes, "direction"));
}

#define ZOOM 2

static cairo_surface_t *
rasterize (const char *converter, GBytes *svg)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sft-lab-svg-XXXXXX", &error), *from = NULL, *into = NULL;
  cairo_surface_t *image;
  int status;

  g_assert_no_error (error);
  from = g_build_filename (folder, "figure.svg", NULL);
  into = g_build_filename (folder, "figure.png", NULL);
  g_file_set_contents (from, g_bytes_get_data (svg, NULL), (gssize)g_bytes_get_size (svg), &error);
  g_assert_no_error (error);
  g_spawn_sync (
      NULL,
      (char *[]){ (char *)converter, (char *)"--zoom", (char *)G_STRINGIFY (ZOOM), (char *)"-o", into, from, NULL },
      NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  image = cairo_image_surface_create_from_png (into);
  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  g_unlink (from);
  g_unlink (into);
  g_rmdir (folder);
  return image;
}

/* How much ink there is in a box, and where its middle lies. */
typedef struct
{
  double amount, x, y;
} Ink;

static Ink
ink_in (cairo_surface_t *image, const SftBox *box)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  int left = MAX ((int)floor (box->x * ZOOM) - 2, 0), top = MAX ((int)floor (box->y * ZOOM) - 2, 0);
  int right = MIN ((int)ceil ((box->x + box->width) * ZOOM) + 2, cairo_image_surface_get_width (image));
  int bottom = MIN ((int)ceil ((box->y + box->height) * ZOOM) + 2, cairo_image_surface_get_height (image));
  Ink ink = { 0 };
  const guint8 *paper = data + top * stride + 4 * left;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        double amount = 0;

        for (int channel = 0; channel < 3; channel++)
          amount += abs (data[y * stride + 4 * x + channel] - paper[channel]);
        ink.amount += amount;
        ink.x += amount * x;
        ink.y += amount * y;
      }
  ink.x /= ink.amount;
  ink.y /= ink.amount;
  return ink;
}

/* Another program draws both files. Each line of text has its ink where its outlines have it: the middle within half
 * a point (glyphs may be placed on whole pixels of twice that density), the amount within 6 % (its gray levels). */
static void
test_same_picture (void)
{
  const char *converter = g_getenv ("SFT_RSVG_CONVERT");

  if (converter == NULL || *converter == '\0')
    g_error ("rsvg-convert is not installed: package librsvg2-bin");
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (SftFigure) figure = i % 2 == 0 ? response_figure () : curves_figure (30);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (GBytes) text = NULL, outlines = NULL;
      g_autoptr (SftLayout) layout = NULL;
      cairo_surface_t *one, *other;
      const SftTextRun *runs;
      gsize n;

      style.appearance = i < 2 ? SFT_LIGHT : SFT_DARK;
      text = export_svg (figure, &style, SFT_SVG_TEXT);
      outlines = export_svg (figure, &style, SFT_SVG_OUTLINES);
      one = rasterize (converter, text);
      other = rasterize (converter, outlines);
      layout = lay_out (figure, &style);
      runs = sft_layout_texts (layout, &n);
      g_assert_cmpuint (n, >, 10);
      for (gsize k = 0; k < n; k++)
        {
          Ink a = ink_in (one, &runs[k].box), b = ink_in (other, &runs[k].box);

          g_assert_cmpfloat (b.amount, >, 0);
          g_assert_cmpfloat_with_epsilon (a.amount / b.amount, 1, 0.06);
          g_assert_cmpfloat_with_epsilon (a.x, b.x, 0.5 * ZOOM);
          g_assert_cmpfloat_with_epsilon (a.y, b.y, 0.5 * ZOOM);
        }
      cairo_surface_destroy (one);
      cairo_surface_destroy (other);
    }
}

static void
test_names (void)
{
  SftSvgText svg_text;

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (sft_svg_text_parse (sft_svg_text_name ((SftSvgText)i), &svg_text));
      g_assert_cmpint (svg_text, ==, i);
    }
  g_assert_false (sft_svg_text_parse ("Text", &svg_text));
  g_assert_false (sft_svg_text_parse (NULL, &svg_text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg-text/every-run", test_every_run);
  g_test_add_func ("/svg-text/outlines-have-no-text", test_outlines_have_no_text);
  g_test_add_func ("/svg-text/odd-texts", test_odd_texts);
  g_test_add_func ("/svg-text/same-picture", test_same_picture);
  g_test_add_func ("/svg-text/names", test_names);
  return g_test_run ();
}
