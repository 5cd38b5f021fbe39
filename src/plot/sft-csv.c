/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as the text of a file. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-table.h"

static void
append_field (GString *csv, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append_c (csv, '"');
}

static void
append_cell (GString *csv, const SftCell *cell)
{
  if (cell->kind == SFT_CELL_TEXT)
    append_field (csv, cell->text);
  else if (cell->kind == SFT_CELL_NUMBER && isfinite (cell->number))
    {
      g_autofree char *number = sft_number_to_string (cell->number);

      g_string_append (csv, number);
    }
}

char *
sft_table_to_csv (const SftTable *self)
{
  GString *csv = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (csv, FALSE));

  for (guint i = 0; i < sft_table_get_n_columns (self); i++)
    {
      g_string_append (csv, i > 0 ? "," : "");
      append_field (csv, sft_table_get_title (self, i));
    }
  g_string_append_c (csv, '\n');
  for (gsize row = 0; row < sft_table_get_n_rows (self); row++)
    {
      for (guint i = 0; i < sft_table_get_n_columns (self); i++)
        {
          SftCell cell = sft_table_get_cell (self, row, i);

          g_string_append (csv, i > 0 ? "," : "");
          append_cell (csv, &cell);
        }
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

char *
sft_figure_to_csv (const SftFigure *figure)
{
  g_autoptr (SftTable) table = NULL;

  g_return_val_if_fail (figure != NULL, NULL);

  table = sft_table_new (figure);
  return sft_table_to_csv (table);
}
