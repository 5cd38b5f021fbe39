/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One element of a figure in words. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-layout-private.h"

#define DIGITS 4

/* The message in the language asked for. Its arguments are checked against the msgid. */
static const char *tr (gboolean translated, const char *msgid) G_GNUC_FORMAT (2);

static const char *
tr (gboolean translated, const char *msgid)
{
  return translated ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
}

/* Cuts "NLL (nats)" into "NLL" and "nats"; what is in brackets may be NULL. */
static char *
cut_label (const char *label, char **in_brackets)
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

static const char *
name_at (const SftAxis *axis, double value, gboolean translated)
{
  if (axis->names == NULL || !(value >= 0 && value < axis->names->len) || value != floor (value))
    return "";
  return sft_text_get (g_ptr_array_index (axis->names, (guint)value), translated);
}

/* "Token position 2 there", "NLL 0.2494 nats": what the axis counts, and how much of it. */
static char *
coordinate (const SftAxis *axis, double value, gboolean translated)
{
  g_autofree char *unit = NULL, *label = cut_label (sft_text_get (&axis->label, translated), &unit);
  g_autofree char *number = sft_number_format (value, DIGITS, FALSE, translated);
  const char *name = name_at (axis, value, translated);
  GString *text = g_string_new (label);

  if (text->len > 0)
    g_string_append_c (text, ' ');
  /* Names may bring their number along, as they may on the axis. */
  if (name[0] == '\0' || (!axis->bare && !g_str_has_prefix (name, number)))
    g_string_append (text, number);
  if (name[0] != '\0')
    {
      if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
      g_string_append (text, name);
    }
  else if (unit != NULL && !axis->whole && isfinite (value))
    g_string_append_printf (text, " %s", unit);
  return g_string_free (text, FALSE);
}

static void
add_flag (GPtrArray *lines, const guint8 *flags, gsize index, const SftText *name, gboolean translated)
{
  if (flags != NULL && flags[index] != 0 && !sft_text_is_empty (name))
    g_ptr_array_add (lines, g_strdup (sft_text_get (name, translated)));
}

/* The name of the cell's kind; NULL: none. */
static const char *
kind_name (const SftHeatmap *heatmap, gsize index, gboolean translated)
{
  double kind = heatmap->kinds != NULL ? heatmap->kinds[index] : heatmap->values[index];

  if (!heatmap->categorical || heatmap->categories == NULL || !(kind >= 0 && kind < heatmap->categories->len))
    return NULL;
  return sft_text_get (g_ptr_array_index (heatmap->categories, (guint)kind), translated);
}

/* The cell's own text, the name of its kind where the value is but the kind, or the number. */
static char *
cell_text (const SftHeatmap *heatmap, gsize index, gboolean translated)
{
  double value = heatmap->values[index];
  const char *kind = kind_name (heatmap, index, translated);

  if (heatmap->cells != NULL && !sft_text_is_empty (&heatmap->cells[index]))
    return g_strdup (sft_text_get (&heatmap->cells[index], translated));
  if (isnan (value) || (heatmap->categorical && heatmap->kinds == NULL && value < 0))
    return g_strdup (tr (translated, N_ ("no data")));
  if (heatmap->kinds == NULL && kind != NULL)
    return g_strdup (kind);
  return sft_number_format (value, DIGITS, FALSE, translated);
}

/* What was pinned, where it reads as something else. */
static void
add_was (GPtrArray *lines, const char *then, const char *now, gboolean translated)
{
  if (strcmp (then, now) != 0)
    /* Translators: a value that was pinned, beside the one now */
    g_ptr_array_add (lines, g_strdup_printf (tr (translated, N_ ("was %s")), then));
}

/* With as many digits as tell them apart. */
static void
add_was_number (GPtrArray *lines, double then, double now, gboolean translated)
{
  g_autofree char *was = NULL, *is = NULL;
  int digits = DIGITS;

  if (then == now)
    return;
  do
    {
      g_free (was);
      g_free (is);
      was = sft_number_format (then, digits, FALSE, translated);
      is = sft_number_format (now, digits, FALSE, translated);
      digits += 4;
    }
  while (strcmp (was, is) == 0 && digits <= 16);
  add_was (lines, was, is, translated);
}

static void
add_cell_was (GPtrArray *lines, const SftHeatmap *now, const SftHeatmap *then, gsize index, gboolean translated)
{
  g_autofree char *was = NULL, *is = NULL;

  if (!sft_ghost_cell_changed (now, then, index))
    return;
  was = cell_text (then, index, translated);
  is = cell_text (now, index, translated);
  if (strcmp (was, is) != 0)
    add_was (lines, was, is, translated);
  else
    add_was_number (lines, then->values[index], now->values[index], translated);
}

