/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop starts the program over a session bus of its own: the window comes when it is asked for, and the actions
 * of the desktop entry bring it too. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

#include "scratch-folder.h"

#define NAME "org.sftlab.SftLab"
#define PATH "/org/sftlab/SftLab"

typedef struct
{
  GSubprocess *bus;
  GDBusConnection *connection;
  char *folder;
  gboolean running;
} Fixture;

static void
appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static void
vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *)data = FALSE;
}

static void
wait_until (const gboolean *condition, gboolean wanted)
{
  while (*condition != wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
write_file (Fixture *fixture, const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

/* A test that fails must not leave a bus behind, which would hold the test's own output open. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* A session bus that can start this program alone. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("sft-lab-service-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *service = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s --gapplication-service\n", NAME,
                                              g_getenv ("SFT_LAB_PROGRAM"));
  g_autofree char *config =
      g_strdup_printf ("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>%s</servicedir>"
                       "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow "
                       "eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
                       fixture->folder);
  write_file (fixture, NAME ".service", service);
  write_file (fixture, "bus.conf", config);
  g_autofree char *option = g_strdup_printf ("--config-file=%s/bus.conf", fixture->folder);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  fixture->bus =
      g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", "--nofork", "--print-address", option, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->bus));
  g_autofree char *address = g_data_input_stream_read_line (said, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  g_bus_watch_name_on_connection (fixture->connection, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared, vanished,
                                  &fixture->running, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_subprocess_force_exit (fixture->bus);
  g_subprocess_wait (fixture->bus, NULL, NULL);
  g_clear_object (&fixture->bus);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, i == 0 ? NAME ".service" : "bus.conf", NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static GVariant *
call (Fixture *fixture, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (fixture->connection, NAME, PATH, interface, method, parameters, NULL,
                                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return reply;
}

/* Windows export their actions below the application's path, each under a number. */
static guint
n_windows (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (fixture->connection, NAME, PATH "/window", "org.freedesktop.DBus.Introspectable",
                                   "Introspect", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, &error);
  const char *xml;
  g_assert_no_error (error);
  g_variant_get (reply, "(&s)", &xml);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  guint n = 0;
  for (guint i = 0; info->nodes != NULL && info->nodes[i] != NULL; i++)
    n++;
  return n;
}

static void
quit (Fixture *fixture)
{
  g_variant_unref (call (fixture, "org.gtk.Actions", "Activate", g_variant_new ("(sava{sv})", "quit", NULL, NULL)));
  wait_until (&fixture->running, FALSE);
}

static char *
last_demo (void)
{
  g_autoptr (GKeyFile) kept = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
  g_key_file_load_from_file (kept, file, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return g_key_file_get_string (kept, "org/sftlab/SftLab", "last-demo", NULL);
}

/* Started alone it has no window; Activate brings one, and a second Activate no second one. */
static void
test_activate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) started = g_dbus_connection_call_sync (
      fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "StartServiceByName", g_variant_new ("(su)", NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (started);
  wait_until (&fixture->running, TRUE);
  g_assert_cmpuint (n_windows (fixture), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      g_variant_unref (call (fixture, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL)));
      g_assert_cmpuint (n_windows (fixture), ==, 1);
    }
  quit (fixture);
}

static void
activate_action (Fixture *fixture, const char *action)
{
  g_variant_unref (call (fixture, "org.freedesktop.Application", "ActivateAction",
                         g_variant_new ("(sava{sv})", action, NULL, NULL)));
  wait_until (&fixture->running, TRUE);
}

/* Each action starts the program where it does not run, and opens a window at its place. */
static void
test_actions (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *action, *demo;
  } cases[] = { { "continue", "'9'" }, { "first-demo", "'1'" } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) nine = g_variant_ref_sink (g_variant_new_string ("9"));
      GVariant *parameters[] = { g_variant_new_variant (nine) };
      /* Where the learner stopped. */
      g_variant_unref (call (fixture, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL)));
      wait_until (&fixture->running, TRUE);
      g_variant_unref (call (fixture, "org.gtk.Actions", "Activate",
                             g_variant_new ("(s@ava{sv})", "open-demo",
                                            g_variant_new_array (G_VARIANT_TYPE_VARIANT, parameters, 1), NULL)));
      quit (fixture);
      g_autofree char *before = last_demo ();
      g_assert_cmpstr (before, ==, "'9'");

      activate_action (fixture, cases[i].action);
      g_assert_cmpuint (n_windows (fixture), ==, 1);
      /* And where it runs, it stays one window. */
      activate_action (fixture, cases[i].action);
      g_assert_cmpuint (n_windows (fixture), ==, 1);
      quit (fixture);
      g_autofree char *after = last_demo ();
      g_assert_cmpstr (after, ==, cases[i].demo);
    }
}

int
main (int argc, char **argv)
{
  char *home = scratch_folder_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service/activate", Fixture, NULL, set_up, test_activate, tear_down);
  g_test_add ("/service/actions", Fixture, NULL, set_up, test_actions, tear_down);
  int status = g_test_run ();
  scratch_folder_free (home);
  return status;
}
