/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-all.h"

#include <glib/gi18n.h>

#include "sft-ghost.h"
#include "sft-state.h"
#include "sft-store.h"

/* Threads take the next file until none is left or one has failed. */
typedef struct
{
  const GPtrArray *files;
  const SftExportOptions *options;
  GCancellable *cancellable; /* the caller's cancel, or an error of one of the threads */
  int next;                  /* atomic */
  int *done;                 /* atomic */
  GMutex mutex;
  GError *error; /* the first that was no cancel */
} Batch;

gboolean
sft_export_view (const SftDemo *demo, gboolean concept, SftValues *values, SftFigure *pinned,
                 const SftExportOptions *options, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SftResult) result = NULL;
  g_autoptr (SftFigure) figure = NULL;
  g_autofree char *state = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SftExportOptions with_state;

  g_return_val_if_fail (demo != NULL && values != NULL && options != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  result = sft_demo_compute (demo, concept, values, NULL, cancellable, error);
  if (result == NULL)
    return FALSE;
  figure = pinned != NULL ? sft_figure_with_ghost (result->figure, pinned, NULL) : sft_figure_ref (result->figure);
  with_state = *options;
  with_state.state = state = sft_state_to_json (demo, concept, values);
  bytes = sft_export_to_bytes (figure, &with_state, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return sft_store_write (path, bytes, error);
}

static void
file_free (gpointer data)
{
  SftExportFile *file = data;

  sft_values_unref (file->values);
  g_clear_pointer (&file->pinned, sft_figure_unref);
  g_free (file->path);
  g_free (file);
}

GPtrArray *
sft_export_plan (const char *folder, SftFormat format, SftExportValues values, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  const SftDemo *demos;
  gsize n;

  g_return_val_if_fail (folder != NULL && values != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  demos = sft_demos (&n);
  for (gsize i = 0; i < 2 * n; i++)
    {
      const SftDemo *demo = &demos[i / 2];
      gboolean concept = i % 2 != 0;
      g_autofree char *name = NULL;
      SftValues *own;
      SftExportFile *file;

      if (sft_demo_lab (demo, concept) == NULL)
        continue;
      own = values (demo, concept, data, error);
      if (own == NULL)
        return NULL;
      name = g_strdup_printf ("%02d%s.%s", demo->number, concept ? "-concept" : "", sft_format_name (format));
      file = g_new (SftExportFile, 1);
      *file = (SftExportFile){ demo, concept, own, NULL, g_build_filename (folder, name, NULL) };
      g_ptr_array_add (files, file);
    }
  return g_steal_pointer (&files);
}

/* Keeps the first error that is not only an echo of another one's cancel. */
static void
keep_error (Batch *batch, GError *error)
{
  g_mutex_lock (&batch->mutex);
  if (batch->error == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    batch->error = g_steal_pointer (&error);
  g_mutex_unlock (&batch->mutex);
  g_clear_error (&error);
  g_cancellable_cancel (batch->cancellable);
}

static gpointer
work (gpointer data)
{
  Batch *batch = data;

  while (!g_cancellable_is_cancelled (batch->cancellable))
    {
      guint i = (guint)g_atomic_int_add (&batch->next, 1);
      const SftExportFile *file;
      GError *error = NULL;

      if (i >= batch->files->len)
        break;
      file = g_ptr_array_index (batch->files, i);
      if (sft_export_view (file->demo, file->concept, file->values, file->pinned, batch->options, file->path,
                           batch->cancellable, &error))
        g_atomic_int_inc (batch->done);
      else
        {
          /* What could not be written is named by its path. */
          if (error->domain != G_FILE_ERROR)
            g_prefix_error (&error, _ ("demo %d%s: "), file->demo->number, file->concept ? "/concept" : "");
          keep_error (batch, error);
        }
    }
  return NULL;
}

static void
cancel_batch (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

gboolean
sft_export_files (const GPtrArray *files, const SftExportOptions *options, GCancellable *cancellable, int *done,
                  GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  int count = 0;
  Batch batch = { files, options, inner, 0, done != NULL ? done : &count, { 0 }, NULL };
  gulong handler = 0;
  guint wanted;

  g_return_val_if_fail (files != NULL && options != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_atomic_int_set (batch.done, 0);
  g_mutex_init (&batch.mutex);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_batch), inner, NULL);
  wanted = MIN (g_get_num_processors (), files->len);
  while (threads->len + 1 < wanted)
    {
      /* One that cannot be had is one thread less. */
      GThread *thread = g_thread_try_new ("export", work, &batch, NULL);

      if (thread == NULL)
        break;
      g_ptr_array_add (threads, thread);
    }
  work (&batch);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  g_cancellable_disconnect (cancellable, handler);
  g_mutex_clear (&batch.mutex);
  if (batch.error != NULL)
    g_propagate_error (error, batch.error);
  else if ((guint)g_atomic_int_get (batch.done) < files->len)
    g_cancellable_set_error_if_cancelled (inner, error);
  return batch.error == NULL && (guint)g_atomic_int_get (batch.done) == files->len;
}
