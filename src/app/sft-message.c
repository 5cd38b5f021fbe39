/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-message.h"

#include <string.h>

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

struct _SftMessage
{
  GtkWidget parent_instance;

  GtkWidget *revealer, *label, *button;

  SftMessageAction action;
  gpointer data;
  GDestroyNotify destroy;
  guint timer;
  GtkWidget *focus_before; /* where the focus was when it appeared; weak; NULL: nowhere, or no longer */
};

/* Long enough to read it and to reach the button; whoever is in it has all the time. */
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
start_timer (SftMessage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (SECONDS, time_is_up, self);
}

static void
focus_entered (GtkEventControllerFocus *controller, SftMessage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
focus_left (GtkEventControllerFocus *controller, SftMessage *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    start_timer (self);
}

static void
remember_focus (SftMessage *self, GtkWidget *focus)
{
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    g_set_weak_pointer (&self->focus_before, focus);
}

/* What goes away hands the focus back. */
static void
return_focus (SftMessage *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL && self->focus_before != NULL
      && gtk_widget_get_mapped (self->focus_before))
    gtk_widget_grab_focus (self->focus_before);
}

/* The letters that lead somewhere in the window, but not those of the message. */
static void
collect_letters (SftMessage *self, GtkWidget *widget, GString *letters)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget) || widget == GTK_WIDGET (self))
    return;
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;
  if (key != GDK_KEY_VoidSymbol)
    g_string_append_unichar (letters, g_unichar_toupper (gdk_keyval_to_unicode (key)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_letters (self, child, letters);
}

/* A label with the first of its letters that is free: the button is far from everything by the Tab key. */
static char *
add_letter (SftMessage *self, const char *text)
{
  g_autoptr (GString) taken = g_string_new (NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root != NULL)
    collect_letters (self, GTK_WIDGET (root), taken);
  const char *found = sft_free_letter (text, taken->str);
  /* No key has a letter of two columns. */
  while (found != NULL && g_unichar_iswide (g_utf8_get_char (found)))
    found = sft_free_letter (g_utf8_next_char (found), taken->str);
  if (found != NULL)
    return g_strdup_printf ("%.*s_%s", (int)(found - text), text, found);
  for (char letter = 'A'; letter <= 'Z'; letter++)
    if (strchr (taken->str, letter) == NULL)
      return g_strdup_printf ("%s (_%c)", text, letter);
  return g_strdup (text);
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
  g_clear_weak_pointer (&self->focus_before);
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

  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
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
  g_autofree char *label = button != NULL ? add_letter (self, button) : NULL;
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), label);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  remember_focus (self, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  start_timer (self);
  sft_accessible_say (GTK_WIDGET (self), text);
}

void
sft_message_hide (SftMessage *self)
{
  g_return_if_fail (SFT_IS_MESSAGE (self));
  return_focus (self);
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

gconstpointer
sft_message_get_offer (SftMessage *self, SftMessageAction action)
{
  g_return_val_if_fail (SFT_IS_MESSAGE (self), NULL);
  return self->action == action ? self->data : NULL;
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
