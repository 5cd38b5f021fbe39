/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "figures.h"

#include <math.h>
#include <string.h>

/* A figure in which every kind of element occurs; `change` alters one thing of it, 0 nothing. */
#define N_CHANGES 34

static SftFigure *
sample (int change)
{
  double x[] = { 0, 1, NAN }, y[] = { 0.5, change == 1 ? 0.25 : -0.0, 2 }, cells[] = { 0, 1, NAN, change == 2 ? 1 : 2 };
  SftFigure *figure = sft_figure_new (sft_text (change == 3 ? "other" : "title"), sft_text ("summary"));
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text ("panel"), sft_text ("x"), sft_text (change == 4 ? "z" : "y"));
  SftSeries *series = sft_panel_add_xy (panel, change == 5 ? "t" : "s", sft_text ("legend"),
                                        change == 6 ? SFT_ROLE_ERROR : SFT_ROLE_PRIMARY,
                                        change == 7 ? SFT_SHAPE_STEPS : SFT_SHAPE_BARS, x, y, change == 8 ? 2 : 3);
  SftMark *mark = sft_panel_add_mark (panel, SFT_MARK_POINT, change == 9 ? 2 : 1, change == 22 ? 1 : 0,
                                      sft_text ("mark"), SFT_ROLE_ERROR);
  SftPanel *second = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  SftHeatmap *heatmap = sft_panel_add_heatmap (second, "map", cells, change == 10 ? 1 : 2, 2, sft_text ("bar"));

  series->hatched = g_new0 (guint8, 3);
  series->hatched[1] = change != 11;
  mark->hollow = change == 12;
  mark->line = change == 13 ? SFT_LINE_DASHED : SFT_LINE_AUTO;
  heatmap->digits = change == 14 ? 3 : 2;
  heatmap->low = 0;
  heatmap->high = change == 15 ? 2 : 1;
  sft_axis_add_name (&second->x, sft_text (change == 16 ? "two" : "one"), change == 17);
  if (change == 18)
    sft_axis_add_name (&second->x, sft_text ("more"), FALSE);
  if (change == 19)
    sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  if (change == 20)
    second->note = sft_text ("note");
  if (change == 21)
    {
      heatmap->outlined = g_new0 (guint8, 4);
      heatmap->outlined[1] = 1;
    }
  series->bind = (SftBinding){ .gesture = change == 23 ? SFT_GESTURE_NONE : SFT_GESTURE_TOGGLE,
                               .param = change == 24 ? "other" : "mask",
                               .row = change == 25 ? 1 : 0 };
  heatmap->bind = (SftBinding){ .gesture = change == 26 ? SFT_GESTURE_DRAG_X : SFT_GESTURE_DRAG_Y,
                                .param = "logits",
                                .per_unit = change == 27 ? 0.1 : 0.2,
                                .by = change == 28 ? SFT_BIND_ROWS : SFT_BIND_CELLS };
  /* Without a gesture the rest of a binding does not count. */
  mark->bind = (SftBinding){ .gesture = change == 29 ? SFT_GESTURE_DRAG_X : SFT_GESTURE_NONE, .row = change };
  if (change == 30)
    series->hatched_name = sft_text ("prompt");
  if (change == 31)
    heatmap->hatched_name = sft_text ("prompt");
  if (change == 32)
    heatmap->outlined_name = sft_text ("target");
  if (change == 33)
    heatmap->kinds = g_new0 (double, 4);
  return figure;
}

static void
test_equal (void)
{
  g_autoptr (SftFigure) first = sample (0);

  for (int change = 0; change < N_CHANGES; change++)
    {
      g_autoptr (SftFigure) other = sample (change);

      g_test_message ("change %d", change);
      g_assert_cmpint (sft_figure_equal (first, other), ==, change == 0);
      g_assert_cmpint (sft_figure_equal (other, first), ==, change == 0);
      g_assert_true (sft_figure_equal (other, other));
    }
}

static void
test_random_equal (void)
{
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (FALSE);
      g_autofree char *csv = sft_figure_to_csv (figure), *words = sft_figure_describe (figure, FALSE);

      g_assert_true (sft_figure_equal (figure, figure));
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_true (g_utf8_validate (csv, -1, NULL));
      g_assert_null (strstr (csv, "nan"));
      g_assert_null (strstr (csv, "inf"));
    }
}

static void
test_references (void)
{
  SftFigure *figure = sample (0), *same = sft_figure_ref (figure);

  g_assert_true (figure == same);
  sft_figure_unref (figure);
  g_assert_cmpstr (sft_text_get (&same->title, FALSE), ==, "title");
  sft_figure_unref (same);
}

