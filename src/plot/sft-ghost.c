/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which figures go together, and what differs between them. */
#include "config.h"

#include "sft-ghost.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "sft-words-private.h"

/* Numbers nearer to each other than this share of the larger one are the same to every reader. */
#define SAME 1e-12
#define DIGITS 4

/* The message in the language asked for. Its arguments are checked against the msgid. */
static const char *tr (gboolean translated, const char *msgid) G_GNUC_FORMAT (2);

static const char *
tr (gboolean translated, const char *msgid)
{
  return translated ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
}

static gboolean
same_value (double a, double b)
{
  if (a == b || (isnan (a) && isnan (b)))
    return TRUE;
  return fabs (a - b) <= SAME * MAX (fabs (a), fabs (b)) && isfinite (a) && isfinite (b);
}

static gboolean
same_names (const SftAxis *a, const SftAxis *b)
{
  guint n = a->names != NULL ? a->names->len : 0;

  if (n != (b->names != NULL ? b->names->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (sft_text_get (g_ptr_array_index (a->names, i), FALSE),
                sft_text_get (g_ptr_array_index (b->names, i), FALSE))
        != 0)
      return FALSE;
  return TRUE;
}

/* Why two panels do not go together; empty: they do. */
static SftText
compare_heatmaps (const SftHeatmap *now, const SftHeatmap *then)
{
  if ((now == NULL) != (then == NULL)
      || (now != NULL && (strcmp (now->name, then->name) != 0 || !now->categorical != !then->categorical)))
    return sft_text (N_ ("The pinned result is not drawn: its figure shows something else."));
  if (now == NULL || (now->rows == then->rows && now->columns == then->columns))
    return SFT_NO_TEXT;
  /* Translators: rows and columns of a heatmap that was pinned, and of the one now */
  return sft_text (N_ ("The pinned result is not drawn: it has %d × %d cells, where there are %d × %d now."),
                   then->rows, then->columns, now->rows, now->columns);
}

static SftText
compare_panels (const SftPanel *now, const SftPanel *then)
{
  SftText why = compare_heatmaps (now->heatmap, then->heatmap);

  if (!sft_text_is_empty (&why))
    return why;
  if (now->series->len != then->series->len)
    return sft_text (N_ ("The pinned result is not drawn: it has another number of curves (%u, now %u)."),
                     then->series->len, now->series->len);
  for (guint i = 0; i < now->series->len; i++)
    {
      const SftSeries *a = g_ptr_array_index (now->series, i), *b = g_ptr_array_index (then->series, i);

      if (strcmp (a->name, b->name) != 0)
        return sft_text (N_ ("The pinned result is not drawn: its figure shows something else."));
    }
  if (!now->x.logarithmic != !then->x.logarithmic || !now->y.logarithmic != !then->y.logarithmic
      || !same_names (&now->x, &then->x) || !same_names (&now->y, &then->y))
    return sft_text (N_ ("The pinned result is not drawn: its axes have other names or another scale."));
  return SFT_NO_TEXT;
}

SftFigure *
sft_figure_with_ghost (SftFigure *figure, SftFigure *pinned, SftText *why_dropped)
{
  SftText why = SFT_NO_TEXT;
  SftFigure *both;

  if (why_dropped != NULL)
    *why_dropped = SFT_NO_TEXT;
  g_return_val_if_fail (figure != NULL && pinned != NULL, NULL);

  if (figure->panels->len != pinned->panels->len)
    why = sft_text (N_ ("The pinned result is not drawn: it has another number of panels (%u, now %u)."),
                    pinned->panels->len, figure->panels->len);
  for (guint i = 0; i < figure->panels->len && sft_text_is_empty (&why); i++)
    why = compare_panels (g_ptr_array_index (figure->panels, i), g_ptr_array_index (pinned->panels, i));
  if (!sft_text_is_empty (&why))
    {
      if (why_dropped != NULL)
        *why_dropped = why;
      else
        sft_text_clear (&why);
      return sft_figure_ref (figure);
    }
  both = sft_figure_new (sft_text_copy (&figure->title), sft_text_copy (&figure->summary));
  g_ptr_array_unref (both->panels);
  both->panels = g_ptr_array_ref (figure->panels);
  both->columns = figure->columns;
  both->ghost = sft_figure_ref (pinned);
  return both;
}

const SftPanel *
sft_figure_ghost_panel (const SftFigure *figure, guint panel)
{
  g_return_val_if_fail (figure != NULL, NULL);

  if (figure->ghost == NULL || panel >= figure->ghost->panels->len)
    return NULL;
  return g_ptr_array_index (figure->ghost->panels, panel);
}

gboolean
sft_ghost_cell_changed (const SftHeatmap *now, const SftHeatmap *then, gsize index)
{
  static const SftText none = { NULL, NULL };
  const SftText *a, *b;

  g_return_val_if_fail (now != NULL && then != NULL, FALSE);

  if (!same_value (now->values[index], then->values[index]))
    return TRUE;
  if ((now->kinds != NULL || then->kinds != NULL)
      && !same_value (now->kinds != NULL ? now->kinds[index] : now->values[index],
                      then->kinds != NULL ? then->kinds[index] : then->values[index]))
    return TRUE;
  a = now->cells != NULL ? &now->cells[index] : &none;
  b = then->cells != NULL ? &then->cells[index] : &none;
  return strcmp (sft_text_get (a, FALSE), sft_text_get (b, FALSE)) != 0;
}

gboolean
sft_ghost_find_y (const SftSeries *then, gsize index, double x, double *y)
{
  g_return_val_if_fail (then != NULL && y != NULL, FALSE);

  *y = NAN;
  if (index >= then->n || then->x[index] != x)
    for (index = 0; index < then->n && then->x[index] != x;)
      index++;
  if (index >= then->n)
    return FALSE;
  *y = then->y[index];
  return TRUE;
}

gboolean
sft_ghost_series_same (const SftSeries *now, const SftSeries *then)
{
  g_return_val_if_fail (now != NULL && then != NULL, FALSE);

  if (now == then)
    return TRUE;
  if (now->n != then->n)
    return FALSE;
  for (gsize i = 0; i < now->n; i++)
    if (!same_value (now->x[i], then->x[i]) || !same_value (now->y[i], then->y[i]))
      return FALSE;
  return TRUE;
}

const SftMark *
sft_ghost_find_mark (const SftPanel *now, const SftPanel *then, guint mark)
{
  g_return_val_if_fail (now != NULL && then != NULL && mark < now->marks->len, NULL);

  if (now->marks->len != then->marks->len)
    return NULL;
  for (guint i = 0; i < now->marks->len; i++)
    {
      const SftMark *a = g_ptr_array_index (now->marks, i), *b = g_ptr_array_index (then->marks, i);

      if (a->kind != b->kind || a->role != b->role)
        return NULL;
    }
  return g_ptr_array_index (then->marks, mark);
}

/* The greatest change so far. */
typedef struct
{
  double share; /* of what the panel shows; 0: nothing changed */
  const SftPanel *panel;
  const SftSeries *series; /* NULL: a cell, or a mark */
  const SftHeatmap *heatmap;
  const SftMark *mark;
  gsize index;
  double now, then;
  guint cells; /* that changed, in all heatmaps */
  guint of_cells;
} Greatest;

static void
cover (double *low, double *high, const double *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        *low = MIN (*low, values[i]);
        *high = MAX (*high, values[i]);
      }
}

