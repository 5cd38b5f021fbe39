/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one element of a figure to the next, for arrow keys. */
#include "config.h"

#include "sft-hit.h"

#include <math.h>
#include <stdlib.h>

#include "sft-layout-private.h"

/* One element on the way around the figure. */
typedef struct
{
  SftHitKind kind;
  int panel, item, row, column;
  int group;   /* a heatmap, a series, or marks */
  double x, y; /* on the page; of a cell it does not matter */
} Stop;

static SftHit
hit_at (const Stop *stop)
{
  SftHit hit = SFT_HIT_INIT;

  hit.kind = stop->kind;
  hit.panel = stop->panel;
  hit.item = stop->item;
  hit.row = stop->row;
  hit.column = stop->column;
  return hit;
}

static void
add_stop (GArray *way, const SftPanelLayout *panel, SftHitKind kind, int item, int row, int column, int group, double x,
          double y)
{
  Stop stop = { kind, panel->index, item, row, column, group, x, y };

  g_array_append_val (way, stop);
}

static void
add_marks (GArray *way, const SftLayout *layout, const SftPanelLayout *panel, gboolean bound, int group)
{
  for (guint i = 0; i < panel->panel->marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (panel->panel->marks, i);
      SftHit hit = SFT_HIT_INIT;

      hit.kind = SFT_HIT_MARK;
      hit.panel = panel->index;
      hit.item = (int)i;
      if ((mark->bind.gesture != SFT_GESTURE_NONE) == (bound != FALSE) && sft_layout_find (layout, &hit))
        add_stop (way, panel, SFT_HIT_MARK, (int)i, 0, 0, group, hit.page_x, hit.page_y);
    }
}

static int
by_index (gconstpointer a, gconstpointer b)
{
  return ((const Stop *)a)->row - ((const Stop *)b)->row;
}

static void
add_bars (GArray *way, const SftPanelLayout *panel, int item, int group)
{
  guint begin = way->len;

  for (guint i = 0; i < panel->bar_list->len; i++)
    {
      const SftBar *bar = &g_array_index (panel->bar_list, SftBar, i);

      if ((int)bar->series == item && bar->box.width > 0)
        add_stop (way, panel, SFT_HIT_POINT, item, (int)bar->index, 0, group, bar->box.x + bar->box.width / 2,
                  bar->box.y);
    }
  if (way->len > begin)
    qsort (&g_array_index (way, Stop, begin), way->len - begin, sizeof (Stop), by_index);
}

static void
add_series (GArray *way, const SftPanelLayout *panel, int item, int group)
{
  const SftSeries *series = g_ptr_array_index (panel->panel->series, (guint)item);
  const SftBox *plot = &panel->plot;

  if (series->shape == SFT_SHAPE_BARS)
    {
      add_bars (way, panel, item, group);
      return;
    }
  for (gsize i = 0; i < series->n; i++)
    {
      double x = sft_scale_map (&panel->x.scale, series->x[i]), y = sft_scale_map (&panel->y.scale, series->y[i]);

      if (x >= plot->x && x <= plot->x + plot->width && y >= plot->y && y <= plot->y + plot->height)
        add_stop (way, panel, SFT_HIT_POINT, item, (int)i, 0, group, x, y);
    }
}

/* All elements in the order in which they are visited: panel by panel, what can be moved first, references last. */
static GArray *
way_around (const SftLayout *layout)
{
  GArray *way = g_array_new (FALSE, FALSE, sizeof (Stop));
  int group = 0;

  for (guint i = 0; i < layout->n_panels; i++)
    {
      const SftPanelLayout *panel = &layout->panels[i];
      const SftHeatmap *heatmap = panel->panel->heatmap;

      if (!(panel->plot.width > 0 && panel->plot.height > 0))
        continue;
      add_marks (way, layout, panel, TRUE, group++);
      for (int row = 0; heatmap != NULL && row < heatmap->rows; row++)
        for (int column = 0; column < heatmap->columns; column++)
          add_stop (way, panel, SFT_HIT_CELL, 0, row, column, group, 0, 0);
      group++;
      for (int thin = 0; thin < 2; thin++)
        for (guint k = 0; k < panel->panel->series->len; k++)
          {
            const SftSeries *series = g_ptr_array_index (panel->panel->series, k);

            if ((series->thin != FALSE) == thin)
              add_series (way, panel, (int)k, group++);
          }
      add_marks (way, layout, panel, FALSE, group++);
    }
  return way;
}

static const Stop *
stop_at (const GArray *way, guint i)
{
  return &g_array_index (way, Stop, i);
}