/* Data are copied: the caller's arrays may go. */
static void
test_copies (void)
{
  double x[] = { 1, 2 }, y[] = { 3, 4 };
  g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  SftSeries *series = sft_panel_add_xy (panel, "s", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, x, y, 2);

  x[0] = y[1] = 99;
  g_assert_cmpfloat (series->x[0], ==, 1);
  g_assert_cmpfloat (series->y[1], ==, 4);
  g_assert_cmpfloat (panel->x.low, >, panel->x.high);
  g_assert_false (panel->x.whole);
}

static void
test_names (void)
{
  SftAxis axis = { 0 };

  sft_axis_add_name (&axis, sft_text ("a"), FALSE);
  g_assert_null (axis.greyed);
  sft_axis_add_name (&axis, sft_text ("b"), TRUE);
  sft_axis_add_name (&axis, sft_text ("c"), FALSE);
  g_assert_cmpuint (axis.names->len, ==, 3);
  g_assert_cmpmem (axis.greyed, 3, "\0\1\0", 3);
  g_ptr_array_unref (axis.names);
  g_free (axis.greyed);
}

/* The forms that the interface of the command line promises. */
static void
test_csv_wide (void)
{
  double x[] = { 0, 0.5, 1e300 }, a[] = { 1, NAN, 0.1 }, b[] = { INFINITY, -2, 3 };
  g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  g_autofree char *csv = NULL;

  sft_panel_add_xy (panel, "plain", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, x, a, 3);
  sft_panel_add_xy (panel, "with \"quotes\", commas", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, x, b, 3);
  csv = sft_figure_to_csv (figure);
  g_assert_cmpstr (csv, ==,
                   "x,plain,\"with \"\"quotes\"\", commas\"\n"
                   "0,1,\n"
                   "0.5,,-2\n"
                   "1e+300,0.1,3\n");
}

static void
test_csv_long (void)
{
  double x[] = { 0, 1 }, z[] = { 0, 2 }, cells[] = { 1, 0, NAN, 0.25 };
  g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  g_autofree char *one = NULL, *two = NULL, *none = NULL;
  g_autoptr (SftFigure) empty = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);

  sft_panel_add_xy (panel, "a", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, x, x, 2);
  sft_panel_add_xy (panel, "b", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, z, x, 2);
  one = sft_figure_to_csv (figure);
  g_assert_cmpstr (one, ==, "panel,name,x,y,value\n1,a,0,0,\n1,a,1,1,\n1,b,0,0,\n1,b,2,1,\n");
  panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  sft_panel_add_heatmap (panel, "map", cells, 2, 2, SFT_NO_TEXT);
  two = sft_figure_to_csv (figure);
  g_assert_true (g_str_has_suffix (two, "\n1,b,2,1,\n2,map,0,0,1\n2,map,1,0,0\n2,map,0,1,\n2,map,1,1,0.25\n"));
  none = sft_figure_to_csv (empty);
  g_assert_cmpstr (none, ==, "panel,name,x,y,value\n");
}

static void
test_words (void)
{
  g_autoptr (SftFigure) figure = curves_figure (40), other = sample (0),
                        empty = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  g_autofree char *words = sft_figure_describe (figure, FALSE), *more = sft_figure_describe (other, FALSE);
  g_autofree char *nothing = sft_figure_describe (empty, FALSE);

  g_assert_true (g_str_has_prefix (words, "The best step is the last one. Horizontal axis: Step."));
  g_assert_nonnull (strstr (words, "train: 40 points for x from 1 to 40"));
  g_assert_nonnull (strstr (words, "Line at x = 26: overfit onset."));
  g_assert_nonnull (strstr (words, "Line at y = 0.5: goal."));
  g_assert_nonnull (strstr (words, ": best step."));
  g_assert_nonnull (strstr (more, "Panel 1 of 2: panel."));
  g_assert_nonnull (strstr (more, "bar: 2 rows and 2 columns, values from 0 to 2."));
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/equal", test_equal);
  g_test_add_func ("/figure/random", test_random_equal);
  g_test_add_func ("/figure/references", test_references);
  g_test_add_func ("/figure/copies", test_copies);
  g_test_add_func ("/figure/names", test_names);
  g_test_add_func ("/figure/csv-wide", test_csv_wide);
  g_test_add_func ("/figure/csv-long", test_csv_long);
  g_test_add_func ("/figure/words", test_words);
  return g_test_run ();
}
