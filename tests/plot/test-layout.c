/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "figures.h"
#include "sft-layout-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double sizes[][2] = { { 1, 1 },     { 16, 16 },    { 200, 150 },  { 240, 180 },
                                   { 320, 480 }, { 1000, 600 }, { 4000, 3000 } };
static const double scales[] = { 1, 1.5, 2 };

/* The tests of places mean something only with the font that they were made for. */
static void
test_font (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  PangoFontDescription *sans = pango_font_description_from_string (SFT_FIGURE_FONT " 12");
  PangoFont *font = pango_context_load_font (pango, sans);
  PangoFontDescription *found = pango_font_describe (font);

  g_assert_cmpstr (pango_font_description_get_family (found), ==, "DejaVu Sans");
  pango_font_description_free (found);
  pango_font_description_free (sans);
  g_object_unref (font);
  g_object_unref (pango);
}

static int
by_left_edge (gconstpointer a, gconstpointer b)
{
  const SftTextRun *one = *(const SftTextRun *const *)a, *other = *(const SftTextRun *const *)b;

  return (one->box.x > other->box.x) - (one->box.x < other->box.x);
}

/* No text leaves the page or meets another one. */
static void
check_texts (const SftLayout *layout, double width, double height)
{
  gsize n;
  const SftTextRun *texts = sft_layout_texts (layout, &n);
  g_autofree const SftTextRun **sorted = g_new (const SftTextRun *, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      sorted[i] = &texts[i];
      g_assert_cmpfloat (texts[i].box.width, >, 0);
      g_assert_cmpfloat (texts[i].box.x, >=, 0);
      g_assert_cmpfloat (texts[i].box.y, >=, 0);
      g_assert_cmpfloat (texts[i].box.x + texts[i].box.width, <=, width);
      g_assert_cmpfloat (texts[i].box.y + texts[i].box.height, <=, height);
    }
  qsort (sorted, n, sizeof *sorted, by_left_edge);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n && sorted[j]->box.x < sorted[i]->box.x + sorted[i]->box.width; j++)
      if (sft_box_meets (&sorted[i]->box, &sorted[j]->box))
        g_error ("\"%s\" meets \"%s\" at %g x %g", sorted[i]->text, sorted[j]->text, width, height);
}

/* Each plot is on the page and clear of each other's. */
static void
check_plots (const SftLayout *layout, double width, double height)
{
  for (guint i = 0; i < layout->n_panels; i++)
    {
      SftBox a = sft_layout_plot_area (layout, i);

      g_assert_true (a.width >= 0 && a.height >= 0 && a.x >= 0 && a.y >= 0);
      g_assert_cmpfloat (a.x + a.width, <=, width + 1e-9);
      g_assert_cmpfloat (a.y + a.height, <=, height + 1e-9);
      for (guint j = 0; j < i; j++)
        {
          SftBox b = sft_layout_plot_area (layout, j);

          g_assert_false (sft_box_meets (&a, &b));
        }
    }
}

/* Everything that a figure says, for the ellipsis contract. */
static void
collect (GPtrArray *all, const SftText *text)
{
  g_ptr_array_add (all, (gpointer)sft_text_get (text, FALSE));
}

static void
collect_axis (GPtrArray *all, const SftAxis *axis)
{
  collect (all, &axis->label);
  for (guint i = 0; axis->names != NULL && i < axis->names->len; i++)
    collect (all, g_ptr_array_index (axis->names, i));
}

static GPtrArray *
strings_of (const SftFigure *figure)
{
  GPtrArray *all = g_ptr_array_new ();

  if (figure->ghost != NULL)
    {
      g_ptr_array_add (all, (gpointer) "pinned");
      g_ptr_array_add (all, (gpointer) "changed since pinned");
    }
  collect (all, &figure->title);
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i);

      collect (all, &panel->title);
      collect (all, &panel->note);
      collect_axis (all, &panel->x);
      collect_axis (all, &panel->y);
      for (guint j = 0; j < panel->series->len; j++)
        collect (all, &((SftSeries *)g_ptr_array_index (panel->series, j))->legend);
      for (guint j = 0; j < panel->marks->len; j++)
        collect (all, &((SftMark *)g_ptr_array_index (panel->marks, j))->label);
      if (panel->heatmap != NULL)
        collect (all, &panel->heatmap->bar);
    }
  return all;
}

