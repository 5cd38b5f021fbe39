/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every preset of every lab does what its sentence claims, in every demo that has it. */
#include "config.h"

#include <string.h>

#include "sft-lab.h"

static const SftReadoutSpec *
find_readout (const SftLab *lab, const char *id)
{
  for (const SftReadoutSpec *spec = lab->readouts; spec->id != NULL; spec++)
    if (g_str_equal (spec->id, id))
      return spec;
  return NULL;
}

/* One sentence, as in a text: a capital, a point, nothing after it. */
static void
check_sentence (const char *text)
{
  g_assert_cmpuint (strlen (text), >, 20);
  g_assert_true (g_ascii_isupper (text[0]));
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (strstr (text, ". "));
}

static void
check_words (const SftLab *lab, const SftPreset *preset)
{
  g_assert_true (g_utf8_strlen (preset->title, -1) <= 30);
  g_assert_true (sft_lab_find_preset (lab, preset->id) == preset); /* the first of this name */
  for (const char *c = preset->id; *c != '\0'; c++)
    g_assert_true (g_ascii_islower (*c) || *c == '-');
  check_sentence (preset->look_for);
  g_assert_nonnull (preset->set[0]);
  const SftReadoutSpec *readout = find_readout (lab, preset->claim.readout);
  g_assert_nonnull (readout);
  g_assert_cmpint (readout->kind, !=, SFT_READOUT_NUMBERS);
}

static SftResult *
compute (const SftDemo *demo, gboolean concept, const SftValues *values)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (demo, concept, values, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
check_preset (const SftDemo *demo, gboolean concept, const SftPreset *preset, const SftResult *untouched)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autoptr (SftValues) values = sft_demo_preset (demo, concept, preset, &error);
  g_autofree char *claim = sft_claim_format (&preset->claim);
  g_test_message ("%d%s, %s: %s", demo->number, concept ? "/concept" : "", preset->id, claim);
  g_assert_no_error (error);
  g_assert_false (sft_values_same (values, defaults, NULL));
  g_autoptr (SftResult) result = compute (demo, concept, values);
  g_assert_true (sft_claim_holds (&preset->claim, result));
  /* What holds without it too is not what it shows. */
  g_assert_false (sft_claim_holds (&preset->claim, untouched));
}

static void
check_view (const SftDemo *demo, gboolean concept)
{
  const SftLab *lab = sft_demo_lab (demo, concept);
  const SftPreset *presets;
  g_assert_nonnull (lab);
  presets = sft_lab_presets (lab);
  g_assert_nonnull (presets);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autoptr (SftResult) untouched = compute (demo, concept, defaults);
  guint n = 0;
  for (const SftPreset *preset = presets; preset->id != NULL; preset++, n++)
    {
      check_words (lab, preset);
      check_preset (demo, concept, preset, untouched);
    }
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <=, 4);
}

static void
test_every_preset (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  g_assert_cmpuint (n, ==, 25);
  for (gsize i = 0; i < n; i++)
    {
      check_view (&demos[i], FALSE);
      check_view (&demos[i], TRUE);
    }
}

/* A preset is no way around a demo's own settings: the draw stays that of the demo. */
static void
test_keeps_overrides (void)
{
  const SftDemo *demo = sft_demo_find (19);
  const SftPreset *preset = sft_lab_find_preset (demo->notebook, "too-low");
  g_assert_nonnull (preset);
  g_autoptr (SftValues) values = sft_demo_preset (demo, FALSE, preset, NULL);
  g_assert_cmpfloat (sft_values_get (values, "draw"), ==, 3);
  g_assert_cmpfloat (sft_values_get (values, "threshold"), ==, 0.2);
  g_assert_null (sft_lab_find_preset (demo->notebook, "no-such-preset"));
}

static const SftPreset wrong = {
  "wrong", "Wrong", "Wrong.", SFT_SET ("threshold=2"), { "auc", SFT_LESS, 1 },
};

static void
test_wrong_assignment (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (sft_demo_preset (sft_demo_find (4), FALSE, &wrong, &error));
  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
}

static void
test_relations (void)
{
  static const struct
  {
    SftRelation relation;
    gboolean below, same, above;
    const char *words;
  } relations[] = {
    { SFT_LESS, TRUE, FALSE, FALSE, "active_tokens < 8" },
    { SFT_AT_MOST, TRUE, TRUE, FALSE, "active_tokens <= 8" },
    { SFT_EQUAL, FALSE, TRUE, FALSE, "active_tokens == 8" },
    { SFT_AT_LEAST, FALSE, TRUE, TRUE, "active_tokens >= 8" },
    { SFT_GREATER, FALSE, FALSE, TRUE, "active_tokens > 8" },
    { SFT_UNDEFINED, FALSE, FALSE, FALSE, "active_tokens is undefined" },
  };
  const SftDemo *demo = sft_demo_find (2);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE);
  g_autoptr (SftResult) result = compute (demo, FALSE, defaults); /* 8 active tokens, as in the notebook */
  for (gsize i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      SftClaim claim = { "active_tokens", relations[i].relation, 8 };
      g_autofree char *words = sft_claim_format (&claim);
      g_assert_cmpstr (words, ==, relations[i].words);
      g_assert_cmpint (sft_claim_holds (&claim, result), ==, relations[i].same);
      claim.value = 9;
      g_assert_cmpint (sft_claim_holds (&claim, result), ==, relations[i].below);
      claim.value = 7;
      g_assert_cmpint (sft_claim_holds (&claim, result), ==, relations[i].above);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/presets/every", test_every_preset);
  g_test_add_func ("/presets/keep-overrides", test_keeps_overrides);
  g_test_add_func ("/presets/wrong-assignment", test_wrong_assignment);
  g_test_add_func ("/presets/relations", test_relations);
  return g_test_run ();
}
