/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dimensions: lengths given by whole parameters, resizes, and what no longer fits. */
#include "config.h"

#include "param-spec.h"

#include <string.h>

#define ASSIGN(base, ...) test_assign (base, (const char *const[]){ __VA_ARGS__, NULL })
#define FAILS(code, id, message, ...)                                                                                  \
  test_assign_fails (defaults, (const char *const[]){ __VA_ARGS__, NULL }, code, id, -1, -1, message)

static void
assert_value (SftValues *values, const char *id, const char *expected)
{
  g_autofree char *text = sft_values_format (values, id);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_wholes_set_dimensions (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) values = ASSIGN (defaults, "response_mask=1,0", "logits=1,2,3,4,5;6,7,8,9,10", "targets=4,3");

  g_assert_cmpint (sft_values_dim (values, "tokens"), ==, 2);
  g_assert_cmpint (sft_values_dim (values, "vocabulary"), ==, 5);
  g_assert_cmpint (sft_values_dim (values, "classes"), ==, 2);
  assert_value (values, "targets", "4,3");
}

static void
test_lengths_out_of_limits (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  FAILS (SFT_PARAM_ERROR_SHAPE, "targets", "targets: tokens has length 17; accepted: 1 to 16",
         "targets=0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0");
  FAILS (SFT_PARAM_ERROR_SHAPE, "logits", "logits: vocabulary has length 1; accepted: 2 to 12", "logits=0;0;0;0");
  FAILS (SFT_PARAM_ERROR_SHAPE, "weights", "weights: the number of rows is 2; accepted: 3", "weights=1,2");
  FAILS (SFT_PARAM_ERROR_SHAPE, "table", "table: the number of columns is 1; accepted: 2", "table=1;2");
}

static void
test_lengths_that_differ (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  /* One was given, another no longer fits. */
  FAILS (SFT_PARAM_ERROR_SHAPE, "targets",
         "targets: tokens has length 3, but logits still has 4; accepted: 4, or logits given whole as well",
         "targets=0,1,2");
  FAILS (SFT_PARAM_ERROR_SHAPE, "logits",
         "logits: tokens has length 2, but targets still has 4; accepted: 4, or targets given whole as well",
         "logits=0,0,0;0,0,0");
  /* Both were given. */
  FAILS (SFT_PARAM_ERROR_SHAPE, "targets",
         "targets: tokens has length 3, but logits has 2; accepted: one length in both", "targets=0,1,2",
         "logits=0,0,0;0,0,0", "response_mask=1,1");
  FAILS (SFT_PARAM_ERROR_SHAPE, "targets",
         "targets: tokens has length 3, but logits has 2; accepted: one length in both", "logits=0,0,0;0,0,0",
         "response_mask=1,1", "targets=0,1,2");
  /* Rows and columns of one dimension. */
  FAILS (SFT_PARAM_ERROR_SHAPE, "mixing",
         "mixing: classes has length 3, but mixing has 2; accepted: one length in both", "mixing=1,2,3;4,5,6");
}

static void
test_indices_that_no_longer_fit (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  FAILS (SFT_PARAM_ERROR_CONFLICT, "logits",
         "logits: vocabulary has length 2, but targets[2] is still 2; accepted: at least 3, or targets given as "
         "well",
         "logits=0,0;0,0;0,0;0,0");
  /* The other cell was given, this one was not. */
  FAILS (SFT_PARAM_ERROR_CONFLICT, "logits",
         "logits: vocabulary has length 2, but targets[2] is still 2; accepted: at least 3, or targets given as "
         "well",
         "logits=0,0;0,0;0,0;0,0", "targets[1]=1");
  test_assign_fails (defaults, (const char *const[]){ "logits=0,0;0,0;0,0;0,0", "targets[2]=5", NULL },
                     SFT_PARAM_ERROR_RANGE, "targets", 2, 0, "targets[2]: 5 is out of range; accepted: 0 or 1");
  test_assign_fails (defaults, (const char *const[]){ "targets=0,0,0,2", "logits=0,0;0,0;0,0;0,0", NULL },
                     SFT_PARAM_ERROR_RANGE, "targets", 3, 0, "targets[3]: 2 is out of range; accepted: 0 or 1");
}

static void
test_cells_come_after_wholes (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  /* targets[4] exists only once all three were given. */
  g_autoptr (SftValues) values = ASSIGN (defaults, "targets[4]=1", "logits=0,0;0,0;0,0;0,0;0,0", "targets=0,0,0,0,0",
                                         "response_mask=1,1,1,1,1", "logits[4][1]=7", "logits[4][1]=8");

  assert_value (values, "targets", "0,0,0,0,1");
  assert_value (values, "logits", "0,0;0,0;0,0;0,0;0,8");
  test_assign_fails (
      defaults, (const char *const[]){ "targets[3]=1", "logits=0,0,0;0,0,0", "targets=0,0", "response_mask=1,1", NULL },
      SFT_PARAM_ERROR_RANGE, "targets", 3, 0, "targets[3]: there is no such cell; accepted: targets[0] to targets[1]");
}

