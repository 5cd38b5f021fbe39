/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are either whole or as they were. */
#include "config.h"

#include "sft-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

/* A folder for one test; removed with what is in it at the end, and found free of temporary files. */
typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sft-store-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_false (g_str_has_prefix (name, ".sft-lab-"));
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
store (const char *path, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return sft_store_write (path, bytes, error);
}

static void
store_ok (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = store (path, text, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

/* Fails with one line that starts with the path and has `reason` in it. */
static void
store_fails (const char *path, int code, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store (path, "new", &error));
  g_assert_error (error, G_FILE_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_null (strchr (error->message, '\n'));
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_new_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "figure.svg", NULL);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  mode_t before = umask (027);

  store_ok (path, "first");
  umask (before);
  assert_contents (path, "first");
  g_assert_cmphex (mode_of (path), ==, 0640);
  g_assert_true (sft_store_write (path, empty, &error));
  g_assert_no_error (error);
  assert_contents (path, "");
}

static void
test_existing_file_keeps_its_mode (Fixture *fixture, gconstpointer data)
{
  static const guint modes[] = { 0600, 0666, 0755 };
  g_autofree char *path = g_build_filename (fixture->folder, "figure.svg", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      store_ok (path, "first");
      g_assert_cmpint (g_chmod (path, (int)modes[i]), ==, 0);
      store_ok (path, "second");
      assert_contents (path, "second");
      g_assert_cmphex (mode_of (path), ==, modes[i]);
    }
}

static void
test_long_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, 'x');
  g_autofree char *longer = g_strnfill (256, 'x');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *too_long = g_build_filename (fixture->folder, longer, NULL);

  store_ok (path, "first");
  assert_contents (path, "first");
  store_fails (too_long, G_FILE_ERROR_NAMETOOLONG, g_strerror (ENAMETOOLONG));
}

static void
test_relative_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "here.csv", NULL);
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  store_ok ("here.csv", "x,y");
  g_assert_cmpint (g_chdir (before), ==, 0);
  assert_contents (path, "x,y");
}

