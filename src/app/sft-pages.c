/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-pages.h"

#include "sft-accessible.h"
#include "sft-app-private.h"

struct _SftPages
{
  GtkWidget parent_instance;

  GtkWidget *stack, *demo, *lesson, *practice;
  SftStudyData *study; /* NULL: none */
  SftStyle style;
  SftPage page;
};

enum
{
  PROP_DEMO = 1,
  PROP_PAGE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  OPEN_DEMO,
  OPEN_STATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftPages, sft_pages, GTK_TYPE_WIDGET)

/* A page without a title of its own would be told by its type. */
static void
add_page (SftPages *self, GtkWidget *child, const char *name)
{
  GtkStackPage *page = gtk_stack_add_child (GTK_STACK (self->stack), child);

  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
open_demo (SftLessonPage *page, int number, SftPages *self)
{
  g_signal_emit (self, signals[OPEN_DEMO], 0, number);
}

static void
open_state (SftPracticePage *page, gpointer state, SftPages *self)
{
  g_signal_emit (self, signals[OPEN_STATE], 0, state);
}

static void
open_practice (SftPages *self)
{
  sft_pages_show (self, SFT_PAGE_PRACTICE);
}

/* --- practice --- */

static void
collect (const char *key, const SftFsrsCard *card, gpointer data)
{
  g_hash_table_insert (data, g_strdup (key), g_memdup2 (card, sizeof *card));
}

static GHashTable *
get_cards (SftPages *self)
{
  GHashTable *cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  sft_progress_foreach_card (sft_study_data_get_progress (self->study), collect, cards);
  return cards;
}

/* What was done today, new or not, leaves room for so much less that is new. */
static SftPractice *
new_session (SftPages *self, GHashTable *cards)
{
  g_autofree char *today = sft_progress_day (now ());
  SftPracticeLimits limits = SFT_PRACTICE_LIMITS;

  limits.new_today = sft_progress_get_exercises (sft_study_data_get_progress (self->study), today);
  return sft_practice_new (cards, now (), g_random_int (), &limits);
}

static void
begin (SftPages *self)
{
  g_autoptr (GHashTable) cards = get_cards (self);

  sft_practice_page_start (SFT_PRACTICE_PAGE (self->practice), new_session (self, cards));
}

static void
rated (SftPracticePage *page, const char *key, gpointer card, SftPages *self)
{
  SftProgress *progress = sft_study_data_get_progress (self->study);

  sft_progress_set_card (progress, key, card);
  sft_progress_log_exercise (progress, now ());
}

static void
question_answered (SftPracticePage *page, int demo, const char *id, guint choice, SftPages *self)
{
  sft_progress_answer (sft_study_data_get_progress (self->study), demo, id, choice, now ());
}

static void
show_waiting (SftPages *self)
{
  g_autoptr (GHashTable) cards = get_cards (self);
  g_autoptr (SftPractice) session = new_session (self, cards);
  guint due = 0;
  GHashTableIter iter;
  gpointer key, card;

  g_hash_table_iter_init (&iter, cards);
  while (g_hash_table_iter_next (&iter, &key, &card))
    {
      SftPracticeItem item;

      due += ((const SftFsrsCard *)card)->due <= now () && sft_practice_parse_key (key, &item);
    }
  guint all = sft_practice_progress (session).left;
  sft_practice_page_set_waiting (SFT_PRACTICE_PAGE (self->practice), MIN (due, all), all - MIN (due, all));
}

/* --- pages --- */

static void
make_lesson (SftPages *self)
{
  self->lesson = sft_lesson_page_new (self->study);
  g_signal_connect (self->lesson, "open-demo", G_CALLBACK (open_demo), self);
  g_signal_connect_swapped (self->lesson, "practice", G_CALLBACK (open_practice), self);
  add_page (self, self->lesson, _ ("Lesson"));
}

static void
make_practice (SftPages *self)
{
  self->practice = sft_practice_page_new ();
  sft_practice_page_set_style (SFT_PRACTICE_PAGE (self->practice), &self->style);
  g_signal_connect_swapped (self->practice, "begin", G_CALLBACK (begin), self);
  g_signal_connect (self->practice, "rated", G_CALLBACK (rated), self);
  g_signal_connect (self->practice, "question-answered", G_CALLBACK (question_answered), self);
  g_signal_connect (self->practice, "show-state", G_CALLBACK (open_state), self);
  add_page (self, self->practice, _ ("Practice"));
}

static void
sft_pages_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SftPages *self = SFT_PAGES (object);

  if (id == PROP_DEMO)
    g_value_set_object (value, self->demo);
  else
    g_value_set_int (value, (int)self->page);
}

