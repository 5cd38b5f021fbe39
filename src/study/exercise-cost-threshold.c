/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cheapest threshold when classes are rare and mistakes cost differently. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"

/* Where (t / (1 - t))^4 = odds. */
static double
threshold (double odds)
{
  double root = pow (odds, 0.25);

  return root / (1 + root);
}

static gboolean
make (SftDraft *draft)
{
  double prevalence = sft_draft_decimal (draft, 0.01, 0.4, 2), ratio = sft_draft_integer (draft, 2, 20), best, odds;

  odds = (1 - prevalence) / (ratio * prevalence);
  sft_draft_set (draft, "prevalence=%.2f", prevalence);
  sft_draft_set (draft, "cost_ratio=%.0f", ratio);
  sft_draft_set (draft, "samples=10");
  if (!sft_draft_compute (draft))
    return FALSE;
  best = sft_draft_readout (draft, "optimal_threshold", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("Of all prompts the share %.2f is harmful, and a missed harmful prompt costs %.0f "
                                  "times as much as a blocked benign one. At a score t, harmful prompts are "
                                  "(t/(1 − t))⁴ times as dense as benign ones (Beta(6,2) against Beta(2,6)). Which "
                                  "threshold costs least?"),
                              prevalence, ratio));
  sft_draft_answer_number (draft, best, 3);
  sft_draft_answer_is_readout (draft, "optimal_threshold", 0);
  sft_draft_step (draft, sft_text (N_ ("Blocking pays where cost ratio × prevalence × harmful density is above (1 − "
                                       "prevalence) × benign density")));
  sft_draft_step (draft, sft_text (N_ ("r = (1 − %.2f) / (%.0f × %.2f) = %.4f, and (t/(1 − t))⁴ = r"), prevalence,
                                   ratio, prevalence, odds));
  sft_draft_step (draft, sft_text (N_ ("Fourth root %.4f, so t = %.4f / (1 + %.4f) = %.4f"), pow (odds, 0.25),
                                   pow (odds, 0.25), pow (odds, 0.25), best));
  sft_draft_wrong (draft, threshold ((1 - prevalence) / prevalence), N_ ("The cost ratio was left out."));
  sft_draft_wrong (draft, threshold (1 / ratio),
                   N_ ("The prevalence was left out, as if both kinds were equally common."));
  sft_draft_wrong (draft, 1 - best,
                   N_ ("The ratio was turned over: rare harm raises the threshold, costly misses lower it."));
  sft_draft_wrong (draft, 0.5, N_ ("This is best for equal costs and equally common kinds alone."));
  sft_draft_wrong (draft, odds / (1 + odds), N_ ("The fourth root was left out."));
  return TRUE;
}

const SftGenerator sft_exercise_cost_threshold = {
  .id = "cost-threshold",
  .demo = 19,
  .concept = TRUE,
  .title = N_ ("The cheapest threshold"),
  .make = make,
};
