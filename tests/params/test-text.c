/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in two forms, numbers for people, numbers as NumPy prints them, shortest decimals. */
#include "config.h"

#include "decimal-comma.h"
#include "sft-text.h"

#include <float.h>
#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static gboolean german;

/* With the decimal point of the test's locale. Frees nothing: test strings are few. */
static char *
localized (const char *text)
{
  GString *string = g_string_new (text);

  if (german)
    g_string_replace (string, ".", ",", 1);
  return g_string_free (string, FALSE);
}

static double
random_double (void)
{
  guint64 bits = (guint64)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static void
test_two_forms (void)
{
  SftText empty = { NULL, NULL };
  SftText text = sft_text ("loss %.2f of %d %s", 0.5, 3, "tokens");
  SftText copy = sft_text_copy (&text);
  SftText copy_of_empty = sft_text_copy (&empty);
  g_autofree char *shown = localized ("loss 0.50 of 3 tokens");

  g_assert_cmpstr (text.plain, ==, "loss 0.50 of 3 tokens");
  g_assert_cmpstr (text.shown, ==, shown);
  g_assert_cmpstr (sft_text_get (&text, FALSE), ==, text.plain);
  g_assert_cmpstr (sft_text_get (&text, TRUE), ==, text.shown);
  g_assert_false (sft_text_is_empty (&text));
  sft_text_clear (&text);
  g_assert_true (sft_text_is_empty (&text));
  sft_text_clear (&text);

  g_assert_cmpstr (copy.plain, ==, "loss 0.50 of 3 tokens");
  g_assert_cmpstr (copy.shown, ==, shown);
  sft_text_clear (&copy);

  g_assert_true (sft_text_is_empty (&empty));
  g_assert_null (copy_of_empty.plain);
  g_assert_null (copy_of_empty.shown);
  g_assert_cmpstr (sft_text_get (&empty, FALSE), ==, "");
  g_assert_cmpstr (sft_text_get (&empty, TRUE), ==, "");
}

static void
test_untranslated (void)
{
  g_assert_cmpstr (sft_translate (""), ==, "");
  g_assert_cmpstr (sft_translate ("no such message"), ==, "no such message");
}

/* A catalog in GNU gettext's binary form: the header's length, then tables of lengths and offsets. Zero bytes part the
 * forms of a plural. */
static void
write_catalog (const char *path)
{
#define TEXT(text)                                                                                                     \
  {                                                                                                                    \
    text, sizeof text - 1                                                                                              \
  }
  static const struct
  {
    const char *bytes;
    gsize length;
  } texts[] = { TEXT (""),
                TEXT ("%d loss\0%d losses"),
                TEXT ("loss %.2f of %s"),
                TEXT ("Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n"),
                TEXT ("%d Verlust\0%d Verluste"),
                TEXT ("Verlust %.2f für %s") };
#undef TEXT
  guint32 head[7 + 2 * G_N_ELEMENTS (texts)] = { 0x950412de, 0, 3, 28, 28 + 24, 0, 0 };
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      head[7 + 2 * i] = (guint32)texts[i].length;
      head[8 + 2 * i] = (guint32)(sizeof head + data->len);
      g_string_append_len (data, texts[i].bytes, (gssize)texts[i].length + 1);
    }
  g_string_append_len (file, (const char *)head, sizeof head);
  g_string_append_len (file, data->str, (gssize)data->len);
  g_file_set_contents (path, file->str, (gssize)file->len, &error);
  g_assert_no_error (error);
}

static void
assert_plural (gulong n, const char *plain, const char *shown)
{
  SftText text = sft_text_plural (n, "%d loss", "%d losses", (int)n);

  g_assert_cmpstr (text.plain, ==, plain);
  g_assert_cmpstr (text.shown, ==, shown);
  sft_text_clear (&text);
}

static void
test_plural (void)
{
  assert_plural (0, "0 losses", "0 losses");
  assert_plural (1, "1 loss", "1 loss");
  assert_plural (2, "2 losses", "2 losses");
}

/* The shown form speaks German and writes a comma, the plain form does neither. */
static void
test_translation (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "params", "catalog", NULL);
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  SftText text;

  g_assert_cmpint (g_mkdir_with_parents (messages, 0755), ==, 0);
  write_catalog (path);
  g_setenv ("LANGUAGE", "de", TRUE);
  g_assert_nonnull (setlocale (LC_MESSAGES, setlocale (LC_NUMERIC, NULL)));
  g_assert_nonnull (bindtextdomain (GETTEXT_PACKAGE, folder));
  g_assert_nonnull (bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8"));
  text = sft_text ("loss %.2f of %s", 0.5, "x");
  g_assert_cmpstr (text.plain, ==, "loss 0.50 of x");
  g_assert_cmpstr (text.shown, ==, "Verlust 0,50 für x");
  g_assert_cmpstr (sft_translate (""), ==, "");
  sft_text_clear (&text);
  /* The plain form counts as English does, the shown one as its language. */
  assert_plural (0, "0 losses", "0 Verlust");
  assert_plural (1, "1 loss", "1 Verlust");
  assert_plural (2, "2 losses", "2 Verluste");
  g_assert_nonnull (setlocale (LC_MESSAGES, "C"));
}

