/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-table.h"

#include <math.h>
#include <string.h>

#include "sft-ghost.h"
#include "sft-words-private.h"

/* More columns than this are read more easily as rows, and a window would take long to build them. */
#define MOST_COLUMNS 48
/* Digits of the largest number of a column, before and after the point. */
#define DIGITS 6
#define MOST_DECIMALS 8
#define PINNED N_ ("pinned: %s")

/* Where the cells of a column come from. */
typedef enum
{
  FROM_PANEL, /* of a block: its panel's number, counted from 1 */
  FROM_NAME,
  FROM_X, /* of a block: x of its series, or the column of its heatmap */
  FROM_Y,
  FROM_VALUE,
  FROM_SERIES_X, /* of the column's series, row by row */
  FROM_SERIES_Y,
  FROM_ROW_NAME,    /* of the column's heatmap: what the row is called */
  FROM_CELLS,       /* one of its columns */
  FROM_CELL_ROW,    /* cell by cell: which row it is in, */
  FROM_CELL_COLUMN, /* which column, */
  FROM_CELL_VALUE   /* and its value */
} From;

typedef struct
{
  From from;
  char *title;
  const SftSeries *series;
  const SftHeatmap *heatmap;
  const SftAxis *axis; /* whose names stand beside the numbers; NULL: none */
  int column;          /* of the heatmap */
  int decimals;
} Column;

/* Rows that come from one series or heatmap. */
typedef struct
{
  guint panel;
  char *name;
  const SftSeries *series; /* NULL: the heatmap's */
  const SftHeatmap *heatmap;
  gsize first, n;
} Block;

struct _SftTable
{
  GArray *columns; /* Column */
  GArray *blocks;  /* Block; empty: rows are those of the columns */
  gsize n_rows;
  gboolean translated;
};

static void
column_clear (gpointer data)
{
  g_free (((Column *)data)->title);
}

static void
block_clear (gpointer data)
{
  g_free (((Block *)data)->name);
}

static SftTable *
table_new (gboolean translated)
{
  SftTable *self = g_new0 (SftTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);
  self->translated = translated;
  return self;
}

void
sft_table_free (SftTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_array_unref (self->blocks);
  g_free (self);
}

static gsize
heatmap_size (const SftHeatmap *heatmap)
{
  return (gsize)heatmap->rows * (gsize)heatmap->columns;
}

/* --- decimals --- */

/* How many decimals show `DIGITS` digits of the largest number; whole numbers need none. */
static int
decimals_of (const double *values, gsize n)
{
  double largest = 0;
  gboolean whole = TRUE;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        largest = MAX (largest, fabs (values[i]));
        whole = whole && values[i] == floor (values[i]);
      }
  if (whole)
    return 0;
  return (int)CLAMP (DIGITS - 1 - floor (log10 (largest)), 1, MOST_DECIMALS);
}

static int
decimals_of_block (const Block *block, From from)
{
  if (block->series != NULL)
    return from == FROM_X   ? decimals_of (block->series->x, block->n)
           : from == FROM_Y ? decimals_of (block->series->y, block->n)
                            : 0;
  return from == FROM_VALUE ? decimals_of (block->heatmap->values, block->n) : 0;
}

/* --- building --- */

static Column *
add_column (SftTable *self, From from, const char *title)
{
  const Column column = { .from = from, .title = g_strdup (title) };

  g_array_append_val (self->columns, column);
  return &g_array_index (self->columns, Column, self->columns->len - 1);
}

static void
add_series_column (SftTable *self, From from, const SftSeries *series, const char *title)
{
  Column *column = add_column (self, from, title);

  column->series = series;
  column->decimals = decimals_of (from == FROM_SERIES_X ? series->x : series->y, series->n);
}

static Column *
add_heatmap_column (SftTable *self, From from, const SftHeatmap *heatmap, const char *title)
{
  Column *column = add_column (self, from, title);

  column->heatmap = heatmap;
  return column;
}

static char *
pinned_name (const SftTable *self, const char *name)
{
  return g_strdup_printf (self->translated ? sft_translate (PINNED) : PINNED, name);
}

static void
add_block (SftTable *self, guint panel, const char *name, gboolean pinned, const SftSeries *series,
           const SftHeatmap *heatmap)
{
  const Block block = { panel,        pinned ? pinned_name (self, name) : g_strdup (name), series, heatmap,
                        self->n_rows, series != NULL ? series->n : heatmap_size (heatmap) };

  g_array_append_val (self->blocks, block);
  self->n_rows += block.n;
}

