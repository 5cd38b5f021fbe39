/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-cell-grid.h"
#include "sft-param-row-private.h"
#include "sft-text-box.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

G_DEFINE_FINAL_TYPE (SftParamRow, sft_param_row, GTK_TYPE_BOX)

static const char *
get_id (SftParamRow *self)
{
  return self->param != NULL ? self->param->id : self->dim->id;
}

static void
reset_pressed (GtkButton *button, SftParamRow *self)
{
  /* The button goes away; who came to it by keyboard stays in the row, and hears it as it is now. */
  gboolean focused = gtk_widget_has_focus (self->reset);
  sft_demo_state_reset_one (self->state, get_id (self));
  if (focused)
    gtk_widget_child_focus (self->control, GTK_DIR_TAB_FORWARD);
}

char *
sft_param_row_title (const SftParam *param)
{
  const char *unit = param->unit != NULL ? sft_unit (param->unit_one, param->unit, SFT_UNIT_ALONE, TRUE) : NULL;
  return sft_label_with_unit (_ (param->label), unit);
}

static void
add_label (SftParamRow *self, const char *label, const char *title, const char *help)
{
  GtkWidget *widget = gtk_label_new (title);
  self->label = widget;
  gtk_label_set_xalign (GTK_LABEL (widget), 0);
  gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
  /* Beside a number, which does not give way, a long word is broken before it widens the panel. */
  if (self->param == NULL || self->param->kind == SFT_INTEGER || self->param->kind == SFT_REAL)
    gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (widget), 3);
  gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (widget, TRUE);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", title, help);
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
  sft_accessible_amend (self->reset);
  g_signal_connect (self->reset, "clicked", G_CALLBACK (reset_pressed), self);
  /* Its place is kept, so that nothing moves when a value changes. */
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (place, "reset-place");
  gtk_box_append (GTK_BOX (place), self->reset);
  sft_text_box_append (SFT_TEXT_BOX (self->head), place);
}

/* What is not at its default can be reset, which is its mark, and says so. */
static void
sync_mark (SftParamRow *self)
{
  gboolean differs = sft_demo_state_differs (self->state, get_id (self));
  if (differs == self->differs)
    return;
  self->differs = differs;
  const char *help = _ (self->param != NULL ? self->param->help : self->dim->help);
  g_autofree char *words = g_strdup_printf (_ ("%s Changed from its default."), help);
  gtk_widget_set_visible (self->reset, differs);
  sft_accessible_describe (self->control, differs ? words : help);
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
sft_param_row_new (SftDemoState *state, const SftParam *param, int room)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), NULL);
  SftParamRow *self = g_object_new (SFT_TYPE_PARAM_ROW, NULL);
  self->state = g_object_ref (state);
  self->param = param;
  g_autofree char *title = sft_param_row_title (param);
  add_label (self, _ (param->label), title, _ (param->help));
  self->syncing = TRUE;
  sft_param_row_add_control (self, room);
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
  add_label (self, _ (dim->label), _ (dim->label), _ (dim->help));
  sft_param_row_add_control (self, 0);
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
  sft_param_row_sync_control (self);
  self->syncing = FALSE;
  sync_mark (self);
  sync_reason (self);
}

void
sft_param_row_take_mnemonic (SftParamRow *self, GString *taken)
{
  g_return_if_fail (SFT_IS_PARAM_ROW (self));
  g_return_if_fail (taken != NULL);
  const char *text = gtk_label_get_text (GTK_LABEL (self->label));
  const char *found = sft_free_letter (text, taken->str);
  if (found == NULL)
    return;
  g_string_append_unichar (taken, g_unichar_toupper (g_utf8_get_char (found)));
  g_autoptr (GString) marked = g_string_new (NULL);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (c == found || *c == '_')
        g_string_append_c (marked, '_');
      g_string_append_unichar (marked, g_utf8_get_char (c));
    }
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), self->control);
  /* The control has a name of its own, and a mark in the label is no part of it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->label), marked->str);
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
