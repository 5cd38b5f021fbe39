/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study-folder.h"

#include <glib/gstdio.h>
#include <string.h>

void
study_set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("sft-lab-study-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sft-lab", "file.json", NULL);
}

void
study_remove_tree (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      study_remove_tree (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
study_tear_down (Fixture *fixture, gconstpointer unused)
{
  study_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
study_write (const char *path, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

char *
study_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

guint
study_count_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);
  return n;
}

SftState *
study_state (int demo, gboolean concept, const char *assignment)
{
  g_autoptr (GError) error = NULL;
  const char *const set[] = { assignment, NULL };
  const SftDemo *row = sft_demo_find (demo);
  g_autoptr (SftValues) values = sft_demo_assign (row, concept, set, &error);
  g_assert_no_error (error);
  return sft_state_new (row, concept, values);
}
