/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's preference for dark colors, as its settings portal tells it, at the start and while it changes. The
 * portal is played here, on the session bus of build-aux/headless. */
#include "sft-color-scheme.h"

#define NAME "org.freedesktop.portal.Desktop"
#define OBJECT_PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define APPEARANCE "org.freedesktop.appearance"
#define SCHEME "color-scheme"

typedef struct
{
  GDBusConnection *desktop;
  guint name, object;
  guint32 preference; /* 0: none, 1: dark, 2: light */
  guint n_read;
  gboolean owned;
} Fixture;

/* The older call wraps what it reads in one variant more. */
static void
call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
      GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Fixture *fixture = data;
  const char *space, *key;
  g_variant_get (parameters, "(&s&s)", &space, &key);
  g_assert_cmpstr (method, ==, "Read");
  g_assert_cmpstr (space, ==, APPEARANCE);
  g_assert_cmpstr (key, ==, SCHEME);
  fixture->n_read++;
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(v)", g_variant_new_variant (g_variant_new_uint32 (fixture->preference))));
}

static void
acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  ((Fixture *)data)->owned = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const char xml[] = "<node><interface name='" SETTINGS "'><method name='Read'><arg type='s' direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='v' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable table = { .method_call = call };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->desktop = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  fixture->object = g_dbus_connection_register_object (fixture->desktop, OBJECT_PATH, node->interfaces[0], &table,
                                                       fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->name =
      g_bus_own_name_on_connection (fixture->desktop, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, acquired, NULL, fixture, NULL);
  while (!fixture->owned)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_bus_unown_name (fixture->name);
  g_dbus_connection_unregister_object (fixture->desktop, fixture->object);
  g_dbus_connection_close_sync (fixture->desktop, NULL, NULL);
  g_clear_object (&fixture->desktop);
}

static void
tell (Fixture *fixture, const char *space, const char *key, GVariant *value)
{
  g_assert_true (g_dbus_connection_emit_signal (fixture->desktop, NULL, OBJECT_PATH, SETTINGS, "SettingChanged",
                                                g_variant_new ("(ssv)", space, key, value), NULL));
}

static void
prefer (Fixture *fixture, guint32 preference)
{
  tell (fixture, APPEARANCE, SCHEME, g_variant_new_uint32 (preference));
}

/* Never comes: the limit of the test ends it. */
static void
wait_for (SftColorScheme *scheme, SftAppearance appearance)
{
  while (sft_color_scheme_get_appearance (scheme) != appearance)
    g_main_context_iteration (NULL, TRUE);
}

static SftColorScheme *
new_scheme (Fixture *fixture)
{
  SftColorScheme *scheme = sft_color_scheme_new (gtk_settings_get_default ());
  sft_color_scheme_choose (scheme, "system");
  while (fixture->n_read == 0)
    g_main_context_iteration (NULL, TRUE);
  return scheme;
}

static void
count (SftColorScheme *scheme, guint *n)
{
  ++*n;
}

static void
test_follows (Fixture *fixture, gconstpointer unused)
{
  guint n = 0;
  fixture->preference = 1;
  SftColorScheme *scheme = new_scheme (fixture);
  wait_for (scheme, SFT_DARK);
  g_signal_connect (scheme, "changed", G_CALLBACK (count), &n);
  prefer (fixture, 0);
  wait_for (scheme, SFT_LIGHT);
  g_assert_cmpuint (n, >, 0);
  prefer (fixture, 1);
  wait_for (scheme, SFT_DARK);
  prefer (fixture, 2);
  wait_for (scheme, SFT_LIGHT);

  /* What is no preference for dark colors changes nothing; the last one shows that all of it has come. */
  tell (fixture, "org.gnome.desktop.interface", SCHEME, g_variant_new_uint32 (1));
  tell (fixture, APPEARANCE, "accent-color", g_variant_new_uint32 (1));
  tell (fixture, APPEARANCE, SCHEME, g_variant_new_string ("prefer-dark"));
  prefer (fixture, 7);
  n = 0;
  prefer (fixture, 1);
  wait_for (scheme, SFT_DARK);
  guint all = n;
  prefer (fixture, 0);
  wait_for (scheme, SFT_LIGHT);
  g_assert_cmpuint (n, ==, 2 * all);
  g_assert_finalize_object (scheme);
}

/* Who has chosen colors keeps them, whatever the desktop prefers, until the choice is left to it again. */
static void
test_choice_counts (Fixture *fixture, gconstpointer unused)
{
  fixture->preference = 1;
  SftColorScheme *scheme = new_scheme (fixture);
  wait_for (scheme, SFT_DARK);
  sft_color_scheme_choose (scheme, "light");
  g_assert_cmpint (sft_color_scheme_get_appearance (scheme), ==, SFT_LIGHT);
  sft_color_scheme_choose (scheme, "high-contrast");
  g_assert_cmpint (sft_color_scheme_get_appearance (scheme), ==, SFT_HIGH_CONTRAST);
  sft_color_scheme_choose (scheme, "system");
  g_assert_cmpint (sft_color_scheme_get_appearance (scheme), ==, SFT_DARK);
  sft_color_scheme_choose (scheme, "dark");
  prefer (fixture, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (sft_color_scheme_get_appearance (scheme), ==, SFT_DARK);
  sft_color_scheme_choose (scheme, "system");
  wait_for (scheme, SFT_LIGHT);
  g_assert_finalize_object (scheme);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/portal/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/portal/choice-counts", Fixture, NULL, set_up, test_choice_counts, tear_down);
  return g_test_run ();
}
