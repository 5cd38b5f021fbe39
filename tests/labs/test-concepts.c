/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The concept labs: their numbers at known points, quantities without a value, every way to break them (all read from
 * golden/concepts/NN.txt), what was published, and identities at 10,000 random points each. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "random-values.h"

#define N_POINTS 10000
#define N_BROKEN 200

/* "a=1 b=2" on top of some values. */
static SftValues *
assign (SftValues *base, const char *assignments)
{
  g_auto (GStrv) list = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (base);

  for (char **assignment = list; *assignment != NULL; assignment++)
    if (**assignment != '\0')
      {
        sft_edit_parse (edit, *assignment, &error);
        g_assert_no_error (error);
      }
  SftValues *values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  return values;
}

static SftResult *
compute_with (int number, const char *assignments)
{
  const SftDemo *demo = sft_demo_find (number);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_autoptr (SftValues) values = assign (defaults, assignments);
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (demo, TRUE, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* The lines of a lab's golden file that begin with `kind`, as fields. golden/concepts/README says what they mean. */
static GPtrArray *
golden_lines (const SftLab *lab, const char *kind)
{
  g_autofree char *name = g_strdup_printf ("%02d.txt", lab->demo);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "concepts", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) all = g_strsplit (text, "\n", -1);
  for (char **line = all; *line != NULL; line++)
    {
      GStrv fields = g_strsplit (*line, "|", -1);

      for (char **field = fields; *field != NULL; field++)
        g_strstrip (*field);
      if (g_strcmp0 (fields[0], kind) == 0)
        g_ptr_array_add (lines, fields);
      else
        g_strfreev (fields);
    }
  return lines;
}

static void
assert_number (const SftLab *lab, const SftResult *result, const char *set, const char *id, guint index,
               double expected)
{
  const SftReadout *readout = sft_result_find (result, id);
  /* Half a unit of the seventh significant digit is at most 5e-7 of the value; zero and whole numbers are exact. */
  double tolerance = expected == floor (expected) && fabs (expected) < 10 ? 1e-9 : 6e-7 * fabs (expected);

  g_assert_nonnull (readout);
  g_assert_cmpuint (readout->n, >, index);
  if (!(fabs (readout->values[index] - expected) <= tolerance))
    g_error ("%d %s: %s is %.9g, not %.9g", lab->demo, set, id, readout->values[index], expected);
}

/* number | parameters | readout | index in it | value */
static void
test_numbers (gconstpointer data)
{
  const SftLab *lab = data;
  g_autoptr (GPtrArray) lines = golden_lines (lab, "number");

  g_assert_cmpuint (lines->len, >=, 3);
  for (guint i = 0; i < lines->len; i++)
    {
      GStrv fields = g_ptr_array_index (lines, i);

      g_assert_cmpuint (g_strv_length (fields), ==, 5);
      g_autoptr (SftResult) result = compute_with (lab->demo, fields[1]);
      assert_number (lab, result, fields[1], fields[2], (guint)g_ascii_strtoull (fields[3], NULL, 10),
                     g_ascii_strtod (fields[4], NULL));
    }
}

/* undefined | parameters | readout: said in words, and null in JSON. */
static void
test_undefined (gconstpointer data)
{
  const SftLab *lab = data;
  const SftDemo *demo = sft_demo_find (lab->demo);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_autoptr (GPtrArray) lines = golden_lines (lab, "undefined");

  for (guint i = 0; i < lines->len; i++)
    {
      GStrv fields = g_ptr_array_index (lines, i);

      g_assert_cmpuint (g_strv_length (fields), ==, 3);
      g_autoptr (SftResult) result = compute_with (lab->demo, fields[1]);
      const SftReadout *readout = sft_result_find (result, fields[2]);
      g_autofree char *json = sft_result_to_json (demo, TRUE, defaults, result);
      g_autofree char *null = g_strdup_printf ("\"%s\": null", fields[2]);

      g_assert_nonnull (readout);
      g_assert_false (isfinite (readout->values[0]));
      g_assert_false (sft_text_is_empty (&readout->undefined));
      g_assert_nonnull (strstr (json, null));
      g_assert_null (strstr (json, "nan"));
    }
}

static const SftHeatmap *
find_heatmap (const SftResult *result, const char *name)
{
  for (guint i = 0; i < result->figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (result->figure->panels, i);

      if (panel->heatmap != NULL && g_str_equal (panel->heatmap->name, name))
        return panel->heatmap;
    }
  g_error ("no heatmap \"%s\"", name);
}

/* TRL's padding-free collator: lengths [[3, 3], [4, 1]] with ids 1..11 (trl, tests of its collator). */
static void
test_padding_free_labels (void)
{
  static const double first[] = { -100, 2, 3, -100, 5, 6 }, second[] = { -100, 8, 9, 10, -100 };
  g_autoptr (SftResult) a = compute_with (17, "lengths=3,3,4,1 capacity=6 packer=sequential");
  g_autoptr (SftResult) b = compute_with (17, "lengths=3,3,4,1 capacity=6 packer=sequential pack=1");
  const SftHeatmap *labels_a = find_heatmap (a, "labels"), *labels_b = find_heatmap (b, "labels");

  g_assert_cmpmem (labels_a->values, sizeof (double) * labels_a->columns, first, sizeof first);
  g_assert_cmpmem (labels_b->values, sizeof (double) * labels_b->columns, second, sizeof second);
}

/* Step 1 is not yet where the closed form ends, the last step is. */
static void
test_descent_is_run (void)
{
  g_autoptr (SftResult) result = compute_with (13, "");
  const SftSeries *stop = g_ptr_array_index (((SftPanel *)g_ptr_array_index (result->figure->panels, 0))->series, 0);

  g_assert_cmpuint (stop->n, ==, 201);
  g_assert_cmpfloat (fabs (stop->y[0] - 1 / (1 + exp (2))), <, 1e-15);
  /* One step by hand: z = -2 - 4 (p - 1/31). */
  g_assert_cmpfloat (fabs (stop->y[1] - 1 / (1 + exp (2 + 4 * (stop->y[0] - 1.0 / 31)))), <, 1e-15);
  g_assert_cmpfloat (fabs (stop->y[1] - 1.0 / 31), >, 0.01);
  g_assert_cmpfloat (fabs (stop->y[200] - 1.0 / 31), <, 1e-6);
}

/* A random point; of those that are work for a worker one in ten, and the others are drawn again. */
static SftValues *
cheap_values (const SftLab *lab, SftValues *defaults)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values = random_values (lab, defaults, &error);

      g_assert_no_error (error);
      if (sft_lab_cost (lab, values, NULL) <= SFT_INLINE_COST || g_test_rand_int_range (0, 10) == 0)
        return g_steal_pointer (&values);
    }
}

