/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every view of every demo as a file in one folder, with the parameters that it has now and the choices made last in
 * the export dialog. */
#pragma once

#include "sft-window.h"

G_BEGIN_DECLS

#define SFT_TYPE_EXPORT_ALL (sft_export_all_get_type ())
G_DECLARE_FINAL_TYPE (SftExportAll, sft_export_all, SFT, EXPORT_ALL, GtkWindow)

/* Asks for the folder first. */
void sft_export_all_choose (SftWindow *window);
/* Shows the dialog and begins, or asks first where files would be replaced. It closes by itself when all is written,
 * and the window says so. `folder` is a path. (transfer none) */
SftExportAll *sft_export_all_begin (SftWindow *window, const char *folder);
/* Files that are written; for tests. */
guint sft_export_all_get_done (SftExportAll *self);

G_END_DECLS
