/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a layout. Nothing is decided here. Only the OVER operator and plain colors are used, and hatching is
 * lines: SVG and PDF hold no bitmap. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

/* Long paths are stroked in pieces: Cairo's cost grows faster than their length. */
#define PIECE 64
#define HATCH 7.0
/* Of background around a marker. */
#define RIM 1.2

void
sft_canvas_text_cairo (SftCanvas *canvas, const SftTextRun *run)
{
  cairo_t *cr;

  g_return_if_fail (canvas != NULL && canvas->cr != NULL && run != NULL);

  cr = canvas->cr;
  cairo_save (cr);
  sft_set_color (cr, run->color);
  cairo_move_to (cr, run->x, run->y);
  if (run->angle != 0)
    cairo_rotate (cr, run->angle);
  if (run->line != NULL)
    pango_cairo_show_layout_line (cr, run->line);
  else
    {
      g_autoptr (PangoLayout) layout = sft_text_layout (canvas->pango, run->text, run->size, run->bold);

      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
    }
  cairo_new_path (cr);
  cairo_restore (cr);
}

void
sft_draw_dash (cairo_t *cr, const SftDash *dash, double width, double offset)
{
  double lengths[SFT_MAX_DASHES];

  for (int i = 0; i < dash->n; i++)
    lengths[i] = dash->lengths[i] * width;
  cairo_set_dash (cr, lengths, dash->n, offset);
}

