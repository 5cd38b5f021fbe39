/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learner's note for a demo, or for the lesson, kept as it is typed. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"
#include "sft-notes.h"

G_BEGIN_DECLS

#define SFT_TYPE_NOTES_VIEW (sft_notes_view_get_type ())
G_DECLARE_FINAL_TYPE (SftNotesView, sft_notes_view, SFT, NOTES_VIEW, GtkWidget)

GtkWidget *sft_notes_view_new (void);
/* Where notes come from and go to; NULL: none can be taken. */
void sft_notes_view_set_notes (SftNotesView *self, SftNotes *notes);
/* Which note is shown: of the demo that is open, remembered with the state it is in; NULL: the lesson's. */
void sft_notes_view_set_state (SftNotesView *self, SftDemoState *state);

/* For tests. */
GtkTextBuffer *sft_notes_view_get_buffer (SftNotesView *self);
const char *sft_notes_view_get_count (SftNotesView *self);
const char *sft_notes_view_get_reason (SftNotesView *self); /* why the text is not kept; "" when it is */

G_END_DECLS
