/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands on the figure: real pointer and key events through the X server. */
#include <gdk/x11/gdkx.h>
#include <math.h>

#include "sft-cell-grid.h"
#include "sft-hit.h"
#include "window-fixture.h"

/* --- the hands --- */

static void
command_done (GObject *process, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

/* Lets xdotool do something, the window go on meanwhile, and then all events arrive and be drawn. */
static void G_GNUC_PRINTF (2, 3) hands (WindowFixture *fixture, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *line = g_strdup_printf ("xdotool %s", text);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  g_shell_parse_argv (line, NULL, &words, &error);
  g_assert_no_error (error);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, command_done, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (int i = 0; i < 2; i++)
    wait_for_frame (fixture->window);
}

static SftFigureView *
view_of (WindowFixture *fixture)
{
  return sft_window_get_figure_view (fixture->window);
}

static gulong
window_id (WindowFixture *fixture)
{
  return gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture->window)));
}

/* "mousemove ..." to a position on the page. */
static char *
move_to (WindowFixture *fixture, double x, double y)
{
  double left, top, to_x, to_y;
  GtkWidget *view = GTK_WIDGET (view_of (fixture)), *window = GTK_WIDGET (fixture->window);
  sft_figure_view_from_page (view_of (fixture), &x, &y);
  g_assert_true (gtk_widget_translate_coordinates (view, window, x, y, &to_x, &to_y));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &left, &top);
  return g_strdup_printf ("mousemove --window %lu %.0f %.0f", window_id (fixture), round (to_x + left),
                          round (to_y + top));
}

static SftHit
element (WindowFixture *fixture, SftHitKind kind, int panel, int item, int row, int column)
{
  SftHit hit = SFT_HIT_INIT;
  hit.kind = kind;
  hit.panel = panel;
  hit.item = item;
  hit.row = row;
  hit.column = column;
  g_assert_true (sft_layout_find (sft_figure_view_get_layout (view_of (fixture)), &hit));
  return hit;
}

static SftHit
cell (WindowFixture *fixture, int row, int column)
{
  return element (fixture, SFT_HIT_CELL, 0, 0, row, column);
}

static char *
move_to_element (WindowFixture *fixture, const SftHit *hit)
{
  return move_to (fixture, hit->page_x, hit->page_y);
}

static void
open_demo (WindowFixture *fixture, int number)
{
  sft_window_open (fixture->window, sft_demo_find (number), FALSE);
  wait_for_frame (fixture->window);
  wait_for_worker (fixture->window);
  wait_for_frame (fixture->window);
}

static SftDemoState *
state_of (WindowFixture *fixture)
{
  return sft_window_get_state (fixture->window);
}

static double
value_at (WindowFixture *fixture, const char *id, int row, int column)
{
  return sft_demo_state_peek (state_of (fixture), id, row, column);
}

static GtkWidget *
control_of (WindowFixture *fixture, const char *id)
{
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), id);
  g_assert_nonnull (row);
  return sft_param_row_get_control (row);
}

/* The X server sends keys to the window, and the window to the figure. */
static void
focus_figure (WindowFixture *fixture)
{
  hands (fixture, "windowfocus --sync %lu", window_id (fixture));
  gtk_widget_grab_focus (GTK_WIDGET (view_of (fixture)));
}

static void
assert_undone_by_one_step (WindowFixture *fixture)
{
  g_assert_true (sft_demo_state_can_undo (state_of (fixture)));
  sft_demo_state_undo (state_of (fixture));
  g_assert_true (sft_demo_state_is_default (state_of (fixture)));
  g_assert_false (sft_demo_state_can_undo (state_of (fixture)));
  wait_for_frame (fixture->window);
  assert_readouts_are_right (fixture->window);
}

/* --- pointer --- */

static void
test_click_toggles (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 2);
  SftHit at = cell (fixture, 1, 3);
  GtkWidget *toggle = sft_cell_grid_reveal (SFT_CELL_GRID (control_of (fixture, "mask")), 1, 3);
  g_autofree char *move = move_to_element (fixture, &at);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));

  hands (fixture, "%s click 1", move);
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 3), ==, 1);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  g_assert_cmpstr (sft_readouts_get_text (sft_window_get_readouts (fixture->window), "active_tokens"), ==, "9");
  assert_readouts_are_right (fixture->window);

  hands (fixture, "click 1");
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 3), ==, 0);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  hands (fixture, "click 1");
  sft_demo_state_undo (state_of (fixture));
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 3), ==, 0);
}

