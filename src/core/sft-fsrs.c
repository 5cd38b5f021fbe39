/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sft-fsrs.h"

#include <math.h>

#define MINUTE 60
#define DAY (24 * 60 * 60)
#define EASIEST 1.0
#define HARDEST 10.0

/* w0 .. w20 of FSRS-6. */
static const double w[] = {
  0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};

static const int learning_steps[] = { 1 * MINUTE, 10 * MINUTE };
static const int relearning_steps[] = { 10 * MINUTE };

/* (1 + f)^-w20 = 0.9 */
static double
factor (void)
{
  return pow (SFT_FSRS_RETENTION, -1 / w[20]) - 1;
}

static gint64
elapsed_days (const SftFsrsCard *card, gint64 now)
{
  return card->last_review == 0 || now < card->last_review ? 0 : (now - card->last_review) / DAY;
}

double
sft_fsrs_retrievability (const SftFsrsCard *card, gint64 now)
{
  g_return_val_if_fail (card != NULL, 0);
  if (card->last_review == 0)
    return 0;
  return pow (1 + factor () * (double)elapsed_days (card, now) / card->stability, -w[20]);
}

/* Steps above (below: negative) a good answer; an enumeration may be unsigned. */
static int
above_good (SftFsrsRating rating)
{
  return (int)rating - SFT_FSRS_GOOD;
}

/* --- difficulty --- */

static double
initial_difficulty (SftFsrsRating rating)
{
  return w[4] - exp (w[5] * (rating - 1)) + 1;
}

/* A step that shrinks towards the hardest, then a pull towards what an easy first answer gives. */
static double
next_difficulty (double difficulty, SftFsrsRating rating)
{
  double change = -w[6] * above_good (rating);
  double moved = difficulty + (HARDEST - difficulty) * change / 9;

  return CLAMP (w[7] * initial_difficulty (SFT_FSRS_EASY) + (1 - w[7]) * moved, EASIEST, HARDEST);
}

/* --- stability --- */

static double
stability_same_day (double stability, SftFsrsRating rating)
{
  double growth = exp (w[17] * (above_good (rating) + w[18])) * pow (stability, -w[19]);

  return stability * (rating >= SFT_FSRS_GOOD ? MAX (growth, 1) : growth);
}

static double
stability_forgotten (const SftFsrsCard *card, double recall)
{
  double relearned =
      w[11] * pow (card->difficulty, -w[12]) * (pow (card->stability + 1, w[13]) - 1) * exp ((1 - recall) * w[14]);

  return MIN (relearned, card->stability / exp (w[17] * w[18]));
}

static double
stability_recalled (const SftFsrsCard *card, SftFsrsRating rating, double recall)
{
  double gain = exp (w[8]) * (11 - card->difficulty) * pow (card->stability, -w[9]) * (exp ((1 - recall) * w[10]) - 1);

  if (rating == SFT_FSRS_HARD)
    gain *= w[15];
  else if (rating == SFT_FSRS_EASY)
    gain *= w[16];
  return card->stability * (1 + gain);
}

static double
next_stability (const SftFsrsCard *card, SftFsrsRating rating, gint64 now)
{
  double recall = sft_fsrs_retrievability (card, now), stability;

  if (elapsed_days (card, now) < 1)
    stability = stability_same_day (card->stability, rating);
  else if (rating == SFT_FSRS_AGAIN)
    stability = stability_forgotten (card, recall);
  else
    stability = stability_recalled (card, rating, recall);
  return MAX (stability, SFT_FSRS_MIN_STABILITY);
}

/* --- intervals, in seconds --- */

static gint64
graduate (SftFsrsCard *card)
{
  double days = card->stability / factor () * (pow (SFT_FSRS_RETENTION, -1 / w[20]) - 1);

  card->state = SFT_FSRS_REVIEW;
  card->step = 0;
  return (gint64)CLAMP (rint (days), 1, SFT_FSRS_MAX_INTERVAL) * DAY;
}

static gint64
walk_steps (SftFsrsCard *card, SftFsrsRating rating, const int *steps, int n)
{
  switch (rating)
    {
    case SFT_FSRS_AGAIN:
      card->step = 0;
      return steps[0];
    case SFT_FSRS_HARD:
      /* Stays where it is; between the first step and the next, or half as long again where there is no next. */
      if (card->step > 0)
        return steps[card->step];
      return n > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 3 / 2;
    case SFT_FSRS_GOOD:
      if (card->step + 1 < n)
        return steps[++card->step];
      return graduate (card);
    case SFT_FSRS_EASY:
    default:
      return graduate (card);
    }
}

static gint64
next_interval (SftFsrsCard *card, SftFsrsRating rating)
{
  if (card->state == SFT_FSRS_LEARNING)
    return walk_steps (card, rating, learning_steps, G_N_ELEMENTS (learning_steps));
  if (card->state == SFT_FSRS_RELEARNING)
    return walk_steps (card, rating, relearning_steps, G_N_ELEMENTS (relearning_steps));
  if (rating != SFT_FSRS_AGAIN)
    return graduate (card);
  card->state = SFT_FSRS_RELEARNING;
  card->step = 0;
  card->lapses++;
  return relearning_steps[0];
}

SftFsrsCard
sft_fsrs_review (const SftFsrsCard *card, SftFsrsRating rating, gint64 now)
{
  SftFsrsCard next;

  g_return_val_if_fail (card != NULL && sft_fsrs_is_valid (card), SFT_FSRS_NEW);
  g_return_val_if_fail (rating >= SFT_FSRS_AGAIN && rating <= SFT_FSRS_EASY && now > 0, *card);
  next = *card;
  if (card->last_review == 0)
    {
      next.stability = w[rating - 1];
      next.difficulty = CLAMP (initial_difficulty (rating), EASIEST, HARDEST);
    }
  else
    {
      next.stability = next_stability (card, rating, now);
      next.difficulty = next_difficulty (card->difficulty, rating);
    }
  next.due = now + next_interval (&next, rating);
  next.last_review = now;
  next.reviews++;
  return next;
}

gboolean
sft_fsrs_is_valid (const SftFsrsCard *card)
{
  g_return_val_if_fail (card != NULL, FALSE);
  if (card->last_review == 0)
    return card->state == SFT_FSRS_LEARNING && card->step == 0 && card->stability == 0 && card->difficulty == 0
           && card->reviews == 0 && card->lapses == 0;
  if (card->last_review < 0 || card->due <= card->last_review
      || card->due - card->last_review > (gint64)SFT_FSRS_MAX_INTERVAL * DAY)
    return FALSE;
  if (!(card->stability >= SFT_FSRS_MIN_STABILITY) || !isfinite (card->stability) || !(card->difficulty >= EASIEST)
      || !(card->difficulty <= HARDEST))
    return FALSE;
  if (card->reviews == 0 || card->lapses >= card->reviews)
    return FALSE;
  switch (card->state)
    {
    case SFT_FSRS_LEARNING:
      return card->step >= 0 && card->step < (int)G_N_ELEMENTS (learning_steps);
    case SFT_FSRS_RELEARNING:
      return card->step >= 0 && card->step < (int)G_N_ELEMENTS (relearning_steps);
    case SFT_FSRS_REVIEW:
      return card->step == 0;
    default:
      return FALSE;
    }
}
