/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session of practice: what is due now, then what is new, one item after the other until none is left.
 *
 * Pure values: cards come in, cards go out, and the clock is the caller's. The same cards, time, seed and limits give
 * the same session. A card's key says what it is of:
 *
 *   "exercise:masked-loss"   a generator of exercises
 *   "question:17:some-id"    a question of a demo's bank (demo 0: the skill check), once it was missed */
#pragma once

#include "sft-exercise.h"
#include "sft-fsrs.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_PRACTICE_EXERCISE,
  SFT_PRACTICE_QUESTION
} SftPracticeKind;

typedef struct
{
  SftPracticeKind kind;
  const char *key;
  const SftGenerator *generator; /* an exercise: sft_exercise_new (generator, seed) */
  guint32 seed;                  /* fresh each time that the item comes */
  int demo;                      /* of either kind */
  const SftQuestion *question;   /* a question */
  SftFsrsCard card;              /* as it is now */
  gboolean again;                /* was answered wrongly in this session */
} SftPracticeItem;

/* The keys of cards. (transfer full) */
char *sft_practice_exercise_key (const SftGenerator *generator);
char *sft_practice_question_key (int demo, const SftQuestion *question);
/* Fills kind, generator, demo and question of `item` (the rest is zero). FALSE: what the key names is not in this
 * version of the program. */
gboolean sft_practice_parse_key (const char *key, SftPracticeItem *item);

typedef struct
{
  guint new_a_day; /* exercises never asked before that a day may bring */
  guint new_today; /* and how many it brought already, in sessions before this one */
  guint most;      /* items in this session; 0: no limit */
  int demo;        /* of this demo alone; 0: of all */
} SftPracticeLimits;
#define SFT_PRACTICE_LIMITS ((SftPracticeLimits){ .new_a_day = 10 })

typedef struct _SftPractice SftPractice;

/* cards: key (char *) -> SftFsrsCard *; NULL: none yet. Only read here, not kept. Cards whose key is not known, or that
 * are not valid, are passed over. Due are cards with due <= now, the most overdue first; then exercises without a
 * card, in an order drawn from `seed`. */
SftPractice *sft_practice_new (GHashTable *cards, gint64 now, guint32 seed, const SftPracticeLimits *limits);
void sft_practice_free (SftPractice *practice);

/* The item to ask now; NULL: the session is over. Valid until the next sft_practice_rate(). */
const SftPracticeItem *sft_practice_current (const SftPractice *practice);
/* Rates the current item and goes on. Again brings it back in this session, behind all that waits, until it is rated
 * otherwise. Returns the card to remember under the item's key. There must be a current item. */
SftFsrsCard sft_practice_rate (SftPractice *practice, SftFsrsRating rating, gint64 now);
/* The rating of a plain answer: right is Good, wrong is Again. */
SftFsrsRating sft_practice_rating (gboolean right);
/* The card of a question that was missed outside of practice, from then on part of it. card NULL: it had none. */
SftFsrsCard sft_practice_miss (const SftFsrsCard *card, gint64 now);

typedef struct
{
  guint done, left;     /* items; one that comes back is left */
  guint answers, right; /* ratings given, and those that were not Again */
  guint begun;          /* new exercises that were asked: add them to new_today */
} SftPracticeProgress;
SftPracticeProgress sft_practice_progress (const SftPractice *practice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftPractice, sft_practice_free)

G_END_DECLS
