/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state in a file is found again, or the error says why not; damage never does more than that. */
#include "config.h"

#include "figures.h"
#include "sft-export.h"
#include "sft-metadata.h"

#include <stdlib.h>
#include <string.h>

#define N_MUTATIONS 20000
#define STATE "{\"version\": 1, \"demo\": 17, \"set\": {\"mask\": [[1, 0], [0, 1]]}}"

static const SftFormat formats[] = { SFT_FORMAT_PNG, SFT_FORMAT_SVG, SFT_FORMAT_PDF };

static GBytes *
exported (SftFormat format, const char *state)
{
  g_autoptr (SftFigure) figure = curves_figure (5);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  options.format = format;
  options.width = 120;
  options.height = 90;
  options.state = state;
  bytes = sft_export_to_bytes (figure, &options, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
assert_read (GBytes *file, const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = sft_metadata_read (file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, state);
}

static void
assert_refused (GBytes *file, SftMetadataError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sft_metadata_read (file, &error));
  g_assert_error (error, SFT_METADATA_ERROR, (int)code);
  g_assert_null (strchr (error->message, '\n'));
}

static void
assert_text_refused (const char *text, SftMetadataError code)
{
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));

  assert_refused (file, code);
}

static void
test_round_trip (void)
{
  static const char *const states[] = {
    STATE,
    "{}",
    "{\"text\": \"<a> & 'b' ]]> (c) \\\\ (d \\\" % /e\"}",
    "{\"text\": \"Übergang 損失 حساب 🙂\"}",
    "{\n  \"lines\": [1,\n\t2]\n}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint k = 0; k < G_N_ELEMENTS (states); k++)
      {
        g_autoptr (GBytes) file = exported (formats[i], states[k]);

        assert_read (file, states[k]);
      }
}

/* What is valid UTF-8 and no character: neither the drawing nor the document information stops at it. */
static void
test_noncharacters (void)
{
  static const char text[] = "a\357\277\277b\357\267\220c\360\237\277\276d";
  g_autofree char *state = g_strdup_printf ("{\"text\": \"%s\"}", text);
  g_autoptr (SftFigure) figure = sft_figure_new (sft_text ("%s", text), sft_text ("%s", text));
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;

  options.state = state;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = NULL;

      options.format = formats[i];
      file = sft_export_to_bytes (figure, &options, &error);
      g_assert_no_error (error);
      assert_read (file, formats[i] == SFT_FORMAT_PNG ? state : "{\"text\": \"a\\uffffb\\ufdd0c\\ud83f\\udffed\"}");
    }
}

/* Nearly all that a state may take, and one byte more than it may. */
static void
test_large (void)
{
  g_autofree char *large = g_malloc (SFT_METADATA_MAX + 2);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (SftFigure) figure = curves_figure (2);
  g_autoptr (GError) error = NULL;

  memset (large, '(', SFT_METADATA_MAX + 1);
  large[0] = '{';
  large[SFT_METADATA_MAX] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = exported (formats[i], large);

      assert_read (file, large);
    }
  large[SFT_METADATA_MAX] = '(';
  large[SFT_METADATA_MAX + 1] = '\0';
  options.state = large;
  g_assert_null (sft_export_to_bytes (figure, &options, &error));
  g_assert_error (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE);
}

static void
test_none (void)
{
  g_autoptr (GBytes) csv = exported (SFT_FORMAT_CSV, STATE), nothing = g_bytes_new (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = exported (formats[i], NULL);

      assert_refused (file, SFT_METADATA_ERROR_NONE);
    }
  assert_refused (csv, SFT_METADATA_ERROR_FORMAT);
  assert_refused (nothing, SFT_METADATA_ERROR_FORMAT);
  assert_text_refused ("GIF89a", SFT_METADATA_ERROR_FORMAT);
  assert_text_refused ("<html><state/></html>", SFT_METADATA_ERROR_FORMAT);
  assert_text_refused ("<svg><metadata><state>{}</state></metadata></svg>", SFT_METADATA_ERROR_NONE);
  assert_text_refused ("<svg><a:state xmlns:a=\"tag:elsewhere\">{}</a:state></svg>", SFT_METADATA_ERROR_NONE);
  assert_text_refused ("<svg><b></svg>", SFT_METADATA_ERROR_DAMAGED);
  assert_text_refused ("<svg><b>", SFT_METADATA_ERROR_TRUNCATED);
}

