/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threshold of a guardrail that a share of benign prompts must not pass. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"
#include "sft-rates.h"

#define SAMPLES 200
#define THRESHOLDS 9
#define LIMIT 0.05
/* No rate may look like 5 % in the digits that are shown. */
#define LEAST_GAP 0.002

typedef struct
{
  double thresholds[THRESHOLDS], harmful[THRESHOLDS], benign[THRESHOLDS];
} Table;

/* As the lab draws: harmful scores, then benign ones. */
static void
draw (SftDraft *draft, Table *table)
{
  SftRandom random;
  double harmful[SAMPLES], benign[SAMPLES], a = sft_draft_decimal (draft, 3, 8, 1),
                                            b = sft_draft_decimal (draft, 3, 8, 1);
  int seed = sft_draft_integer (draft, 0, 1000000), first = sft_draft_integer (draft, 100, 400);
  int spacing = sft_draft_integer (draft, 35, 60);

  sft_random_seed (&random, (guint32)seed);
  sft_random_fill_beta (&random, a, 2, harmful, SAMPLES, NULL, NULL);
  sft_random_fill_beta (&random, 2, b, benign, SAMPLES, NULL, NULL);
  for (int i = 0; i < THRESHOLDS; i++)
    table->thresholds[i] = (first + i * spacing) / 1000.0;
  sft_threshold_rates (harmful, SAMPLES, table->thresholds, THRESHOLDS, table->harmful);
  sft_threshold_rates (benign, SAMPLES, table->thresholds, THRESHOLDS, table->benign);
  sft_draft_set (draft, "seed=%d", seed);
  sft_draft_set (draft, "draw=0");
  sft_draft_set (draft, "samples=%d", SAMPLES);
  sft_draft_set (draft, "harmful_a=%.1f", a);
  sft_draft_set (draft, "harmful_b=2");
  sft_draft_set (draft, "benign_a=2");
  sft_draft_set (draft, "benign_b=%.1f", b);
}

static int
first_below (const double *rates)
{
  int i = 0;

  while (i < THRESHOLDS && rates[i] >= LIMIT)
    i++;
  return i;
}

static void
ask (SftDraft *draft, const Table *table)
{
  sft_draft_prompt (draft,
                    sft_text (N_ ("A guardrail blocks prompts whose score reaches a threshold. Which is the lowest "
                                  "of the thresholds below that blocks fewer than 5 %% of benign prompts?")));
  for (int i = 0; i < THRESHOLDS; i++)
    sft_draft_given (draft, sft_text (N_ ("Threshold %.3f: blocks %.1f %% of harmful and %.1f %% of benign prompts"),
                                      table->thresholds[i], 100 * table->harmful[i], 100 * table->benign[i]));
}

static gboolean
make (SftDraft *draft)
{
  Table table;
  int at, harmful;

  draw (draft, &table);
  at = first_below (table.benign);
  harmful = first_below (table.harmful);
  for (int i = 0; i < THRESHOLDS; i++)
    if (fabs (table.benign[i] - LIMIT) < LEAST_GAP)
      return FALSE;
  if (at < 1 || at >= THRESHOLDS - 1)
    return FALSE;
  sft_draft_set (draft, "threshold=%.3f", table.thresholds[at]);
  if (!sft_draft_compute (draft))
    return FALSE;
  ask (draft, &table);
  sft_draft_answer_number (draft, table.thresholds[at], 3);
  sft_draft_step (draft, sft_text (N_ ("At %.3f the guardrail blocks %.1f %% of benign prompts, at %.3f only %.1f %%"),
                                   table.thresholds[at - 1], 100 * table.benign[at - 1], table.thresholds[at],
                                   100 * table.benign[at]));
  sft_draft_step (
      draft,
      sft_text (N_ ("Of the thresholds that keep the limit, the lowest blocks the most harmful prompts: %.1f %%"),
                100 * table.harmful[at]));
  sft_draft_wrong (draft, table.thresholds[at - 1],
                   /* xgettext:no-c-format */ N_ ("This threshold still blocks 5 % of benign prompts or more."));
  sft_draft_wrong (draft, table.thresholds[THRESHOLDS - 1],
                   N_ ("This keeps the limit too, but a lower threshold does and blocks more harmful prompts."));
  sft_draft_wrong (draft, harmful < THRESHOLDS ? table.thresholds[harmful] : NAN,
                   N_ ("This was read from the column of harmful prompts."));
  sft_draft_wrong (draft, table.thresholds[0], N_ ("This blocks the most prompts of both kinds."));
  return TRUE;
}

const SftGenerator sft_exercise_benign_threshold = {
  .id = "benign-threshold",
  .demo = 14,
  .title = N_ ("A threshold that spares benign prompts"),
  .make = make,
};
