/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies where, where the arrow keys go, what a drag means, and how an element is pointed out. */
#include "config.h"

#include "figures.h"
#include "sft-layout-private.h"

#include <math.h>
#include <string.h>

#define REACH 24.0
static const double sizes[][2] = { { 1, 1 }, { 120, 90 }, { 320, 480 }, { 1000, 600 } };

typedef void (*Visit) (const SftLayout *layout, PangoContext *pango);

/* Random figures in every size that matters. */
static void
with_random_layouts (int n, gboolean tame, Visit visit)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < n; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (tame);

      for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
        {
          SftStyle style = SFT_STYLE_INIT;
          g_autoptr (SftLayout) layout = NULL;

          style.appearance = (SftAppearance)g_test_rand_int_range (0, SFT_N_APPEARANCES);
          style.text_scale = g_test_rand_double_range (0.8, 2);
          layout = sft_layout_new (figure, &style, pango, sizes[k][0], sizes[k][1]);
          visit (layout, pango);
        }
    }
  g_object_unref (pango);
}

static SftHit
hit_of (SftHitKind kind, guint panel, guint item, gsize row, int column)
{
  SftHit hit = SFT_HIT_INIT;

  hit.kind = kind;
  hit.panel = (int)panel;
  hit.item = (int)item;
  hit.row = (int)row;
  hit.column = column;
  return hit;
}

/* How far a hit is from a position: what pick() should make small. */
static double
distance_to (const SftHit *hit, double x, double y)
{
  double dx = MAX (MAX (hit->box.x - x, x - hit->box.x - hit->box.width), 0);
  double dy = MAX (MAX (hit->box.y - y, y - hit->box.y - hit->box.height), 0);

  return hypot (dx, dy);
}

/* The middle of an area belongs to it, but for a point or line that lies close to its middle. */
static void
check_area (const SftLayout *layout, const SftHit *area)
{
  double x = area->box.x + area->box.width / 2, y = area->box.y + area->box.height / 2;
  SftHit hit;

  g_assert_true (sft_layout_pick (layout, x, y, REACH, &hit));
  g_assert_cmpint (hit.panel, ==, area->panel);
  if (!sft_hit_same (&hit, area))
    {
      gboolean other_area = hit.kind == SFT_HIT_CELL || (hit.kind == SFT_HIT_POINT && hit.box.width > 0);

      /* 12 and 8 points: the ranks of points and lines in front of areas. Bars of one place lie on each other. */
      g_assert_true (hit.kind != SFT_HIT_CELL);
      g_assert_cmpfloat (distance_to (&hit, x, y), <=, other_area ? 0 : 12);
    }
}

/* A hand takes hold of what can be changed, and of nothing else, wherever it reaches. */
static void
check_hands (const SftLayout *layout, PangoContext *pango)
{
  for (int i = 0; i < 200; i++)
    {
      double x = g_test_rand_double_range (-20, layout->width + 20),
             y = g_test_rand_double_range (-20, layout->height + 20);
      SftHit any, bound;
      gboolean some = sft_layout_pick (layout, x, y, REACH, &any);

      if (!sft_layout_pick_bound (layout, x, y, REACH, &bound))
        {
          g_assert_cmpint (bound.kind, ==, SFT_HIT_NONE);
          g_assert_true (!some || any.bind.gesture == SFT_GESTURE_NONE);
          continue;
        }
      g_assert_true (some);
      g_assert_cmpint (bound.bind.gesture, !=, SFT_GESTURE_NONE);
      /* What is meant anyway is what is taken hold of. */
      if (any.bind.gesture != SFT_GESTURE_NONE)
        g_assert_true (sft_hit_same (&any, &bound));
    }
}

