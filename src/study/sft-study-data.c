/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-study-data.h"

#include "sft-document.h"
#include "sft-lock.h"
#include "sft-notes-private.h"
#include "sft-progress-private.h"
#include "sft-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define _(msgid) sft_translate (msgid)

#define KIND "sft-lab-study-data"
/* What an import that was cut off has left to do. */
#define PENDING "importing.json"
#define BACKUP "before-import-"
/* As sft_store_write() calls a file that is not whole yet. */
#define TEMPORARY ".sft-lab-"

struct _SftStudyData
{
  GObject parent_instance;

  char *folder;
  SftNotes *notes;
  SftProgress *progress;
  int lock; /* a descriptor; -1: not held */
  gboolean read_only, busy;
};

enum
{
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftStudyData, sft_study_data, G_TYPE_OBJECT)

static char *
path_of (SftStudyData *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
refuse_read_only (SftStudyData *self, GError **error)
{
  if (self->read_only)
    g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY,
                         _ ("notes and progress cannot be changed here: another SFT Lab has them open"));
  return self->read_only;
}

/* --- everything as one text --- */

static GBytes *
to_bytes (const SftNotesData *notes, const SftProgressData *progress)
{
  SftJson *json = sft_json_new (TRUE);
  sft_study_json_begin (json, KIND);
  sft_json_name (json, "notes");
  sft_notes_data_write (notes, json);
  sft_json_name (json, "progress");
  sft_progress_data_write (progress, json);
  sft_json_end_object (json);
  g_autofree char *text = sft_json_free_to_string (json);
  char *line = g_strconcat (text, "\n", NULL);
  return g_bytes_new_take (line, strlen (line));
}

/* One of the documents in the file of everything. */
static JsonObject *
find_part (JsonObject *object, const char *name, const char *kind, GError **error)
{
  JsonObject *part = sft_json_get_object (object, name);
  if (part == NULL)
    {
      sft_study_fault (error, _ ("no object \"%s\""), name);
      return NULL;
    }
  return sft_study_json_check (part, kind, error) ? part : NULL;
}

/* All of it or nothing. */
static gboolean
from_bytes (const char *bytes, gsize length, SftNotesData **notes, SftProgressData **progress, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) fault = NULL;
  JsonObject *object = sft_study_json_parse (parser, bytes, length, KIND, &fault);
  JsonObject *part = object != NULL ? find_part (object, "notes", "sft-lab-notes", &fault) : NULL;
  g_autoptr (SftNotesData) read_notes = part != NULL ? sft_notes_data_read (part, &fault) : NULL;
  part = fault == NULL ? find_part (object, "progress", "sft-lab-progress", &fault) : NULL;
  g_autoptr (SftProgressData) read_progress = part != NULL ? sft_progress_data_read (part, &fault) : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  *notes = g_steal_pointer (&read_notes);
  *progress = g_steal_pointer (&read_progress);
  return TRUE;
}

static gboolean
load (const char *path, SftNotesData **notes, SftProgressData **progress, GError **error)
{
  gsize length;
  g_autofree char *bytes = sft_document_load_bytes (path, &length, error);
  return bytes != NULL && from_bytes (bytes, length, notes, progress, error);
}

/* --- opening --- */

/* What a kill in the middle of a write leaves. */
static void
remove_temporaries (SftStudyData *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, TEMPORARY))
      {
        g_autofree char *path = path_of (self, name);
        g_unlink (path);
      }
}

/* An import that was cut off has judged all and kept the backup: it is done, here only to look, there for good. */
static void
finish_import (SftStudyData *self)
{
  g_autofree char *path = path_of (self, PENDING);
  g_autoptr (GError) error = NULL;
  SftNotesData *notes;
  SftProgressData *progress;
  if (load (path, &notes, &progress, &error))
    {
      sft_notes_take_data (self->notes, notes);
      sft_progress_take_data (self->progress, progress);
      if (!self->read_only && sft_study_data_flush (self, NULL))
        g_unlink (path);
    }
  else if (!self->read_only && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
      g_rename (path, aside);
    }
}

static void
pass_problem_on (SftStudyData *self)
{
  g_signal_emit (self, signals[PROBLEM], 0);
}

static void
sft_study_data_dispose (GObject *object)
{
  SftStudyData *self = SFT_STUDY_DATA (object);
  if (self->notes != NULL)
    sft_study_data_flush (self, NULL);
  g_clear_object (&self->notes);
  g_clear_object (&self->progress);
  G_OBJECT_CLASS (sft_study_data_parent_class)->dispose (object);
}

static void
sft_study_data_finalize (GObject *object)
{
  SftStudyData *self = SFT_STUDY_DATA (object);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->folder);
  G_OBJECT_CLASS (sft_study_data_parent_class)->finalize (object);
}

static void
sft_study_data_class_init (SftStudyDataClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_study_data_dispose;
  object_class->finalize = sft_study_data_finalize;
  signals[PROBLEM] =
      g_signal_new ("problem", SFT_TYPE_STUDY_DATA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_study_data_init (SftStudyData *self)
{
  self->lock = -1;
}

char *
sft_study_data_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "sft-lab", NULL);
}

