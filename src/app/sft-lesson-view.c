/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson-view.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-lesson.h"
#include "sft-math-view.h"
#include "sft-window.h"
#include "sft-text-box.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

struct _SftLessonView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *idea, *formula, *steps, *misconceptions, *references;
  GtkWidget *view_title, *about, *view_formula, *parameters, *notices, *shared;
  GtkWidget *buttons[SFT_N_TRIES], *sentences[SFT_N_TRIES];

  SftDemoState *state;
  const SftLesson *lesson;
  const SftLab *lab;
};

G_DEFINE_FINAL_TYPE (SftLessonView, sft_lesson_view, GTK_TYPE_WIDGET)

/* The step's values are one change, and so one step to undo. The other view's own values stay as they are. */
static void
try_step (GtkButton *button, SftLessonView *self)
{
  guint i = 0;
  while (self->buttons[i] != GTK_WIDGET (button))
    i++;
  const SftLesson *lesson = self->lesson;
  g_autoptr (SftValues) values = sft_lesson_try (lesson, i, NULL);
  g_return_if_fail (values != NULL);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (sft_demo_state_get_concept (self->state) != lesson->steps[i].concept && SFT_IS_WINDOW (root))
    sft_window_open (SFT_WINDOW (root), sft_demo_state_get_demo (self->state), lesson->steps[i].concept);
  if (sft_demo_state_get_concept (self->state) == lesson->steps[i].concept)
    sft_demo_state_set_values (self->state, values);
}

static void
sft_lesson_view_dispose (GObject *object)
{
  SftLessonView *self = SFT_LESSON_VIEW (object);
  g_clear_object (&self->state);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_lesson_view_parent_class)->dispose (object);
}

/* From the page itself, where help leads, Tab goes on to what is on it, and not past it. */
static gboolean
sft_lesson_view_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SftLessonView *self = SFT_LESSON_VIEW (widget);
  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_is_focus (self->scroller))
    return gtk_widget_child_focus (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller)), direction);
  return GTK_WIDGET_CLASS (sft_lesson_view_parent_class)->focus (widget, direction);
}

static void
sft_lesson_view_class_init (SftLessonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_lesson_view_dispose;
  widget_class->focus = sft_lesson_view_move_focus;
  g_type_ensure (SFT_TYPE_MATH_VIEW);
  g_type_ensure (SFT_TYPE_TEXT_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-lesson-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, idea);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, formula);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, steps);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, misconceptions);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, references);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, view_title);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, about);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, view_formula);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, parameters);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, notices);
  gtk_widget_class_bind_template_child (widget_class, SftLessonView, shared);
}

static void
add_step (SftLessonView *self, guint i)
{
  /* Translators: a button; the number of something to try. */
  g_autofree char *name = g_strdup_printf (_ ("Step %u"), i + 1);
  GtkWidget *row = sft_text_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_label (name);
  GtkWidget *sentence = sft_paragraph_new (NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_label_set_selectable (GTK_LABEL (sentence), TRUE);
  gtk_widget_set_hexpand (sentence, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, sentence, NULL, -1);
  sft_text_box_append (SFT_TEXT_BOX (row), button);
  sft_text_box_append (SFT_TEXT_BOX (row), sentence);
  sft_text_box_append (SFT_TEXT_BOX (self->steps), row);
  g_signal_connect (button, "clicked", G_CALLBACK (try_step), self);
  self->buttons[i] = button;
  self->sentences[i] = sentence;
}

static void
sft_lesson_view_init (SftLessonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SFT_N_TRIES; i++)
    add_step (self, i);
}

static void
show_step (SftLessonView *self, guint i)
{
  const SftTry *step = &self->lesson->steps[i];
  g_autofree char *set = g_strjoinv (", ", (char **)step->set);
  /* Translators: what a button does; %s is like "steps=120, threshold=0.5". */
  g_autofree char *tip = g_strdup_printf (step->concept ? _ ("Concept view: sets %s, all else to its default")
                                                        : _ ("Notebook view: sets %s, all else to its default"),
                                          set);
  gtk_label_set_text (GTK_LABEL (self->sentences[i]), sft_translate (step->text));
  sft_tooltip_set (self->buttons[i], tip);
}

