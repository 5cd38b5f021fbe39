/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: swatches and names in rows above the plot, where they cover no data. */
#include "config.h"

#include "sft-layout-private.h"
#include "sft-words-private.h"

#define SWATCH 26.0
#define SQUARE 10.0
#define SPOT 10.0
#define SWATCH_GAP 6.0
#define ENTRY_GAP 18.0
/* Translators: in a legend, of faint curves: an earlier result that was pinned */
#define PINNED N_ ("pinned")
/* Translators: in a legend, of marked cells: they differ from the result that was pinned */
#define CHANGED N_ ("changed since pinned")

double
sft_legend_swatch_width (const SftLayout *layout, const SftLegendEntry *entry)
{
  const SftSeries *series = entry->series;

  if (entry->ghost == SFT_LEGEND_LINE)
    return SWATCH * layout->scale;
  if (series == NULL)
    return SQUARE * layout->scale;
  return (series->shape == SFT_SHAPE_BARS ? SQUARE : series->shape == SFT_SHAPE_POINTS ? SPOT : SWATCH) * layout->scale;
}

double
sft_legend_row_height (SftLayout *layout)
{
  return sft_ruler_line_height (layout->ruler, SFT_LABEL_SIZE * layout->scale, FALSE) + SFT_LINE_GAP * layout->scale;
}

/* Where the next entry goes. */
typedef struct
{
  SftLayout *layout;
  SftPanelLayout *panel;
  double x;
  guint row;
} Flow;

/* FALSE, and no legend, when the entry fits no row. */
static gboolean
add_entry (Flow *flow, SftLegendEntry entry, const char *text)
{
  SftLayout *layout = flow->layout;
  SftPanelLayout *panel = flow->panel;
  double width = panel->cell.x + panel->cell.width - panel->plot.x;
  double lead = sft_legend_swatch_width (layout, &entry) + SWATCH_GAP * layout->scale;

  if (text[0] == '\0')
    return TRUE;
  entry.words = sft_ruler_fit (layout->ruler, text, SFT_LABEL_SIZE * layout->scale, FALSE, width - lead, 2);
  if (entry.words == NULL)
    {
      g_array_set_size (panel->legend, 0);
      return FALSE;
    }
  if (flow->x > 0 && flow->x + lead + sft_words_width (entry.words) > width)
    {
      flow->row++;
      flow->x = 0;
    }
  entry.x = flow->x;
  entry.row = flow->row;
  flow->x += lead + sft_words_width (entry.words) + ENTRY_GAP * layout->scale;
  g_array_append_val (panel->legend, entry);
  return TRUE;
}

/* What was published was so when the result was pinned, too. */
static gboolean
may_change (const SftPanel *ghost)
{
  gboolean computed = ghost->marks->len > 0;

  for (guint i = 0; i < ghost->series->len; i++)
    computed |= ((const SftSeries *)g_ptr_array_index (ghost->series, i))->source != SFT_SOURCE_PUBLISHED;
  return computed;
}

/* What was pinned is named once for all curves, and once for cells. */
static gboolean
add_ghost_entries (Flow *flow)
{
  const SftPanel *ghost = flow->panel->ghost;
  SftLegendEntry entry = { .ghost = SFT_LEGEND_LINE };
  gboolean translated = flow->layout->style.translated;

  if (ghost == NULL)
    return TRUE;
  if (ghost->series->len > 0)
    {
      SftShape shape = ((const SftSeries *)g_ptr_array_index (ghost->series, 0))->shape;

      entry.ghost = shape == SFT_SHAPE_BARS     ? SFT_LEGEND_BAR
                    : shape == SFT_SHAPE_POINTS ? SFT_LEGEND_POINT
                                                : SFT_LEGEND_LINE;
    }
  if (may_change (ghost) && ghost->heatmap == NULL
      && !add_entry (flow, entry, translated ? sft_translate (PINNED) : PINNED))
    return FALSE;
  entry.ghost = SFT_LEGEND_CORNER;
  return ghost->heatmap == NULL || add_entry (flow, entry, translated ? sft_translate (CHANGED) : CHANGED);
}

void
sft_legend_flow (SftLayout *layout, SftPanelLayout *panel)
{
  const SftHeatmap *heatmap = panel->panel->heatmap;
  const GPtrArray *categories = heatmap != NULL ? heatmap->categories : NULL;
  Flow flow = { layout, panel, 0, 0 };

  g_array_set_size (panel->legend, 0);
  panel->legend_rows = 0;
  if (!layout->shown.legend)
    return;
  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->panel->series, i);
      SftLegendEntry entry = { .series = series };
      g_autofree char *text = sft_series_legend (series, layout->style.translated);

      if (!add_entry (&flow, entry, text))
        return;
    }
  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      SftLegendEntry entry = { .kind = i };

      if (!add_entry (&flow, entry, sft_text_get (g_ptr_array_index (categories, i), layout->style.translated)))
        return;
    }
  if (!add_ghost_entries (&flow))
    return;
  if (panel->legend->len > 0)
    panel->legend_rows = flow.row + 1;
  /* A legend that takes a third of the panel says less than the data it displaces. */
  if (panel->legend_rows > 1 && panel->legend_rows * sft_legend_row_height (layout) > 0.3 * panel->cell.height)
    {
      g_array_set_size (panel->legend, 0);
      panel->legend_rows = 0;
    }
}

/* The y of a row's middle. */
static double
row_middle (SftLayout *layout, const SftPanelLayout *panel, guint row)
{
  double height = sft_legend_row_height (layout), below = 6 * layout->scale;

  if (panel->label_top)
    below += sft_ruler_line_height (layout->ruler, SFT_TICK_SIZE * layout->scale, FALSE) + 2 * layout->scale;
  return panel->plot.y - below - height * (panel->legend_rows - row) + height / 2;
}

void
sft_legend_place (SftLayout *layout, SftPanelLayout *panel)
{
  guint kept = 0;

  for (guint i = 0; i < panel->legend->len; i++)
    {
      SftLegendEntry *entry = &g_array_index (panel->legend, SftLegendEntry, i);
      double lead = sft_legend_swatch_width (layout, entry) + SWATCH_GAP * layout->scale, baseline;

      entry->middle = row_middle (layout, panel, entry->row);
      baseline = entry->middle + (entry->words->ascent - entry->words->descent) / 2;

      /* A swatch without its name would be a riddle. */
      if (sft_layout_put (layout, entry->words, panel->plot.x + entry->x + lead, baseline, FALSE, layout->palette->text,
                          FALSE, panel->index))
        g_array_index (panel->legend, SftLegendEntry, kept++) = *entry;
    }
  g_array_set_size (panel->legend, kept);
}
