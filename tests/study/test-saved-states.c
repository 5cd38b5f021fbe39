/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters from one start to the next: kept, written one at a time, and never lost to a damaged file. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sft-saved-states.h"

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("sft-lab-states-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sft-lab", "parameters.json", NULL);
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static SftValues *
with (int number, const char *assignment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) defaults = sft_demo_defaults (sft_demo_find (number), FALSE);
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);
  g_assert_true (sft_edit_parse (edit, assignment, &error));
  SftValues *values = sft_edit_commit (g_steal_pointer (&edit), &error);
  g_assert_no_error (error);
  return values;
}

static void
set (SftSavedStates *saved, int number, const char *assignment)
{
  g_autoptr (SftValues) values = with (number, assignment);
  sft_saved_states_set (saved, sft_demo_find (number), FALSE, values);
}

static double
get (SftSavedStates *saved, int number, const char *id)
{
  SftValues *values = sft_saved_states_get (saved, sft_demo_find (number), FALSE);
  g_assert_nonnull (values);
  return sft_values_get (values, id);
}

static void
write_file (const char *path, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

/* The thread of a worker that is through may hold on for a moment. */
static void
release (SftSavedStates *saved)
{
  gpointer left = saved;
  g_object_add_weak_pointer (G_OBJECT (saved), &left);
  g_object_unref (saved);
  gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  while (g_atomic_pointer_get (&left) != NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_null (left);
}

static void
run_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  SftSavedStates *saved = sft_saved_states_new (fixture->path);
  g_assert_null (sft_saved_states_get_problem (saved));
  g_assert_null (sft_saved_states_get (saved, sft_demo_find (3), FALSE));
  set (saved, 3, "steps=77");
  set (saved, 5, "rounds=9");
  set (saved, 4, "threshold=0.25");
  g_assert_true (sft_saved_states_flush (saved));
  release (saved);

  saved = sft_saved_states_new (fixture->path);
  g_assert_null (sft_saved_states_get_problem (saved));
  g_assert_cmpfloat (get (saved, 3, "steps"), ==, 77);
  g_assert_cmpfloat (get (saved, 5, "rounds"), ==, 9);
  g_assert_cmpfloat (get (saved, 4, "threshold"), ==, 0.25);
  g_assert_null (sft_saved_states_get (saved, sft_demo_find (8), FALSE));
  /* Nothing is changed: nothing is written. */
  g_assert_true (sft_saved_states_flush (saved));
  g_assert_cmpuint (sft_saved_states_get_n_writes (saved), ==, 0);
  set (saved, 5, "rounds=6"); /* the default */
  g_assert_null (sft_saved_states_get (saved, sft_demo_find (5), FALSE));
  g_assert_true (sft_saved_states_flush (saved));
  release (saved);

  saved = sft_saved_states_new (fixture->path);
  g_assert_null (sft_saved_states_get (saved, sft_demo_find (5), FALSE));
  g_assert_cmpfloat (get (saved, 3, "steps"), ==, 77);
  release (saved);
}

/* Many changes are one write, soon after the first; what comes during a write is in the next. */
static void
test_worker (Fixture *fixture, gconstpointer unused)
{
  SftSavedStates *saved = sft_saved_states_new (fixture->path);
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *assignment = g_strdup_printf ("steps=%d", 100 + i);
      set (saved, 3, assignment);
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  while (!sft_saved_states_is_writing (saved))
    g_main_context_iteration (NULL, TRUE);
  set (saved, 8, "steps=55");
  while (sft_saved_states_get_n_writes (saved) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sft_saved_states_is_writing (saved));
  run_for (SFT_SAVE_DELAY_MS + 200);
  g_assert_cmpuint (sft_saved_states_get_n_writes (saved), ==, 2);
  release (saved);
  saved = sft_saved_states_new (fixture->path);
  g_assert_cmpfloat (get (saved, 3, "steps"), ==, 149);
  g_assert_cmpfloat (get (saved, 8, "steps"), ==, 55);
  release (saved);
}

/* The window closes while a worker writes. */
static void
test_flush_during_write (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 2; i++)
    {
      SftSavedStates *saved = sft_saved_states_new (fixture->path);
      set (saved, 3, i == 0 ? "steps=60" : "steps=70");
      while (!sft_saved_states_is_writing (saved))
        g_main_context_iteration (NULL, TRUE);
      if (i == 1)
        set (saved, 3, "steps=80");
      g_assert_true (sft_saved_states_flush (saved));
      g_assert_true (sft_saved_states_flush (saved));
      while (sft_saved_states_is_writing (saved))
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (sft_saved_states_get_problem (saved));
      g_assert_cmpuint (sft_saved_states_get_n_writes (saved), ==, i + 1);
      release (saved);
      saved = sft_saved_states_new (fixture->path);
      g_assert_cmpfloat (get (saved, 3, "steps"), ==, i == 0 ? 60 : 80);
      release (saved);
    }
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;
  for (const char *at = text; (at = strstr (at, what)) != NULL; at++)
    n++;
  return n;
}

