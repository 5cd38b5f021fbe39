/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one element is pointed out on a figure. All is laid out at once and then only drawn. */
#include "config.h"

#include "sft-hit.h"

#include <math.h>

#include "sft-layout-private.h"

/* Of the box, times the text scale: inside its border, and away from the element and the page's edge. */
#define PADDING 7.0
#define GAP 12.0
#define EDGE 2.0
#define LINE_GAP 1.0 /* between lines, whatever the scale */
#define WIDEST 340.0
/* Of the ring. */
#define RADIUS 8.5
#define RING 2.0
#define RIM 5.0
#define RAIL 4.5
/* Of the strips beside a heatmap that show row and column. */
#define STRIP 3.0

struct _SftFocus
{
  const SftPalette *palette;
  SftHit hit;
  gboolean cell, line, bar;
  SftBox plot, box;
  SftRuler *ruler;
  GArray *texts; /* SftTextRun */
};

static void
add_texts (SftFocus *focus, const GPtrArray *words, double padding)
{
  double y = focus->box.y + padding;

  for (guint i = 0; i < words->len; i++)
    {
      const SftWords *line = words->pdata[i];
      SftTextRun run = { .text = line->text,
                         .x = focus->box.x + padding - line->left,
                         .y = y - line->top,
                         .size = line->size,
                         .bold = line->bold,
                         .color = focus->palette->text,
                         .panel = focus->hit.panel,
                         .line = line->line };

      run.box = sft_words_box (line, run.x, run.y, FALSE);
      y += sft_words_height (line) + LINE_GAP;
      g_array_append_val (focus->texts, run);
    }
}

/* The lines that fit a box of this size; sets the size that they need. */
static GPtrArray *
fit_lines (SftFocus *focus, const SftLayout *layout, double *width, double *height)
{
  g_autoptr (GPtrArray) lines = sft_hit_lines (layout, &focus->hit);
  GPtrArray *words = g_ptr_array_new ();
  double most = *width, room = *height;

  *width = *height = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      double size = (i == 0 ? SFT_LABEL_SIZE : SFT_TICK_SIZE) * layout->scale;
      const SftWords *line = sft_ruler_fit (focus->ruler, lines->pdata[i], size, i == 0, most, 1);

      double needed = (i > 0 ? LINE_GAP : 0) + (line != NULL ? sft_words_height (line) : 0);

      if (line == NULL || *height + needed > room)
        break;
      *width = MAX (*width, sft_words_width (line));
      *height += needed;
      g_ptr_array_add (words, (gpointer)line);
    }
  return words;
}

/* What the box stays away from: the element, but of a line just its end, where the pointer is seldom. */
static SftBox
target_of (const SftFocus *focus)
{
  SftBox target = focus->hit.box;

  if (focus->line && target.width > target.height)
    return (SftBox){ target.x + target.width, target.y, 0, 0 };
  if (focus->line)
    return (SftBox){ target.x, target.y + target.height / 4, 0, 0 };
  return target;
}

static void
place_box (SftFocus *focus, double width, double height, const SftLayout *layout)
{
  double gap = GAP * layout->scale, edge = EDGE;
  SftBox target = target_of (focus), page = { edge, edge, layout->width - 2 * edge, layout->height - 2 * edge };
  double right = target.x + target.width + gap, left = target.x - gap - width;
  double above = target.y - gap - height, below = target.y + target.height + gap;
  double level = CLAMP (target.y + target.height / 2 - height / 2, page.y, page.y + page.height - height);
  double center = CLAMP (target.x + target.width / 2 - width / 2, page.x, page.x + page.width - width);
  /* Beside a cell; aslant from a point, for a curve goes on to both sides. */
  const double places[8][2] = { { right, focus->cell ? level : above },
                                { left, focus->cell ? level : above },
                                { right, below },
                                { left, below },
                                { right, level },
                                { left, level },
                                { center, above },
                                { center, below } };

  focus->box = (SftBox){ CLAMP (right, page.x, page.x + page.width - width), level, width, height };
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i][0] >= page.x && places[i][0] + width <= page.x + page.width && places[i][1] >= page.y
        && places[i][1] + height <= page.y + page.height)
      {
        focus->box.x = places[i][0];
        focus->box.y = places[i][1];
        break;
      }
  /* Whole units, so that the border is sharp, where the page is large enough. */
  focus->box.x = MAX (floor (focus->box.x), page.x);
  focus->box.y = MAX (floor (focus->box.y), page.y);
}

