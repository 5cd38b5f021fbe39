/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-exercise-view.h"

#include <locale.h>

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-scroll-to.h"
#include "sft-text-widgets.h"
#include "sft-token-marks.h"

struct _SftExerciseView
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *entry; /* either this or marks */
  SftTokenMarks *marks;
  GtkWidget *check, *problem, *verdict, *steps, *figure, *show;

  SftExercise *exercise;
  SftStyle style;
  gboolean graded;
};

enum
{
  GRADED,
  SHOW_STATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define FIGURE_WIDTH 560
#define FIGURE_HEIGHT 300

G_DEFINE_FINAL_TYPE (SftExerciseView, sft_exercise_view, GTK_TYPE_WIDGET)

static GtkWidget *
add_text (SftExerciseView *self, const char *text, const char *css_class)
{
  GtkWidget *label = sft_paragraph_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

/* --- after the answer --- */

static void
show_steps (SftExerciseView *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < self->exercise->steps->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", sft_text_get (self->exercise->steps->pdata[i], TRUE));
  gtk_label_set_text (GTK_LABEL (self->steps), lines->str);
  gtk_widget_set_visible (self->steps, lines->len > 0);
}

/* Exercises are small: their labs compute within a frame. */
static void
show_lab (SftExerciseView *self)
{
  const SftState *state = self->exercise->state;

  if (state == NULL)
    return;
  g_autoptr (SftResult) result = sft_demo_compute (state->demo, state->concept, state->values, NULL, NULL, NULL);
  gtk_widget_set_visible (self->show, TRUE);
  if (result == NULL)
    return;
  sft_figure_view_set_style (SFT_FIGURE_VIEW (self->figure), &self->style);
  sft_figure_view_set_figure (SFT_FIGURE_VIEW (self->figure), result->figure);
  gtk_widget_set_visible (self->figure, TRUE);
}

/* The right answer for a reader: numbers as the window writes them, and of a mask the tokens. */
static char *
answer_text (const SftExercise *exercise)
{
  g_autofree char *plain = sft_exercise_answer (exercise);

  if (exercise->kind == SFT_ANSWER_MASK)
    {
      g_autoptr (GString) marked = g_string_new (NULL);

      for (gsize i = 0; i < exercise->right.n; i++)
        if (exercise->right.mask[i] != 0)
          g_string_append_printf (marked, "%s“%s”", marked->len > 0 ? ", " : "",
                                  (const char *)exercise->tokens->pdata[i]);
      return g_string_free (g_steal_pointer (&marked), FALSE);
    }
  if (exercise->kind != SFT_ANSWER_NUMBER)
    return g_steal_pointer (&plain);
  g_auto (GStrv) parts = g_strsplit (plain, ".", 2);
  return g_strjoinv (localeconv ()->decimal_point, parts);
}

static char *
judge (SftExerciseView *self, const SftGrade *grade)
{
  g_autofree char *answer = answer_text (self->exercise);

  if (grade->right)
    return g_strdup (_ ("✓ Right."));
  if (grade->wrong != NULL)
    return g_strdup_printf (_ ("✗ Not this. %s The answer is %s."), sft_text_get (&grade->wrong->why, TRUE), answer);
  return g_strdup_printf (_ ("✗ Not this. The answer is %s."), answer);
}

static void
set_frozen (SftExerciseView *self)
{
  if (self->entry != NULL)
    gtk_editable_set_editable (GTK_EDITABLE (self->entry), FALSE);
  else
    sft_token_marks_freeze (self->marks);
  gtk_widget_set_visible (self->check, FALSE);
}

static void
take (SftExerciseView *self, const SftGrade *grade)
{
  g_autofree char *verdict = judge (self, grade);

  self->graded = TRUE;
  set_frozen (self);
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_label_set_text (GTK_LABEL (self->verdict), verdict);
  gtk_widget_add_css_class (self->verdict, grade->right ? "holds" : "fails");
  gtk_widget_set_visible (self->verdict, TRUE);
  show_steps (self);
  show_lab (self);
  sft_scroll_to_soon (self->verdict, gtk_widget_get_visible (self->steps) ? self->steps : self->verdict);
  g_signal_emit (self, signals[GRADED], 0, grade->right);
}

static gboolean
try_answer (SftExerciseView *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  SftGrade grade;

  if (!sft_exercise_grade (self->exercise, text, &grade, &error))
    {
      gtk_label_set_text (GTK_LABEL (self->problem), error->message);
      sft_accessible_say (GTK_WIDGET (self), error->message);
      gtk_widget_set_visible (self->problem, TRUE);
      if (self->entry != NULL)
        {
          gtk_widget_add_css_class (self->entry, "error");
          gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                       GTK_ACCESSIBLE_INVALID_TRUE, -1);
        }
      return FALSE;
    }
  if (self->entry != NULL)
    {
      gtk_widget_remove_css_class (self->entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  take (self, &grade);
  return TRUE;
}

static void
check (SftExerciseView *self)
{
  if (self->graded)
    return;
  if (self->marks != NULL)
    {
      SftGrade grade = sft_exercise_grade_mask (self->exercise, sft_token_marks_get (self->marks));
      take (self, &grade);
      return;
    }
  try_answer (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* --- construction --- */

static void
add_marks (SftExerciseView *self)
{
  self->marks = sft_token_marks_new (self->exercise, &self->style);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (sft_token_marks_get_view (self->marks)));
  add_text (self, _ ("Click a token to mark it, or move with the arrow keys and mark with the space bar."),
            "dim-label");
}

static void
add_entry (SftExerciseView *self, const char *givens)
{
  SftText hint = sft_exercise_hint (self->exercise);
  g_autofree char *words = g_strdup_printf ("%s\n%s", givens, sft_text_get (&hint, TRUE));

  self->entry = gtk_entry_new ();
  gtk_widget_set_halign (self->entry, GTK_ALIGN_START);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 16);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your answer"), -1);
  sft_accessible_describe (self->entry, g_strstrip (words));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (check), self);
  add_text (self, sft_text_get (&hint, TRUE), "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->entry);
  sft_text_clear (&hint);
}

static void
show_state (SftExerciseView *self)
{
  g_signal_emit (self, signals[SHOW_STATE], 0);
}

static GtkWidget *
add_button (SftExerciseView *self, const char *label, GCallback pressed)
{
  GtkWidget *button = sft_mnemonic_button_new (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  gtk_box_append (GTK_BOX (self->box), button);
  return button;
}

/* What is there only after the answer. */
static void
add_judgement (SftExerciseView *self)
{
  self->check = add_button (self, _ ("_Check"), G_CALLBACK (check));
  self->problem = add_text (self, NULL, "reason");
  self->verdict = add_text (self, NULL, NULL);
  self->steps = add_text (self, NULL, "steps");
  gtk_label_set_selectable (GTK_LABEL (self->steps), TRUE);
  self->figure = sft_figure_view_new ();
  gtk_widget_set_size_request (self->figure, FIGURE_WIDTH, FIGURE_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), self->figure);
  self->show = add_button (self, _ ("_Open This in the Lab"), G_CALLBACK (show_state));
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_visible (self->verdict, FALSE);
  gtk_widget_set_visible (self->steps, FALSE);
  gtk_widget_set_visible (self->figure, FALSE);
  gtk_widget_set_visible (self->show, FALSE);
}

static void
build (SftExerciseView *self)
{
  g_autoptr (GString) givens = g_string_new (NULL);

  /* Who comes to the place for the answer hears what is asked and what is given: labels have no focus. */
  GtkWidget *prompt = add_text (self, sft_text_get (&self->exercise->prompt, TRUE), "prompt");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, prompt, NULL, -1);
  for (guint i = 0; i < self->exercise->givens->len; i++)
    g_string_append_printf (givens, "%s%s", i > 0 ? "\n" : "", sft_text_get (self->exercise->givens->pdata[i], TRUE));
  if (givens->len > 0)
    {
      GtkWidget *label = add_text (self, givens->str, "givens");
      gtk_label_set_selectable (GTK_LABEL (label), self->exercise->kind == SFT_ANSWER_MASK);
    }
  if (self->exercise->kind == SFT_ANSWER_MASK)
    add_marks (self);
  else
    add_entry (self, givens->str);
  add_judgement (self);
}

static void
sft_exercise_view_dispose (GObject *object)
{
  SftExerciseView *self = SFT_EXERCISE_VIEW (object);

  g_clear_pointer (&self->marks, sft_token_marks_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->exercise, sft_exercise_free);
  G_OBJECT_CLASS (sft_exercise_view_parent_class)->dispose (object);
}

static void
sft_exercise_view_class_init (SftExerciseViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sft_exercise_view_dispose;
  signals[GRADED] = g_signal_new ("graded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SHOW_STATE] =
      g_signal_new ("show-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_exercise_view_init (SftExerciseView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
sft_exercise_view_new (SftExercise *exercise, const SftStyle *style)
{
  g_return_val_if_fail (exercise != NULL && style != NULL, NULL);
  SftExerciseView *self = g_object_new (SFT_TYPE_EXERCISE_VIEW, NULL);

  self->exercise = exercise;
  self->style = *style;
  build (self);
  return GTK_WIDGET (self);
}

const SftExercise *
sft_exercise_view_get_exercise (SftExerciseView *self)
{
  g_return_val_if_fail (SFT_IS_EXERCISE_VIEW (self), NULL);
  return self->exercise;
}

void
sft_exercise_view_set_style (SftExerciseView *self, const SftStyle *style)
{
  g_return_if_fail (SFT_IS_EXERCISE_VIEW (self));
  self->style = *style;
  sft_figure_view_set_style (SFT_FIGURE_VIEW (self->figure), style);
  if (self->marks != NULL)
    sft_figure_view_set_style (sft_token_marks_get_view (self->marks), style);
}

void
sft_exercise_view_focus_answer (SftExerciseView *self)
{
  g_return_if_fail (SFT_IS_EXERCISE_VIEW (self));
  if (self->entry != NULL)
    gtk_widget_grab_focus (self->entry);
  else
    gtk_widget_grab_focus (GTK_WIDGET (sft_token_marks_get_view (self->marks)));
}

gboolean
sft_exercise_view_answer (SftExerciseView *self, const char *text)
{
  g_return_val_if_fail (SFT_IS_EXERCISE_VIEW (self), FALSE);
  g_return_val_if_fail (!self->graded, FALSE);
  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  return try_answer (self, text);
}

const char *
sft_exercise_view_get_verdict (SftExerciseView *self)
{
  g_return_val_if_fail (SFT_IS_EXERCISE_VIEW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->verdict));
}

SftFigureView *
sft_exercise_view_get_marks (SftExerciseView *self)
{
  g_return_val_if_fail (SFT_IS_EXERCISE_VIEW (self), NULL);
  return self->marks != NULL ? sft_token_marks_get_view (self->marks) : NULL;
}