/* Reads a pipe until two writers' states came through; it stays open, so that nothing between them is lost. */
static gpointer
read_two_states (gpointer data)
{
  GString *text = g_string_new (NULL);
  g_usleep (100000); /* both writers are there by now, if they do not wait for each other */
  int fd = g_open (data, O_RDONLY | O_CLOEXEC, 0);
  while (count (text->str, "\"states\"") < 2 || !g_str_has_suffix (text->str, "\n}\n"))
    {
      char bytes[1000];
      gssize n = read (fd, bytes, sizeof bytes);
      g_assert_cmpint (n, >=, 0);
      g_string_append_len (text, bytes, n);
      if (n == 0)
        g_usleep (1000); /* the next writer is still to come */
    }
  close (fd);
  return g_string_free (text, FALSE);
}

/* What the window's end writes comes after what the worker writes: a pipe holds the worker up as long as it takes.
 * Without waiting either could be first, so that it is tried a few times. */
static void
test_flush_waits (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int i = 0; i < 4; i++)
    {
      SftSavedStates *saved = sft_saved_states_new (fixture->path);
      g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
      set (saved, 3, "steps=60");
      while (!sft_saved_states_is_writing (saved))
        g_main_context_iteration (NULL, TRUE);
      set (saved, 3, "steps=80");
      GThread *reader = g_thread_new ("reader", read_two_states, fixture->path);
      g_assert_true (sft_saved_states_flush (saved));
      g_autofree char *text = g_thread_join (reader);
      const char *first = strstr (text, "\"steps\": 60,"), *second = strstr (text, "\"steps\": 80,");
      g_assert_nonnull (first);
      g_assert_nonnull (second);
      g_assert_true (first < second);
      g_assert_cmpuint (sft_saved_states_get_n_writes (saved), ==, 2);
      release (saved);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

static char *
good_file (void)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_state_free);
  g_autoptr (SftValues) steps = with (3, "steps=77");
  g_autoptr (SftValues) mask = with (2, "mask=1,0,1/0,1,1");
  g_ptr_array_add (states, sft_state_new (sft_demo_find (3), FALSE, steps));
  g_ptr_array_add (states, sft_state_new (sft_demo_find (2), FALSE, mask));
  return sft_states_to_json (states);
}

