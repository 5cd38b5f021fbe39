/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-text.h"

#include <locale.h>

/* The C locale is set for this thread alone and for the duration of one call: neither other threads nor
 * the locale of the process notice. glibc hands out one static object for it, so that this costs nothing. */
char *
sft_format_c_va (const char *format, va_list args)
{
  locale_t c_locale, before;
  char *result;

  g_return_val_if_fail (format != NULL, NULL);
  c_locale = newlocale (LC_ALL_MASK, "C", (locale_t)0);
  g_assert (c_locale != (locale_t)0);
  before = uselocale (c_locale);
  result = g_strdup_vprintf (format, args);
  uselocale (before);
  freelocale (c_locale);
  return result;
}

char *
sft_format_c (const char *format, ...)
{
  va_list args;
  char *result;

  va_start (args, format);
  result = sft_format_c_va (format, args);
  va_end (args);
  return result;
}

const char *
sft_translate (const char *msgid)
{
  g_return_val_if_fail (msgid != NULL, "");
  /* The translation of "" is the catalog's header. */
  return *msgid == '\0' ? msgid : g_dgettext (GETTEXT_PACKAGE, msgid);
}

const char *
sft_unit (const char *one, const char *many, double number, gboolean translated)
{
  g_return_val_if_fail (many != NULL, "");
  gulong n = (gulong)CLAMP (number, 0, (double)G_MAXINT32);

  if (one == NULL)
    return translated ? sft_translate (many) : many;
  if (translated)
    return g_dngettext (GETTEXT_PACKAGE, one, many, n);
  return n == 1 ? one : many;
}

SftText
sft_text (const char *msgid, ...)
{
  SftText text = { NULL, NULL };
  va_list args;

  g_return_val_if_fail (msgid != NULL, text);
  va_start (args, msgid);
  text.plain = sft_format_c_va (msgid, args);
  va_end (args);
  va_start (args, msgid);
  text.shown = g_strdup_vprintf (sft_translate (msgid), args);
  va_end (args);
  return text;
}

SftText
sft_text_plural (gulong n, const char *msgid, const char *plural, ...)
{
  SftText text = { NULL, NULL };
  va_list args;

  g_return_val_if_fail (msgid != NULL && plural != NULL, text);
  va_start (args, plural);
  text.plain = sft_format_c_va (n == 1 ? msgid : plural, args);
  va_end (args);
  va_start (args, plural);
  text.shown = g_strdup_vprintf (g_dngettext (GETTEXT_PACKAGE, msgid, plural, n), args);
  va_end (args);
  return text;
}

SftText
sft_text_constant (const char *msgid)
{
  SftText text = { NULL, NULL };

  g_return_val_if_fail (msgid != NULL, text);
  text.plain = g_strdup (msgid);
  text.shown = g_strdup (sft_translate (msgid));
  return text;
}

SftText
sft_text_copy (const SftText *text)
{
  SftText copy = { NULL, NULL };

  g_return_val_if_fail (text != NULL, copy);
  copy.plain = g_strdup (text->plain);
  copy.shown = g_strdup (text->shown);
  return copy;
}

void
sft_text_clear (SftText *text)
{
  g_return_if_fail (text != NULL);
  g_clear_pointer (&text->plain, g_free);
  g_clear_pointer (&text->shown, g_free);
}

gboolean
sft_text_is_empty (const SftText *text)
{
  g_return_val_if_fail (text != NULL, TRUE);
  return text->plain == NULL || *text->plain == '\0';
}

const char *
sft_text_get (const SftText *text, gboolean translated)
{
  const char *form;

  g_return_val_if_fail (text != NULL, "");
  form = translated ? text->shown : text->plain;
  return form != NULL ? form : "";
}

char *
sft_one_line (const char *text, gsize max_characters)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_new (NULL);
  gsize n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (n == max_characters)
        {
          g_string_append (line, "…");
          break;
        }
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = 0xFFFD;
      g_string_append_unichar (line, c);
    }
  return g_string_free (line, FALSE);
}
