/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

/* Room between panels, times the text scale, but never more than this share of the page. */
#define PANEL_GAP 22.0
#define MAX_GAP_SHARE 0.03
#define MARGIN 12.0
#define MARGIN_SHARE 0.02
/* The shape of a panel that shows curves well, and how much an empty place in the last row costs. */
#define PANEL_ASPECT 1.45
#define EMPTY_COST 0.3
/* A plot that is at least so large (times the text scale), or has this share of the page, is worth showing. */
#define GOOD_WIDTH 150.0
#define GOOD_HEIGHT 110.0
#define GOOD_SHARE 0.5
#define ROOMY 400.0
/* Below this, whole units would be coarse. */
#define SNAP_ABOVE 40.0

static void
axis_layout_clear (SftAxisLayout *axis)
{
  g_clear_pointer (&axis->ticks, g_array_unref);
  g_clear_pointer (&axis->minor, g_array_unref);
}

static void
stroke_clear (gpointer data)
{
  SftStroke *stroke = data;

  g_array_unref (stroke->points);
}

static void
panel_layout_init (SftPanelLayout *panel, const SftFigure *figure, int index, const SftPanelLayout *hold)
{
  panel->panel = g_ptr_array_index (figure->panels, (guint)index);
  panel->ghost = sft_figure_ghost_panel (figure, (guint)index);
  panel->index = index;
  panel->legend = g_array_new (FALSE, FALSE, sizeof (SftLegendEntry));
  panel->strokes = g_array_new (FALSE, FALSE, sizeof (SftStroke));
  g_array_set_clear_func (panel->strokes, stroke_clear);
  panel->bar_list = g_array_new (FALSE, FALSE, sizeof (SftBar));
  panel->spots = g_array_new (FALSE, FALSE, sizeof (SftSpot));
  panel->points = g_array_new (FALSE, FALSE, sizeof (SftSpot));
  panel->lines = g_array_new (FALSE, FALSE, sizeof (SftMarkLine));
  panel->leaders = g_array_new (FALSE, FALSE, sizeof (SftMarkLine));
  panel->plates = g_array_new (FALSE, FALSE, sizeof (SftBox));
  panel->ghost_strokes = g_array_new (FALSE, FALSE, sizeof (SftStroke));
  g_array_set_clear_func (panel->ghost_strokes, stroke_clear);
  panel->ghost_bars = g_array_new (FALSE, FALSE, sizeof (SftBox));
  panel->ghost_spots = g_array_new (FALSE, FALSE, sizeof (SftSpot));
  panel->ghost_lines = g_array_new (FALSE, FALSE, sizeof (SftMarkLine));
  sft_panel_ranges (panel);
  if (hold != NULL)
    sft_panel_hold_ranges (panel, hold);
}

static void
panel_layout_clear (SftPanelLayout *panel)
{
  axis_layout_clear (&panel->x);
  axis_layout_clear (&panel->y);
  axis_layout_clear (&panel->bar);
  g_array_unref (panel->legend);
  g_array_unref (panel->strokes);
  g_array_unref (panel->bar_list);
  g_array_unref (panel->spots);
  g_array_unref (panel->points);
  g_array_unref (panel->lines);
  g_array_unref (panel->leaders);
  g_array_unref (panel->plates);
  g_array_unref (panel->ghost_strokes);
  g_array_unref (panel->ghost_bars);
  g_array_unref (panel->ghost_spots);
  g_array_unref (panel->ghost_lines);
}

