/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson-page.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-lesson.h"
#include "sft-text-widgets.h"

/* A demo's line; the widgets are owned by the page. */
typedef struct
{
  GtkWidget *button, *status;
} Row;

struct _SftLessonPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller, *title, *kind, *resume, *resume_label, *texts, *count, *demos, *quiz, *note, *search, *found,
      *data;

  SftStudyData *study;
  Row *rows; /* one for each demo */
};

enum
{
  OPEN_DEMO,
  PRACTICE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftLessonPage, sft_lesson_page, GTK_TYPE_WIDGET)

static void
add_section (GtkWidget *box, const char *heading, const char *text)
{
  GtkWidget *title = sft_paragraph_new (heading);

  gtk_widget_add_css_class (title, "page-heading");
  gtk_box_append (GTK_BOX (box), title);
  if (text != NULL)
    gtk_box_append (GTK_BOX (box), sft_paragraph_new (text));
}

/* --- how far the learner is --- */

/* A symbol and a word: never color alone. */
static const char *
status_text (SftProgressStatus status)
{
  switch (status)
    {
    case SFT_PROGRESS_NOT_OPENED:
      return _ ("○ not opened");
    case SFT_PROGRESS_OPENED:
      return _ ("◔ opened");
    case SFT_PROGRESS_TRIED:
      return _ ("◑ tried");
    case SFT_PROGRESS_UNDERSTOOD:
      return _ ("● understood");
    default:
      g_return_val_if_reached ("");
    }
}

/* Where to go on: the last demo while it is not understood, else the first that is not. */
static const SftDemo *
next_demo (SftLessonPage *self)
{
  SftProgress *progress = sft_study_data_get_progress (self->study);
  int last = sft_progress_get_last_demo (progress);
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  if (last != 0 && sft_progress_get_status (progress, last) != SFT_PROGRESS_UNDERSTOOD)
    return sft_demo_find (last);
  for (gsize i = 0; i < n; i++)
    if (sft_progress_get_status (progress, demos[i].number) != SFT_PROGRESS_UNDERSTOOD)
      return &demos[i];
  return sft_demo_find (last != 0 ? last : 1);
}

/* "◑ tried": a voice has no word for the mark. */
static void
show_status (const Row *row, const char *text)
{
  const char *word = strchr (text, ' ');

  gtk_label_set_text (GTK_LABEL (row->status), text);
  sft_accessible_describe (row->button, word != NULL ? word + 1 : text);
}

static void
show_progress (SftLessonPage *self)
{
  SftProgress *progress = sft_study_data_get_progress (self->study);
  const SftDemo *next = next_demo (self);
  guint opened = 0, understood = 0;
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    {
      SftProgressStatus status = sft_progress_get_status (progress, demos[i].number);

      opened += status != SFT_PROGRESS_NOT_OPENED;
      understood += status == SFT_PROGRESS_UNDERSTOOD;
      show_status (&self->rows[i], status_text (status));
    }
  g_autofree char *count = g_strdup_printf (_ ("%u of %u demos opened, %u understood. A demo is understood when all of "
                                               "its questions are answered right."),
                                            opened, (guint)n, understood);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  g_autofree char *title = sft_title_markup (sft_demo_display_title (next));
  g_autofree char *resume = g_strdup_printf (sft_progress_get_last_demo (progress) != 0 ? _ ("_Continue with %d, %s")
                                                                                        : _ ("_Begin with %d, %s"),
                                             next->number, title);
  gtk_label_set_markup_with_mnemonic (GTK_LABEL (self->resume_label), resume);
  g_autofree char *words = sft_title_words (gtk_label_get_text (GTK_LABEL (self->resume_label)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->resume_label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  /* Labels have no focus: who comes to this button hears how far the lesson is. */
  sft_accessible_describe (self->resume, count);
}

static void
resume_pressed (SftLessonPage *self)
{
  g_signal_emit (self, signals[OPEN_DEMO], 0, next_demo (self)->number);
}

static void
practice_pressed (SftLessonPage *self)
{
  g_signal_emit (self, signals[PRACTICE], 0);
}

static void
demo_pressed (GtkButton *button, SftLessonPage *self)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    if (self->rows[i].button == GTK_WIDGET (button))
      g_signal_emit (self, signals[OPEN_DEMO], 0, demos[i].number);
}

static void
add_demo (SftLessonPage *self, gsize i, const SftDemo *demo)
{
  g_autofree char *name = g_strdup_printf ("%d  %s", demo->number, sft_demo_display_title (demo));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new ();
  g_autofree char *markup = sft_title_markup (name);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *status = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (title), markup);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (status, "dim-label");
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), status);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  g_autofree char *words = sft_title_words (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (demo_pressed), self);
  gtk_box_append (GTK_BOX (self->demos), button);
  self->rows[i] = (Row){ button, status };
}