/* All cells on the way get what the first one got; the way back changes nothing. */
static void
test_paint (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 2);
  SftHit first = cell (fixture, 0, 0), last = cell (fixture, 0, 5), corner = cell (fixture, 2, 5);
  g_autofree char *begin = move_to_element (fixture, &first), *end = move_to_element (fixture, &last);
  g_autofree char *down = move_to_element (fixture, &corner);
  /* One leg a frame: of several moves in one frame only the last counts. */
  hands (fixture, "%s mousedown 1", begin);
  hands (fixture, "%s", end);
  hands (fixture, "%s", down);
  hands (fixture, "%s", end);
  hands (fixture, "%s mouseup 1", begin);
  for (int column = 0; column < 6; column++)
    g_assert_cmpfloat (value_at (fixture, "mask", 0, column), ==, 1);
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 5), ==, 1);
  g_assert_cmpfloat (value_at (fixture, "mask", 2, 5), ==, 1);
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 4), ==, 0);
  assert_readouts_are_right (fixture->window);
  assert_undone_by_one_step (fixture);
}

static void
test_bar_toggles (WindowFixture *fixture, gconstpointer unused)
{
  SftHit bar = element (fixture, SFT_HIT_POINT, 1, 0, 2, 0);
  g_autofree char *move = move_to (fixture, bar.page_x, bar.box.y + bar.box.height / 2);
  /* Above the bar, where nothing is drawn but its column. */
  g_autofree char *above = move_to (fixture, bar.page_x, bar.box.y - 30);
  hands (fixture, "%s click 1", move);
  g_assert_cmpfloat (value_at (fixture, "response_mask", 2, 0), ==, 0);
  assert_readouts_are_right (fixture->window);
  hands (fixture, "%s click 1", above);
  g_assert_cmpfloat (value_at (fixture, "response_mask", 2, 0), ==, 1);
  assert_readouts_are_right (fixture->window);
}

/* The line goes with the pointer, wherever in its reach it was taken hold of, and stops where the axis ends. */
static void
test_drag_threshold (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 4);
  SftHit line = element (fixture, SFT_HIT_MARK, 0, 0, 0, 0);
  SftBox plot = sft_layout_plot_area (sft_figure_view_get_layout (view_of (fixture)), 0);
  double wanted = sft_layout_drag (sft_figure_view_get_layout (view_of (fixture)), &line, 0.5, line.page_x - 120, 0);
  g_autofree char *begin = move_to (fixture, line.page_x + 4, plot.y + 0.7 * plot.height);
  g_autofree char *half = move_to (fixture, line.page_x - 56, plot.y + 0.6 * plot.height);
  g_autofree char *end = move_to (fixture, line.page_x - 116, plot.y + 0.5 * plot.height);
  g_autofree char *beyond = move_to (fixture, plot.x + 3 * plot.width, plot.y);

  hands (fixture, "%s mousedown 1 %s", begin, half);
  g_assert_true (sft_demo_state_in_gesture (state_of (fixture)));
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), <, 0.5);
  assert_readouts_are_right (fixture->window);
  hands (fixture, "%s", end);
  /* A pixel at each end may be rounded away, and 0.0005 by the three decimals. */
  double pixel = 1 / plot.width;
  g_assert_cmpfloat_with_epsilon (value_at (fixture, "threshold", 0, 0), wanted, 2 * pixel + 0.0005);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "threshold"))), ==,
                     value_at (fixture, "threshold", 0, 0));
  assert_readouts_are_right (fixture->window);
  hands (fixture, "%s mouseup 1", beyond);
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), <=, 1);
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), >=, 0.95);
  element (fixture, SFT_HIT_MARK, 0, 0, 0, 0); /* still to be seen */
  g_assert_false (sft_demo_state_in_gesture (state_of (fixture)));
  assert_undone_by_one_step (fixture);
}

static void
test_drag_onset (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 3);
  SftHit line = element (fixture, SFT_HIT_MARK, 0, 0, 0, 0);
  SftBox plot = sft_layout_plot_area (sft_figure_view_get_layout (view_of (fixture)), 0);
  g_assert_cmpfloat (line.value, ==, 26);
  g_autofree char *begin = move_to (fixture, line.page_x, plot.y + 0.2 * plot.height);
  g_autofree char *end = move_to (fixture, plot.x - 40, plot.y + 0.2 * plot.height);
  hands (fixture, "%s mousedown 1 %s mouseup 1", begin, end);
  g_assert_cmpfloat (value_at (fixture, "overfit_onset", 0, 0), <, 2);
  assert_readouts_are_right (fixture->window);
  assert_undone_by_one_step (fixture);
}

/* 0.04 a point, as the lab's binding says. */
static void
test_drag_logit (WindowFixture *fixture, gconstpointer unused)
{
  SftHit at = cell (fixture, 0, 0);
  g_assert_cmpfloat (at.bind.per_unit, ==, 0.04);
  g_autofree char *begin = move_to_element (fixture, &at);
  g_autofree char *end = move_to (fixture, at.page_x + 7, at.page_y - 50);
  hands (fixture, "%s mousedown 1 %s mouseup 1", begin, end);
  g_assert_cmpfloat_with_epsilon (value_at (fixture, "logits", 0, 0), 4, 0.04); /* of a pixel */
  assert_readouts_are_right (fixture->window);
  assert_undone_by_one_step (fixture);
}

