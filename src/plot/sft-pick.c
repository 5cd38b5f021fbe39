/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which element of a figure lies at a position, and where a drag would move its value. */
#include "config.h"

#include "sft-hit.h"

#include <math.h>

#include "sft-layout-private.h"

/* So near a line, or so far outside of a plot, is still at it. */
#define LINE_REACH 8.0
/* Rank among what lies at a position: a point counts by its distance, the others begin here. So a point hides what is
 * behind it up to the size of its marker, and a line what is close to it. */
#define LINE_RANK 3.0
#define INSIDE_RANK 12.0
/* Above or below a bar, however far: a bar of no height can be found, too. */
#define COLUMN_RANK 1000.0

typedef struct
{
  const SftLayout *layout;
  double x, y, reach;
  gboolean bound; /* only what can be changed */
  double rank;    /* of the best so far */
  SftHit hit;
} Search;

static gboolean
within (const SftBox *box, double x, double y)
{
  return x >= box->x && x <= box->x + box->width && y >= box->y && y <= box->y + box->height;
}

static double
middle (double start, double length)
{
  return start + length / 2;
}

gboolean
sft_hit_same (const SftHit *a, const SftHit *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind
         && (a->kind == SFT_HIT_NONE
             || (a->panel == b->panel && a->item == b->item && a->row == b->row && a->column == b->column));
}

static gboolean
find_cell (const SftPanelLayout *panel, SftHit *hit)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;

  if (heatmap == NULL || hit->row < 0 || hit->row >= heatmap->rows || hit->column < 0
      || hit->column >= heatmap->columns)
    return FALSE;
  hit->item = 0;
  hit->x = hit->column;
  hit->y = hit->row;
  hit->value = heatmap->values[(gsize)hit->row * (gsize)heatmap->columns + (gsize)hit->column];
  hit->box = sft_heatmap_cell (panel, hit->row, hit->column);
  hit->page_x = middle (hit->box.x, hit->box.width);
  hit->page_y = middle (hit->box.y, hit->box.height);
  hit->bind = heatmap->bind;
  hit->param_row = heatmap->bind.row + (heatmap->bind.by == SFT_BIND_COLUMNS ? hit->column : hit->row);
  hit->param_column = heatmap->bind.column + (heatmap->bind.by == SFT_BIND_CELLS ? hit->column : 0);
  return TRUE;
}

