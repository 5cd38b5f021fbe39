/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a plot: how much room it needs, and where its texts go. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

#define BAR_GAP 12.0
#define BAR_WIDTH 14.0
#define TICK_GAP 3.0
#define LABEL_GAP 6.0
/* Titles and notes may take a second line where the panel is at least this high. */
#define TALL 220.0

static double
tick_line (SftLayout *layout)
{
  return sft_ruler_line_height (layout->ruler, SFT_TICK_SIZE * layout->scale, FALSE);
}

static double
label_line (SftLayout *layout)
{
  return sft_ruler_line_height (layout->ruler, SFT_LABEL_SIZE * layout->scale, FALSE);
}

/* From the plot's lower edge to the top of tick labels: clear of a label at the foot of the y axis. */
static double
tick_label_offset (SftLayout *layout)
{
  return MAX (SFT_TICK_LENGTH + TICK_GAP * layout->scale, 0.62 * tick_line (layout));
}

static gboolean
in_range (const SftAxisLayout *axis, double value)
{
  return value >= axis->low && value <= axis->high;
}

/* Labels of lines stand outside the plot where that costs little: there they meet no data. */
static void
mark_room (SftLayout *layout, SftPanelLayout *panel, double *side, double *top)
{
  double line = tick_line (layout);
  guint across = 0;

  *side = *top = 0;
  panel->label_side = panel->label_top = FALSE;
  if (!layout->shown.mark_room)
    return;
  for (guint i = 0; i < panel->panel->marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (panel->panel->marks, i);
      const char *text = sft_text_get (&mark->label, layout->style.translated);

      if (text[0] == '\0' || mark->kind == SFT_MARK_POINT)
        continue;
      if (mark->kind == SFT_MARK_VERTICAL && in_range (&panel->x, mark->x))
        *top = line + 2 * layout->scale;
      if (mark->kind == SFT_MARK_HORIZONTAL && in_range (&panel->y, mark->y))
        {
          double width =
              sft_words_width (sft_ruler_measure (layout->ruler, text, SFT_TICK_SIZE * layout->scale, FALSE));

          *side = MAX (*side, width + 3 * LABEL_GAP);
          across++;
        }
    }
  if (*top > 0 && panel->cell.height < 9 * line)
    *top = 0;
  if (*side > 0 && (panel->has_bar || *side > 0.32 * panel->cell.width || across * line * 1.2 > panel->plot.height))
    *side = 0;
  panel->label_top = *top > 0;
  panel->label_side = *side > 0;
}

static void
overhang (const SftPanelLayout *panel, double *left, double *right)
{
  for (guint i = 0; i < panel->x.ticks->len; i++)
    {
      const SftTick *tick = &g_array_index (panel->x.ticks, SftTick, i);
      double half = sft_words_width (tick->words) / 2;

      *left = MAX (*left, panel->plot.x - (tick->position - half));
      *right = MAX (*right, tick->position + half - (panel->plot.x + panel->plot.width));
    }
}

static void
overhang_up (SftLayout *layout, const SftPanelLayout *panel, const SftAxisLayout *axis, double *top, double *bottom)
{
  double half = tick_line (layout) / 2;

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      double position = g_array_index (axis->ticks, SftTick, i).position;

      *top = MAX (*top, panel->plot.y - position + half);
      *bottom = MAX (*bottom, position - panel->plot.y - panel->plot.height + half);
    }
}

static double
bar_needs (SftLayout *layout, SftPanelLayout *panel)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  double width, limit = 0.9 * panel->cell.height;

  panel->has_bar = heatmap != NULL && layout->shown.bar && !heatmap->barless && !sft_text_is_empty (&heatmap->bar);
  panel->bar_label = NULL;
  if (!panel->has_bar)
    return 0;
  sft_layout_bar_axis (layout, panel);
  width = BAR_GAP + BAR_WIDTH;
  if (panel->bar.ticks->len > 0)
    width += SFT_TICK_LENGTH + TICK_GAP * layout->scale + panel->bar.extent;
  if (layout->shown.labels)
    panel->bar_label = sft_ruler_fit (layout->ruler, sft_text_get (&heatmap->bar, layout->style.translated),
                                      SFT_LABEL_SIZE * layout->scale, FALSE, MIN (limit, panel->plot.height), 3);
  if (panel->bar_label != NULL)
    width += LABEL_GAP * layout->scale + label_line (layout);
  return width;
}