/* The rows of one panel, or of its ghost. */
static void
add_blocks (SftTable *self, const SftPanel *panel, guint number, gboolean pinned)
{
  for (guint i = 0; panel != NULL && i < panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->series, i);
      g_autofree char *legend = sft_series_legend (series, TRUE);

      add_block (self, number, self->translated && legend[0] != '\0' ? legend : series->name, pinned, series, NULL);
    }
  if (panel != NULL && panel->heatmap != NULL)
    add_block (self, number, panel->heatmap->name, pinned, NULL, panel->heatmap);
}

/* Once all blocks are there. */
static void
settle_decimals (SftTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);

      for (guint k = 0; k < self->blocks->len; k++)
        column->decimals =
            MAX (column->decimals, decimals_of_block (&g_array_index (self->blocks, Block, k), column->from));
    }
}

static gboolean
same_x (const SftSeries *a, const SftSeries *b)
{
  return a->n == b->n && (a->n == 0 || memcmp (a->x, b->x, a->n * sizeof *a->x) == 0);
}

/* Do all series of a panel, and of its ghost (NULL: none), have the same x? */
static gboolean
shares_x (const SftPanel *panel, const SftPanel *ghost)
{
  const SftSeries *first;

  if (panel->heatmap != NULL || panel->series->len == 0)
    return FALSE;
  first = g_ptr_array_index (panel->series, 0);
  for (guint i = 0; i < panel->series->len; i++)
    if (!same_x (first, g_ptr_array_index (panel->series, i))
        || (ghost != NULL && !same_x (first, g_ptr_array_index (ghost->series, i))))
      return FALSE;
  return TRUE;
}

SftTable *
sft_table_new (const SftFigure *figure)
{
  SftTable *self;

  g_return_val_if_fail (figure != NULL, NULL);

  self = table_new (FALSE);
  if (figure->panels->len == 1 && shares_x (g_ptr_array_index (figure->panels, 0), sft_figure_ghost_panel (figure, 0)))
    {
      const SftPanel *panels[] = { g_ptr_array_index (figure->panels, 0), sft_figure_ghost_panel (figure, 0) };
      const SftSeries *first = g_ptr_array_index (panels[0]->series, 0);

      self->n_rows = first->n;
      add_series_column (self, FROM_SERIES_X, first, "x");
      for (guint p = 0; p < G_N_ELEMENTS (panels); p++)
        for (guint i = 0; panels[p] != NULL && i < panels[p]->series->len; i++)
          {
            const SftSeries *series = g_ptr_array_index (panels[p]->series, i);
            g_autofree char *title = p > 0 ? pinned_name (self, series->name) : g_strdup (series->name);

            add_series_column (self, FROM_SERIES_Y, series, title);
          }
      return self;
    }
  add_column (self, FROM_PANEL, "panel");
  add_column (self, FROM_NAME, "name");
  add_column (self, FROM_X, "x");
  add_column (self, FROM_Y, "y");
  add_column (self, FROM_VALUE, "value");
  for (guint i = 0; i < figure->panels->len; i++)
    {
      add_blocks (self, g_ptr_array_index (figure->panels, i), i + 1, FALSE);
      add_blocks (self, sft_figure_ghost_panel (figure, i), i + 1, TRUE);
    }
  settle_decimals (self);
  return self;
}

static const char *
label_or (const SftAxis *axis, gboolean translated, const char *other)
{
  const char *label = sft_text_get (&axis->label, translated);

  return label[0] != '\0' ? label : other;
}

static const SftAxis *
named (const SftAxis *axis)
{
  return axis->names != NULL ? axis : NULL;
}

static void
read_series (SftTable *self, const SftPanel *panel, const SftPanel *ghost)
{
  const SftSeries *first = g_ptr_array_index (panel->series, 0);
  g_autofree char *unit = NULL, *y = NULL;
  const SftPanel *panels[] = { panel, ghost };

  y = sft_words_cut_unit (sft_text_get (&panel->y.label, self->translated), &unit);
  self->n_rows = first->n;
  add_series_column (self, FROM_SERIES_X, first, label_or (&panel->x, self->translated, "x"));
  g_array_index (self->columns, Column, 0).axis = named (&panel->x);
  for (guint p = 0; p < G_N_ELEMENTS (panels); p++)
    for (guint i = 0; panels[p] != NULL && i < panels[p]->series->len; i++)
      {
        const SftSeries *series = g_ptr_array_index (panels[p]->series, i);
        g_autofree char *legend = sft_series_legend (series, self->translated);
        const char *name = legend[0] != '\0' ? legend : panels[p]->series->len == 1 && y[0] != '\0' ? y : series->name;
        g_autofree char *full = unit != NULL ? g_strdup_printf ("%s (%s)", name, unit) : g_strdup (name);
        g_autofree char *title = p > 0 ? pinned_name (self, full) : g_steal_pointer (&full);

        add_series_column (self, FROM_SERIES_Y, series, title);
      }
}

