/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-results.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-checks.h"
#include "sft-data-view.h"
#include "sft-lesson-view.h"
#include "sft-tooltip.h"
#include "sft-window.h"

#define SHORTEST_NAME 5 /* characters */

struct _SftResults
{
  GtkWidget parent_instance;

  GtkWidget *switcher, *stack;
  GtkStackPage *checks_page;
  GtkWidget *lesson, *checks, *transcript_scroller, *transcript, *data;

  SftStudyData *study; /* NULL: none */
  SftDemoState *state;
  /* Made when their page is first seen. */
  GtkWidget *questions_page, *quiz, *notes_page, *note;
};

G_DEFINE_FINAL_TYPE (SftResults, sft_results, GTK_TYPE_WIDGET)

static void
show_question_state (SftQuizView *quiz, const SftQuestion *question, SftResults *self)
{
  const SftDemo *demo = sft_demo_state_get_demo (self->state);
  g_autoptr (SftValues) values = sft_question_values (demo->number, question, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_return_if_fail (values != NULL);
  SftState state = { .demo = demo, .concept = question->concept, .values = values };
  if (SFT_IS_WINDOW (root))
    sft_window_open_state (SFT_WINDOW (root), &state);
}

static void
make_quiz (SftResults *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  self->quiz = g_object_new (SFT_TYPE_QUIZ_VIEW, "margin-start", 18, "margin-end", 18, "margin-top", 6, "margin-bottom",
                             12, NULL);
  g_signal_connect (self->quiz, "show-state", G_CALLBACK (show_question_state), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->quiz);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->questions_page), scroller);
}

static void
make_note (SftResults *self)
{
  self->note = sft_notes_view_new ();
  gtk_widget_set_vexpand (self->note, TRUE);
  sft_notes_view_set_notes (SFT_NOTES_VIEW (self->note), sft_study_data_get_notes (self->study));
  gtk_box_append (GTK_BOX (self->notes_page), self->note);
}

/* Questions and notes follow the demo while they are seen. */
static void
show_study (SftResults *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  if (self->study == NULL || self->state == NULL)
    return;
  if (page == self->questions_page)
    {
      if (self->quiz == NULL)
        make_quiz (self);
      sft_quiz_view_set_demo (SFT_QUIZ_VIEW (self->quiz), sft_study_data_get_progress (self->study),
                              sft_demo_state_get_demo (self->state)->number);
    }
  if (page == self->notes_page && self->note == NULL)
    make_note (self);
  /* Whatever is typed belongs to the demo that is open. */
  if (self->note != NULL)
    sft_notes_view_set_state (SFT_NOTES_VIEW (self->note), self->state);
}

/* The lines are wider than the page, and a label has no cursor that would be followed: arrows scroll. */
static gboolean
transcript_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SftResults *self)
{
  static const struct
  {
    guint key;
    GtkScrollType scroll;
    gboolean horizontal;
  } moves[] = {
    { GDK_KEY_Left, GTK_SCROLL_STEP_BACKWARD, TRUE },
    { GDK_KEY_Right, GTK_SCROLL_STEP_FORWARD, TRUE },
    { GDK_KEY_Up, GTK_SCROLL_STEP_BACKWARD, FALSE },
    { GDK_KEY_Down, GTK_SCROLL_STEP_FORWARD, FALSE },
  };
  gboolean done;
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        g_signal_emit_by_name (self->transcript_scroller, "scroll-child", moves[i].scroll, moves[i].horizontal, &done);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
sft_results_dispose (GObject *object)
{
  SftResults *self = SFT_RESULTS (object);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->study);
  g_clear_object (&self->state);
  g_clear_pointer (&self->switcher, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_results_parent_class)->dispose (object);
}

