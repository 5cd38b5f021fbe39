/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-text.h"

#include <float.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#define _(msgid) sft_translate (msgid)

/* Beyond these a row of digits is harder to read than an exponent. */
#define LARGE 1e10
#define SMALL 1e-3

/* Exponents of ten of the numbers that are written without one in command-line syntax. */
#define POSITIONAL_MIN -4
#define POSITIONAL_MAX 15

#define MINUS "\u2212"

/* ---- shortest digits ---- */

/* Drops the zeros at the end of the decimals in text[0..*end), and the point if nothing follows it. */
static void
drop_trailing_zeros (GString *text, gsize end)
{
  gsize keep = end;

  if (memchr (text->str, '.', end) == NULL)
    return;
  while (text->str[keep - 1] == '0')
    keep--;
  if (text->str[keep - 1] == '.')
    keep--;
  g_string_erase (text, (gssize)keep, (gssize)(end - keep));
}

/* Adds one to the last digit of a mantissa "d.ddd" in place; FALSE when all digits were nines. */
static gboolean
increment_digits (char *mantissa, gsize length)
{
  for (gsize i = length; i-- > 0;)
    {
      if (mantissa[i] == '.' || mantissa[i] == '-')
        continue;
      if (mantissa[i] != '9')
        {
          mantissa[i]++;
          return TRUE;
        }
      mantissa[i] = '0';
    }
  return FALSE;
}

/* `value` in exponent form with `decimals` decimals if that reads back as the same double, else NULL. */
static char *
exponent_form_if_exact (double value, int decimals)
{
  g_autofree char *text = sft_format_c ("%.*e", decimals, value);
  int binary_exponent;

  if (g_ascii_strtod (text, NULL) == value)
    return g_steal_pointer (&text);
  /* Below a power of two doubles lie twice as dense as above it: a decimal on the wide side can be right
   * although it is not the nearest one. */
  if (fabs (frexp (value, &binary_exponent)) == 0.5 && increment_digits (text, (gsize)(strchr (text, 'e') - text))
      && g_ascii_strtod (text, NULL) == value)
    return g_steal_pointer (&text);
  return NULL;
}

/* The shortest digits that read back as `value`, in exponent form: "1.5e+00", "1e+22". */
static char *
shortest_exponent_form (double value)
{
  /* Up to 15 digits every decimal survives a double, so that "%.15g" has all shorter forms in it with trailing
   * zeros; subnormal numbers have fewer digits. */
  int first = fabs (value) < DBL_MIN ? 1 : DBL_DIG;

  for (int digits = first; digits < DBL_DECIMAL_DIG; digits++)
    {
      char *text = exponent_form_if_exact (value, digits - 1);

      if (text != NULL)
        return text;
    }
  return sft_format_c ("%.*e", DBL_DECIMAL_DIG - 1, value);
}

char *
sft_number_to_string (double value)
{
  g_autofree char *exponent_form = NULL;
  GString *text;
  char *e;
  int exponent;

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "nan" : value > 0 ? "inf" : "-inf");
  exponent_form = shortest_exponent_form (fabs (value));
  e = strchr (exponent_form, 'e');
  exponent = (int)g_ascii_strtoll (e + 1, NULL, 10);
  text = g_string_new_len (exponent_form, e - exponent_form);
  drop_trailing_zeros (text, text->len);
  if (exponent < POSITIONAL_MIN || exponent >= POSITIONAL_MAX)
    g_string_append (text, e);
  else
    {
      if (text->len > 1)
        g_string_erase (text, 1, 1);
      for (int i = exponent; i < 0; i++)
        g_string_prepend_c (text, '0');
      for (int i = (int)text->len; i <= exponent; i++)
        g_string_append_c (text, '0');
      if ((int)text->len > MAX (exponent, 0) + 1)
        g_string_insert_c (text, MAX (exponent, 0) + 1, '.');
    }
  if (signbit (value))
    g_string_prepend_c (text, '-');
  return g_string_free (text, FALSE);
}

/* ---- for people ---- */

/* Is there a digit other than zero? */
static gboolean
has_magnitude (const char *text)
{
  return text[strcspn (text, "123456789")] != '\0';
}

