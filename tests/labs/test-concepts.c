/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The concept labs: their numbers at known points, what was published, identities at 10,000 random points each, and
 * every way to break them. The numbers were computed once in NumPy, to the seven digits given. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "random-values.h"

#define N_POINTS 10000
#define N_BROKEN 200

static SftResult *
compute_with (int number, const char *assignments)
{
  const SftDemo *demo = sft_demo_find (number);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  g_auto (GStrv) list = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (defaults);

  for (char **assignment = list; *assignment != NULL; assignment++)
    if (**assignment != '\0')
      {
        sft_edit_parse (edit, *assignment, &error);
        g_assert_no_error (error);
      }
  g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  SftResult *result = sft_demo_compute (demo, TRUE, values, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* One number that a lab must give: demo, parameters, readout, index in it, value. */
typedef struct
{
  int demo;
  const char *set, *id;
  guint index;
  double value;
} Number;

static const Number numbers[] = {
  { 9, "", "trained_tokens", 0, 7 },
  { 9, "", "intended_tokens", 0, 7 },
  { 9, "", "precision", 0, 1 },
  { 9, "rule=completion_only", "trained_tokens", 0, 10 },
  { 9, "rule=completion_only", "precision", 0, 0.7 },
  { 9, "rule=completion_only", "iou", 0, 0.7 },
  { 9, "rule=last_turn", "trained_tokens", 0, 4 },
  { 9, "rule=last_turn", "recall", 0, .5714286 },
  { 9, "fault=off_by_one", "trained_tokens", 0, 6 },
  { 9, "fault=off_by_one", "precision", 0, .8333333 },
  { 9, "fault=off_by_one", "recall", 0, .7142857 },
  { 9, "fault=off_by_one", "iou", 0, .625 },
  { 13, "", "eot_targets", 0, 4 },
  { 13, "", "p_stop_mle", 0, .03225806 },
  { 13, "", "p_stop", 0, .03225806 },
  { 13, "", "expected_length", 0, 31.00000 },
  { 13, "train_on_eot=last", "p_stop", 0, .008274028 },
  { 13, "train_on_eot=last", "expected_length", 0, 119.1429 },
  { 13, "train_on_eot=none", "p_stop", 0, .001229735 },
  { 13, "train_on_eot=none", "expected_length", 0, 380.0937 },
  { 16, "", "loss", 0, 1.090909 },
  { 16, "", "loss_example_mean", 0, 1.5 },
  { 16, "", "loss_micro_batch_mean", 0, 1.5 },
  { 16, "", "loss_sum", 0, 120 },
  { 16, "", "loss_non_zero_count", 0, 1.090909 },
  { 16, "", "micro_minus_token", 0, .4090909 },
  { 16, "", "identity_sum", 0, .4090909 },
  { 16, "", "relative_weights", 0, 5.5 },
  { 16, "", "relative_weights", 1, .55 },
  { 16, "prompt_weight=.5", "loss_token_mean", 0, 1.173913 },
  { 16, "prompt_weight=.5", "loss_example_mean", 0, 1.624390 },
  { 16, "prompt_weight=.5", "loss_sum", 0, 135 },
  { 16, "prompt_weight=.5", "loss_non_zero_count", 0, 1.125 },
  { 17, "", "packs", 0, 4 },
  { 17, "", "lower_bound", 0, 4 },
  { 17, "", "utilization", 0, 1 },
  { 17, "", "cross_document_pairs", 0, 50 },
  { 17, "", "attention_pairs", 0, 94 },
  { 17, "", "leakage", 0, 0 },
  { 17, "packer=first_fit", "packs", 0, 5 },
  { 17, "packer=first_fit", "cross_document_pairs", 0, 29 },
  { 17, "packer=sequential", "packs", 0, 5 },
  { 17, "packer=sequential", "cross_document_pairs", 0, 31 },
  { 17, "packer=wrapped", "documents_cut", 0, 3 },
  { 17, "packer=wrapped", "cross_document_pairs", 0, 77 },
  { 17, "block_mask=false", "leakage", 0, .2111898 },
  { 17, "block_mask=false reset_positions=false", "leakage", 0, .1707519 },
  { 19, "", "tpr", 0, .9375 },
  { 19, "", "fpr", 0, .0625 },
  { 19, "", "precision", 0, .4411765 },
  { 19, "", "expected_cost", 0, .0625 },
  { 19, "", "minimum_cost", 0, .01960362 },
  { 19, "", "optimal_threshold", 0, .6761446 },
  { 19, "", "auc", 0, .9854312 },
  { 19, "", "sample_tpr", 0, .948 },
  { 19, "", "sample_fpr", 0, .066 },
  { 19, "prevalence=.01", "precision", 0, .1315789 },
  { 19, "prevalence=.01", "optimal_threshold", 0, .7592880 },
  { 20, "", "optimal_u", 0, .2 },
  { 20, "", "optimal_time", 0, 31.37716 },
  { 20, "", "minimum_risk", 0, .2 },
  { 20, "", "best_step", 0, 31 },
  { 20, "", "best_evaluated_step", 0, 30 },
  { 20, "", "stop_step", 0, 45 },
  { 20, "", "stop_risk", 0, .2126403 },
  { 20, "", "cross_entropy", 0, .5269280 },
  { 20, "", "optimal_margin", 0, 1.386294 },
  { 20, "", "minimum_cross_entropy", 0, .5004024 },
  { 25, "", "agreement_final", 0, .7600041 },
  { 25, "rounds=5", "agreement_final", 0, .5381015 },
  { 25, "", "regressive_rate", 0, .2727273 },
  { 25, "", "progressive_rate", 0, .5555556 },
  { 25, "", "overall_flip_rate", 0, .4 },
  { 25, "", "accuracy_before", 0, .55 },
  { 25, "", "accuracy_after", 0, .65 },
  { 25, "", "bayes_own_answer", 0, .6315789 },
  { 25, "", "flip_rational", 0, 0 },
  { 25, "count_over_all=true", "regressive_rate", 0, .15 }, /* 3 of 20: the mistaken denominator */
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const Number *number = &numbers[i];
      g_autoptr (SftResult) result = compute_with (number->demo, number->set);
      const SftReadout *readout = sft_result_find (result, number->id);
      /* Half a unit of the seventh significant digit is at most 5e-7 of the value; whole numbers are exact. */
      double tolerance = 6e-7 * fabs (number->value);

      g_assert_nonnull (readout);
      g_assert_cmpuint (readout->n, >, number->index);
      if (fabs (readout->values[number->index] - number->value) > tolerance)
        g_error ("%d %s: %s is %.9g, not %.9g", number->demo, number->set, number->id, readout->values[number->index],
                 number->value);
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
      g_autoptr (SftValues) values = random_values (lab, defaults, &error);

      g_assert_no_error (error);
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

/* A switch that breaks a lab, and the check that must then fail: its message begins so, broken or not. */
typedef struct
{
  int demo;
  const char *whole, *broken, *check;
  double share; /* of the random points at which it fails: at some the fault changes nothing */
} Break;

static const Break breaks[] = {
  { 9, "rule=assistant_only", "rule=assistant_only fault=off_by_one", "no token differs", 0.6 },
  { 9, "rule=assistant_only", "rule=assistant_only fault=all_zero", "no token differs", 0.6 },
  { 9, "rule=assistant_only", "rule=assistant_only fault=all_one", "no token differs", 0.6 },
  { 13, "steps=5000 learning_rate=8 stop_logit=0", "steps=5000 learning_rate=8 stop_logit=0 train_on_eot=none",
    "P(stop) is that of the data", 1 },
  { 16, "normalizer=token_mean", "normalizer=micro_batch_mean", "the loss is", 0.2 },
  { 17, "block_mask=true", "block_mask=false", "no attention crosses", 0.3 },
  { 17, "reset_positions=true", "reset_positions=false", "position ids start at 0", 0.3 },
  { 19, "turn_cost_ratio_over=false", "turn_cost_ratio_over=true", "no threshold costs less", 0.5 },
  { 20, "keep_last=false", "keep_last=true", "the kept checkpoint is the best", 0.2 },
  { 25, "count_over_all=false", "count_over_all=true", "the regressive rate", 0.4 },
};

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

static SftValues *
assign (SftValues *base, const char *assignments)
{
  g_auto (GStrv) list = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (base);

  for (char **assignment = list; *assignment != NULL; assignment++)
    {
      sft_edit_parse (edit, *assignment, &error);
      g_assert_no_error (error);
    }
  SftValues *values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  return values;
}

static void
test_break (gconstpointer data)
{
  const Break *fault = data;
  const SftDemo *demo = sft_demo_find (fault->demo);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  int shown = 0, failed = 0;

  for (int i = 0; i < N_BROKEN; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) point =
          i == 0 ? sft_values_ref (defaults) : random_values (sft_demo_lab (demo, TRUE), defaults, &error);
      g_assert_no_error (error);
      g_autoptr (SftValues) broken_values = assign (point, fault->broken);
      g_autoptr (SftResult) broken = sft_demo_compute (demo, TRUE, broken_values, NULL, NULL, &error);
      const SftCheck *check = find_check (broken, fault->check);

      if (check == NULL) /* no value, no check */
        continue;
      shown++;
      failed += !check->holds && check->actual != check->expected;
    }
  g_test_message ("fails at %d of %d points", failed, shown);
  g_assert_cmpint (shown, >, N_BROKEN / 4);
  g_assert_cmpfloat (failed, >=, fault->share * shown);

  /* Whole, at the defaults, it holds. */
  g_autoptr (SftResult) whole = compute_with (fault->demo, fault->whole);
  g_assert_true (find_check (whole, fault->check)->holds);
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

/* What cannot be computed is said in words, and is null in JSON. */
static void
test_without_value (void)
{
  static const struct
  {
    int demo;
    const char *set, *id;
  } cases[] = {
    { 9, "fault=all_zero", "precision" },       { 16, "example_lengths=0,100", "loss_example_mean" },
    { 19, "threshold=1", "precision" },         { 20, "steps=10", "stop_step" },
    { 20, "steps=4", "best_evaluated_step" },   { 25, "table=0,0;5,4", "regressive_rate" },
    { 25, "table=0,0;0,0", "accuracy_before" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SftDemo *demo = sft_demo_find (cases[i].demo);
      g_autoptr (SftValues) values = sft_demo_defaults (demo, TRUE);
      g_autoptr (SftResult) result = compute_with (cases[i].demo, cases[i].set);
      const SftReadout *readout = sft_result_find (result, cases[i].id);
      g_autofree char *json = sft_result_to_json (demo, TRUE, values, result);
      g_autofree char *null = g_strdup_printf ("\"%s\": null", cases[i].id);

      g_assert_true (isnan (readout->values[0]));
      g_assert_false (sft_text_is_empty (&readout->undefined));
      g_assert_nonnull (strstr (json, null));
      g_assert_null (strstr (json, "nan"));
    }
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concepts/numbers", test_numbers);
  g_test_add_func ("/concepts/padding-free-labels", test_padding_free_labels);
  g_test_add_func ("/concepts/descent-is-run", test_descent_is_run);
  g_test_add_func ("/concepts/conversation", test_conversation);
  g_test_add_func ("/concepts/without-value", test_without_value);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/concepts/identities/%s", labs[i]->id);

      if (labs[i]->demo != 0)
        g_test_add_data_func (path, labs[i], test_identities);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/concepts/break/%02d-%d", breaks[i].demo, (int)i);

      g_test_add_data_func (path, &breaks[i], test_break);
    }
  return g_test_run ();
}
