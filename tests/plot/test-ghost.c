/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pinned figure behind the one that came of it: which go together, what is shown, and what is said. */
#include "config.h"

#include "figures.h"
#include "sft-layout-private.h"

#include <math.h>
#include <string.h>

static SftLayout *
layout_of (SftFigure *figure, PangoContext *pango)
{
  SftStyle style = SFT_STYLE_INIT;

  return sft_layout_new (figure, &style, pango, 1000, 600);
}

static gboolean
says (const SftLayout *layout, const char *text)
{
  gsize n;
  const SftTextRun *texts = sft_layout_texts (layout, &n);

  for (gsize i = 0; i < n; i++)
    if (strcmp (texts[i].text, text) == 0)
      return TRUE;
  return FALSE;
}

/* One panel with one curve. */
static SftFigure *
curve_figure (const char *name, const double *y, gsize n)
{
  SftFigure *figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Step"), sft_text ("Loss (nats)"));
  SftSeries *series =
      sft_panel_add_series (panel, name, sft_text ("the %s", name), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, n);

  for (gsize i = 0; i < n; i++)
    {
      series->x[i] = (double)(i + 1);
      series->y[i] = y[i];
    }
  return figure;
}

static SftFigure *
map_figure (const double *values, int rows, int columns)
{
  SftFigure *figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Column"), sft_text ("Row"));

  sft_panel_add_heatmap (panel, "map", values, rows, columns, sft_text ("share"));
  return figure;
}

static void
assert_dropped (SftFigure *now, SftFigure *then, const char *because)
{
  SftText why;
  g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, &why);

  g_assert_true (both == now);
  g_assert_nonnull (strstr (sft_text_get (&why, FALSE), because));
  sft_text_clear (&why);
}

static void
test_dropped (void)
{
  const double y[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (SftFigure) curve = curve_figure ("a", y, 3), other = curve_figure ("b", y, 3);
  g_autoptr (SftFigure) map = map_figure (y, 2, 3), turned = map_figure (y, 3, 2), more = curve_figure ("a", y, 3);
  g_autoptr (SftFigure) named = curve_figure ("a", y, 3), decades = curve_figure ("a", y, 3);
  g_autoptr (SftFigure) panels = curve_figure ("a", y, 3);
  const double x[] = { 1 };

  assert_dropped (curve, other, "something else");
  assert_dropped (curve, map, "something else");
  assert_dropped (map, turned, "it has 3 × 2 cells, where there are 2 × 3 now");
  sft_panel_add_xy (g_ptr_array_index (more->panels, 0), "b", SFT_NO_TEXT, SFT_ROLE_ERROR, SFT_SHAPE_CURVE, x, x, 1);
  assert_dropped (curve, more, "another number of curves (2, now 1)");
  sft_axis_add_name (&((SftPanel *)g_ptr_array_index (named->panels, 0))->x, sft_text ("first"), FALSE);
  assert_dropped (curve, named, "other names");
  ((SftPanel *)g_ptr_array_index (decades->panels, 0))->y.logarithmic = TRUE;
  assert_dropped (curve, decades, "another scale");
  sft_figure_add_panel (panels, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
  assert_dropped (curve, panels, "another number of panels (2, now 1)");
}

/* The figure itself stays as it is, whatever stands behind it. */
static void
test_shares (void)
{
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (SftFigure) now = random_figure (i % 2 == 0), then = changed_figure (now, i % 2 == 0);
      SftText why;
      g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, &why);

      g_assert_true (sft_text_is_empty (&why));
      g_assert_true (both->ghost == then);
      g_assert_cmpuint (both->panels->len, ==, now->panels->len);
      for (guint k = 0; k < now->panels->len; k++)
        {
          g_assert_true (g_ptr_array_index (both->panels, k) == g_ptr_array_index (now->panels, k));
          g_assert_true (sft_figure_ghost_panel (both, k) == g_ptr_array_index (then->panels, k));
        }
      g_assert_false (sft_figure_equal (both, now));
      g_assert_true (sft_figure_equal (both, both));
    }
}

