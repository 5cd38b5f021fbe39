/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every generator over a thousand seeds: one right answer, worked steps that lead to it, wrong steps that are graded
 * wrong, numbers that are fresh; and the reading of answers. */
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "../params/decimal-comma.h"
#include "sft-exercise.h"

#define SEEDS 1000
/* Exercises, and answers as they are typed, in the digits that are asked for. */
#define LEAST_DISTINCT 200

/* --- words --- */

static void
assert_line (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_null (strpbrk (text, "\\$\n\t"));
  g_assert_null (strstr (text, "  "));
  g_assert_null (strstr (text, "nan"));
  g_assert_null (strstr (text, "inf"));
}

static void
assert_lines (const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const SftText *text = g_ptr_array_index (texts, i);

      assert_line (text->plain);
      assert_line (text->shown);
    }
}

static void
test_table (void)
{
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);
  gboolean seen[26] = { FALSE };

  g_assert_cmpuint (n, >=, 25);
  for (gsize i = 0; i < n; i++)
    {
      const SftGenerator *generator = generators[i];
      const SftDemo *demo = sft_demo_find (generator->demo);

      for (const char *c = generator->id; *c != '\0'; c++)
        g_assert_true (g_ascii_islower (*c) || *c == '-');
      g_assert_true (sft_generator_find (generator->id) == generator);
      assert_line (generator->title);
      g_assert_nonnull (demo);
      g_assert_nonnull (sft_demo_lab (demo, generator->concept));
      seen[generator->demo] = TRUE;
    }
  for (int demo = 1; demo <= 25; demo++)
    g_assert_true (seen[demo]);
  g_assert_null (sft_generator_find ("no-such-generator"));
}

/* --- one exercise --- */

static SftGrade
grade (const SftExercise *exercise, const char *text)
{
  g_autoptr (GError) error = NULL;
  SftGrade result;
  gboolean read = sft_exercise_grade (exercise, text, &result, &error);

  g_assert_no_error (error);
  g_assert_true (read);
  return result;
}

static SftGrade
grade_number (const SftExercise *exercise, double value)
{
  g_autofree char *text = sft_number_to_string (value);

  return grade (exercise, text);
}

static void
check_words (const SftExercise *exercise)
{
  SftText hint = sft_exercise_hint (exercise);

  assert_line (exercise->prompt.plain);
  assert_lines (exercise->givens);
  g_assert_cmpuint (exercise->steps->len, >=, 1);
  assert_lines (exercise->steps);
  assert_line (hint.plain);
  sft_text_clear (&hint);
}

/* The answer stands in the worked steps; a tie between two roundings may fall either way, for the steps reckon in
 * another order than the lab. */
static void
check_steps (const SftExercise *exercise)
{
  g_autofree char *answer = sft_exercise_answer (exercise);
  g_autofree char *above = sft_format_c ("%.4f", exercise->right.value + 1e-12);
  g_autofree char *below = sft_format_c ("%.4f", exercise->right.value - 1e-12);
  gboolean found = FALSE;

  for (guint i = 0; i < exercise->steps->len; i++)
    {
      const char *step = ((const SftText *)g_ptr_array_index (exercise->steps, i))->plain;

      found = found || strstr (step, answer) != NULL || strstr (step, above) != NULL || strstr (step, below) != NULL;
    }
  if (!found)
    g_error ("%s, seed %u: %s is not in the steps", exercise->generator->id, exercise->seed, answer);
}

static void
check_right (const SftExercise *exercise)
{
  g_autofree char *answer = sft_exercise_answer (exercise);
  SftGrade result = grade (exercise, answer);

  g_assert_true (result.right);
  g_assert_null (result.wrong);
  if (exercise->kind != SFT_ANSWER_NUMBER)
    return;
  g_assert_cmpfloat (exercise->tolerance, >, 0);
  g_assert_true (grade_number (exercise, exercise->right.value).right);
  g_assert_true (grade_number (exercise, exercise->right.value + 0.99 * exercise->tolerance).right);
  g_assert_true (grade_number (exercise, exercise->right.value - 0.99 * exercise->tolerance).right);
  g_assert_false (grade_number (exercise, exercise->right.value + 1.01 * exercise->tolerance).right);
  g_assert_false (grade_number (exercise, exercise->right.value - 1.01 * exercise->tolerance).right);
  if (exercise->share)
    {
      g_autofree char *percent = sft_format_c ("%.2f %%", 100 * exercise->right.value);

      g_assert_cmpfloat (exercise->right.value, >=, 0);
      g_assert_cmpfloat (exercise->right.value, <=, 1);
      g_assert_true (grade (exercise, percent).right);
    }
}

