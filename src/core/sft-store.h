/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are either whole or as they were. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes `bytes` to `path`. A regular file (or a name that does not exist) is replaced atomically and
 * keeps its mode; a symbolic link is followed and its target replaced; what exists and is no regular
 * file (a device, a pipe, a terminal) is opened and written straight. "-" is standard output, and the
 * names of open descriptors (/dev/stdout, /dev/fd/3) are written to as they are. A read-only file, and one whose
 * folder takes no new files, is refused: it could not be replaced as a whole.
 * On error (G_FILE_ERROR, message naming path and reason) an existing file is as it was and no
 * temporary file remains. */
gboolean sft_store_write (const char *path, GBytes *bytes, GError **error);

/* The same for what cannot be made again, such as notes: when it returns, a power cut no longer takes the new bytes. It
 * waits for the disk. */
gboolean sft_store_keep (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
