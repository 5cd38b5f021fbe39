/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window paints itself once more when it has a new size: unseen, after its first frames, and then never again. */
#include "window-fixture.h"

#define REST_MS 200 /* a dozen frames */

typedef struct
{
  GtkWidget *window;
  guint frames, veiled, patched;
  guint first_veiled; /* the frame's number, from 1; 0: none */
} Watch;

/* Known by its place, not by its color, which is to be judged. */
static gboolean
is_veil (GskRenderNode *node, float width, float height)
{
  graphene_rect_t bounds;
  gsk_render_node_get_bounds (node, &bounds);
  return gsk_render_node_get_node_type (node) == GSK_COLOR_NODE && bounds.origin.x == 1 && bounds.origin.y == 1
         && bounds.size.width >= width && bounds.size.height >= height;
}

/* The node without veils of that size or larger, of which *n is the number (transfer full). */
static GskRenderNode *
without_veil (GskRenderNode *node, float width, float height, guint *n)
{
  if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    {
      GskRenderNode *child = without_veil (gsk_transform_node_get_child (node), width, height, n);
      GskRenderNode *whole = gsk_transform_node_new (child, gsk_transform_node_get_transform (node));
      gsk_render_node_unref (child);
      return whole;
    }
  if (gsk_render_node_get_node_type (node) != GSK_CONTAINER_NODE)
    return gsk_render_node_ref (node);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify)gsk_render_node_unref);
  for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
    {
      GskRenderNode *child = gsk_container_node_get_child (node, i);
      if (is_veil (child, width, height))
        ++*n;
      else
        g_ptr_array_add (children, without_veil (child, width, height, n));
    }
  return gsk_container_node_new ((GskRenderNode **)children->pdata, children->len);
}

static GskRenderNode *
node_of (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  return gtk_snapshot_free_to_node (snapshot);
}

static cairo_surface_t *
paint (Watch *watch, GskRenderNode *node)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gtk_widget_get_width (watch->window),
                                                         gtk_widget_get_height (watch->window));
  cairo_t *cr = cairo_create (picture);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  return picture;
}

static void
assert_same_picture (cairo_surface_t *a, cairo_surface_t *b)
{
  g_assert_cmpint (cairo_image_surface_get_height (a), ==, cairo_image_surface_get_height (b));
  gsize n = (gsize)cairo_image_surface_get_height (a) * (gsize)cairo_image_surface_get_stride (a);
  g_assert_cmpmem (cairo_image_surface_get_data (a), n, cairo_image_surface_get_data (b), n);
}

static void
painted (GdkFrameClock *clock, Watch *watch)
{
  float width = (float)gtk_widget_get_width (watch->window), height = (float)gtk_widget_get_height (watch->window);
  guint all = 0, veils = 0;
  GskRenderNode *node = node_of (watch->window);
  GskRenderNode *bare = without_veil (node, width / 10, height / 10, &all);
  gsk_render_node_unref (without_veil (node, width * 0.9F, height * 0.9F, &veils));
  watch->frames++;
  if (all > 0)
    {
      cairo_surface_t *with = paint (watch, node), *without = paint (watch, bare);
      assert_same_picture (with, without);
      cairo_surface_destroy (with);
      cairo_surface_destroy (without);
      watch->veiled += veils;
      watch->patched += all - veils;
      if (watch->first_veiled == 0)
        watch->first_veiled = watch->frames;
    }
  gsk_render_node_unref (bare);
  gsk_render_node_unref (node);
}

/* Runs until there were frames, `veiled` of them veiled, and nothing was painted for a while after. */
static void
rest (Watch *watch, guint veiled)
{
  guint before;
  while (watch->frames == 0 || watch->veiled < veiled)
    g_main_context_iteration (NULL, TRUE);
  do
    {
      before = watch->frames;
      wait_ms (REST_MS);
    }
  while (watch->frames != before);
}

static void
assert_once (const Watch *watch)
{
  g_assert_cmpuint (watch->first_veiled, >, 1); /* not the frame that shows the window */
  g_assert_cmpuint (watch->veiled, ==, 2);
  g_assert_cmpuint (watch->patched, ==, 1);
}

static void
test_once_for_each_size (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *window = sft_window_new (NULL, fixture->settings, fixture->scheme);
  Watch watch = { .window = window };
  sft_window_open (SFT_WINDOW (window), sft_demo_find (4), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted), &watch);
  rest (&watch, 2);
  assert_once (&watch);

  int before = gtk_widget_get_width (window);
  watch = (Watch){ .window = window };
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  rest (&watch, 2);
  g_assert_cmpint (gtk_widget_get_width (window), <, before);
  assert_once (&watch);

  /* Another demo is no new size. */
  watch = (Watch){ .window = window };
  sft_window_open (SFT_WINDOW (window), sft_demo_find (5), FALSE);
  rest (&watch, 0);
  g_assert_cmpuint (watch.frames, >, 0);
  g_assert_cmpuint (watch.first_veiled, ==, 0);

  g_signal_handler_disconnect (clock, id);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A window that goes away in the middle of it. */
static void
test_closed_before (WindowFixture *fixture, gconstpointer unused)
{
  GtkWidget *window = sft_window_new (NULL, fixture->settings, fixture->scheme);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  sft_window_open (SFT_WINDOW (window), sft_demo_find (4), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (SFT_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
}

static void
add_tests (void)
{
  add_window_test ("/warm-up/once-for-each-size", test_once_for_each_size);
  add_window_test ("/warm-up/closed-before", test_closed_before);
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