/* A text is a number, or one of the figure's texts, whole or a wrapped line of it, or its beginning with an
 * ellipsis; a name may have its number in front. */
static void
check_ellipsis (const SftFigure *figure, const SftLayout *layout)
{
  g_autoptr (GPtrArray) all = strings_of (figure);
  gsize n;
  const SftTextRun *texts = sft_layout_texts (layout, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup (texts[i].text);
      const char *rest;
      gboolean found;

      if (g_str_has_suffix (text, "…"))
        text[strlen (text) - strlen ("…")] = '\0';
      rest = text + strspn (text, "0123456789");
      rest += rest > text && *rest == ' ' ? 1 : 0;
      found = g_ascii_isdigit (text[0]) || g_str_has_prefix (text, "\u2212") || g_str_has_prefix (text, "∞");
      for (guint k = 0; k < all->len && !found; k++)
        found = strstr (g_ptr_array_index (all, k), text) != NULL || strstr (g_ptr_array_index (all, k), rest) != NULL;
      if (!found)
        g_error ("\"%s\" is none of the figure's texts", texts[i].text);
    }
}

/* The corner of a changed cell lies in its cell, clear of all texts; so do those of a cell that is too small for one.
 */
static void
check_corners (const SftLayout *layout)
{
  gsize n;
  const SftTextRun *texts = sft_layout_texts (layout, &n);

  for (guint i = 0; i < layout->n_panels; i++)
    {
      const SftPanelLayout *panel = &layout->panels[i];
      const SftHeatmap *heatmap = panel->panel->heatmap;

      for (int row = 0; heatmap != NULL && panel->plot.width > 0 && panel->plot.height > 0 && row < heatmap->rows;
           row++)
        for (int column = 0; column < heatmap->columns; column++)
          {
            SftBox cell = sft_heatmap_cell (panel, row, column), corner = sft_ghost_corner (&cell);

            g_assert_cmpfloat (corner.x, >=, cell.x);
            g_assert_cmpfloat (corner.x + corner.width, <=, cell.x + cell.width + 1e-9);
            g_assert_cmpfloat (corner.y, >=, cell.y);
            g_assert_cmpfloat (corner.y + corner.height, <=, cell.y + cell.height + 1e-9);
            for (gsize k = 0; k < n; k++)
              {
                const SftBox *box = &texts[k].box;
                /* How far the text's upper right corner lies inside of the slanting edge. */
                double right = MIN (box->x + box->width, corner.x + corner.width), top = MAX (box->y, corner.y);
                double inside = (right - corner.x) - (top - corner.y);

                if (texts[k].panel == (int)i && strpbrk (texts[k].text, "0123456789") != NULL && box->x >= cell.x
                    && box->x + box->width <= cell.x + cell.width && sft_box_meets (box, &corner))
                  g_assert_cmpfloat (inside, <=, 0.25 * texts[k].size);
              }
          }
    }
}

static void
check_random (gboolean tame, int n, gboolean ghosts)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < n; i++)
    {
      g_autoptr (SftFigure) now = random_figure (tame), then = ghosts ? changed_figure (now, tame) : NULL;
      g_autoptr (SftFigure) figure = ghosts ? sft_figure_with_ghost (now, then, NULL) : sft_figure_ref (now);

      g_assert_true (!ghosts == (figure->ghost == NULL));

      for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
        for (int appearance = 0; appearance < SFT_N_APPEARANCES; appearance++)
          for (gsize s = 0; s < G_N_ELEMENTS (scales); s++)
            {
              SftStyle style = SFT_STYLE_INIT;
              g_autoptr (SftLayout) layout = NULL;

              style.appearance = (SftAppearance)appearance;
              style.text_scale = scales[s];
              style.legend = g_test_rand_int_range (0, 4) > 0;
              style.title = g_test_rand_int_range (0, 4) > 0;
              layout = sft_layout_new (figure, &style, pango, sizes[k][0], sizes[k][1]);
              check_texts (layout, sizes[k][0], sizes[k][1]);
              check_plots (layout, sizes[k][0], sizes[k][1]);
              check_ellipsis (figure, layout);
              if (ghosts)
                check_corners (layout);
            }
    }
  g_object_unref (pango);
}

static void
test_tame (void)
{
  check_random (TRUE, 20, FALSE);
}

static void
test_wild (void)
{
  check_random (FALSE, 12, FALSE);
}

