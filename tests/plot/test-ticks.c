/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-axis.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Magnitudes from 10^-280 to 10^280, all alike likely. */
static double
random_magnitude (void)
{
  return g_test_rand_double_range (1, 10) * pow (10, g_test_rand_int_range (-280, 280));
}

static void
test_step_at_least (void)
{
  for (int i = 0; i < 5000; i++)
    {
      double least = random_magnitude ();
      SftStep step = sft_step_at_least (least, FALSE), before = sft_step_previous (step);

      /* 1e-11: a step that equals `least` but for rounding is accepted (see sft_step_at_least). */
      g_assert_cmpfloat (sft_step_value (step), >=, least * (1 - 1e-11));
      g_assert_cmpfloat (sft_step_value (before), <, least);
      g_assert_true (step.digits == 10 || step.digits == 20 || step.digits == 25 || step.digits == 50);
      g_assert_cmpfloat (sft_step_value (sft_step_next (before, FALSE)), ==, sft_step_value (step));
    }
}

static void
test_whole_steps (void)
{
  for (int i = 0; i < 2000; i++)
    {
      double least = pow (10, g_test_rand_double_range (-5, 12));
      SftStep step = sft_step_at_least (least, TRUE);

      for (int k = 0; k < 5; k++)
        {
          g_assert_cmpfloat (sft_step_value (step), ==, floor (sft_step_value (step)));
          g_assert_cmpfloat (sft_step_value (step), >=, 1);
          step = sft_step_next (step, TRUE);
        }
    }
}

/* Multiples of a step are the doubles that a person would write. */
static void
test_exact (void)
{
  g_assert_cmpfloat (sft_step_times ((SftStep){ 10, -1 }, 3), ==, 0.3);
  g_assert_cmpfloat (sft_step_times ((SftStep){ 20, -1 }, 3), ==, 0.6);
  g_assert_cmpfloat (sft_step_times ((SftStep){ 25, -1 }, 3), ==, 0.75);
  g_assert_cmpfloat (sft_step_times ((SftStep){ 50, -3 }, 7), ==, 0.035);
  g_assert_cmpfloat (sft_step_times ((SftStep){ 20, 3 }, 4), ==, 8000);
  /* Multiplied by 1e-6 or 1e-7, these would be a unit in the last place off. */
  g_assert_cmpfloat (sft_step_times ((SftStep){ 10, -5 }, 3), ==, 3e-5);
  g_assert_cmpfloat (sft_step_times ((SftStep){ 10, -6 }, 5), ==, 5e-6);
  g_assert_false (signbit (sft_step_times ((SftStep){ 10, 0 }, -0.0)));
}

static void
check_widened (double low, double high)
{
  double a = low, b = high;

  sft_axis_widen (&a, &b);
  g_assert_true (isfinite (a) && isfinite (b) && isfinite (b - a));
  g_assert_cmpfloat (a, <, b);
  if (isfinite (low) && isfinite (high) && low <= high)
    {
      /* 1e300: the stated limit of what an axis shows. */
      g_assert_cmpfloat (a, <=, CLAMP (low, -1e300, 1e300));
      g_assert_cmpfloat (b, >=, CLAMP (high, -1e300, 1e300));
    }
  else
    {
      g_assert_cmpfloat (a, ==, 0);
      g_assert_cmpfloat (b, ==, 1);
    }
}

static void
test_widen (void)
{
  static const double odd[] = { 0,        -0.0,    1,      -1,   NAN,          INFINITY, -INFINITY, DBL_MAX,
                                -DBL_MAX, DBL_MIN, 5e-324, 1e15, 1.0000000001, 1e300,    -1e300 };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (odd); j++)
      check_widened (odd[i], odd[j]);
  for (int i = 0; i < 2000; i++)
    check_widened (g_test_rand_double_range (-1, 1) * random_magnitude (),
                   g_test_rand_double_range (-1, 1) * random_magnitude ());
}

/* The ends are multiples of one round step, near the data. */
static void
test_round_out (void)
{
  for (int i = 0; i < 3000; i++)
    {
      double center = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-30, 30));
      double width = fabs (center) * pow (10, g_test_rand_double_range (-5, 3)) + DBL_MIN;
      double low = center - width, high = center + width, a = low, b = high, least;
      gboolean whole = g_test_rand_bit ();

      sft_axis_round_out (&a, &b, whole);
      /* A millionth of a step counts as rounding, and whole axes have steps of 1. */
      least = MAX (width * 1e-3, whole ? 1e-6 : 0);
      g_assert_cmpfloat (a, <=, low + least);
      g_assert_cmpfloat (b, >=, high - least);
      if (!whole && (low > 0) == (a > 0) && (high < 0) == (b < 0))
        /* At most a step at each end, and a step is at most 2 / 7.8 of the data's width (see STEPS; steps grow by at
         * most a factor of 2). */
        g_assert_cmpfloat (b - a, <=, 2 * width * (1 + 2 * 2 / 7.8));
    }
}

