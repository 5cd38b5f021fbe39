/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo, redo, reset and presets in the window. */
#include <string.h>

#include "sft-shortcuts.h"
#include "window-fixture.h"

static SftParamRow *
row_of (WindowFixture *fixture, const char *id)
{
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), id);
  g_assert_nonnull (row);
  return row;
}

static GtkSpinButton *
spin_of (WindowFixture *fixture, const char *id)
{
  return GTK_SPIN_BUTTON (sft_param_row_get_control (row_of (fixture, id)));
}

static void
open_demo (WindowFixture *fixture, int number, gboolean concept)
{
  sft_window_open (fixture->window, sft_demo_find (number), concept);
  wait_for_frame (fixture->window);
}

static double
value_of (WindowFixture *fixture, const char *id)
{
  return sft_values_get (sft_demo_state_get_values (sft_window_get_state (fixture->window)), id);
}

static GtkWidget *
find_button (GtkWidget *root, const char *action)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (WindowFixture *fixture, GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  wait_for_frame (fixture->window);
}

static void
check_buttons (WindowFixture *fixture, gboolean undo, gboolean redo)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_assert_cmpint (gtk_widget_is_sensitive (find_button (window, "win.undo")), ==, undo);
  g_assert_cmpint (gtk_widget_is_sensitive (find_button (window, "win.redo")), ==, redo);
}

static void
test_undo (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  open_demo (fixture, 3, FALSE);
  check_buttons (fixture, FALSE, FALSE);
  gtk_spin_button_set_value (spin_of (fixture, "steps"), 50);
  gtk_spin_button_set_value (spin_of (fixture, "overfit_slope"), 0.02);
  wait_for_frame (fixture->window);
  check_buttons (fixture, TRUE, FALSE);
  press (fixture, find_button (window, "win.undo"));
  g_assert_cmpfloat (value_of (fixture, "overfit_slope"), ==, 0.006);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin_of (fixture, "overfit_slope")), ==, 0.006);
  assert_readouts_are_right (fixture->window);
  check_buttons (fixture, TRUE, TRUE);
  g_assert_true (gtk_widget_activate_action (window, "win.undo", NULL));
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 40);
  check_buttons (fixture, FALSE, TRUE);

  /* No step is lost when another demo is looked at. */
  open_demo (fixture, 8, FALSE);
  check_buttons (fixture, FALSE, FALSE);
  gtk_spin_button_set_value (spin_of (fixture, "steps"), 77);
  check_buttons (fixture, TRUE, FALSE);
  open_demo (fixture, 3, FALSE);
  check_buttons (fixture, FALSE, TRUE);
  press (fixture, find_button (window, "win.redo"));
  press (fixture, find_button (window, "win.redo"));
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 50);
  g_assert_cmpfloat (value_of (fixture, "overfit_slope"), ==, 0.02);
  check_buttons (fixture, TRUE, FALSE);
  assert_readouts_are_right (fixture->window);
  open_demo (fixture, 8, FALSE);
  press (fixture, find_button (window, "win.undo"));
  g_assert_cmpfloat (value_of (fixture, "steps"), ==, 40);
}

static const SftShortcut *
find_shortcut (const char *action)
{
  for (const SftShortcut *shortcut = sft_shortcuts_table (); shortcut->action != NULL; shortcut++)
    if (g_str_equal (shortcut->action, action))
      return shortcut;
  return NULL;
}

static void
test_shortcuts (WindowFixture *fixture, gconstpointer unused)
{
  g_assert_cmpstr (find_shortcut ("win.undo")->accelerator, ==, "<Control>z");
  g_assert_cmpstr (find_shortcut ("win.redo")->accelerator, ==, "<Control><Shift>z");
  g_assert_cmpstr (find_shortcut ("win.redo")->other_accelerator, ==, "<Control>y");
  static const char *const actions[] = { "win.undo", "win.redo" };
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *button = find_button (GTK_WIDGET (fixture->window), actions[i]);
      g_assert_nonnull (gtk_widget_get_tooltip_text (button));
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, i == 0 ? "Undo" : "Redo");
    }
}

/* Every accelerator can be read, and none is given twice. */
static void
test_accelerators (WindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  for (const SftShortcut *shortcut = sft_shortcuts_table (); shortcut->action != NULL; shortcut++)
    for (int i = 0; i < 2; i++)
      {
        const char *accelerator = i == 0 ? shortcut->accelerator : shortcut->other_accelerator;
        guint key;
        GdkModifierType modifiers;
        if (accelerator == NULL)
          continue;
        g_assert_true (gtk_accelerator_parse (accelerator, &key, &modifiers));
        g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (key ^ (modifiers << 24))));
      }
}

