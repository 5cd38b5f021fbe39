/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of list, params and run, as other programs read it. */
#include <math.h>
#include <string.h>

#include "driver.h"
#include "json.h"
#include "sft-lab.h"

#define N_DEMOS 25

/* The contract: parameters of the notebook families, their ranges and defaults; NaN: a list or matrix. */
static const struct
{
  const char *family, *id, *kind;
  double minimum, maximum, initial;
} params[] = {
  { "response-loss", "logits", "matrix", -100, 100, NAN },
  { "response-loss", "targets", "list", 0, 2, NAN }, /* indices of a vocabulary of 3 */
  { "response-loss", "response_mask", "list", 0, 1, NAN },
  { "loss-mask", "mask", "matrix", 0, 1, NAN },
  { "validation-curve", "steps", "integer", 2, 1000, 40 },
  { "validation-curve", "train_amplitude", "real", 0, 10, 1.8 },
  { "validation-curve", "val_amplitude", "real", 0, 10, 1.4 },
  { "validation-curve", "train_decay", "real", 0.1, 1000, 18 },
  { "validation-curve", "val_decay", "real", 0.1, 1000, 22 },
  { "validation-curve", "train_floor", "real", 0, 5, 0.25 },
  { "validation-curve", "val_floor", "real", 0, 5, 0.38 },
  { "validation-curve", "overfit_slope", "real", 0, 1, 0.006 },
  { "validation-curve", "overfit_onset", "real", 0, 1000, 26 },
  { "guardrail", "seed", "integer", 0, 4294967295, 42 },
  { "guardrail", "samples", "integer", 1, 100000, 500 },
  { "guardrail", "harmful_a", "real", 0.1, 50, 6 },
  { "guardrail", "harmful_b", "real", 0.1, 50, 2 },
  { "guardrail", "benign_a", "real", 0.1, 50, 2 },
  { "guardrail", "benign_b", "real", 0.1, 50, 6 },
  { "guardrail", "thresholds", "integer", 2, 200, 30 },
  { "guardrail", "threshold_min", "real", 0, 1, 0.05 },
  { "guardrail", "threshold_max", "real", 0, 1, 0.95 },
  { "guardrail", "threshold", "real", 0, 1, 0.5 },
  { "feedback", "rounds", "integer", 2, 100, 6 },
  { "feedback", "safety_base", "real", 0, 1, 0.72 },
  { "feedback", "helpfulness_base", "real", 0, 1, 0.78 },
  { "feedback", "safety_gain", "real", -1, 1, 0.05 },
  { "feedback", "safety_time", "real", 0.1, 50, 2 },
  { "feedback", "helpfulness_cost", "real", 0, 1, 0.015 },
  { "feedback", "helpfulness_recovery", "real", 0, 1, 0.008 },
};

/* The contract: families in the lesson's order, their readouts, and their series as the lesson's legends name them. */
static const struct
{
  const char *id, *readouts[5], *series[3];
} families[] = {
  { "response-loss", { "token_nll", "masked_loss", "full_loss" }, { NULL } },
  { "loss-mask", { "active_tokens", "active_fraction" }, { NULL } },
  { "validation-curve", { "best_step", "best_validation_loss", "best_is_interior" }, { "train", "validation" } },
  { "guardrail", { "block_harmful", "block_benign", "auc", "auc_exact" }, { "block harmful", "block benign" } },
  { "feedback",
    { "final_safety", "final_helpfulness", "safety_change", "helpfulness_change" },
    { "safety", "helpfulness" } },
};

static Json *
parse (const char *text)
{
  gsize where;
  Json *json = json_parse (text, &where);

  if (json == NULL)
    g_error ("no JSON at byte %" G_GSIZE_FORMAT ": %.80s", where, text + where);
  return json;
}

static Json *
run_json (const char *line)
{
  g_autoptr (Ran) ran = ran_new_line (line);

  assert_done (ran);
  g_assert_true (g_str_has_suffix (ran->text, "\n"));
  g_assert_cmpuint (strlen (ran->text), ==, g_bytes_get_size (ran->out));
  return parse (ran->text);
}

static Json *
run_demo (const char *subcommand, int demo)
{
  g_autofree char *line = g_strdup_printf ("%s %d --format json", subcommand, demo);

  return run_json (line);
}

