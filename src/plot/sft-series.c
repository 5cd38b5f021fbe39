/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where data lie on the page: polylines, bars, markers and marks. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

#define MARKER_RADIUS 3.6
#define MARK_RADIUS 5.0
/* Markers nearer than this would run together. */
#define MARKER_SPACING 11.0
#define THIN 1.25
#define BAR_SHARE 0.8
/* Narrower bars are not worth a whole unit's edge. */
#define SNAP_BAR 6.0

/* Keeps of each run of points in one column, a unit wide, the lowest and the highest in the order in which they
 * came: no more can be seen. */
typedef struct
{
  GArray *points;
  double column;
  SftVertex low, high;
  gboolean low_first, any, move;
} Decimator;

static void
decimator_flush (Decimator *to)
{
  SftVertex first = to->low_first ? to->low : to->high, second = to->low_first ? to->high : to->low;

  if (!to->any)
    return;
  first.move = to->move;
  second.move = FALSE;
  g_array_append_val (to->points, first);
  if (first.x != second.x || first.y != second.y)
    g_array_append_val (to->points, second);
  to->any = FALSE;
}

/* `gap`: no line comes here from the point before. A gap within one column cannot be seen. */
static void
decimator_add (Decimator *to, double x, double y, gboolean gap)
{
  double column = floor (x);
  SftVertex vertex = { x, y, FALSE };

  if (to->any && column == to->column)
    {
      /* Of the last to reach an extreme only the first counts, so order is simple: whoever moves comes last. */
      if (y < to->low.y)
        {
          to->low = vertex;
          to->low_first = FALSE;
        }
      else if (y > to->high.y)
        {
          to->high = vertex;
          to->low_first = TRUE;
        }
      return;
    }
  decimator_flush (to);
  to->low = to->high = vertex;
  to->low_first = TRUE;
  to->column = column;
  to->move = gap || to->points->len == 0;
  to->any = TRUE;
}

/* The part of a segment within a box (Liang and Barsky); FALSE: none. */
static gboolean
clip_segment (const SftBox *box, SftVertex *a, SftVertex *b)
{
  double dx = b->x - a->x, dy = b->y - a->y, enter = 0, leave = 1;
  double p[4] = { -dx, dx, -dy, dy };
  double q[4] = { a->x - box->x, box->x + box->width - a->x, a->y - box->y, box->y + box->height - a->y };
  SftVertex from = *a;

  for (int i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        enter = MAX (enter, q[i] / p[i]);
      else if (p[i] > 0)
        leave = MIN (leave, q[i] / p[i]);
    }
  if (enter > leave)
    return FALSE;
  a->x = from.x + enter * dx;
  a->y = from.y + enter * dy;
  b->x = from.x + leave * dx;
  b->y = from.y + leave * dy;
  return TRUE;
}

static gboolean
inside (const SftBox *box, const SftVertex *vertex)
{
  return vertex->x >= box->x && vertex->x <= box->x + box->width && vertex->y >= box->y
         && vertex->y <= box->y + box->height;
}

/* Cuts away what lies far outside the plot: Cairo's coordinates are small numbers. */
static GArray *
clip_points (GArray *points, const SftBox *plot)
{
  SftBox box = { plot->x - plot->width - 50, plot->y - plot->height - 50, 3 * plot->width + 100,
                 3 * plot->height + 100 };
  gboolean all = TRUE;
  GArray *clipped;

  for (guint i = 0; i < points->len && all; i++)
    all = inside (&box, &g_array_index (points, SftVertex, i));
  if (all)
    return points;
  clipped = g_array_sized_new (FALSE, FALSE, sizeof (SftVertex), points->len);
  for (guint i = 0; i < points->len; i++)
    {
      SftVertex b = g_array_index (points, SftVertex, i), a;
      gboolean alone = b.move && (i + 1 == points->len || g_array_index (points, SftVertex, i + 1).move);

      if (alone && inside (&box, &b))
        g_array_append_val (clipped, b);
      if (b.move)
        continue;
      a = g_array_index (points, SftVertex, i - 1);
      if (!clip_segment (&box, &a, &b))
        continue;
      a.move = TRUE;
      if (clipped->len > 0)
        {
          SftVertex *last = &g_array_index (clipped, SftVertex, clipped->len - 1);

          a.move = last->x != a.x || last->y != a.y;
        }
      if (a.move)
        g_array_append_val (clipped, a);
      b.move = FALSE;
      g_array_append_val (clipped, b);
    }
  g_array_unref (points);
  return clipped;
}

