/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-open-figure.h"

#include "sft-app-private.h"
#include "sft-figure-state.h"
#include "sft-file-chooser.h"

static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SftState *state = sft_figure_state_load (data, cancellable, &error);
  if (state != NULL)
    g_task_return_pointer (task, state, (GDestroyNotify)sft_state_free);
  else
    g_task_return_error (task, error);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  SftWindow *window = SFT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = g_task_propagate_pointer (G_TASK (result), &error);
  /* Another file came after it, or the window has gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || sft_window_get_state (window) == NULL)
    return;
  if (state == NULL)
    {
      sft_message_show (sft_window_get_message (window), error->message, NULL, NULL, NULL, NULL);
      return;
    }
  sft_window_open_state (window, state);
  g_autofree char *base = g_file_get_basename (g_task_get_task_data (G_TASK (result)));
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "?");
  g_autofree char *line = sft_one_line (name, 80);
  g_autofree char *text = g_strdup_printf (_ ("All parameters are as they were in “%s”"), line);
  sft_message_show (sft_window_get_message (window), text, NULL, NULL, NULL, NULL);
}

void
sft_open_figure (SftWindow *window, GFile *file)
{
  static const char key[] = "sft-open-figure";
  g_return_if_fail (SFT_IS_WINDOW (window));
  g_return_if_fail (G_IS_FILE (file));

  GCancellable *before = g_object_get_data (G_OBJECT (window), key);
  if (before != NULL)
    g_cancellable_cancel (before);
  GCancellable *cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (window), key, cancellable, g_object_unref);
  g_autoptr (GTask) task = g_task_new (window, cancellable, loaded, NULL);
  g_task_set_source_tag (task, sft_open_figure);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load);
}

static void
chosen (GtkWindow *window, GFile *file)
{
  sft_open_figure (SFT_WINDOW (window), file);
}

void
sft_open_figure_choose (SftWindow *window)
{
  g_return_if_fail (SFT_IS_WINDOW (window));

  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Figures: PNG, SVG, PDF"));
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_filter_add_suffix (filter, "pdf");
  const SftFileQuestion question = {
    .title = _ ("Open Figure"),
    .accept = _ ("_Open"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .filter = filter,
  };
  sft_file_choose (GTK_WINDOW (window), &question, chosen);
}

/* The first of several files: they cannot all be shown. */
static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, SftWindow *window)
{
  GFile *file = NULL;
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = g_value_get_boxed (value);
      file = files != NULL ? files->data : NULL;
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    file = g_value_get_object (value);
  if (file == NULL)
    return FALSE;
  sft_open_figure (window, file);
  return TRUE;
}

void
sft_open_figure_accept_drops (SftWindow *window)
{
  g_return_if_fail (SFT_IS_WINDOW (window));

  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, (GType[]){ GDK_TYPE_FILE_LIST, G_TYPE_FILE }, 2);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}
