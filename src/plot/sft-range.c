/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of the number line a panel's axes show. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

typedef struct
{
  double low, high;
  gboolean logarithmic;
} Range;

static void
cover (Range *range, double value)
{
  if (!isfinite (value) || (range->logarithmic && value <= 0))
    return;
  range->low = MIN (range->low, value);
  range->high = MAX (range->high, value);
}

/* The least distance between neighbors in x, 1 when there is none. */
static double
least_distance (const SftSeries *series)
{
  double least = INFINITY;

  for (gsize i = 1; i < series->n; i++)
    {
      double distance = fabs (series->x[i] - series->x[i - 1]);

      if (distance > 0 && distance < least)
        least = distance;
    }
  return isfinite (least) ? least : 1;
}

double
sft_bars_distance (const SftPanel *panel)
{
  double least = INFINITY;

  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->series, i);

      if (series->shape == SFT_SHAPE_BARS)
        least = MIN (least, least_distance (series));
    }
  return isfinite (least) ? least : 1;
}

static void
cover_series (const SftSeries *series, double half_bar, Range *x, Range *y)
{
  for (gsize i = 0; i < series->n; i++)
    {
      if (series->shape != SFT_SHAPE_BARS)
        cover (x, series->x[i]);
      else
        {
          /* Bars that are not drawn keep their place. */
          cover (x, series->x[i] - half_bar);
          cover (x, series->x[i] + half_bar);
          cover (y, 0);
        }
      if (isfinite (series->x[i]))
        cover (y, series->y[i]);
    }
}

/* To whole powers of ten, and never less than one of them. */
static void
round_out_decades (SftAxisLayout *axis)
{
  if (!(axis->low > 0 && axis->low <= axis->high))
    axis->low = axis->high = 1;
  axis->low = pow (10, floor (log10 (axis->low) + 1e-9));
  axis->high = pow (10, ceil (log10 (axis->high) - 1e-9));
  if (axis->high <= axis->low)
    axis->high = 10 * axis->low;
}

static gboolean
is_fixed (const SftAxis *axis)
{
  return isfinite (axis->low) && isfinite (axis->high) && axis->low <= axis->high;
}

static void
set_axis (SftAxisLayout *to, const SftAxis *axis, Range range, gboolean tight)
{
  if (is_fixed (axis))
    {
      to->low = axis->low;
      to->high = axis->high;
      if (axis->logarithmic && axis->low <= 0)
        round_out_decades (to);
      else
        sft_axis_widen (&to->low, &to->high);
      return;
    }
  to->low = range.low;
  to->high = range.high;
  if (axis->logarithmic)
    {
      round_out_decades (to);
      return;
    }
  if (tight)
    sft_axis_widen (&to->low, &to->high);
  else
    sft_axis_round_out (&to->low, &to->high, axis->whole);
}

static void
heatmap_ranges (SftPanelLayout *panel)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  gsize n = (gsize)heatmap->rows * (gsize)heatmap->columns;
  Range range = { INFINITY, -INFINITY, FALSE };

  panel->x.low = -0.5;
  panel->x.high = heatmap->columns - 0.5;
  panel->y.low = heatmap->rows - 0.5; /* row 0 on top */
  panel->y.high = -0.5;
  panel->binary = heatmap->low == 0 && heatmap->high == 1;
  for (gsize i = 0; i < n; i++)
    {
      cover (&range, heatmap->values[i]);
      if (isfinite (heatmap->values[i]) && heatmap->values[i] != 0 && heatmap->values[i] != 1)
        panel->binary = FALSE;
    }
  /* The scale covers what was pinned, so that it stays when values come and go within that. */
  for (gsize i = 0; panel->ghost != NULL && i < n; i++)
    cover (&range, panel->ghost->heatmap->values[i]);
  if (isfinite (heatmap->low) && isfinite (heatmap->high) && heatmap->low <= heatmap->high)
    range = (Range){ heatmap->low, heatmap->high, FALSE };
  sft_axis_widen (&range.low, &range.high);
  panel->bar.low = range.low;
  panel->bar.high = range.high;
}

