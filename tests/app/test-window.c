/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does besides following its controls. */
#include "sft-cell-grid.h"
#include "sft-spin.h"
#include "sft-text-widgets.h"
#include "window-fixture.h"

static GtkWidget *
control_of (WindowFixture *fixture, const char *id)
{
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), id);
  g_assert_nonnull (row);
  return sft_param_row_get_control (row);
}

static void
set_number (WindowFixture *fixture, const char *id, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control_of (fixture, id)), value);
}

static double
value_of (WindowFixture *fixture, const char *id)
{
  return sft_values_get (sft_demo_state_get_values (sft_window_get_state (fixture->window)), id);
}

static void
open_demo (WindowFixture *fixture, int number)
{
  sft_window_open (fixture->window, sft_demo_find (number), FALSE);
  wait_for_frame (fixture->window);
}

static gboolean
is_marked (WindowFixture *fixture, const char *id)
{
  return gtk_widget_has_css_class (control_of (fixture, id), "error");
}

/* Two changes that only go together: the first waits in its control until the second comes. */
static void
test_conflict (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 19);
  SftDemoState *state = sft_window_get_state (fixture->window);
  SftFigure *figure = sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window));

  set_number (fixture, "threshold_min", 0.97);
  wait_for_frame (fixture->window);
  g_assert_error (sft_demo_state_get_error (state), SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT);
  g_assert_true (is_marked (fixture, "threshold_min"));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "threshold_min"))), ==, 0.97);
  g_assert_cmpfloat (value_of (fixture, "threshold_min"), ==, 0.05);
  g_assert_true (sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window)) == figure);
  assert_readouts_are_right (fixture->window);

  /* What goes without it is taken meanwhile. */
  set_number (fixture, "samples", 600);
  wait_for_frame (fixture->window);
  g_assert_cmpfloat (value_of (fixture, "samples"), ==, 600);
  g_assert_true (is_marked (fixture, "threshold_min"));
  assert_readouts_are_right (fixture->window);

  set_number (fixture, "threshold_max", 0.99);
  wait_for_frame (fixture->window);
  g_assert_null (sft_demo_state_get_error (state));
  g_assert_false (is_marked (fixture, "threshold_min"));
  g_assert_cmpfloat (value_of (fixture, "threshold_min"), ==, 0.97);
  g_assert_cmpfloat (value_of (fixture, "threshold_max"), ==, 0.99);
  assert_readouts_are_right (fixture->window);
}

static void
type (GtkWidget *spin, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}

/* What is no number, or out of range, is refused with the reason, and the number stays. */
static void
test_bad_text (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = { "abc", "", "-1", "1e9", "40.5", "nan" };
  open_demo (fixture, 3);
  SftDemoState *state = sft_window_get_state (fixture->window);
  GtkWidget *spin = control_of (fixture, "steps");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type (spin, bad[i]);
      g_assert_nonnull (sft_demo_state_get_error (state));
      g_assert_cmpstr (sft_param_error_get_id (sft_demo_state_get_error (state), NULL, NULL), ==, "steps");
      g_assert_true (is_marked (fixture, "steps"));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "40");
      g_assert_cmpfloat (value_of (fixture, "steps"), ==, 40);
    }
  type (spin, "41");
  wait_for_frame (fixture->window);
  g_assert_false (is_marked (fixture, "steps"));
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 41);

  /* More decimals than the control shows are kept, and shown. */
  spin = control_of (fixture, "val_floor");
  type (spin, "0.123456789");
  wait_for_frame (fixture->window);
  g_assert_cmpfloat (value_of (fixture, "val_floor"), ==, 0.123456789);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "0.123456789");
  assert_readouts_are_right (fixture->window);
}

/* So is the length of a dimension: a blank one is not the shortest. */
static void
test_bad_length (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = { "abc", "", " ", "0", "17", "99999999999999", "2.5" };
  SftDemoState *state = sft_window_get_state (fixture->window);
  GtkWidget *spin = control_of (fixture, "tokens");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type (spin, bad[i]);
      g_assert_nonnull (sft_demo_state_get_error (state));
      g_assert_cmpstr (sft_param_error_get_id (sft_demo_state_get_error (state), NULL, NULL), ==, "tokens");
      g_assert_true (gtk_widget_has_css_class (spin, "error"));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "4");
      g_assert_cmpint (sft_values_dim (sft_demo_state_get_values (state), "tokens"), ==, 4);
    }
  type (spin, "3");
  g_assert_null (sft_demo_state_get_error (state));
  g_assert_false (gtk_widget_has_css_class (spin, "error"));
  g_assert_cmpint (sft_values_dim (sft_demo_state_get_values (state), "tokens"), ==, 3);
}

