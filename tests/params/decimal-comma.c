/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal-comma.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define LOCALE "de_DE.UTF-8"

/* Before the first setlocale() of this locale: the C library remembers what it did not find. */
static void
build_locale (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "params", "locale", NULL);
  g_autofree char *partial = g_strdup_printf ("%s/partial-%u", folder, g_random_int ());
  g_autofree char *final = g_build_filename (folder, LOCALE, NULL);
  const char *argv[] = { "localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", partial, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  if (g_file_test (final, G_FILE_TEST_IS_DIR))
    return;
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                     &said, NULL, &error))
    g_error ("localedef cannot be started: %s", error->message);
  /* Two programs may do this at a time: whoever comes second finds the name taken. */
  if (g_rename (partial, final) != 0)
    {
      const char *remove[] = { "rm", "-rf", partial, NULL };

      g_spawn_sync (NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    }
  if (!g_file_test (final, G_FILE_TEST_IS_DIR))
    g_error ("no locale with a decimal comma; it takes the system's package \"locales\". localedef: %s", said);
}

gboolean
test_locale_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  if (*argc < 2 || strcmp ((*argv)[1], "--decimal-comma") != 0)
    return FALSE;
  build_locale ();
  if (setlocale (LC_NUMERIC, LOCALE) == NULL)
    g_error ("the locale " LOCALE " was built, but does not load");
  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  memmove (&(*argv)[1], &(*argv)[2], (gsize)(*argc - 1) * sizeof (char *));
  (*argc)--;
  return TRUE;
}
