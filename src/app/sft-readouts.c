/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-readouts.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-tooltip.h"

/* One readout on the screen; its widgets are owned by this widget. */
typedef struct
{
  const SftReadoutSpec *spec;
  GtkWidget *box, *value, *unit, *change;
} Entry;

struct _SftReadouts
{
  GtkWidget parent_instance;
  GArray *entries;
};

#define VALUE_CHARACTERS 36
#define COLUMN_SPACING 24
#define LINE_SPACING 6

G_DEFINE_FINAL_TYPE (SftReadouts, sft_readouts, GTK_TYPE_WIDGET)

static void
add_entry (SftReadouts *self, const SftReadoutSpec *spec)
{
  Entry entry = { .spec = spec };
  GtkWidget *label = gtk_label_new (_ (spec->label));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  entry.value = gtk_label_new (NULL);
  gtk_widget_add_css_class (entry.value, "value");
  gtk_label_set_ellipsize (GTK_LABEL (entry.value), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (entry.value), VALUE_CHARACTERS);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry.value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);

  entry.box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (entry.box), label);
  gtk_box_append (GTK_BOX (entry.box), entry.value);
  if (spec->unit != NULL)
    {
      entry.unit = gtk_label_new (NULL);
      gtk_widget_add_css_class (entry.unit, "dim-label");
      gtk_box_append (GTK_BOX (entry.box), entry.unit);
    }
  entry.change = gtk_label_new (NULL);
  gtk_widget_add_css_class (entry.change, "change");
  gtk_label_set_ellipsize (GTK_LABEL (entry.change), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (entry.change), VALUE_CHARACTERS);
  gtk_widget_set_visible (entry.change, FALSE);
  gtk_box_append (GTK_BOX (entry.box), entry.change);
  gtk_widget_set_parent (entry.box, GTK_WIDGET (self));
  g_array_append_val (self->entries, entry);
}

static void
clear_entries (SftReadouts *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    gtk_widget_unparent (g_array_index (self->entries, Entry, i).box);
  g_array_set_size (self->entries, 0);
}

static void
take_specs (SftReadouts *self, const GPtrArray *readouts)
{
  gboolean same = readouts->len == self->entries->len;
  for (guint i = 0; same && i < readouts->len; i++)
    same = ((const SftReadout *)readouts->pdata[i])->spec == g_array_index (self->entries, Entry, i).spec;
  if (same)
    return;
  clear_entries (self);
  for (guint i = 0; i < readouts->len; i++)
    add_entry (self, ((const SftReadout *)readouts->pdata[i])->spec);
}

/* Readouts follow each other like words in a text. Returns the height of all lines; places them if asked to. */
static int
flow (SftReadouts *self, int width, gboolean placing)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *box = g_array_index (self->entries, Entry, i).box;
      int least, natural, height;
      gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
      int taken = MAX (MIN (natural, width), least);
      if (x > 0 && x + taken > width)
        {
          x = 0;
          y += line + LINE_SPACING;
          line = 0;
        }
      if (placing)
        gtk_widget_size_allocate (box, &(GtkAllocation){ mirrored ? width - x - taken : x, y, taken, height }, -1);
      x += taken + COLUMN_SPACING;
      line = MAX (line, height);
    }
  return y + line;
}

static void
sft_readouts_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  SftReadouts *self = SFT_READOUTS (widget);
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (self, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      int least, wide;
      gtk_widget_measure (g_array_index (self->entries, Entry, i).box, orientation, -1, &least, &wide, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wide + (i > 0 ? COLUMN_SPACING : 0);
    }
}

static void
sft_readouts_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (SFT_READOUTS (widget), width, TRUE);
}

static GtkSizeRequestMode
sft_readouts_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sft_readouts_dispose (GObject *object)
{
  SftReadouts *self = SFT_READOUTS (object);
  if (self->entries != NULL)
    clear_entries (self);
  g_clear_pointer (&self->entries, g_array_unref);
  G_OBJECT_CLASS (sft_readouts_parent_class)->dispose (object);
}

