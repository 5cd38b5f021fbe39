/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heatmaps: cells, their values, and the color bar. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

/* Cells at least this large are set apart by gaps; smaller ones touch. */
#define GAP_ABOVE 10.0
#define GAP 1.0
/* Cells that touch reach this far under the next one, so that no seam shows whatever the resolution. */
#define OVERLAP 0.6
/* More values than this would be noise. */
#define MAX_VALUES 1600
#define BAR_STRIPS 96
#define BINARY_ZERO 0.17
#define BINARY_ONE 0.94

SftBox
sft_heatmap_cell (const SftPanelLayout *panel, int row, int column)
{
  double x1 = sft_scale_map (&panel->x.scale, column - 0.5), x2 = sft_scale_map (&panel->x.scale, column + 0.5);
  double y1 = sft_scale_map (&panel->y.scale, row - 0.5), y2 = sft_scale_map (&panel->y.scale, row + 0.5);

  if (x2 - x1 >= GAP_ABOVE && y2 - y1 >= GAP_ABOVE)
    {
      x1 = round (x1);
      x2 = round (x2);
      y1 = round (y1);
      y2 = round (y2);
    }
  return (SftBox){ x1, y1, x2 - x1, y2 - y1 };
}

SftColor
sft_heatmap_color (const SftLayout *layout, const SftPanelLayout *panel, double value)
{
  if (isnan (value) || (panel->panel->heatmap->categorical && value < 0))
    return layout->palette->empty;
  if (panel->panel->heatmap->categorical)
    return sft_category_color (layout->style.appearance, (guint)value);
  /* Two values alone need not shout: from the inner parts of the scale. */
  if (panel->binary)
    return sft_viridis (value > 0.5 ? BINARY_ONE : BINARY_ZERO);
  /* Infinities are the ends of the scale. */
  return sft_viridis (CLAMP ((value - panel->bar.low) / (panel->bar.high - panel->bar.low), 0, 1));
}

static double
cell_value (const SftHeatmap *heatmap, int row, int column)
{
  return heatmap->values[(gsize)row * (gsize)heatmap->columns + (gsize)column];
}

/* What colors a cell: its value, or the kind that stands for it. */
static double
cell_paint (const SftHeatmap *heatmap, int row, int column)
{
  if (heatmap->kinds == NULL)
    return cell_value (heatmap, row, column);
  return heatmap->kinds[(gsize)row * (gsize)heatmap->columns + (gsize)column];
}

static gboolean
cell_flag (const guint8 *flags, const SftHeatmap *heatmap, int row, int column)
{
  return flags != NULL && flags[(gsize)row * (gsize)heatmap->columns + (gsize)column] != 0;
}

/* Nothing is written in a cell without data or in an empty place. */
static gboolean
is_blank (const SftHeatmap *heatmap, int row, int column)
{
  double paint = cell_paint (heatmap, row, column);
  gsize index = (gsize)row * (gsize)heatmap->columns + (gsize)column;

  if (isnan (paint) || (heatmap->categorical && paint < 0))
    return TRUE;
  /* A kind alone, without a value or a text of its own. */
  return isnan (heatmap->values[index]) && (heatmap->cells == NULL || sft_text_is_empty (&heatmap->cells[index]));
}

/* `width`: text is cut to it with an ellipsis; numbers never are. */
static const SftWords *
value_words (SftLayout *layout, const SftHeatmap *heatmap, int row, int column, double size, double width)
{
  double value = cell_value (heatmap, row, column);
  g_autofree char *text = NULL;

  if (heatmap->cells != NULL)
    {
      const SftText *cell = &heatmap->cells[(gsize)row * (gsize)heatmap->columns + (gsize)column];

      if (!sft_text_is_empty (cell))
        return sft_ruler_fit (layout->ruler, sft_text_get (cell, layout->style.translated), size, FALSE, width, 1);
    }
  if (isfinite (value) && fabs (value) < 1e6)
    text = sft_fixed_number (value, heatmap->digits, layout->style.translated);
  else
    text = sft_number_format (value, heatmap->digits, TRUE, layout->style.translated);
  return sft_ruler_measure (layout->ruler, text, size, FALSE);
}

