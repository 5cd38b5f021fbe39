/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-figure-view.h"

#include <math.h>

#include "sft-accessible.h"
#include "sft-figure-gestures.h"

struct _SftFigureView
{
  GtkWidget parent_instance;

  SftFigure *figure;
  SftStyle style;
  double page_width, page_height;
  gboolean stale;

  PangoContext *pango;
  SftLayout *layout;
  GskRenderNode *node; /* the drawn figure, until figure, style or size change */
  float node_width, node_height;

  SftFigureGestures *gestures;
  SftHit hit;                /* pointed out */
  GskRenderNode *focus_node; /* how, on top of the figure */
  gboolean held;
  char *words;
};

/* An old figure stays readable while the next one is on its way. */
#define STALE_OPACITY 0.45
#define MINIMUM_WIDTH 240
#define MINIMUM_HEIGHT 150
#define CHECKER 8

G_DEFINE_FINAL_TYPE (SftFigureView, sft_figure_view, GTK_TYPE_WIDGET)

static void
redraw (SftFigureView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The page within the widget: where it starts and how many pixels a point has. */
static void
place_page (SftFigureView *self, double *x, double *y, double *width, double *height, double *scale)
{
  double outer_width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  double outer_height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  *width = self->page_width > 0 ? self->page_width : outer_width;
  *height = self->page_height > 0 ? self->page_height : outer_height;
  *scale = MIN (outer_width / *width, outer_height / *height);
  *x = (outer_width - *width * *scale) / 2;
  *y = (outer_height - *height * *scale) / 2;
}

/* What stands for "nothing here" behind a transparent page. */
static void
draw_checkers (cairo_t *cr, double width, double height)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0.93, 0.93, 0.93);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  for (int row = 0; row * CHECKER < height; row++)
    for (int column = row % 2; column * CHECKER < width; column += 2)
      cairo_rectangle (cr, column * CHECKER, row * CHECKER, CHECKER, CHECKER);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
build_node (SftFigureView *self)
{
  int outer_width = gtk_widget_get_width (GTK_WIDGET (self));
  int outer_height = gtk_widget_get_height (GTK_WIDGET (self));
  double x, y, width, height, scale;
  place_page (self, &x, &y, &width, &height, &scale);

  g_autoptr (SftLayout) before = g_steal_pointer (&self->layout);
  if (self->pango == NULL)
    self->pango = sft_figure_pango_context_new ();
  self->layout =
      sft_layout_new_held (self->figure, self->held ? before : NULL, &self->style, self->pango, width, height);

  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, outer_width, outer_height));
  cairo_translate (cr, x, y);
  if (self->page_width > 0 && self->style.transparent)
    draw_checkers (cr, width * scale, height * scale);
  cairo_scale (cr, scale, scale);
  SftCanvas canvas = { cr, self->pango, sft_canvas_text_cairo };
  sft_layout_draw (self->layout, &canvas);
  cairo_destroy (cr);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = gtk_snapshot_free_to_node (snapshot);
  self->node_width = outer_width;
  self->node_height = outer_height;
  sft_layout_find (self->layout, &self->hit);
  g_clear_pointer (&self->focus_node, gsk_render_node_unref);
}

/* One node for each part, so that no more of the figure is painted again than lies below them. */
static void
build_focus_node (SftFigureView *self)
{
  SftBox areas[SFT_FOCUS_AREAS];
  double x, y, width, height, scale;
  place_page (self, &x, &y, &width, &height, &scale);
  g_autoptr (SftFocus) focus = sft_focus_new (self->layout, &self->hit, self->pango);
  sft_focus_get_areas (focus, areas);

  GtkSnapshot *snapshot = gtk_snapshot_new ();
  for (guint i = 0; i < SFT_FOCUS_AREAS; i++)
    {
      if (areas[i].width <= 0 || areas[i].height <= 0)
        continue;
      double left = floor (x + areas[i].x * scale), top = floor (y + areas[i].y * scale);
      double right = ceil (x + (areas[i].x + areas[i].width) * scale);
      double bottom = ceil (y + (areas[i].y + areas[i].height) * scale);
      cairo_t *cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT ((float)left, (float)top, (float)(right - left), (float)(bottom - top)));
      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      SftCanvas canvas = { cr, self->pango, sft_canvas_text_cairo };
      sft_focus_draw (focus, &canvas);
      cairo_destroy (cr);
    }
  self->focus_node = gtk_snapshot_free_to_node (snapshot);
}

static void
sft_figure_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SftFigureView *self = SFT_FIGURE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (self->figure == NULL || width < 1 || height < 1)
    return;
  if (self->node == NULL || self->node_width != width || self->node_height != height)
    build_node (self);
  if (self->node == NULL)
    return;
  if (self->stale)
    gtk_snapshot_push_opacity (snapshot, STALE_OPACITY);
  gtk_snapshot_append_node (snapshot, self->node);
  if (self->stale)
    gtk_snapshot_pop (snapshot);
  if (self->hit.kind != SFT_HIT_NONE && self->focus_node == NULL)
    build_focus_node (self);
  if (self->focus_node != NULL)
    gtk_snapshot_append_node (snapshot, self->focus_node);
}