static void
check_pick (const SftLayout *layout, PangoContext *pango)
{
  for (guint p = 0; p < layout->n_panels; p++)
    {
      const SftPanelLayout *panel = &layout->panels[p];
      const SftHeatmap *heatmap = panel->panel->heatmap;

      for (int row = 0; heatmap != NULL && row < heatmap->rows; row++)
        for (int column = 0; column < heatmap->columns; column++)
          {
            SftHit cell = hit_of (SFT_HIT_CELL, p, 0, (gsize)row, column);

            if (sft_layout_find (layout, &cell))
              check_area (layout, &cell);
          }
      for (guint k = 0; k < panel->panel->series->len; k++)
        {
          const SftSeries *series = g_ptr_array_index (panel->panel->series, k);

          for (gsize i = 0; i < series->n; i += 1 + series->n / 200)
            {
              SftHit point = hit_of (SFT_HIT_POINT, p, k, i, 0), hit;

              if (!sft_layout_find (layout, &point))
                continue;
              if (series->shape == SFT_SHAPE_BARS)
                {
                  check_area (layout, &point);
                  continue;
                }
              /* Another point may lie at the same place. */
              g_assert_true (sft_layout_pick (layout, point.page_x, point.page_y, REACH, &hit));
              g_assert_cmpfloat (hypot (hit.page_x - point.page_x, hit.page_y - point.page_y), <=, 1e-9);
            }
        }
    }
}

static void
test_pick (void)
{
  with_random_layouts (10, TRUE, check_pick);
  with_random_layouts (6, FALSE, check_pick);
}

static void
test_hands (void)
{
  with_random_layouts (8, TRUE, check_hands);
  with_random_layouts (8, FALSE, check_hands);
}

/* Nothing far from everything, nothing outside of the page, nothing on pages too small for a plot. */
static void
test_pick_nothing (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) figure = curves_figure (40);
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 800, 500);
  SftBox plot = sft_layout_plot_area (layout, 0);
  SftHit hit;

  g_assert_false (sft_layout_pick (layout, -50, -50, REACH, &hit));
  g_assert_cmpint (hit.kind, ==, SFT_HIT_NONE);
  g_assert_false (sft_layout_pick (layout, plot.x + plot.width * 0.8, plot.y + 0.3 * plot.height, 10, &hit));
  g_assert_false (sft_layout_pick (layout, NAN, NAN, REACH, &hit));
  /* Nothing of this figure can be changed. */
  g_assert_false (sft_layout_pick_bound (layout, plot.x + plot.width / 2, plot.y + plot.height / 2, 1000, &hit));
  g_object_unref (pango);
}

static guint
hash_hit (gconstpointer data)
{
  const SftHit *hit = data;

  return (guint)(hit->kind * 7 + hit->panel * 31 + hit->item * 101 + hit->row * 1009 + hit->column * 10007);
}

static gboolean
equal_hits (gconstpointer a, gconstpointer b)
{
  return sft_hit_same (a, b);
}

static void
count_element (const SftLayout *layout, GHashTable *seen, SftHit hit, guint *n)
{
  if (!sft_layout_find (layout, &hit))
    return;
  (*n)++;
  if (!g_hash_table_contains (seen, &hit))
    g_error ("arrow keys do not reach kind %d, panel %d, item %d, row %d, column %d", (int)hit.kind, hit.panel,
             hit.item, hit.row, hit.column);
}

/* Is everything that is in view among what was seen, and nothing else? */
static void
check_seen (const SftLayout *layout, GHashTable *seen)
{
  guint n = 0;

  for (guint p = 0; p < layout->n_panels; p++)
    {
      const SftPanel *panel = layout->panels[p].panel;

      for (int row = 0; panel->heatmap != NULL && row < panel->heatmap->rows; row++)
        for (int column = 0; column < panel->heatmap->columns; column++)
          count_element (layout, seen, hit_of (SFT_HIT_CELL, p, 0, (gsize)row, column), &n);
      for (guint k = 0; k < panel->series->len; k++)
        for (gsize i = 0; i < ((SftSeries *)g_ptr_array_index (panel->series, k))->n; i++)
          count_element (layout, seen, hit_of (SFT_HIT_POINT, p, k, i, 0), &n);
      for (guint k = 0; k < panel->marks->len; k++)
        count_element (layout, seen, hit_of (SFT_HIT_MARK, p, k, 0, 0), &n);
    }
  g_assert_cmpuint (n, ==, g_hash_table_size (seen));
}