static void
test_round_examples (void)
{
  static const struct
  {
    double low, high;
    gboolean whole;
    double to_low, to_high;
  } cases[] = { { 1, 40, TRUE, 0, 40 },
                { 0.05, 0.95, FALSE, 0, 1 },
                { 0, 5, TRUE, 0, 5 },
                { 0.722, 0.78, FALSE, 0.72, 0.78 },
                { -0.3, 0.7, FALSE, -0.4, 0.8 },
                { 0, 0, FALSE, -0.6, 0.6 },
                { -7, -1, FALSE, -7, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double low = cases[i].low, high = cases[i].high;

      sft_axis_round_out (&low, &high, cases[i].whole);
      g_test_message ("%g..%g became %g..%g", cases[i].low, cases[i].high, low, high);
      /* 1e-15: the ends are single roundings of numbers up to 40. */
      g_assert_cmpfloat_with_epsilon (low, cases[i].to_low, 1e-15);
      g_assert_cmpfloat_with_epsilon (high, cases[i].to_high, 1e-15);
    }
}

static int
decimals_of (const char *label)
{
  const char *point = strchr (label, '.');

  return point == NULL ? 0 : (int)strspn (point + 1, "0123456789");
}

static void
check_ticks (double low, double high, double per_axis)
{
  SftStep step = sft_step_at_least ((high - low) / per_axis, FALSE);
  SftTicks ticks = sft_ticks (low, high, step);
  double slack = 1e-5 * sft_step_value (step); /* more than the millionth of a step that counts as inside */
  g_autofree char *before = NULL;
  int decimals = -1;

  g_assert_cmpint (ticks.n, <=, (int)per_axis + 1);
  /* A step is at most twice what was asked for. */
  g_assert_cmpint (ticks.n, >=, (int)floor (per_axis / 2.01) - 1);
  for (int i = 0; i < ticks.n; i++)
    {
      double value = sft_ticks_value (&ticks, i);
      char *label = sft_ticks_label (&ticks, i, FALSE);

      g_assert_cmpfloat (value, >=, low - slack);
      g_assert_cmpfloat (value, <=, high + slack);
      if (i > 0)
        g_assert_cmpfloat (value, >, sft_ticks_value (&ticks, i - 1));
      g_assert_cmpstr (label, !=, before);
      if (strcmp (label, "0") != 0)
        {
          if (decimals >= 0)
            g_assert_cmpint (decimals_of (label), ==, decimals);
          decimals = decimals_of (label);
        }
      /* Plain labels read back as the tick: at most 1e-12 of the greatest one is lost in print. */
      if (ticks.exponent == 0 && value >= 0)
        g_assert_cmpfloat_with_epsilon (g_ascii_strtod (label, NULL), value, 1e-12 * MAX (fabs (low), fabs (high)));
      g_free (before);
      before = label;
    }
}

static void
test_random_ticks (void)
{
  for (int i = 0; i < 3000; i++)
    {
      double low = g_test_rand_double_range (-1, 1) * random_magnitude (), high = low;

      high += fabs (low) * pow (10, g_test_rand_double_range (-7, 5));
      sft_axis_widen (&low, &high);
      check_ticks (low, high, g_test_rand_int_range (2, 12));
    }
}

static void
test_degenerate_ticks (void)
{
  static const double ends[][2] = { { 0, 0 },          { 5, 5 },      { 1e15, 1e15 + 1 },
                                    { -1e300, 1e300 }, { 0, 5e-324 }, { -DBL_MAX, DBL_MAX },
                                    { NAN, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      double low = ends[i][0], high = ends[i][1];

      sft_axis_widen (&low, &high);
      check_ticks (low, high, 5);
    }
}

static void
test_labels (void)
{
  SftTicks plain = sft_ticks (-0.5, 1, (SftStep){ 25, -1 }), large = sft_ticks (0, 5e6, (SftStep){ 10, 6 });
  SftTicks small = sft_ticks (-1e-4, 1e-4, (SftStep){ 50, -5 });
  g_autofree char *first = sft_ticks_label (&plain, 0, FALSE), *zero = sft_ticks_label (&plain, 2, FALSE);
  g_autofree char *million = sft_ticks_label (&large, 1, FALSE), *none = sft_ticks_label (&large, 0, FALSE);
  g_autofree char *tiny = sft_ticks_label (&small, 0, FALSE), *minus = sft_fixed_number (-0.001, 2, FALSE);

  g_assert_cmpstr (first, ==, "\u22120.50");
  g_assert_cmpstr (zero, ==, "0.00");
  g_assert_cmpstr (million, ==, "1×10⁶");
  g_assert_cmpstr (none, ==, "0");
  g_assert_cmpstr (tiny, ==, "\u22121.0×10⁻⁴");
  g_assert_cmpstr (minus, ==, "0.00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/step-at-least", test_step_at_least);
  g_test_add_func ("/ticks/whole-steps", test_whole_steps);
  g_test_add_func ("/ticks/exact", test_exact);
  g_test_add_func ("/ticks/widen", test_widen);
  g_test_add_func ("/ticks/round-out", test_round_out);
  g_test_add_func ("/ticks/round-examples", test_round_examples);
  g_test_add_func ("/ticks/random", test_random_ticks);
  g_test_add_func ("/ticks/degenerate", test_degenerate_ticks);
  g_test_add_func ("/ticks/labels", test_labels);
  return g_test_run ();
}
