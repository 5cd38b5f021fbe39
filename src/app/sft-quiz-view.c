/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-quiz-view.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-practice.h"

struct _SftQuizView
{
  GtkWidget parent_instance;

  GtkWidget *box, *score;
  GPtrArray *cards; /* SftQuestionCard *, owned by the box */

  SftProgress *progress;
  int demo;
};

enum
{
  SHOW_STATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftQuizView, sft_quiz_view, GTK_TYPE_WIDGET)

static const char *
status (guint answered, guint right, guint n)
{
  if (answered == 0)
    return _ ("not started");
  if (right == n)
    return _ ("understood");
  return answered < n ? _ ("under way") : _ ("worth another look");
}

static void
show_score (SftQuizView *self)
{
  guint n = self->cards->len;
  guint answered = self->progress != NULL ? sft_progress_count_answered (self->progress, self->demo) : 0;
  guint right = self->progress != NULL ? sft_progress_count_right (self->progress, self->demo) : 0;
  /* Translators: like "2 of 4 answered, 1 right: under way". */
  g_autofree char *text =
      g_strdup_printf (_ ("%u of %u answered, %u right: %s"), answered, n, right, status (answered, right, n));

  gtk_label_set_text (GTK_LABEL (self->score), text);
}

/* A question that was missed comes back in practice. */
static void
keep_for_practice (SftQuizView *self, const SftQuestion *question, gint64 now)
{
  g_autofree char *key = sft_practice_question_key (self->demo, question);
  SftFsrsCard card = sft_practice_miss (sft_progress_get_card (self->progress, key), now);

  sft_progress_set_card (self->progress, key, &card);
}

static void
answered (SftQuestionCard *card, guint choice, SftQuizView *self)
{
  const SftQuestion *question = sft_question_card_get_question (card);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (self->progress != NULL)
    {
      sft_progress_answer (self->progress, self->demo, question->id, choice, now);
      if (choice != question->answer)
        keep_for_practice (self, question, now);
    }
  show_score (self);
  g_autofree char *words =
      g_strdup_printf ("%s %s", sft_question_card_get_verdict (card), gtk_label_get_text (GTK_LABEL (self->score)));
  sft_accessible_say (GTK_WIDGET (self), words);
}

static void
show_state (SftQuestionCard *card, SftQuizView *self)
{
  g_signal_emit (self, signals[SHOW_STATE], 0, sft_question_card_get_question (card));
}

static void
show_answers (SftQuizView *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      SftQuestionCard *card = self->cards->pdata[i];
      const char *id = sft_question_card_get_question (card)->id;
      const SftGivenAnswer *answer =
          self->progress != NULL ? sft_progress_get_answer (self->progress, self->demo, id) : NULL;
      int choice = answer != NULL ? (int)answer->choice : -1;

      if (sft_question_card_get_choice (card) != choice)
        sft_question_card_set_choice (card, choice);
    }
  show_score (self);
}

static void
progress_changed (SftProgress *progress, int demo, SftQuizView *self)
{
  if (demo == self->demo || demo == -1)
    show_answers (self);
}

static void
sft_quiz_view_dispose (GObject *object)
{
  SftQuizView *self = SFT_QUIZ_VIEW (object);

  if (self->progress != NULL)
    g_signal_handlers_disconnect_by_data (self->progress, self);
  g_clear_object (&self->progress);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (sft_quiz_view_parent_class)->dispose (object);
}

static void
sft_quiz_view_class_init (SftQuizViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sft_quiz_view_dispose;
  signals[SHOW_STATE] = g_signal_new ("show-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sft_quiz_view_init (SftQuizView *self)
{
  self->demo = -1;
  self->cards = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->score = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->score), 0);
  gtk_widget_add_css_class (self->score, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->score);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
sft_quiz_view_set_demo (SftQuizView *self, SftProgress *progress, int demo)
{
  g_return_if_fail (SFT_IS_QUIZ_VIEW (self));
  const SftQuestion *question = demo == 0 ? sft_skill_check () : sft_demo_questions (demo);
  guint number = 1;

  if (self->progress != NULL)
    g_signal_handlers_disconnect_by_data (self->progress, self);
  g_set_object (&self->progress, progress);
  if (progress != NULL)
    g_signal_connect (progress, "changed", G_CALLBACK (progress_changed), self);
  if (demo != self->demo)
    {
      for (guint i = 0; i < self->cards->len; i++)
        gtk_box_remove (GTK_BOX (self->box), self->cards->pdata[i]);
      g_ptr_array_set_size (self->cards, 0);
      for (; question->id != NULL; question++)
        {
          GtkWidget *card = sft_question_card_new (question, number++);

          g_signal_connect (card, "answered", G_CALLBACK (answered), self);
          g_signal_connect (card, "show-state", G_CALLBACK (show_state), self);
          gtk_box_append (GTK_BOX (self->box), card);
          g_ptr_array_add (self->cards, card);
        }
    }
  self->demo = demo;
  show_answers (self);
}

guint
sft_quiz_view_get_n_cards (SftQuizView *self)
{
  g_return_val_if_fail (SFT_IS_QUIZ_VIEW (self), 0);
  return self->cards->len;
}

SftQuestionCard *
sft_quiz_view_get_card (SftQuizView *self, guint i)
{
  g_return_val_if_fail (SFT_IS_QUIZ_VIEW (self), NULL);
  g_return_val_if_fail (i < self->cards->len, NULL);
  return self->cards->pdata[i];
}

const char *
sft_quiz_view_get_score (SftQuizView *self)
{
  g_return_val_if_fail (SFT_IS_QUIZ_VIEW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->score));
}
