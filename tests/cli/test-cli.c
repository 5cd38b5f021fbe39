/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help, the tables for people, the lesson's transcript, and independence of everything around the program. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "driver.h"

static char *
golden (const char *name)
{
  g_autofree char *below = g_strconcat ("tests/golden/", name, NULL), *path = driver_source (below);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Line by line, so that a failure shows the line. */
static void
assert_same_lines (const char *actual, const char *expected)
{
  g_auto (GStrv) a = g_strsplit (actual, "\n", -1), b = g_strsplit (expected, "\n", -1);

  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
}

static const struct
{
  const char *line, *golden;
} helps[] = {
  { "--help", "help.txt" },
  { "list --help", "help-list.txt" },
  { "params --help", "help-params.txt" },
  { "run --help", "help-run.txt" },
  { "export --help", "help-export.txt" },
  { "quiz --help", "help-quiz.txt" },
  { "practice --help", "help-practice.txt" },
  { "notes --help", "help-notes.txt" },
};

static void
test_help (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      g_autoptr (Ran) ran = ran_new_line (helps[i].line);
      g_autofree char *expected = golden (helps[i].golden), *brief = g_strdup (helps[i].line);
      g_autoptr (Ran) with_h = NULL;

      assert_done (ran);
      assert_same_lines (ran->text, expected);
      strcpy (strstr (brief, "--help"), "-h");
      with_h = ran_new_line (brief);
      assert_done (with_h);
      g_assert_cmpstr (with_h->text, ==, expected);
    }
}

/* What each part of the command line takes: the contract, and what the window's export offers too. */
static const char *const options[][16] = {
  { "--demo", "--open", "--version", "--help" },
  { "--format", "--help" },
  { "--format", "--help" },
  { "--set", "--format", "--help" },
  { "--output", "--set", "--format", "--width", "--height", "--scale", "--appearance", "--text-scale", "--svg-text",
    "--no-title", "--no-legend", "--transparent", "--formula", "--help" },
  { "--demo", "--help" },
  { "--seed", "--count", "--help" },
  { "--help" },
};

/* Every option is in the help of its subcommand and in the manual page, and the help knows no others. */
static void
test_documented (void)
{
  g_autofree char *path = driver_source ("data/sft-lab.1"), *page = NULL;
  g_autoptr (GString) manual = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  manual = g_string_new (page);
  g_string_replace (manual, "\\-", "-", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      g_autoptr (Ran) ran = ran_new_line (helps[i].line);
      const char *list = strstr (ran->text, "\nOptions:\n");
      guint n = 0, n_listed = 0;

      g_assert_nonnull (list);
      for (; options[i][n] != NULL; n++)
        {
          g_assert_nonnull (strstr (list, options[i][n]));
          g_assert_nonnull (strstr (manual->str, options[i][n]));
        }
      for (const char *p = list; (p = strstr (p, "\n  ")) != NULL; p++)
        n_listed += p[3] == '-';
      g_assert_cmpuint (n_listed, ==, n);
    }
}

static void
test_version (void)
{
  g_autoptr (Ran) ran = RUN ("--version");

  assert_done (ran);
  g_assert_cmpstr (ran->text, ==, "sft-lab " PACKAGE_VERSION "\n");
}

static void
test_list (void)
{
  static const char *const sections[] = { "Intuition", "Formal definitions", "Data", "Training", "Behavior" };
  g_autoptr (Ran) ran = RUN ("list"), explicit = RUN ("list", "--format", "text");
  g_auto (GStrv) lines = NULL;
  int demo = 0, section = 0, family = -1;

  assert_done (ran);
  g_assert_cmpstr (ran->text, ==, explicit->text);
  lines = g_strsplit (ran->text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *start = g_strdup_printf ("  %2d  ", demo + 1);
      const char *column;

      g_assert_false (g_str_has_suffix (*line, " "));
      if (g_str_has_prefix (*line, start))
        {
          /* The columns are aligned. */
          column = strstr (*line, demo % 5 == 0   ? "response-loss"
                                  : demo % 5 == 1 ? "loss-mask"
                                  : demo % 5 == 2 ? "validation-curve"
                                  : demo % 5 == 3 ? "guardrail"
                                                  : "feedback");
          g_assert_nonnull (column);
          g_assert_true (family == -1 || family == column - *line);
          family = column - *line;
          demo++;
        }
      else if (**line != '\0')
        {
          g_assert_cmpint (demo, ==, 5 * section);
          g_assert_cmpstr (*line, ==, sections[section++]);
        }
    }
  g_assert_cmpint (demo, ==, 25);
  g_assert_cmpint (section, ==, 5);
}

