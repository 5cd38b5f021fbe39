/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line prints: the contract's JSON and the text of a run. Nothing here is translated. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"

static void
write_named_string (SftJson *json, const char *name, const char *value)
{
  sft_json_name (json, name);
  sft_json_string (json, value);
}

static void
write_named_number (SftJson *json, const char *name, double value)
{
  sft_json_name (json, name);
  sft_json_number (json, value);
}

char *
sft_demo_list_to_json (void)
{
  SftJson *json = sft_json_new (TRUE);
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  sft_json_begin_array (json);
  for (gsize i = 0; i < n; i++)
    {
      sft_json_begin_object (json);
      sft_json_name (json, "number");
      sft_json_integer (json, demos[i].number);
      write_named_string (json, "title", demos[i].title);
      write_named_string (json, "section", demos[i].section);
      write_named_string (json, "family", demos[i].notebook->id);
      sft_json_name (json, "concept");
      sft_json_boolean (json, sft_demo_lab (&demos[i], TRUE) != NULL);
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
  return sft_json_free_to_string (json);
}

/* minimum, maximum and step: null where the kind has none. */
static void
write_limits (SftJson *json, const SftParam *param, const SftValues *defaults)
{
  gboolean ranged = param->kind != SFT_CHOICE && param->kind != SFT_TEXT;
  double minimum = NAN, maximum = NAN, step = NAN;

  if (ranged)
    {
      sft_values_range (defaults, param->id, &minimum, &maximum);
      step = param->kind == SFT_SWITCH || param->cell == SFT_SWITCH ? 1 : param->step;
    }
  write_named_number (json, "minimum", minimum);
  write_named_number (json, "maximum", maximum);
  write_named_number (json, "step", step);
}

static void
write_param (SftJson *json, const SftParam *param, const SftValues *defaults)
{
  sft_json_begin_object (json);
  write_named_string (json, "id", param->id);
  write_named_string (json, "label", param->label);
  write_named_string (json, "kind", sft_kind_name (param->kind));
  write_named_string (json, "unit", param->unit);
  write_limits (json, param, defaults);
  sft_json_name (json, "default");
  sft_values_write (defaults, param->id, json);
  if (param->rows != NULL)
    write_named_string (json, "rows_of", param->rows);
  if (param->columns != NULL)
    write_named_string (json, "columns_of", param->columns);
  if (param->choices != NULL)
    {
      sft_json_name (json, "choices");
      sft_json_begin_array (json);
      for (const SftChoice *choice = param->choices; choice->id != NULL; choice++)
        sft_json_string (json, choice->id);
      sft_json_end_array (json);
    }
  write_named_string (json, "help", param->help);
  sft_json_end_object (json);
}

char *
sft_demo_params_to_json (const SftDemo *demo, gboolean concept)
{
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  SftJson *json = sft_json_new (TRUE);

  sft_json_begin_array (json);
  for (const SftParam *param = sft_values_spec (defaults)->params; param->id != NULL; param++)
    write_param (json, param, defaults);
  sft_json_end_array (json);
  return sft_json_free_to_string (json);
}

static void
write_params (SftJson *json, const SftValues *values)
{
  sft_json_name (json, "params");
  sft_json_begin_object (json);
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    {
      sft_json_name (json, param->id);
      sft_values_write (values, param->id, json);
    }
  sft_json_end_object (json);
}

static void
write_readout (SftJson *json, const SftReadout *readout)
{
  double value = readout->n > 0 ? readout->values[0] : NAN;

  sft_json_name (json, readout->spec->id);
  if (readout->spec->kind == SFT_READOUT_NUMBERS)
    sft_json_numbers (json, readout->values, readout->n);
  else if (!isfinite (value))
    sft_json_null (json);
  else if (readout->spec->kind == SFT_READOUT_TRUTH)
    sft_json_boolean (json, value != 0);
  else if (readout->spec->kind == SFT_READOUT_COUNT)
    sft_json_integer (json, (gint64)value);
  else
    sft_json_number (json, value);
}

static void
write_readouts (SftJson *json, const SftResult *result)
{
  sft_json_name (json, "readouts");
  sft_json_begin_object (json);
  for (guint i = 0; i < result->readouts->len; i++)
    write_readout (json, g_ptr_array_index (result->readouts, i));
  sft_json_end_object (json);
}

static void
write_series (SftJson *json, const SftFigure *figure)
{
  sft_json_name (json, "series");
  sft_json_begin_array (json);
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i);

      for (guint j = 0; j < panel->series->len; j++)
        {
          const SftSeries *series = g_ptr_array_index (panel->series, j);

          sft_json_begin_object (json);
          write_named_string (json, "name", series->name);
          sft_json_name (json, "x");
          sft_json_numbers (json, series->x, series->n);
          sft_json_name (json, "y");
          sft_json_numbers (json, series->y, series->n);
          sft_json_end_object (json);
        }
    }
  sft_json_end_array (json);
}

