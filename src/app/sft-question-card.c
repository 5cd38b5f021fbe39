/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-question-card.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-scroll-to.h"
#include "sft-text-widgets.h"

struct _SftQuestionCard
{
  GtkWidget parent_instance;

  GtkWidget *box, *show;
  GtkWidget *choices[SFT_N_CHOICES], *whys[SFT_N_CHOICES];

  const SftQuestion *question;
  int choice;    /* -1: none */
  gboolean told; /* the choice comes from the program */
};

enum
{
  ANSWERED,
  SHOW_STATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftQuestionCard, sft_question_card, GTK_TYPE_WIDGET)

/* Once the right choice is found, all explanations are there to read; until then only that of the one tried. */
static void
show_judgement (SftQuestionCard *self)
{
  gboolean right = self->choice == (int)self->question->answer;

  for (int i = 0; i < SFT_N_CHOICES; i++)
    {
      const char *why = self->question->choices[i].why;
      gboolean is_right = i == (int)self->question->answer;
      gboolean shown = i == self->choice || (right && why != NULL);
      const char *reason = why != NULL ? sft_translate (why) : "";
      g_autofree char *text =
          is_right ? g_strdup_printf (_ ("✓ Right. %s"), reason) : g_strdup_printf (_ ("✗ Not this one. %s"), reason);

      gtk_label_set_text (GTK_LABEL (self->whys[i]), shown ? g_strchomp (text) : "");
      gtk_widget_set_visible (self->whys[i], shown);
      sft_accessible_describe (self->choices[i], shown ? text : "");
    }
  gtk_widget_set_visible (self->show, self->choice >= 0 && self->question->set != NULL);
}

static void
toggled (GtkCheckButton *button, SftQuestionCard *self)
{
  if (!gtk_check_button_get_active (button) || self->told)
    return;
  for (int i = 0; i < SFT_N_CHOICES; i++)
    if (self->choices[i] == GTK_WIDGET (button))
      self->choice = i;
  show_judgement (self);
  /* Reasons that appear push what was chosen away. */
  sft_scroll_to_soon (GTK_WIDGET (button), self->whys[self->choice]);
  g_signal_emit (self, signals[ANSWERED], 0, (guint)self->choice);
}

static void
show_state (GtkButton *button, SftQuestionCard *self)
{
  g_signal_emit (self, signals[SHOW_STATE], 0);
}

static void
sft_question_card_dispose (GObject *object)
{
  g_clear_pointer (&SFT_QUESTION_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_question_card_parent_class)->dispose (object);
}

static void
sft_question_card_class_init (SftQuestionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sft_question_card_dispose;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SHOW_STATE] =
      g_signal_new ("show-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_question_card_init (SftQuestionCard *self)
{
  self->choice = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* In a group GTK has the arrows choose, but here a choice is an answer: they only move. */
static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, SftQuestionCard *self)
{
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;
  int at = 0;

  if (!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up)
    return GDK_EVENT_PROPAGATE;
  while (at < SFT_N_CHOICES && !gtk_widget_has_focus (self->choices[at]))
    at++;
  int next = at + (down ? 1 : -1);
  if (at == SFT_N_CHOICES)
    return GDK_EVENT_PROPAGATE;
  if (next >= 0 && next < SFT_N_CHOICES)
    gtk_widget_grab_focus (self->choices[next]);
  return GDK_EVENT_STOP;
}

static void
add_choice (SftQuestionCard *self, guint i)
{
  const char *text = sft_translate (self->question->choices[i].text);
  GtkWidget *button = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *why = sft_paragraph_new (NULL);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), i > 0 ? GTK_CHECK_BUTTON (self->choices[0]) : NULL);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), sft_paragraph_new (text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (why, "why");
  gtk_widget_add_css_class (why, i == self->question->answer ? "holds" : "fails");
  gtk_widget_set_visible (why, FALSE);
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_box_append (GTK_BOX (self->box), why);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled), self);
  self->choices[i] = button;
  self->whys[i] = why;
}

GtkWidget *
sft_question_card_new (const SftQuestion *question, guint number)
{
  g_return_val_if_fail (question != NULL && question->id != NULL, NULL);
  SftQuestionCard *self = g_object_new (SFT_TYPE_QUESTION_CARD, NULL);
  const char *text = sft_translate (question->prompt);
  g_autofree char *prompt = number > 0 ? g_strdup_printf ("%u.  %s", number, text) : g_strdup (text);
  GtkWidget *title = sft_paragraph_new (prompt);

  self->question = question;
  gtk_widget_add_css_class (title, "prompt");
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  for (guint i = 0; i < SFT_N_CHOICES; i++)
    add_choice (self, i);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  /* One of several cannot have a letter of its own. */
  self->show = number > 0 ? gtk_button_new_with_label (_ ("See It in the Lab"))
                          : sft_mnemonic_button_new (_ ("_See It in the Lab"));
  gtk_widget_set_halign (self->show, GTK_ALIGN_START);
  gtk_widget_set_visible (self->show, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->show);
  g_signal_connect (self->show, "clicked", G_CALLBACK (show_state), self);
  return GTK_WIDGET (self);
}

const SftQuestion *
sft_question_card_get_question (SftQuestionCard *self)
{
  g_return_val_if_fail (SFT_IS_QUESTION_CARD (self), NULL);
  return self->question;
}

void
sft_question_card_set_choice (SftQuestionCard *self, int choice)
{
  g_return_if_fail (SFT_IS_QUESTION_CARD (self));
  g_return_if_fail (choice >= -1 && choice < SFT_N_CHOICES);
  self->told = TRUE;
  self->choice = choice;
  for (int i = 0; i < SFT_N_CHOICES; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[i]), i == choice);
  self->told = FALSE;
  show_judgement (self);
}

int
sft_question_card_get_choice (SftQuestionCard *self)
{
  g_return_val_if_fail (SFT_IS_QUESTION_CARD (self), -1);
  return self->choice;
}

const char *
sft_question_card_get_verdict (SftQuestionCard *self)
{
  g_return_val_if_fail (SFT_IS_QUESTION_CARD (self), NULL);
  return self->choice >= 0 ? gtk_label_get_text (GTK_LABEL (self->whys[self->choice])) : "";
}

GtkCheckButton *
sft_question_card_get_button (SftQuestionCard *self, guint choice)
{
  g_return_val_if_fail (SFT_IS_QUESTION_CARD (self), NULL);
  g_return_val_if_fail (choice < SFT_N_CHOICES, NULL);
  return GTK_CHECK_BUTTON (self->choices[choice]);
}
