/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters: every kind read, written and refused. */
#include "config.h"

#include "decimal-comma.h"
#include "param-spec.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define ASSIGN(base, ...) test_assign (base, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_defaults_are_the_specification (void)
{
  static const double logits[] = { 2, 0.2, -0.5, 0.1, 1.8, -0.2, 0, 0.3, 1.6, 1.2, 0.4, 0.1 };
  g_autoptr (SftValues) values = test_defaults ();
  const double *cells;
  int rows, columns;

  g_assert_true (sft_values_spec (values) == &test_spec);
  cells = sft_values_cells (values, "logits", &rows, &columns);
  g_assert_cmpint (rows, ==, 4);
  g_assert_cmpint (columns, ==, 3);
  g_assert_cmpmem (cells, sizeof logits, logits, sizeof logits);
  cells = sft_values_cells (values, "threshold", &rows, &columns);
  g_assert_cmpint (rows * 10 + columns, ==, 11);
  g_assert_cmpfloat (cells[0], ==, 0.5);
  sft_values_cells (values, "targets", NULL, &columns);
  g_assert_cmpint (columns, ==, 1);
  g_assert_cmpfloat (sft_values_get (values, "steps"), ==, 40);
  g_assert_cmpfloat (sft_values_get (values, "warmup"), ==, 0);
  g_assert_cmpstr (sft_values_choice (values, "schedule"), ==, "constant");
  g_assert_cmpstr (sft_values_text (values, "note"), ==, "");
  g_assert_cmpint (sft_values_dim (values, "tokens"), ==, 4);
  g_assert_cmpint (sft_values_dim (values, "vocabulary"), ==, 3);
  g_assert_cmpint (sft_values_dim (values, "classes"), ==, 2);
}

static void
test_specification (void)
{
  g_assert_cmpstr (sft_spec_find (&test_spec, "steps")->initial, ==, "40");
  g_assert_null (sft_spec_find (&test_spec, "step"));
  g_assert_cmpint (sft_spec_find_dim (&test_spec, "vocabulary")->maximum, ==, 12);
  g_assert_null (sft_spec_find_dim (&test_spec, "steps"));
  g_assert_cmpstr (sft_kind_name (SFT_REAL), ==, "real");
  g_assert_cmpstr (sft_kind_name (SFT_INTEGER), ==, "integer");
  g_assert_cmpstr (sft_kind_name (SFT_SWITCH), ==, "switch");
  g_assert_cmpstr (sft_kind_name (SFT_CHOICE), ==, "choice");
  g_assert_cmpstr (sft_kind_name (SFT_LIST), ==, "list");
  g_assert_cmpstr (sft_kind_name (SFT_MATRIX), ==, "matrix");
  g_assert_cmpstr (sft_kind_name (SFT_TEXT), ==, "text");
}

