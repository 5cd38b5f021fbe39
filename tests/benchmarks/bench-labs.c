/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a learner waits: one change of each lab, computed and drawn at 1600x1000, and the export of every
 * notebook figure as PNG. Medians over many runs, printed beside what we want to reach; never a test. */
#include "config.h"

#include <stdlib.h>

#include "sft-export.h"
#include "sft-lab.h"

#define WIDTH 1600
#define HEIGHT 1000
#define RUNS 101

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
median_milliseconds (double *seconds, guint n)
{
  qsort (seconds, n, sizeof *seconds, compare_doubles);
  return 1e3 * seconds[n / 2];
}

static void
draw (SftFigure *figure, PangoContext *pango, cairo_surface_t *surface)
{
  SftStyle style = SFT_STYLE_INIT;
  g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, WIDTH, HEIGHT);
  SftCanvas canvas = { cairo_create (surface), pango, sft_canvas_text_cairo };

  sft_layout_draw (layout, &canvas);
  cairo_destroy (canvas.cr);
  cairo_surface_flush (surface);
}

/* `fresh`: nothing is remembered between the runs, as after a change of the seed. */
static void
bench_view (const SftDemo *demo, gboolean concept, gboolean fresh)
{
  g_autoptr (SftValues) values = sft_demo_defaults (demo, concept);
  PangoContext *pango = sft_figure_pango_context_new ();
  g_autoptr (SftMemo) memo = sft_memo_new (8);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  double compute_times[RUNS], total_times[RUNS];
  g_autoptr (GTimer) timer = g_timer_new ();

  for (int i = -1; i < RUNS; i++) /* the first run warms fonts and caches */
    {
      g_autoptr (GError) error = NULL;

      g_timer_start (timer);
      g_autoptr (SftResult) result = sft_demo_compute (demo, concept, values, fresh ? NULL : memo, NULL, &error);
      if (result == NULL)
        g_error ("Demo %d: %s", demo->number, error->message);
      if (i >= 0)
        compute_times[i] = g_timer_elapsed (timer, NULL);
      draw (result->figure, pango, surface);
      if (i >= 0)
        total_times[i] = g_timer_elapsed (timer, NULL);
    }
  double compute_ms = median_milliseconds (compute_times, RUNS);
  double total_ms = median_milliseconds (total_times, RUNS);
  g_print ("%2d%-8s %-18s %-9s compute %6.3f ms  compute + draw %6.3f ms  (to reach: %g ms) %s\n", demo->number,
           concept ? "/concept" : "", sft_demo_lab (demo, concept)->id, fresh ? "no memo" : "memo", compute_ms,
           total_ms, concept ? 8.0 : 4.0, total_ms < (concept ? 8.0 : 4.0) ? "reached" : "MISSED");
  cairo_surface_destroy (surface);
  g_object_unref (pango);
}

static void
bench_labs (void)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  for (gsize i = 0; i < n; i++)
    {
      /* The last demo that shows this lab: of the guardrail family the one with the most draws before it. */
      g_autoptr (GArray) numbers = sft_lab_demos (labs[i]);
      const SftDemo *demo = sft_demo_find (g_array_index (numbers, int, numbers->len - 1));

      bench_view (demo, labs[i]->demo != 0, FALSE);
      bench_view (demo, labs[i]->demo != 0, TRUE);
    }
}

static void
bench_export (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  g_autoptr (GTimer) timer = g_timer_new ();
  gsize bytes = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values = sft_demo_defaults (&demos[i], FALSE);
      g_autoptr (SftResult) result = sft_demo_compute (&demos[i], FALSE, values, NULL, NULL, &error);
      SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;
      g_autoptr (GBytes) png = sft_export_to_bytes (result->figure, &options, &error);

      if (png == NULL)
        g_error ("Demo %d: %s", demos[i].number, error->message);
      bytes += g_bytes_get_size (png);
    }
  double seconds = g_timer_elapsed (timer, NULL);
  g_print ("%d figures as PNG, 1000x600, one thread, %zu kB: %.3f s (to reach: 1.5 s) %s\n", (int)n, bytes / 1000,
           seconds, seconds < 1.5 ? "reached" : "MISSED");
}

int
main (void)
{
  bench_labs ();
  bench_export ();
  return 0;
}
