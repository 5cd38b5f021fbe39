/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window-study.h"

#include "sft-app-private.h"
#include "sft-file-chooser.h"
#include "sft-reveal.h"
#include "sft-window.h"

static void
say (SftWindow *window, const char *text)
{
  sft_message_show (sft_window_get_message (window), text, NULL, NULL, NULL, NULL);
}

static void
show_folder (gpointer data)
{
  sft_reveal_file (data);
}

static void
say_saved (SftWindow *window, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), name);

  sft_message_show (sft_window_get_message (window), text, _ ("Open Folder"), show_folder, g_strdup (path), g_free);
}

/* Asks for one file. */
static void
choose (GtkWidget *window, const char *title, GtkFileChooserAction action, const char *name, SftFileChosen chosen)
{
  const SftFileQuestion question = {
    .title = title,
    .accept = action == GTK_FILE_CHOOSER_ACTION_SAVE ? _ ("_Save") : _ ("_Open"),
    .action = action,
    .name = name,
  };
  if (sft_window_get_study (SFT_WINDOW (window)) != NULL)
    sft_file_choose (GTK_WINDOW (window), &question, chosen);
}

/* --- notes as Markdown --- */

static void
notes_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SftWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_object_steal_data (G_OBJECT (window), "sft-notes-path");

  if (sft_notes_export_finish (SFT_NOTES (source), result, NULL, &error))
    say_saved (window, path);
  else
    say (window, error->message);
}

static void
notes_chosen (GtkWindow *owner, GFile *file)
{
  SftWindow *window = SFT_WINDOW (owner);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  sft_notes_export_async (sft_study_data_get_notes (sft_window_get_study (window)), path, NULL, notes_exported,
                          g_object_ref (window));
  g_object_set_data_full (G_OBJECT (window), "sft-notes-path", g_steal_pointer (&path), g_free);
}

static void
export_notes (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (widget, _ ("Export Notes"), GTK_FILE_CHOOSER_ACTION_SAVE, "sft-lab-notes.md", notes_chosen);
}

/* --- everything --- */

static void
export_chosen (GtkWindow *owner, GFile *file)
{
  SftWindow *window = SFT_WINDOW (owner);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  if (sft_study_data_export (sft_window_get_study (window), path, &error))
    say_saved (window, path);
  else
    say (window, error->message);
}

static void
export_study (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (widget, _ ("Export Everything"), GTK_FILE_CHOOSER_ACTION_SAVE, "sft-lab-study.json", export_chosen);
}

static void
import_chosen (GtkWindow *owner, GFile *file)
{
  SftWindow *window = SFT_WINDOW (owner);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  if (sft_study_data_import (sft_window_get_study (window), path, &backup, &error))
    sft_message_show (sft_window_get_message (window),
                      _ ("Notes, answers and progress were replaced; what was there before is kept in a file"),
                      _ ("Open Folder"), show_folder, g_strdup (backup), g_free);
  else
    say (window, error->message);
}

static void
import_study (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (widget, _ ("Import"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, import_chosen);
}

static void
erase_answered (GtkDialog *dialog, int response, SftWindow *window)
{
  g_autoptr (GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (dialog));
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  if (sft_study_data_erase (sft_window_get_study (window), &error))
    say (window, _ ("All notes, answers and progress are erased"));
  else
    say (window, error->message);
}

static void
erase_study (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *window = SFT_WINDOW (widget);

  if (sft_window_get_study (window) == NULL)
    return;
  GtkWidget *dialog = gtk_message_dialog_new (
      GTK_WINDOW (window), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT | GTK_DIALOG_USE_HEADER_BAR,
      GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s", _ ("Erase all notes, answers and progress?"));
  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog), "%s",
      _ ("This cannot be undone. To keep a copy, export everything first. The labs’ parameters stay."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_widget_add_css_class (gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Erase"), GTK_RESPONSE_ACCEPT),
                            "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (erase_answered), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- pages --- */

static void
show_lesson (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_pages_show (sft_window_get_pages (SFT_WINDOW (widget)), SFT_PAGE_LESSON);
}

static void
show_practice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_pages_show (sft_window_get_pages (SFT_WINDOW (widget)), SFT_PAGE_PRACTICE);
}

void
sft_window_install_study_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.lesson", NULL, show_lesson);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, show_practice);
  gtk_widget_class_install_action (widget_class, "win.export-notes", NULL, export_notes);
  gtk_widget_class_install_action (widget_class, "win.export-study", NULL, export_study);
  gtk_widget_class_install_action (widget_class, "win.import-study", NULL, import_study);
  gtk_widget_class_install_action (widget_class, "win.erase-study", NULL, erase_study);
}
