/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options by GOptionContext; what it says and prints by itself is replaced, so that help can be checked for write
 * errors and an error is one line with the status of wrong usage. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "sft-cli-private.h"

#define HELP_WIDTH 80
#define HELP_WIDEST 100
#define HELP_COLUMN 26

/* "--output FILE" */
static char *
option_form (const GOptionEntry *entry, gboolean with_short)
{
  g_autofree char *brief =
      with_short && entry->short_name != 0 ? g_strdup_printf ("-%c, ", entry->short_name) : g_strdup ("");

  if (entry->arg == G_OPTION_ARG_NONE)
    return g_strdup_printf ("%s--%s", brief, entry->long_name);
  return g_strdup_printf ("%s--%s %s", brief, entry->long_name, entry->arg_description);
}

/* "--set ID=VALUE, --format text|json, --help" */
static char *
accepted_options (const GOptionEntry *entries)
{
  GString *list = g_string_new (NULL);

  for (; entries->long_name != NULL; entries++)
    {
      g_autofree char *form = option_form (entries, FALSE);

      if ((entries->flags & G_OPTION_FLAG_HIDDEN) != 0)
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", form);
    }
  return g_string_free (list, FALSE);
}

static void
append_item (GString *help, const char *form, const char *description, int width)
{
  int end = 2 + sft_cli_text_width (form);

  g_string_append_printf (help, "  %s", form);
  if (end + 2 > HELP_COLUMN)
    g_string_append_printf (help, "\n%*s", HELP_COLUMN, "");
  else
    g_string_append_printf (help, "%*s", HELP_COLUMN - end, "");
  sft_cli_wrap (help, description, HELP_COLUMN, HELP_COLUMN, width);
  g_string_append_c (help, '\n');
}

static void
append_paragraphs (GString *help, const char *text, int width)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      g_string_append_c (help, '\n');
      sft_cli_wrap (help, *paragraph, 0, 0, width);
      g_string_append_c (help, '\n');
    }
}

static char *
help_text (const SftCliCommand *command, const GOptionEntry *entries)
{
  GString *help = g_string_new (_ ("Usage:\n"));
  g_auto (GStrv) forms = g_strsplit (_ (command->synopsis), "\n", -1);
  int width = MIN (sft_cli_terminal_width (HELP_WIDTH), HELP_WIDEST);

  for (char **form = forms; *form != NULL; form++)
    {
      g_autofree char *start = g_strdup_printf ("  sft-lab %s", command->name != NULL ? command->name : "");

      g_string_append (help, start);
      if (command->name != NULL)
        g_string_append_c (help, ' ');
      sft_cli_wrap (help, *form, sft_cli_text_width (start) + (command->name != NULL), 6, width);
      g_string_append_c (help, '\n');
    }
  append_paragraphs (help, _ (command->summary), width);
  if (command->name == NULL)
    {
      g_string_append_printf (help, "\n%s\n", _ ("Subcommands (each has --help):"));
      for (guint i = 0; sft_cli_commands[i] != NULL; i++)
        append_item (help, sft_cli_commands[i]->name, _ (sft_cli_commands[i]->summary), width);
    }
  g_string_append_printf (help, "\n%s\n", _ ("Options:"));
  for (; entries->long_name != NULL; entries++)
    {
      g_autofree char *form = option_form (entries, TRUE);

      if ((entries->flags & G_OPTION_FLAG_HIDDEN) == 0)
        append_item (help, form, _ (entries->description), width);
    }
  if (command->notes != NULL)
    append_paragraphs (help, _ (command->notes), width);
  return g_string_free (help, FALSE);
}

static int
fail_options (const SftCliCommand *command, const GOptionEntry *entries, const char *wrong, const char *unknown)
{
  g_autofree char *accepted = accepted_options (entries), *hint = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest = NULL;

  for (; unknown != NULL && entries->long_name != NULL; entries++)
    g_ptr_array_add (names, (char *)entries->long_name);
  g_ptr_array_add (names, NULL);
  if (unknown != NULL && g_str_has_prefix (unknown, "--"))
    {
      g_autofree char *word = g_strndup (unknown + 2, strcspn (unknown + 2, "="));

      nearest = sft_cli_nearest (word, (const char *const *)names->pdata);
    }
  hint = nearest != NULL ? g_strdup_printf (_ (" (did you mean --%s?)"), nearest) : g_strdup ("");
  return sft_cli_fail (SFT_EXIT_USAGE, _ ("%s%s%s%s; accepted: %s"), command->name != NULL ? command->name : "",
                       command->name != NULL ? ": " : "", wrong, hint, accepted);
}

/* Makes text of the locale UTF-8. Bytes that are none, but are UTF-8 already, were meant as that. */
static gboolean
convert (char **text, int *status)
{
  char *utf8 = g_locale_to_utf8 (*text, -1, NULL, NULL, NULL);
  const char *charset;

  if (utf8 != NULL)
    {
      g_free (*text);
      *text = utf8;
      return TRUE;
    }
  if (g_utf8_validate (*text, -1, NULL))
    return TRUE;
  g_get_charset (&charset);
  *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("\"%s\" is not text; accepted: text in the encoding of the locale (%s)"),
                          *text, charset);
  return FALSE;
}

/* Every string but file names. */
static gboolean
convert_all (const GOptionEntry *entries, char **rest, int *status)
{
  for (; entries->long_name != NULL; entries++)
    {
      char **text = entries->arg_data;

      if (entries->arg == G_OPTION_ARG_STRING && *text != NULL && !convert (text, status))
        return FALSE;
      if (entries->arg == G_OPTION_ARG_STRING_ARRAY && *(char ***)entries->arg_data != NULL)
        for (text = *(char ***)entries->arg_data; *text != NULL; text++)
          if (!convert (text, status))
            return FALSE;
    }
  for (; *rest != NULL; rest++)
    if (!convert (rest, status))
      return FALSE;
  return TRUE;
}

