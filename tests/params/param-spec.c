/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "param-spec.h"

#include <float.h>

static gboolean
low_below_high (const SftValues *values, GError **error)
{
  if (sft_values_get (values, "low") < sft_values_get (values, "high"))
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_CONFLICT, "low", -1, -1, "low: %g is not below high, %g",
                       sft_values_get (values, "low"), sft_values_get (values, "high"));
  return FALSE;
}

static const SftChoice schedules[] = { { "constant", "Constant" }, { "cosine", "Cosine" }, { NULL } };

static const SftDim dims[] = {
  { .id = "tokens", .label = "Tokens", .minimum = 1, .maximum = 16 },
  { .id = "vocabulary", .label = "Vocabulary", .minimum = 2, .maximum = 12 },
  { .id = "classes", .label = "Classes", .minimum = 1, .maximum = 4 },
  { NULL },
};

static const SftParam params[] = {
  { .id = "logits",
    .kind = SFT_MATRIX,
    .cell = SFT_REAL,
    .minimum = -100,
    .maximum = 100,
    .initial = "2,0.2,-0.5;0.1,1.8,-0.2;0,0.3,1.6;1.2,0.4,0.1",
    .rows = "tokens",
    .columns = "vocabulary" },
  { .id = "targets",
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .maximum = 11,
    .initial = "0,1,2,0",
    .rows = "tokens",
    .below = "vocabulary" },
  { .id = "response_mask", .kind = SFT_LIST, .cell = SFT_SWITCH, .initial = "0,1,1,1", .rows = "tokens", .fill = "1" },
  { .id = "mixing",
    .kind = SFT_MATRIX,
    .cell = SFT_REAL,
    .minimum = -DBL_MAX,
    .maximum = DBL_MAX,
    .initial = "1,0;0,1",
    .rows = "classes",
    .columns = "classes" },
  { .id = "weights", .kind = SFT_LIST, .cell = SFT_REAL, .minimum = 1, .maximum = 9, .initial = "1,2,3" },
  { .id = "table", .kind = SFT_MATRIX, .cell = SFT_INTEGER, .minimum = -9, .maximum = 9, .initial = "1,2;3,4" },
  { .id = "threshold", .kind = SFT_REAL, .maximum = 1, .initial = "0.5" },
  { .id = "steps", .kind = SFT_INTEGER, .minimum = 2, .maximum = 1000, .initial = "40" },
  { .id = "focus", .kind = SFT_INTEGER, .maximum = 15, .initial = "0", .below = "tokens" },
  { .id = "warmup", .kind = SFT_SWITCH, .initial = "false" },
  { .id = "schedule", .kind = SFT_CHOICE, .initial = "constant", .choices = schedules },
  { .id = "note", .kind = SFT_TEXT, .maximum = 8, .initial = "" },
  { .id = "low", .kind = SFT_REAL, .maximum = 1, .initial = "0.05" },
  { .id = "high", .kind = SFT_REAL, .maximum = 1, .initial = "0.95" },
  { NULL },
};

const SftSpec test_spec = { params, dims, low_below_high };

SftValues *
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  SftValues *values = sft_values_new (&test_spec, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (values);
  return values;
}

static SftValues *
assign (SftValues *base, const char *const *assignments, GError **error)
{
  g_autoptr (SftEdit) edit = sft_edit_new (base);

  for (; *assignments != NULL; assignments++)
    if (!sft_edit_parse (edit, *assignments, error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

SftValues *
test_assign (SftValues *base, const char *const *assignments)
{
  g_autoptr (GError) error = NULL;
  SftValues *values = assign (base, assignments, &error);

  g_assert_no_error (error);
  g_assert_nonnull (values);
  return values;
}

void
test_assign_fails (SftValues *base, const char *const *assignments, SftParamError code, const char *id, int row,
                   int column, const char *message)
{
  g_autoptr (SftValues) reference = test_defaults ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  gboolean at_defaults = sft_values_same (base, reference, NULL);
  int got_row, got_column;

  g_assert_null (assign (base, assignments, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_error (error, SFT_PARAM_ERROR, (int)code);
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (sft_param_error_get_id (copy, &got_row, &got_column), ==, id);
  g_assert_cmpint (got_row, ==, row);
  g_assert_cmpint (got_column, ==, column);
  g_assert_true (sft_values_same (base, reference, NULL) == at_defaults);
  /* An error that nobody asked for. */
  g_assert_null (assign (base, assignments, NULL));
}