static void
lay_out (SftFocus *focus, const SftLayout *layout)
{
  double padding = PADDING * layout->scale, width, height;
  g_autoptr (GPtrArray) words = NULL;

  width = MIN (WIDEST * layout->scale, layout->width - 2 * EDGE - 2 * padding);
  height = layout->height - 2 * EDGE - 2 * padding;
  if (width <= 0 || height <= 0)
    return;
  words = fit_lines (focus, layout, &width, &height);
  if (words->len == 0)
    return;
  place_box (focus, width + 2 * padding, height + 2 * padding, layout);
  add_texts (focus, words, padding);
}

SftFocus *
sft_focus_new (const SftLayout *layout, const SftHit *hit, PangoContext *pango)
{
  SftFocus *focus;

  g_return_val_if_fail (layout != NULL && hit != NULL, NULL);
  g_return_val_if_fail (PANGO_IS_CONTEXT (pango), NULL);

  focus = g_new0 (SftFocus, 1);
  focus->palette = layout->palette;
  focus->hit = *hit;
  focus->ruler = sft_ruler_new (pango);
  focus->texts = g_array_new (FALSE, FALSE, sizeof (SftTextRun));
  if (!sft_layout_find (layout, &focus->hit))
    return focus;
  focus->plot = layout->panels[focus->hit.panel].plot;
  focus->cell = focus->hit.kind == SFT_HIT_CELL;
  focus->line = focus->hit.kind == SFT_HIT_MARK && (focus->hit.box.width > 0 || focus->hit.box.height > 0);
  focus->bar = focus->hit.kind == SFT_HIT_POINT && focus->hit.box.width > 0;
  lay_out (focus, layout);
  return focus;
}

/* --- drawing --- */

static void
draw_ring (const SftFocus *focus, cairo_t *cr)
{
  const SftBox *box = &focus->hit.box;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_new_path (cr);
  if (focus->cell || focus->bar)
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  else if (focus->line)
    {
      /* Beside the line, whose color, dash, and points on it stay to be seen. */
      double across = box->width > 0 ? 0 : RAIL, along = box->width > 0 ? RAIL : 0;

      cairo_rectangle (cr, box->x - across, box->y - along, box->width + 2 * across, box->height + 2 * along);
    }
  else
    cairo_arc (cr, focus->hit.page_x, focus->hit.page_y, RADIUS, 0, 2 * G_PI);
  /* Two tones: one of them stands out from whatever is below. */
  cairo_set_line_width (cr, focus->line ? RIM / 2 : RIM);
  sft_set_color (cr, focus->palette->background);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, focus->line ? RING / 2 : RING);
  sft_set_color (cr, focus->palette->text);
  cairo_stroke (cr);
}