static void
sft_results_class_init (SftResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_results_dispose;
  g_type_ensure (SFT_TYPE_CHECKS);
  g_type_ensure (SFT_TYPE_DATA_VIEW);
  g_type_ensure (SFT_TYPE_LESSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-results.ui");
  gtk_widget_class_bind_template_child (widget_class, SftResults, switcher);
  gtk_widget_class_bind_template_child (widget_class, SftResults, stack);
  gtk_widget_class_bind_template_child (widget_class, SftResults, checks_page);
  gtk_widget_class_bind_template_child (widget_class, SftResults, lesson);
  gtk_widget_class_bind_template_child (widget_class, SftResults, checks);
  gtk_widget_class_bind_template_child (widget_class, SftResults, transcript_scroller);
  gtk_widget_class_bind_template_child (widget_class, SftResults, transcript);
  gtk_widget_class_bind_template_child (widget_class, SftResults, data);
  gtk_widget_class_bind_template_callback (widget_class, transcript_key);
}

/* Long names of pages are cut in their middle, where no count stands, before they push the list of demos aside; the
 * tooltip tells them whole, and the page's key. A title that changes gets another label. */
static void
let_names_shrink (SftResults *self)
{
  guint key = GDK_KEY_1;
  for (GtkWidget *tab = gtk_widget_get_first_child (self->switcher); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab), key++)
    {
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (tab));
      if (!GTK_IS_LABEL (label) || gtk_label_get_ellipsize (GTK_LABEL (label)) == PANGO_ELLIPSIZE_MIDDLE)
        continue;
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_width_chars (GTK_LABEL (label), SHORTEST_NAME);
      g_autofree char *keys = gtk_accelerator_get_label (key, GDK_ALT_MASK);
      g_autofree char *tooltip = g_strdup_printf ("%s (%s)", gtk_label_get_text (GTK_LABEL (label)), keys);
      sft_tooltip_set (tab, tooltip);
    }
}

static void
sft_results_init (SftResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Six pages of one width would be wider than a small window has room for. */
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (self->switcher)), FALSE);
  let_names_shrink (self);
  sft_accessible_hide_pages (GTK_STACK (self->stack));
}

void
sft_results_set_state (SftResults *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  g_set_object (&self->state, state);
  sft_lesson_view_set_state (SFT_LESSON_VIEW (self->lesson), state);
  show_study (self);
}

void
sft_results_set_study (SftResults *self, SftStudyData *study)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  g_return_if_fail (SFT_IS_STUDY_DATA (study));
  g_return_if_fail (self->study == NULL);
  self->study = g_object_ref (study);
  self->questions_page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->notes_page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->questions_page, "questions", _ ("Questions"));
  gtk_stack_add_titled (GTK_STACK (self->stack), self->notes_page, "notes", _ ("Notes"));
  let_names_shrink (self);
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (show_study), self);
}

SftQuizView *
sft_results_get_quiz (SftResults *self)
{
  g_return_val_if_fail (SFT_IS_RESULTS (self), NULL);
  return self->quiz != NULL ? SFT_QUIZ_VIEW (self->quiz) : NULL;
}

SftNotesView *
sft_results_get_note (SftResults *self)
{
  g_return_val_if_fail (SFT_IS_RESULTS (self), NULL);
  return self->note != NULL ? SFT_NOTES_VIEW (self->note) : NULL;
}

void
sft_results_open (SftResults *self, const char *page)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

void
sft_results_open_nth (SftResults *self, guint n)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (GTK_STACK (self->stack));
  if (n >= g_list_model_get_n_items (G_LIST_MODEL (pages)) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_selection_model_select_item (pages, n, TRUE);
  GtkWidget *tab = gtk_widget_get_first_child (self->switcher);
  while (n-- > 0)
    tab = gtk_widget_get_next_sibling (tab);
  gtk_widget_grab_focus (tab);
}

static void
show_count (SftResults *self, const GPtrArray *checks)
{
  guint holding = 0;
  for (guint i = 0; i < checks->len; i++)
    holding += ((const SftCheck *)checks->pdata[i])->holds;
  /* Translators: a page; how many of the checks hold, of how many. */
  g_autofree char *title = g_strdup_printf (_ ("Checks %u/%u"), holding, checks->len);
  if (g_strcmp0 (gtk_stack_page_get_title (self->checks_page), title) == 0)
    return;
  gtk_stack_page_set_title (self->checks_page, title);
  let_names_shrink (self);
}

void
sft_results_show (SftResults *self, const SftResult *result)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  sft_checks_show (SFT_CHECKS (self->checks), result);
  sft_lesson_view_show (SFT_LESSON_VIEW (self->lesson), result);
  if (result == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->transcript), "");
      return;
    }
  show_count (self, result->checks);
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < result->transcript->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", (const char *)result->transcript->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->transcript), lines->str);
}

void
sft_results_show_figure (SftResults *self, SftFigure *figure)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  sft_data_view_show (SFT_DATA_VIEW (self->data), figure);
}

void
sft_results_show_lesson (SftResults *self)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lesson");
  sft_lesson_view_focus (SFT_LESSON_VIEW (self->lesson));
}

const char *
sft_results_get_transcript (SftResults *self)
{
  g_return_val_if_fail (SFT_IS_RESULTS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->transcript));
}
