/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What safety data do to unsafe compliance and to harmless lookalikes. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

#define N 4
/* Choices must be apart in more than rounding. */
#define LEAST_GAP 0.002

static double
outcome (double share, double separation, double noise, const char *readout)
{
  g_autofree char *share_text = sft_format_c ("safety_share=%.2f", share);
  g_autofree char *separation_text = sft_format_c ("separation=%.1f", separation);
  g_autofree char *noise_text = sft_format_c ("label_noise=%.3f", noise);
  const char *const set[] = { share_text, separation_text, noise_text, "steps=1", NULL };
  const SftDemo *demo = sft_demo_find (23);
  g_autoptr (SftValues) values = sft_demo_assign (demo, TRUE, set, NULL);
  g_autoptr (SftResult) result = sft_demo_compute (demo, TRUE, values, NULL, NULL, NULL);

  return sft_result_find (result, readout)->values[0];
}

/* The four pairs of two shares and two separations, in an order of their own. */
static void
draw (SftDraft *draft, double *share, double *separation)
{
  double shares[2], separations[2];
  int order[N] = { 0, 1, 2, 3 };

  shares[0] = sft_draft_decimal (draft, 0.02, 0.1, 2);
  shares[1] = shares[0] + sft_draft_decimal (draft, 0.05, 0.2, 2);
  separations[0] = sft_draft_decimal (draft, 0.2, 1, 1);
  separations[1] = separations[0] + sft_draft_decimal (draft, 0.5, 2, 1);
  for (int i = N - 1; i > 0; i--)
    {
      int k = sft_draft_integer (draft, 0, i), swapped = order[i];

      order[i] = order[k];
      order[k] = swapped;
    }
  for (int i = 0; i < N; i++)
    {
      share[i] = shares[order[i] % 2];
      separation[i] = separations[order[i] / 2];
    }
}

/* The index of the extreme value; -1 where another comes close. */
static int
find_extreme (const double *values, int sign)
{
  int best = 0;

  for (int i = 1; i < N; i++)
    if (sign * values[i] > sign * values[best])
      best = i;
  for (int i = 0; i < N; i++)
    if (i != best && fabs (values[i] - values[best]) < LEAST_GAP)
      return -1;
  return best;
}

static gboolean
make (SftDraft *draft)
{
  double share[N], separation[N], values[N], noise = sft_draft_decimal (draft, 0.01, 0.05, 3);
  gboolean unsafe = sft_draft_integer (draft, 0, 1);
  const char *readout = unsafe ? "optimum_unsafe_compliance" : "optimum_lookalike_refusal";
  int right;

  draw (draft, share, separation);
  for (int i = 0; i < N; i++)
    values[i] = outcome (share[i], separation[i], noise, readout);
  right = find_extreme (values, unsafe ? -1 : 1);
  if (right < 0)
    return FALSE;
  /* What is said below of the others must be true of these numbers. */
  for (int i = 0; i < N; i++)
    if (share[i] > share[right] || (unsafe ? separation[i] > separation[right] : separation[i] < separation[right]))
      return FALSE;
  sft_draft_prompt (draft, unsafe
                               ? sft_text (N_ ("Help data and safety data train one classifier. Where does it end up "
                                               "complying least with unsafe prompts?"))
                               : sft_text (N_ ("Help data and safety data train one classifier. Where does it end up "
                                               "refusing the most harmless prompts that look unsafe?")));
  sft_draft_given (draft,
                   sft_text (N_ ("The separation is how far the intent of unsafe prompts lies from that of harmless "
                                 "ones; share of noisy labels: %.3f"),
                             noise));
  for (int i = 0; i < N; i++)
    {
      sft_draft_choice (draft, sft_text (N_ ("Safety share %.2f, separation %.1f"), share[i], separation[i]));
      sft_draft_step (draft,
                      sft_text (N_ ("Safety share %.2f, separation %.1f: %.4f"), share[i], separation[i], values[i]));
    }
  sft_draft_set (draft, "safety_share=%.2f", share[right]);
  sft_draft_set (draft, "separation=%.1f", separation[right]);
  sft_draft_set (draft, "label_noise=%.3f", noise);
  sft_draft_set (draft, "steps=1");
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_answer_choice (draft, (guint)right);
  for (int i = 0; i < N; i++)
    if (share[i] != share[right] && separation[i] == separation[right])
      sft_draft_wrong (draft, i,
                       N_ ("More safety data moves both rates: unsafe compliance down, refusals of lookalikes up."));
    else if (share[i] == share[right])
      sft_draft_wrong (draft, i,
                       N_ ("A larger separation makes the kinds easier to tell apart, so both mistakes become rarer."));
  return TRUE;
}

const SftGenerator sft_exercise_safety_data = {
  .id = "safety-data",
  .demo = 23,
  .concept = TRUE,
  .title = N_ ("What safety data move"),
  .make = make,
};
