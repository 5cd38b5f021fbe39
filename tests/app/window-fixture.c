/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

#include <string.h>

#include "scratch-folder.h"
#include "sft-ghost.h"

int
run_window_tests (int argc, char **argv, void (*add_tests) (void))
{
  char *home = scratch_folder_new ();
  gtk_test_init (&argc, &argv, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/org/sftlab/SftLab/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  add_tests ();
  int status = g_test_run ();
  scratch_folder_free (home);
  return status;
}

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer unused)
{
  fixture->settings = sft_settings_new ();
  fixture->scheme = sft_color_scheme_new (gtk_settings_get_default ());
  sft_color_scheme_choose (fixture->scheme, "light");
  fixture->window = SFT_WINDOW (sft_window_new (NULL, fixture->settings, fixture->scheme));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  sft_window_open (fixture->window, sft_demo_find (1), FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->window);
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer unused)
{
  wait_for_worker (fixture->window);
  g_object_ref (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (G_OBJECT (fixture->window));
  g_assert_finalize_object (G_OBJECT (fixture->scheme));
  g_assert_finalize_object (G_OBJECT (fixture->settings));
}

void
wait_for_frame (SftWindow *window)
{
  gtk_widget_queue_draw (GTK_WIDGET (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

static gboolean
time_is_up (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
wait_ms (guint milliseconds)
{
  gboolean up = FALSE;
  g_timeout_add (milliseconds, time_is_up, &up);
  while (!up)
    g_main_context_iteration (NULL, TRUE);
}

void
wait_for_worker (SftWindow *window)
{
  while (sft_demo_state_get_busy (sft_window_get_state (window)))
    g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
find_descendant (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_descendant (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

guint
count_descendants (GtkWidget *root, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_descendants (child, type);
  return n;
}

cairo_surface_t *
picture_of (SftWindow *window)
{
  GtkWidget *view = GTK_WIDGET (sft_window_get_figure_view (window));
  int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (view);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (live);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (still, snapshot, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  gsk_render_node_unref (node);
  return surface;
}

static gboolean
differs_in_box (cairo_surface_t *a, cairo_surface_t *b, const SftBox *box)
{
  int stride = cairo_image_surface_get_stride (a);
  int left = (int)box->x, right = (int)(box->x + box->width);
  for (int y = (int)box->y; y < (int)(box->y + box->height); y++)
    {
      gsize at = (gsize)y * stride + (gsize)left * 4;
      if (memcmp (cairo_image_surface_get_data (a) + at, cairo_image_surface_get_data (b) + at,
                  (gsize)(right - left) * 4)
          != 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
differs_in_plot_areas (SftWindow *window, cairo_surface_t *a, cairo_surface_t *b)
{
  SftFigureView *view = sft_window_get_figure_view (window);
  const SftLayout *layout = sft_figure_view_get_layout (view);
  g_assert_nonnull (layout);
  /* A line more or less of readouts changes the height of the figure, and with it all of the picture. */
  if (cairo_image_surface_get_width (a) != cairo_image_surface_get_width (b)
      || cairo_image_surface_get_height (a) != cairo_image_surface_get_height (b))
    return TRUE;
  for (guint i = 0; i < sft_figure_view_get_figure (view)->panels->len; i++)
    {
      SftBox box = sft_layout_plot_area (layout, i);
      if (differs_in_box (a, b, &box))
        return TRUE;
    }
  return FALSE;
}

void
assert_readouts_are_right (SftWindow *window)
{
  SftDemoState *state = sft_window_get_state (window);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftResult) result = sft_demo_compute (sft_demo_state_get_demo (state), sft_demo_state_get_concept (state),
                                                   sft_demo_state_get_values (state), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->readouts->len, >, 0);
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = result->readouts->pdata[i];
      g_autofree char *expected = sft_readout_format (readout, TRUE);
      const char *unit = sft_readout_unit (readout, TRUE);
      g_assert_cmpstr (sft_readouts_get_text (sft_window_get_readouts (window), readout->spec->id), ==, expected);
      g_assert_cmpstr (sft_readouts_get_unit (sft_window_get_readouts (window), readout->spec->id), ==,
                       unit != NULL ? unit : "");
    }
  const SftPinned *pinned = sft_demo_state_get_pinned (state);
  g_autoptr (SftFigure) figure = pinned != NULL
                                     ? sft_figure_with_ghost (result->figure, sft_pinned_get_figure (pinned), NULL)
                                     : sft_figure_ref (result->figure);
  g_assert_true (sft_figure_equal (sft_figure_view_get_figure (sft_window_get_figure_view (window)), figure));
}