static double
heading_needs (SftLayout *layout, SftPanelLayout *panel)
{
  const SftPanel *of = panel->panel;
  guint lines = panel->cell.height > TALL * layout->scale ? SFT_MAX_LINES : 1;
  const char *title = sft_text_get (&of->title, layout->style.translated);
  const char *note = sft_text_get (&of->note, layout->style.translated);
  double height = 0;

  panel->n_title = panel->n_note = 0;
  if (layout->shown.panel_titles && title[0] != '\0')
    panel->n_title = sft_ruler_wrap (layout->ruler, title, SFT_PANEL_TITLE_SIZE * layout->scale, TRUE,
                                     panel->cell.width, panel->title, lines);
  if (layout->shown.notes && note[0] != '\0')
    panel->n_note = sft_ruler_wrap (layout->ruler, note, SFT_LABEL_SIZE * layout->scale, FALSE, panel->cell.width,
                                    panel->note, lines);
  height += panel->n_title
            * (sft_ruler_line_height (layout->ruler, SFT_PANEL_TITLE_SIZE * layout->scale, TRUE)
               + SFT_LINE_GAP * layout->scale);
  height += panel->n_note * (label_line (layout) + SFT_LINE_GAP * layout->scale);
  return height;
}

void
sft_panel_needs (SftLayout *layout, SftPanelLayout *panel, double *left, double *right, double *top, double *bottom)
{
  double s = layout->scale, side, above;

  sft_layout_y_axis (layout, panel);
  sft_layout_x_axis (layout, panel);
  *left = *bottom = *right = 0;
  if (panel->y.ticks->len > 0)
    *left = SFT_TICK_LENGTH + TICK_GAP * s + panel->y.extent;
  if (panel->x.ticks->len > 0)
    *bottom = tick_label_offset (layout) + tick_line (layout);
  panel->x_label = panel->y_label = NULL;
  if (layout->shown.labels)
    {
      double size = SFT_LABEL_SIZE * s;
      const char *x = sft_text_get (&panel->panel->x.label, layout->style.translated);
      const char *y = sft_text_get (&panel->panel->y.label, layout->style.translated);

      if (x[0] != '\0')
        panel->x_label = sft_ruler_fit (layout->ruler, x, size, FALSE, panel->cell.width, 3);
      if (y[0] != '\0')
        panel->y_label =
            sft_ruler_fit (layout->ruler, y, size, FALSE, panel->cell.y + panel->cell.height - panel->plot.y, 3);
      *bottom += panel->x_label != NULL ? 2 * s + label_line (layout) : 0;
      *left += panel->y_label != NULL ? LABEL_GAP * s + label_line (layout) : 0;
    }
  overhang (panel, left, right);
  *right = MAX (*right, bar_needs (layout, panel));
  mark_room (layout, panel, &side, &above);
  *right = MAX (*right, side);
  sft_legend_flow (layout, panel);
  *top = heading_needs (layout, panel) + above + panel->legend_rows * sft_legend_row_height (layout);
  if (*top > 0)
    *top += 6 * s;
  overhang_up (layout, panel, &panel->y, top, bottom);
  if (panel->has_bar)
    overhang_up (layout, panel, &panel->bar, top, bottom);
}

/* Puts the label of each tick, and forgets the ticks that could not have theirs. */
static void
place_ticks (SftLayout *layout, SftPanelLayout *panel, SftAxisLayout *axis, double edge, int side)
{
  guint kept = 0;

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      SftTick *tick = &g_array_index (axis->ticks, SftTick, i);
      const SftWords *words = tick->words;
      double middle = (words->ascent - words->descent) / 2, x, y;

      if (side == 0)
        {
          x = tick->position - (words->left + words->right) / 2;
          y = edge + words->ascent;
        }
      else
        {
          x = side < 0 ? edge - words->right : edge - words->left;
          y = tick->position + middle;
        }
      if (sft_layout_put (layout, words, x, y, FALSE, tick->faint ? layout->palette->faint : layout->palette->text,
                          tick->faint, panel->index))
        g_array_index (axis->ticks, SftTick, kept++) = *tick;
    }
  g_array_set_size (axis->ticks, kept);
}

