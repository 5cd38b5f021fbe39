/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "sft-cli-private.h"
#include "sft-store.h"

/* Our text is UTF-8. Plain C locales claim ASCII but run on terminals that show UTF-8, so they get it as it is. */
static char *
to_locale (const char *text)
{
  const char *charset;
  char *converted;

  if (g_get_charset (&charset) || g_str_equal (charset, "ANSI_X3.4-1968") || g_str_equal (charset, "US-ASCII"))
    return g_strdup (text);
  converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  return converted != NULL ? converted : g_strdup (text);
}

int
sft_cli_fail (SftExit status, const char *format, ...)
{
  g_autofree char *message = NULL, *line = NULL, *shown = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  line = sft_one_line (message, G_MAXSIZE);
  shown = to_locale (line);
  fprintf (stderr, "sft-lab: %s\n", shown);
  return status;
}

SftExit
sft_cli_error_status (const GError *error)
{
  if (error->domain == SFT_PARAM_ERROR || g_error_matches (error, SFT_EXPORT_ERROR, SFT_EXPORT_ERROR_SIZE))
    return SFT_EXIT_USAGE;
  return SFT_EXIT_FAILED;
}

int
sft_cli_check_output (void)
{
  /* Some file systems tell of a full disk only when a descriptor is closed. */
  int copy = dup (STDOUT_FILENO);

  if (copy >= 0 && close (copy) == 0)
    return SFT_EXIT_DONE;
  return sft_cli_fail (SFT_EXIT_FAILED, _ ("standard output: cannot write: %s"), g_strerror (errno));
}

int
sft_cli_print (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  if (!sft_store_write ("-", bytes, &error))
    return sft_cli_fail (SFT_EXIT_FAILED, "%s", error->message);
  return sft_cli_check_output ();
}

int
sft_cli_print_lines (const char *lines)
{
  g_autofree char *text = g_strconcat (lines, "\n", NULL);

  return sft_cli_print (text);
}

int
sft_cli_print_for_people (const char *text)
{
  g_autofree char *shown = to_locale (text);

  return sft_cli_print (shown);
}
