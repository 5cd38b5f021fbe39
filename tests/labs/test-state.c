/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States as JSON: what is written is read back to the same values, and nothing that is read stops the program. */
#include "config.h"

#include <string.h>

#include "random-values.h"
#include "sft-state.h"

static SftState *
read_back (const char *json, GError **error)
{
  SftState *state = sft_state_from_json (json, -1, error);
  g_assert_true ((state == NULL) == (*error != NULL));
  return state;
}

static void
check_round_trip (const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sft_state_to_json (demo, concept, values);
  g_autoptr (SftState) state = sft_state_from_json (json, -1, &error);
  g_assert_no_error (error);
  g_assert_true (state->demo == demo);
  g_assert_cmpint (state->concept, ==, concept);
  g_assert_true (sft_values_same (state->values, values, NULL));
  /* And the same text again. */
  g_autofree char *again = sft_state_to_json (state->demo, state->concept, state->values);
  g_assert_cmpstr (again, ==, json);
}

static void
check_view (const SftDemo *demo, gboolean concept)
{
  if (sft_demo_lab (demo, concept) == NULL)
    return;
  g_test_message ("demo %d%s", demo->number, concept ? "/concept" : "");
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  check_round_trip (demo, concept, defaults);
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values = random_values (sft_demo_lab (demo, concept), defaults, &error);
      g_assert_no_error (error);
      check_round_trip (demo, concept, values);
    }
}

static void
test_round_trip (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < n; i++)
    {
      check_view (&demos[i], FALSE);
      check_view (&demos[i], TRUE);
    }
}

static void
test_texts (void)
{
  static const char *const texts[] = { "user: \"quoted\" \\ back\nassistant: tab\there", "user: []{}\nassistant: 1,2;3",
                                       "user: caf\303\251 \360\237\230\200\nassistant: \342\210\222" };
  const SftDemo *demo = sft_demo_find (9);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftEdit) edit = sft_edit_new (defaults);
      g_assert_true (sft_edit_set_text (edit, "conversation", texts[i], &error));
      g_autoptr (SftValues) values = sft_edit_commit (g_steal_pointer (&edit), &error);
      g_assert_no_error (error);
      check_round_trip (demo, TRUE, values);
    }
}

/* The form itself, as other programs may rely on it. */
static void
test_form (void)
{
  const SftDemo *demo = sft_demo_find (7);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, FALSE);
  g_autofree char *json = sft_state_to_json (demo, FALSE, defaults);
  g_auto (GStrv) words = g_regex_split_simple ("\\s+", json, 0, 0);
  g_autofree char *line = g_strjoinv ("", words);
  g_assert_cmpstr (line, ==,
                   "{\"version\":1,\"demo\":7,\"view\":\"notebook\",\"set\":{\"mask\":[[0,0,1,1,1,0],[0,1,1,0,0,0],"
                   "[0,0,0,1,1,1]]}}");
}

