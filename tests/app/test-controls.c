/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every control of every demo does to the figure and the readouts what its parameter does to the lab. */
#include <json-glib/json-glib.h>
#include <math.h>

#include "sft-cell-grid.h"
#include "sft-text-widgets.h"
#include "window-fixture.h"

#define TURNS 60
#define PRESSES 5

/* The program to compare with; NULL: none was built. */
static const char *program;

/* A value in the range that is seen to be another one: five steps away. */
static double
another_value (const SftParam *param, double value, double low, double high)
{
  double distance = MAX (param->step, param->kind == SFT_INTEGER || param->cell == SFT_INTEGER ? 1 : 0) * 5;
  if (param->below != NULL || param->maximum - param->minimum < distance)
    distance = 1;
  return value + distance <= high ? value + distance : MAX (value - distance, low);
}

static void
change_number (GtkWidget *spin, const SftParam *param)
{
  double low, high, value = gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));
  gtk_spin_button_get_range (GTK_SPIN_BUTTON (spin), &low, &high);
  double wanted = another_value (param, value, low, high);
  g_assert_cmpfloat (wanted, !=, value);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), wanted);
}

static void
change_cell (GtkWidget *cell, const SftParam *param)
{
  if (GTK_IS_TOGGLE_BUTTON (cell))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (cell)));
  else
    change_number (cell, param);
}

/* Looks before and after a change of one control. */
static void
check_change (SftWindow *window, SftParamRow *row, GtkWidget *control, void (*change) (GtkWidget *, const SftParam *))
{
  const SftParam *param = sft_param_row_get_param (row);
  SftDemoState *state = sft_window_get_state (window);
  g_autoptr (SftValues) before = sft_values_ref (sft_demo_state_get_values (state));
  g_autoptr (SftFigure) figure = sft_figure_ref (sft_figure_view_get_figure (sft_window_get_figure_view (window)));
  cairo_surface_t *picture = picture_of (window);

  g_test_message ("%s", param != NULL ? param->id : sft_param_row_get_dim (row)->id);
  change (control, param);
  wait_for_frame (window);
  wait_for_worker (window);
  wait_for_frame (window);
  if (sft_demo_state_get_concept (state) && sft_demo_state_get_error (state) != NULL)
    {
      /* It does not go with another parameter: said where it was done, and the figure stays. */
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
      g_assert_true (sft_values_same (before, sft_demo_state_get_values (state), NULL));
      g_assert_true (figure == sft_figure_view_get_figure (sft_window_get_figure_view (window)));
      cairo_surface_destroy (picture);
      sft_demo_state_set_values (state, before);
      wait_for_frame (window);
      return;
    }
  g_assert_null (sft_demo_state_get_error (state));
  g_assert_false (sft_values_same (before, sft_demo_state_get_values (state), NULL));
  assert_readouts_are_right (window);

  cairo_surface_t *after = picture_of (window);
  gboolean same = sft_figure_equal (figure, sft_figure_view_get_figure (sft_window_get_figure_view (window)));
  if (!sft_demo_state_get_concept (state)) /* every number of the lesson is seen in its figure */
    {
      g_assert_false (same);
      g_assert_true (differs_in_plot_areas (window, picture, after));
    }
  cairo_surface_destroy (picture);
  cairo_surface_destroy (after);
}

static void
check_grid (SftWindow *window, SftParamRow *row)
{
  SftDemoState *state = sft_window_get_state (window);
  const SftParam *param = sft_param_row_get_param (row);
  SftCellGrid *grid = SFT_CELL_GRID (sft_param_row_get_control (row));
  int rows, columns;
  sft_values_cells (sft_demo_state_get_values (state), param->id, &rows, &columns);
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++)
      {
        double before = sft_values_cells (sft_demo_state_get_values (state), param->id, NULL, NULL)[i * columns + j];
        check_change (window, row, sft_cell_grid_reveal (grid, i, j), change_cell);
        double after = sft_values_cells (sft_demo_state_get_values (state), param->id, NULL, NULL)[i * columns + j];
        if (!sft_demo_state_get_concept (state))
          g_assert_cmpfloat (before, !=, after);
      }
}

static void
change_length (GtkWidget *spin, const SftParam *unused)
{
  double low, high, length = gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));
  gtk_spin_button_get_range (GTK_SPIN_BUTTON (spin), &low, &high);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), length < high ? length + 1 : length - 1);
}

