/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of a view gives its values again, and nothing that need not be given. */
#include "config.h"

#include <string.h>

#include "random-values.h"
#include "sft-command.h"

#define N_POINTS 30

/* What the command line makes of it, word by word. */
static SftValues *
values_of (const char *line, const SftDemo *demo, gboolean concept)
{
  g_autofree char *lab = g_strdup_printf (concept ? "%d/concept" : "%d", demo->number);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  SftEdit *edit = sft_edit_new (defaults);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  SftValues *values;
  int n;

  g_assert_true (g_shell_parse_argv (line, &n, &words, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, >=, 3);
  g_assert_cmpstr (words[0], ==, "sft-lab");
  g_assert_cmpstr (words[1], ==, "run");
  g_assert_cmpstr (words[2], ==, lab);
  for (int i = 3; i < n; i += 2)
    {
      g_assert_cmpstr (words[i], ==, "--set");
      g_assert_cmpint (i + 1, <, n);
      sft_edit_parse (edit, words[i + 1], &error);
      g_assert_no_error (error);
    }
  values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  return values;
}

static void
assert_round_trip (const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_autofree char *line = sft_command_line (demo, concept, values);
  g_autoptr (SftValues) again = values_of (line, demo, concept);

  g_assert_true (sft_values_same (values, again, NULL));
}

static void
test_views (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < 2 * n; i++)
    {
      const SftDemo *demo = &demos[i / 2];
      gboolean concept = i % 2 == 1;
      const SftLab *lab = sft_demo_lab (demo, concept);
      g_autoptr (SftValues) defaults = lab != NULL ? sft_demo_defaults (demo, concept) : NULL;
      g_autofree char *plain = lab != NULL ? sft_command_line (demo, concept, defaults) : NULL, *expected = NULL;
      g_autoptr (GError) error = NULL;

      if (lab == NULL)
        continue;
      expected = g_strdup_printf ("sft-lab run %d%s", demo->number, concept ? "/concept" : "");
      g_assert_cmpstr (plain, ==, expected);
      for (int k = 0; k < N_POINTS; k++)
        {
          g_autoptr (SftValues) values = random_values (lab, defaults, &error);

          g_assert_no_error (error);
          assert_round_trip (demo, concept, values);
        }
      /* Presets change texts too, which other parameters follow. */
      for (const SftPreset *preset = sft_lab_presets (lab); preset != NULL && preset->id != NULL; preset++)
        {
          g_autoptr (SftValues) values = sft_demo_preset (demo, concept, preset, &error);

          g_assert_no_error (error);
          assert_round_trip (demo, concept, values);
        }
    }
}

/* A text with all that a shell knows, and a follower that was set back to its default. */
static void
test_texts (void)
{
  gsize n, texts = 0;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    {
      const SftLab *lab = sft_demo_lab (&demos[i], TRUE);

      for (const SftParam *param = lab != NULL ? lab->spec.params : NULL; param != NULL && param->id != NULL; param++)
        {
          g_autoptr (SftValues) defaults = NULL, values = NULL;
          SftEdit *edit;

          if (param->kind != SFT_TEXT)
            continue;
          defaults = sft_demo_defaults (&demos[i], TRUE);
          edit = sft_edit_new (defaults);
          if (!sft_edit_set_text (edit, param->id, "user: it's \"$HOME\" `x` \\ ; & | < > * ? # ~ !\nassistant: Ü",
                                  NULL))
            {
              sft_edit_free (edit);
              continue;
            }
          values = sft_edit_commit (edit, NULL);
          if (values == NULL)
            continue; /* this text must have another form */
          texts++;
          assert_round_trip (&demos[i], TRUE, values);
        }
    }
  g_test_message ("%zu texts", texts);
}

static void
test_known (void)
{
  const SftDemo *demo = sft_demo_find (2);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE), values = NULL;
  SftEdit *edit = sft_edit_new (defaults);
  g_autofree char *line = NULL;

  g_assert_true (sft_edit_parse (edit, "mask=0,1;1,1", NULL));
  values = sft_edit_commit (edit, NULL);
  line = sft_command_line (demo, FALSE, values);
  g_assert_true (g_str_has_prefix (line, "sft-lab run 2 --set "));
  /* One assignment, which a shell does not cut at the semicolon. */
  g_assert_true (strchr (line, ';') == NULL || strchr (line, '\'') != NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/views", test_views);
  g_test_add_func ("/command/texts", test_texts);
  g_test_add_func ("/command/known", test_known);
  return g_test_run ();
}
