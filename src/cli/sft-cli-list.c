/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is: the demos, and the parameters of one. */
#include "config.h"

#include <glib/gi18n.h>

#include "sft-cli-private.h"

/* Broken for a terminal; where another program reads, each row stays on its line. */
static int
print_table (SftCliTable *table, const char *title)
{
  g_autofree char *body = sft_cli_table_free_to_string (table, sft_cli_terminal_width (G_MAXINT16));
  g_autofree char *text = g_strconcat (title, body, NULL);

  return sft_cli_print_for_people (text);
}

static int
print_demos (void)
{
  SftCliTable *table = sft_cli_table_new (4, 1);
  const char *section = NULL;
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%2d", demos[i].number);
      gboolean concept = sft_demo_lab (&demos[i], TRUE) != NULL;

      if (g_strcmp0 (section, demos[i].section) != 0)
        sft_cli_table_heading (table, sft_translate (demos[i].section));
      section = demos[i].section;
      sft_cli_table_row (table, (const char *const[]){ number, sft_translate (demos[i].title), demos[i].notebook->id,
                                                       concept ? "concept" : "", NULL });
    }
  return print_table (table, "");
}

static int
run_list (const SftCliCommand *command, char **args)
{
  g_autofree char *form = NULL, *json_text = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = { { "format", 0, 0, G_OPTION_ARG_STRING, &form,
                                     N_ ("A table for people (text, the default) or JSON"), "text|json" },
                                   { NULL } };
  gboolean json;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status) || !sft_cli_parse_form (form, &json, &status))
    return status;
  if (rest[0] != NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("list: unexpected argument \"%s\"; accepted: options only"), rest[0]);
  if (!json)
    return print_demos ();
  json_text = sft_demo_list_to_json ();
  return sft_cli_print_lines (json_text);
}

static const char *
cell_name (const SftParam *param)
{
  return param->cell == SFT_SWITCH ? "0/1" : sft_kind_name (param->cell);
}

static char *
describe_kind (const SftParam *param)
{
  if (param->kind == SFT_LIST)
    return g_strdup_printf (_ ("%s list (%s)"), cell_name (param), param->rows);
  if (param->kind == SFT_MATRIX)
    return g_strdup_printf (_ ("%s matrix (%s x %s)"), cell_name (param), param->rows, param->columns);
  return g_strdup (sft_kind_name (param->kind));
}

static char *
describe_range (const SftParam *param, const SftValues *values)
{
  g_autofree char *low = NULL, *high = NULL;
  double minimum, maximum;

  if (param->kind == SFT_SWITCH)
    return g_strdup ("true, false");
  if (param->kind == SFT_CHOICE)
    {
      GString *ids = g_string_new (NULL);

      for (const SftChoice *choice = param->choices; choice->id != NULL; choice++)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", choice->id);
      return g_string_free (ids, FALSE);
    }
  if (param->kind == SFT_TEXT)
    return g_strdup_printf (_ ("up to %d characters"), (int)param->maximum);
  if ((param->kind == SFT_LIST || param->kind == SFT_MATRIX) && param->cell == SFT_SWITCH)
    return g_strdup ("0, 1");
  sft_values_range (values, param->id, &minimum, &maximum);
  low = sft_number_to_string (minimum);
  high = sft_number_to_string (maximum);
  if (param->below != NULL)
    return g_strdup_printf (_ ("%s..%s (below %s)"), low, high, param->below);
  return g_strdup_printf ("%s..%s", low, high);
}

static void
add_param (SftCliTable *table, const SftParam *param, const SftValues *values)
{
  g_autofree char *kind = describe_kind (param), *range = describe_range (param, values);
  g_autofree char *initial = sft_values_format (values, param->id), *note = NULL;

  /* A shell takes ";" for the end of a command; "/" separates rows too, and what is shown can be copied. */
  if (param->kind == SFT_MATRIX)
    g_strdelimit (initial, ";", '/');
  sft_cli_table_row (table, (const char *const[]){ param->id, kind, range, initial, NULL });
  if (param->unit != NULL)
    note = g_strdup_printf (_ ("%s Unit: %s."), sft_translate (param->help),
                            sft_unit (param->unit_one, param->unit, SFT_UNIT_ALONE, TRUE));
  sft_cli_table_note (table, note != NULL ? note : sft_translate (param->help));
}

static void
add_lengths (SftCliTable *table, const SftDim *dims, const SftValues *values)
{
  sft_cli_table_heading (table, _ ("Lengths, set by the lists and matrices that have them"));
  for (; dims->id != NULL; dims++)
    {
      g_autofree char *range = g_strdup_printf ("%d..%d", dims->minimum, dims->maximum);
      g_autofree char *length = g_strdup_printf ("%d", sft_values_dim (values, dims->id));

      sft_cli_table_row (table, (const char *const[]){ dims->id, _ ("length"), range, length, NULL });
      sft_cli_table_note (table, sft_translate (dims->help));
    }
}

static int
print_params (const SftDemo *demo, gboolean concept)
{
  g_autoptr (SftValues) values = sft_demo_defaults (demo, concept);
  const SftSpec *spec = sft_values_spec (values);
  const SftLab *lab = sft_demo_lab (demo, concept);
  SftCliTable *table = sft_cli_table_new (4, 3);
  g_autofree char *title = NULL;
  const char *group = NULL;

  title = g_strdup_printf (_ ("Demo %d, %s: %s\n\n"), demo->number, sft_translate (demo->title),
                           sft_translate (lab->title));
  sft_cli_table_row (table, (const char *const[]){ _ ("ID"), _ ("KIND"), _ ("RANGE"), _ ("DEFAULT"), NULL });
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      if (param->group != NULL && g_strcmp0 (param->group, group) != 0)
        sft_cli_table_heading (table, sft_translate (param->group));
      group = param->group;
      add_param (table, param, values);
    }
  if (spec->dims != NULL && spec->dims[0].id != NULL)
    add_lengths (table, spec->dims, values);
  return print_table (table, title);
}

static int
run_params (const SftCliCommand *command, char **args)
{
  g_autofree char *form = NULL, *json_text = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = { { "format", 0, 0, G_OPTION_ARG_STRING, &form,
                                     N_ ("A table for people (text, the default) or JSON"), "text|json" },
                                   { NULL } };
  const SftDemo *demo;
  gboolean json, concept;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status) || !sft_cli_parse_form (form, &json, &status))
    return status;
  demo = sft_cli_parse_lab (command, rest, &concept, &status);
  if (demo == NULL)
    return status;
  if (!json)
    return print_params (demo, concept);
  json_text = sft_demo_params_to_json (demo, concept);
  return sft_cli_print_lines (json_text);
}

const SftCliCommand sft_cli_list = {
  "list",
  N_ ("[--format text|json]"),
  N_ ("Show the demos: number, title, family, and whether there is a concept view."),
  N_ ("A demo's number is the LAB of the other subcommands: sft-lab run 17. Where the last column says concept, "
      "17/concept is the title's own idea."),
  run_list,
};

const SftCliCommand sft_cli_params = {
  "params",
  N_ ("LAB [--format text|json]"),
  N_ ("Show the parameters of a lab: id, kind, range and default."),
  N_ ("LAB is a demo's number (17: its notebook view) or, where there is one, its concept view (17/concept).\n"
      "Defaults are written the way that --set of run and export reads them."),
  run_params,
};
