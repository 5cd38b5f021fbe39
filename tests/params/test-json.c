/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON writer: exact forms, numbers that read back, and random documents judged by a small reader of RFC 8259. */
#include "config.h"

#include "decimal-comma.h"
#include "sft-json.h"

#include <math.h>
#include <string.h>

/* ---- a reader that says whether text is JSON ---- */

static gboolean read_value (const char **p);

static void
skip_space (const char **p)
{
  *p += strspn (*p, " \n\r\t");
}

static gboolean
read_literal (const char **p, const char *literal)
{
  if (!g_str_has_prefix (*p, literal))
    return FALSE;
  *p += strlen (literal);
  return TRUE;
}

static gboolean
read_digits (const char **p)
{
  gsize n = strspn (*p, "0123456789");

  *p += n;
  return n > 0;
}

static gboolean
read_number (const char **p)
{
  read_literal (p, "-");
  if (!read_literal (p, "0") && !read_digits (p))
    return FALSE;
  if (read_literal (p, ".") && !read_digits (p))
    return FALSE;
  if (**p != 'e' && **p != 'E')
    return TRUE;
  (*p)++;
  if (**p == '+' || **p == '-')
    (*p)++;
  return read_digits (p);
}

static gboolean
read_string (const char **p)
{
  if (!read_literal (p, "\""))
    return FALSE;
  while (**p != '"')
    {
      if ((guchar) * *p < 0x20)
        return FALSE;
      if (*(*p)++ != '\\')
        continue;
      if (**p == '\0' || strchr ("\"\\/bfnrtu", **p) == NULL)
        return FALSE;
      if (*(*p)++ == 'u')
        for (int i = 0; i < 4; i++)
          if (!g_ascii_isxdigit (*(*p)++))
            return FALSE;
    }
  (*p)++;
  return TRUE;
}

static gboolean
read_members (const char **p, gboolean object)
{
  const char *end = object ? "}" : "]";

  (*p)++;
  skip_space (p);
  if (read_literal (p, end))
    return TRUE;
  do
    {
      skip_space (p);
      if (object)
        {
          if (!read_string (p))
            return FALSE;
          skip_space (p);
          if (!read_literal (p, ":"))
            return FALSE;
        }
      if (!read_value (p))
        return FALSE;
    }
  while (read_literal (p, ","));
  return read_literal (p, end);
}

static gboolean
read_value (const char **p)
{
  gboolean ok;

  skip_space (p);
  if (**p == '{' || **p == '[')
    ok = read_members (p, **p == '{');
  else if (**p == '"')
    ok = read_string (p);
  else
    ok = read_literal (p, "true") || read_literal (p, "false") || read_literal (p, "null") || read_number (p);
  skip_space (p);
  return ok;
}

static gboolean
is_json (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && read_value (&text) && *text == '\0';
}

