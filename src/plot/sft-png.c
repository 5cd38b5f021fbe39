/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-private.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "sft-metadata-private.h"

/* Figures are flat: filters gain little, and the middle level compresses nearly as well as the best one. */
#define LEVEL 4

typedef struct
{
  GByteArray *bytes;
  char message[120]; /* of libpng's error; fixed, since it is written just before a long jump */
} Writer;

static void
write_bytes (png_structp png, png_bytep data, png_size_t length)
{
  Writer *writer = png_get_io_ptr (png);

  if (length > G_MAXUINT - writer->bytes->len)
    png_error (png, "the image is too large");
  g_byte_array_append (writer->bytes, data, (guint)length);
}

static void
flush_bytes (png_structp png)
{
}

static void G_GNUC_NORETURN
fail (png_structp png, png_const_charp message)
{
  Writer *writer = png_get_error_ptr (png);

  g_strlcpy (writer->message, message, sizeof writer->message);
  png_longjmp (png, 1);
}

static void
ignore_warning (png_structp png, png_const_charp message)
{
  g_debug ("libpng: %s", message);
}

/* tEXt is Latin-1, iTXt is UTF-8, whatever the letters. */
static void
set_text (png_structp png, png_infop info, const char *key, const char *text, gboolean international)
{
  png_text entry = { 0 };

  if (text[0] == '\0')
    return;
  entry.key = (png_charp)key;
  entry.text = (png_charp)text;
  if (!international && g_str_is_ascii (text))
    {
      entry.compression = PNG_TEXT_COMPRESSION_NONE;
      entry.text_length = strlen (text);
    }
  else
    {
      entry.compression = PNG_ITXT_COMPRESSION_NONE;
      entry.itxt_length = strlen (text);
    }
  png_set_text (png, info, &entry, 1);
}

/* From Cairo's premultiplied words to bytes. */
static void
convert_row (const guint32 *from, guint8 *to, int width, gboolean alpha)
{
  for (int x = 0; x < width; x++)
    {
      guint32 pixel = from[x];
      guint a = pixel >> 24, red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;

      if (alpha && a > 0 && a < 255)
        {
          red = (red * 255 + a / 2) / a;
          green = (green * 255 + a / 2) / a;
          blue = (blue * 255 + a / 2) / a;
        }
      *to++ = (guint8)red;
      *to++ = (guint8)green;
      *to++ = (guint8)blue;
      if (alpha)
        *to++ = (guint8)a;
    }
}

/* Everything between setjmp and longjmp lives in the caller: nothing here is allocated. */
static gboolean
write_image (png_structp png, png_infop info, Writer *writer, cairo_surface_t *image, const SftPngInfo *of, guint8 *row)
{
  int width = cairo_image_surface_get_width (image), height = cairo_image_surface_get_height (image);
  int stride = cairo_image_surface_get_stride (image);
  const guint8 *data = cairo_image_surface_get_data (image);
  png_uint_32 dots = (png_uint_32)lrint (of->dots_per_inch / 0.0254);

  if (setjmp (png_jmpbuf (png)) != 0)
    return FALSE;
  png_set_write_fn (png, writer, write_bytes, flush_bytes);
  png_set_compression_level (png, LEVEL);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR (png, info, (png_uint_32)width, (png_uint_32)height, 8,
                of->alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, dots, dots, PNG_RESOLUTION_METER);
  set_text (png, info, "Title", of->title, FALSE);
  set_text (png, info, "Description", of->description, FALSE);
  set_text (png, info, "Software", "SFT Lab " PACKAGE_VERSION, FALSE);
  if (of->state != NULL)
    set_text (png, info, SFT_METADATA_PNG_KEY, of->state, TRUE);
  png_write_info (png, info);
  for (int y = 0; y < height; y++)
    {
      convert_row ((const guint32 *)(gconstpointer)(data + (gsize)y * (gsize)stride), row, width, of->alpha);
      png_write_row (png, row);
    }
  png_write_end (png, NULL);
  return TRUE;
}

GBytes *
sft_png_encode (cairo_surface_t *image, const SftPngInfo *of, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *row = g_malloc (4 * (gsize)cairo_image_surface_get_width (image));
  Writer writer = { bytes, "" };
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, &writer, fail, ignore_warning);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;
  gboolean done = FALSE;

  if (info != NULL)
    done = write_image (png, info, &writer, image, of, row);
  png_destroy_write_struct (&png, &info);
  if (!done)
    {
      g_set_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_FAILED,
                   g_dgettext (GETTEXT_PACKAGE, "The PNG image could not be made: %s"),
                   writer.message[0] != '\0' ? writer.message : "libpng");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