static void
strip (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

/* Hairs to the axes; beside a heatmap, whose cells have text in them, strips along the axes. */
static void
draw_cross (const SftFocus *focus, cairo_t *cr)
{
  const SftBox *plot = &focus->plot, *box = &focus->hit.box;
  double x = floor (focus->hit.page_x) + 0.5, y = floor (focus->hit.page_y) + 0.5;

  sft_set_color (cr, focus->palette->text);
  if (focus->cell)
    {
      strip (cr, box->x, plot->y + plot->height, box->width, STRIP);
      strip (cr, plot->x - STRIP, box->y, STRIP, box->height);
      return;
    }
  if (focus->line)
    return;
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (const double[]){ 2, 2 }, 2, 0);
  /* Not through what the ring is around. */
  cairo_move_to (cr, plot->x, y);
  cairo_line_to (cr, MAX (focus->bar ? box->x : x - RADIUS, plot->x), y);
  cairo_move_to (cr, plot->x + plot->width, y);
  cairo_line_to (cr, MIN (focus->bar ? box->x + box->width : x + RADIUS, plot->x + plot->width), y);
  if (!focus->bar)
    {
      cairo_move_to (cr, x, plot->y + plot->height);
      cairo_line_to (cr, x, MIN (y + RADIUS, plot->y + plot->height));
      cairo_move_to (cr, x, plot->y);
      cairo_line_to (cr, x, MAX (y - RADIUS, plot->y));
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_box (const SftFocus *focus, SftCanvas *canvas)
{
  cairo_t *cr = canvas->cr;
  const SftBox *box = &focus->box;

  if (box->width <= 0)
    return;
  cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
  sft_set_color (cr, focus->palette->background);
  cairo_fill_preserve (cr);
  sft_set_color (cr, focus->palette->axis);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  for (guint i = 0; i < focus->texts->len; i++)
    {
      const SftTextRun *run = &g_array_index (focus->texts, SftTextRun, i);

      if (canvas->text != NULL)
        canvas->text (canvas, run);
      else
        sft_canvas_text_cairo (canvas, run);
    }
}

void
sft_focus_draw (const SftFocus *focus, SftCanvas *canvas)
{
  g_return_if_fail (focus != NULL);
  g_return_if_fail (canvas != NULL && canvas->cr != NULL);

  if (focus->hit.kind == SFT_HIT_NONE)
    return;
  cairo_save (canvas->cr);
  draw_cross (focus, canvas->cr);
  draw_ring (focus, canvas->cr);
  draw_box (focus, canvas);
  cairo_restore (canvas->cr);
}

void
sft_focus_get_areas (const SftFocus *focus, SftBox areas[SFT_FOCUS_AREAS])
{
  const double around = RIM / 2 + 1;
  const SftBox *plot, *ring;

  g_return_if_fail (focus != NULL && areas != NULL);

  plot = &focus->plot;
  ring = &focus->hit.box;
  for (guint i = 0; i < SFT_FOCUS_AREAS; i++)
    areas[i] = (SftBox){ 0, 0, 0, 0 };
  if (focus->hit.kind == SFT_HIT_NONE)
    return;
  areas[0] = focus->box;
  if (focus->line)
    areas[1] = (SftBox){ ring->x - RAIL - around, ring->y - RAIL - around, ring->width + 2 * (RAIL + around),
                         ring->height + 2 * (RAIL + around) };
  else if (focus->cell || focus->bar)
    areas[1] = (SftBox){ ring->x - around, ring->y - around, ring->width + 2 * around, ring->height + 2 * around };
  else
    areas[1] = (SftBox){ focus->hit.page_x - RADIUS - around, focus->hit.page_y - RADIUS - around,
                         2 * (RADIUS + around), 2 * (RADIUS + around) };
  if (focus->cell)
    {
      areas[2] = (SftBox){ ring->x - 1, plot->y + plot->height, ring->width + 2, STRIP };
      areas[3] = (SftBox){ plot->x - STRIP, ring->y - 1, STRIP, ring->height + 2 };
    }
  else if (!focus->line)
    {
      areas[2] = (SftBox){ plot->x, focus->hit.page_y - 2, plot->width, 4 };
      areas[3] = (SftBox){ focus->hit.page_x - 2, plot->y, 4, plot->height };
    }
}

SftBox
sft_focus_get_box (const SftFocus *focus)
{
  g_return_val_if_fail (focus != NULL, ((SftBox){ 0, 0, 0, 0 }));

  return focus->box;
}

const SftTextRun *
sft_focus_get_texts (const SftFocus *focus, gsize *n)
{
  g_return_val_if_fail (focus != NULL && n != NULL, NULL);

  *n = focus->texts->len;
  return (const SftTextRun *)(gpointer)focus->texts->data;
}

void
sft_focus_free (SftFocus *focus)
{
  g_return_if_fail (focus != NULL);

  g_array_unref (focus->texts);
  sft_ruler_free (focus->ruler);
  g_free (focus);
}
