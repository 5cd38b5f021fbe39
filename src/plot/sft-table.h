/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure's numbers as a table: for the CSV file, and for a person who reads them. Cells are looked up in the figure
 * when they are asked for, so a table of many rows costs nothing until it is read. */
#pragma once

#include "sft-figure.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_CELL_BLANK,
  SFT_CELL_NUMBER, /* may be not finite */
  SFT_CELL_TEXT
} SftCellKind;

typedef struct
{
  SftCellKind kind;
  double number;
  const char *text; /* of the table */
} SftCell;

typedef struct _SftTable SftTable; /* immutable; uses the figure, which must outlive it */

/* As in a file. One panel whose series share x: columns "x" and the series' names; otherwise long form: "panel",
 * "name", "x", "y", "value", where a series' row has x and y, and a heatmap's column, row and value. What is pinned
 * comes behind, in columns or rows named "pinned: NAME". Nothing is translated. */
SftTable *sft_table_new (const SftFigure *figure);
/* One panel as it is read: titles are the axes' labels and the legend's names with their units. A heatmap has a column
 * for each of its columns, or, where these are too many, a row for each cell. */
SftTable *sft_table_new_for_panel (const SftFigure *figure, guint panel, gboolean translated);
void sft_table_free (SftTable *self);

guint sft_table_get_n_columns (const SftTable *self);
gsize sft_table_get_n_rows (const SftTable *self);
const char *sft_table_get_title (const SftTable *self, guint column);
/* Do its cells hold numbers? */
gboolean sft_table_is_numeric (const SftTable *self, guint column);
SftCell sft_table_get_cell (const SftTable *self, gsize row, guint column);
/* The cell as a person reads it, with as many decimals as all of its column need; numbers of the locale if the table
 * is translated. What was not computed is "". */
char *sft_table_format_cell (const SftTable *self, gsize row, guint column);
/* Do both have the same columns, whatever is in their rows? */
gboolean sft_table_same_columns (const SftTable *a, const SftTable *b);
char *sft_table_to_csv (const SftTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftTable, sft_table_free)

G_END_DECLS
