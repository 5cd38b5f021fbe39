/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At its defaults each notebook lab gives the lesson's own numbers (tests/golden, made by NumPy 1.24.2), for all 25
 * demos; and what the labs say of the lesson's checks is true over random parameters. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "random-values.h"

/* The rows of numbers of a golden file; rows may have different lengths. */
static GPtrArray *
read_golden (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, " ", -1);
      GArray *row = g_array_new (FALSE, FALSE, sizeof (double));

      for (char **field = fields; *field != NULL; field++)
        {
          double value = g_ascii_strtod (*field, NULL);

          g_array_append_val (row, value);
        }
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static double
cell (const GPtrArray *rows, guint row, guint column)
{
  return g_array_index ((GArray *)g_ptr_array_index (rows, row), double, column);
}

/* The stated tolerance: 4 ulp or 1e-14 relative. */
static void
assert_close (double actual, double expected)
{
  double ulp = nextafter (fabs (expected), INFINITY) - fabs (expected);

  if (fabs (actual - expected) > MAX (4 * ulp, 1e-14 * fabs (expected)))
    g_error ("%.17g is not %.17g", actual, expected);
}

static SftResult *
compute_default (const SftDemo *demo)
{
  g_autoptr (SftValues) values = sft_demo_defaults (demo, FALSE);
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (demo, FALSE, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static double
readout (const SftResult *result, const char *id)
{
  const SftReadout *found = sft_result_find (result, id);

  g_assert_nonnull (found);
  g_assert_cmpuint (found->n, ==, 1);
  return found->values[0];
}

static const SftSeries *
find_series (const SftResult *result, const char *name)
{
  for (guint i = 0; i < result->figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (result->figure->panels, i);

      for (guint j = 0; j < panel->series->len; j++)
        {
          const SftSeries *series = g_ptr_array_index (panel->series, j);

          if (g_str_equal (series->name, name))
            return series;
        }
    }
  g_error ("no series \"%s\"", name);
}

/* A column of golden rows from `first` on against a series. */
static void
assert_series (const SftResult *result, const char *name, const GPtrArray *rows, guint first, guint x, guint y, guint n)
{
  const SftSeries *series = find_series (result, name);

  g_assert_cmpuint (series->n, ==, n);
  for (guint i = 0; i < n; i++)
    {
      assert_close (series->x[i], cell (rows, first + i, x));
      assert_close (series->y[i], cell (rows, first + i, y));
    }
}

static void
check_response_loss (const SftDemo *demo, const SftResult *result)
{
  g_autoptr (GPtrArray) golden = read_golden ("response-loss.txt"); /* logits, target, mask, log-probabilities, NLL */
  const SftReadout *nll = sft_result_find (result, "token_nll");
  const SftHeatmap *map = ((SftPanel *)g_ptr_array_index (result->figure->panels, 0))->heatmap;

  g_assert_cmpuint (nll->n, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      assert_close (nll->values[i], cell (golden, i, 8));
      for (guint j = 0; j < 3; j++)
        g_assert_cmpfloat (fabs (log (map->values[i * 3 + j]) - cell (golden, i, 5 + j)), <, 1e-14);
    }
  assert_close (readout (result, "masked_loss"), cell (golden, 4, 0));
  assert_close (readout (result, "full_loss"), cell (golden, 4, 1));
}

static void
check_loss_mask (const SftDemo *demo, const SftResult *result)
{
  /* The lesson's mask, as its source writes it. */
  static const double mask[] = { 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1 };
  const SftHeatmap *map = ((SftPanel *)g_ptr_array_index (result->figure->panels, 0))->heatmap;

  g_assert_cmpint (map->rows, ==, 3);
  g_assert_cmpint (map->columns, ==, 6);
  g_assert_cmpmem (map->values, sizeof mask, mask, sizeof mask);
  g_assert_cmpfloat (readout (result, "active_tokens"), ==, 8);
  g_assert_cmpfloat (readout (result, "active_fraction"), ==, 8.0 / 18.0);
}

static void
check_validation_curve (const SftDemo *demo, const SftResult *result)
{
  g_autoptr (GPtrArray) golden = read_golden ("validation-curve.txt"); /* step, train, validation */

  assert_series (result, "train", golden, 0, 0, 1, 40);
  assert_series (result, "validation", golden, 0, 0, 2, 40);
  g_assert_cmpfloat (readout (result, "best_step"), ==, 40);
  g_assert_cmpfloat (readout (result, "best_is_interior"), ==, 0);
  assert_close (readout (result, "best_validation_loss"), cell (golden, 39, 2));
}

static void
check_guardrail (const SftDemo *demo, const SftResult *result)
{
  g_autoptr (GPtrArray) golden = read_golden ("guardrail-rates.txt"); /* demo, threshold, harmful, benign */
  guint first = 0;

  while (cell (golden, first, 0) != demo->number)
    first++;
  assert_series (result, "block harmful", golden, first, 1, 2, 30);
  assert_series (result, "block benign", golden, first, 1, 3, 30);
  /* Integral of the product of the two laws: exact. */
  g_assert_cmpfloat (fabs (readout (result, "auc_exact") - 1691.0 / 1716.0), <, 1e-12);
}

static void
check_feedback (const SftDemo *demo, const SftResult *result)
{
  g_autoptr (GPtrArray) golden = read_golden ("feedback.txt"); /* round, safety, helpfulness */

  assert_series (result, "safety", golden, 0, 0, 1, 6);
  assert_series (result, "helpfulness", golden, 0, 0, 2, 6);
  assert_close (readout (result, "final_safety"), cell (golden, 5, 1));
  assert_close (readout (result, "final_helpfulness"), cell (golden, 5, 2));
  g_assert_cmpfloat (fabs (readout (result, "helpfulness_change") + 0.0571), <, 5e-5); /* as the lesson rounds it */
}

static void
test_golden (gconstpointer data)
{
  static const struct
  {
    const char *family;
    void (*check) (const SftDemo *demo, const SftResult *result);
  } families[] = {
    { "response-loss", check_response_loss },
    { "loss-mask", check_loss_mask },
    { "validation-curve", check_validation_curve },
    { "guardrail", check_guardrail },
    { "feedback", check_feedback },
  };
  const SftDemo *demo = data;
  g_autoptr (SftResult) result = compute_default (demo);

  /* The lesson's order: the five computations by turns. */
  g_assert_cmpstr (demo->notebook->id, ==, families[(demo->number - 1) % 5].family);
  families[(demo->number - 1) % 5].check (demo, result);
}

static void
test_sections (void)
{
  static const char *const sections[] = { "Intuition", "Formal definitions", "Data", "Training", "Behavior" };
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  g_autoptr (GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n, ==, 25);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpint (demos[i].number, ==, (int)i + 1);
      g_assert_cmpstr (demos[i].section, ==, sections[i / 5]);
      g_assert_true (g_hash_table_add (slugs, (gpointer)demos[i].slug));
      for (const char *p = demos[i].slug; *p != '\0'; p++)
        g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '-');
    }
}