static void
test_escape_takes_back (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 4);
  SftHit line = element (fixture, SFT_HIT_MARK, 0, 0, 0, 0);
  g_autofree char *begin = move_to (fixture, line.page_x, line.page_y);
  g_autofree char *end = move_to (fixture, line.page_x + 90, line.page_y);
  hands (fixture, "%s mousedown 1 %s", begin, end);
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), >, 0.5);
  hands (fixture, "key Escape");
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), ==, 0.5);
  g_assert_false (sft_demo_state_can_undo (state_of (fixture)));
  hands (fixture, "%s mouseup 1", begin);
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), ==, 0.5);
  assert_readouts_are_right (fixture->window);
}

static const char *
cursor_name (WindowFixture *fixture)
{
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (view_of (fixture)));
  return cursor != NULL ? gdk_cursor_get_name (cursor) : NULL;
}

/* Hovering points out, tells by the cursor what can be done, and lays out nothing anew. */
static void
test_hover (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 4);
  const SftLayout *layout = sft_figure_view_get_layout (view_of (fixture));
  SftHit line = element (fixture, SFT_HIT_MARK, 0, 0, 0, 0), point = element (fixture, SFT_HIT_POINT, 0, 1, 25, 0);
  g_autofree char *to_line = move_to (fixture, line.page_x + 2, line.page_y);
  g_autofree char *to_point = move_to_element (fixture, &point);
  g_autofree char *away = move_to (fixture, -60, 20);

  hands (fixture, "%s", to_point);
  g_assert_true (sft_hit_same (sft_figure_view_get_hit (view_of (fixture)), &point));
  g_assert_cmpstr (cursor_name (fixture), ==, NULL);
  hands (fixture, "%s", to_line);
  g_assert_true (sft_hit_same (sft_figure_view_get_hit (view_of (fixture)), &line));
  g_assert_cmpstr (cursor_name (fixture), ==, "ew-resize");
  hands (fixture, "%s", away);
  g_assert_cmpint (sft_figure_view_get_hit (view_of (fixture))->kind, ==, SFT_HIT_NONE);
  g_assert_true (layout == sft_figure_view_get_layout (view_of (fixture)));

  open_demo (fixture, 2);
  SftHit at = cell (fixture, 2, 2);
  g_autofree char *to_cell = move_to_element (fixture, &at);
  hands (fixture, "%s", to_cell);
  g_assert_cmpstr (cursor_name (fixture), ==, "pointer");
  open_demo (fixture, 1);
  g_assert_cmpint (sft_figure_view_get_hit (view_of (fixture))->kind, ==, SFT_HIT_NONE);
}

/* --- keys --- */

static void
test_keys_toggle (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 2);
  focus_figure (fixture);
  hands (fixture, "key Home");
  SftHit start = *sft_figure_view_get_hit (view_of (fixture)), expected = cell (fixture, 0, 0);
  g_assert_true (sft_hit_same (&start, &expected));
  hands (fixture, "key Right key Down key space");
  expected = cell (fixture, 1, 1);
  g_assert_true (sft_hit_same (sft_figure_view_get_hit (view_of (fixture)), &expected));
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 1), ==, 0);
  GtkWidget *toggle = sft_cell_grid_reveal (SFT_CELL_GRID (control_of (fixture, "mask")), 1, 1);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  assert_readouts_are_right (fixture->window);
  assert_undone_by_one_step (fixture);

  hands (fixture, "key End key space");
  g_assert_cmpfloat (value_at (fixture, "mask", 1, 5), ==, 1);
  hands (fixture, "key Escape");
  g_assert_cmpint (sft_figure_view_get_hit (view_of (fixture))->kind, ==, SFT_HIT_NONE);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (view_of (fixture))));
}

static void
test_keys_change (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 4);
  focus_figure (fixture);
  hands (fixture, "key Home key plus");
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), ==, 0.51);
  hands (fixture, "key plus key shift+Up key minus");
  g_assert_cmpfloat (value_at (fixture, "threshold", 0, 0), ==, 0.52);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control_of (fixture, "threshold"))), ==, 0.52);
  SftHit line = element (fixture, SFT_HIT_MARK, 0, 0, 0, 0);
  g_assert_cmpfloat (line.value, ==, 0.52);
  assert_readouts_are_right (fixture->window);

  open_demo (fixture, 1);
  gtk_widget_grab_focus (GTK_WIDGET (view_of (fixture)));
  hands (fixture, "key Home key Down key minus key shift+Down");
  g_assert_cmpfloat_with_epsilon (value_at (fixture, "logits", 1, 0), -0.1, 1e-12); /* 0.1 - 2 * 0.1 */
  assert_readouts_are_right (fixture->window);
}