static void
localize (GString *text)
{
  g_autofree char *point = g_locale_to_utf8 (nl_langinfo (RADIXCHAR), -1, NULL, NULL, NULL);

  if (point != NULL && *point != '\0')
    g_string_replace (text, ".", point, 1);
}

static GString *
exponent_for_people (double magnitude, int digits, gboolean fixed)
{
  g_autofree char *number = sft_format_c ("%.*e", digits, magnitude);
  char *e = strchr (number, 'e');
  int exponent = (int)g_ascii_strtoll (e + 1, NULL, 10);
  GString *text = g_string_new_len (number, e - number);

  if (!fixed)
    drop_trailing_zeros (text, text->len);
  g_string_append_printf (text, "e%s%d", exponent < 0 ? MINUS : "", ABS (exponent));
  return text;
}

char *
sft_number_format (double value, int digits, gboolean fixed, gboolean local)
{
  double magnitude = fabs (value);
  GString *text;

  g_return_val_if_fail (digits >= 0 && digits <= 20, g_strdup (""));
  if (isnan (value))
    return g_strdup (local ? _ ("undefined") : "undefined");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : MINUS "∞");

  if (magnitude >= LARGE || (digits > 0 && magnitude > 0 && magnitude < MIN (SMALL, pow (10, -digits))))
    text = exponent_for_people (magnitude, digits, fixed);
  else
    {
      g_autofree char *number = sft_format_c ("%.*f", digits, magnitude);

      text = g_string_new (number);
      if (!fixed)
        drop_trailing_zeros (text, text->len);
    }
  if (value < 0 && has_magnitude (text->str))
    g_string_prepend (text, MINUS);
  if (local)
    localize (text);
  return g_string_free (text, FALSE);
}

/* ---- NumPy's print ---- */

#define NUMPY_PRECISION 8
#define NUMPY_LINE_WIDTH 75
#define NUMPY_THRESHOLD 1000
#define NUMPY_EDGE_ITEMS 3

/* How all items of one array are printed. */
typedef struct
{
  gboolean exponent;
  gsize left, right;   /* characters before and after the point */
  int decimals;        /* of the mantissa, exponent form only */
  gsize exponent_size; /* digits of the exponent */
} NumpyFormat;

/* The digits before and after the point; the exponent's digits without sign (0: positional form). */
typedef struct
{
  gsize left, right, exponent;
} NumpyParts;

static double
numpy_round (double value, int decimals)
{
  double power = 1;

  for (int i = 0; i < ABS (decimals); i++)
    power *= 10;
  if (decimals < 0)
    return rint (value / power) * power;
  return rint (value * power) / power;
}

/* Shortest digits, but at most 8 decimals; "1." for a whole number. */
static char *
numpy_unique (double value, gboolean exponent)
{
  g_autofree char *text = NULL;
  g_autofree char *shortest = shortest_exponent_form (value);
  char *e = strchr (shortest, 'e');
  int power = (int)g_ascii_strtoll (e + 1, NULL, 10);
  int mantissa_decimals;
  GString *digits = g_string_new_len (shortest, e - shortest);
  gsize end;

  drop_trailing_zeros (digits, digits->len);
  mantissa_decimals = (int)(digits->len - strspn (digits->str, "-")) - 2; /* "d." */
  mantissa_decimals = MAX (mantissa_decimals, 0);
  if (exponent)
    {
      if (mantissa_decimals > NUMPY_PRECISION)
        text = sft_format_c ("%.*e", NUMPY_PRECISION, value);
      else
        text = sft_format_c ("%s%s", digits->str, e);
    }
  else
    text = sft_format_c ("%.*f", CLAMP (mantissa_decimals - power, 0, NUMPY_PRECISION), value);
  g_string_assign (digits, text);
  e = strchr (digits->str, 'e');
  end = e != NULL ? (gsize)(e - digits->str) : digits->len;
  if (memchr (digits->str, '.', end) == NULL)
    g_string_insert_c (digits, (gssize)end, '.');
  else
    for (; digits->str[end - 1] == '0'; end--)
      g_string_erase (digits, (gssize)end - 1, 1);
  return g_string_free (digits, FALSE);
}

