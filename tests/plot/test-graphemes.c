/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters are counted as a person counts them. */
#include "config.h"

#include <string.h>

#include "sft-graphemes.h"

/* Clusters after Unicode Standard Annex 29, by hand. */
static const struct
{
  const char *text;
  gsize n;
} samples[] = {
  { "", 0 },
  { "a", 1 },
  { "Loss 0.43\n", 10 },
  { "a\r\nb", 3 },
  { "e\xcc\x81", 1 },                 /* e and a combining acute accent */
  { "\xc3\xa9", 1 },                  /* the same in one */
  { "a\xcc\x88\xcc\xa3\xcc\x8a", 1 }, /* three marks on one letter */
  { "किताब", 3 },                     /* vowel signs; conjuncts are counted differently by later versions of Unicode */
  { "पानी", 2 },
  { "漢字かな交じり文", 8 },
  { "が", 1 },
  { "\xe3\x81\x8b\xe3\x82\x99", 1 }, /* か and a combining voice mark */
  { "한국어", 3 },
  { "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 1 }, /* a syllable of three jamo */
  { "👍", 1 },
  { "👍🏽", 1 },                  /* with a skin tone */
  { "👨‍👩‍👧‍👦", 1 }, /* a family of four, joined */
  { "🇩🇪🇫🇷", 2 },                      /* two flags */
  { "❤️", 1 },                    /* with a variation selector */
  { "1️⃣2️⃣", 2 },            /* keycaps */
  { "שָׁלוֹם", 4 },                      /* Hebrew with points */
  { "สวัสดี", 4 },                      /* Thai */
};

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_test_message ("%s", samples[i].text);
      g_assert_cmpuint (sft_graphemes_count (samples[i].text), ==, samples[i].n);
    }
}

/* Clusters put side by side, each kind after each other kind, are as many as were put there. */
static void
test_sums (void)
{
  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) starts = NULL;
      gsize n = 0, length = (gsize)g_test_rand_int_range (0, 60);

      for (gsize i = 0; i < length; i++)
        {
          gsize k = (gsize)g_test_rand_int_range (1, G_N_ELEMENTS (samples));

          /* A blank between: flags and jamo would join their neighbors. */
          g_string_append_printf (text, "%s ", samples[k].text);
          n += samples[k].n + 1;
        }
      starts = sft_graphemes_starts (text->str);
      g_assert_cmpuint (starts->len, ==, n + 1);
      g_assert_cmpuint (g_array_index (starts, gsize, n), ==, text->len);
      for (gsize i = 0; i < n; i++)
        {
          gsize start = g_array_index (starts, gsize, i);

          g_assert_cmpuint (start, <, g_array_index (starts, gsize, i + 1));
          g_assert_true (g_utf8_validate (text->str + start, -1, NULL));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graphemes/samples", test_samples);
  g_test_add_func ("/graphemes/sums", test_sums);
  return g_test_run ();
}