/* From the switch of the views by Tab alone: something is pointed out on arrival, and Tab leaves again. */
static void
test_tab (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *view = GTK_WIDGET (view_of (fixture));
  /* The pointer rests elsewhere. */
  hands (fixture, "windowfocus --sync %lu mousemove 0 0", window_id (fixture));
  int n = 0;
  do
    hands (fixture, "key Tab");
  while (!gtk_widget_is_focus (view) && ++n < 60);
  g_assert_true (gtk_widget_is_focus (view));
  SftHit first = SFT_HIT_INIT; /* of whatever demo the keys went past */
  sft_layout_step (sft_figure_view_get_layout (view_of (fixture)), &first, SFT_MOVE_RIGHT);
  g_assert_true (sft_hit_same (sft_figure_view_get_hit (view_of (fixture)), &first));
  hands (fixture, "key Tab");
  g_assert_false (gtk_widget_is_focus (view));
  g_assert_cmpint (sft_figure_view_get_hit (view_of (fixture))->kind, ==, SFT_HIT_NONE);
}

static gboolean
ring (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A reader of the screen hears where the keys came to rest. */
static void
test_words (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *view = GTK_WIDGET (view_of (fixture));
  gboolean rung = FALSE;
  focus_figure (fixture);
  hands (fixture, "key Home key Right key Down");
  g_timeout_add (600, ring, &rung);
  while (!rung)
    g_main_context_iteration (NULL, TRUE);
  /* exp (1.8) / (exp (0.1) + exp (1.8) + exp (-0.2)) = 0.7587 */
  const char *words = "Token position 1 Hi, Vocabulary index 1: probability 0.7587, target. Plus and minus change it.";
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
}

/* --- anything --- */

#define EDGE 16

/* Wild hands on every demo: all that the window shows agrees at the end, and nothing is left under way. */
static void
test_wild_hands (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const keys[] = { "Right", "Left", "Up",    "Down", "space", "plus",   "minus", "Home",
                                      "End",   "Next", "Prior", "plus", "space", "Escape", "Down",  "Return" };
  GtkWidget *view = GTK_WIDGET (view_of (fixture));
  for (int number = 1; number <= 25; number++)
    {
      for (int concept = 0; concept < 2; concept++)
        {
          if (sft_demo_lab (sft_demo_find (number), concept) == NULL)
            continue;
          sft_window_open (fixture->window, sft_demo_find (number), concept);
          wait_for_frame (fixture->window);
          wait_for_worker (fixture->window);
          wait_for_frame (fixture->window);
          g_autoptr (GString) line = g_string_new (NULL);
          for (int i = 0; i < 12; i++)
            {
              /* Within the figure and away from the panes' handles: without a window manager a drag of the window's
               * edge would never end. */
              double x = g_test_rand_double_range (EDGE, gtk_widget_get_width (view) - EDGE);
              double y = g_test_rand_double_range (EDGE, gtk_widget_get_height (view) - EDGE);
              g_autofree char *move = move_to (fixture, x, y);
              g_string_append_printf (line, "%s %s ", move, i % 3 == 0 ? "mousedown 1" : i % 3 == 2 ? "mouseup 1" : "");
            }
          hands (fixture, "%s", line->str);
          gtk_widget_grab_focus (GTK_WIDGET (view_of (fixture)));
          g_string_assign (line, "");
          for (int i = 0; i < 16; i++)
            g_string_append_printf (line, "key %s ", keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))]);
          hands (fixture, "%s", line->str);
          wait_for_worker (fixture->window);
          wait_for_frame (fixture->window);
          g_assert_false (sft_demo_state_in_gesture (state_of (fixture)));
          assert_readouts_are_right (fixture->window);
        }
    }
}

static void
add_tests (void)
{
  add_window_test ("/canvas/click-toggles", test_click_toggles);
  add_window_test ("/canvas/paint", test_paint);
  add_window_test ("/canvas/bar-toggles", test_bar_toggles);
  add_window_test ("/canvas/drag-threshold", test_drag_threshold);
  add_window_test ("/canvas/drag-onset", test_drag_onset);
  add_window_test ("/canvas/drag-logit", test_drag_logit);
  add_window_test ("/canvas/escape-takes-back", test_escape_takes_back);
  add_window_test ("/canvas/hover", test_hover);
  add_window_test ("/canvas/keys-toggle", test_keys_toggle);
  add_window_test ("/canvas/keys-change", test_keys_change);
  add_window_test ("/canvas/tab", test_tab);
  add_window_test ("/canvas/words", test_words);
  add_window_test ("/canvas/wild-hands", test_wild_hands);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
