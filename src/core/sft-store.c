/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-store.h"

#include "sft-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define _(msgid) sft_translate (msgid)

#define MAX_LINKS 40 /* as the kernel */

/* Sets an error from errno's value `code`: "figure.png: cannot write: No space left on device". */
static void
set_write_error (GError **error, const char *path, int code, const char *reason)
{
  g_autofree char *display = g_filename_display_name (path);
  g_autofree char *name = sft_one_line (display, 1000);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot write: %s"), name,
               reason != NULL ? reason : g_strerror (code));
}

/* The number of the error, or 0. A pipe may take a part at a time or, when it does not block, nothing yet. */
static int
write_all (int fd, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written >= 0)
        {
          data += written;
          length -= (gsize)written;
        }
      else if (errno == EAGAIN || errno == EWOULDBLOCK)
        {
          GPollFD poll_fd = { .fd = fd, .events = G_IO_OUT };

          if (g_poll (&poll_fd, 1, -1) < 0 && errno != EINTR)
            return errno;
        }
      else if (errno != EINTR)
        return errno;
    }
  return 0;
}

/* The descriptor that a name of an open one means ("-", "/dev/stdout", "/dev/fd/3"), or -1. Opening such a name
 * anew would start at the front of what was redirected there, and replacing it would cut the redirection. */
static int
open_descriptor (const char *path)
{
  const char *number = NULL;
  guint64 fd;

  if (g_str_equal (path, "-") || g_str_equal (path, "/dev/stdout"))
    return STDOUT_FILENO;
  if (g_str_equal (path, "/dev/stderr"))
    return STDERR_FILENO;
  if (g_str_has_prefix (path, "/dev/fd/"))
    number = path + strlen ("/dev/fd/");
  else if (g_str_has_prefix (path, "/proc/self/fd/"))
    number = path + strlen ("/proc/self/fd/");
  if (number != NULL && g_ascii_string_to_unsigned (number, 10, 0, G_MAXINT, &fd, NULL))
    return (int)fd;
  return -1;
}

static gboolean
write_descriptor (const char *path, int fd, GBytes *bytes, GError **error)
{
  int code;

  /* What was printed before comes before. */
  if (fd == STDOUT_FILENO)
    fflush (stdout);
  code = write_all (fd, bytes);
  if (code == 0)
    return TRUE;
  set_write_error (error, g_str_equal (path, "-") ? _ ("standard output") : path, code, NULL);
  return FALSE;
}

static gboolean
write_special (const char *path, GBytes *bytes, GError **error)
{
  int code = 0;
  int fd;

  do
    fd = g_open (path, O_WRONLY | O_NOCTTY | O_CLOEXEC, 0);
  while (fd < 0 && errno == EINTR);
  if (fd < 0)
    code = errno;
  else
    {
      code = write_all (fd, bytes);
      if (close (fd) != 0 && code == 0 && errno != EINTR)
        code = errno;
    }
  if (code != 0)
    set_write_error (error, path, code, NULL);
  return code == 0;
}

/* Where symbolic links lead; the last name need not exist. NULL and errno when they lead in a circle. */
static char *
follow_links (const char *path)
{
  char *target = g_strdup (path);

  for (int i = 0; i <= MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        return target;
      folder = g_path_get_dirname (target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
    }
  g_free (target);
  errno = ELOOP;
  return NULL;
}

/* The new name outlives a power cut only when the folder is on the disk too. The file is in its place whatever comes of
 * this, and not every file system can do it. */
static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Fills the temporary file and moves it to its place; the number of the error, or 0. */
static int
finish_temporary (int fd, const char *temporary, const char *target, const struct stat *existing, GBytes *bytes,
                  gboolean keep)
{
  int code = 0;

  if (existing != NULL && fchmod (fd, existing->st_mode & 07777) != 0)
    code = errno;
  if (code == 0)
    code = write_all (fd, bytes);
  /* A file that can be made again need not outlive a power failure; an old one must not turn into an empty
   * one, so that the bytes go to the disk before the name does. File systems without fsync say EINVAL. */
  if (code == 0 && (keep || (existing != NULL && existing->st_size > 0)) && fsync (fd) != 0 && errno != EINVAL)
    code = errno;
  if (close (fd) != 0 && code == 0 && errno != EINTR)
    code = errno;
  if (code == 0 && g_rename (temporary, target) != 0)
    code = errno;
  if (code != 0)
    g_unlink (temporary);
  return code;
}

static gboolean
replace_file (const char *path, const char *target, const struct stat *existing, GBytes *bytes, gboolean keep,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *temporary = g_build_filename (folder, ".sft-lab-XXXXXX", NULL);
  g_autofree char *reason = NULL;
  int code, fd;

  /* A rename asks the folder alone; a file that is read-only is meant to stay as it is. */
  if (existing != NULL && faccessat (AT_FDCWD, target, W_OK, AT_EACCESS) != 0)
    {
      set_write_error (error, path, errno, NULL);
      return FALSE;
    }
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd >= 0)
    code = finish_temporary (fd, temporary, target, existing, bytes, keep);
  else
    {
      g_autofree char *display = g_filename_display_name (folder);
      g_autofree char *name = sft_one_line (display, 1000);

      code = errno;
      if (code == ENOENT)
        reason = g_strdup_printf (_ ("there is no folder \"%s\""), name);
      else if (code == EACCES || code == EPERM || code == EROFS)
        reason = g_strdup_printf (_ ("the folder \"%s\" takes no new files (%s)"), name, g_strerror (code));
    }
  if (code != 0)
    set_write_error (error, path, code, reason);
  else if (keep)
    sync_folder (folder);
  return code == 0;
}

static gboolean
write_path (const char *path, GBytes *bytes, gboolean keep, GError **error)
{
  g_autofree char *target = NULL;
  struct stat info;
  gboolean exists;
  int fd;

  g_return_val_if_fail (path != NULL && bytes != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  fd = open_descriptor (path);
  if (fd >= 0)
    return write_descriptor (path, fd, bytes, error);
  exists = stat (path, &info) == 0;
  if (!exists && (errno != ENOENT || *path == '\0'))
    {
      set_write_error (error, path, errno, NULL);
      return FALSE;
    }
  if ((exists && S_ISDIR (info.st_mode)) || g_str_has_suffix (path, G_DIR_SEPARATOR_S))
    {
      set_write_error (error, path, EISDIR, _ ("it is a folder"));
      return FALSE;
    }
  if (exists && !S_ISREG (info.st_mode))
    return write_special (path, bytes, error);
  target = follow_links (path);
  if (target == NULL)
    {
      set_write_error (error, path, errno, NULL);
      return FALSE;
    }
  return replace_file (path, target, exists ? &info : NULL, bytes, keep, error);
}

gboolean
sft_store_write (const char *path, GBytes *bytes, GError **error)
{
  return write_path (path, bytes, FALSE, error);
}

gboolean
sft_store_keep (const char *path, GBytes *bytes, GError **error)
{
  return write_path (path, bytes, TRUE, error);
}
