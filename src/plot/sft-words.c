/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-words-private.h"

#include <math.h>
#include <string.h>

#define DIGITS 4
#define PUBLISHED N_ ("%s (published, %s)")

/* The message in the language asked for. Its arguments are checked against the msgid. */
static const char *tr (gboolean translated, const char *msgid) G_GNUC_FORMAT (2);

static const char *
tr (gboolean translated, const char *msgid)
{
  return translated ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
}

char *
sft_words_cut_unit (const char *label, char **in_brackets)
{
  const char *open = strrchr (label, '(');
  gsize length = strlen (label);
  char *name;

  *in_brackets = NULL;
  if (open == NULL || open == label || label[length - 1] != ')')
    return g_strdup (label);
  *in_brackets = g_strndup (open + 1, (gsize)(label + length - 1 - (open + 1)));
  name = g_strndup (label, (gsize)(open - label));
  return g_strchomp (name);
}

char *
sft_words_measure (const char *number, const char *unit, gboolean translated)
{
  g_autofree char *one = unit != NULL && strcmp (number, "1") == 0 ? sft_number_format (1, 1, TRUE, translated) : NULL;

  return unit != NULL ? g_strdup_printf ("%s %s", one != NULL ? one : number, unit) : g_strdup (number);
}

const char *
sft_axis_name_at (const SftAxis *axis, double value, gboolean translated)
{
  if (axis->names == NULL || !(value >= 0 && value < axis->names->len) || value != floor (value))
    return "";
  return sft_text_get (g_ptr_array_index (axis->names, (guint)value), translated);
}

char *
sft_axis_describe (const SftAxis *axis, double value, gboolean translated)
{
  g_autofree char *unit = NULL, *label = sft_words_cut_unit (sft_text_get (&axis->label, translated), &unit);
  g_autofree char *number = sft_number_format (value, DIGITS, FALSE, translated);
  /* What a logarithmic axis has in brackets says so, too: no unit to read out. */
  gboolean with_unit = !axis->whole && !axis->logarithmic && isfinite (value);
  g_autofree char *measure = sft_words_measure (number, with_unit ? unit : NULL, translated);
  const char *name = sft_axis_name_at (axis, value, translated);
  GString *text = g_string_new (label);

  if (text->len > 0)
    g_string_append_c (text, ' ');
  /* Names may bring their number along, as they may on the axis. */
  if (name[0] == '\0')
    g_string_append (text, measure);
  else if (!axis->bare && !g_str_has_prefix (name, number))
    g_string_append (text, number);
  if (name[0] != '\0')
    {
      if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
      g_string_append (text, name);
    }
  return g_string_free (text, FALSE);
}

const char *
sft_heatmap_kind_name (const SftHeatmap *heatmap, gsize index, gboolean translated)
{
  double kind = heatmap->kinds != NULL ? heatmap->kinds[index] : heatmap->values[index];

  if (!heatmap->categorical || heatmap->categories == NULL || !(kind >= 0 && kind < heatmap->categories->len))
    return NULL;
  return sft_text_get (g_ptr_array_index (heatmap->categories, (guint)kind), translated);
}

char *
sft_heatmap_cell_words (const SftHeatmap *heatmap, gsize index, gboolean translated)
{
  double value = heatmap->values[index];
  const char *kind = sft_heatmap_kind_name (heatmap, index, translated);

  if (heatmap->cells != NULL && !sft_text_is_empty (&heatmap->cells[index]))
    return g_strdup (sft_text_get (&heatmap->cells[index], translated));
  if (isnan (value) || (heatmap->categorical && kind == NULL && value < 0))
    return g_strdup (tr (translated, N_ ("no data")));
  if (heatmap->kinds == NULL && kind != NULL)
    return g_strdup (kind);
  return sft_number_format (value, DIGITS, FALSE, translated);
}

char *
sft_series_legend (const SftSeries *series, gboolean translated)
{
  const char *legend = sft_text_get (&series->legend, translated);

  if (series->source != SFT_SOURCE_PUBLISHED || legend[0] == '\0')
    return g_strdup (legend);
  return g_strdup_printf (translated ? sft_translate (PUBLISHED) : PUBLISHED, legend,
                          sft_text_get (&series->citation, translated));
}
