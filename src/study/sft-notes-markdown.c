/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as Markdown (CommonMark), with their figures. */
#include "config.h"

#include "sft-command.h"
#include "sft-export.h"
#include "sft-notes-private.h"

#include <string.h>

#define _(msgid) sft_translate (msgid)

/* --- the learner's text --- */

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar)c >= 0x80;
}

/* Would this character, with those around it, be markup? */
static gboolean
is_markup (char before, const char *at, gboolean in_brackets)
{
  char next = at[0] != '\0' ? at[1] : '\0';
  switch (*at)
    {
    case '\\':
    case '`':
    case '[':
    case '~':
    case '$':
      return TRUE;
    case ']':
      return in_brackets;
    case '*':
      return !(before == ' ' && next == ' ');
    case '_':
      return !(is_word (before) && is_word (next));
    case '<':
      return g_ascii_isalpha (next) || strchr ("/!?", next) != NULL;
    case '&':
      return g_ascii_isalpha (next) || next == '#';
    default:
      return FALSE;
    }
}

void
sft_markdown_append_line (GString *out, const char *text, gboolean in_brackets)
{
  char before = ' ';
  for (const char *at = text; *at != '\0'; before = *at++)
    {
      if (is_markup (before, at, in_brackets))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
}

/* How many characters a list's marker takes that may stay: a list shows as it was typed. */
static gsize
list_marker (const char *line)
{
  gsize digits = strspn (line, "0123456789");
  if (line[0] == '-' && line[1] == ' ' && is_word (line[2]))
    return 2;
  if (digits > 0 && digits < 10 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ')
    return digits + 2;
  return 0;
}

static void
append_text_line (GString *out, const char *line)
{
  gsize marker = list_marker (line);
  gboolean indented = *line == ' ' || *line == '\t';
  /* Markdown takes blanks at the start for structure. */
  for (; *line == ' ' || *line == '\t'; line++)
    g_string_append (out, *line == ' ' ? "\u00a0" : "\u00a0\u00a0\u00a0\u00a0");
  g_string_append_len (out, line, (gssize)marker);
  line += marker;
  if (marker == 0 && !indented && *line != '\0' && strchr ("#>+-=|:", *line) != NULL)
    g_string_append_c (out, '\\');
  sft_markdown_append_line (out, line, FALSE);
}

void
sft_markdown_append_text (GString *out, const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_string_replace (plain, "\r\n", "\n", 0);
  g_strdelimit (plain->str, "\r", '\n');
  g_auto (GStrv) lines = g_strsplit (plain->str, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_strchomp (*line);
  for (char **line = lines; *line != NULL; line++)
    {
      append_text_line (out, *line);
      /* Two blanks at the end keep a line break. */
      if (**line != '\0' && line[1] != NULL && *line[1] != '\0')
        g_string_append (out, "  ");
      g_string_append_c (out, '\n');
    }
}

/* --- figures --- */

char *
sft_notes_figure_name (const SftDemo *demo, gboolean concept)
{
  g_autofree char *stem = sft_demo_file_stem (demo, concept);
  return g_strconcat (stem, ".svg", NULL);
}

static void
figure_free (gpointer data)
{
  SftNotesFigure *figure = data;
  g_free (figure->name);
  g_bytes_unref (figure->bytes);
  g_free (figure);
}

/* Draws the figure, or says why there is none. FALSE and an error when cancelled. */
static gboolean
append_figure (GString *out, const SftState *state, const char *links, GPtrArray *figures, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *json = sft_state_to_json (state->demo, state->concept, state->values);
  g_autoptr (SftResult) result =
      sft_demo_compute (state->demo, state->concept, state->values, NULL, cancellable, &fault);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  options.format = SFT_FORMAT_SVG;
  options.state = json;
  GBytes *bytes = result != NULL ? sft_export_to_bytes (result->figure, &options, &fault) : NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      return FALSE;
    }
  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf (_ ("The figure could not be drawn: %s"), fault->message);
      sft_markdown_append_text (out, reason);
      return TRUE;
    }
  SftNotesFigure *figure = g_new (SftNotesFigure, 1);
  figure->name = sft_notes_figure_name (state->demo, state->concept);
  figure->bytes = bytes;
  g_ptr_array_add (figures, figure);
  g_autofree char *words = sft_figure_describe (result->figure, TRUE);
  g_strdelimit (words, "\r\n", ' ');
  g_string_append (out, "![");
  sft_markdown_append_line (out, g_strstrip (words), TRUE);
  g_string_append_printf (out, "](%s/%s)\n", links, figure->name);
  return TRUE;
}

/* A sentence, with the view if there is one; without one the time is known. */
static char *
format_when (const SftNote *note)
{
  if (note->time == 0)
    return g_strdup (note->state->concept ? _ ("Noted in the concept view, at an unknown time.")
                                          : _ ("Noted in the notebook view, at an unknown time."));
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (note->time);
  g_autofree char *date = g_date_time_format (when, "%Y-%m-%d %H:%M");
  /* Translators: date and time */
  return g_strdup_printf (note->state == NULL    ? _ ("Noted %s.")
                          : note->state->concept ? _ ("Noted %s in the concept view.")
                                                 : _ ("Noted %s in the notebook view."),
                          date);
}

/* When and where it was noted, and the command that computes it again, in a fence longer than any in it. */
static void
append_origin (GString *out, const SftNote *note)
{
  g_autofree char *when = format_when (note);
  g_string_append_printf (out, "\n%s", when);
  if (note->state == NULL)
    {
      g_string_append_c (out, '\n');
      return;
    }
  g_autofree char *command = sft_command_line (note->state->demo, note->state->concept, note->state->values);
  g_autoptr (GString) fence = g_string_new ("```");
  while (strstr (command, fence->str) != NULL)
    g_string_append_c (fence, '`');
  g_string_append_printf (out, " %s\n\n%ssh\n%s\n%s\n", _ ("This command computes it again:"), fence->str, command,
                          fence->str);
}

static void
append_heading (GString *out, int demo)
{
  g_string_append (out, "\n## ");
  if (demo == SFT_NOTE_LESSON)
    g_string_append (out, _ ("The lesson"));
  else
    {
      g_autofree char *title = g_strdup_printf ("%d. %s", demo, sft_demo_display_title (sft_demo_find (demo)));
      sft_markdown_append_line (out, title, FALSE);
    }
  g_string_append (out, "\n\n");
}

char *
sft_notes_to_markdown (const SftNotesData *data, const char *links, GPtrArray *figures, SftNotesExport *counts,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  *counts = (SftNotesExport){ 0, 0 };
  g_ptr_array_set_free_func (figures, figure_free);
  g_string_append_printf (out, "# %s\n", _ ("Notes in SFT Lab"));
  for (int i = 0; i < SFT_N_NOTES; i++)
    {
      const SftNote *note = &data->notes[i];
      if (note->text == NULL)
        continue;
      counts->n_notes++;
      append_heading (out, i);
      sft_markdown_append_text (out, note->text);
      if (note->state != NULL)
        g_string_append_c (out, '\n');
      if (note->state != NULL && !append_figure (out, note->state, links, figures, cancellable, error))
        return NULL;
      if (note->time > 0 || note->state != NULL)
        append_origin (out, note);
    }
  counts->n_figures = figures->len;
  if (counts->n_notes == 0)
    g_string_append_printf (out, "\n%s\n", _ ("There are no notes yet."));
  return g_string_free (g_steal_pointer (&out), FALSE);
}