/* To the right one comes to everything once, and back to the first; to the left the same way back. */
static void
check_walk (const SftLayout *layout, PangoContext *pango)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (hash_hit, equal_hits, g_free, NULL);
  SftHit hit = SFT_HIT_INIT, first, back;

  if (!sft_layout_step (layout, &hit, SFT_MOVE_RIGHT))
    {
      check_seen (layout, seen);
      return;
    }
  first = hit;
  do
    {
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&hit, sizeof hit)));
      back = hit;
      if (!sft_layout_step (layout, &hit, SFT_MOVE_RIGHT))
        break; /* one alone */
      if (g_hash_table_size (seen) % 37 == 0)
        {
          SftHit left = hit;

          g_assert_true (sft_layout_step (layout, &left, SFT_MOVE_LEFT));
          g_assert_true (sft_hit_same (&left, &back));
        }
    }
  while (!sft_hit_same (&hit, &first));
  check_seen (layout, seen);
}

static void
test_walk (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;

  /* Each step looks at everything: few and small figures. */
  for (int i = 0; i < 12;)
    {
      g_autoptr (SftFigure) figure = random_figure (i % 2 == 0);
      gsize points = 0;

      for (guint p = 0; p < figure->panels->len; p++)
        {
          const SftPanel *panel = g_ptr_array_index (figure->panels, p);

          for (guint k = 0; k < panel->series->len; k++)
            points += ((SftSeries *)g_ptr_array_index (panel->series, k))->n;
        }
      if (points > 600)
        continue;
      i++;
      for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
        {
          g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, sizes[k][0], sizes[k][1]);

          check_walk (layout, pango);
        }
    }
  g_object_unref (pango);
}

/* Up and down from anywhere come to an end, above and below, without leaving the panel. */
static void
check_heights (const SftLayout *layout, PangoContext *pango)
{
  SftHit hit = SFT_HIT_INIT;
  int skip = g_test_rand_int_range (0, 40);

  for (int i = 0; i <= skip; i++)
    sft_layout_step (layout, &hit, SFT_MOVE_RIGHT);
  if (hit.kind == SFT_HIT_NONE)
    return;
  for (int move = SFT_MOVE_UP; move <= SFT_MOVE_DOWN; move++)
    {
      SftHit before = hit, next = hit;
      int n = 0;

      while (sft_layout_step (layout, &next, (SftMove)move))
        {
          g_assert_cmpint (next.panel, ==, before.panel);
          if (before.kind == SFT_HIT_CELL && next.kind == SFT_HIT_CELL)
            g_assert_cmpint (next.column, ==, before.column);
          before = next;
          g_assert_cmpint (++n, <, 5000);
        }
    }
}

static void
test_heights (void)
{
  with_random_layouts (8, TRUE, check_heights);
}

static SftHit
walk (const SftLayout *layout, SftHit hit, SftMove move)
{
  g_assert_true (sft_layout_step (layout, &hit, move));
  return hit;
}

#define assert_cell(hit, r, c)                                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_cmpint ((hit).kind, ==, SFT_HIT_CELL);                                                                    \
    g_assert_cmpint ((hit).row, ==, (r));                                                                              \
    g_assert_cmpint ((hit).column, ==, (c));                                                                           \
  }                                                                                                                    \
  G_STMT_END

