/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the cost of a feedback loop has eaten the lead. */
#include "config.h"

#include <math.h>

#include "sft-curves.h"
#include "sft-exercise-private.h"

#define MAX_ROUNDS 12
/* Both neighbors of the crossing must be clear of it, and four decimals of the curves tell where it is. */
#define LEAST_GAP 0.002
#define LEAST_CHANGE 0.02

typedef struct
{
  int rounds;
  double safety_base, gain, time, helpfulness_base, cost, recovery;
} Loop;

static double
lead (const Loop *loop, int round)
{
  return sft_feedback_helpfulness (loop->helpfulness_base, loop->cost, loop->recovery, round)
         - sft_feedback_safety (loop->safety_base, loop->gain, loop->time, round);
}

static void
set_state (SftDraft *draft, const Loop *loop)
{
  sft_draft_set (draft, "rounds=%d", loop->rounds);
  sft_draft_set (draft, "safety_base=%.2f", loop->safety_base);
  sft_draft_set (draft, "safety_gain=%.2f", loop->gain);
  sft_draft_set (draft, "safety_time=%.1f", loop->time);
  sft_draft_set (draft, "helpfulness_base=%.2f", loop->helpfulness_base);
  sft_draft_set (draft, "helpfulness_cost=%.3f", loop->cost);
  sft_draft_set (draft, "helpfulness_recovery=%.3f", loop->recovery);
}

static void
ask (SftDraft *draft, const Loop *loop)
{
  sft_draft_prompt (draft,
                    sft_text (N_ ("A feedback loop raises safety and costs helpfulness. After how many rounds do "
                                  "their lines cross? Both curves are points at whole rounds, counted from 0, "
                                  "joined by straight lines.")));
  sft_draft_given (draft, sft_text (N_ ("Safety in round r: %.2f + %.2f (1 − exp(−r/%.1f))"), loop->safety_base,
                                    loop->gain, loop->time));
  sft_draft_given (draft, sft_text (N_ ("Helpfulness in round r: %.2f − %.3f r + %.3f √r"), loop->helpfulness_base,
                                    loop->cost, loop->recovery));
}

/* The first round with helpfulness below safety, and the one before it. */
static void
explain (SftDraft *draft, const Loop *loop, int round, double answer)
{
  double before = lead (loop, round - 1), after = -lead (loop, round), share = before / (before + after);

  for (int r = round - 1; r <= round; r++)
    sft_draft_step (draft, sft_text (N_ ("Round %d: safety %.4f, helpfulness %.4f"), r,
                                     sft_feedback_safety (loop->safety_base, loop->gain, loop->time, r),
                                     sft_feedback_helpfulness (loop->helpfulness_base, loop->cost, loop->recovery, r)));
  sft_draft_step (draft, sft_text (N_ ("Helpfulness leads by %.4f in round %d and is behind by %.4f in round %d"),
                                   before, round - 1, after, round));
  sft_draft_step (
      draft, sft_text (N_ ("Crossing: %d + %.4f / (%.4f + %.4f) = %.4f"), round - 1, before, before, after, answer));
  sft_draft_wrong (draft, round - 1, N_ ("This is the last whole round in which helpfulness is not below safety."));
  sft_draft_wrong (draft, round,
                   N_ ("This is the first whole round with helpfulness below safety: the lines cross "
                       "before it."));
  sft_draft_wrong (draft, round - share, N_ ("The share of the round was taken from its other end."));
  sft_draft_wrong (draft, answer + 1, N_ ("This counts rounds from 1; here they count from 0."));
  sft_draft_wrong (
      draft, (loop->helpfulness_base - loop->safety_base) / loop->cost,
      N_ ("This is when the cost alone has eaten the lead: safety rises meanwhile, and helpfulness recovers."));
}

static gboolean
make (SftDraft *draft)
{
  Loop loop = { MAX_ROUNDS,
                sft_draft_decimal (draft, 0.5, 0.7, 2),
                sft_draft_decimal (draft, 0.02, 0.15, 2),
                sft_draft_decimal (draft, 1, 4, 1),
                sft_draft_decimal (draft, 0.7, 0.85, 2),
                sft_draft_decimal (draft, 0.01, 0.05, 3),
                sft_draft_decimal (draft, 0.002, 0.02, 3) };
  int round = 1;
  double before, after, answer;

  while (round < loop.rounds && lead (&loop, round) >= 0)
    round++;
  before = lead (&loop, round - 1);
  after = -lead (&loop, round);
  if (round < 2 || round >= loop.rounds - 1 || before < LEAST_GAP || after < LEAST_GAP || before + after < LEAST_CHANGE)
    return FALSE;
  set_state (draft, &loop);
  if (!sft_draft_compute (draft))
    return FALSE;
  ask (draft, &loop);
  answer = round - 1 + before / (before + after);
  sft_draft_answer_number (draft, answer, 2);
  explain (draft, &loop, round, answer);
  return TRUE;
}

const SftGenerator sft_exercise_crossing_round = {
  .id = "crossing-round",
  .demo = 5,
  .title = N_ ("When safety passes helpfulness"),
  .make = make,
};
