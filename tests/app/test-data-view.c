/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was pinned in the window, and the page of the figure's data. */
#include <string.h>

#include "sft-data-view.h"
#include "sft-results.h"
#include "sft-table-rows.h"
#include "window-fixture.h"

static SftDemoState *
state_of (WindowFixture *fixture)
{
  return sft_window_get_state (fixture->window);
}

static SftFigure *
figure_of (WindowFixture *fixture)
{
  return sft_figure_view_get_figure (sft_window_get_figure_view (fixture->window));
}

static void
open_view (WindowFixture *fixture, int demo, gboolean concept)
{
  sft_window_open (fixture->window, sft_demo_find (demo), concept);
  wait_for_worker (fixture->window);
  wait_for_frame (fixture->window);
}

static void
change (WindowFixture *fixture, const char *id, int row, int column, double value)
{
  g_assert_true (sft_demo_state_set (state_of (fixture), id, row, column, value));
  sft_demo_state_update (state_of (fixture));
  wait_for_worker (fixture->window);
  wait_for_frame (fixture->window);
}

static void
toggle_pin (WindowFixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.pin", NULL));
}

static GtkWidget *
note_of (WindowFixture *fixture)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->window), SFT_TYPE_WINDOW, "ghost_note"));
}

/* --- the ghost --- */

/* From pinning on the figure has its ghost, through changes, undo and redo, and until it is let go. */
static void
test_ghost (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  g_assert_null (figure_of (fixture)->ghost);
  g_autoptr (SftFigure) first = sft_figure_ref (figure_of (fixture));
  toggle_pin (fixture);
  g_assert_true (figure_of (fixture)->ghost == first);
  change (fixture, "train_decay", 0, 0, 10);
  g_assert_true (figure_of (fixture)->ghost == first);
  g_assert_false (sft_figure_equal (first, sft_demo_state_get_result (state_of (fixture))->figure));
  g_assert_true (figure_of (fixture) == sft_demo_state_get_figure (state_of (fixture)));

  sft_demo_state_undo (state_of (fixture));
  sft_demo_state_update (state_of (fixture));
  g_assert_true (figure_of (fixture)->ghost == first);
  g_assert_true (sft_figure_equal (first, sft_demo_state_get_result (state_of (fixture))->figure));
  sft_demo_state_redo (state_of (fixture));
  sft_demo_state_update (state_of (fixture));
  g_assert_true (figure_of (fixture)->ghost == first);

  toggle_pin (fixture);
  g_assert_null (figure_of (fixture)->ghost);
  assert_readouts_are_right (fixture->window);
}

/* A figure of another shape says why nothing stands behind it, and gets its ghost back with its shape. */
static void
test_dropped (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 2, FALSE);
  toggle_pin (fixture);
  g_assert_nonnull (figure_of (fixture)->ghost);
  g_assert_false (gtk_widget_get_visible (note_of (fixture)));
  g_assert_true (sft_demo_state_resize (state_of (fixture), "positions", 8));
  sft_demo_state_update (state_of (fixture));
  g_assert_null (figure_of (fixture)->ghost);
  g_assert_true (gtk_widget_get_visible (note_of (fixture)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (note_of (fixture))), "3 × 6 cells"));
  sft_demo_state_undo (state_of (fixture));
  sft_demo_state_update (state_of (fixture));
  g_assert_nonnull (figure_of (fixture)->ghost);
  g_assert_false (gtk_widget_get_visible (note_of (fixture)));
  sft_demo_state_redo (state_of (fixture));
  sft_demo_state_update (state_of (fixture));
  toggle_pin (fixture);
  g_assert_false (gtk_widget_get_visible (note_of (fixture)));
}

/* Each view has its own, which waits there. */
static void
test_each_view (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 1, FALSE);
  toggle_pin (fixture);
  open_view (fixture, 3, FALSE);
  g_assert_null (figure_of (fixture)->ghost);
  open_view (fixture, 1, FALSE);
  g_assert_nonnull (figure_of (fixture)->ghost);
}

