/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much safety data a limit of unsafe compliance takes. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define SHARES 5
/* In percent: no rate may look like the limit in the digits that are shown. */
#define LEAST_GAP 0.3

typedef struct
{
  double separation, noise, share[SHARES], compliance[SHARES], refusal[SHARES]; /* rates in percent */
} Table;

static double
percent (const SftResult *result, const char *readout)
{
  return 100 * sft_result_find (result, readout)->values[0];
}

/* What the lab says of one share. */
static void
look_up (Table *table, int row)
{
  g_autofree char *share = sft_format_c ("safety_share=%.2f", table->share[row]);
  g_autofree char *separation = sft_format_c ("separation=%.1f", table->separation);
  g_autofree char *noise = sft_format_c ("label_noise=%.3f", table->noise);
  const char *const set[] = { share, separation, noise, "steps=1", NULL };
  const SftDemo *demo = sft_demo_find (23);
  g_autoptr (SftValues) values = sft_demo_assign (demo, TRUE, set, NULL);
  g_autoptr (SftResult) result = sft_demo_compute (demo, TRUE, values, NULL, NULL, NULL);

  table->compliance[row] = percent (result, "optimum_unsafe_compliance");
  table->refusal[row] = percent (result, "optimum_lookalike_refusal");
}

static void
draw (SftDraft *draft, Table *table)
{
  int first = sft_draft_integer (draft, 2, 6), spacing = sft_draft_integer (draft, 2, 5);

  table->separation = sft_draft_decimal (draft, 0.5, 2, 1);
  table->noise = sft_draft_decimal (draft, 0.01, 0.05, 3);
  for (int i = 0; i < SHARES; i++)
    {
      table->share[i] = (first + i * spacing) / 100.0;
      look_up (table, i);
    }
}

static void
ask (SftDraft *draft, const Table *table, int help, int limit)
{
  sft_draft_prompt (
      draft, sft_text (N_ ("%d examples of help data (harmless prompts, answered) are mixed with safety data (unsafe "
                           "prompts, refused), and a classifier is trained on both to the optimum. How many safety "
                           "examples does it take to comply with fewer than %d %% of unsafe prompts and refuse as few "
                           "lookalikes as possible? Choose among the shares below, and round to a whole number."),
                       help, limit));
  for (int i = 0; i < SHARES; i++)
    sft_draft_given (draft, sft_text (N_ ("Safety share %.2f of all examples: complies with %.1f %% of unsafe prompts, "
                                          "refuses %.1f %% of lookalikes"),
                                      table->share[i], table->compliance[i], table->refusal[i]));
}

static double
examples (double help, double share)
{
  return rint (help * share / (1 - share));
}

static gboolean
make (SftDraft *draft)
{
  Table table;
  int at = sft_draft_integer (draft, 1, SHARES - 2), help = 10 * sft_draft_integer (draft, 30, 500), limit;
  double share, exact;

  draw (draft, &table);
  limit = (int)ceil (table.compliance[at] + LEAST_GAP);
  share = table.share[at];
  exact = help * share / (1 - share);
  if (limit < 2 || limit > table.compliance[at - 1] - LEAST_GAP || fabs (exact - floor (exact) - 0.5) < 0.05)
    return FALSE;
  sft_draft_set (draft, "safety_share=%.2f", share);
  sft_draft_set (draft, "separation=%.1f", table.separation);
  sft_draft_set (draft, "label_noise=%.3f", table.noise);
  if (!sft_draft_compute (draft))
    return FALSE;
  ask (draft, &table, help, limit);
  sft_draft_answer_integer (draft, (int)examples (help, share));
  sft_draft_step (draft, sft_text (N_ ("The smallest share that keeps the limit is %.2f; every larger one refuses "
                                       "more lookalikes"),
                                   share));
  sft_draft_step (draft, sft_text (N_ ("It is a share of all examples, so the help data are 1 − %.2f = %.2f of them"),
                                   share, 1 - share));
  sft_draft_step (draft, sft_text (N_ ("Safety examples: %d × %.2f / %.2f = %.2f, rounded %d"), help, share, 1 - share,
                                   exact, (int)examples (help, share)));
  sft_draft_wrong (draft, rint (help * share),
                   N_ ("This is a share of the help data; the shares are of help and safety data together."));
  sft_draft_wrong (draft, examples (help, table.share[at - 1]),
                   N_ ("This share still complies with too many unsafe prompts."));
  sft_draft_wrong (draft, examples (help, table.share[at + 1]),
                   N_ ("This is more than needed: it complies less, but refuses more lookalikes."));
  sft_draft_wrong (draft, rint (help / (1 - share)), N_ ("This is the number of all examples, help data included."));
  return TRUE;
}

const SftGenerator sft_exercise_safety_data = {
  .id = "safety-data",
  .demo = 23,
  .concept = TRUE,
  .title = N_ ("How much safety data it takes"),
  .make = make,
};