/* Does the axis show a range of its own, and all that lies in it, or all data? */
static void
assert_covers (const SftAxisLayout *shown, const SftAxis *axis, const double *values, gsize n)
{
  if (axis->low <= axis->high)
    {
      g_assert_cmpfloat (shown->low, <=, axis->low);
      g_assert_cmpfloat (shown->high, >=, axis->high);
      return;
    }
  /* An axis begins at a tick that the data pass by less than a millionth of a step: far less than a pixel. */
  double slack = 1e-6 * (shown->high - shown->low);
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        g_assert_cmpfloat (shown->low, <=, values[i] + slack);
        g_assert_cmpfloat (shown->high, >=, values[i] - slack);
      }
}

/* Axes show all of both. */
static void
test_ranges (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (SftFigure) now = random_figure (TRUE), then = changed_figure (now, TRUE);
      g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, NULL);
      g_autoptr (SftLayout) layout = layout_of (both, pango);

      for (guint k = 0; k < layout->n_panels; k++)
        {
          const SftPanelLayout *panel = &layout->panels[k];
          const SftPanel *panels[] = { panel->panel, panel->ghost };

          for (guint p = 0; p < 2 && panel->panel->heatmap == NULL; p++)
            for (guint s = 0; s < panels[p]->series->len; s++)
              {
                const SftSeries *series = g_ptr_array_index (panels[p]->series, s);

                assert_covers (&panel->x, &panels[p]->x, series->x, series->n);
                assert_covers (&panel->y, &panels[p]->y, series->y, series->n);
              }
        }
    }
  g_object_unref (pango);
}

