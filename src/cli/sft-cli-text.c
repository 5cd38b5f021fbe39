/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sft-cli-private.h"

#define INDENT 2
#define GAP 2
#define NARROWEST 20 /* a flexible column is never broken below this */

int
sft_cli_text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

int
sft_cli_terminal_width (int otherwise)
{
  struct winsize size;

  if (isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return MAX (size.ws_col, 40);
  return otherwise;
}

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbors, letter case aside. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  g_autofree guint *rows = g_new0 (guint, 3 * (m + 1));
  guint *before = rows, *last = rows + (m + 1), *row = rows + 2 * (m + 1);

  for (gsize j = 0; j <= m; j++)
    last[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint *spare = before;

      row[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          char x = g_ascii_tolower (a[i - 1]), y = g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (last[j], row[j - 1]) + 1, last[j - 1] + (x != y));
          if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) && y == g_ascii_tolower (a[i - 2]))
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = last;
      last = row;
      row = spare;
    }
  return last[m];
}

const char *
sft_cli_nearest (const char *word, const char *const *candidates)
{
  gsize length = strlen (word);
  guint least = MAX (1, length / 3);
  const char *nearest = NULL;

  if (length < 2 || length > 64)
    return NULL;
  for (; *candidates != NULL; candidates++)
    {
      guint distance = g_ascii_strncasecmp (*candidates, word, length) == 0 ? 1 : edit_distance (word, *candidates);

      if (distance < least || (distance == least && nearest == NULL))
        {
          least = distance;
          nearest = *candidates;
        }
    }
  return nearest;
}

void
sft_cli_wrap (GString *out, const char *text, int column, int indent, int width)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  gboolean first = TRUE;

  for (char **word = words; *word != NULL; word++)
    {
      int length = sft_cli_text_width (*word);

      if (!first && column + 1 + length > width)
        {
          g_string_append_printf (out, "\n%*s", indent, "");
          column = indent;
        }
      else if (!first)
        {
          g_string_append_c (out, ' ');
          column++;
        }
      g_string_append (out, *word);
      column += length;
      first = FALSE;
    }
}

typedef enum
{
  LINE_HEADING,
  LINE_ROW,
  LINE_NOTE
} LineKind;

typedef struct
{
  LineKind kind;
  GStrv cells;
} Line;

struct _SftCliTable
{
  guint n_columns, flexible;
  GArray *lines; /* of Line */
};

static void
line_clear (Line *line)
{
  g_strfreev (line->cells);
}

SftCliTable *
sft_cli_table_new (guint n_columns, guint flexible)
{
  SftCliTable *table = g_new0 (SftCliTable, 1);

  g_assert (flexible < n_columns);
  table->n_columns = n_columns;
  table->flexible = flexible;
  table->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (table->lines, (GDestroyNotify)line_clear);
  return table;
}

static void
add_line (SftCliTable *table, LineKind kind, const char *const *cells)
{
  Line line = { kind, g_strdupv ((char **)cells) };

  g_array_append_val (table->lines, line);
}

void
sft_cli_table_heading (SftCliTable *table, const char *text)
{
  add_line (table, LINE_HEADING, (const char *const[]){ text, NULL });
}

void
sft_cli_table_note (SftCliTable *table, const char *text)
{
  add_line (table, LINE_NOTE, (const char *const[]){ text, NULL });
}

void
sft_cli_table_row (SftCliTable *table, const char *const *cells)
{
  g_assert (g_strv_length ((char **)cells) == table->n_columns);
  add_line (table, LINE_ROW, cells);
}

/* The natural width of each column; the flexible one takes what the others leave of the width. */
static void
measure (const SftCliTable *table, int width, int *widths)
{
  int total = INDENT + GAP * ((int)table->n_columns - 1);

  for (guint column = 0; column < table->n_columns; column++)
    widths[column] = 0;
  for (guint i = 0; i < table->lines->len; i++)
    {
      const Line *line = &g_array_index (table->lines, Line, i);

      for (guint column = 0; line->kind == LINE_ROW && column < table->n_columns; column++)
        widths[column] = MAX (widths[column], sft_cli_text_width (line->cells[column]));
    }
  for (guint column = 0; column < table->n_columns; column++)
    total += widths[column];
  if (total > width)
    widths[table->flexible] = MAX (widths[table->flexible] - (total - width), NARROWEST);
}

static void
trim_end (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

static void
write_row (const SftCliTable *table, const Line *line, const int *widths, GString *out)
{
  g_autoptr (GString) flexible = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  int start = INDENT;

  sft_cli_wrap (flexible, line->cells[table->flexible], 0, 0, widths[table->flexible]);
  parts = g_strsplit (flexible->str, "\n", -1);
  g_string_append_printf (out, "%*s", INDENT, "");
  for (guint column = 0; column < table->n_columns; column++)
    {
      const char *cell = column == table->flexible ? (parts[0] != NULL ? parts[0] : "") : line->cells[column];

      g_string_append_printf (out, "%s%*s", cell, MAX (widths[column] - sft_cli_text_width (cell), 0) + GAP, "");
      if (column < table->flexible)
        start += widths[column] + GAP;
    }
  trim_end (out);
  for (guint i = 1; i < g_strv_length (parts); i++)
    g_string_append_printf (out, "\n%*s%s", start, "", parts[i]);
}

char *
sft_cli_table_free_to_string (SftCliTable *table, int width)
{
  GString *out = g_string_new (NULL);
  g_autofree int *widths = g_new (int, table->n_columns);

  measure (table, width, widths);
  for (guint i = 0; i < table->lines->len; i++)
    {
      const Line *line = &g_array_index (table->lines, Line, i);

      if (line->kind == LINE_HEADING)
        g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", line->cells[0]);
      else if (line->kind == LINE_ROW)
        write_row (table, line, widths, out);
      else
        {
          g_string_append_printf (out, "%*s", 2 * INDENT, "");
          sft_cli_wrap (out, line->cells[0], 2 * INDENT, 2 * INDENT, width);
        }
      trim_end (out);
      g_string_append_c (out, '\n');
    }
  g_array_unref (table->lines);
  g_free (table);
  return g_string_free (out, FALSE);
}