/* What is not given is at its default; members that are not known do not matter; white space neither. */
static void
test_lenient (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = read_back ("  {\"set\": {\"steps\": 77}, \"later\": [{}], \"view\": \"notebook\","
                                          " \"demo\": 3, \"version\": 1}\n",
                                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (state->demo->number, ==, 3);
  g_assert_cmpfloat (sft_values_get (state->values, "steps"), ==, 77);
  g_assert_cmpfloat (sft_values_get (state->values, "overfit_slope"), ==, 0.006);
}

#define HEAD "{\"version\":1,\"demo\":3,\"view\":\"notebook\",\"set\":"
static const struct
{
  const char *json;
  GQuark (*domain) (void);
  int code;
  const char *id; /* of the parameter that is meant */
} wrong[] = {
  { "", sft_state_error_quark, SFT_STATE_ERROR_SYNTAX, NULL },
  { "  ", sft_state_error_quark, SFT_STATE_ERROR_SYNTAX, NULL },
  { "hello", sft_state_error_quark, SFT_STATE_ERROR_SYNTAX, NULL },
  { "{", sft_state_error_quark, SFT_STATE_ERROR_SYNTAX, NULL },
  { "\xff\xfe{}", sft_state_error_quark, SFT_STATE_ERROR_SYNTAX, NULL },
  { "[]", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "3", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "null", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"cells\":[],\"nbformat\":4}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":\"1\",\"demo\":3}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":0,\"demo\":3}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":1.5,\"demo\":3}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":2,\"demo\":3,\"view\":\"notebook\",\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_VERSION,
    NULL },
  { "{\"version\":99,\"all\":\"is different\"}", sft_state_error_quark, SFT_STATE_ERROR_VERSION, NULL },
  { "{\"version\":1,\"demo\":3,\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":1,\"demo\":\"3\",\"view\":\"notebook\",\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN,
    NULL },
  { "{\"version\":1,\"demo\":3,\"view\":\"notebook\"}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { HEAD "[]}", sft_state_error_quark, SFT_STATE_ERROR_FOREIGN, NULL },
  { "{\"version\":1,\"demo\":0,\"view\":\"notebook\",\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_VIEW, NULL },
  { "{\"version\":1,\"demo\":4294967299,\"view\":\"notebook\",\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_VIEW,
    NULL },
  { "{\"version\":1,\"demo\":3,\"view\":\"cinema\",\"set\":{}}", sft_state_error_quark, SFT_STATE_ERROR_VIEW, NULL },
  { HEAD "{\"step\":40}}", sft_param_error_quark, SFT_PARAM_ERROR_UNKNOWN, NULL },
  { HEAD "{\"steps\":40.5}}", sft_param_error_quark, SFT_PARAM_ERROR_SYNTAX, "steps" },
  { HEAD "{\"steps\":1001}}", sft_param_error_quark, SFT_PARAM_ERROR_RANGE, "steps" },
  { HEAD "{\"steps\":-9223372036854775808}}", sft_param_error_quark, SFT_PARAM_ERROR_RANGE, "steps" },
  { HEAD "{\"steps\":\"40\"}}", sft_param_error_quark, SFT_PARAM_ERROR_SYNTAX, "steps" },
  { HEAD "{\"steps\":null}}", sft_param_error_quark, SFT_PARAM_ERROR_SYNTAX, "steps" },
  { HEAD "{\"steps\":[40]}}", sft_param_error_quark, -1, "steps" },
  { HEAD "{\"steps\":{\"a\":1}}}", sft_param_error_quark, SFT_PARAM_ERROR_SYNTAX, "steps" },
  { HEAD "{\"val_floor\":1e300}}", sft_param_error_quark, SFT_PARAM_ERROR_RANGE, "val_floor" },
  { "{\"version\":1,\"demo\":2,\"view\":\"notebook\",\"set\":{\"mask\":[[0,1],[1]]}}", sft_param_error_quark,
    SFT_PARAM_ERROR_SYNTAX, "mask" },
  { "{\"version\":1,\"demo\":2,\"view\":\"notebook\",\"set\":{\"mask\":[[0,[1]]]}}", sft_param_error_quark, -1,
    "mask" },
  { "{\"version\":1,\"demo\":2,\"view\":\"notebook\",\"set\":{\"mask\":[[0,2]]}}", sft_param_error_quark,
    SFT_PARAM_ERROR_RANGE, "mask" },
  { "{\"version\":1,\"demo\":2,\"view\":\"notebook\",\"set\":{\"mask\":[]}}", sft_param_error_quark, -1, "mask" },
  { "{\"version\":1,\"demo\":1,\"view\":\"notebook\",\"set\":{\"targets\":[0,1]}}", sft_param_error_quark,
    SFT_PARAM_ERROR_SHAPE, "targets" },
  { "{\"version\":1,\"demo\":4,\"view\":\"notebook\",\"set\":{\"threshold_min\":0.96}}", sft_param_error_quark,
    SFT_PARAM_ERROR_CONFLICT, NULL },
};

static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", g_utf8_validate (wrong[i].json, -1, NULL) ? wrong[i].json : "not UTF-8");
      g_assert_null (read_back (wrong[i].json, &error));
      g_assert_true (error->domain == wrong[i].domain ());
      if (wrong[i].code >= 0)
        g_assert_cmpint (error->code, ==, wrong[i].code);
      if (wrong[i].id != NULL)
        g_assert_cmpstr (sft_param_error_get_id (error, NULL, NULL), ==, wrong[i].id);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (sft_state_from_json (wrong[i].json, -1, NULL)); /* nobody has to ask why */
    }
}

static void
test_deep (void)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *deep = g_strnfill (2000000, i == 0 ? '[' : '{');
      g_autoptr (GError) error = NULL;
      g_assert_null (read_back (deep, &error));
      g_assert_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_SYNTAX);
    }
  /* Brackets in a text are no depth. */
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = read_back ("{\"a\":\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[\",\"version\":1,\"demo\":1,"
                                          "\"view\":\"notebook\",\"set\":{}}",
                                          &error);
  g_assert_nonnull (state);
}

static void
test_large (void)
{
  g_autofree char *large = g_strnfill (SFT_STATE_MAX_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;
  g_assert_null (read_back (large, &error));
  g_assert_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_SYNTAX);
}