/* The way around the response-loss figure: 4 x 3 cells, then 4 bars and 2 lines. */
static void
test_order (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) figure = response_figure ();
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 1000, 600);
  SftHit hit = walk (layout, SFT_HIT_INIT, SFT_MOVE_RIGHT), lost = SFT_HIT_INIT;

  assert_cell (hit, 0, 0);
  g_assert_false (sft_layout_step (layout, &hit, SFT_MOVE_UP));
  hit = walk (layout, hit, SFT_MOVE_DOWN);
  hit = walk (layout, hit, SFT_MOVE_LAST);
  assert_cell (hit, 1, 2);
  hit = walk (layout, hit, SFT_MOVE_RIGHT);
  assert_cell (hit, 2, 0);
  hit = walk (layout, hit, SFT_MOVE_NEXT);
  g_assert_cmpint (hit.kind, ==, SFT_HIT_POINT);
  g_assert_cmpint (hit.panel, ==, 1);
  g_assert_cmpint (hit.row, ==, 0);
  hit = walk (layout, hit, SFT_MOVE_LAST);
  g_assert_cmpint (hit.row, ==, 3);
  hit = walk (layout, hit, SFT_MOVE_RIGHT);
  g_assert_cmpint (hit.kind, ==, SFT_HIT_MARK);
  hit = walk (layout, hit, SFT_MOVE_PREVIOUS);
  g_assert_cmpint (hit.kind, ==, SFT_HIT_POINT);
  g_assert_cmpint (hit.row, ==, 0);
  hit = walk (layout, hit, SFT_MOVE_PREVIOUS);
  assert_cell (hit, 0, 0);
  hit = walk (layout, hit, SFT_MOVE_LEFT);
  g_assert_cmpint (hit.kind, ==, SFT_HIT_MARK);
  g_assert_cmpint (hit.item, ==, 1);

  /* What is gone is a place to start anew. */
  lost = hit_of (SFT_HIT_CELL, 0, 0, 9, 9);
  assert_cell (walk (layout, lost, SFT_MOVE_DOWN), 0, 0);
  g_object_unref (pango);
}

/* A drag ends where the scale puts the value: the inverse, on both axes and both scales. 1e-9 of the range: some
 * thousand roundings of a position of about 1000 points, 2e-13 each, and a logarithm's of up to 600 decades. */
static void
test_drag (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;

  for (int i = 0; i < 200; i++)
    {
      gboolean log_x = g_test_rand_bit (), log_y = g_test_rand_bit ();
      double low = log_x || log_y ? 1e-3 : g_test_rand_double_range (-1e4, 1e4);
      double high = low + pow (10, g_test_rand_double_range (-2, 6)), value;
      g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
      SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
      SftMark *line = sft_panel_add_mark (panel, SFT_MARK_VERTICAL, low, 0, SFT_NO_TEXT, SFT_ROLE_NEUTRAL);
      SftMark *point = sft_panel_add_mark (panel, SFT_MARK_POINT, high, high, SFT_NO_TEXT, SFT_ROLE_NEUTRAL);
      g_autoptr (SftLayout) layout = NULL;
      SftHit hit;

      panel->x.low = panel->y.low = low;
      panel->x.high = panel->y.high = high;
      panel->x.logarithmic = log_x;
      panel->y.logarithmic = log_y;
      line->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "x" };
      point->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "y" };
      layout = sft_layout_new (figure, &style, pango, 800, 600);
      value = g_test_rand_double_range (low, high);

      hit = hit_of (SFT_HIT_MARK, 0, 0, 0, 0);
      g_assert_true (sft_layout_find (layout, &hit));
      g_assert_cmpfloat_with_epsilon (
          sft_layout_drag (layout, &hit, 0, sft_scale_map (&layout->panels[0].x.scale, value), 0), value,
          1e-9 * (high - low));
      /* Nothing moved, nothing changed. */
      g_assert_cmpfloat_with_epsilon (sft_layout_drag (layout, &hit, low, hit.page_x, hit.page_y), low,
                                      1e-9 * (high - low));
      hit = hit_of (SFT_HIT_MARK, 0, 1, 0, 0);
      g_assert_true (sft_layout_find (layout, &hit));
      g_assert_cmpfloat_with_epsilon (
          sft_layout_drag (layout, &hit, 0, 0, sft_scale_map (&layout->panels[0].y.scale, value)), value,
          1e-9 * (high - low));
    }
  g_object_unref (pango);
}

