/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "figures.h"
#include "sft-export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static GBytes *
exported (SftFigure *figure, const SftExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = sft_export_to_bytes (figure, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  return bytes;
}

static guint32
big_endian (const guint8 *at)
{
  return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

/* The data of the first chunk of a type that begins with `start`; NULL: there is none. */
static const guint8 *
find_chunk (GBytes *png, const char *type, const char *start, gsize *length)
{
  gsize size, at = 8;
  const guint8 *data = g_bytes_get_data (png, &size);

  while (at + 12 <= size)
    {
      gsize n = big_endian (data + at);

      g_assert_cmpuint (at + 12 + n, <=, size);
      if (memcmp (data + at + 4, type, 4) == 0 && n >= strlen (start)
          && memcmp (data + at + 8, start, strlen (start)) == 0)
        {
          *length = n;
          return data + at + 8;
        }
      at += 12 + n;
    }
  g_assert_cmpuint (at, ==, size);
  return NULL;
}

typedef struct
{
  GBytes *bytes;
  gsize at;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *to, unsigned int length)
{
  Reader *reader = closure;
  gsize size;
  const guint8 *data = g_bytes_get_data (reader->bytes, &size);

  if (reader->at + length > size)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (to, data + reader->at, length);
  reader->at += length;
  return CAIRO_STATUS_SUCCESS;
}

/* Another reader of PNG than the writer under test; it checks all sums as well. */
static cairo_surface_t *
decoded (GBytes *png)
{
  Reader reader = { png, 0 };
  cairo_surface_t *image = cairo_image_surface_create_from_png_stream (read_bytes, &reader);

  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  return image;
}

static void
test_png_chunks (void)
{
  g_autoptr (SftFigure) figure = curves_figure (40);

  for (int scale = 1; scale <= 3; scale++)
    {
      SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
      g_autoptr (GBytes) png = NULL;
      const guint8 *chunk;
      gsize n;
      guint32 dots;

      options.width = 301;
      options.height = 200;
      options.scale = scale;
      png = exported (figure, &options);
      /* PNG specification, 5.2: the signature. */
      g_assert_cmpmem (g_bytes_get_data (png, NULL), 8, "\211PNG\r\n\032\n", 8);
      chunk = find_chunk (png, "IHDR", "", &n);
      g_assert_cmpuint (big_endian (chunk), ==, 301 * scale);
      g_assert_cmpuint (big_endian (chunk + 4), ==, 200 * scale);
      g_assert_cmpuint (chunk[9], ==, 2); /* color, no alpha */
      chunk = find_chunk (png, "pHYs", "", &n);
      dots = (guint32)lrint (72 * scale / 0.0254);
      g_assert_cmpuint (big_endian (chunk), ==, dots);
      g_assert_cmpuint (big_endian (chunk + 4), ==, dots);
      g_assert_cmpuint (chunk[8], ==, 1); /* a meter */
      chunk = find_chunk (png, "tEXt", "Title", &n);
      g_assert_nonnull (chunk);
      g_assert_cmpmem (chunk, n, "Title\0SFT loss curves", 21);
      chunk = find_chunk (png, "tEXt", "Software", &n);
      g_assert_cmpmem (chunk, n, "Software\0SFT Lab " PACKAGE_VERSION, 17 + strlen (PACKAGE_VERSION));
      g_assert_nonnull (find_chunk (png, "tEXt", "Description", &n));
      g_assert_null (find_chunk (png, "tIME", "", &n));
      g_assert_nonnull (find_chunk (png, "IEND", "", &n));
    }
}

/* What is not ASCII is written as UTF-8. */
static void
test_png_unicode (void)
{
  g_autoptr (SftFigure) figure = sft_figure_new (sft_text ("损失 π"), SFT_NO_TEXT);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) png = exported (figure, &options);
  gsize n;
  const guint8 *chunk = find_chunk (png, "iTXt", "Title", &n);

  g_assert_nonnull (chunk);
  g_assert_cmpmem (chunk + n - strlen ("损失 π"), strlen ("损失 π"), "损失 π", strlen ("损失 π"));
}

static cairo_surface_t *
direct (SftFigure *figure, const SftExportOptions *options)
{
  cairo_surface_t *image =
      cairo_image_surface_create (options->style.transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                  (int)(options->width * options->scale), (int)(options->height * options->scale));
  cairo_t *cr = cairo_create (image);
  PangoContext *pango = sft_figure_pango_context_new ();
  SftCanvas canvas = { cr, pango, sft_canvas_text_cairo };
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &options->style, pango, options->width, options->height);

  cairo_scale (cr, options->scale, options->scale);
  sft_layout_draw (layout, &canvas);
  cairo_destroy (cr);
  g_object_unref (pango);
  cairo_surface_flush (image);
  return image;
}

