/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-job.h"

#include "sft-store.h"

static void
job_free (gpointer data)
{
  SftExportJob *job = data;
  sft_figure_unref (job->figure);
  g_free (job->path);
  g_free (job->state);
  g_free (job);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SftExportJob *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = sft_export_to_bytes (job->figure, &job->options, &error);
  if (bytes != NULL && sft_store_write (job->path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

char *
sft_export_job_complete_path (const char *path, SftFormat format)
{
  SftFormat known;
  g_return_val_if_fail (path != NULL, NULL);
  if (sft_format_from_path (path, &known))
    return g_strdup (path);
  char *full = g_strdup_printf ("%s.%s", path, sft_format_name (format));
  if (!g_file_test (full, G_FILE_TEST_EXISTS))
    return full;
  g_free (full);
  return g_strdup (path);
}

SftExportJob *
sft_export_job_new (SftFigure *figure, const SftExportOptions *options, const char *path, const char *state)
{
  g_return_val_if_fail (figure != NULL && options != NULL && path != NULL, NULL);
  SftExportJob *job = g_new0 (SftExportJob, 1);
  job->figure = sft_figure_ref (figure);
  job->path = g_strdup (path);
  job->state = g_strdup (state);
  job->options = *options;
  job->options.state = job->state;
  sft_format_from_path (path, &job->options.format);
  return job;
}

void
sft_export_job_run (SftExportJob *job, GObject *source, GAsyncReadyCallback callback)
{
  g_return_if_fail (job != NULL);
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, NULL);
  g_task_set_source_tag (task, sft_export_job_run);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

gboolean
sft_export_job_finish (GAsyncResult *result, const SftExportJob **job, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sft_export_job_run), FALSE);
  *job = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}