/* Each table has every parameter of the JSON form, and defaults that --set takes. */
static void
test_params (void)
{
  for (int demo = 1; demo <= 25; demo++)
    {
      g_autofree char *number = g_strdup_printf ("%d", demo);
      g_autoptr (Ran) table = RUN ("params", number), json = RUN ("params", number, "--format", "json");
      g_auto (GStrv) parts = g_strsplit (json->text, "\"id\": \"", -1);
      g_autoptr (Ran) defaults = RUN ("run", number), set = NULL;
      g_autoptr (GPtrArray) args = g_ptr_array_new_with_free_func (g_free);

      assert_done (table);
      g_ptr_array_add (args, g_strdup ("run"));
      g_ptr_array_add (args, g_strdup (number));
      for (char **part = parts + 1; *part != NULL; part++)
        {
          g_autofree char *id = g_strndup (*part, strcspn (*part, "\"")), *start = g_strdup_printf ("\n  %s ", id);
          char *row = strstr (table->text, start), *cell;
          g_autofree char *line = NULL;

          g_assert_nonnull (row);
          line = g_strndup (row + 1, strcspn (row + 1, "\n"));
          cell = strrchr (line, ' ');
          g_ptr_array_add (args, g_strdup ("--set"));
          g_ptr_array_add (args, g_strdup_printf ("%s=%s", id, cell + 1));
        }
      g_ptr_array_add (args, NULL);
      set = ran_new ((const char *const *)args->pdata);
      assert_done (set);
      g_assert_cmpstr (set->text, ==, defaults->text);
    }
}

/* The notebook's printed lines. Its titles hold LaTeX, which the program writes readably. */
static char *
readable (const char *transcript)
{
  GString *text = g_string_new (transcript);

  g_string_replace (text, "Prompt $x$ and response $y$", "Prompt x and response y", 0);
  g_string_replace (text, "Demonstration dataset $\\mathcal{D}_{\\mathrm{SFT}}$", "Demonstration dataset D_SFT", 0);
  g_string_replace (text, "Policy $\\pi_\\theta(y \\mid x)$", "Policy pi_theta(y | x)", 0);
  g_assert_null (strchr (text->str, '$'));
  return g_string_free (text, FALSE);
}

/* Golden: what the notebook printed, demo after demo. Behind a demo's lines stand the lab's own checks. */
static void
test_transcript (void)
{
  g_autofree char *notebook = golden ("notebook-transcript.txt"), *expected = readable (notebook);
  g_auto (GStrv) demos =
      g_strsplit (expected,
                  "\n"
                  "================================================================================\nDemo ",
                  -1);

  g_assert_cmpuint (g_strv_length (demos), ==, 26);
  for (int i = 1; i <= 25; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i), *joined = NULL;
      g_autoptr (Ran) ran = RUN ("run", number), text = RUN ("run", "--format", "text", number);
      g_auto (GStrv) lines = NULL, wanted = NULL;

      joined = g_strconcat ("\n================================================================================\nDemo ",
                            g_strchomp (demos[i]), NULL);
      wanted = g_strsplit (joined, "\n", -1);
      assert_done (ran);
      g_assert_cmpstr (ran->text, ==, text->text);
      lines = g_strsplit (ran->text, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), >=, g_strv_length (wanted));
      for (guint j = 0; wanted[j] != NULL; j++)
        g_assert_cmpstr (lines[j], ==, wanted[j]);
      for (guint j = g_strv_length (wanted); lines[j][0] != '\0' || lines[j + 1] != NULL; j++)
        g_assert_true (g_str_has_prefix (lines[j], "holds - ") || g_str_has_prefix (lines[j], "does not hold here - ")
                       || g_str_has_prefix (lines[j], "note - "));
    }
}

