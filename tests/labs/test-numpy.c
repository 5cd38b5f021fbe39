/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The NumPy programs give the numbers that the labs give. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "random-values.h"
#include "sft-numpy.h"

#define N_POINTS 20

/* Each program in a world of its own; one start of Python for all of them. */
static const char driver[] = "import sys\n"
                             "for path in sys.argv[1:]:\n"
                             "    exec(compile(open(path, encoding='utf-8').read(), path, 'exec'), {})\n";

/* One line of output for each program. */
static GStrv
run_programs (const GPtrArray *paths)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL, *complaints = NULL;
  int status;

  g_ptr_array_add (args, (char *)g_getenv ("SFT_PYTHON"));
  g_ptr_array_add (args, (char *)"-c");
  g_ptr_array_add (args, (char *)driver);
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (args, g_ptr_array_index (paths, i));
  g_ptr_array_add (args, NULL);
  g_spawn_sync (NULL, (char **)args->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &complaints, &status, &error);
  g_assert_no_error (error);
  /* Not even a warning of NumPy's. */
  g_assert_cmpstr (complaints, ==, "");
  g_assert_cmpint (status, ==, 0);
  return g_strsplit (g_strchomp (out), "\n", -1);
}

static JsonObject *
parse (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* Equal in shape; numbers within `tolerance`, absolute below 1 and relative above. */
static void
compare (JsonNode *actual, JsonNode *expected, double tolerance, const char *what)
{
  if (JSON_NODE_HOLDS_ARRAY (expected))
    {
      JsonArray *a = json_node_get_array (actual), *b = json_node_get_array (expected);

      g_assert_cmpuint (json_array_get_length (a), ==, json_array_get_length (b));
      for (guint i = 0; i < json_array_get_length (b); i++)
        compare (json_array_get_element (a, i), json_array_get_element (b, i), tolerance, what);
      return;
    }
  g_assert_cmpint (JSON_NODE_HOLDS_NULL (actual), ==, JSON_NODE_HOLDS_NULL (expected));
  if (JSON_NODE_HOLDS_NULL (expected))
    return;
  g_assert_cmpint (json_node_get_value_type (expected) == G_TYPE_BOOLEAN, ==,
                   json_node_get_value_type (actual) == G_TYPE_BOOLEAN);
  if (json_node_get_value_type (expected) == G_TYPE_BOOLEAN)
    g_assert_cmpint (json_node_get_boolean (actual), ==, json_node_get_boolean (expected));
  else
    {
      double a = json_node_get_double (actual), b = json_node_get_double (expected);

      if (!(fabs (a - b) <= tolerance * MAX (1, fabs (b))))
        g_error ("%s: %.17g, not %.17g", what, a, b);
    }
}

/* What comes from the guardrail's scores alone is a count divided by a count: equal to the last bit. */
static double
tolerance_of (const char *name)
{
  static const char *const counted[] = { "block_harmful", "block_benign", "auc", "block harmful", "block benign" };

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (strcmp (name, counted[i]) == 0)
      return 0;
  /* Both sides round a few times in sums of up to 16 terms or, in the exact laws, in a continued fraction and an
   * integral that the lab gives to 1e-12. */
  return 1e-12;
}

static void
compare_members (JsonObject *actual, JsonObject *expected, const char *const *names, const char *what)
{
  for (; *names != NULL; names++)
    compare (json_object_get_member (actual, *names), json_object_get_member (expected, *names), tolerance_of (what),
             what);
}

static void
compare_lists (JsonObject *actual, JsonObject *expected, const char *list, const char *const *names)
{
  JsonArray *a = json_object_get_array_member (actual, list), *b = json_object_get_array_member (expected, list);

  g_assert_cmpuint (json_array_get_length (a), ==, json_array_get_length (b));
  for (guint i = 0; i < json_array_get_length (b); i++)
    {
      JsonObject *one = json_array_get_object_element (a, i), *other = json_array_get_object_element (b, i);
      const char *name = json_object_get_string_member (other, "name");

      g_assert_cmpstr (json_object_get_string_member (one, "name"), ==, name);
      compare_members (one, other, names, name);
    }
}

static void
compare_results (const char *printed, const char *expected)
{
  g_autoptr (JsonParser) one = json_parser_new (), other = json_parser_new ();
  JsonObject *actual = parse (one, printed), *right = parse (other, expected);
  JsonObject *readouts = json_object_get_object_member (right, "readouts");
  JsonObject *given = json_object_get_object_member (actual, "readouts");
  g_autoptr (GList) names = json_object_get_members (readouts);

  g_assert_cmpuint (json_object_get_size (given), ==, json_object_get_size (readouts));
  for (GList *item = names; item != NULL; item = item->next)
    {
      const char *const name[] = { item->data, NULL };

      g_assert_true (json_object_has_member (given, item->data));
      compare_members (given, readouts, name, item->data);
    }
  compare_lists (actual, right, "series", (const char *const[]){ "x", "y", NULL });
  compare_lists (actual, right, "heatmaps", (const char *const[]){ "values", NULL });
}

static void
write_point (const SftDemo *demo, SftValues *values, const char *folder, GPtrArray *paths, GPtrArray *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftResult) result = sft_demo_compute (demo, FALSE, values, NULL, NULL, &error);
  g_autofree char *name = g_strdup_printf ("%u.py", paths->len), *program = sft_lab_to_numpy (demo, values);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (program);
  g_assert_true (g_str_is_ascii (program));
  g_file_set_contents (path, program, -1, &error);
  g_assert_no_error (error);
  g_ptr_array_add (paths, path);
  g_ptr_array_add (expected, sft_result_to_json (demo, FALSE, values, result));
}

static void
test_family (gconstpointer data)
{
  const SftDemo *first = data;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_getenv ("SFT_PYTHON") == NULL || *g_getenv ("SFT_PYTHON") == '\0')
    g_error ("NumPy is not installed: package python3-numpy");
  folder = g_dir_make_tmp ("sft-lab-numpy-XXXXXX", &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_POINTS + 2; i++)
    {
      const SftDemo *demo = sft_demo_find (first->number + 5 * (i % 5));
      g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE), values = NULL;

      /* The lesson's own numbers first, then scores that are often equal: they round to 1. */
      if (i == 0)
        values = sft_values_ref (defaults);
      else if (i == 1 && strcmp (demo->notebook->id, "guardrail") == 0)
        values = sft_values_new (&demo->notebook->spec,
                                 (const char *const[]){ "harmful_a=50", "harmful_b=0.1", "benign_a=40", "benign_b=0.1",
                                                        "threshold_max=1", "threshold=1", NULL },
                                 &error);
      else
        values = random_values (demo->notebook, defaults, &error);
      g_assert_no_error (error);
      write_point (demo, values, folder, paths, expected);
    }
  lines = run_programs (paths);
  g_assert_cmpuint (g_strv_length (lines), ==, paths->len);
  for (guint i = 0; i < paths->len; i++)
    {
      g_test_message ("%s", (const char *)g_ptr_array_index (paths, i));
      compare_results (lines[i], g_ptr_array_index (expected, i));
    }
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int number = 1; number <= 5; number++)
    {
      const SftDemo *demo = sft_demo_find (number);
      g_autofree char *path = g_strdup_printf ("/numpy/%s", demo->notebook->id);

      g_test_add_data_func (path, demo, test_family);
    }
  return g_test_run ();
}
