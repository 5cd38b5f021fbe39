/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings with and without their schema. No display is needed. */
#include "config.h"

#include <glib/gstdio.h>

#include "sft-settings.h"

static void
test_fallbacks_are_the_defaults (void)
{
  g_autoptr (GSettingsSchema) schema =
      g_settings_schema_source_lookup (g_settings_schema_source_get_default (), APPLICATION_ID, TRUE);
  g_assert_nonnull (schema);
  g_auto (GStrv) keys = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (keys), >, 0);
  for (char **key = keys; *key != NULL; key++)
    {
      g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (schema, *key);
      g_autoptr (GVariant) expected = g_settings_schema_key_get_default_value (schema_key);
      g_autoptr (GVariant) fallback = sft_settings_get_fallback (*key);
      g_test_message ("%s", *key);
      g_assert_nonnull (fallback);
      g_assert_cmpvariant (fallback, expected);
    }
  g_assert_null (sft_settings_get_fallback ("no-such-key"));
}

static void
check_round_trip (SftSettings *settings)
{
  sft_settings_set_int (settings, "window-width", 777);
  sft_settings_set_boolean (settings, "export-title", FALSE);
  sft_settings_set_double (settings, "export-scale", 4);
  sft_settings_set_string (settings, "last-demo", "17");
  g_autofree char *demo = sft_settings_get_string (settings, "last-demo");
  g_assert_cmpint (sft_settings_get_int (settings, "window-width"), ==, 777);
  g_assert_false (sft_settings_get_boolean (settings, "export-title"));
  g_assert_cmpfloat (sft_settings_get_double (settings, "export-scale"), ==, 4);
  g_assert_cmpstr (demo, ==, "17");
}

static void
test_kept (void)
{
  g_autoptr (SftSettings) settings = sft_settings_new ();
  g_assert_true (sft_settings_is_kept (settings));
  check_round_trip (settings);
  /* Out of the range of the schema. */
  sft_settings_set_double (settings, "export-scale", 99);
  g_assert_cmpfloat (sft_settings_get_double (settings, "export-scale"), ==, 4);
  sft_settings_set_string (settings, "appearance", "pink");
  g_autofree char *appearance = sft_settings_get_string (settings, "appearance");
  g_assert_cmpstr (appearance, ==, "system");
}

static void
test_without_schema (void)
{
  if (!g_test_subprocess ())
    {
      g_autofree char *empty = g_dir_make_tmp ("sft-lab-empty-XXXXXX", NULL);
      /* Set for the child, which looks for schemas when it starts. */
      g_autofree char *schemas = g_strdup (g_getenv ("GSETTINGS_SCHEMA_DIR"));
      g_autofree char *data = g_strdup (g_getenv ("XDG_DATA_DIRS"));
      g_unsetenv ("GSETTINGS_SCHEMA_DIR");
      g_setenv ("XDG_DATA_DIRS", empty, TRUE);
      g_setenv ("XDG_DATA_HOME", empty, TRUE);
      g_test_trap_subprocess (NULL, 0, 0);
      g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, TRUE);
      data != NULL ? (void)g_setenv ("XDG_DATA_DIRS", data, TRUE) : g_unsetenv ("XDG_DATA_DIRS");
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*sft-lab: the settings schema org.sftlab.SftLab is not installed*");
      g_rmdir (empty);
      return;
    }
  g_autoptr (SftSettings) settings = sft_settings_new ();
  g_assert_false (sft_settings_is_kept (settings));
  g_assert_cmpint (sft_settings_get_int (settings, "window-width"), ==, 1200);
  check_round_trip (settings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/fallbacks-are-the-defaults", test_fallbacks_are_the_defaults);
  g_test_add_func ("/settings/kept", test_kept);
  g_test_add_func ("/settings/without-schema", test_without_schema);
  return g_test_run ();
}
