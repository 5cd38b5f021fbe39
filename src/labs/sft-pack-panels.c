/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-pack-panels.h"

/* Where each document's tokens begin when all are numbered from 1, as a tokenizer's stand-in; returns the last. */
static int
first_ids (const SftPackView *view, int *first)
{
  int id = 1;

  for (int i = 0; i < view->n; i++)
    {
      first[i] = id;
      id += view->lengths[i];
    }
  return id - 1;
}

/* A row of numbers under the places of a pack. */
static SftHeatmap *
add_strip (SftFigure *figure, SftText title, SftText row, const char *name, const double *values, int n, double high)
{
  SftPanel *panel = sft_figure_add_panel (figure, title, sft_text (N_ ("Place (from 0)")), SFT_NO_TEXT);
  SftHeatmap *map = sft_panel_add_heatmap (panel, name, values, 1, n, SFT_NO_TEXT);

  panel->share = 0.4;
  panel->y.bare = TRUE;
  sft_axis_add_name (&panel->y, row, FALSE);
  map->digits = 0;
  map->low = 0;
  map->high = high;
  return map;
}

void
sft_figure_add_strips (SftFigure *figure, const SftPackView *view)
{
  int size = sft_packing_length (view->packing, view->pack), last, at = 0;
  g_autofree int *positions = g_new (int, size);
  g_autofree int *first = g_new (int, view->n);
  g_autofree double *position_ids = g_new (double, size);
  g_autofree double *labels = g_new (double, size);
  const GArray *segments = g_ptr_array_index (view->packing->packs, view->pack);
  SftHeatmap *map;

  sft_packing_positions (view->packing, view->pack, view->reset, NULL, positions);
  last = first_ids (view, first);
  for (guint i = 0; i < segments->len; i++)
    for (int j = 0; j < g_array_index (segments, SftSegment, i).length; j++, at++)
      {
        SftSegment segment = g_array_index (segments, SftSegment, i);

        position_ids[at] = positions[at];
        labels[at] = positions[at] == 0 ? -100 : first[segment.document] + segment.start + j;
      }

  add_strip (figure, sft_text (N_ ("Position ids of pack %u"), view->pack), sft_text (N_ ("position")), "position ids",
             position_ids, size, SFT_PACK_MAX_CAPACITY);
  map = add_strip (figure, sft_text (N_ ("Labels of pack %u"), view->pack), sft_text (N_ ("label")), "labels", labels,
                   size, MAX (last, 1));
  map->hatched = g_new0 (guint8, size);
  for (int i = 0; i < size; i++)
    map->hatched[i] = labels[i] == -100;
}

void
sft_figure_add_attention (SftFigure *figure, const SftPackView *view)
{
  int size = sft_packing_length (view->packing, view->pack);
  g_autofree double *weights = g_new (double, size *size);
  g_autofree int *documents = g_new (int, size);
  SftPanel *panel =
      sft_figure_add_panel (figure, sft_text (N_ ("Attention; hatched: another document")),
                            sft_text (N_ ("Key (place, from 0)")), sft_text (N_ ("Query (place, from 0)")));
  SftHeatmap *map;

  sft_packing_attention (view->packing, view->pack, view->block, view->reset, view->slope, weights);
  sft_packing_positions (view->packing, view->pack, TRUE, documents, NULL);
  map = sft_panel_add_heatmap (panel, "attention", weights, size, size, sft_text (N_ ("weight")));
  map->low = 0;
  map->high = 1;
  map->digits = 2;
  map->hatched = g_new0 (guint8, size * size);
  for (int q = 0; q < size; q++)
    for (int k = 0; k < q; k++)
      map->hatched[q * size + k] = documents[q] != documents[k] && weights[q * size + k] > 0;
}
