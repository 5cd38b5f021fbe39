/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks of PNG (third edition, 5.3 and 11.3.3.4), without decoding the image. */
#include "config.h"

#include "sft-metadata-private.h"

#include <string.h>

/* A chunk has its length, its type and its sum around it. */
#define AROUND 12

static guint32
big_endian (const guint8 *at)
{
  return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

/* The sum of PNG's annex D, bit by bit: only one small chunk is ever summed. */
static guint32
sum (const guint8 *data, gsize n)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < n; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (0xedb88320u & -(crc & 1));
    }
  return ~crc;
}

static gboolean
is_type (const guint8 *type)
{
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isalpha (type[i]))
      return FALSE;
  return TRUE;
}

/* Another program may have compressed the text. A text that would grow beyond all bounds is cut there. */
static char *
inflate_text (const guint8 *data, gsize n, GError **error)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree char *text = g_malloc (SFT_METADATA_MAX + 1);
  gsize used = 0, length = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && length <= SFT_METADATA_MAX)
    {
      gsize read = 0, written = 0;

      result = g_converter_convert (G_CONVERTER (zlib), data + used, n - used, text + length,
                                    SFT_METADATA_MAX + 1 - length, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      if (result == G_CONVERTER_ERROR || (result == G_CONVERTER_CONVERTED && read == 0 && written == 0))
        return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
      used += read;
      length += written;
    }
  return sft_metadata_take (text, length, error);
}

/* What stands behind the keyword: flag, method, language, translated keyword, text. */
static char *
read_text (const guint8 *data, gsize n, GError **error)
{
  const guint8 *end = data + n, *at = data + 2;
  gboolean compressed;

  if (n < 4 || data[0] > 1 || (data[0] == 1 && data[1] != 0))
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  compressed = data[0] == 1;
  for (int skip = 0; skip < 2; skip++)
    {
      const guint8 *zero = memchr (at, '\0', (gsize)(end - at));

      if (zero == NULL)
        return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
      at = zero + 1;
    }
  if (compressed)
    return inflate_text (at, (gsize)(end - at), error);
  return sft_metadata_take ((const char *)at, (gsize)(end - at), error);
}

char *
sft_metadata_read_png (const guint8 *data, gsize size, GError **error)
{
  const gsize key_length = sizeof SFT_METADATA_PNG_KEY; /* with the zero behind it */

  for (gsize at = 0;;)
    {
      const guint8 *type, *content;
      gsize n;

      if (size - at < AROUND)
        return sft_metadata_fail (SFT_METADATA_ERROR_TRUNCATED, error);
      n = big_endian (data + at);
      type = data + at + 4;
      content = type + 4;
      if (n > G_MAXINT32 || !is_type (type))
        return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
      if (memcmp (type, "IEND", 4) == 0)
        return sft_metadata_fail (SFT_METADATA_ERROR_NONE, error);
      if (n > size - at - AROUND)
        return sft_metadata_fail (SFT_METADATA_ERROR_TRUNCATED, error);
      if (memcmp (type, "iTXt", 4) == 0 && n >= key_length && memcmp (content, SFT_METADATA_PNG_KEY, key_length) == 0)
        {
          if (n > 2 * SFT_METADATA_MAX)
            return sft_metadata_fail (SFT_METADATA_ERROR_SIZE, error);
          if (sum (type, n + 4) != big_endian (content + n))
            return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
          return read_text (content + key_length, n - key_length, error);
        }
      at += AROUND + n;
    }
}
