/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export all: every view as a file in one folder. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sft-cli-private.h"

typedef struct
{
  SftCliView view;
  char *path; /* as the file system wants it */
  GError *error;
} Job;

/* Threads take the next job until none is left or one has failed. */
typedef struct
{
  GPtrArray *jobs; /* of Job * */
  const SftExportOptions *options;
  GCancellable *cancellable;
  int next; /* atomic */
} Batch;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->view.values, sft_values_unref);
  g_free (job->path);
  g_clear_error (&job->error);
  g_free (job);
}

static char *
assignment_id (const char *assignment)
{
  return g_strndup (assignment, strcspn (assignment, "=["));
}

/* The assignments whose parameter this view has. */
static GStrv
assignments_for (const SftSpec *spec, const char *const *assignments)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      g_autofree char *id = assignment_id (*assignments);

      if (sft_spec_find (spec, id) != NULL)
        g_ptr_array_add (own, g_strdup (*assignments));
    }
  g_ptr_array_add (own, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&own), FALSE);
}

/* Is each assignment about a parameter that some view has? */
static gboolean
check_known (const char *const *assignments, int *status)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **names = NULL;
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  for (gsize i = 0; i < n; i++)
    for (const SftParam *param = labs[i]->spec.params; param->id != NULL; param++)
      g_hash_table_add (ids, (char *)param->id);
  names = (const char **)g_hash_table_get_keys_as_array (ids, NULL);
  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      g_autofree char *id = assignment_id (*assignments), *hint = NULL;
      const char *nearest;

      if (g_hash_table_contains (ids, id))
        continue;
      nearest = sft_cli_nearest (id, names);
      hint = nearest != NULL ? g_strdup_printf (_ (" (did you mean \"%s\"?)"), nearest) : g_strdup ("");
      *status = sft_cli_fail (SFT_EXIT_USAGE,
                              _ ("--set \"%s\": no demo has a parameter \"%s\"%s; accepted: what sft-lab params LAB "
                                 "shows for any demo"),
                              *assignments, id, hint);
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_job (GPtrArray *jobs, const SftDemo *demo, gboolean concept, const char *folder, SftFormat format,
         const char *const *assignments, int *status)
{
  const SftLab *lab = sft_demo_lab (demo, concept);
  g_autofree char *name = NULL;
  g_auto (GStrv) own = assignments_for (&lab->spec, assignments);
  g_autoptr (GError) error = NULL;
  SftValues *values = sft_cli_values (demo, concept, (const char *const *)own, &error);
  Job *job;

  if (values == NULL)
    {
      *status =
          sft_cli_fail (SFT_EXIT_USAGE, _ ("demo %d%s: %s"), demo->number, concept ? "/concept" : "", error->message);
      return FALSE;
    }
  name = g_strdup_printf ("%02d%s.%s", demo->number, concept ? "-concept" : "", sft_format_name (format));
  job = g_new0 (Job, 1);
  job->view = (SftCliView){ demo, concept, values };
  job->path = g_build_filename (folder, name, NULL);
  g_ptr_array_add (jobs, job);
  return TRUE;
}

static gboolean
make_folder (const char *folder, gboolean *made, int *status)
{
  g_autofree char *shown = g_filename_display_name (folder), *parent = g_path_get_dirname (folder);
  int code;

  *made = g_mkdir (folder, 0777) == 0;
  code = *made ? 0 : errno;
  if (*made || (code == EEXIST && g_file_test (folder, G_FILE_TEST_IS_DIR)))
    return TRUE;
  if (code == EEXIST)
    *status = sft_cli_fail (SFT_EXIT_FAILED,
                            _ ("\"%s\" is not a folder; accepted with all: a folder, or a name for a new one"), shown);
  else if (code == ENOENT && !g_file_test (parent, G_FILE_TEST_IS_DIR))
    *status = sft_cli_fail (SFT_EXIT_FAILED, _ ("cannot create the folder \"%s\": its parent does not exist"), shown);
  else
    *status = sft_cli_fail (SFT_EXIT_FAILED, _ ("cannot create the folder \"%s\": %s"), shown, g_strerror (code));
  return FALSE;
}

static gpointer
work (gpointer data)
{
  Batch *batch = data;

  while (!g_cancellable_is_cancelled (batch->cancellable))
    {
      guint i = (guint)g_atomic_int_add (&batch->next, 1);
      Job *job;

      if (i >= batch->jobs->len)
        break;
      job = g_ptr_array_index (batch->jobs, i);
      if (!sft_cli_export_view (&job->view, batch->options, job->path, batch->cancellable, &job->error))
        g_cancellable_cancel (batch->cancellable);
    }
  return NULL;
}

/* In this thread and one more for each further core; a thread that cannot be had is one thread less. */
static void
run_jobs (GPtrArray *jobs, const SftExportOptions *options)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  Batch batch = { jobs, options, cancellable, 0 };
  guint wanted = MIN (g_get_num_processors (), jobs->len);

  while (threads->len + 1 < wanted)
    {
      GThread *thread = g_thread_try_new ("export", work, &batch, NULL);

      if (thread == NULL)
        break;
      g_ptr_array_add (threads, thread);
    }
  work (&batch);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
}

int
sft_cli_export_folder (const char *folder, const SftExportOptions *options, const char *const *assignments)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)job_free);
  gboolean made;
  int status;
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  if (!check_known (assignments, &status))
    return status;
  for (gsize i = 0; i < 2 * n; i++)
    if (sft_demo_lab (&demos[i / 2], i % 2) != NULL
        && !add_job (jobs, &demos[i / 2], i % 2, folder, options->format, assignments, &status))
      return status;
  if (!make_folder (folder, &made, &status))
    return status;
  run_jobs (jobs, options);
  for (guint i = 0; i < jobs->len; i++)
    {
      const Job *job = g_ptr_array_index (jobs, i);

      if (job->error == NULL || g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        continue;
      if (made)
        g_rmdir (folder); /* only if it is empty */
      return sft_cli_fail (sft_cli_error_status (job->error), "%s", job->error->message);
    }
  return SFT_EXIT_DONE;
}