static gboolean
is_marked (WindowFixture *fixture, const char *id)
{
  SftParamRow *row = row_of (fixture, id);
  gboolean marked = gtk_widget_get_visible (sft_param_row_get_reset_button (row));
  const SftParam *param = sft_param_row_get_param (row);
  const char *help = param != NULL ? param->help : sft_param_row_get_dim (row)->help;
  g_autofree char *words = marked ? g_strconcat (help, " Changed from its default.", NULL) : g_strdup (help);
  gtk_test_accessible_assert_property (sft_param_row_get_control (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  return marked;
}

static void
test_reset_one (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 3, FALSE);
  g_assert_false (is_marked (fixture, "steps"));
  gtk_spin_button_set_value (spin_of (fixture, "steps"), 50);
  gtk_spin_button_set_value (spin_of (fixture, "val_floor"), 0.5);
  g_assert_true (is_marked (fixture, "steps"));
  g_assert_true (is_marked (fixture, "val_floor"));
  g_assert_false (is_marked (fixture, "overfit_slope"));
  GtkWidget *reset = sft_param_row_get_reset_button (row_of (fixture, "steps"));
  gtk_test_accessible_assert_property (reset, GTK_ACCESSIBLE_PROPERTY_LABEL, "Reset Steps");
  g_assert_true (gtk_widget_grab_focus (reset));
  press (fixture, reset);
  g_assert_false (is_marked (fixture, "steps"));
  g_assert_cmpfloat (gtk_spin_button_get_value (spin_of (fixture, "steps")), ==, 40);
  g_assert_cmpfloat (value_of (fixture, "val_floor"), ==, 0.5);
  /* Who pressed it by keyboard is now at the control. */
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (spin_of (fixture, "steps"))));

  /* A view that shares the controls has marks of its own. */
  open_demo (fixture, 8, FALSE);
  g_assert_false (is_marked (fixture, "val_floor"));
  open_demo (fixture, 3, FALSE);
  g_assert_true (is_marked (fixture, "val_floor"));

  open_demo (fixture, 2, FALSE);
  gtk_spin_button_set_value (spin_of (fixture, "positions"), 8);
  g_assert_true (is_marked (fixture, "positions"));
  g_assert_false (is_marked (fixture, "mask"));
  sft_demo_state_set (sft_window_get_state (fixture->window), "mask", 0, 0, 1);
  g_assert_true (is_marked (fixture, "mask"));
  press (fixture, sft_param_row_get_reset_button (row_of (fixture, "mask")));
  g_assert_false (is_marked (fixture, "mask"));
  g_assert_true (is_marked (fixture, "positions"));
  assert_readouts_are_right (fixture->window);
}

static void
check_presets (WindowFixture *fixture)
{
  SftDemoState *state = sft_window_get_state (fixture->window);
  SftPresets *presets = sft_param_panel_get_presets (sft_window_get_panel (fixture->window));
  g_autoptr (SftValues) before = sft_values_ref (sft_demo_state_get_values (state));
  const SftPreset *preset = sft_lab_presets (sft_demo_state_get_lab (state));
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (presets)), ==, preset != NULL);
  for (; preset != NULL && preset->id != NULL; preset++)
    {
      GtkWidget *button = sft_presets_find (presets, preset->id);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, preset->title);
      press (fixture, button);
      wait_for_worker (fixture->window);
      wait_for_frame (fixture->window);
      g_assert_true (sft_claim_holds (&preset->claim, sft_demo_state_get_result (state)));
      g_assert_cmpstr (sft_presets_get_look_for (presets), ==, preset->look_for);
      g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
      assert_readouts_are_right (fixture->window);
      /* Pressed again it stays, and it was one step. */
      press (fixture, button);
      g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
      press (fixture, find_button (GTK_WIDGET (fixture->window), "win.undo"));
      g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
      g_assert_true (sft_values_same (before, sft_demo_state_get_values (state), NULL));
      g_assert_cmpstr (sft_presets_get_look_for (presets), ==, "");
      g_assert_false (sft_demo_state_can_undo (state));
    }
}

