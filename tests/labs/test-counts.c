/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a lab says of its values and its result reads right where there is one of a thing: "1 token", never "1
 * tokens". Asked in English of every view at its defaults, presets and steps to try, and of every lab where its sizes
 * are 1, least, or small at random. */
#include "config.h"

#include "counted-words.h"
#include "sft-ghost.h"
#include "sft-hit.h"
#include "sft-lab-math.h"
#include "sft-lesson.h"
#include "sft-table.h"
#include "small-values.h"

#define N_POINTS 100
/* Elements of a figure whose words are asked for, one after the other, and of each series, heatmap and marks. */
#define N_ELEMENTS 100

/* A view of a demo, and the result that is pinned behind others. */
typedef struct
{
  const SftDemo *demo;
  gboolean concept;
  SftFigure *pinned;
  PangoContext *pango;
  guint texts; /* looked at */
} View;

/* ---- What a result says ---- */

static void
check_words (View *view, const SftValues *values, const char *text)
{
  g_autofree char *wrong = NULL;
  GString *settings;

  if (text == NULL)
    return;
  view->texts++;
  wrong = wrong_behind_one (text);
  if (wrong == NULL)
    return;
  settings = g_string_new (NULL);
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    {
      g_autofree char *value = sft_values_format (values, param->id);

      g_string_append_printf (settings, " %s=%s", param->id, value);
    }
  g_error ("%d%s: \"%s\" in \"%s\", at%s", view->demo->number, view->concept ? "/concept" : "", wrong, text,
           settings->str);
}

static void
check_text (View *view, const SftValues *values, const SftText *text)
{
  check_words (view, values, text->plain);
  check_words (view, values, text->shown);
}

static void
take_words (View *view, const SftValues *values, char *text)
{
  check_words (view, values, text);
  g_free (text);
}

static void
check_elements (View *view, const SftValues *values, SftFigure *figure)
{
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, view->pango, 1000, 600);
  static const SftMove moves[] = { SFT_MOVE_RIGHT, SFT_MOVE_NEXT };
  gsize n;
  const SftTextRun *runs = sft_layout_texts (layout, &n);

  for (gsize i = 0; i < n; i++)
    check_words (view, values, runs[i].text);
  for (gsize move = 0; move < G_N_ELEMENTS (moves); move++)
    {
      SftHit hit = SFT_HIT_INIT;

      for (int i = 0; i < N_ELEMENTS && sft_layout_step (layout, &hit, moves[move]); i++)
        take_words (view, values, sft_layout_describe_hit (layout, &hit));
    }
  for (guint panel = 0; panel < figure->panels->len; panel++)
    {
      g_autoptr (SftTable) table = sft_table_new_for_panel (figure, panel, FALSE);

      for (guint column = 0; column < sft_table_get_n_columns (table); column++)
        check_words (view, values, sft_table_get_title (table, column));
    }
}

static void
check_figure (View *view, const SftValues *values, SftFigure *figure)
{
  check_text (view, values, &figure->title);
  for (int translated = 0; translated < 2; translated++)
    take_words (view, values, sft_figure_describe (figure, translated));
  check_elements (view, values, figure);
  if (view->pinned != NULL)
    {
      SftText dropped = SFT_NO_TEXT;
      g_autoptr (SftFigure) both = sft_figure_with_ghost (figure, view->pinned, &dropped);

      check_text (view, values, &dropped);
      take_words (view, values, sft_figure_describe (both, TRUE));
      sft_text_clear (&dropped);
    }
}

/* The lesson's own lines are a contract with what reads them; they are told by their marks. */
static gboolean
is_lessons (const SftLab *lab, const char *line)
{
  return lab->demo == 0 || g_str_has_prefix (line, "PASS - ") || g_str_has_prefix (line, "FAIL - ");
}

static void
check_result (View *view, const SftValues *values, const SftResult *result)
{
  const SftLab *lab = sft_demo_lab (view->demo, view->concept);
  SftText formula = sft_lab_formula (lab, values, result);

  check_figure (view, values, result->figure);
  check_text (view, values, &formula);
  sft_text_clear (&formula);
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = result->readouts->pdata[i];

      check_text (view, values, &readout->undefined);
      for (int translated = 0; translated < 2; translated++)
        {
          const char *unit = sft_readout_unit (readout, translated);
          g_autofree char *value = sft_readout_format (readout, translated);

          take_words (view, values,
                      g_strdup_printf ("%s: %s %s", readout->spec->label, value, unit != NULL ? unit : ""));
        }
    }
  for (guint i = 0; i < result->checks->len; i++)
    check_text (view, values, &((const SftCheck *)result->checks->pdata[i])->message);
  for (guint i = 0; i < result->notices->len; i++)
    check_text (view, values, result->notices->pdata[i]);
  for (guint i = 0; i < result->transcript->len; i++)
    if (!is_lessons (lab, result->transcript->pdata[i]))
      check_words (view, values, result->transcript->pdata[i]);
}

/* What a control says of its own value, and of one cell: "1 step". */
static void
check_params (View *view, const SftValues *values)
{
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    if (param->unit != NULL && (param->kind == SFT_INTEGER || param->cell == SFT_INTEGER))
      for (int translated = 0; translated < 2; translated++)
        {
          double value = param->kind == SFT_INTEGER ? sft_values_get (values, param->id) : 1;

          take_words (view, values,
                      g_strdup_printf ("%g %s", value, sft_unit (param->unit_one, param->unit, value, translated)));
        }
}