static void
test_bad_cell (WindowFixture *fixture, gconstpointer unused)
{
  SftDemoState *state = sft_window_get_state (fixture->window);
  GtkWidget *cell = sft_cell_grid_reveal (SFT_CELL_GRID (control_of (fixture, "logits")), 2, 1);
  int row, column;
  type (cell, "200"); /* logits lie in -100..100 */
  g_assert_error (sft_demo_state_get_error (state), SFT_PARAM_ERROR, SFT_PARAM_ERROR_RANGE);
  g_assert_cmpstr (sft_param_error_get_id (sft_demo_state_get_error (state), &row, &column), ==, "logits");
  g_assert_cmpint (row, ==, 2);
  g_assert_cmpint (column, ==, 1);
  g_assert_true (gtk_widget_has_css_class (cell, "error"));
  type (cell, "20");
  g_assert_null (sft_demo_state_get_error (state));
  g_assert_false (gtk_widget_has_css_class (cell, "error"));
}

static void
test_reset (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 5);
  set_number (fixture, "rounds", 12);
  set_number (fixture, "safety_gain", 0.1);
  wait_for_frame (fixture->window);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_autoptr (SftValues) changed = sft_values_ref (sft_demo_state_get_values (state));
  SftMessage *message = sft_window_get_message (fixture->window);
  g_assert_null (sft_message_get_text (message));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reset", NULL));
  wait_for_frame (fixture->window);
  g_assert_true (sft_demo_state_is_default (state));
  g_assert_nonnull (sft_message_get_text (message));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "rounds"))), ==, 6);
  assert_readouts_are_right (fixture->window);

  sft_message_activate (message);
  wait_for_frame (fixture->window);
  g_assert_true (sft_values_same (changed, sft_demo_state_get_values (state), NULL));
  g_assert_null (sft_message_get_text (message));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "rounds"))), ==, 12);
  assert_readouts_are_right (fixture->window);

  /* Undone by its key, the message goes as well; what is undone after it leaves it. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reset", NULL);
  set_number (fixture, "rounds", 9);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_true (sft_demo_state_is_default (state));
  g_assert_nonnull (sft_message_get_text (message));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_true (sft_values_same (changed, sft_demo_state_get_values (state), NULL));
  g_assert_null (sft_message_get_text (message));
}

static void
test_search (WindowFixture *fixture, gconstpointer unused)
{
  /* Counted by hand in the list of demos. */
  static const struct
  {
    const char *query;
    guint n;
  } searches[] = { { "", 25 },  { "PACKED", 1 },       { "packed exam", 1 }, { "training", 5 },
                   { "17", 1 }, { "nothing here", 0 }, { "loss masks", 1 },  { "chat temp", 2 } };
  SftSidebar *sidebar = sft_window_get_sidebar (fixture->window);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      sft_sidebar_set_query (sidebar, searches[i].query);
      g_assert_cmpuint (sft_sidebar_get_n_shown (sidebar), ==, searches[i].n);
      wait_for_frame (fixture->window);
    }
  /* A search opens nothing by itself; Enter opens the first that is found. */
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 1);
  GtkWidget *entry = find_descendant (GTK_WIDGET (sidebar), GTK_TYPE_SEARCH_ENTRY);
  sft_sidebar_set_query (sidebar, "packed");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 17);
  sft_sidebar_set_query (sidebar, "");
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 17);
}

static void
test_parameters_are_kept (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 3);
  set_number (fixture, "steps", 77);
  open_demo (fixture, 8); /* of the same family */
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 40);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "steps"))), ==, 40);
  open_demo (fixture, 2);
  open_demo (fixture, 3);
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 77);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "steps"))), ==, 77);
  assert_readouts_are_right (fixture->window);
}

static gboolean
count_up (gpointer data)
{
  ++*(guint *)data;
  return G_SOURCE_CONTINUE;
}

