/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-message.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-tooltip.h"

struct _SftMessage
{
  GtkWidget parent_instance;

  GtkWidget *revealer, *label, *button;

  SftMessageAction action;
  gpointer data;
  GDestroyNotify destroy;
  guint timer;
};

/* Long enough to read it and to reach the button. */
#define SECONDS 12

G_DEFINE_FINAL_TYPE (SftMessage, sft_message, GTK_TYPE_WIDGET)

static void
forget_action (SftMessage *self)
{
  gpointer data = self->data;
  GDestroyNotify destroy = self->destroy;
  self->action = NULL;
  self->data = NULL;
  self->destroy = NULL;
  if (destroy != NULL)
    destroy (data);
}

static gboolean
time_is_up (gpointer data)
{
  SftMessage *self = data;
  self->timer = 0;
  sft_message_hide (self);
  return G_SOURCE_REMOVE;
}

static void
pressed (GtkButton *button, SftMessage *self)
{
  sft_message_activate (self);
}

static void
closed (GtkButton *button, SftMessage *self)
{
  sft_message_hide (self);
}

static void
sft_message_dispose (GObject *object)
{
  SftMessage *self = SFT_MESSAGE (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  forget_action (self);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_message_parent_class)->dispose (object);
}

static void
sft_message_class_init (SftMessageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_message_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-message.ui");
  gtk_widget_class_bind_template_child (widget_class, SftMessage, revealer);
  gtk_widget_class_bind_template_child (widget_class, SftMessage, label);
  gtk_widget_class_bind_template_child (widget_class, SftMessage, button);
  gtk_widget_class_bind_template_callback (widget_class, pressed);
  gtk_widget_class_bind_template_callback (widget_class, closed);
}

static void
sft_message_init (SftMessage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_accessible_amend (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
sft_message_show (SftMessage *self, const char *text, const char *button, SftMessageAction action, gpointer data,
                  GDestroyNotify destroy)
{
  g_return_if_fail (SFT_IS_MESSAGE (self));
  g_return_if_fail (text != NULL);
  forget_action (self);
  self->action = action;
  self->data = data;
  self->destroy = destroy;
  gtk_label_set_text (GTK_LABEL (self->label), text);
  sft_tooltip_set (self->label, text);
  gtk_widget_set_visible (self->button, button != NULL);
  if (button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  sft_accessible_say (GTK_WIDGET (self), text);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (SECONDS, time_is_up, self);
}

void
sft_message_hide (SftMessage *self)
{
  g_return_if_fail (SFT_IS_MESSAGE (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  forget_action (self);
}

const char *
sft_message_get_text (SftMessage *self)
{
  g_return_val_if_fail (SFT_IS_MESSAGE (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (GTK_LABEL (self->label)) : NULL;
}

void
sft_message_activate (SftMessage *self)
{
  g_return_if_fail (SFT_IS_MESSAGE (self));
  /* The action may show the next message; what belongs to this one lives until it is done. */
  SftMessageAction action = self->action;
  gpointer data = self->data;
  GDestroyNotify destroy = self->destroy;
  self->action = NULL;
  self->data = NULL;
  self->destroy = NULL;
  sft_message_hide (self);
  if (action != NULL)
    action (data);
  if (destroy != NULL)
    destroy (data);
}