/* A change counts by its share of the span; what came from or went to no value at all counts as the whole of it. */
static double
share_of (double now, double then, double low, double high)
{
  if (same_value (now, then))
    return 0;
  if (!isfinite (now) || !isfinite (then) || !(high > low))
    return 1;
  return MIN (fabs (now / 2 - then / 2) / (high / 2 - low / 2), 1);
}

static void
look_at_series (Greatest *greatest, const SftPanel *panel, const SftPanel *ghost)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *now = g_ptr_array_index (panel->series, i), *then = g_ptr_array_index (ghost->series, i);

      cover (&low, &high, now->y, now->n);
      cover (&low, &high, then->y, then->n);
    }
  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *now = g_ptr_array_index (panel->series, i), *then = g_ptr_array_index (ghost->series, i);

      /* Points belong together that have the same x at the same place. */
      for (gsize k = 0; now != then && k < MIN (now->n, then->n); k++)
        {
          double share = now->x[k] == then->x[k] ? share_of (now->y[k], then->y[k], low, high) : 0;

          if (share > greatest->share)
            *greatest = (Greatest){
              share, panel, now, NULL, NULL, k, now->y[k], then->y[k], greatest->cells, greatest->of_cells
            };
        }
    }
}

static void
look_at_cells (Greatest *greatest, const SftPanel *panel, const SftPanel *ghost)
{
  const SftHeatmap *now = panel->heatmap, *then = ghost->heatmap;
  gsize n = (gsize)now->rows * (gsize)now->columns;
  double low = INFINITY, high = -INFINITY;

  cover (&low, &high, now->values, n);
  cover (&low, &high, then->values, n);
  greatest->of_cells += (guint)n;
  for (gsize i = 0; now != then && i < n; i++)
    {
      double share;

      if (!sft_ghost_cell_changed (now, then, i))
        continue;
      greatest->cells++;
      /* Where only the text is another one, the numbers are the same. */
      share = now->categorical ? 1 : MAX (share_of (now->values[i], then->values[i], low, high), DBL_MIN);
      if (share > greatest->share)
        *greatest = (Greatest){
          share, panel, NULL, now, NULL, i, now->values[i], then->values[i], greatest->cells, greatest->of_cells
        };
    }
}

