/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself: a second start goes to the window of the first, and what was open is remembered. */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#include "scratch-folder.h"

#define NAME "org.sftlab.SftLab"
#define PATH "/org/sftlab/SftLab"

static GSubprocess *
start (const char *option, const char *argument)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("SFT_LAB_PROGRAM"), option, argument, NULL);
  g_assert_no_error (error);
  return process;
}

static void
appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static void
vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  *(gboolean *)data = FALSE;
}

static void
wait_until (const gboolean *condition, gboolean wanted)
{
  while (*condition != wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* Calls the program's own D-Bus interface; replies come once its main loop turns, so after its window is there. */
static void
call (GDBusConnection *bus, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus, NAME, PATH, interface, method, parameters, NULL,
                                                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

/* Whether it runs, from now on; until g_bus_unwatch_name(). */
static guint
watch_program (GDBusConnection *bus, gboolean *running)
{
  return g_bus_watch_name_on_connection (bus, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared, vanished, running, NULL);
}

static void
assert_last_demo (const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) kept = g_key_file_new ();
  g_autofree char *file = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
  g_key_file_load_from_file (kept, file, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_autofree char *demo = g_key_file_get_string (kept, "org/sftlab/SftLab", "last-demo", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (demo, ==, expected);
}

static void
test_second_start (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  gboolean running = FALSE;
  guint watch = watch_program (bus, &running);
  g_autoptr (GSubprocess) first = start ("--demo", "3");
  wait_until (&running, TRUE);
  call (bus, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL));

  /* The second hands over and ends; the first goes on. */
  g_autoptr (GSubprocess) second = start ("--demo", "17");
  g_subprocess_wait_check (second, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (running);
  g_assert_nonnull (g_subprocess_get_identifier (first));

  call (bus, "org.gtk.Actions", "Activate", g_variant_new ("(sava{sv})", "quit", NULL, NULL));
  g_subprocess_wait_check (first, NULL, &error);
  g_assert_no_error (error);
  wait_until (&running, FALSE);
  g_bus_unwatch_name (watch);

  /* It was at the demo that the second start asked for. */
  assert_last_demo ("'17'");
}

static void
export_figure (const char *path, const char *steps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("SFT_LAB_PROGRAM"),
                                                      "export", "13", "--set", steps, "--output", path, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* What the learner's own file holds after the program has ended. */
static void
assert_kept (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "sft-lab", "parameters.json", NULL);
  g_autofree char *kept = NULL;
  g_file_get_contents (path, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (kept, "\"demo\": 13"));
  g_assert_nonnull (strstr (kept, text));
}

/* A figure is opened by the first start, or handed over by a second one. */
static void
test_open_figure (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *one = g_build_filename (g_get_home_dir (), "one.png", NULL);
  g_autofree char *other = g_build_filename (g_get_home_dir (), "other.pdf", NULL);
  gboolean running = FALSE;
  guint watch = watch_program (bus, &running);
  export_figure (one, "steps=77");
  export_figure (other, "steps=88");
  for (int handed = 0; handed < 2; handed++)
    {
      g_autoptr (GSubprocess) first = handed ? start ("--demo", "2") : start ("--open", one);
      wait_until (&running, TRUE);
      call (bus, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL));
      if (handed)
        {
          g_autoptr (GSubprocess) second = start ("--open", other);
          g_subprocess_wait_check (second, NULL, &error);
          g_assert_no_error (error);
        }
      call (bus, "org.gtk.Actions", "Activate", g_variant_new ("(sava{sv})", "quit", NULL, NULL));
      g_subprocess_wait_check (first, NULL, &error);
      g_assert_no_error (error);
      wait_until (&running, FALSE);
      assert_kept (handed ? "\"steps\": 88" : "\"steps\": 77");
    }
  g_bus_unwatch_name (watch);
}

/* Tests may have been started so that they outlive their terminal, which is inherited. */
static void
hear_signals (gpointer data)
{
  signal (SIGINT, SIG_DFL);
  signal (SIGHUP, SIG_DFL);
}

/* A session that ends, Control+C, and a terminal that closes end the program as closing its window does. */
static void
test_signals (void)
{
  static const struct
  {
    int number;
    const char *demo;
  } endings[] = { { SIGTERM, "5" }, { SIGINT, "6" }, { SIGHUP, "7" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  gboolean running = FALSE;
  guint watch = watch_program (bus, &running);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_launcher_set_child_setup (launcher, hear_signals, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("'%s'", endings[i].demo);
      g_autoptr (GSubprocess) process =
          g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SFT_LAB_PROGRAM"), "--demo", endings[i].demo, NULL);
      g_assert_no_error (error);
      wait_until (&running, TRUE);
      call (bus, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL));
      g_subprocess_send_signal (process, endings[i].number);
      g_subprocess_wait_check (process, NULL, &error);
      g_assert_no_error (error);
      wait_until (&running, FALSE);
      assert_last_demo (quoted);
    }
  g_bus_unwatch_name (watch);
}

/* Without a display: one line, exit status 1. */
static void
test_no_display (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SFT_LAB_PROGRAM"), NULL);
  g_assert_no_error (error);
  g_autofree char *output = NULL, *errors = NULL;
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, &errors, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_cmpstr (output, ==, "");
  g_assert_true (g_str_has_prefix (errors, "sft-lab: "));
  g_assert_true (g_strstr_len (errors, -1, "\n") == errors + strlen (errors) - 1);
}

int
main (int argc, char **argv)
{
  char *home = scratch_folder_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instance/second-start", test_second_start);
  g_test_add_func ("/instance/open-figure", test_open_figure);
  g_test_add_func ("/instance/signals", test_signals);
  g_test_add_func ("/instance/no-display", test_no_display);
  int status = g_test_run ();
  scratch_folder_free (home);
  return status;
}