gboolean
sft_box_meets (const SftBox *a, const SftBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

gboolean
sft_layout_is_free (const SftLayout *layout, const SftBox *box)
{
  if (box->x < 0 || box->y < 0 || box->x + box->width > layout->width || box->y + box->height > layout->height)
    return FALSE;
  if (layout->formula_box.width > 0 && sft_box_meets (box, &layout->formula_box))
    return FALSE;
  for (guint i = 0; i < layout->texts->len; i++)
    if (sft_box_meets (box, &g_array_index (layout->texts, SftTextRun, i).box))
      return FALSE;
  return TRUE;
}

SftBox
sft_words_box (const SftWords *words, double x, double y, gboolean turned)
{
  double width = sft_words_width (words), height = sft_words_height (words);

  return turned ? (SftBox){ x + words->top, y - words->right, height, width }
                : (SftBox){ x + words->left, y + words->top, width, height };
}

gboolean
sft_layout_put (SftLayout *layout, const SftWords *words, double x, double y, gboolean turned, SftColor color,
                gboolean faint, int panel)
{
  SftTextRun run = { .text = words->text,
                     .x = x,
                     .y = y,
                     .angle = turned ? -G_PI_2 : 0,
                     .size = words->size,
                     .bold = words->bold,
                     .faint = faint,
                     .color = color,
                     .box = sft_words_box (words, x, y, turned),
                     .panel = panel,
                     .line = words->line };

  if (!sft_layout_is_free (layout, &run.box))
    return FALSE;
  g_array_append_val (layout->texts, run);
  return TRUE;
}

/* The height of a row against the others: that of its tallest panel. */
static double
row_share (const SftLayout *layout, guint row, guint columns)
{
  double share = 0;

  for (guint i = row * columns; i < MIN ((row + 1) * columns, layout->n_panels); i++)
    {
      double of_panel = layout->panels[i].panel->share;

      share = MAX (share, of_panel > 0 ? of_panel : 1);
    }
  return share;
}

/* Splits `body` into cells, the last row's cells wider where it has fewer. */
static void
split (SftLayout *layout, SftBox body, guint columns)
{
  guint rows = (layout->n_panels + columns - 1) / columns;
  double shares = 0, y = body.y;
  double x_gap = MIN (PANEL_GAP * layout->scale, MAX_GAP_SHARE * layout->width);
  double y_gap = MIN (PANEL_GAP * 0.7 * layout->scale, MAX_GAP_SHARE * layout->height);

  for (guint row = 0; row < rows; row++)
    shares += row_share (layout, row, columns);
  for (guint i = 0; i < layout->n_panels; i++)
    {
      SftPanelLayout *panel = &layout->panels[i];
      guint row = i / columns, column = i % columns;
      guint of = row + 1 < rows ? columns : layout->n_panels - columns * (rows - 1);
      double width = (body.width - x_gap * (of - 1)) / of;
      double height = (body.height - y_gap * (rows - 1)) * row_share (layout, row, columns) / shares;

      panel->row = (int)row;
      panel->column = (int)column;
      panel->of_columns = (int)of;
      panel->cell = (SftBox){ body.x + column * (width + x_gap), y, width, height };
      if (column + 1 == of)
        y += height + y_gap;
      panel->left = panel->right = panel->top = panel->bottom = 0;
    }
}

static void
snap (double *start, double *length)
{
  double end = floor (*start + *length + 1e-9);

  *start = ceil (*start - 1e-9);
  *length = MAX (end - *start, 0);
}

static void
set_plot (SftPanelLayout *panel, gboolean whole)
{
  SftBox *plot = &panel->plot;

  *plot = panel->cell;
  plot->x += MIN (panel->left, plot->width);
  plot->width = MAX (panel->cell.width - panel->left - panel->right, 0);
  plot->y += MIN (panel->top, plot->height);
  plot->height = MAX (panel->cell.height - panel->top - panel->bottom, 0);
  if (whole)
    {
      snap (&plot->x, &plot->width);
      snap (&plot->y, &plot->height);
    }
}

/* Rows share top and bottom, columns left and right, so that plots line up; the right edge only where there is room
 * to spare for it. */
static void
share (SftLayout *layout)
{
  for (guint i = 0; i < layout->n_panels; i++)
    for (guint j = 0; j < layout->n_panels; j++)
      {
        SftPanelLayout *a = &layout->panels[i], *b = &layout->panels[j];

        if (a->row == b->row)
          {
            a->top = b->top = MAX (a->top, b->top);
            a->bottom = b->bottom = MAX (a->bottom, b->bottom);
          }
        if (a->column == b->column && a->of_columns == b->of_columns)
          {
            a->left = b->left = MAX (a->left, b->left);
            if (a->cell.width >= ROOMY * layout->scale)
              a->right = b->right = MAX (a->right, b->right);
          }
      }
}

/* Gives each panel the room that its surroundings need. Needs only grow from round to round, so this ends. */
static void
settle (SftLayout *layout)
{
  gboolean whole = layout->width >= SNAP_ABOVE && layout->height >= SNAP_ABOVE, changed = TRUE;

  for (int round = 0; changed && round < 8; round++)
    {
      changed = FALSE;
      for (guint i = 0; i < layout->n_panels; i++)
        set_plot (&layout->panels[i], whole);
      for (guint i = 0; i < layout->n_panels; i++)
        {
          SftPanelLayout *panel = &layout->panels[i];
          double left, right, top, bottom;

          sft_panel_needs (layout, panel, &left, &right, &top, &bottom);
          changed |= left > panel->left || right > panel->right || top > panel->top || bottom > panel->bottom;
          panel->left = MAX (panel->left, ceil (left));
          panel->right = MAX (panel->right, ceil (right));
          panel->top = MAX (panel->top, ceil (top));
          panel->bottom = MAX (panel->bottom, ceil (bottom));
        }
      share (layout);
    }
}

static gboolean
is_good (const SftLayout *layout, const SftPanelLayout *panel, guint rows)
{
  double s = layout->scale, width = panel->plot.width, height = panel->plot.height;
  double share = panel->panel->share > 0 ? 0.7 * panel->panel->share : 1; /* a strip is all label */

  return (width >= GOOD_WIDTH * s || width * panel->of_columns >= GOOD_SHARE * layout->width)
         && (height >= GOOD_HEIGHT * s * share || height * rows >= GOOD_SHARE * layout->height * share);
}

/* Lays all panels out in a grid with what `shown` allows. Are all plots large enough to be worth it? */
static gboolean
try_grid (SftLayout *layout, guint columns, SftShown shown)
{
  double margin = layout->margin, line, top = 0;
  SftBox body;

  layout->shown = shown;
  layout->n_title = 0;
  if (shown.title && !sft_text_is_empty (&layout->figure->title))
    {
      guint lines = layout->height >= 300 * layout->scale ? SFT_MAX_LINES : 1;

      line = sft_ruler_line_height (layout->ruler, SFT_TITLE_SIZE * layout->scale, TRUE);
      layout->n_title =
          sft_ruler_wrap (layout->ruler, sft_text_get (&layout->figure->title, layout->style.translated),
                          SFT_TITLE_SIZE * layout->scale, TRUE, layout->width - 2 * margin, layout->title, lines);
      top = layout->n_title * line + (layout->n_title > 0 ? 6 * layout->scale : 0);
    }
  top += sft_formula_room (layout);
  body =
      (SftBox){ margin, margin + top, MAX (layout->width - 2 * margin, 0), MAX (layout->height - 2 * margin - top, 0) };
  split (layout, body, columns);
  settle (layout);
  for (guint i = 0; i < layout->n_panels; i++)
    if (!is_good (layout, &layout->panels[i], (layout->n_panels + columns - 1) / columns))
      return FALSE;
  return TRUE;
}

/* What goes, in order, as room gets scarce. Cell values and minor ticks need no room of their own and are left out
 * by the phases that draw them. */
static SftShown
shown_at (const SftStyle *style, int level)
{
  return (SftShown){ .mark_room = level < 1,
                     .legend = style->legend && level < 2,
                     .formula = style->formula && level < 3,
                     .title = style->title && level < 3,
                     .panel_titles = style->title && level < 4,
                     .notes = level < 5,
                     .labels = level < 6,
                     .bar = level < 7,
                     .ticks = level < 8 };
}
#define N_LEVELS 9

static double
grid_cost (const SftLayout *layout, guint columns)
{
  guint rows = (layout->n_panels + columns - 1) / columns;

  if (columns == layout->figure->columns)
    return -1; /* as the lab wants it */
  double aspect = (layout->width / columns) / (layout->height / rows);

  return fabs (log (aspect / PANEL_ASPECT)) + EMPTY_COST * (rows * columns - layout->n_panels);
}

/* Tries the grids from the best shape on, and takes the one that keeps most. */
static void
arrange (SftLayout *layout)
{
  guint n = MAX (layout->n_panels, 1), best_columns = 1;
  int best_level = N_LEVELS - 1;
  g_autofree gboolean *tried = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n && best_level > 0; i++)
    {
      guint columns = 0;

      for (guint c = 1; c <= n; c++)
        if (!tried[c] && (columns == 0 || grid_cost (layout, c) < grid_cost (layout, columns)))
          columns = c;
      tried[columns] = TRUE;
      if (i == 0)
        best_columns = columns;
      for (int level = 0; level < best_level; level++)
        if (try_grid (layout, columns, shown_at (&layout->style, level)))
          {
            best_level = level;
            best_columns = columns;
          }
    }
  try_grid (layout, best_columns, shown_at (&layout->style, best_level));
}