/* So much a point, from the value it had; up and right are more. */
static void
test_drag_by_length (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) figure = response_figure ();
  SftPanel *panel = g_ptr_array_index (figure->panels, 0);
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 1000, 600);
  SftHit hit = hit_of (SFT_HIT_CELL, 0, 0, 2, 1);

  panel->heatmap->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "logits", .per_unit = 0.25, .row = 10, .column = 20 };
  g_assert_true (sft_layout_find (layout, &hit));
  g_assert_cmpint (hit.param_row, ==, 12);
  g_assert_cmpint (hit.param_column, ==, 21);
  g_assert_cmpfloat (sft_layout_drag (layout, &hit, 1.5, hit.page_x + 99, hit.page_y - 8), ==, 3.5);
  g_assert_cmpfloat (sft_layout_drag (layout, &hit, 1.5, hit.page_x, hit.page_y + 8), ==, -0.5);

  panel->heatmap->bind = (SftBinding){ .gesture = SFT_GESTURE_TOGGLE, .param = "mask", .by = SFT_BIND_ROWS };
  g_assert_true (sft_layout_find (layout, &hit));
  g_assert_cmpint (hit.param_row, ==, 2);
  g_assert_cmpint (hit.param_column, ==, 0);
  g_assert_cmpfloat (sft_layout_drag (layout, &hit, 1, 0, 0), ==, 0);
  g_assert_cmpfloat (sft_layout_drag (layout, &hit, 0, 0, 0), ==, 1);
  panel->heatmap->bind.by = SFT_BIND_COLUMNS;
  g_assert_true (sft_layout_find (layout, &hit));
  g_assert_cmpint (hit.param_row, ==, 1);
  g_object_unref (pango);
}

/* A line is taken hold of behind a point that only shows. */
static void
test_pick_bound (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) figure = curves_figure (40);
  SftPanel *panel = g_ptr_array_index (figure->panels, 0);
  g_autoptr (SftLayout) layout = NULL;
  SftHit hit, point = hit_of (SFT_HIT_POINT, 0, 1, 25, 0); /* at step 26, where the line is */

  ((SftMark *)g_ptr_array_index (panel->marks, 0))->bind =
      (SftBinding){ .gesture = SFT_GESTURE_DRAG_X, .param = "onset" };
  layout = sft_layout_new (figure, &style, pango, 800, 500);
  g_assert_true (sft_layout_find (layout, &point));
  g_assert_true (sft_layout_pick (layout, point.page_x, point.page_y, REACH, &hit));
  g_assert_cmpint (hit.kind, ==, SFT_HIT_POINT);
  g_assert_true (sft_layout_pick_bound (layout, point.page_x + 3, point.page_y, 8, &hit));
  g_assert_cmpint (hit.kind, ==, SFT_HIT_MARK);
  g_assert_cmpfloat (hit.value, ==, 26);
  g_assert_false (sft_layout_pick_bound (layout, point.page_x + 9, point.page_y, 8, &hit));
  /* And it is the first that the keys come to. */
  hit = walk (layout, SFT_HIT_INIT, SFT_MOVE_RIGHT);
  g_assert_cmpint (hit.kind, ==, SFT_HIT_MARK);
  g_assert_cmpint (hit.item, ==, 0);
  g_object_unref (pango);
}

