/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heavy loops of the core beside NumPy's: 10,000,000 beta draws, 30 thresholds over as many scores, and the
 * masked NLL of 4096 x 32000 float logits (500 MB). Prints times and ratios; fails only where results differ.
 * The argument is the NumPy script, which does the same work on the same data. */
#include "sft-batch-nll.h"
#include "sft-curves.h"
#include "sft-random.h"
#include "sft-rates.h"

#include <gio/gio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* This program and NumPy take turns, so that both see the same load of the machine; the best run of each counts. */
#define ROUNDS 3
#define RUNS 3
#define N 10000000
#define ROWS 4096
#define VOCABULARY 32000
#define THRESHOLDS 30

/* The best time of a few runs, and a number to compare with NumPy's. */
typedef struct
{
  const char *name, *what;
  double target; /* of our time over NumPy's */
  double tolerance;
  double seconds, check;
  double numpy_seconds, numpy_check; /* infinity, NaN: not measured */
} Task;

enum
{
  BETA,
  RATES,
  NLL,
  N_TASKS
};

static double
now (void)
{
  return (double)g_get_monotonic_time () * 1e-6;
}

static double *
time_beta (Task *task)
{
  double *scores = g_new (double, N);

  for (int run = 0; run < RUNS; run++)
    {
      SftRandom random;
      double start;

      sft_random_seed (&random, 42);
      start = now ();
      sft_random_fill_beta (&random, 6, 2, scores, N, NULL, NULL);
      task->seconds = MIN (task->seconds, now () - start);
    }
  task->check = scores[N - 1];
  return scores;
}

static void
time_rates (Task *task, const double *scores)
{
  double thresholds[THRESHOLDS], rates[THRESHOLDS];

  sft_linspace (0.05, 0.95, THRESHOLDS, thresholds);
  for (int run = 0; run < RUNS; run++)
    {
      double start = now ();

      sft_threshold_rates (scores, N, thresholds, THRESHOLDS, rates);
      task->seconds = MIN (task->seconds, now () - start);
    }
  task->check = 0;
  for (int j = 0; j < THRESHOLDS; j++)
    task->check += rates[j];
}

/* Row r is entries r, r + 1 ... of one row of normal numbers, so that filling takes no longer than writing. */
static void
time_nll (Task *task, double *variant_seconds)
{
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n_kernels = sft_batch_kernels (kernels);
  g_autofree float *base = g_new (float, ROWS + VOCABULARY);
  g_autofree float *logits = g_new (float, (gsize)ROWS *VOCABULARY);
  g_autofree gint32 *targets = g_new (gint32, ROWS);
  g_autofree guint8 *mask = g_new (guint8, ROWS);
  SftRandom random;

  sft_random_seed (&random, 43);
  for (int i = 0; i < ROWS + VOCABULARY; i++)
    base[i] = (float)(sft_random_gauss (&random) * 3);
  for (int row = 0; row < ROWS; row++)
    {
      memcpy (logits + (gsize)row * VOCABULARY, base + row, VOCABULARY * sizeof *logits);
      targets[row] = row * 7 % VOCABULARY;
      mask[row] = 1;
    }
  for (gsize k = 0; k < n_kernels; k++)
    for (int run = 0; run < RUNS; run++)
      {
        double start = now ();

        sft_batch_masked_nll_with (kernels[k], logits, ROWS, VOCABULARY, targets, mask, &task->check, NULL);
        variant_seconds[k] = MIN (variant_seconds[k], now () - start);
      }
  task->seconds = variant_seconds[n_kernels - 1];
}

/* A line of the script: name, seconds, check. */
static void
read_numpy (Task *tasks, char **lines)
{
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);

      for (int t = 0; t < N_TASKS && g_strv_length (words) == 3; t++)
        if (strcmp (words[0], tasks[t].name) == 0)
          {
            tasks[t].numpy_seconds = MIN (tasks[t].numpy_seconds, g_ascii_strtod (words[1], NULL));
            tasks[t].numpy_check = g_ascii_strtod (words[2], NULL);
          }
    }
}