static void
read_rows (SftTable *self, const SftPanel *panel, const SftPanel *ghost, guint number)
{
  add_column (self, FROM_NAME, self->translated ? sft_translate (N_ ("curve")) : "name");
  add_column (self, FROM_X, label_or (&panel->x, self->translated, "x"))->axis = named (&panel->x);
  add_column (self, FROM_Y, label_or (&panel->y, self->translated, "y"));
  if (panel->heatmap != NULL)
    add_column (self, FROM_VALUE, self->translated ? sft_translate (N_ ("value")) : "value");
  add_blocks (self, panel, number, FALSE);
  add_blocks (self, ghost, number, TRUE);
  settle_decimals (self);
}

/* A row for each row of the heatmap. */
static void
read_matrix (SftTable *self, const SftPanel *panel, const SftPanel *ghost)
{
  const SftHeatmap *heatmap = panel->heatmap;
  int decimals = decimals_of (heatmap->values, heatmap_size (heatmap));

  self->n_rows = (gsize)heatmap->rows;
  add_heatmap_column (self, FROM_ROW_NAME, heatmap, label_or (&panel->y, self->translated, "y"))->axis = &panel->y;
  for (int p = 0; p < (ghost != NULL ? 2 : 1); p++)
    for (int i = 0; i < heatmap->columns; i++)
      {
        g_autofree char *name = sft_axis_describe (&panel->x, i, self->translated);
        g_autofree char *title = p > 0 ? pinned_name (self, name) : g_steal_pointer (&name);
        Column *column = add_heatmap_column (self, FROM_CELLS, p > 0 ? ghost->heatmap : heatmap, title);

        column->column = i;
        column->decimals = decimals;
      }
}

/* A row for each cell of the heatmap. */
static void
read_cells (SftTable *self, const SftPanel *panel, const SftPanel *ghost)
{
  const SftHeatmap *heatmap = panel->heatmap;
  const char *bar = sft_text_get (&heatmap->bar, self->translated), *name = bar[0] != '\0' ? bar : heatmap->name;

  self->n_rows = heatmap_size (heatmap);
  add_heatmap_column (self, FROM_CELL_ROW, heatmap, label_or (&panel->y, self->translated, "y"))->axis = &panel->y;
  add_heatmap_column (self, FROM_CELL_COLUMN, heatmap, label_or (&panel->x, self->translated, "x"))->axis = &panel->x;
  add_heatmap_column (self, FROM_CELL_VALUE, heatmap, name)->decimals =
      decimals_of (heatmap->values, heatmap_size (heatmap));
  if (ghost != NULL)
    {
      g_autofree char *title = pinned_name (self, name);

      add_heatmap_column (self, FROM_CELL_VALUE, ghost->heatmap, title)->decimals =
          decimals_of (ghost->heatmap->values, heatmap_size (ghost->heatmap));
    }
}

SftTable *
sft_table_new_for_panel (const SftFigure *figure, guint panel, gboolean translated)
{
  const SftPanel *now, *then;
  SftTable *self;

  g_return_val_if_fail (figure != NULL && panel < figure->panels->len, NULL);

  now = g_ptr_array_index (figure->panels, panel);
  then = sft_figure_ghost_panel (figure, panel);
  self = table_new (translated);
  if (shares_x (now, then))
    read_series (self, now, then);
  else if (now->heatmap == NULL || now->series->len > 0)
    read_rows (self, now, then, panel + 1);
  else if (now->heatmap->columns * (then != NULL ? 2 : 1) <= MOST_COLUMNS)
    read_matrix (self, now, then);
  else
    read_cells (self, now, then);
  return self;
}

/* --- reading --- */

guint
sft_table_get_n_columns (const SftTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->len;
}

gsize
sft_table_get_n_rows (const SftTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

static const Column *
column_at (const SftTable *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

const char *
sft_table_get_title (const SftTable *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  return column_at (self, column)->title;
}

gboolean
sft_table_is_numeric (const SftTable *self, guint column)
{
  const Column *of;

  g_return_val_if_fail (self != NULL && column < self->columns->len, FALSE);

  of = column_at (self, column);
  return of->from != FROM_NAME && of->axis == NULL
         && (of->heatmap == NULL || (of->heatmap->cells == NULL && !of->heatmap->categorical));
}

/* The block that a row is in. */
static const Block *
find_block (const SftTable *self, gsize row)
{
  guint low = 0, high = self->blocks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->blocks, Block, middle).first <= row)
        low = middle;
      else
        high = middle;
    }
  /* Blocks of no rows begin where the next one does. */
  return &g_array_index (self->blocks, Block, low);
}