static void
test_symbolic_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "sub", NULL);
  g_autofree char *target = g_build_filename (folder, "target", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *chain = g_build_filename (fixture->folder, "chain", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent", NULL);
  g_autofree char *dangling = g_build_filename (fixture->folder, "dangling", NULL);
  g_autofree char *loop = g_build_filename (fixture->folder, "loop", NULL);

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  store_ok (target, "old");
  g_assert_cmpint (symlink ("target", link), ==, 0);
  g_assert_cmpint (symlink ("sub/link", chain), ==, 0);
  store_ok (chain, "new");
  assert_contents (target, "new");
  g_assert_true (g_file_test (chain, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (target, G_FILE_TEST_IS_SYMLINK));

  g_assert_cmpint (symlink (absent, dangling), ==, 0);
  store_ok (dangling, "made");
  assert_contents (absent, "made");
  g_assert_true (g_file_test (dangling, G_FILE_TEST_IS_SYMLINK));

  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  store_fails (loop, G_FILE_ERROR_LOOP, g_strerror (ELOOP));
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "absent", NULL);
  g_autofree char *path = g_build_filename (folder, "figure.png", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "figure.png", NULL);
  g_autofree char *reason = g_strdup_printf ("there is no folder \"%s\"", folder);
  g_autofree char *slash = g_strconcat (fixture->folder, "/new/", NULL);
  g_autofree char *line = g_build_filename (fixture->folder, "a\nb", "c", NULL);
  g_autoptr (GError) error = NULL;

  store_fails (path, G_FILE_ERROR_NOENT, reason);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  store_ok (file, "old");
  store_fails (below, G_FILE_ERROR_NOTDIR, g_strerror (ENOTDIR));
  assert_contents (file, "old");
  store_fails (fixture->folder, G_FILE_ERROR_ISDIR, "it is a folder");
  store_fails (slash, G_FILE_ERROR_ISDIR, "it is a folder");
  store_fails ("", G_FILE_ERROR_NOENT, g_strerror (ENOENT));
  g_assert_false (store (line, "new", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (strchr (error->message, '\n'));
}

/* The superuser may write everywhere, so that the test acts as another user. */
static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "closed", NULL);
  g_autofree char *inside = g_build_filename (folder, "figure.png", NULL);
  g_autofree char *absent = g_build_filename (folder, "new.png", NULL);
  g_autofree char *read_only = g_build_filename (fixture->folder, "read-only", NULL);
  gboolean superuser = geteuid () == 0;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  store_ok (inside, "old");
  store_ok (read_only, "old");
  g_assert_cmpint (g_chmod (read_only, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  if (superuser)
    {
      g_assert_cmpint (chown (inside, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (read_only, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (fixture->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (seteuid (NOBODY), ==, 0);
    }
  /* The file could be written, but not replaced: then it could not be kept either. */
  store_fails (inside, G_FILE_ERROR_ACCES, "takes no new files");
  store_fails (absent, G_FILE_ERROR_ACCES, "takes no new files");
  store_fails (read_only, G_FILE_ERROR_ACCES, g_strerror (EACCES));
  if (superuser)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  assert_contents (inside, "old");
  assert_contents (read_only, "old");
}

/* A limit on the size of files stands for a full disk: the write stops in the middle. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "figure.png", NULL);
  g_autofree char *absent = g_build_filename (fixture->folder, "new.png", NULL);
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;
  struct rlimit before, limit;

  store_ok (path, "old");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 50000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  store (path, large, &error);
  store (absent, large, &second);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_DFL);

  g_assert_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (EFBIG));
  g_assert_true (g_str_has_prefix (error->message, path));
  assert_contents (path, "old");
  g_assert_nonnull (second);
  g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
}

static void
test_devices (void)
{
  store_ok ("/dev/null", "gone");
  g_assert_true (g_file_test ("/dev/null", G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/dev/null", G_FILE_TEST_IS_REGULAR));
  store_fails ("/dev/full", G_FILE_ERROR_NOSPC, g_strerror (ENOSPC));
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

typedef struct
{
  const char *path;
  GString *got;
} Reader;

static gpointer
read_slowly (gpointer data)
{
  Reader *reader = data;
  int fd = g_open (reader->path, O_RDONLY, 0);
  char buffer[1000];
  gssize n;

  g_assert_cmpint (fd, >=, 0);
  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    {
      g_string_append_len (reader->got, buffer, n);
      g_usleep (10);
    }
  close (fd);
  return NULL;
}

/* More than a pipe holds, so that writes come back short or wait. */
static void
test_pipe (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *large = g_strnfill (1000000, 'x');
  Reader reader = { path, g_string_new (NULL) };
  GThread *thread;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  thread = g_thread_new ("reader", read_slowly, &reader);
  store_ok (path, large);
  g_thread_join (thread);
  g_assert_cmpstr (reader.got->str, ==, large);
  g_string_free (reader.got, TRUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* A descriptor that does not block is waited for. */
static void
test_nonblocking_descriptor (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *large = g_strnfill (1000000, 'y');
  g_autofree char *name = NULL;
  Reader reader = { path, g_string_new (NULL) };
  GThread *thread;
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  thread = g_thread_new ("reader", read_slowly, &reader);
  fd = g_open (path, O_WRONLY, 0);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);
  name = g_strdup_printf ("/dev/fd/%d", fd);
  store_ok (name, large);
  close (fd);
  g_thread_join (thread);
  g_assert_cmpstr (reader.got->str, ==, large);
  g_string_free (reader.got, TRUE);
}

static void
test_standard_output (void)
{
  if (g_test_subprocess ())
    {
      printf ("before ");
      store_ok ("-", "bytes ");
      store_ok ("/dev/stdout", "more");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*before bytes more*");
}

static void
test_standard_output_redirected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "log", NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  g_autofree char *name = g_strdup_printf ("/dev/fd/%d", fd);

  g_assert_cmpint (write (fd, "a", 1), ==, 1);
  store_ok (name, "b");
  g_assert_cmpint (write (fd, "c", 1), ==, 1);
  close (fd);
  assert_contents (path, "abc");
  store_fails (name, G_FILE_ERROR_BADF, g_strerror (EBADF));
}

static void
test_standard_output_full (void)
{
  int saved = dup (STDOUT_FILENO);
  int full = g_open ("/dev/full", O_WRONLY, 0);
  g_autoptr (GError) error = NULL;

  fflush (stdout);
  g_assert_cmpint (dup2 (full, STDOUT_FILENO), ==, STDOUT_FILENO);
  store ("-", "bytes", &error);
  g_assert_cmpint (dup2 (saved, STDOUT_FILENO), ==, STDOUT_FILENO);
  close (saved);
  close (full);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_assert_cmpstr (error->message, ==, "standard output: cannot write: No space left on device");
}

#define VERSIONS 300
#define VERSION_SIZE 200000

static gpointer
write_versions (gpointer path)
{
  for (int i = 0; i < VERSIONS; i++)
    {
      g_autofree char *text = g_strnfill (VERSION_SIZE, (char)('a' + i % 26));

      store_ok (path, text);
    }
  return NULL;
}

/* Whoever reads meanwhile sees one version whole. */
static void
test_never_half (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "state.json", NULL);
  g_autofree char *first = g_strnfill (VERSION_SIZE, 'a');
  GThread *thread;

  store_ok (path, first);
  thread = g_thread_new ("writer", write_versions, path);
  for (int i = 0; i < VERSIONS; i++)
    {
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpuint (length, ==, VERSION_SIZE);
      g_assert_cmpuint (strspn (contents, (char[]){ contents[0], '\0' }), ==, VERSION_SIZE);
    }
  g_thread_join (thread);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/new-file", test_new_file);
  ADD ("/store/existing-file-keeps-its-mode", test_existing_file_keeps_its_mode);
  ADD ("/store/long-name", test_long_name);
  ADD ("/store/relative-path", test_relative_path);
  ADD ("/store/symbolic-links", test_symbolic_links);
  ADD ("/store/no-folder", test_no_folder);
  ADD ("/store/permissions", test_permissions);
  ADD ("/store/full-disk", test_full_disk);
  g_test_add_func ("/store/devices", test_devices);
  ADD ("/store/pipe", test_pipe);
  ADD ("/store/nonblocking-descriptor", test_nonblocking_descriptor);
  g_test_add_func ("/store/standard-output", test_standard_output);
  ADD ("/store/standard-output-redirected", test_standard_output_redirected);
  g_test_add_func ("/store/standard-output-full", test_standard_output_full);
  ADD ("/store/never-half", test_never_half);
  return g_test_run ();
}
