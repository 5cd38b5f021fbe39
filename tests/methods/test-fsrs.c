/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheduler against py-fsrs 6.3.1: the numbers of its own tests (tests/test_basic.py), and golden reviews made by
 * running it; then what must hold for any reviews. */
#include <math.h>
#include <stdlib.h>

#include "sft-fsrs.h"

#define DAY (24 * 60 * 60)
#define START G_GINT64_CONSTANT (1669725000) /* 2022-11-29 12:30, as there */

/* TEST_RATINGS_1 of py-fsrs, each review on the due date, and its history of intervals in whole days. */
static void
test_intervals (void)
{
  static const int ratings[] = { 3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3 };
  static const int days[] = { 0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21 };
  SftFsrsCard card = SFT_FSRS_NEW;
  gint64 now = START;

  for (gsize i = 0; i < G_N_ELEMENTS (ratings); i++)
    {
      card = sft_fsrs_review (&card, ratings[i], now);
      g_assert_cmpint ((card.due - card.last_review) / DAY, ==, days[i]);
      now = card.due;
    }
  g_assert_cmpuint (card.reviews, ==, G_N_ELEMENTS (ratings));
  g_assert_cmpuint (card.lapses, ==, 1);
}

/* test_memo_state, within the 1e-4 that it states. */
static void
test_memory (void)
{
  static const int ratings[] = { 1, 3, 3, 3, 3, 3 }, days[] = { 0, 0, 1, 3, 8, 21 };
  SftFsrsCard card = SFT_FSRS_NEW;
  gint64 now = START;

  for (gsize i = 0; i < G_N_ELEMENTS (ratings); i++)
    card = sft_fsrs_review (&card, ratings[i], now += days[i] * DAY);
  g_assert_cmpfloat_with_epsilon (card.stability, 53.62691, 1e-4);
  g_assert_cmpfloat_with_epsilon (card.difficulty, 6.3574867, 1e-4);
}

/* test_repeated_correct_reviews, test_good_, again_, hard_ and easy_learning_steps, test_relearning. */
static void
test_steps (void)
{
  SftFsrsCard card = SFT_FSRS_NEW, next;

  for (int i = 0; i < 10; i++)
    card = sft_fsrs_review (&card, SFT_FSRS_EASY, START);
  g_assert_cmpfloat (card.difficulty, ==, 1);
  card = SFT_FSRS_NEW;
  next = sft_fsrs_review (&card, SFT_FSRS_AGAIN, START);
  g_assert_cmpint (next.due - START, ==, 60);
  g_assert_cmpint (next.step, ==, 0);
  next = sft_fsrs_review (&card, SFT_FSRS_HARD, START);
  g_assert_cmpint (next.due - START, ==, 330);
  next = sft_fsrs_review (&card, SFT_FSRS_EASY, START);
  g_assert_cmpint (next.state, ==, SFT_FSRS_REVIEW);
  g_assert_cmpint (next.due - START, >=, DAY);
  next = sft_fsrs_review (&card, SFT_FSRS_GOOD, START);
  g_assert_cmpint (next.due - START, ==, 600);
  g_assert_cmpint (next.step, ==, 1);
  next = sft_fsrs_review (&next, SFT_FSRS_GOOD, next.due);
  g_assert_cmpint (next.state, ==, SFT_FSRS_REVIEW);
  next = sft_fsrs_review (&next, SFT_FSRS_AGAIN, next.due);
  g_assert_cmpint (next.state, ==, SFT_FSRS_RELEARNING);
  g_assert_cmpint (next.due - next.last_review, ==, 600);
  next = sft_fsrs_review (&next, SFT_FSRS_GOOD, next.due);
  g_assert_cmpint (next.state, ==, SFT_FSRS_REVIEW);
  g_assert_cmpint (next.due - next.last_review, >=, DAY);
}

/* Golden reviews; 1e-12 relative a review, for pow and exp of other libraries add up. */
static void
test_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "fsrs.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  SftFsrsCard card = SFT_FSRS_NEW;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; **line != '\0'; line++, n++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);
      double stability = g_ascii_strtod (words[5], NULL), difficulty = g_ascii_strtod (words[6], NULL);

      g_assert_cmpuint (g_strv_length (words), ==, 8);
      if (g_str_equal (words[0], "0"))
        card = SFT_FSRS_NEW;
      card = sft_fsrs_review (&card, atoi (words[2]), g_ascii_strtoll (words[1], NULL, 10));
      g_assert_cmpint (card.state, ==, atoi (words[3]));
      g_assert_cmpint (card.step, ==, atoi (words[4]));
      g_assert_cmpfloat_with_epsilon (card.stability, stability, 1e-11 * stability);
      g_assert_cmpfloat_with_epsilon (card.difficulty, difficulty, 1e-11);
      g_assert_cmpint (card.due - card.last_review, ==, g_ascii_strtoll (words[7], NULL, 10));
    }
  g_assert_cmpuint (n, ==, 720);
}