/* The file holds what is drawn. Where alpha is small, colors have few levels before they are multiplied; after that a
 * level of difference is left. */
static void
compare_pixels (gboolean transparent, double scale)
{
  g_autoptr (SftFigure) figure = response_figure ();
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) png = NULL;
  cairo_surface_t *image, *expected;
  gboolean clear = FALSE, partial = FALSE;

  options.width = 400;
  options.height = 300;
  options.scale = scale;
  options.style.transparent = transparent;
  png = exported (figure, &options);
  image = decoded (png);
  expected = direct (figure, &options);
  g_assert_cmpint (cairo_image_surface_get_width (image), ==, (int)(400 * scale));
  for (int y = 0; y < (int)(300 * scale); y++)
    for (int x = 0; x < 4 * (int)(400 * scale); x++)
      {
        int a = cairo_image_surface_get_data (image)[y * cairo_image_surface_get_stride (image) + x];
        int b = cairo_image_surface_get_data (expected)[y * cairo_image_surface_get_stride (expected) + x];

        if (x % 4 == 3 && !transparent)
          continue;
        g_assert_cmpint (abs (a - b), <=, transparent ? 1 : 0);
        if (x % 4 == 3)
          {
            clear |= a == 0;
            partial |= a > 0 && a < 255;
          }
      }
  g_assert_cmpint (clear, ==, transparent);
  g_assert_cmpint (partial, ==, transparent);
  cairo_surface_destroy (image);
  cairo_surface_destroy (expected);
}

static void
test_png_pixels (void)
{
  compare_pixels (FALSE, 1);
  compare_pixels (FALSE, 2);
  compare_pixels (TRUE, 1);
}

typedef struct
{
  GString *title, *description, *into;
  const char *width;
  char *found_width;
  gboolean images;
  int elements;
} Svg;

static void
svg_start (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
           GError **error)
{
  Svg *svg = data;

  svg->elements++;
  svg->images |= strcmp (element, "image") == 0;
  if (svg->elements == 1)
    {
      g_assert_cmpstr (element, ==, "svg");
      for (int i = 0; names[i] != NULL; i++)
        if (strcmp (names[i], "width") == 0)
          svg->found_width = g_strdup (values[i]);
    }
  svg->into = strcmp (element, "title") == 0 ? svg->title : strcmp (element, "desc") == 0 ? svg->description : NULL;
}

static void
svg_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  ((Svg *)data)->into = NULL;
}

static void
svg_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Svg *svg = data;

  if (svg->into != NULL)
    g_string_append_len (svg->into, text, (gssize)length);
}

static void
check_svg (SftFigure *figure, const SftExportOptions *options, const char *title)
{
  static const GMarkupParser parser = { svg_start, svg_end, svg_text, NULL, NULL };
  g_autoptr (GString) got_title = g_string_new (NULL), got_words = g_string_new (NULL);
  Svg svg = { .title = got_title, .description = got_words };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &svg, NULL);
  g_autoptr (GBytes) bytes = exported (figure, options);
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  g_assert_true (g_utf8_validate (data, (gssize)n, NULL));
  g_markup_parse_context_parse (context, data, (gssize)n, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_false (svg.images);
  g_assert_cmpstr (svg.found_width, ==, "640px");
  g_assert_cmpstr (got_title->str, ==, title);
  g_free (svg.found_width);
}

