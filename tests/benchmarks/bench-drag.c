/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a figure is behind the hand: from the entry of a gesture to the end of painting, while a threshold is dragged
 * over 10,000 samples, and while a control is held down. */
#include "config.h"

#include "bench-frames.h"

#define STEPS 400
#define SAMPLES 10000

typedef struct
{
  Bench *bench;
  GtkGesture *drag;
  Sample samples[STEPS], begun;
  guint n;          /* of the samples */
  gboolean painted; /* since the last step */
  gint64 last;      /* frame's time; 0: none */
  guint dropped;
} Drag;

static double
get_threshold (Bench *bench)
{
  return sft_values_get (sft_demo_state_get_values (sft_window_get_state (bench->window)), "threshold");
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
move_hand (Drag *drag, guint step)
{
  double offset = step % 200 < 100 ? step % 100 + 1 : 99 - step % 100; /* there and back */
  drag->begun = sample_begin (NULL);
  g_signal_emit_by_name (drag->drag, "drag-update", offset, 0.0);
}

static void
begin_drag (Drag *drag, Bench *bench)
{
  SftFigureView *view = sft_window_get_figure_view (bench->window);
  double x, y;
  find_threshold (view, &x, &y);
  *drag = (Drag){ .bench = bench, .drag = find_drag (GTK_WIDGET (view)) };
  g_signal_emit_by_name (drag->drag, "drag-begin", x, y);
}

static void
end_drag (Drag *drag)
{
  g_signal_emit_by_name (drag->drag, "drag-end", 0.0, 0.0);
  bench_wait_for_rest (drag->bench);
}

/* The hand moves whenever it can: half of the time it waits for the clock's next frame. */
static void
bench_any_moment (Bench *bench)
{
  Drag drag;
  begin_drag (&drag, bench);
  double before = get_threshold (bench);
  for (guint i = 0; i < STEPS; i++)
    {
      move_hand (&drag, i);
      bench_wait_for_result (bench);
      drag.samples[i] = sample_end (bench, drag.begun);
      if (i == 50 && get_threshold (bench) == before)
        g_error ("the threshold did not move");
    }
  end_drag (&drag);
  sample_print ("dragging the threshold over 10,000 samples, with the wait for the frame clock", drag.samples, STEPS);
}

/* Motions of a pointer are handed over by the frame clock, the last one at the begin of each frame. */
static void
begin_frame (GdkFrameClock *clock, Drag *drag)
{
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  if (drag->last != 0)
    drag->dropped += bench_dropped (drag->bench, drag->last, now);
  drag->last = now;
  drag->painted = FALSE;
  move_hand (drag, drag->n);
}

static void
end_frame (GdkFrameClock *clock, Drag *drag)
{
  if (drag->painted || drag->last == 0)
    return;
  drag->painted = TRUE;
  drag->samples[drag->n++] = sample_end (drag->bench, drag->begun);
  if (drag->n < STEPS)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_FLUSH_EVENTS);
}

static void
bench_paced (Bench *bench)
{
  Drag drag;
  begin_drag (&drag, bench);
  bench_wait_for_rest (bench);
  gulong begin = g_signal_connect (bench->clock, "flush-events", G_CALLBACK (begin_frame), &drag);
  gulong end = g_signal_connect_after (bench->clock, "after-paint", G_CALLBACK (end_frame), &drag);
  gdk_frame_clock_request_phase (bench->clock, GDK_FRAME_CLOCK_PHASE_FLUSH_EVENTS);
  while (drag.n < STEPS)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (bench->clock, begin);
  g_signal_handler_disconnect (bench->clock, end);
  end_drag (&drag);
  sample_print ("dragging the threshold over 10,000 samples, at the pace of the frame clock", drag.samples, STEPS);
  g_print ("frames dropped: %u of %u\n", drag.dropped, STEPS + drag.dropped);
}

int
main (void)
{
  Bench bench;
  bench_open (&bench);
  if (!sft_demo_state_set (sft_window_get_state (bench.window), "samples", 0, 0, SAMPLES))
    g_error ("demo 4 takes no 10,000 samples");
  bench_wait_for_result (&bench);
  bench_any_moment (&bench);
  bench_paced (&bench);
  bench_close (&bench);
  return 0;
}