/* The same with a pinned figure behind it. */
static void
test_tame_ghosts (void)
{
  check_random (TRUE, 12, TRUE);
}

static void
test_wild_ghosts (void)
{
  check_random (FALSE, 8, TRUE);
}

static cairo_t *
page (int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

static guint32
pixel (cairo_t *cr, int x, int y)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  return *(const guint32 *)(gconstpointer)(data + y * cairo_image_surface_get_stride (surface) + 4 * x) & 0xffffff;
}

static void
no_text (SftCanvas *canvas, const SftTextRun *run)
{
}

/* Every figure draws, at every size, and leaves the context as it found it. */
static void
test_draw_balanced (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (SftFigure) now = random_figure (i % 2 == 0), then = changed_figure (now, i % 2 == 0);
      g_autoptr (SftFigure) figure = i % 4 < 2 ? sft_figure_with_ghost (now, then, NULL) : sft_figure_ref (now);
      gsize k = (gsize)i % G_N_ELEMENTS (sizes);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (SftLayout) layout = NULL;
      cairo_t *cr = page ((int)sizes[k][0], (int)sizes[k][1]);
      SftCanvas canvas = { cr, pango, sft_canvas_text_cairo };
      cairo_matrix_t before, after;
      cairo_path_t *path;
      cairo_rectangle_list_t *clip;

      style.appearance = (SftAppearance)(i % SFT_N_APPEARANCES);
      style.transparent = i % 3 == 0;
      layout = sft_layout_new (figure, &style, pango, sizes[k][0], sizes[k][1]);
      cairo_set_line_width (cr, 17);
      cairo_get_matrix (cr, &before);
      sft_layout_draw (layout, &canvas);
      cairo_get_matrix (cr, &after);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
      g_assert_cmpfloat (cairo_get_line_width (cr), ==, 17);
      g_assert_cmpint (cairo_get_dash_count (cr), ==, 0);
      path = cairo_copy_path (cr);
      g_assert_cmpint (path->num_data, ==, 0);
      cairo_path_destroy (path);
      clip = cairo_copy_clip_rectangle_list (cr);
      g_assert_cmpint (clip->num_rectangles, ==, 1);
      g_assert_cmpfloat (clip->rectangles[0].width, ==, sizes[k][0]);
      cairo_rectangle_list_destroy (clip);
      /* One restore too many would be an error here. */
      cairo_save (cr);
      cairo_restore (cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
    }
  g_object_unref (pango);
}

/* A curve with its own y, on fixed axes. */
static SftFigure *
fixed_figure (SftShape shape, const double *y, gsize n)
{
  SftFigure *figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("x"), sft_text ("y"));
  SftSeries *series = sft_panel_add_series (panel, "s", SFT_NO_TEXT, SFT_ROLE_PRIMARY, shape, n);

  panel->x.low = 0;
  panel->x.high = (double)(n - 1);
  panel->y.low = 0;
  panel->y.high = 1;
  for (gsize i = 0; i < n; i++)
    {
      series->x[i] = (double)i;
      series->y[i] = y[i];
    }
  return figure;
}

static cairo_t *
drawn (SftFigure *figure, SftBox *plot, gboolean text)
{
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 500, 300);
  cairo_t *cr = page (500, 300);
  SftCanvas canvas = { cr, pango, text ? sft_canvas_text_cairo : no_text };

  sft_layout_draw (layout, &canvas);
  *plot = sft_layout_plot_area (layout, 0);
  g_object_unref (pango);
  return cr;
}

/* Data of any size change pixels of the plot alone. */
static void
test_inside_plot (void)
{
  static const SftShape shapes[] = { SFT_SHAPE_CURVE, SFT_SHAPE_MARKED, SFT_SHAPE_STEPS, SFT_SHAPE_BARS,
                                     SFT_SHAPE_POINTS };
  const double calm[] = { 0.5, 0.5, 0.5, 0.5 }, wild[] = { -9, 1e300, -1e9, 1.02 };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (SftFigure) one = fixed_figure (shapes[i], calm, 4), two = fixed_figure (shapes[i], wild, 4);
      SftBox plot, other;
      cairo_t *a = drawn (one, &plot, TRUE), *b = drawn (two, &other, TRUE);
      int changed = 0;

      g_assert_cmpmem (&plot, sizeof plot, &other, sizeof other);
      for (int y = 0; y < 300; y++)
        for (int x = 0; x < 500; x++)
          if (pixel (a, x, y) != pixel (b, x, y))
            {
              g_assert_cmpint (x, >=, plot.x);
              g_assert_cmpint (y, >=, plot.y);
              g_assert_cmpint (x, <, plot.x + plot.width);
              g_assert_cmpint (y, <, plot.y + plot.height);
              changed++;
            }
      g_assert_cmpint (changed, >, 0);
      cairo_destroy (a);
      cairo_destroy (b);
    }
}

