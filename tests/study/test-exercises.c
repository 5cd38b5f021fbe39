/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every generator over a thousand seeds: one right answer, worked steps that lead to it, wrong steps that are graded
 * wrong, and numbers that are fresh. */
#include <math.h>
#include <string.h>

#include "../labs/counted-words.h"
#include "grading.h"
#include "sft-exercise.h"

#define SEEDS 1000
/* Exercises, and answers as they are typed, in the digits that are asked for. */
#define LEAST_DISTINCT 200

/* --- words --- */

static void
assert_line (const char *text)
{
  g_autofree char *wrong = NULL;

  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_null (strpbrk (text, "\\$\n\t"));
  g_assert_null (strstr (text, "  "));
  g_assert_null (strstr (text, "nan"));
  g_assert_null (strstr (text, "inf"));
  wrong = wrong_behind_one (text);
  if (wrong != NULL)
    g_error ("\"%s\" in \"%s\"", wrong, text);
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

int
main (int argc, char *argv[])
{
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exercises/table", test_table);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/exercises/%s", generators[i]->id);

      g_test_add_data_func (path, generators[i], test_generator);
    }
  return g_test_run ();
}
