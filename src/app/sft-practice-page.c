/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-practice-page.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-text-widgets.h"

struct _SftPracticePage
{
  GtkWidget parent_instance;

  GtkWidget *stack, *leave;
  GtkWidget *heading, *waiting, *start;
  GtkWidget *topic, *place, *progress, *scroller, *holder, *next;
  GtkWidget *item; /* an SftExerciseView or an SftQuestionCard in the holder; NULL: none */

  SftPractice *practice; /* NULL: no session */
  SftStyle style;
  gboolean answered; /* the item on the page; the session is at the next one then */
  int demo;          /* of the item on the page */
};

enum
{
  BEGIN,
  RATED,
  QUESTION_ANSWERED,
  SHOW_STATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftPracticePage, sft_practice_page, GTK_TYPE_WIDGET)

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
begin (SftPracticePage *self)
{
  g_signal_emit (self, signals[BEGIN], 0);
}

static void
show_place (SftPracticePage *self)
{
  SftPracticeProgress progress = sft_practice_progress (self->practice);
  guint all = progress.done + progress.left;
  /* Translators: how far a session of practice is, like "3 of 12". */
  g_autofree char *text = g_strdup_printf (C_ ("place in a session", "%u of %u"), progress.done, all);

  gtk_label_set_text (GTK_LABEL (self->place), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), all > 0 ? (double)progress.done / all : 1);
}

/* The first answer counts, and is kept at once. The item stays on the page until the learner goes on: the button that
 * does it has the focus and tells the verdict. */
static void
answered (SftPracticePage *self, gboolean right, const char *verdict)
{
  if (self->answered)
    return;
  g_autofree char *key = g_strdup (sft_practice_current (self->practice)->key);
  SftFsrsCard card = sft_practice_rate (self->practice, sft_practice_rating (right), now ());

  self->answered = TRUE;
  g_signal_emit (self, signals[RATED], 0, key, &card);
  show_place (self);
  gtk_widget_set_visible (self->next, TRUE);
  g_autofree char *words = g_strdup_printf ("%s %s", verdict, gtk_label_get_text (GTK_LABEL (self->place)));
  sft_accessible_describe (self->next, words);
  gtk_widget_grab_focus (self->next);
}

static void
exercise_graded (SftExerciseView *view, gboolean right, SftPracticePage *self)
{
  answered (self, right, sft_exercise_view_get_verdict (view));
}

static void
question_answered (SftQuestionCard *card, guint choice, SftPracticePage *self)
{
  const SftQuestion *question = sft_question_card_get_question (card);

  g_signal_emit (self, signals[QUESTION_ANSWERED], 0, self->demo, question->id, choice);
  answered (self, choice == question->answer, sft_question_card_get_verdict (card));
}

static void
exercise_state (SftExerciseView *view, SftPracticePage *self)
{
  g_signal_emit (self, signals[SHOW_STATE], 0, sft_exercise_view_get_exercise (view)->state);
}

static void
question_state (SftQuestionCard *card, SftPracticePage *self)
{
  const SftQuestion *question = sft_question_card_get_question (card);
  g_autoptr (SftValues) values = sft_question_values (self->demo, question, NULL);
  g_return_if_fail (values != NULL);
  SftState state = { .demo = sft_demo_find (self->demo), .concept = question->concept, .values = values };

  g_signal_emit (self, signals[SHOW_STATE], 0, &state);
}

static void
clear_item (SftPracticePage *self)
{
  if (self->item != NULL)
    gtk_box_remove (GTK_BOX (self->holder), self->item);
  self->item = NULL;
}

static void
show_end (SftPracticePage *self)
{
  SftPracticeProgress progress = sft_practice_progress (self->practice);
  g_autofree char *text =
      progress.answers == 0
          ? g_strdup (_ ("Nothing is due. Come back tomorrow, or try a demo."))
          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u answer, %u of them right. See you tomorrow.",
                                          "%u answers, %u of them right. See you tomorrow.", progress.answers),
                             progress.answers, progress.right);

  g_clear_pointer (&self->practice, sft_practice_free);
  gtk_label_set_text (GTK_LABEL (self->heading), _ ("Done for today"));
  gtk_label_set_text (GTK_LABEL (self->waiting), text);
  gtk_widget_set_visible (self->start, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "start");
  sft_practice_page_focus (self);
}

