/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exercises with fresh numbers, in the terminal. */
#include "config.h"

#include <glib/gi18n.h>

#include "sft-cli-dialog.h"
#include "sft-practice.h"

#define COUNT 5
#define MOST 1000

static void
say_all (SftCliDialog *dialog, const char *mark, const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    sft_cli_dialog_say (dialog, mark, sft_text_get (g_ptr_array_index (texts, i), TRUE));
}

static void
ask (SftCliDialog *dialog, const SftPracticeItem *item, const SftExercise *exercise)
{
  g_autofree char *heading = g_strdup_printf (item->again ? _ ("Once more: %s (demo %d)") : _ ("%s (demo %d)"),
                                              sft_translate (exercise->generator->title), item->demo);
  SftText hint = sft_exercise_hint (exercise);

  sft_cli_dialog_say (dialog, "", heading);
  sft_cli_dialog_say (dialog, "", sft_text_get (&exercise->prompt, TRUE));
  say_all (dialog, "  ", exercise->givens);
  sft_cli_dialog_say (dialog, "", sft_text_get (&hint, TRUE));
  sft_text_clear (&hint);
}

/* FALSE: no more answers come. */
static gboolean
read_answer (SftCliDialog *dialog, const SftExercise *exercise, gboolean *gave_up, SftGrade *grade)
{
  char *line;

  while ((line = sft_cli_dialog_read (dialog)) != NULL)
    {
      g_autofree char *text = line;
      g_autoptr (GError) error = NULL;

      *grade = (SftGrade){ FALSE, NULL };
      *gave_up = g_str_equal (text, SFT_CLI_GIVE_UP);
      if (*gave_up || sft_exercise_grade (exercise, text, grade, &error))
        return TRUE;
      sft_cli_dialog_say (dialog, "", error->message);
    }
  return FALSE;
}

static void
explain (SftCliDialog *dialog, const SftExercise *exercise, gboolean gave_up, const SftGrade *grade)
{
  g_autofree char *answer = sft_exercise_answer (exercise), *line = NULL;

  if (grade->right)
    {
      line = g_strdup_printf (C_ ("verdict", "Right: %s"), answer);
      sft_cli_dialog_say (dialog, "", line);
      return;
    }
  line = g_strdup_printf (gave_up ? _ ("The answer is %s") : _ ("Not right: the answer is %s"), answer);
  sft_cli_dialog_say (dialog, "", line);
  if (grade->wrong != NULL)
    sft_cli_dialog_say (dialog, "", sft_text_get (&grade->wrong->why, TRUE));
  sft_cli_dialog_say (dialog, "", _ ("Step by step:"));
  say_all (dialog, "  - ", exercise->steps);
}

/* One session; its length is at most the number of generators. Returns how many items it had. */
static guint
run_session (SftCliDialog *dialog, guint32 seed, guint most)
{
  SftPracticeLimits limits = { .new_a_day = most };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (SftPractice) practice = sft_practice_new (NULL, now, seed, &limits);
  guint length = sft_practice_progress (practice).left;
  const SftPracticeItem *item;

  while ((item = sft_practice_current (practice)) != NULL && !dialog->over)
    {
      g_autoptr (SftExercise) exercise = sft_exercise_new (item->generator, item->seed);
      gboolean gave_up;
      SftGrade grade;

      sft_cli_dialog_gap (dialog);
      ask (dialog, item, exercise);
      if (!read_answer (dialog, exercise, &gave_up, &grade))
        break;
      explain (dialog, exercise, gave_up, &grade);
      sft_cli_dialog_answered (dialog, item->key, grade.right);
      sft_practice_rate (practice, sft_practice_rating (grade.right), now);
    }
  return length;
}

static int
run_dialog (guint32 seed, guint count)
{
  SftCliDialog dialog;
  g_autofree char *start = NULL;

  sft_cli_dialog_init (&dialog);
  start = g_strdup_printf (
      ngettext ("%u exercise, seed %u. What is answered wrongly comes back with other numbers; ? shows the answer.",
                "%u exercises, seed %u. What is answered wrongly comes back with other numbers; ? shows the answer.",
                count),
      count, seed);
  sft_cli_dialog_say (&dialog, "", start);
  /* More than there are kinds of exercises: another round, with other numbers. */
  while (count > 0 && !dialog.over)
    count -= run_session (&dialog, seed++, count);
  return sft_cli_dialog_finish (&dialog);
}

static int
run_practice (const SftCliCommand *command, char **args)
{
  g_autofree char *seed_text = NULL, *count_text = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed_text,
      N_ ("Draw exercises and numbers from this seed, so that they can be had again"), "S" },
    { "count", 0, 0, G_OPTION_ARG_STRING, &count_text, N_ ("How many exercises, 1 to 1000; by default 5"), "N" },
    { NULL }
  };
  guint64 seed, count;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status))
    return status;
  if (rest[0] != NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("practice: unexpected argument \"%s\"; accepted: options only"), rest[0]);
  if (!sft_cli_parse_whole ("practice", "seed", seed_text, 0, G_MAXUINT32, g_random_int (), &seed, &status)
      || !sft_cli_parse_whole ("practice", "count", count_text, 1, MOST, COUNT, &count, &status))
    return status;
  return run_dialog ((guint32)seed, (guint)count);
}

const SftCliCommand sft_cli_practice = {
  "practice",
  N_ ("[--seed S] [--count N]"),
  N_ ("Ask exercises with fresh numbers, and show the worked steps after a wrong answer."),
  N_ ("An answer is a line of standard input; ? shows the answer and counts as wrong; what is no answer is asked "
      "again. "
      "Numbers have a decimal point. After a wrong answer come the right one, what mistake leads to the wrong one "
      "where "
      "that is known, and the worked steps; the exercise comes back at the end with other numbers. When the input ends "
      "early, the score so far is printed.\n"
      "The exit status says nothing about the score: it is 0 whenever the exercises could be asked."),
  run_practice,
};