/* The polyline of a curve, or of steps with their corners. */
GArray *
sft_series_trace (const SftPanelLayout *panel, const SftSeries *series)
{
  Decimator to = { .points = g_array_sized_new (FALSE, FALSE, sizeof (SftVertex), (guint)MIN (series->n, 4096)) };
  gboolean gap = TRUE;
  double before = 0;

  for (gsize i = 0; i < series->n; i++)
    {
      double x, y;

      x = sft_scale_map (&panel->x.scale, series->x[i]);
      y = sft_scale_map (&panel->y.scale, series->y[i]);
      if (!isfinite (x) || !isfinite (y))
        {
          /* A step holds up to where the next value would begin. */
          if (series->shape == SFT_SHAPE_STEPS && !gap && isfinite (x))
            decimator_add (&to, x, before, FALSE);
          gap = TRUE;
          continue;
        }
      if (series->shape == SFT_SHAPE_STEPS && !gap)
        decimator_add (&to, x, before, FALSE);
      decimator_add (&to, x, y, gap);
      before = y;
      gap = FALSE;
    }
  decimator_flush (&to);
  return clip_points (to.points, &panel->plot);
}

static void
add_stroke (SftLayout *layout, SftPanelLayout *panel, const SftSeries *series)
{
  SftStroke stroke = { layout->palette->line[series->role],
                       series->thin ? THIN * layout->palette->line_width / 2 : layout->palette->line_width,
                       sft_dash (series->role, series->line), sft_series_trace (panel, series) };

  g_array_append_val (panel->strokes, stroke);
}

/* Every how-many-th point gets a marker. */
static gsize
marker_stride (const SftPanelLayout *panel, const SftSeries *series)
{
  double low = INFINITY, high = -INFINITY, spacing;

  if (series->shape == SFT_SHAPE_POINTS)
    return 1;
  for (gsize i = 0; i < series->n; i++)
    if (isfinite (series->x[i]))
      {
        double x = sft_scale_map (&panel->x.scale, series->x[i]);

        low = MIN (low, x);
        high = MAX (high, x);
      }
  if (series->n < 2 || !(high > low))
    return 1;
  spacing = (high - low) / (double)(series->n - 1);
  return (gsize)CLAMP (ceil (MARKER_SPACING / spacing - 1e-9), 1, (double)series->n);
}

static gboolean
within (const SftBox *plot, double x, double y)
{
  return x >= plot->x && x <= plot->x + plot->width && y >= plot->y && y <= plot->y + plot->height;
}

/* Is the point at this place the same in both? */
static gboolean
same_point (const SftSeries *a, const SftSeries *b, gsize i)
{
  return b != NULL && i < b->n && a->x[i] == b->x[i] && a->y[i] == b->y[i];
}

void
sft_series_spots (const SftPanelLayout *panel, const SftSeries *series, const SftSeries *then, const SftSpot *like,
                  GArray *spots)
{
  gsize stride = marker_stride (panel, series);
  double last_x = NAN, last_y = NAN;

  for (gsize i = 0; i < series->n; i += stride)
    {
      SftSpot spot = *like;

      spot.x = sft_scale_map (&panel->x.scale, series->x[i]);
      spot.y = sft_scale_map (&panel->y.scale, series->y[i]);
      if (!isfinite (spot.x) || !isfinite (spot.y) || !within (&panel->plot, spot.x, spot.y))
        continue;
      /* A cloud of points hides all but a few of those at the same place. */
      if ((fabs (spot.x - last_x) < 0.5 && fabs (spot.y - last_y) < 0.5) || same_point (series, then, i))
        continue;
      last_x = spot.x;
      last_y = spot.y;
      g_array_append_val (spots, spot);
    }
}

static void
add_markers (SftLayout *layout, SftPanelLayout *panel, const SftSeries *series)
{
  const SftSpot spot = { 0,
                         0,
                         MARKER_RADIUS,
                         sft_marker (series->role),
                         layout->palette->line[series->role],
                         series->source == SFT_SOURCE_PUBLISHED,
                         TRUE };

  sft_series_spots (panel, series, NULL, &spot, panel->spots);
}

/* Do two bar series have a bar at the same x? Then they share its width. */
static gboolean
bars_collide (const SftSeries *a, const SftSeries *b)
{
  for (gsize i = 0; i < MIN (a->n, b->n); i++)
    if (a->x[i] == b->x[i] && isfinite (a->y[i]) && isfinite (b->y[i]))
      return TRUE;
  return FALSE;
}

/* Which of how many bars side by side a series has. */
static void
bar_place (const SftPanel *panel, const SftSeries *series, guint *place, guint *places)
{
  gboolean collide = FALSE;

  *place = 0;
  *places = 0;
  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *other = g_ptr_array_index (panel->series, i);

      if (other->shape != SFT_SHAPE_BARS)
        continue;
      if (other == series)
        *place = *places;
      for (guint j = 0; j < i; j++)
        {
          const SftSeries *earlier = g_ptr_array_index (panel->series, j);

          collide |= earlier->shape == SFT_SHAPE_BARS && bars_collide (earlier, other);
        }
      (*places)++;
    }
  if (!collide)
    {
      *place = 0;
      *places = 1;
    }
}

