/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of every demo, kept in a file from one start to the next.
 *
 * Only views whose parameters differ from the defaults are in the file. It is written as a whole by a worker, at most
 * one write at a time, SFT_SAVE_DELAY_MS after the first change that it does not have yet. A file that cannot be read
 * is moved aside, to the same name with ".damaged-N", and told of. */
#pragma once

#include "sft-state.h"

G_BEGIN_DECLS

#define SFT_SAVE_DELAY_MS 1000

#define SFT_TYPE_SAVED_STATES (sft_saved_states_get_type ())
G_DECLARE_FINAL_TYPE (SftSavedStates, sft_saved_states, SFT, SAVED_STATES, GObject)

/* The file in the user's state folder. */
char *sft_saved_states_default_path (void);
/* Reads the file, if there is one: whatever it is, this succeeds. */
SftSavedStates *sft_saved_states_new (const char *path);

/* What was wrong with the file or with writing it, for the learner; NULL: nothing. The signal "problem" says that
 * there is something new. */
const char *sft_saved_states_get_problem (SftSavedStates *self);
/* Where a damaged file was moved to; NULL: there was none. */
const char *sft_saved_states_get_set_aside (SftSavedStates *self);

/* (transfer none); NULL: the defaults. */
SftValues *sft_saved_states_get (SftSavedStates *self, const SftDemo *demo, gboolean concept);
/* Remembers the values, or with the defaults that there is nothing to remember; writes soon. */
void sft_saved_states_set (SftSavedStates *self, const SftDemo *demo, gboolean concept, SftValues *values);
/* Writes what is not written yet, and returns when it is. FALSE: could not; see the problem. */
gboolean sft_saved_states_flush (SftSavedStates *self);
/* Files written, and writes under way; for tests. */
guint sft_saved_states_get_n_writes (SftSavedStates *self);
gboolean sft_saved_states_is_writing (SftSavedStates *self);

G_END_DECLS