static GtkWidget *
child_of (SftExportDialog *dialog, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), SFT_TYPE_EXPORT_DIALOG, id));
}

static SftFigure *
preview_of (SftExportDialog *dialog)
{
  return sft_figure_view_get_figure (SFT_FIGURE_VIEW (child_of (dialog, "preview")));
}

/* The switch is there only while there is something to switch. */
static void
test_export (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  SftExportDialog *dialog = sft_window_export (fixture->window);
  g_assert_false (gtk_widget_get_visible (child_of (dialog, "pinned")));
  g_assert_null (preview_of (dialog)->ghost);
  gtk_window_destroy (GTK_WINDOW (dialog));

  toggle_pin (fixture);
  change (fixture, "train_decay", 0, 0, 10);
  dialog = sft_window_export (fixture->window);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "format")), SFT_FORMAT_CSV);
  const char *text = gtk_label_get_text (GTK_LABEL (child_of (dialog, "preview_text")));
  g_assert_true (gtk_widget_get_visible (child_of (dialog, "pinned")));
  g_assert_true (g_str_has_prefix (text, "x,train,validation,pinned: train,pinned: validation\n"));
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "pinned")), FALSE);
  text = gtk_label_get_text (GTK_LABEL (child_of (dialog, "preview_text")));
  g_assert_true (g_str_has_prefix (text, "x,train,validation\n"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child_of (dialog, "format")), SFT_FORMAT_PNG);
  g_assert_null (preview_of (dialog)->ghost);
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "pinned")), TRUE);
  g_assert_nonnull (preview_of (dialog)->ghost);
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for_frame (fixture->window);
}

/* --- the data --- */

static SftDataView *
view_of (WindowFixture *fixture)
{
  return SFT_DATA_VIEW (find_descendant (GTK_WIDGET (fixture->window), SFT_TYPE_DATA_VIEW));
}

static void
show_page (WindowFixture *fixture, const char *name)
{
  GtkWidget *results = find_descendant (GTK_WIDGET (fixture->window), SFT_TYPE_RESULTS);
  GtkWidget *stack = GTK_WIDGET (gtk_widget_get_template_child (results, SFT_TYPE_RESULTS, "stack"));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), name);
  wait_for_frame (fixture->window);
}

static gpointer
data_child (WindowFixture *fixture, const char *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (view_of (fixture)), SFT_TYPE_DATA_VIEW, id);
}

/* The titles of all columns, with bars between. */
static char *
titles_of (WindowFixture *fixture)
{
  GListModel *columns = gtk_column_view_get_columns (data_child (fixture, "columns"));
  g_autoptr (GString) titles = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_string_append_printf (titles, "%s%s", i > 0 ? " | " : "", gtk_column_view_column_get_title (column));
    }
  return g_strdup (titles->str);
}

static guint
rows_of (WindowFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (data_child (fixture, "columns"))));
}

