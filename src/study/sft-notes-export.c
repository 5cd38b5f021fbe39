/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of Markdown and a folder of figures, both or neither. */
#include "config.h"

#include "sft-notes-private.h"
#include "sft-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define _(msgid) sft_translate (msgid)

/* An export on its way. New figures are written into a folder of their own in the folder of figures, the disk being
 * full or not, and come to their places by renames, which can be taken back. */
typedef struct
{
  const char *folder; /* of the figures */
  gboolean made;      /* by this export */
  char *stage;        /* in the folder; NULL: none yet */
  GPtrArray *moved;   /* names of earlier figures that are in the stage as "old-NAME" */
  GPtrArray *placed;  /* names of new figures in their places */
} Swap;

static gboolean
fail (GError **error, const char *path, int code, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path), *line = sft_one_line (name, 1000);
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot write: %s"), line,
               reason != NULL ? reason : g_strerror (code));
  return FALSE;
}

/* "notes.md" -> "notes-figures" */
static char *
figures_folder (const char *path)
{
  static const char *const suffixes[] = { ".md", ".markdown" };
  gsize length = strlen (path);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      gsize n = strlen (suffixes[i]);
      if (length > n && path[length - n - 1] != '/' && g_ascii_strcasecmp (path + length - n, suffixes[i]) == 0)
        {
          length -= n;
          break;
        }
    }
  g_autofree char *stem = g_strndup (path, length);
  return g_strconcat (stem, "-figures", NULL);
}

static gboolean
check_target (const char *path, GError **error)
{
  GStatBuf info;
  gboolean special = g_stat (path, &info) == 0 && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode);
  g_autofree char *folder = g_path_get_dirname (path), *name = g_filename_display_name (path);
  g_autofree char *line = sft_one_line (name, 1000);
  if (special || g_str_equal (path, "-"))
    {
      g_set_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TARGET,
                   _ ("%s: notes have figures beside them; accepted: the name of a file"), line);
      return FALSE;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *shown = g_filename_display_name (folder), *folder_line = sft_one_line (shown, 1000);
      g_autofree char *reason = g_strdup_printf (_ ("there is no folder \"%s\""), folder_line);
      return fail (error, path, ENOENT, reason);
    }
  return TRUE;
}

static gboolean
begin (Swap *swap, GError **error)
{
  swap->made = g_mkdir (swap->folder, 0777) == 0;
  int code = swap->made ? 0 : errno;
  if (!swap->made && (code != EEXIST || !g_file_test (swap->folder, G_FILE_TEST_IS_DIR)))
    return fail (error, swap->folder, code, code == EEXIST ? _ ("it is no folder") : NULL);
  g_autofree char *stage = g_build_filename (swap->folder, ".sft-lab-XXXXXX", NULL);
  if (g_mkdtemp_full (stage, 0700) == NULL)
    return fail (error, swap->folder, errno, NULL);
  swap->stage = g_steal_pointer (&stage);
  return TRUE;
}

static gboolean
write_stage (const Swap *swap, const GPtrArray *figures, GError **error)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const SftNotesFigure *figure = figures->pdata[i];
      g_autofree char *path = g_build_filename (swap->stage, figure->name, NULL);
      g_autofree char *place = g_build_filename (swap->folder, figure->name, NULL);
      g_autoptr (GError) fault = NULL;
      if (sft_store_write (path, figure->bytes, &fault))
        continue;
      /* The stage's name would say nothing. */
      const char *reason = strstr (fault->message, ": ");
      g_autofree char *name = g_filename_display_name (place), *line = sft_one_line (name, 1000);
      g_set_error (error, fault->domain, fault->code, "%s%s", line, reason != NULL ? reason : "");
      return FALSE;
    }
  return TRUE;
}

static gboolean
move (const char *from_folder, const char *from, const char *to_folder, const char *to)
{
  g_autofree char *source = g_build_filename (from_folder, from, NULL);
  g_autofree char *target = g_build_filename (to_folder, to, NULL);
  return g_rename (source, target) == 0;
}

/* Takes the figure of an earlier export out of the way. */
static gboolean
move_old (Swap *swap, const SftDemo *demo, gboolean concept, GError **error)
{
  if (sft_demo_lab (demo, concept) == NULL)
    return TRUE;
  g_autofree char *name = sft_notes_figure_name (demo, concept), *old = g_strconcat ("old-", name, NULL);
  g_autofree char *path = g_build_filename (swap->folder, name, NULL);
  GStatBuf info;
  if (g_lstat (path, &info) != 0)
    return TRUE; /* there is none */
  if (S_ISDIR (info.st_mode))
    return fail (error, path, EISDIR, _ ("it is a folder"));
  if (!move (swap->folder, name, swap->stage, old))
    return fail (error, path, errno, NULL);
  g_ptr_array_add (swap->moved, g_steal_pointer (&name));
  return TRUE;
}