static void
sft_figure_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum = across ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = across ? 640 : 240;
  *minimum_baseline = *natural_baseline = -1;
}

static void
sft_figure_view_dispose (GObject *object)
{
  SftFigureView *self = SFT_FIGURE_VIEW (object);
  g_clear_pointer (&self->gestures, sft_figure_gestures_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->focus_node, gsk_render_node_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->layout, sft_layout_free);
  g_clear_pointer (&self->figure, sft_figure_unref);
  g_clear_object (&self->pango);
  G_OBJECT_CLASS (sft_figure_view_parent_class)->dispose (object);
}

static void
sft_figure_view_class_init (SftFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = sft_figure_view_dispose;
  widget_class->snapshot = sft_figure_view_snapshot;
  widget_class->measure = sft_figure_view_measure;
  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sft_figure_view_init (SftFigureView *self)
{
  self->style = SFT_STYLE_INIT;
  self->style.translated = TRUE;
  self->hit = SFT_HIT_INIT;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sft_figure_view_new (void)
{
  return g_object_new (SFT_TYPE_FIGURE_VIEW, NULL);
}

/* Who moves within the figure hears the place alone: it is its name then. */
static void
say (SftFigureView *self)
{
  if (self->figure == NULL)
    return;
  g_autofree char *figure = sft_figure_describe (self->figure, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->words != NULL ? self->words : sft_text_get (&self->figure->title, TRUE), -1);
  sft_accessible_describe (GTK_WIDGET (self), figure);
}

void
sft_figure_view_set_figure (SftFigureView *self, SftFigure *figure)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  if (self->figure == figure)
    return;
  if (figure != NULL)
    sft_figure_ref (figure);
  g_clear_pointer (&self->figure, sft_figure_unref);
  self->figure = figure;
  /* What was drawn stays the layout to pick from until the next frame. */
  if (figure == NULL)
    {
      g_clear_pointer (&self->layout, sft_layout_free);
      sft_figure_view_show_hit (self, &SFT_HIT_INIT);
    }
  say (self);
  redraw (self);
}

SftFigure *
sft_figure_view_get_figure (SftFigureView *self)
{
  g_return_val_if_fail (SFT_IS_FIGURE_VIEW (self), NULL);
  return self->figure;
}

void
sft_figure_view_set_style (SftFigureView *self, const SftStyle *style)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  g_return_if_fail (style != NULL);
  self->style = *style;
  redraw (self);
}

void
sft_figure_view_set_page (SftFigureView *self, double width, double height)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  if (self->page_width == width && self->page_height == height)
    return;
  self->page_width = width;
  self->page_height = height;
  redraw (self);
}

void
sft_figure_view_set_stale (SftFigureView *self, gboolean stale)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  if (self->stale == stale)
    return;
  self->stale = stale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const SftLayout *
sft_figure_view_get_layout (SftFigureView *self)
{
  g_return_val_if_fail (SFT_IS_FIGURE_VIEW (self), NULL);
  return self->layout;
}

void
sft_figure_view_set_state (SftFigureView *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  g_return_if_fail (state == NULL || SFT_IS_DEMO_STATE (state));
  if (self->gestures == NULL)
    self->gestures = sft_figure_gestures_new (self);
  sft_figure_gestures_set_state (self->gestures, state);
  gtk_widget_set_focusable (GTK_WIDGET (self), state != NULL);
}

void
sft_figure_view_to_page (SftFigureView *self, double *x, double *y)
{
  double left, top, width, height, scale;
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  place_page (self, &left, &top, &width, &height, &scale);
  *x = (*x - left) / scale;
  *y = (*y - top) / scale;
}

void
sft_figure_view_from_page (SftFigureView *self, double *x, double *y)
{
  double left, top, width, height, scale;
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  place_page (self, &left, &top, &width, &height, &scale);
  *x = left + *x * scale;
  *y = top + *y * scale;
}

void
sft_figure_view_show_hit (SftFigureView *self, const SftHit *hit)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  g_return_if_fail (hit != NULL);
  if (sft_hit_same (hit, &self->hit))
    return;
  self->hit = *hit;
  g_clear_pointer (&self->focus_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const SftHit *
sft_figure_view_get_hit (SftFigureView *self)
{
  g_return_val_if_fail (SFT_IS_FIGURE_VIEW (self), NULL);
  return &self->hit;
}

void
sft_figure_view_set_held (SftFigureView *self, gboolean held)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    redraw (self);
}

void
sft_figure_view_set_words (SftFigureView *self, const char *words)
{
  g_return_if_fail (SFT_IS_FIGURE_VIEW (self));
  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  say (self);
}
