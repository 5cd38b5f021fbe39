/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-math-view.h"

#include <math.h>

#include "sft-math.h"

/* What is too wide becomes smaller, down to this width. */
#define LEAST_WIDTH 180
/* Ink that touches its box is smoothed over the edge. */
#define EDGE 1

struct _SftMathView
{
  GtkWidget parent_instance;

  char *source, *text, *words;
  SftMath *math;         /* NULL: plain text */
  SftMathLayout *layout; /* for the present font; NULL: not made yet */
  PangoLayout *plain;
};

G_DEFINE_FINAL_TYPE (SftMathView, sft_math_view, GTK_TYPE_WIDGET)

/* The size of the widget's font in pixels. */
static double
font_size (SftMathView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double)pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;
  return MAX (size, 1);
}

/* Makes what is drawn, if it has to be made. */
static void
ensure_layout (SftMathView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->layout != NULL || self->plain != NULL)
    return;
  if (self->math != NULL)
    self->layout =
        sft_math_layout_new (self->math, font_size (self), gtk_widget_get_pango_context (widget), NULL, NULL, NULL);
  if (self->layout == NULL)
    self->plain = gtk_widget_create_pango_layout (widget, self->text);
}

static void
forget_layout (SftMathView *self)
{
  g_clear_pointer (&self->layout, sft_math_layout_free);
  g_clear_object (&self->plain);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* How much smaller it is drawn to fit the width; no width: as large as it is. */
static double
fit (SftMathView *self, int width)
{
  double natural = sft_math_layout_width (self->layout) + 2 * EDGE;

  return width > 0 ? MIN (1, width / natural) : 1;
}

static void
sft_math_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  SftMathView *self = SFT_MATH_VIEW (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  ensure_layout (self);
  if (self->layout != NULL)
    {
      double size = horizontal
                        ? sft_math_layout_width (self->layout) + 2 * EDGE
                        : (sft_math_layout_ascent (self->layout) + sft_math_layout_descent (self->layout) + 2 * EDGE)
                              * fit (self, for_size);

      *natural = (int)ceil (size);
      *minimum = horizontal ? MIN (*natural, LEAST_WIDTH) : *natural;
      return;
    }
  pango_layout_set_width (self->plain, !horizontal && for_size > 0 ? for_size * PANGO_SCALE : -1);
  if (horizontal)
    pango_layout_get_pixel_size (self->plain, natural, NULL);
  else
    pango_layout_get_pixel_size (self->plain, NULL, natural);
  *minimum = horizontal ? MIN (*natural, LEAST_WIDTH) : *natural;
}

static GtkSizeRequestMode
sft_math_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sft_math_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SftMathView *self = SFT_MATH_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA color;

  ensure_layout (self);
  if (width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->layout == NULL)
    {
      pango_layout_set_width (self->plain, width * PANGO_SCALE);
      gtk_snapshot_append_layout (snapshot, self->plain, &color);
      return;
    }
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  double scale = fit (self, width), left = EDGE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    left = MAX (width / scale - sft_math_layout_width (self->layout) - EDGE, EDGE);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_scale (cr, scale, scale);
  sft_math_layout_draw (self->layout, cr, left, EDGE + sft_math_layout_ascent (self->layout));
  cairo_destroy (cr);
}

static void
sft_math_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sft_math_view_parent_class)->css_changed (widget, change);
  /* The font's size may be another; a color is asked for when it is drawn. */
  forget_layout (SFT_MATH_VIEW (widget));
}

static void
sft_math_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (sft_math_view_parent_class)->system_setting_changed (widget, setting);
  forget_layout (SFT_MATH_VIEW (widget));
}

static void
sft_math_view_finalize (GObject *object)
{
  SftMathView *self = SFT_MATH_VIEW (object);

  g_clear_pointer (&self->layout, sft_math_layout_free);
  g_clear_object (&self->plain);
  g_clear_pointer (&self->math, sft_math_unref);
  g_free (self->source);
  g_free (self->text);
  g_free (self->words);
  G_OBJECT_CLASS (sft_math_view_parent_class)->finalize (object);
}

static void
sft_math_view_class_init (SftMathViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sft_math_view_finalize;
  widget_class->measure = sft_math_view_measure;
  widget_class->get_request_mode = sft_math_view_get_request_mode;
  widget_class->snapshot = sft_math_view_snapshot;
  widget_class->css_changed = sft_math_view_css_changed;
  widget_class->system_setting_changed = sft_math_view_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "formula");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sft_math_view_init (SftMathView *self)
{
  self->text = g_strdup ("");
  self->words = g_strdup ("");
}

void
sft_math_view_set_formula (SftMathView *self, const char *source, const char *text)
{
  g_return_if_fail (SFT_IS_MATH_VIEW (self));

  if (g_strcmp0 (source, self->source) == 0 && g_strcmp0 (text != NULL ? text : "", self->text) == 0)
    return;
  g_clear_pointer (&self->math, sft_math_unref);
  g_free (self->source);
  self->source = g_strdup (source);
  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  g_free (self->words);
  self->words = NULL;
  if (source != NULL)
    self->math = sft_math_parse (source, NULL);
  if (self->math != NULL)
    self->words = sft_math_speak (self->math, TRUE, NULL, NULL, NULL);
  if (self->words == NULL)
    {
      /* Values without numbers, or no formula at all. */
      g_clear_pointer (&self->math, sft_math_unref);
      self->words = g_strdup (self->text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  forget_layout (self);
}

const char *
sft_math_view_get_text (SftMathView *self)
{
  g_return_val_if_fail (SFT_IS_MATH_VIEW (self), NULL);

  return self->text;
}

gboolean
sft_math_view_is_set (SftMathView *self)
{
  g_return_val_if_fail (SFT_IS_MATH_VIEW (self), FALSE);

  return self->math != NULL;
}

const char *
sft_math_view_get_words (SftMathView *self)
{
  g_return_val_if_fail (SFT_IS_MATH_VIEW (self), NULL);

  return self->words;
}
