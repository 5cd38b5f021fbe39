/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The AUC of a small sample, by counting pairs. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sft-exercise-private.h"
#include "sft-rates.h"

#define MAX_SAMPLES 12
/* In the digits that are shown. */
#define DIGITS 3
#define LEAST_GAP 0.0011

typedef struct
{
  int n;
  double harmful[MAX_SAMPLES], benign[MAX_SAMPLES];
} Scores;

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* As the lab draws, then sorted. FALSE: scores that look alike in the digits that are shown. */
static gboolean
draw (SftDraft *draft, Scores *scores)
{
  double a = sft_draft_decimal (draft, 2, 4, 1), b = sft_draft_decimal (draft, 2, 4, 1);
  int seed = sft_draft_integer (draft, 0, 1000000);
  SftRandom random;

  scores->n = sft_draft_integer (draft, 8, MAX_SAMPLES);
  sft_random_seed (&random, (guint32)seed);
  sft_random_fill_beta (&random, a, 2, scores->harmful, (gsize)scores->n, NULL, NULL);
  sft_random_fill_beta (&random, 2, b, scores->benign, (gsize)scores->n, NULL, NULL);
  sft_draft_set (draft, "seed=%d", seed);
  sft_draft_set (draft, "draw=0");
  sft_draft_set (draft, "samples=%d", scores->n);
  sft_draft_set (draft, "harmful_a=%.1f", a);
  sft_draft_set (draft, "harmful_b=2");
  sft_draft_set (draft, "benign_a=2");
  sft_draft_set (draft, "benign_b=%.1f", b);
  qsort (scores->harmful, (gsize)scores->n, sizeof (double), compare);
  qsort (scores->benign, (gsize)scores->n, sizeof (double), compare);
  for (int i = 0; i < scores->n; i++)
    for (int k = 0; k < scores->n; k++)
      if (fabs (scores->harmful[i] - scores->benign[k]) < LEAST_GAP)
        return FALSE;
  return TRUE;
}

static gboolean
make (SftDraft *draft)
{
  Scores scores;
  int won = 0, matched = 0, caught = 0, pairs;
  double auc;
  g_autoptr (GString) counts = g_string_new (NULL);

  if (!draw (draft, &scores) || !sft_draft_compute (draft))
    return FALSE;
  for (int i = 0; i < scores.n; i++)
    {
      int below = 0;

      matched += scores.harmful[i] > scores.benign[i];
      caught += scores.harmful[i] >= 0.5;
      for (int k = 0; k < scores.n; k++)
        below += scores.harmful[i] > scores.benign[k];
      won += below;
      g_string_append_printf (counts, "%s%d", i > 0 ? ", " : "", below);
    }
  pairs = scores.n * scores.n;
  auc = sft_draft_readout (draft, "auc", 0);
  if (won == pairs || won == 0)
    return FALSE;
  sft_draft_prompt (draft, sft_text (N_ ("A guardrail scores %d harmful and %d benign prompts. What is the AUC of this "
                                         "sample? The scores are sorted."),
                                     scores.n, scores.n));
  sft_draft_given_list (draft, sft_text (N_ ("Scores of harmful prompts: %s"), SFT_LIST), scores.harmful,
                        (gsize)scores.n, DIGITS);
  sft_draft_given_list (draft, sft_text (N_ ("Scores of benign prompts: %s"), SFT_LIST), scores.benign, (gsize)scores.n,
                        DIGITS);
  sft_draft_answer_share (draft, auc, 3);
  sft_draft_answer_is_readout (draft, "auc", 0);
  sft_draft_step (draft,
                  sft_text (N_ ("Pairs of a harmful and a benign prompt: %d × %d = %d"), scores.n, scores.n, pairs));
  sft_draft_step (draft, sft_text (N_ ("Benign scores below each harmful one: %s"), counts->str));
  sft_draft_step (draft, sft_text (N_ ("Pairs in which the harmful prompt scores higher: %d"), won));
  sft_draft_step (draft, sft_text (N_ ("AUC: %d / %d = %.4f"), won, pairs, auc));
  sft_draft_wrong (draft, 1 - auc, N_ ("This counts the pairs in which the benign prompt scores higher."));
  sft_draft_wrong (
      draft, (double)matched / scores.n,
      N_ ("This compares the first with the first, the second with the second: every harmful prompt meets every "
          "benign one."));
  sft_draft_wrong (draft, (double)caught / scores.n,
                   N_ ("This is the true-positive rate at the threshold 0.5: the AUC has no threshold."));
  return TRUE;
}

const SftGenerator sft_exercise_auc_pairs = {
  .id = "auc-pairs",
  .demo = 24,
  .title = N_ ("AUC by pairs"),
  .make = make,
};