static void
cell_lines (GPtrArray *lines, const SftPanel *panel, const SftPanel *ghost, const SftHit *hit, gboolean translated)
{
  const SftHeatmap *heatmap = panel->heatmap;
  gsize index = (gsize)hit->row * (gsize)heatmap->columns + (gsize)hit->column;
  g_autofree char *unit = NULL, *text = cell_text (heatmap, index, translated);
  const char *kind = kind_name (heatmap, index, translated);
  g_autofree char *name =
      cut_label (sft_text_is_empty (&heatmap->bar) ? heatmap->name : sft_text_get (&heatmap->bar, translated), &unit);

  g_ptr_array_add (lines, g_strdup_printf ("%s %s%s%s", name, text, unit != NULL ? " " : "", unit != NULL ? unit : ""));
  g_ptr_array_add (lines, coordinate (&panel->y, hit->row, translated));
  g_ptr_array_add (lines, coordinate (&panel->x, hit->column, translated));
  if (ghost != NULL)
    add_cell_was (lines, heatmap, ghost->heatmap, index, translated);
  if (kind != NULL && strcmp (kind, text) != 0)
    g_ptr_array_add (lines, g_strdup (kind));
  add_flag (lines, heatmap->outlined, index, &heatmap->outlined_name, translated);
  add_flag (lines, heatmap->hatched, index, &heatmap->hatched_name, translated);
}

static void
point_lines (GPtrArray *lines, const SftPanel *panel, const SftPanel *ghost, const SftHit *hit, gboolean translated)
{
  const SftSeries *series = g_ptr_array_index (panel->series, (guint)hit->item);
  double then;

  g_ptr_array_add (lines, g_strdup (sft_text_is_empty (&series->legend) ? series->name
                                                                        : sft_text_get (&series->legend, translated)));
  g_ptr_array_add (lines, coordinate (&panel->x, hit->x, translated));
  g_ptr_array_add (lines, coordinate (&panel->y, hit->y, translated));
  if (ghost != NULL
      && sft_ghost_find_y (g_ptr_array_index (ghost->series, (guint)hit->item), (gsize)hit->row, hit->x, &then))
    add_was_number (lines, then, hit->y, translated);
  add_flag (lines, series->hatched, (gsize)hit->row, &series->hatched_name, translated);
}

static void
mark_lines (GPtrArray *lines, const SftPanel *panel, const SftPanel *ghost, const SftHit *hit, gboolean translated)
{
  const SftMark *mark = g_ptr_array_index (panel->marks, (guint)hit->item);
  const SftMark *then = ghost != NULL ? sft_ghost_find_mark (panel, ghost, (guint)hit->item) : NULL;

  g_ptr_array_add (lines, g_strdup (sft_text_is_empty (&mark->label)
                                        ? tr (translated, mark->kind == SFT_MARK_POINT ? N_ ("point") : N_ ("line"))
                                        : sft_text_get (&mark->label, translated)));
  if (mark->kind != SFT_MARK_HORIZONTAL)
    g_ptr_array_add (lines, coordinate (&panel->x, mark->x, translated));
  if (mark->kind != SFT_MARK_VERTICAL)
    g_ptr_array_add (lines, coordinate (&panel->y, mark->y, translated));
  if (then != NULL && mark->kind != SFT_MARK_POINT)
    add_was_number (lines, mark->kind == SFT_MARK_VERTICAL ? then->x : then->y,
                    mark->kind == SFT_MARK_VERTICAL ? mark->x : mark->y, translated);
  else if (then != NULL && (then->x != mark->x || then->y != mark->y))
    {
      g_autofree char *x = sft_number_format (then->x, DIGITS, FALSE, translated);
      g_autofree char *y = sft_number_format (then->y, DIGITS, FALSE, translated);
      g_autofree char *both = g_strdup_printf ("(%s, %s)", x, y);

      add_was (lines, both, "", translated);
    }
}

GPtrArray *
sft_hit_lines (const SftLayout *layout, const SftHit *hit)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  SftHit here = *hit;

  if (sft_layout_find (layout, &here))
    {
      const SftPanel *panel = layout->panels[here.panel].panel, *ghost = layout->panels[here.panel].ghost;
      gboolean translated = layout->style.translated;

      switch (here.kind)
        {
        case SFT_HIT_CELL:
          cell_lines (lines, panel, ghost, &here, translated);
          break;
        case SFT_HIT_POINT:
          point_lines (lines, panel, ghost, &here, translated);
          break;
        case SFT_HIT_MARK:
        case SFT_HIT_NONE:
        default:
          mark_lines (lines, panel, ghost, &here, translated);
          break;
        }
    }
  return lines;
}

char *
sft_layout_describe_hit (const SftLayout *layout, const SftHit *hit)
{
  g_autoptr (GPtrArray) lines = NULL;
  GString *words = g_string_new (NULL);
  guint places;

  g_return_val_if_fail (layout != NULL && hit != NULL, g_string_free (words, FALSE));

  lines = sft_hit_lines (layout, hit);
  /* Of a cell first where it is, then what it holds. */
  places = hit->kind == SFT_HIT_CELL && lines->len > 2 ? 3 : 0;
  if (places > 0)
    g_string_append_printf (words, "%s, %s: %s", (char *)lines->pdata[1], (char *)lines->pdata[2],
                            (char *)lines->pdata[0]);
  else if (lines->len > 1)
    {
      g_string_append_printf (words, "%s: %s", (char *)lines->pdata[0], (char *)lines->pdata[1]);
      places = 2;
    }
  for (guint i = places; i < lines->len; i++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", (char *)lines->pdata[i]);
  return g_string_free (words, FALSE);
}