static void
check_ratings (const SftFsrsCard *card, gint64 now)
{
  SftFsrsCard after[5];

  for (int rating = SFT_FSRS_AGAIN; rating <= SFT_FSRS_EASY; rating++)
    {
      after[rating] = sft_fsrs_review (card, rating, now);
      g_assert_true (sft_fsrs_is_valid (&after[rating]));
      g_assert_cmpint (after[rating].due, >, now);
      g_assert_cmpint (after[rating].due - now, <=, (gint64)SFT_FSRS_MAX_INTERVAL * DAY);
      g_assert_cmpint (after[rating].last_review, ==, now);
      g_assert_cmpuint (after[rating].reviews, ==, card->reviews + 1);
      if (rating == SFT_FSRS_AGAIN)
        continue;
      /* A better answer never makes it come sooner, less stable or more difficult. */
      g_assert_cmpint (after[rating].due, >=, after[rating - 1].due);
      g_assert_cmpfloat (after[rating].stability, >=, after[rating - 1].stability);
      g_assert_cmpfloat (after[rating].difficulty, <=, after[rating - 1].difficulty);
    }
}

/* The chance to recall falls from 1, and is 0.9 after as many days as the stability says. */
static void
check_recall (const SftFsrsCard *card)
{
  double before = sft_fsrs_retrievability (card, card->last_review), days = floor (card->stability);

  g_assert_cmpfloat (before, ==, 1);
  g_assert_cmpfloat (sft_fsrs_retrievability (card, MAX (card->last_review - 1000 * DAY, 1)), ==, 1);
  for (gint64 day = 1; day < 100000; day *= 3)
    {
      double recall = sft_fsrs_retrievability (card, card->last_review + day * DAY);

      g_assert_cmpfloat (recall, <, before);
      g_assert_cmpfloat (recall, >, 0);
      before = recall;
    }
  g_assert_cmpfloat (sft_fsrs_retrievability (card, card->last_review + (gint64)days * DAY), >=, 0.9 - 1e-12);
  g_assert_cmpfloat (sft_fsrs_retrievability (card, card->last_review + (gint64)(days + 1) * DAY), <, 0.9);
}

static void
test_random (void)
{
  for (int n = 0; n < 1000; n++)
    {
      SftFsrsCard card = SFT_FSRS_NEW;
      gint64 now = START;

      g_assert_true (sft_fsrs_is_valid (&card));
      g_assert_cmpfloat (sft_fsrs_retrievability (&card, now), ==, 0);
      for (int i = 0; i < 40; i++)
        {
          check_ratings (&card, now);
          card = sft_fsrs_review (&card, g_test_rand_int_range (SFT_FSRS_AGAIN, SFT_FSRS_EASY + 1), now);
          check_recall (&card);
          /* On time, early, late, much too late, and a clock that was set back. */
          double when = g_test_rand_double_range (-0.2, g_test_rand_bit () ? 1.2 : 20);
          now = MAX (now + (gint64)(when * (double)(card.due - now)), 1);
        }
    }
}

static void
test_bounds (void)
{
  SftFsrsCard card = SFT_FSRS_NEW;

  /* test_stability_lower_bound */
  for (int i = 0; i < 1000; i++)
    {
      card = sft_fsrs_review (&card, SFT_FSRS_AGAIN, card.due == 0 ? START : card.due + DAY);
      g_assert_cmpfloat (card.stability, >=, SFT_FSRS_MIN_STABILITY);
    }
  card = SFT_FSRS_NEW;
  for (int i = 0; i < 100; i++)
    card = sft_fsrs_review (&card, SFT_FSRS_EASY, card.due == 0 ? START : card.due);
  g_assert_cmpint (card.due - card.last_review, ==, (gint64)SFT_FSRS_MAX_INTERVAL * DAY);
}

static void
test_invalid (void)
{
  const SftFsrsCard good = { SFT_FSRS_REVIEW, 0, 3, 5, START + DAY, START, 4, 1 };
  SftFsrsCard bad[14];

  g_assert_true (sft_fsrs_is_valid (&good));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    bad[i] = good;
  bad[0].state = 0;
  bad[1].state = 4;
  bad[2].step = 1;
  bad[3].stability = 0;
  bad[4].stability = NAN;
  bad[5].stability = INFINITY;
  bad[6].difficulty = 0.5;
  bad[7].difficulty = 11;
  bad[8].difficulty = NAN;
  bad[9].due = START;
  bad[10].last_review = -5;
  bad[11].reviews = 0;
  bad[12].lapses = 4;
  bad[13].last_review = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sft_fsrs_is_valid (&bad[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fsrs/intervals", test_intervals);
  g_test_add_func ("/fsrs/memory", test_memory);
  g_test_add_func ("/fsrs/steps", test_steps);
  g_test_add_func ("/fsrs/golden", test_golden);
  g_test_add_func ("/fsrs/random", test_random);
  g_test_add_func ("/fsrs/bounds", test_bounds);
  g_test_add_func ("/fsrs/invalid", test_invalid);
  return g_test_run ();
}