/* The reader itself: RFC 8259 decides. */
static void
test_reader (void)
{
  static const char *const good[] = { "null", " [1, -0.5e+3, 0] ", "{\"a\":[],\"b\":{}}",
                                      "\"\\u00e9\\ud83d\\ude00\\n\"" };
  static const char *const bad[] = { "",         "[1,]",    "{\"a\":1,}", "01",          "+1",
                                     ".5",       "1.",      "NaN",        "nul",         "[1 2]",
                                     "{a:1}",    "'a'",     "\"a\nb\"",   "\"\\x\"",     "1 2",
                                     "[",        "1e",      "Infinity",   "-",           "\"\\ud800\"",
                                     "\"\xff\"", "{\"a\"}", "// a\n1",    "\"\\u12g4\"", "{\"a\":1,\"a\":2}" };
  gsize where;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    json_free (parse (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (json_parse (bad[i], &where));
}

static void
test_list (void)
{
  static const char *const sections[] = { "Intuition", "Formal definitions", "Data", "Training", "Behavior" };
  g_autoptr (Json) list = run_json ("list --format json");

  g_assert_cmpuint (list->items->len, ==, N_DEMOS);
  for (guint i = 0; i < N_DEMOS; i++)
    {
      const Json *row = json_at (list, i);
      g_autofree char *names = json_names (row);

      g_assert_cmpstr (names, ==, "number,title,section,family,concept");
      g_assert_cmpfloat (json_get (row, "number", JSON_NUMBER)->number, ==, i + 1);
      g_assert_cmpuint (strlen (json_get (row, "title", JSON_STRING)->string), >, 3);
      g_assert_cmpstr (json_get (row, "section", JSON_STRING)->string, ==, sections[i / 5]);
      g_assert_cmpstr (json_get (row, "family", JSON_STRING)->string, ==, families[i % 5].id);
      g_assert_cmpint (json_get (row, "concept", JSON_BOOLEAN)->number, ==,
                       sft_demo_lab (sft_demo_find (i + 1), TRUE) != NULL);
    }
  g_assert_cmpstr (json_get (json_at (list, 5), "title", JSON_STRING)->string, ==, "Prompt x and response y");
  g_assert_cmpstr (json_get (json_at (list, 6), "title", JSON_STRING)->string, ==, "Demonstration dataset D_SFT");
  g_assert_cmpstr (json_get (json_at (list, 7), "title", JSON_STRING)->string, ==, "Policy pi_theta(y | x)");
}

static const Json *
find (const Json *array, const char *name, const char *value)
{
  for (guint i = 0; i < array->items->len; i++)
    if (g_str_equal (json_get (json_at (array, i), name, JSON_STRING)->string, value))
      return json_at (array, i);
  g_error ("no %s is \"%s\"", name, value);
}

/* Each row has the fields of the contract and kinds that go with its own kind. */
static void
check_param_row (const Json *row)
{
  const char *kind = json_get (row, "kind", JSON_STRING)->string;
  const Json *initial;

  g_assert_cmpuint (strlen (json_get (row, "id", JSON_STRING)->string), >, 0);
  g_assert_cmpuint (strlen (json_get (row, "label", JSON_STRING)->string), >, 0);
  g_assert_true (json_has (row, "unit"));
  if (g_str_equal (kind, "list") || g_str_equal (kind, "matrix"))
    {
      initial = json_get (row, "default", JSON_ARRAY);
      g_assert_cmpuint (initial->items->len, >, 0);
      json_get (row, "rows_of", JSON_STRING);
      g_assert_cmpint (json_has (row, "columns_of"), ==, g_str_equal (kind, "matrix"));
      g_assert_cmpint (json_at (initial, 0)->kind, ==, g_str_equal (kind, "matrix") ? JSON_ARRAY : JSON_NUMBER);
    }
  else if (g_str_equal (kind, "real") || g_str_equal (kind, "integer"))
    {
      double number = json_get (row, "default", JSON_NUMBER)->number;

      g_assert_cmpfloat (json_get (row, "minimum", JSON_NUMBER)->number, <=, number);
      g_assert_cmpfloat (json_get (row, "maximum", JSON_NUMBER)->number, >=, number);
      g_assert_cmpfloat (json_get (row, "step", JSON_NUMBER)->number, >, 0);
    }
  else if (g_str_equal (kind, "choice"))
    {
      json_get (row, "default", JSON_STRING);
      g_assert_cmpuint (json_get (row, "choices", JSON_ARRAY)->items->len, >, 1);
    }
  else if (g_str_equal (kind, "switch"))
    json_get (row, "default", JSON_BOOLEAN);
  else
    {
      g_assert_cmpstr (kind, ==, "text");
      json_get (row, "default", JSON_STRING);
    }
}

static void
test_params (void)
{
  for (int demo = 1; demo <= N_DEMOS; demo++)
    {
      g_autoptr (Json) list = run_demo ("params", demo);

      for (guint i = 0; i < list->items->len; i++)
        check_param_row (json_at (list, i));
      for (gsize i = 0; i < G_N_ELEMENTS (params); i++)
        {
          const Json *row;

          if (!g_str_equal (params[i].family, families[(demo - 1) % 5].id))
            continue;
          row = find (list, "id", params[i].id);
          g_assert_cmpstr (json_get (row, "kind", JSON_STRING)->string, ==, params[i].kind);
          g_assert_cmpfloat (json_get (row, "minimum", JSON_NUMBER)->number, ==, params[i].minimum);
          g_assert_cmpfloat (json_get (row, "maximum", JSON_NUMBER)->number, ==, params[i].maximum);
          if (!isnan (params[i].initial))
            g_assert_cmpfloat (json_get (row, "default", JSON_NUMBER)->number, ==, params[i].initial);
        }
      /* The lesson draws from one stream: its guardrail demos are draws 0 to 4 of it, in order. */
      if (demo % 5 == 4)
        g_assert_cmpfloat (json_get (find (list, "id", "draw"), "default", JSON_NUMBER)->number, ==, demo / 5);
    }
}

static void
compare_numbers (const Json *array, const double *values, gsize n)
{
  g_assert_cmpuint (array->items->len, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      const Json *item = json_at (array, i);

      /* 17 significant digits: equal as doubles, and null for what is not finite. */
      g_assert_cmpint (item->kind, ==, isfinite (values[i]) ? JSON_NUMBER : JSON_NULL);
      if (isfinite (values[i]))
        g_assert_cmpfloat (item->number, ==, values[i]);
    }
}

static void
compare_readouts (const Json *readouts, const SftResult *result)
{
  g_assert_cmpuint (readouts->items->len, ==, result->readouts->len);
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = g_ptr_array_index (result->readouts, i);
      const char *id = readout->spec->id;

      if (readout->spec->kind == SFT_READOUT_NUMBERS)
        compare_numbers (json_get (readouts, id, JSON_ARRAY), readout->values, readout->n);
      else if (!isfinite (readout->values[0]))
        json_get (readouts, id, JSON_NULL);
      else
        g_assert_cmpfloat (
            json_get (readouts, id, readout->spec->kind == SFT_READOUT_TRUTH ? JSON_BOOLEAN : JSON_NUMBER)->number, ==,
            readout->values[0]);
    }
}

/* Every series and heatmap of the figure, in order, number by number. */
static void
compare_figure (const Json *object, const SftFigure *figure)
{
  const Json *series = json_get (object, "series", JSON_ARRAY), *maps = json_get (object, "heatmaps", JSON_ARRAY);
  guint n_series = 0, n_maps = 0;

  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i);
      const SftHeatmap *map = panel->heatmap;

      for (guint j = 0; j < panel->series->len; j++)
        {
          const SftSeries *one = g_ptr_array_index (panel->series, j);
          const Json *row = json_at (series, n_series++);

          g_assert_cmpstr (json_get (row, "name", JSON_STRING)->string, ==, one->name);
          compare_numbers (json_get (row, "x", JSON_ARRAY), one->x, one->n);
          compare_numbers (json_get (row, "y", JSON_ARRAY), one->y, one->n);
        }
      if (map != NULL)
        {
          const Json *row = json_at (maps, n_maps++);
          const Json *values = json_get (row, "values", JSON_ARRAY);

          g_assert_cmpstr (json_get (row, "name", JSON_STRING)->string, ==, map->name);
          g_assert_cmpfloat (json_get (row, "rows", JSON_NUMBER)->number, ==, map->rows);
          g_assert_cmpfloat (json_get (row, "cols", JSON_NUMBER)->number, ==, map->columns);
          g_assert_cmpuint (values->items->len, ==, map->rows);
          for (int j = 0; j < map->rows; j++)
            compare_numbers (json_at (values, j), map->values + (gsize)j * map->columns, map->columns);
        }
    }
  g_assert_cmpuint (series->items->len, ==, n_series);
  g_assert_cmpuint (maps->items->len, ==, n_maps);
}

