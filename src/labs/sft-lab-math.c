/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lab-math.h"

#include <math.h>
#include <string.h>

/* Numbers by name, borrowed. */
typedef struct
{
  const double *values;
  gsize n, columns;
  int digits;
  gboolean fixed, truth;
} Numbers;

static gboolean
find_numbers (const SftLabNumbers *from, const char *id, Numbers *numbers)
{
  const SftReadout *readout = sft_result_find (from->result, id);
  const SftParam *param;
  int rows, columns;

  if (readout != NULL)
    {
      gboolean count = readout->spec->kind == SFT_READOUT_COUNT;

      *numbers = (Numbers){ readout->values,
                            readout->n,
                            1,
                            count ? 0 : readout->spec->digits,
                            !count,
                            readout->spec->kind == SFT_READOUT_TRUTH };
      return TRUE;
    }
  param = sft_spec_find (&from->lab->spec, id);
  if (param == NULL || param->kind == SFT_TEXT || param->kind == SFT_CHOICE)
    return FALSE;
  *numbers = (Numbers){ .values = sft_values_cells (from->values, id, &rows, &columns), .digits = param->digits };
  numbers->n = (gsize)rows * (gsize)columns;
  numbers->columns = (gsize)columns;
  return TRUE;
}

static char *
format (const SftLabNumbers *from, const Numbers *numbers, double value, int digits)
{
  if (isnan (value))
    return g_strdup (from->translated ? sft_translate (N_ ("undefined")) : "undefined");
  if (numbers->truth)
    {
      const char *word = value != 0 ? N_ ("yes") : N_ ("no");

      return g_strdup (from->translated ? sft_translate (word) : word);
    }
  return sft_number_format (value, digits >= 0 ? digits : numbers->digits, numbers->fixed, from->translated);
}

static char *
look_up_sum (const SftLabNumbers *from, const char *inside, int digits)
{
  g_auto (GStrv) ids = g_strsplit (inside, "*", -1);
  Numbers numbers[2];
  double sum = 0;
  guint n = g_strv_length (ids);

  if (n < 1 || n > 2)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!find_numbers (from, ids[i], &numbers[i]))
      return NULL;
  if (n == 2 && numbers[0].n != numbers[1].n)
    return NULL;
  for (gsize i = 0; i < numbers[0].n; i++)
    sum += numbers[0].values[i] * (n == 2 ? numbers[1].values[i] : 1);
  if (n == 2)
    {
      numbers[0].digits = MAX (numbers[0].digits, numbers[1].digits);
      numbers[0].fixed |= numbers[1].fixed;
    }
  return format (from, &numbers[0], sum, digits);
}

/* "[1]" or "[0][1]" to an index among the numbers. */
static gboolean
parse_index (const char *text, const Numbers *numbers, gsize *index)
{
  guint64 at[2] = { 0, 0 };
  guint n = 0;

  while (*text == '[' && n < 2)
    {
      char *end;

      if (!g_ascii_isdigit (text[1]))
        return FALSE;
      at[n++] = g_ascii_strtoull (text + 1, &end, 10);
      if (*end != ']')
        return FALSE;
      text = end + 1;
    }
  if (*text != '\0' || n == 0 || (n == 2 && at[1] >= numbers->columns))
    return FALSE;
  *index = (gsize)(n == 2 ? at[0] * numbers->columns + at[1] : at[0]);
  return *index < numbers->n;
}

char *
sft_lab_numbers_look_up (const char *id, int digits, gpointer data)
{
  g_return_val_if_fail (id != NULL && data != NULL, NULL);
  const SftLabNumbers *from = data;
  const char *bracket = strchr (id, '[');
  g_autofree char *name = bracket != NULL ? g_strndup (id, (gsize)(bracket - id)) : g_strdup (id);
  Numbers numbers;
  gsize index = 0;

  if (g_str_has_prefix (id, "sum(") && g_str_has_suffix (id, ")"))
    {
      g_autofree char *inside = g_strndup (id + strlen ("sum("), strlen (id) - strlen ("sum()"));

      return look_up_sum (from, inside, digits);
    }
  if (!find_numbers (from, name, &numbers))
    return NULL;
  if (bracket != NULL ? !parse_index (bracket, &numbers, &index) : numbers.n > 1)
    return NULL;
  return format (from, &numbers, numbers.n > 0 ? numbers.values[index] : NAN, digits);
}

SftText
sft_lab_formula (const SftLab *lab, const SftValues *values, const SftResult *result)
{
  g_return_val_if_fail (lab != NULL && values != NULL && result != NULL, SFT_NO_TEXT);
  SftLabNumbers numbers = { lab, values, result, FALSE };
  SftText text = SFT_NO_TEXT;

  if (lab->math == NULL)
    return text;
  text.plain = sft_math_expand (lab->math, sft_lab_numbers_look_up, &numbers, NULL);
  numbers.translated = TRUE;
  text.shown = sft_math_expand (sft_translate (lab->math), sft_lab_numbers_look_up, &numbers, NULL);
  /* A translation that is no formula: better the words of the original than none. */
  if (text.shown == NULL && text.plain != NULL)
    text.shown = sft_math_expand (lab->math, sft_lab_numbers_look_up, &numbers, NULL);
  return text;
}