static void
check_focus_box (const SftLayout *layout, PangoContext *pango)
{
  SftHit hit = SFT_HIT_INIT;
  int skip = g_test_rand_int_range (0, 20);

  for (int i = 0; i < 12; i++)
    {
      g_autoptr (SftFocus) focus = NULL;
      g_autofree char *words = NULL;
      SftBox box, areas[SFT_FOCUS_AREAS];
      const SftTextRun *texts;
      gsize n;

      for (int k = 0; k <= skip; k++)
        if (!sft_layout_step (layout, &hit, i % 3 == 0 ? SFT_MOVE_NEXT : SFT_MOVE_RIGHT))
          break;
      focus = sft_focus_new (layout, &hit, pango);
      box = sft_focus_get_box (focus);
      texts = sft_focus_get_texts (focus, &n);
      words = sft_layout_describe_hit (layout, &hit);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_cmpint (words[0] != '\0', ==, hit.kind != SFT_HIT_NONE);
      g_assert_true (box.x >= 0 && box.y >= 0);
      g_assert_cmpfloat (box.x + box.width, <=, layout->width);
      g_assert_cmpfloat (box.y + box.height, <=, layout->height);
      g_assert_cmpint (n > 0, ==, box.width > 0);
      for (gsize k = 0; k < n; k++)
        {
          g_assert_cmpfloat (texts[k].box.x, >=, box.x);
          g_assert_cmpfloat (texts[k].box.y, >=, box.y);
          g_assert_cmpfloat (texts[k].box.x + texts[k].box.width, <=, box.x + box.width);
          g_assert_cmpfloat (texts[k].box.y + texts[k].box.height, <=, box.y + box.height);
          for (gsize j = 0; j < k; j++)
            g_assert_false (sft_box_meets (&texts[j].box, &texts[k].box));
        }
      sft_focus_get_areas (focus, areas);
      g_assert_true (memcmp (&areas[0], &box, sizeof box) == 0);
      /* On a page of any use there is room for it. */
      if (layout->width >= 320 && hit.kind != SFT_HIT_NONE)
        g_assert_cmpuint (n, >, 0);
    }
}

static void
test_focus_box (void)
{
  with_random_layouts (8, TRUE, check_focus_box);
  with_random_layouts (8, FALSE, check_focus_box);
}

static void
draw_text (SftCanvas *canvas, const SftTextRun *run)
{
  sft_canvas_text_cairo (canvas, run);
}

/* Drawing paints nothing outside of the areas that it announces. */
static void
check_areas (const SftLayout *layout, PangoContext *pango)
{
  int width = (int)layout->width, height = (int)layout->height;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  SftCanvas canvas = { cairo_create (surface), pango, draw_text };
  g_autoptr (SftFocus) focus = NULL;
  SftBox areas[SFT_FOCUS_AREAS];
  SftHit hit = SFT_HIT_INIT;
  int skip = g_test_rand_int_range (0, 30), stride = cairo_image_surface_get_stride (surface);

  for (int i = 0; i <= skip; i++)
    sft_layout_step (layout, &hit, i % 4 == 0 ? SFT_MOVE_NEXT : SFT_MOVE_RIGHT);
  focus = sft_focus_new (layout, &hit, pango);
  sft_focus_get_areas (focus, areas);
  sft_focus_draw (focus, &canvas);
  /* Wipes what was announced, up to whole pixels. */
  cairo_set_operator (canvas.cr, CAIRO_OPERATOR_CLEAR);
  for (guint i = 0; i < SFT_FOCUS_AREAS; i++)
    {
      double x = floor (areas[i].x), y = floor (areas[i].y);

      cairo_rectangle (canvas.cr, x, y, ceil (areas[i].x + areas[i].width) - x,
                       ceil (areas[i].y + areas[i].height) - y);
      cairo_fill (canvas.cr);
    }
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (canvas.cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (((const guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + (gsize)y * (gsize)stride))[x] != 0)
        g_error ("kind %d paints at %d, %d", (int)hit.kind, x, y);
  cairo_surface_destroy (surface);
}

static void
test_areas (void)
{
  with_random_layouts (8, TRUE, check_areas);
  with_random_layouts (5, FALSE, check_areas);
}

static void
assert_words (const SftLayout *layout, SftHit hit, const char *expected)
{
  g_autofree char *words = NULL;

  g_assert_true (sft_layout_find (layout, &hit));
  words = sft_layout_describe_hit (layout, &hit);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) response = response_figure (), curves = curves_figure (40);
  SftPanel *left = g_ptr_array_index (response->panels, 0), *right = g_ptr_array_index (response->panels, 1);
  g_autoptr (SftLayout) layout = NULL, other = NULL;

  left->heatmap->outlined_name = sft_text ("target");
  ((SftSeries *)g_ptr_array_index (right->series, 0))->hatched_name = sft_text ("prompt");
  layout = sft_layout_new (response, &style, pango, 1000, 600);
  assert_words (layout, hit_of (SFT_HIT_CELL, 0, 0, 2, 1), "Token position 2 Things, Vocabulary 1: probability 0.24");
  assert_words (layout, hit_of (SFT_HIT_CELL, 0, 0, 1, 1),
                "Token position 1 gravity, Vocabulary 1: probability 0.73, target");
  assert_words (layout, hit_of (SFT_HIT_POINT, 1, 0, 0, 0),
                "token NLL: Token position 0 Explain, NLL 0.24 nats, prompt");
  assert_words (layout, hit_of (SFT_HIT_MARK, 1, 0, 0, 0), "masked mean: NLL 0.44 nats");

  other = sft_layout_new (curves, &style, pango, 800, 500);
  assert_words (other, hit_of (SFT_HIT_MARK, 0, 0, 0, 0), "overfit onset: Step 26");
  /* 1.8 exp (-1/18) + 0.25 */
  assert_words (other, hit_of (SFT_HIT_POINT, 0, 0, 0, 0), "train: Step 1, Cross-entropy loss 1.9527");
  g_object_unref (pango);
}

