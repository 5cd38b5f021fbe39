/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson around the demos, in a window: where one begins, questions, notes, a session of practice, and all of it
 * again after a restart. */
#include <string.h>

#include "scratch-folder.h"
#include "window-fixture.h"

typedef struct
{
  SftSettings *settings;
  SftColorScheme *scheme;
  SftStudyData *study;
  SftWindow *window;
  char *folder;
} Fixture;

static void
start (Fixture *fixture)
{
  fixture->study = sft_study_data_new (fixture->folder, SFT_STUDY_WRITE);
  g_assert_false (sft_study_data_is_read_only (fixture->study));
  fixture->window = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  sft_window_set_study (fixture->window, fixture->study);
  sft_window_resume (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->window);
}

static void
stop (Fixture *fixture)
{
  wait_for_worker (fixture->window);
  g_object_ref (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (G_OBJECT (fixture->window));
  g_assert_finalize_object (G_OBJECT (fixture->study));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->settings = sft_settings_new ();
  sft_settings_set_string (fixture->settings, "last-demo", "1");
  sft_settings_set_string (fixture->settings, "last-page", "lesson");
  fixture->scheme = sft_color_scheme_new (gtk_settings_get_default ());
  fixture->folder = scratch_folder_new ();
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  stop (fixture);
  g_object_unref (fixture->scheme);
  g_object_unref (fixture->settings);
  scratch_folder_free (fixture->folder);
}

static SftPages *
pages_of (Fixture *fixture)
{
  return sft_window_get_pages (fixture->window);
}

static SftProgress *
progress_of (Fixture *fixture)
{
  return sft_study_data_get_progress (fixture->study);
}

static void
press (GtkButton *button)
{
  g_signal_emit_by_name (button, "clicked");
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static GtkWidget *
find_action (GtkWidget *root, const char *action)
{
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Is there a button for this action in the header, and can it be pressed? */
static gboolean
can (Fixture *fixture, const char *action)
{
  GtkWidget *button = find_action (gtk_window_get_titlebar (GTK_WINDOW (fixture->window)), action);

  g_assert_nonnull (button);
  return gtk_widget_get_sensitive (button);
}

static void
test_lesson_page (Fixture *fixture, gconstpointer unused)
{
  SftLessonPage *page = sft_pages_get_lesson (pages_of (fixture));

  g_assert_cmpint (sft_pages_get_page (pages_of (fixture)), ==, SFT_PAGE_LESSON);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Instruction Tuning and SFT"));
  g_assert_false (can (fixture, "win.export"));
  for (int demo = 1; demo <= 25; demo++)
    g_assert_cmpstr (sft_lesson_page_get_status (page, demo), ==, "○ not opened");

  press (sft_lesson_page_get_continue (page));
  wait_for_frame (fixture->window);
  g_assert_cmpint (sft_pages_get_page (pages_of (fixture)), ==, SFT_PAGE_DEMO);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 1);
  g_assert_true (can (fixture, "win.export"));
  g_assert_cmpstr (sft_lesson_page_get_status (page, 1), ==, "◔ opened");

  sft_demo_state_set (sft_window_get_state (fixture->window), "response_mask", 0, 0, 1);
  wait_for_frame (fixture->window);
  g_assert_cmpstr (sft_lesson_page_get_status (page, 1), ==, "◑ tried");
  act (fixture, "win.lesson");
  press (sft_lesson_page_get_demo (page, 17));
  wait_for_frame (fixture->window);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 17);
  assert_readouts_are_right (fixture->window);
}

static void
choose (SftQuestionCard *card, guint choice)
{
  gtk_check_button_set_active (sft_question_card_get_button (card, choice), TRUE);
}

/* Does a widget lie in the window, and in what it is scrolled in? */
static gboolean
in_sight (Fixture *fixture, GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *around = scroller != NULL ? scroller : GTK_WIDGET (fixture->window);
  graphene_rect_t bounds;

  for (int i = 0; i < 3; i++)
    wait_for_frame (fixture->window);
  g_assert_true (gtk_widget_compute_bounds (widget, around, &bounds));
  return bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (around);
}

/* The four of the lesson: one missed, which practice asks again, then all right. */
static void
test_skill_check (Fixture *fixture, gconstpointer unused)
{
  SftQuizView *quiz = sft_lesson_page_get_quiz (sft_pages_get_lesson (pages_of (fixture)));

  g_assert_cmpuint (sft_quiz_view_get_n_cards (quiz), ==, 4);
  g_assert_cmpstr (sft_quiz_view_get_score (quiz), ==, "0 of 4 answered, 0 right: not started");
  choose (sft_quiz_view_get_card (quiz, 0), 3);
  g_assert_cmpstr (sft_quiz_view_get_score (quiz), ==, "1 of 4 answered, 0 right: under way");
  /* It was far down the page. */
  g_assert_true (in_sight (fixture, GTK_WIDGET (sft_question_card_get_button (sft_quiz_view_get_card (quiz, 0), 3))));
  g_assert_nonnull (sft_progress_get_card (progress_of (fixture), "question:0:module"));
  for (guint i = 0; i < 4; i++)
    choose (sft_quiz_view_get_card (quiz, i), sft_skill_check ()[i].answer);
  g_assert_cmpstr (sft_quiz_view_get_score (quiz), ==, "4 of 4 answered, 4 right: understood");
  g_assert_null (sft_progress_get_card (progress_of (fixture), "question:0:term"));

  stop (fixture);
  start (fixture);
  quiz = sft_lesson_page_get_quiz (sft_pages_get_lesson (pages_of (fixture)));
  g_assert_cmpstr (sft_quiz_view_get_score (quiz), ==, "4 of 4 answered, 4 right: understood");
  g_assert_cmpint (sft_question_card_get_choice (sft_quiz_view_get_card (quiz, 1)), ==, 1);
}

/* Every question's link, in the window: the lab is in the state that shows the answer. */
static void
test_questions (Fixture *fixture, gconstpointer unused)
{
  SftResults *results = sft_window_get_results (fixture->window);

  for (int demo = 1; demo <= 25; demo++)
    {
      sft_window_open (fixture->window, sft_demo_find (demo), FALSE);
      sft_results_open (results, "questions");
      SftQuizView *quiz = sft_results_get_quiz (results);

      for (guint i = 0; i < sft_quiz_view_get_n_cards (quiz); i++)
        {
          SftQuestionCard *card = sft_quiz_view_get_card (quiz, i);
          const SftQuestion *question = sft_question_card_get_question (card);

          choose (card, question->answer);
          g_signal_emit_by_name (card, "show-state");
          SftDemoState *state = sft_window_get_state (fixture->window);
          sft_demo_state_update (state);
          wait_for_worker (fixture->window);
          g_assert_cmpint (sft_demo_state_get_demo (state)->number, ==, demo);
          g_assert_true (sft_demo_state_get_concept (state) == question->concept);
          g_assert_true (sft_claim_holds (&question->claim, sft_demo_state_get_result (state)));
        }
      g_assert_cmpint (sft_progress_get_status (progress_of (fixture), demo), ==, SFT_PROGRESS_UNDERSTOOD);
    }
}

/* In place of all that is there, as a paste does. */
static void
type (SftNotesView *view, const char *text)
{
  GtkTextBuffer *buffer = sft_notes_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
test_notes (Fixture *fixture, gconstpointer unused)
{
  SftResults *results = sft_window_get_results (fixture->window);
  SftNotes *notes = sft_study_data_get_notes (fixture->study);
  SftNotesView *lesson = sft_lesson_page_get_note (sft_pages_get_lesson (pages_of (fixture)));

  type (lesson, "Predict first.");
  g_assert_cmpstr (sft_notes_get (notes, SFT_NOTE_LESSON), ==, "Predict first.");
  g_assert_cmpstr (sft_notes_view_get_count (lesson), ==, "14 of 8000 characters");

  sft_window_open (fixture->window, sft_demo_find (9), TRUE);
  sft_results_open (results, "notes");
  SftNotesView *note = sft_results_get_note (results);
  type (note, "नमस्ते 👩‍🔬");
  g_assert_cmpstr (sft_notes_view_get_reason (note), ==, "");
  g_assert_cmpstr (sft_notes_get (notes, 9), ==, "नमस्ते 👩‍🔬");
  g_assert_true (sft_notes_get_state (notes, 9)->concept);

  /* Too long: said, not kept, and not lost while another demo is looked at. */
  g_autofree char *long_text = g_strnfill (SFT_NOTE_MAX + 1, 'x');
  type (note, long_text);
  g_assert_cmpstr (sft_notes_get (notes, 9), ==, "नमस्ते 👩‍🔬");
  g_assert_nonnull (strstr (sft_notes_view_get_reason (note), "8000"));
  sft_window_open (fixture->window, sft_demo_find (10), FALSE);
  g_assert_cmpint (gtk_text_buffer_get_char_count (sft_notes_view_get_buffer (note)), ==, 0);
  g_assert_cmpstr (sft_notes_view_get_reason (note), ==, "");
  sft_window_open (fixture->window, sft_demo_find (9), TRUE);
  g_assert_cmpint (gtk_text_buffer_get_char_count (sft_notes_view_get_buffer (note)), ==, SFT_NOTE_MAX + 1);
  type (note, "short");
  g_assert_cmpstr (sft_notes_view_get_reason (note), ==, "");

  stop (fixture);
  start (fixture);
  g_assert_cmpstr (sft_notes_get (sft_study_data_get_notes (fixture->study), 9), ==, "short");
  g_assert_cmpstr (sft_notes_get (sft_study_data_get_notes (fixture->study), SFT_NOTE_LESSON), ==, "Predict first.");
}

static GtkWidget *
find_text (GtkWidget *root, GtkTextBuffer *buffer)
{
  if (GTK_IS_TEXT_VIEW (root) && gtk_text_view_get_buffer (GTK_TEXT_VIEW (root)) == buffer)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, buffer);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Who undoes while writing a note means the note, not the lab that the note is about. */
static void
test_undo_in_notes (Fixture *fixture, gconstpointer unused)
{
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_assert_true (sft_demo_state_set (state, "steps", 0, 0, 50));
  sft_results_open (sft_window_get_results (fixture->window), "notes");
  wait_for_frame (fixture->window);
  GtkTextBuffer *note = sft_notes_view_get_buffer (sft_results_get_note (sft_window_get_results (fixture->window)));
  GtkWidget *text = find_text (GTK_WIDGET (fixture->window), note);
  g_assert_true (gtk_widget_grab_focus (text));
  gtk_text_buffer_begin_user_action (note);
  gtk_text_buffer_insert_at_cursor (note, "hasty", -1);
  gtk_text_buffer_end_user_action (note);

  act (fixture, "win.undo");
  g_assert_cmpint (gtk_text_buffer_get_char_count (note), ==, 0);
  g_assert_cmpfloat (sft_demo_state_peek (state, "steps", 0, 0), ==, 50);
  act (fixture, "win.undo");
  g_assert_cmpfloat (sft_demo_state_peek (state, "steps", 0, 0), ==, 50);
  gtk_widget_grab_focus (GTK_WIDGET (sft_window_get_figure_view (fixture->window)));
  act (fixture, "win.undo");
  g_assert_cmpfloat (sft_demo_state_peek (state, "steps", 0, 0), ==, 40);
  gtk_widget_grab_focus (text);
  act (fixture, "win.redo");
  g_assert_cmpint (gtk_text_buffer_get_char_count (note), ==, 5);
  g_assert_cmpfloat (sft_demo_state_peek (state, "steps", 0, 0), ==, 40);
}

/* A first session to its end: every third item is answered wrongly, and comes back. */
static void
test_practice (Fixture *fixture, gconstpointer unused)
{
  SftPages *pages = pages_of (fixture);
  guint n = 0, wrong = 0;

  act (fixture, "win.practice");
  SftPracticePage *page = sft_pages_get_practice (pages);
  g_assert_false (sft_practice_page_in_session (page));
  g_signal_emit_by_name (page, "begin");
  while (sft_practice_page_in_session (page))
    {
      SftExerciseView *view = sft_practice_page_get_exercise (page);
      const SftExercise *exercise = sft_exercise_view_get_exercise (view);
      g_autofree char *right = sft_exercise_answer (exercise);
      gboolean miss = n % 3 == 2 && exercise->wrong->len > 0;
      const SftWrongStep *step = miss ? exercise->wrong->pdata[0] : NULL;
      g_autofree char *answer = miss ? sft_exercise_format (exercise, &step->answer) : g_strdup (right);

      g_assert_false (sft_exercise_view_answer (view, "no answer"));
      g_assert_cmpstr (sft_exercise_view_get_verdict (view), ==, "");
      sft_practice_page_next (page); /* not before there is an answer */
      g_assert_true (view == sft_practice_page_get_exercise (page));
      g_assert_true (sft_exercise_view_answer (view, answer));
      g_assert_true (g_str_has_prefix (sft_exercise_view_get_verdict (view), miss ? "✗" : "✓"));
      if (miss && exercise->kind == SFT_ANSWER_MASK)
        g_assert_nonnull (strstr (sft_exercise_view_get_verdict (view), "“"));
      else if (miss)
        g_assert_nonnull (strstr (sft_exercise_view_get_verdict (view), right));
      wrong += miss;
      n++;
      g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
      g_assert_true (in_sight (fixture, gtk_root_get_focus (GTK_ROOT (fixture->window))));
      g_assert_cmpuint (n, <, 100);
      sft_practice_page_next (page);
    }
  g_test_message ("%u answers, %u wrong", n, wrong);
  g_assert_cmpuint (n, ==, 10 + wrong);
  /* At the end there is somewhere to go. */
  wait_for_frame (fixture->window);
  g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_true (gtk_widget_get_mapped (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_autofree char *today = sft_progress_day (g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpuint (sft_progress_get_exercises (progress_of (fixture), today), ==, n);

  stop (fixture);
  start (fixture);
  g_assert_cmpint (sft_pages_get_page (pages_of (fixture)), ==, SFT_PAGE_PRACTICE);
  g_assert_cmpuint (sft_progress_get_exercises (progress_of (fixture), today), ==, n);
}

/* Each kind of exercise as it is shown: what is no answer is refused, a mistake judged wrong, and the right answer
 * right. */
static void
test_every_exercise (Fixture *fixture, gconstpointer unused)
{
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);
  SftStyle style = SFT_STYLE_INIT;

  for (gsize i = 0; i < 2 * n; i++)
    {
      SftExercise *exercise = sft_exercise_new (generators[i / 2], (guint32)g_test_rand_int ());
      const SftWrongStep *wrong = exercise->wrong->pdata[0];
      gboolean right = i % 2 == 0;
      g_autofree char *answer = sft_exercise_format (exercise, right ? &exercise->right : &wrong->answer);
      GtkWidget *view = g_object_ref_sink (sft_exercise_view_new (exercise, &style));
      GtkWidget *entry = find_descendant (view, GTK_TYPE_ENTRY);

      g_test_message ("%s, seed %u", exercise->generator->id, exercise->seed);
      g_assert_true ((entry == NULL) == (exercise->kind == SFT_ANSWER_MASK));
      g_assert_true ((sft_exercise_view_get_marks (SFT_EXERCISE_VIEW (view)) == NULL) == (entry != NULL));
      g_assert_false (sft_exercise_view_answer (SFT_EXERCISE_VIEW (view), "no answer"));
      g_assert_true (sft_exercise_view_answer (SFT_EXERCISE_VIEW (view), answer));
      g_assert_true (g_str_has_prefix (sft_exercise_view_get_verdict (SFT_EXERCISE_VIEW (view)), right ? "✓" : "✗"));
      g_assert_finalize_object (G_OBJECT (view));
    }
}

/* A key as it arrives at a widget with one controller of keys. */
static void
send_key (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
      g_assert_true (handled);
    }
}

/* The tokens that carry loss, marked by keys from the first to the last; what is judged cannot be marked anew. */
static void
test_marking (Fixture *fixture, gconstpointer unused)
{
  gsize n, i = 0;
  const SftGenerator *const *generators = sft_generators (&n);
  SftStyle style = SFT_STYLE_INIT;
  SftExercise *exercise = sft_exercise_new (generators[0], (guint32)g_test_rand_int ());

  while (exercise->kind != SFT_ANSWER_MASK)
    {
      sft_exercise_free (exercise);
      g_assert_cmpuint (++i, <, n);
      exercise = sft_exercise_new (generators[i], (guint32)g_test_rand_int ());
    }
  g_test_message ("%s, seed %u", exercise->generator->id, exercise->seed);
  GtkWidget *view = sft_exercise_view_new (exercise, &style), *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  GtkWidget *marks = GTK_WIDGET (sft_exercise_view_get_marks (SFT_EXERCISE_VIEW (view)));
  sft_exercise_view_focus_answer (SFT_EXERCISE_VIEW (view));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == marks);

  /* The first token is shown without a key. */
  while (sft_figure_view_get_hit (SFT_FIGURE_VIEW (marks))->kind == SFT_HIT_NONE)
    gtk_test_widget_wait_for_draw (window);
  g_assert_cmpint (sft_figure_view_get_hit (SFT_FIGURE_VIEW (marks))->row, ==, 0);
  for (gsize token = 0; token < exercise->right.n; token++)
    {
      if (exercise->right.mask[token] != 0)
        send_key (marks, GDK_KEY_space);
      gtk_test_widget_wait_for_draw (window);
      send_key (marks, token % 2 == 0 ? GDK_KEY_Down : GDK_KEY_Right);
    }
  press (GTK_BUTTON (find_descendant (view, GTK_TYPE_BUTTON)));
  g_assert_true (g_str_has_prefix (sft_exercise_view_get_verdict (SFT_EXERCISE_VIEW (view)), "✓"));
  SftFigure *judged = sft_figure_view_get_figure (SFT_FIGURE_VIEW (marks));
  send_key (marks, GDK_KEY_space);
  g_assert_true (sft_figure_view_get_figure (SFT_FIGURE_VIEW (marks)) == judged);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_card (const char *key, const SftFsrsCard *card, gpointer data)
{
  ++*(guint *)data;
}

/* Another process has the files: said, and the window works. */
static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  guint n = 0;
  g_autoptr (SftStudyData) second = sft_study_data_new (fixture->folder, SFT_STUDY_WRITE);
  SftWindow *window = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));

  g_assert_true (sft_study_data_is_read_only (second));
  sft_window_set_study (window, second);
  sft_window_open (window, sft_demo_find (3), FALSE);
  g_assert_nonnull (sft_message_get_text (sft_window_get_message (window)));
  sft_progress_foreach_card (sft_study_data_get_progress (second), count_card, &n);
  g_assert_cmpuint (n, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  add ("/study/lesson-page", test_lesson_page);
  add ("/study/skill-check", test_skill_check);
  add ("/study/questions", test_questions);
  add ("/study/notes", test_notes);
  add ("/study/undo-in-notes", test_undo_in_notes);
  add ("/study/practice", test_practice);
  add ("/study/every-exercise", test_every_exercise);
  add ("/study/marking", test_marking);
  add ("/study/read-only", test_read_only);
}

int
main (int argc, char *argv[])
{
  return run_window_tests (argc, argv, add_tests);
}
