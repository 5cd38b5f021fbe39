/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything by keyboard: help, and where the Tab key stops. */
#include "sft-cell-grid.h"
#include "sft-lesson-view.h"
#include "sft-tooltip.h"
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
press_tab (WindowFixture *fixture, gboolean back)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
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

  /* From there Tab leads into the text, and to its steps. */
  GtkWidget *step = GTK_WIDGET (sft_lesson_view_get_step (SFT_LESSON_VIEW (gtk_stack_get_visible_child (stack)), 0));
  for (int tabs = 0; !has_focus_in (fixture, step); tabs++)
    {
      g_assert_cmpint (tabs, <, 3);
      press_tab (fixture, FALSE);
    }
}

/* The page of a tab, with the focus on the tab; what has no page changes nothing. */
static void
test_pages (WindowFixture *fixture, gconstpointer unused)
{
  SftResults *results = sft_window_get_results (fixture->window);
  GtkStack *stack = GTK_STACK (find_descendant (GTK_WIDGET (results), GTK_TYPE_STACK));
  GtkWidget *tab = gtk_widget_get_first_child (find_descendant (GTK_WIDGET (results), GTK_TYPE_STACK_SWITCHER));
  static const char *const pages[] = { "lesson", "checks", "transcript", "data" };
  wait_for_focus (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++, tab = gtk_widget_get_next_sibling (tab))
    {
      g_autofree char *keys = g_strdup_printf ("(Alt+%u)", i + 1);
      sft_results_open_nth (results, i);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, pages[i]);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == tab);
      g_assert_true (g_str_has_suffix (sft_tooltip_get (tab), keys));
    }
  /* Without what is remembered of the learner there are no questions and notes. */
  g_assert_null (tab);
  sft_results_open_nth (results, G_N_ELEMENTS (pages));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "data");
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

/* The focus goes with the demo that is opened, where it is in the list; it is not fetched from elsewhere. */
static void
test_focus_follows (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *list = find_descendant (GTK_WIDGET (sft_window_get_sidebar (fixture->window)), GTK_TYPE_LIST_BOX);
  wait_for_focus (fixture);
  for (int i = 0; i < 3; i++)
    {
      GtkWidget *before = gtk_root_get_focus (GTK_ROOT (fixture->window));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.next-demo", NULL));
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == row);
      g_assert_true (row != before);
    }
  press_tab (fixture, FALSE);
  GtkWidget *elsewhere = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_false (has_focus_in (fixture, list));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.next-demo", NULL));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == elsewhere);
}

/* Out of a search one comes to the open demo, where it is seen. */
static void
test_search_stopped (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *sidebar = GTK_WIDGET (sft_window_get_sidebar (fixture->window));
  GtkWidget *list = find_descendant (sidebar, GTK_TYPE_LIST_BOX);
  GtkWidget *scroller = find_descendant (sidebar, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  wait_for_focus (fixture);
  sft_window_open (fixture->window, sft_demo_find (25), FALSE);
  sft_sidebar_focus_search (SFT_SIDEBAR (sidebar));
  sft_sidebar_set_query (SFT_SIDEBAR (sidebar), "25");
  for (int i = 0; i < 3; i++)
    wait_for_frame (fixture->window);
  g_signal_emit_by_name (find_descendant (sidebar, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  for (int i = 0; i < 5; i++)
    wait_for_frame (fixture->window);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == row);
  g_assert_true (gtk_widget_compute_bounds (row, scroller, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (scroller));
}

/* A mask is one stop of the Tab key, however many cells it has: arrows move in it, and Tab comes back to that cell. */
static void
test_mask (WindowFixture *fixture, gconstpointer unused)
{
  sft_window_open (fixture->window, sft_demo_find (7), FALSE);
  g_assert_true (sft_demo_state_resize (sft_window_get_state (fixture->window), "positions", 64));
  for (int i = 0; i < 3; i++)
    wait_for_frame (fixture->window);
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), "mask");
  GtkWidget *grid = sft_param_row_get_control (row);
  GtkWidget *before =
      sft_param_row_get_control (sft_param_panel_find (sft_window_get_panel (fixture->window), "positions"));
  gtk_widget_grab_focus (before);
  press_tab (fixture, FALSE);
  g_assert_true (has_focus_in (fixture, sft_cell_grid_reveal (SFT_CELL_GRID (grid), 0, 0)));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_RIGHT);
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_DOWN);
  GtkWidget *cell = sft_cell_grid_reveal (SFT_CELL_GRID (grid), 1, 1);
  g_assert_true (has_focus_in (fixture, cell));
  press_tab (fixture, FALSE);
  g_assert_false (has_focus_in (fixture, grid));
  press_tab (fixture, TRUE);
  g_assert_true (has_focus_in (fixture, cell));
  press_tab (fixture, TRUE);
  g_assert_true (has_focus_in (fixture, before));
}

