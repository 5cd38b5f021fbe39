/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control of a parameter, or of a dimension: one for each kind of value. */
#include "config.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-cell-grid.h"
#include "sft-param-row-private.h"
#include "sft-spin.h"
#include "sft-text-box.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

/* A scale helps where a pixel means about a step; over wider ranges it only jumps. */
#define SCALE_STEPS 1000
/* Longer texts may have lines. */
#define ENTRY_CHARACTERS 120
#define TEXT_HEIGHT 108

/* A refusal is said each time, not only when its text is a new one. */
static void
tell_refusal (SftParamRow *self)
{
  const GError *error = sft_demo_state_get_error (self->state);
  if (error != NULL)
    sft_accessible_say (GTK_WIDGET (self), error->message);
}

/* "0.25 nats", as the control shows it. */
static char *
value_words (SftParamRow *self, double value)
{
  const SftParam *param = self->param;
  g_autofree char *text = sft_spin_format (value, param == NULL || param->kind == SFT_INTEGER ? 0 : param->digits);
  if (param == NULL || param->unit == NULL)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, sft_unit (param->unit_one, param->unit, value, TRUE));
}

static void
number_changed (GtkSpinButton *spin, SftParamRow *self)
{
  if (self->syncing)
    return;
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *words = value_words (self, value);
  sft_accessible_say_value (GTK_WIDGET (self), words);
  if (self->dim != NULL)
    sft_demo_state_resize (self->state, self->dim->id, (int)value);
  else if (!sft_demo_state_set (self->state, self->param->id, 0, 0, value))
    tell_refusal (self);
}

static void
number_refused (GtkSpinButton *spin, const char *typed, gpointer data)
{
  SftParamRow *self = data;
  sft_demo_state_refuse (self->state, self->param != NULL ? self->param->id : self->dim->id, 0, 0, typed);
  tell_refusal (self);
}

static void
switched (GtkSwitch *control, GParamSpec *pspec, SftParamRow *self)
{
  if (!self->syncing)
    sft_demo_state_set (self->state, self->param->id, 0, 0, gtk_switch_get_active (control));
}

static void
chosen (GtkDropDown *control, GParamSpec *pspec, SftParamRow *self)
{
  guint selected = gtk_drop_down_get_selected (control);
  if (!self->syncing && selected != GTK_INVALID_LIST_POSITION)
    sft_demo_state_set (self->state, self->param->id, 0, 0, selected);
}

