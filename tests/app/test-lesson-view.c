/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson below the figure: its texts, and steps that change the lab. */
#include <string.h>

#include "sft-lesson-view.h"
#include "sft-lesson.h"
#include "sft-math-view.h"
#include "sft-text-box.h"
#include "sft-text-widgets.h"
#include "window-fixture.h"

static SftLessonView *
view_of (WindowFixture *fixture)
{
  return SFT_LESSON_VIEW (find_descendant (GTK_WIDGET (fixture->window), SFT_TYPE_LESSON_VIEW));
}

static void
open_view (WindowFixture *fixture, int number, gboolean concept)
{
  sft_window_open (fixture->window, sft_demo_find (number), concept);
  wait_for_frame (fixture->window);
}

static void
click (WindowFixture *fixture, guint step)
{
  g_signal_emit_by_name (sft_lesson_view_get_step (view_of (fixture), step), "clicked");
  wait_for_frame (fixture->window);
  wait_for_worker (fixture->window);
}

/* The window shows what the sentence says: in this view, with these values and this readout. */
static void
assert_tried (WindowFixture *fixture, const SftLesson *lesson, guint i)
{
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_autoptr (SftValues) wanted = sft_lesson_try (lesson, i, NULL);
  g_assert_cmpint (sft_demo_state_get_demo (state)->number, ==, lesson->demo);
  g_assert_cmpint (sft_demo_state_get_concept (state), ==, lesson->steps[i].concept);
  g_assert_true (sft_values_same (sft_demo_state_get_values (state), wanted, NULL));
  g_assert_null (sft_demo_state_get_error (state));
  const SftReadout *readout = sft_result_find (sft_demo_state_get_result (state), lesson->steps[i].readout);
  g_assert_cmpfloat (readout->values[0], >=, lesson->steps[i].low);
  g_assert_cmpfloat (readout->values[0], <=, lesson->steps[i].high);
  assert_readouts_are_right (fixture->window);
}

static void
test_steps (WindowFixture *fixture, gconstpointer unused)
{
  /* Each family once, and the demos with steps in the concept view. */
  static const int numbers[] = { 1, 2, 3, 4, 5, 9, 13, 16, 17, 19, 20, 25 };
  for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
    {
      const SftLesson *lesson = sft_lesson_find (numbers[k]);
      open_view (fixture, numbers[k], FALSE);
      for (guint i = 0; i < SFT_N_TRIES; i++)
        {
          click (fixture, i);
          assert_tried (fixture, lesson, i);
        }
      /* From the other end, so that the view switches back. */
      for (guint i = SFT_N_TRIES; i > 0; i--)
        {
          click (fixture, i - 1);
          assert_tried (fixture, lesson, i - 1);
        }
    }
}

/* A step starts from the defaults, whatever was changed, and is one step to undo. */
static void
test_undo (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_assert_true (sft_demo_state_set (state, "val_floor", 0, 0, 0.5));
  g_assert_true (sft_demo_state_set (state, "steps", 0, 0, 60));
  g_autoptr (SftValues) mine = sft_values_ref (sft_demo_state_get_values (state));
  wait_for_frame (fixture->window);
  click (fixture, 2);
  assert_tried (fixture, sft_lesson_find (3), 2);
  sft_demo_state_undo (state);
  wait_for_frame (fixture->window);
  g_assert_true (sft_values_same (sft_demo_state_get_values (state), mine, NULL));
  sft_demo_state_redo (state);
  wait_for_frame (fixture->window);
  assert_tried (fixture, sft_lesson_find (3), 2);
}

/* Another view of the demo has another text about itself; the lesson and the focus stay. */
static void
test_views (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 17, FALSE);
  GtkWidget *button = GTK_WIDGET (sft_lesson_view_get_step (view_of (fixture), 1));
  g_assert_true (gtk_widget_grab_focus (button));
  click (fixture, 1);
  assert_tried (fixture, sft_lesson_find (17), 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
  open_view (fixture, 17, FALSE);
  g_assert_true (sft_demo_state_is_default (sft_window_get_state (fixture->window)));
}