static void
sft_readouts_class_init (SftReadoutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_readouts_dispose;
  widget_class->measure = sft_readouts_measure;
  widget_class->size_allocate = sft_readouts_size_allocate;
  widget_class->get_request_mode = sft_readouts_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "readouts");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_readouts_init (SftReadouts *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

static void
show_unit (const Entry *entry, const SftReadout *readout)
{
  const char *unit = sft_readout_unit (readout, TRUE);
  if (entry->unit == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (entry->unit), unit != NULL ? unit : "");
  gtk_widget_set_visible (entry->unit, unit != NULL);
}

static void
show_change (const Entry *entry, const SftReadout *readout, const SftPinned *pinned)
{
  g_autofree char *change = pinned != NULL ? sft_pinned_format_change (pinned, readout) : NULL;
  g_autofree char *text = change != NULL ? g_strdup_printf ("(%s)", change) : NULL;
  gtk_label_set_text (GTK_LABEL (entry->change), text != NULL ? text : "");
  gtk_widget_set_visible (entry->change, text != NULL);
}

char *
sft_readout_words (const SftReadout *readout)
{
  g_return_val_if_fail (readout != NULL, NULL);
  const char *unit = sft_readout_unit (readout, TRUE);
  g_autofree char *value = sft_readout_format (readout, TRUE);
  return g_strdup_printf ("%s: %s%s%s", _ (readout->spec->label), value, unit != NULL ? " " : "",
                          unit != NULL ? unit : "");
}

/* Labels have no focus; what scrolls them may have it, and tells them all. */
static void
tell_all (SftReadouts *self, const SftResult *result)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  g_autoptr (GString) all = g_string_new (NULL);
  if (scrolled == NULL)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *words = sft_readout_words (result->readouts->pdata[i]);
      const char *change = gtk_label_get_text (GTK_LABEL (g_array_index (self->entries, Entry, i).change));
      g_string_append_printf (all, "%s%s%s%s", i > 0 ? "; " : "", words, *change != '\0' ? " " : "", change);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Readouts"), -1);
  sft_accessible_describe (scrolled, all->str);
}

void
sft_readouts_show (SftReadouts *self, const SftResult *result, const SftPinned *pinned)
{
  g_return_if_fail (SFT_IS_READOUTS (self));
  if (result == NULL)
    return;
  take_specs (self, result->readouts);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      const SftReadout *readout = result->readouts->pdata[i];
      g_autofree char *text = sft_readout_format (readout, TRUE);
      gtk_label_set_text (GTK_LABEL (entry->value), text);
      show_unit (entry, readout);
      show_change (entry, readout, pinned);
      g_autofree char *tooltip = g_strdup_printf ("%s: %s\n%s", _ (entry->spec->label), text, _ (entry->spec->help));
      sft_tooltip_set (entry->box, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry->value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _ (entry->spec->help), -1);
    }
  tell_all (self, result);
}

static const Entry *
find_entry (SftReadouts *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (g_array_index (self->entries, Entry, i).spec->id, id))
      return &g_array_index (self->entries, Entry, i);
  return NULL;
}

const char *
sft_readouts_get_unit (SftReadouts *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_READOUTS (self), NULL);
  const Entry *entry = find_entry (self, id);
  if (entry == NULL)
    return NULL;
  return entry->unit != NULL && gtk_widget_get_visible (entry->unit) ? gtk_label_get_text (GTK_LABEL (entry->unit))
                                                                     : "";
}

const char *
sft_readouts_get_change (SftReadouts *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_READOUTS (self), NULL);
  const Entry *entry = find_entry (self, id);
  return entry != NULL ? gtk_label_get_text (GTK_LABEL (entry->change)) : NULL;
}

const char *
sft_readouts_get_text (SftReadouts *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_READOUTS (self), NULL);
  const Entry *entry = find_entry (self, id);
  return entry != NULL ? gtk_label_get_text (GTK_LABEL (entry->value)) : NULL;
}
