/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On no page, and in no dialog, do two things that are seen share a letter: in English and in each translation. */
#include "config.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "../params/decimal-comma.h"
#include "scratch-folder.h"
#include "window-fixture.h"

typedef struct
{
  WindowFixture window;
  SftStudyData *study;
  char *folder;
} Fixture;

typedef struct
{
  const char *place;
  GHashTable *texts; /* of letters, in lower case */
  guint n, collisions;
} Letters;

static void
collect (GtkWidget *widget, Letters *letters)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget))
    return; /* a menu is a world of its own */
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;
  if (key != GDK_KEY_VoidSymbol)
    {
      gpointer letter = GUINT_TO_POINTER (gdk_keyval_to_lower (key));
      const char *before = g_hash_table_lookup (letters->texts, letter);
      const char *text = gtk_label_get_text (GTK_LABEL (widget));
      if (before != NULL)
        g_test_message ("%s: Alt+%c leads to \"%s\" and to \"%s\"", letters->place, (int)gdk_keyval_to_lower (key),
                        before, text);
      letters->collisions += before != NULL;
      letters->n++;
      g_hash_table_replace (letters->texts, letter, g_strdup (text));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, letters);
}

/* How many letters there are; how many lead to two places is added to `collisions`. */
static guint
look_at (GtkWidget *widget, const char *place, guint *collisions)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Letters letters = { place, texts, 0, 0 };
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  collect (widget, &letters);
  *collisions += letters.collisions;
  return letters.n;
}

/* Every view, with the page of its data. */
static void
look_at_demos (Fixture *fixture, guint *collisions)
{
  SftWindow *window = fixture->window.window;
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < 2 * n; i++)
    {
      if (sft_demo_lab (&demos[i / 2], i % 2) == NULL)
        continue;
      g_autofree char *place = g_strdup_printf ("demo %d%s", demos[i / 2].number, i % 2 ? "/concept" : "");
      sft_window_open (window, &demos[i / 2], i % 2);
      sft_results_open (sft_window_get_results (window), "data");
      wait_for_worker (window);
      /* Those that are always there, and one parameter at least. */
      g_assert_cmpuint (look_at (GTK_WIDGET (window), place, collisions), >, 7);
    }
}

/* Every question answered, so that each has its button. */
static void
look_at_questions (Fixture *fixture, guint *collisions)
{
  SftResults *results = sft_window_get_results (fixture->window.window);
  sft_results_open (results, "questions");
  SftQuizView *quiz = sft_results_get_quiz (results);
  for (guint i = 0; i < sft_quiz_view_get_n_cards (quiz); i++)
    {
      SftQuestionCard *card = sft_quiz_view_get_card (quiz, i);
      gtk_check_button_set_active (sft_question_card_get_button (card, sft_question_card_get_question (card)->answer),
                                   TRUE);
    }
  g_assert_cmpuint (look_at (GTK_WIDGET (fixture->window.window), "questions", collisions), >, 6);
}

/* A whole session: exercises and questions, before the answer and after it. */
static void
look_at_practice (Fixture *fixture, guint *collisions)
{
  GtkWidget *window = GTK_WIDGET (fixture->window.window);
  SftPages *pages = sft_window_get_pages (fixture->window.window);
  sft_pages_show (pages, SFT_PAGE_LESSON);
  g_assert_cmpuint (look_at (window, "lesson", collisions), >=, 8);
  sft_pages_show (pages, SFT_PAGE_PRACTICE);
  SftPracticePage *page = sft_pages_get_practice (pages);
  g_assert_cmpuint (look_at (window, "practice, before", collisions), >=, 4);
  g_signal_emit_by_name (page, "begin");
  while (sft_practice_page_in_session (page))
    {
      SftExerciseView *view = sft_practice_page_get_exercise (page);
      SftQuestionCard *card = sft_practice_page_get_question (page);
      g_assert_cmpuint (look_at (window, "practice, to answer", collisions), >=, view != NULL ? 4 : 3);
      if (view != NULL)
        {
          g_autofree char *right = sft_exercise_answer (sft_exercise_view_get_exercise (view));
          g_assert_true (sft_exercise_view_answer (view, right));
        }
      else
        gtk_check_button_set_active (sft_question_card_get_button (card, sft_question_card_get_question (card)->answer),
                                     TRUE);
      g_assert_cmpuint (look_at (window, "practice, answered", collisions), >=, 4);
      sft_practice_page_next (page);
    }
}

/* As many rows as there can be: an SVG, with a pinned result behind it. */
static void
look_at_export (Fixture *fixture, guint *collisions)
{
  SftWindow *window = fixture->window.window;
  sft_window_open (window, sft_demo_find (1), FALSE);
  wait_for_worker (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.pin", NULL));
  g_assert_true (sft_demo_state_set (sft_window_get_state (window), "targets", 0, 0, 2));
  wait_for_worker (window);
  wait_for_frame (window);
  SftExportDialog *dialog = sft_window_export (window);
  /* Cancel, save, and a letter for each of the rows. */
  g_assert_cmpuint (look_at (GTK_WIDGET (dialog), "export", collisions), ==, 15);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
look_at_menu (Fixture *fixture, guint *collisions)
{
  GtkWidget *bar = gtk_window_get_titlebar (GTK_WINDOW (fixture->window.window));
  GtkWidget *button = find_descendant (bar, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  GtkWidget *menu = gtk_widget_get_first_child (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
  g_assert_cmpuint (look_at (menu, "menu", collisions), ==, 15);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
test_letters (Fixture *fixture, gconstpointer language)
{
  guint collisions = 0;
  look_at_demos (fixture, &collisions);
  look_at_questions (fixture, &collisions);
  look_at_export (fixture, &collisions);
  look_at_menu (fixture, &collisions);
  look_at_practice (fixture, &collisions);
  g_assert_cmpuint (collisions, ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* gettext forgets the language before only when the locale changes. */
  g_assert_nonnull (setlocale (LC_ALL, "C"));
  g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
  g_autofree char *header = g_strdup_printf ("Language: %s\n", (const char *)language);
  g_assert_cmpint (strstr (g_dgettext (GETTEXT_PACKAGE, ""), header) != NULL, ==, !g_str_equal (language, "en"));
  fixture->folder = scratch_folder_new ();
  fixture->study = sft_study_data_new (fixture->folder, SFT_STUDY_WRITE);
  fixture->window.settings = sft_settings_new ();
  fixture->window.scheme = sft_color_scheme_new (gtk_settings_get_default ());
  fixture->window.window = SFT_WINDOW (sft_window_new (NULL, fixture->window.settings, fixture->window.scheme));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window.window), 1200, 800);
  sft_window_set_study (fixture->window.window, fixture->study);
  sft_window_open (fixture->window.window, sft_demo_find (1), FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window.window));
  wait_for_frame (fixture->window.window);
}

static void
tear_down (Fixture *fixture, gconstpointer language)
{
  window_fixture_tear_down (&fixture->window, NULL);
  g_assert_finalize_object (G_OBJECT (fixture->study));
  scratch_folder_free (fixture->folder);
}

static void
add_tests (void)
{
  static const char *const languages[] = { "en", "de", "es", "fr", "zh_CN" };
  char *arguments[] = { (char *)"test-mnemonics", (char *)"--decimal-comma", NULL }, **argv = arguments;
  int argc = 2;
  test_locale_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SFT_LAB_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mnemonics/%s", languages[i]);
      g_test_add (path, Fixture, languages[i], set_up, test_letters, tear_down);
    }
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
