/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

SftLockOutcome
sft_lock_take (const char *path, int *fd)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file, code;

  *fd = -1;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return SFT_LOCK_NOWHERE;
  /* A pipe in its place would wait for a writer. */
  file = g_open (path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
  if (file < 0)
    return SFT_LOCK_NOWHERE;
  do
    code = flock (file, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
  while (code == EINTR);
  if (code == 0)
    {
      *fd = file;
      return SFT_LOCK_HELD;
    }
  close (file);
  return code == EWOULDBLOCK ? SFT_LOCK_BUSY : SFT_LOCK_NOWHERE;
}