/* --- notes --- */

static void
found_pressed (GtkButton *button, SftLessonPage *self)
{
  int demo = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "demo"));

  if (demo == SFT_NOTE_LESSON)
    gtk_widget_grab_focus (self->note);
  else
    g_signal_emit (self, signals[OPEN_DEMO], 0, demo);
}

static void
add_found (SftLessonPage *self, const SftNoteFound *found)
{
  const SftDemo *demo = sft_demo_find (found->demo);
  g_autofree char *name = demo != NULL ? g_strdup_printf (_ ("Demo %d: %s"), demo->number, found->snippet)
                                       /* Translators: where a note was found, and its words. */
                                       : g_strdup_printf (_ ("Lesson: %s"), found->snippet);
  GtkWidget *button = gtk_button_new_with_label (name);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  g_object_set_data (G_OBJECT (button), "demo", GINT_TO_POINTER (found->demo));
  g_signal_connect (button, "clicked", G_CALLBACK (found_pressed), self);
  gtk_box_append (GTK_BOX (self->found), button);
}

static void
search_changed (SftLessonPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GPtrArray) found = sft_notes_search (sft_study_data_get_notes (self->study), text);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->found)) != NULL)
    gtk_box_remove (GTK_BOX (self->found), child);
  for (guint i = 0; i < found->len; i++)
    add_found (self, found->pdata[i]);
  if (found->len == 0 && *text != '\0')
    gtk_box_append (GTK_BOX (self->found), sft_paragraph_new (_ ("No note says this.")));
}

static void
show_problem (SftLessonPage *self)
{
  g_autofree char *problem = sft_study_data_get_problem (self->study);

  gtk_label_set_text (GTK_LABEL (self->data),
                      problem != NULL
                          ? problem
                          : _ ("Notes, answers and progress are kept on this computer, in files that you can read. "
                               "Nothing is sent anywhere, and there is no account."));
}

/* --- construction --- */

static void
fill (SftLessonPage *self)
{
  const SftIntroduction *introduction = sft_lesson_introduction ();
  g_autofree char *kind = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s · %s · %d minute", "%s · %s · %d minutes", (gulong)introduction->minutes),
      sft_translate (introduction->kind), sft_translate (introduction->level), introduction->minutes);
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  gtk_label_set_text (GTK_LABEL (self->title), sft_translate (introduction->title));
  gtk_label_set_text (GTK_LABEL (self->kind), kind);
  add_section (self->texts, _ ("Learning objective"), sft_translate (introduction->objective));
  add_section (self->texts, _ ("Why it matters"), sft_translate (introduction->why));
  add_section (self->texts, _ ("What a synthetic lab can show"), sft_translate (introduction->can));
  add_section (self->texts, _ ("What it cannot show"), sft_translate (introduction->cannot));
  add_section (self->texts, _ ("How to use it"), sft_translate (introduction->how));
  add_section (self->texts, _ ("The 25 demos"), NULL);
  self->rows = g_new0 (Row, n);
  for (gsize i = 0; i < n; i++)
    {
      if (i == 0 || !g_str_equal (demos[i].section, demos[i - 1].section))
        {
          GtkWidget *section = sft_paragraph_new (sft_translate (demos[i].section));

          gtk_widget_add_css_class (section, "section");
          gtk_box_append (GTK_BOX (self->demos), section);
        }
      add_demo (self, i, &demos[i]);
    }
}

