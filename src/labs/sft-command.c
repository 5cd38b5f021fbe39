/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-command.h"

#include <string.h>

/* What no shell takes for anything else needs no quotes. */
static char *
quote (const char *word)
{
  for (const char *at = word; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("_=,.:/+-", *at) == NULL)
      return g_shell_quote (word);
  return g_strdup (word);
}

/* Gives each parameter that is marked, and returns the values that a command with them would have. */
static SftValues *
give (SftValues *defaults, SftValues *values, const guint8 *given)
{
  const SftParam *params = sft_values_spec (values)->params;
  SftEdit *edit = sft_edit_new (defaults);

  for (int i = 0; params[i].id != NULL; i++)
    {
      g_autofree char *text = given[i] != 0 ? sft_values_format (values, params[i].id) : NULL;

      if (text != NULL && !sft_edit_set_text (edit, params[i].id, text, NULL))
        g_assert_not_reached (); /* it was a value of this parameter */
    }
  return sft_edit_commit (edit, NULL);
}

/* Marks what differs from `from`; returns whether there was anything new. */
static gboolean
mark (SftValues *from, SftValues *values, guint8 *given)
{
  const SftParam *params = sft_values_spec (values)->params;
  gboolean more = FALSE;

  for (int i = 0; params[i].id != NULL; i++)
    if (given[i] == 0 && !sft_values_same (from, values, params[i].id))
      given[i] = more = TRUE;
  return more;
}

char *
sft_command_line (const SftDemo *demo, gboolean concept, SftValues *values)
{
  const SftParam *params;
  g_autoptr (SftValues) defaults = NULL, reached = NULL;
  g_autofree guint8 *given = NULL;
  GString *line;
  int n = 0;

  g_return_val_if_fail (demo != NULL && values != NULL, NULL);

  defaults = sft_demo_defaults (demo, concept);
  params = sft_values_spec (values)->params;
  while (params[n].id != NULL)
    n++;
  given = g_new0 (guint8, n + 1);
  mark (defaults, values, given);
  reached = give (defaults, values, given);
  /* Some parameters follow a text: what has its default again after the text was changed must be given too. */
  while (reached != NULL && mark (reached, values, given))
    {
      sft_values_unref (reached);
      reached = give (defaults, values, given);
    }
  /* Where only all of them together fit each other, all are given. */
  if (reached == NULL)
    memset (given, TRUE, (gsize)n);

  line = g_string_new (NULL);
  g_string_printf (line, "sft-lab run %d%s", demo->number, concept ? "/concept" : "");
  for (int i = 0; i < n; i++)
    if (given[i] != 0)
      {
        g_autofree char *value = sft_values_format (values, params[i].id);
        g_autofree char *word = g_strdup_printf ("%s=%s", params[i].id, value);
        g_autofree char *quoted = quote (word);

        g_string_append_printf (line, " --set %s", quoted);
      }
  return g_string_free (line, FALSE);
}
