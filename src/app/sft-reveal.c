/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-reveal.h"

#define MANAGER "org.freedesktop.FileManager1"
#define MANAGER_PATH "/org/freedesktop/FileManager1"

static void
open_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  if (folder == NULL)
    return;
  g_autofree char *uri = g_file_get_uri (folder);
  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
shown (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (GFile) file = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), async, NULL);
  if (reply == NULL)
    open_folder (file);
}

static void
bus_found (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (GFile) file = data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (async, NULL);
  if (bus == NULL)
    {
      open_folder (file);
      return;
    }
  g_autofree char *uri = g_file_get_uri (file);
  const char *uris[] = { uri, NULL };
  g_dbus_connection_call (bus, MANAGER, MANAGER_PATH, MANAGER, "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown, g_steal_pointer (&file));
}

void
sft_reveal_file (const char *path)
{
  g_return_if_fail (path != NULL);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_found, g_file_new_for_path (path));
}