/* Typed as asked for and in full, a wrong step is wrong, and known. */
static void
check_wrong (const SftExercise *exercise)
{
  g_assert_cmpuint (exercise->wrong->len, >, 0);
  for (guint i = 0; i < exercise->wrong->len; i++)
    {
      const SftWrongStep *wrong = g_ptr_array_index (exercise->wrong, i);
      g_autofree char *text = sft_exercise_format (exercise, &wrong->answer);
      SftGrade result = grade (exercise, text);

      assert_line (wrong->why.plain);
      g_assert_true (g_str_has_suffix (wrong->why.plain, "."));
      if (result.right || result.wrong == NULL)
        g_error ("%s, seed %u: the wrong step \"%s\" gives %s", exercise->generator->id, exercise->seed,
                 wrong->why.plain, text);
      if (exercise->kind == SFT_ANSWER_NUMBER)
        g_assert_false (grade_number (exercise, wrong->answer.value).right);
      g_assert_nonnull (result.wrong->why.plain);
    }
}

/* The lab says the same. */
static void
check_state (const SftExercise *exercise)
{
  g_autoptr (GError) error = NULL;
  const SftReadout *readout;

  g_assert_nonnull (exercise->state);
  if (exercise->readout == NULL)
    return;
  g_autoptr (SftResult) result =
      sft_demo_compute (exercise->state->demo, exercise->state->concept, exercise->state->values, NULL, NULL, &error);
  g_assert_no_error (error);
  readout = sft_result_find (result, exercise->readout);
  g_assert_nonnull (readout);
  g_assert_cmpuint (exercise->readout_index, <, readout->n);
  g_assert_cmpfloat (readout->values[exercise->readout_index], ==, exercise->right.value);
}

static char *
question_text (const SftExercise *exercise)
{
  GString *text = g_string_new (exercise->prompt.plain);

  for (guint i = 0; i < exercise->givens->len; i++)
    g_string_append_printf (text, "\n%s", ((const SftText *)g_ptr_array_index (exercise->givens, i))->plain);
  return g_string_free (text, FALSE);
}

static char *
exact_answer (const SftExercise *exercise)
{
  return exercise->kind == SFT_ANSWER_NUMBER ? sft_number_to_string (exercise->right.value)
                                             : sft_exercise_answer (exercise);
}

static void
check_same (const SftExercise *exercise)
{
  g_autoptr (SftExercise) again = sft_exercise_new (exercise->generator, exercise->seed);
  g_autofree char *text = question_text (exercise), *text_again = question_text (again);
  g_autofree char *answer = exact_answer (exercise), *answer_again = exact_answer (again);

  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpstr (answer, ==, answer_again);
}

static void
test_generator (gconstpointer data)
{
  const SftGenerator *generator = data;
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (generator, seed);
      g_autofree char *question = question_text (exercise);
      char *answer = sft_exercise_answer (exercise);

      check_words (exercise);
      check_steps (exercise);
      check_right (exercise);
      check_wrong (exercise);
      if (seed % 10 == 0)
        {
          check_state (exercise);
          check_same (exercise);
        }
      g_hash_table_add (pairs, g_strdup_printf ("%s\n%s", question, answer));
      g_hash_table_add (answers, answer);
    }
  /* Any seed does. */
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (generator, (guint32)g_test_rand_int ());

      check_steps (exercise);
      check_right (exercise);
      check_wrong (exercise);
    }
  g_test_message ("%s: %u different exercises, %u different answers", generator->id, g_hash_table_size (pairs),
                  g_hash_table_size (answers));
  g_assert_cmpuint (g_hash_table_size (pairs), >=, LEAST_DISTINCT);
  g_assert_cmpuint (g_hash_table_size (answers), >=, LEAST_DISTINCT);
}

/* --- reading answers --- */

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
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);
  gboolean comma;

  g_test_init (&argc, &argv, NULL);
  comma = test_locale_init (&argc, &argv);
  g_test_add_func ("/exercises/table", test_table);
  g_test_add_func ("/exercises/comma", test_comma);
  g_test_add_func ("/exercises/lists-of-numbers", test_lists_of_numbers);
  if (!comma)
    g_test_add_func ("/exercises/numbers", test_numbers);
  g_test_add_func ("/exercises/integers", test_integers);
  g_test_add_func ("/exercises/lists", test_lists);
  g_test_add_func ("/exercises/masks", test_masks);
  g_test_add_func ("/exercises/marks-figure", test_marks_figure);
  /* Only what is read and shown depends on the locale. */
  for (gsize i = 0; i < n && !comma; i++)
    {
      g_autofree char *path = g_strdup_printf ("/exercises/%s", generators[i]->id);

      g_test_add_data_func (path, generators[i], test_generator);
    }
  return g_test_run ();
}
