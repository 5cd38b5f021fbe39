/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-frames.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "sft-app-private.h"
#include "../app/scratch-folder.h"

#define WIDTH 1400
#define HEIGHT 1000
#define REST_MS 40 /* more than two frames */

static void
after_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->painted++;
  bench->painting = sample_begin (NULL);
}

void
bench_open (Bench *bench)
{
  *bench = (Bench){ .folder = scratch_folder_new () };
  if (!gtk_init_check ())
    g_error ("there is no display");
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
  bench->css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (bench->css, SFT_RESOURCE_PATH "style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (bench->css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_autofree char *states = sft_saved_states_default_path ();
  g_autofree char *study = sft_study_data_default_folder ();
  bench->settings = sft_settings_new ();
  bench->scheme = sft_color_scheme_new (gtk_settings_get_default ());
  bench->saved = sft_saved_states_new (states);
  bench->study = sft_study_data_new (study, SFT_STUDY_WRITE);
  bench->window = SFT_WINDOW (sft_window_new (NULL, bench->settings, bench->scheme));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), WIDTH, HEIGHT);
  sft_window_set_saved_states (bench->window, bench->saved);
  sft_window_set_study (bench->window, bench->study);
  sft_window_open (bench->window, sft_demo_find (4), FALSE);
  gtk_window_present (GTK_WINDOW (bench->window));
  bench->clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_signal_connect (bench->clock, "after-paint", G_CALLBACK (after_paint), bench);
  bench_wait_for_result (bench);
}

void
bench_close (Bench *bench)
{
  g_signal_handlers_disconnect_by_data (bench->clock, bench);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  sft_saved_states_flush (bench->saved);
  sft_study_data_flush (bench->study, NULL);
  g_object_unref (bench->study);
  g_object_unref (bench->saved);
  g_object_unref (bench->scheme);
  g_object_unref (bench->settings);
  g_object_unref (bench->css);
  scratch_folder_free (bench->folder);
}

void
bench_wait_for_paint (Bench *bench)
{
  for (guint before = bench->painted; bench->painted == before;)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_wait_for_result (Bench *bench)
{
  bench_wait_for_paint (bench);
  if (!sft_demo_state_get_busy (sft_window_get_state (bench->window)))
    return;
  while (sft_demo_state_get_busy (sft_window_get_state (bench->window)))
    g_main_context_iteration (NULL, TRUE);
  bench_wait_for_paint (bench);
}

static gboolean
time_is_up (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_wait_for_rest (Bench *bench)
{
  bench_wait_for_result (bench);
  for (guint before = bench->painted - 1; before != bench->painted;)
    {
      gboolean up = FALSE;
      before = bench->painted;
      g_timeout_add (REST_MS, time_is_up, &up);
      while (!up)
        g_main_context_iteration (NULL, TRUE);
    }
}

Sample
sample_begin (const char *what)
{
  return (Sample){ (double)g_get_monotonic_time () / G_USEC_PER_SEC, (double)clock () / CLOCKS_PER_SEC, what };
}

Sample
sample_end (Bench *bench, Sample begun)
{
  return (Sample){ bench->painting.elapsed - begun.elapsed, bench->painting.work - begun.work, begun.what };
}

static int
compare_elapsed (gconstpointer a, gconstpointer b)
{
  double x = ((const Sample *)a)->elapsed, y = ((const Sample *)b)->elapsed;
  return (x > y) - (x < y);
}

static int
compare_work (gconstpointer a, gconstpointer b)
{
  double x = ((const Sample *)a)->work, y = ((const Sample *)b)->work;
  return (x > y) - (x < y);
}

void
sample_print (const char *what, Sample *samples, guint n)
{
  guint late = (99 * n + 99) / 100 - 1;
  qsort (samples, n, sizeof *samples, compare_elapsed);
  Sample median = samples[n / 2], last = samples[late], longest = samples[n - 1];
  qsort (samples, n, sizeof *samples, compare_work);
  g_print ("%s: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms%s%s; of that work: median %.1f ms, "
           "99th percentile %.1f ms; %u times\n",
           what, 1e3 * median.elapsed, 1e3 * last.elapsed, 1e3 * longest.elapsed, longest.what != NULL ? " to " : "",
           longest.what != NULL ? longest.what : "", 1e3 * samples[n / 2].work, 1e3 * samples[late].work, n);
}

guint
bench_dropped (Bench *bench, gint64 before, gint64 now)
{
  gint64 interval;
  gdk_frame_clock_get_refresh_info (bench->clock, now, &interval, NULL);
  double frames = round ((double)(now - before) / (double)interval);
  return frames > 1 ? (guint)frames - 1 : 0;
}
