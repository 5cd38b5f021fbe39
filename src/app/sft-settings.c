/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-settings.h"

#include "sft-app-private.h"

struct _SftSettings
{
  GObject parent_instance;
  GSettings *settings; /* NULL: no schema */
  GHashTable *values;  /* key -> GVariant, set while there is no schema */
};

/* The schema's defaults, for when there is no schema; a test compares them. */
static const struct
{
  const char *key, *value;
} fallbacks[] = {
  { "window-width", "1200" },     { "window-height", "800" },          { "window-maximized", "false" },
  { "sidebar-shown", "true" },    { "sidebar-width", "230" },          { "panel-shown", "true" },
  { "panel-width", "300" },       { "notes-height", "180" },           { "last-demo", "'1'" },
  { "last-page", "'lesson'" },    { "appearance", "'system'" },        { "export-format", "'png'" },
  { "export-width", "1000.0" },   { "export-height", "600.0" },        { "export-scale", "2.0" },
  { "export-text-scale", "1.0" }, { "export-appearance", "'light'" },  { "export-transparent", "false" },
  { "export-title", "true" },     { "export-legend", "true" },         { "export-formula", "false" },
  { "export-folder", "''" },      { "export-svg-text", "'outlines'" }, { "start-fresh", "false" },
  { "print-choices", "''" },
};

G_DEFINE_FINAL_TYPE (SftSettings, sft_settings, G_TYPE_OBJECT)

static void
sft_settings_finalize (GObject *object)
{
  SftSettings *self = SFT_SETTINGS (object);
  g_clear_object (&self->settings);
  g_hash_table_unref (self->values);
  G_OBJECT_CLASS (sft_settings_parent_class)->finalize (object);
}

static void
sft_settings_class_init (SftSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sft_settings_finalize;
}

static gboolean
has_all_keys (GSettingsSchema *schema)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fallbacks); i++)
    if (!g_settings_schema_has_key (schema, fallbacks[i].key))
      return FALSE;
  return TRUE;
}

static void
sft_settings_init (SftSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  if (schema != NULL && has_all_keys (schema))
    self->settings = g_settings_new_full (schema, NULL, NULL);
  else
    g_printerr (_ ("sft-lab: the settings schema %s is not installed; choices will not be remembered\n"),
                APPLICATION_ID);
}

SftSettings *
sft_settings_new (void)
{
  return g_object_new (SFT_TYPE_SETTINGS, NULL);
}

gboolean
sft_settings_is_kept (SftSettings *self)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), FALSE);
  return self->settings != NULL;
}

GVariant *
sft_settings_get_fallback (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fallbacks); i++)
    if (g_str_equal (fallbacks[i].key, key))
      return g_variant_ref_sink (g_variant_new_parsed (fallbacks[i].value));
  return NULL;
}

static GVariant *
get (SftSettings *self, const char *key, const char *type)
{
  GVariant *value = NULL;
  if (self->settings != NULL)
    value = g_settings_get_value (self->settings, key);
  else if ((value = g_hash_table_lookup (self->values, key)) != NULL)
    g_variant_ref (value);
  else
    value = sft_settings_get_fallback (key);
  g_assert (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE (type)));
  return value;
}

/* Takes a floating value. */
static void
set (SftSettings *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  if (self->settings == NULL)
    {
      g_hash_table_insert (self->values, g_strdup (key), g_variant_ref (owned));
      return;
    }
  g_autoptr (GSettingsSchema) schema = NULL;
  g_object_get (self->settings, "settings-schema", &schema, NULL);
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (schema, key);
  if (g_settings_schema_key_range_check (schema_key, owned))
    g_settings_set_value (self->settings, key, owned);
}

int
sft_settings_get_int (SftSettings *self, const char *key)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), 0);
  g_autoptr (GVariant) value = get (self, key, "i");
  return g_variant_get_int32 (value);
}

double
sft_settings_get_double (SftSettings *self, const char *key)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), 0);
  g_autoptr (GVariant) value = get (self, key, "d");
  return g_variant_get_double (value);
}

gboolean
sft_settings_get_boolean (SftSettings *self, const char *key)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), FALSE);
  g_autoptr (GVariant) value = get (self, key, "b");
  return g_variant_get_boolean (value);
}

char *
sft_settings_get_string (SftSettings *self, const char *key)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), NULL);
  g_autoptr (GVariant) value = get (self, key, "s");
  return g_variant_dup_string (value, NULL);
}

void
sft_settings_set_int (SftSettings *self, const char *key, int value)
{
  g_return_if_fail (SFT_IS_SETTINGS (self));
  set (self, key, g_variant_new_int32 (value));
}

void
sft_settings_set_double (SftSettings *self, const char *key, double value)
{
  g_return_if_fail (SFT_IS_SETTINGS (self));
  set (self, key, g_variant_new_double (value));
}

void
sft_settings_set_boolean (SftSettings *self, const char *key, gboolean value)
{
  g_return_if_fail (SFT_IS_SETTINGS (self));
  set (self, key, g_variant_new_boolean (value));
}

void
sft_settings_set_string (SftSettings *self, const char *key, const char *value)
{
  g_return_if_fail (SFT_IS_SETTINGS (self));
  set (self, key, g_variant_new_string (value));
}

char *
sft_settings_get_export_folder (SftSettings *self)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (self), NULL);
  g_autofree char *kept = sft_settings_get_string (self, "export-folder");
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (*kept != '\0' && g_file_test (kept, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&kept);
  return g_strdup (documents != NULL ? documents : g_get_home_dir ());
}