/* The check with this text in it. */
static const SftCheck *
find_check (const SftResult *result, const char *part)
{
  for (guint i = 0; i < result->checks->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);

      if (strstr (check->message.plain, part) != NULL)
        return check;
    }
  g_error ("no check \"%s\"", part);
}

static SftResult *
compute_with (int number, const char *const *assignments)
{
  const SftDemo *demo = sft_demo_find (number);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (defaults);

  for (; *assignments != NULL; assignments++)
    {
      sft_edit_parse (edit, *assignments, &error);
      g_assert_no_error (error);
    }
  g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  SftResult *result = sft_demo_compute (demo, FALSE, values, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}
#define COMPUTE_WITH(number, ...) compute_with ((number), (const char *const[]){ __VA_ARGS__, NULL })

/* The best step by the slope: 40 up to 0.01056, inside from 0.01057 to 0.01908, exactly 26 from 0.01909 (found by
 * evaluating the lesson's formula in NumPy over a grid of slopes of 0.00001). */
static void
test_overfitting_sets_in (void)
{
  for (int k = 600; k <= 2200; k++)
    {
      g_autofree char *slope = sft_format_c ("overfit_slope=%.5f", k * 1e-5);
      g_autoptr (SftResult) result = COMPUTE_WITH (3, slope);
      double best = readout (result, "best_step");

      if (k <= 1056)
        g_assert_cmpfloat (best, ==, 40);
      else if (k <= 1908)
        g_assert_true (26 < best && best < 40);
      else
        g_assert_cmpfloat (best, ==, 26);
      g_assert_true (find_check (result, "validation curve has an interior")->holds);
      g_assert_true ((readout (result, "best_is_interior") != 0) == (best < 40));
    }
}

static void
test_empty_mask (void)
{
  g_autoptr (SftResult) result = COMPUTE_WITH (1, "response_mask=0,0,0,0");
  const SftReadout *loss = sft_result_find (result, "masked_loss");
  const SftPanel *panel = g_ptr_array_index (result->figure->panels, 1);
  g_autofree char *text = sft_readout_format (loss, FALSE);
  g_autoptr (SftValues) values = sft_demo_defaults (sft_demo_find (1), FALSE);
  g_autofree char *json = sft_result_to_json (sft_demo_find (1), FALSE, values, result);

  g_assert_true (isnan (loss->values[0]));
  g_assert_cmpstr (text, ==, "undefined (no response token carries loss)");
  g_assert_cmpstr (panel->note.plain, ==, "no response token carries loss");
  g_assert_false (find_check (result, "no response token carries loss")->holds);
  g_assert_nonnull (strstr (json, "\"masked_loss\": null"));
  g_assert_null (strstr (json, "nan"));
}

/* The lesson's checks pass where they claim more than they test, and the lab's own say so. */
static void
test_checks_that_claim_too_much (void)
{
  g_autoptr (SftResult) one_cell = COMPUTE_WITH (2, "mask=0,0,0;0,1,0");
  g_autoptr (SftResult) feedback = COMPUTE_WITH (5, "rounds=6");
  g_autoptr (SftResult) curve = COMPUTE_WITH (3, "steps=40");
  g_autoptr (SftResult) loss = COMPUTE_WITH (1, "response_mask=0,1,0,1");

  g_assert_true (find_check (one_cell, "mask contains trainable")->holds);
  g_assert_false (find_check (one_cell, "example 0 has no token")->holds);
  g_assert_true (find_check (feedback, "safety improves")->holds);
  g_assert_false (find_check (feedback, "helpfulness falls by 0.0571")->holds);
  g_assert_true (find_check (curve, "has an interior best step")->holds);
  g_assert_false (find_check (curve, "is the last one")->holds);
  g_assert_true (find_check (loss, "prompt token is excluded")->holds);
  g_assert_false (find_check (loss, "is not one prompt followed by one response")->holds);
}

static void
test_mirrored_shapes (void)
{
  g_autoptr (SftResult) mirrored = COMPUTE_WITH (4, "threshold=0.37");
  g_autoptr (SftResult) other = COMPUTE_WITH (4, "threshold=0.37", "harmful_a=5");

  g_assert_true (find_check (mirrored, "TPR(t) + FPR(1 − t) = 1")->holds);
  g_assert_false (find_check (other, "TPR(t) + FPR(1 − t) = 1")->holds);
}

/* Moving the threshold keeps the scores; a draw of zero rounds before gives the same as the lesson's first. */
static gpointer
count_making (const SftValues *values, GCancellable *cancellable, GError **error)
{
  int *made = g_atomic_rc_box_new0 (int);

  *made = 1;
  return made;
}

static void
test_memo (void)
{
  static const char *const by_seed[] = { "seed", NULL };
  g_autoptr (SftMemo) memo = sft_memo_new (2);
  g_autoptr (SftValues) values = sft_demo_defaults (sft_demo_find (4), FALSE);
  g_autoptr (GError) error = NULL;
  gpointer first, again, other[3];

  first = sft_memo_get (memo, "count", by_seed, values, count_making, NULL, NULL, &error);
  SftEdit *edit = sft_edit_new (values);
  g_assert_true (sft_edit_parse (edit, "threshold=0.9", &error));
  g_autoptr (SftValues) moved = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  again = sft_memo_get (memo, "count", by_seed, moved, count_making, NULL, NULL, &error);
  g_assert_true (first == again);
  sft_memo_release (again, NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *seed = g_strdup_printf ("seed=%d", i);

      edit = sft_edit_new (values);
      g_assert_true (sft_edit_parse (edit, seed, &error));
      g_autoptr (SftValues) reseeded = sft_edit_commit (edit, &error);
      other[i] = sft_memo_get (memo, "count", by_seed, reseeded, count_making, NULL, NULL, &error);
      g_assert_true (other[i] != first);
    }
  /* Two entries at most: the first one aged out, while our own reference still holds it. */
  again = sft_memo_get (memo, "count", by_seed, values, count_making, NULL, NULL, &error);
  g_assert_true (again != first);
  g_assert_cmpint (*(int *)first, ==, 1);
  for (int i = 0; i < 3; i++)
    sft_memo_release (other[i], NULL);
  sft_memo_release (again, NULL);
  sft_memo_release (first, NULL);
}

/* A worker that draws millions of scores stops when it is told to. */
static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  const SftDemo *demo = sft_demo_find (4);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SftEdit *edit = sft_edit_new (defaults);

  g_assert_true (sft_edit_parse (edit, "samples=100000", &error) && sft_edit_parse (edit, "draw=24", &error));
  g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (sft_lab_cost (demo->notebook, defaults, NULL), <=, SFT_INLINE_COST);
  g_assert_cmpfloat (sft_lab_cost (demo->notebook, values, NULL), >, SFT_INLINE_COST);
  g_assert_cmpfloat (sft_lab_cost (demo->notebook, values, defaults), >, SFT_INLINE_COST);
  /* With the scores remembered a moved threshold fits in a frame. */
  edit = sft_edit_new (values);
  g_assert_true (sft_edit_parse (edit, "threshold=0.25", &error));
  g_autoptr (SftValues) moved = sft_edit_commit (edit, &error);
  g_assert_cmpfloat (sft_lab_cost (demo->notebook, moved, values), <=, SFT_INLINE_COST);

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  SftResult *result = sft_demo_compute (demo, FALSE, values, NULL, cancellable, &error);
  g_thread_join (thread);
  g_assert_null (result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int number;
  } good[] = { { "1", 1 }, { "25", 25 }, { "17/notebook", 17 } };
  static const char *const bad[] = { "", "0", "26", "-1", "1.5", "abc", "17/", "17/other", "1/concept/x", " 1" };
  gboolean concept;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      const SftDemo *demo = sft_demo_parse (good[i].text, &concept, &error);

      g_assert_no_error (error);
      g_assert_cmpint (demo->number, ==, good[i].number);
      g_assert_false (concept);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sft_demo_parse (bad[i], &concept, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "accepted"));
      g_assert_null (strchr (error->message, '\n'));
    }
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/notebook/golden/%02d", demos[i].number);

      g_test_add_data_func (path, &demos[i], test_golden);
    }
  g_test_add_func ("/notebook/sections", test_sections);
  g_test_add_func ("/notebook/overfitting-sets-in", test_overfitting_sets_in);
  g_test_add_func ("/notebook/empty-mask", test_empty_mask);
  g_test_add_func ("/notebook/checks-that-claim-too-much", test_checks_that_claim_too_much);
  g_test_add_func ("/notebook/mirrored-shapes", test_mirrored_shapes);
  g_test_add_func ("/notebook/memo", test_memo);
  g_test_add_func ("/notebook/cancel", test_cancel);
  g_test_add_func ("/notebook/parse", test_parse);
  return g_test_run ();
}
