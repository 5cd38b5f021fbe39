/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sft-exercise.h"

/* The grade of an answer, which must be readable as one. */
SftGrade grade (const SftExercise *exercise, const char *text);