/* Other programs write the same SVG in another way. */
static void
test_svg_rewritten (void)
{
#define SPACE "\"tag:sftlab.org,2026:sft-lab-state\""
  static const char *const files[] = {
    "<svg xmlns:x=" SPACE "><metadata>\n <x:state>{}</x:state></metadata><g/></svg>",
    "\357\273\277<?xml version='1.0'?>\n<!DOCTYPE svg>\n<s:svg xmlns:s='a'><state xmlns=" SPACE
    ">\n{} </state></s:svg>",
    "<svg><y:state a='&lt;' xmlns:y=" SPACE "><![CDATA[{}]]></y:state><state>no</state></svg>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new (files[i], strlen (files[i]));

      assert_read (file, "{}");
    }
}

/* An editor that appends leaves the old tables where they are and says where they were (ISO 32000-1, 7.5.6). */
static void
test_pdf_appended (void)
{
  g_autoptr (GBytes) old = exported (SFT_FORMAT_PDF, STATE);
  gsize size;
  const char *data = g_bytes_get_data (old, &size), *mark = NULL;
  g_autoptr (GString) text = g_string_new_len (data, (gssize)size);
  g_autoptr (GBytes) file = NULL;
  gulong table;

  for (gsize i = 0; i + 9 < size; i++)
    if (memcmp (data + i, "startxref", 9) == 0)
      mark = data + i;
  g_assert_nonnull (mark);
  table = strtoul (mark + 9, NULL, 10);
  {
    gsize at = text->len;

    g_string_append_printf (text,
                            "xref\n0 1\n0000000000 65535 f \n900 1\n0000000010 00000 n \n"
                            "trailer\n<< /Size 901 /Root 1 0 R /ID [<00> <01>] /Prev %lu >>\nstartxref\n%zu\n%%%%EOF\n",
                            table, at);
  }
  file = g_bytes_new (text->str, text->len);
  assert_read (file, STATE);
}

