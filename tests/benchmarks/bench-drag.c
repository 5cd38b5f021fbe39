/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a figure is behind the hand: from the entry of a gesture to the end of painting, while a threshold is dragged
 * over 10,000 samples, and while demos are switched. Waiting for the next frame is counted in, as the hand has to wait
 * for it too. Times are printed, never judged. */
#include "config.h"

#include <stdlib.h>

#include "sft-window.h"

#define WIDTH 1400
#define HEIGHT 1000
#define STEPS 400
#define ROUNDS 4

typedef struct
{
  SftWindow *window;
  guint painted; /* frames */
} Bench;

static void
after_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->painted++;
}

/* Until the change that was made just now is on the screen. */
static void
wait_for_paint (Bench *bench)
{
  for (guint before = bench->painted;
       bench->painted == before || sft_demo_state_get_busy (sft_window_get_state (bench->window));)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void
print_times (const char *what, double *seconds, guint n)
{
  qsort (seconds, n, sizeof *seconds, compare_doubles);
  g_print ("%s: median %.1f ms, 99th percentile %.1f ms, %u times\n", what, 1e3 * seconds[n / 2],
           1e3 * seconds[MIN (n - 1, (guint)(0.99 * n))], n);
}

static GtkGesture *
find_drag (GtkWidget *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller); /* the view keeps it */
    }
  g_error ("the figure cannot be dragged");
}

/* Where the threshold can be taken hold of, in the coordinates of the view. */
static void
find_threshold (SftFigureView *view, double *x, double *y)
{
  const SftLayout *layout = sft_figure_view_get_layout (view);
  for (guint panel = 0; panel < sft_figure_view_get_figure (view)->panels->len; panel++)
    {
      SftBox plot = sft_layout_plot_area (layout, panel);
      for (*x = plot.x; *x < plot.x + plot.width; *x += 1)
        {
          SftHit hit;
          *y = plot.y + plot.height * 0.6;
          if (sft_layout_pick_bound (layout, *x, *y, 6, &hit) && g_strcmp0 (hit.bind.param, "threshold") == 0)
            {
              sft_figure_view_from_page (view, x, y);
              return;
            }
        }
    }
  g_error ("no threshold was found in the figure");
}

static void
bench_drag (Bench *bench)
{
  SftFigureView *view = sft_window_get_figure_view (bench->window);
  double seconds[STEPS], x, y;
  sft_window_open (bench->window, sft_demo_find (4), FALSE);
  wait_for_paint (bench);
  if (!sft_demo_state_set (sft_window_get_state (bench->window), "samples", 0, 0, 10000))
    g_error ("demo 4 takes no 10,000 samples");
  wait_for_paint (bench);
  wait_for_paint (bench);
  find_threshold (view, &x, &y);
  GtkGesture *drag = find_drag (GTK_WIDGET (view));
  g_signal_emit_by_name (drag, "drag-begin", x, y);
  double before = sft_values_get (sft_demo_state_get_values (sft_window_get_state (bench->window)), "threshold");
  for (int i = 0; i < STEPS; i++)
    {
      double offset = i % 200 < 100 ? i % 100 + 1 : 99 - i % 100; /* there and back */
      gint64 start = g_get_monotonic_time ();
      g_signal_emit_by_name (drag, "drag-update", offset, 0.0);
      wait_for_paint (bench);
      seconds[i] = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      if (i == 50
          && sft_values_get (sft_demo_state_get_values (sft_window_get_state (bench->window)), "threshold") == before)
        g_error ("the threshold did not move");
    }
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  print_times ("dragging the threshold over 10,000 samples", seconds, STEPS);
}

static void
bench_switch (Bench *bench)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  g_autofree double *seconds = g_new (double, n *ROUNDS);
  for (gsize i = 0; i < n * ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      sft_window_open (bench->window, &demos[(i + 4) % n], FALSE);
      wait_for_paint (bench);
      seconds[i] = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  print_times ("switching demos", seconds, (guint)(n * ROUNDS));
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL, 0 };
  if (!gtk_init_check ())
    g_error ("there is no display");
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
  g_autoptr (SftSettings) settings = sft_settings_new ();
  g_autoptr (SftColorScheme) scheme = sft_color_scheme_new (gtk_settings_get_default ());
  bench.window = SFT_WINDOW (sft_window_new (NULL, settings, scheme));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  sft_window_open (bench.window, sft_demo_find (4), FALSE);
  gtk_window_present (GTK_WINDOW (bench.window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench.window)), "after-paint", G_CALLBACK (after_paint),
                    &bench);
  wait_for_paint (&bench);
  bench_drag (&bench);
  bench_switch (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return 0;
}