static void
sft_lesson_page_dispose (GObject *object)
{
  SftLessonPage *self = SFT_LESSON_PAGE (object);

  g_clear_object (&self->study);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_free);
  G_OBJECT_CLASS (sft_lesson_page_parent_class)->dispose (object);
}

static void
sft_lesson_page_class_init (SftLessonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sft_lesson_page_dispose;
  signals[OPEN_DEMO] =
      g_signal_new ("open-demo", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[PRACTICE] = g_signal_new ("practice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SFT_TYPE_QUIZ_VIEW);
  g_type_ensure (SFT_TYPE_NOTES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, title);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, kind);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, resume);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, resume_label);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, texts);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, count);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, demos);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, quiz);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, note);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, search);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, found);
  gtk_widget_class_bind_template_child (widget_class, SftLessonPage, data);
  gtk_widget_class_bind_template_callback (widget_class, resume_pressed);
  gtk_widget_class_bind_template_callback (widget_class, practice_pressed);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
}

static void
sft_lesson_page_init (SftLessonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sft_lesson_page_new (SftStudyData *study)
{
  g_return_val_if_fail (SFT_IS_STUDY_DATA (study), NULL);
  SftLessonPage *self = g_object_new (SFT_TYPE_LESSON_PAGE, NULL);
  SftProgress *progress = sft_study_data_get_progress (study);

  self->study = g_object_ref (study);
  fill (self);
  sft_quiz_view_set_demo (SFT_QUIZ_VIEW (self->quiz), progress, 0);
  sft_notes_view_set_notes (SFT_NOTES_VIEW (self->note), sft_study_data_get_notes (study));
  g_signal_connect_object (progress, "changed", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "problem", G_CALLBACK (show_problem), self, G_CONNECT_SWAPPED);
  show_progress (self);
  show_problem (self);
  return GTK_WIDGET (self);
}

void
sft_lesson_page_focus (SftLessonPage *self)
{
  g_return_if_fail (SFT_IS_LESSON_PAGE (self));
  gtk_widget_grab_focus (self->resume);
  /* The button is near the top of the page, but what is above it belongs to the sight too. */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

SftQuizView *
sft_lesson_page_get_quiz (SftLessonPage *self)
{
  g_return_val_if_fail (SFT_IS_LESSON_PAGE (self), NULL);
  return SFT_QUIZ_VIEW (self->quiz);
}

SftNotesView *
sft_lesson_page_get_note (SftLessonPage *self)
{
  g_return_val_if_fail (SFT_IS_LESSON_PAGE (self), NULL);
  return SFT_NOTES_VIEW (self->note);
}

GtkButton *
sft_lesson_page_get_continue (SftLessonPage *self)
{
  g_return_val_if_fail (SFT_IS_LESSON_PAGE (self), NULL);
  return GTK_BUTTON (self->resume);
}

GtkButton *
sft_lesson_page_get_demo (SftLessonPage *self, int number)
{
  g_return_val_if_fail (SFT_IS_LESSON_PAGE (self), NULL);
  g_return_val_if_fail (sft_demo_find (number) != NULL, NULL);
  return GTK_BUTTON (self->rows[number - 1].button);
}

const char *
sft_lesson_page_get_status (SftLessonPage *self, int number)
{
  g_return_val_if_fail (SFT_IS_LESSON_PAGE (self), NULL);
  g_return_val_if_fail (sft_demo_find (number) != NULL, NULL);
  return gtk_label_get_text (GTK_LABEL (self->rows[number - 1].status));
}