void
sft_series_bars (const SftPanelLayout *panel, const SftPanel *of, guint number, GArray *bars)
{
  const SftSeries *series = g_ptr_array_index (of->series, number);
  const SftBox *plot = &panel->plot;
  double width = BAR_SHARE * sft_bars_distance (of), foot = sft_scale_map (&panel->y.scale, 0);
  guint place, places;

  bar_place (of, series, &place, &places);
  foot = CLAMP (foot, plot->y, plot->y + plot->height);
  for (gsize i = 0; i < series->n; i++)
    {
      double left = series->x[i] - width / 2 + width * place / places, top, x1, x2;
      SftBar bar = {
        .role = series->role, .hatched = series->hatched != NULL && series->hatched[i], .series = number, .index = i
      };

      if (!isfinite (series->x[i]) || isnan (series->y[i]))
        continue;
      /* A little air between bars of one group. */
      x1 = CLAMP (sft_scale_map (&panel->x.scale, left + (places > 1 ? 0.04 * width / places : 0)), plot->x,
                  plot->x + plot->width);
      x2 = CLAMP (sft_scale_map (&panel->x.scale, left + (places > 1 ? 0.96 : 1) * width / places), plot->x,
                  plot->x + plot->width);
      top = CLAMP (sft_scale_map (&panel->y.scale, series->y[i]), plot->y, plot->y + plot->height);
      if (x2 - x1 >= SNAP_BAR)
        {
          x1 = round (x1);
          x2 = round (x2);
        }
      bar.box = (SftBox){ x1, MIN (top, foot), x2 - x1, fabs (top - foot) };
      g_array_append_val (bars, bar);
    }
}

gboolean
sft_mark_place (const SftLayout *layout, const SftPanelLayout *panel, const SftMark *mark, SftMarkLine *line,
                SftSpot *spot)
{
  const SftBox *plot = &panel->plot;
  double x = sft_scale_map (&panel->x.scale, mark->x), y = sft_scale_map (&panel->y.scale, mark->y);

  *line = (SftMarkLine){ mark,
                         layout->palette->line[mark->role],
                         0.75 * layout->palette->line_width,
                         sft_dash (mark->role, mark->line),
                         x,
                         y,
                         x,
                         y };
  *spot =
      (SftSpot){ x, y, MARK_RADIUS, sft_marker (mark->role), layout->palette->line[mark->role], mark->hollow, TRUE };
  switch (mark->kind)
    {
    case SFT_MARK_VERTICAL:
      line->y1 = plot->y + plot->height;
      line->y2 = plot->y;
      return x >= plot->x && x <= plot->x + plot->width;
    case SFT_MARK_HORIZONTAL:
      line->x1 = plot->x;
      line->x2 = plot->x + plot->width;
      return y >= plot->y && y <= plot->y + plot->height;
    case SFT_MARK_POINT:
    default:
      return within (plot, x, y);
    }
}

gboolean
sft_mark_names_bar (const SftPanel *panel, const SftMark *mark)
{
  if (mark->kind != SFT_MARK_POINT || mark->bind.gesture != SFT_GESTURE_NONE)
    return FALSE;
  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->series, i);

      for (gsize k = 0; series->shape == SFT_SHAPE_BARS && series->role == mark->role && k < series->n; k++)
        if (series->x[k] == mark->x && series->y[k] == mark->y)
          return TRUE;
    }
  return FALSE;
}

static void
add_mark (SftLayout *layout, SftPanelLayout *panel, const SftMark *mark)
{
  SftMarkLine line;
  SftSpot spot;

  if (!sft_mark_place (layout, panel, mark, &line, &spot) || sft_mark_names_bar (panel->panel, mark))
    return;
  if (mark->kind == SFT_MARK_POINT)
    g_array_append_val (panel->points, spot);
  else
    g_array_append_val (panel->lines, line);
}

void
sft_series_place (SftLayout *layout, SftPanelLayout *panel)
{
  const GPtrArray *series = panel->panel->series;

  /* References lie under the data. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < series->len; i++)
      {
        const SftSeries *one = g_ptr_array_index (series, i);

        if ((pass == 0) != (one->thin != FALSE))
          continue;
        if (one->shape == SFT_SHAPE_BARS)
          sft_series_bars (panel, panel->panel, i, panel->bar_list);
        else if (one->shape != SFT_SHAPE_POINTS)
          add_stroke (layout, panel, one);
        if (one->shape == SFT_SHAPE_MARKED || one->shape == SFT_SHAPE_POINTS)
          add_markers (layout, panel, one);
      }
  for (guint i = 0; i < panel->panel->marks->len; i++)
    add_mark (layout, panel, g_ptr_array_index (panel->panel->marks, i));
}
