/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure's numbers as a table, in the file's form and in the reader's. */
#include "config.h"

#include "figures.h"
#include "sft-ghost.h"
#include "sft-table.h"

#include <math.h>
#include <string.h>

static SftFigure *
two_curves (double second_x)
{
  const double x[] = { 0, 0.5, 1 }, a[] = { 0.125, NAN, 12.5 }, b[] = { 1, 2, 3 }, other[] = { 0, 0.5, second_x };
  SftFigure *figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Threshold"), sft_text ("Cost (tokens)"));

  sft_panel_add_xy (panel, "a", sft_text ("first"), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, x, a, 3);
  sft_panel_add_xy (panel, "b", SFT_NO_TEXT, SFT_ROLE_ERROR, SFT_SHAPE_CURVE, other, b, 3);
  return figure;
}

static void
assert_row (const SftTable *table, gsize row, const char *expected)
{
  g_autoptr (GString) cells = g_string_new (NULL);

  for (guint i = 0; i < sft_table_get_n_columns (table); i++)
    {
      g_autofree char *cell = sft_table_format_cell (table, row, i);

      g_string_append_printf (cells, "%s%s", i > 0 ? " | " : "", cell);
    }
  g_assert_cmpstr (cells->str, ==, expected);
}

static void
assert_titles (const SftTable *table, const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < sft_table_get_n_columns (table); i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " | " : "", sft_table_get_title (table, i));
  g_assert_cmpstr (titles->str, ==, expected);
}

/* Titles have units, and all numbers of a column as many decimals. */
static void
test_curves (void)
{
  g_autoptr (SftFigure) figure = two_curves (1);
  g_autoptr (SftTable) table = sft_table_new_for_panel (figure, 0, FALSE), file = sft_table_new (figure);

  assert_titles (table, "Threshold | first (tokens) | b (tokens)");
  assert_titles (file, "x | a | b");
  g_assert_cmpuint (sft_table_get_n_rows (table), ==, 3);
  assert_row (table, 0, "0.00000 | 0.1250 | 1");
  assert_row (table, 1, "0.50000 |  | 2");
  assert_row (table, 2, "1.00000 | 12.5000 | 3");
  for (guint i = 0; i < 3; i++)
    g_assert_true (sft_table_is_numeric (table, i));
}

/* Curves with x of their own stand one below the other. */
static void
test_rows (void)
{
  g_autoptr (SftFigure) figure = two_curves (2);
  g_autoptr (SftTable) table = sft_table_new_for_panel (figure, 0, FALSE), file = sft_table_new (figure);

  assert_titles (table, "name | Threshold | Cost (tokens)");
  assert_titles (file, "panel | name | x | y | value");
  g_assert_cmpuint (sft_table_get_n_rows (table), ==, 6);
  assert_row (table, 2, "a | 1.00000 | 12.5000");
  assert_row (table, 5, "b | 2.00000 | 3.0000");
  g_assert_false (sft_table_is_numeric (table, 0));
}

static SftFigure *
map_figure (int rows, int columns, double first)
{
  SftFigure *figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Column (from 0)"), sft_text ("Token"));
  g_autofree double *values = g_new (double, rows *columns);

  for (int i = 0; i < rows * columns; i++)
    values[i] = first + i / 4.0;
  sft_panel_add_heatmap (panel, "map", values, rows, columns, sft_text ("share"));
  sft_axis_add_name (&panel->y, sft_text ("Hi"), FALSE);
  return figure;
}

/* A heatmap is read as it lies there; where it is too wide, cell by cell. */
static void
test_heatmap (void)
{
  g_autoptr (SftFigure) small = map_figure (2, 3, 0), large = map_figure (2, 60, 0);
  g_autoptr (SftTable) matrix = sft_table_new_for_panel (small, 0, FALSE);
  g_autoptr (SftTable) cells = sft_table_new_for_panel (large, 0, FALSE);

  assert_titles (matrix, "Token | Column 0 | Column 1 | Column 2");
  assert_row (matrix, 0, "0 Hi | 0.00000 | 0.25000 | 0.50000");
  assert_row (matrix, 1, "1 | 0.75000 | 1.00000 | 1.25000");
  assert_titles (cells, "Token | Column (from 0) | share");
  g_assert_cmpuint (sft_table_get_n_rows (cells), ==, 120);
  assert_row (cells, 61, "1 | 1 | 15.2500");
}

