/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen reader hears one announcement of a run of changes, of what changed alone. */
#include "sft-announcer.h"
#include "window-fixture.h"

static GtkWidget *
label_of (WindowFixture *fixture)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->window), SFT_TYPE_WINDOW, "announcement"));
}

static void
count (GObject *label, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
open_view (WindowFixture *fixture, int number)
{
  sft_window_open (fixture->window, sft_demo_find (number), FALSE);
  wait_for_frame (fixture->window);
  wait_ms (SFT_ANNOUNCE_PAUSE_MS + 100);
}

static const char *
text_of (WindowFixture *fixture, const char *id)
{
  return sft_readouts_get_text (sft_window_get_readouts (fixture->window), id);
}

static void
test_one_for_many (WindowFixture *fixture, gconstpointer unused)
{
  guint n = 0;
  GtkWidget *label = label_of (fixture);
  open_view (fixture, 4);
  const SftResult *result = sft_demo_state_get_result (sft_window_get_state (fixture->window));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_ROLE_STATUS);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, sft_text_get (&result->figure->summary, TRUE));

  g_signal_connect (label, "notify::label", G_CALLBACK (count), &n);
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), "threshold");
  GtkSpinButton *spin = GTK_SPIN_BUTTON (sft_param_row_get_control (row));
  for (int i = 0; i < 25; i++)
    {
      gtk_spin_button_set_value (spin, 0.4 + 0.01 * i);
      sft_demo_state_update (sft_window_get_state (fixture->window)); /* as the frame would, but in no time */
    }
  g_assert_cmpuint (n, ==, 0);
  wait_ms (SFT_ANNOUNCE_PAUSE_MS + 100);
  g_assert_cmpuint (n, ==, 1);
  /* The rates moved with the threshold; the areas under the curve did not. */
  const char *heard = gtk_label_get_text (GTK_LABEL (label));
  g_assert_nonnull (strstr (heard, text_of (fixture, "block_harmful")));
  g_assert_nonnull (strstr (heard, text_of (fixture, "block_benign")));
  g_assert_null (strstr (heard, text_of (fixture, "auc_exact")));
}

/* There and back again is nothing to tell. */
static void
test_nothing_changed (WindowFixture *fixture, gconstpointer unused)
{
  guint n = 0;
  open_view (fixture, 3);
  g_signal_connect (label_of (fixture), "notify::label", G_CALLBACK (count), &n);
  SftDemoState *state = sft_window_get_state (fixture->window);
  g_assert_true (sft_demo_state_set (state, "val_floor", 0, 0, 0.5));
  sft_demo_state_update (state);
  g_assert_true (sft_demo_state_set (state, "val_floor", 0, 0, 0.38));
  sft_demo_state_update (state);
  wait_ms (SFT_ANNOUNCE_PAUSE_MS + 100);
  g_assert_cmpuint (n, ==, 0);
}

/* A view that is left at once is not heard, and the window may go while something waits to be said. */
static void
test_views (WindowFixture *fixture, gconstpointer unused)
{
  guint n = 0;
  open_view (fixture, 2);
  g_signal_connect (label_of (fixture), "notify::label", G_CALLBACK (count), &n);
  for (int number = 3; number < 9; number++)
    sft_window_open (fixture->window, sft_demo_find (number), FALSE);
  wait_ms (SFT_ANNOUNCE_PAUSE_MS + 100);
  g_assert_cmpuint (n, ==, 1);
  const SftResult *result = sft_demo_state_get_result (sft_window_get_state (fixture->window));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label_of (fixture))), ==,
                   sft_text_get (&result->figure->summary, TRUE));
  sft_window_open (fixture->window, sft_demo_find (9), FALSE);
  wait_for_frame (fixture->window);
}

static void
add_tests (void)
{
  add_window_test ("/announcer/one-for-many", test_one_for_many);
  add_window_test ("/announcer/nothing-changed", test_nothing_changed);
  add_window_test ("/announcer/views", test_views);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