static void
test_presets (WindowFixture *fixture, gconstpointer unused)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < n; i++)
    for (int concept = 0; concept < 2; concept++)
      if (sft_demo_lab (&demos[i], concept) != NULL)
        {
          g_test_message ("%d%s", demos[i].number, concept ? "/concept" : "");
          open_demo (fixture, demos[i].number, concept);
          check_presets (fixture);
        }
}

/* The sentence stays while its numbers are played with, and goes with a reset. */
static void
test_look_for (WindowFixture *fixture, gconstpointer unused)
{
  open_demo (fixture, 3, FALSE);
  SftPresets *presets = sft_param_panel_get_presets (sft_window_get_panel (fixture->window));
  GtkWidget *button = sft_presets_find (presets, "overfitting");
  press (fixture, button);
  g_autofree char *sentence = g_strdup (sft_presets_get_look_for (presets));
  g_assert_cmpstr (sentence, !=, "");
  gtk_spin_button_set_value (spin_of (fixture, "overfit_slope"), 0.016);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_assert_cmpstr (sft_presets_get_look_for (presets), ==, sentence);
  open_demo (fixture, 8, FALSE);
  g_assert_cmpstr (sft_presets_get_look_for (presets), ==, "");
  open_demo (fixture, 3, FALSE);
  g_assert_cmpstr (sft_presets_get_look_for (presets), ==, sentence);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reset", NULL);
  g_assert_cmpstr (sft_presets_get_look_for (presets), ==, "");
  /* Set by hand it is the same preset. */
  gtk_spin_button_set_value (spin_of (fixture, "overfit_slope"), 0.015);
  g_assert_cmpstr (sft_presets_get_look_for (presets), ==, sentence);
}

/* The change of each readout against what was pinned; each view has its own. */
static void
test_pin (WindowFixture *fixture, gconstpointer unused)
{
  SftReadouts *readouts = sft_window_get_readouts (fixture->window);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  gboolean pinned;
  open_demo (fixture, 3, FALSE);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_step"), ==, "");
  g_assert_true (gtk_widget_activate_action (window, "win.pin", NULL));
  g_object_get (window, "pinned", &pinned, NULL);
  g_assert_true (pinned);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_step"), ==, "(±0)");
  /* Values of the golden curve: best step 40 at 0.6912; with this slope 32 at 0.7969. */
  gtk_spin_button_set_value (spin_of (fixture, "overfit_slope"), 0.015);
  wait_for_frame (fixture->window);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_step"), ==, "(−8)");
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_validation_loss"), ==, "(+0.1057)");
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_is_interior"), ==, "(was no)");
  assert_readouts_are_right (fixture->window);
  open_demo (fixture, 1, FALSE);
  g_object_get (window, "pinned", &pinned, NULL);
  g_assert_false (pinned);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "masked_loss"), ==, "");
  gtk_widget_activate_action (window, "win.pin", NULL);
  gtk_spin_button_set_value (spin_of (fixture, "tokens"), 5);
  wait_for_frame (fixture->window);
  /* A list of another length has no difference. */
  g_assert_true (g_str_has_prefix (sft_readouts_get_change (readouts, "token_nll"), "(was 0.2210"));
  press (fixture,
         sft_presets_find (sft_param_panel_get_presets (sft_window_get_panel (fixture->window)), "all-prompt"));
  g_assert_cmpstr (sft_readouts_get_change (readouts, "masked_loss"), ==, "(was 0.4301)");
  g_assert_cmpstr (sft_readouts_get_change (readouts, "token_nll"), ==, "(±0)");
  open_demo (fixture, 3, FALSE);
  g_object_get (window, "pinned", &pinned, NULL);
  g_assert_true (pinned);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_step"), ==, "(−8)");
  gtk_widget_activate_action (window, "win.pin", NULL);
  g_object_get (window, "pinned", &pinned, NULL);
  g_assert_false (pinned);
  g_assert_cmpstr (sft_readouts_get_change (readouts, "best_step"), ==, "");
  g_assert_null (sft_readouts_get_change (readouts, "no_such_readout"));
}

static void
add_tests (void)
{
  add_window_test ("/steps/undo", test_undo);
  add_window_test ("/steps/shortcuts", test_shortcuts);
  add_window_test ("/steps/accelerators", test_accelerators);
  add_window_test ("/steps/reset-one", test_reset_one);
  add_window_test ("/steps/presets", test_presets);
  add_window_test ("/steps/look-for", test_look_for);
  add_window_test ("/steps/pin", test_pin);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