/* The texts of a widget and of what is in it, joined by line breaks; formulas as text, and in words. */
static void
collect (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (SFT_IS_MATH_VIEW (widget))
    {
      SftMathView *view = SFT_MATH_VIEW (widget);
      g_assert_true (sft_math_view_is_set (view));
      g_string_append_printf (text, "%s\n%s\n", sft_math_view_get_text (view), sft_math_view_get_words (view));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static void
assert_shows (const GString *text, const char *part)
{
  if (strstr (text->str, part) == NULL)
    g_error ("not in the lesson: %s", part);
}

static void
test_texts (WindowFixture *fixture, gconstpointer unused)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < n; i++)
    for (int concept = 0; concept < 2; concept++)
      {
        const SftLab *lab = sft_demo_lab (&demos[i], concept);
        if (lab == NULL)
          continue;
        const SftLesson *lesson = sft_lesson_find (demos[i].number);
        open_view (fixture, demos[i].number, concept);
        g_autoptr (GString) text = g_string_new (NULL);
        collect (GTK_WIDGET (view_of (fixture)), text);
        assert_shows (text, lesson->idea);
        assert_shows (text, lesson->formula);
        assert_shows (text, lesson->misconceptions);
        assert_shows (text, lab->about);
        assert_shows (text, lab->formula);
        g_assert_cmpint (strstr (text->str, lesson->parameters) != NULL, ==, !concept);
        for (const char *const *reference = lesson->references; *reference != NULL; reference++)
          assert_shows (text, *reference);
        for (guint k = 0; k < SFT_N_TRIES; k++)
          assert_shows (text, lesson->steps[k].text);
      }
}

/* The view's formula has the numbers of now, and is read aloud with them. */
static void
test_live_formula (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 1, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);
  collect (GTK_WIDGET (view_of (fixture)), text);
  assert_shows (text, "equals 1.2903 over 3 equals 0.4301;");

  /* One token more: the full loss of the lesson, 0.377776 of four tokens. */
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_assert_true (sft_demo_state_set (state, "response_mask", 0, 0, 1));
  wait_for_frame (fixture->window);
  g_string_truncate (text, 0);
  collect (GTK_WIDGET (view_of (fixture)), text);
  assert_shows (text, "over 4 equals 0.3778;");
}

/* What is no formula is shown as text; a narrow place makes a formula smaller, not the place wider. */
static void
test_math_view (WindowFixture *fixture, gconstpointer unused)
{
  SftMathView *view = g_object_ref_sink (g_object_new (SFT_TYPE_MATH_VIEW, NULL));
  int minimum, natural, tall, low;

  sft_math_view_set_formula (view, "x \\nosuch", "x, and no such");
  g_assert_false (sft_math_view_is_set (view));
  g_assert_cmpstr (sft_math_view_get_words (view), ==, "x, and no such");
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, >, 20);
  sft_math_view_set_formula (view, "\\value{x}", "x");
  g_assert_false (sft_math_view_is_set (view));
  sft_math_view_set_formula (view, NULL, NULL);
  g_assert_cmpstr (sft_math_view_get_words (view), ==, "");

  sft_math_view_set_formula (view, "a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q", "a + q");
  g_assert_true (sft_math_view_is_set (view));
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, natural, &tall, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, minimum, &low, NULL, NULL, NULL);
  g_assert_cmpint (low, <, tall);
  g_assert_finalize_object (view);
}

/* --- paragraphs --- */

