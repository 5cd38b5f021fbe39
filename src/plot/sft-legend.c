/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: swatches and names in rows above the plot, where they cover no data. */
#include "config.h"

#include "sft-layout-private.h"

#define SWATCH 26.0
#define SQUARE 10.0
#define SPOT 10.0
#define SWATCH_GAP 6.0
#define ENTRY_GAP 18.0

double
sft_legend_swatch_width (const SftLayout *layout, const SftSeries *series)
{
  return (series->shape == SFT_SHAPE_BARS ? SQUARE : series->shape == SFT_SHAPE_POINTS ? SPOT : SWATCH) * layout->scale;
}

double
sft_legend_row_height (SftLayout *layout)
{
  return sft_ruler_line_height (layout->ruler, SFT_LABEL_SIZE * layout->scale, FALSE) + SFT_LINE_GAP * layout->scale;
}

void
sft_legend_flow (SftLayout *layout, SftPanelLayout *panel)
{
  double width = panel->cell.x + panel->cell.width - panel->plot.x;
  double gap = ENTRY_GAP * layout->scale, x = 0;
  guint row = 0;

  g_array_set_size (panel->legend, 0);
  panel->legend_rows = 0;
  if (!layout->shown.legend)
    return;
  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->panel->series, i);
      const char *text = sft_text_get (&series->legend, layout->style.translated);
      SftLegendEntry entry = { .series = series };
      double lead = sft_legend_swatch_width (layout, series) + SWATCH_GAP * layout->scale;

      if (text[0] == '\0')
        continue;
      entry.words = sft_ruler_fit (layout->ruler, text, SFT_LABEL_SIZE * layout->scale, FALSE, width - lead, 2);
      if (entry.words == NULL)
        {
          g_array_set_size (panel->legend, 0);
          return;
        }
      if (x > 0 && x + lead + sft_words_width (entry.words) > width)
        {
          row++;
          x = 0;
        }
      entry.x = x;
      entry.row = row;
      x += lead + sft_words_width (entry.words) + gap;
      g_array_append_val (panel->legend, entry);
    }
  if (panel->legend->len > 0)
    panel->legend_rows = row + 1;
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
      double lead = sft_legend_swatch_width (layout, entry->series) + SWATCH_GAP * layout->scale, baseline;

      entry->middle = row_middle (layout, panel, entry->row);
      baseline = entry->middle + (entry->words->ascent - entry->words->descent) / 2;

      /* A swatch without its name would be a riddle. */
      if (sft_layout_put (layout, entry->words, panel->plot.x + entry->x + lead, baseline, FALSE, layout->palette->text,
                          FALSE, panel->index))
        g_array_index (panel->legend, SftLegendEntry, kept++) = *entry;
    }
  g_array_set_size (panel->legend, kept);
}
