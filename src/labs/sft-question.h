/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions with choices: the lesson's skill check, and a bank for each demo. Constant data. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_N_CHOICES 4

typedef struct
{
  const char *text; /* msgid */
  const char *why;  /* msgid: why this is right, or what is wrong with it; NULL: what is said of the right one */
} SftQuestionChoice;

typedef struct
{
  const char *id;     /* unique in its demo, kept with answers; never changed or translated */
  const char *prompt; /* msgid */
  SftQuestionChoice choices[SFT_N_CHOICES];
  guint answer; /* which choice is right */

  /* The state that shows the answer: assignments on top of the demo's defaults, ended by NULL; an empty list means the
   * defaults, NULL that there is none. The claim is what can be read there. */
  gboolean concept; /* in the demo's concept view; else in the notebook's */
  const char *const *set;
  SftClaim claim;
} SftQuestion;

/* The lesson's own questions, ended by a NULL id. They have no state. */
const SftQuestion *sft_skill_check (void);
/* The bank of a demo, ended by a NULL id. The demo must exist. */
const SftQuestion *sft_demo_questions (int demo);
/* NULL: no such question. Demo 0: the skill check. */
const SftQuestion *sft_question_find (int demo, const char *id);

/* The values that show the answer. (transfer full) The question must have a state. NULL and an error if an assignment
 * is wrong: constant data, so only tests see it. */
SftValues *sft_question_values (int demo, const SftQuestion *question, GError **error);

G_END_DECLS
