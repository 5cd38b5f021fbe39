/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress: what counts as opened, tried and understood, answers, cards, days, damaged files. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sft-lesson.h"
#include "sft-progress-private.h"
#include "study-folder.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* in November 2026 */

static SftProgress *
reopen (SftProgress *progress, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean done = sft_progress_flush (progress, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_finalize_object (progress);
  progress = sft_progress_new (path, FALSE);
  g_assert_null (sft_progress_get_problem (progress));
  return progress;
}

static void
take_changed (SftProgress *progress, int demo, GArray *all)
{
  g_array_append_val (all, demo);
}

static void
test_status (Fixture *fixture, gconstpointer unused)
{
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  for (int i = 1; i <= 25; i++)
    g_assert_cmpint (sft_progress_get_status (progress, i), ==, SFT_PROGRESS_NOT_OPENED);
  g_assert_cmpint (sft_progress_get_last_demo (progress), ==, 0);
  sft_progress_mark_opened (progress, 3);
  sft_progress_mark_opened (progress, 7);
  sft_progress_mark_tried (progress, 3);
  progress = reopen (progress, fixture->path);
  g_assert_cmpint (sft_progress_get_status (progress, 3), ==, SFT_PROGRESS_TRIED);
  g_assert_cmpint (sft_progress_get_status (progress, 7), ==, SFT_PROGRESS_OPENED);
  g_assert_cmpint (sft_progress_get_status (progress, 8), ==, SFT_PROGRESS_NOT_OPENED);
  g_assert_cmpint (sft_progress_get_last_demo (progress), ==, 7);
  sft_progress_mark_opened (progress, 3);
  g_assert_cmpint (sft_progress_get_last_demo (progress), ==, 3);
  /* What is so already is no change. */
  progress = reopen (progress, fixture->path);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  sft_progress_mark_opened (progress, 3);
  sft_progress_mark_tried (progress, 3);
  g_assert_true (sft_progress_flush (progress, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (progress);
}

/* The last answer counts, and all of them are counted. */
static void
test_answers (Fixture *fixture, gconstpointer unused)
{
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  for (int demo = 0; demo <= 25; demo++)
    {
      const SftQuestion *questions = demo == 0 ? sft_skill_check () : sft_demo_questions (demo);
      guint n = 0;
      for (; questions != NULL && questions[n].id != NULL; n++)
        {
          sft_progress_answer (progress, demo, questions[n].id, (questions[n].answer + 1) % SFT_N_CHOICES, NOW);
          g_assert_cmpuint (sft_progress_count_answered (progress, demo), ==, n + 1);
          g_assert_cmpuint (sft_progress_count_right (progress, demo), ==, n);
          g_assert_true (demo == 0 || sft_progress_get_status (progress, demo) != SFT_PROGRESS_UNDERSTOOD);
          sft_progress_answer (progress, demo, questions[n].id, questions[n].answer, NOW + 5);
          g_assert_cmpuint (sft_progress_count_right (progress, demo), ==, n + 1);
        }
      g_assert_true (demo == 0 || (sft_progress_get_status (progress, demo) == SFT_PROGRESS_UNDERSTOOD) == (n > 0));
    }
  progress = reopen (progress, fixture->path);
  g_assert_cmpuint (sft_progress_count_right (progress, 0), ==, 4);
  for (int demo = 0; demo <= 25; demo++)
    {
      const SftQuestion *question = demo == 0 ? sft_skill_check () : sft_demo_questions (demo);
      if (question == NULL)
        continue;
      const SftGivenAnswer *answer = sft_progress_get_answer (progress, demo, question->id);
      g_assert_cmpuint (answer->choice, ==, question->answer);
      g_assert_cmpint (answer->time, ==, NOW + 5);
      g_assert_cmpuint (answer->n, ==, 2);
      /* Forgotten again. */
      sft_progress_answer (progress, demo, question->id, (question->answer + 1) % SFT_N_CHOICES, NOW + 9);
      g_assert_true (demo == 0 || sft_progress_get_status (progress, demo) == SFT_PROGRESS_NOT_OPENED);
      g_assert_cmpuint (sft_progress_get_answer (progress, demo, question->id)->n, ==, 3);
    }
  g_assert_cmpuint (sft_progress_count_right (progress, 0), ==, 3);
  g_assert_null (sft_progress_get_answer (progress, 1, "nonsense"));
  g_assert_finalize_object (progress);
}

static void
append_key (const char *key, const SftFsrsCard *card, gpointer keys)
{
  g_string_append_printf (keys, "%s ", key);
}

static void
assert_same_card (const SftFsrsCard *a, const SftFsrsCard *b)
{
  g_assert_nonnull (a);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpint (a->step, ==, b->step);
  g_assert_true (a->stability == b->stability && a->difficulty == b->difficulty);
  g_assert_cmpint (a->due, ==, b->due);
  g_assert_cmpint (a->last_review, ==, b->last_review);
  g_assert_cmpuint (a->reviews, ==, b->reviews);
  g_assert_cmpuint (a->lapses, ==, b->lapses);
}

static void
test_cards (Fixture *fixture, gconstpointer unused)
{
  SftFsrsCard fresh = { .state = SFT_FSRS_LEARNING };
  SftFsrsCard old = { SFT_FSRS_REVIEW, 0, 1.0 / 3, 9.999999999999998, NOW, NOW - 1, 4, 1 };
  SftFsrsCard far = { SFT_FSRS_RELEARNING, 1, 36500, 1, G_GINT64_CONSTANT (253402300799), NOW, G_MAXUINT, G_MAXUINT };
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  g_autoptr (GString) keys = g_string_new (NULL);
  sft_progress_set_card (progress, "question:17:first-token", &old);
  sft_progress_set_card (progress, "exercise:masked-loss", &fresh);
  sft_progress_set_card (progress, "exercise:\"é\"", &far);
  progress = reopen (progress, fixture->path);
  assert_same_card (sft_progress_get_card (progress, "question:17:first-token"), &old);
  assert_same_card (sft_progress_get_card (progress, "exercise:masked-loss"), &fresh);
  assert_same_card (sft_progress_get_card (progress, "exercise:\"é\""), &far);
  g_assert_null (sft_progress_get_card (progress, "exercise:none"));
  sft_progress_foreach_card (progress, append_key, keys);
  g_assert_cmpstr (keys->str, ==, "exercise:\"é\" exercise:masked-loss question:17:first-token ");
  g_assert_finalize_object (progress);

  SftFsrsCard wrong[] = { old, old, old, old, old, old, old };
  wrong[0].state = 0;
  wrong[1].state = 4;
  wrong[2].step = -1;
  wrong[3].stability = NAN;
  wrong[4].difficulty = 10.5;
  wrong[5].due = -1;
  wrong[6].last_review = G_MAXINT64;
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (sft_progress_is_card ("key", &wrong[i]));
  g_assert_true (sft_progress_is_card ("key", &old));
  g_assert_false (sft_progress_is_card ("", &old));
  g_assert_false (sft_progress_is_card ("\xff", &old));
}

/* Days are the learner's own. */
static void
test_days (Fixture *fixture, gconstpointer unused)
{
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  g_autoptr (GDateTime) evening = g_date_time_new_local (2026, 11, 24, 23, 59, 30);
  g_autoptr (GDateTime) night = g_date_time_new_local (2026, 11, 25, 0, 0, 30);
  for (int i = 0; i < 3; i++)
    sft_progress_log_exercise (progress, g_date_time_to_unix (evening));
  sft_progress_log_exercise (progress, g_date_time_to_unix (night));
  progress = reopen (progress, fixture->path);
  g_assert_cmpuint (sft_progress_get_exercises (progress, "2026-11-24"), ==, 3);
  g_assert_cmpuint (sft_progress_get_exercises (progress, "2026-11-25"), ==, 1);
  g_assert_cmpuint (sft_progress_get_exercises (progress, "2026-11-26"), ==, 0);
  g_auto (GStrv) days = sft_progress_get_days (progress);
  g_autofree char *joined = g_strjoinv (" ", days);
  g_assert_cmpstr (joined, ==, "2026-11-24 2026-11-25");
  g_assert_finalize_object (progress);
}

static void
test_changed (Fixture *fixture, gconstpointer unused)
{
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (int));
  SftFsrsCard card = { .state = SFT_FSRS_LEARNING };
  static const int expected[] = { 3, 3, 0, -1, -1 };
  g_signal_connect (progress, "changed", G_CALLBACK (take_changed), all);
  sft_progress_mark_opened (progress, 3);
  sft_progress_mark_tried (progress, 3);
  sft_progress_mark_tried (progress, 3);
  sft_progress_answer (progress, 0, "module", 0, NOW);
  sft_progress_set_card (progress, "exercise:a", &card);
  sft_progress_log_exercise (progress, NOW);
  g_assert_cmpmem (all->data, all->len * sizeof (int), expected, sizeof expected);
  g_assert_finalize_object (progress);
}

#define HEAD "{\"kind\":\"sft-lab-progress\",\"version\":1,\"last_demo\":4,"
#define TAIL(demos, answers, cards, days)                                                                              \
  "\"demos\":[{\"demo\":3,\"tried\":true}" demos "],\"answers\":[" answers "],\"cards\":[" cards "],\"days\":[" days   \
  "]}"
#define ANSWER(demo, choice, time, n)                                                                                  \
  "{\"demo\":" demo ",\"question\":\"a\",\"choice\":" choice ",\"time\":" time ",\"answers\":" n "}"
#define CARD(state, stability, due, reviews)                                                                           \
  "{\"key\":\"a\",\"state\":" state ",\"step\":0,\"stability\":" stability ",\"difficulty\":5,\"due\":" due            \
  ",\"last_review\":null,\"reviews\":" reviews ",\"lapses\":0}"
#define TIME "\"2026-11-24T10:00:00Z\""

static const struct
{
  const char *json, *why;
  gboolean some; /* demo 3 is there */
} damaged[] = {
  { "{", "JSON", FALSE },
  { "{}", "another program", FALSE },
  { "{\"kind\":\"sft-lab-notes\",\"version\":1,\"notes\":[]}", "another program", FALSE },
  { "{\"kind\":\"sft-lab-progress\",\"version\":3}", "of version 3", FALSE },
  { "{\"kind\":\"sft-lab-progress\",\"version\":1}", "last_demo", FALSE },
  { HEAD "\"demos\":7}", "\"demos\"", FALSE },
  { HEAD TAIL (",{\"demo\":26,\"tried\":true}", "", "", ""), "entry 2 of \"demos\"", TRUE },
  { HEAD TAIL (",{\"demo\":4,\"tried\":1}", "", "", ""), "entry 2 of \"demos\"", TRUE },
  { HEAD TAIL ("", "[]", "", ""), "entry 1 of \"answers\"", TRUE },
  { HEAD TAIL ("", ANSWER ("26", "1", TIME, "1"), "", ""), "entry 1 of \"answers\"", TRUE },
  { HEAD TAIL ("", ANSWER ("3", "4", TIME, "1"), "", ""), "entry 1 of \"answers\"", TRUE },
  { HEAD TAIL ("", ANSWER ("3", "1", "7", "1"), "", ""), "entry 1 of \"answers\"", TRUE },
  { HEAD TAIL ("", ANSWER ("3", "1", TIME, "0"), "", ""), "entry 1 of \"answers\"", TRUE },
  { HEAD TAIL ("", ANSWER ("3", "1", TIME, "1") "," ANSWER ("3", "1", TIME, "1"), "", ""), "entry 2", TRUE },
  { HEAD TAIL ("", "", CARD ("\"new\"", "1", TIME, "0"), ""), "entry 1 of \"cards\"", TRUE },
  { HEAD TAIL ("", "", CARD ("\"review\"", "1e999", TIME, "0"), ""), "entry 1 of \"cards\"", TRUE },
  { HEAD TAIL ("", "", CARD ("\"review\"", "-1", TIME, "0"), ""), "entry 1 of \"cards\"", TRUE },
  { HEAD TAIL ("", "", CARD ("\"review\"", "1", "\"2026-13-01\"", "0"), ""), "entry 1 of \"cards\"", TRUE },
  { HEAD TAIL ("", "", CARD ("\"review\"", "1", TIME, "-1"), ""), "entry 1 of \"cards\"", TRUE },
  { HEAD TAIL ("", "", CARD ("\"review\"", "1", TIME, "0") "," CARD ("\"review\"", "1", TIME, "0"), ""), "entry 2",
    TRUE },
  { HEAD TAIL ("", "", "", "{\"day\":\"2026-02-30\",\"exercises\":1}"), "entry 1 of \"days\"", TRUE },
  { HEAD TAIL ("", "", "", "{\"day\":\"2026-11-24\",\"exercises\":0}"), "entry 1 of \"days\"", TRUE },
  { HEAD TAIL ("", "", "", "{\"day\":\"24.11.2026\",\"exercises\":1}"), "entry 1 of \"days\"", TRUE },
};

static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      study_write (fixture->path, damaged[i].json, -1);
      SftProgress *progress = sft_progress_new (fixture->path, FALSE);
      g_assert_nonnull (sft_progress_get_problem (progress));
      g_test_message ("%s", sft_progress_get_problem (progress));
      g_assert_nonnull (strstr (sft_progress_get_problem (progress), damaged[i].why));
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%d", fixture->path, (int)i + 1);
      g_autofree char *kept = study_read (aside);
      g_assert_cmpstr (kept, ==, damaged[i].json);
      g_assert_cmpint (sft_progress_get_status (progress, 3), ==,
                       damaged[i].some ? SFT_PROGRESS_TRIED : SFT_PROGRESS_NOT_OPENED);
      g_assert_finalize_object (reopen (progress, fixture->path));
    }
}

