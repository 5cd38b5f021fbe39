/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-question.h"

#include "sft-lesson.h"

/* The words are the lesson's. */
static const SftQuestion skill_check[] = {
  { .id = "module",
    .prompt = N_ ("Which module does this lesson belong to?"),
    .choices = { { N_ ("Math for LLMs"),
                   N_ ("The learning objective asks you to recognize instruction tuning and SFT in Math for LLMs and "
                       "to apply them in a small task.") },
                 { N_ ("Distributed systems"), NULL },
                 { N_ ("Computer vision"), NULL },
                 { N_ ("Databases"), NULL } },
    .answer = 0 },
  { .id = "section",
    .prompt = N_ ("Which section is covered in this lesson content?"),
    .choices = { { N_ ("Quantization of weights"), NULL },
                 { N_ ("Demonstrations versus preferences"),
                   N_ ("Demonstrations versus preferences is demo 3; the others are not part of this lesson.") },
                 { N_ ("Image augmentation"), NULL },
                 { N_ ("Query planning"), NULL } },
    .answer = 1 },
  { .id = "term",
    .prompt = N_ ("Which term is most central to this lesson?"),
    .choices = { { N_ ("Backtracking"), NULL },
                 { N_ ("Convolution"), NULL },
                 { N_ ("SFT"), N_ ("Supervised fine-tuning (SFT) optimizes response tokens under a curated chat "
                                   "protocol; every demo returns to it.") },
                 { N_ ("Beam width"), NULL } },
    .answer = 2 },
  { .id = "use",
    .prompt = N_ ("What is the best way to use this lesson for real learning?"),
    .choices = { { N_ ("Read every title once"), NULL },
                 { N_ ("Copy the printed numbers"), NULL },
                 { N_ ("Skip to the last demo"), NULL },
                 { N_ ("Predict, change one input, run, and explain the difference"),
                   N_ ("A prediction that the computation confirms or refutes is what changes understanding; the "
                       "controls exist for that.") } },
    .answer = 3 },
  { NULL },
};

const SftQuestion *
sft_skill_check (void)
{
  return skill_check;
}

const SftQuestion *
sft_demo_questions (int demo)
{
  const SftLesson *lesson = sft_lesson_find (demo);

  g_return_val_if_fail (lesson != NULL, NULL);
  return lesson->questions;
}

const SftQuestion *
sft_question_find (int demo, const char *id)
{
  const SftQuestion *question;

  g_return_val_if_fail (id != NULL, NULL);
  if (demo != 0 && sft_lesson_find (demo) == NULL)
    return NULL;
  question = demo == 0 ? skill_check : sft_demo_questions (demo);
  for (; question->id != NULL; question++)
    if (g_str_equal (question->id, id))
      return question;
  return NULL;
}

SftValues *
sft_question_values (int demo, const SftQuestion *question, GError **error)
{
  const SftDemo *row = sft_demo_find (demo);

  g_return_val_if_fail (question != NULL && question->set != NULL, NULL);
  g_return_val_if_fail (row != NULL && sft_demo_lab (row, question->concept) != NULL, NULL);
  return sft_demo_assign (row, question->concept, question->set, error);
}