static double
cell_room (const SftPanelLayout *panel, double size)
{
  return panel->plot.width / panel->panel->heatmap->columns - 0.6 * size;
}

/* Do all values fit their cells at this size? Texts may be cut at the smallest size. */
static gboolean
values_fit (SftLayout *layout, const SftPanelLayout *panel, double size, gboolean smallest)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double width = cell_room (panel, size), most = smallest ? width : INFINITY;
  double height = panel->plot.height / heatmap->rows - 0.5 * size;

  if (sft_ruler_line_height (layout->ruler, size, FALSE) > height)
    return FALSE;
  for (int row = 0; row < heatmap->rows; row++)
    for (int column = 0; column < heatmap->columns; column++)
      {
        const SftWords *words =
            is_blank (heatmap, row, column) ? NULL : value_words (layout, heatmap, row, column, size, most);

        if (words == NULL ? !is_blank (heatmap, row, column) : sft_words_width (words) > width)
          return FALSE;
      }
  return TRUE;
}

/* Cell values lie in cells of their own, so they can only meet the few labels of marks that lie on the plot. */
static void
put_value (SftLayout *layout, const SftPanelLayout *panel, int row, int column, double size, guint others)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double value = cell_paint (heatmap, row, column);
  SftBox cell = sft_heatmap_cell (panel, row, column), box;
  const SftWords *words = value_words (layout, heatmap, row, column, size, cell_room (panel, size));
  double x = cell.x + cell.width / 2 - (words->left + words->right) / 2;
  double y = cell.y + cell.height / 2 + (words->ascent - words->descent) / 2;
  SftColor color = sft_color_on (sft_heatmap_color (layout, panel, value));
  SftTextRun run = { .text = words->text, .x = x, .y = y, .size = size, .color = color, .panel = panel->index };

  box = sft_words_box (words, x, y, FALSE);
  if (box.x < 0 || box.y < 0 || box.x + box.width > layout->width || box.y + box.height > layout->height)
    return;
  for (guint i = 0; i < others; i++)
    if (sft_box_meets (&box, &g_array_index (layout->texts, SftTextRun, i).box))
      return;
  run.box = box;
  run.line = words->line;
  g_array_append_val (layout->texts, run);
}

void
sft_heatmap_place (SftLayout *layout, SftPanelLayout *panel)
{
  static const double sizes[] = { 14, 13, 12, 11, 10, 9 };
  const SftHeatmap *heatmap = panel->panel->heatmap;
  guint others = layout->texts->len;

  if (heatmap == NULL || (gint64)heatmap->rows * heatmap->columns > MAX_VALUES)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double size = sizes[i] * layout->scale;

      if (!values_fit (layout, panel, size, i + 1 == G_N_ELEMENTS (sizes)))
        continue;
      for (int row = 0; row < heatmap->rows; row++)
        for (int column = 0; column < heatmap->columns; column++)
          if (!is_blank (heatmap, row, column))
            put_value (layout, panel, row, column, size, others);
      return;
    }
}

static void
line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

/* Two tones, so that one of them stands out from every color of the scale. */
static void
outline (cairo_t *cr, const SftBox *cell)
{
  double width = CLAMP (0.06 * MIN (cell->width, cell->height), 0.5, 2.4), inset = width;

  if (cell->width < 5 || cell->height < 5)
    inset = width = 0.5;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle (cr, cell->x + inset, cell->y + inset, MAX (cell->width - 2 * inset, 0),
                   MAX (cell->height - 2 * inset, 0));
  cairo_set_line_width (cr, 2 * width);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 0.8 * width);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
}

/* Between the cell and its text, so that hatching shows and the text stays readable. */
static SftColor
hatch_color (SftColor cell)
{
  SftColor text = sft_color_on (cell);
  const double share = 0.5;

  return (SftColor){ cell.red + share * (text.red - cell.red), cell.green + share * (text.green - cell.green),
                     cell.blue + share * (text.blue - cell.blue) };
}

