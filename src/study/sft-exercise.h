/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exercises with fresh numbers: a question that is made from a seed, answered by the labs' own computations, and
 * graded with the worked steps at hand. Everything in an exercise is synthetic. */
#pragma once

#include "sft-question.h"
#include "sft-state.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_ANSWER_NUMBER,  /* right within the stated tolerance */
  SFT_ANSWER_INTEGER, /* a step, a count: right exactly */
  SFT_ANSWER_LIST,    /* whole numbers in order, their number part of the answer: right exactly */
  SFT_ANSWER_MASK     /* 0 or 1 for each of `tokens` */
} SftAnswerKind;

/* An answer: what was typed, the right one, or where a wrong step leads. */
typedef struct
{
  double value; /* number or integer */
  guint8 *mask; /* n entries; NULL for other kinds */
  int *list;    /* the same */
  gsize n;
} SftAnswer;

/* A mistake that is often made, and the wrong answer that it gives here. */
typedef struct
{
  SftAnswer answer;
  SftText why; /* a sentence: "This is the mean over all tokens: the mask was left out." */
} SftWrongStep;

typedef struct _SftGenerator SftGenerator;

typedef struct
{
  const SftGenerator *generator;
  guint32 seed;
  SftText prompt;
  GPtrArray *givens; /* SftText *: the data, one line each */
  /* What the exercise is about, in a lab. Its readouts, and in most labs its figure, show the answer: it is for
   * afterwards. NULL where no lab has it. */
  SftState *state;
  /* The readout of that state which is the right answer, and which of its numbers; NULL: computed by the core. */
  const char *readout;
  guint readout_index;

  SftAnswerKind kind;
  SftAnswer right;
  double tolerance;  /* of a number */
  int digits;        /* decimals that a number is to be given with */
  gboolean share;    /* a number in 0..1 that may be given in percent */
  GPtrArray *tokens; /* char *: what a mask is about */

  GPtrArray *steps; /* SftText *: the right way with these numbers, one line each */
  GPtrArray *wrong; /* SftWrongStep *: at least one, none of them graded right */
} SftExercise;

typedef struct _SftDraft SftDraft;

/* Constant data and a function. */
struct _SftGenerator
{
  const char *id; /* kept with progress; never changed or translated */
  int demo;       /* whose idea it exercises */
  gboolean concept;
  const char *title; /* msgid */
  /* Fills the draft, see sft-exercise-private.h. FALSE: these numbers are of no use (trivial, undefined, too close to
   * a wrong step); it is then called again with others of the same stream. */
  gboolean (*make) (SftDraft *draft);
};

/* Every generator that is built in, as sft_exercise_masked_loss and so on: the list in meson.build. */
#define SFT_EXERCISE(symbol) extern const SftGenerator sft_exercise_##symbol;
#include "sft-exercises.def"
#undef SFT_EXERCISE
const SftGenerator *const *sft_generators (gsize *n);
const SftGenerator *sft_generator_find (const char *id); /* NULL: no such generator */

/* The same seed makes the same exercise. Any thread, any locale. */
SftExercise *sft_exercise_new (const SftGenerator *generator, guint32 seed);
void sft_exercise_free (SftExercise *exercise);

/* "Answer with a number; within 0.01 is right." */
SftText sft_exercise_hint (const SftExercise *exercise);
/* The right answer, as it may be typed: "0.43", "17", "3,0,12", "0,1,1". Read by sft_exercise_grade() in any locale. */
char *sft_exercise_answer (const SftExercise *exercise);
/* Any answer of this exercise in that form. */
char *sft_exercise_format (const SftExercise *exercise, const SftAnswer *answer);

typedef struct
{
  gboolean right;
  const SftWrongStep *wrong; /* borrowed from the exercise: where a wrong answer comes from; NULL: not known */
} SftGrade;

#define SFT_EXERCISE_ERROR (sft_exercise_error_quark ())
typedef enum
{
  SFT_EXERCISE_ERROR_SYNTAX, /* not an answer of this kind */
  SFT_EXERCISE_ERROR_RANGE   /* a number that is not finite, a list that is too long, a mask of another length */
} SftExerciseError;
GQuark sft_exercise_error_quark (void);

/* Grades what was typed. Numbers have a decimal point in every locale, or the sign that the
 * locale of the process writes for it; a minus sign may be U+2212; a share may be
 * "0.43" or "43 %"; a list is "3,0,12" or "3 0 12"; a mask is "0,1,1", "0 1 1" or "011". What is no answer
 * is never a wrong one: FALSE and an error in one line (translated) that says what is accepted; grade is then cleared.
 */
gboolean sft_exercise_grade (const SftExercise *exercise, const char *text, SftGrade *grade, GError **error);
/* The same for a mask that was marked by hand: one byte for each token. */
SftGrade sft_exercise_grade_mask (const SftExercise *exercise, const guint8 *marks);

/* The tokens of a mask as a strip to mark by hand: cells are bound to `SFT_EXERCISE_MARKS`. marks: one byte for each
 * token. */
#define SFT_EXERCISE_MARKS "marks"
SftFigure *sft_exercise_marks_figure (const SftExercise *exercise, const guint8 *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftExercise, sft_exercise_free)

G_END_DECLS
