/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says every text that labs, lessons, questions and exercises show or ask to be translated, for a comparison with what
 * translators get: "KIND\tTEXT" and a zero byte for each. Kinds are "table" for constants and "asked" for what is
 * looked up in the catalog while labs compute and exercises are made. */
#include <locale.h>
#include <stdio.h>

#include "sft-exercise.h"
#include "sft-hit.h"
#include "sft-lesson.h"
#include "sft-table.h"

static void
say (const char *kind, const char *text)
{
  if (text != NULL && *text != '\0')
    printf ("%s\t%s%c", kind, text, '\0');
}

/* In place of GLib's, since those of the program itself come first. Labs compute in one thread here. */
const char *
g_dgettext (const char *domain, const char *msgid)
{
  say ("asked", msgid);
  return msgid;
}

const char *
g_dngettext (const char *domain, const char *msgid, const char *plural, gulong n)
{
  say ("asked", msgid);
  return n == 1 ? msgid : plural;
}

static void
say_spec (const SftSpec *spec)
{
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      say ("table", param->label);
      say ("table", param->group);
      say ("table", param->help);
      say ("table", param->unit);
      say ("table", param->unit_one);
      for (const SftChoice *choice = param->choices; choice != NULL && choice->id != NULL; choice++)
        say ("table", choice->label);
    }
  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    {
      say ("table", dim->label);
      say ("table", dim->help);
    }
}

static void
say_lab (const SftLab *lab)
{
  say ("table", lab->title);
  say ("table", lab->about);
  say_spec (&lab->spec);
  for (const SftReadoutSpec *readout = lab->readouts; readout->id != NULL; readout++)
    {
      say ("table", readout->label);
      say ("table", readout->help);
      say ("table", readout->unit);
      say ("table", readout->unit_one);
    }
  for (const SftPreset *preset = sft_lab_presets (lab); preset != NULL && preset->id != NULL; preset++)
    {
      say ("table", preset->title);
      say ("table", preset->look_for);
    }
}

static void
say_questions (const SftQuestion *questions)
{
  for (const SftQuestion *question = questions; question->id != NULL; question++)
    {
      say ("table", question->prompt);
      for (guint i = 0; i < SFT_N_CHOICES; i++)
        {
          say ("table", question->choices[i].text);
          say ("table", question->choices[i].why);
        }
    }
}

static void
say_lesson (const SftLesson *lesson)
{
  say ("table", lesson->idea);
  say ("table", lesson->formula);
  say ("table", lesson->parameters);
  say ("table", lesson->misconceptions);
  for (guint i = 0; i < SFT_N_TRIES; i++)
    say ("table", lesson->steps[i].text);
  say_questions (lesson->questions);
}

static void
say_introduction (void)
{
  const SftIntroduction *introduction = sft_lesson_introduction ();
  const char *const texts[] = { introduction->title, introduction->kind, introduction->level,  introduction->objective,
                                introduction->why,   introduction->can,  introduction->cannot, introduction->how };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    say ("table", texts[i]);
  say_questions (sft_skill_check ());
}

/* Whatever is said of a result: its figure in words and as tables, readouts, checks. Takes the values. */
static void
ask_for_result (const SftDemo *demo, gboolean concept, SftValues *values, const GError *error)
{
  g_autoptr (GError) refused = NULL;
  if (values == NULL)
    g_error ("demo %d: %s", demo->number, error->message);
  g_autoptr (SftResult) result = sft_demo_compute (demo, concept, values, NULL, NULL, &refused);
  sft_values_unref (values);
  if (result == NULL)
    g_error ("demo %d: %s", demo->number, refused->message);
  g_free (sft_figure_describe (result->figure, TRUE));
  for (guint i = 0; i < result->figure->panels->len; i++)
    sft_table_free (sft_table_new_for_panel (result->figure, i, TRUE));
  for (guint i = 0; i < result->readouts->len; i++)
    g_free (sft_readout_format (result->readouts->pdata[i], TRUE));
  for (guint i = 0; i < result->checks->len; i++)
    say ("asked", sft_check_word (result->checks->pdata[i]));
}

static void
ask_for_demo (const SftDemo *demo)
{
  const SftLesson *lesson = sft_lesson_find (demo->number);
  for (int concept = 0; concept < 2; concept++)
    {
      const SftLab *lab = sft_demo_lab (demo, concept);
      if (lab == NULL)
        continue;
      ask_for_result (demo, concept, sft_demo_defaults (demo, concept), NULL);
      for (const SftPreset *preset = sft_lab_presets (lab); preset != NULL && preset->id != NULL; preset++)
        {
          g_autoptr (GError) error = NULL;
          SftValues *values = sft_demo_preset (demo, concept, preset, &error);
          ask_for_result (demo, concept, values, error);
        }
    }
  for (guint i = 0; i < SFT_N_TRIES; i++)
    {
      g_autoptr (GError) error = NULL;
      SftValues *values = sft_lesson_try (lesson, i, &error);
      ask_for_result (demo, lesson->steps[i].concept, values, error);
    }
}

static void
ask_for_exercises (const SftGenerator *generator)
{
  say ("table", generator->title);
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (generator, seed);
      SftText hint = sft_exercise_hint (exercise);
      sft_text_clear (&hint);
      static const char *const no_answers[] = { "", "nonsense", "1e999", "-7", "z" };
      for (gsize i = 0; i < G_N_ELEMENTS (no_answers); i++)
        {
          g_autoptr (GError) error = NULL;
          SftGrade grade;
          sft_exercise_grade (exercise, no_answers[i], &grade, &error);
        }
    }
}

int
main (void)
{
  gsize n_labs, n_demos, n_generators;
  const SftLab *const *labs = sft_labs (&n_labs);
  const SftDemo *demos = sft_demos (&n_demos);
  const SftGenerator *const *generators = sft_generators (&n_generators);

  setlocale (LC_ALL, "");
  for (gsize i = 0; i < n_labs; i++)
    say_lab (labs[i]);
  say_introduction ();
  for (gsize i = 0; i < n_demos; i++)
    {
      say ("table", demos[i].section);
      say ("table", demos[i].title);
      say ("table", demos[i].display);
      say_lesson (sft_lesson_find (demos[i].number));
      ask_for_demo (&demos[i]);
    }
  for (gsize i = 0; i < n_generators; i++)
    ask_for_exercises (generators[i]);
  return fflush (stdout) == 0 ? 0 : 1;
}
