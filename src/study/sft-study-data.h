/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is remembered about the learner, in one folder of files that a person can read. Nothing of it leaves this
 * machine, but by sft_study_data_export().
 *
 * One process at a time writes there: it holds the folder's lock, which the system takes back when the process ends,
 * however it ends. Others may read. */
#pragma once

#include "sft-notes.h"
#include "sft-progress.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_STUDY_WRITE, /* read-only if another process has the lock */
  SFT_STUDY_READ   /* to look only: no lock, and no file is made, moved or changed */
} SftStudyAccess;

#define SFT_TYPE_STUDY_DATA (sft_study_data_get_type ())
G_DECLARE_FINAL_TYPE (SftStudyData, sft_study_data, SFT, STUDY_DATA, GObject)

/* The folder in the user's data folder. */
char *sft_study_data_default_folder (void);
/* Whatever is in the folder, this succeeds. What is not written is written when the object goes. */
SftStudyData *sft_study_data_new (const char *folder, SftStudyAccess access);

SftNotes *sft_study_data_get_notes (SftStudyData *self);
SftProgress *sft_study_data_get_progress (SftStudyData *self);
/* Changes are not kept: another process has the lock, or the folder was opened to look only. */
gboolean sft_study_data_is_read_only (SftStudyData *self);
/* What the learner should know: that another window has the files, what could not be read, what could not be saved; a
 * line each. NULL: nothing. (transfer full) The signal "problem" says that there is something new. */
char *sft_study_data_get_problem (SftStudyData *self);
/* Writes what is not written yet. FALSE and the first error: could not. */
gboolean sft_study_data_flush (SftStudyData *self, GError **error);

/* Everything as one JSON file. */
gboolean sft_study_data_export (SftStudyData *self, const char *path, GError **error);
/* Replaces everything by such a file, after all of it was judged. What was there before is kept in the folder as
 * "before-import-N.json", whose path goes to *backup (may be NULL). FALSE and an error: all is as it was. */
gboolean sft_study_data_import (SftStudyData *self, const char *path, char **backup, GError **error);
/* Removes everything: the files, copies of damaged ones, what imports have kept. FALSE and an error when a file could
 * not be removed. */
gboolean sft_study_data_erase (SftStudyData *self, GError **error);

G_END_DECLS
