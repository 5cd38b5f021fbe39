/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-presets.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-tooltip.h"

struct _SftPresets
{
  GtkWidget parent_instance;

  GtkWidget *expander, *list, *look_for;

  SftDemoState *state;
  GPtrArray *buttons; /* GtkToggleButton, in the order of the presets, owned by the list */
  GPtrArray *values;  /* SftValues of each preset */
  gboolean syncing;
};

/* What a state's learner set last by name: the sentence stays while its numbers are played with. */
#define LAST_KEY "sft-last-preset"

G_DEFINE_FINAL_TYPE (SftPresets, sft_presets, GTK_TYPE_WIDGET)

static const SftPreset *
get_presets (SftPresets *self)
{
  return sft_lab_presets (sft_demo_state_get_lab (self->state));
}

/* The preset whose values are set now, or -1. */
static int
find_current (SftPresets *self)
{
  for (guint i = 0; i < self->values->len; i++)
    if (sft_values_same (self->values->pdata[i], sft_demo_state_get_values (self->state), NULL))
      return (int)i;
  return -1;
}

static void
show_current (SftPresets *self)
{
  int current = find_current (self);
  if (current >= 0)
    g_object_set_data (G_OBJECT (self->state), LAST_KEY, (gpointer)&get_presets (self)[current]);
  else if (sft_demo_state_is_default (self->state))
    g_object_set_data (G_OBJECT (self->state), LAST_KEY, NULL);

  self->syncing = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_toggle_button_set_active (self->buttons->pdata[i], (int)i == current);
  self->syncing = FALSE;
  const SftPreset *last = g_object_get_data (G_OBJECT (self->state), LAST_KEY);
  gtk_label_set_text (GTK_LABEL (self->look_for), last != NULL ? _ (last->look_for) : "");
  gtk_widget_set_visible (self->look_for, last != NULL);
}

/* Pressing the one that is set already leaves all as it is. */
static void
toggled (GtkToggleButton *button, SftPresets *self)
{
  guint index;
  if (!self->syncing && g_ptr_array_find (self->buttons, button, &index))
    sft_demo_state_set_values (self->state, self->values->pdata[index]);
}

static GtkWidget *
new_button (SftPresets *self, const SftPreset *preset)
{
  GtkWidget *label = gtk_label_new (_ (preset->title));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", _ (preset->title), _ (preset->look_for));
  sft_tooltip_set (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (preset->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (preset->look_for), -1);
  sft_accessible_check (GTK_TOGGLE_BUTTON (button));
  g_signal_connect (button, "toggled", G_CALLBACK (toggled), self);
  return button;
}

static void
build (SftPresets *self)
{
  const SftPreset *presets = get_presets (self);
  const SftDemo *demo = sft_demo_state_get_demo (self->state);
  gboolean concept = sft_demo_state_get_concept (self->state);
  g_ptr_array_set_size (self->buttons, 0);
  g_ptr_array_set_size (self->values, 0);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->list)) != NULL;)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (const SftPreset *preset = presets; preset != NULL && preset->id != NULL; preset++)
    {
      g_autoptr (GError) error = NULL;
      SftValues *values = sft_demo_preset (demo, concept, preset, &error);
      if (values == NULL) /* constant data is wrong: a test finds it */
        g_error ("Preset %s of demo %d: %s", preset->id, demo->number, error->message);
      GtkWidget *button = new_button (self, preset);
      gtk_box_append (GTK_BOX (self->list), button);
      g_ptr_array_add (self->values, values);
      g_ptr_array_add (self->buttons, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->buttons->len > 0);
}

static void
sft_presets_dispose (GObject *object)
{
  SftPresets *self = SFT_PRESETS (object);
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_data (self->state, self);
  g_clear_object (&self->state);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_presets_parent_class)->dispose (object);
}

static void
sft_presets_class_init (SftPresetsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_presets_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-presets.ui");
  gtk_widget_class_bind_template_child (widget_class, SftPresets, expander);
  gtk_widget_class_bind_template_child (widget_class, SftPresets, list);
  gtk_widget_class_bind_template_child (widget_class, SftPresets, look_for);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "presets");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_presets_init (SftPresets *self)
{
  self->buttons = g_ptr_array_new ();
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_values_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sft_presets_set_state (SftPresets *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_PRESETS (self));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  if (self->state == state)
    return;
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_data (self->state, self);
  g_set_object (&self->state, state);
  build (self);
  g_signal_connect_swapped (state, "changed", G_CALLBACK (show_current), self);
  show_current (self);
}

GtkWidget *
sft_presets_find (SftPresets *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_PRESETS (self), NULL);
  const SftPreset *presets = get_presets (self);
  for (guint i = 0; i < self->buttons->len; i++)
    if (g_str_equal (presets[i].id, id))
      return self->buttons->pdata[i];
  return NULL;
}

const char *
sft_presets_get_look_for (SftPresets *self)
{
  g_return_val_if_fail (SFT_IS_PRESETS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->look_for));
}