static const char *const samples[] = { "list",
                                       "list --format json",
                                       "params 4",
                                       "params 1 --format json",
                                       "run 1",
                                       "run 9 --format json",
                                       "run 3 --set val_floor=0.5 --format json",
                                       "export 4 --output - --format csv",
                                       "export 4 --output - --format svg",
                                       "export 4 --output - --format png",
                                       "quiz",
                                       "practice --seed 5 --count 1",
                                       "--help",
                                       "export --help" };

/* Output does not depend on `env`. */
static void
compare_samples (const char *const *env)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (GStrv) args = g_strsplit (samples[i], " ", -1);
      g_autoptr (Ran) usual = ran_new_line (samples[i]);
      g_autoptr (Ran) here = ran_new_env (env, (const char *const *)args);

      assert_done (usual);
      assert_done (here);
      if (!g_bytes_equal (usual->out, here->out))
        g_error ("%s is different", samples[i]);
    }
}

/* No home, no display, no bus, no settings: none of them is asked for, and nothing is left behind. */
static void
test_environment (void)
{
  g_autofree char *home = g_build_filename (driver_folder (), "home", NULL), *set_home = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert_cmpint (g_mkdir (home, 0555), ==, 0);
  set_home = g_strconcat ("HOME=", home, NULL);
  compare_samples ((const char *const[]){ "LC_ALL=", NULL });
  compare_samples ((const char *const[]){
      "HOME=/nonexistent", "DISPLAY=:4711", "WAYLAND_DISPLAY=nothing",
      "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "XDG_RUNTIME_DIR=/nonexistent", "GSETTINGS_BACKEND=nonsense",
      "GSETTINGS_SCHEMA_DIR=/nonexistent", "LC_ALL=xx_XX.UTF-8", "LANGUAGE=de:fr", NULL });
  compare_samples ((const char *const[]){ set_home, NULL });
  dir = g_dir_open (home, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

/* A locale with a decimal comma and another language, built here since systems do not have it. */
static void
test_locale (void)
{
  g_autofree char *locales = g_build_filename (driver_folder (), "locales", NULL);
  g_autofree char *target = g_build_filename (locales, "de_DE.UTF-8", NULL),
                  *path = g_strconcat ("LOCPATH=", locales, NULL);
  const char *const argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", target, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (Ran) check = NULL;
  int status;

  g_assert_cmpint (g_mkdir (locales, 0777), ==, 0);
  /* Needs the package "locales". */
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  check = ran_new_shell ("LOCPATH=\"$D/locales\" LC_ALL=de_DE.UTF-8 locale decimal_point");
  assert_done (check);
  g_assert_cmpstr (check->text, ==, ",\n");
  compare_samples ((const char *const[]){ path, "LC_ALL=de_DE.UTF-8", "LANGUAGE=de", NULL });
}

/* The window needs a display, or is not in this build: one line either way. */
static void
test_window (void)
{
  static const char *const lines[] = { "", "--demo 17" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (Ran) ran = ran_new_line (lines[i]);

#if SFT_WITH_GUI
      ASSERT_FAILED (ran, 1, "display");
#else
      ASSERT_FAILED (ran, 1, "no window", "list, params, run, export, quiz, practice and notes");
#endif
    }
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/documented", test_documented);
  g_test_add_func ("/cli/version", test_version);
  g_test_add_func ("/cli/list", test_list);
  g_test_add_func ("/cli/params", test_params);
  g_test_add_func ("/cli/transcript", test_transcript);
  g_test_add_func ("/cli/environment", test_environment);
  g_test_add_func ("/cli/locale", test_locale);
  g_test_add_func ("/cli/window", test_window);
  return g_test_run ();
}