static void
test_reader (void)
{
  static const char *const good[] = { "0", "-1.5e+07", "[]", "{}", "[1, 2]", "{\"a\": [null]}", "\"\\u2028\\n\"" };
  static const char *const bad[] = { "",      "01",      "1.",     "0,5",     "nan", "[1,]", "[1 2]",
                                     "{a:1}", "{\"a\"}", "\"\n\"", "\"\\x\"", "[",   "1 1",  "'a'" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (is_json (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (is_json (bad[i]));
}

/* ---- exact forms ---- */

static char *
write_sample (gboolean pretty)
{
  static const double row[] = { 1, -0.5, NAN };
  SftJson *json = sft_json_new (pretty);

  sft_json_begin_object (json);
  sft_json_name (json, "demo");
  sft_json_integer (json, 17);
  sft_json_name (json, "list");
  sft_json_numbers (json, row, G_N_ELEMENTS (row));
  sft_json_name (json, "matrix");
  sft_json_begin_array (json);
  sft_json_numbers (json, row, 2);
  sft_json_numbers (json, row, 2);
  sft_json_end_array (json);
  sft_json_name (json, "lines");
  sft_json_begin_array (json);
  sft_json_string (json, "a");
  sft_json_string (json, "b");
  sft_json_end_array (json);
  sft_json_name (json, "empty");
  sft_json_begin_array (json);
  sft_json_end_array (json);
  sft_json_name (json, "checks");
  sft_json_begin_array (json);
  sft_json_begin_object (json);
  sft_json_name (json, "passed");
  sft_json_boolean (json, TRUE);
  sft_json_name (json, "note");
  sft_json_string (json, NULL);
  sft_json_end_object (json);
  sft_json_begin_object (json);
  sft_json_end_object (json);
  sft_json_end_array (json);
  sft_json_end_object (json);
  return sft_json_free_to_string (json);
}

static void
test_compact (void)
{
  g_autofree char *text = write_sample (FALSE);

  g_assert_cmpstr (text, ==,
                   "{\"demo\":17,\"list\":[1,-0.5,null],\"matrix\":[[1,-0.5],[1,-0.5]],\"lines\":[\"a\",\"b\"],"
                   "\"empty\":[],\"checks\":[{\"passed\":true,\"note\":null},{}]}");
}

static void
test_pretty (void)
{
  g_autofree char *text = write_sample (TRUE);

  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"demo\": 17,\n"
                   "  \"list\": [1, -0.5, null],\n"
                   "  \"matrix\": [\n"
                   "    [1, -0.5],\n"
                   "    [1, -0.5]\n"
                   "  ],\n"
                   "  \"lines\": [\n"
                   "    \"a\",\n"
                   "    \"b\"\n"
                   "  ],\n"
                   "  \"empty\": [],\n"
                   "  \"checks\": [\n"
                   "    {\n"
                   "      \"passed\": true,\n"
                   "      \"note\": null\n"
                   "    },\n"
                   "    {}\n"
                   "  ]\n"
                   "}");
}

static void
test_strings (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "say \"hi\" \\ /", "\"say \\\"hi\\\" \\\\ /\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
    { "a\u2028b\u2029", "\"a\\u2028b\\u2029\"" },
    { "π_θ(y | x) − ∞ 😀", "\"π_θ(y | x) − ∞ 😀\"" },
    { "a\xff\xc3z", "\"a\uFFFD\uFFFDz\"" },
    { "\xed\xa0\x80", "\"\uFFFD\uFFFD\uFFFD\"" }, /* a surrogate is no character */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SftJson *json = sft_json_new (FALSE);
      g_autofree char *text = NULL;

      sft_json_string (json, cases[i].text);
      text = sft_json_free_to_string (json);
      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_true (is_json (text));
    }
}

static void
test_numbers (void)
{
  static const double not_finite[] = { NAN, INFINITY, -INFINITY };
  static const double special[] = { 0.0, -0.0, 5e-324, -2.5e-310, 1.7976931348623157e308, 0.1, 1e22, 4294967295 };

  for (gsize i = 0; i < G_N_ELEMENTS (not_finite); i++)
    {
      SftJson *json = sft_json_new (FALSE);
      g_autofree char *text = NULL;

      sft_json_number (json, not_finite[i]);
      text = sft_json_free_to_string (json);
      g_assert_cmpstr (text, ==, "null");
    }
  for (int i = 0; i < 20000; i++)
    {
      SftJson *json = sft_json_new (FALSE);
      guint64 bits = (guint64)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();
      g_autofree char *text = NULL;
      double value, back;

      memcpy (&value, &bits, sizeof value);
      if (i < (int)G_N_ELEMENTS (special))
        value = special[i];
      sft_json_number (json, value);
      text = sft_json_free_to_string (json);
      g_assert_true (is_json (text));
      if (!isfinite (value))
        continue;
      back = g_ascii_strtod (text, NULL);
      g_assert_cmpmem (&back, sizeof back, &value, sizeof value);
    }
}

static void
test_integers (void)
{
  SftJson *json = sft_json_new (FALSE);
  g_autofree char *text = NULL;

  sft_json_begin_array (json);
  sft_json_integer (json, G_MININT64);
  sft_json_integer (json, G_MAXINT64);
  sft_json_end_array (json);
  text = sft_json_free_to_string (json);
  g_assert_cmpstr (text, ==, "[-9223372036854775808,9223372036854775807]");
}

/* ---- random documents ---- */

/* Draws from `rand`, so that the same document can be written twice. */
static void
write_random (SftJson *json, GRand *rand, int depth)
{
  static const char *const strings[] = { "", "a b", "\"", "\n", "[1, 2]", "\xff", "é\u2028" };
  int n = g_rand_int_range (rand, 0, 5);

  switch (g_rand_int_range (rand, 0, depth > 4 ? 5 : 8))
    {
    case 0:
      sft_json_string (json, strings[g_rand_int_range (rand, 0, G_N_ELEMENTS (strings))]);
      break;
    case 1:
      sft_json_boolean (json, g_rand_boolean (rand));
      break;
    case 2:
      sft_json_null (json);
      break;
    case 3:
    case 4:
      sft_json_number (json, ldexp (g_rand_double_range (rand, -1, 1), g_rand_int_range (rand, -80, 80)));
      break;
    case 5:
      sft_json_begin_object (json);
      for (int i = 0; i < n; i++)
        {
          sft_json_name (json, strings[i]);
          write_random (json, rand, depth + 1);
        }
      sft_json_end_object (json);
      break;
    default:
      sft_json_begin_array (json);
      for (int i = 0; i < n; i++)
        write_random (json, rand, depth + 1);
      sft_json_end_array (json);
    }
}

/* Without the white space between tokens. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (gboolean quoted = FALSE; *text != '\0'; text++)
    {
      if (quoted && *text == '\\')
        g_string_append_c (out, *text++);
      else if (*text == '"')
        quoted = !quoted;
      if (quoted || strchr (" \n", *text) == NULL)
        g_string_append_c (out, *text);
    }
  return g_string_free (out, FALSE);
}

static void
test_random_documents (void)
{
  for (int i = 0; i < 5000; i++)
    {
      guint32 seed = (guint32)g_test_rand_int ();
      g_autoptr (GRand) first = g_rand_new_with_seed (seed);
      g_autoptr (GRand) second = g_rand_new_with_seed (seed);
      SftJson *pretty = sft_json_new (TRUE);
      SftJson *compact = sft_json_new (FALSE);
      g_autofree char *pretty_text = NULL;
      g_autofree char *compact_text = NULL;
      g_autofree char *squeezed = NULL;

      write_random (pretty, first, 0);
      write_random (compact, second, 0);
      pretty_text = sft_json_free_to_string (pretty);
      compact_text = sft_json_free_to_string (compact);
      squeezed = squeeze (pretty_text);
      g_assert_true (is_json (pretty_text));
      g_assert_true (is_json (compact_text));
      g_assert_cmpstr (squeezed, ==, compact_text);
    }
}

static void
test_misuse (void)
{
  if (g_test_subprocess ())
    {
      SftJson *json = sft_json_new (FALSE);

      sft_json_begin_array (json);
      sft_json_free_to_string (json);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*json->done*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_locale_init (&argc, &argv);
  g_test_add_func ("/json/reader", test_reader);
  g_test_add_func ("/json/compact", test_compact);
  g_test_add_func ("/json/pretty", test_pretty);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/random-documents", test_random_documents);
  g_test_add_func ("/json/misuse", test_misuse);
  return g_test_run ();
}