static double
clamp_start (double start, double length, double low, double high)
{
  return MAX (low, MIN (start, high - length));
}

static void
place_labels (SftLayout *layout, SftPanelLayout *panel)
{
  const SftBox *plot = &panel->plot, *cell = &panel->cell;
  SftColor color = layout->palette->text;

  if (panel->x_label != NULL)
    {
      const SftWords *words = panel->x_label;
      double width = sft_words_width (words), x = plot->x + (plot->width - width) / 2, y = plot->y + plot->height;

      y += panel->x.ticks->len > 0 ? tick_label_offset (layout) + tick_line (layout) : 0;
      x = clamp_start (x, width, cell->x, cell->x + cell->width);
      sft_layout_put (layout, words, x - words->left, y + 2 * layout->scale + words->ascent, FALSE, color, FALSE,
                      panel->index);
    }
  if (panel->y_label != NULL)
    {
      const SftWords *words = panel->y_label;
      double length = sft_words_width (words), top = plot->y + (plot->height - length) / 2;
      double x = plot->x - (LABEL_GAP * layout->scale + words->descent);

      if (panel->y.ticks->len > 0)
        x -= SFT_TICK_LENGTH + TICK_GAP * layout->scale + panel->y.extent;
      top = clamp_start (top, length, plot->y, cell->y + cell->height);
      sft_layout_put (layout, words, x, top + length + words->left, TRUE, color, FALSE, panel->index);
    }
}

static void
place_bar (SftLayout *layout, SftPanelLayout *panel)
{
  const SftBox *plot = &panel->plot;
  double edge;

  if (!panel->has_bar)
    return;
  panel->bar_box = (SftBox){ plot->x + plot->width + BAR_GAP, plot->y, BAR_WIDTH, plot->height };
  edge = panel->bar_box.x + BAR_WIDTH + SFT_TICK_LENGTH + TICK_GAP * layout->scale;
  place_ticks (layout, panel, &panel->bar, edge, 1);
  if (panel->bar_label != NULL)
    {
      const SftWords *words = panel->bar_label;
      double length = sft_words_width (words), x = panel->bar_box.x + BAR_WIDTH;

      if (panel->bar.ticks->len > 0)
        x = edge + panel->bar.extent;
      sft_layout_put (layout, words, x + LABEL_GAP * layout->scale + words->ascent,
                      plot->y + (plot->height + length) / 2 + words->left, TRUE, layout->palette->text, FALSE,
                      panel->index);
    }
}

/* Lines of text from `y` down, flush with the plot's left edge where they fit there. Returns the y below them. */
static double
place_lines (SftLayout *layout, SftPanelLayout *panel, const SftWords **lines, guint n, double y, SftColor color)
{
  double widest = 0, x;

  for (guint i = 0; i < n; i++)
    widest = MAX (widest, sft_words_width (lines[i]));
  x = MAX (panel->cell.x, MIN (panel->plot.x, panel->cell.x + panel->cell.width - widest));
  for (guint i = 0; i < n; i++)
    {
      sft_layout_put (layout, lines[i], x - lines[i]->left, y + lines[i]->ascent, FALSE, color, FALSE, panel->index);
      y += lines[i]->ascent + lines[i]->descent + SFT_LINE_GAP * layout->scale;
    }
  return y;
}

void
sft_decor_place (SftLayout *layout, SftPanelLayout *panel)
{
  const SftBox *plot = &panel->plot;
  double y = panel->cell.y;

  place_ticks (layout, panel, &panel->x, plot->y + plot->height + tick_label_offset (layout), 0);
  place_ticks (layout, panel, &panel->y, plot->x - SFT_TICK_LENGTH - TICK_GAP * layout->scale, -1);
  place_labels (layout, panel);
  place_bar (layout, panel);
  y = place_lines (layout, panel, panel->title, panel->n_title, y, layout->palette->text);
  place_lines (layout, panel, panel->note, panel->n_note, y, layout->palette->label[SFT_ROLE_ERROR]);
  sft_legend_place (layout, panel);
}
