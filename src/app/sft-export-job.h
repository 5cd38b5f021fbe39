/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure, on its way into a file. */
#pragma once

#include <gio/gio.h>

#include "sft-export.h"

G_BEGIN_DECLS

typedef struct
{
  SftFigure *figure;
  SftExportOptions options; /* its state is the one below */
  char *path, *state;       /* the state may be NULL */
} SftExportJob;

/* `path` with the suffix of the format if it has none that is known, unless that names a file which is there: nobody
 * asked whether it may be replaced. (transfer full) */
char *sft_export_job_complete_path (const char *path, SftFormat format);

/* Everything is copied or referenced. As on the command line, a known suffix of the path decides the format. */
SftExportJob *sft_export_job_new (SftFigure *figure, const SftExportOptions *options, const char *path,
                                  const char *state);
/* Writes the file in a worker and calls back in the main loop. Takes the job, and a reference to `source`. */
void sft_export_job_run (SftExportJob *job, GObject *source, GAsyncReadyCallback callback);
/* FALSE and an error: the file is as it was. *job is what was to be written, (transfer none): the result has it. */
gboolean sft_export_job_finish (GAsyncResult *result, const SftExportJob **job, GError **error);

G_END_DECLS