static gboolean
place (Swap *swap, const GPtrArray *figures, GError **error)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < n; i++)
    if (!move_old (swap, &demos[i], FALSE, error) || !move_old (swap, &demos[i], TRUE, error))
      return FALSE;
  for (guint i = 0; i < figures->len; i++)
    {
      const SftNotesFigure *figure = figures->pdata[i];
      if (!move (swap->stage, figure->name, swap->folder, figure->name))
        return fail (error, swap->folder, errno, NULL);
      g_ptr_array_add (swap->placed, g_strdup (figure->name));
    }
  return TRUE;
}

static void
take_back (Swap *swap)
{
  for (guint i = 0; i < swap->placed->len; i++)
    {
      g_autofree char *path = g_build_filename (swap->folder, swap->placed->pdata[i], NULL);
      g_unlink (path);
    }
  for (guint i = 0; i < swap->moved->len; i++)
    {
      g_autofree char *old = g_strconcat ("old-", swap->moved->pdata[i], NULL);
      move (swap->stage, old, swap->folder, swap->moved->pdata[i]);
    }
}

static void
end (Swap *swap)
{
  g_autoptr (GDir) dir = swap->stage != NULL ? g_dir_open (swap->stage, 0, NULL) : NULL;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (swap->stage, name, NULL);
      g_remove (path);
    }
  if (swap->stage != NULL)
    g_rmdir (swap->stage);
  g_free (swap->stage);
  g_ptr_array_unref (swap->moved);
  g_ptr_array_unref (swap->placed);
}

static gboolean
write_both (const char *path, const char *folder, GBytes *text, const GPtrArray *figures, GError **error)
{
  if (figures->len == 0 && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return sft_store_write (path, text, error);
  Swap swap = { .folder = folder,
                .moved = g_ptr_array_new_with_free_func (g_free),
                .placed = g_ptr_array_new_with_free_func (g_free) };
  gboolean done = begin (&swap, error) && write_stage (&swap, figures, error) && place (&swap, figures, error)
                  && sft_store_write (path, text, error);
  if (!done)
    take_back (&swap);
  end (&swap);
  if (!done && swap.made)
    g_rmdir (folder);
  return done;
}

static gboolean
export_data (const SftNotesData *data, const char *path, SftNotesExport *written, GCancellable *cancellable,
             GError **error)
{
  g_autofree char *folder = figures_folder (path), *base = g_path_get_basename (folder);
  g_autofree char *links = g_uri_escape_bytes ((const guint8 *)base, strlen (base), NULL);
  g_autoptr (GPtrArray) figures = g_ptr_array_new ();
  SftNotesExport counts;
  *written = (SftNotesExport){ 0, 0 };
  if (!check_target (path, error))
    return FALSE;
  char *markdown = sft_notes_to_markdown (data, links, figures, &counts, cancellable, error);
  if (markdown == NULL)
    return FALSE;
  g_autoptr (GBytes) text = g_bytes_new_take (markdown, strlen (markdown));
  if (!write_both (path, folder, text, figures, error))
    return FALSE;
  *written = counts;
  return TRUE;
}

gboolean
sft_notes_export (SftNotes *self, const char *path, SftNotesExport *written, GCancellable *cancellable, GError **error)
{
  SftNotesExport counts;
  g_return_val_if_fail (SFT_IS_NOTES (self) && path != NULL, FALSE);
  return export_data (sft_notes_get_data (self), path, written != NULL ? written : &counts, cancellable, error);
}

/* What a worker exports. */
typedef struct
{
  SftNotesData *data;
  char *path;
} Job;

static void
job_free (gpointer pointer)
{
  Job *job = pointer;
  sft_notes_data_free (job->data);
  g_free (job->path);
  g_free (job);
}

static void
run_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  SftNotesExport *written = g_new (SftNotesExport, 1);
  GError *error = NULL;
  if (export_data (job->data, job->path, written, cancellable, &error))
    {
      g_task_return_pointer (task, written, g_free);
      return;
    }
  g_free (written);
  g_task_return_error (task, error);
}

void
sft_notes_export_async (SftNotes *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SFT_IS_NOTES (self) && path != NULL);
  Job *job = g_new (Job, 1);
  job->data = sft_notes_data_copy (sft_notes_get_data (self));
  job->path = g_strdup (path);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sft_notes_export_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_worker);
}

gboolean
sft_notes_export_finish (SftNotes *self, GAsyncResult *result, SftNotesExport *written, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_autofree SftNotesExport *counts = g_task_propagate_pointer (G_TASK (result), error);
  if (written != NULL)
    *written = counts != NULL ? *counts : (SftNotesExport){ 0, 0 };
  return counts != NULL;
}
