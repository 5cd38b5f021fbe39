/* SPDX-License-Identifier: GPL-3.0-or-later */
/* memmem */
#define _GNU_SOURCE
#include "config.h"

#include "sft-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "sft-export-private.h"
#include "sft-math.h"
#include "sft-metadata-private.h"

#define LEAST_SIZE 16.0
#define GREATEST_SIZE 8000.0
#define GREATEST_SCALE 8.0
#define MOST_PIXELS 1e8
/* The time would make each export of the same figure another file, but Cairo 1.16 always writes one. So it gets a
 * fixed one, whose form leaves room to repair what that version makes of it. */
#define NO_DATE "1970-01-01T00:00:00+00:00"
#define BAD_DATE "(19700101000000+00'00)"
#define GOOD_DATE "(D:19700101000000Z)   "

#define _(msgid) g_dgettext (GETTEXT_PACKAGE, msgid)

G_DEFINE_QUARK (sft - export - error - quark, sft_export_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)

static const char *const format_names[SFT_N_FORMATS] = { "png", "svg", "pdf", "csv" };

const char *
sft_format_name (SftFormat format)
{
  g_return_val_if_fail ((guint)format < SFT_N_FORMATS, NULL);

  return format_names[format];
}

gboolean
sft_format_parse (const char *name, SftFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  *format = SFT_FORMAT_PNG;
  for (int i = 0; name != NULL && i < SFT_N_FORMATS; i++)
    if (strcmp (name, format_names[i]) == 0)
      {
        *format = (SftFormat)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sft_format_from_path (const char *path, SftFormat *format)
{
  g_autofree char *base = NULL, *suffix = NULL;
  const char *dot;

  g_return_val_if_fail (format != NULL, FALSE);

  *format = SFT_FORMAT_PNG;
  if (path == NULL)
    return FALSE;
  base = g_path_get_basename (path);
  dot = strrchr (base, '.');
  if (dot == NULL)
    return FALSE;
  suffix = g_ascii_strdown (dot + 1, -1);
  return sft_format_parse (suffix, format);
}

static const char *const svg_text_names[] = { "outlines", "text" };

const char *
sft_svg_text_name (SftSvgText svg_text)
{
  g_return_val_if_fail ((guint)svg_text < G_N_ELEMENTS (svg_text_names), NULL);

  return svg_text_names[svg_text];
}

gboolean
sft_svg_text_parse (const char *name, SftSvgText *svg_text)
{
  g_return_val_if_fail (svg_text != NULL, FALSE);

  *svg_text = SFT_SVG_OUTLINES;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (svg_text_names); i++)
    if (strcmp (name, svg_text_names[i]) == 0)
      {
        *svg_text = (SftSvgText)i;
        return TRUE;
      }
  return FALSE;
}

/* One number against its range. NaN is in no range. */
static gboolean
check_range (const char *what, double value, double low, double high, GError **error)
{
  g_autofree char *given = NULL, *from = NULL, *to = NULL;

  if (value >= low && value <= high)
    return TRUE;
  given = sft_number_to_string (value);
  from = sft_number_to_string (low);
  to = sft_number_to_string (high);
  /* Translators: width, height or scale; the number given; the least and the greatest number accepted */
  g_set_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE, _ ("%s %s is out of range: %s to %s is accepted"), what,
               given, from, to);
  return FALSE;
}

static int
pixels (double points, double scale)
{
  return MAX ((int)lrint (points * scale), 1);
}