/* Identities are asserted at random points, with parameters at the ends of their ranges in a third of the draws. */
static void
test_identities (gconstpointer data)
{
  const SftLab *lab = data;
  const SftDemo *demo = sft_demo_find (lab->demo);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_autoptr (SftMemo) memo = sft_memo_new (4);
  guint asserted = 0;

  for (int i = 0; i < N_POINTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values = cheap_values (lab, defaults);
      g_autoptr (SftResult) result = sft_demo_compute (demo, TRUE, values, memo, NULL, &error);

      g_assert_no_error (error);
      for (guint k = 0; k < result->checks->len; k++)
        {
          const SftCheck *check = g_ptr_array_index (result->checks, k);

          if (!check->identity)
            continue;
          asserted++;
          if (!check->holds)
            g_error ("%s: %s: %.17g, expected %.17g", lab->id, check->message.plain, check->actual, check->expected);
        }
    }
  g_test_message ("%u identities over %d points", asserted, N_POINTS);
  g_assert_cmpuint (asserted, >=, N_POINTS / 2);
}

static const SftCheck *
find_check (const SftResult *result, const char *beginning)
{
  for (guint i = 0; i < result->checks->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);

      if (g_str_has_prefix (check->message.plain, beginning))
        return check;
    }
  return NULL;
}

/* How often a fault shows at random points: at some it changes nothing. */
static void
assert_breaks (const SftLab *lab, const char *broken_set, const char *beginning, double share)
{
  const SftDemo *demo = sft_demo_find (lab->demo);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  int shown = 0, failed = 0;

  for (int i = 0; i < N_BROKEN; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) point = random_values (lab, defaults, &error);
      g_assert_no_error (error);
      g_autoptr (SftValues) values = assign (point, broken_set);
      g_autoptr (SftResult) broken = sft_demo_compute (demo, TRUE, values, NULL, NULL, &error);
      const SftCheck *check = find_check (broken, beginning);

      if (check == NULL) /* no value, no check */
        continue;
      shown++;
      failed += !check->holds && check->actual != check->expected;
    }
  g_test_message ("%s: fails at %d of %d points", broken_set, failed, shown);
  g_assert_cmpint (shown, >, N_BROKEN / 4);
  g_assert_cmpfloat (failed, >=, share * shown);
}

/* break | whole | broken | how the check's message begins | share of the random points at which it fails at least:
 * whole, at the defaults, the check holds; broken, it fails with a residual. */
