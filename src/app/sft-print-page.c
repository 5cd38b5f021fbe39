/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-print-page.h"

#include "sft-app-private.h"
#include "sft-layout.h"
#include "sft-param-row.h"
#include "sft-text-widgets.h"

struct _SftPrintPage
{
  SftFigure *figure;
  char *title, *subtitle;
  char *words; /* markup: readouts and parameters */

  /* As paginated. */
  double width, height;
  double figure_y, figure_height; /* on the first page */
  double words_y;                 /* there, too; on further pages they begin at the top */
  PangoLayout *head, *body;
  GArray *starts; /* int: the first line of the words on each page */
};

/* Figures are laid out at least this wide and made smaller for narrow paper, so that labels leave room for the data. */
#define FIGURE_WIDTH 800.0
#define FIGURE_ASPECT 0.6
/* What the figure may take of the height. */
#define FIGURE_SHARE 0.62
#define GAP 14.0
#define HEAD_FONT "Sans 15"
#define BODY_FONT "Sans 9.5"

static void
add_line (GString *words, const char *label, const char *value, const char *unit)
{
  g_autofree char *line = unit != NULL ? g_markup_printf_escaped ("%s: <b>%s</b> %s\n", label, value, unit)
                                       : g_markup_printf_escaped ("%s: <b>%s</b>\n", label, value);
  g_string_append (words, line);
}

static void
add_heading (GString *words, const char *heading)
{
  g_autofree char *line = g_markup_printf_escaped ("<span size=\"larger\">%s</span>\n", heading);
  g_string_append (words, line);
}

static char *
format_param (const SftValues *values, const SftParam *param)
{
  if (param->kind == SFT_CHOICE)
    return g_strdup (_ (param->choices[(int)sft_values_get (values, param->id)].label));
  if (param->kind == SFT_SWITCH)
    return g_strdup (sft_values_get (values, param->id) != 0 ? _ ("on") : _ ("off"));
  return sft_values_format (values, param->id);
}

static char *
make_words (SftDemoState *state)
{
  const SftResult *result = sft_demo_state_get_result (state);
  SftValues *values = sft_demo_state_get_result_values (state);
  g_autoptr (SftValues) defaults =
      sft_demo_defaults (sft_demo_state_get_demo (state), sft_demo_state_get_concept (state));
  GString *words = g_string_new (NULL);
  gboolean any = FALSE;
  add_heading (words, _ ("Readouts"));
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = result->readouts->pdata[i];
      g_autofree char *value = sft_readout_format (readout, TRUE);
      add_line (words, _ (readout->spec->label), value, sft_readout_unit (readout, TRUE));
    }
  g_string_append_c (words, '\n');
  add_heading (words, _ ("Parameters that differ from the defaults"));
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    {
      if (sft_values_same (values, defaults, param->id))
        continue;
      g_autofree char *value = format_param (values, param);
      g_autofree char *title = sft_param_row_title (param);
      add_line (words, title, value, NULL);
      any = TRUE;
    }
  if (!any)
    g_string_append (words, C_ ("parameters", "None"));
  return g_string_free (words, FALSE);
}

SftPrintPage *
sft_print_page_new (SftDemoState *state)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  const SftResult *result = sft_demo_state_get_result (state);
  g_return_val_if_fail (result != NULL, NULL);
  const SftDemo *demo = sft_demo_state_get_demo (state);
  SftPrintPage *self = g_new0 (SftPrintPage, 1);
  self->figure = sft_figure_ref (sft_demo_state_get_figure (state)); /* with what is pinned */
  self->title = g_strdup (sft_demo_display_title (demo));
  /* Translators: number and section of a demo, then which of its views. */
  self->subtitle = g_strdup_printf (_ ("SFT Lab, demo %d, %s: %s"), demo->number, sft_translate (demo->section),
                                    sft_demo_state_get_concept (state) ? _ ("Concept") : _ ("Notebook"));
  self->words = make_words (state);
  self->starts = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