static void
write_heatmaps (SftJson *json, const SftFigure *figure)
{
  sft_json_name (json, "heatmaps");
  sft_json_begin_array (json);
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftHeatmap *map = ((const SftPanel *)g_ptr_array_index (figure->panels, i))->heatmap;

      if (map == NULL)
        continue;
      sft_json_begin_object (json);
      write_named_string (json, "name", map->name);
      sft_json_name (json, "rows");
      sft_json_integer (json, map->rows);
      sft_json_name (json, "cols");
      sft_json_integer (json, map->columns);
      sft_json_name (json, "values");
      sft_json_begin_array (json);
      for (int row = 0; row < map->rows; row++)
        sft_json_numbers (json, map->values + (gsize)row * map->columns, map->columns);
      sft_json_end_array (json);
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
}

static void
write_checks (SftJson *json, const SftResult *result)
{
  sft_json_name (json, "checks");
  sft_json_begin_array (json);
  for (guint i = 0; i < result->checks->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);

      sft_json_begin_object (json);
      write_named_string (json, "source", check->notebook ? "notebook" : "lab");
      write_named_string (json, "message", sft_text_get (&check->message, FALSE));
      sft_json_name (json, "passed");
      sft_json_boolean (json, check->holds);
      if (!isnan (check->actual))
        {
          write_named_number (json, "actual", check->actual);
          write_named_number (json, "expected", check->expected);
        }
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
}

static void
write_strings (SftJson *json, const char *name, const GPtrArray *lines)
{
  sft_json_name (json, name);
  sft_json_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    sft_json_string (json, g_ptr_array_index (lines, i));
  sft_json_end_array (json);
}

char *
sft_result_to_json (const SftDemo *demo, gboolean concept, const SftValues *values, const SftResult *result)
{
  SftJson *json = sft_json_new (TRUE);

  sft_json_begin_object (json);
  sft_json_name (json, "demo");
  sft_json_integer (json, demo->number);
  write_named_string (json, "view", concept ? "concept" : "notebook");
  write_named_string (json, "title", demo->title);
  write_params (json, values);
  write_readouts (json, result);
  write_series (json, result->figure);
  write_heatmaps (json, result->figure);
  write_checks (json, result);
  write_strings (json, "transcript", result->transcript);
  sft_json_end_object (json);
  return sft_json_free_to_string (json);
}

char *
sft_result_to_text (const SftResult *result)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->transcript->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)g_ptr_array_index (result->transcript, i));
  for (guint i = 0; i < result->checks->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);
      g_autofree char *actual = sft_number_to_string (check->actual);
      g_autofree char *expected = sft_number_to_string (check->expected);

      if (check->notebook)
        continue;
      g_string_append_printf (text, "%s - %s", sft_check_word (check), sft_text_get (&check->message, FALSE));
      if (!isnan (check->actual))
        g_string_append_printf (text, " (%s, expected %s)", actual, expected);
      g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < result->notices->len; i++)
    g_string_append_printf (text, "note - %s\n", sft_text_get (g_ptr_array_index (result->notices, i), FALSE));
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
