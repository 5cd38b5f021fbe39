/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-lab.h"

/* Results: what compute() of a lab fills. */

static void
readout_free (SftReadout *readout)
{
  g_free (readout->values);
  sft_text_clear (&readout->undefined);
  g_free (readout);
}

static void
check_free (SftCheck *check)
{
  sft_text_clear (&check->message);
  g_free (check);
}

static void
notice_free (SftText *text)
{
  sft_text_clear (text);
  g_free (text);
}

SftResult *
sft_result_new (const SftLab *lab, SftFigure *figure)
{
  SftResult *result = g_new0 (SftResult, 1);

  result->figure = figure;
  result->readouts = g_ptr_array_new_with_free_func ((GDestroyNotify)readout_free);
  result->checks = g_ptr_array_new_with_free_func ((GDestroyNotify)check_free);
  result->transcript = g_ptr_array_new_with_free_func (g_free);
  result->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)notice_free);
  for (const SftReadoutSpec *spec = lab->readouts; spec->id != NULL; spec++)
    {
      SftReadout *readout = g_new0 (SftReadout, 1);

      readout->spec = spec;
      g_ptr_array_add (result->readouts, readout);
    }
  return result;
}

void
sft_result_free (SftResult *result)
{
  if (result == NULL)
    return;
  sft_figure_unref (result->figure);
  g_ptr_array_unref (result->readouts);
  g_ptr_array_unref (result->checks);
  g_ptr_array_unref (result->transcript);
  g_ptr_array_unref (result->notices);
  g_free (result);
}

const SftReadout *
sft_result_find (const SftResult *result, const char *id)
{
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = g_ptr_array_index (result->readouts, i);

      if (g_str_equal (readout->spec->id, id))
        return readout;
    }
  return NULL;
}

void
sft_result_set_numbers (SftResult *result, const char *id, const double *values, gsize n)
{
  SftReadout *readout = (SftReadout *)sft_result_find (result, id);

  g_return_if_fail (readout != NULL);
  g_free (readout->values);
  readout->values = g_memdup2 (values, n * sizeof *values);
  readout->n = n;
}

void
sft_result_set (SftResult *result, const char *id, double value)
{
  sft_result_set_numbers (result, id, &value, 1);
}

void
sft_result_set_numbers_or (SftResult *result, const char *id, const double *values, gsize n, SftText why)
{
  SftReadout *readout = (SftReadout *)sft_result_find (result, id);
  gboolean defined = TRUE;

  g_return_if_fail (readout != NULL);
  sft_result_set_numbers (result, id, values, n);
  for (gsize i = 0; i < n; i++)
    defined = defined && !isnan (values[i]);
  sft_text_clear (&readout->undefined);
  if (defined)
    sft_text_clear (&why);
  else
    readout->undefined = why;
}

void
sft_result_set_or (SftResult *result, const char *id, double value, SftText why)
{
  sft_result_set_numbers_or (result, id, &value, 1, why);
}

void
sft_result_set_undefined (SftResult *result, const char *id, SftText why)
{
  sft_result_set_or (result, id, NAN, why);
}

void
sft_result_print (SftResult *result, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (result->transcript, sft_format_c_va (format, args));
  va_end (args);
}

static SftCheck *
add_check (SftResult *result, gboolean notebook, gboolean holds, SftText message)
{
  SftCheck *check = g_new0 (SftCheck, 1);

  check->notebook = notebook;
  check->holds = holds;
  check->message = message;
  check->actual = check->expected = NAN;
  g_ptr_array_add (result->checks, check);
  return check;
}

void
sft_result_notebook_check (SftResult *result, gboolean holds, SftText message)
{
  add_check (result, TRUE, holds, message);
  sft_result_print (result, "%s - %s", holds ? "PASS" : "FAIL", sft_text_get (&message, FALSE));
}

void
sft_result_check (SftResult *result, gboolean holds, SftText message)
{
  add_check (result, FALSE, holds, message);
}

static void
compare (SftResult *result, gboolean identity, double actual, double expected, double tolerance, SftText message)
{
  SftCheck *check;

  if (!isfinite (actual) || !isfinite (expected))
    {
      sft_text_clear (&message);
      return;
    }
  check = add_check (result, FALSE, fabs (actual - expected) <= tolerance, message);
  check->identity = identity;
  check->actual = actual;
  check->expected = expected;
}

void
sft_result_compare (SftResult *result, double actual, double expected, double tolerance, SftText message)
{
  compare (result, FALSE, actual, expected, tolerance, message);
}

void
sft_result_identity (SftResult *result, double actual, double expected, double tolerance, SftText message)
{
  compare (result, TRUE, actual, expected, tolerance, message);
}

void
sft_result_notice (SftResult *result, SftText text)
{
  g_ptr_array_add (result->notices, g_memdup2 (&text, sizeof text));
}

/* Words for people. */

static void
append_value (GString *string, const SftReadoutSpec *spec, double value, gboolean translated)
{
  g_autofree char *number = NULL;

  if (isnan (value))
    {
      g_string_append (string, translated ? sft_translate (N_ ("undefined")) : "undefined");
      return;
    }
  if (spec->kind == SFT_READOUT_TRUTH)
    {
      const char *word = value != 0 ? N_ ("yes") : N_ ("no");

      g_string_append (string, translated ? sft_translate (word) : word);
      return;
    }
  number = sft_number_format (value, spec->kind == SFT_READOUT_COUNT ? 0 : spec->digits,
                              spec->kind != SFT_READOUT_COUNT, translated);
  g_string_append (string, number);
}

char *
sft_readout_format (const SftReadout *readout, gboolean translated)
{
  GString *string = g_string_new (NULL);

  if (readout->spec->kind != SFT_READOUT_NUMBERS)
    {
      append_value (string, readout->spec, readout->n > 0 ? readout->values[0] : NAN, translated);
      if (readout->n > 0 && isnan (readout->values[0]) && !sft_text_is_empty (&readout->undefined))
        g_string_append_printf (string, " (%s)", sft_text_get (&readout->undefined, translated));
      return g_string_free (string, FALSE);
    }

  for (gsize i = 0; i < readout->n; i++)
    {
      if (i > 0)
        g_string_append (string, "  ");
      append_value (string, readout->spec, readout->values[i], translated);
    }
  return g_string_free (string, FALSE);
}

const char *
sft_readout_unit (const SftReadout *readout, gboolean translated)
{
  const SftReadoutSpec *spec = readout->spec;

  if (spec->unit == NULL || !sft_text_is_empty (&readout->undefined))
    return NULL;
  return sft_unit (spec->unit_one, spec->unit, readout->n == 1 ? readout->values[0] : SFT_UNIT_ALONE, translated);
}

const char *
sft_check_word (const SftCheck *check)
{
  if (check->notebook)
    return check->holds ? "PASS" : "FAIL";
  return check->holds ? N_ ("holds") : N_ ("does not hold here");
}

double
sft_lab_cost (const SftLab *lab, const SftValues *values, const SftValues *computed)
{
  gboolean remembered = computed != NULL && lab->costly != NULL;

  for (gsize i = 0; remembered && lab->costly[i] != NULL; i++)
    remembered = sft_values_same (values, computed, lab->costly[i]);
  if (remembered)
    return 0;
  return lab->cost != NULL ? lab->cost (values) : 0;
}
