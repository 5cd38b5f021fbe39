/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-app-private.h"
#include "sft-copy.h"
#include "sft-open-figure.h"
#include "sft-reveal.h"
#include "sft-shortcuts.h"
#include "sft-window-private.h"

/* --- another demo --- */

static void
step (SftWindow *self, int by)
{
  const SftDemo *demo = sft_demo_find (sft_demo_state_get_demo (self->state)->number + by);
  if (demo != NULL)
    sft_window_open (self, demo, FALSE);
}

static void
next_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (SFT_WINDOW (widget), 1);
}

static void
previous_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (SFT_WINDOW (widget), -1);
}

/* --- undo, redo, and reset --- */

/* The keys come to the window first. Where words are written that are no parameter, they mean those words. */
static gboolean
text_takes (SftWindow *self, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean writing = (GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
                     || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
  if (!writing || gtk_widget_is_ancestor (focus, self->panel))
    return FALSE;
  gtk_widget_activate_action (focus, action, NULL);
  return TRUE;
}

/* What reset replaced; the button of its message brings it back, even when something was changed since. */
typedef struct
{
  SftDemoState *state;
  SftValues *values;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;
  g_object_unref (before->state);
  sft_values_unref (before->values);
  g_free (before);
}

static void
undo_reset (gpointer data)
{
  const Before *before = data;
  if (sft_demo_state_is_default (before->state) && sft_demo_state_can_undo (before->state))
    sft_demo_state_undo (before->state);
  else
    sft_demo_state_set_values (before->state, before->values);
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  if (text_takes (self, "text.undo"))
    return;
  sft_demo_state_undo (self->state);
  const Before *before = sft_message_get_offer (SFT_MESSAGE (self->message), undo_reset);
  if (before != NULL && before->state == self->state && !sft_demo_state_is_default (self->state))
    sft_message_hide (SFT_MESSAGE (self->message)); /* it is no longer true */
}

static void
redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  if (!text_takes (self, "text.redo"))
    sft_demo_state_redo (self->state);
}

static void
reset (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  Before *before = g_new (Before, 1);
  before->state = g_object_ref (self->state);
  before->values = sft_values_ref (sft_demo_state_get_values (self->state));
  sft_demo_state_reset (self->state);
  sft_message_show (SFT_MESSAGE (self->message), _ ("All parameters are back at their defaults"), _ ("Undo"),
                    undo_reset, before, before_free);
}

/* --- export --- */

static void
show_folder (gpointer data)
{
  sft_reveal_file (data);
}

static void
exported (SftExportDialog *dialog, const char *path, SftWindow *self)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), name);
  sft_message_show (SFT_MESSAGE (self->message), text, _ ("Open Folder"), show_folder, g_strdup (path), g_free);
}

static void
export_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_window_export (SFT_WINDOW (widget));
}

static void
copy_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_figure (SFT_MESSAGE (self->message), self->state, self->settings);
}

static void
copy_data (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_data (SFT_MESSAGE (self->message), self->state);
}

static void
copy_command (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_command (SFT_MESSAGE (self->message), self->state);
}

static void
copy_numpy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_numpy (SFT_MESSAGE (self->message), self->state);
}

static void
open_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_open_figure_choose (SFT_WINDOW (widget));
}

static void
find_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  g_object_set (self, "sidebar-shown", TRUE, NULL);
  sft_sidebar_focus_search (SFT_SIDEBAR (self->sidebar));
}

static void
show_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (sft_shortcuts_new (GTK_WINDOW (widget))));
}

void
sft_window_install_demo_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, reset);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_figure);
  gtk_widget_class_install_action (widget_class, "win.copy-figure", NULL, copy_figure);
  gtk_widget_class_install_action (widget_class, "win.copy-data", NULL, copy_data);
  gtk_widget_class_install_action (widget_class, "win.copy-command", NULL, copy_command);
  gtk_widget_class_install_action (widget_class, "win.copy-numpy", NULL, copy_numpy);
  gtk_widget_class_install_action (widget_class, "win.open-figure", NULL, open_figure);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, find_demo);
  gtk_widget_class_install_action (widget_class, "win.next-demo", NULL, next_demo);
  gtk_widget_class_install_action (widget_class, "win.previous-demo", NULL, previous_demo);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
}

SftExportDialog *
sft_window_export (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  const SftResult *result = self->state != NULL ? sft_demo_state_get_result (self->state) : NULL;
  if (result == NULL)
    return NULL;
  g_autofree char *stem =
      sft_demo_file_stem (sft_demo_state_get_demo (self->state), sft_demo_state_get_concept (self->state));
  GtkWidget *dialog = sft_export_dialog_new (GTK_WINDOW (self), self->settings, result->figure, stem);
  g_autofree char *state =
      sft_state_to_json (sft_demo_state_get_demo (self->state), sft_demo_state_get_concept (self->state),
                         sft_demo_state_get_result_values (self->state));
  sft_export_dialog_set_state (SFT_EXPORT_DIALOG (dialog), state);
  sft_export_dialog_set_with_pinned (SFT_EXPORT_DIALOG (dialog), sft_demo_state_get_figure (self->state));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return SFT_EXPORT_DIALOG (dialog);
}