/* While held, axes show what they showed, and what is new; without, they settle. */
static void
test_hold (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (SftFigure) before = random_figure (TRUE), after = random_figure (TRUE);
      g_autoptr (SftLayout) old = sft_layout_new (before, &style, pango, 1000, 600);
      g_autoptr (SftLayout) held = sft_layout_new_held (after, old, &style, pango, 1000, 600);
      g_autoptr (SftLayout) free = sft_layout_new (after, &style, pango, 1000, 600);

      for (guint p = 0; p < MIN (held->n_panels, old->n_panels); p++)
        {
          const SftPanelLayout *a = &old->panels[p], *b = &held->panels[p], *c = &free->panels[p];

          if (a->panel->heatmap != NULL || b->panel->heatmap != NULL)
            continue;
          g_assert_cmpfloat (b->x.low, ==, MIN (a->x.low, c->x.low));
          g_assert_cmpfloat (b->x.high, ==, MAX (a->x.high, c->x.high));
          g_assert_cmpfloat (b->y.low, ==, MIN (a->y.low, c->y.low));
          g_assert_cmpfloat (b->y.high, ==, MAX (a->y.high, c->y.high));
        }
      for (guint p = old->n_panels; p < held->n_panels; p++)
        g_assert_cmpfloat (held->panels[p].y.high, ==, free->panels[p].y.high);
    }
  g_object_unref (pango);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hit/pick", test_pick);
  g_test_add_func ("/hit/hands", test_hands);
  g_test_add_func ("/hit/pick-nothing", test_pick_nothing);
  g_test_add_func ("/hit/pick-bound", test_pick_bound);
  g_test_add_func ("/hit/walk", test_walk);
  g_test_add_func ("/hit/heights", test_heights);
  g_test_add_func ("/hit/order", test_order);
  g_test_add_func ("/hit/drag", test_drag);
  g_test_add_func ("/hit/drag-by-length", test_drag_by_length);
  g_test_add_func ("/hit/focus-box", test_focus_box);
  g_test_add_func ("/hit/areas", test_areas);
  g_test_add_func ("/hit/words", test_words);
  g_test_add_func ("/hit/hold", test_hold);
  return g_test_run ();
}
