/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands share. */
#pragma once

#include "sft-cli.h"
#include "sft-export.h"

G_BEGIN_DECLS

/* A subcommand, or with name NULL the program itself. */
typedef struct _SftCliCommand SftCliCommand;
struct _SftCliCommand
{
  const char *name;
  const char *synopsis; /* msgid: what stands behind "sft-lab NAME", one line for each form */
  const char *summary;  /* msgid: one line */
  const char *notes;    /* msgid: paragraphs below the options; NULL: none */
  int (*run) (const SftCliCommand *command, char **args); /* args[0] is the subcommand; returns the exit status */
};

extern const SftCliCommand sft_cli_list, sft_cli_params, sft_cli_lab, sft_cli_export;
extern const SftCliCommand sft_cli_quiz, sft_cli_practice, sft_cli_notes;
extern const SftCliCommand *const sft_cli_commands[]; /* the subcommands, ends with NULL */

/* Parses args (args[0] is skipped) in any order. TRUE: the entries are filled, strings in UTF-8, file names as they
 * were given, and *rest holds what is no option. FALSE: help or an error was printed and *status is set. */
gboolean sft_cli_parse (const SftCliCommand *command, const GOptionEntry *entries, char **args, GStrv *rest,
                        int *status);
/* The one argument of a subcommand. NULL: an error was printed and *status is set. */
const char *sft_cli_one_argument (const SftCliCommand *command, char **rest, int *status);
/* The one LAB of a subcommand. NULL: an error was printed and *status is set. */
const SftDemo *sft_cli_parse_lab (const SftCliCommand *command, char **rest, gboolean *concept, int *status);
/* "text" (or NULL) and "json"; an error is printed and *status set otherwise. */
gboolean sft_cli_parse_form (const char *form, gboolean *json, int *status);
/* The defaults of a view with assignments on top (NULL: none); NULL and an error that names the nearest
 * parameter where one is close. */
SftValues *sft_cli_values (const SftDemo *demo, gboolean concept, const char *const *assignments, GError **error);

/* Every view as a file in a folder. Returns the exit status. */
int sft_cli_export_folder (const char *folder, const SftExportOptions *options, const char *const *assignments);

/* One line on standard error, "sft-lab: ...": what cannot stand in a line is replaced. Returns
 * `status`, so that a caller can say and return in one go. */
int sft_cli_fail (SftExit status, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A computation or an export that failed: wrong usage when the values are at fault. */
SftExit sft_cli_error_status (const GError *error);
/* Did all that was written to standard output arrive? Returns the exit status. */
int sft_cli_check_output (void);
/* Writes to standard output and makes sure that it arrived. Returns the exit status. */
int sft_cli_print (const char *text);
int sft_cli_print_lines (const char *lines); /* without the final newline, which is added */
/* The same in the encoding of the locale: help and tables. JSON, CSV and transcripts are UTF-8 everywhere. */
int sft_cli_print_for_people (const char *text);

/* Text for people. Widths count columns of a terminal, not bytes. */
int sft_cli_text_width (const char *text);
/* Columns of the terminal behind standard output; `otherwise` where it is none. */
int sft_cli_terminal_width (int otherwise);
/* The candidate that `word` was probably meant to be, or NULL. */
const char *sft_cli_nearest (const char *word, const char *const *candidates);
/* Appends text broken between words, each line behind the first indented. `column` is where the cursor stands. */
void sft_cli_wrap (GString *out, const char *text, int column, int indent, int width);

/* A table of aligned columns under headings. */
typedef struct _SftCliTable SftCliTable;
SftCliTable *sft_cli_table_new (guint n_columns, guint flexible); /* the column that may be broken */
void sft_cli_table_heading (SftCliTable *table, const char *text);
void sft_cli_table_row (SftCliTable *table, const char *const *cells);
void sft_cli_table_note (SftCliTable *table, const char *text); /* wrapped below the row before */
char *sft_cli_table_free_to_string (SftCliTable *table, int width);

G_END_DECLS