static NumpyParts
numpy_parts (const char *text)
{
  NumpyParts parts = { 0 };
  const char *point = strchr (text, '.');
  const char *e = strchr (text, 'e');

  parts.left = (gsize)(point - text);
  parts.right = e != NULL ? (gsize)(e - point) - 1 : strlen (point + 1);
  parts.exponent = e != NULL ? strlen (e + 2) : 0;
  return parts;
}

static gboolean
numpy_needs_exponent (const double *values, gsize n)
{
  double least = INFINITY, greatest = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]) && values[i] != 0)
      {
        least = fmin (least, fabs (values[i]));
        greatest = fmax (greatest, fabs (values[i]));
      }
  return greatest > 0 && (greatest >= 1e8 || least < 0.0001 || greatest / least > 1000);
}

static void
numpy_format_init (NumpyFormat *format, const double *values, gsize n)
{
  gboolean not_finite = FALSE, minus_infinity = FALSE;
  gsize others, decimals = 0;

  *format = (NumpyFormat){ .exponent = numpy_needs_exponent (values, n) };
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;
      NumpyParts parts;

      if (!isfinite (values[i]))
        {
          not_finite = TRUE;
          minus_infinity = minus_infinity || (isinf (values[i]) && values[i] < 0);
          continue;
        }
      text = numpy_unique (values[i], format->exponent);
      parts = numpy_parts (text);
      format->left = MAX (format->left, parts.left);
      decimals = MAX (decimals, parts.right);
      format->exponent_size = MAX (format->exponent_size, parts.exponent);
    }
  format->decimals = (int)decimals;
  format->right = format->exponent ? format->exponent_size + 2 + decimals : decimals;
  if (!not_finite)
    return;
  others = minus_infinity ? strlen ("-inf") : strlen ("nan");
  if (others > format->right + 1)
    format->left = MAX (format->left, others - format->right - 1);
}

static char *
numpy_item (const NumpyFormat *format, double value)
{
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  const char *e;
  NumpyParts parts;
  gsize width = format->left + 1 + format->right;

  if (!isfinite (value))
    return sft_format_c ("%*s", (int)width, isnan (value) ? "nan" : value < 0 ? "-inf" : "inf");
  if (!format->exponent)
    {
      text = numpy_unique (value, FALSE);
      parts = numpy_parts (text);
      return sft_format_c ("%*s%s%*s", (int)(format->left - parts.left), "", text, (int)(format->right - parts.right),
                           "");
    }
  number = sft_format_c ("%#.*e", format->decimals, value);
  e = strchr (number, 'e');
  text = sft_format_c ("%.*s%0*d", (int)(e - number) + 2, number, (int)format->exponent_size,
                       (int)g_ascii_strtoll (e + 2, NULL, 10));
  return sft_format_c ("%*s", (int)width, text);
}

static void
numpy_add_word (GString *out, gsize *line_start, const char *word)
{
  gsize length = out->len - *line_start;

  if (length + strlen (word) > NUMPY_LINE_WIDTH - 1 && length > 1)
    {
      while (out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
      *line_start = out->len;
      g_string_append_c (out, ' ');
    }
  g_string_append (out, word);
}

char *
sft_numpy_format (const double *values, gsize n, int decimals)
{
  gboolean summary = n > NUMPY_THRESHOLD;
  gsize shown = summary ? 2 * NUMPY_EDGE_ITEMS : n;
  g_autofree double *rounded = g_new (double, shown);
  NumpyFormat format;
  GString *out = g_string_new ("[");
  gsize line_start = 0;

  g_return_val_if_fail (values != NULL || n == 0, g_string_free (out, FALSE));
  for (gsize i = 0; i < shown; i++)
    rounded[i] = numpy_round (values[summary && i >= NUMPY_EDGE_ITEMS ? n - shown + i : i], decimals);
  numpy_format_init (&format, rounded, shown);
  for (gsize i = 0; i < shown; i++)
    {
      g_autofree char *word = numpy_item (&format, rounded[i]);

      if (i > 0)
        g_string_append_c (out, ' ');
      if (summary && i == NUMPY_EDGE_ITEMS)
        {
          numpy_add_word (out, &line_start, "...");
          g_string_append_c (out, ' ');
        }
      numpy_add_word (out, &line_start, word);
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}
