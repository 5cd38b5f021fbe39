/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question has one right choice, an explanation for each, and a state that shows its answer. */
#include <string.h>

#include "sft-lesson.h"

#define LEAST_QUESTIONS 3

/* Plain text: no LaTeX, no markup, no stray blanks. */
static void
assert_plain (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "\\$^&\"\n\t"));
  g_assert_null (strstr (text, "  "));
  g_assert_false (g_str_has_prefix (text, " ") || g_str_has_suffix (text, " "));
}

static void
assert_sentences (const char *text)
{
  assert_plain (text);
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, "?") || g_str_has_suffix (text, ":"));
}

static void
check_words (int demo, const SftQuestion *question)
{
  g_test_message ("demo %d, %s", demo, question->id);
  for (const char *c = question->id; *c != '\0'; c++)
    g_assert_true (g_ascii_islower (*c) || g_ascii_isdigit (*c) || *c == '-');
  g_assert_true (sft_question_find (demo, question->id) == question); /* the first of this name */
  assert_sentences (question->prompt);
  g_assert_cmpuint (question->answer, <, SFT_N_CHOICES);
  for (guint i = 0; i < SFT_N_CHOICES; i++)
    {
      assert_plain (question->choices[i].text);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (question->choices[i].text, !=, question->choices[k].text);
    }
}

static const SftReadoutSpec *
find_readout (const SftLab *lab, const char *id)
{
  for (const SftReadoutSpec *spec = lab->readouts; spec->id != NULL; spec++)
    if (g_str_equal (spec->id, id))
      return spec;
  return NULL;
}

static SftResult *
compute (const SftDemo *demo, gboolean concept, const SftValues *values)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (demo, concept, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* The link leads to a state that the claim is true of, and, unless it is the defaults, not true without it. */
static void
check_state (const SftDemo *demo, const SftQuestion *question)
{
  g_autoptr (GError) error = NULL;
  const SftLab *lab = sft_demo_lab (demo, question->concept);
  g_autofree char *claim = sft_claim_format (&question->claim);

  g_test_message ("demo %d, %s: %s", demo->number, question->id, claim);
  g_assert_nonnull (lab);
  g_assert_nonnull (question->set);
  const SftReadoutSpec *readout = find_readout (lab, question->claim.readout);
  g_assert_nonnull (readout);
  g_assert_cmpint (readout->kind, !=, SFT_READOUT_NUMBERS);
  g_autoptr (SftValues) values = sft_question_values (demo->number, question, &error);
  g_assert_no_error (error);
  g_autoptr (SftResult) result = compute (demo, question->concept, values);
  g_assert_true (sft_claim_holds (&question->claim, result));
  if (question->set[0] == NULL)
    return;
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, question->concept);
  g_assert_false (sft_values_same (values, defaults, NULL));
  g_autoptr (SftResult) untouched = compute (demo, question->concept, defaults);
  g_assert_false (sft_claim_holds (&question->claim, untouched));
}

static void
test_demo (gconstpointer data)
{
  const SftDemo *demo = data;
  gsize n = 0;

  g_assert_nonnull (sft_demo_questions (demo->number));
  for (const SftQuestion *question = sft_demo_questions (demo->number); question->id != NULL; question++, n++)
    {
      check_words (demo->number, question);
      for (guint i = 0; i < SFT_N_CHOICES; i++)
        assert_sentences (question->choices[i].why);
      check_state (demo, question);
    }
  g_assert_cmpuint (n, >=, LEAST_QUESTIONS);
}

/* Guessing by place or by length must not pay: no place holds the right choice in over 40 of 100 questions, and it is
 * the one longest choice in at most 40 of 100. Chance alone gives 25. */
static void
test_no_hints (void)
{
  guint n = 0, at[SFT_N_CHOICES] = { 0 }, longest = 0;

  for (int demo = 1; demo <= 25; demo++)
    for (const SftQuestion *question = sft_demo_questions (demo); question->id != NULL; question++)
      {
        glong right = g_utf8_strlen (question->choices[question->answer].text, -1);
        gboolean is_longest = TRUE;

        for (guint i = 0; i < SFT_N_CHOICES; i++)
          is_longest = is_longest && (i == question->answer || g_utf8_strlen (question->choices[i].text, -1) < right);
        longest += is_longest;
        at[question->answer]++;
        n++;
      }
  g_test_message ("%u questions, right at %u %u %u %u, longest %u", n, at[0], at[1], at[2], at[3], longest);
  for (guint i = 0; i < SFT_N_CHOICES; i++)
    g_assert_cmpuint (at[i] * 100, <=, n * 40);
  g_assert_cmpuint (longest * 100, <=, n * 40);
}

/* The lesson's four, word for word: tests/golden/skill-check.txt holds a question a block, its choices, and the key. */
static void
test_skill_check (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "skill-check.txt", NULL);
  g_autofree char *golden = NULL;
  g_autoptr (GString) ours = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  for (const SftQuestion *question = sft_skill_check (); question->id != NULL; question++)
    {
      check_words (0, question);
      g_assert_null (question->set);
      g_string_append_printf (ours, "%s\n%s\n", question->id, question->prompt);
      for (guint i = 0; i < SFT_N_CHOICES; i++)
        g_string_append_printf (ours, "%c %s\n", i == question->answer ? '*' : '-', question->choices[i].text);
      g_string_append_printf (ours, "%s\n\n", question->choices[question->answer].why);
    }
  g_assert_cmpstr (ours->str, ==, golden);
}

static void
test_find (void)
{
  g_assert_true (sft_question_find (0, "term") == &sft_skill_check ()[2]);
  g_assert_null (sft_question_find (0, "no-such-question"));
  g_assert_null (sft_question_find (26, "term"));
  g_assert_null (sft_question_find (1, "no-such-question"));
}

int
main (int argc, char *argv[])
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/questions/skill-check", test_skill_check);
  g_test_add_func ("/questions/find", test_find);
  g_test_add_func ("/questions/no-hints", test_no_hints);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/questions/%02d", demos[i].number);

      g_test_add_data_func (path, &demos[i], test_demo);
    }
  return g_test_run ();
}