/* How many pixels of a column are of the curve's color. */
static int
colored (cairo_t *cr, const SftBox *plot, double x)
{
  int n = 0;

  for (int y = (int)plot->y; y < (int)(plot->y + plot->height); y++)
    n += pixel (cr, (int)x, y) == 0x0077bb;
  return n;
}

/* Not a number leaves a gap between its neighbors, and nowhere else. */
static void
test_gap (void)
{
  const double y[] = { 0.42, 0.42, 0.42, NAN, 0.42, 0.42, NAN };
  g_autoptr (SftFigure) figure = fixed_figure (SFT_SHAPE_CURVE, y, 7);
  SftBox plot;
  cairo_t *cr = drawn (figure, &plot, FALSE);
  double unit = (plot.width - 16) / 6; /* 8 points of padding on each side */

  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 0.5 * unit), >, 0);
  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 1.5 * unit), >, 0);
  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 2.5 * unit), ==, 0);
  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 3.5 * unit), ==, 0);
  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 4.5 * unit), >, 0);
  g_assert_cmpint (colored (cr, &plot, plot.x + 8 + 5.5 * unit), ==, 0);
  cairo_destroy (cr);
}

/* At most two points a column, and no extreme is lost. */
static void
test_decimation (void)
{
  const gsize n = 100000;
  g_autofree double *y = g_new (double, n);
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftFigure) figure = NULL;
  g_autoptr (SftLayout) layout = NULL;
  const SftPanelLayout *panel;
  const GArray *points;
  double top = INFINITY, bottom = -INFINITY;
  int in_column = 0;

  for (gsize i = 0; i < n; i++)
    y[i] = g_test_rand_double_range (0.4, 0.6);
  y[g_test_rand_int_range (0, (int)n)] = 0.9;
  y[g_test_rand_int_range (0, (int)n / 2)] = 0.1;
  figure = fixed_figure (SFT_SHAPE_CURVE, y, n);
  layout = sft_layout_new (figure, &style, pango, 500, 300);
  panel = &layout->panels[0];
  points = g_array_index (panel->strokes, SftStroke, 0).points;
  g_assert_cmpuint (points->len, <=, 2 * (guint)(panel->plot.width + 1));
  g_assert_cmpuint (points->len, >=, (guint)(panel->plot.width - 20));
  for (guint i = 0; i < points->len; i++)
    {
      const SftVertex *vertex = &g_array_index (points, SftVertex, i);

      top = MIN (top, vertex->y);
      bottom = MAX (bottom, vertex->y);
      g_assert_cmpint (vertex->move, ==, i == 0);
      /* In the order of the data. */
      g_assert_cmpfloat (vertex->x, >=, i > 0 ? (vertex - 1)->x : 0);
      in_column = i > 0 && floor (vertex->x) == floor ((vertex - 1)->x) ? in_column + 1 : 1;
      g_assert_cmpint (in_column, <=, 2);
    }
  /* The same arithmetic, so equal. */
  g_assert_cmpfloat (top, ==, sft_scale_map (&panel->y.scale, 0.9));
  g_assert_cmpfloat (bottom, ==, sft_scale_map (&panel->y.scale, 0.1));
  g_object_unref (pango);
}

/* A short curve keeps each of its points. */
static void
test_no_decimation (void)
{
  const double y[] = { 0.1, 0.9, 0.3, 0.3, 0.5 };
  g_autoptr (SftFigure) figure = fixed_figure (SFT_SHAPE_CURVE, y, 5);
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 500, 300);
  const SftPanelLayout *panel = &layout->panels[0];
  const GArray *points = g_array_index (panel->strokes, SftStroke, 0).points;

  g_assert_cmpuint (points->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpfloat (g_array_index (points, SftVertex, i).x, ==, sft_scale_map (&panel->x.scale, i));
      g_assert_cmpfloat (g_array_index (points, SftVertex, i).y, ==, sft_scale_map (&panel->y.scale, y[i]));
    }
  g_object_unref (pango);
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