void
sft_print_page_free (SftPrintPage *self)
{
  if (self == NULL)
    return;
  sft_figure_unref (self->figure);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->words);
  g_clear_object (&self->head);
  g_clear_object (&self->body);
  g_array_unref (self->starts);
  g_free (self);
}

const char *
sft_print_page_get_title (const SftPrintPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

static PangoLayout *
set_text (PangoContext *context, const char *font, const char *markup, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, markup, -1);
  return layout;
}

/* Lines go to the next page where they would leave this one; a page has at least one. */
static void
break_words (SftPrintPage *self)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->body);
  double top = 0, room = MAX (self->height - self->words_y, 0);
  int line = 0, first = 0;
  g_array_set_size (self->starts, 0);
  g_array_append_val (self->starts, first);
  do
    {
      PangoRectangle box;
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      if (pango_units_to_double (box.y + box.height) - top > room && (line > first || self->starts->len == 1))
        {
          g_array_append_val (self->starts, line);
          first = line;
          top = pango_units_to_double (box.y);
          room = self->height;
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

int
sft_print_page_paginate (SftPrintPage *self, PangoContext *text, double width, double height)
{
  g_return_val_if_fail (self != NULL && width > 0 && height > 0, 0);
  g_autofree char *title = sft_title_markup (self->title), *subtitle = g_markup_escape_text (self->subtitle, -1);
  g_autofree char *head = g_strdup_printf ("<b>%s</b>\n<span size=\"65%%\">%s</span>", title, subtitle);
  int taken;
  self->width = width;
  self->height = height;
  g_clear_object (&self->head);
  g_clear_object (&self->body);
  self->head = set_text (text, HEAD_FONT, head, width);
  self->body = set_text (text, BODY_FONT, self->words, width);
  pango_layout_get_size (self->head, NULL, &taken);
  self->figure_y = pango_units_to_double (taken) + GAP;
  self->figure_height = MAX (MIN (width * FIGURE_ASPECT, height * FIGURE_SHARE), 1);
  self->words_y = self->figure_y + self->figure_height + GAP;
  break_words (self);
  return (int)self->starts->len;
}

static void
draw_layout (PangoLayout *layout, cairo_t *cr, double y)
{
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_figure (const SftPrintPage *self, cairo_t *cr)
{
  SftStyle style = SFT_STYLE_INIT;
  style.appearance = SFT_PRINT;
  style.translated = TRUE;
  double scale = MIN (self->width / FIGURE_WIDTH, 1);
  PangoContext *pango = sft_figure_pango_context_new ();
  SftLayout *layout =
      sft_layout_new (self->figure, &style, pango, self->width / scale, MAX (self->figure_height / scale, 1));
  SftCanvas canvas = { cr, pango, sft_canvas_text_cairo };
  cairo_save (cr);
  cairo_translate (cr, 0, self->figure_y);
  cairo_scale (cr, scale, scale);
  sft_layout_draw (layout, &canvas);
  cairo_restore (cr);
  sft_layout_free (layout);
  g_object_unref (pango);
}

/* The lines from `from` up to `to` (-1: the last), the first of them at y. */
static void
draw_words (const SftPrintPage *self, cairo_t *cr, int from, int to, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->body);
  double top = 0;
  int line = 0;
  do
    {
      PangoRectangle box;
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      if (line == from)
        top = pango_units_to_double (box.y);
      if (line >= from && (to < 0 || line < to))
        {
          double baseline = pango_units_to_double (pango_layout_iter_get_baseline (iter));
          cairo_move_to (cr, pango_units_to_double (box.x), y + baseline - top);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
sft_print_page_draw (SftPrintPage *self, cairo_t *cr, int page)
{
  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (self->body != NULL && page >= 0 && page < (int)self->starts->len);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (page == 0)
    {
      draw_layout (self->head, cr, 0);
      draw_figure (self, cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
    }
  int from = g_array_index (self->starts, int, page);
  int to = page + 1 < (int)self->starts->len ? g_array_index (self->starts, int, page + 1) : -1;
  draw_words (self, cr, from, to, page == 0 ? self->words_y : 0);
  cairo_restore (cr);
}
