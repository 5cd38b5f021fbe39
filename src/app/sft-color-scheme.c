/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-color-scheme.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_SETTINGS "org.freedesktop.portal.Settings"
#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"
#define PREFERS_DARK 1

typedef enum
{
  CHOICE_SYSTEM,
  CHOICE_LIGHT,
  CHOICE_DARK,
  CHOICE_HIGH_CONTRAST
} Choice;

/* What we told GTK. */
typedef enum
{
  PREFERENCE_NONE,
  PREFERENCE_LIGHT,
  PREFERENCE_DARK
} Preference;

struct _SftColorScheme
{
  GObject parent_instance;

  GtkSettings *settings;
  Choice choice;
  gboolean desktop_dark;
  gboolean own_theme; /* the theme's name was changed by us */
  Preference own_preference;
  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftColorScheme, sft_color_scheme, G_TYPE_OBJECT)

static void
apply (SftColorScheme *self)
{
  gboolean dark = self->choice == CHOICE_DARK || (self->choice == CHOICE_SYSTEM && self->desktop_dark);
  gboolean contrast = self->choice == CHOICE_HIGH_CONTRAST;
  if (contrast != self->own_theme)
    {
      if (contrast)
        g_object_set (self->settings, "gtk-theme-name", "Default-hc", NULL);
      else
        gtk_settings_reset_property (self->settings, "gtk-theme-name");
      self->own_theme = contrast;
    }
  Preference preference = self->choice == CHOICE_SYSTEM && !self->desktop_dark ? PREFERENCE_NONE
                          : dark                                               ? PREFERENCE_DARK
                                                                               : PREFERENCE_LIGHT;
  /* GTK reads its theme again at every assignment, which at the start would cost a tenth of the time to the window. */
  if (preference != self->own_preference)
    {
      gboolean before;
      g_object_get (self->settings, "gtk-application-prefer-dark-theme", &before, NULL);
      if (preference == PREFERENCE_NONE)
        gtk_settings_reset_property (self->settings, "gtk-application-prefer-dark-theme");
      else if (before != dark)
        g_object_set (self->settings, "gtk-application-prefer-dark-theme", dark, NULL);
      self->own_preference = preference;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The portal wraps the number in one variant or two, by its age. */
static void
take_preference (SftColorScheme *self, GVariant *wrapped)
{
  g_autoptr (GVariant) value = g_variant_ref (wrapped);
  while (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *inner = g_variant_get_variant (value);
      g_variant_unref (value);
      value = inner;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return;
  gboolean dark = g_variant_get_uint32 (value) == PREFERS_DARK;
  if (dark == self->desktop_dark)
    return;
  self->desktop_dark = dark;
  if (self->choice == CHOICE_SYSTEM)
    apply (self);
}

static void
setting_changed (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
                 GVariant *parameters, gpointer data)
{
  const char *namespace, *key;
  g_autoptr (GVariant) value = NULL;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &namespace, &key, &value);
  if (g_str_equal (namespace, NAMESPACE) && g_str_equal (key, KEY))
    take_preference (data, value);
}

/* A desktop without the portal has no preference to follow. */
static void
setting_read (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), async, NULL);
  if (reply == NULL)
    return;
  SftColorScheme *self = data;
  g_autoptr (GVariant) value = g_variant_get_child_value (reply, 0);
  take_preference (self, value);
}

static void
bus_found (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (async, NULL);
  if (bus == NULL)
    return;
  SftColorScheme *self = data;
  self->bus = g_steal_pointer (&bus);
  self->subscription =
      g_dbus_connection_signal_subscribe (self->bus, PORTAL_NAME, PORTAL_SETTINGS, "SettingChanged", PORTAL_PATH,
                                          NAMESPACE, G_DBUS_SIGNAL_FLAGS_NONE, setting_changed, self, NULL);
  g_dbus_connection_call (self->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_SETTINGS, "Read",
                          g_variant_new ("(ss)", NAMESPACE, KEY), G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          self->cancellable, setting_read, self);
}

static void
sft_color_scheme_dispose (GObject *object)
{
  SftColorScheme *self = SFT_COLOR_SCHEME (object);
  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sft_color_scheme_parent_class)->dispose (object);
}

static void
sft_color_scheme_finalize (GObject *object)
{
  g_object_unref (SFT_COLOR_SCHEME (object)->cancellable);
  G_OBJECT_CLASS (sft_color_scheme_parent_class)->finalize (object);
}

static void
sft_color_scheme_class_init (SftColorSchemeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sft_color_scheme_dispose;
  G_OBJECT_CLASS (klass)->finalize = sft_color_scheme_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", SFT_TYPE_COLOR_SCHEME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_color_scheme_init (SftColorScheme *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
theme_changed (SftColorScheme *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

SftColorScheme *
sft_color_scheme_new (GtkSettings *settings)
{
  g_return_val_if_fail (GTK_IS_SETTINGS (settings), NULL);
  SftColorScheme *self = g_object_new (SFT_TYPE_COLOR_SCHEME, NULL);
  self->settings = g_object_ref (settings);
  g_signal_connect_swapped (settings, "notify::gtk-theme-name", G_CALLBACK (theme_changed), self);
  g_signal_connect_swapped (settings, "notify::gtk-application-prefer-dark-theme", G_CALLBACK (theme_changed), self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_found, self);
  return self;
}

void
sft_color_scheme_choose (SftColorScheme *self, const char *choice)
{
  g_return_if_fail (SFT_IS_COLOR_SCHEME (self));
  if (g_str_equal (choice, "light"))
    self->choice = CHOICE_LIGHT;
  else if (g_str_equal (choice, "dark"))
    self->choice = CHOICE_DARK;
  else if (g_str_equal (choice, "high-contrast"))
    self->choice = CHOICE_HIGH_CONTRAST;
  else
    self->choice = CHOICE_SYSTEM;
  apply (self);
}

SftAppearance
sft_color_scheme_get_appearance (SftColorScheme *self)
{
  g_return_val_if_fail (SFT_IS_COLOR_SCHEME (self), SFT_LIGHT);
  g_autofree char *theme = NULL;
  gboolean prefers_dark;
  g_object_get (self->settings, "gtk-theme-name", &theme, "gtk-application-prefer-dark-theme", &prefers_dark, NULL);
  g_autofree char *lower = g_ascii_strdown (theme != NULL ? theme : "", -1);
  if (g_str_has_prefix (lower, "default-hc") || g_str_has_prefix (lower, "highcontrast"))
    return SFT_HIGH_CONTRAST;
  return prefers_dark || g_str_has_suffix (lower, "-dark") ? SFT_DARK : SFT_LIGHT;
}
