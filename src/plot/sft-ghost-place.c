/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was pinned, faintly behind the figure: where it lies and how it is drawn. What has not moved is not drawn twice:
 * it would cost as much as the figure and show nothing. */
#include "config.h"

#include "sft-layout-private.h"

/* Against the figure's own lines and markers. */
#define THINNER 0.7
#define SPOT_RADIUS 2.8
#define MARK_RADIUS 4.2
/* Corner of a changed cell: its share of the cell, and its size on the page. */
#define CORNER_SHARE 0.3
#define CORNER_LEAST 3.0
#define CORNER_MOST 13.0
#define CORNER_SMALL_SHARE 0.6
#define CORNER_RIM 1.5
#define CORNER_INSET 1.0

static SftSpot
spot_like (const SftLayout *layout, SftRole role, double radius)
{
  return (SftSpot){ 0, 0, radius, sft_marker (role), sft_ghost_color (layout->style.appearance, role), TRUE, FALSE };
}

static void
place_bars (SftPanelLayout *panel, guint number)
{
  const SftSeries *now = g_ptr_array_index (panel->panel->series, number);
  const SftSeries *then = g_ptr_array_index (panel->ghost->series, number);
  g_autoptr (GArray) bars = g_array_new (FALSE, FALSE, sizeof (SftBar));

  sft_series_bars (panel, panel->ghost, number, bars);
  for (guint i = 0; i < bars->len; i++)
    {
      const SftBar *bar = &g_array_index (bars, SftBar, i);
      gsize index = bar->index;

      if (index >= now->n || now->x[index] != then->x[index] || now->y[index] != then->y[index])
        g_array_append_val (panel->ghost_bars, bar->box);
    }
}

static void
place_series (SftLayout *layout, SftPanelLayout *panel, guint number)
{
  const SftSeries *now = g_ptr_array_index (panel->panel->series, number);
  const SftSeries *then = g_ptr_array_index (panel->ghost->series, number);
  SftSpot like = spot_like (layout, then->role, SPOT_RADIUS);

  if (now->shape == then->shape && sft_ghost_series_same (now, then))
    return;
  if (then->shape == SFT_SHAPE_BARS)
    place_bars (panel, number);
  else if (then->shape == SFT_SHAPE_POINTS)
    sft_series_spots (panel, then, now, &like, panel->ghost_spots);
  else
    {
      SftStroke stroke = { sft_ghost_color (layout->style.appearance, then->role),
                           (then->thin ? THINNER * THINNER : THINNER) * layout->palette->line_width,
                           sft_ghost_dash (then->role), sft_series_trace (panel, then) };

      g_array_append_val (panel->ghost_strokes, stroke);
    }
}

static gboolean
stands_still (const SftPanel *panel, const SftMark *then)
{
  for (guint i = 0; i < panel->marks->len; i++)
    {
      const SftMark *now = g_ptr_array_index (panel->marks, i);

      if (now->kind == then->kind && now->role == then->role && (now->x == then->x || then->kind == SFT_MARK_HORIZONTAL)
          && (now->y == then->y || then->kind == SFT_MARK_VERTICAL))
        return TRUE;
    }
  return FALSE;
}

static void
place_mark (SftLayout *layout, SftPanelLayout *panel, const SftMark *then)
{
  SftColor color = sft_ghost_color (layout->style.appearance, then->role);
  SftMarkLine line;
  SftSpot spot;

  if (stands_still (panel->panel, then) || !sft_mark_place (layout, panel, then, &line, &spot))
    return;
  if (then->kind == SFT_MARK_POINT)
    {
      spot = spot_like (layout, then->role, MARK_RADIUS);
      spot.x = line.x1;
      spot.y = line.y1;
      g_array_append_val (panel->ghost_spots, spot);
      return;
    }
  line.color = color;
  line.width *= THINNER;
  line.dash = sft_ghost_dash (then->role);
  g_array_append_val (panel->ghost_lines, line);
}

void
sft_ghost_place (SftLayout *layout, SftPanelLayout *panel)
{
  if (panel->ghost == NULL || panel->plot.width < 1 || panel->plot.height < 1)
    return;
  for (guint i = 0; i < panel->ghost->series->len; i++)
    place_series (layout, panel, i);
  for (guint i = 0; i < panel->ghost->marks->len; i++)
    place_mark (layout, panel, g_ptr_array_index (panel->ghost->marks, i));
}

