/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions with choices, in the terminal. */
#include "config.h"

#include <glib/gi18n.h>

#include "sft-cli-dialog.h"
#include "sft-practice.h"

#define LAST_LETTER ('a' + SFT_N_CHOICES - 1)

static void
ask (SftCliDialog *dialog, const SftQuestion *question)
{
  sft_cli_dialog_say (dialog, "", sft_translate (question->prompt));
  for (int i = 0; i < SFT_N_CHOICES; i++)
    {
      char mark[] = { ' ', ' ', (char)('a' + i), ')', ' ', '\0' };

      sft_cli_dialog_say (dialog, mark, sft_translate (question->choices[i].text));
    }
}

/* No choice: the answer is to be shown. */
#define GAVE_UP SFT_N_CHOICES

/* The choice; -1: no more answers come. */
static int
read_choice (SftCliDialog *dialog)
{
  char *line;

  while ((line = sft_cli_dialog_read (dialog)) != NULL)
    {
      g_autofree char *text = line, *shown = sft_one_line (text, 40), *refusal = NULL;
      int letter = g_ascii_tolower (text[0]);

      if (text[0] != '\0' && text[1] == '\0' && letter >= 'a' && letter <= LAST_LETTER)
        return letter - 'a';
      if (g_str_equal (text, SFT_CLI_GIVE_UP))
        return GAVE_UP;
      refusal = g_strdup_printf (_ ("“%s” is not an answer here; accepted: a letter, a to %c, or ? for the answer"),
                                 shown, LAST_LETTER);
      sft_cli_dialog_say (dialog, "", refusal);
    }
  return -1;
}

static void
explain (SftCliDialog *dialog, const SftQuestion *question, int choice)
{
  const SftQuestionChoice *chosen = choice != GAVE_UP ? &question->choices[choice] : NULL;
  const SftQuestionChoice *right = &question->choices[question->answer];

  if (choice == (int)question->answer)
    sft_cli_dialog_say (dialog, "", _ ("Right."));
  else
    {
      g_autofree char *answer = g_strdup_printf (
          chosen != NULL ? _ ("Not right: the answer is %c.") : _ ("The answer is %c."), 'a' + (int)question->answer);

      sft_cli_dialog_say (dialog, "", answer);
      if (chosen != NULL && chosen->why != NULL)
        sft_cli_dialog_say (dialog, "", sft_translate (chosen->why));
    }
  if (right->why != NULL)
    sft_cli_dialog_say (dialog, "", sft_translate (right->why));
}

static int
run_dialog (int demo, const SftQuestion *questions)
{
  SftCliDialog dialog;
  guint n = 0;

  sft_cli_dialog_init (&dialog);
  while (questions[n].id != NULL)
    n++;
  for (guint i = 0; i < n && !dialog.over; i++)
    {
      g_autofree char *heading = g_strdup_printf (_ ("Question %u of %u"), i + 1, n);
      g_autofree char *key = sft_practice_question_key (demo, &questions[i]);
      int choice;

      if (i > 0)
        sft_cli_dialog_gap (&dialog);
      sft_cli_dialog_say (&dialog, "", heading);
      ask (&dialog, &questions[i]);
      choice = read_choice (&dialog);
      if (choice < 0)
        break;
      explain (&dialog, &questions[i], choice);
      sft_cli_dialog_answered (&dialog, key, choice == (int)questions[i].answer);
    }
  return sft_cli_dialog_finish (&dialog);
}

static int
run_quiz (const SftCliCommand *command, char **args)
{
  g_autofree char *demo_text = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = { { "demo", 0, 0, G_OPTION_ARG_STRING, &demo_text,
                                     N_ ("Ask the questions of this demo, 1 to 25, instead of the skill check"), "N" },
                                   { NULL } };
  const SftQuestion *questions;
  guint64 demo;
  int status;

  if (!sft_cli_parse (command, entries, args, &rest, &status))
    return status;
  if (rest[0] != NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, _ ("quiz: unexpected argument \"%s\"; accepted: options only"), rest[0]);
  if (!sft_cli_parse_whole ("quiz", "demo", demo_text, 1, 25, 0, &demo, &status))
    return status;
  questions = demo == 0 ? sft_skill_check () : sft_demo_questions ((int)demo);
  return run_dialog ((int)demo, questions);
}

const SftCliCommand sft_cli_quiz = {
  "quiz",
  N_ ("[--demo N]"),
  N_ ("Ask the lesson's skill check, or a demo's questions, and explain the answers."),
  N_ ("An answer is a line of standard input with the letter of a choice; ? shows the answer and counts as wrong; what "
      "is no answer is asked again. Each answer is explained, and the score comes last. When the input ends early, the "
      "score so far is printed.\n"
      "The exit status says nothing about the score: it is 0 whenever the questions could be asked."),
  run_quiz,
};
