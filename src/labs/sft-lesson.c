/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const SftLesson *const lessons[] = {
#define SFT_LESSON(number) &sft_lesson_##number,
#include "sft-lessons.def"
#undef SFT_LESSON
};

const SftLesson *
sft_lesson_find (int demo)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    if (lessons[i]->demo == demo)
      return lessons[i];
  return NULL;
}

SftValues *
sft_lesson_try (const SftLesson *lesson, guint step, GError **error)
{
  const SftDemo *demo = sft_demo_find (lesson->demo);

  g_return_val_if_fail (step < SFT_N_TRIES, NULL);
  g_return_val_if_fail (demo != NULL && sft_demo_lab (demo, lesson->steps[step].concept) != NULL, NULL);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, lesson->steps[step].concept);
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);

  for (const char *const *assignment = lesson->steps[step].set; *assignment != NULL; assignment++)
    if (!sft_edit_parse (edit, *assignment, error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}
