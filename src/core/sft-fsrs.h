/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to ask again: the spaced repetition scheduler FSRS, on plain values.
 *
 * FSRS-6 with its 21 default parameters, as published by Open Spaced Repetition (the model: "The Algorithm" in the wiki
 * of open-spaced-repetition/fsrs4anki; the parameters and steps: py-fsrs 6.3.1). Desired retention 0.9, longest
 * interval 36,500 days, learning steps 1 and 10 minutes, relearning step 10 minutes, no random spread of intervals.
 *
 * With S the stability in days, D the difficulty and t whole days since the last review, the chance to recall is
 * R = (1 + f t / S)^-w20, f chosen so that R = 0.9 at t = S; so the next interval is S, rounded to whole days. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SFT_FSRS_VERSION "FSRS-6"
#define SFT_FSRS_RETENTION 0.9
#define SFT_FSRS_MAX_INTERVAL 36500 /* days */
#define SFT_FSRS_MIN_STABILITY 0.001

typedef enum
{
  SFT_FSRS_LEARNING = 1,
  SFT_FSRS_REVIEW = 2,
  SFT_FSRS_RELEARNING = 3
} SftFsrsState;

typedef enum
{
  SFT_FSRS_AGAIN = 1, /* wrong */
  SFT_FSRS_HARD = 2,
  SFT_FSRS_GOOD = 3,
  SFT_FSRS_EASY = 4
} SftFsrsRating;

/* What is remembered of one exercise. All zero but the state: never asked. */
typedef struct
{
  SftFsrsState state;
  int step;                /* of the learning or relearning steps; 0 in review */
  double stability;        /* days until the chance to recall falls to 0.9; 0: never asked */
  double difficulty;       /* 1..10; 0: never asked */
  gint64 due, last_review; /* seconds since 1970 (UTC); last_review 0: never asked */
  guint reviews, lapses;
} SftFsrsCard;

/* A card that was never asked. */
#define SFT_FSRS_NEW ((SftFsrsCard){ .state = SFT_FSRS_LEARNING })

/* Whether this is what sft_fsrs_review() can have made, or a card never asked: what is read from a file may be
 * anything. */
gboolean sft_fsrs_is_valid (const SftFsrsCard *card);

/* The card after an answer at `now` (seconds since 1970, above 0). Pure. A valid card gives a valid card with
 * due > now. A clock that went back counts as no time passed. A lapse is Again on a card in review. */
SftFsrsCard sft_fsrs_review (const SftFsrsCard *card, SftFsrsRating rating, gint64 now);

/* The chance to recall at `now`, 0..1: 1 on the day of the last review, 0 for a card that was never asked. */
double sft_fsrs_retrievability (const SftFsrsCard *card, gint64 now);

G_END_DECLS
