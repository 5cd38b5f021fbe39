/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const SftLesson *const lessons[] = {
#define SFT_LESSON(number) &sft_lesson_##number,
#include "sft-lessons.def"
#undef SFT_LESSON
};

static const SftIntroduction introduction = {
  .title = N_ ("Instruction Tuning and SFT"),
  .kind = N_ ("Concept lesson, theory lab"),
  .level = N_ ("Advanced"),
  .minutes = 17,
  .objective = N_ ("Understand instruction tuning and supervised fine-tuning (SFT) well enough to explain it, to "
                   "recognize it in the mathematics of language models, and to apply it in a small task."),
  .why = N_ ("Whether a model answers, refuses, flatters or never stops depends on what its loss says: which tokens "
             "count, what their sum is divided by, which examples are mixed, and when training ends. These are "
             "decisions in the language of mathematics. Who knows its words can read a training script, follow an "
             "argument about optimization or reasoning, and see what a number really measures."),
  .can = N_ ("A synthetic lab shows how a formula behaves, in which direction a change pushes a number, and where a "
             "check promises more than it tests. All of it is computed here, from the parameters that you see."),
  .cannot = N_ ("It does not show how large an effect is in a real model, which recipe is best, or what a certain "
                "model does. Numbers from papers are marked as published and named with their source."),
  .how = N_ ("Predict, change one input, run, and explain the difference."),
};

const SftIntroduction *
sft_lesson_introduction (void)
{
  return &introduction;
}

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
  return sft_demo_assign (demo, lesson->steps[step].concept, lesson->steps[step].set, error);
}