static void
describe (GtkWidget *control, const char *label, const char *help)
{
  sft_tooltip_set (control, help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  sft_accessible_describe (control, help);
}

/* GTK does not say how fine a scale is, so that screen readers round its value off. */
static void
describe_scale (GtkRange *scale, SftParamRow *self)
{
  g_autofree char *words = value_words (self, gtk_range_get_value (scale));
  sft_accessible_value_words (scale, words);
}

static void
add_scale (SftParamRow *self, GtkAdjustment *adjustment)
{
  GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  gtk_range_set_round_digits (GTK_RANGE (scale), self->param->digits);
  gtk_widget_set_hexpand (scale, TRUE);
  sft_widget_ignore_wheel (scale);
  describe (scale, gtk_label_get_text (GTK_LABEL (self->label)), _ (self->param->help));
  describe_scale (GTK_RANGE (scale), self);
  g_signal_connect (scale, "value-changed", G_CALLBACK (describe_scale), self);
  gtk_box_append (GTK_BOX (self), scale);
}

static void
add_number (SftParamRow *self)
{
  const SftParam *param = self->param;
  double low, high;
  sft_values_range (sft_demo_state_get_values (self->state), param->id, &low, &high);
  int digits = param->kind == SFT_INTEGER ? 0 : param->digits;
  GtkAdjustment *adjustment = gtk_adjustment_new (low, low, high, param->step, param->step * 10, 0);
  self->control = sft_spin_new (adjustment, digits, FALSE, number_refused, self);
  g_signal_connect (self->control, "value-changed", G_CALLBACK (number_changed), self);
  sft_text_box_append (SFT_TEXT_BOX (self->head), self->control);
  if (param->kind == SFT_REAL && (high - low) / param->step <= SCALE_STEPS * 1.001)
    add_scale (self, adjustment);
}

static void
choice_set_up (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
choice_bound (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  gtk_label_set_text (GTK_LABEL (label), text);
  sft_tooltip_set (label, text);
}

/* A long choice must not widen the panel, and with it the window: it ends with an ellipsis, but not in the list. */
static void
let_choice_shrink (GtkDropDown *control)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (choice_set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (choice_bound), NULL);
  gtk_drop_down_set_list_factory (control, gtk_drop_down_get_factory (control));
  gtk_drop_down_set_factory (control, factory);
}

static void
add_choice (SftParamRow *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  for (const SftChoice *choice = self->param->choices; choice->id != NULL; choice++)
    gtk_string_list_append (labels, _ (choice->label));
  self->control = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  let_choice_shrink (GTK_DROP_DOWN (self->control));
  g_signal_connect (self->control, "notify::selected", G_CALLBACK (chosen), self);
  sft_text_box_append (SFT_TEXT_BOX (self->head), self->control);
}

static char *
get_text (SftParamRow *self)
{
  if (!GTK_IS_TEXT_VIEW (self->control))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
set_text (SftParamRow *self, const char *text)
{
  if (GTK_IS_TEXT_VIEW (self->control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->control), text);
}

static void
text_edited (SftParamRow *self)
{
  if (self->syncing)
    return;
  g_autofree char *text = get_text (self);
  /* What is taken is what stands here, so nothing is to be shown anew while it is written. */
  g_free (self->shown_text);
  self->shown_text = g_strdup (text);
  if (!sft_demo_state_set_text (self->state, self->param->id, text))
    {
      g_free (self->shown_text);
      self->shown_text = g_strdup (sft_values_text (sft_demo_state_get_values (self->state), self->param->id));
      tell_refusal (self);
    }
}

/* A text is shown anew only when the state's own has become another one: what was refused stays to be mended. */
static void
sync_text (SftParamRow *self)
{
  const char *text = sft_values_text (sft_demo_state_get_values (self->state), self->param->id);
  if (g_strcmp0 (text, self->shown_text) == 0 || sft_demo_state_is_pending (self->state, self->param->id))
    return;
  g_free (self->shown_text);
  self->shown_text = g_strdup (text);
  set_text (self, text);
}

static void
add_text (SftParamRow *self)
{
  if (self->param->maximum <= ENTRY_CHARACTERS)
    {
      self->control = gtk_entry_new ();
      g_signal_connect_swapped (self->control, "changed", G_CALLBACK (text_edited), self);
      gtk_box_append (GTK_BOX (self), self->control);
      return;
    }
  self->control = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  gtk_widget_add_css_class (self->control, "text");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed",
                            G_CALLBACK (text_edited), self);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->control);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
add_length (SftParamRow *self)
{
  const SftDim *dim = self->dim;
  GtkAdjustment *adjustment = gtk_adjustment_new (sft_values_dim (sft_demo_state_get_values (self->state), dim->id),
                                                  dim->minimum, dim->maximum, 1, 4, 0);
  self->control = sft_spin_new (adjustment, 0, FALSE, number_refused, self);
  g_signal_connect (self->control, "value-changed", G_CALLBACK (number_changed), self);
  describe (self->control, _ (dim->label), _ (dim->help));
  sft_text_box_append (SFT_TEXT_BOX (self->head), self->control);
}

void
sft_param_row_add_control (SftParamRow *self, int room)
{
  if (self->dim != NULL)
    {
      add_length (self);
      return;
    }
  switch (self->param->kind)
    {
    case SFT_REAL:
    case SFT_INTEGER:
      add_number (self);
      break;
    case SFT_SWITCH:
      self->control = gtk_switch_new ();
      gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
      g_signal_connect (self->control, "notify::active", G_CALLBACK (switched), self);
      sft_text_box_append (SFT_TEXT_BOX (self->head), self->control);
      break;
    case SFT_CHOICE:
      add_choice (self);
      break;
    case SFT_TEXT:
      add_text (self);
      break;
    case SFT_LIST:
    case SFT_MATRIX:
      self->control = sft_cell_grid_new (self->state, self->param, room);
      gtk_box_append (GTK_BOX (self), self->control);
      return; /* its cells have tooltips of their own */
    default:
      g_assert_not_reached ();
    }
  describe (self->control, gtk_label_get_text (GTK_LABEL (self->label)), _ (self->param->help));
  if (self->param->kind == SFT_CHOICE)
    sft_drop_down_name_button (GTK_DROP_DOWN (self->control), _ (self->param->label));
}

static void
sync_number (SftParamRow *self, double value)
{
  if (self->param != NULL)
    {
      double low, high;
      sft_values_range (sft_demo_state_get_values (self->state), self->param->id, &low, &high);
      gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->control), low, high);
    }
  if (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control)) != value)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control), value);
}

void
sft_param_row_sync_control (SftParamRow *self)
{
  SftValues *values = sft_demo_state_get_values (self->state);
  if (self->dim != NULL)
    sync_number (self, sft_values_dim (values, self->dim->id));
  else if (SFT_IS_CELL_GRID (self->control))
    sft_cell_grid_sync (SFT_CELL_GRID (self->control));
  else if (self->param->kind == SFT_TEXT)
    sync_text (self);
  else
    {
      double value = sft_demo_state_peek (self->state, self->param->id, 0, 0);
      if (GTK_IS_SWITCH (self->control))
        gtk_switch_set_active (GTK_SWITCH (self->control), value != 0);
      else if (GTK_IS_DROP_DOWN (self->control))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), (guint)value);
      else
        sync_number (self, value);
    }
}
