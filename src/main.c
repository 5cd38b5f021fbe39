/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "sft-cli.h"
#if SFT_WITH_GUI
#include "sft-app.h"
#endif

int
main (int argc, char **argv)
{
  /* A program that is not installed finds its translations in its build folder. */
  const char *translations = g_getenv ("SFT_LAB_LOCALEDIR");
  SftWindowRequest request;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL && *translations != '\0' ? translations : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* Nothing of GTK before this line: without a display it would end the program. */
  if (!sft_cli_run (argc, argv, &request, &status))
    return status;
#if SFT_WITH_GUI
  status = request.service ? sft_app_run_service () : sft_app_run (request.demo, request.concept, request.values);
  g_clear_pointer (&request.values, sft_values_unref);
  return status;
#else
  g_clear_pointer (&request.values, sft_values_unref);
  g_printerr ("sft-lab: %s\n",
              _ ("this build has no window; accepted: the subcommands list, params, run, export, quiz, "
                 "practice and notes (see sft-lab --help)"));
  return SFT_EXIT_FAILED;
#endif
}