/* Takes the values. */
static void
check_values (View *view, SftValues *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftResult) result = NULL;

  g_assert_nonnull (values);
  result = sft_demo_compute (view->demo, view->concept, values, NULL, NULL, &error);
  g_assert_no_error (error);
  check_result (view, values, result);
  check_params (view, values);
  sft_values_unref (values);
}

static View
view_new (int demo, gboolean concept)
{
  return (View){ .demo = sft_demo_find (demo), .concept = concept, .pango = sft_figure_pango_context_new () };
}

/* ---- Settings with a name ---- */

static void
test_named (void)
{
  for (int number = 1; number <= 25; number++)
    for (int concept = 0; concept < 2; concept++)
      {
        View view = view_new (number, concept);
        const SftPreset *preset = sft_lab_presets (sft_demo_lab (view.demo, concept));

        check_values (&view, sft_demo_defaults (view.demo, concept));
        for (; preset->id != NULL; preset++)
          check_values (&view, sft_demo_preset (view.demo, concept, preset, NULL));
        for (guint step = 0; step < SFT_N_TRIES && concept == 0; step++)
          {
            const SftLesson *lesson = sft_lesson_find (number);

            view.concept = lesson->steps[step].concept;
            check_values (&view, sft_lesson_try (lesson, step, NULL));
          }
        g_assert_cmpuint (view.texts, >, 50);
        g_object_unref (view.pango);
      }
}

/* ---- Small settings ---- */

/* One length or count after the other, the rest as it was. */
static void
check_each (View *view, SftValues *defaults)
{
  const SftSpec *spec = sft_values_spec (defaults);

  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    check_values (view, small_length (defaults, dim, SMALL_LEAST));
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    if (is_counted (param))
      {
        check_values (view, small_count (defaults, param, SMALL_ONE));
        check_values (view, small_count (defaults, param, SMALL_LEAST));
      }
}

/* Everything small together, for each choice and switch. */
static void
check_together (View *view, SftValues *defaults)
{
  const SftSpec *spec = sft_values_spec (defaults);
  static const SmallSize lengths[] = { SMALL_LEAST, SMALL_NOT }, counts[] = { SMALL_ONE, SMALL_LEAST };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SftValues) small = small_values (defaults, lengths[i / 2], counts[i % 2]);

      check_values (view, sft_values_ref (small));
      for (const SftParam *param = spec->params; param->id != NULL; param++)
        for (int choice = 0; choice < n_choices (param); choice++)
          check_values (view, with_choice (small, param, choice));
    }
}

/* A text sets how many messages and tokens there are. What it may not be is refused in words. */
static void
check_conversation (View *view, SftValues *defaults)
{
  static const char *const conversations[] = { "user: Hi", "system: Hi", "assistant: Hi", "user: Hi\nassistant: Hi",
                                               "user:\nassistant: Hi" };

  for (gsize i = 0; i < G_N_ELEMENTS (conversations); i++)
    {
      g_autoptr (GError) error = NULL;
      SftEdit *edit = sft_edit_new (defaults);

      sft_edit_set_text (edit, "conversation", conversations[i], NULL);
      g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
      if (values != NULL)
        check_together (view, values);
      else
        check_words (view, defaults, error->message);
    }
}

static void
test_small (gconstpointer data)
{
  const SftLab *lab = data;
  g_autoptr (GArray) demos = sft_lab_demos (lab);
  View view = view_new (g_array_index (demos, int, 0), lab->demo != 0);
  g_autoptr (SftValues) defaults = sft_demo_defaults (view.demo, view.concept);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftResult) pinned = sft_demo_compute (view.demo, view.concept, defaults, NULL, NULL, &error);

  g_assert_no_error (error);
  view.pinned = pinned->figure;
  check_each (&view, defaults);
  check_together (&view, defaults);
  for (int i = 0; i < N_POINTS; i++)
    check_values (&view, small_random_values (defaults));
  if (sft_spec_find (&lab->spec, "conversation") != NULL)
    check_conversation (&view, defaults);
  g_test_message ("%u texts", view.texts);
  g_assert_cmpuint (view.texts, >, 1000);
  g_object_unref (view.pango);
}

/* ---- The judge ---- */

static void
test_judge (void)
{
  static const char *const right[] = { "1 token",          "1 of 4 tokens",  "0.1 tokens", "11 tokens",   "step 1 is",
                                       "1.0 nats",         "tokens: 1",      "1,1 tokens", "x1 tokens",   "1 loss",
                                       "1 response token", "4 of 11 tokens", "1 carries",  "21 rows have" };
  static const struct
  {
    const char *text, *passage;
  } wrong[] = {
    { "all 1 tokens", "1 tokens" },       { "1 response tokens carry", "1 response tokens" },
    { "Of 13 tokens 1 are", "1 are" },    { "1 of them are", "1 of them are" },
    { "1 of 1 tokens", "1 tokens" },      { "(1 examples)", "1 examples" },
    { "3 of 4, 1 batches", "1 batches" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_null (wrong_behind_one (right[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *passage = wrong_behind_one (wrong[i].text);

      g_assert_cmpstr (passage, ==, wrong[i].passage);
    }
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/judge", test_judge);
  g_test_add_func ("/counts/named", test_named);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/counts/small/%s", labs[i]->id);

      g_test_add_data_func (path, labs[i], test_small);
    }
  return g_test_run ();
}