static void
test_breaks (gconstpointer data)
{
  const SftLab *lab = data;
  g_autoptr (GPtrArray) lines = golden_lines (lab, "break");

  for (guint i = 0; i < lines->len; i++)
    {
      GStrv fields = g_ptr_array_index (lines, i);
      const SftCheck *check;

      g_assert_cmpuint (g_strv_length (fields), ==, 5);
      g_autoptr (SftResult) whole = compute_with (lab->demo, fields[1]);
      g_autoptr (SftResult) broken = compute_with (lab->demo, fields[2]);
      check = find_check (whole, fields[3]);
      g_assert_true (check != NULL && check->holds);
      check = find_check (broken, fields[3]);
      g_assert_nonnull (check);
      if (g_ascii_strtod (fields[4], NULL) >= 0.5)
        g_assert_false (check->holds);
      assert_breaks (lab, fields[2], fields[3], g_ascii_strtod (fields[4], NULL));
    }
}

/* What a learner set by hand stays on the tokens that a new text leaves alone. */
static void
test_conversation (void)
{
  const SftDemo *demo = sft_demo_find (9);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (defaults);
  const double *soft;
  int n;

  g_assert_true (sft_edit_parse (edit, "soft_mask[1]=0.75", &error));
  g_assert_true (sft_edit_parse (edit, "soft_mask[12]=0.25", &error));
  g_autoptr (SftValues) overridden = sft_edit_commit (edit, &error);
  g_assert_no_error (error);

  edit = sft_edit_new (overridden);
  g_assert_true (sft_edit_set_text (
      edit, "conversation", "user: Hello\nassistant: Hi over there\nuser: Thanks\nassistant: You are welcome", &error));
  g_autoptr (SftValues) longer = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  soft = sft_values_cells (longer, "soft_mask", &n, NULL);
  g_assert_cmpint (n, ==, 14);
  g_assert_cmpfloat (soft[1], ==, 0.75);  /* leading, unchanged */
  g_assert_cmpfloat (soft[4], ==, 1);     /* new: the rule's value */
  g_assert_cmpfloat (soft[13], ==, 0.25); /* trailing, unchanged */
  g_assert_cmpfloat (sft_values_get (longer, "prompt_tokens"), ==, 3);

  edit = sft_edit_new (longer);
  g_assert_true (sft_edit_set_text (edit, "conversation", "  nothing", &error));
  g_assert_null (sft_edit_commit (edit, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SYNTAX);
  g_assert_cmpstr (sft_param_error_get_id (error, NULL, NULL), ==, "conversation");
}

/* A text sets what counts its messages, and is shown while it has them; with its system message switched off the rest
 * of it stays. */
static void
test_template_conversation (void)
{
  const SftDemo *demo = sft_demo_find (12);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (defaults);

  g_assert_true (sft_edit_set_text (edit, "conversation", "system: Hi\nuser: one two three", &error));
  g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (sft_values_get (values, "system_message"), ==, 1);
  g_assert_cmpfloat (sft_values_get (values, "turns"), ==, 1);
  g_assert_cmpfloat (sft_values_get (values, "content_tokens"), ==, 2);

  g_autoptr (SftResult) whole = sft_demo_compute (demo, TRUE, values, NULL, NULL, &error);
  g_assert_cmpfloat (sft_result_find (whole, "messages")->values[0], ==, 2);
  g_assert_cmpfloat (sft_result_find (whole, "total_tokens")->values[0], ==, 10 + 1 + 3);
  g_autoptr (SftValues) off = assign (values, "system_message=false template=gemma");
  g_autoptr (SftResult) rest = sft_demo_compute (demo, TRUE, off, NULL, NULL, &error);
  g_assert_cmpfloat (sft_result_find (rest, "messages")->values[0], ==, 1);
  g_assert_cmpfloat (sft_result_find (rest, "total_tokens")->values[0], ==, 1 + 5 + 3);

  edit = sft_edit_new (values);
  g_assert_true (sft_edit_set_text (edit, "conversation", "system: alone", &error));
  g_assert_null (sft_edit_commit (edit, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  g_assert_cmpstr (sft_param_error_get_id (error, NULL, NULL), ==, "conversation");
}

static void
add_for_lab (const SftLab *lab, const char *name, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/concepts/%s/%s", lab->id, name);

  g_test_add_data_func (path, lab, function);
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concepts/padding-free-labels", test_padding_free_labels);
  g_test_add_func ("/concepts/descent-is-run", test_descent_is_run);
  g_test_add_func ("/concepts/conversation", test_conversation);
  g_test_add_func ("/concepts/template-conversation", test_template_conversation);
  for (gsize i = 0; i < n; i++)
    if (labs[i]->demo != 0)
      {
        add_for_lab (labs[i], "numbers", test_numbers);
        add_for_lab (labs[i], "undefined", test_undefined);
        add_for_lab (labs[i], "identities", test_identities);
        add_for_lab (labs[i], "breaks", test_breaks);
      }
  return g_test_run ();
}
