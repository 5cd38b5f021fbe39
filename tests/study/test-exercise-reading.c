/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading of answers, in the C locale and with --decimal-comma, and how lists of numbers are shown there. */
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "../params/decimal-comma.h"
#include "grading.h"
#include "sft-exercise.h"

static void
assert_refused (const SftExercise *exercise, const char *text, const char *accepted)
{
  g_autoptr (GError) error = NULL;
  SftGrade result = { TRUE, g_ptr_array_index (exercise->wrong, 0) };

  if (sft_exercise_grade (exercise, text, &result, &error))
    g_error ("\"%s\" was taken for an answer of %s", text, exercise->generator->id);
  g_assert_true (error->domain == SFT_EXERCISE_ERROR);
  g_assert_nonnull (strstr (error->message, accepted));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_false (result.right);
  g_assert_null (result.wrong);
}

/* Where numbers are shown with a comma, they can be typed with one; elsewhere a comma is an error, not a guess. */
static void
test_comma (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("template-loss"), 1);
  g_autofree char *point = sft_exercise_answer (exercise), *comma = g_strdelimit (g_strdup (point), ".", ',');
  const char *given = ((const SftText *)g_ptr_array_index (exercise->givens, 0))->shown;

  g_assert_true (grade (exercise, point).right);
  if (g_str_equal (nl_langinfo (RADIXCHAR), "."))
    {
      g_assert_null (strstr (strstr (given, "loss"), ","));
      assert_refused (exercise, comma, "0.43");
      return;
    }
  g_assert_nonnull (strstr (strstr (given, "loss"), ","));
  g_assert_true (grade (exercise, comma).right);
}

/* Lists follow the locale like single numbers; their plain form never does. */
static void
test_lists_of_numbers (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("best-step"), 1);
  g_autoptr (SftExercise) logits = sft_exercise_new (sft_generator_find ("masked-loss"), 1);
  const SftText *given = g_ptr_array_index (exercise->givens, 1), *token = g_ptr_array_index (logits->givens, 0);
  gboolean comma = g_str_equal (nl_langinfo (RADIXCHAR), ",");

  g_assert_true (g_regex_match_simple ("^Validation loss: ([0-9]\\.[0-9]{3}, )+[0-9]\\.[0-9]{3}$", given->plain, 0, 0));
  g_assert_true (
      g_regex_match_simple ("^Token 0: logits (-?[0-9]\\.[0-9], ){2}-?[0-9]\\.[0-9]; target", token->plain, 0, 0));
  if (!comma)
    {
      g_assert_cmpstr (given->shown, ==, given->plain);
      g_assert_cmpstr (token->shown, ==, token->plain);
      return;
    }
  g_assert_true (g_regex_match_simple ("([0-9],[0-9]{3}; )+[0-9],[0-9]{3}$", given->shown, 0, 0));
  g_assert_true (g_regex_match_simple (" (-?[0-9],[0-9]; ){2}-?[0-9],[0-9]; ", token->shown, 0, 0));
}

static void
test_numbers (void)
{
  static const char *const bad[] = { "",    " ",   "abc",   "0,43", "0.4.3", "nan",  "inf", "0x1p3", "1e",     "--1",
                                     "1 2", "5%%", "1e999", "½",    "\xff",  "4\n3", ".",   "+",     "0.43abc" };
  g_autoptr (SftExercise) share = sft_exercise_new (sft_generator_find ("active-fraction"), 1);
  g_autoptr (SftExercise) number = sft_exercise_new (sft_generator_find ("masked-loss"), 1);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_refused (share, bad[i], g_str_equal (bad[i], "1e999") ? "finite" : "43 %");
      assert_refused (number, bad[i], g_str_equal (bad[i], "1e999") ? "finite" : "0.43");
    }
  assert_refused (share, "%", "43 %");
  assert_refused (number, "43 %", "0.43");
  g_autofree char *padded = sft_format_c (" \t+%.4f \n", number->right.value);
  g_autofree char *exponent = sft_format_c ("%.4e", number->right.value);
  g_assert_true (grade (number, padded).right);
  g_assert_true (grade (number, exponent).right);
  g_autofree char *percent = sft_format_c ("%.1f%%", 100 * share->right.value);
  g_assert_true (grade (share, percent).right);
  /* U+2212: the forgotten minus is a named wrong step. */
  g_autofree char *minus = sft_format_c ("\u2212%.4f", number->right.value);
  g_assert_false (grade (number, minus).right);
  g_assert_nonnull (grade (number, minus).wrong);
  g_assert_false (grade (number, "1e300").right);
  g_assert_null (grade (number, "1e300").wrong);
}