static void
flip_switch (GtkWidget *control, const SftParam *unused)
{
  gtk_switch_set_active (GTK_SWITCH (control), !gtk_switch_get_active (GTK_SWITCH (control)));
}

static void
choose_next (GtkWidget *control, const SftParam *unused)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (control);
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
  gtk_drop_down_set_selected (drop_down, (gtk_drop_down_get_selected (drop_down) + 1) % n);
}

static void
edit_text (GtkWidget *control, const SftParam *unused)
{
  if (GTK_IS_TEXT_VIEW (control))
    gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), "a", -1);
  else
    gtk_editable_insert_text (GTK_EDITABLE (control), "a", -1, &(int){ 0 });
}

static void
check_row (SftWindow *window, SftParamRow *row)
{
  const SftParam *param = sft_param_row_get_param (row);
  GtkWidget *control = sft_param_row_get_control (row);
  if (sft_param_row_get_dim (row) != NULL)
    check_change (window, row, control, change_length);
  else if (SFT_IS_CELL_GRID (control))
    check_grid (window, row);
  else if (param != NULL && param->kind == SFT_TEXT)
    check_change (window, row, control, edit_text);
  else if (GTK_IS_SWITCH (control))
    check_change (window, row, control, flip_switch);
  else if (GTK_IS_DROP_DOWN (control))
    check_change (window, row, control, choose_next);
  else
    check_change (window, row, control, change_number);
}

/* What the command line says for the state's values. */
static JsonNode *
run_program (SftDemoState *state)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  const SftSpec *spec = &sft_demo_state_get_lab (state)->spec;
  g_ptr_array_add (arguments, g_strdup (program));
  g_ptr_array_add (arguments, g_strdup ("run"));
  g_ptr_array_add (arguments, g_strdup_printf (sft_demo_state_get_concept (state) ? "%d/concept" : "%d",
                                               sft_demo_state_get_demo (state)->number));
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      g_autofree char *value = sft_values_format (sft_demo_state_get_values (state), param->id);
      g_ptr_array_add (arguments, g_strdup ("--set"));
      g_ptr_array_add (arguments, g_strdup_printf ("%s=%s", param->id, value));
    }
  g_ptr_array_add (arguments, g_strdup ("--format"));
  g_ptr_array_add (arguments, g_strdup ("json"));
  g_ptr_array_add (arguments, NULL);

  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status;
  g_spawn_sync (NULL, (char **)arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  JsonNode *node = json_from_string (output, &error);
  g_assert_no_error (error);
  return node;
}

static double
number_of (JsonNode *node)
{
  if (json_node_is_null (node))
    return NAN;
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : json_node_get_double (node);
}

/* The screen shows what the program prints, formatted. */
static void
check_against_program (SftWindow *window)
{
  SftDemoState *state = sft_window_get_state (window);
  g_autoptr (JsonNode) node = run_program (state);
  JsonObject *readouts = json_object_get_object_member (json_node_get_object (node), "readouts");
  for (const SftReadoutSpec *spec = sft_demo_state_get_lab (state)->readouts; spec->id != NULL; spec++)
    {
      JsonNode *member = json_object_get_member (readouts, spec->id);
      g_assert_nonnull (member);
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
      gboolean list = JSON_NODE_HOLDS_ARRAY (member);
      for (guint i = 0; i < (list ? json_array_get_length (json_node_get_array (member)) : 1); i++)
        {
          double value = number_of (list ? json_array_get_element (json_node_get_array (member), i) : member);
          g_array_append_val (values, value);
        }
      const SftReadout *own = sft_result_find (sft_demo_state_get_result (state), spec->id);
      const SftReadout printed = {
        .spec = spec, .values = (double *)(void *)values->data, .n = values->len, .undefined = own->undefined
      };
      g_autofree char *expected = sft_readout_format (&printed, TRUE);
      g_assert_cmpstr (sft_readouts_get_text (sft_window_get_readouts (window), spec->id), ==, expected);
    }
}

