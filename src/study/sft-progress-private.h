/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress as a value. */
#pragma once

#include "sft-progress.h"
#include "sft-study-json.h"

G_BEGIN_DECLS

#define SFT_N_DEMOS 25

typedef struct
{
  gboolean opened[SFT_N_DEMOS + 1], tried[SFT_N_DEMOS + 1];
  int last_demo;
  /* All are sorted, so that the file is the same for the same progress. */
  GTree *answers; /* "17:first-token" -> SftGivenAnswer */
  GTree *cards;   /* key -> SftFsrsCard */
  GTree *days;    /* "2026-11-24" -> number of exercises */
} SftProgressData;

SftProgressData *sft_progress_data_copy (const SftProgressData *data); /* NULL: nothing yet */
void sft_progress_data_free (SftProgressData *data);
/* A whole document. */
void sft_progress_data_write (const SftProgressData *data, SftJson *json);
/* NULL and an error when nothing of it could be read; progress and an error when a part could not. */
SftProgressData *sft_progress_data_read (JsonObject *object, GError **error);

/* The key of an answer. */
char *sft_progress_answer_key (int demo, const char *question);

const SftProgressData *sft_progress_get_data (SftProgress *self);
/* Takes the data and writes them soon. */
void sft_progress_take_data (SftProgress *self, SftProgressData *data);
/* Empties the progress and removes the file. */
gboolean sft_progress_erase (SftProgress *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftProgressData, sft_progress_data_free)

G_END_DECLS
