/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "TRL documentation, SFT Trainer (assistant-only and completion-only loss)",
  "Axolotl documentation, Conversation datasets",
  "Hugging Face documentation, Chat templates",
  NULL,
};

static const char *const set_1[] = { "threshold=0.8", NULL };
static const char *const set_2[] = { "rule=completion_only", NULL };
static const char *const set_3[] = { "fault=off_by_one", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Raise the threshold to 0.8. No benign prompt of the sample is blocked any more, but only 39 "
        "percent of the harmful ones are."),
    FALSE, set_1, "block_harmful", 0.39, 0.4 },
  { N_ ("In the concept view, train on everything after the first prompt. Later user turns are "
        "trained too: precision falls to 0.7."),
    TRUE, set_2, "precision", 0.6999, 0.7001 },
  { N_ ("Shift the mask by one position. It looks almost right, yet recall falls to 0.71: the first "
        "token of each reply is lost, and a token of the user is trained."),
    TRUE, set_3, "recall", 0.71, 0.72 },
};

static const SftQuestion questions[] = {
  { .id = "safe-mask",
    .prompt = N_ (
        "Read the scores as guesses: “harmful” are the assistant’s tokens, “benign” the user’s. A token is trained if "
        "its score reaches the threshold. To keep the user’s words out of the loss you choose 0.8. What is the price?"),
    .choices = { { N_ ("61 percent of the trained tokens are the user’s words"),
                   N_ ("Raising the threshold takes tokens out of the loss. Of the user’s none is left above 0.8, so "
                       "what is trained is the assistant’s.") },
                 { N_ ("61 percent of the assistant’s tokens carry no loss"),
                   N_ ("No user token of the sample reaches 0.8, but only 39 percent of the assistant’s do. Precision "
                       "is paid for with recall.") },
                 { N_ ("6 percent of the assistant’s tokens carry no loss"),
                   N_ ("That is their share at the threshold 0.5. The assistant’s scores reach from there to 1, so "
                       "that 0.8 cuts right through them.") },
                 { N_ ("None: a mask that is stricter is better in every way"),
                   N_ ("Stricter means fewer of both. Here even most of what should be learned falls below the "
                       "threshold.") } },
    .answer = 1,
    .set = SFT_SET ("threshold=0.8"),
    .claim = { "block_harmful", SFT_LESS, 0.4 } },
  { .id = "which-rule",
    .prompt = N_ ("You meant to train every reply of a two-turn conversation. Compared with that, the mask in use has "
                  "a precision of 1 and a recall of 0.57. Which mask is it?"),
    .choices = { { N_ ("Each token after the first prompt carries loss"),
                   N_ ("That mask misses nothing and trains too much, the second user turn. It has a recall of 1 and a "
                       "precision of 0.7.") },
                 { N_ ("Each token is marked one position too late"),
                   N_ ("A shifted mask makes both kinds of mistakes: a precision of 0.83 and a recall of 0.71.") },
                 { N_ ("Only the tokens of the last reply carry loss"),
                   N_ ("All 4 trained tokens are right, hence the precision of 1, but they are 4 of 7: the first reply "
                       "is missing. The model sees it and is never asked to write it.") },
                 { N_ ("Each token carries loss, the prompts included"),
                   N_ ("Then no reply token would be missing. The recall would be 1, and the precision 0.54.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("rule=last_turn"),
    .claim = { "recall", SFT_LESS, 0.6 } },
  { .id = "writes-the-user",
    .prompt = N_ ("With single-turn data a recipe worked well. With two-turn data and the same mask rule, the model "
                  "learns to go on after its reply and to write the user’s next message. Which rule is it?"),
    .choices = { { N_ ("Only the assistant’s own turns are trained"),
                   N_ ("Under this rule no word of the user is ever a target, in whichever turn. The model learns "
                       "replies and their ends.") },
                 { N_ ("Only the assistant’s last turn is trained"),
                   N_ ("This trains too little, one reply of two. What is not trained is not learned, and the user’s "
                       "words are not.") },
                 { N_ ("Only what two masks agree on is trained"),
                   N_ ("The overlap of “after the prompt” and “the assistant’s” leaves the user’s second message out. "
                       "Agreement can only take tokens away.") },
                 { N_ ("Everything after the first prompt is trained"),
                   N_ ("For a single turn this is just the reply. With a second turn the user’s message lies behind "
                       "the first prompt too; with the header that follows, it makes 3 of the 10 trained tokens.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("rule=completion_only"),
    .claim = { "precision", SFT_LESS, 0.75 } },
  { .id = "one-sided-test",
    .prompt = N_ ("A unit test of the mask asserts that every token of the assistant carries loss, in other words that "
                  "recall is 1. Which fault does it let through?"),
    .choices = { { N_ ("A mask that trains every single token"),
                   N_ ("Its recall is 1, since nothing is missing, and its precision 0.54. What is trained too much "
                       "can only be seen by a test of precision.") },
                 { N_ ("A mask that trains no token at all"),
                   N_ ("Then each token of the assistant is missing and recall is 0, so the test fails. Here it is the "
                       "precision that has no value.") },
                 { N_ ("A mask that is late by one token"),
                   N_ ("It misses the first token of each reply. Recall is 0.71, and the test fails as it should.") },
                 { N_ ("A mask that skips the first reply"),
                   N_ ("The tokens of this reply carry no loss, so recall is 0.57 and the test fails. Missing tokens "
                       "are just what it looks for.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("fault=all_one"),
    .claim = { "precision", SFT_LESS, 0.6 } },
  { NULL },
};

const SftLesson sft_lesson_09 = {
  .demo = 9,
  .idea = N_ ("The response-token mask says which tokens carry loss. It can be written by hand, derived "
              "from roles, or cut from a soft score at a threshold: a token counts when its score is high "
              "enough. Every threshold trades two errors. The notebook view shows that trade on synthetic "
              "guardrail scores; the concept view applies the real rules of training libraries to a "
              "conversation and compares them with the mask that was intended."),
  .formula = N_ ("mₜ = 1[sₜ ≥ τ]\n"
                 "precision = |m ∧ m*| / |m|\n"
                 "recall = |m ∧ m*| / |m*|"),
  .math = N_ ("m_t &= \\mathbb{1}[s_t \\geq \\tau] \\\\ "
              "\\text{precision} &= \\frac{\\lvert m \\wedge m^* \\rvert}{\\lvert m \\rvert} \\\\ "
              "\\text{recall} &= \\frac{\\lvert m \\wedge m^* \\rvert}{\\lvert m^* \\rvert}"),
  .parameters = N_ ("Scores, thresholds and rates have no unit and lie between 0 and 1. In a Beta law a larger "
                    "first shape moves scores up, a larger second shape down."),
  .steps = steps,
  .misconceptions = N_ ("“Completion only” and “assistant only” are the same for a single turn and differ for a "
                        "conversation. A mask that is wrong does not crash: the loss is finite, it falls, and the "
                        "model learns to speak for the user or never to stop. So print a few masked examples before "
                        "each run."),
  .references = references,
  .questions = questions,
};
