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

static void
set_axis (SftAxisLayout *to, const SftAxis *axis, Range range, gboolean tight)
{
  if (isfinite (axis->low) && isfinite (axis->high) && axis->low <= axis->high)
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
  if (isfinite (heatmap->low) && isfinite (heatmap->high) && heatmap->low <= heatmap->high)
    range = (Range){ heatmap->low, heatmap->high, FALSE };
  sft_axis_widen (&range.low, &range.high);
  panel->bar.low = range.low;
  panel->bar.high = range.high;
}

void
sft_panel_ranges (SftPanelLayout *panel)
{
  const SftPanel *of = panel->panel;
  Range x = { INFINITY, -INFINITY, of->x.logarithmic }, y = { INFINITY, -INFINITY, of->y.logarithmic };
  double half_bar = sft_bars_distance (of) / 2;
  gboolean tight = FALSE;

  if (of->heatmap != NULL)
    {
      heatmap_ranges (panel);
      return;
    }
  for (guint i = 0; i < of->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (of->series, i);

      panel->bars |= series->shape == SFT_SHAPE_BARS;
      cover_series (series, half_bar, &x, &y);
      tight |= series->shape == SFT_SHAPE_BARS && series->n > 0;
    }
  for (guint i = 0; i < of->marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (of->marks, i);

      /* A line across is worth seeing at any height; a line down may stand beyond the data and is left out. */
      if (mark->kind != SFT_MARK_VERTICAL)
        cover (&y, mark->y);
      if (mark->kind == SFT_MARK_POINT)
        cover (&x, mark->x);
    }
  set_axis (&panel->x, &of->x, x, tight);
  set_axis (&panel->y, &of->y, y, FALSE);
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