static void
test_overrides (void)
{
  static const char *const good[] = { "low=0.96", "high=0.97", NULL };
  static const char *const bad[] = { "steps=40", "low=0.96", NULL };
  static const char *const unknown[] = { "draw=3", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) values = sft_values_new (&test_spec, good, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (sft_values_get (values, "low"), ==, 0.96);
  g_assert_null (sft_values_new (&test_spec, bad, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "low: 0.96 is not below high, 0.95");
  g_clear_error (&error);
  g_assert_null (sft_values_new (&test_spec, unknown, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_UNKNOWN);
}

/* A broken default is told, not hidden. */
static void
test_broken_specifications (void)
{
  static const SftDim dims[] = { { .id = "n", .minimum = 1, .maximum = 3 }, { NULL } };
  static const SftParam range[] = { { .id = "a", .kind = SFT_REAL, .maximum = 1, .initial = "2" }, { NULL } };
  static const SftParam fill[] = {
    { .id = "a", .kind = SFT_LIST, .cell = SFT_REAL, .maximum = 1, .initial = "1", .rows = "n", .fill = "7" }, { NULL }
  };
  static const SftParam shape[] = {
    { .id = "a", .kind = SFT_LIST, .cell = SFT_REAL, .maximum = 1, .initial = "1", .rows = "n" },
    { .id = "b", .kind = SFT_LIST, .cell = SFT_REAL, .maximum = 1, .initial = "1,1", .rows = "n" },
    { NULL }
  };
  static const SftParam below[] = {
    { .id = "a", .kind = SFT_LIST, .cell = SFT_INTEGER, .maximum = 9, .initial = "1", .rows = "n", .below = "n" },
    { NULL }
  };
  static const struct
  {
    const SftParam *params;
    SftParamError code;
  } cases[] = {
    { range, SFT_PARAM_ERROR_RANGE },
    { fill, SFT_PARAM_ERROR_RANGE },
    { shape, SFT_PARAM_ERROR_SHAPE },
    { below, SFT_PARAM_ERROR_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SftSpec spec = { cases[i].params, dims, NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (sft_values_new (&spec, NULL, &error));
      g_assert_error (error, SFT_PARAM_ERROR, (int)cases[i].code);
    }
}

/* What is written on the left reads as what stands on the right in command-line syntax. */
static void
test_accepted (void)
{
  static const struct
  {
    const char *assignment, *id, *formatted;
  } cases[] = {
    { "threshold=0.25", "threshold", "0.25" },
    { " threshold = 0.25\n", "threshold", "0.25" },
    { "threshold=1", "threshold", "1" },
    { "threshold=+.5e-1", "threshold", "0.05" },
    { "threshold=1e-400", "threshold", "0" },
    { "threshold=5e-324", "threshold", "5e-324" },
    { "steps=1e3", "steps", "1000" },
    { "steps=2.0", "steps", "2" },
    { "focus=-0", "focus", "0" },
    { "warmup=true", "warmup", "true" },
    { "warmup=YES", "warmup", "true" },
    { "warmup=On", "warmup", "true" },
    { "warmup=1", "warmup", "true" },
    { "warmup=false", "warmup", "false" },
    { "warmup=no", "warmup", "false" },
    { "warmup=off", "warmup", "false" },
    { "warmup=0", "warmup", "false" },
    { "schedule=cosine", "schedule", "cosine" },
    { "schedule= cosine ", "schedule", "cosine" },
    { "note= a=b[0]", "note", " a=b[0]" },
    { "note=äöü−∞😀 x", "note", "äöü−∞😀 x" },
    { "note=", "note", "" },
    { "targets=2,2,2,2", "targets", "2,2,2,2" },
    { "targets=[ 2, 1 ,0,1 ]", "targets", "2,1,0,1" },
    { "targets[3]=2", "targets", "0,1,2,2" },
    { "targets [ 3 ] = 2", "targets", "0,1,2,2" },
    { "response_mask=true,no,on,0", "response_mask", "1,0,1,0" },
    { "response_mask[0]=yes", "response_mask", "1,1,1,1" },
    { "table=5,6;7,8", "table", "5,6;7,8" },
    { "table=5,6/7,8", "table", "5,6;7,8" },
    { "table=[5, 6; 7, 8]", "table", "5,6;7,8" },
    { "table=[[5,6],[7,8]]", "table", "5,6;7,8" },
    { "table= [ [5, 6] , [7, 8] ] ", "table", "5,6;7,8" },
    { "table[1][0]=-9", "table", "1,2;-9,4" },
    { "table[1] [0] =-9", "table", "1,2;-9,4" },
    { "mixing=7", "mixing", "7" },
    { "mixing=1e308,-0;0,-1e-320", "mixing", "1e+308,-0;0,-1e-320" },
  };
  g_autoptr (SftValues) defaults = test_defaults ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SftValues) values = ASSIGN (defaults, cases[i].assignment);
      g_autofree char *formatted = sft_values_format (values, cases[i].id);

      g_assert_cmpstr (formatted, ==, cases[i].formatted);
    }
}

typedef struct
{
  const char *assignment;
  SftParamError code;
  const char *id;
  int row, column;
  const char *message;
} Refused;

static void
check_refused (const Refused *cases, gsize n)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  for (gsize i = 0; i < n; i++)
    {
      const char *const assignments[] = { cases[i].assignment, NULL };

      test_assign_fails (defaults, assignments, cases[i].code, cases[i].id, cases[i].row, cases[i].column,
                         cases[i].message);
    }
}

#define EVERY_ID                                                                                                       \
  "logits, targets, response_mask, mixing, weights, table, threshold, steps, focus, warmup, schedule, note, low, high"

static void
test_refused_names (void)
{
  static const Refused cases[] = {
    { "", SFT_PARAM_ERROR_SYNTAX, NULL, -1, -1, "\"\" assigns nothing; accepted: ID=VALUE" },
    { "threshold", SFT_PARAM_ERROR_SYNTAX, NULL, -1, -1, "\"threshold\" assigns nothing; accepted: ID=VALUE" },
    { " =1", SFT_PARAM_ERROR_SYNTAX, NULL, -1, -1, "\" =1\" assigns nothing; accepted: ID=VALUE" },
    { "foo=1", SFT_PARAM_ERROR_UNKNOWN, "foo", -1, -1, "no parameter \"foo\"; this lab has: " EVERY_ID },
    { "foo[1]=1", SFT_PARAM_ERROR_UNKNOWN, "foo", -1, -1, "no parameter \"foo\"; this lab has: " EVERY_ID },
    { "Steps=3", SFT_PARAM_ERROR_UNKNOWN, "Steps", -1, -1, "no parameter \"Steps\"; this lab has: " EVERY_ID },
    { "a\nb\xff=3", SFT_PARAM_ERROR_UNKNOWN, "a\nb\xff", -1, -1,
      "no parameter \"a\uFFFDb\uFFFD\"; this lab has: " EVERY_ID },
    { "tokens=5", SFT_PARAM_ERROR_UNKNOWN, "tokens", -1, -1,
      "\"tokens\" is a length, not a parameter; it follows from the values of: logits, targets, response_mask" },
    { "vocabulary=5", SFT_PARAM_ERROR_UNKNOWN, "vocabulary", -1, -1,
      "\"vocabulary\" is a length, not a parameter; it follows from the values of: logits" },
    { "targets[0][0]=1", SFT_PARAM_ERROR_SYNTAX, "targets", -1, -1,
      "targets: one entry is written with one index, as in targets[0]" },
    { "targets[a]=1", SFT_PARAM_ERROR_SYNTAX, "targets", -1, -1,
      "targets: one entry is written with one index, as in targets[0]" },
    { "targets[0=1", SFT_PARAM_ERROR_SYNTAX, "targets", -1, -1,
      "targets: one entry is written with one index, as in targets[0]" },
    { "table[0]=1", SFT_PARAM_ERROR_SYNTAX, "table", -1, -1,
      "table: one cell is written with two indices, as in table[0][0]" },
    { "table[0][1]x=1", SFT_PARAM_ERROR_SYNTAX, "table", -1, -1,
      "table: one cell is written with two indices, as in table[0][0]" },
    { "table[0][]=1", SFT_PARAM_ERROR_SYNTAX, "table", -1, -1,
      "table: one cell is written with two indices, as in table[0][0]" },
    { "steps[0]=3", SFT_PARAM_ERROR_SYNTAX, "steps", -1, -1, "steps has no cells; accepted: steps=VALUE" },
    { "note[0]=3", SFT_PARAM_ERROR_SYNTAX, "note", -1, -1, "note has no cells; accepted: note=VALUE" },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

static void
test_refused_scalars (void)
{
  static const Refused cases[] = {
    { "threshold=1.5", SFT_PARAM_ERROR_RANGE, "threshold", -1, -1, "threshold: 1.5 is out of range; accepted: 0 to 1" },
    { "threshold=-5e-324", SFT_PARAM_ERROR_RANGE, "threshold", -1, -1,
      "threshold: -5e-324 is out of range; accepted: 0 to 1" },
    { "threshold=1e999", SFT_PARAM_ERROR_RANGE, "threshold", -1, -1,
      "threshold: 1e999 is out of range; accepted: 0 to 1" },
    { "threshold=", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1, "threshold: a value is missing; accepted: 0 to 1" },
    { "threshold=abc", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"abc\" is not a number; accepted: 0 to 1" },
    { "threshold=0,5", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"0,5\" is not a number; accepted: 0 to 1" },
    { "threshold=0.5 0.5", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"0.5 0.5\" is not a number; accepted: 0 to 1" },
    { "threshold=0x1", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"0x1\" is not a number; accepted: 0 to 1" },
    { "threshold=nan", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"nan\" is not a number; accepted: 0 to 1" },
    { "threshold=inf", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"inf\" is not a number; accepted: 0 to 1" },
    { "threshold=-", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"-\" is not a number; accepted: 0 to 1" },
    { "threshold=e5", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"e5\" is not a number; accepted: 0 to 1" },
    { "threshold=a\nb", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"a\uFFFDb\" is not a number; accepted: 0 to 1" },
    { "threshold=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", SFT_PARAM_ERROR_SYNTAX, "threshold", -1, -1,
      "threshold: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\" is not a number; accepted: 0 to 1" },
    { "steps=1", SFT_PARAM_ERROR_RANGE, "steps", -1, -1, "steps: 1 is out of range; accepted: 2 to 1000" },
    { "steps=2.5", SFT_PARAM_ERROR_SYNTAX, "steps", -1, -1,
      "steps: \"2.5\" is not a whole number; accepted: 2 to 1000" },
    { "focus=4", SFT_PARAM_ERROR_RANGE, "focus", -1, -1, "focus: 4 is out of range; accepted: 0 to 3" },
    { "focus=400", SFT_PARAM_ERROR_RANGE, "focus", -1, -1, "focus: 400 is out of range; accepted: 0 to 3" },
    { "warmup=maybe", SFT_PARAM_ERROR_SYNTAX, "warmup", -1, -1,
      "warmup: \"maybe\" is neither on nor off; accepted: true or false" },
    { "warmup=2", SFT_PARAM_ERROR_RANGE, "warmup", -1, -1, "warmup: 2 is out of range; accepted: true or false" },
    { "warmup=", SFT_PARAM_ERROR_SYNTAX, "warmup", -1, -1, "warmup: a value is missing; accepted: true or false" },
    { "schedule=linear", SFT_PARAM_ERROR_RANGE, "schedule", -1, -1,
      "schedule: \"linear\" is not one of the choices; accepted: constant, cosine" },
    { "schedule=0", SFT_PARAM_ERROR_RANGE, "schedule", -1, -1,
      "schedule: \"0\" is not one of the choices; accepted: constant, cosine" },
    { "note=123456789", SFT_PARAM_ERROR_RANGE, "note", -1, -1,
      "note: the number of characters is 9; accepted: up to 8" },
    { "note=\xff", SFT_PARAM_ERROR_SYNTAX, "note", -1, -1, "note: the text is not valid UTF-8; accepted: UTF-8" },
    { "low=0.95", SFT_PARAM_ERROR_CONFLICT, "low", -1, -1, "low: 0.95 is not below high, 0.95" },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

static void
test_refused_cells (void)
{
  static const Refused cases[] = {
    { "logits[0][2]=300", SFT_PARAM_ERROR_RANGE, "logits", 0, 2,
      "logits[0][2]: 300 is out of range; accepted: -100 to 100" },
    { "logits=0,0,0;0,300,0", SFT_PARAM_ERROR_RANGE, "logits", 1, 1,
      "logits[1][1]: 300 is out of range; accepted: -100 to 100" },
    { "logits=0,0,x", SFT_PARAM_ERROR_SYNTAX, "logits", 0, 2,
      "logits[0][2]: \"x\" is not a number; accepted: -100 to 100" },
    { "logits=0,,0", SFT_PARAM_ERROR_SYNTAX, "logits", 0, 1,
      "logits[0][1]: a value is missing; accepted: -100 to 100" },
    { "logits=", SFT_PARAM_ERROR_SYNTAX, "logits", 0, 0, "logits[0][0]: a value is missing; accepted: -100 to 100" },
    { "logits=0,0;", SFT_PARAM_ERROR_SYNTAX, "logits", 1, 0,
      "logits[1][0]: a value is missing; accepted: -100 to 100" },
    { "logits=[[0,0],[0,0]", SFT_PARAM_ERROR_SYNTAX, "logits", 0, 0,
      "logits[0][0]: \"[0\" is not a number; accepted: -100 to 100" },
    { "logits=0,0,0;0,0", SFT_PARAM_ERROR_SYNTAX, "logits", 1, -1,
      "logits: the length of row 1 is 2, but that of row 0 is 3; accepted: rows of one length, as in "
      "2,0.2,-0.5;0.1,1.8,-0.2;0,0.3,1.6;1.2,0.4,0.1" },
    { "targets=0,1;2,0", SFT_PARAM_ERROR_SYNTAX, "targets", -1, -1,
      "targets: a list has no rows; accepted: values with commas between them, as in 0,1,2,0" },
    { "targets=0,1,0.5,0", SFT_PARAM_ERROR_SYNTAX, "targets", 2, 0,
      "targets[2]: \"0.5\" is not a whole number; accepted: 0 to 11" },
    { "targets=[]", SFT_PARAM_ERROR_SYNTAX, "targets", 0, 0, "targets[0]: a value is missing; accepted: 0 to 11" },
    { "targets=0,1,-1,0", SFT_PARAM_ERROR_RANGE, "targets", 2, 0, "targets[2]: -1 is out of range; accepted: 0 to 11" },
    { "targets=0,1,3,0", SFT_PARAM_ERROR_RANGE, "targets", 2, 0, "targets[2]: 3 is out of range; accepted: 0 to 2" },
    { "targets[3]=1e300", SFT_PARAM_ERROR_RANGE, "targets", 3, 0,
      "targets[3]: 1e+300 is out of range; accepted: 0 to 2" },
    { "response_mask[1]=2", SFT_PARAM_ERROR_RANGE, "response_mask", 1, 0,
      "response_mask[1]: 2 is out of range; accepted: 0 or 1" },
    { "response_mask=0,1,maybe,1", SFT_PARAM_ERROR_SYNTAX, "response_mask", 2, 0,
      "response_mask[2]: \"maybe\" is neither on nor off; accepted: 0 or 1" },
    { "response_mask[1]=0.5", SFT_PARAM_ERROR_SYNTAX, "response_mask", 1, 0,
      "response_mask[1]: \"0.5\" is not a whole number; accepted: 0 or 1" },
    { "targets[4]=0", SFT_PARAM_ERROR_RANGE, "targets", 4, 0,
      "targets[4]: there is no such cell; accepted: targets[0] to targets[3]" },
    { "logits[4][0]=0", SFT_PARAM_ERROR_RANGE, "logits", 4, 0,
      "logits[4][0]: there is no such cell; accepted: logits[0][0] to logits[3][2]" },
    { "logits[0][3]=0", SFT_PARAM_ERROR_RANGE, "logits", 0, 3,
      "logits[0][3]: there is no such cell; accepted: logits[0][0] to logits[3][2]" },
    { "logits[-1][0]=0", SFT_PARAM_ERROR_RANGE, "logits", -1, 0,
      "logits[-1][0]: there is no such cell; accepted: logits[0][0] to logits[3][2]" },
    { "logits[0][99999999999999999999]=0", SFT_PARAM_ERROR_RANGE, "logits", 0, G_MAXINT,
      "logits[0][2147483647]: there is no such cell; accepted: logits[0][0] to logits[3][2]" },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

static void
test_setters (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) values = NULL;
  SftEdit *edit = sft_edit_new (defaults);
  g_autoptr (GError) error = NULL;
  int row, column;

  g_assert_true (sft_edit_set (edit, "threshold", 0, 0, 0.25, NULL));
  g_assert_true (sft_edit_set (edit, "steps", -1, -1, 7, NULL));
  g_assert_true (sft_edit_set (edit, "schedule", 0, 0, 1, NULL));
  g_assert_true (sft_edit_set (edit, "warmup", 0, 0, 1, NULL));
  g_assert_true (sft_edit_set (edit, "targets", 1, 0, 0, NULL));
  g_assert_true (sft_edit_set (edit, "logits", 3, 2, -7.5, NULL));
  g_assert_true (sft_edit_set_text (edit, "note", "x=1", NULL));
  g_assert_true (sft_edit_set_text (edit, "table", "0,0;0,0", NULL));

  g_assert_false (sft_edit_set (edit, "threshold", 0, 0, NAN, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "threshold: nan is out of range; accepted: 0 to 1");
  g_clear_error (&error);
  g_assert_false (sft_edit_set (edit, "targets", 0, 0, INFINITY, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (sft_edit_set (edit, "steps", 0, 0, 7.5, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_false (sft_edit_set (edit, "schedule", 0, 0, 2, &error));
  g_assert_cmpstr (error->message, ==, "schedule: 2 is out of range; accepted: constant, cosine");
  g_clear_error (&error);
  g_assert_false (sft_edit_set (edit, "targets", 0, 1, 0, &error));
  g_assert_cmpstr (sft_param_error_get_id (error, &row, &column), ==, "targets");
  g_clear_error (&error);
  g_assert_false (sft_edit_set (edit, "absent", 0, 0, 0, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_UNKNOWN);
  g_clear_error (&error);

  /* What failed left the edit as it was. */
  values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (sft_values_get (values, "threshold"), ==, 0.25);
  g_assert_cmpfloat (sft_values_get (values, "steps"), ==, 7);
  g_assert_cmpstr (sft_values_choice (values, "schedule"), ==, "cosine");
  g_assert_cmpfloat (sft_values_get (values, "warmup"), ==, 1);
  g_assert_cmpfloat (sft_values_cells (values, "targets", NULL, NULL)[1], ==, 0);
  g_assert_cmpfloat (sft_values_cells (values, "logits", NULL, NULL)[11], ==, -7.5);
  g_assert_cmpstr (sft_values_text (values, "note"), ==, "x=1");
}

static void
test_ranges (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  double minimum, maximum;

  sft_values_range (defaults, "targets", &minimum, &maximum);
  g_assert_cmpfloat (minimum, ==, 0);
  g_assert_cmpfloat (maximum, ==, 2);
  sft_values_range (defaults, "schedule", &minimum, &maximum);
  g_assert_cmpfloat (maximum, ==, 1);
  sft_values_range (defaults, "response_mask", &minimum, &maximum);
  g_assert_cmpfloat (maximum, ==, 1);
  sft_values_range (defaults, "logits", &minimum, NULL);
  g_assert_cmpfloat (minimum, ==, -100);
  sft_values_range (defaults, "steps", NULL, &maximum);
  g_assert_cmpfloat (maximum, ==, 1000);
}

static void
test_json (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) values = ASSIGN (defaults, "note=a\"b", "threshold=0.25", "warmup=on", "mixing=1,2;3,4");
  static const struct
  {
    const char *id, *json;
  } cases[] = {
    { "threshold", "0.25" },
    { "steps", "40" },
    { "warmup", "true" },
    { "schedule", "\"constant\"" },
    { "note", "\"a\\\"b\"" },
    { "targets", "[0,1,2,0]" },
    { "response_mask", "[0,1,1,1]" },
    { "mixing", "[[1,2],[3,4]]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SftJson *json = sft_json_new (FALSE);
      g_autofree char *text = NULL;

      sft_values_write (values, cases[i].id, json);
      text = sft_json_free_to_string (json);
      g_assert_cmpstr (text, ==, cases[i].json);
    }
}

static void
test_same (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) equal = ASSIGN (defaults, "threshold=0.5", "mixing=1,-0;0,1");
  g_autoptr (SftValues) other = ASSIGN (defaults, "threshold=0.25");
  g_autoptr (SftValues) text = ASSIGN (defaults, "note=x");
  g_autoptr (SftValues) shape = ASSIGN (defaults, "mixing=1");

  g_assert_true (sft_values_same (defaults, defaults, NULL));
  g_assert_true (sft_values_same (defaults, equal, NULL));
  g_assert_false (sft_values_same (defaults, other, NULL));
  g_assert_false (sft_values_same (defaults, other, "threshold"));
  g_assert_true (sft_values_same (defaults, other, "steps"));
  g_assert_false (sft_values_same (defaults, text, NULL));
  g_assert_false (sft_values_same (defaults, text, "note"));
  g_assert_false (sft_values_same (defaults, shape, NULL));
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "other");
  int row = 7, column = 7;

  g_assert_null (sft_param_error_get_id (error, &row, &column));
  g_assert_cmpint (row, ==, -1);
  g_assert_cmpint (column, ==, -1);
}

static void
test_asserted_id (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SftValues) defaults = test_defaults ();

      sft_values_get (defaults, "absent");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*no parameter \"absent\"*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_locale_init (&argc, &argv);
  g_test_add_func ("/param/defaults", test_defaults_are_the_specification);
  g_test_add_func ("/param/specification", test_specification);
  g_test_add_func ("/param/overrides", test_overrides);
  g_test_add_func ("/param/broken-specifications", test_broken_specifications);
  g_test_add_func ("/param/accepted", test_accepted);
  g_test_add_func ("/param/refused-names", test_refused_names);
  g_test_add_func ("/param/refused-scalars", test_refused_scalars);
  g_test_add_func ("/param/refused-cells", test_refused_cells);
  g_test_add_func ("/param/setters", test_setters);
  g_test_add_func ("/param/ranges", test_ranges);
  g_test_add_func ("/param/json", test_json);
  g_test_add_func ("/param/same", test_same);
  g_test_add_func ("/param/foreign-error", test_foreign_error);
  g_test_add_func ("/param/asserted-id", test_asserted_id);
  add_shape_tests ();
  add_random_tests ();
  return g_test_run ();
}