gboolean
sft_export_options_check (const SftExportOptions *options, GError **error)
{
  double total;

  g_return_val_if_fail (options != NULL, FALSE);
  g_return_val_if_fail ((guint)options->format < SFT_N_FORMATS, FALSE);

  if (!check_range (_ ("Width"), options->width, LEAST_SIZE, GREATEST_SIZE, error)
      || !check_range (_ ("Height"), options->height, LEAST_SIZE, GREATEST_SIZE, error))
    return FALSE;
  if (options->format != SFT_FORMAT_PNG)
    return TRUE;
  if (!check_range (_ ("Scale"), options->scale, 1, GREATEST_SCALE, error))
    return FALSE;
  total = (double)pixels (options->width, options->scale) * pixels (options->height, options->scale);
  if (total > MOST_PIXELS)
    {
      g_set_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE,
                   _ ("The image would have %.0f million pixels: at most 100 million are accepted; "
                      "choose a smaller width, height or scale"),
                   ceil (total / 1e6));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_FAILED, _ ("The figure could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

/* Draws on the surface and says whether that went well. With `texts` the text is not drawn but appended there. */
static gboolean
draw (SftFigure *figure, const SftExportOptions *options, cairo_surface_t *surface, double x_scale, double y_scale,
      GString *texts, GError **error)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &options->style, pango, options->width, options->height);
  g_autoptr (cairo_t) cr = cairo_create (surface);
  SftSvgCanvas canvas = { { cr, pango, texts != NULL ? sft_svg_canvas_text : sft_canvas_text_cairo }, texts };

  cairo_scale (cr, x_scale, y_scale);
  sft_layout_draw (layout, &canvas.canvas);
  g_object_unref (pango);
  return check_status (cairo_status (cr), error);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  GByteArray *bytes = closure;

  if (length > G_MAXUINT - bytes->len)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
export_png (SftFigure *figure, const SftExportOptions *options, const char *title, const char *words, GError **error)
{
  int width = pixels (options->width, options->scale), height = pixels (options->height, options->scale);
  gboolean alpha = options->style.transparent;
  g_autoptr (cairo_surface_t) image =
      cairo_image_surface_create (alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  SftPngInfo info = { title, words, options->state, 72 * options->scale, alpha };

  if (!check_status (cairo_surface_status (image), error))
    return NULL;
  if (!draw (figure, options, image, width / options->width, height / options->height, NULL, error))
    return NULL;
  cairo_surface_flush (image);
  return sft_png_encode (image, &info, error);
}

/* Cairo 1.16 forgets the "D:" with which dates in PDF begin. The repair has the same length: offsets stay. */
static void
repair_date (GByteArray *pdf)
{
  guint8 *found = memmem (pdf->data, pdf->len, BAD_DATE, strlen (BAD_DATE));

  G_STATIC_ASSERT (sizeof BAD_DATE == sizeof GOOD_DATE);
  if (found != NULL)
    memcpy (found, GOOD_DATE, strlen (GOOD_DATE));
}

static GBytes *
export_svg (SftFigure *figure, const SftExportOptions *options, const char *title, const char *words, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (cairo_surface_t) surface =
      cairo_svg_surface_create_for_stream (append, bytes, options->width, options->height);
  g_autoptr (GString) texts = options->svg_text == SFT_SVG_TEXT ? g_string_new (NULL) : NULL;
  SftSvgInfo info = { title, words, options->state, NULL };

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  if (!check_status (cairo_surface_status (surface), error) || !draw (figure, options, surface, 1, 1, texts, error))
    return NULL;
  cairo_surface_finish (surface);
  if (!check_status (cairo_surface_status (surface), error))
    return NULL;
  info.texts = texts != NULL ? texts->str : NULL;
  return sft_svg_finish (bytes, &info);
}

/* Cairo would refuse the whole file for one character that is none. */
static void
set_pdf_text (cairo_surface_t *surface, cairo_pdf_metadata_t field, const char *text)
{
  g_autofree char *plain = sft_metadata_escape (text);

  cairo_pdf_surface_set_metadata (surface, field, plain);
}

static GBytes *
export_pdf (SftFigure *figure, const SftExportOptions *options, const char *title, const char *words, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (cairo_surface_t) surface =
      cairo_pdf_surface_create_for_stream (append, bytes, options->width, options->height);

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
      set_pdf_text (surface, CAIRO_PDF_METADATA_TITLE, title);
      set_pdf_text (surface, CAIRO_PDF_METADATA_SUBJECT, words);
      /* Cairo 1.16 has no fields of one's own. */
      if (options->state != NULL)
        set_pdf_text (surface, CAIRO_PDF_METADATA_KEYWORDS, options->state);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "SFT Lab " PACKAGE_VERSION);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NO_DATE);
    }
  if (!check_status (cairo_surface_status (surface), error) || !draw (figure, options, surface, 1, 1, NULL, error))
    return NULL;
  cairo_surface_finish (surface);
  if (!check_status (cairo_surface_status (surface), error))
    return NULL;
  repair_date (bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* What no reader would take back is not written. */
static gboolean
check_state (const char *state, GError **error)
{
  if (state == NULL || strlen (state) <= SFT_METADATA_MAX)
    return TRUE;
  g_set_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE,
               _ ("The state of the lab takes %zu bytes: at most %d are kept in a figure"), strlen (state),
               SFT_METADATA_MAX);
  return FALSE;
}

/* The figure in words, with the formula if it is asked for. */
static char *
describe (SftFigure *figure, const SftStyle *style)
{
  g_autofree char *described = sft_figure_describe (figure, style->translated), *formula = NULL, *line = NULL;
  const char *source = sft_text_get (&figure->formula, style->translated);
  g_autoptr (SftMath) math = style->formula && *source != '\0' ? sft_math_parse (source, NULL) : NULL;

  if (math != NULL)
    formula = sft_math_speak (math, style->translated, NULL, NULL, NULL);
  if (formula == NULL)
    return g_steal_pointer (&described);
  /* Translators: before a formula in words. */
  line = g_strdup_printf (style->translated ? _ ("Formula: %s.") : "Formula: %s.", formula);
  return g_strconcat (described, "\n", line, NULL);
}

GBytes *
sft_export_to_bytes (SftFigure *figure, const SftExportOptions *options, GError **error)
{
  g_autofree char *title = NULL, *described = NULL, *words = NULL;

  g_return_val_if_fail (figure != NULL && options != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  g_return_val_if_fail (options->state == NULL || g_utf8_validate (options->state, -1, NULL), NULL);

  if (!sft_export_options_check (options, error) || !check_state (options->state, error))
    return NULL;
  if (options->format == SFT_FORMAT_CSV)
    {
      char *csv = sft_figure_to_csv (figure);

      return g_bytes_new_take (csv, strlen (csv));
    }
  /* Strings that are not UTF-8 must not reach a file that promises it. */
  title = g_utf8_make_valid (sft_text_get (&figure->title, options->style.translated), -1);
  described = describe (figure, &options->style);
  words = g_utf8_make_valid (described, -1);
  if (options->format == SFT_FORMAT_PNG)
    return export_png (figure, options, title, words, error);
  if (options->format == SFT_FORMAT_SVG)
    return export_svg (figure, options, title, words, error);
  return export_pdf (figure, options, title, words, error);
}