static void
test_c_locale_is_for_one_call (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  g_autofree char *c = sft_format_c ("%g %.3f %s", 0.5, -1.25, "é");
  g_autofree char *after = g_strdup_printf ("%.1f", 0.5);
  g_autofree char *expected = localized ("0.5");

  g_assert_cmpstr (c, ==, "0.5 -1.250 é");
  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpstr (setlocale (LC_NUMERIC, NULL), ==, before);
}

static gpointer
format_many (gpointer data)
{
  gboolean c = GPOINTER_TO_INT (data);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *text = c ? sft_format_c ("%.1f", 0.5) : g_strdup_printf ("%.1f", 0.5);

      if (text[1] != (c || !german ? '.' : ','))
        return g_steal_pointer (&text);
    }
  return NULL;
}

/* A thread that formats in the C locale does not change what another one sees. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("format", format_many, GINT_TO_POINTER (i % 2));
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *wrong = g_thread_join (threads[i]);

      g_assert_cmpstr (wrong, ==, NULL);
    }
}

static void
test_one_line (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *expected;
  } cases[] = {
    { NULL, 10, "" },
    { "", 10, "" },
    { "abc", 3, "abc" },
    { "abcd", 3, "abc…" },
    { "äöü", 2, "äö…" },
    { "a\nb\tc\r\x7f", 10, "a\uFFFDb\uFFFDc\uFFFD\uFFFD" },
    { "a\u2028b\u2029c\xC2\x85"
      "d",
      10, "a\uFFFDb\uFFFDc\uFFFDd" },
    { "a\xffg", 10, "a\uFFFDg" },
    { "−∞ “x”", 10, "−∞ “x”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = sft_one_line (cases[i].text, cases[i].max);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

/* The expected forms follow from the rules in sft-text.h. */
static void
test_number_format (void)
{
  static const struct
  {
    double value;
    int digits;
    gboolean fixed;
    const char *expected;
  } cases[] = {
    { 0, 4, FALSE, "0" },
    { -0.0, 2, TRUE, "0.00" },
    { 0.4301, 4, TRUE, "0.4301" },
    { 0.43, 4, TRUE, "0.4300" },
    { 0.43, 4, FALSE, "0.43" },
    { 40, 0, FALSE, "40" },
    { 100, 2, FALSE, "100" },
    { -0.5, 1, FALSE, "−0.5" },
    { -0.0571, 4, TRUE, "−0.0571" },
    { -0.004, 2, TRUE, "0.00" }, /* what rounds to zero has no sign */
    { 0.004, 2, FALSE, "0" },
    { 0.0004, 2, FALSE, "4e−4" },
    { -0.00003, 4, FALSE, "−3e−5" },
    { 0.000031, 4, TRUE, "3.1000e−5" },
    { 1e-300, 3, FALSE, "1e−300" },
    { 0.3, 0, FALSE, "0" },
    { 0.0003, 0, FALSE, "0" },
    { 0.9999999, 4, FALSE, "1" },
    { 1234567.5, 1, FALSE, "1234567.5" },
    { 4294967295, 0, FALSE, "4294967295" },
    { 1e10, 2, FALSE, "1e10" },
    { -1.25e11, 2, FALSE, "−1.25e11" },
    { 1e308, 4, FALSE, "1e308" },
    { INFINITY, 4, TRUE, "∞" },
    { -INFINITY, 4, TRUE, "−∞" },
    { NAN, 4, TRUE, "undefined" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = sft_number_format (cases[i].value, cases[i].digits, cases[i].fixed, FALSE);
      g_autofree char *local = sft_number_format (cases[i].value, cases[i].digits, cases[i].fixed, TRUE);
      g_autofree char *expected = localized (cases[i].expected);

      g_assert_cmpstr (plain, ==, cases[i].expected);
      g_assert_cmpstr (local, ==, expected);
    }
}

/* Read back, a formatted number is within half a unit of its last digit. */
static void
test_number_format_is_near (void)
{
  for (int i = 0; i < 20000; i++)
    {
      double value = ldexp (g_test_rand_double_range (-1, 1), g_test_rand_int_range (-60, 60));
      int digits = g_test_rand_int_range (1, 8);
      gboolean fixed = g_test_rand_bit ();
      g_autofree char *text = sft_number_format (value, digits, fixed, FALSE);
      g_auto (GStrv) parts = g_strsplit (text, "−", -1);
      g_autofree char *ascii = g_strjoinv ("-", parts);
      const char *e = strchr (ascii, 'e');
      double unit = pow (10, e != NULL ? (double)g_ascii_strtoll (e + 1, NULL, 10) - digits : -digits);
      char *end;
      double back = g_ascii_strtod (ascii, &end);

      g_assert_cmpint (*end, ==, '\0');
      /* 1e-9: the error of pow() and of reading back, far below half a unit. */
      g_assert_cmpfloat (fabs (back - value), <=, unit * (0.5 + 1e-9) + fabs (value) * 2 * DBL_EPSILON);
    }
}

static void
test_number_to_string (void)
{
  static const struct
  {
    double value;
    const char *expected;
  } cases[] = {
    /* The digits are those of Python 3.11's repr(). */
    { 0, "0" },
    { -0.0, "-0" },
    { 0.1, "0.1" },
    { -0.1, "-0.1" },
    { 40, "40" },
    { 100000, "100000" },
    { 4294967295, "4294967295" },
    { 123456789012345, "123456789012345" },
    { 1e15, "1e+15" },
    { 1e22, "1e+22" },
    { 1e23, "1e+23" },
    { 0.0001, "0.0001" },
    { 0.00012345, "0.00012345" },
    { 0.00001, "1e-05" },
    { 1.0 / 3, "0.3333333333333333" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 12.5, "12.5" },
    { 5e-324, "5e-324" },
    { -2.5e-310, "-2.5e-310" },
    { 9.5e-322, "9.5e-322" },
    { DBL_MIN, "2.2250738585072014e-308" },
    { DBL_MAX, "1.7976931348623157e+308" },
    /* 2^-1017 and 2^-808: the shortest decimal is not the nearest one of its length. */
    { 0x1p-1017, "7.120236347223045e-307" },
    { 0x1p-808, "5.858190679279809e-244" },
    { INFINITY, "inf" },
    { -INFINITY, "-inf" },
    { NAN, "nan" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sft_number_to_string (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static int
count_digits (const char *text)
{
  int n = 0, trailing = 0;
  gboolean started = FALSE;

  for (; *text != '\0' && *text != 'e'; text++)
    if (g_ascii_isdigit (*text))
      {
        started = started || *text != '0';
        n += started ? 1 : 0;
        trailing = *text == '0' ? trailing + 1 : 0;
      }
  return n - trailing;
}

/* Any double reads back, and no correctly rounded form with fewer digits does. */
static void
test_number_round_trip (void)
{
  for (int i = 0; i < 100000; i++)
    {
      double value = i % 4 == 0   ? ldexp (1, g_test_rand_int_range (-1074, 1024))
                     : i % 4 == 1 ? (double)g_test_rand_int () / 1000
                                  : random_double ();
      g_autofree char *text = NULL;
      g_autofree char *shorter = NULL;
      int digits;

      if (!isfinite (value) || value == 0)
        continue;
      text = sft_number_to_string (value);
      digits = count_digits (text);
      g_assert_true (g_ascii_strtod (text, NULL) == value);
      if (digits > 1)
        {
          shorter = sft_format_c ("%.*e", digits - 2, value);
          g_assert_true (g_ascii_strtod (shorter, NULL) != value);
        }
    }
}

static void
test_numpy_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "numpy-print.txt", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int cases = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; line[0] != NULL && *line[0] != '\0'; line++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
      g_autofree char *printed = NULL;

      if (*line[0] == '#')
        continue;
      words = g_strsplit (line[0], " ", -1);
      for (char **word = words + 1; *word != NULL; word++)
        {
          double value = g_ascii_strtod (*word, NULL);

          g_array_append_val (values, value);
        }
      printed = sft_numpy_format ((const double *)(gpointer)values->data, values->len,
                                  (int)g_ascii_strtoll (words[0], NULL, 10));
      g_strdelimit (printed, "\n", '|');
      line++;
      g_assert_cmpstr (printed, ==, *line);
      cases++;
    }
  g_assert_cmpint (cases, ==, 748);
}

/* The lesson's own lines. */
static void
test_numpy_lesson (void)
{
  static const double nll[] = { 0.2209512, 0.27606, 0.44212, 0.57213 };
  g_autofree char *text = sft_numpy_format (nll, G_N_ELEMENTS (nll), 4);
  g_autofree char *empty = sft_numpy_format (NULL, 0, 4);

  g_assert_cmpstr (text, ==, "[0.221  0.2761 0.4421 0.5721]");
  g_assert_cmpstr (empty, ==, "[]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  german = test_locale_init (&argc, &argv);
  g_test_add_func ("/text/two-forms", test_two_forms);
  g_test_add_func ("/text/plural", test_plural);
  g_test_add_func ("/text/untranslated", test_untranslated);
  if (german)
    g_test_add_func ("/text/translation", test_translation);
  g_test_add_func ("/text/c-locale-is-for-one-call", test_c_locale_is_for_one_call);
  g_test_add_func ("/text/threads", test_threads);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/number/format", test_number_format);
  g_test_add_func ("/number/format-is-near", test_number_format_is_near);
  g_test_add_func ("/number/to-string", test_number_to_string);
  g_test_add_func ("/number/round-trip", test_number_round_trip);
  g_test_add_func ("/numpy/golden", test_numpy_golden);
  g_test_add_func ("/numpy/lesson", test_numpy_lesson);
  return g_test_run ();
}