static void
cell_extras (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr, int row, int column, double gap)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double value = cell_paint (heatmap, row, column);
  SftBox cell = sft_heatmap_cell (panel, row, column);
  SftBox inner = { cell.x + gap, cell.y + gap, cell.width - 2 * gap, cell.height - 2 * gap };

  if (isnan (value))
    {
      sft_set_color (cr, layout->palette->axis);
      cairo_set_line_width (cr, 1);
      line (cr, inner.x, inner.y + inner.height, inner.x + inner.width, inner.y);
      cairo_stroke (cr);
    }
  if (cell_flag (heatmap->hatched, heatmap, row, column))
    {
      sft_set_color (cr, hatch_color (sft_heatmap_color (layout, panel, value)));
      cairo_set_line_width (cr, 1);
      sft_hatch (cr, &inner, CLAMP (0.25 * MIN (inner.width, inner.height), 3, 8), FALSE);
    }
  if (cell_flag (heatmap->outlined, heatmap, row, column))
    outline (cr, &inner);
}

/* Cells of one color beside each other are one rectangle. */
static int
run_length (const SftHeatmap *heatmap, int row, int column)
{
  double value = cell_paint (heatmap, row, column);
  int n = 1;

  while (column + n < heatmap->columns)
    {
      double next = cell_paint (heatmap, row, column + n);

      if (next != value && !(isnan (next) && isnan (value)))
        break;
      n++;
    }
  return n;
}

void
sft_heatmap_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double width = panel->plot.width / heatmap->columns, height = panel->plot.height / heatmap->rows;
  gboolean apart = width >= GAP_ABOVE && height >= GAP_ABOVE;
  double gap = apart ? GAP : 0;

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int row = 0; row < heatmap->rows; row++)
    for (int column = 0, n; column < heatmap->columns; column += n)
      {
        SftBox cell = sft_heatmap_cell (panel, row, column);

        n = apart ? 1 : run_length (heatmap, row, column);
        sft_set_color (cr, sft_heatmap_color (layout, panel, cell_paint (heatmap, row, column)));
        if (apart)
          cairo_rectangle (cr, cell.x + gap, cell.y + gap, cell.width - 2 * gap, cell.height - 2 * gap);
        else
          cairo_rectangle (cr, cell.x, cell.y, n * width + (column + n < heatmap->columns ? OVERLAP : 0),
                           height + (row + 1 < heatmap->rows ? OVERLAP : 0));
        cairo_fill (cr);
      }
  cairo_restore (cr);
  for (int row = 0; row < heatmap->rows; row++)
    for (int column = 0; column < heatmap->columns; column++)
      cell_extras (layout, panel, cr, row, column, gap);
}

void
sft_bar_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr)
{
  const SftBox *box = &panel->bar_box;
  int strips = panel->binary ? 2 : (int)CLAMP (box->height / 2, 1, BAR_STRIPS);

  if (!panel->has_bar || box->height <= 0)
    return;
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int i = 0; i < strips; i++)
    {
      double share = strips > 1 ? (double)i / (strips - 1) : 0.5;
      double top = box->y + box->height * (strips - 1 - i) / strips;

      /* From the lowest up: each reaches from its top to the foot, and the next one covers what is above. */
      sft_set_color (cr, panel->binary ? sft_heatmap_color (layout, panel, i) : sft_viridis (share));
      cairo_rectangle (cr, box->x, box->y, box->width, top - box->y + box->height / strips);
      cairo_fill (cr);
    }
  cairo_restore (cr);
  sft_set_color (cr, layout->palette->axis);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < panel->bar.ticks->len && !panel->binary; i++)
    {
      double y = floor (g_array_index (panel->bar.ticks, SftTick, i).position) + 0.5;

      y = MIN (y, box->y + box->height - 0.5);
      line (cr, box->x + box->width + 1, y, box->x + box->width + 1 + SFT_TICK_LENGTH, y);
    }
  cairo_stroke (cr);
}