/* Starts with these bytes: all is at the defaults, the bytes are kept, and the next start is as if new. */
static void
check_damaged (Fixture *fixture, const char *bytes, gsize length)
{
  write_file (fixture->path, bytes, (gssize)length);
  SftSavedStates *saved = sft_saved_states_new (fixture->path);
  g_assert_nonnull (sft_saved_states_get_problem (saved));
  const char *aside = sft_saved_states_get_set_aside (saved);
  g_assert_nonnull (aside);
  g_autofree char *prefix = g_strconcat (fixture->path, ".damaged-", NULL);
  g_assert_true (g_str_has_prefix (aside, prefix));
  g_autofree char *kept = NULL;
  gsize kept_length;
  g_assert_true (g_file_get_contents (aside, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, bytes, length);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_null (sft_saved_states_get (saved, sft_demo_find (3), FALSE));
  g_assert_cmpint (g_unlink (aside), ==, 0);
  release (saved);
}

static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  static const char *const foreign[] = {
    "[]", "{}", "{\"version\":1}", "{\"version\":2,\"states\":[]}", "{\"nbformat\":4,\"cells\":[]}", "a,b\n1,2\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    check_damaged (fixture, foreign[i], strlen (foreign[i]));
  g_autofree char *good = good_file ();
  for (gsize i = 0; i < strlen (good); i++)
    check_damaged (fixture, good, i);
  for (int i = 0; i < 200; i++)
    {
      char noise[100];
      for (gsize j = 0; j < sizeof noise; j++)
        noise[j] = (char)g_test_rand_int_range (0, 256);
      check_damaged (fixture, noise, sizeof noise);
    }
}

/* Each damaged file has a name of its own, and what works goes on. */
static void
test_partly_damaged (Fixture *fixture, gconstpointer unused)
{
  static const char json[] = "{\"version\":1,\"states\":[{\"version\":1,\"demo\":3,\"view\":\"notebook\",\"set\":{"
                             "\"steps\":50}},{\"version\":1,\"demo\":5,\"view\":\"notebook\",\"set\":{\"rounds\":"
                             "1000}}]}";
  for (int i = 1; i <= 3; i++)
    {
      write_file (fixture->path, json, -1);
      SftSavedStates *saved = sft_saved_states_new (fixture->path);
      g_autofree char *expected = g_strdup_printf ("%s.damaged-%d", fixture->path, i);
      g_assert_cmpstr (sft_saved_states_get_set_aside (saved), ==, expected);
      g_assert_nonnull (strstr (sft_saved_states_get_problem (saved), "demo 5: rounds"));
      g_assert_cmpfloat (get (saved, 3, "steps"), ==, 50);
      g_assert_null (sft_saved_states_get (saved, sft_demo_find (5), FALSE));
      g_assert_true (sft_saved_states_flush (saved));
      release (saved);
      saved = sft_saved_states_new (fixture->path);
      g_assert_null (sft_saved_states_get_problem (saved));
      g_assert_cmpfloat (get (saved, 3, "steps"), ==, 50);
      release (saved);
    }
}

/* What is no file is moved aside too, unopened: opening a pipe would wait for ever. */
static void
test_no_file (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  SftSavedStates *saved = sft_saved_states_new (fixture->path);
  g_assert_nonnull (sft_saved_states_get_set_aside (saved));
  set (saved, 3, "steps=50");
  g_assert_true (sft_saved_states_flush (saved));
  release (saved);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  saved = sft_saved_states_new (fixture->path);
  g_assert_nonnull (sft_saved_states_get_set_aside (saved));
  release (saved);
}

static void
count_problem (SftSavedStates *saved, guint *n)
{
  ++*n;
}

/* Where nothing can be written it is said once, tried again, and works when the way is free. */
static void
test_cannot_write (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  write_file (folder, "a file where the folder should be", -1);
  SftSavedStates *saved = sft_saved_states_new (fixture->path);
  guint n = 0;
  g_signal_connect (saved, "problem", G_CALLBACK (count_problem), &n);
  set (saved, 3, "steps=50");
  g_assert_false (sft_saved_states_flush (saved));
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (sft_saved_states_get_problem (saved));
  set (saved, 3, "steps=51");
  while (sft_saved_states_get_n_writes (saved) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_autofree char *moved = g_strconcat (folder, ".moved", NULL);
  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  g_assert_true (sft_saved_states_flush (saved));
  release (saved);
  saved = sft_saved_states_new (fixture->path);
  g_assert_cmpfloat (get (saved, 3, "steps"), ==, 51);
  release (saved);
}

static void
test_default_path (void)
{
  g_autofree char *path = sft_saved_states_default_path ();
  g_autofree char *expected = g_build_filename (g_get_user_state_dir (), "sft-lab", "parameters.json", NULL);
  g_assert_cmpstr (path, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/saved-states/kept", test_kept);
  ADD ("/saved-states/worker", test_worker);
  ADD ("/saved-states/flush-during-write", test_flush_during_write);
  ADD ("/saved-states/flush-waits", test_flush_waits);
  ADD ("/saved-states/damaged", test_damaged);
  ADD ("/saved-states/partly-damaged", test_partly_damaged);
  ADD ("/saved-states/no-file", test_no_file);
  ADD ("/saved-states/cannot-write", test_cannot_write);
  g_test_add_func ("/saved-states/default-path", test_default_path);
  return g_test_run ();
}