/* With room for all, all is there. */
static void
test_all_shown (void)
{
  static const char *const words[] = { "Response-only SFT loss",
                                       "Probability",
                                       "Vocabulary",
                                       "Token position",
                                       "Token loss",
                                       "NLL (nats)",
                                       "probability",
                                       "token NLL",
                                       "masked mean",
                                       "full mean",
                                       "0 Explain",
                                       "3 fall",
                                       "0.79",
                                       "0.08" };
  g_autoptr (SftFigure) figure = response_figure (), curves = curves_figure (40);
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int appearance = 0; appearance < SFT_N_APPEARANCES; appearance++)
    {
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (SftLayout) layout = NULL, lines = NULL;

      style.appearance = (SftAppearance)appearance;
      layout = sft_layout_new (figure, &style, pango, 1000, 600);
      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        if (!says (layout, words[i]))
          g_error ("\"%s\" is missing", words[i]);
      lines = sft_layout_new (curves, &style, pango, 1000, 600);
      g_assert_true (says (lines, "train") && says (lines, "validation") && says (lines, "overfit onset"));
      g_assert_true (says (lines, "goal") && says (lines, "best step") && says (lines, "Step"));
      style.title = style.legend = FALSE;
      g_clear_pointer (&lines, sft_layout_free);
      lines = sft_layout_new (curves, &style, pango, 1000, 600);
      g_assert_false (says (lines, "SFT loss curves") || says (lines, "train"));
    }
  g_object_unref (pango);
}

/* Rows and columns of plots line up; wide pages have panels side by side, narrow ones stack them. */
static void
test_grid (void)
{
  g_autoptr (SftFigure) figure = response_figure ();
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftLayout) wide = sft_layout_new (figure, &style, pango, 1000, 600);
  g_autoptr (SftLayout) narrow = sft_layout_new (figure, &style, pango, 320, 480);
  SftBox a = sft_layout_plot_area (wide, 0), b = sft_layout_plot_area (wide, 1);

  g_assert_cmpfloat (a.y, ==, b.y);
  g_assert_cmpfloat (a.height, ==, b.height);
  g_assert_cmpfloat (a.x + a.width, <, b.x);
  a = sft_layout_plot_area (narrow, 0);
  b = sft_layout_plot_area (narrow, 1);
  g_assert_cmpfloat (a.x, ==, b.x);
  g_assert_cmpfloat (a.y + a.height, <, b.y);
  g_object_unref (pango);
}

/* Even the smallest page of the contract shows data: half of it is plots, in each direction where panels stand. */
static void
test_small (void)
{
  g_autoptr (SftFigure) figure = response_figure ();
  PangoContext *pango = sft_figure_pango_context_new ();
  SftStyle style = SFT_STYLE_INIT;

  for (gsize s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      g_autoptr (SftLayout) layout = NULL;
      SftBox a, b;

      style.text_scale = scales[s];
      layout = sft_layout_new (figure, &style, pango, 240, 180);
      a = sft_layout_plot_area (layout, 0);
      b = sft_layout_plot_area (layout, 1);
      g_assert_cmpfloat (a.height + b.height, >=, 0.5 * 180);
      g_assert_cmpfloat (MIN (a.width, b.width), >=, 0.5 * 240);
    }
  g_object_unref (pango);
}

static void
check_cells (const SftAxisLayout *axis, double start, double cell)
{
  const GArray *ticks = axis->ticks;
  double stride = ticks->len > 1 ? g_array_index (ticks, SftTick, 1).value : 1;

  g_assert_cmpuint (ticks->len, >, 0);
  for (guint i = 0; i < ticks->len; i++)
    {
      const SftTick *tick = &g_array_index (ticks, SftTick, i);

      g_assert_cmpfloat (tick->value, ==, i * stride);
      /* The middle of a cell, up to rounding of a product. */
      g_assert_cmpfloat_with_epsilon (tick->position, start + (tick->value + 0.5) * cell, 1e-9);
    }
}

