/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of practice, alone and over simulated days. */
#include <string.h>

#include "sft-practice.h"

#define DAY (24 * 60 * 60)
#define START G_GINT64_CONSTANT (1700000000)

static GHashTable *
cards_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
keep (GHashTable *cards, const char *key, SftFsrsCard card)
{
  g_hash_table_replace (cards, g_strdup (key), g_memdup2 (&card, sizeof card));
}

/* A card in review that is due at this time. */
static SftFsrsCard
card_due (gint64 due)
{
  return (SftFsrsCard){ SFT_FSRS_REVIEW, 0, 3, 5, due, due - 3 * DAY, 4, 0 };
}

static void
assert_current (SftPractice *practice, const char *key)
{
  const SftPracticeItem *item = sft_practice_current (practice);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->key, ==, key);
}

static void
test_keys (void)
{
  static const char *const bad[] = { "",
                                     "exercise:",
                                     "exercise:nothing",
                                     "question:",
                                     "question:0",
                                     "question:0:",
                                     "question:0:nothing",
                                     "question:00:module",
                                     "question:-0:module",
                                     "question: 0:module",
                                     "question:26:module",
                                     "question:99999999999999999999:module",
                                     "Exercise:masked-loss",
                                     "note:1" };
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);
  SftPracticeItem item;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *key = sft_practice_exercise_key (generators[i]);

      g_assert_true (sft_practice_parse_key (key, &item));
      g_assert_cmpint (item.kind, ==, SFT_PRACTICE_EXERCISE);
      g_assert_true (item.generator == generators[i]);
      g_assert_cmpint (item.demo, ==, generators[i]->demo);
    }
  for (int demo = 0; demo <= 25; demo++)
    {
      const SftQuestion *question = demo == 0 ? sft_skill_check () : sft_demo_questions (demo);

      for (; question != NULL && question->id != NULL; question++)
        {
          g_autofree char *key = sft_practice_question_key (demo, question);

          g_assert_true (sft_practice_parse_key (key, &item));
          g_assert_cmpint (item.kind, ==, SFT_PRACTICE_QUESTION);
          g_assert_true (item.question == question);
          g_assert_cmpint (item.demo, ==, demo);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sft_practice_parse_key (bad[i], &item));
}

static void
test_order (void)
{
  g_autoptr (GHashTable) cards = cards_new ();
  SftPracticeLimits limits = SFT_PRACTICE_LIMITS;
  SftFsrsCard damaged = card_due (START - 9 * DAY);
  guint fresh = 0;

  damaged.stability = -1;
  keep (cards, "exercise:best-step", card_due (START - 5 * DAY));
  keep (cards, "question:0:term", card_due (START - 2 * DAY));
  keep (cards, "exercise:masked-loss", card_due (START - 2 * DAY));
  keep (cards, "exercise:precision", card_due (START));
  keep (cards, "exercise:flip-rates", card_due (START + 1)); /* not yet */
  keep (cards, "exercise:brier-score", damaged);
  keep (cards, "exercise:gone", card_due (START - 9 * DAY));
  limits.new_a_day = 5;
  limits.new_today = 2;
  g_autoptr (SftPractice) practice = sft_practice_new (cards, START, 1, &limits);
  g_assert_cmpuint (sft_practice_progress (practice).left, ==, 4 + 3);
  assert_current (practice, "exercise:best-step");
  sft_practice_rate (practice, SFT_FSRS_GOOD, START);
  assert_current (practice, "exercise:masked-loss"); /* as overdue as the next, and first by key */
  sft_practice_rate (practice, SFT_FSRS_GOOD, START);
  assert_current (practice, "question:0:term");
  g_assert_true (sft_practice_current (practice)->question == sft_question_find (0, "term"));
  sft_practice_rate (practice, SFT_FSRS_GOOD, START);
  assert_current (practice, "exercise:precision");
  sft_practice_rate (practice, SFT_FSRS_GOOD, START);
  for (const SftPracticeItem *item; (item = sft_practice_current (practice)) != NULL; fresh++)
    {
      g_assert_cmpint (item->kind, ==, SFT_PRACTICE_EXERCISE);
      g_assert_cmpuint (item->card.reviews, ==, 0);
      g_assert_null (g_hash_table_lookup (cards, item->key));
      sft_practice_rate (practice, SFT_FSRS_GOOD, START);
    }
  g_assert_cmpuint (fresh, ==, 3);
  g_assert_cmpuint (sft_practice_progress (practice).begun, ==, 3);
}