/* 100,000 scores after 24 draws take a worker; the main loop goes on, and the last change wins. */
static void
test_worker (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 4);
  SftDemoState *state = sft_window_get_state (fixture->window);
  SftFigure *figure = sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window));
  guint turns = 0;
  guint timer = g_timeout_add (1, count_up, &turns);

  set_number (fixture, "samples", 100000);
  set_number (fixture, "draw", 24);
  wait_for_frame (fixture->window);
  g_assert_true (sft_demo_state_get_busy (state));
  g_assert_true (sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window)) == figure);
  set_number (fixture, "seed", 7);
  wait_for_frame (fixture->window);
  g_assert_true (sft_demo_state_get_busy (state));
  g_assert_true (sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window)) == figure);
  wait_for_worker (fixture->window);
  g_source_remove (timer);
  /* Five million draws take more than three milliseconds anywhere. */
  g_assert_cmpuint (turns, >, 3);
  g_assert_cmpfloat (value_of (fixture, "seed"), ==, 7);
  assert_readouts_are_right (fixture->window);

  /* A change back to something quick does not wait for the worker, and a closed demo stops its own. */
  set_number (fixture, "seed", 8);
  wait_for_frame (fixture->window);
  g_assert_true (sft_demo_state_get_busy (state));
  set_number (fixture, "draw", 0);
  set_number (fixture, "samples", 100);
  wait_for_frame (fixture->window);
  g_assert_false (sft_demo_state_get_busy (state));
  assert_readouts_are_right (fixture->window);
  set_number (fixture, "samples", 100000);
  wait_for_frame (fixture->window);
  open_demo (fixture, 5);
  g_assert_false (sft_demo_state_get_busy (state));
  g_assert_null (sft_demo_state_get_result (state));
  assert_readouts_are_right (fixture->window);
}

static gboolean
stop_waiting (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
count_frame (guint *frames)
{
  ++*frames;
}

/* The line of progress comes while values change again and again, and goes; then nothing is painted any more. */
static void
test_progress_ends (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *progress = find_descendant (GTK_WIDGET (fixture->window), GTK_TYPE_PROGRESS_BAR);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  guint frames = 1;
  open_demo (fixture, 4);
  set_number (fixture, "samples", 100000);
  set_number (fixture, "draw", 24);
  for (int seed = 1; !gtk_widget_get_visible (progress); seed++)
    {
      set_number (fixture, "seed", seed);
      wait_for_frame (fixture->window);
    }
  g_assert_true (sft_demo_state_get_busy (sft_window_get_state (fixture->window)));
  wait_for_worker (fixture->window);
  g_assert_false (gtk_widget_get_visible (progress));
  gulong handler = g_signal_connect_swapped (clock, "update", G_CALLBACK (count_frame), &frames);
  for (int i = 0; i < 30 && frames > 0; i++)
    {
      gboolean waited = FALSE;
      frames = 0;
      g_timeout_add (200, stop_waiting, &waited);
      while (!waited)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (frames, ==, 0);
  g_signal_handler_disconnect (clock, handler);
}

/* As many cells as are seen, whatever the size of the matrix. */
static void
test_large_grid (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 2);
  set_number (fixture, "examples", 16);
  set_number (fixture, "positions", 64);
  wait_for_frame (fixture->window);
  wait_for_frame (fixture->window);
  SftCellGrid *grid = SFT_CELL_GRID (control_of (fixture, "mask"));
  g_assert_cmpuint (count_descendants (GTK_WIDGET (grid), GTK_TYPE_TOGGLE_BUTTON), <, 200);
  SftDemoState *state = sft_window_get_state (fixture->window);
  double before = sft_values_cells (sft_demo_state_get_values (state), "mask", NULL, NULL)[16 * 64 - 1];
  GtkWidget *last = sft_cell_grid_reveal (grid, 15, 63);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (last), before == 0);
  wait_for_frame (fixture->window);
  int rows, columns;
  const double *cells = sft_values_cells (sft_demo_state_get_values (state), "mask", &rows, &columns);
  g_assert_cmpint (rows, ==, 16);
  g_assert_cmpint (columns, ==, 64);
  g_assert_cmpfloat (cells[16 * 64 - 1], ==, 1 - before);
  assert_readouts_are_right (fixture->window);
  /* Scrolled back, the cells show what they stand for again. */
  for (int i = 0; i < 3; i++)
    {
      GtkWidget *cell = sft_cell_grid_reveal (grid, i, i);
      g_assert_cmpint (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (cell)), ==, cells[i * 64 + i] != 0);
    }
  set_number (fixture, "examples", 1);
  set_number (fixture, "positions", 1);
  wait_for_frame (fixture->window);
  g_assert_cmpuint (count_descendants (GTK_WIDGET (grid), GTK_TYPE_TOGGLE_BUTTON), ==, 1);
  assert_readouts_are_right (fixture->window);
}

static void
assert_no_wheel (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
          g_assert_false (GTK_IS_EVENT_CONTROLLER_SCROLL (controller));
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_no_wheel (child);
}