/* Returns FALSE where both computed something and it differs. */
static gboolean
print_task (const Task *task)
{
  double ratio = task->seconds / task->numpy_seconds;

  if (isinf (task->numpy_seconds))
    {
      printf ("%s: %.3f s\n", task->what, task->seconds);
      return TRUE;
    }
  printf ("%s: %.3f s, NumPy %.3f s, ratio %.3f, target %.3f: %s\n", task->what, task->seconds, task->numpy_seconds,
          ratio, task->target, ratio <= task->target ? "reached" : "missed");
  if (fabs (task->check - task->numpy_check) <= task->tolerance * fabs (task->check))
    return TRUE;
  printf ("%s: results differ, %.17g here and %.17g in NumPy\n", task->what, task->check, task->numpy_check);
  return FALSE;
}

/* The output of the script; NULL, and a line that says why, where NumPy cannot be measured. The interpreter of the
 * system comes first: its NumPy is the packaged one. */
static char *
run_numpy (const char *script)
{
  const char *python = g_file_test ("/usr/bin/python3", G_FILE_TEST_IS_EXECUTABLE) ? "/usr/bin/python3" : "python3";
  const char *argv[] = { python, script, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error))
    printf ("NumPy is not measured: %s\n", error->message);
  else if (!g_spawn_check_wait_status (status, &error))
    {
      if (g_error_matches (error, G_SPAWN_EXIT_ERROR, 77))
        printf ("NumPy is not measured: it is not installed for %s (package python3-numpy)\n", python);
      else
        printf ("NumPy is not measured: %s\n", error->message);
    }
  else
    return g_steal_pointer (&output);
  return NULL;
}

int
main (int argc, char **argv)
{
  Task tasks[N_TASKS] = {
    [BETA] = { "beta", "10,000,000 draws of Beta(6, 2)", 1, 0, INFINITY, NAN, INFINITY, NAN },
    /* NumPy adds the 30 rates in the same order. */
    [RATES] = { "thresholds", "30 thresholds over 10,000,000 scores", 0.25, 0, INFINITY, NAN, INFINITY, NAN },
    /* NumPy sums 32,000 floats pairwise in float: 15 roundings of 6e-8 at most. */
    [NLL] = { "masked-nll", "masked NLL of 4096 x 32000 floats", 1.0 / 3, 1e-6, INFINITY, NAN, INFINITY, NAN },
  };
  double variant_seconds[SFT_BATCH_KERNELS_MAX] = { INFINITY, INFINITY, INFINITY };
  const SftBatchKernel *kernels[SFT_BATCH_KERNELS_MAX];
  gsize n_kernels = sft_batch_kernels (kernels);
  gboolean with_numpy = argc > 1;
  int failed = 0;

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autofree double *scores = time_beta (&tasks[BETA]);
      g_autofree char *output = NULL;

      time_rates (&tasks[RATES], scores);
      time_nll (&tasks[NLL], variant_seconds);
      output = with_numpy ? run_numpy (argv[1]) : NULL;
      with_numpy = output != NULL;
      if (output != NULL)
        {
          g_auto (GStrv) lines = g_strsplit (g_strchomp (output), "\n", -1);

          if (round == 0)
            printf ("%s\n", lines[0]);
          read_numpy (tasks, lines);
        }
    }
  printf ("Best of %d runs, one thread.\n", ROUNDS * RUNS);
  for (gsize k = 0; k < n_kernels; k++)
    printf ("masked NLL, variant %s: %.3f s, %.2f ns for each logit\n", kernels[k]->name, variant_seconds[k],
            variant_seconds[k] * 1e9 / ((double)ROWS * VOCABULARY));
  for (int t = 0; t < N_TASKS; t++)
    failed += !print_task (&tasks[t]);
  return failed > 0;
}
