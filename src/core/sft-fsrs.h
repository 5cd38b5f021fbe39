/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to ask again: the spaced repetition scheduler FSRS, on plain values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SFT_FSRS_LEARNING = 1,
  SFT_FSRS_REVIEW = 2,
  SFT_FSRS_RELEARNING = 3
} SftFsrsState;

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

G_END_DECLS