void
sft_draw_stroke (cairo_t *cr, const SftStroke *stroke)
{
  const SftVertex *points = (const SftVertex *)(gpointer)stroke->points->data;
  guint n = stroke->points->len;
  double length = 0;

  sft_set_color (cr, stroke->color);
  cairo_set_line_width (cr, stroke->width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, stroke->dash.n == 0 ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < n;)
    {
      guint end = i + 1;

      /* One piece: from i to before `end`. The next one begins where it stops, and so do its dashes. */
      while (end < n && !points[end].move && end - i < PIECE)
        end++;
      if (end - i == 1)
        {
          cairo_new_path (cr);
          cairo_arc (cr, points[i].x, points[i].y, 0.75 * stroke->width, 0, 2 * G_PI);
          cairo_fill (cr);
          i = end;
          continue;
        }
      if (points[i].move)
        length = 0;
      sft_draw_dash (cr, &stroke->dash, stroke->width, length);
      cairo_move_to (cr, points[i].x, points[i].y);
      for (guint k = i + 1; k < end; k++)
        {
          cairo_line_to (cr, points[k].x, points[k].y);
          length += hypot (points[k].x - points[k - 1].x, points[k].y - points[k - 1].y);
        }
      cairo_stroke (cr);
      i = end < n && !points[end].move ? end - 1 : end;
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

void
sft_hatch (cairo_t *cr, const SftBox *outer, double spacing, gboolean falling)
{
  /* The ends of slanting lines reach beyond the points they end in. */
  SftBox inner = { outer->x + 0.5, outer->y + 0.5, outer->width - 1, outer->height - 1 };
  const SftBox *box = &inner;
  double bottom = box->y + box->height, right = box->x + box->width, first;

  if (box->width <= 0 || box->height <= 0)
    return;
  /* Rising lines have constant x + y, and all boxes of a page share them. (Not with CAIRO_ANTIALIAS_FAST, which would
   * be quicker: in Cairo 1.16 it writes past its buffer of spans where many edges meet in a narrow clip.) */
  first = ceil ((box->x + box->y) / spacing) * spacing;
  for (double sum = first; sum < right + bottom; sum += spacing)
    {
      double x1 = MAX (box->x, sum - bottom), x2 = MIN (right, sum - box->y);

      if (falling)
        {
          cairo_move_to (cr, x1, box->y + bottom - (sum - x1));
          cairo_line_to (cr, x2, box->y + bottom - (sum - x2));
        }
      else
        {
          cairo_move_to (cr, x1, sum - x1);
          cairo_line_to (cr, x2, sum - x2);
        }
    }
  cairo_stroke (cr);
}

static void
role_hatch (const SftLayout *layout, cairo_t *cr, const SftBox *box, SftRole role)
{
  sft_set_color (cr, layout->palette->background);
  cairo_set_line_width (cr, 1.25);
  if (role == SFT_ROLE_SECONDARY || role == SFT_ROLE_ERROR)
    sft_hatch (cr, box, 1.2 * HATCH, FALSE);
  if (role == SFT_ROLE_TERTIARY || role == SFT_ROLE_ERROR)
    sft_hatch (cr, box, 1.2 * HATCH, TRUE);
  if (role == SFT_ROLE_HIGHLIGHT)
    {
      for (double y = box->y + box->height - 0.7 * HATCH; y > box->y; y -= 0.7 * HATCH)
        {
          cairo_move_to (cr, box->x, y);
          cairo_line_to (cr, box->x + box->width, y);
        }
      cairo_stroke (cr);
    }
}

/* A bar in its role's color with its role's hatching, or pale with grey lines where it does not count. */
void
sft_draw_bar (const SftLayout *layout, cairo_t *cr, const SftBar *bar)
{
  const SftBox *box = &bar->box;

  if (box->width <= 0 || box->height <= 0)
    return;
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  sft_set_color (cr, bar->hatched ? layout->palette->empty : layout->palette->line[bar->role]);
  cairo_fill (cr);
  if (!bar->hatched)
    {
      role_hatch (layout, cr, box, bar->role);
      return;
    }
  sft_set_color (cr, layout->palette->line[SFT_ROLE_NEUTRAL]);
  cairo_set_line_width (cr, 1);
  sft_hatch (cr, box, CLAMP (box->width / 10, 5, 10), FALSE);
  if (box->width > 2 && box->height > 2)
    {
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
      cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
      cairo_stroke (cr);
    }
}

static void
spot_path (cairo_t *cr, const SftSpot *spot, double r)
{
  double x = spot->x, y = spot->y;

  cairo_new_path (cr);
  switch (spot->marker)
    {
    case SFT_MARKER_SQUARE:
      cairo_rectangle (cr, x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case SFT_MARKER_TRIANGLE:
    case SFT_MARKER_TRIANGLE_DOWN:
      {
        double up = spot->marker == SFT_MARKER_TRIANGLE ? 1 : -1;

        cairo_move_to (cr, x, y - 1.15 * up * r);
        cairo_line_to (cr, x + 1.05 * r, y + 0.75 * up * r);
        cairo_line_to (cr, x - 1.05 * r, y + 0.75 * up * r);
        cairo_close_path (cr);
      }
      break;
    case SFT_MARKER_DIAMOND:
      cairo_move_to (cr, x, y - 1.2 * r);
      cairo_line_to (cr, x + 1.2 * r, y);
      cairo_line_to (cr, x, y + 1.2 * r);
      cairo_line_to (cr, x - 1.2 * r, y);
      cairo_close_path (cr);
      break;
    case SFT_MARKER_CROSS:
      {
        const double a = 0.38 * r, b = 1.1 * r;
        const double corners[12][2] = { { a, 0 },      { b, b - a },  { b - a, b },  { 0, a },
                                        { a - b, b },  { -b, b - a }, { -a, 0 },     { -b, a - b },
                                        { a - b, -b }, { 0, -a },     { b - a, -b }, { b, a - b } };

        for (int i = 0; i < 12; i++)
          cairo_line_to (cr, x + corners[i][0], y + corners[i][1]);
        cairo_close_path (cr);
      }
      break;
    case SFT_MARKER_CIRCLE:
    default:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    }
}

void
sft_draw_spot (const SftLayout *layout, cairo_t *cr, const SftSpot *spot)
{
  if (spot->halo && !layout->style.transparent)
    {
      /* A rim of background sets markers off from the lines they lie on. Filling is cheaper than stroking. */
      spot_path (cr, spot, spot->radius + RIM);
      sft_set_color (cr, layout->palette->background);
      cairo_fill (cr);
    }
  spot_path (cr, spot, spot->radius);
  sft_set_color (cr, spot->hollow ? layout->palette->background : spot->color);
  cairo_fill_preserve (cr);
  if (spot->hollow)
    {
      sft_set_color (cr, spot->color);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
      cairo_set_line_width (cr, 2);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

void
sft_draw_mark_lines (cairo_t *cr, const GArray *lines)
{
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < lines->len; i++)
    {
      const SftMarkLine *line = &g_array_index (lines, SftMarkLine, i);

      sft_set_color (cr, line->color);
      cairo_set_line_width (cr, line->width);
      sft_draw_dash (cr, &line->dash, line->width, 0);
      cairo_move_to (cr, line->x1, line->y1);
      cairo_line_to (cr, line->x2, line->y2);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The middle of the unit that a position lies in: lines of width 1 there are sharp. */
static double
sharp (double position, double start, double length)
{
  return MIN (floor (position), start + length - 1) + 0.5;
}

static void
draw_grid (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftBox *plot = &panel->plot;

  sft_set_color (cr, layout->palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < panel->y.ticks->len; i++)
    {
      double y = sharp (g_array_index (panel->y.ticks, SftTick, i).position, plot->y, plot->height);

      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
    }
  for (guint i = 0; i < panel->x.ticks->len && !panel->bars; i++)
    {
      double x = sharp (g_array_index (panel->x.ticks, SftTick, i).position, plot->x, plot->width);

      cairo_move_to (cr, x, plot->y);
      cairo_line_to (cr, x, plot->y + plot->height);
    }
  cairo_stroke (cr);
}

/* The horizontal line at zero, where the axis does not lie there anyway. */
static void
draw_zero (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftBox *plot = &panel->plot;
  double y = sft_scale_map (&panel->y.scale, 0);

  if (!(panel->y.low <= 0 && panel->y.high >= 0) || y > plot->y + plot->height - 1)
    return;
  sft_set_color (cr, layout->palette->axis);
  cairo_set_line_width (cr, 1);
  y = sharp (y, plot->y, plot->height);
  cairo_move_to (cr, plot->x, y);
  cairo_line_to (cr, plot->x + plot->width, y);
  cairo_stroke (cr);
}

static void
draw_axes (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftBox *plot = &panel->plot;
  double x = plot->x - 0.5, y = plot->y + plot->height + 0.5;

  if (!layout->shown.ticks)
    return;
  sft_set_color (cr, layout->palette->axis);
  cairo_set_line_width (cr, 1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  if (panel->panel->heatmap == NULL)
    {
      cairo_move_to (cr, x, plot->y);
      cairo_line_to (cr, x, y);
      cairo_move_to (cr, x - 0.5, y);
      cairo_line_to (cr, plot->x + plot->width, y);
    }
  for (guint i = 0; i < panel->x.ticks->len; i++)
    {
      double at = sharp (g_array_index (panel->x.ticks, SftTick, i).position, plot->x, plot->width);

      cairo_move_to (cr, at, y + 0.5);
      cairo_line_to (cr, at, y + SFT_TICK_LENGTH);
    }
  for (guint i = 0; i < panel->y.ticks->len; i++)
    {
      double at = sharp (g_array_index (panel->y.ticks, SftTick, i).position, plot->y, plot->height);

      cairo_move_to (cr, x - 0.5, at);
      cairo_line_to (cr, x - SFT_TICK_LENGTH, at);
    }
  for (guint i = 0; i < panel->x.minor->len; i++)
    {
      double at = sharp (g_array_index (panel->x.minor, double, i), plot->x, plot->width);

      cairo_move_to (cr, at, y + 0.5);
      cairo_line_to (cr, at, y + SFT_TICK_LENGTH / 2);
    }
  for (guint i = 0; i < panel->y.minor->len; i++)
    {
      double at = sharp (g_array_index (panel->y.minor, double, i), plot->y, plot->height);

      cairo_move_to (cr, x - 0.5, at);
      cairo_line_to (cr, x - SFT_TICK_LENGTH / 2, at);
    }
  cairo_stroke (cr);
}

static void
draw_data (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftBox *plot = &panel->plot;

  cairo_save (cr);
  cairo_rectangle (cr, plot->x, plot->y, plot->width, plot->height);
  cairo_clip (cr);
  if (panel->panel->heatmap != NULL)
    {
      sft_heatmap_draw (layout, panel, cr);
      sft_ghost_draw_corners (panel, cr);
    }
  else
    draw_grid (layout, panel, cr);
  for (guint i = 0; i < panel->bar_list->len; i++)
    sft_draw_bar (layout, cr, &g_array_index (panel->bar_list, SftBar, i));
  if (panel->panel->heatmap == NULL)
    draw_zero (layout, panel, cr);
  sft_ghost_draw (layout, panel, cr);
  for (guint i = 0; i < panel->strokes->len; i++)
    sft_draw_stroke (cr, &g_array_index (panel->strokes, SftStroke, i));
  sft_draw_mark_lines (cr, panel->lines);
  for (guint i = 0; i < panel->spots->len; i++)
    sft_draw_spot (layout, cr, &g_array_index (panel->spots, SftSpot, i));
  for (guint i = 0; i < panel->plates->len; i++)
    {
      const SftBox *plate = &g_array_index (panel->plates, SftBox, i);
      const SftColor *color = &layout->palette->background;

      cairo_set_source_rgba (cr, color->red, color->green, color->blue, 0.88);
      cairo_rectangle (cr, plate->x, plate->y, plate->width, plate->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < panel->points->len; i++)
    sft_draw_spot (layout, cr, &g_array_index (panel->points, SftSpot, i));
  cairo_restore (cr);
}

static void
draw_swatch (const SftLayout *layout, const SftLegendEntry *entry, cairo_t *cr, double x, double y)
{
  const SftSeries *series = entry->series;
  double width = sft_legend_swatch_width (layout, entry);

  if (entry->ghost != SFT_LEGEND_NOW)
    {
      sft_ghost_draw_swatch (layout, entry, cr, x, y);
      return;
    }
  if (series == NULL)
    {
      sft_set_color (cr, sft_category_color (layout->style.appearance, entry->kind));
      cairo_rectangle (cr, x, y - width / 2, width, width);
      cairo_fill_preserve (cr);
      sft_set_color (cr, layout->palette->axis);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
      return;
    }
  SftStroke stroke = { layout->palette->line[series->role],
                       series->thin ? 1.25 * layout->palette->line_width / 2 : layout->palette->line_width,
                       sft_dash (series->role, series->line), NULL };
  SftVertex ends[2] = { { x, y, TRUE }, { x + width, y, FALSE } };

  if (series->shape == SFT_SHAPE_BARS)
    {
      SftBar bar = { { x, y - width / 2, width, width }, series->role, series->hatched != NULL };

      for (gsize i = 0; i < series->n && bar.hatched; i++)
        bar.hatched = series->hatched[i] != 0;
      sft_draw_bar (layout, cr, &bar);
      return;
    }
  if (series->shape != SFT_SHAPE_POINTS)
    {
      stroke.points = g_array_sized_new (FALSE, FALSE, sizeof (SftVertex), 2);
      g_array_append_vals (stroke.points, ends, 2);
      sft_draw_stroke (cr, &stroke);
      g_array_unref (stroke.points);
    }
  if (series->shape == SFT_SHAPE_MARKED || series->shape == SFT_SHAPE_POINTS)
    {
      SftSpot spot = {
        x + width / 2, y, 3.6, sft_marker (series->role), stroke.color, series->source == SFT_SOURCE_PUBLISHED, TRUE
      };

      sft_draw_spot (layout, cr, &spot);
    }
}

static void
draw_panel (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  if (panel->plot.width > 0 && panel->plot.height > 0)
    {
      draw_axes (layout, panel, cr);
      draw_data (layout, panel, cr);
      sft_bar_draw (layout, panel, cr);
    }
  sft_draw_mark_lines (cr, panel->leaders);
  for (guint i = 0; i < panel->legend->len; i++)
    {
      const SftLegendEntry *entry = &g_array_index (panel->legend, SftLegendEntry, i);

      draw_swatch (layout, entry, cr, panel->plot.x + entry->x, floor (entry->middle) + 0.5);
    }
}

void
sft_layout_draw (const SftLayout *layout, SftCanvas *canvas)
{
  cairo_t *cr;

  g_return_if_fail (layout != NULL);
  g_return_if_fail (canvas != NULL && canvas->cr != NULL);

  cr = canvas->cr;
  cairo_save (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  if (!layout->style.transparent)
    {
      sft_set_color (cr, layout->palette->background);
      cairo_rectangle (cr, 0, 0, layout->width, layout->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < layout->n_panels; i++)
    draw_panel (layout, &layout->panels[i], cr);
  sft_formula_draw (layout, cr);
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const SftTextRun *run = &g_array_index (layout->texts, SftTextRun, i);

      if (canvas->text != NULL)
        canvas->text (canvas, run);
      else
        sft_canvas_text_cairo (canvas, run);
    }
  cairo_restore (cr);
}