static void
show_topic (SftPracticePage *self, const SftPracticeItem *item)
{
  const SftDemo *demo = sft_demo_find (item->demo);
  const char *title = demo != NULL ? sft_demo_display_title (demo) : _ ("Skill check");
  g_autofree char *name = demo != NULL ? g_strdup_printf (_ ("Demo %d, %s"), demo->number, title) : g_strdup (title);
  g_autofree char *topic = item->kind == SFT_PRACTICE_EXERCISE
                               ? g_strdup_printf ("%s: %s", name, sft_translate (item->generator->title))
                               : g_strdup (name);
  g_autofree char *again = item->again ? g_strdup_printf (_ ("%s (once more)"), topic) : g_strdup (topic);

  g_autofree char *markup = sft_title_markup (again);
  gtk_label_set_markup (GTK_LABEL (self->topic), markup);
}

static void
ask (SftPracticePage *self)
{
  const SftPracticeItem *item = sft_practice_current (self->practice);

  clear_item (self);
  self->answered = FALSE;
  gtk_widget_set_visible (self->next, FALSE);
  if (item == NULL)
    {
      show_end (self);
      return;
    }
  self->demo = item->demo;
  show_place (self);
  show_topic (self, item);
  if (item->kind == SFT_PRACTICE_EXERCISE)
    {
      self->item = sft_exercise_view_new (sft_exercise_new (item->generator, item->seed), &self->style);
      g_signal_connect (self->item, "graded", G_CALLBACK (exercise_graded), self);
      g_signal_connect (self->item, "show-state", G_CALLBACK (exercise_state), self);
    }
  else
    {
      self->item = sft_question_card_new (item->question, 0);
      g_signal_connect (self->item, "answered", G_CALLBACK (question_answered), self);
      g_signal_connect (self->item, "show-state", G_CALLBACK (question_state), self);
    }
  gtk_box_append (GTK_BOX (self->holder), self->item);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "item");
  sft_practice_page_focus (self);
}

/* What the focus is on lies outside of what scrolls. */
static gboolean
scroll (GtkWidget *widget, GVariant *arguments, gpointer unused)
{
  SftPracticePage *self = SFT_PRACTICE_PAGE (widget);
  gboolean done;
  g_signal_emit_by_name (self->scroller, "scroll-child", (GtkScrollType)g_variant_get_int32 (arguments), FALSE, &done);
  return self->practice != NULL;
}

static void
sft_practice_page_dispose (GObject *object)
{
  SftPracticePage *self = SFT_PRACTICE_PAGE (object);

  g_clear_pointer (&self->practice, sft_practice_free);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_practice_page_parent_class)->dispose (object);
}

static void
add_signals (GType type)
{
  signals[BEGIN] = g_signal_new ("begin", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RATED] = g_signal_new ("rated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                 G_TYPE_POINTER);
  signals[QUESTION_ANSWERED] = g_signal_new ("question-answered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_UINT);
  signals[SHOW_STATE] =
      g_signal_new ("show-state", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sft_practice_page_class_init (SftPracticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sft_practice_page_dispose;
  add_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, scroll, "i", GTK_SCROLL_PAGE_FORWARD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, scroll, "i", GTK_SCROLL_PAGE_BACKWARD);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-practice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, heading);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, start);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, leave);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, topic);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, place);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, progress);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, holder);
  gtk_widget_class_bind_template_child (widget_class, SftPracticePage, next);
  gtk_widget_class_bind_template_callback (widget_class, begin);
  gtk_widget_class_bind_template_callback (widget_class, sft_practice_page_next);
}

