/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

#include <math.h>
#include <string.h>

char **
golden_lines (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

GArray *
golden_numbers (const char *name)
{
  g_auto (GStrv) lines = golden_lines (name);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);

      for (char **word = words; *word != NULL; word++)
        {
          char *end = NULL;
          double number = g_ascii_strtod (*word, &end);

          g_assert_true (end != *word && *end == '\0');
          g_array_append_val (numbers, number);
        }
    }
  return numbers;
}

double
golden_bits (const char *digits)
{
  guint64 bits = 0;
  double value;
  gboolean ok = strlen (digits) == 16 && g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT64, &bits, NULL);

  g_assert_true (ok);
  memcpy (&value, &bits, sizeof value);
  return value;
}

gboolean
same_double (double a, double b)
{
  return isnan (a) ? isnan (b) : memcmp (&a, &b, sizeof a) == 0;
}

gboolean
is_golden_libm (void)
{
#if defined(__GLIBC__) && (defined(__x86_64__) || defined(__i386__))
  return __builtin_cpu_supports ("fma");
#else
  return FALSE;
#endif
}

gboolean
near_double (double actual, double expected)
{
  double ulp = nextafter (fabs (expected), INFINITY) - fabs (expected);

  if (!isfinite (expected))
    return same_double (actual, expected);
  return fabs (actual - expected) <= MAX (4 * ulp, 1e-14 * fabs (expected));
}

double
random_logit (double scale)
{
  double magnitude = pow (10, g_test_rand_double_range (-3, scale));

  return g_test_rand_bit () ? magnitude : -magnitude;
}