/* An outline that shows on the bar of now as well as beside it. */
static void
outline_bar (const SftLayout *layout, cairo_t *cr, const SftBox *box)
{
  static const SftDash dash = { 2, { 3, 2.5 } };
  const double width = 1.5;

  if (box->width <= 0)
    return;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_rectangle (cr, box->x + width / 2, box->y + width / 2, MAX (box->width - width, 0),
                   MAX (box->height - width, 0));
  sft_set_color (cr, layout->palette->background);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_stroke_preserve (cr);
  sft_set_color (cr, layout->palette->text);
  cairo_set_line_width (cr, width * 0.8);
  sft_draw_dash (cr, &dash, width, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
sft_ghost_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  for (guint i = 0; i < panel->ghost_bars->len; i++)
    outline_bar (layout, cr, &g_array_index (panel->ghost_bars, SftBox, i));
  for (guint i = 0; i < panel->ghost_strokes->len; i++)
    sft_draw_stroke (cr, &g_array_index (panel->ghost_strokes, SftStroke, i));
  sft_draw_mark_lines (cr, panel->ghost_lines);
  for (guint i = 0; i < panel->ghost_spots->len; i++)
    sft_draw_spot (layout, cr, &g_array_index (panel->ghost_spots, SftSpot, i));
}

SftBox
sft_ghost_corner (const SftBox *cell)
{
  double least = MIN (cell->width, cell->height);
  double size = CLAMP (CORNER_SHARE * least, MIN (CORNER_LEAST, CORNER_SMALL_SHARE * least), CORNER_MOST);
  double inset = size > CORNER_LEAST ? CORNER_INSET : 0;

  return (SftBox){ cell->x + cell->width - size - inset, cell->y + inset, size, size };
}

static void
corner_path (cairo_t *cr, const SftBox *box, double rim)
{
  cairo_move_to (cr, box->x - rim, box->y);
  cairo_line_to (cr, box->x + box->width, box->y);
  cairo_line_to (cr, box->x + box->width, box->y + box->height + rim);
  cairo_close_path (cr);
}

/* The corners of all changed cells as one path, so that a large heatmap is filled at once. */
static void
corners_path (const SftPanelLayout *panel, cairo_t *cr, double rim)
{
  const SftHeatmap *now = panel->panel->heatmap, *then = panel->ghost->heatmap;

  for (int row = 0; row < now->rows; row++)
    for (int column = 0; column < now->columns; column++)
      {
        SftBox cell, corner;

        if (!sft_ghost_cell_changed (now, then, (gsize)row * (gsize)now->columns + (gsize)column))
          continue;
        cell = sft_heatmap_cell (panel, row, column);
        corner = sft_ghost_corner (&cell);
        corner_path (cr, &corner, MIN (rim, corner.width / 3));
      }
}

/* Two tones, so that one of them stands out from every color of the scale. */
static void
fill_corners (cairo_t *cr, gboolean rim)
{
  if (rim)
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
}

void
sft_ghost_draw_corners (const SftPanelLayout *panel, cairo_t *cr)
{
  if (panel->ghost == NULL || panel->ghost->heatmap == NULL || panel->ghost->heatmap == panel->panel->heatmap)
    return;
  corners_path (panel, cr, CORNER_RIM);
  fill_corners (cr, TRUE);
  corners_path (panel, cr, 0);
  fill_corners (cr, FALSE);
}

void
sft_ghost_draw_swatch (const SftLayout *layout, const SftLegendEntry *entry, cairo_t *cr, double x, double y)
{
  double width = sft_legend_swatch_width (layout, entry);
  SftBox box = { x, y - width / 2, width, width };
  SftSpot spot = spot_like (layout, SFT_ROLE_NEUTRAL, SPOT_RADIUS);
  SftVertex ends[2] = { { x, y, TRUE }, { x + width, y, FALSE } };
  SftStroke stroke = { sft_ghost_color (layout->style.appearance, SFT_ROLE_NEUTRAL),
                       THINNER * layout->palette->line_width, sft_ghost_dash (SFT_ROLE_PRIMARY), NULL };

  switch (entry->ghost)
    {
    case SFT_LEGEND_BAR:
      outline_bar (layout, cr, &box);
      break;
    case SFT_LEGEND_POINT:
      spot.x = x + width / 2;
      spot.y = y;
      sft_draw_spot (layout, cr, &spot);
      break;
    case SFT_LEGEND_CORNER:
      sft_set_color (cr, layout->palette->line[SFT_ROLE_NEUTRAL]);
      cairo_rectangle (cr, box.x, box.y, box.width, box.height);
      cairo_fill (cr);
      box = (SftBox){ x + 0.4 * width, y - width / 2, 0.6 * width, 0.6 * width };
      corner_path (cr, &box, CORNER_RIM);
      fill_corners (cr, TRUE);
      corner_path (cr, &box, 0);
      fill_corners (cr, FALSE);
      break;
    case SFT_LEGEND_LINE:
    case SFT_LEGEND_NOW:
    default:
      stroke.points = g_array_sized_new (FALSE, FALSE, sizeof (SftVertex), 2);
      g_array_append_vals (stroke.points, ends, 2);
      sft_draw_stroke (cr, &stroke);
      g_array_unref (stroke.points);
      break;
    }
}