static void
check_checks (const Json *object, const SftResult *result)
{
  const Json *checks = json_get (object, "checks", JSON_ARRAY);

  g_assert_cmpuint (checks->items->len, ==, result->checks->len);
  for (guint i = 0; i < checks->items->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);
      const Json *row = json_at (checks, i);

      g_assert_cmpstr (json_get (row, "source", JSON_STRING)->string, ==, check->notebook ? "notebook" : "lab");
      g_assert_cmpstr (json_get (row, "message", JSON_STRING)->string, ==, check->message.plain);
      g_assert_cmpint (json_get (row, "passed", JSON_BOOLEAN)->number, ==, check->holds);
      g_assert_cmpint (json_has (row, "actual"), ==, !isnan (check->actual));
    }
}

static void
check_contract_names (const Json *object, int demo)
{
  const Json *readouts = json_get (object, "readouts", JSON_OBJECT), *series = json_get (object, "series", JSON_ARRAY);
  const Json *values = json_get (object, "params", JSON_OBJECT);
  gsize family = (demo - 1) % 5;

  for (gsize i = 0; families[family].readouts[i] != NULL; i++)
    g_assert_true (json_has (readouts, families[family].readouts[i]));
  for (gsize i = 0; families[family].series[i] != NULL; i++)
    find (series, "name", families[family].series[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (params); i++)
    if (g_str_equal (params[i].family, families[family].id))
      g_assert_true (json_has (values, params[i].id));
}

static void
test_run (void)
{
  for (int number = 1; number <= N_DEMOS; number++)
    {
      const SftDemo *demo = sft_demo_find (number);
      g_autoptr (SftValues) values = sft_demo_defaults (demo, FALSE);
      g_autoptr (SftResult) result = sft_demo_compute (demo, FALSE, values, NULL, NULL, NULL);
      g_autoptr (Json) object = run_demo ("run", number);
      g_autofree char *names = json_names (object);
      const Json *transcript = json_get (object, "transcript", JSON_ARRAY);

      g_assert_cmpstr (names, ==, "demo,view,title,params,readouts,series,heatmaps,checks,transcript");
      g_assert_cmpfloat (json_get (object, "demo", JSON_NUMBER)->number, ==, number);
      g_assert_cmpstr (json_get (object, "view", JSON_STRING)->string, ==, "notebook");
      g_assert_cmpstr (json_get (object, "title", JSON_STRING)->string, ==, demo->title);
      check_contract_names (object, number);
      compare_readouts (json_get (object, "readouts", JSON_OBJECT), result);
      compare_figure (object, result->figure);
      check_checks (object, result);
      g_assert_cmpuint (transcript->items->len, ==, result->transcript->len);
      for (guint i = 0; i < transcript->items->len; i++)
        g_assert_cmpstr (json_at (transcript, i)->string, ==, g_ptr_array_index (result->transcript, i));
    }
}

/* The lesson's loss mask is the first heatmap of its lab: 3 examples, 6 positions, 8 response tokens. */
static void
test_loss_mask (void)
{
  g_autoptr (Json) object = run_json ("run 17 --format json");
  const Json *map = json_at (json_get (object, "heatmaps", JSON_ARRAY), 0),
             *rows = json_get (map, "values", JSON_ARRAY);
  double sum = 0;

  g_assert_cmpfloat (json_get (map, "rows", JSON_NUMBER)->number, ==, 3);
  g_assert_cmpfloat (json_get (map, "cols", JSON_NUMBER)->number, ==, 6);
  for (guint i = 0; i < rows->items->len; i++)
    for (guint j = 0; j < json_at (rows, i)->items->len; j++)
      sum += json_at (json_at (rows, i), j)->number;
  g_assert_cmpfloat (sum, ==, 8);
}

/* A mask of zeros has no loss: null, and a check that says so; the exit status stays 0. */
static void
test_no_value (void)
{
  g_autoptr (Json) object = run_json ("run 1 --set response_mask=0,0,0,0 --format json");
  const Json *readouts = json_get (object, "readouts", JSON_OBJECT);

  json_get (readouts, "masked_loss", JSON_NULL);
  json_get (readouts, "full_loss", JSON_NUMBER);
}

/* What was set is what comes back, whatever the order and the place of the options. */
static void
test_set (void)
{
  g_autoptr (Ran) first = ran_new_line ("run 2 --set 'mask[0][1]=1' --set mask=0,1,1/1,0,0 --format json");
  g_autoptr (Ran) second = ran_new_line ("run --format=json --set 'mask=0,1,1;1,0,0' --set=mask[0][1]=1 -- 2");
  g_autoptr (Json) object = parse (first->text),
                   numbers = run_json ("run 3 --set val_floor=1e-1 --set steps=7 --format json");
  const Json *mask = json_get (json_get (object, "params", JSON_OBJECT), "mask", JSON_ARRAY);
  const Json *set = json_get (numbers, "params", JSON_OBJECT);

  assert_done (first);
  assert_done (second);
  g_assert_cmpstr (first->text, ==, second->text);
  compare_numbers (json_at (mask, 0), (const double[]){ 0, 1, 1 }, 3);
  compare_numbers (json_at (mask, 1), (const double[]){ 1, 0, 0 }, 3);
  g_assert_cmpfloat (json_get (set, "val_floor", JSON_NUMBER)->number, ==, 0.1);
  g_assert_cmpfloat (json_get (set, "steps", JSON_NUMBER)->number, ==, 7);
  g_assert_cmpfloat (json_get (set, "val_decay", JSON_NUMBER)->number, ==, 22);
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/json/reader", test_reader);
  g_test_add_func ("/cli/json/list", test_list);
  g_test_add_func ("/cli/json/params", test_params);
  g_test_add_func ("/cli/json/run", test_run);
  g_test_add_func ("/cli/json/loss-mask", test_loss_mask);
  g_test_add_func ("/cli/json/no-value", test_no_value);
  g_test_add_func ("/cli/json/set", test_set);
  return g_test_run ();
}