static SftValues *
resize (SftValues *base, const char *dim, int length)
{
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (base);
  SftValues *values;

  g_assert_true (sft_edit_resize (edit, dim, length, &error));
  g_assert_no_error (error);
  values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  return values;
}

static void
test_resize (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) focused = ASSIGN (defaults, "focus=3");
  g_autoptr (SftValues) longer = resize (focused, "tokens", 6);
  g_autoptr (SftValues) shorter = resize (focused, "tokens", 2);
  g_autoptr (SftValues) back = resize (shorter, "tokens", 4);
  g_autoptr (SftValues) narrow = resize (focused, "vocabulary", 2);
  g_autoptr (SftValues) square = resize (defaults, "classes", 3);

  /* What fits is kept; a target is filled with 0, a mask cell with its `fill`. */
  assert_value (longer, "logits", "2,0.2,-0.5;0.1,1.8,-0.2;0,0.3,1.6;1.2,0.4,0.1;0,0,0;0,0,0");
  assert_value (longer, "targets", "0,1,2,0,0,0");
  assert_value (longer, "response_mask", "0,1,1,1,1,1");
  assert_value (longer, "focus", "3");
  assert_value (shorter, "logits", "2,0.2,-0.5;0.1,1.8,-0.2");
  assert_value (shorter, "focus", "1");
  assert_value (back, "targets", "0,1,0,0");
  /* Indices are clamped to what is left. */
  assert_value (narrow, "logits", "2,0.2;0.1,1.8;0,0.3;1.2,0.4");
  assert_value (narrow, "targets", "0,1,1,0");
  assert_value (square, "mixing", "1,0,0;0,1,0;0,0,0");
  g_assert_cmpint (sft_values_dim (square, "classes"), ==, 3);
  g_assert_cmpint (sft_values_dim (focused, "tokens"), ==, 4);
}

static void
test_resize_refused (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);
  g_autoptr (GError) error = NULL;

  g_assert_false (sft_edit_resize (edit, "tokens", 17, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "tokens: tokens has length 17; accepted: 1 to 16");
  g_assert_cmpstr (sft_param_error_get_id (error, NULL, NULL), ==, "tokens");
  g_clear_error (&error);
  g_assert_false (sft_edit_resize (edit, "tokens", 0, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SHAPE);
  g_clear_error (&error);
  g_assert_false (sft_edit_resize (edit, "logits", 3, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_UNKNOWN);
}

static void
test_resize_typed (void)
{
  static const struct
  {
    const char *text, *message;
  } bad[] = {
    { "", "tokens: a value is missing; accepted: 1 to 16" },
    { "many", "tokens: \"many\" is not a whole number; accepted: 1 to 16" },
    { "2.5", "tokens: \"2.5\" is not a whole number; accepted: 1 to 16" },
    { "17", "tokens: tokens has length 17; accepted: 1 to 16" },
    { "99999999999999999999", "tokens: tokens has length 2147483647; accepted: 1 to 16" },
  };
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (sft_edit_resize_text (edit, "tokens", bad[i].text, &error));
      g_assert_cmpstr (error->message, ==, bad[i].message);
      g_assert_cmpstr (sft_param_error_get_id (error, NULL, NULL), ==, "tokens");
    }
  g_assert_true (sft_edit_resize_text (edit, "tokens", "5", NULL));
  g_assert_false (sft_edit_resize_text (edit, "logits", "many", NULL));
}

/* Resizes first, then wholes, then cells, whatever the order of the calls. */
static void
test_resize_with_others (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) values = NULL;
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (defaults);

  g_assert_true (sft_edit_parse (edit, "targets[4]=2", &error));
  g_assert_true (sft_edit_parse (edit, "response_mask=0,0,1,1,1", &error));
  g_assert_true (sft_edit_resize (edit, "tokens", 5, &error));
  values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  assert_value (values, "targets", "0,1,2,0,2");
  assert_value (values, "response_mask", "0,0,1,1,1");

  edit = sft_edit_new (defaults);
  g_assert_true (sft_edit_parse (edit, "response_mask=0,0,1", &error));
  g_assert_true (sft_edit_resize (edit, "tokens", 5, &error));
  g_assert_null (sft_edit_commit (edit, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==,
                   "response_mask: tokens has length 3, but logits still has 5; accepted: 5, or logits given "
                   "whole as well");
}

void
add_shape_tests (void)
{
  g_test_add_func ("/param/shape/wholes-set-dimensions", test_wholes_set_dimensions);
  g_test_add_func ("/param/shape/lengths-out-of-limits", test_lengths_out_of_limits);
  g_test_add_func ("/param/shape/lengths-that-differ", test_lengths_that_differ);
  g_test_add_func ("/param/shape/indices-that-no-longer-fit", test_indices_that_no_longer_fit);
  g_test_add_func ("/param/shape/cells-come-after-wholes", test_cells_come_after_wholes);
  g_test_add_func ("/param/shape/resize", test_resize);
  g_test_add_func ("/param/shape/resize-refused", test_resize_refused);
  g_test_add_func ("/param/shape/resize-typed", test_resize_typed);
  g_test_add_func ("/param/shape/resize-with-others", test_resize_with_others);
}