/* A state of every kind of value: texts, choices, switches, numbers, lists, matrices. */
static char *
example (void)
{
  static const int demos[] = { 1, 3, 9, 16, 17 };
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_state_free);
  for (gsize i = 0; i < G_N_ELEMENTS (demos); i++)
    {
      const SftDemo *demo = sft_demo_find (demos[i]);
      gboolean concept = sft_demo_lab (demo, TRUE) != NULL && demos[i] > 3;
      g_autoptr (SftValues) values = sft_demo_defaults (demo, concept);
      g_ptr_array_add (states, sft_state_new (demo, concept, values));
    }
  return sft_states_to_json (states);
}

/* Reads any bytes as one state and as many: either something, or an error with a message. */
static guint
survive (const char *bytes, gsize length)
{
  g_autofree char *copy = g_memdup2 (bytes, MAX (length, 1)); /* of just this length, for AddressSanitizer */
  g_autoptr (GError) error = NULL, many_error = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (SftState) state = sft_state_from_json (copy, (gssize)length, &error);
  g_autoptr (GPtrArray) states = sft_states_from_json (copy, (gssize)length, &faults, &many_error);
  g_assert_true ((state == NULL) == (error != NULL));
  g_assert_true ((states == NULL) == (many_error != NULL));
  g_assert_true ((states == NULL) == (faults == NULL));
  return states != NULL ? states->len : 0;
}

static void
test_truncated (void)
{
  g_autofree char *json = example ();
  gsize length = strlen (json);
  g_assert_cmpuint (survive (json, length), ==, 5);
  for (gsize i = 0; i < length; i++)
    g_assert_cmpuint (survive (json, i), ==, 0);
}

static void
test_damaged (void)
{
  static const char bytes[] = "{}[]\",:\\u0e-+.019tfn\n\xff\xc3";
  g_autofree char *json = example ();
  gsize length = strlen (json);
  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *damaged = g_strdup (json);
      int n = g_test_rand_int_range (1, 5);
      for (int j = 0; j < n; j++)
        damaged[g_test_rand_int_range (0, (int)length)] =
            i % 2 == 0 ? (char)g_test_rand_int_range (0, 256) : bytes[g_test_rand_int_range (0, (int)sizeof bytes - 1)];
      survive (damaged, length);
    }
  for (int i = 0; i < 3000; i++)
    {
      char noise[200];
      gsize n = (gsize)g_test_rand_int_range (0, (int)sizeof noise);
      for (gsize j = 0; j < n; j++)
        noise[j] =
            i % 2 == 0 ? (char)g_test_rand_int_range (0, 256) : bytes[g_test_rand_int_range (0, (int)sizeof bytes - 1)];
      g_assert_cmpuint (survive (noise, n), ==, 0);
    }
}

/* One state that does not fit does not take the others with it. */
static void
test_many (void)
{
  static const char json[] =
      "{\"version\":1,\"states\":[" HEAD "{\"steps\":50}}, 7, " HEAD "{\"steps\":-1}},"
      "{\"version\":3}, {\"version\":1,\"demo\":5,\"view\":\"notebook\",\"set\":{\"rounds\":9}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GPtrArray) states = sft_states_from_json (json, -1, &faults, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (states->len, ==, 2);
  g_assert_cmpfloat (sft_values_get (((SftState *)states->pdata[0])->values, "steps"), ==, 50);
  g_assert_cmpfloat (sft_values_get (((SftState *)states->pdata[1])->values, "rounds"), ==, 9);
  g_assert_cmpuint (faults->len, ==, 3);
  g_assert_error ((GError *)faults->pdata[0], SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN);
  g_assert_error ((GError *)faults->pdata[1], SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (((GError *)faults->pdata[1])->message, "demo 3: "));
  g_assert_error ((GError *)faults->pdata[2], SFT_STATE_ERROR, SFT_STATE_ERROR_VERSION);

  g_assert_null (sft_states_from_json ("{\"version\":2,\"states\":[]}", -1, NULL, &error));
  g_assert_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_VERSION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/state/round-trip", test_round_trip);
  g_test_add_func ("/state/texts", test_texts);
  g_test_add_func ("/state/form", test_form);
  g_test_add_func ("/state/lenient", test_lenient);
  g_test_add_func ("/state/wrong", test_wrong);
  g_test_add_func ("/state/deep", test_deep);
  g_test_add_func ("/state/large", test_large);
  g_test_add_func ("/state/truncated", test_truncated);
  g_test_add_func ("/state/damaged", test_damaged);
  g_test_add_func ("/state/many", test_many);
  return g_test_run ();
}
