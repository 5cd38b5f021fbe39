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

static const SftQuestion questions[] = {
  { .id = "silent-curve",
    .prompt = N_ ("By a fault all end-of-turn tokens are masked out, in the training and in the validation data alike. "
                  "What does the validation curve show of it?"),
    .choices = { { N_ ("A sharp turn: it climbs from the step on at which replies no longer come to an end"),
                   N_ ("Validation scores given responses, token by token. Nothing is generated, so nothing can run "
                       "on.") },
                 { N_ ("Nothing that warns: it falls to its best step as ever, on slightly other tokens"),
                   N_ ("A lower floor stands here for the tokens that left the mean: the loss is 0.64 instead of 0.69 "
                       "nats, and the best step is still 40. Only the lengths of generated replies would tell.") },
                 { N_ ("A flat line: without an end token to learn, no step improves on the validation data"),
                   N_ ("All other tokens of the replies carry loss and are learned as ever. They are nearly everything "
                       "that the curve averages.") },
                 { N_ ("A gap: the loss is undefined, since every reply is now without its last target"),
                   N_ ("A loss is undefined only if no token at all carries loss. Each reply still has its content "
                       "tokens.") } },
    .answer = 1,
    .set = SFT_SET ("val_floor=0.33"),
    .claim = { "best_validation_loss", SFT_LESS, 0.65 } },
  { .id = "more-turns",
    .prompt = N_ ("Only the end token of the last turn is trained. With four turns a conversation, generated replies "
                  "are 119 tokens long, although those in the data have 30. The next data set has eight turns a "
                  "conversation. How long are replies then?"),
    .choices = { { N_ ("About 207 tokens, as one end stands against twice as many other tokens"),
                   N_ ("One end token is trained for each 240 reply tokens, and P(stop) falls to 0.004. The limit of "
                       "512 tokens cuts the longest replies, or the mean would be even higher.") },
                 { N_ ("About 119 tokens, as there is still one trained end in each conversation"),
                   N_ ("What counts is the share of ends among all trained tokens, not their number. Four more turns "
                       "bring 120 more tokens that say “not yet”.") },
                 { N_ ("About 60 tokens, as twice as many turns show twice as many ends"),
                   N_ ("The ends of the seven earlier turns stand in the data but carry no loss. What is not trained "
                       "does not count as shown.") },
                 { N_ ("About 31 tokens, as enough replies of this length have been seen"),
                   N_ ("Seeing replies of this length is not enough if most of their ends carry no loss. Only with the "
                       "end of each turn in the loss does the model arrive at 31.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("train_on_eot=last", "turns=8"),
    .claim = { "expected_length", SFT_GREATER, 200 } },
  { .id = "cut-by-the-limit",
    .prompt = N_ ("Replies average 380 tokens at a limit of 512. With the limit at 1,024 the same model averages 583, "
                  "although replies in its data have 30. What does that tell you?"),
    .choices = { { N_ ("It has more to say and is given room; lengths follow limits"),
                   N_ ("With trained end tokens the mean is 31 at 512 and at 1,024 alike. A model that stops by itself "
                       "rarely meets a limit.") },
                 { N_ ("It needs more steps; longer training brings it back to 30"),
                   N_ ("More steps make it worse: reply tokens go on pushing the end down, and after 5,000 steps the "
                       "mean is 998 at this limit.") },
                 { N_ ("It hardly stops by itself; the end tokens carried no loss"),
                   N_ ("P(stop) is 0.001 at each token, so many replies end only at the limit. A mean that moves with "
                       "the limit measures the limit.") },
                 { N_ ("It was trained on long replies, of some 600 tokens on average"),
                   N_ ("Its data have replies of 30 tokens. The lengths come from an end token that was never a "
                       "target.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("train_on_eot=none", "max_new_tokens=1024"),
    .claim = { "expected_length", SFT_GREATER, 500 } },
  { .id = "ends-of-the-user",
    .prompt = N_ ("The lab’s model has one stop logit for all positions. Now the end tokens after user turns are "
                  "trained too, while nothing else of these turns is. What becomes of the mean reply length of 31?"),
    .choices = { { N_ ("It stays at 31: what users do is no part of a reply"),
                   N_ ("In the loss there is no such border: each trained token moves the same logit. Twice as many "
                       "ends double the odds of stopping.") },
                 { N_ ("It rises to 61: the model waits for the user’s end as well"),
                   N_ ("Training an end token raises the probability of ending, after whosever turn it stands. It "
                       "cannot make replies longer.") },
                 { N_ ("It falls to 1: a model that is trained on ends stops at once"),
                   N_ ("120 reply tokens still push the stop probability down. It comes to rest at the share of ends "
                       "among all targets, 1 in 16.") },
                 { N_ ("It falls to 16: among targets, ends are now twice as frequent"),
                   N_ ("Eight ends stand against 120 reply tokens, so P(stop) = 8/128. A real model could tell the "
                       "positions apart; a shared logit cannot.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("train_on_eot=all"),
    .claim = { "expected_length", SFT_LESS, 17 } },
  { NULL },
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
  .questions = questions,
};
