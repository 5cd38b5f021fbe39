/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Right answers that are no readout of their state, against what the lab shows there in another way. Those that are one
 * are compared by test-exercises. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sft-exercise.h"

#define SEEDS 300
/* Of the token at position 0, in the lab of demo 6. */
#define FIRST_ID 50

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

/* The y of a series of the state's figure; free it. */
static double *
series_y (const SftExercise *exercise, const char *name, guint *n)
{
  g_autoptr (SftResult) result = compute (exercise, exercise->state->values);

  for (guint i = 0; i < result->figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (result->figure->panels, i);

      for (guint k = 0; panel->series != NULL && k < panel->series->len; k++)
        {
          const SftSeries *series = g_ptr_array_index (panel->series, k);

          if (g_strcmp0 (series->name, name) != 0)
            continue;
          *n = (guint)series->n;
          return g_memdup2 (series->y, series->n * sizeof (double));
        }
    }
  g_error ("no series %s", name);
}

/* Of a paragraph or a line of data. */
static const char *
prompt_of (const SftExercise *exercise)
{
  return exercise->prompt.plain;
}

static const char *
given_of (const SftExercise *exercise, guint index)
{
  return ((const SftText *)g_ptr_array_index (exercise->givens, index))->plain;
}

/* At the answer the lines through the lab's points have one height, and they have not met before. 1e-12: lines in
 * another form. */
static void
check_crossing_round (const SftExercise *exercise)
{
  guint n, whole = (guint)floor (exercise->right.value);
  g_autofree double *safety = series_y (exercise, "safety", &n);
  g_autofree double *helpfulness = series_y (exercise, "helpfulness", &n);
  double share = exercise->right.value - whole;

  g_assert_cmpuint (whole + 1, <, n);
  for (guint round = 0; round <= whole; round++)
    g_assert_cmpfloat (helpfulness[round], >, safety[round]);
  g_assert_cmpfloat (helpfulness[whole + 1], <, safety[whole + 1]);
  g_assert_cmpfloat_with_epsilon ((1 - share) * safety[whole] + share * safety[whole + 1],
                                  (1 - share) * helpfulness[whole] + share * helpfulness[whole + 1], 1e-12);
}

/* The lab's row "source" says where each token of an example is predicted from. */
static void
check_shift_by_one (const SftExercise *exercise)
{
  int prompt, response, k, columns, examples, positions, example;
  g_autofree double *sources = heatmap_row (exercise, "sequence", 3, &columns);

  g_assert_cmpint (
      sscanf (prompt_of (exercise), "%d examples are padded at the end to %d positions each", &examples, &positions),
      ==, 2);
  g_assert_cmpint (sscanf (given_of (exercise, 0),
                           "Example %d, counted from 0: a prompt of %d tokens, then a response of %d", &example,
                           &prompt, &response),
                   ==, 3);
  g_assert_cmpint (sscanf (given_of (exercise, 1), "Asked for: its response token %d;", &k), ==, 1);
  g_assert_cmpint (columns, >, prompt + k - 1);
  g_assert_cmpint (example, <, examples);
  g_assert_cmpint (prompt + response, <, positions);
  g_assert_cmpfloat (example * positions + sources[prompt + k - 1], ==, exercise->right.value);
}

/* The lab's tokens that have a source; their labels tell where they stand in the whole example. */
static void
check_kept_targets (const SftExercise *exercise)
{
  int columns, marked = 0;
  g_autofree double *labels = heatmap_row (exercise, "sequence", 1, &columns);
  g_autofree double *sources = heatmap_row (exercise, "sequence", 3, &columns);

  for (int i = 0; i < columns; i++)
    {
      if (sources[i] < 0)
        continue;
      g_assert_cmpint ((int)labels[i] - FIRST_ID, <, (int)exercise->right.n);
      g_assert_cmpint (exercise->right.mask[(int)labels[i] - FIRST_ID], ==, 1);
      marked++;
    }
  for (gsize i = 0; i < exercise->right.n; i++)
    marked -= exercise->right.mask[i];
  g_assert_cmpint (marked, ==, 0);
  g_assert_cmpfloat (exercise->right.n, ==,
                     sft_values_get (exercise->state->values, "prompt_tokens")
                         + sft_values_get (exercise->state->values, "response_tokens")
                         + sft_values_get (exercise->state->values, "end_of_sequence"));
}

