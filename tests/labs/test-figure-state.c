/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exported figure gives the state back that made it; any other file says why it does not. */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "random-values.h"
#include "sft-export.h"
#include "sft-figure-state.h"
#include "sft-metadata.h"

typedef struct
{
  char *folder, *path;
} Place;

static void
place_init (Place *place)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("sft-lab-state-XXXXXX", &error);
  g_assert_no_error (error);
  place->path = g_build_filename (place->folder, "figure\n1.png", NULL);
}

static void
place_clear (Place *place)
{
  g_unlink (place->path);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static SftState *
load (const Place *place, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (place->path);

  return sft_figure_state_load (file, NULL, error);
}

static void
write_figure (const Place *place, SftFormat format, const char *state)
{
  g_autoptr (SftFigure) figure = sft_figure_new (sft_text ("a figure"), SFT_NO_TEXT);
  SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  options.format = format;
  options.width = options.height = 20;
  options.state = state;
  bytes = sft_export_to_bytes (figure, &options, &error);
  g_assert_no_error (error);
  g_file_set_contents (place->path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
test_every_view (void)
{
  Place place;
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  place_init (&place);
  for (gsize i = 0; i < 2 * n; i++)
    {
      const SftDemo *demo = &demos[i / 2];
      gboolean concept = i % 2 == 1;
      g_autoptr (SftValues) defaults = NULL, values = NULL;
      g_autoptr (SftState) state = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;

      if (sft_demo_lab (demo, concept) == NULL)
        continue;
      defaults = sft_demo_defaults (demo, concept);
      values = random_values (sft_demo_lab (demo, concept), defaults, &error);
      g_assert_no_error (error);
      json = sft_state_to_json (demo, concept, values);
      write_figure (&place, (SftFormat)(i % 3), json);
      state = load (&place, &error);
      g_assert_no_error (error);
      g_assert_true (state->demo == demo);
      g_assert_cmpint (state->concept, ==, concept);
      g_assert_true (sft_values_same (state->values, values, NULL));
    }
  place_clear (&place);
}

static void
assert_refused (const Place *place, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (place, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  /* One line that begins with the name, whatever is in it. */
  g_assert_true (g_str_has_prefix (error->message, "\"figure\357\277\2751.png\": "));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *state;
    int code;
  } states[] = {
    { "{\"version\": 99, \"demo\": 1, \"view\": \"notebook\", \"set\": {}}", SFT_STATE_ERROR_VERSION },
    { "{\"version\": 1, \"demo\": 99, \"view\": \"notebook\", \"set\": {}}", SFT_STATE_ERROR_VIEW },
    { "{\"anything\": [1]}", SFT_STATE_ERROR_FOREIGN },
    { "{\"version\": 1, ", SFT_STATE_ERROR_SYNTAX },
  };
  Place place;

  place_init (&place);
  assert_refused (&place, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      write_figure (&place, (SftFormat)(i % 3), states[i].state);
      assert_refused (&place, SFT_STATE_ERROR, states[i].code);
    }
  write_figure (&place, SFT_FORMAT_SVG,
                "{\"version\": 1, \"demo\": 3, \"view\": \"notebook\", \"set\": {\"steps\": 1001}}");
  assert_refused (&place, SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  write_figure (&place, SFT_FORMAT_PDF, NULL);
  assert_refused (&place, SFT_METADATA_ERROR, SFT_METADATA_ERROR_NONE);
  write_figure (&place, SFT_FORMAT_CSV, NULL);
  assert_refused (&place, SFT_METADATA_ERROR, SFT_METADATA_ERROR_FORMAT);
  place_clear (&place);
}

/* What is no file is not read, however much it would give. */
static void
test_no_file (void)
{
  Place place;

  place_init (&place);
  g_assert_cmpint (mkfifo (place.path, 0600), ==, 0);
  assert_refused (&place, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_unlink (place.path);
  g_assert_cmpint (g_mkdir (place.path, 0700), ==, 0);
  assert_refused (&place, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_rmdir (place.path);
  /* A file with a hole of a terabyte takes no room on the disk. */
  g_assert_true (g_file_set_contents (place.path, "x", 1, NULL));
  g_assert_cmpint (truncate (place.path, G_GINT64_CONSTANT (1) << 40), ==, 0);
  assert_refused (&place, SFT_METADATA_ERROR, SFT_METADATA_ERROR_SIZE);
  place_clear (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-state/every-view", test_every_view);
  g_test_add_func ("/figure-state/refused", test_refused);
  g_test_add_func ("/figure-state/no-file", test_no_file);
  return g_test_run ();
}
