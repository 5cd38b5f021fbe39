/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that follows what it belongs to: a versioned JSON text which a person can read.
 *
 * It is written as a whole by a worker, at most one write at a time, `delay_ms` after the first change that it does
 * not have yet. A file that cannot be read, or only in part, is moved aside, to the same name with ".damaged-N", and
 * told of. Read-only, nothing is moved or written. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than any file of this program takes. */
#define SFT_DOCUMENT_MAX_BYTES (64 * 1024 * 1024)

typedef enum
{
  SFT_DOCUMENT_SET_ASIDE, /* could not be read, and is kept under the name that is given */
  SFT_DOCUMENT_STAYS,     /* could not be read or moved; stays under the name that is given, and nothing is saved */
  SFT_DOCUMENT_UNSAVED    /* could not be written; no name */
} SftDocumentProblem;

/* What the owner of a document knows of it. */
typedef struct
{
  /* Takes what the file holds. FALSE and an error: nothing of it could be read. TRUE and an error: a part of it could
   * not, and what could is written anew. */
  gboolean (*read) (gpointer owner, const char *bytes, gsize length, GError **error);
  /* What is to be written, as it is now; free_copy is called in any thread. */
  gpointer (*copy) (gpointer owner);
  GDestroyNotify free_copy;
  char *(*to_text) (gconstpointer copy); /* the file's text; any thread */
  /* A sentence for the learner. (transfer full) */
  char *(*say) (SftDocumentProblem problem, const char *why, const char *name);
  guint delay_ms;
} SftDocumentType;

#define SFT_TYPE_DOCUMENT (sft_document_get_type ())
G_DECLARE_FINAL_TYPE (SftDocument, sft_document, SFT, DOCUMENT, GObject)

/* Reads the file, if there is one: whatever it is, this succeeds. The owner must call sft_document_close() before it
 * goes; `type` must live as long as the program. */
SftDocument *sft_document_new (const char *path, const SftDocumentType *type, gpointer owner, gboolean read_only);
/* The owner goes; what is not written yet is not written any more. */
void sft_document_close (SftDocument *self);

/* The owner has changed: writes soon. */
void sft_document_changed (SftDocument *self);
/* Writes what is not written yet, and returns when it is. FALSE and an error: could not; see the problem. */
gboolean sft_document_flush (SftDocument *self, GError **error);
/* Removes the file, after a write under way; what was not written is forgotten. FALSE and an error: it is still
 * there. */
gboolean sft_document_erase (SftDocument *self, GError **error);

/* What was wrong with the file or with writing it, for the learner; NULL: nothing. The signal "problem" says that
 * there is something new. */
const char *sft_document_get_problem (SftDocument *self);
/* Where a damaged file was moved to; NULL: there was none. */
const char *sft_document_get_set_aside (SftDocument *self);
gboolean sft_document_is_read_only (SftDocument *self);
/* Files written, and writes under way; for tests. */
guint sft_document_get_n_writes (SftDocument *self);
gboolean sft_document_is_writing (SftDocument *self);

/* The bytes of a regular file; NULL and an error, of SFT_STUDY_ERROR or G_FILE_ERROR. A pipe or a device is not even
 * opened. */
char *sft_document_load_bytes (const char *path, gsize *length, GError **error);

G_END_DECLS