/* Heatmap ticks stand in the middle of cells, count from 0, and thin out evenly. */
static void
test_cell_ticks (void)
{
  g_autofree double *values = g_new0 (double, 16 * 64);
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int columns = 1; columns <= 64; columns++)
    {
      g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
      SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, SFT_NO_TEXT);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (SftLayout) layout = NULL;

      sft_panel_add_heatmap (panel, "map", values, 16, columns, SFT_NO_TEXT);
      layout =
          sft_layout_new (figure, &style, pango, g_test_rand_int_range (200, 1200), g_test_rand_int_range (110, 400));
      check_cells (&layout->panels[0].x, layout->panels[0].plot.x, layout->panels[0].plot.width / columns);
      check_cells (&layout->panels[0].y, layout->panels[0].plot.y, layout->panels[0].plot.height / 16);
    }
  g_object_unref (pango);
}

/* A box covers the ink of its text: measured once more, by Pango alone. */
static void
test_boxes (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < 10; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (TRUE);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, 1000, 600);
      gsize n;
      const SftTextRun *texts = sft_layout_texts (layout, &n);

      for (gsize k = 0; k < n; k++)
        {
          const SftTextRun *run = &texts[k];
          g_autofree char *font = g_strdup_printf ("Sans %s", run->bold ? "Bold" : "");
          PangoFontDescription *description = pango_font_description_from_string (font);
          g_autoptr (PangoLayout) line = pango_layout_new (pango);
          PangoRectangle ink;
          double left, right, across;
          gboolean turned = run->angle != 0;

          pango_font_description_set_absolute_size (description, run->size * PANGO_SCALE);
          pango_layout_set_font_description (line, description);
          pango_layout_set_text (line, run->text, -1);
          pango_font_description_free (description);
          pango_layout_line_get_extents (pango_layout_get_line_readonly (line, 0), &ink, NULL);
          left = (double)ink.x / PANGO_SCALE;
          right = (double)(ink.x + ink.width) / PANGO_SCALE;
          across = (double)ink.y / PANGO_SCALE;
          if (turned)
            {
              g_assert_cmpfloat (run->box.y, <=, run->y - right);
              g_assert_cmpfloat (run->box.y + run->box.height, >=, run->y - left);
              g_assert_cmpfloat (run->box.x, <=, run->x + across);
            }
          else
            {
              g_assert_cmpfloat (run->box.x, <=, run->x + left);
              g_assert_cmpfloat (run->box.x + run->box.width, >=, run->x + right);
              g_assert_cmpfloat (run->box.y, <=, run->y + across);
            }
        }
    }
  g_object_unref (pango);
}

/* The same figure and style: the same layout. */
static void
test_repeatable (void)
{
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int i = 0; i < 20; i++)
    {
      g_autoptr (SftFigure) figure = random_figure (FALSE);
      SftStyle style = SFT_STYLE_INIT;
      g_autoptr (SftLayout) a = sft_layout_new (figure, &style, pango, 640, 400);
      g_autoptr (SftLayout) b = sft_layout_new (figure, &style, pango, 640, 400);
      gsize n, m;
      const SftTextRun *one = sft_layout_texts (a, &n), *other = sft_layout_texts (b, &m);

      g_assert_cmpuint (n, ==, m);
      for (gsize k = 0; k < n; k++)
        {
          g_assert_cmpstr (one[k].text, ==, other[k].text);
          g_assert_cmpmem (&one[k].box, sizeof (SftBox), &other[k].box, sizeof (SftBox));
        }
    }
  g_object_unref (pango);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/font", test_font);
  g_test_add_func ("/layout/tame", test_tame);
  g_test_add_func ("/layout/wild", test_wild);
  g_test_add_func ("/layout/tame-ghosts", test_tame_ghosts);
  g_test_add_func ("/layout/wild-ghosts", test_wild_ghosts);
  g_test_add_func ("/layout/draw-balanced", test_draw_balanced);
  g_test_add_func ("/layout/inside-plot", test_inside_plot);
  g_test_add_func ("/layout/gap", test_gap);
  g_test_add_func ("/layout/decimation", test_decimation);
  g_test_add_func ("/layout/no-decimation", test_no_decimation);
  g_test_add_func ("/layout/all-shown", test_all_shown);
  g_test_add_func ("/layout/grid", test_grid);
  g_test_add_func ("/layout/small", test_small);
  g_test_add_func ("/layout/cell-ticks", test_cell_ticks);
  g_test_add_func ("/layout/boxes", test_boxes);
  g_test_add_func ("/layout/repeatable", test_repeatable);
  return g_test_run ();
}
