/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "driver.h"

#include <string.h>

#include <glib/gstdio.h>

/* A test program is one user: its folder and what it runs are set once, before the first test. */
static char *program, *sources, *folder;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
remove_folder (void)
{
  remove_tree (folder);
  g_free (folder);
  g_free (program);
  g_free (sources);
}

void
driver_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, NULL);
  g_assert_cmpint (*argc, >=, 3);
  program = g_canonicalize_filename ((*argv)[1], NULL);
  sources = g_canonicalize_filename ((*argv)[2], NULL);
  folder = g_dir_make_tmp ("sft-lab-test-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (remove_folder);
}

const char *
driver_program (void)
{
  return program;
}

char *
driver_source (const char *path)
{
  return g_build_filename (sources, path, NULL);
}

const char *
driver_folder (void)
{
  return folder;
}

/* A UTF-8 locale, what sanitizers and allocators want to know, and nothing else: no HOME, no display, no bus. */
static GStrv
bare_environment (const char *const *more)
{
  static const char *const kept[] = { "ASAN_OPTIONS", "LSAN_OPTIONS",    "UBSAN_OPTIONS",
                                      "G_DEBUG",      "MALLOC_PERTURB_", "FONTCONFIG_FILE" };
  g_autofree char *leaks = g_strdup_printf ("suppressions=%s/tests/lsan.supp:print_suppressions=0", sources);
  GStrv env = g_environ_setenv (NULL, "LC_ALL", "C.UTF-8", TRUE);

  env = g_environ_setenv (env, "LSAN_OPTIONS", leaks, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      env = g_environ_setenv (env, kept[i], g_getenv (kept[i]), TRUE);
  for (; more != NULL && *more != NULL; more++)
    {
      g_auto (GStrv) pair = g_strsplit (*more, "=", 2);

      env = g_str_equal (pair[1], "") ? g_environ_unsetenv (env, pair[0])
                                      : g_environ_setenv (env, pair[0], pair[1], TRUE);
    }
  return env;
}

/* No bytes have no address. */
static char *
to_string (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return data != NULL ? g_strndup (data, length) : g_strdup ("");
}

static Ran *
run (const char *const *argv, const char *const *more)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) error_bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) env = bare_environment (more);
  Ran *ran = g_new0 (Ran, 1);

  g_subprocess_launcher_set_environ (launcher, env);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &ran->out, &error_bytes, &error);
  g_assert_no_error (error);
  ran->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                     : -g_subprocess_get_term_sig (process);
  ran->text = to_string (ran->out);
  ran->error = to_string (error_bytes);
  return ran;
}

Ran *
ran_new_env (const char *const *env, const char *const *args)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (char *)program);
  for (; *args != NULL; args++)
    g_ptr_array_add (argv, (char *)*args);
  g_ptr_array_add (argv, NULL);
  return run ((const char *const *)argv->pdata, env);
}

Ran *
ran_new (const char *const *args)
{
  return ran_new_env (NULL, args);
}

Ran *
ran_new_line (const char *line)
{
  g_auto (GStrv) args = NULL;
  g_autoptr (GError) error = NULL;

  if (*line == '\0')
    return ran_new ((const char *const[]){ NULL });
  g_shell_parse_argv (line, NULL, &args, &error);
  g_assert_no_error (error);
  return ran_new ((const char *const *)args);
}

Ran *
ran_new_shell (const char *script)
{
  g_autofree char *p = g_strconcat ("P=", program, NULL), *d = g_strconcat ("D=", folder, NULL);
  g_autofree char *path = g_strconcat ("PATH=", g_getenv ("PATH"), NULL);

  return run ((const char *const[]){ "/bin/sh", "-c", script, NULL }, (const char *const[]){ p, d, path, NULL });
}

void
ran_free (Ran *ran)
{
  g_bytes_unref (ran->out);
  g_free (ran->text);
  g_free (ran->error);
  g_free (ran);
}

void
assert_done (const Ran *ran)
{
  g_assert_cmpstr (ran->error, ==, "");
  g_assert_cmpint (ran->status, ==, 0);
}

void
assert_failed (const Ran *ran, int status, const char *const *words)
{
  g_test_message ("%.300s", ran->error);
  g_assert_cmpint (ran->status, ==, status);
  g_assert_cmpuint (g_bytes_get_size (ran->out), ==, 0);
  g_assert_true (g_str_has_prefix (ran->error, "sft-lab: "));
  g_assert_true (g_utf8_validate (ran->error, -1, NULL));
  /* One line: the only line end is the last byte. */
  g_assert_cmpuint (strcspn (ran->error, "\n\r"), ==, strlen (ran->error) - 1);
  for (; *words != NULL; words++)
    if (strstr (ran->error, *words) == NULL)
      g_error ("\"%s\" is not in: %.300s", *words, ran->error);
}