static void
place_title (SftLayout *layout)
{
  double widest = 0, x = layout->margin, y = layout->margin;

  for (guint i = 0; i < layout->n_title; i++)
    widest = MAX (widest, sft_words_width (layout->title[i]));
  if (layout->n_panels > 0)
    x = MAX (layout->margin, MIN (layout->panels[0].plot.x, layout->width - layout->margin - widest));
  for (guint i = 0; i < layout->n_title; i++)
    {
      const SftWords *words = layout->title[i];

      sft_layout_put (layout, words, x - words->left, y + words->ascent, FALSE, layout->palette->text, FALSE, -1);
      y += words->ascent + words->descent;
    }
  sft_formula_place (layout, y + (layout->n_title > 0 ? 6 * layout->scale : 0));
}

SftLayout *
sft_layout_new (SftFigure *figure, const SftStyle *style, PangoContext *pango, double width, double height)
{
  return sft_layout_new_held (figure, NULL, style, pango, width, height);
}

SftLayout *
sft_layout_new_held (SftFigure *figure, const SftLayout *hold, const SftStyle *style, PangoContext *pango, double width,
                     double height)
{
  SftLayout *layout;

  g_return_val_if_fail (figure != NULL && style != NULL, NULL);
  g_return_val_if_fail (PANGO_IS_CONTEXT (pango), NULL);
  g_return_val_if_fail (width >= 1 && height >= 1 && isfinite (width) && isfinite (height), NULL);
  g_return_val_if_fail (style->text_scale > 0 && isfinite (style->text_scale), NULL);

  layout = g_new0 (SftLayout, 1);
  layout->figure = sft_figure_ref (figure);
  layout->style = *style;
  layout->palette = sft_palette (style->appearance);
  layout->width = width;
  layout->height = height;
  layout->scale = style->text_scale;
  layout->margin = MIN (MARGIN * MAX (1, layout->scale * 0.75), MARGIN_SHARE * MIN (width, height));
  layout->ruler = sft_ruler_new (pango);
  sft_formula_measure (layout, pango);
  layout->texts = g_array_new (FALSE, FALSE, sizeof (SftTextRun));
  layout->n_panels = figure->panels->len;
  layout->panels = g_new0 (SftPanelLayout, layout->n_panels);
  for (guint i = 0; i < layout->n_panels; i++)
    panel_layout_init (&layout->panels[i], figure, (int)i,
                       hold != NULL && i < hold->n_panels ? &hold->panels[i] : NULL);
  arrange (layout);
  /* Who comes first keeps its place should two texts meet after all. */
  for (guint i = 0; i < layout->n_panels; i++)
    sft_decor_place (layout, &layout->panels[i]);
  place_title (layout);
  for (guint i = 0; i < layout->n_panels; i++)
    {
      sft_ghost_place (layout, &layout->panels[i]);
      sft_series_place (layout, &layout->panels[i]);
      sft_labels_place (layout, &layout->panels[i]);
      sft_heatmap_place (layout, &layout->panels[i]);
    }
  return layout;
}

const SftTextRun *
sft_layout_texts (const SftLayout *layout, gsize *n)
{
  g_return_val_if_fail (layout != NULL && n != NULL, NULL);

  *n = layout->texts->len;
  return (const SftTextRun *)(gpointer)layout->texts->data;
}

SftBox
sft_layout_plot_area (const SftLayout *layout, guint panel)
{
  g_return_val_if_fail (layout != NULL && panel < layout->n_panels, ((SftBox){ 0, 0, 0, 0 }));

  return layout->panels[panel].plot;
}

void
sft_layout_free (SftLayout *layout)
{
  g_return_if_fail (layout != NULL);

  for (guint i = 0; i < layout->n_panels; i++)
    panel_layout_clear (&layout->panels[i]);
  g_free (layout->panels);
  g_array_unref (layout->texts);
  g_clear_pointer (&layout->formula, sft_math_layout_free);
  sft_ruler_free (layout->ruler);
  sft_figure_unref (layout->figure);
  g_free (layout);
}