/* Equally overdue cards come by key, however the table has them. */
static void
test_ties (void)
{
  g_autoptr (GHashTable) cards = cards_new ();
  SftPracticeLimits limits = { 0 };
  g_autofree char *before = g_strdup ("");
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *key = sft_practice_exercise_key (generators[i]);

      keep (cards, key, card_due (START));
    }
  g_autoptr (SftPractice) practice = sft_practice_new (cards, START, 1, &limits);
  g_assert_cmpuint (sft_practice_progress (practice).left, ==, n);
  while (sft_practice_current (practice) != NULL)
    {
      g_assert_cmpstr (before, <, sft_practice_current (practice)->key);
      g_free (before);
      before = g_strdup (sft_practice_current (practice)->key);
      sft_practice_rate (practice, SFT_FSRS_GOOD, START);
    }
}

static void
test_limits (void)
{
  g_autoptr (GHashTable) cards = cards_new ();
  SftPracticeLimits limits = SFT_PRACTICE_LIMITS;

  keep (cards, "exercise:best-step", card_due (START - DAY));
  keep (cards, "exercise:flip-rates", card_due (START - 2 * DAY));
  limits.most = 1;
  g_autoptr (SftPractice) one = sft_practice_new (cards, START, 1, &limits);
  g_assert_cmpuint (sft_practice_progress (one).left, ==, 1);
  assert_current (one, "exercise:flip-rates");
  limits = (SftPracticeLimits){ .new_a_day = 100, .demo = 3 };
  g_autoptr (SftPractice) demo = sft_practice_new (cards, START, 1, &limits);
  for (const SftPracticeItem *item; (item = sft_practice_current (demo)) != NULL;)
    {
      g_assert_cmpint (item->demo, ==, 3);
      sft_practice_rate (demo, SFT_FSRS_EASY, START);
    }
  limits = (SftPracticeLimits){ .new_a_day = 3, .new_today = 7 };
  g_autoptr (SftPractice) none = sft_practice_new (NULL, START, 1, &limits);
  g_assert_null (sft_practice_current (none));
  limits = (SftPracticeLimits){ .new_a_day = 1000 };
  g_autoptr (SftPractice) all = sft_practice_new (NULL, START, 1, &limits);
  gsize n;
  sft_generators (&n);
  g_assert_cmpuint (sft_practice_progress (all).left, ==, n);
}

/* A wrong answer comes back behind the others, with other numbers, until it is right. */
static void
test_again (void)
{
  SftPracticeLimits limits = { .new_a_day = 3 };
  g_autoptr (SftPractice) practice = sft_practice_new (NULL, START, 7, &limits);
  g_autofree char *missed = g_strdup (sft_practice_current (practice)->key);
  guint32 seed = sft_practice_current (practice)->seed;
  SftFsrsCard card;
  SftPracticeProgress progress;

  card = sft_practice_rate (practice, sft_practice_rating (FALSE), START);
  g_assert_cmpuint (card.reviews, ==, 1);
  g_assert_cmpint (card.due, ==, START + 60);
  progress = sft_practice_progress (practice);
  g_assert_cmpuint (progress.done, ==, 0);
  g_assert_cmpuint (progress.left, ==, 3);
  g_assert_cmpuint (progress.begun, ==, 1);
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpstr (sft_practice_current (practice)->key, !=, missed);
      g_assert_false (sft_practice_current (practice)->again);
      sft_practice_rate (practice, sft_practice_rating (TRUE), START + 10);
    }
  for (int i = 0; i < 3; i++)
    {
      assert_current (practice, missed);
      g_assert_true (sft_practice_current (practice)->again);
      g_assert_cmpuint (sft_practice_current (practice)->seed, !=, seed);
      seed = sft_practice_current (practice)->seed;
      card = sft_practice_rate (practice, sft_practice_rating (i == 2), START + 20 + i);
    }
  g_assert_null (sft_practice_current (practice));
  g_assert_cmpuint (card.reviews, ==, 4);
  progress = sft_practice_progress (practice);
  g_assert_cmpuint (progress.done, ==, 3);
  g_assert_cmpuint (progress.left, ==, 0);
  g_assert_cmpuint (progress.answers, ==, 6);
  g_assert_cmpuint (progress.right, ==, 3);
  g_assert_cmpuint (progress.begun, ==, 3);
}

static void
test_miss (void)
{
  SftFsrsCard card = sft_practice_miss (NULL, START);
  g_autoptr (GHashTable) cards = cards_new ();
  SftPracticeLimits limits = { 0 };

  keep (cards, "question:0:use", card);
  g_autoptr (SftPractice) early = sft_practice_new (cards, START, 1, &limits);
  g_assert_null (sft_practice_current (early));
  g_autoptr (SftPractice) later = sft_practice_new (cards, START + DAY, 1, &limits);
  assert_current (later, "question:0:use");
  g_assert_cmpuint (sft_practice_miss (&card, START + 5).reviews, ==, 2);
}

