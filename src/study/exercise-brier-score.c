/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence against correctness. */
#include "config.h"

#include <math.h>

#include "sft-exercise-private.h"
#include "sft-softmax.h"

/* The least that the lab takes. */
#define ANSWERS 10

typedef struct
{
  double confidence[ANSWERS], right[ANSWERS];
} Answers;

/* As the lab draws: normals for the logits, then uniforms for the answers. */
static void
draw (SftDraft *draft, Answers *answers)
{
  int seed = sft_draft_integer (draft, 0, 1000000);
  double temperature = sft_draft_decimal (draft, 0.5, 2, 1), logits[ANSWERS];
  SftRandom random;

  sft_random_seed (&random, (guint32)seed);
  for (int i = 0; i < ANSWERS; i++)
    {
      logits[i] = 2 * sft_random_gauss (&random);
      answers->confidence[i] = sft_sigmoid (logits[i] / temperature);
    }
  for (int i = 0; i < ANSWERS; i++)
    answers->right[i] = sft_random_double (&random) < sft_sigmoid (logits[i]);
  sft_draft_set (draft, "seed=%d", seed);
  sft_draft_set (draft, "samples=%d", ANSWERS);
  sft_draft_set (draft, "temperature=%.1f", temperature);
  sft_draft_set (draft, "bins=5");
}

static gboolean
make (SftDraft *draft)
{
  Answers answers;
  double squares = 0, distances = 0, accuracy = 0, brier;

  draw (draft, &answers);
  if (!sft_draft_compute (draft))
    return FALSE;
  for (int i = 0; i < ANSWERS; i++)
    {
      double distance = fabs (answers.confidence[i] - answers.right[i]);

      squares += distance * distance;
      distances += distance / ANSWERS;
      accuracy += answers.right[i] / ANSWERS;
    }
  brier = sft_draft_readout (draft, "brier", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("A model gave %d answers with the confidences below; 1 is a right answer, 0 a wrong "
                                  "one. What is its Brier score?"),
                              ANSWERS));
  sft_draft_given_list (draft, sft_text (N_ ("Confidence: %s"), SFT_LIST), answers.confidence, ANSWERS, 4);
  sft_draft_given_list (draft, sft_text (N_ ("Right: %s"), SFT_LIST), answers.right, ANSWERS, 0);
  sft_draft_answer_number (draft, brier, 3);
  sft_draft_answer_is_readout (draft, "brier", 0);
  sft_draft_step (draft, sft_text (N_ ("Squared distance of each confidence from its 1 or 0, summed: %.4f"), squares));
  sft_draft_step (draft, sft_text (N_ ("Brier score: %.4f / %d = %.4f"), squares, ANSWERS, brier));
  sft_draft_wrong (draft, squares, N_ ("This is the sum: the score is the mean."));
  sft_draft_wrong (draft, distances, N_ ("This is the mean distance: the distances are squared first."));
  sft_draft_wrong (draft, sqrt (brier), N_ ("This is the square root of the score."));
  sft_draft_wrong (draft, accuracy, N_ ("This is the accuracy, which leaves the confidences out."));
  sft_draft_wrong (draft, 1 - brier, N_ ("This is 1 minus the score: a Brier score of 0 is best."));
  return TRUE;
}

const SftGenerator sft_exercise_brier_score = {
  .id = "brier-score",
  .demo = 22,
  .concept = TRUE,
  .title = N_ ("Brier score"),
  .make = make,
};
