/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learner's notes from the command line. */
#include <string.h>

#include <glib/gstdio.h>

#include "driver.h"

#define NOTES                                                                                                          \
  "{\"kind\":\"sft-lab-notes\",\"version\":1,\"notes\":[{\"demo\":0,\"text\":\"On the lesson\"},{\"demo\":4,"          \
  "\"changed\":\"2026-11-24T10:00:00Z\",\"text\":\"At 0.35\",\"state\":{\"version\":1,\"demo\":4,\"view\":"            \
  "\"notebook\",\"set\":{\"threshold\":0.35}}}]}"

static Ran *
run_with (const char *data, const char *const *args)
{
  g_autofree char *folder = g_build_filename (driver_folder (), data, NULL);
  g_autofree char *variable = g_strconcat ("XDG_DATA_HOME=", folder, NULL);
  const char *const env[] = { variable, NULL };

  return ran_new_env (env, args);
}
#define RUN_WITH(data, ...) run_with (data, (const char *const[]){ __VA_ARGS__, NULL })

static void
write_notes (const char *data, const char *text)
{
  g_autofree char *folder = g_build_filename (driver_folder (), data, "sft-lab", NULL);
  g_autofree char *path = g_build_filename (folder, "notes.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_export (void)
{
  g_autofree char *path = g_build_filename (driver_folder (), "Notizen für mich.md", NULL), *text = NULL;
  g_autofree char *figure = g_build_filename (driver_folder (), "Notizen für mich-figures",
                                              "sft-lab-04-chat-templates-as-part-of-the-objective.svg", NULL);
  g_autofree char *said = g_strconcat (path, ": 2 notes, 1 figure\n", NULL);
  g_autofree char *lock = g_build_filename (driver_folder (), "data", "sft-lab", "lock", NULL);
  g_autoptr (Ran) ran = NULL;

  write_notes ("data", NOTES);
  ran = RUN_WITH ("data", "notes", "export", path);
  assert_done (ran);
  g_assert_cmpstr (ran->text, ==, said);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "## The lesson\n\nOn the lesson\n"));
  g_assert_nonnull (strstr (text, "sft-lab run 4 --set threshold=0.35\n"));
  g_assert_nonnull (strstr (text, "](Notizen%20f%C3%BCr%20mich-figures/sft-lab-04-"));
  g_assert_true (g_file_test (figure, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* Nothing yet is no error. */
static void
test_none (void)
{
  g_autofree char *path = g_build_filename (driver_folder (), "none.md", NULL);
  g_autofree char *data = g_build_filename (driver_folder (), "nothing", NULL);
  g_autoptr (Ran) ran = RUN_WITH ("nothing", "notes", "export", path);

  assert_done (ran);
  g_assert_true (g_str_has_suffix (ran->text, "none.md: 0 notes, 0 figures\n"));
  g_assert_false (g_file_test (data, G_FILE_TEST_EXISTS));
}

/* What cannot be read is told, not exported in part, and stays where it is. */
static void
test_damaged (void)
{
  g_autofree char *path = g_build_filename (driver_folder (), "damaged.md", NULL);
  g_autoptr (Ran) damaged = NULL, newer = NULL;

  write_notes ("damaged", "{\"kind\":\"sft-lab-notes\"");
  damaged = RUN_WITH ("damaged", "notes", "export", path);
  ASSERT_FAILED (damaged, 1, "Your notes could not all be read", "notes.json");
  write_notes ("damaged", "{\"kind\":\"sft-lab-notes\",\"version\":2}");
  newer = RUN_WITH ("damaged", "notes", "export", path);
  ASSERT_FAILED (newer, 1, "version 2");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_unwritable (void)
{
  g_autofree char *path = g_build_filename (driver_folder (), "none", "notes.md", NULL);
  g_autoptr (Ran) ran = NULL;

  write_notes ("data", NOTES);
  ran = RUN_WITH ("data", "notes", "export", path);
  ASSERT_FAILED (ran, 1, "notes.md", "there is no folder");
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/notes/export", test_export);
  g_test_add_func ("/cli/notes/none", test_none);
  g_test_add_func ("/cli/notes/damaged", test_damaged);
  g_test_add_func ("/cli/notes/unwritable", test_unwritable);
  return g_test_run ();
}