static void
test_pdf_by_hand (void)
{
#define PDF_TEXT(KEYWORDS)                                                                                             \
  "%PDF-1.4\n1 0 obj % comment )\n<< /A [1 << /Keywords (no) >>] /B /Keywords /C 1 0 R\n/Keywords " KEYWORDS " >>\n"   \
  "endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Info 1 0 R >>\nstartxref\n"
  static const struct
  {
    const char *text, *state;
  } files[] = {
    { PDF_TEXT ("({\\(\\101\\7\\\na\\n(b)})"), "{(A\aa\n(b)}" },
    { PDF_TEXT ("<7B 7d>"), "{}" },
    { PDF_TEXT ("<FEFF007B00E4007D>"), "{ä}" },
    { PDF_TEXT ("(cats, dogs)"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *table = strstr (files[i].text, "xref\n");
      g_autofree char *whole = g_strdup_printf ("%s%d\n%%%%EOF\n", files[i].text, (int)(table - files[i].text));
      g_autoptr (GBytes) file = g_bytes_new (whole, strlen (whole));

      if (files[i].state != NULL)
        assert_read (file, files[i].state);
      else
        assert_refused (file, SFT_METADATA_ERROR_NONE);
    }
}

static void
append_32 (GByteArray *to, guint32 value)
{
  guint8 bytes[4] = { (guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value };

  g_byte_array_append (to, bytes, 4);
}

/* A PNG that begins with one iTXt chunk of ours. The sum is that of the PNG specification's annex D. */
static GBytes *
png_with (const guint8 *content, gsize n, gboolean right_sum)
{
  GByteArray *png = g_byte_array_new ();
  guint32 crc = 0xffffffffu;
  guint start;

  g_byte_array_append (png, (const guint8 *)"\211PNG\r\n\032\n", 8);
  append_32 (png, (guint32)(n + 14));
  start = png->len;
  g_byte_array_append (png, (const guint8 *)"iTXtsft-lab-state", 18);
  g_byte_array_append (png, content, (guint)n);
  for (guint i = start; i < png->len; i++)
    {
      crc ^= png->data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
  append_32 (png, right_sum ? ~crc : crc);
  append_32 (png, 0);
  append_32 (png, 0x49454e44); /* IEND */
  append_32 (png, 0xae426082);
  return g_byte_array_free_to_bytes (png);
}

static GBytes *
compressed_png (gsize n)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autofree char *text = g_malloc (n);
  g_autofree guint8 *content = g_malloc (n + 100);
  gsize read, written;

  memset (text, ' ', n);
  text[0] = '{';
  text[n - 1] = '}';
  memcpy (content, "\1\0en\0\0", 6);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (zlib), text, n, content + 6, n + 94, G_CONVERTER_INPUT_AT_END,
                                        &read, &written, NULL),
                   ==, G_CONVERTER_FINISHED);
  return png_with (content, written + 6, TRUE);
}

static void
test_png_by_hand (void)
{
  g_autofree guint8 *huge = g_malloc0 (3 * SFT_METADATA_MAX);
  struct
  {
    GBytes *file;
    int code; /* -1: "{}" */
  } cases[] = {
    { png_with ((const guint8 *)"\0\0\0\0{}", 6, TRUE), -1 },
    { png_with ((const guint8 *)"\0\0de\0Stand\0{}", 13, TRUE), -1 },
    { compressed_png (2), -1 },
    { png_with ((const guint8 *)"\0\0\0\0{}", 6, FALSE), SFT_METADATA_ERROR_DAMAGED },
    { png_with ((const guint8 *)"\2\0\0\0{}", 6, TRUE), SFT_METADATA_ERROR_DAMAGED },
    { png_with ((const guint8 *)"\1\0\0\0{}", 6, TRUE), SFT_METADATA_ERROR_DAMAGED },
    { png_with ((const guint8 *)"\0\0{}", 4, TRUE), SFT_METADATA_ERROR_DAMAGED },
    { png_with ((const guint8 *)"\0\0\0\0", 4, TRUE), SFT_METADATA_ERROR_DAMAGED },
    { png_with ((const guint8 *)"\0\0\0\0\377", 5, TRUE), SFT_METADATA_ERROR_DAMAGED },
    { png_with (huge, SFT_METADATA_MAX + 5, TRUE), SFT_METADATA_ERROR_SIZE },
    { png_with (huge, 3 * SFT_METADATA_MAX, TRUE), SFT_METADATA_ERROR_SIZE },
    { compressed_png (100 * SFT_METADATA_MAX), SFT_METADATA_ERROR_SIZE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].code < 0)
        assert_read (cases[i].file, "{}");
      else
        assert_refused (cases[i].file, (SftMetadataError)cases[i].code);
      g_bytes_unref (cases[i].file);
    }
}

static void
test_absurd_sizes (void)
{
  static const guint8 longest[] = "\211PNG\r\n\032\n\177\377\377\377iTXtsft-lab-state";
  static const guint8 longer[] = "\211PNG\r\n\032\n\377\377\377\377iTXtsft-lab-state";
  g_autoptr (GBytes) one = g_bytes_new (longest, sizeof longest), other = g_bytes_new (longer, sizeof longer);
  g_autoptr (GString) svg = g_string_new ("<svg><a:state xmlns:a=\"tag:sftlab.org,2026:sft-lab-state\">");
  g_autoptr (GString) pdf = g_string_new ("%PDF-1.4\n1 0 obj <</Keywords ({");
  gsize table;

  assert_refused (one, SFT_METADATA_ERROR_TRUNCATED);
  assert_refused (other, SFT_METADATA_ERROR_DAMAGED);
  for (int i = 0; i < SFT_METADATA_MAX; i++)
    {
      g_string_append_c (svg, 'x');
      g_string_append_c (pdf, 'x');
    }
  g_string_append (svg, "x</a:state></svg>");
  assert_text_refused (svg->str, SFT_METADATA_ERROR_SIZE);
  g_string_append (pdf, ")>>\n");
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n1 1\n0000000009 00000 n \ntrailer<</Info 1 0 R>>\nstartxref\n%zu\n", table);
  assert_text_refused (pdf->str, SFT_METADATA_ERROR_SIZE);
  /* Tables that claim more than there is, that lie outside, that point at themselves. */
  assert_text_refused ("%PDF-1.4\nxref\n0 999999999999\ntrailer<<>>\nstartxref\n9\n", SFT_METADATA_ERROR_FORMAT);
  assert_text_refused ("%PDF-1.4\nxref\n0 0\ntrailer<<>>\nstartxref\n999999999\n", SFT_METADATA_ERROR_FORMAT);
  assert_text_refused ("%PDF-1.4\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n", SFT_METADATA_ERROR_NONE);
  assert_text_refused ("%PDF-1.4\nxref\n0 0\ntrailer<</Info 5 0 R/Prev 9>>\nstartxref\n9\n",
                       SFT_METADATA_ERROR_DAMAGED);
}

