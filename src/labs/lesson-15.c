/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "TRL documentation, SFT Trainer",
  "Axolotl documentation, Conversation datasets",
  "Zheng et al. 2023, Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
  NULL,
};

static const char *const set_1[] = { "rounds=12", NULL };
static const char *const set_2[] = { "safety_time=0.5", NULL };
static const char *const set_3[] = { "helpfulness_recovery=0.04", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Double the rounds to 12. The loss of helpfulness more than doubles, from 0.057 to 0.138, "
        "because the recovery slows down."),
    FALSE, set_1, "helpfulness_change", -0.139, -0.138 },
  { N_ ("Let safety improve at once, with a time of half a round. The first round does most of the "
        "good; the later ones mainly cost."),
    FALSE, set_2, "safety_change", 0.0499, 0.05 },
  { N_ ("Strengthen the recovery to 0.04. Now helpfulness ends 0.014 above its start: a small term in "
        "every round decides the sign."),
    FALSE, set_3, "helpfulness_change", 0.014, 0.015 },
};

static const SftQuestion questions[] = {
  { .id = "twice-the-turns",
    .prompt =
        N_ ("Read each round as one more turn. After 5 turns helpfulness has lost 0.057. There are to be 10 turns, and "
            "to make up for that you halve the cost of a turn, from 0.015 to 0.0075. How much is lost then?"),
    .choices = { { N_ ("As much, since twice the turns at half the cost come to the same"),
                   N_ ("The costs come to the same, 0.075 both times. But recovery grows with the root of the number "
                       "of turns, and gives back more after 10.") },
                 { N_ ("Less, since the recovery has grown while the costs come to the same"),
                   N_ ("The loss is 0.050: costs of 0.075 as before, and a recovery that is larger by the root of 2. "
                       "With the old cost a turn 0.125 would be lost.") },
                 { N_ ("More, since small losses add up over a longer conversation"),
                   N_ ("They add up, but each is half as large, so that 10 of them make what 5 made before. More is "
                       "lost only if the cost a turn stays, 0.125 then.") },
                 { N_ ("Half as much, since the cost of a turn decides what is lost"),
                   N_ ("The number of turns decides as well. Even after 5 turns half the cost does not mean half the "
                       "loss: 0.020 is left, since the recovery is not halved.") } },
    .answer = 1,
    .concept = FALSE,
    .set = SFT_SET ("rounds=11", "helpfulness_cost=0.0075"),
    .claim = { "helpfulness_change", SFT_GREATER, -0.055 } },
  { .id = "unroll-twice-as-long",
    .prompt = N_ ("Conversations grow from 4 to 8 turns of the same length, and you unroll each of them into one "
                  "example a turn. How does the number of tokens grow that training reads?"),
    .choices = { { N_ ("2 times, since every reply is trained on only once"),
                   N_ ("Every reply carries loss once, but all that comes before it is read again each time. With 50 "
                       "tokens a turn the conversation of 8 turns has 400 tokens, its examples 1,800.") },
                 { N_ ("4 times, since unrolling goes with the square"),
                   N_ ("Nearly so for long conversations, but the examples have T(T + 1)/2 turns and not T². That is "
                       "10 turns for T = 4 and 36 for T = 8.") },
                 { N_ ("8 times, since there are now eight examples"),
                   N_ ("Four turns were unrolled too, into four examples, and most of the eight are shorter than the "
                       "conversation.") },
                 { N_ ("3.6 times, since each example repeats the turns before"),
                   N_ ("The examples hold 10 turns for T = 4 and 36 for T = 8, of 50 tokens each: 500 and 1,800 "
                       "tokens. All turns at once would read 200 and 400.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("turns=8", "training=unrolled"),
    .claim = { "tokens_processed", SFT_EQUAL, 1800 } },
  { .id = "eight-in-a-row",
    .prompt = N_ ("A turn succeeds in 90 percent of the cases in which all turns before it did. In how many of 100 "
                  "conversations of 8 turns do all turns succeed?"),
    .choices = { { N_ ("About 43, since each turn keeps nine tenths of the rest"),
                   N_ ("0.9 to the power of 8 is 0.430. With 95 percent a turn it would be 0.663: a little more "
                       "reliability a turn is a lot for the whole.") },
                 { N_ ("About 20, since each of the turns takes away 10 of 100"),
                   N_ ("Each turn takes a tenth of the conversations that are still whole, and those become fewer. "
                       "Subtracting 10 each time counts failures that are no longer possible.") },
                 { N_ ("About 66, since a conversation that starts well goes on well"),
                   N_ ("66 is what four turns leave. Here the later turns fail just as often, one time in ten, and "
                       "take the same share once more.") },
                 { N_ ("About 90, since every single turn has a rate of 90 percent"),
                   N_ ("That is the rate of one turn. All eight have to succeed, and each is another chance to "
                       "fail.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("turns=8", "turn_success=0.9"),
    .claim = { "all_turns_success", SFT_LESS, 0.45 } },
  { .id = "only-the-last",
    .prompt = N_ ("A conversation has 4 turns of 20 tokens from the user and 30 of reply. To save compute you train on "
                  "the last reply only and no longer on all. What do you get?"),
    .choices = { { N_ ("50 tokens are read, and 30 carry loss: a quarter of the work"),
                   N_ ("The last reply is predicted from the whole conversation, so all of it is still read. Only the "
                       "labels become fewer.") },
                 { N_ ("200 tokens are read, and 120 carry loss: nothing changes"),
                   N_ ("Training on the last reply means that the others lose their labels: 30 of the 120 trained "
                       "tokens are left.") },
                 { N_ ("200 tokens are read, and 30 carry loss: no reading is saved"),
                   N_ ("The earlier replies are read as context but teach nothing any more. Training on all four would "
                       "have read the same 200 tokens.") },
                 { N_ ("200 tokens are read, and 30 carry loss: they stand for all four replies"),
                   N_ ("The last reply depends on the earlier ones as context, but nothing rewards the model for "
                       "writing those. Their 90 tokens teach nothing.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("training=last"),
    .claim = { "trained_tokens", SFT_EQUAL, 30 } },
  { NULL },
};

const SftLesson sft_lesson_15 = {
  .demo = 15,
  .idea = N_ ("In a conversation of T turns every assistant turn can be a training target. Training on all "
              "of them at once gives the same summed loss as unrolling the conversation into T examples, "
              "but reads the text only once. Conversations also show how errors add up: if each turn "
              "succeeds with probability p, all succeed with pᵀ. The notebook view carries the same lesson "
              "in another, synthetic form: a small cost in every round becomes a large one."),
  .formula = N_ ("Σ over turns L(turn) = summed loss of the unrolled examples\n"
                 "P(all turns succeed) = pᵀ"),
  .math = N_ ("& \\sum_{\\text{turns}} L(\\text{turn}) = \\text{summed loss of unrolled examples} \\\\ "
              "& P(\\text{all turns succeed}) = p^T"),
  .parameters = N_ ("Scores have no unit and are not clamped to 0 … 1. Rounds count from 0, the state before the "
                    "first refresh."),
  .steps = steps,
  .misconceptions = N_ ("Training on the last turn only is not a cheaper version of the same thing: earlier replies "
                        "then teach nothing. That unrolled and joint training agree holds only if the template "
                        "renders a shorter conversation as a prefix of the longer one, and some templates do not. And "
                        "a model that was trained on single turns need not keep track of who said what."),
  .references = references,
  .questions = questions,
};
