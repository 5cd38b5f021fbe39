/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One process at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SFT_LOCK_HELD,
  SFT_LOCK_BUSY,   /* another process, or another place in this one, holds it */
  SFT_LOCK_NOWHERE /* there cannot be one: the folder is read-only, or its file system has no locks */
} SftLockOutcome;

/* Takes the lock that the file stands for, which is made if need be and stays; its folder too. *fd is to be closed,
 * which gives the lock back, as does the end of the process; -1 where it is not held. */
SftLockOutcome sft_lock_take (const char *path, int *fd);

G_END_DECLS