static SftCell
number_cell (double number)
{
  return (SftCell){ SFT_CELL_NUMBER, number, NULL };
}

static SftCell
block_cell (const SftTable *self, gsize row, From from)
{
  const Block *block = find_block (self, row);
  const SftHeatmap *heatmap = block->heatmap;
  gsize index = row - block->first;

  switch (from)
    {
    case FROM_PANEL:
      return number_cell (block->panel);
    case FROM_NAME:
      return (SftCell){ SFT_CELL_TEXT, NAN, block->name };
    case FROM_X:
      return number_cell (heatmap == NULL ? block->series->x[index] : (double)(index % (gsize)heatmap->columns));
    case FROM_Y:
      return number_cell (heatmap == NULL ? block->series->y[index] : (double)(index / (gsize)heatmap->columns));
    default:
      return heatmap == NULL ? (SftCell){ SFT_CELL_BLANK, NAN, NULL } : number_cell (heatmap->values[index]);
    }
}

/* Which cell of its heatmap a column shows in a row. */
static gsize
heatmap_index (const Column *column, gsize row)
{
  return column->from == FROM_CELLS ? row * (gsize)column->heatmap->columns + (gsize)column->column : row;
}

SftCell
sft_table_get_cell (const SftTable *self, gsize row, guint column)
{
  const Column *of;

  g_return_val_if_fail (self != NULL && column < self->columns->len && row < self->n_rows,
                        ((SftCell){ SFT_CELL_BLANK, NAN, NULL }));

  of = column_at (self, column);
  switch (of->from)
    {
    case FROM_SERIES_X:
      return number_cell (of->series->x[row]);
    case FROM_SERIES_Y:
      return number_cell (of->series->y[row]);
    case FROM_ROW_NAME:
      return number_cell ((double)row);
    case FROM_CELL_ROW:
      return number_cell ((double)(row / (gsize)of->heatmap->columns));
    case FROM_CELL_COLUMN:
      return number_cell ((double)(row % (gsize)of->heatmap->columns));
    case FROM_CELLS:
    case FROM_CELL_VALUE:
      return number_cell (of->heatmap->values[heatmap_index (of, row)]);
    case FROM_PANEL:
    case FROM_NAME:
    case FROM_X:
    case FROM_Y:
    case FROM_VALUE:
    default:
      return block_cell (self, row, of->from);
    }
}

/* A position on an axis: its number, its name, or both, as they stand on the axis. */
static char *
format_position (const SftTable *self, const Column *column, double value)
{
  const char *name = sft_axis_name_at (column->axis, value, self->translated);
  g_autofree char *number = sft_number_format (value, column->decimals, TRUE, self->translated);

  if (name[0] == '\0')
    return g_steal_pointer (&number);
  if (column->axis->bare || g_str_has_prefix (name, number))
    return g_strdup (name);
  return g_strdup_printf ("%s %s", number, name);
}

char *
sft_table_format_cell (const SftTable *self, gsize row, guint column)
{
  const Column *of;
  SftCell cell;

  g_return_val_if_fail (self != NULL && column < self->columns->len && row < self->n_rows, NULL);

  of = column_at (self, column);
  cell = sft_table_get_cell (self, row, column);
  if (cell.kind == SFT_CELL_TEXT)
    return g_strdup (cell.text);
  if (cell.kind == SFT_CELL_BLANK)
    return g_strdup ("");
  if (of->axis != NULL)
    return format_position (self, of, cell.number);
  if ((of->from == FROM_CELLS || of->from == FROM_CELL_VALUE)
      && (of->heatmap->cells != NULL || of->heatmap->categorical))
    return sft_heatmap_cell_words (of->heatmap, heatmap_index (of, row), self->translated);
  if (isnan (cell.number))
    return g_strdup ("");
  return sft_number_format (cell.number, of->decimals, TRUE, self->translated);
}

gboolean
sft_table_same_columns (const SftTable *a, const SftTable *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->columns->len != b->columns->len)
    return FALSE;
  for (guint i = 0; i < a->columns->len; i++)
    if (strcmp (column_at (a, i)->title, column_at (b, i)->title) != 0
        || sft_table_is_numeric (a, i) != sft_table_is_numeric (b, i))
      return FALSE;
  return TRUE;
}