/* A curve that has not moved is drawn once; one that has is drawn twice, the old one in another color and dash. */
static void
test_drawn (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  const double before[] = { 0.5, 0.25, 0.25 }, after[] = { 0.5, 0.5, 0.5 };
  g_autoptr (SftFigure) then = curve_figure ("a", before, 3), now = curve_figure ("a", after, 3);
  g_autoptr (SftFigure) still = sft_figure_with_ghost (then, then, NULL);
  g_autoptr (SftFigure) moved = sft_figure_with_ghost (now, then, NULL);
  g_autoptr (SftLayout) one = layout_of (still, pango), two = layout_of (moved, pango);
  const SftStroke *ghost;

  g_assert_true (says (one, "pinned") && says (two, "pinned"));
  g_assert_cmpuint (one->panels[0].ghost_strokes->len, ==, 0);
  g_assert_cmpuint (two->panels[0].ghost_strokes->len, ==, 1);
  g_assert_cmpuint (two->panels[0].strokes->len, ==, 1);
  ghost = &g_array_index (two->panels[0].ghost_strokes, SftStroke, 0);
  g_assert_cmpint (ghost->dash.n, >, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (g_array_index (ghost->points, SftVertex, i).y, ==,
                       sft_scale_map (&two->panels[0].y.scale, before[i]));
  g_object_unref (pango);
}

/* Ghosts are seen against the background, but never as much as what is now. */
static void
test_faint (void)
{
  for (int appearance = 0; appearance < SFT_N_APPEARANCES; appearance++)
    for (int role = 0; role < SFT_N_ROLES; role++)
      {
        const SftPalette *palette = sft_palette ((SftAppearance)appearance);
        double ghost =
            sft_color_contrast (sft_ghost_color ((SftAppearance)appearance, (SftRole)role), palette->background);

        g_assert_cmpfloat (ghost, >=, appearance == SFT_HIGH_CONTRAST ? 3 : 1.9);
        g_assert_cmpfloat (ghost, <, sft_color_contrast (palette->label[role], palette->background));
        g_assert_cmpint (sft_ghost_dash ((SftRole)role).n, >, 0);
      }
}

/* A mark that moved leaves a line where it was, without a label. */
static void
test_marks (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  const double y[] = { 1, 2, 3 };
  g_autoptr (SftFigure) then = curve_figure ("a", y, 3), now = curve_figure ("a", y, 3), both = NULL;
  g_autoptr (SftLayout) layout = NULL;
  SftHit hit = SFT_HIT_INIT;
  g_autofree char *words = NULL, *all = NULL;

  sft_panel_add_mark (g_ptr_array_index (then->panels, 0), SFT_MARK_VERTICAL, 1.5, 0, sft_text ("threshold"),
                      SFT_ROLE_NEUTRAL);
  sft_panel_add_mark (g_ptr_array_index (now->panels, 0), SFT_MARK_VERTICAL, 2.5, 0, sft_text ("threshold"),
                      SFT_ROLE_NEUTRAL);
  both = sft_figure_with_ghost (now, then, NULL);
  layout = layout_of (both, pango);
  g_assert_cmpuint (layout->panels[0].ghost_lines->len, ==, 1);
  g_assert_cmpfloat (g_array_index (layout->panels[0].ghost_lines, SftMarkLine, 0).x1, ==,
                     sft_scale_map (&layout->panels[0].x.scale, 1.5));
  hit.kind = SFT_HIT_MARK;
  hit.panel = hit.item = 0;
  g_assert_true (sft_layout_find (layout, &hit));
  words = sft_layout_describe_hit (layout, &hit);
  g_assert_cmpstr (words, ==, "threshold: Step 2.5, was 1.5");
  all = sft_ghost_describe (both, FALSE);
  g_assert_nonnull (strstr (all, "What changed: threshold, from 1.5 to 2.5."));
  g_object_unref (pango);
}

static guint32
pixel (cairo_t *cr, double x, double y)
{
  cairo_surface_t *surface = cairo_get_target (cr);

  cairo_surface_flush (surface);
  return *(const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                           + (int)y * cairo_image_surface_get_stride (surface) + 4 * (int)x)
         & 0xffffff;
}

/* Only cells that changed have a dark corner, and tell what they held. */
static void
test_cells (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  const double before[] = { 0.1, 0.22, 0.9, 0.4, 0.5, NAN }, after[] = { 0.1, 0.31, 0.9, 0.4, 0.5, 1 };
  const gboolean changed[] = { FALSE, TRUE, FALSE, FALSE, FALSE, TRUE };
  g_autoptr (SftFigure) then = map_figure (before, 2, 3), now = map_figure (after, 2, 3);
  g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, NULL);
  g_autoptr (SftLayout) layout = layout_of (both, pango);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1000, 600);
  cairo_t *cr = cairo_create (surface);
  SftCanvas canvas = { cr, pango, sft_canvas_text_cairo };
  g_autofree char *all = sft_figure_describe (both, FALSE);

  sft_layout_draw (layout, &canvas);
  g_assert_true (says (layout, "changed since pinned"));
  g_assert_nonnull (strstr (all, "Cells that changed: 2 of 6."));
  for (int i = 0; i < 6; i++)
    {
      SftHit hit = SFT_HIT_INIT;
      SftBox cell = sft_heatmap_cell (&layout->panels[0], i / 3, i % 3), corner = sft_ghost_corner (&cell);
      g_autofree char *words = NULL;

      hit.kind = SFT_HIT_CELL;
      hit.panel = 0;
      hit.row = i / 3;
      hit.column = i % 3;
      words = sft_layout_describe_hit (layout, &hit);
      g_assert_cmpint (strstr (words, "was ") != NULL, ==, changed[i]);
      g_assert_cmpint (pixel (cr, corner.x + 0.8 * corner.width, corner.y + 0.2 * corner.height) == 0, ==, changed[i]);
      if (i == 1)
        g_assert_cmpstr (words, ==, "Row 0, Column 1: share 0.31, was 0.22");
      if (i == 5)
        g_assert_cmpstr (words, ==, "Row 1, Column 2: share 1, was no data");
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (pango);
}

