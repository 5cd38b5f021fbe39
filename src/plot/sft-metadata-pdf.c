/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keywords of a PDF (ISO 32000-1: 7.2 and 7.3 tokens and objects, 7.5.4 cross-reference table, 7.5.5
 * trailer, 14.3.3 document information). Bytes are never searched for the state: the file's own tables say where it is.
 * Files whose table is a compressed stream, and encrypted ones, are of a form that is not read. */
#include "config.h"

#include "sft-metadata-private.h"

#include <string.h>

#define MOST_TABLES 32 /* one for each time that a file was changed by appending */
#define ENTRY 20       /* bytes of a table's entry */
#define TAIL 2048      /* where a reader looks for the end */

typedef enum
{
  TOKEN_END, /* of the file, or what is no token */
  TOKEN_DICT,
  TOKEN_DICT_END,
  TOKEN_ARRAY,
  TOKEN_ARRAY_END,
  TOKEN_NAME,
  TOKEN_STRING,
  TOKEN_HEX,
  TOKEN_WORD /* numbers, obj, R, true ... */
} Token;

typedef struct
{
  const char *data;
  gsize size, at;
  gsize start, length; /* of the last token, without its marks */
} Pdf;

static gboolean
is_space (char c)
{
  return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static gboolean
is_regular (char c)
{
  return !is_space (c) && strchr ("()<>[]{}/%", c) == NULL;
}

static void
skip_space (Pdf *pdf)
{
  for (; pdf->at < pdf->size; pdf->at++)
    if (pdf->data[pdf->at] == '%')
      while (pdf->at + 1 < pdf->size && pdf->data[pdf->at + 1] != '\n' && pdf->data[pdf->at + 1] != '\r')
        pdf->at++;
    else if (!is_space (pdf->data[pdf->at]))
      return;
}

static Token
finish (Pdf *pdf, gsize start, gsize length, gsize next, Token token)
{
  pdf->start = start;
  pdf->length = length;
  pdf->at = next;
  return token;
}

static Token
next_string (Pdf *pdf)
{
  gsize start = pdf->at + 1;
  int depth = 0;

  for (gsize at = pdf->at; at < pdf->size; at++)
    if (pdf->data[at] == '\\')
      at++;
    else if (pdf->data[at] == '(')
      depth++;
    else if (pdf->data[at] == ')' && --depth == 0)
      return finish (pdf, start, at - start, at + 1, TOKEN_STRING);
  return TOKEN_END;
}

static Token
next_token (Pdf *pdf)
{
  gsize at;
  char c;

  skip_space (pdf);
  at = pdf->at;
  if (at >= pdf->size)
    return TOKEN_END;
  c = pdf->data[at];
  if (c == '(')
    return next_string (pdf);
  if (c == '[' || c == ']')
    return finish (pdf, at, 1, at + 1, c == '[' ? TOKEN_ARRAY : TOKEN_ARRAY_END);
  if ((c == '<' || c == '>') && at + 1 < pdf->size && pdf->data[at + 1] == c)
    return finish (pdf, at, 2, at + 2, c == '<' ? TOKEN_DICT : TOKEN_DICT_END);
  if (c == '<')
    {
      const char *close = memchr (pdf->data + at, '>', pdf->size - at);

      if (close == NULL)
        return TOKEN_END;
      return finish (pdf, at + 1, (gsize)(close - pdf->data) - at - 1, (gsize)(close - pdf->data) + 1, TOKEN_HEX);
    }
  if (c != '/' && !is_regular (c))
    return TOKEN_END;
  for (at++; at < pdf->size && is_regular (pdf->data[at]);)
    at++;
  if (c == '/')
    return finish (pdf, pdf->at + 1, at - pdf->at - 1, at, TOKEN_NAME);
  return finish (pdf, pdf->at, at - pdf->at, at, TOKEN_WORD);
}

static gboolean
is (const Pdf *pdf, const char *text)
{
  return pdf->length == strlen (text) && memcmp (pdf->data + pdf->start, text, pdf->length) == 0;
}

static gboolean
read_word (Pdf *pdf, const char *word)
{
  return next_token (pdf) == TOKEN_WORD && is (pdf, word);
}

static gboolean
read_number (Pdf *pdf, gsize *number)
{
  *number = 0;
  if (next_token (pdf) != TOKEN_WORD || pdf->length > 15)
    return FALSE;
  for (gsize i = 0; i < pdf->length; i++)
    {
      char c = pdf->data[pdf->start + i];

      if (!g_ascii_isdigit (c))
        return FALSE;
      *number = 10 * *number + (gsize)(c - '0');
    }
  return TRUE;
}

/* Behind the first token of a value: goes to the end of the value. */
static gboolean
skip_value (Pdf *pdf, Token token)
{
  gsize before;
  int depth = 0;

  do
    {
      if (token == TOKEN_END)
        return FALSE;
      depth += token == TOKEN_DICT || token == TOKEN_ARRAY;
      depth -= token == TOKEN_DICT_END || token == TOKEN_ARRAY_END;
      if (depth > 0)
        token = next_token (pdf);
    }
  while (depth > 0);
  /* A reference to an object is three words. */
  do
    before = pdf->at;
  while (token == TOKEN_WORD && next_token (pdf) == TOKEN_WORD);
  pdf->at = before;
  return depth == 0;
}

/* From the beginning of a dictionary: goes to the value of a key. FALSE: no such key, or no dictionary. */
static gboolean
find_key (Pdf *pdf, const char *key)
{
  if (next_token (pdf) != TOKEN_DICT)
    return FALSE;
  while (next_token (pdf) == TOKEN_NAME)
    {
      if (is (pdf, key))
        return TRUE;
      if (!skip_value (pdf, next_token (pdf)))
        return FALSE;
    }
  return FALSE;
}

/* A number of the dictionary at `at`; FALSE: there is none. */
static gboolean
find_number (const Pdf *pdf, gsize at, const char *key, gsize *number)
{
  Pdf dict = *pdf;

  dict.at = at;
  return find_key (&dict, key) && read_number (&dict, number);
}

/* Reads a table up to its trailer's dictionary, which *trailer is then the place of. *offset is set if the table has
 * the object and it is in use. */
static gboolean
read_table (const Pdf *file, gsize at, gsize object, gsize *offset, gsize *trailer)
{
  Pdf pdf = *file;

  pdf.at = at;
  if (!read_word (&pdf, "xref"))
    return FALSE;
  for (;;)
    {
      gsize first, count, before = pdf.at;

      if (!read_number (&pdf, &first))
        {
          pdf.at = before;
          break;
        }
      if (!read_number (&pdf, &count))
        return FALSE;
      skip_space (&pdf);
      if (count > (pdf.size - pdf.at) / ENTRY)
        return FALSE;
      if (object >= first && object - first < count && pdf.data[pdf.at + ENTRY * (object - first) + 17] == 'n')
        {
          Pdf entry = pdf;

          entry.at += ENTRY * (object - first);
          if (!read_number (&entry, offset))
            return FALSE;
        }
      pdf.at += ENTRY * count;
    }
  if (!read_word (&pdf, "trailer"))
    return FALSE;
  *trailer = pdf.at;
  return TRUE;
}

/* Where the last table stands. */
static gboolean
find_table (Pdf *pdf, gsize *table)
{
  static const char mark[] = "startxref";
  gsize length = strlen (mark), from = pdf->size > TAIL ? pdf->size - TAIL : 0;

  for (gsize at = pdf->size; at-- > from;)
    if (pdf->size - at >= length && memcmp (pdf->data + at, mark, length) == 0)
      {
        pdf->at = at + length;
        return read_number (pdf, table);
      }
  return FALSE;
}

/* Where the document information stands; the newest table that has it counts. */
static gboolean
find_info (const Pdf *pdf, gsize table, gsize *offset, SftMetadataError *code)
{
  gsize info = 0, next = table, trailer, at = 0;
  gboolean known = FALSE;

  *code = SFT_METADATA_ERROR_FORMAT;
  for (int i = 0; i < MOST_TABLES && !known; i++)
    {
      if (!read_table (pdf, next, 0, &at, &trailer))
        return FALSE;
      known = find_number (pdf, trailer, "Info", &info);
      if (!known && !find_number (pdf, trailer, "Prev", &next))
        break;
    }
  *code = known ? SFT_METADATA_ERROR_DAMAGED : SFT_METADATA_ERROR_NONE;
  next = table;
  for (int i = 0; i < MOST_TABLES && known; i++)
    {
      at = 0;
      if (!read_table (pdf, next, info, &at, &trailer))
        return FALSE;
      if (at > 0)
        {
          *offset = at;
          return TRUE;
        }
      if (!find_number (pdf, trailer, "Prev", &next))
        break;
    }
  return FALSE;
}

static void
append_escape (const Pdf *pdf, gsize *at, GByteArray *to)
{
  static const char from[] = "nrtbf", into[] = "\n\r\t\b\f";
  char c = pdf->data[*at];
  const char *found = memchr (from, c, strlen (from));
  guint8 byte = (guint8)(found != NULL ? into[found - from] : c);

  if (c >= '0' && c <= '7')
    {
      guint value = 0;

      for (int i = 0; i < 3 && pdf->data[*at] >= '0' && pdf->data[*at] <= '7'; i++, ++*at)
        value = value * 8 + (guint)(pdf->data[*at] - '0');
      --*at;
      byte = (guint8)value;
    }
  if (c == '\n') /* a line that goes on */
    return;
  g_byte_array_append (to, &byte, 1);
}

/* The bytes of the string that was read last. A token's end is never the end of the file: one byte may be looked
 * at beyond it. */
static GByteArray *
string_bytes (const Pdf *pdf, Token token)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize end = pdf->start + pdf->length;
  int high = -1;

  for (gsize at = pdf->start; at < end; at++)
    {
      guint8 byte = (guint8)pdf->data[at];
      int digit = g_ascii_xdigit_value (pdf->data[at]);

      if (token == TOKEN_STRING && byte == '\\')
        {
          at++;
          append_escape (pdf, &at, bytes);
        }
      else if (token == TOKEN_STRING)
        g_byte_array_append (bytes, &byte, 1);
      else if (digit >= 0 && high >= 0)
        {
          byte = (guint8)(high * 16 + digit);
          g_byte_array_append (bytes, &byte, 1);
          high = -1;
        }
      else if (digit >= 0)
        high = digit;
    }
  return bytes;
}

