/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-figure.h"

#include <string.h>

static void
axis_clear (SftAxis *axis)
{
  sft_text_clear (&axis->label);
  g_clear_pointer (&axis->names, g_ptr_array_unref);
  g_clear_pointer (&axis->greyed, g_free);
}

static void
text_free (gpointer data)
{
  sft_text_clear (data);
  g_free (data);
}

static void
series_free (gpointer data)
{
  SftSeries *series = data;

  g_free (series->name);
  sft_text_clear (&series->legend);
  sft_text_clear (&series->citation);
  g_free (series->x);
  g_free (series->y);
  g_free (series->hatched);
  sft_text_clear (&series->hatched_name);
  g_free (series);
}

static gsize
heatmap_size (const SftHeatmap *heatmap)
{
  return (gsize)heatmap->rows * (gsize)heatmap->columns;
}

static void
heatmap_free (SftHeatmap *heatmap)
{
  g_free (heatmap->name);
  g_free (heatmap->values);
  sft_text_clear (&heatmap->bar);
  g_free (heatmap->hatched);
  g_free (heatmap->outlined);
  g_free (heatmap->kinds);
  sft_text_clear (&heatmap->hatched_name);
  sft_text_clear (&heatmap->outlined_name);
  g_clear_pointer (&heatmap->categories, g_ptr_array_unref);
  for (gsize i = 0; heatmap->cells != NULL && i < heatmap_size (heatmap); i++)
    sft_text_clear (&heatmap->cells[i]);
  g_free (heatmap->cells);
  g_free (heatmap);
}

static void
mark_free (gpointer data)
{
  SftMark *mark = data;

  sft_text_clear (&mark->label);
  g_free (mark);
}

static void
panel_free (gpointer data)
{
  SftPanel *panel = data;

  sft_text_clear (&panel->title);
  sft_text_clear (&panel->note);
  axis_clear (&panel->x);
  axis_clear (&panel->y);
  g_ptr_array_unref (panel->series);
  g_clear_pointer (&panel->heatmap, heatmap_free);
  g_ptr_array_unref (panel->marks);
  g_free (panel);
}

SftFigure *
sft_figure_new (SftText title, SftText summary)
{
  SftFigure *figure = g_new0 (SftFigure, 1);

  g_atomic_ref_count_init (&figure->refs);
  figure->title = title;
  figure->summary = summary;
  figure->panels = g_ptr_array_new_with_free_func (panel_free);
  return figure;
}

SftPanel *
sft_figure_add_panel (SftFigure *figure, SftText title, SftText x_label, SftText y_label)
{
  SftPanel *panel;

  g_return_val_if_fail (figure != NULL, NULL);

  panel = g_new0 (SftPanel, 1);
  panel->title = title;
  panel->x.label = x_label;
  panel->y.label = y_label;
  panel->x.low = panel->y.low = 1; /* above high: from the data */
  panel->series = g_ptr_array_new_with_free_func (series_free);
  panel->marks = g_ptr_array_new_with_free_func (mark_free);
  g_ptr_array_add (figure->panels, panel);
  return panel;
}