/* Is there a label with this text below the widget, told to a screen reader with these words? */
static gboolean
find_label (GtkWidget *widget, const char *text, const char *words)
{
  if (GTK_IS_LABEL (widget) && strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    {
      g_autofree char *problem =
          gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words);
      if (problem == NULL)
        return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (find_label (child, text, words))
      return TRUE;
  return FALSE;
}

static gboolean
shows (WindowFixture *fixture, const char *text, const char *words)
{
  return find_label (data_child (fixture, "columns"), text, words);
}

/* Nothing is made before the page is seen, and nothing while another one is. */
static void
test_lazy (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  g_assert_null (sft_data_view_get_table (view_of (fixture)));
  show_page (fixture, "data");
  const SftTable *table = sft_data_view_get_table (view_of (fixture));
  g_assert_nonnull (table);
  g_autofree char *titles = titles_of (fixture);
  g_assert_cmpstr (titles, ==, "# | Step | train | validation");
  g_assert_cmpuint (rows_of (fixture), ==, 40);
  show_page (fixture, "checks");
  change (fixture, "steps", 0, 0, 12);
  g_assert_true (sft_data_view_get_table (view_of (fixture)) == table);
  g_assert_cmpuint (rows_of (fixture), ==, 40);
  show_page (fixture, "data");
  g_assert_cmpuint (rows_of (fixture), ==, 12);
}

/* Numbers follow the figure, and each is told with its column. */
static void
test_cells (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  show_page (fixture, "data");
  g_assert_true (shows (fixture, "1", "Row 1"));
  /* 1.8 exp (-1/18) + 0.25, the first value of the lesson. */
  g_assert_true (shows (fixture, "1.95273", "train: 1.95273"));
  change (fixture, "train_floor", 0, 0, 0.5);
  g_assert_true (shows (fixture, "2.20273", "train: 2.20273"));
  g_assert_false (shows (fixture, "1.95273", "train: 1.95273"));
  toggle_pin (fixture);
  wait_for_frame (fixture->window);
  g_autofree char *titles = titles_of (fixture);
  g_assert_cmpstr (titles, ==, "# | Step | train | validation | pinned: train | pinned: validation");
  g_assert_true (shows (fixture, "2.20273", "pinned: train: 2.20273"));
}

/* Panels are chosen by name, and the choice stays while the figure changes. */
static void
test_panels (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 1, FALSE);
  show_page (fixture, "data");
  GtkDropDown *panels = data_child (fixture, "panels");
  g_autofree char *first = titles_of (fixture);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panels)));
  g_assert_cmpstr (first, ==,
                   "# | Token position (from 0) | Vocabulary index 0 | Vocabulary index 1 | Vocabulary index 2");
  gtk_drop_down_set_selected (panels, 1);
  g_autofree char *second = titles_of (fixture);
  g_assert_cmpstr (second, ==, "# | Token position (from 0) | token NLL (nats)");
  change (fixture, "logits", 0, 0, 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (panels), ==, 1);
  g_autofree char *still = titles_of (fixture);
  g_assert_cmpstr (still, ==, second);
  open_view (fixture, 3, FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panels)));
  g_assert_cmpuint (rows_of (fixture), ==, 40);
}

/* Every view of every demo can be read, pinned and not. */
static void
test_all_views (WindowFixture *fixture, gconstpointer unused)
{
  show_page (fixture, "data");
  for (int demo = 1; demo <= 25; demo++)
    for (int concept = demo > 5; concept < 2; concept++)
      {
        if (sft_demo_lab (sft_demo_find (demo), concept) == NULL)
          continue;
        open_view (fixture, demo, concept);
        for (int pinned = 0; pinned < 2; pinned++)
          {
            for (guint panel = 0; panel < figure_of (fixture)->panels->len; panel++)
              {
                gtk_drop_down_set_selected (data_child (fixture, "panels"), panel);
                const SftTable *table = sft_data_view_get_table (view_of (fixture));
                g_assert_cmpuint (sft_table_get_n_rows (table), ==, rows_of (fixture));
                g_assert_cmpuint (rows_of (fixture), >, 0);
              }
            toggle_pin (fixture);
          }
        wait_for_frame (fixture->window);
      }
}

/* Ten thousand rows cost no more than those that are seen. */
static void
test_many_rows (WindowFixture *fixture, gconstpointer unused)
{
  const gsize n = 10000;
  g_autoptr (SftFigure) figure = sft_figure_new (SFT_NO_TEXT, SFT_NO_TEXT);
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Sample"), sft_text ("Score"));
  SftSeries *series = sft_panel_add_series (panel, "score", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_POINTS, n);
  for (gsize i = 0; i < n; i++)
    series->x[i] = series->y[i] = (double)i;
  show_page (fixture, "data");
  sft_data_view_show (view_of (fixture), figure);
  wait_for_frame (fixture->window);
  g_assert_cmpuint (rows_of (fixture), ==, n);
  /* GTK keeps up to about 200 rows of a list, whatever its length. */
  g_assert_cmpuint (count_descendants (data_child (fixture, "columns"), GTK_TYPE_LABEL), <, 3 * 400);
}