/* A point tells what was pinned at its x, with as many digits as it takes to see the difference. */
static void
test_points (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  const double before[] = { 1, 2, 3, 0.25 }, after[] = { 1, 2.5, 3.0000001, 0, 7 };
  static const char *const expected[] = { "the a: Step 1, Loss 1.0 nats", "the a: Step 2, Loss 2.5 nats, was 2",
                                          "the a: Step 3, Loss 3 nats, was 3, now 3.0000001",
                                          "the a: Step 4, Loss 0 nats, was 0.25", "the a: Step 5, Loss 7 nats" };
  g_autoptr (SftFigure) then = curve_figure ("a", before, 4), now = curve_figure ("a", after, 5);
  g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, NULL);
  g_autoptr (SftLayout) layout = layout_of (both, pango);

  for (int i = 0; i < 5; i++)
    {
      SftHit hit = SFT_HIT_INIT;
      g_autofree char *words = NULL;

      hit.kind = SFT_HIT_POINT;
      hit.panel = hit.item = 0;
      hit.row = i;
      words = sft_layout_describe_hit (layout, &hit);
      g_assert_cmpstr (words, ==, expected[i]);
    }
  g_object_unref (pango);
}

/* The sentence names the point whose change is the greatest share of the panel. */
static void
test_words (void)
{
  const double before[] = { 1, 2, 3 }, after[] = { 1.1, 2.75, 3 };
  g_autoptr (SftFigure) then = curve_figure ("a", before, 3), now = curve_figure ("a", after, 3);
  g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, NULL), same = sft_figure_with_ghost (now, now, NULL);
  g_autoptr (SftFigure) shorter = curve_figure ("a", after, 2), other = sft_figure_with_ghost (now, shorter, NULL);
  g_autofree char *most = sft_ghost_describe (both, FALSE), *none = sft_ghost_describe (same, FALSE);
  g_autofree char *lengths = sft_ghost_describe (other, FALSE), *no_ghost = sft_ghost_describe (now, FALSE);
  g_autofree char *all = sft_figure_describe (both, FALSE);

  g_assert_cmpstr (most, ==,
                   "A pinned result is shown for comparison. What changed most: the a at Step 2, from 2 to 2.75.");
  g_assert_true (g_str_has_prefix (all, most));
  g_assert_cmpstr (none, ==, "A pinned result is shown for comparison. Nothing in the figure differs from it.");
  g_assert_cmpstr (lengths, ==, "A pinned result is shown for comparison. Points of the a: 3, pinned 2.");
  g_assert_cmpstr (no_ghost, ==, "");
}

/* Any figure with any ghost can be described, whatever its numbers are. */
static void
test_random_words (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (SftFigure) now = random_figure (FALSE), then = changed_figure (now, FALSE);
      g_autoptr (SftFigure) both = sft_figure_with_ghost (now, then, NULL);
      g_autoptr (SftLayout) layout = layout_of (both, pango);
      g_autofree char *words = sft_figure_describe (both, FALSE);
      SftHit hit = SFT_HIT_INIT;

      g_assert_nonnull (strstr (words, "A pinned result is shown for comparison."));
      for (int k = 0; k < 200 && sft_layout_step (layout, &hit, SFT_MOVE_RIGHT); k++)
        {
          g_autofree char *here = sft_layout_describe_hit (layout, &hit);

          g_assert_cmpstr (here, !=, "");
        }
    }
  g_object_unref (pango);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ghost/dropped", test_dropped);
  g_test_add_func ("/ghost/shares", test_shares);
  g_test_add_func ("/ghost/ranges", test_ranges);
  g_test_add_func ("/ghost/drawn", test_drawn);
  g_test_add_func ("/ghost/faint", test_faint);
  g_test_add_func ("/ghost/marks", test_marks);
  g_test_add_func ("/ghost/cells", test_cells);
  g_test_add_func ("/ghost/points", test_points);
  g_test_add_func ("/ghost/words", test_words);
  g_test_add_func ("/ghost/random-words", test_random_words);
  return g_test_run ();
}