/* A formula has no focus: who comes to the paragraph above it hears it. */
static void
show_formula (GtkWidget *above, GtkWidget *formula, const char *source, const char *text)
{
  sft_math_view_set_formula (SFT_MATH_VIEW (formula), source, text);
  sft_accessible_describe (above, sft_math_view_get_words (SFT_MATH_VIEW (formula)));
}

static void
show_lesson (SftLessonView *self, const SftLesson *lesson)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (const char *const *reference = lesson->references; *reference != NULL; reference++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "\n" : "", *reference);

  self->lesson = lesson;
  gtk_label_set_text (GTK_LABEL (self->idea), sft_translate (lesson->idea));
  show_formula (self->idea, self->formula, sft_translate (lesson->math), sft_translate (lesson->formula));
  for (guint i = 0; i < SFT_N_TRIES; i++)
    show_step (self, i);
  gtk_label_set_text (GTK_LABEL (self->misconceptions), sft_translate (lesson->misconceptions));
  gtk_label_set_text (GTK_LABEL (self->references), list->str);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* "Shared by demos 2, 7, 12, 17, 22." */
static char *
shared_by (SftDemoState *state)
{
  g_autoptr (GArray) demos = sft_lab_demos (sft_demo_state_get_lab (state));
  if (demos->len < 2)
    return NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < demos->len; i++)
    g_string_append_printf (list, "%s%d", i > 0 ? ", " : "", g_array_index (demos, int, i));
  if (sft_demo_lab (sft_demo_state_get_demo (state), TRUE) != NULL)
    /* Translators: the notebook view that is open is shared by these demos: "2, 7, 12" */
    return g_strdup_printf (_ ("Shared by demos %s. Concept shows this title’s own idea."), list->str);
  /* Translators: the notebook view that is open is shared by these demos: "2, 7, 12" */
  return g_strdup_printf (_ ("Shared by demos %s."), list->str);
}

void
sft_lesson_view_set_state (SftLessonView *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_LESSON_VIEW (self));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  const SftLesson *lesson = sft_lesson_find (sft_demo_state_get_demo (state)->number);
  gboolean concept = sft_demo_state_get_concept (state);
  const SftLab *lab = sft_demo_state_get_lab (state);
  g_autofree char *shared = shared_by (state);

  g_set_object (&self->state, state);
  /* Another view of the same demo leaves the reader where they are. */
  if (lesson != self->lesson)
    show_lesson (self, lesson);
  gtk_label_set_text (GTK_LABEL (self->view_title), concept ? _ ("The concept view") : _ ("The notebook view"));
  gtk_label_set_text (GTK_LABEL (self->about), sft_translate (lab->about));
  if (lab != self->lab)
    show_formula (self->about, self->view_formula, NULL, lab->formula);
  self->lab = lab;
  gtk_label_set_text (GTK_LABEL (self->parameters), concept ? "" : sft_translate (lesson->parameters));
  gtk_widget_set_visible (self->parameters, !concept);
  gtk_label_set_text (GTK_LABEL (self->shared), shared != NULL ? shared : "");
  gtk_widget_set_visible (self->shared, shared != NULL);
}

void
sft_lesson_view_show (SftLessonView *self, const SftResult *result)
{
  g_return_if_fail (SFT_IS_LESSON_VIEW (self));
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; result != NULL && i < result->notices->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sft_text_get (result->notices->pdata[i], TRUE));
  gtk_label_set_text (GTK_LABEL (self->notices), text->str);
  gtk_widget_set_visible (self->notices, text->len > 0);
  if (result != NULL && !sft_text_is_empty (&result->figure->formula))
    show_formula (self->about, self->view_formula, sft_text_get (&result->figure->formula, TRUE), self->lab->formula);
}

GtkButton *
sft_lesson_view_get_step (SftLessonView *self, guint step)
{
  g_return_val_if_fail (SFT_IS_LESSON_VIEW (self), NULL);
  g_return_val_if_fail (step < SFT_N_TRIES, NULL);
  return GTK_BUTTON (self->buttons[step]);
}

void
sft_lesson_view_focus (SftLessonView *self)
{
  g_return_if_fail (SFT_IS_LESSON_VIEW (self));
  gtk_widget_grab_focus (self->scroller);
}
