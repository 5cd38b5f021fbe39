/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "sft-cli-private.h"
#include "sft-export-all.h"

/* What was typed. */
typedef struct
{
  char *output, *format, *width, *height, *scale, *appearance, *text_scale, *svg_text;
  gboolean no_title, no_legend, transparent, formula;
  GStrv assignments, rest;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_free (typed->output);
  g_free (typed->format);
  g_free (typed->width);
  g_free (typed->height);
  g_free (typed->scale);
  g_free (typed->appearance);
  g_free (typed->text_scale);
  g_free (typed->svg_text);
  g_strfreev (typed->assignments);
  g_strfreev (typed->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

/* A plain decimal number, whatever the locale; text NULL leaves *value as it is. */
static gboolean
parse_number (const char *option, const char *text, double low, double high, double *value, int *status)
{
  g_autofree char *lowest = sft_number_to_string (low), *highest = sft_number_to_string (high);
  double number;
  char *end;

  if (text == NULL)
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (*text == '\0' || *end != '\0' || strspn (text, "0123456789.eE+-") != strlen (text) || !isfinite (number))
    *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("--%s \"%s\" is not a number; accepted: %s to %s"), option, text, lowest,
                            highest);
  else if (number < low || number > high)
    *status =
        sft_cli_fail (SFT_EXIT_USAGE, _ ("--%s %s is out of range; accepted: %s to %s"), option, text, lowest, highest);
  else
    {
      *value = number;
      return TRUE;
    }
  return FALSE;
}

static gboolean
parse_format (const Typed *typed, gboolean all, SftFormat *format, int *status)
{
  g_autofree char *shown = NULL;

  if (typed->format != NULL)
    {
      if (sft_format_parse (typed->format, format))
        return TRUE;
      *status =
          sft_cli_fail (SFT_EXIT_USAGE, _ ("--format \"%s\" is unknown; accepted: png, svg, pdf, csv"), typed->format);
      return FALSE;
    }
  *format = SFT_FORMAT_PNG;
  if (all || sft_format_from_path (typed->output, format))
    return TRUE;
  shown = g_filename_display_name (typed->output);
  *status = sft_cli_fail (SFT_EXIT_USAGE,
                          _ ("--output \"%s\" has no suffix that names a format; accepted: .png, .svg, .pdf, .csv, or "
                             "--format png|svg|pdf|csv"),
                          shown);
  return FALSE;
}

/* Each number is in its range by now; together they may still be too much. */
static gboolean
check_size (const SftExportOptions *options, int *status)
{
  g_autofree char *width = sft_number_to_string (options->width), *height = sft_number_to_string (options->height);
  g_autofree char *scale = sft_number_to_string (options->scale);
  g_autoptr (GError) error = NULL;

  if (sft_export_options_check (options, &error))
    return TRUE;
  *status =
      sft_cli_fail (SFT_EXIT_USAGE, "--width %s --height %s --scale %s: %s", width, height, scale, error->message);
  return FALSE;
}

static gboolean
parse_options (const Typed *typed, gboolean all, SftExportOptions *options, int *status)
{
  *options = SFT_EXPORT_OPTIONS_INIT;
  if (!parse_format (typed, all, &options->format, status)
      || !parse_number ("width", typed->width, 16, 8000, &options->width, status)
      || !parse_number ("height", typed->height, 16, 8000, &options->height, status)
      || !parse_number ("scale", typed->scale, 1, 8, &options->scale, status)
      || !parse_number ("text-scale", typed->text_scale, 0.5, 4, &options->style.text_scale, status))
    return FALSE;
  if (typed->appearance != NULL && !sft_appearance_parse (typed->appearance, &options->style.appearance))
    {
      *status = sft_cli_fail (SFT_EXIT_USAGE,
                              _ ("--appearance \"%s\" is unknown; accepted: light, dark, high-contrast, print"),
                              typed->appearance);
      return FALSE;
    }
  if (typed->svg_text != NULL && !sft_svg_text_parse (typed->svg_text, &options->svg_text))
    {
      *status =
          sft_cli_fail (SFT_EXIT_USAGE, _ ("--svg-text \"%s\" is unknown; accepted: outlines, text"), typed->svg_text);
      return FALSE;
    }
  options->style.title = !typed->no_title;
  options->style.legend = !typed->no_legend;
  options->style.transparent = typed->transparent;
  options->style.formula = typed->formula;
  return check_size (options, status);
}

static int
export_one (const Typed *typed)
{
  const char *const *assignments = (const char *const *)typed->assignments;
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) values = NULL;
  SftExportOptions options;
  const SftDemo *demo;
  gboolean concept;
  int status;

  demo = sft_cli_parse_lab (&sft_cli_export, typed->rest, &concept, &status);
  if (demo == NULL || !parse_options (typed, FALSE, &options, &status))
    return status;
  values = sft_cli_values (demo, concept, assignments, &error);
  if (values == NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, "%s", error->message);
  if (!sft_export_view (demo, concept, values, NULL, &options, typed->output, NULL, &error))
    return sft_cli_fail (sft_cli_error_status (error), "%s", error->message);
  return g_str_equal (typed->output, "-") ? sft_cli_check_output () : SFT_EXIT_DONE;
}