/* Whatever comes in: a state, or one of our errors. */
static void
read_anything (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = sft_metadata_read (file, &error);

  if (read == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == SFT_METADATA_ERROR);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (read, -1, NULL));
  g_assert_cmpuint (strlen (read), >, 0);
  g_assert_cmpuint (strlen (read), <=, SFT_METADATA_MAX);
}

/* Cut anywhere, a file gives its whole state or none of it. */
static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = exported (formats[i], STATE);
      gsize size, states = 0;
      const char *data = g_bytes_get_data (file, &size);

      for (gsize n = 0; n < size; n++)
        {
          g_autoptr (GBytes) part = g_bytes_new (data, n); /* a copy: reading beyond it would be seen */
          g_autoptr (GError) error = NULL;
          g_autofree char *read = sft_metadata_read (part, &error);

          if (read != NULL)
            {
              g_assert_cmpstr (read, ==, STATE);
              states++;
            }
          else if (n > 0 && n > size / 2 && formats[i] != SFT_FORMAT_PDF)
            g_assert_error (error, SFT_METADATA_ERROR, SFT_METADATA_ERROR_TRUNCATED);
          else
            g_assert_true (error->domain == SFT_METADATA_ERROR);
        }
      /* The state of PNG and SVG stands before the picture, PDF's at the end. */
      g_test_message ("%s: %zu of %zu parts have the state", sft_format_name (formats[i]), states, size);
      g_assert_cmpuint (states, >, formats[i] == SFT_FORMAT_PDF ? 0 : 100);
    }
}

static void
mutate (GByteArray *bytes)
{
  int changes = g_test_rand_int_range (1, 6);

  for (int i = 0; i < changes && bytes->len > 1; i++)
    {
      guint at = (guint)g_test_rand_int_range (0, (gint32)bytes->len);
      guint most = (guint)g_test_rand_int_range (1, 40), n = MIN (most, bytes->len - at);

      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          bytes->data[at] = (guint8)g_test_rand_int_range (0, 256);
          break;
        case 1:
          bytes->data[at] ^= (guint8)(1 << g_test_rand_int_range (0, 8));
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, n);
          break;
        case 3:
          memset (bytes->data + at, "\0\xff(<>[]/ 9"[g_test_rand_int_range (0, 10)], n);
          break;
        default:
          g_byte_array_set_size (bytes, bytes->len + n);
          memmove (bytes->data + at + n, bytes->data + at, bytes->len - n - at);
        }
    }
}

static void
test_mutated (void)
{
  GBytes *files[G_N_ELEMENTS (formats)];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    files[i] = exported (formats[i], STATE);
  for (int i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) mutated = NULL;
      gsize size;
      const guint8 *data = g_bytes_get_data (files[i % 3], &size);

      g_byte_array_append (bytes, data, (guint)size);
      mutate (bytes);
      mutated = g_bytes_new (bytes->data, bytes->len);
      read_anything (mutated);
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_bytes_unref (files[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata/round-trip", test_round_trip);
  g_test_add_func ("/metadata/noncharacters", test_noncharacters);
  g_test_add_func ("/metadata/large", test_large);
  g_test_add_func ("/metadata/none", test_none);
  g_test_add_func ("/metadata/svg-rewritten", test_svg_rewritten);
  g_test_add_func ("/metadata/pdf-appended", test_pdf_appended);
  g_test_add_func ("/metadata/pdf-by-hand", test_pdf_by_hand);
  g_test_add_func ("/metadata/png-by-hand", test_png_by_hand);
  g_test_add_func ("/metadata/absurd-sizes", test_absurd_sizes);
  g_test_add_func ("/metadata/truncated", test_truncated);
  g_test_add_func ("/metadata/mutated", test_mutated);
  return g_test_run ();
}
