/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "sft-cli-private.h"
#include "sft-figure-state.h"

const SftCliCommand *const sft_cli_commands[] = {
  &sft_cli_list, &sft_cli_params, &sft_cli_lab, &sft_cli_export, &sft_cli_quiz, &sft_cli_practice, &sft_cli_notes, NULL,
};

static const SftCliCommand program = {
  NULL,
  N_ ("[--demo N[/concept] | --open FILE]\nSUBCOMMAND [ARGUMENT]..."),
  N_ ("Learn instruction tuning and supervised fine-tuning: 25 demos with numbers to change and figures that follow. "
      "Without a subcommand the window opens; the subcommands need no display."),
  N_ ("Exit status: 0 done, 1 it could not be done, 2 wrong usage."),
  NULL,
};

/* A file opened while one of the standard descriptors is closed would become that one, and what is printed would land
 * in it. A descriptor that can only be read keeps the place, and writing to it still fails. */
static void
guard_standard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF && open ("/dev/null", O_RDONLY) != fd)
      return;
}

static int
fail_subcommand (const char *word)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *accepted = NULL, *hint = NULL;
  const char *nearest;
  gboolean concept;

  for (guint i = 0; sft_cli_commands[i] != NULL; i++)
    g_ptr_array_add (names, (char *)sft_cli_commands[i]->name);
  g_ptr_array_add (names, NULL);
  accepted = g_strjoinv (", ", (char **)names->pdata);
  nearest = sft_cli_nearest (word, (const char *const *)names->pdata);
  if (nearest != NULL)
    hint = g_strdup_printf (_ (" (did you mean %s?)"), nearest);
  else if (sft_demo_parse (word, &concept, NULL) != NULL)
    hint = g_strdup_printf (_ (" (did you mean run %s or --demo %s?)"), word, word);
  return sft_cli_fail (SFT_EXIT_USAGE, _ ("unknown subcommand \"%s\"%s; accepted: %s, or options such as --help"), word,
                       hint != NULL ? hint : "", accepted);
}

static int
run_subcommand (char **args)
{
  for (guint i = 0; sft_cli_commands[i] != NULL; i++)
    if (g_str_equal (args[0], sft_cli_commands[i]->name))
      return sft_cli_commands[i]->run (sft_cli_commands[i], args);
  return fail_subcommand (args[0]);
}

/* The state of a figure is read here, before there is a window to close again. */
static gboolean
open_figure (const char *path, SftWindowRequest *request, int *status)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = sft_figure_state_load (file, NULL, &error);

  if (state == NULL)
    {
      *status = sft_cli_fail (SFT_EXIT_FAILED, "--open %s", error->message);
      return FALSE;
    }
  request->demo = state->demo;
  request->concept = state->concept;
  request->values = sft_values_ref (state->values);
  return TRUE;
}

static gboolean
parse_window (char **args, SftWindowRequest *request, int *status)
{
  g_autofree char *demo = NULL, *open = NULL;
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;
  /* What the session bus starts the program with is for no person. */
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_STRING, &demo, N_ ("Open the window at this demo, or at its concept view"),
      "N[/concept]" },
    { "open", 0, 0, G_OPTION_ARG_FILENAME, &open,
      N_ ("Open the window as it was when this figure (PNG, SVG, PDF) was exported"), "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &request->service, NULL, NULL },
    { NULL }
  };

  if (!sft_cli_parse (&program, entries, args, &rest, status))
    return FALSE;
  if (version)
    *status = sft_cli_print ("sft-lab " PACKAGE_VERSION "\n");
  else if (rest[0] != NULL)
    *status = sft_cli_fail (SFT_EXIT_USAGE,
                            _ ("unexpected argument \"%s\"; accepted: a subcommand as the first argument, or --demo "
                               "N[/concept] or --open FILE alone"),
                            rest[0]);
  else if (demo != NULL && open != NULL)
    *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("--demo and --open do not go together; accepted: one of them"));
  else if (request->service && (demo != NULL || open != NULL))
    *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("--gapplication-service takes nothing beside it; accepted: it alone"));
  else if (open != NULL)
    return open_figure (open, request, status);
  else if (demo != NULL && (request->demo = sft_demo_parse (demo, &request->concept, &error)) == NULL)
    *status = sft_cli_fail (SFT_EXIT_USAGE, "--demo: %s", error->message);
  else
    return TRUE;
  return FALSE;
}

gboolean
sft_cli_run (int argc, char **argv, SftWindowRequest *request, int *status)
{
  void (*pipe_handler) (int);

  *request = (SftWindowRequest){ NULL, FALSE, NULL, FALSE };
  *status = SFT_EXIT_USAGE;
  guard_standard_descriptors ();
  g_set_prgname ("sft-lab"); /* or GOption takes the subcommand for it */
  /* A reader that went away and a file that grew too long are errors to be told, not deaths. */
  pipe_handler = signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  if (argc > 1 && argv[1][0] != '-')
    *status = run_subcommand (argv + 1);
  else if (parse_window (argc > 0 ? argv : (char *[]){ (char *)"sft-lab", NULL }, request, status))
    {
      signal (SIGPIPE, pipe_handler);
      return TRUE;
    }
  return FALSE;
}
