/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-param-row.h"

#include "sft-app-private.h"
#include "sft-cell-grid.h"
#include "sft-spin.h"
#include "sft-text-box.h"
#include "sft-tooltip.h"

struct _SftParamRow
{
  GtkBox parent_instance;

  SftDemoState *state;
  const SftParam *param;
  const SftDim *dim;
  GtkWidget *head; /* label, reset button and, for one number, its control */
  GtkWidget *label, *reset;
  int mnemonic; /* the character of the label that leads here with Alt; -1: none */
  GtkWidget *control;
  gboolean differs; /* shown as not at its default */
  GtkWidget *reason;
  char *shown_text; /* of a text parameter: the state's text that was shown last */
  gboolean syncing;
};

/* A scale helps where a pixel means about a step; over wider ranges it only jumps. */
#define SCALE_STEPS 1000
/* Longer texts may have lines. */
#define ENTRY_CHARACTERS 120
#define TEXT_HEIGHT 108

G_DEFINE_FINAL_TYPE (SftParamRow, sft_param_row, GTK_TYPE_BOX)

static void
number_changed (GtkSpinButton *spin, SftParamRow *self)
{
  if (self->syncing)
    return;
  double value = gtk_spin_button_get_value (spin);
  if (self->dim != NULL)
    sft_demo_state_resize (self->state, self->dim->id, (int)value);
  else
    sft_demo_state_set (self->state, self->param->id, 0, 0, value);
}

static void
number_refused (GtkSpinButton *spin, const char *typed, gpointer data)
{
  SftParamRow *self = data;
  sft_demo_state_refuse (self->state, self->param->id, 0, 0, typed);
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

static const char *
get_id (SftParamRow *self)
{
  return self->param != NULL ? self->param->id : self->dim->id;
}

static void
reset_pressed (GtkButton *button, SftParamRow *self)
{
  /* The button goes away; who came to it by keyboard stays in the row. */
  if (gtk_widget_has_focus (self->reset))
    gtk_widget_child_focus (self->control, GTK_DIR_TAB_FORWARD);
  sft_demo_state_reset_one (self->state, get_id (self));
}

static void
describe (GtkWidget *control, const char *label, const char *help)
{
  sft_tooltip_set (control, help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
}

static void
add_scale (SftParamRow *self, GtkAdjustment *adjustment)
{
  GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  gtk_range_set_round_digits (GTK_RANGE (scale), self->param->digits);
  gtk_widget_set_hexpand (scale, TRUE);
  sft_widget_ignore_wheel (scale);
  describe (scale, _ (self->param->label), _ (self->param->help));
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
add_control (SftParamRow *self)
{
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
      self->control = sft_cell_grid_new (self->state, self->param);
      gtk_box_append (GTK_BOX (self), self->control);
      return; /* its cells have tooltips of their own */
    default:
      g_assert_not_reached ();
    }
  describe (self->control, _ (self->param->label), _ (self->param->help));
}

static void
set_label (SftParamRow *self, const char *text)
{
  g_autoptr (GString) marked = g_string_new (NULL);
  int at = 0;
  if (self->mnemonic < 0)
    {
      gtk_label_set_text (GTK_LABEL (self->label), text);
      return;
    }
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c), at++)
    {
      if (at == self->mnemonic || *c == '_')
        g_string_append_c (marked, '_');
      g_string_append_unichar (marked, g_utf8_get_char (c));
    }
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->label), marked->str);
}

static void
add_label (SftParamRow *self, const char *label, const char *help, const char *unit)
{
  g_autofree char *text = unit != NULL ? g_strdup_printf ("%s (%s)", label, unit) : g_strdup (label);
  GtkWidget *widget = gtk_label_new (text);
  self->label = widget;
  gtk_label_set_xalign (GTK_LABEL (widget), 0);
  gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
  gtk_label_set_lines (GTK_LABEL (widget), 2);
  gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (widget, TRUE);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", text, help);
  sft_tooltip_set (widget, tooltip);
  sft_text_box_append (SFT_TEXT_BOX (self->head), widget);

  self->reset = gtk_button_new_from_icon_name ("document-revert-symbolic");
  gtk_widget_add_css_class (self->reset, "flat");
  gtk_widget_add_css_class (self->reset, "reset");
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->reset, FALSE);
  g_autofree char *name = g_strdup_printf (_ ("Reset %s"), label);
  sft_tooltip_set (self->reset, _ ("Back to the default"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (self->reset, "clicked", G_CALLBACK (reset_pressed), self);
  sft_text_box_append (SFT_TEXT_BOX (self->head), self->reset);
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

static void
sync_control (SftParamRow *self)
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

/* What is not at its default is bold, has a dot, can be reset, and says so. */
static void
sync_mark (SftParamRow *self)
{
  gboolean differs = sft_demo_state_differs (self->state, get_id (self));
  if (differs == self->differs)
    return;
  self->differs = differs;
  const char *label = _ (self->param != NULL ? self->param->label : self->dim->label);
  const char *help = _ (self->param != NULL ? self->param->help : self->dim->help);
  const char *unit = self->param != NULL ? self->param->unit : NULL;
  g_autofree char *text = unit != NULL ? g_strdup_printf ("%s (%s)", label, _ (unit)) : g_strdup (label);
  g_autofree char *marked = g_strdup_printf ("%s •", text);
  g_autofree char *words = g_strdup_printf (_ ("%s Changed from its default."), help);
  set_label (self, differs ? marked : text);
  if (differs)
    gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");
  gtk_widget_set_visible (self->reset, differs);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  differs ? words : help, -1);
}

/* The control that the learner touched tells the reason; the one it clashes with is only marked. */
static void
sync_reason (SftParamRow *self)
{
  const GError *error = sft_demo_state_get_error (self->state);
  const char *named =
      error != NULL && error->domain == SFT_PARAM_ERROR ? sft_param_error_get_id (error, NULL, NULL) : NULL;
  const char *id = get_id (self);
  gboolean pending = error != NULL && sft_demo_state_is_pending (self->state, id);
  gboolean is_named = g_strcmp0 (named, id) == 0;
  gboolean tells = pending || (is_named && !sft_demo_state_has_pending (self->state));

  if (pending || is_named)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  if (!SFT_IS_CELL_GRID (self->control))
    {
      if (pending || is_named)
        gtk_widget_add_css_class (self->control, "error");
      else
        gtk_widget_remove_css_class (self->control, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                                   pending || is_named ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                                   -1);
    }
  gtk_label_set_text (GTK_LABEL (self->reason), tells ? error->message : "");
  gtk_widget_set_visible (self->reason, tells);
}

static void
sft_param_row_dispose (GObject *object)
{
  SftParamRow *self = SFT_PARAM_ROW (object);
  g_clear_object (&self->state);
  g_clear_pointer (&self->shown_text, g_free);
  G_OBJECT_CLASS (sft_param_row_parent_class)->dispose (object);
}

static void
sft_param_row_class_init (SftParamRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sft_param_row_dispose;
}

static void
sft_param_row_init (SftParamRow *self)
{
  self->mnemonic = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "param");
  self->head = sft_text_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self), self->head);
  self->reason = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->reason), 0);
  gtk_label_set_wrap (GTK_LABEL (self->reason), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->reason), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->reason, "reason");
  gtk_widget_set_visible (self->reason, FALSE);
}

