/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-document.h"
#include "sft-progress-private.h"

#include <math.h>
#include <string.h>

#define _(msgid) sft_translate (msgid)

#define EVERYTHING (-1)

struct _SftProgress
{
  GObject parent_instance;

  SftProgressData *data;
  SftDocument *document;
};

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftProgress, sft_progress, G_TYPE_OBJECT)

static gboolean
is_demo (int demo)
{
  return demo >= 1 && demo <= SFT_N_DEMOS;
}

/* --- the document --- */

static gboolean
read_progress (gpointer owner, const char *bytes, gsize length, GError **error)
{
  SftProgress *self = SFT_PROGRESS (owner);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = sft_study_json_parse (parser, bytes, length, "sft-lab-progress", error);
  SftProgressData *data = object != NULL ? sft_progress_data_read (object, error) : NULL;
  if (data == NULL)
    return FALSE;
  sft_progress_data_free (self->data);
  self->data = data;
  return TRUE;
}

static gpointer
copy_progress (gpointer owner)
{
  return sft_progress_data_copy (SFT_PROGRESS (owner)->data);
}

static char *
progress_to_text (gconstpointer copy)
{
  SftJson *json = sft_json_new (TRUE);
  sft_progress_data_write (copy, json);
  g_autofree char *text = sft_json_free_to_string (json);
  return g_strconcat (text, "\n", NULL);
}

static char *
say (SftDocumentProblem problem, const char *why, const char *name)
{
  switch (problem)
    {
    case SFT_DOCUMENT_SET_ASIDE:
      return g_strdup_printf (_ ("Your progress could not all be read (%s); the file is kept as “%s”"), why, name);
    case SFT_DOCUMENT_STAYS:
      return g_strdup_printf (_ ("Your progress could not all be read (%s); it stays in “%s” as it is, and nothing new "
                                 "is saved"),
                              why, name);
    case SFT_DOCUMENT_UNSAVED:
    default:
      return g_strdup_printf (_ ("Your progress could not be saved: %s"), why);
    }
}

static const SftDocumentType document_type = {
  read_progress, copy_progress, (GDestroyNotify)sft_progress_data_free, progress_to_text, say, SFT_PROGRESS_DELAY_MS,
};

static void
pass_problem_on (SftProgress *self)
{
  g_signal_emit (self, signals[PROBLEM], 0);
}

static void
changed (SftProgress *self, int demo)
{
  sft_document_changed (self->document);
  g_signal_emit (self, signals[CHANGED], 0, demo);
}

static void
sft_progress_dispose (GObject *object)
{
  SftProgress *self = SFT_PROGRESS (object);
  if (self->document != NULL)
    sft_document_close (self->document);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (sft_progress_parent_class)->dispose (object);
}

static void
sft_progress_finalize (GObject *object)
{
  SftProgress *self = SFT_PROGRESS (object);
  sft_progress_data_free (self->data);
  G_OBJECT_CLASS (sft_progress_parent_class)->finalize (object);
}

static void
sft_progress_class_init (SftProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_progress_dispose;
  object_class->finalize = sft_progress_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", SFT_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[PROBLEM] =
      g_signal_new ("problem", SFT_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_progress_init (SftProgress *self)
{
  self->data = sft_progress_data_copy (NULL);
}

SftProgress *
sft_progress_new (const char *path, gboolean read_only)
{
  g_return_val_if_fail (path != NULL, NULL);
  SftProgress *self = g_object_new (SFT_TYPE_PROGRESS, NULL);
  self->document = sft_document_new (path, &document_type, self, read_only);
  g_signal_connect_object (self->document, "problem", G_CALLBACK (pass_problem_on), self, G_CONNECT_SWAPPED);
  return self;
}

const char *
sft_progress_get_problem (SftProgress *self)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), NULL);
  return sft_document_get_problem (self->document);
}

gboolean
sft_progress_flush (SftProgress *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), FALSE);
  return sft_document_flush (self->document, error);
}

/* --- demos --- */

/* NULL: a demo without any. */
static const SftQuestion *
questions_of (int demo)
{
  return demo == 0 ? sft_skill_check () : sft_demo_questions (demo);
}

static gboolean
all_are_right (SftProgress *self, int demo)
{
  const SftQuestion *questions = questions_of (demo);
  guint n = 0;
  while (questions[n].id != NULL)
    n++;
  return n > 0 && sft_progress_count_right (self, demo) == n;
}

SftProgressStatus
sft_progress_get_status (SftProgress *self, int demo)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && is_demo (demo), SFT_PROGRESS_NOT_OPENED);
  if (all_are_right (self, demo))
    return SFT_PROGRESS_UNDERSTOOD;
  if (self->data->tried[demo])
    return SFT_PROGRESS_TRIED;
  return self->data->opened[demo] ? SFT_PROGRESS_OPENED : SFT_PROGRESS_NOT_OPENED;
}

void
sft_progress_mark_opened (SftProgress *self, int demo)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && is_demo (demo));
  if (self->data->opened[demo] && self->data->last_demo == demo)
    return;
  self->data->opened[demo] = TRUE;
  self->data->last_demo = demo;
  changed (self, demo);
}

void
sft_progress_mark_tried (SftProgress *self, int demo)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && is_demo (demo));
  if (self->data->tried[demo])
    return;
  self->data->opened[demo] = self->data->tried[demo] = TRUE;
  changed (self, demo);
}

