/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learner's own notes: one for the lesson and one for each demo. They stay on this machine.
 *
 * The signal "changed" (int demo) says that a note is another one now, and "problem" that
 * sft_notes_get_problem() has something new to say. */
#pragma once

#include <gio/gio.h>

#include "sft-state.h"
#include "sft-study-error.h"

G_BEGIN_DECLS

#define SFT_NOTE_LESSON 0 /* the number of the lesson's own note; the others are demos' */
#define SFT_N_NOTES 26
/* Characters of a note as a person counts them, grapheme clusters. */
#define SFT_NOTE_MAX 8000
/* Marks can be heaped on one character without end. */
#define SFT_NOTE_MAX_BYTES (1024 * 1024)
/* A note is in its file this long after it was typed. */
#define SFT_NOTES_DELAY_MS 500

#define SFT_TYPE_NOTES (sft_notes_get_type ())
G_DECLARE_FINAL_TYPE (SftNotes, sft_notes, SFT, NOTES, GObject)

/* Reads the file, if there is one: whatever it is, this succeeds. Read-only: nothing is changed or written. */
SftNotes *sft_notes_new (const char *path, gboolean read_only);
gboolean sft_notes_is_read_only (SftNotes *self);
/* What was wrong with the file or with writing it, for the learner; NULL: nothing. */
const char *sft_notes_get_problem (SftNotes *self);

/* "": there is none. Stays valid until the note changes. */
const char *sft_notes_get (SftNotes *self, int demo);
/* What the lab showed when the note was last changed; NULL: nothing. */
const SftState *sft_notes_get_state (SftNotes *self, int demo);
/* When the note was last changed, in seconds since 1970; 0: there is none. */
gint64 sft_notes_get_time (SftNotes *self, int demo);
/* Replaces a note; "" removes it. `state` is what the lab shows, of this demo, copied; NULL for the lesson's note, or
 * when nothing is shown. With the text that it has, the note stays as it is. FALSE and an error, and the note is as it
 * was: SFT_STUDY_ERROR_TOO_LONG (the message says how many characters are accepted), NOT_TEXT, READ_ONLY. */
gboolean sft_notes_set (SftNotes *self, int demo, const char *text, const SftState *state, GError **error);
/* The judgement of sft_notes_set() alone. */
gboolean sft_notes_check (const char *text, GError **error);
/* Writes what is not written yet. FALSE and an error: could not. */
gboolean sft_notes_flush (SftNotes *self, GError **error);

/* Where something stands, counted in Unicode characters as GtkTextIter does; `end` is behind it. */
typedef struct
{
  guint start, end;
} SftNoteRange;

typedef struct
{
  int demo;
  GArray *ranges;          /* of SftNoteRange, in order, none overlapping; at least one */
  char *snippet;           /* what stands around the first, in one line */
  SftNoteRange in_snippet; /* the first, in the snippet */
} SftNoteFound;
void sft_note_found_free (SftNoteFound *found);
/* Notes that hold this text, whatever its case and however its characters are composed. Whole characters are found:
 * "e" is not in "é". Blanks around it do not count, and "" is nowhere. Of SftNoteFound, in the order of demos. */
GPtrArray *sft_notes_search (SftNotes *self, const char *text);

/* What an export has written. */
typedef struct
{
  guint n_notes, n_figures;
} SftNotesExport;

/* Writes the notes as Markdown into a file, and the figures in the states that the notes were made in as SVG into a
 * folder beside it: FILE.md and FILE-figures. Figures of an earlier export in there are replaced, other files stay.
 * The text shows as it was typed. FALSE and an error naming the file; then all is as it was before. Takes as long as
 * computing and drawing takes. */
gboolean sft_notes_export (SftNotes *self, const char *path, SftNotesExport *written, GCancellable *cancellable,
                           GError **error);
/* The same in a worker, with the notes as they are now. */
void sft_notes_export_async (SftNotes *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sft_notes_export_finish (SftNotes *self, GAsyncResult *result, SftNotesExport *written, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftNoteFound, sft_note_found_free)

G_END_DECLS
