/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-all-dialog.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-export-all.h"
#include "sft-export-choices.h"
#include "sft-file-chooser.h"
#include "sft-reveal.h"

/* What the worker needs; it outlives a dialog that is closed. */
typedef struct
{
  GPtrArray *files; /* SftExportFile */
  SftExportOptions options;
  int done; /* atomic */
} Job;

struct _SftExportAll
{
  GtkWindow parent_instance;

  GtkWidget *what, *question, *progress, *failure, *cancel, *replace;

  Job *job; /* a reference; NULL once disposed */
  GCancellable *cancellable;
  guint watch; /* timer of the progress bar */
  gboolean writing;
};

#define WATCH_MS 100

G_DEFINE_FINAL_TYPE (SftExportAll, sft_export_all, GTK_TYPE_WINDOW)

static void
job_clear (gpointer data)
{
  g_ptr_array_unref (((Job *)data)->files);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static void
job_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  if (sft_export_files (job->files, &job->options, cancellable, &job->done, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
show_progress (gpointer data)
{
  SftExportAll *self = data;
  guint done = sft_export_all_get_done (self), all = self->job->files->len;
  /* Translators: figures written, of how many. */
  g_autofree char *text = g_strdup_printf (C_ ("figures written", "%u of %u"), done, all);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), all > 0 ? (double)done / all : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);
  return G_SOURCE_CONTINUE;
}

static void
show_failure (SftExportAll *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->failure), message);
  gtk_widget_set_visible (self->failure, TRUE);
  gtk_widget_set_visible (self->question, FALSE);
  gtk_widget_set_visible (self->replace, FALSE);
  gtk_label_set_text_with_mnemonic (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->cancel))), _ ("_Close"));
  gtk_widget_set_sensitive (self->cancel, TRUE);
  sft_accessible_describe (self->cancel, message);
  gtk_widget_grab_focus (self->cancel);
}

static void
reveal (gpointer path)
{
  sft_reveal_file (path);
}

/* The window tells how it ended; the files that are there can be looked at. */
static void
tell (SftExportAll *self, const char *text)
{
  const SftExportFile *first = self->job->files->pdata[0];
  gboolean any = sft_export_all_get_done (self) > 0;
  SftWindow *window = SFT_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));
  sft_message_show (sft_window_get_message (window), text, any ? _ ("Open Folder") : NULL, reveal,
                    g_strdup (first->path), g_free);
}

