/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-text-box.h"

struct _SftTextBox
{
  GtkWidget parent_instance;
  GtkOrientation orientation;
  int spacing;
};

enum
{
  PROP_SPACING = 1,
  PROP_ORIENTATION
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SftTextBox, sft_text_box, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ORIENTABLE, NULL))

/* The children that take part, as `data`, with their widths if they were alone. */
static GArray *
ask_widths (SftTextBox *self)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { .data = child };
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      g_array_append_val (sizes, size);
    }
  return sizes;
}

static int
gaps (SftTextBox *self, const GArray *sizes)
{
  return sizes->len > 0 ? ((int)sizes->len - 1) * self->spacing : 0;
}

static void
share_row (GArray *sizes, int room)
{
  GtkRequestedSize *child = &g_array_index (sizes, GtkRequestedSize, 0);
  for (guint i = 0; i < sizes->len; i++)
    room -= child[i].minimum_size;
  if (sizes->len > 0)
    room = gtk_distribute_natural_allocation (MAX (room, 0), sizes->len, child);
  for (guint i = 0; i < sizes->len && room > 0; i++)
    if (gtk_widget_compute_expand (child[i].data, GTK_ORIENTATION_HORIZONTAL))
      {
        child[i].minimum_size += room;
        room = 0;
      }
}

/* Makes `minimum_size` of each child the width that it gets. */
static void
share (SftTextBox *self, GArray *sizes, int width)
{
  if (self->orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      share_row (sizes, width - gaps (self, sizes));
      return;
    }
  for (guint i = 0; i < sizes->len; i++)
    {
      GtkRequestedSize *child = &g_array_index (sizes, GtkRequestedSize, i);
      child->minimum_size = MAX (child->minimum_size, width);
    }
}

static int
height_of (const GtkRequestedSize *child, int *baseline)
{
  int height;
  gtk_widget_measure (child->data, GTK_ORIENTATION_VERTICAL, child->minimum_size, NULL, &height, NULL, baseline);
  return height;
}

/* As high as the texts would be on one line, as a GtkBox is: what is no button is centered beside one. */
static int
height_of_row (const GArray *sizes)
{
  int height = 0, above = 0, below = 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      int line, tall = height_of (&g_array_index (sizes, GtkRequestedSize, i), &line);
      height = MAX (height, tall);
      if (line < 0)
        continue;
      above = MAX (above, line);
      below = MAX (below, tall - line);
    }
  return MAX (height, above + below);
}

static void
measure_width (SftTextBox *self, const GArray *sizes, int *minimum, int *natural)
{
  gboolean row = self->orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum = *natural = row ? gaps (self, sizes) : 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *child = &g_array_index (sizes, GtkRequestedSize, i);
      *minimum = row ? *minimum + child->minimum_size : MAX (*minimum, child->minimum_size);
      *natural = row ? *natural + child->natural_size : MAX (*natural, child->natural_size);
    }
}

static void
sft_text_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  SftTextBox *self = SFT_TEXT_BOX (widget);
  g_autoptr (GArray) sizes = ask_widths (self);
  int least, wide;

  *minimum_baseline = *natural_baseline = -1;
  measure_width (self, sizes, &least, &wide);
  *minimum = least;
  *natural = wide;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  share (self, sizes, for_size < 0 ? wide : for_size);
  if (self->orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = height_of_row (sizes);
  else
    {
      *natural = gaps (self, sizes);
      for (guint i = 0; i < sizes->len; i++)
        *natural += height_of (&g_array_index (sizes, GtkRequestedSize, i), NULL);
    }
  *minimum = *natural;
}

static void
sft_text_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SftTextBox *self = SFT_TEXT_BOX (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean row = self->orientation == GTK_ORIENTATION_HORIZONTAL;
  g_autoptr (GArray) sizes = ask_widths (self);
  int x = 0, y = 0;

  share (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *child = &g_array_index (sizes, GtkRequestedSize, i);
      GtkAllocation place = { x, y, child->minimum_size, row ? height : height_of (child, NULL) };
      if (mirrored)
        place.x = width - x - place.width;
      gtk_widget_size_allocate (child->data, &place, -1);
      if (row)
        x += place.width + self->spacing;
      else
        y += place.height + self->spacing;
    }
}

static GtkSizeRequestMode
sft_text_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sft_text_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SftTextBox *self = SFT_TEXT_BOX (object);
  if (id == PROP_SPACING)
    g_value_set_int (value, self->spacing);
  else
    g_value_set_enum (value, self->orientation);
}

static void
sft_text_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SftTextBox *self = SFT_TEXT_BOX (object);
  if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    self->orientation = g_value_get_enum (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
sft_text_box_dispose (GObject *object)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL;)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sft_text_box_parent_class)->dispose (object);
}

static void
sft_text_box_class_init (SftTextBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->get_property = sft_text_box_get_property;
  object_class->set_property = sft_text_box_set_property;
  object_class->dispose = sft_text_box_dispose;
  widget_class->measure = sft_text_box_measure;
  widget_class->size_allocate = sft_text_box_size_allocate;
  widget_class->get_request_mode = sft_text_box_get_request_mode;
  g_object_class_install_property (
      object_class, PROP_SPACING,
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_override_property (object_class, PROP_ORIENTATION, "orientation");
  gtk_widget_class_set_css_name (widget_class, "box");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_text_box_init (SftTextBox *self)
{
  self->orientation = GTK_ORIENTATION_HORIZONTAL;
}

GtkWidget *
sft_text_box_new (GtkOrientation orientation, int spacing)
{
  return g_object_new (SFT_TYPE_TEXT_BOX, "orientation", orientation, "spacing", spacing, NULL);
}

void
sft_text_box_append (SftTextBox *self, GtkWidget *child)
{
  g_return_if_fail (SFT_IS_TEXT_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
