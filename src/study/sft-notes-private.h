/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as a value, and their parts. */
#pragma once

#include "sft-notes.h"
#include "sft-study-json.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;      /* a GRefString; NULL: no note */
  SftState *state; /* NULL: none */
  gint64 time;
} SftNote;

typedef struct
{
  SftNote notes[SFT_N_NOTES];
} SftNotesData;

SftNotesData *sft_notes_data_copy (const SftNotesData *data); /* NULL: no notes */
void sft_notes_data_free (SftNotesData *data);
/* A whole document. */
void sft_notes_data_write (const SftNotesData *data, SftJson *json);
/* NULL and an error when nothing of it could be read; notes and an error when a part could not. */
SftNotesData *sft_notes_data_read (JsonObject *object, GError **error);

const SftNotesData *sft_notes_get_data (SftNotes *self);
/* Takes the data and writes them soon. */
void sft_notes_take_data (SftNotes *self, SftNotesData *data);
/* Empties the notes and removes the file. */
gboolean sft_notes_erase (SftNotes *self, GError **error);

/* A text as search compares it. */
typedef struct _SftFolded SftFolded;
SftFolded *sft_folded_new (const char *text);
void sft_folded_free (SftFolded *folded);
/* The places of `what`, of SftNoteRange; NULL: none. */
GArray *sft_folded_find (const SftFolded *folded, const char *what);
char *sft_folded_snippet (const SftFolded *folded, const SftNoteRange *range, SftNoteRange *in_snippet);
/* What to look for. */
char *sft_fold (const char *text);

/* The Markdown of the notes. `links` is what stands before the names of figures in links; the figures come as
 * SftNotesFigure. NULL and an error only when cancelled. */
typedef struct
{
  char *name;
  GBytes *bytes;
} SftNotesFigure;
char *sft_notes_to_markdown (const SftNotesData *data, const char *links, GPtrArray *figures, SftNotesExport *counts,
                             GCancellable *cancellable, GError **error);
/* The name of a view's figure. */
char *sft_notes_figure_name (const SftDemo *demo, gboolean concept);
/* The learner's text so that Markdown shows it as it was typed. */
void sft_markdown_append_text (GString *out, const char *text);
void sft_markdown_append_line (GString *out, const char *text, gboolean in_brackets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftNotesData, sft_notes_data_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftFolded, sft_folded_free)

G_END_DECLS