/* What data and marks of a panel need. TRUE: bars among them reach to the ends. */
static gboolean
cover_panel (const SftPanel *of, Range *x, Range *y)
{
  double half_bar = sft_bars_distance (of) / 2;
  gboolean tight = FALSE;

  for (guint i = 0; i < of->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (of->series, i);

      cover_series (series, half_bar, x, y);
      tight |= series->shape == SFT_SHAPE_BARS && series->n > 0;
    }
  for (guint i = 0; i < of->marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (of->marks, i);

      /* A line across is worth seeing at any height; a line down may stand beyond the data and is left out. */
      if (mark->kind != SFT_MARK_VERTICAL)
        cover (y, mark->y);
      if (mark->kind == SFT_MARK_POINT)
        cover (x, mark->x);
    }
  return tight;
}

static void
unite (Range *range, const Range *other)
{
  range->low = MIN (range->low, other->low);
  range->high = MAX (range->high, other->high);
}

/* Makes room for the ghost where one of the two has a range of its own; else the data of both have been covered. */
static void
widen_for_ghost (SftAxisLayout *axis, const SftAxis *now, const SftAxis *then, Range of_then, gboolean tight)
{
  SftAxisLayout other = { 0 };

  if (!is_fixed (now) && !is_fixed (then))
    return;
  set_axis (&other, then, of_then, tight);
  axis->low = MIN (axis->low, other.low);
  axis->high = MAX (axis->high, other.high);
  if (!now->logarithmic)
    sft_axis_widen (&axis->low, &axis->high);
}

void
sft_panel_ranges (SftPanelLayout *panel)
{
  const SftPanel *of = panel->panel, *ghost = panel->ghost;
  Range x = { INFINITY, -INFINITY, of->x.logarithmic }, y = { INFINITY, -INFINITY, of->y.logarithmic };
  Range ghost_x = x, ghost_y = y;
  gboolean tight;

  if (of->heatmap != NULL)
    {
      heatmap_ranges (panel);
      return;
    }
  for (guint i = 0; i < of->series->len; i++)
    panel->bars |= ((const SftSeries *)g_ptr_array_index (of->series, i))->shape == SFT_SHAPE_BARS;
  tight = cover_panel (of, &x, &y);
  if (ghost != NULL)
    {
      tight |= cover_panel (ghost, &ghost_x, &ghost_y);
      /* Both at once become a round range, not one around two. */
      if (!is_fixed (&of->x) && !is_fixed (&ghost->x))
        unite (&x, &ghost_x);
      if (!is_fixed (&of->y) && !is_fixed (&ghost->y))
        unite (&y, &ghost_y);
    }
  set_axis (&panel->x, &of->x, x, tight);
  set_axis (&panel->y, &of->y, y, FALSE);
  if (ghost != NULL)
    {
      widen_for_ghost (&panel->x, &of->x, &ghost->x, ghost_x, tight);
      widen_for_ghost (&panel->y, &of->y, &ghost->y, ghost_y, FALSE);
    }
}

static void
hold_axis (SftAxisLayout *axis, const SftAxisLayout *held, gboolean same_kind)
{
  if (!same_kind)
    return;
  axis->low = MIN (axis->low, held->low);
  axis->high = MAX (axis->high, held->high);
}

void
sft_panel_hold_ranges (SftPanelLayout *panel, const SftPanelLayout *held)
{
  const SftPanel *of = panel->panel, *before = held->panel;

  if ((of->heatmap != NULL) != (before->heatmap != NULL))
    return;
  if (of->heatmap != NULL)
    {
      panel->binary = panel->binary && held->binary;
      hold_axis (&panel->bar, &held->bar, !of->heatmap->categorical && !before->heatmap->categorical);
      return;
    }
  hold_axis (&panel->x, &held->x, !of->x.logarithmic == !before->x.logarithmic);
  hold_axis (&panel->y, &held->y, !of->y.logarithmic == !before->y.logarithmic);
}

double
sft_scale_map (const SftScale *scale, double value)
{
  if (scale->logarithmic)
    return value > 0
               ? scale->start + log (value / scale->low) / log (scale->high / scale->low) * (scale->end - scale->start)
               : NAN;
  return scale->start + (value - scale->low) / (scale->high - scale->low) * (scale->end - scale->start);
}

double
sft_scale_value (const SftScale *scale, double position)
{
  double share = (position - scale->start) / (scale->end - scale->start);

  if (scale->logarithmic)
    return scale->low * exp (share * log (scale->high / scale->low));
  return scale->low + share * (scale->high - scale->low);
}