static void
ended (GObject *source, GAsyncResult *async, gpointer data)
{
  SftExportAll *self = SFT_EXPORT_ALL (source);
  g_autoptr (GError) error = NULL;
  gboolean all = g_task_propagate_boolean (G_TASK (async), &error);
  self->writing = FALSE;
  if (self->job == NULL)
    return; /* the window has gone while the worker wrote */
  g_clear_handle_id (&self->watch, g_source_remove);
  show_progress (self);
  guint done = sft_export_all_get_done (self), n = self->job->files->len;
  if (!all && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_failure (self, error->message);
      return;
    }
  g_autofree char *text =
      all ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Saved %u figure", "Saved %u figures", n), n)
          : g_strdup_printf (_ ("Stopped. Figures saved: %u of %u"), done, n);
  tell (self, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (SftExportAll *self)
{
  g_autoptr (GError) error = NULL;
  if (self->writing)
    return;
  if (!sft_export_options_check (&self->job->options, &error))
    {
      show_failure (self, error->message);
      return;
    }
  self->writing = TRUE;
  gtk_widget_set_visible (self->question, FALSE);
  gtk_widget_set_visible (self->replace, FALSE);
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_grab_focus (self->cancel);
  show_progress (self);
  self->watch = g_timeout_add (WATCH_MS, show_progress, self);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, ended, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->job), job_unref);
  /* What was written before a cancel counts. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, job_run);
}

static void
cancel_pressed (SftExportAll *self)
{
  if (!self->writing)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->cancel, FALSE);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
sft_export_all_close_request (GtkWindow *window)
{
  cancel_pressed (SFT_EXPORT_ALL (window));
  return TRUE;
}

static void
sft_export_all_dispose (GObject *object)
{
  SftExportAll *self = SFT_EXPORT_ALL (object);
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->job, job_unref);
  G_OBJECT_CLASS (sft_export_all_parent_class)->dispose (object);
}

static void
sft_export_all_class_init (SftExportAllClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_export_all_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sft_export_all_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-export-all.ui");
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, what);
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, question);
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, progress);
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, failure);
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, cancel);
  gtk_widget_class_bind_template_child (widget_class, SftExportAll, replace);
  gtk_widget_class_bind_template_callback (widget_class, cancel_pressed);
  gtk_widget_class_bind_template_callback (widget_class, start);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sft_export_all_init (SftExportAll *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_accessible_amend (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static SftValues *
values_now (const SftDemo *demo, gboolean concept, gpointer window, GError **error)
{
  return sft_window_get_values (window, demo, concept);
}

/* Figures are written as they are shown: with what is pinned. Returns how many have that. */
static guint
take_pinned (SftExportAll *self, SftWindow *window)
{
  guint n = 0;
  for (guint i = 0; i < self->job->files->len; i++)
    {
      SftExportFile *file = self->job->files->pdata[i];
      SftFigure *pinned = sft_window_get_pinned (window, file->demo, file->concept);
      file->pinned = pinned != NULL ? sft_figure_ref (pinned) : NULL;
      n += pinned != NULL;
    }
  return n;
}

static char *
describe_pinned (guint n)
{
  /* Translators: after "50 figures as PNG in “slides”, each with ...": how many of them show what was pinned, too. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of them with a pinned result for comparison.",
                                       "%u of them with pinned results for comparison.", n),
                          n);
}

static void
describe (SftExportAll *self, const char *folder, guint n_pinned)
{
  static const char *const formats[SFT_N_FORMATS] = { "PNG", "SVG", "PDF", "CSV" };
  g_autofree char *name = g_filename_display_basename (folder);
  guint n = self->job->files->len, there = 0;
  /* Translators: number of figures, format, folder. */
  g_autofree char *what = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u figure as %s in “%s”, with the parameters it has now and the choices made last for an export.",
                   "%u figures as %s in “%s”, each with the parameters it has now and the choices made last for an "
                   "export.",
                   n),
      n, formats[self->job->options.format], name);
  g_autofree char *pinned = n_pinned > 0 ? describe_pinned (n_pinned) : NULL;
  g_autofree char *all = g_strjoin (" ", what, pinned, NULL);
  gtk_label_set_text (GTK_LABEL (self->what), all);
  for (guint i = 0; i < n; i++)
    there += g_file_test (((const SftExportFile *)self->job->files->pdata[i])->path, G_FILE_TEST_EXISTS);
  if (there == 0)
    return;
  g_autofree char *question =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file of that name is in the folder and would be replaced.",
                                    "%u files of those names are in the folder and would be replaced.", there),
                       there);
  gtk_label_set_text (GTK_LABEL (self->question), question);
  sft_accessible_describe (self->cancel, question);
  gtk_widget_set_visible (self->question, TRUE);
  gtk_widget_set_visible (self->replace, TRUE);
}

SftExportAll *
sft_export_all_begin (SftWindow *window, const char *folder)
{
  g_return_val_if_fail (SFT_IS_WINDOW (window), NULL);
  g_return_val_if_fail (folder != NULL, NULL);
  SftExportAll *self = g_object_new (SFT_TYPE_EXPORT_ALL, "transient-for", window, NULL);
  SftSettings *settings = sft_window_get_settings (window);
  self->job = g_atomic_rc_box_new0 (Job);
  sft_export_choices_load (settings, &self->job->options);
  if (self->job->options.format != SFT_FORMAT_PNG)
    self->job->options.scale = 1;
  self->job->files = sft_export_plan (folder, self->job->options.format, values_now, window, NULL);
  if (g_utf8_validate (folder, -1, NULL))
    sft_settings_set_string (settings, "export-folder", folder);
  describe (self, folder, take_pinned (self, window));
  gtk_window_present (GTK_WINDOW (self));
  if (!gtk_widget_get_visible (self->replace))
    start (self);
  return self;
}

guint
sft_export_all_get_done (SftExportAll *self)
{
  g_return_val_if_fail (SFT_IS_EXPORT_ALL (self), 0);
  return self->job != NULL ? (guint)g_atomic_int_get (&self->job->done) : 0;
}

static void
chosen (GtkWindow *window, GFile *file)
{
  g_autofree char *folder = g_file_get_path (file);
  if (folder != NULL)
    sft_export_all_begin (SFT_WINDOW (window), folder);
  else
    sft_message_show (sft_window_get_message (SFT_WINDOW (window)),
                      _ ("Figures can be saved in folders of this computer only."), NULL, NULL, NULL, NULL);
}

void
sft_export_all_choose (SftWindow *window)
{
  g_return_if_fail (SFT_IS_WINDOW (window));
  g_autofree char *folder = sft_settings_get_export_folder (sft_window_get_settings (window));
  const SftFileQuestion question = {
    .title = _ ("Export All Figures to a Folder"),
    .accept = _ ("_Export"),
    .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    .folder = folder,
  };
  sft_file_choose (GTK_WINDOW (window), &question, chosen);
}
