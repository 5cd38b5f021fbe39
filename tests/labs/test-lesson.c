/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said around each demo: complete, of the promised length, and true of the lab it speaks about. */
#include <string.h>

#include "sft-lesson.h"

#define LEAST_WORDS 150
#define MOST_WORDS 300

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean word = FALSE;

      for (const char *p = words[i]; *p != '\0' && !word; p = g_utf8_next_char (p))
        word = g_unichar_isalnum (g_utf8_get_char (p));
      n += word;
    }
  return n;
}

/* A sentence or more in plain text: no LaTeX, no markup, no stray blanks. */
static void
assert_plain (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "\\$^_{}<>&\"\n\t"));
  g_assert_null (strstr (text, "  "));
  g_assert_false (g_str_has_prefix (text, " ") || g_str_has_suffix (text, " "));
}

static void
assert_sentences (const char *text)
{
  assert_plain (text);
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, "?"));
}

static void
test_every_demo (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  g_assert_cmpuint (n, ==, 25);
  for (gsize i = 0; i < n; i++)
    {
      const SftLesson *lesson = sft_lesson_find (demos[i].number);

      g_assert_nonnull (lesson);
      g_assert_cmpint (lesson->demo, ==, demos[i].number);
      for (gsize j = 0; j < i; j++)
        {
          const SftLesson *other = sft_lesson_find (demos[j].number);

          g_assert_cmpstr (lesson->idea, !=, other->idea);
          g_assert_cmpstr (lesson->misconceptions, !=, other->misconceptions);
          g_assert_cmpstr (lesson->formula, !=, other->formula);
        }
    }
  g_assert_null (sft_lesson_find (0));
  g_assert_null (sft_lesson_find (26));
}

static void
test_introduction (void)
{
  const SftIntroduction *introduction = sft_lesson_introduction ();

  assert_plain (introduction->title);
  assert_plain (introduction->kind);
  assert_plain (introduction->level);
  g_assert_cmpint (introduction->minutes, ==, 17);
  assert_sentences (introduction->objective);
  assert_sentences (introduction->why);
  assert_sentences (introduction->can);
  assert_sentences (introduction->cannot);
  assert_sentences (introduction->how);
}

static void
test_texts (gconstpointer data)
{
  const SftLesson *lesson = data;
  guint words = count_words (lesson->idea) + count_words (lesson->misconceptions);
  gsize n = 0;

  assert_sentences (lesson->idea);
  assert_sentences (lesson->parameters);
  assert_sentences (lesson->misconceptions);
  for (guint i = 0; i < SFT_N_TRIES; i++)
    {
      assert_sentences (lesson->steps[i].text);
      words += count_words (lesson->steps[i].text);
    }
  g_assert_cmpuint (words, >=, LEAST_WORDS);
  g_assert_cmpuint (words, <=, MOST_WORDS);
  g_assert_true (strstr (lesson->idea, "ynthetic") != NULL || strstr (lesson->misconceptions, "ynthetic") != NULL);

  g_assert_true (lesson->formula != NULL && g_utf8_validate (lesson->formula, -1, NULL));
  g_assert_null (strpbrk (lesson->formula, "\\$^_"));

  for (; lesson->references[n] != NULL; n++)
    {
      assert_plain (lesson->references[n]);
      for (gsize k = 0; k < n; k++)
        g_assert_cmpstr (lesson->references[n], !=, lesson->references[k]);
    }
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <=, 3);
}

static SftResult *
compute (const SftLesson *lesson, gboolean concept, const SftValues *values)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (sft_demo_find (lesson->demo), concept, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static gboolean
readouts_differ (const SftResult *a, const SftResult *b)
{
  for (guint i = 0; i < a->readouts->len; i++)
    {
      g_autofree char *was = sft_readout_format (a->readouts->pdata[i], FALSE);
      g_autofree char *is = sft_readout_format (b->readouts->pdata[i], FALSE);

      if (!g_str_equal (was, is))
        return TRUE;
    }
  return FALSE;
}

static void
test_steps (gconstpointer data)
{
  const SftLesson *lesson = data;
  g_autoptr (SftValues) earlier = NULL;

  for (guint i = 0; i < SFT_N_TRIES; i++)
    {
      const SftTry *step = &lesson->steps[i];
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (sft_demo_lab (sft_demo_find (lesson->demo), step->concept));
      g_assert_nonnull (step->set[0]);
      g_autoptr (SftValues) values = sft_lesson_try (lesson, i, &error);
      g_assert_no_error (error);
      g_autoptr (SftValues) defaults = sft_demo_defaults (sft_demo_find (lesson->demo), step->concept);
      g_autoptr (SftResult) before = compute (lesson, step->concept, defaults);
      g_autoptr (SftResult) after = compute (lesson, step->concept, values);

      g_assert_false (sft_values_same (values, defaults, NULL));
      g_assert_false (sft_figure_equal (before->figure, after->figure) && !readouts_differ (before, after));
      for (guint k = 0; k < i; k++)
        {
          earlier = sft_lesson_try (lesson, k, NULL);
          g_assert_false (step->concept == lesson->steps[k].concept && sft_values_same (values, earlier, NULL));
          g_clear_pointer (&earlier, sft_values_unref);
        }

      const SftReadout *readout = sft_result_find (after, step->readout);
      g_assert_nonnull (readout);
      g_assert_cmpuint (readout->n, ==, 1);
      g_test_message ("%d.%u: %s=%.10g", lesson->demo, i + 1, step->readout, readout->values[0]);
      g_assert_cmpfloat (readout->values[0], >=, step->low);
      g_assert_cmpfloat (readout->values[0], <=, step->high);
    }
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/every-demo", test_every_demo);
  g_test_add_func ("/lesson/introduction", test_introduction);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *texts = g_strdup_printf ("/lesson/%02d/texts", demos[i].number);
      g_autofree char *steps = g_strdup_printf ("/lesson/%02d/steps", demos[i].number);
      const SftLesson *lesson = sft_lesson_find (demos[i].number);

      g_test_add_data_func (texts, lesson, test_texts);
      g_test_add_data_func (steps, lesson, test_steps);
    }
  return g_test_run ();
}