/* So is the table of the figure's data. */
static void
test_table (WindowFixture *fixture, gconstpointer unused)
{
  SftResults *results = sft_window_get_results (fixture->window);
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  sft_results_open (results, "data");
  for (int i = 0; i < 3; i++)
    wait_for_frame (fixture->window);
  GtkWidget *table = find_descendant (GTK_WIDGET (results), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *bar = gtk_widget_get_prev_sibling (gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW));
  GtkWidget *copy = gtk_widget_get_last_child (bar);
  gtk_widget_grab_focus (copy);
  press_tab (fixture, FALSE);
  g_assert_true (has_focus_in (fixture, table));
  press_tab (fixture, FALSE);
  g_assert_false (has_focus_in (fixture, table));
  press_tab (fixture, TRUE);
  g_assert_true (has_focus_in (fixture, table));
  press_tab (fixture, TRUE);
  g_assert_true (has_focus_in (fixture, copy));
}

/* The readouts are a stop, where a screen reader tells them: labels have no focus. */
static void
test_readouts (WindowFixture *fixture, gconstpointer unused)
{
  wait_for_focus (fixture);
  GtkWidget *readouts = GTK_WIDGET (sft_window_get_readouts (fixture->window));
  GtkWidget *scrolled = gtk_widget_get_ancestor (readouts, GTK_TYPE_SCROLLED_WINDOW);
  gtk_widget_grab_focus (GTK_WIDGET (sft_window_get_figure_view (fixture->window)));
  press_tab (fixture, FALSE);
  g_assert_true (gtk_widget_has_focus (scrolled));
  press_tab (fixture, FALSE);
  g_assert_true (has_focus_in (fixture, GTK_WIDGET (sft_window_get_results (fixture->window))));
}

static void
set_true (gpointer data)
{
  *(gboolean *)data = TRUE;
}

/* The button of a message has a letter that is free; who was in the message is where they were before when it goes. */
static void
test_message (WindowFixture *fixture, gconstpointer unused)
{
  SftMessage *message = sft_window_get_message (fixture->window);
  GtkWidget *figure = GTK_WIDGET (sft_window_get_figure_view (fixture->window));
  gboolean pressed = FALSE;
  wait_for_focus (fixture);
  gtk_widget_grab_focus (figure);
  sft_message_show (message, "Saved", "Pin it", set_true, &pressed, NULL);
  wait_for_frame (fixture->window);
  GtkWidget *button = find_descendant (GTK_WIDGET (message), GTK_TYPE_BUTTON);
  /* P leads to the button in the header that pins. */
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "P_in it");
  gtk_widget_grab_focus (button);
  gtk_widget_activate (button);
  while (!pressed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sft_message_get_text (message));
  g_assert_true (has_focus_in (fixture, figure));
}

static void
add_tests (void)
{
  add_window_test ("/keyboard/search-stopped", test_search_stopped);
  add_window_test ("/keyboard/mask", test_mask);
  add_window_test ("/keyboard/table", test_table);
  add_window_test ("/keyboard/readouts", test_readouts);
  add_window_test ("/keyboard/message", test_message);
  add_window_test ("/keyboard/help", test_help);
  add_window_test ("/keyboard/pages", test_pages);
  add_window_test ("/keyboard/sidebar", test_sidebar);
  add_window_test ("/keyboard/focus-follows", test_focus_follows);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