int
sft_progress_get_last_demo (SftProgress *self)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), 0);
  return self->data->last_demo;
}

/* --- answers --- */

void
sft_progress_answer (SftProgress *self, int demo, const char *question, guint choice, gint64 time)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && question != NULL);
  g_return_if_fail (sft_question_find (demo, question) != NULL);
  g_return_if_fail (choice < SFT_N_CHOICES && sft_study_is_time (time));
  char *key = sft_progress_answer_key (demo, question);
  const SftGivenAnswer *before = g_tree_lookup (self->data->answers, key);
  SftGivenAnswer answer = { choice, time, before != NULL ? before->n + 1 : 1 };
  g_tree_replace (self->data->answers, key, g_memdup2 (&answer, sizeof answer));
  changed (self, demo);
}

const SftGivenAnswer *
sft_progress_get_answer (SftProgress *self, int demo, const char *question)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && question != NULL, NULL);
  g_autofree char *key = sft_progress_answer_key (demo, question);
  return g_tree_lookup (self->data->answers, key);
}

static guint
count_answers (SftProgress *self, int demo, gboolean right)
{
  const SftQuestion *question = questions_of (demo);
  guint n = 0;
  for (; question != NULL && question->id != NULL; question++)
    {
      const SftGivenAnswer *answer = sft_progress_get_answer (self, demo, question->id);
      if (answer != NULL && (!right || answer->choice == question->answer))
        n++;
    }
  return n;
}

guint
sft_progress_count_answered (SftProgress *self, int demo)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && (demo == 0 || is_demo (demo)), 0);
  return count_answers (self, demo, FALSE);
}

guint
sft_progress_count_right (SftProgress *self, int demo)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && (demo == 0 || is_demo (demo)), 0);
  return count_answers (self, demo, TRUE);
}

/* --- practice --- */

const SftFsrsCard *
sft_progress_get_card (SftProgress *self, const char *key)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && key != NULL, NULL);
  return g_tree_lookup (self->data->cards, key);
}

gboolean
sft_progress_is_card (const char *key, const SftFsrsCard *card)
{
  return *key != '\0' && strlen (key) <= SFT_PROGRESS_KEY_MAX && g_utf8_validate (key, -1, NULL)
         && card->state >= SFT_FSRS_LEARNING && card->state <= SFT_FSRS_RELEARNING && card->step >= 0
         && isfinite (card->stability) && card->stability >= 0
         && (card->difficulty == 0 || (card->difficulty >= 1 && card->difficulty <= 10))
         && sft_study_is_time (card->due) && sft_study_is_time (card->last_review);
}

void
sft_progress_set_card (SftProgress *self, const char *key, const SftFsrsCard *card)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && key != NULL && card != NULL);
  g_return_if_fail (sft_progress_is_card (key, card));
  g_tree_replace (self->data->cards, g_strdup (key), g_memdup2 (card, sizeof *card));
  changed (self, EVERYTHING);
}

void
sft_progress_foreach_card (SftProgress *self, SftProgressCardFunc function, gpointer data)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && function != NULL);
  for (GTreeNode *node = g_tree_node_first (self->data->cards); node != NULL; node = g_tree_node_next (node))
    function (g_tree_node_key (node), g_tree_node_value (node), data);
}

char *
sft_progress_day (gint64 time)
{
  g_return_val_if_fail (sft_study_is_time (time), NULL);
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (time);
  return sft_format_c ("%04d-%02d-%02d", g_date_time_get_year (when), g_date_time_get_month (when),
                       g_date_time_get_day_of_month (when));
}

void
sft_progress_log_exercise (SftProgress *self, gint64 time)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && sft_study_is_time (time));
  char *day = sft_progress_day (time);
  guint n = sft_progress_get_exercises (self, day);
  g_tree_replace (self->data->days, day, GUINT_TO_POINTER (MIN (n, G_MAXINT - 1) + 1));
  changed (self, EVERYTHING);
}

guint
sft_progress_get_exercises (SftProgress *self, const char *day)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self) && day != NULL, 0);
  return GPOINTER_TO_UINT (g_tree_lookup (self->data->days, day));
}

GStrv
sft_progress_get_days (SftProgress *self)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), NULL);
  g_autoptr (GStrvBuilder) days = g_strv_builder_new ();
  for (GTreeNode *node = g_tree_node_first (self->data->days); node != NULL; node = g_tree_node_next (node))
    g_strv_builder_add (days, g_tree_node_key (node));
  return g_strv_builder_end (days);
}

/* --- as a whole --- */

const SftProgressData *
sft_progress_get_data (SftProgress *self)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), NULL);
  return self->data;
}

void
sft_progress_take_data (SftProgress *self, SftProgressData *data)
{
  g_return_if_fail (SFT_IS_PROGRESS (self) && data != NULL);
  sft_progress_data_free (self->data);
  self->data = data;
  changed (self, EVERYTHING);
}

gboolean
sft_progress_erase (SftProgress *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_PROGRESS (self), FALSE);
  if (!sft_document_erase (self->document, error))
    return FALSE;
  sft_progress_data_free (self->data);
  self->data = sft_progress_data_copy (NULL);
  g_signal_emit (self, signals[CHANGED], 0, EVERYTHING);
  return TRUE;
}
