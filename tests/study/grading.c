/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grading.h"

SftGrade
grade (const SftExercise *exercise, const char *text)
{
  g_autoptr (GError) error = NULL;
  SftGrade result;
  gboolean read = sft_exercise_grade (exercise, text, &result, &error);

  g_assert_no_error (error);
  g_assert_true (read);
  return result;
}