/* --- simulated days --- */

/* Everything that a session asked and was told, as text. */
static void
run_session (GHashTable *cards, gint64 now, guint32 seed, guint new_a_day, GRand *learner, GString *log)
{
  SftPracticeLimits limits = { .new_a_day = new_a_day };
  g_autoptr (SftPractice) practice = sft_practice_new (cards, now, seed, &limits);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint planned = sft_practice_progress (practice).left, begun = 0;
  SftPracticeProgress progress;

  for (const SftPracticeItem *item; (item = sft_practice_current (practice)) != NULL; now += 30)
    {
      g_autofree char *key = g_strdup (item->key);
      gboolean right = g_rand_double (learner) < 0.8, first = g_hash_table_add (asked, g_strdup (key));

      /* Only what was missed comes twice. */
      g_assert_true (first != item->again);
      begun += item->card.reviews == 0;
      g_string_append_printf (log, "%s %u %d\n", key, item->seed, right);
      keep (cards, key, sft_practice_rate (practice, sft_practice_rating (right), now));
      progress = sft_practice_progress (practice);
      g_assert_cmpuint (progress.done + progress.left, ==, planned);
    }
  progress = sft_practice_progress (practice);
  g_assert_cmpuint (progress.done, ==, planned);
  g_assert_cmpuint (progress.right, ==, planned);
  g_assert_cmpuint (g_hash_table_size (asked), ==, planned);
  g_assert_cmpuint (progress.begun, ==, begun);
  g_assert_cmpuint (begun, <=, new_a_day);
  g_string_append_printf (log, "= %u %u\n", planned, progress.answers);
}

static char *
run_days (int days, guint32 seed, guint new_a_day)
{
  g_autoptr (GHashTable) cards = cards_new ();
  g_autoptr (GRand) learner = g_rand_new_with_seed (seed);
  GString *log = g_string_new (NULL);
  gsize n;

  sft_generators (&n);
  for (int day = 0; day < days; day++)
    {
      gint64 now = START + day * (gint64)DAY;
      GHashTableIter iter;
      gpointer value;

      run_session (cards, now, seed + (guint32)day, new_a_day, learner, log);
      g_assert_cmpuint (g_hash_table_size (cards), ==, MIN (n, (gsize)(day + 1) * new_a_day));
      /* Nothing that was due is left over. */
      g_hash_table_iter_init (&iter, cards);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const SftFsrsCard *card = value;

          g_assert_true (sft_fsrs_is_valid (card));
          g_assert_cmpint (card->due, >, now);
        }
    }
  return g_string_free (log, FALSE);
}

static void
test_days (void)
{
  for (int i = 0; i < 20; i++)
    {
      guint32 seed = (guint32)g_test_rand_int ();
      guint new_a_day = (guint)g_test_rand_int_range (1, 12);
      g_autofree char *log = run_days (60, seed, new_a_day), *again = run_days (60, seed, new_a_day);

      g_assert_cmpstr (log, ==, again);
      g_autofree char *other = run_days (60, seed + 1000, new_a_day);
      g_assert_cmpstr (log, !=, other);
    }
}

/* What is answered well is asked ever less often. */
static void
test_intervals_grow (void)
{
  g_autoptr (GHashTable) cards = cards_new ();
  guint answers[2] = { 0 };

  for (int day = 0; day < 120; day++)
    {
      SftPracticeLimits limits = { .new_a_day = 100 };
      gint64 now = START + day * (gint64)DAY;
      g_autoptr (SftPractice) practice = sft_practice_new (cards, now, 1, &limits);

      for (const SftPracticeItem *item; (item = sft_practice_current (practice)) != NULL;)
        {
          g_autofree char *key = g_strdup (item->key);

          answers[day >= 10]++;
          keep (cards, key, sft_practice_rate (practice, SFT_FSRS_GOOD, now));
        }
    }
  g_test_message ("answers in the first 10 days: %u, in the next 110: %u", answers[0], answers[1]);
  g_assert_cmpuint (answers[1], <=, answers[0]);
  g_assert_cmpuint (answers[1], >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/keys", test_keys);
  g_test_add_func ("/practice/order", test_order);
  g_test_add_func ("/practice/ties", test_ties);
  g_test_add_func ("/practice/limits", test_limits);
  g_test_add_func ("/practice/again", test_again);
  g_test_add_func ("/practice/miss", test_miss);
  g_test_add_func ("/practice/days", test_days);
  g_test_add_func ("/practice/intervals-grow", test_intervals_grow);
  return g_test_run ();
}
