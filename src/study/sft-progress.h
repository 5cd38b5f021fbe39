/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the learner has come: demos opened and tried, answers, what practice remembers, and a log of days. All of it
 * stays on this machine.
 *
 * The signal "changed" (int demo) says what is different now: the number of a demo, 0 for the skill check, or -1 for
 * practice or everything. "problem" says that sft_progress_get_problem() has something new to say. Times are seconds
 * since 1970, of the years 1970 to 9999. Read-only, changes last as long as the object and are not written. */
#pragma once

#include <gio/gio.h>

#include "sft-fsrs.h"
#include "sft-question.h"
#include "sft-study-error.h"

G_BEGIN_DECLS

#define SFT_PROGRESS_DELAY_MS 1000
/* Bytes of a card's key or a question's id. */
#define SFT_PROGRESS_KEY_MAX 200

typedef enum
{
  SFT_PROGRESS_NOT_OPENED,
  SFT_PROGRESS_OPENED,
  SFT_PROGRESS_TRIED,     /* a parameter was changed, or a step of the lesson followed */
  SFT_PROGRESS_UNDERSTOOD /* all of the demo's questions were right when they were last answered */
} SftProgressStatus;

/* The last answer to a question. */
typedef struct
{
  guint choice;
  gint64 time;
  guint n; /* how often the question was answered */
} SftGivenAnswer;

#define SFT_TYPE_PROGRESS (sft_progress_get_type ())
G_DECLARE_FINAL_TYPE (SftProgress, sft_progress, SFT, PROGRESS, GObject)

/* Reads the file, if there is one: whatever it is, this succeeds. */
SftProgress *sft_progress_new (const char *path, gboolean read_only);
/* What was wrong with the file or with writing it, for the learner; NULL: nothing. */
const char *sft_progress_get_problem (SftProgress *self);
/* Writes what is not written yet. FALSE and an error: could not. */
gboolean sft_progress_flush (SftProgress *self, GError **error);

/* Demos. The number must be a demo's. */
SftProgressStatus sft_progress_get_status (SftProgress *self, int demo);
void sft_progress_mark_opened (SftProgress *self, int demo); /* and it is the last one now */
void sft_progress_mark_tried (SftProgress *self, int demo);  /* and opened */
int sft_progress_get_last_demo (SftProgress *self);          /* 0: none was opened */

/* Answers. Demo 0 is the skill check. The question must exist, and the choice be one of its choices. */
void sft_progress_answer (SftProgress *self, int demo, const char *question, guint choice, gint64 time);
const SftGivenAnswer *sft_progress_get_answer (SftProgress *self, int demo, const char *question); /* NULL: never */
/* Questions answered, and those whose last answer was right. */
guint sft_progress_count_answered (SftProgress *self, int demo);
guint sft_progress_count_right (SftProgress *self, int demo);

/* What practice remembers, by the name of an exercise ("question:17:first-token", "exercise:masked-loss"): valid
 * UTF-8, not empty, up to SFT_PROGRESS_KEY_MAX bytes. */
const SftFsrsCard *sft_progress_get_card (SftProgress *self, const char *key); /* NULL: never asked */
/* The card must make sense: a state, finite numbers, times as above. Copied. */
void sft_progress_set_card (SftProgress *self, const char *key, const SftFsrsCard *card);
gboolean sft_progress_is_card (const char *key, const SftFsrsCard *card);
/* Called for each card in the order of keys; it must not change cards. */
typedef void (*SftProgressCardFunc) (const char *key, const SftFsrsCard *card, gpointer data);
void sft_progress_foreach_card (SftProgress *self, SftProgressCardFunc function, gpointer data);

/* The log of days, "2026-11-24" each, as the learner's clock showed them. */
char *sft_progress_day (gint64 time);
void sft_progress_log_exercise (SftProgress *self, gint64 time);
guint sft_progress_get_exercises (SftProgress *self, const char *day);
GStrv sft_progress_get_days (SftProgress *self); /* those with exercises, the earliest first */

G_END_DECLS
