/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-scroller.h"

struct _SftScroller
{
  GtkWidget parent_instance;
  GtkWidget *scrolled;
  GtkWidget *child; /* owned by the scrolled window; NULL: none */
  int least_height;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_LEAST_HEIGHT,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (SftScroller, sft_scroller, GTK_TYPE_WIDGET)

static void
sft_scroller_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  SftScroller *self = SFT_SCROLLER (widget);
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = MIN (*minimum, self->least_height);
}

static void
sft_scroller_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (SFT_SCROLLER (widget)->scrolled, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
sft_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sft_scroller_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SftScroller *self = SFT_SCROLLER (object);
  if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else if (id == PROP_LEAST_HEIGHT)
    g_value_set_int (value, self->least_height);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sft_scroller_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SftScroller *self = SFT_SCROLLER (object);
  if (id == PROP_CHILD)
    {
      self->child = g_value_get_object (value);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->child);
    }
  else if (id == PROP_LEAST_HEIGHT)
    {
      self->least_height = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sft_scroller_dispose (GObject *object)
{
  SftScroller *self = SFT_SCROLLER (object);
  self->child = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_scroller_parent_class)->dispose (object);
}

static void
sft_scroller_class_init (SftScrollerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  object_class->get_property = sft_scroller_get_property;
  object_class->set_property = sft_scroller_set_property;
  object_class->dispose = sft_scroller_dispose;
  widget_class->measure = sft_scroller_measure;
  widget_class->size_allocate = sft_scroller_size_allocate;
  widget_class->get_request_mode = sft_scroller_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "scroller");
  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_LEAST_HEIGHT] = g_param_spec_int ("least-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sft_scroller_init (SftScroller *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}
