/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions and answers, a line each: on a terminal, or through a pipe. */
#pragma once

#include "sft-cli-private.h"

G_BEGIN_DECLS

typedef struct
{
  int width;     /* columns of what is printed */
  gboolean echo; /* nobody sees what is typed: it is repeated behind the prompt */
  int status;    /* what went wrong; SFT_EXIT_DONE: nothing yet */
  gboolean over; /* no more answers come: the input ended, or something went wrong */
  guint asked, right;
} SftCliDialog;

void sft_cli_dialog_init (SftCliDialog *dialog);

/* Prints text, broken between words; `mark` stands in front of the first line, and the others are indented as far. The
 * second prints an empty line. */
void sft_cli_dialog_say (SftCliDialog *dialog, const char *mark, const char *text);
void sft_cli_dialog_gap (SftCliDialog *dialog);

/* Prints the prompt and reads a line, without its end and blanks around it. (transfer full) What is no text in the
 * encoding of the locale comes as valid UTF-8 that no answer is. NULL: the dialog is over. */
char *sft_cli_dialog_read (SftCliDialog *dialog);

/* An answer that asks for the right one; it counts as wrong. */
#define SFT_CLI_GIVE_UP "?"

/* Every answer passes here, once: counts it. `key` is that of its card, see sft-practice.h. */
void sft_cli_dialog_answered (SftCliDialog *dialog, const char *key, gboolean right);

/* Says the score, or after an early end the score so far. Returns the exit status. */
int sft_cli_dialog_finish (SftCliDialog *dialog);

/* "--demo 17" and the like: a whole number within limits. NULL is `otherwise`. FALSE: an error was printed. */
gboolean sft_cli_parse_whole (const char *command, const char *option, const char *text, guint64 low, guint64 high,
                              guint64 otherwise, guint64 *value, int *status);

G_END_DECLS