/* A mark that moved tells what changed only where nothing else did. */
static void
look_at_marks (Greatest *greatest, const SftPanel *panel, const SftPanel *ghost)
{
  for (guint i = 0; i < panel->marks->len && greatest->share == 0; i++)
    {
      const SftMark *now = g_ptr_array_index (panel->marks, i), *then = sft_ghost_find_mark (panel, ghost, i);
      gboolean vertical = now->kind == SFT_MARK_VERTICAL;

      if (then == NULL || sft_text_is_empty (&now->label)
          || same_value (vertical ? now->x : now->y, vertical ? then->x : then->y))
        continue;
      greatest->share = 1;
      greatest->panel = panel;
      greatest->mark = now;
      greatest->now = vertical ? now->x : now->y;
      greatest->then = vertical ? then->x : then->y;
    }
}

static void
append_greatest (GString *words, const Greatest *greatest, gboolean translated)
{
  g_autofree char *now = sft_number_format (greatest->now, DIGITS, FALSE, translated);
  g_autofree char *then = sft_number_format (greatest->then, DIGITS, FALSE, translated);
  const SftPanel *panel = greatest->panel;

  if (greatest->series != NULL)
    {
      const SftSeries *series = greatest->series;
      g_autofree char *at = sft_axis_describe (&panel->x, series->x[greatest->index], translated);

      /* Translators: name of a curve, where on the horizontal axis ("Step 12"), value before, value now */
      g_string_append_printf (words, tr (translated, N_ (" What changed most: %s at %s, from %s to %s.")),
                              sft_text_is_empty (&series->legend) ? series->name
                                                                  : sft_text_get (&series->legend, translated),
                              at, then, now);
    }
  else if (greatest->heatmap != NULL)
    {
      const SftHeatmap *heatmap = greatest->heatmap;
      const char *name = sft_text_is_empty (&heatmap->bar) ? heatmap->name : sft_text_get (&heatmap->bar, translated);
      double columns = heatmap->columns, row = floor ((double)greatest->index / columns);
      g_autofree char *down = sft_axis_describe (&panel->y, row, translated);
      g_autofree char *across = sft_axis_describe (&panel->x, (double)greatest->index - row * columns, translated);

      g_string_append_printf (words, tr (translated, N_ (" Cells that changed: %u of %u.")), greatest->cells,
                              greatest->of_cells);
      /* What a kind's number means is no difference. */
      if (!heatmap->categorical && !same_value (greatest->now, greatest->then))
        /* Translators: name of a heatmap's values, which row ("Example 2"), which column, value before, value now */
        g_string_append_printf (words, tr (translated, N_ (" What changed most: %s at %s, %s, from %s to %s.")), name,
                                down, across, then, now);
    }
  else
    /* Translators: label of a line or point, value before, value now */
    g_string_append_printf (words, tr (translated, N_ (" What changed: %s, from %s to %s.")),
                            sft_text_get (&greatest->mark->label, translated), then, now);
}

/* Curves of which only one goes on. */
static gboolean
append_lengths (GString *words, const SftFigure *figure, gboolean translated)
{
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i), *ghost = sft_figure_ghost_panel (figure, i);

      for (guint k = 0; k < panel->series->len; k++)
        {
          const SftSeries *now = g_ptr_array_index (panel->series, k), *then = g_ptr_array_index (ghost->series, k);

          if (now->n == then->n)
            continue;
          /* Translators: name of a curve, number of points now, number of points pinned */
          g_string_append_printf (words, tr (translated, N_ (" Points of %s: %u, pinned %u.")),
                                  sft_text_is_empty (&now->legend) ? now->name
                                                                   : sft_text_get (&now->legend, translated),
                                  (guint)now->n, (guint)then->n);
          return TRUE;
        }
    }
  return FALSE;
}

char *
sft_ghost_describe (const SftFigure *figure, gboolean translated)
{
  Greatest greatest = { 0 };
  GString *words = g_string_new (NULL);
  gboolean lengths;

  g_return_val_if_fail (figure != NULL, g_string_free (words, FALSE));

  if (figure->ghost == NULL)
    return g_string_free (words, FALSE);
  g_string_append (words, tr (translated, N_ ("A pinned result is shown for comparison.")));
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i), *ghost = sft_figure_ghost_panel (figure, i);

      look_at_series (&greatest, panel, ghost);
      if (panel->heatmap != NULL)
        look_at_cells (&greatest, panel, ghost);
    }
  for (guint i = 0; i < figure->panels->len && greatest.share == 0; i++)
    look_at_marks (&greatest, g_ptr_array_index (figure->panels, i), sft_figure_ghost_panel (figure, i));
  lengths = append_lengths (words, figure, translated);
  if (greatest.share > 0)
    append_greatest (words, &greatest, translated);
  else if (!lengths)
    g_string_append (words, tr (translated, N_ (" Nothing in the figure differs from it.")));
  return g_string_free (words, FALSE);
}