static void
test_svg (void)
{
  g_autoptr (SftFigure) odd = sft_figure_new (sft_text ("<a> & \"b\" 'c' \001"), sft_text ("]]> --> <svg>"));
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;

  options.format = SFT_FORMAT_SVG;
  options.width = 640;
  check_svg (odd, &options, "<a> & \"b\" 'c'  ");
  for (int i = 0; i < 12; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (i % 2 == 0);

      options.style.appearance = (SftAppearance)(i % SFT_N_APPEARANCES);
      options.style.transparent = i % 3 == 0;
      check_svg (figure, &options, sft_text_get (&figure->title, FALSE));
    }
}

/* The frame of a PDF: header, trailer, and a table whose offsets point at objects. */
static void
check_pdf (GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n), *trailer;
  g_autofree char *text = g_malloc (n + 1);
  gulong table;
  guint first, count, used = 0;
  int read = 0;

  for (gsize i = 0; i < n; i++)
    text[i] = data[i] != '\0' ? data[i] : ' ';
  text[n] = '\0';
  g_assert_true (g_str_has_prefix (text, "%PDF-1."));
  g_assert_true (g_str_has_suffix (g_strchomp (text), "%%EOF"));
  g_assert_nonnull (strstr (text, "/Font"));
  g_assert_null (strstr (text, "/Subtype /Image"));
  /* No clock in it: the date is a fixed one. */
  g_assert_nonnull (strstr (text, "/CreationDate (D:19700101"));
  g_assert_nonnull (strstr (text, "/MediaBox [ 0 0 640 400 ]"));
  trailer = g_strrstr (text, "startxref");
  g_assert_nonnull (trailer);
  table = strtoul (trailer + strlen ("startxref"), NULL, 10);
  g_assert_cmpuint (table, <, n);
  g_assert_cmpint (sscanf (text + table, "xref %u %u %n", &first, &count, &read), ==, 2);
  for (guint i = 0; i < count; i++)
    {
      const char *entry = text + table + read + 20 * i;
      g_autofree char *object = g_strdup_printf ("%u 0 obj", first + i);

      if (entry[17] != 'n')
        continue;
      g_assert_true (g_str_has_prefix (text + strtoul (entry, NULL, 10), object));
      used++;
    }
  g_assert_cmpuint (used, >, 3);
}

static void
test_pdf (void)
{
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;

  options.format = SFT_FORMAT_PDF;
  options.width = 640;
  options.height = 400;
  for (int appearance = 0; appearance < SFT_N_APPEARANCES; appearance++)
    {
      g_autoptr (SftFigure) figure = response_figure (), curves = curves_figure (500);
      g_autoptr (GBytes) one = NULL, other = NULL;

      options.style.appearance = (SftAppearance)appearance;
      one = exported (figure, &options);
      other = exported (curves, &options);
      check_pdf (one);
      check_pdf (other);
    }
}

static void
test_csv (void)
{
  g_autoptr (SftFigure) figure = response_figure ();
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autofree char *csv = sft_figure_to_csv (figure);
  g_autoptr (GBytes) bytes = NULL;

  options.format = SFT_FORMAT_CSV;
  bytes = exported (figure, &options);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), csv, strlen (csv));
}

static gpointer
export_in_thread (gpointer data)
{
  g_autoptr (SftFigure) figure = curves_figure (300);

  return exported (figure, data);
}

