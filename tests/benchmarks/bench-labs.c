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

/* Every dimension and number at its greatest, where the parameters go together so; else the defaults. */
static SftValues *
largest_values (SftValues *defaults)
{
  const SftSpec *spec = sft_values_spec (defaults);
  g_autoptr (SftValues) shaped = NULL;
  SftEdit *edit = sft_edit_new (defaults);
  SftValues *values;

  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    sft_edit_resize (edit, dim->id, dim->maximum, NULL);
  shaped = sft_edit_commit (edit, NULL);
  if (shaped == NULL)
    return sft_values_ref (defaults);
  values = sft_values_ref (shaped);
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      gboolean cells = param->kind == SFT_LIST || param->kind == SFT_MATRIX;
      double minimum, maximum;
      SftValues *larger;
      int rows, columns;

      if (param->kind != SFT_INTEGER && !(cells && param->cell == SFT_INTEGER))
        continue;
      sft_values_range (values, param->id, &minimum, &maximum);
      sft_values_cells (values, param->id, &rows, &columns);
      edit = sft_edit_new (values);
      for (int i = 0; i < rows * columns; i++)
        sft_edit_set (edit, param->id, i / columns, i % columns, maximum, NULL);
      larger = sft_edit_commit (edit, NULL);
      if (larger == NULL)
        continue;
      sft_values_unref (values);
      values = larger;
    }
  return values;
}

/* `fresh`: nothing is remembered between the runs, as after a change of the seed. */
static void
bench_view (const SftDemo *demo, gboolean concept, gboolean fresh, gboolean largest)
{
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autoptr (SftValues) values = largest ? largest_values (defaults) : sft_values_ref (defaults);
  const SftLab *lab = sft_demo_lab (demo, concept);
  double target = largest ? 50 : concept ? 8 : 4;
  int runs = largest ? 5 : RUNS;
  PangoContext *pango = sft_figure_pango_context_new ();
  g_autoptr (SftMemo) memo = sft_memo_new (8);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  double compute_times[RUNS], total_times[RUNS];
  g_autoptr (GTimer) timer = g_timer_new ();

  for (int i = -1; i < runs; i++) /* the first run warms fonts and caches */
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
  double compute_ms = median_milliseconds (compute_times, runs);
  double total_ms = median_milliseconds (total_times, runs);
  g_print ("%2d%-8s %-24s %-8s %-8s compute %7.3f ms  compute + draw %7.3f ms  (to reach: %g ms%s) %s\n", demo->number,
           concept ? "/concept" : "", lab->id, largest ? "largest" : "defaults", fresh ? "no memo" : "memo", compute_ms,
           total_ms, target, sft_lab_cost (lab, values, NULL) > SFT_INLINE_COST ? ", else in a worker: it is" : "",
           total_ms < target ? "reached" : "MISSED");
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

      bench_view (demo, labs[i]->demo != 0, FALSE, FALSE);
      bench_view (demo, labs[i]->demo != 0, TRUE, FALSE);
      if (labs[i]->demo != 0)
        bench_view (demo, TRUE, TRUE, TRUE);
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
