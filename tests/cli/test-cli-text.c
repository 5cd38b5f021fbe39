/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, broken lines and suggestions: what the other tests see only at one width. */
#include <string.h>

#include "sft-cli-private.h"

static void
test_width (void)
{
  g_assert_cmpint (sft_cli_text_width (""), ==, 0);
  g_assert_cmpint (sft_cli_text_width ("mask"), ==, 4);
  g_assert_cmpint (sft_cli_text_width ("π_θ"), ==, 3);
  g_assert_cmpint (sft_cli_text_width ("e\xcc\x81"), ==, 1); /* a combining accent has no width of its own */
  g_assert_cmpint (sft_cli_text_width ("掩码"), ==, 4);      /* two columns each (Unicode TR 11) */
}

static char *
table_at (int width)
{
  SftCliTable *table = sft_cli_table_new (3, 1);

  sft_cli_table_heading (table, "First");
  sft_cli_table_row (table, (const char *const[]){ "a", "one two three four five", "x", NULL });
  sft_cli_table_note (table, "a note of a few words");
  sft_cli_table_heading (table, "Second");
  sft_cli_table_row (table, (const char *const[]){ "πα", "", "", NULL });
  sft_cli_table_row (table, (const char *const[]){ "码", "six", "y", NULL });
  return sft_cli_table_free_to_string (table, width);
}

static void
test_table (void)
{
  g_autofree char *wide = table_at (80), *narrow = table_at (30);

  g_assert_cmpstr (wide, ==,
                   "First\n"
                   "  a   one two three four five  x\n"
                   "    a note of a few words\n"
                   "\nSecond\n"
                   "  πα\n"
                   "  码  six                      y\n");
  g_assert_cmpstr (narrow, ==,
                   "First\n"
                   "  a   one two three four     x\n"
                   "      five\n"
                   "    a note of a few words\n"
                   "\nSecond\n"
                   "  πα\n"
                   "  码  six                    y\n"); /* 30 - 9 other columns = 21 for the broken one */
}

/* Over random words and widths: no line is wider than it may be but for one long word, and no word is lost. */
static void
test_wrap (void)
{
  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL), out = g_string_new (NULL);
      int width = g_test_rand_int_range (10, 60), indent = g_test_rand_int_range (0, 8);
      g_auto (GStrv) lines = NULL;
      g_autofree char *joined = NULL;

      for (int i = g_test_rand_int_range (1, 30); i > 0; i--)
        {
          g_autofree char *word = g_strnfill (g_test_rand_int_range (1, 15), 'a' + i % 26);

          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
        }
      sft_cli_wrap (out, text->str, 0, indent, width);
      lines = g_strsplit (out->str, "\n", -1);
      for (char **line = lines; *line != NULL; line++)
        {
          const char *words = *line + (line == lines ? 0 : indent);

          g_assert_cmpint (strspn (*line, " "), ==, words - *line);
          g_assert_true ((int)strlen (*line) <= width || strchr (words, ' ') == NULL);
          memmove (*line, words, strlen (words) + 1);
        }
      joined = g_strjoinv (" ", lines);
      g_assert_cmpstr (joined, ==, text->str);
    }
}

static void
test_nearest (void)
{
  static const char *const names[] = { "threshold", "thresholds", "threshold_min", "seed", "format", NULL };
  static const char *const none[] = { NULL };

  g_assert_cmpstr (sft_cli_nearest ("threshold", names), ==, "threshold");
  g_assert_cmpstr (sft_cli_nearest ("treshold", names), ==, "threshold");     /* one letter less */
  g_assert_cmpstr (sft_cli_nearest ("thresholdss", names), ==, "thresholds"); /* one more */
  g_assert_cmpstr (sft_cli_nearest ("Fromat", names), ==, "format"); /* two changed places, letter case aside */
  g_assert_cmpstr (sft_cli_nearest ("seeds", names), ==, "seed");
  g_assert_cmpstr (sft_cli_nearest ("se", names), ==, "seed"); /* a beginning */
  g_assert_null (sft_cli_nearest ("s", names));
  g_assert_null (sft_cli_nearest ("nonsense", names));
  g_assert_null (sft_cli_nearest ("", names));
  g_assert_null (sft_cli_nearest ("seed", none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/text/width", test_width);
  g_test_add_func ("/cli/text/table", test_table);
  g_test_add_func ("/cli/text/wrap", test_wrap);
  g_test_add_func ("/cli/text/nearest", test_nearest);
  return g_test_run ();
}
