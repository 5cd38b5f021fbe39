/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What generators make exercises with. Texts are taken over. */
#pragma once

#include "sft-exercise.h"
#include "sft-random.h"

G_BEGIN_DECLS

struct _SftDraft
{
  SftExercise *exercise;
  SftRandom random;
  GPtrArray *assignments; /* of the state, until it is computed */
  SftResult *result;      /* of the state */
};

/* Draws, all from the exercise's own stream. */
int sft_draft_integer (SftDraft *draft, int low, int high);                      /* both included */
double sft_draft_decimal (SftDraft *draft, double low, double high, int digits); /* rounded to `digits` decimals */
void sft_draft_decimals (SftDraft *draft, double low, double high, int digits, double *out, gsize n);

/* The question: one paragraph, and lines of data. */
void sft_draft_prompt (SftDraft *draft, SftText text);
void sft_draft_given (SftDraft *draft, SftText text);
/* A line with a list of numbers, which stands where the text was given SFT_LIST: "0.41, 1.20" in the plain form; the
 * shown form writes it as the locale does, "0,41; 1,20" where a comma is the decimal sign. */
#define SFT_LIST "\x1f"
void sft_draft_given_list (SftDraft *draft, SftText text, const double *values, gsize n, int digits);

/* The state: assignments, then the computation of a view of a demo; FALSE: it has none for these values. */
void sft_draft_set (SftDraft *draft, const char *format, ...) G_GNUC_PRINTF (2, 3); /* "id=value", in the C locale */
void sft_draft_set_list (SftDraft *draft, const char *id, const double *values, gsize n);
void sft_draft_set_matrix (SftDraft *draft, const char *id, const double *values, gsize rows, gsize columns);
gboolean sft_draft_compute (SftDraft *draft);
gboolean sft_draft_compute_view (SftDraft *draft, int demo, gboolean concept);
/* A number of the computed result; NaN where there is none. */
double sft_draft_readout (SftDraft *draft, const char *id, guint index);

/* The right answer; the last call counts. A number is right within one unit of its last digit. */
void sft_draft_answer_number (SftDraft *draft, double value, int digits);
void sft_draft_answer_share (SftDraft *draft, double value, int digits); /* in 0..1, also in percent */
void sft_draft_answer_integer (SftDraft *draft, int value);
void sft_draft_answer_list (SftDraft *draft, const int *list, gsize n);
void sft_draft_answer_mask (SftDraft *draft, const guint8 *mask, gsize n);
/* The answer that was set is this readout of the state, to be looked up there. */
void sft_draft_answer_is_readout (SftDraft *draft, const char *id, guint index);
void sft_draft_token (SftDraft *draft, const char *text);

/* The right way, and wrong ones, after the answer. `why` is a msgid, one sentence. A wrong step that happens to lead to
 * the right answer, or nowhere, is left out; an exercise without any is made anew. */
void sft_draft_step (SftDraft *draft, SftText text);
void sft_draft_wrong (SftDraft *draft, double value, const char *why);
void sft_draft_wrong_mask (SftDraft *draft, const guint8 *mask, const char *why); /* as long as the right one */
void sft_draft_wrong_list (SftDraft *draft, const int *list, gsize n, const char *why);

G_END_DECLS