static void
check_view (WindowFixture *fixture, const SftDemo *demo, gboolean concept)
{
  sft_window_open (fixture->window, demo, concept);
  wait_for_frame (fixture->window);
  wait_for_worker (fixture->window);
  wait_for_frame (fixture->window);
  assert_readouts_are_right (fixture->window);
  g_autofree char *title = sft_title_words (sft_demo_display_title (demo));
  g_assert_nonnull (g_strrstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), title));

  SftParamPanel *panel = sft_window_get_panel (fixture->window);
  const SftSpec *spec = &sft_demo_lab (demo, concept)->spec;
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    check_row (fixture->window, sft_param_panel_find (panel, param->id));
  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    if (dim->minimum < dim->maximum)
      check_row (fixture->window, sft_param_panel_find (panel, dim->id));
    else
      g_assert_null (sft_param_panel_find (panel, dim->id));
  if (program != NULL)
    check_against_program (fixture->window);
}

static void
test_notebook (WindowFixture *fixture, gconstpointer demo)
{
  check_view (fixture, demo, FALSE);
}

static void
test_concept (WindowFixture *fixture, gconstpointer demo)
{
  check_view (fixture, demo, TRUE);
}

/* --- a control that is held down --- */

typedef struct
{
  GtkWidget *spin;
  guint turns, frames, results;
} Hold;

/* Keys come faster than frames, some between the same two. */
static gboolean
press_again (gpointer data)
{
  Hold *hold = data;
  for (int i = 0; i < PRESSES; i++)
    g_signal_emit_by_name (hold->spin, "change-value", GTK_SCROLL_STEP_UP);
  return ++hold->turns < TURNS;
}

static void
count_frame (Hold *hold)
{
  hold->frames++;
}

static void
count_result (Hold *hold)
{
  hold->results++;
}

static void
hold_down (SftWindow *window, const char *id, double expected)
{
  SftDemoState *state = sft_window_get_state (window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Hold hold = { .spin = sft_param_row_get_control (sft_param_panel_find (sft_window_get_panel (window), id)) };
  g_signal_connect_swapped (state, "result", G_CALLBACK (count_result), &hold);
  /* A result that is computed at once comes in a frame. */
  g_signal_connect_swapped (clock, "update", G_CALLBACK (count_frame), &hold);
  g_timeout_add (1, press_again, &hold);
  while (hold.turns < TURNS)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (hold.results, <=, hold.frames);
  g_assert_cmpuint (hold.results, <=, TURNS);
  g_assert_cmpfloat (sft_values_get (sft_demo_state_get_values (state), id), ==, expected);

  /* When it is let go, what a worker is at may still come, then the last value, and nothing after it. */
  guint before = hold.results;
  wait_for_frame (window);
  wait_for_worker (window);
  g_assert_cmpuint (hold.results, <=, before + 2);
  assert_readouts_are_right (window);
  before = hold.results;
  for (int i = 0; i < 3; i++)
    wait_for_frame (window);
  g_assert_cmpuint (hold.results, ==, before);
  g_signal_handlers_disconnect_by_data (clock, &hold);
  g_signal_handlers_disconnect_by_data (state, &hold);
}

static void
test_held (WindowFixture *fixture, gconstpointer unused)
{
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  wait_for_frame (fixture->window);
  hold_down (fixture->window, "steps", 40 + TURNS * PRESSES);

  /* And with draws that take a worker. */
  sft_window_open (fixture->window, sft_demo_find (4), FALSE);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_assert_true (sft_demo_state_set (state, "samples", 0, 0, 100000));
  wait_for_frame (fixture->window);
  g_assert_true (sft_demo_state_get_busy (state));
  wait_for_worker (fixture->window);
  hold_down (fixture->window, "seed", 42 + TURNS * PRESSES);
}

static void
add_tests (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  g_assert_cmpuint (n, ==, 25); /* the lesson's demos */
  add_window_test ("/controls/held", test_held);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/controls/%02d-%s", demos[i].number, demos[i].slug);
      g_test_add (path, WindowFixture, &demos[i], window_fixture_set_up, test_notebook, window_fixture_tear_down);
      if (sft_demo_lab (&demos[i], TRUE) == NULL)
        continue;
      g_autofree char *concept_path = g_strconcat (path, "-concept", NULL);
      g_test_add (concept_path, WindowFixture, &demos[i], window_fixture_set_up, test_concept,
                  window_fixture_tear_down);
    }
}

int
main (int argc, char **argv)
{
  program = g_getenv ("SFT_LAB_PROGRAM");
  return run_window_tests (argc, argv, add_tests);
}
