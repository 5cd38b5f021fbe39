/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that a lab makes, in two forms, and the numbers in it.
 *
 * A lab runs in any thread and under any locale. The plain form goes to JSON, CSV and the transcript
 * and is the same everywhere; the shown form speaks the learner's language and writes numbers the
 * learner's way. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks a string for translation without translating it: tables of constants hold msgids. */
#ifndef N_
#define N_(String) (String) /* spelled as in glib/gi18n.h */
#endif
/* The same for a text that has another sense elsewhere. */
#ifndef NC_
#define NC_(Context, String) (String)
#endif

/* Both strings are owned; both NULL is "no text". Zero-initialized is empty and valid. */
typedef struct
{
  char *plain; /* the msgid formatted in the C locale */
  char *shown; /* its translation formatted in the locale of the process */
} SftText;
#define SFT_NO_TEXT ((SftText){ NULL, NULL })

SftText sft_text (const char *msgid, ...) G_GNUC_PRINTF (1, 2);
/* The same where words depend on the number n, which stands among the arguments too: `msgid` for 1, `plural` otherwise.
 * A translation has as many forms as its language. Takes plain literals, which are extracted as a pair: no N_ (). */
SftText sft_text_plural (gulong n, const char *msgid, const char *plural, ...) G_GNUC_PRINTF (2, 4)
    G_GNUC_PRINTF (3, 4);
/* A constant of one of our tables, without arguments. */
SftText sft_text_constant (const char *msgid);
SftText sft_text_copy (const SftText *text);
void sft_text_clear (SftText *text);
gboolean sft_text_is_empty (const SftText *text);
/* The form asked for, or "" where there is no text. */
const char *sft_text_get (const SftText *text, gboolean translated);
/* Translates a constant of one of our tables ("" stays ""). */
const char *sft_translate (const char *msgid) G_GNUC_FORMAT (1);

/* The unit of what is counted, in the place of a member `unit`: how it reads behind a 1, and behind other numbers.
 * Extracted as a pair: no N_ (). */
#define SFT_UNITS(one, many) .unit_one = (one), .unit = (many)
/* A unit as it reads behind a number; `one` NULL: the same behind every number. */
const char *sft_unit (const char *one, const char *many, double number, gboolean translated);
/* A number for a unit that stands alone, as in "Length (tokens)": every language has its plural there. */
#define SFT_UNIT_ALONE 5

/* printf in the C locale, whatever the locale of the process: for transcripts, files, messages with
 * numbers in command-line syntax. */
char *sft_format_c (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *sft_format_c_va (const char *format, va_list args) G_GNUC_PRINTF (1, 0);

/* Someone else's text made fit for one line of a message: valid UTF-8, control characters and line breaks
 * replaced by U+FFFD, cut after `max_characters` with an ellipsis. NULL reads "". */
char *sft_one_line (const char *text, gsize max_characters);

/* A number as a person reads it: `digits` significant-looking decimals at most, trailing zeros kept
 * only when `fixed`; very large and very small magnitudes in exponent form; the minus is U+2212.
 * `local` writes the decimal point of the process's locale. Infinities read "∞" and "−∞",
 * not-a-number "undefined". */
char *sft_number_format (double value, int digits, gboolean fixed, gboolean local);

/* A list of numbers as NumPy 1.24 prints np.round (values, decimals) at its default print options:
 * "[0.221  0.2761 0.4421 0.5721]". Exponent form, wrapping at 75 columns with the indent of one
 * space and the ellipsis of more than 1,000 items as NumPy's. nan and inf print as NumPy's. */
char *sft_numpy_format (const double *values, gsize n, int decimals);

/* The shortest decimal form that reads back as the same double, in the C locale: command-line syntax. */
char *sft_number_to_string (double value);

G_END_DECLS
