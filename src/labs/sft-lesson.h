/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said around a demo: the idea, what to try, what people get wrong, where to read on. Constant data. */
#pragma once

#include "sft-question.h"

G_BEGIN_DECLS

#define SFT_N_TRIES 3

/* Something to try: a sentence, and the parameters that it asks for. */
typedef struct
{
  const char *text;       /* msgid */
  gboolean concept;       /* in the demo's concept view; else in the notebook's */
  const char *const *set; /* assignments on top of the demo's defaults; ends with NULL */
  const char *readout;    /* what the sentence promises: this readout lies in low..high then */
  double low, high;
} SftTry;

typedef struct
{
  int demo;
  const char *idea;              /* msgid; plain words */
  const char *formula;           /* msgid; Unicode text, a line each: what the idea says in mathematics */
  const char *math;              /* msgid; the same for sft_math_parse(): words in \text{} may be translated */
  const char *parameters;        /* msgid; what the notebook view's parameters have in common, and their units */
  const SftTry *steps;           /* SFT_N_TRIES */
  const char *misconceptions;    /* msgid */
  const char *const *references; /* papers and tool documentation by name, never translated; ends with NULL */
  const SftQuestion *questions;  /* three or more, ended by a NULL id */
} SftLesson;

/* What is said before the first demo. */
typedef struct
{
  const char *title, *kind, *level; /* msgids */
  int minutes;                      /* to read */
  const char *objective;            /* msgids from here on */
  const char *why;                  /* it matters */
  const char *can, *cannot;         /* what a synthetic lab shows, and what not */
  const char *how;                  /* to use it */
} SftIntroduction;
const SftIntroduction *sft_lesson_introduction (void);

/* Every lesson that is built in, as sft_lesson_01 and so on: the list in meson.build. */
#define SFT_LESSON(number) extern const SftLesson sft_lesson_##number;
#include "sft-lessons.def"
#undef SFT_LESSON

const SftLesson *sft_lesson_find (int demo); /* NULL: no such demo */
/* The values that a step asks for: its assignments on top of the demo's defaults, so that what its sentence says comes
 * of it whatever was changed before. (transfer full) The view must exist. NULL and an error if an assignment is wrong:
 * constant data, so only tests see it. */
SftValues *sft_lesson_try (const SftLesson *lesson, guint step, GError **error);

G_END_DECLS
