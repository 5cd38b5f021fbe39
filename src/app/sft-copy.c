/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-copy.h"

#include "sft-app-private.h"
#include "sft-command.h"
#include "sft-export-choices.h"
#include "sft-numpy.h"
#include "sft-state.h"

/* What a worker needs to draw the figure. */
typedef struct
{
  SftFigure *figure;
  SftExportOptions options;
  char *state;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  sft_figure_unref (job->figure);
  g_free (job->state);
  g_free (job);
}

static void
job_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const struct
  {
    SftFormat format;
    const char *mime_type;
  } forms[] = { { SFT_FORMAT_PNG, "image/png" }, { SFT_FORMAT_SVG, "image/svg+xml" } };
  const Job *job = data;
  GdkContentProvider *providers[G_N_ELEMENTS (forms)];
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      SftExportOptions options = job->options;
      GError *error = NULL;
      options.format = forms[i].format;
      g_autoptr (GBytes) bytes = sft_export_to_bytes (job->figure, &options, &error);
      if (bytes == NULL)
        {
          while (i > 0)
            g_object_unref (providers[--i]);
          g_task_return_error (task, error);
          return;
        }
      providers[i] = gdk_content_provider_new_for_bytes (forms[i].mime_type, bytes);
    }
  g_task_return_pointer (task, gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers)), g_object_unref);
}

static void
say (SftMessage *message, const char *text)
{
  sft_message_show (message, text, NULL, NULL, NULL, NULL);
}

static void
drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  SftMessage *message = SFT_MESSAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = g_task_propagate_pointer (G_TASK (result), &error);
  /* Another copy came after it, or the window has gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || gtk_widget_get_root (GTK_WIDGET (message)) == NULL)
    return;
  if (content == NULL)
    say (message, error->message);
  else if (!gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (message)), content))
    say (message, _ ("The figure could not be copied"));
  else
    say (message, _ ("The figure is on the clipboard, as PNG and as SVG"));
}

/* A copy that is still being made must not replace what was copied after it. */
static GCancellable *
begin_copy (SftMessage *message)
{
  static const char key[] = "sft-copy";
  GCancellable *cancellable = g_cancellable_new ();
  GCancellable *before = g_object_get_data (G_OBJECT (message), key);
  if (before != NULL)
    g_cancellable_cancel (before);
  g_object_set_data_full (G_OBJECT (message), key, cancellable, g_object_unref);
  return cancellable;
}

void
sft_copy_figure (SftMessage *message, SftDemoState *state, SftSettings *settings)
{
  g_return_if_fail (SFT_IS_MESSAGE (message));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  g_return_if_fail (SFT_IS_SETTINGS (settings));
  const SftResult *result = sft_demo_state_get_result (state);
  if (result == NULL)
    return;

  Job *job = g_new0 (Job, 1);
  job->figure = sft_figure_ref (sft_demo_state_get_figure (state));
  job->state = sft_state_to_json (sft_demo_state_get_demo (state), sft_demo_state_get_concept (state),
                                  sft_demo_state_get_result_values (state));
  sft_export_choices_load (settings, &job->options);
  job->options.state = job->state;
  g_autoptr (GTask) task = g_task_new (message, begin_copy (message), drawn, NULL);
  g_task_set_source_tag (task, sft_copy_figure);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_run);
}

static void
copy_text (SftMessage *message, const char *text, const char *saying)
{
  begin_copy (message);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (message)), text);
  say (message, saying);
}

void
sft_copy_data (SftMessage *message, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_MESSAGE (message));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  const SftFigure *figure = sft_demo_state_get_figure (state);
  if (figure == NULL)
    return;
  g_autofree char *csv = sft_figure_to_csv (figure);
  copy_text (message, csv, _ ("The numbers of the figure are on the clipboard, as CSV"));
}

void
sft_copy_command (SftMessage *message, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_MESSAGE (message));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  g_autofree char *line = sft_command_line (sft_demo_state_get_demo (state), sft_demo_state_get_concept (state),
                                            sft_demo_state_get_values (state));
  copy_text (message, line, _ ("The command is on the clipboard: run it in a terminal"));
}

gboolean
sft_copy_has_numpy (SftDemoState *state)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (state), FALSE);
  return !sft_demo_state_get_concept (state);
}

void
sft_copy_numpy (SftMessage *message, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_MESSAGE (message));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  if (!sft_copy_has_numpy (state))
    return;
  g_autofree char *program = sft_lab_to_numpy (sft_demo_state_get_demo (state), sft_demo_state_get_values (state));
  if (program != NULL)
    copy_text (message, program, _ ("The program is on the clipboard: run it with Python and NumPy"));
}