/* The same figure is the same file: a second time, after other exports, from another thread. */
static void
test_deterministic (void)
{
  for (int format = 0; format < SFT_N_FORMATS; format++)
    {
      g_autoptr (SftFigure) figure = curves_figure (300), other = response_figure ();
      SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
      g_autoptr (GBytes) first = NULL, between = NULL, again = NULL, threaded = NULL;

      options.format = (SftFormat)format;
      first = exported (figure, &options);
      between = exported (other, &options);
      again = exported (figure, &options);
      threaded = g_thread_join (g_thread_new ("export", export_in_thread, &options));
      g_assert_true (g_bytes_equal (first, again));
      g_assert_true (g_bytes_equal (first, threaded));
      g_assert_false (g_bytes_equal (first, between));
    }
}

static void
refuse (double width, double height, double scale, const char *given)
{
  g_autoptr (SftFigure) figure = curves_figure (3);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL, same = NULL;

  options.width = width;
  options.height = height;
  options.scale = scale;
  g_assert_false (sft_export_options_check (&options, &error));
  g_assert_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE);
  g_assert_nonnull (strstr (error->message, given));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (sft_export_to_bytes (figure, &options, &same));
  g_assert_error (same, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE);
  g_assert_cmpstr (same->message, ==, error->message);
}

static void
test_sizes (void)
{
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  refuse (15.9, 600, 1, "15.9");
  refuse (1000, 8001, 1, "8001");
  refuse (NAN, 600, 1, "16 to 8000");
  refuse (INFINITY, 600, 1, "16 to 8000");
  refuse (1000, -600, 1, "-600");
  refuse (1000, 600, 0.5, "1 to 8");
  refuse (1000, 600, 9, "1 to 8");
  refuse (8000, 8000, 2, "256 million");
  options.width = options.height = 5000;
  options.scale = 2; /* exactly 100 million */
  g_assert_true (sft_export_options_check (&options, &error));
  g_assert_no_error (error);
  options.width = options.height = 8000;
  options.format = SFT_FORMAT_SVG;
  g_assert_true (sft_export_options_check (&options, &error));
  g_assert_no_error (error);
}

static void
test_formats (void)
{
  SftFormat format;

  for (int i = 0; i < SFT_N_FORMATS; i++)
    {
      g_autofree char *path = g_strdup_printf ("a.b/c.d.%s", sft_format_name ((SftFormat)i));

      g_assert_true (sft_format_parse (sft_format_name ((SftFormat)i), &format));
      g_assert_cmpint (format, ==, i);
      g_assert_true (sft_format_from_path (path, &format));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_true (sft_format_from_path ("FIGURE.SVG", &format));
  g_assert_cmpint (format, ==, SFT_FORMAT_SVG);
  g_assert_false (sft_format_from_path ("a.svg/figure", &format));
  g_assert_false (sft_format_from_path ("figure.jpeg", &format));
  g_assert_false (sft_format_from_path ("svg", &format));
  g_assert_false (sft_format_from_path ("", &format));
  g_assert_false (sft_format_from_path (NULL, &format));
  g_assert_false (sft_format_parse ("PNG", &format));
  g_assert_false (sft_format_parse (NULL, &format));
}

/* The smallest page, and one that is far from square. */
static void
test_extremes (void)
{
  for (int i = 0; i < 8; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (FALSE);
      SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;

      options.format = (SftFormat)(i % 3);
      options.width = i < 4 ? 16 : 2000;
      options.height = 16;
      g_bytes_unref (exported (figure, &options));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/png-chunks", test_png_chunks);
  g_test_add_func ("/export/png-unicode", test_png_unicode);
  g_test_add_func ("/export/png-pixels", test_png_pixels);
  g_test_add_func ("/export/svg", test_svg);
  g_test_add_func ("/export/pdf", test_pdf);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/deterministic", test_deterministic);
  g_test_add_func ("/export/sizes", test_sizes);
  g_test_add_func ("/export/formats", test_formats);
  g_test_add_func ("/export/extremes", test_extremes);
  return g_test_run ();
}
