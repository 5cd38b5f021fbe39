/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Axolotl documentation, Conversation datasets (training on end-of-turn tokens)",
  "Hugging Face documentation, Chat templates",
  "TRL documentation, SFT Trainer",
  NULL,
};

static const char *const set_1[] = { "val_floor=0.9", NULL };
static const char *const set_2[] = { "train_on_eot=last", NULL };
static const char *const set_3[] = { "train_on_eot=none", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Raise the validation floor, as when validation is rendered with other role tokens than "
        "training. The loss is 0.52 nats higher, yet the best step stays 40: the shape hides the "
        "fault."),
    FALSE, set_1, "best_validation_loss", 1.21, 1.215 },
  { N_ ("In the concept view, train on the last end token alone. With four turns the expected reply "
        "is 119 tokens long instead of 31."),
    TRUE, set_2, "expected_length", 119, 119.3 },
  { N_ ("Train on no end token. Replies run to 380 tokens on average, and more than half of them end "
        "only at the limit of 512."),
    TRUE, set_3, "expected_length", 380, 380.2 },
};

const SftLesson sft_lesson_13 = {
  .demo = 13,
  .idea = N_ ("Role tokens tell the model who speaks. The most important of them is the one that ends a "
              "turn: it is the only way for a model to say “done”. If that token carries no loss, the model "
              "learns what replies look like but not that they end. The concept view trains one stop "
              "probability and shows the expected length. The notebook view shows the validation loss that "
              "such a run would watch, from a synthetic formula."),
  .formula = N_ ("best P(stop) = a / (a + T·n)\n"
                 "a trained end tokens, T turns with n reply tokens each"),
  .math = N_ ("& \\text{best } P(\\text{stop}) = \\frac{a}{a + T n} \\\\ "
              "& a \\text{ trained end tokens,} \\\\ "
              "& T \\text{ turns with } n \\text{ reply tokens each}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("An end-of-turn token is not the same as the end-of-sequence or the padding token. Some "
                        "tokenizers use one id for padding and for the end; a collator that masks padding then masks "
                        "the end as well, and the model never stops. A masked end token does not leave its "
                        "probability untouched: the reply tokens still push it down."),
  .references = references,
};