/* What the lab's packs hold and leave free. */
static void
check_packing_bins (const SftExercise *exercise)
{
  g_autoptr (SftResult) result = compute (exercise, exercise->state->values);
  const SftReadout *packs = sft_result_find (result, "pack_lengths");
  double capacity = sft_values_get (exercise->state->values, "capacity");

  g_assert_cmpuint (packs->n, ==, exercise->right.n);
  for (gsize i = 0; i < exercise->right.n; i++)
    g_assert_cmpfloat (packs->values[i] + exercise->right.list[i], ==, capacity);
}

static void
check_template_tokens (const SftExercise *exercise)
{
  g_assert_cmpfloat (readout_with (exercise, NULL, "overhead_tokens") / readout_with (exercise, NULL, "total_tokens"),
                     ==, exercise->right.value);
}

/* The lab's best probability, not to end as often as its longest reply has tokens. 1e-12: multiplied out. */
static void
check_stop_probability (const SftExercise *exercise)
{
  int n = (int)sft_values_get (exercise->state->values, "max_new_tokens");
  double p = readout_with (exercise, NULL, "p_stop_mle"), going_on = 1;

  for (int i = 0; i < n; i++)
    going_on *= 1 - p;
  g_assert_cmpfloat_with_epsilon (going_on, exercise->right.value, 1e-12);
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

/* The first of the thresholds at which the lab blocks fewer than 5 % of benign prompts. */
static void
check_benign_threshold (const SftExercise *exercise)
{
  double found = NAN;

  for (guint i = 0; i < exercise->givens->len && isnan (found); i++)
    {
      double threshold;

      g_assert_cmpint (sscanf (given_of (exercise, i), "Threshold %lf:", &threshold), ==, 1);
      g_autofree char *at = sft_format_c ("threshold=%.3f", threshold);
      if (readout_with (exercise, at, "block_benign") < 0.05)
        found = threshold;
    }
  g_assert_cmpfloat (found, ==, exercise->right.value);
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

/* Of the shares the first at which the lab complies little enough; it is the share of the answer among all examples,
 * and larger ones refuse more lookalikes. */
static void
check_safety_data (const SftExercise *exercise)
{
  int help, limit;
  double found = NAN, least = 0;

  g_assert_cmpint (sscanf (prompt_of (exercise),
                           "%d examples of help data (harmless prompts, answered) are mixed with safety data (unsafe "
                           "prompts, refused), and a classifier is trained on both to the "
                           "optimum. "
                           "How many safety examples does it take to comply with fewer than %d %%",
                           &help, &limit),
                   ==, 2);
  for (guint i = 0; i < exercise->givens->len; i++)
    {
      double share, compliance, refusal;

      g_assert_cmpint (sscanf (given_of (exercise, i),
                               "Safety share %lf of all examples: complies with %lf %% of unsafe prompts, refuses %lf",
                               &share, &compliance, &refusal),
                       ==, 3);
      g_autofree char *set = sft_format_c ("safety_share=%.2f", share);
      double exact = 100 * readout_with (exercise, set, "optimum_unsafe_compliance");
      /* One decimal is shown. */
      g_assert_cmpfloat_with_epsilon (exact, compliance, 0.0501);
      g_assert_cmpfloat_with_epsilon (100 * readout_with (exercise, set, "optimum_lookalike_refusal"), refusal, 0.0501);
      if (isnan (found) && exact < limit)
        {
          g_assert_cmpfloat (compliance, <, limit);
          found = share;
          least = refusal;
        }
      else if (isnan (found))
        g_assert_cmpfloat (compliance, >, limit);
      else
        g_assert_cmpfloat (refusal, >=, least);
    }
  /* Half an example. */
  g_assert_cmpfloat_with_epsilon (exercise->right.value, found * (help + exercise->right.value), 0.5);
}

static const struct
{
  const char *id;
  void (*check) (const SftExercise *exercise);
} checks[] = {
  { "benign-threshold", check_benign_threshold },
  { "crossing-round", check_crossing_round },
  { "kept-targets", check_kept_targets },
  { "mark-loss-tokens", check_mark_loss_tokens },
  { "packing-bins", check_packing_bins },
  { "packing-padding", check_packing_padding },
  { "perplexity", check_perplexity },
  { "safety-data", check_safety_data },
  { "sequence-probability", check_sequence_probability },
  { "shift-by-one", check_shift_by_one },
  { "stop-probability", check_stop_probability },
  { "template-tokens", check_template_tokens },
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