SftSeries *
sft_panel_add_series (SftPanel *panel, const char *name, SftText legend, SftRole role, SftShape shape, gsize n)
{
  SftSeries *series;

  g_return_val_if_fail (panel != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  series = g_new0 (SftSeries, 1);
  series->name = g_strdup (name);
  series->legend = legend;
  series->role = role;
  series->shape = shape;
  series->x = g_new0 (double, n);
  series->y = g_new0 (double, n);
  series->n = n;
  g_ptr_array_add (panel->series, series);
  return series;
}

SftSeries *
sft_panel_add_xy (SftPanel *panel, const char *name, SftText legend, SftRole role, SftShape shape, const double *x,
                  const double *y, gsize n)
{
  SftSeries *series;

  g_return_val_if_fail (n == 0 || (x != NULL && y != NULL), NULL);

  series = sft_panel_add_series (panel, name, legend, role, shape, n);
  if (series != NULL && n > 0)
    {
      memcpy (series->x, x, n * sizeof *x);
      memcpy (series->y, y, n * sizeof *y);
    }
  return series;
}

SftHeatmap *
sft_panel_add_heatmap (SftPanel *panel, const char *name, const double *values, int rows, int columns, SftText bar)
{
  SftHeatmap *heatmap;

  g_return_val_if_fail (panel != NULL && panel->heatmap == NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (values != NULL && rows > 0 && columns > 0, NULL);

  heatmap = g_new0 (SftHeatmap, 1);
  heatmap->name = g_strdup (name);
  heatmap->values = g_memdup2 (values, sizeof *values * (gsize)rows * (gsize)columns);
  heatmap->rows = rows;
  heatmap->columns = columns;
  heatmap->low = 1; /* above high: from the data */
  heatmap->digits = 2;
  heatmap->bar = bar;
  panel->heatmap = heatmap;
  panel->x.whole = panel->y.whole = TRUE;
  return heatmap;
}

void
sft_heatmap_add_category (SftHeatmap *heatmap, SftText name)
{
  g_return_if_fail (heatmap != NULL);

  if (heatmap->categories == NULL)
    heatmap->categories = g_ptr_array_new_with_free_func (text_free);
  heatmap->categorical = TRUE;
  g_ptr_array_add (heatmap->categories, g_memdup2 (&name, sizeof name));
}

void
sft_heatmap_set_cell (SftHeatmap *heatmap, int row, int column, SftText text)
{
  SftText *cell;

  g_return_if_fail (heatmap != NULL && row >= 0 && row < heatmap->rows && column >= 0 && column < heatmap->columns);

  if (heatmap->cells == NULL)
    heatmap->cells = g_new0 (SftText, heatmap_size (heatmap));
  cell = &heatmap->cells[(gsize)row * (gsize)heatmap->columns + (gsize)column];
  sft_text_clear (cell);
  *cell = text;
}

SftMark *
sft_panel_add_mark (SftPanel *panel, SftMarkKind kind, double x, double y, SftText label, SftRole role)
{
  SftMark *mark;

  g_return_val_if_fail (panel != NULL, NULL);

  mark = g_new0 (SftMark, 1);
  mark->kind = kind;
  mark->x = x;
  mark->y = y;
  mark->label = label;
  mark->role = role;
  g_ptr_array_add (panel->marks, mark);
  return mark;
}

void
sft_axis_add_name (SftAxis *axis, SftText name, gboolean greyed)
{
  g_return_if_fail (axis != NULL);

  if (axis->names == NULL)
    axis->names = g_ptr_array_new_with_free_func (text_free);
  g_ptr_array_add (axis->names, g_memdup2 (&name, sizeof name));
  if (greyed || axis->greyed != NULL)
    {
      guint n = axis->names->len;

      if (axis->greyed == NULL)
        axis->greyed = g_new0 (guint8, n);
      else
        axis->greyed = g_renew (guint8, axis->greyed, n);
      axis->greyed[n - 1] = greyed != FALSE;
    }
}

SftFigure *
sft_figure_ref (SftFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  g_atomic_ref_count_inc (&figure->refs);
  return figure;
}

void
sft_figure_unref (SftFigure *figure)
{
  g_return_if_fail (figure != NULL);

  if (!g_atomic_ref_count_dec (&figure->refs))
    return;
  sft_text_clear (&figure->title);
  sft_text_clear (&figure->summary);
  sft_text_clear (&figure->formula);
  g_ptr_array_unref (figure->panels);
  g_clear_pointer (&figure->ghost, sft_figure_unref);
  g_free (figure);
}

static gboolean
same_text (const SftText *a, const SftText *b)
{
  return strcmp (sft_text_get (a, FALSE), sft_text_get (b, FALSE)) == 0;
}

static gboolean
same_number (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (a != a && b != b);
}

static gboolean
same_numbers (const double *a, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!same_number (a[i], b[i]))
      return FALSE;
  return TRUE;
}

/* Flags that are absent are all unset. */
static gboolean
same_flags (const guint8 *a, const guint8 *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if ((a != NULL && a[i] != 0) != (b != NULL && b[i] != 0))
      return FALSE;
  return TRUE;
}

static gboolean
same_names (const GPtrArray *a, const GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!same_text (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

/* Cells without text have their numbers. */
static gboolean
same_cells (const SftText *a, const SftText *b, gsize n)
{
  static const SftText none = { NULL, NULL };

  for (gsize i = 0; i < n; i++)
    if (!same_text (a != NULL ? &a[i] : &none, b != NULL ? &b[i] : &none))
      return FALSE;
  return TRUE;
}

static gboolean
same_axis (const SftAxis *a, const SftAxis *b)
{
  if (!same_text (&a->label, &b->label) || !same_number (a->low, b->low) || !same_number (a->high, b->high)
      || !a->whole != !b->whole || !a->logarithmic != !b->logarithmic || !a->bare != !b->bare
      || !same_names (a->names, b->names))
    return FALSE;
  return same_flags (a->greyed, b->greyed, a->names != NULL ? a->names->len : 0);
}

static gboolean
same_binding (const SftBinding *a, const SftBinding *b)
{
  if (a->gesture == SFT_GESTURE_NONE || b->gesture == SFT_GESTURE_NONE)
    return a->gesture == b->gesture;
  return a->gesture == b->gesture && g_strcmp0 (a->param, b->param) == 0 && same_number (a->per_unit, b->per_unit)
         && a->by == b->by && a->row == b->row && a->column == b->column;
}

static gboolean
same_series (const SftSeries *a, const SftSeries *b)
{
  return strcmp (a->name, b->name) == 0 && same_text (&a->legend, &b->legend) && a->role == b->role
         && a->line == b->line && a->shape == b->shape && !a->thin == !b->thin && a->source == b->source
         && same_text (&a->citation, &b->citation) && a->n == b->n && same_numbers (a->x, b->x, a->n)
         && same_numbers (a->y, b->y, a->n) && same_flags (a->hatched, b->hatched, a->n)
         && same_text (&a->hatched_name, &b->hatched_name) && same_binding (&a->bind, &b->bind);
}

static gboolean
same_kinds (const double *a, const double *b, gsize n)
{
  return a == NULL || b == NULL ? a == b : same_numbers (a, b, n);
}

static gboolean
same_heatmap (const SftHeatmap *a, const SftHeatmap *b)
{
  gsize n;

  if (a == NULL || b == NULL)
    return a == b;
  if (a->rows != b->rows || a->columns != b->columns)
    return FALSE;
  n = heatmap_size (a);
  return strcmp (a->name, b->name) == 0 && same_number (a->low, b->low) && same_number (a->high, b->high)
         && a->digits == b->digits && same_text (&a->bar, &b->bar) && !a->barless == !b->barless
         && a->source == b->source && same_numbers (a->values, b->values, n) && same_flags (a->hatched, b->hatched, n)
         && same_flags (a->outlined, b->outlined, n) && same_text (&a->hatched_name, &b->hatched_name)
         && same_text (&a->outlined_name, &b->outlined_name) && same_binding (&a->bind, &b->bind)
         && !a->categorical == !b->categorical && same_names (a->categories, b->categories)
         && same_cells (a->cells, b->cells, n) && same_kinds (a->kinds, b->kinds, n);
}

static gboolean
same_mark (const SftMark *a, const SftMark *b)
{
  return a->kind == b->kind && same_number (a->x, b->x) && same_number (a->y, b->y) && same_text (&a->label, &b->label)
         && a->role == b->role && a->line == b->line && !a->hollow == !b->hollow && same_binding (&a->bind, &b->bind);
}

static gboolean
same_panel (const SftPanel *a, const SftPanel *b)
{
  if (!same_text (&a->title, &b->title) || !same_text (&a->note, &b->note) || !same_axis (&a->x, &b->x)
      || !same_axis (&a->y, &b->y) || !same_heatmap (a->heatmap, b->heatmap) || a->series->len != b->series->len
      || a->marks->len != b->marks->len || !same_number (a->share, b->share))
    return FALSE;
  for (guint i = 0; i < a->series->len; i++)
    if (!same_series (g_ptr_array_index (a->series, i), g_ptr_array_index (b->series, i)))
      return FALSE;
  for (guint i = 0; i < a->marks->len; i++)
    if (!same_mark (g_ptr_array_index (a->marks, i), g_ptr_array_index (b->marks, i)))
      return FALSE;
  return TRUE;
}

gboolean
sft_figure_equal (const SftFigure *a, const SftFigure *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (!same_text (&a->title, &b->title) || !same_text (&a->summary, &b->summary)
      || !same_text (&a->formula, &b->formula) || a->panels->len != b->panels->len || a->columns != b->columns)
    return FALSE;
  for (guint i = 0; i < a->panels->len; i++)
    if (!same_panel (g_ptr_array_index (a->panels, i), g_ptr_array_index (b->panels, i)))
      return FALSE;
  if (a->ghost == NULL || b->ghost == NULL)
    return a->ghost == b->ghost;
  return sft_figure_equal (a->ghost, b->ghost);
}
