/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views as files: one, or every view in a folder. */
#pragma once

#include "sft-export.h"
#include "sft-lab.h"

G_BEGIN_DECLS

/* Computes the view and writes its figure, with its state, to `path` (see sft_store_write()); `pinned`, if it is not
 * NULL and fits, as the figure's ghost. FALSE and the error, G_IO_ERROR_CANCELLED when cancelled; the file is then as
 * it was. Any thread. */
gboolean sft_export_view (const SftDemo *demo, gboolean concept, SftValues *values, SftFigure *pinned,
                          const SftExportOptions *options, const char *path, GCancellable *cancellable, GError **error);

/* One file to write. */
typedef struct
{
  const SftDemo *demo;
  gboolean concept;
  SftValues *values;
  SftFigure *pinned; /* a reference; NULL, as planned: none */
  char *path;        /* as the file system wants it: FOLDER/NN.EXT or FOLDER/NN-concept.EXT */
} SftExportFile;

/* The values that a view is to have, (transfer full); NULL and an error ends the planning. */
typedef SftValues *(*SftExportValues) (const SftDemo *demo, gboolean concept, gpointer data, GError **error);

/* Every view in the order of the demos, notebook before concept: SftExportFile, freed with the array. NULL and the
 * error of `values`. Nothing is written yet. */
GPtrArray *sft_export_plan (const char *folder, SftFormat format, SftExportValues values, gpointer data,
                            GError **error);

/* Writes what was planned, in this thread and one more for each further core; returns when all have ended. The first
 * error stops the rest and is the one that is told; a cancel is one. What was written before is whole, and nothing
 * else is there. *done counts the files as they are finished; it may be read meanwhile with g_atomic_int_get(). */
gboolean sft_export_files (const GPtrArray *files, const SftExportOptions *options, GCancellable *cancellable,
                           int *done, GError **error);

G_END_DECLS
