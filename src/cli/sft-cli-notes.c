/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learner's notes. */
#include "config.h"

#include <glib/gi18n.h>

#include "sft-cli-private.h"
#include "sft-study-data.h"

static int
say_written (const char *path, const SftNotesExport *written)
{
  g_autofree char *name = g_filename_display_name (path), *line = sft_one_line (name, 1000);
  g_autofree char *notes = g_strdup_printf (ngettext ("%u note", "%u notes", written->n_notes), written->n_notes);
  g_autofree char *figures =
      g_strdup_printf (ngettext ("%u figure", "%u figures", written->n_figures), written->n_figures);
  /* Translators: a file, "5 notes", "4 figures" */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s, %s\n"), line, notes, figures);

  return sft_cli_print_for_people (text);
}

/* The name as it was typed, of which the parser has made UTF-8. */
static char *
file_name (const char *argument)
{
  char *name = g_locale_from_utf8 (argument, -1, NULL, NULL, NULL);

  return name != NULL ? name : g_strdup (argument);
}

static int
export_notes (const char *argument)
{
  g_autofree char *path = file_name (argument), *folder = sft_study_data_default_folder ();
  g_autoptr (SftStudyData) data = sft_study_data_new (folder, SFT_STUDY_READ);
  g_autoptr (GError) error = NULL;
  SftNotesExport written;

  if (sft_notes_get_problem (sft_study_data_get_notes (data)) != NULL)
    return sft_cli_fail (SFT_EXIT_FAILED, "%s", sft_notes_get_problem (sft_study_data_get_notes (data)));
  if (!sft_notes_export (sft_study_data_get_notes (data), path, &written, NULL, &error))
    return sft_cli_fail (g_error_matches (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TARGET) ? SFT_EXIT_USAGE
                                                                                          : SFT_EXIT_FAILED,
                         "%s", error->message);
  return say_written (path, &written);
}

static int
run_notes (const SftCliCommand *command, char **args)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) rest = NULL;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status))
    return status;
  if (rest[0] == NULL || !g_str_equal (rest[0], "export"))
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("notes: \"%s\" is unknown; accepted: export FILE"),
                         rest[0] != NULL ? rest[0] : "");
  if (rest[1] == NULL || *rest[1] == '\0')
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("notes export: FILE is missing; accepted: export FILE"));
  if (rest[2] != NULL)
    return sft_cli_fail (SFT_EXIT_USAGE,
                         _ ("notes export: unexpected argument \"%s\" after \"%s\"; accepted: export FILE"), rest[2],
                         rest[1]);
  return export_notes (rest[1]);
}

const SftCliCommand sft_cli_notes = {
  "notes",
  N_ ("export FILE"),
  N_ ("Write your notes as Markdown, with the figures they were made at."),
  N_ ("FILE.md gets the notes, and the folder FILE-figures beside it the figures as SVG, each in the state that its "
      "note "
      "was made in.\n"
      "Your notes are only read, and may be open in the window meanwhile. An export that fails leaves older files as "
      "they were."),
  run_notes,
};