/* The smallest good file is good, and questions of another version stay in it. */
static void
test_other_version (Fixture *fixture, gconstpointer unused)
{
  study_write (fixture->path, HEAD TAIL ("", ANSWER ("3", "1", TIME, "2"), CARD ("\"review\"", "1", TIME, "0"), ""),
               -1);
  SftProgress *progress = sft_progress_new (fixture->path, FALSE);
  g_assert_null (sft_progress_get_problem (progress));
  g_assert_cmpuint (sft_progress_count_answered (progress, 3), ==, 0); /* there is no question "a" */
  sft_progress_mark_opened (progress, 9);
  progress = reopen (progress, fixture->path);
  g_assert_cmpuint (sft_progress_get_answer (progress, 3, "a")->n, ==, 2);
  g_assert_cmpint (sft_progress_get_answer (progress, 3, "a")->time, ==, G_GINT64_CONSTANT (1795514400));
  g_assert_finalize_object (progress);
}

static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  SftProgress *progress = sft_progress_new (fixture->path, TRUE);
  sft_progress_mark_tried (progress, 3);
  g_assert_cmpint (sft_progress_get_status (progress, 3), ==, SFT_PROGRESS_TRIED);
  g_assert_true (sft_progress_flush (progress, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (progress);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STUDY_ADD ("/progress/status", test_status);
  STUDY_ADD ("/progress/answers", test_answers);
  STUDY_ADD ("/progress/cards", test_cards);
  STUDY_ADD ("/progress/days", test_days);
  STUDY_ADD ("/progress/changed", test_changed);
  STUDY_ADD ("/progress/damaged", test_damaged);
  STUDY_ADD ("/progress/other-version", test_other_version);
  STUDY_ADD ("/progress/read-only", test_read_only);
  return g_test_run ();
}