/* The wheel is the panel's; every control has a name and says what it is for. */
static void
test_panel (WindowFixture *fixture, gconstpointer unused)
{
  static const int one_of_each_family[] = { 1, 2, 3, 4, 5 };
  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each_family); i++)
    {
      open_demo (fixture, one_of_each_family[i]);
      assert_no_wheel (GTK_WIDGET (sft_window_get_panel (fixture->window)));
      const SftSpec *spec = &sft_demo_state_get_lab (sft_window_get_state (fixture->window))->spec;
      for (const SftParam *param = spec->params; param->id != NULL; param++)
        {
          GtkWidget *control = control_of (fixture, param->id);
          g_autofree char *name =
              sft_label_with_unit (sft_translate (param->label), SFT_IS_CELL_GRID (control) ? NULL : param->unit);
          gtk_test_accessible_assert_property (control, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
          gtk_test_accessible_assert_property (control, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                               sft_translate (param->help));
        }
      GtkWidget *figure = GTK_WIDGET (sft_window_get_figure_view (fixture->window));
      gtk_test_accessible_assert_role (figure, GTK_ACCESSIBLE_ROLE_IMG);
      g_autofree char *words = sft_figure_describe (sft_figure_view_get_figure (SFT_FIGURE_VIEW (figure)), TRUE);
      gtk_test_accessible_assert_property (figure, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
      /* All fits the smallest window there is. */
      int width, height;
      gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, 1024, &height, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 1024);
      g_assert_cmpint (height, <=, 640);
    }
}

static void
test_actions (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *panel = GTK_WIDGET (sft_window_get_panel (fixture->window));
  GtkWidget *sidebar = GTK_WIDGET (sft_window_get_sidebar (fixture->window));
  gtk_widget_activate_action (window, "win.panel", NULL);
  g_assert_false (gtk_widget_get_visible (panel));
  gtk_widget_activate_action (window, "win.sidebar", NULL);
  g_assert_false (gtk_widget_get_visible (sidebar));
  wait_for_frame (fixture->window);
  gtk_widget_activate_action (window, "win.search", NULL);
  g_assert_true (gtk_widget_get_visible (sidebar));
  gtk_widget_activate_action (window, "win.panel", NULL);
  g_assert_true (gtk_widget_get_visible (panel));
  gtk_widget_activate_action (window, "win.next-demo", NULL);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 2);
  gtk_widget_activate_action (window, "win.previous-demo", NULL);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (fixture->window))->number, ==, 1);
  wait_for_frame (fixture->window);
}

static void
test_appearance (WindowFixture *fixture, gconstpointer unused)
{
  cairo_surface_t *light = picture_of (fixture->window);
  sft_color_scheme_choose (fixture->scheme, "dark");
  wait_for_frame (fixture->window);
  g_assert_cmpint (sft_color_scheme_get_appearance (fixture->scheme), ==, SFT_DARK);
  cairo_surface_t *dark = picture_of (fixture->window);
  g_assert_true (differs_in_plot_areas (fixture->window, light, dark));
  sft_color_scheme_choose (fixture->scheme, "high-contrast");
  g_assert_cmpint (sft_color_scheme_get_appearance (fixture->scheme), ==, SFT_HIGH_CONTRAST);
  wait_for_frame (fixture->window);
  sft_color_scheme_choose (fixture->scheme, "light");
  g_assert_cmpint (sft_color_scheme_get_appearance (fixture->scheme), ==, SFT_LIGHT);
  wait_for_frame (fixture->window);
  cairo_surface_destroy (light);
  cairo_surface_destroy (dark);
}

/* Size and demo come back with the next window. */
static void
test_is_remembered (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 12);
  g_object_set (fixture->window, "sidebar-shown", FALSE, NULL);
  gboolean handled;
  g_signal_emit_by_name (fixture->window, "close-request", &handled);
  SftWindow *next = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));
  sft_window_open (next, NULL, FALSE);
  gboolean shown;
  g_object_get (next, "sidebar-shown", &shown, NULL);
  g_assert_false (shown);
  g_assert_cmpint (sft_demo_state_get_demo (sft_window_get_state (next))->number, ==, 12);
  int width, height;
  gtk_window_get_default_size (GTK_WINDOW (next), &width, &height);
  g_assert_cmpint (width, ==, 1200);
  g_assert_cmpint (height, ==, 800);
  gtk_window_destroy (GTK_WINDOW (next));
}

static void
add_tests (void)
{
  add_window_test ("/window/conflict", test_conflict);
  add_window_test ("/window/bad-text", test_bad_text);
  add_window_test ("/window/bad-length", test_bad_length);
  add_window_test ("/window/bad-cell", test_bad_cell);
  add_window_test ("/window/reset", test_reset);
  add_window_test ("/window/search", test_search);
  add_window_test ("/window/parameters-are-kept", test_parameters_are_kept);
  add_window_test ("/window/worker", test_worker);
  add_window_test ("/window/progress-ends", test_progress_ends);
  add_window_test ("/window/large-grid", test_large_grid);
  add_window_test ("/window/panel", test_panel);
  add_window_test ("/window/actions", test_actions);
  add_window_test ("/window/appearance", test_appearance);
  add_window_test ("/window/is-remembered", test_is_remembered);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
