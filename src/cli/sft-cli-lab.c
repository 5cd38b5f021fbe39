/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lab's numbers. */
#include "config.h"

#include <glib/gi18n.h>

#include "sft-cli-private.h"

static int
run_lab (const SftCliCommand *command, char **args)
{
  g_autofree char *form = NULL, *text = NULL;
  g_auto (GStrv) rest = NULL, assignments = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) values = NULL;
  g_autoptr (SftResult) result = NULL;
  const GOptionEntry entries[] = { { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &assignments,
                                     N_ ("Give a parameter a value; may be repeated"), "ID=VALUE" },
                                   { "format", 0, 0, G_OPTION_ARG_STRING, &form,
                                     N_ ("The lesson's printed lines and the checks (text, the default) or JSON"),
                                     "text|json" },
                                   { NULL } };
  const SftDemo *demo;
  gboolean json, concept;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status) || !sft_cli_parse_form (form, &json, &status))
    return status;
  demo = sft_cli_parse_lab (command, rest, &concept, &status);
  if (demo == NULL)
    return status;
  values = sft_cli_values (demo, concept, (const char *const *)assignments, &error);
  if (values == NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, "%s", error->message);
  result = sft_demo_compute (demo, concept, values, NULL, NULL, &error);
  if (result == NULL)
    return sft_cli_fail (sft_cli_error_status (error), "%s", error->message);
  text = json ? sft_result_to_json (demo, concept, values, result) : sft_result_to_text (result);
  return sft_cli_print_lines (text);
}

const SftCliCommand sft_cli_lab = {
  "run",
  N_ ("LAB [--set ID=VALUE]... [--format text|json]"),
  N_ ("Compute a lab and print what the lesson prints, with the checks."),
  N_ ("LAB is a demo's number (17: its notebook view) or, where there is one, its concept view (17/concept).\n"
      "Values: 0.5, true, a choice's id, lists 1,2,3, matrices 1,0;0,1 (or 1,0/0,1), one cell mask[0][2]=1. A list "
      "or matrix given whole sets its lengths. sft-lab params LAB shows what there is.\n"
      "A check that does not hold is a finding, not a failure: the exit status stays 0."),
  run_lab,
};
