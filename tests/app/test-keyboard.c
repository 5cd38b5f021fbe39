/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything by keyboard: help, and where the Tab key stops. */
#include "window-fixture.h"

static gboolean
has_focus_in (WindowFixture *fixture, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The window gives the focus to the list once its rows have a place. */
static void
wait_for_focus (WindowFixture *fixture)
{
  GtkWidget *list = find_descendant (GTK_WIDGET (sft_window_get_sidebar (fixture->window)), GTK_TYPE_LIST_BOX);
  while (gtk_widget_get_height (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)))) == 0)
    wait_for_frame (fixture->window);
  for (int i = 0; i < 3; i++)
    wait_for_frame (fixture->window);
  g_assert_true (has_focus_in (fixture, list));
}

static void
test_help (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *results = GTK_WIDGET (sft_window_get_results (fixture->window));
  GtkStack *stack = GTK_STACK (find_descendant (results, GTK_TYPE_STACK));
  wait_for_focus (fixture);
  gtk_stack_set_visible_child_name (stack, "transcript");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.help", NULL));
  wait_for_frame (fixture->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "lesson");
  g_assert_true (has_focus_in (fixture, gtk_stack_get_visible_child (stack)));
}

static void
press_tab (WindowFixture *fixture, gboolean back)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
}

/* The list of demos is one stop: one Tab leads to its open row, the next one out of it, and back the same way. */
static void
test_sidebar (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *sidebar = GTK_WIDGET (sft_window_get_sidebar (fixture->window));
  GtkWidget *list = find_descendant (sidebar, GTK_TYPE_LIST_BOX);
  GtkWidget *search = find_descendant (sidebar, GTK_TYPE_SEARCH_ENTRY);
  wait_for_focus (fixture);
  sft_window_open (fixture->window, sft_demo_find (g_test_rand_int_range (1, 26)), FALSE);
  wait_for_frame (fixture->window);
  sft_sidebar_focus_search (SFT_SIDEBAR (sidebar));
  for (int tabs = 0; has_focus_in (fixture, search); tabs++)
    {
      g_assert_cmpint (tabs, <, 3);
      press_tab (fixture, FALSE);
    }
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == row);
  press_tab (fixture, FALSE);
  g_assert_false (has_focus_in (fixture, sidebar));
  press_tab (fixture, TRUE);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == row);
  press_tab (fixture, TRUE);
  g_assert_true (has_focus_in (fixture, search));
}

static void
add_tests (void)
{
  add_window_test ("/keyboard/help", test_help);
  add_window_test ("/keyboard/sidebar", test_sidebar);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
