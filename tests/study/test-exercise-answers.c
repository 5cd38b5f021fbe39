/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Right answers that are no readout of their state, against what the lab shows there in another way. Those that are one
 * are compared by test-exercises. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sft-exercise.h"

#define SEEDS 300

static SftResult *
compute (const SftExercise *exercise, SftValues *values)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (exercise->state->demo, exercise->state->concept, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* A readout of the state, or of the state with one assignment more. */
static double
readout_with (const SftExercise *exercise, const char *assignment, const char *id)
{
  SftEdit *edit = sft_edit_new (exercise->state->values);
  g_autoptr (GError) error = NULL;

  if (assignment != NULL)
    sft_edit_parse (edit, assignment, &error);
  g_assert_no_error (error);
  g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_autoptr (SftResult) result = compute (exercise, values);
  const SftReadout *readout = sft_result_find (result, id);
  g_assert_nonnull (readout);
  return readout->values[0];
}

/* A row of a heatmap of the state's figure; free it. */
static double *
heatmap_row (const SftExercise *exercise, const char *name, int row, int *columns)
{
  g_autoptr (SftResult) result = compute (exercise, exercise->state->values);

  for (guint i = 0; i < result->figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (result->figure->panels, i);

      if (panel->heatmap == NULL || g_strcmp0 (panel->heatmap->name, name) != 0)
        continue;
      *columns = panel->heatmap->columns;
      return g_memdup2 (panel->heatmap->values + (gsize)row * (gsize)*columns, (gsize)*columns * sizeof (double));
    }
  g_error ("no heatmap %s", name);
}

/* The rounds that end with the answer are the first whose last one has helpfulness below safety. */
static void
check_crossing_round (const SftExercise *exercise)
{
  for (int last = 1; last <= (int)exercise->right.value; last++)
    {
      g_autofree char *rounds = g_strdup_printf ("rounds=%d", last + 1);
      gboolean below =
          readout_with (exercise, rounds, "final_helpfulness") < readout_with (exercise, rounds, "final_safety");

      g_assert_cmpint (below, ==, last == (int)exercise->right.value);
    }
}

/* The lab's row "source" says where each token is predicted from. */
static void
check_shift_by_one (const SftExercise *exercise)
{
  int prompt, response, k, columns;
  g_autofree double *sources = heatmap_row (exercise, "sequence", 3, &columns);

  g_assert_cmpint (
      sscanf (exercise->prompt.plain,
              "A sequence holds a prompt of %d tokens and then a response of %d. At which position, counted "
              "from 0, stand the logits that predict response token %d ",
              &prompt, &response, &k),
      ==, 3);
  g_assert_cmpint (columns, >, prompt + k - 1);
  g_assert_cmpfloat (sources[prompt + k - 1], ==, exercise->right.value);
}

/* 1e-12: the same product in another order. */
static void
check_sequence_probability (const SftExercise *exercise)
{
  int n;
  const double *mask = sft_values_cells (exercise->state->values, "response_mask", &n, NULL);
  double active = 0;

  for (int t = 0; t < n; t++)
    active += mask[t];
  g_assert_cmpfloat_with_epsilon (exp (-active * readout_with (exercise, NULL, "masked_loss")), exercise->right.value,
                                  1e-12);
}

static void
check_perplexity (const SftExercise *exercise)
{
  g_assert_cmpfloat (exp (readout_with (exercise, NULL, "masked_loss")), ==, exercise->right.value);
}

static void
check_packing_padding (const SftExercise *exercise)
{
  g_assert_cmpfloat (1 - readout_with (exercise, NULL, "utilization"), ==, exercise->right.value);
}

/* The lab blocks fewer than 5 % of benign prompts there, and not one step of 0.05 below. */
static void
check_benign_threshold (const SftExercise *exercise)
{
  g_autofree char *at = sft_format_c ("threshold=%.2f", exercise->right.value);
  g_autofree char *below = sft_format_c ("threshold=%.2f", exercise->right.value - 0.05);

  g_assert_cmpfloat (readout_with (exercise, at, "block_benign"), <, 0.05);
  g_assert_cmpfloat (readout_with (exercise, below, "block_benign"), >=, 0.05);
}

/* The rule's row of the lab's masks. */
static void
check_mark_loss_tokens (const SftExercise *exercise)
{
  int columns;
  g_autofree double *mask =
      heatmap_row (exercise, "masks", (int)sft_values_get (exercise->state->values, "rule"), &columns);

  g_assert_cmpint (columns, ==, exercise->right.n);
  for (int i = 0; i < columns; i++)
    g_assert_cmpfloat (mask[i], ==, exercise->right.mask[i]);
}

/* Each choice as the lab computes it: the right one is the extreme. */
static void
check_safety_data (const SftExercise *exercise)
{
  gboolean unsafe = strstr (exercise->prompt.plain, "complying least") != NULL;
  const char *readout = unsafe ? "optimum_unsafe_compliance" : "optimum_lookalike_refusal";
  double right = readout_with (exercise, NULL, readout);

  for (guint i = 0; i < exercise->choices->len; i++)
    {
      const char *choice = ((const SftText *)g_ptr_array_index (exercise->choices, i))->plain;
      double share, separation;

      g_assert_cmpint (sscanf (choice, "Safety share %lf, separation %lf", &share, &separation), ==, 2);
      SftEdit *edit = sft_edit_new (exercise->state->values);
      g_autoptr (GError) error = NULL;
      sft_edit_set (edit, "safety_share", 0, 0, share, &error);
      g_assert_no_error (error);
      sft_edit_set (edit, "separation", 0, 0, separation, &error);
      g_assert_no_error (error);
      g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
      g_assert_no_error (error);
      g_autoptr (SftResult) result = compute (exercise, values);
      double value = sft_result_find (result, readout)->values[0];
      if (i == (guint)exercise->right.value)
        g_assert_cmpfloat_with_epsilon (value, right, 1e-12);
      else if (unsafe)
        g_assert_cmpfloat (value, >, right);
      else
        g_assert_cmpfloat (value, <, right);
    }
}

static const struct
{
  const char *id;
  void (*check) (const SftExercise *exercise);
} checks[] = {
  { "benign-threshold", check_benign_threshold },
  { "crossing-round", check_crossing_round },
  { "mark-loss-tokens", check_mark_loss_tokens },
  { "packing-padding", check_packing_padding },
  { "perplexity", check_perplexity },
  { "safety-data", check_safety_data },
  { "sequence-probability", check_sequence_probability },
  { "shift-by-one", check_shift_by_one },
};

static void
test_answers (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (sft_generator_find (checks[i].id), seed);

      checks[i].check (exercise);
    }
}

/* Every other generator says which readout its answer is. */
static void
test_complete (void)
{
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (generators[i], 1);
      gboolean checked = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (checks); k++)
        checked = checked || g_str_equal (checks[k].id, generators[i]->id);
      if ((exercise->readout != NULL) == checked)
        g_error ("%s: either a readout or a check here", generators[i]->id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exercise-answers/complete", test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exercise-answers/%s", checks[i].id);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answers);
    }
  return g_test_run ();
}
