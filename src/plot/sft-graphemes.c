/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-graphemes.h"

#include <pango/pango.h>
#include <string.h>

GArray *
sft_graphemes_starts (const char *text)
{
  gsize length = strlen (text), n = (gsize)g_utf8_strlen (text, (gssize)length);
  GArray *starts = g_array_sized_new (FALSE, FALSE, sizeof (gsize), (guint)n + 1);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  const char *at = text;

  g_return_val_if_fail (length <= G_MAXINT, starts);
  /* The language would only tailor where lines and words end. */
  pango_get_log_attrs (text, (int)length, -1, pango_language_from_string ("en"), attrs, (int)n + 1);
  for (gsize i = 0; i < n; i++, at = g_utf8_next_char (at))
    if (i == 0 || attrs[i].is_cursor_position)
      {
        gsize start = (gsize)(at - text);

        g_array_append_val (starts, start);
      }
  g_array_append_val (starts, length);
  return starts;
}

gsize
sft_graphemes_count (const char *text)
{
  g_autoptr (GArray) starts = sft_graphemes_starts (text);

  return starts->len - 1;
}

gboolean
sft_is_noncharacter (gunichar c)
{
  return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}
