/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-axis.h"

#include <math.h>
#include <string.h>

#include "sft-text.h"

/* Steps between ticks, as digits of one decade. */
static const int round_digits[] = { 10, 20, 25, 50 };

/* Ranges are kept within this, so that their width is a double. */
#define LARGEST 1e300
/* Below this share of the ends' magnitude, labels would need more digits than a double has. */
#define LEAST_SHARE 1e-9
#define LEAST_WIDTH 1e-290
/* Data whose least value is below this share of the greatest are shown from zero. */
#define NEAR_ZERO 0.2
/* About how many steps a rounded-out range has. */
#define STEPS 6
/* A tick this share of a step outside the range is rounding, not outside. */
#define SLACK 1e-6

static gboolean
is_whole (int digits, int exponent)
{
  return exponent > 0 || (exponent == 0 && digits % 10 == 0);
}

SftStep
sft_step_at_least (double least, gboolean whole)
{
  SftStep step = { 10, 0 };

  g_return_val_if_fail (least > 0 && isfinite (least), step);

  if (whole && least < 1)
    least = 1;
  step.exponent = (int)floor (log10 (least));
  /* log10 rounds: start a decade lower and walk up. */
  step.exponent--;
  step.digits = 50;
  while (sft_step_value (step) < least * (1 - 1e-12) || (whole && !is_whole (step.digits, step.exponent)))
    step = sft_step_next (step, FALSE);
  return step;
}

SftStep
sft_step_next (SftStep step, gboolean whole)
{
  do
    {
      if (step.digits == 50)
        {
          step.digits = 10;
          step.exponent++;
        }
      else
        for (gsize i = 0; i + 1 < G_N_ELEMENTS (round_digits); i++)
          if (round_digits[i] == step.digits)
            {
              step.digits = round_digits[i + 1];
              break;
            }
    }
  while (whole && !is_whole (step.digits, step.exponent));
  return step;
}

SftStep
sft_step_previous (SftStep step)
{
  if (step.digits == 10)
    return (SftStep){ 50, step.exponent - 1 };
  for (gsize i = 1; i < G_N_ELEMENTS (round_digits); i++)
    if (round_digits[i] == step.digits)
      return (SftStep){ round_digits[i - 1], step.exponent };
  g_assert_not_reached ();
}

double
sft_step_times (SftStep step, double index)
{
  double digits = index * step.digits;
  int exponent = step.exponent - 1;

  if (digits == 0)
    return 0;
  /* Powers of ten with positive exponents are exact up to 10^22, their inverses are not: divide. */
  return exponent >= 0 ? digits * pow (10, exponent) : digits / pow (10, -exponent);
}

double
sft_step_value (SftStep step)
{
  return sft_step_times (step, 1);
}

int
sft_step_parts (SftStep step)
{
  return step.digits == 20 ? 4 : 5;
}

void
sft_axis_widen (double *low, double *high)
{
  double width, least;

  g_return_if_fail (low != NULL && high != NULL);

  if (!isfinite (*low) || !isfinite (*high) || *low > *high)
    {
      *low = 0;
      *high = 1;
      return;
    }
  *low = CLAMP (*low, -LARGEST, LARGEST);
  *high = CLAMP (*high, -LARGEST, LARGEST);
  width = *high - *low;
  least = MAX (LEAST_WIDTH, LEAST_SHARE * MAX (fabs (*low), fabs (*high)));
  if (width >= least)
    return;
  if (width == 0)
    /* One value alone: a range in which it can be seen. */
    least = *low == 0 ? 1 : MAX (LEAST_WIDTH, 0.2 * fabs (*low));
  *low -= (least - width) / 2;
  *high += (least - width) / 2;
}

void
sft_axis_round_out (double *low, double *high, gboolean whole)
{
  SftStep step;

  g_return_if_fail (low != NULL && high != NULL);

  sft_axis_widen (low, high);
  if (*low > 0 && *low <= NEAR_ZERO * *high)
    *low = 0;
  if (*high < 0 && *high >= NEAR_ZERO * *low)
    *high = 0;
  step = sft_step_at_least ((*high - *low) / (STEPS * 1.3), whole);
  *low = sft_step_times (step, floor (*low / sft_step_value (step) + SLACK));
  *high = sft_step_times (step, ceil (*high / sft_step_value (step) - SLACK));
  sft_axis_widen (low, high);
}

/* Decimals that multiples of a step have after division by 10^shift. */
static int
step_decimals (SftStep step, int shift)
{
  int decimals = shift - step.exponent + (step.digits == 25 ? 1 : 0);

  return MAX (decimals, 0);
}

SftTicks
sft_ticks (double low, double high, SftStep step)
{
  SftTicks ticks = { .step = step };
  double value = sft_step_value (step), magnitude = MAX (fabs (low), fabs (high)), last;

  ticks.first = ceil (low / value - SLACK);
  last = floor (high / value + SLACK);
  ticks.n = last < ticks.first ? 0 : (int)MIN (last - ticks.first + 1, 10000);
  if (magnitude >= 1e6 || magnitude < 1e-3)
    ticks.exponent = (int)floor (log10 (magnitude) + 1e-12);
  ticks.decimals = step_decimals (step, ticks.exponent);
  return ticks;
}

double
sft_ticks_value (const SftTicks *ticks, int i)
{
  g_return_val_if_fail (ticks != NULL, NAN);

  return sft_step_times (ticks->step, ticks->first + i);
}

char *
sft_fixed_number (double value, int decimals, gboolean local)
{
  g_autofree char *digits = NULL;
  const char *magnitude;
  gboolean negative;

  digits = local ? g_strdup_printf ("%.*f", decimals, value) : sft_format_c ("%.*f", decimals, value);
  negative = digits[0] == '-';
  magnitude = digits + (negative ? 1 : 0);
  if (strpbrk (magnitude, "123456789") == NULL)
    negative = FALSE;
  return g_strconcat (negative ? "\u2212" : "", magnitude, NULL);
}

static void
append_superscript (GString *text, int number)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", number);

  for (const char *at = plain; *at != '\0'; at++)
    g_string_append (text, *at == '-' ? "⁻" : digits[*at - '0']);
}

char *
sft_ticks_label (const SftTicks *ticks, int i, gboolean local)
{
  g_autofree char *number = NULL;
  SftStep step;
  GString *text;

  g_return_val_if_fail (ticks != NULL, NULL);

  if (ticks->exponent == 0)
    return sft_fixed_number (sft_ticks_value (ticks, i), ticks->decimals, local);
  if (ticks->first + i == 0)
    return g_strdup ("0");
  step = ticks->step;
  step.exponent -= ticks->exponent;
  number = sft_fixed_number (sft_step_times (step, ticks->first + i), ticks->decimals, local);
  text = g_string_new (number);
  g_string_append (text, "×10");
  append_superscript (text, ticks->exponent);
  return g_string_free (text, FALSE);
}