GtkWidget *
sft_param_row_new (SftDemoState *state, const SftParam *param)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  SftParamRow *self = g_object_new (SFT_TYPE_PARAM_ROW, NULL);
  self->state = g_object_ref (state);
  self->param = param;
  add_label (self, _ (param->label), _ (param->help), param->unit != NULL ? _ (param->unit) : NULL);
  self->syncing = TRUE;
  add_control (self);
  self->syncing = FALSE;
  gtk_box_append (GTK_BOX (self), self->reason);
  sft_param_row_sync (self);
  return GTK_WIDGET (self);
}

GtkWidget *
sft_param_row_new_for_dim (SftDemoState *state, const SftDim *dim)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  SftParamRow *self = g_object_new (SFT_TYPE_PARAM_ROW, NULL);
  self->state = g_object_ref (state);
  self->dim = dim;
  add_label (self, _ (dim->label), _ (dim->help), NULL);
  GtkAdjustment *adjustment = gtk_adjustment_new (sft_values_dim (sft_demo_state_get_values (state), dim->id),
                                                  dim->minimum, dim->maximum, 1, 4, 0);
  self->control = sft_spin_new (adjustment, 0, FALSE, NULL, NULL);
  g_signal_connect (self->control, "value-changed", G_CALLBACK (number_changed), self);
  describe (self->control, _ (dim->label), _ (dim->help));
  sft_text_box_append (SFT_TEXT_BOX (self->head), self->control);
  gtk_box_append (GTK_BOX (self), self->reason);
  sft_param_row_sync (self);
  return GTK_WIDGET (self);
}

void
sft_param_row_set_state (SftParamRow *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_PARAM_ROW (self));
  g_return_if_fail (sft_demo_state_get_lab (state) == sft_demo_state_get_lab (self->state));
  g_set_object (&self->state, state);
  g_clear_pointer (&self->shown_text, g_free);
  if (SFT_IS_CELL_GRID (self->control))
    sft_cell_grid_set_state (SFT_CELL_GRID (self->control), state);
  sft_param_row_sync (self);
}

void
sft_param_row_sync (SftParamRow *self)
{
  g_return_if_fail (SFT_IS_PARAM_ROW (self));
  self->syncing = TRUE;
  sync_control (self);
  self->syncing = FALSE;
  sync_mark (self);
  sync_reason (self);
}

void
sft_param_row_take_mnemonic (SftParamRow *self, GString *taken)
{
  g_return_if_fail (SFT_IS_PARAM_ROW (self));
  g_return_if_fail (taken != NULL);
  g_autofree char *text = g_strdup (gtk_label_get_text (GTK_LABEL (self->label)));
  int at = 0;
  for (const char *c = text; *c != '\0' && self->mnemonic < 0; c = g_utf8_next_char (c), at++)
    {
      gunichar letter = g_unichar_toupper (g_utf8_get_char (c));
      if (!g_unichar_isalpha (letter) || g_utf8_strchr (taken->str, -1, letter) != NULL)
        continue;
      g_string_append_unichar (taken, letter);
      self->mnemonic = at;
      gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), self->control);
      /* The control has a name of its own, and a mark in the label is no part of it. */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      set_label (self, text);
    }
}

void
sft_param_row_make_heading (SftParamRow *self)
{
  g_return_if_fail (SFT_IS_PARAM_ROW (self));
  gtk_widget_add_css_class (self->label, "heading");
}

const SftParam *
sft_param_row_get_param (SftParamRow *self)
{
  g_return_val_if_fail (SFT_IS_PARAM_ROW (self), NULL);
  return self->param;
}

const SftDim *
sft_param_row_get_dim (SftParamRow *self)
{
  g_return_val_if_fail (SFT_IS_PARAM_ROW (self), NULL);
  return self->dim;
}

GtkWidget *
sft_param_row_get_reset_button (SftParamRow *self)
{
  g_return_val_if_fail (SFT_IS_PARAM_ROW (self), NULL);
  return self->reset;
}

GtkWidget *
sft_param_row_get_control (SftParamRow *self)
{
  g_return_val_if_fail (SFT_IS_PARAM_ROW (self), NULL);
  return self->control;
}
