/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "sft-cli-dialog.h"

#define WIDTH 80
#define WIDEST 100

void
sft_cli_dialog_init (SftCliDialog *dialog)
{
  /* Numbers have a point everywhere but in the window, and are read with one. */
  setlocale (LC_NUMERIC, "C");
  *dialog = (SftCliDialog){ .width = MIN (sft_cli_terminal_width (WIDTH), WIDEST),
                            .echo = !isatty (STDIN_FILENO),
                            .status = SFT_EXIT_DONE };
}

static void
print (SftCliDialog *dialog, const char *text)
{
  if (dialog->status != SFT_EXIT_DONE)
    return;
  dialog->status = sft_cli_print_for_people (text);
  dialog->over = dialog->over || dialog->status != SFT_EXIT_DONE;
}

void
sft_cli_dialog_say (SftCliDialog *dialog, const char *mark, const char *text)
{
  g_autoptr (GString) out = g_string_new (mark);
  int indent = sft_cli_text_width (mark);

  sft_cli_wrap (out, text, indent, indent, dialog->width);
  g_string_append_c (out, '\n');
  print (dialog, out->str);
}

void
sft_cli_dialog_gap (SftCliDialog *dialog)
{
  print (dialog, "\n");
}

/* A line that is there, made text; with a NUL in it, it is none. */
static char *
to_text (const char *line, gsize length)
{
  g_autofree char *utf8 = g_locale_to_utf8 (line, (gssize)length, NULL, NULL, NULL);
  g_autofree char *valid = utf8 != NULL ? g_steal_pointer (&utf8) : g_utf8_make_valid (line, (gssize)length);

  return g_strdup (g_strstrip (valid));
}

char *
sft_cli_dialog_read (SftCliDialog *dialog)
{
  char *line = NULL, *text;
  size_t size = 0;
  ssize_t length;

  print (dialog, "> ");
  if (dialog->over)
    return NULL;
  errno = 0;
  length = getline (&line, &size, stdin);
  if (length < 0)
    {
      dialog->over = TRUE;
      print (dialog, "\n");
      if (ferror (stdin) && dialog->status == SFT_EXIT_DONE)
        dialog->status = sft_cli_fail (SFT_EXIT_FAILED, _ ("standard input: cannot read: %s"), g_strerror (errno));
      free (line);
      return NULL;
    }
  text = to_text (line, (gsize)length);
  free (line);
  if (dialog->echo)
    {
      g_autofree char *shown = sft_one_line (text, (gsize)dialog->width), *echo = g_strconcat (shown, "\n", NULL);

      print (dialog, echo);
    }
  return text;
}

void
sft_cli_dialog_answered (SftCliDialog *dialog, const char *key, gboolean right)
{
  g_debug ("%s: %s", key, right ? "right" : "wrong");
  dialog->asked++;
  dialog->right += right ? 1 : 0;
}

int
sft_cli_dialog_finish (SftCliDialog *dialog)
{
  g_autofree char *score = NULL;

  if (dialog->status != SFT_EXIT_DONE)
    return dialog->status;
  sft_cli_dialog_gap (dialog);
  if (dialog->asked == 0)
    score = g_strdup (_ ("Nothing was answered, so there is no score."));
  else if (dialog->over)
    score = g_strdup_printf (ngettext ("The input ended. Score so far: %u of %u answer right.",
                                       "The input ended. Score so far: %u of %u answers right.", dialog->asked),
                             dialog->right, dialog->asked);
  else
    score =
        g_strdup_printf (ngettext ("Score: %u of %u answer right.", "Score: %u of %u answers right.", dialog->asked),
                         dialog->right, dialog->asked);
  sft_cli_dialog_say (dialog, "", score);
  return dialog->status;
}

gboolean
sft_cli_parse_whole (const char *command, const char *option, const char *text, guint64 low, guint64 high,
                     guint64 otherwise, guint64 *value, int *status)
{
  g_autofree char *least = g_strdup_printf ("%" G_GUINT64_FORMAT, low), *most = NULL;

  *value = otherwise;
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, low, high, value, NULL))
    return TRUE;
  most = g_strdup_printf ("%" G_GUINT64_FORMAT, high);
  *status = sft_cli_fail (SFT_EXIT_USAGE, _ ("%s: --%s \"%s\" is out of range; accepted: a whole number, %s to %s"),
                          command, option, text, least, most);
  return FALSE;
}