static void
sft_practice_page_init (SftPracticePage *self)
{
  self->style = SFT_STYLE_INIT;
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_accessible_amend (GTK_WIDGET (self));
  sft_accessible_hide_pages (GTK_STACK (self->stack));
}

GtkWidget *
sft_practice_page_new (void)
{
  return g_object_new (SFT_TYPE_PRACTICE_PAGE, NULL);
}

void
sft_practice_page_set_style (SftPracticePage *self, const SftStyle *style)
{
  g_return_if_fail (SFT_IS_PRACTICE_PAGE (self));
  self->style = *style;
  if (SFT_IS_EXERCISE_VIEW (self->item))
    sft_exercise_view_set_style (SFT_EXERCISE_VIEW (self->item), style);
}

void
sft_practice_page_set_waiting (SftPracticePage *self, guint due, guint fresh)
{
  g_return_if_fail (SFT_IS_PRACTICE_PAGE (self));
  if (self->practice != NULL)
    return;
  g_autofree char *old = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u exercise is due again.", "%u exercises are due again.", due), due);
  g_autofree char *new =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u exercise is new.", "%u exercises are new.", fresh), fresh);
  g_autofree char *text = due > 0 && fresh > 0 ? g_strdup_printf ("%s %s", old, new)
                          : due > 0            ? g_strdup (old)
                          : fresh > 0          ? g_strdup (new)
                                               : g_strdup (_ ("Nothing is due. Come back tomorrow, or try a demo."));

  gtk_label_set_text (GTK_LABEL (self->heading), due + fresh > 0 ? _ ("Practice") : _ ("Done for today"));
  gtk_label_set_text (GTK_LABEL (self->waiting), text);
  gtk_widget_set_visible (self->start, due + fresh > 0);
}

void
sft_practice_page_start (SftPracticePage *self, SftPractice *practice)
{
  g_return_if_fail (SFT_IS_PRACTICE_PAGE (self));
  g_return_if_fail (practice != NULL);
  g_clear_pointer (&self->practice, sft_practice_free);
  self->practice = practice;
  ask (self);
}

void
sft_practice_page_focus (SftPracticePage *self)
{
  g_return_if_fail (SFT_IS_PRACTICE_PAGE (self));
  if (self->practice == NULL)
    gtk_widget_grab_focus (gtk_widget_get_visible (self->start) ? self->start : self->leave);
  else if (self->answered)
    gtk_widget_grab_focus (self->next);
  else if (SFT_IS_EXERCISE_VIEW (self->item))
    sft_exercise_view_focus_answer (SFT_EXERCISE_VIEW (self->item));
  else
    gtk_widget_grab_focus (GTK_WIDGET (sft_question_card_get_button (SFT_QUESTION_CARD (self->item), 0)));
}

gboolean
sft_practice_page_in_session (SftPracticePage *self)
{
  g_return_val_if_fail (SFT_IS_PRACTICE_PAGE (self), FALSE);
  return self->practice != NULL;
}

void
sft_practice_page_next (SftPracticePage *self)
{
  g_return_if_fail (SFT_IS_PRACTICE_PAGE (self));
  if (self->practice == NULL || !self->answered)
    return;
  ask (self);
}

SftExerciseView *
sft_practice_page_get_exercise (SftPracticePage *self)
{
  g_return_val_if_fail (SFT_IS_PRACTICE_PAGE (self), NULL);
  return SFT_IS_EXERCISE_VIEW (self->item) ? SFT_EXERCISE_VIEW (self->item) : NULL;
}

SftQuestionCard *
sft_practice_page_get_question (SftPracticePage *self)
{
  g_return_val_if_fail (SFT_IS_PRACTICE_PAGE (self), NULL);
  return SFT_IS_QUESTION_CARD (self->item) ? SFT_QUESTION_CARD (self->item) : NULL;
}

const char *
sft_practice_page_get_place (SftPracticePage *self)
{
  g_return_val_if_fail (SFT_IS_PRACTICE_PAGE (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->place));
}