/* What is pinned stands behind, in the file and for the reader. */
static void
test_pinned (void)
{
  g_autoptr (SftFigure) now = two_curves (1), then = two_curves (1), both = sft_figure_with_ghost (now, then, NULL);
  g_autoptr (SftFigure) small = map_figure (2, 2, 0), was = map_figure (2, 2, 1);
  g_autoptr (SftFigure) maps = sft_figure_with_ghost (small, was, NULL);
  g_autoptr (SftFigure) longer = two_curves (2), mixed = sft_figure_with_ghost (now, longer, NULL);
  g_autoptr (SftTable) read = sft_table_new_for_panel (both, 0, FALSE);
  g_autoptr (SftTable) matrix = sft_table_new_for_panel (maps, 0, FALSE);
  g_autofree char *wide = sft_figure_to_csv (both), *map = sft_figure_to_csv (maps), *rows = sft_figure_to_csv (mixed);

  assert_titles (read, "Threshold | first (tokens) | b (tokens) | pinned: first (tokens) | pinned: b (tokens)");
  g_assert_cmpstr (wide, ==, "x,a,b,pinned: a,pinned: b\n0,0.125,1,0.125,1\n0.5,,2,,2\n1,12.5,3,12.5,3\n");
  g_assert_cmpstr (map, ==,
                   "panel,name,x,y,value\n1,map,0,0,0\n1,map,1,0,0.25\n1,map,0,1,0.5\n1,map,1,1,0.75\n"
                   "1,pinned: map,0,0,1\n1,pinned: map,1,0,1.25\n1,pinned: map,0,1,1.5\n1,pinned: map,1,1,1.75\n");
  assert_row (matrix, 1, "1 | 0.500000 | 0.750000 | 1.500000 | 1.750000");
  g_assert_nonnull (strstr (rows, "\n1,pinned: b,2,3,\n"));
}

/* Every number of a figure is in its table once, where the CSV has it. */
static void
test_random (void)
{
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (SftFigure) now = random_figure (i % 2 == 0), then = changed_figure (now, i % 2 == 0);
      g_autoptr (SftFigure) figure = i % 3 == 0 ? sft_figure_with_ghost (now, then, NULL) : sft_figure_ref (now);
      g_autoptr (SftTable) table = sft_table_new (figure);
      g_autofree char *csv = sft_figure_to_csv (figure);
      g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);

      g_assert_cmpuint (g_strv_length (lines), ==, sft_table_get_n_rows (table) + 2);
      for (gsize row = 0; row < sft_table_get_n_rows (table); row++)
        {
          g_auto (GStrv) fields = g_strsplit (lines[row + 1], ",", -1);

          g_assert_cmpuint (g_strv_length (fields), ==, sft_table_get_n_columns (table));
          for (guint column = 0; column < sft_table_get_n_columns (table); column++)
            {
              SftCell cell = sft_table_get_cell (table, row, column);

              if (cell.kind == SFT_CELL_NUMBER && isfinite (cell.number))
                g_assert_cmpfloat (g_ascii_strtod (fields[column], NULL), ==, cell.number);
              else
                g_assert_cmpstr (fields[column], ==, cell.kind == SFT_CELL_TEXT ? cell.text : "");
            }
        }
      for (guint panel = 0; panel < figure->panels->len; panel++)
        {
          g_autoptr (SftTable) read = sft_table_new_for_panel (figure, panel, TRUE);

          g_assert_true (sft_table_same_columns (read, read));
          for (gsize row = 0; row < MIN (sft_table_get_n_rows (read), 50); row++)
            for (guint column = 0; column < sft_table_get_n_columns (read); column++)
              {
                g_autofree char *cell = sft_table_format_cell (read, row, column);

                g_assert_nonnull (cell);
              }
        }
    }
}

/* Other titles are other columns; other numbers are not. */
static void
test_same_columns (void)
{
  g_autoptr (SftFigure) one = map_figure (2, 3, 0), same = map_figure (5, 3, 7), other = map_figure (2, 4, 0);
  g_autoptr (SftTable) a = sft_table_new_for_panel (one, 0, FALSE), b = sft_table_new_for_panel (same, 0, FALSE);
  g_autoptr (SftTable) c = sft_table_new_for_panel (other, 0, FALSE);

  g_assert_true (sft_table_same_columns (a, b));
  g_assert_false (sft_table_same_columns (a, c));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/curves", test_curves);
  g_test_add_func ("/table/rows", test_rows);
  g_test_add_func ("/table/heatmap", test_heatmap);
  g_test_add_func ("/table/pinned", test_pinned);
  g_test_add_func ("/table/random", test_random);
  g_test_add_func ("/table/same-columns", test_same_columns);
  return g_test_run ();
}
