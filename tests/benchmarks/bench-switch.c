/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a learner waits for another demo: from the choice to the end of the first painting, at the defaults, and
 * with every matrix and every count as large as they can be. */
#include "config.h"

#include "bench-frames.h"

#define ROUNDS 4

typedef struct
{
  const SftDemo *demo;
  gboolean concept;
} View;

static View *
list_views (gboolean concept, guint *n)
{
  gsize n_demos;
  const SftDemo *demos = sft_demos (&n_demos);
  View *views = g_new (View, n_demos);
  *n = 0;
  for (gsize i = 0; i < n_demos; i++)
    {
      const SftDemo *demo = &demos[(i + 4) % n_demos]; /* the window shows demo 4 */
      if (sft_demo_lab (demo, concept) != NULL)
        views[(*n)++] = (View){ demo, concept };
    }
  return views;
}

/* What the learner sees first after a switch is the window with the new demo's controls; a figure that takes a worker
 * comes when it comes. */
static void
bench_switch (Bench *bench, const char *what, const View *views, guint n)
{
  guint n_samples = n * ROUNDS;
  g_autofree Sample *samples = g_new (Sample, n_samples);
  for (guint i = 0; i < n_samples; i++)
    {
      const View *view = &views[i % n];
      Sample begun = sample_begin (sft_demo_lab (view->demo, view->concept)->id);
      sft_window_open (bench->window, view->demo, view->concept);
      bench_wait_for_paint (bench);
      samples[i] = sample_end (bench, begun);
      bench_wait_for_rest (bench);
    }
  sample_print (what, samples, n_samples);
}

/* The same while another page below the figure is read. */
static void
bench_pages (Bench *bench, const View *views, guint n)
{
  static const char *const pages[] = { "checks", "transcript", "data", "questions", "notes" };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *what = g_strdup_printf ("switching demos, the page \"%s\"", pages[i]);
      sft_results_open (sft_window_get_results (bench->window), pages[i]);
      bench_wait_for_rest (bench);
      bench_switch (bench, what, views, n);
    }
  sft_results_open (sft_window_get_results (bench->window), "lesson");
}

/* Every length and every count as large as it goes with what was set before it. */
static void
enlarge (Bench *bench, const View *views, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      sft_window_open (bench->window, views[i].demo, views[i].concept);
      SftDemoState *state = sft_window_get_state (bench->window);
      const SftSpec *spec = &sft_demo_state_get_lab (state)->spec;
      for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
        for (int length = dim->maximum; length > dim->minimum && !sft_demo_state_resize (state, dim->id, length);)
          length--;
      for (const SftParam *param = spec->params; param->id != NULL; param++)
        {
          double low, high;
          if (param->kind != SFT_INTEGER || g_str_equal (param->id, "seed"))
            continue;
          sft_values_range (sft_demo_state_get_values (state), param->id, &low, &high);
          if (!sft_demo_state_set (state, param->id, 0, 0, high))
            sft_demo_state_set_values (state, sft_demo_state_get_values (state)); /* takes the refusal back */
        }
      bench_wait_for_rest (bench);
    }
}

int
main (void)
{
  Bench bench;
  guint n_notebook, n_concept;
  g_autofree View *notebook = list_views (FALSE, &n_notebook), *concept = list_views (TRUE, &n_concept);
  bench_open (&bench);
  bench_wait_for_rest (&bench);
  bench_switch (&bench, "switching demos", notebook, n_notebook);
  bench_switch (&bench, "switching demos, their concept views", concept, n_concept);
  bench_pages (&bench, notebook, n_notebook);
  enlarge (&bench, notebook, n_notebook);
  enlarge (&bench, concept, n_concept);
  bench_switch (&bench, "switching demos at their largest parameters", notebook, n_notebook);
  bench_switch (&bench, "switching demos, their concept views at their largest parameters", concept, n_concept);
  bench_close (&bench);
  return 0;
}