static int
export_all (const Typed *typed)
{
  SftExportOptions options;
  int status;

  if (g_str_equal (typed->output, "-"))
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("--output - cannot take all figures; accepted with all: a folder"));
  if (!parse_options (typed, TRUE, &options, &status))
    return status;
  return sft_cli_export_folder (typed->output, &options, (const char *const *)typed->assignments);
}

static gboolean
parse_typed (const SftCliCommand *command, char **args, Typed *typed, int *status)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &typed->output,
      N_ ("The file to write, or - for standard output; with all, the folder"), "FILE|FOLDER" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &typed->assignments,
      N_ ("Give a parameter a value; may be repeated. With all: in every view that has it"), "ID=VALUE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &typed->format,
      N_ ("The format of the file; by default its suffix decides, and with all it is png"), "png|svg|pdf|csv" },
    { "width", 0, 0, G_OPTION_ARG_STRING, &typed->width, N_ ("Width in points, 16 to 8000; by default 1000"), "W" },
    { "height", 0, 0, G_OPTION_ARG_STRING, &typed->height, N_ ("Height in points, 16 to 8000; by default 600"), "H" },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &typed->scale,
      N_ ("Pixels of a PNG for each point, 1 to 8; by default 1. A PNG has at most 100 million pixels"), "S" },
    { "appearance", 0, 0, G_OPTION_ARG_STRING, &typed->appearance, N_ ("The colors; by default light"),
      "light|dark|high-contrast|print" },
    { "text-scale", 0, 0, G_OPTION_ARG_STRING, &typed->text_scale, N_ ("Size of the text, 0.5 to 4; by default 1"),
      "T" },
    { "svg-text", 0, 0, G_OPTION_ARG_STRING, &typed->svg_text,
      N_ ("Text of an SVG: as shapes that look the same everywhere (the default), or as text that can be searched, "
          "read "
          "aloud and edited"),
      "outlines|text" },
    { "no-title", 0, 0, G_OPTION_ARG_NONE, &typed->no_title, N_ ("Leave the title out"), NULL },
    { "no-legend", 0, 0, G_OPTION_ARG_NONE, &typed->no_legend, N_ ("Leave the legend out"), NULL },
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &typed->transparent, N_ ("Leave the background out"), NULL },
    { "formula", 0, 0, G_OPTION_ARG_NONE, &typed->formula, N_ ("Show the formula under the title, if there is room"),
      NULL },
    { NULL },
  };

  return sft_cli_parse (command, entries, args, &typed->rest, status);
}

static int
run_export (const SftCliCommand *command, char **args)
{
  g_auto (Typed) typed = { NULL };
  const char *what;
  int status;

  if (!parse_typed (command, args, &typed, &status))
    return status;
  what = sft_cli_one_argument (command, typed.rest, &status);
  if (what == NULL)
    return status;
  if (typed.output == NULL || *typed.output == '\0')
    return sft_cli_fail (SFT_EXIT_USAGE,
                         _ ("export: --output is missing; accepted: --output FILE, --output - for standard output, or "
                            "with all --output FOLDER"));
  return g_str_equal (what, "all") ? export_all (&typed) : export_one (&typed);
}

const SftCliCommand sft_cli_export = {
  "export",
  N_ ("LAB|all --output FILE|FOLDER [OPTION]..."),
  N_ ("Write the figure of a lab, or all figures, as PNG, SVG, PDF or CSV."),
  N_ ("LAB is a demo's number (17: its notebook view) or, where there is one, its concept view (17/concept). With all, "
      "FOLDER is made if its parent exists, and every view is written as NN.EXT or NN-concept.EXT.\n"
      "CSV is the plotted data: x and one column for each series where there is one panel and all its series share x, "
      "otherwise panel,name,x,y,value.\n"
      "A PNG, SVG or PDF remembers demo and parameters: sft-lab --open FILE shows the window as it was.\n"
      "An export that fails leaves an older file as it was."),
  run_export,
};