SftStudyData *
sft_study_data_new (const char *folder, SftStudyAccess access)
{
  g_return_val_if_fail (folder != NULL, NULL);
  SftStudyData *self = g_object_new (SFT_TYPE_STUDY_DATA, NULL);
  self->folder = g_strdup (folder);
  g_autofree char *lock = path_of (self, "lock"), *notes = path_of (self, "notes.json"),
                  *progress = path_of (self, "progress.json");
  self->busy = access == SFT_STUDY_WRITE && sft_lock_take (lock, &self->lock) == SFT_LOCK_BUSY;
  self->read_only = access == SFT_STUDY_READ || self->busy;
  if (self->lock >= 0)
    remove_temporaries (self);
  self->notes = sft_notes_new (notes, self->read_only);
  self->progress = sft_progress_new (progress, self->read_only);
  finish_import (self);
  g_signal_connect_object (self->notes, "problem", G_CALLBACK (pass_problem_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->progress, "problem", G_CALLBACK (pass_problem_on), self, G_CONNECT_SWAPPED);
  return self;
}

SftNotes *
sft_study_data_get_notes (SftStudyData *self)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), NULL);
  return self->notes;
}

SftProgress *
sft_study_data_get_progress (SftStudyData *self)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), NULL);
  return self->progress;
}

gboolean
sft_study_data_is_read_only (SftStudyData *self)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), TRUE);
  return self->read_only;
}

char *
sft_study_data_get_problem (SftStudyData *self)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), NULL);
  const char *const problems[] = {
    self->busy ? _ ("Another SFT Lab has your notes and progress open; what you do here is not kept") : NULL,
    sft_notes_get_problem (self->notes),
    sft_progress_get_problem (self->progress),
  };
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i] != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", problems[i]);
  return all->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

gboolean
sft_study_data_flush (SftStudyData *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), FALSE);
  gboolean notes = sft_notes_flush (self->notes, error);
  /* One that fails does not hold the other up. */
  gboolean progress = sft_progress_flush (self->progress, notes ? error : NULL);
  return notes && progress;
}

/* --- all at once --- */

gboolean
sft_study_data_export (SftStudyData *self, const char *path, GError **error)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self) && path != NULL, FALSE);
  g_autoptr (GBytes) bytes = to_bytes (sft_notes_get_data (self->notes), sft_progress_get_data (self->progress));
  return sft_store_keep (path, bytes, error);
}

/* Keeps what there is; returns where. NULL and an error: could not. */
static char *
write_backup (SftStudyData *self, GError **error)
{
  for (int i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf (BACKUP "%d.json", i), *path = path_of (self, name);
      GStatBuf info;
      if (g_lstat (path, &info) == 0)
        continue;
      return sft_study_data_export (self, path, error) ? g_steal_pointer (&path) : NULL;
    }
}

/* Puts both in place, or neither. Takes them over. */
static gboolean
exchange (SftStudyData *self, SftNotesData *notes, SftProgressData *progress, GError **error)
{
  g_autoptr (SftNotesData) old_notes = sft_notes_data_copy (sft_notes_get_data (self->notes));
  g_autoptr (SftProgressData) old_progress = sft_progress_data_copy (sft_progress_get_data (self->progress));
  g_autofree char *pending = path_of (self, PENDING);
  g_autoptr (GBytes) bytes = to_bytes (notes, progress);
  if (!sft_store_keep (pending, bytes, error))
    {
      sft_notes_data_free (notes);
      sft_progress_data_free (progress);
      return FALSE;
    }
  sft_notes_take_data (self->notes, notes);
  sft_progress_take_data (self->progress, progress);
  gboolean done = sft_study_data_flush (self, error);
  g_unlink (pending);
  if (done)
    return TRUE;
  sft_notes_take_data (self->notes, g_steal_pointer (&old_notes));
  sft_progress_take_data (self->progress, g_steal_pointer (&old_progress));
  sft_study_data_flush (self, NULL);
  return FALSE;
}

gboolean
sft_study_data_import (SftStudyData *self, const char *path, char **backup, GError **error)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self) && path != NULL, FALSE);
  SftNotesData *notes;
  SftProgressData *progress;
  if (backup != NULL)
    *backup = NULL;
  if (refuse_read_only (self, error))
    return FALSE;
  if (!load (path, &notes, &progress, error))
    {
      g_autofree char *display = g_filename_display_name (path), *name = sft_one_line (display, 1000);
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  g_mkdir_with_parents (self->folder, 0700); /* or the backup says why not */
  g_autofree char *kept = write_backup (self, error);
  if (kept == NULL)
    {
      sft_notes_data_free (notes);
      sft_progress_data_free (progress);
      return FALSE;
    }
  if (!exchange (self, notes, progress, error))
    {
      g_unlink (kept);
      return FALSE;
    }
  if (backup != NULL)
    *backup = g_steal_pointer (&kept);
  return TRUE;
}

/* Is this a file of ours beside the two? The lock stays: others may wait for it, and it holds nothing. */
static gboolean
is_ours (const char *name)
{
  static const char *const prefixes[] = { "notes.json.damaged-", "progress.json.damaged-", PENDING, BACKUP, TEMPORARY };
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
remove_others (SftStudyData *self, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  gboolean done = TRUE;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (self, name), *display = g_filename_display_name (path);
      if (!is_ours (name) || g_remove (path) == 0)
        continue;
      if (done)
        g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _ ("%s: cannot be removed: %s"), display,
                     g_strerror (errno));
      done = FALSE;
    }
  return done;
}

gboolean
sft_study_data_erase (SftStudyData *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (self), FALSE);
  if (refuse_read_only (self, error))
    return FALSE;
  gboolean notes = sft_notes_erase (self->notes, error);
  gboolean progress = sft_progress_erase (self->progress, notes ? error : NULL);
  gboolean others = remove_others (self, notes && progress ? error : NULL);
  return notes && progress && others;
}