/* Where the hit is on the way; the way's length: nowhere. */
static guint
place_of (const GArray *way, const SftHit *hit)
{
  for (guint i = 0; i < way->len; i++)
    {
      SftHit here = hit_at (stop_at (way, i));

      if (sft_hit_same (&here, hit))
        return i;
    }
  return way->len;
}

/* Is a before b from top to bottom? What is at one height has its order on the way. */
static gboolean
is_above (const GArray *way, guint a, guint b)
{
  const Stop *one = stop_at (way, a), *other = stop_at (way, b);

  return one->y != other->y ? one->y < other->y : a < b;
}

/* The nearest element above or below: of each other series the point nearest to this x, and each mark. */
static guint
next_in_height (const GArray *way, guint place, gboolean up)
{
  const Stop *here = stop_at (way, place);
  guint best = way->len, n = way->len;

  for (guint begin = 0, end; begin < n; begin = end)
    {
      const Stop *first = stop_at (way, begin);
      guint nearest = begin;

      end = begin + 1;
      if (first->kind == SFT_HIT_POINT)
        for (; end < n && stop_at (way, end)->group == first->group; end++)
          if (fabs (stop_at (way, end)->x - here->x) < fabs (stop_at (way, nearest)->x - here->x))
            nearest = end;
      if (first->panel != here->panel || first->kind == SFT_HIT_CELL
          || (first->kind == SFT_HIT_POINT && first->group == here->group) || nearest == place)
        continue;
      if (up ? is_above (way, nearest, place) : is_above (way, place, nearest))
        if (best == n || (up ? is_above (way, best, nearest) : is_above (way, nearest, best)))
          best = nearest;
    }
  return best;
}

static guint
next_row (const SftLayout *layout, const GArray *way, guint place, gboolean up)
{
  const Stop *here = stop_at (way, place);
  const SftHeatmap *heatmap = layout->panels[here->panel].panel->heatmap;
  int row = here->row + (up ? -1 : 1);

  if (row < 0 || row >= heatmap->rows)
    return way->len;
  return up ? place - (guint)heatmap->columns : place + (guint)heatmap->columns;
}

/* Could two elements be one after the other along a row or a series? */
static gboolean
same_run (const Stop *a, const Stop *b)
{
  return a->group == b->group && (a->kind != SFT_HIT_CELL || a->row == b->row);
}

static guint
next_place (const SftLayout *layout, const GArray *way, guint place, SftMove move)
{
  const Stop *here = stop_at (way, place);
  guint n = way->len, to = place;

  switch (move)
    {
    case SFT_MOVE_RIGHT:
      return (place + 1) % n;
    case SFT_MOVE_LEFT:
      return (place + n - 1) % n;
    case SFT_MOVE_UP:
    case SFT_MOVE_DOWN:
      return here->kind == SFT_HIT_CELL ? next_row (layout, way, place, move == SFT_MOVE_UP)
                                        : next_in_height (way, place, move == SFT_MOVE_UP);
    case SFT_MOVE_FIRST:
      while (to > 0 && same_run (stop_at (way, to - 1), here))
        to--;
      return to;
    case SFT_MOVE_LAST:
      while (to + 1 < n && same_run (stop_at (way, to + 1), here))
        to++;
      return to;
    case SFT_MOVE_NEXT:
      while (to < n && stop_at (way, to)->group == here->group)
        to++;
      return to % n;
    case SFT_MOVE_PREVIOUS:
    default:
      while (to > 0 && stop_at (way, to)->group == here->group)
        to--;
      if (stop_at (way, to)->group == here->group)
        to = n - 1;
      here = stop_at (way, to);
      while (to > 0 && stop_at (way, to - 1)->group == here->group)
        to--;
      return to;
    }
}

gboolean
sft_layout_step (const SftLayout *layout, SftHit *hit, SftMove move)
{
  g_autoptr (GArray) way = NULL;
  guint place, next;

  g_return_val_if_fail (layout != NULL && hit != NULL, FALSE);

  way = way_around (layout);
  place = place_of (way, hit);
  if (way->len == 0)
    return FALSE;
  /* From nowhere, or from what is no longer there: in at the first, or backwards at the last. */
  if (place == way->len)
    next = move == SFT_MOVE_LEFT || move == SFT_MOVE_PREVIOUS ? way->len - 1 : 0;
  else
    next = next_place (layout, way, place, move);
  if (next == way->len || next == place)
    return FALSE;
  *hit = hit_at (stop_at (way, next));
  return sft_layout_find (layout, hit);
}