/* A large table of another demo is made after its figure is painted; what stands there until then is not seen. */
static void
test_after_the_figure (WindowFixture *fixture, gconstpointer unused)
{
  for (int leaves = 0; leaves < 2; leaves++)
    {
      open_view (fixture, 5, FALSE);
      show_page (fixture, "data");
      wait_for_frame (fixture->window);
      GtkWidget *scrolled = data_child (fixture, "scrolled");
      g_assert_cmpuint (rows_of (fixture), ==, 6);
      g_assert_cmpfloat (gtk_widget_get_opacity (scrolled), ==, 1);
      sft_window_open (fixture->window, sft_demo_find (4), FALSE);
      g_assert_nonnull (figure_of (fixture));
      g_assert_cmpuint (rows_of (fixture), ==, 6);
      g_assert_cmpfloat (gtk_widget_get_opacity (scrolled), ==, 0);
      if (leaves)
        {
          show_page (fixture, "checks");
          g_assert_cmpuint (rows_of (fixture), ==, 6);
          show_page (fixture, "data");
        }
      else
        wait_for_frame (fixture->window);
      /* All that is drawn, in long form: curves, laws and marks. */
      g_assert_cmpuint (rows_of (fixture), ==, 262);
      g_assert_cmpfloat (gtk_widget_get_opacity (scrolled), ==, 1);
      g_autofree char *titles = titles_of (fixture);
      g_assert_cmpstr (titles, ==, "# | curve | Threshold | Rate");
    }
}

/* A row is made for whoever asks, and a change of length touches no more than the end. */
static void
note_change (GListModel *model, guint position, guint removed, guint added, guint *seen)
{
  seen[0] = position;
  seen[1] = removed;
  seen[2] = added;
}

static void
test_rows (void)
{
  g_autoptr (SftTableRows) rows = sft_table_rows_new ();
  guint seen[3] = { 9, 9, 9 };
  g_signal_connect (rows, "items-changed", G_CALLBACK (note_change), seen);
  sft_table_rows_set_length (rows, 10);
  g_assert_cmpmem (seen, sizeof seen, ((guint[]){ 0, 0, 10 }), sizeof seen);
  sft_table_rows_set_length (rows, 12);
  g_assert_cmpmem (seen, sizeof seen, ((guint[]){ 10, 0, 2 }), sizeof seen);
  sft_table_rows_set_length (rows, 3);
  g_assert_cmpmem (seen, sizeof seen, ((guint[]){ 3, 9, 0 }), sizeof seen);
  g_autoptr (GObject) last = g_list_model_get_item (G_LIST_MODEL (rows), 2);
  g_assert_nonnull (last);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (rows), 3));
}

typedef struct
{
  gboolean done;
  char *text;
} Reading;

static void
text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  reading->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  reading->done = TRUE;
}

/* What is copied is what would be exported. */
static void
test_copy (WindowFixture *fixture, gconstpointer unused)
{
  open_view (fixture, 3, FALSE);
  toggle_pin (fixture);
  change (fixture, "steps", 0, 0, 12);
  change (fixture, "steps", 0, 0, 40);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view_of (fixture)), "win.copy-data", NULL));
  Reading reading = { FALSE, NULL };
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL, text_read, &reading);
  while (!reading.done)
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *text = reading.text, *expected = sft_figure_to_csv (figure_of (fixture));
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (g_str_has_prefix (text, "x,train,validation,pinned: train,pinned: validation\n"));
}

static void
add_tests (void)
{
  add_window_test ("/pinned/ghost", test_ghost);
  add_window_test ("/pinned/dropped", test_dropped);
  add_window_test ("/pinned/each-view", test_each_view);
  add_window_test ("/pinned/export", test_export);
  add_window_test ("/data-view/lazy", test_lazy);
  add_window_test ("/data-view/cells", test_cells);
  add_window_test ("/data-view/panels", test_panels);
  add_window_test ("/data-view/all-views", test_all_views);
  add_window_test ("/data-view/many-rows", test_many_rows);
  add_window_test ("/data-view/after-the-figure", test_after_the_figure);
  add_window_test ("/data-view/copy", test_copy);
  g_test_add_func ("/data-view/rows", test_rows);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