static void
sft_pages_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SftPages *self = SFT_PAGES (object);

  if (id == PROP_PAGE)
    {
      sft_pages_show (self, (SftPage)g_value_get_int (value));
      return;
    }
  self->demo = g_value_get_object (value);
  if (self->demo != NULL)
    add_page (self, self->demo, _ ("Demo"));
}

static void
sft_pages_dispose (GObject *object)
{
  SftPages *self = SFT_PAGES (object);

  g_clear_object (&self->study);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_pages_parent_class)->dispose (object);
}

static void
sft_pages_class_init (SftPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = sft_pages_get_property;
  object_class->set_property = sft_pages_set_property;
  object_class->dispose = sft_pages_dispose;
  properties[PROP_DEMO] = g_param_spec_object ("demo", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_int ("page", NULL, NULL, SFT_PAGE_DEMO, SFT_PAGE_PRACTICE, SFT_PAGE_DEMO,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_DEMO] =
      g_signal_new ("open-demo", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[OPEN_STATE] =
      g_signal_new ("open-state", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sft_pages_init (SftPages *self)
{
  self->style = SFT_STYLE_INIT;
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  sft_accessible_hide_pages (GTK_STACK (self->stack));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

const char *
sft_page_name (SftPage page)
{
  static const char *const names[] = { "demo", "lesson", "practice" };

  return names[page];
}

void
sft_pages_set_study (SftPages *self, SftStudyData *study)
{
  g_return_if_fail (SFT_IS_PAGES (self));
  g_return_if_fail (SFT_IS_STUDY_DATA (study));
  g_return_if_fail (self->study == NULL);
  self->study = g_object_ref (study);
}

void
sft_pages_set_style (SftPages *self, const SftStyle *style)
{
  g_return_if_fail (SFT_IS_PAGES (self));
  self->style = *style;
  if (self->practice != NULL)
    sft_practice_page_set_style (SFT_PRACTICE_PAGE (self->practice), style);
}

void
sft_pages_show (SftPages *self, SftPage page)
{
  g_return_if_fail (SFT_IS_PAGES (self));
  if (self->study == NULL)
    page = SFT_PAGE_DEMO;
  if (page == SFT_PAGE_LESSON && self->lesson == NULL)
    make_lesson (self);
  if (page == SFT_PAGE_PRACTICE && self->practice == NULL)
    make_practice (self);
  if (page == SFT_PAGE_PRACTICE)
    show_waiting (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), page == SFT_PAGE_LESSON     ? self->lesson
                                                        : page == SFT_PAGE_PRACTICE ? self->practice
                                                                                    : self->demo);
  if (page == self->page)
    return;
  self->page = page;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

SftPage
sft_pages_get_page (SftPages *self)
{
  g_return_val_if_fail (SFT_IS_PAGES (self), SFT_PAGE_DEMO);
  return self->page;
}

SftLessonPage *
sft_pages_get_lesson (SftPages *self)
{
  g_return_val_if_fail (SFT_IS_PAGES (self), NULL);
  return self->lesson != NULL ? SFT_LESSON_PAGE (self->lesson) : NULL;
}

SftPracticePage *
sft_pages_get_practice (SftPages *self)
{
  g_return_val_if_fail (SFT_IS_PAGES (self), NULL);
  return self->practice != NULL ? SFT_PRACTICE_PAGE (self->practice) : NULL;
}
