/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure said in words. */
#include "config.h"

#include "sft-ghost.h"

#include <math.h>
#include <string.h>

/* The message in the language asked for. Its arguments are checked against the msgid. */
static const char *tr (gboolean translated, const char *msgid) G_GNUC_FORMAT (2);

static const char *
tr (gboolean translated, const char *msgid)
{
  return translated ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
}

/* The same for words that depend on the number n, which stands among the arguments too. */
static const char *tr_plural (gboolean translated, const char *msgid, const char *plural, gulong n) G_GNUC_FORMAT (2)
    G_GNUC_FORMAT (3);

static const char *
tr_plural (gboolean translated, const char *msgid, const char *plural, gulong n)
{
  if (translated)
    return g_dngettext (GETTEXT_PACKAGE, msgid, plural, n);
  return n == 1 ? msgid : plural;
}

static char *
number (double value, gboolean translated)
{
  return sft_number_format (value, 4, FALSE, translated);
}

/* The least and greatest finite value; FALSE when there is none. */
static gboolean
finite_range (const double *values, gsize n, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        *low = MIN (*low, values[i]);
        *high = MAX (*high, values[i]);
      }
  return *low <= *high;
}

static void
describe_axes (GString *words, const SftPanel *panel, gboolean translated)
{
  const char *x = sft_text_get (&panel->x.label, translated), *y = sft_text_get (&panel->y.label, translated);

  if (x[0] != '\0')
    g_string_append_printf (words, tr (translated, N_ (" Horizontal axis: %s.")), x);
  if (y[0] != '\0')
    g_string_append_printf (words, tr (translated, N_ (" Vertical axis: %s.")), y);
}

static void
describe_series (GString *words, const SftSeries *series, gboolean translated)
{
  const char *name = sft_text_is_empty (&series->legend) ? series->name : sft_text_get (&series->legend, translated);
  g_autofree char *x_low = NULL, *x_high = NULL, *first = NULL, *last = NULL, *y_low = NULL, *y_high = NULL;
  double low, high, left, right;
  gsize begin = 0, end = series->n;

  if (!finite_range (series->y, series->n, &low, &high) || !finite_range (series->x, series->n, &left, &right))
    {
      g_string_append_printf (words, tr (translated, N_ (" %s: no values.")), name);
      return;
    }
  while (!isfinite (series->y[begin]))
    begin++;
  while (!isfinite (series->y[end - 1]))
    end--;
  x_low = number (left, translated);
  x_high = number (right, translated);
  first = number (series->y[begin], translated);
  last = number (series->y[end - 1], translated);
  y_low = number (low, translated);
  y_high = number (high, translated);
  /* Translators: a curve's name, how many points, from which x to which x, first and last y, least and greatest y */
  g_string_append_printf (
      words,
      tr_plural (translated, " %s: %u point for x from %s to %s; first %s, last %s, least %s, greatest %s.",
                 " %s: %u points for x from %s to %s; first %s, last %s, least %s, greatest %s.", series->n),
      name, (guint)series->n, x_low, x_high, first, last, y_low, y_high);
}

static void
describe_heatmap (GString *words, const SftHeatmap *heatmap, gboolean translated)
{
  const char *name = sft_text_is_empty (&heatmap->bar) ? heatmap->name : sft_text_get (&heatmap->bar, translated);
  g_autofree char *least = NULL, *greatest = NULL;
  guint n_rows = (guint)heatmap->rows, n_columns = (guint)heatmap->columns;
  g_autofree char *rows = g_strdup_printf (tr_plural (translated, "%u row", "%u rows", n_rows), n_rows);
  g_autofree char *columns = g_strdup_printf (tr_plural (translated, "%u column", "%u columns", n_columns), n_columns);
  double low, high;

  /* Translators: a heatmap's name, "3 rows", "6 columns" */
  g_string_append_printf (words, tr (translated, N_ (" %s: %s and %s")), name, rows, columns);
  if (finite_range (heatmap->values, (gsize)heatmap->rows * (gsize)heatmap->columns, &low, &high))
    {
      least = number (low, translated);
      greatest = number (high, translated);
      g_string_append_printf (words, tr (translated, N_ (", values from %s to %s.")), least, greatest);
    }
  else
    g_string_append (words, tr (translated, N_ (", no values.")));
}

static void
describe_mark (GString *words, const SftMark *mark, gboolean translated)
{
  const char *label = sft_text_get (&mark->label, translated);
  g_autofree char *x = number (mark->x, translated), *y = number (mark->y, translated);

  if (label[0] == '\0')
    return;
  switch (mark->kind)
    {
    case SFT_MARK_VERTICAL:
      g_string_append_printf (words, tr (translated, N_ (" Line at x = %s: %s.")), x, label);
      break;
    case SFT_MARK_HORIZONTAL:
      g_string_append_printf (words, tr (translated, N_ (" Line at y = %s: %s.")), y, label);
      break;
    case SFT_MARK_POINT:
      g_string_append_printf (words, tr (translated, N_ (" Point at (%s, %s): %s.")), x, y, label);
      break;
    }
}

/* A sentence that ends like one. */
static void
append_sentence (GString *words, const char *text)
{
  if (text[0] == '\0')
    return;
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, text);
  if (strchr (".!?:", words->str[words->len - 1]) == NULL)
    g_string_append_c (words, '.');
}

char *
sft_figure_describe (const SftFigure *figure, gboolean translated)
{
  g_autofree char *pinned = NULL;
  GString *words;

  g_return_val_if_fail (figure != NULL, NULL);

  words = g_string_new (NULL);
  append_sentence (words, sft_text_get (&figure->summary, translated));
  pinned = sft_ghost_describe (figure, translated);
  append_sentence (words, pinned);
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *panel = g_ptr_array_index (figure->panels, i);
      const char *title = sft_text_get (&panel->title, translated);

      if (title[0] != '\0' || figure->panels->len > 1)
        {
          if (words->len > 0)
            g_string_append_c (words, ' ');
          g_string_append_printf (words, tr (translated, N_ ("Panel %u of %u")), i + 1, figure->panels->len);
          g_string_append (words, title[0] != '\0' ? ": " : "");
          g_string_append_printf (words, "%s.", title);
        }
      append_sentence (words, sft_text_get (&panel->note, translated));
      describe_axes (words, panel, translated);
      if (panel->heatmap != NULL)
        describe_heatmap (words, panel->heatmap, translated);
      for (guint j = 0; j < panel->series->len; j++)
        describe_series (words, g_ptr_array_index (panel->series, j), translated);
      for (guint j = 0; j < panel->marks->len; j++)
        describe_mark (words, g_ptr_array_index (panel->marks, j), translated);
    }
  if (words->len > 0 && words->str[0] == ' ')
    g_string_erase (words, 0, 1);
  return g_string_free (words, FALSE);
}