/* UTF-16 with its mark, or bytes that are ASCII in what we write. */
static char *
decode (const GByteArray *bytes, GError **error)
{
  const char *data = (const char *)bytes->data;
  g_autofree char *text = NULL;

  if (bytes->len >= 2 && memcmp (data, "\376\377", 2) == 0)
    text = g_convert (data + 2, bytes->len - 2, "UTF-8", "UTF-16BE", NULL, NULL, NULL);
  else
    text = g_strndup (bytes->len > 0 ? data : "", bytes->len);
  if (text == NULL)
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  if (text[0] != '{') /* another program's keywords */
    return sft_metadata_fail (SFT_METADATA_ERROR_NONE, error);
  return sft_metadata_take (text, strlen (text), error);
}

char *
sft_metadata_read_pdf (const char *data, gsize size, GError **error)
{
  Pdf pdf = { data, size, 0, 0, 0 };
  SftMetadataError code;
  gsize table, info, number;
  Token token;
  g_autoptr (GByteArray) bytes = NULL;

  if (!find_table (&pdf, &table))
    return sft_metadata_fail (SFT_METADATA_ERROR_TRUNCATED, error);
  if (!find_info (&pdf, table, &info, &code))
    return sft_metadata_fail (code, error);
  pdf.at = info;
  if (!read_number (&pdf, &number) || !read_number (&pdf, &number) || !read_word (&pdf, "obj"))
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  if (!find_key (&pdf, "Keywords"))
    return sft_metadata_fail (SFT_METADATA_ERROR_NONE, error);
  token = next_token (&pdf);
  if (token != TOKEN_STRING && token != TOKEN_HEX)
    return sft_metadata_fail (SFT_METADATA_ERROR_DAMAGED, error);
  if (pdf.length > 8 * (gsize)SFT_METADATA_MAX)
    return sft_metadata_fail (SFT_METADATA_ERROR_SIZE, error);
  bytes = string_bytes (&pdf, token);
  return decode (bytes, error);
}