/* Splits what GOption left into arguments and, where there is one, the first unknown option. */
static GStrv
collect_rest (char **left, const char **unknown)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  gboolean options = TRUE;

  *unknown = NULL;
  for (guint i = 1; left[0] != NULL && left[i] != NULL; i++)
    {
      if (options && g_str_equal (left[i], "--"))
        options = FALSE;
      else if (options && left[i][0] == '-' && left[i][1] != '\0')
        *unknown = *unknown != NULL ? *unknown : left[i];
      else
        g_ptr_array_add (rest, g_strdup (left[i]));
    }
  g_ptr_array_add (rest, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&rest), FALSE);
}

/* GOption takes "--transparent=false" for "--transparent". The first such argument, or NULL. */
static const char *
find_switch_with_value (const GOptionEntry *entries, char **args)
{
  for (guint i = 1; args[0] != NULL && args[i] != NULL && !g_str_equal (args[i], "--"); i++)
    for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
      {
        const char *rest = g_str_has_prefix (args[i], "--") ? args[i] + 2 : "";
        gsize length = strlen (entry->long_name);

        if (strncmp (rest, entry->long_name, length) == 0 && rest[length] == '=' && entry->arg == G_OPTION_ARG_NONE)
          return args[i];
        if (entry->arg == G_OPTION_ARG_NONE || args[i + 1] == NULL)
          continue;
        /* What follows is this option's value, whatever it looks like. */
        if (g_str_equal (rest, entry->long_name)
            || (entry->short_name != 0 && args[i][0] == '-' && args[i][1] == entry->short_name && args[i][2] == '\0'))
          {
            i++;
            break;
          }
      }
  return NULL;
}

/* GOption would convert text by the locale alone and not name what it could not: it gets bytes, convert_all() does
 * the rest. */
static void
add_entries (GOptionContext *context, const GOptionEntry *entries)
{
  for (; entries->long_name != NULL; entries++)
    {
      GOptionEntry raw[] = { *entries, { NULL } };

      if (raw[0].arg == G_OPTION_ARG_STRING)
        raw[0].arg = G_OPTION_ARG_FILENAME;
      else if (raw[0].arg == G_OPTION_ARG_STRING_ARRAY)
        raw[0].arg = G_OPTION_ARG_FILENAME_ARRAY;
      g_option_context_add_main_entries (context, raw, NULL);
    }
}

static gboolean
parse_all (const SftCliCommand *command, const GOptionEntry *entries, const gboolean *help, char **args, GStrv *rest,
           int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = g_strdupv (args);
  const char *unknown = find_switch_with_value (entries, args);

  if (unknown != NULL)
    {
      g_autofree char *wrong = g_strdup_printf (_ ("%s: this option takes no value"), unknown);

      *status = fail_options (command, entries, wrong, NULL);
      return FALSE;
    }
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  add_entries (context, entries);
  if (!g_option_context_parse_strv (context, &left, &error))
    {
      *status = fail_options (command, entries, error->message, NULL);
      return FALSE;
    }
  if (*help)
    {
      g_autofree char *text = help_text (command, entries);

      *status = sft_cli_print_for_people (text);
      return FALSE;
    }
  *rest = collect_rest (left, &unknown);
  if (unknown != NULL)
    {
      g_autofree char *wrong = g_strdup_printf (_ ("unknown option %s"), unknown);

      *status = fail_options (command, entries, wrong, unknown);
      return FALSE;
    }
  return convert_all (entries, *rest, status);
}

gboolean
sft_cli_parse (const SftCliCommand *command, const GOptionEntry *entries, char **args, GStrv *rest, int *status)
{
  gboolean help = FALSE;
  const GOptionEntry help_entry = { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Say how this is used"), NULL };
  const GOptionEntry none = { NULL };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));

  for (; entries->long_name != NULL; entries++)
    g_array_append_val (all, *entries);
  g_array_append_val (all, help_entry);
  g_array_append_val (all, none);
  *rest = NULL;
  return parse_all (command, &g_array_index (all, GOptionEntry, 0), &help, args, rest, status);
}

const char *
sft_cli_one_argument (const SftCliCommand *command, char **rest, int *status)
{
  if (rest[0] != NULL && rest[1] == NULL)
    return rest[0];
  if (rest[0] == NULL)
    *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("%s: LAB is missing; accepted: %s (sft-lab list shows the demos)"),
                            command->name, _ (command->synopsis));
  else
    *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("%s: unexpected argument \"%s\" after \"%s\"; accepted: %s"),
                            command->name, rest[1], rest[0], _ (command->synopsis));
  return NULL;
}

const SftDemo *
sft_cli_parse_lab (const SftCliCommand *command, char **rest, gboolean *concept, int *status)
{
  const char *text = sft_cli_one_argument (command, rest, status);
  g_autoptr (GError) error = NULL;
  const SftDemo *demo;

  *concept = FALSE;
  if (text == NULL)
    return NULL;
  demo = sft_demo_parse (text, concept, &error);
  if (demo == NULL)
    *status = sft_cli_fail (SFT_EXIT_USAGE, "%s", error->message);
  return demo;
}

gboolean
sft_cli_parse_form (const char *form, gboolean *json, int *status)
{
  *json = g_strcmp0 (form, "json") == 0;
  if (form == NULL || *json || g_str_equal (form, "text"))
    return TRUE;
  *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("--format \"%s\" is unknown here; accepted: text, json"), form);
  return FALSE;
}