static void
test_integers (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("best-step"), 1);
  g_autofree char *decimal = sft_format_c ("%.1f", exercise->right.value);

  assert_refused (exercise, "2.5", "whole number");
  assert_refused (exercise, "seven", "whole number");
  assert_refused (exercise, "", "whole number");
  assert_refused (exercise, "1e999", "whole number");
  g_assert_true (grade (exercise, decimal).right);
  g_assert_false (grade (exercise, "100000000000").right);
}

static void
test_lists (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("packing-bins"), 1);
  g_autofree char *answer = sft_exercise_answer (exercise), *longer = g_strconcat (answer, ",0", NULL);
  g_auto (GStrv) parts = g_strsplit (answer, ",", -1);
  g_autofree char *spaced = g_strjoinv ("  ", parts), *bracketed = g_strdup_printf (" [%s]\n", answer);
  g_autoptr (GString) endless = g_string_new (NULL);

  g_assert_cmpuint (exercise->right.n, >=, 2);
  g_assert_true (grade (exercise, spaced).right);
  g_assert_true (grade (exercise, bracketed).right);
  g_assert_false (grade (exercise, longer).right);
  g_assert_null (grade (exercise, longer).wrong);
  g_assert_false (grade (exercise, parts[0]).right);
  for (int i = 0; i < 1000; i++)
    g_string_append (endless, "1,");
  assert_refused (exercise, endless->str, "3,0,12");
  assert_refused (exercise, "", "3,0,12");
  assert_refused (exercise, ",", "3,0,12");
  assert_refused (exercise, "1,b", "3,0,12");
  assert_refused (exercise, "1,2.5", "3,0,12");
  assert_refused (exercise, "99999999999", "3,0,12");
}

static void
test_masks (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("mark-loss-tokens"), 1);
  g_autofree char *answer = sft_exercise_answer (exercise), *longer = g_strconcat (answer, ",1", NULL);
  g_auto (GStrv) parts = g_strsplit (answer, ",", -1);
  g_autofree char *tight = g_strjoinv ("", parts), *spaced = g_strjoinv (" ", parts);
  g_autofree char *bracketed = g_strdup_printf ("[%s]", answer), *two = g_strdelimit (g_strdup (answer), "1", '2');

  g_assert_cmpuint (exercise->right.n, ==, exercise->tokens->len);
  g_assert_true (grade (exercise, tight).right);
  g_assert_true (grade (exercise, spaced).right);
  g_assert_true (grade (exercise, bracketed).right);
  assert_refused (exercise, longer, "0 or 1 for each");
  assert_refused (exercise, tight + 1, "0 or 1 for each");
  assert_refused (exercise, two, "0 or 1 for each");
  assert_refused (exercise, "", "0 or 1 for each");
  g_assert_true (sft_exercise_grade_mask (exercise, exercise->right.mask).right);
  for (guint i = 0; i < exercise->wrong->len; i++)
    {
      const SftWrongStep *wrong = g_ptr_array_index (exercise->wrong, i);
      SftGrade result = sft_exercise_grade_mask (exercise, wrong->answer.mask);

      g_assert_false (result.right);
      g_assert_true (result.wrong == wrong);
    }
}

static void
test_marks_figure (void)
{
  g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find ("mark-loss-tokens"), 2);
  g_autoptr (SftFigure) figure = sft_exercise_marks_figure (exercise, exercise->right.mask);
  const SftPanel *panel = g_ptr_array_index (figure->panels, 0);

  g_assert_cmpint (panel->heatmap->rows * panel->heatmap->columns, ==, exercise->tokens->len);
  g_assert_cmpstr (panel->heatmap->bind.param, ==, SFT_EXERCISE_MARKS);
  for (guint i = 0; i < exercise->tokens->len; i++)
    g_assert_cmpfloat (panel->heatmap->values[i], ==, exercise->right.mask[i]);
  g_autofree char *words = sft_figure_describe (figure, FALSE);
  g_assert_nonnull (strstr (words, "carrying loss"));
}

int
main (int argc, char *argv[])
{
  gboolean comma;

  g_test_init (&argc, &argv, NULL);
  comma = test_locale_init (&argc, &argv);
  g_test_add_func ("/exercise-reading/comma", test_comma);
  g_test_add_func ("/exercise-reading/lists-of-numbers", test_lists_of_numbers);
  if (!comma)
    g_test_add_func ("/exercise-reading/numbers", test_numbers);
  g_test_add_func ("/exercise-reading/integers", test_integers);
  g_test_add_func ("/exercise-reading/lists", test_lists);
  g_test_add_func ("/exercise-reading/masks", test_masks);
  g_test_add_func ("/exercise-reading/marks-figure", test_marks_figure);
  return g_test_run ();
}