static gboolean
find_bar (const SftPanelLayout *panel, SftHit *hit)
{
  for (guint i = 0; i < panel->bar_list->len; i++)
    {
      const SftBar *bar = &g_array_index (panel->bar_list, SftBar, i);

      if ((int)bar->series != hit->item || bar->index != (gsize)hit->row || !(bar->box.width > 0))
        continue;
      hit->box = bar->box;
      hit->page_x = middle (bar->box.x, bar->box.width);
      hit->page_y = CLAMP (sft_scale_map (&panel->y.scale, hit->y), panel->plot.y, panel->plot.y + panel->plot.height);
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_point (const SftPanelLayout *panel, SftHit *hit)
{
  const SftSeries *series;

  if (hit->item < 0 || (guint)hit->item >= panel->panel->series->len)
    return FALSE;
  series = g_ptr_array_index (panel->panel->series, (guint)hit->item);
  if (hit->row < 0 || (gsize)hit->row >= series->n)
    return FALSE;
  hit->column = 0;
  hit->x = series->x[hit->row];
  hit->y = hit->value = series->y[hit->row];
  hit->bind = series->bind;
  hit->param_row = series->bind.row + hit->row;
  hit->param_column = series->bind.column;
  if (series->shape == SFT_SHAPE_BARS)
    return find_bar (panel, hit);
  hit->page_x = sft_scale_map (&panel->x.scale, hit->x);
  hit->page_y = sft_scale_map (&panel->y.scale, hit->y);
  hit->box = (SftBox){ hit->page_x, hit->page_y, 0, 0 };
  return within (&panel->plot, hit->page_x, hit->page_y);
}

static gboolean
find_mark (const SftPanelLayout *panel, SftHit *hit)
{
  const SftBox *plot = &panel->plot;
  const SftMark *mark;

  if (hit->item < 0 || (guint)hit->item >= panel->panel->marks->len)
    return FALSE;
  mark = g_ptr_array_index (panel->panel->marks, (guint)hit->item);
  hit->row = hit->column = 0;
  hit->x = mark->x;
  hit->y = mark->y;
  hit->value = mark->kind == SFT_MARK_VERTICAL ? mark->x : mark->y;
  hit->bind = mark->bind;
  hit->param_row = mark->bind.row;
  hit->param_column = mark->bind.column;
  hit->page_x =
      mark->kind == SFT_MARK_HORIZONTAL ? middle (plot->x, plot->width) : sft_scale_map (&panel->x.scale, mark->x);
  hit->page_y =
      mark->kind == SFT_MARK_VERTICAL ? middle (plot->y, plot->height) : sft_scale_map (&panel->y.scale, mark->y);
  hit->box = (SftBox){ hit->page_x, hit->page_y, 0, 0 };
  if (mark->kind == SFT_MARK_VERTICAL)
    hit->box = (SftBox){ hit->page_x, plot->y, 0, plot->height };
  else if (mark->kind == SFT_MARK_HORIZONTAL)
    hit->box = (SftBox){ plot->x, hit->page_y, plot->width, 0 };
  return within (plot, hit->page_x, hit->page_y);
}

gboolean
sft_layout_find (const SftLayout *layout, SftHit *hit)
{
  gboolean found = FALSE;

  g_return_val_if_fail (layout != NULL && hit != NULL, FALSE);

  if (hit->kind != SFT_HIT_NONE && hit->panel >= 0 && (guint)hit->panel < layout->n_panels)
    {
      const SftPanelLayout *panel = &layout->panels[hit->panel];

      if (panel->plot.width > 0 && panel->plot.height > 0)
        found = hit->kind == SFT_HIT_CELL    ? find_cell (panel, hit)
                : hit->kind == SFT_HIT_POINT ? find_point (panel, hit)
                                             : find_mark (panel, hit);
    }
  if (!found)
    *hit = SFT_HIT_INIT;
  return found;
}

static void
offer (Search *search, const SftPanelLayout *panel, SftHitKind kind, int item, int row, int column, double rank)
{
  if (rank > search->rank)
    return;
  search->rank = rank;
  search->hit = SFT_HIT_INIT;
  search->hit.kind = kind;
  search->hit.panel = panel->index;
  search->hit.item = item;
  search->hit.row = row;
  search->hit.column = column;
}

static void
search_series (Search *search, const SftPanelLayout *panel, const SftSeries *series, int item)
{
  for (gsize i = 0; i < series->n; i++)
    {
      double x = sft_scale_map (&panel->x.scale, series->x[i]), y, distance;

      if (!(fabs (x - search->x) <= search->reach))
        continue;
      y = sft_scale_map (&panel->y.scale, series->y[i]);
      distance = hypot (x - search->x, y - search->y);
      /* Of points at one place the one drawn first, unless a later one is nearer. */
      if (distance <= search->reach && distance < search->rank && within (&panel->plot, x, y))
        offer (search, panel, SFT_HIT_POINT, item, (int)i, 0, distance);
    }
}

/* The one on top is the one that was drawn last. */
static void
search_bars (Search *search, const SftPanelLayout *panel)
{
  for (guint i = 0; i < panel->bar_list->len; i++)
    {
      const SftBar *bar = &g_array_index (panel->bar_list, SftBar, i);
      const SftSeries *series = g_ptr_array_index (panel->panel->series, bar->series);

      if (!(bar->box.width > 0) || search->x < bar->box.x || search->x > bar->box.x + bar->box.width
          || (search->bound && series->bind.gesture == SFT_GESTURE_NONE))
        continue;
      if (within (&bar->box, search->x, search->y))
        offer (search, panel, SFT_HIT_POINT, (int)bar->series, (int)bar->index, 0, INSIDE_RANK);
      else
        {
          double end = sft_scale_map (&panel->y.scale, series->y[bar->index]);

          offer (search, panel, SFT_HIT_POINT, (int)bar->series, (int)bar->index, 0,
                 COLUMN_RANK + MIN (fabs (end - search->y), 1e6));
        }
    }
}

static void
search_marks (Search *search, const SftPanelLayout *panel)
{
  const GPtrArray *marks = panel->panel->marks;
  double line_reach = MIN (search->reach, LINE_REACH);

  for (guint i = 0; i < marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (marks, i);
      SftHit hit = SFT_HIT_INIT;
      double distance;

      hit.kind = SFT_HIT_MARK;
      hit.panel = panel->index;
      hit.item = (int)i;
      if ((search->bound && mark->bind.gesture == SFT_GESTURE_NONE) || !sft_layout_find (search->layout, &hit))
        continue;
      distance = mark->kind == SFT_MARK_VERTICAL     ? fabs (hit.page_x - search->x)
                 : mark->kind == SFT_MARK_HORIZONTAL ? fabs (hit.page_y - search->y)
                                                     : hypot (hit.page_x - search->x, hit.page_y - search->y);
      if (mark->kind == SFT_MARK_POINT && distance <= search->reach)
        offer (search, panel, SFT_HIT_MARK, (int)i, 0, 0, distance);
      else if (mark->kind != SFT_MARK_POINT && distance <= line_reach)
        offer (search, panel, SFT_HIT_MARK, (int)i, 0, 0, LINE_RANK + distance);
    }
}

static void
search_cells (Search *search, const SftPanelLayout *panel)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double column = floor (sft_scale_value (&panel->x.scale, search->x) + 0.5);
  double row = floor (sft_scale_value (&panel->y.scale, search->y) + 0.5);

  if (!within (&panel->plot, search->x, search->y) || (search->bound && heatmap->bind.gesture == SFT_GESTURE_NONE))
    return;
  offer (search, panel, SFT_HIT_CELL, 0, (int)CLAMP (row, 0, heatmap->rows - 1),
         (int)CLAMP (column, 0, heatmap->columns - 1), INSIDE_RANK);
}

static gboolean
search_layout (const SftLayout *layout, double x, double y, double reach, gboolean bound, SftHit *hit)
{
  Search search = { layout, x, y, reach, bound, INFINITY, SFT_HIT_INIT };
  double slack = MIN (reach, LINE_REACH);

  /* Whoever is within a plot does not mean its neighbor. */
  for (guint i = 0; i < layout->n_panels; i++)
    if (within (&layout->panels[i].plot, x, y))
      slack = 0;
  for (guint i = 0; i < layout->n_panels; i++)
    {
      const SftPanelLayout *panel = &layout->panels[i];
      SftBox around = { panel->plot.x - slack, panel->plot.y - slack, panel->plot.width + 2 * slack,
                        panel->plot.height + 2 * slack };

      if (!(panel->plot.width > 0 && panel->plot.height > 0) || !within (&around, x, y))
        continue;
      for (guint k = 0; k < panel->panel->series->len; k++)
        {
          const SftSeries *series = g_ptr_array_index (panel->panel->series, k);

          if (series->shape != SFT_SHAPE_BARS && (!bound || series->bind.gesture != SFT_GESTURE_NONE))
            search_series (&search, panel, series, (int)k);
        }
      search_bars (&search, panel);
      search_marks (&search, panel);
      if (panel->panel->heatmap != NULL)
        search_cells (&search, panel);
    }
  *hit = search.hit;
  return sft_layout_find (layout, hit);
}

gboolean
sft_layout_pick (const SftLayout *layout, double x, double y, double reach, SftHit *hit)
{
  g_return_val_if_fail (hit != NULL, FALSE);
  *hit = SFT_HIT_INIT;
  g_return_val_if_fail (layout != NULL, FALSE);

  return search_layout (layout, x, y, reach, FALSE, hit);
}

gboolean
sft_layout_pick_bound (const SftLayout *layout, double x, double y, double reach, SftHit *hit)
{
  g_return_val_if_fail (hit != NULL, FALSE);
  *hit = SFT_HIT_INIT;
  g_return_val_if_fail (layout != NULL, FALSE);

  return search_layout (layout, x, y, reach, TRUE, hit);
}

static double
value_at (const SftScale *scale, double position)
{
  return scale->start == scale->end ? NAN : sft_scale_value (scale, position);
}

double
sft_layout_drag (const SftLayout *layout, const SftHit *hit, double from, double x, double y)
{
  const SftPanelLayout *panel;

  g_return_val_if_fail (layout != NULL && hit != NULL, from);

  if (hit->panel < 0 || (guint)hit->panel >= layout->n_panels)
    return from;
  panel = &layout->panels[hit->panel];
  switch (hit->bind.gesture)
    {
    case SFT_GESTURE_TOGGLE:
      return from != 0 ? 0 : 1;
    case SFT_GESTURE_DRAG_X:
      return hit->bind.per_unit != 0 ? from + hit->bind.per_unit * (x - hit->page_x) : value_at (&panel->x.scale, x);
    case SFT_GESTURE_DRAG_Y:
      return hit->bind.per_unit != 0 ? from + hit->bind.per_unit * (hit->page_y - y) : value_at (&panel->y.scale, y);
    case SFT_GESTURE_NONE:
    default:
      return from;
    }
}