static GtkWidget *
make_row (gboolean of_text)
{
  const char *text = "Raise the threshold to 0.8. No benign prompt is blocked, and more harmful ones pass than before.";
  GtkWidget *row =
      of_text ? sft_text_box_new (GTK_ORIENTATION_HORIZONTAL, 12) : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *children[] = { gtk_button_new_with_label ("Step 1"), gtk_switch_new (), sft_paragraph_new (text) };
  gtk_widget_set_valign (children[0], GTK_ALIGN_START);
  gtk_widget_set_hexpand (children[2], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    if (of_text)
      sft_text_box_append (SFT_TEXT_BOX (row), children[i]);
    else
      gtk_box_append (GTK_BOX (row), children[i]);
  return row;
}

static GtkWidget *
make_column (gboolean of_text)
{
  GtkWidget *column =
      of_text ? sft_text_box_new (GTK_ORIENTATION_VERTICAL, 6) : gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (int i = 0; i < 3; i++)
    {
      GtkWidget *child = make_row (of_text);
      gtk_widget_set_visible (child, i != 1);
      if (of_text)
        sft_text_box_append (SFT_TEXT_BOX (column), child);
      else
        gtk_box_append (GTK_BOX (column), child);
    }
  return column;
}

static void
assert_same_places (GtkWidget *ours, GtkWidget *theirs)
{
  GtkWidget *a = gtk_widget_get_first_child (ours), *b = gtk_widget_get_first_child (theirs);
  for (; a != NULL && b != NULL; a = gtk_widget_get_next_sibling (a), b = gtk_widget_get_next_sibling (b))
    {
      GtkAllocation place, expected;
      gtk_widget_get_allocation (a, &place);
      gtk_widget_get_allocation (b, &expected);
      g_assert_true (gdk_rectangle_equal (&place, &expected));
      if (SFT_IS_TEXT_BOX (a))
        assert_same_places (a, b);
    }
  g_assert_true (a == NULL && b == NULL);
}

/* A box for paragraphs puts them where a GtkBox does, in both directions, and its width is the same for all heights. */
static void
test_text_box (void)
{
  GtkWidget *ours = g_object_ref_sink (make_column (TRUE)), *theirs = g_object_ref_sink (make_column (FALSE));
  int minimum, natural, expected_minimum, expected_natural;

  gtk_widget_measure (ours, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (theirs, GTK_ORIENTATION_HORIZONTAL, -1, &expected_minimum, &expected_natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, expected_minimum);
  g_assert_cmpint (natural, ==, expected_natural);
  for (int i = 0; i < 20; i++)
    {
      int width = g_test_rand_int_range (minimum, natural + 100), height, expected, least;
      GtkTextDirection direction = i % 2 == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL;
      gtk_widget_set_direction (ours, direction);
      gtk_widget_set_direction (gtk_widget_get_first_child (ours), direction);
      gtk_widget_set_direction (theirs, direction);
      gtk_widget_set_direction (gtk_widget_get_first_child (theirs), direction);
      gtk_widget_measure (ours, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
      gtk_widget_measure (theirs, GTK_ORIENTATION_VERTICAL, width, NULL, &expected, NULL, NULL);
      g_assert_cmpint (height, ==, expected);
      gtk_widget_measure (ours, GTK_ORIENTATION_HORIZONTAL, height, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, ==, minimum);
      gtk_widget_size_allocate (ours, &(GtkAllocation){ 0, 0, width, height }, -1);
      gtk_widget_size_allocate (theirs, &(GtkAllocation){ 0, 0, width, height }, -1);
      assert_same_places (ours, theirs);
    }
  g_assert_finalize_object (ours);
  g_assert_finalize_object (theirs);
}

static void
test_title_markup (WindowFixture *fixture, gconstpointer unused)
{
  const struct
  {
    const char *title, *read;
  } cases[] = {
    { "Policy π_θ(𝑦 | 𝑥)", "Policy πθ(𝑦 | 𝑥)" }, { "a < b & c_d", "a < b & cd" }, { "_a_", "_a_" }, { "", "" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = sft_title_markup (cases[i].title), *read = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &read, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (read, ==, cases[i].read);
      g_assert_cmpint (strstr (markup, "<span") != NULL, ==, strcmp (read, cases[i].title) != 0);
    }
}

static void
add_tests (void)
{
  add_window_test ("/lesson-view/steps", test_steps);
  add_window_test ("/lesson-view/undo", test_undo);
  add_window_test ("/lesson-view/views", test_views);
  add_window_test ("/lesson-view/texts", test_texts);
  add_window_test ("/lesson-view/live-formula", test_live_formula);
  add_window_test ("/lesson-view/math-view", test_math_view);
  add_window_test ("/lesson-view/title-markup", test_title_markup);
  /* The GtkBox of later GTK treats base lines in another way. */
  if (gtk_get_minor_version () < 10)
    g_test_add_func ("/lesson-view/text-box", test_text_box);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
