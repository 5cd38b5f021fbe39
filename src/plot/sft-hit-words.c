/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One element of a figure in words. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-layout-private.h"
#include "sft-words-private.h"

#define DIGITS 4

/* The message in the language asked for. Its arguments are checked against the msgid. */
static const char *tr (gboolean translated, const char *msgid) G_GNUC_FORMAT (2);

static const char *
tr (gboolean translated, const char *msgid)
{
  return translated ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
}

static void
add_flag (GPtrArray *lines, const guint8 *flags, gsize index, const SftText *name, gboolean translated)
{
  if (flags != NULL && flags[index] != 0 && !sft_text_is_empty (name))
    g_ptr_array_add (lines, g_strdup (sft_text_get (name, translated)));
}

/* What was pinned, where it reads as something else. */
static void
add_was (GPtrArray *lines, const char *then, const char *now, gboolean translated)
{
  if (strcmp (then, now) != 0)
    /* Translators: a value that was pinned, beside the one now */
    g_ptr_array_add (lines, g_strdup_printf (tr (translated, N_ ("was %s")), then));
}

/* Both with as many digits as tell them apart, where the few that are usually shown do not. */
static void
add_was_number (GPtrArray *lines, double then, double now, gboolean translated)
{
  g_autofree char *was = sft_number_format (then, DIGITS, FALSE, translated);
  g_autofree char *is = sft_number_format (now, DIGITS, FALSE, translated);

  if (then == now || strcmp (was, is) != 0)
    {
      add_was (lines, was, is, translated);
      return;
    }
  for (int digits = 2 * DIGITS; strcmp (was, is) == 0 && digits <= 16; digits += DIGITS)
    {
      g_free (was);
      g_free (is);
      was = sft_number_format (then, digits, FALSE, translated);
      is = sft_number_format (now, digits, FALSE, translated);
    }
  if (strcmp (was, is) != 0)
    /* Translators: two numbers that are nearly the same: one that was pinned, and the one now */
    g_ptr_array_add (lines, g_strdup_printf (tr (translated, N_ ("was %s, now %s")), was, is));
}

static void
add_cell_was (GPtrArray *lines, const SftHeatmap *now, const SftHeatmap *then, gsize index, gboolean translated)
{
  g_autofree char *was = NULL, *is = NULL;

  if (!sft_ghost_cell_changed (now, then, index))
    return;
  was = sft_heatmap_cell_words (then, index, translated);
  is = sft_heatmap_cell_words (now, index, translated);
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
  g_autofree char *unit = NULL, *text = sft_heatmap_cell_words (heatmap, index, translated);
  const char *kind = sft_heatmap_kind_name (heatmap, index, translated);
  g_autofree char *name = sft_words_cut_unit (
      sft_text_is_empty (&heatmap->bar) ? heatmap->name : sft_text_get (&heatmap->bar, translated), &unit);

  g_autofree char *measure = sft_words_measure (text, unit, translated);

  g_ptr_array_add (lines, g_strdup_printf ("%s %s", name, measure));
  g_ptr_array_add (lines, sft_axis_describe (&panel->y, hit->row, translated));
  g_ptr_array_add (lines, sft_axis_describe (&panel->x, hit->column, translated));
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
  g_ptr_array_add (lines, sft_axis_describe (&panel->x, hit->x, translated));
  g_ptr_array_add (lines, sft_axis_describe (&panel->y, hit->y, translated));
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
    g_ptr_array_add (lines, sft_axis_describe (&panel->x, mark->x, translated));
  if (mark->kind != SFT_MARK_VERTICAL)
    g_ptr_array_add (lines, sft_axis_describe (&panel->y, mark->y, translated));
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
