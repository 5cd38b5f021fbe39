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

#define RUNS 5
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
time_nll (Task *task)
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
    {
      task->seconds = INFINITY;
      for (int run = 0; run < RUNS; run++)
        {
          double start = now ();

          sft_batch_masked_nll_with (kernels[k], logits, ROWS, VOCABULARY, targets, mask, &task->check, NULL);
          task->seconds = MIN (task->seconds, now () - start);
        }
      printf ("masked NLL, variant %s: %.3f s, %.2f ns for each logit\n", kernels[k]->name, task->seconds,
              task->seconds * 1e9 / ((double)ROWS * VOCABULARY));
    }
}

/* Returns FALSE where both computed something and it differs. */
static gboolean
print_task (const Task *task, char **lines)
{
  printf ("%s: %.3f s", task->what, task->seconds);
  for (char **line = lines; line != NULL && *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);
      double seconds, check, ratio;

      if (g_strv_length (words) != 3 || strcmp (words[0], task->name) != 0)
        continue;
      seconds = g_ascii_strtod (words[1], NULL);
      check = g_ascii_strtod (words[2], NULL);
      ratio = task->seconds / seconds;
      printf (", NumPy %.3f s, ratio %.3f, target %.3f: %s\n", seconds, ratio, task->target,
              ratio <= task->target ? "reached" : "missed");
      if (fabs (task->check - check) <= task->tolerance * fabs (check))
        return TRUE;
      printf ("%s: results differ, %.17g here and %.17g in NumPy\n", task->what, task->check, check);
      return FALSE;
    }
  printf (", NumPy not measured\n");
  return TRUE;
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
    [BETA] = { "beta", "10,000,000 draws of Beta(6, 2)", 1, 0, INFINITY, NAN },
    /* NumPy adds the 30 rates in the same order. */
    [RATES] = { "thresholds", "30 thresholds over 10,000,000 scores", 0.25, 0, INFINITY, NAN },
    /* NumPy sums 32,000 floats pairwise in float: 15 roundings of 6e-8 at most. */
    [NLL] = { "masked-nll", "masked NLL of 4096 x 32000 floats", 1.0 / 3, 1e-6, INFINITY, NAN },
  };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  double *scores;
  int failed = 0;

  printf ("Best of %d runs, one thread.\n", RUNS);
  scores = time_beta (&tasks[BETA]);
  time_rates (&tasks[RATES], scores);
  g_free (scores);
  time_nll (&tasks[NLL]);
  output = argc > 1 ? run_numpy (argv[1]) : NULL;
  if (output != NULL)
    lines = g_strsplit (g_strchomp (output), "\n", -1);
  if (lines != NULL && lines[0] != NULL)
    printf ("%s\n", lines[0]);
  for (int task = 0; task < N_TASKS; task++)
    failed += !print_task (&tasks[task], lines);
  return failed > 0;
}
