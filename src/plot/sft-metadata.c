/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-metadata-private.h"

#include <string.h>

#include "sft-graphemes.h"
#include "sft-text.h"

#define _(msgid) g_dgettext (GETTEXT_PACKAGE, msgid)

static const char png_signature[8] = "\211PNG\r\n\032\n";
static const char pdf_signature[5] = "%PDF-";

G_DEFINE_QUARK (sft - metadata - error - quark, sft_metadata_error)

char *
sft_metadata_fail (SftMetadataError code, GError **error)
{
  static const char *const messages[] = {
    [SFT_METADATA_ERROR_FORMAT] = N_ ("this is no PNG, SVG or PDF file that SFT Lab can read"),
    [SFT_METADATA_ERROR_NONE] = N_ ("this file holds no state of a lab; figures exported by SFT Lab do"),
    [SFT_METADATA_ERROR_TRUNCATED] = N_ ("the file ends too early: it was not copied or saved as a whole"),
    [SFT_METADATA_ERROR_DAMAGED] = N_ ("the file is damaged"),
    [SFT_METADATA_ERROR_SIZE] = N_ ("the state in this file is larger than any that SFT Lab writes"),
  };

  g_set_error_literal (error, SFT_METADATA_ERROR, (int)code, _ (messages[code]));
  return NULL;
}

/* In JSON they stand in strings only, where each has another form. */
char *
sft_metadata_escape (const char *state)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = state; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x20 || (!g_unichar_iscntrl (c) && !sft_is_noncharacter (c)))
        g_string_append_unichar (plain, c);
      else if (c > 0xffff)
        g_string_append_printf (plain, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + (c & 0x3ff));
      else
        g_string_append_printf (plain, "\\u%04x", c);
    }
  return g_string_free (plain, FALSE);
}

char *
sft_metadata_take (const char *text, gsize length, GError **error)
{
  if (length > SFT_METADATA_MAX)
    return sft_metadata_fail (SFT_METADATA_ERROR_SIZE, error);
  if (length == 0 || memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize)length, NULL))
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  return g_strndup (text, length);
}

/* Is the file of this format, as far as it goes? */
static gboolean
begins (const char *data, gsize size, const char *signature, gsize length)
{
  return size > 0 && memcmp (data, signature, MIN (size, length)) == 0;
}

/* XML begins with a tag, after a byte order mark and white space at most. */
static gboolean
is_xml (const char *data, gsize size)
{
  gsize at = size >= 3 && memcmp (data, "\357\273\277", 3) == 0 ? 3 : 0;

  while (at < size && g_ascii_isspace (data[at]))
    at++;
  return at < size && data[at] == '<';
}

char *
sft_metadata_read (GBytes *file, GError **error)
{
  const char *data;
  gsize size;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  data = g_bytes_get_data (file, &size);
  if (begins (data, size, png_signature, sizeof png_signature))
    return size > sizeof png_signature
               ? sft_metadata_read_png ((const guint8 *)data + sizeof png_signature, size - sizeof png_signature, error)
               : sft_metadata_fail (SFT_METADATA_ERROR_TRUNCATED, error);
  if (begins (data, size, pdf_signature, sizeof pdf_signature))
    return sft_metadata_read_pdf (data, size, error);
  if (is_xml (data, size))
    return sft_metadata_read_svg (data, size, error);
  return sft_metadata_fail (SFT_METADATA_ERROR_FORMAT, error);
}
