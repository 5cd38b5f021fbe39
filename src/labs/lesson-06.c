/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "TRL documentation, SFT Trainer",
  "Hugging Face Transformers documentation, Causal language modeling",
  "LLaMA-Factory documentation",
  NULL,
};

static const char *const set_1[] = { "response_mask=0,0,1,1", NULL };
static const char *const set_2[] = { "logits[0][0]=-5", NULL };
static const char *const set_3[] = { "response_mask=0,0,0,0", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let the prompt be two tokens long. The same four NLL values now give a masked loss of 0.507, "
        "since an easy token left the mean."),
    FALSE, set_1, "masked_loss", 0.5065, 0.5075 },
  { N_ ("Make the prompt token very surprising. The full loss jumps to 1.72 nats, while the masked "
        "loss stays at 0.4301."),
    FALSE, set_2, "full_loss", 1.72, 1.73 },
  { N_ ("Mask everything. There is no response left and so no loss: the result is undefined, not "
        "zero."),
    FALSE, set_3, "response_tokens", 0, 0 },
};

static const SftQuestion questions[] = {
  { .id = "shifted-twice",
    .prompt = N_ ("The collator shifts labels and mask by one position, and the model shifts them once more. Each row "
                  "of logits is now scored against the target of the row after it. What do you see when training "
                  "starts with the lab’s logits?"),
    .choices = { { N_ ("An undefined loss, as the labels do not match the positions of the logits any more"),
                   N_ ("At each position a label is just a number, so nothing can fail to match. Only the last row is "
                       "left without a label.") },
                 { N_ ("A finite loss of 0.43 nats as before, as the same response tokens are still scored"),
                   N_ ("The same targets are scored, but by the rows before their own. Those prefer another token, and "
                       "the mean goes from 0.43 to 1.95.") },
                 { N_ ("A finite loss of 1.95 nats, which will fall while the model learns to skip a token"),
                   N_ ("Each row is scored on a token that it was not trained to predict. Nothing crashes, and "
                       "training lowers this loss by teaching the model to leave the next token out.") },
                 { N_ ("A finite loss of 1.10 nats, as shifted labels are no better than labels by chance"),
                   N_ ("ln 3 = 1.10 is the loss of a model without preferences. Each of these rows prefers another "
                       "token, which costs more than knowing nothing.") } },
    .answer = 2,
    .set = SFT_SET ("targets=1,2,0,0", "response_mask=1,1,1,0"),
    .claim = { "masked_loss", SFT_GREATER, 1.9 } },
  { .id = "no-prompt",
    .prompt = N_ ("An example has an empty prompt: only three response tokens and the end of sequence, with no special "
                  "token in front. How many targets are trained?"),
    .choices = { { N_ ("4, as all of them belong to the response"),
                   N_ ("All four carry a label, but after the shift the label of the first belongs to no position: "
                       "there is nothing that predicts it.") },
                 { N_ ("2, as the end of sequence is no response token"),
                   N_ ("The end belongs to the response and is trained, or the model would never stop. It is the first "
                       "token that drops out.") },
                 { N_ ("0, as without a prompt there is no condition"),
                   N_ ("The later response tokens are conditioned on the earlier ones. What is trained is an "
                       "unconditional text, from its second token on.") },
                 { N_ ("3, as nothing stands before the first token"),
                   N_ ("A target is predicted from the position before it, and the first token has none. The second, "
                       "the third and the end remain.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("prompt_tokens=0"),
    .claim = { "trained_targets", SFT_EQUAL, 3 } },
  { .id = "long-prompts",
    .prompt = N_ ("Prompts grow from 4 to 14 tokens. The limit is 12 tokens, and truncation keeps the start of the "
                  "sequence. What does such an example teach?"),
    .choices = { { N_ ("Nothing: only masked prompt tokens are left"),
                   N_ ("The whole response was cut off, and what remains carries no loss. A library may drop the "
                       "example; otherwise it is computation for nothing.") },
                 { N_ ("As much as before: truncation spares responses"),
                   N_ ("Truncation that keeps the start cuts what stands last, and that is the response. Keeping the "
                       "end would save all four targets.") },
                 { N_ ("A little: the first response tokens still fit in"),
                   N_ ("The prompt alone has 14 tokens and fills the limit of 12. Not one response token is left.") },
                 { N_ ("The prompt: its tokens are the targets instead"),
                   N_ ("Masked tokens stay masked, also where no other is left. The number of trained targets is "
                       "0.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("prompt_tokens=14", "max_length=12"),
    .claim = { "trained_targets", SFT_EQUAL, 0 } },
  { .id = "joint-score",
    .prompt = N_ ("Somebody sorts answers by log p(xy), the log-probability of prompt and answer together, instead of "
                  "log π(y | x). Where can the order differ?"),
    .choices = { { N_ ("Only between answers to the same prompt"),
                   N_ ("For one prompt log p(x) is the same number under each answer. Adding it to all of them changes "
                       "no order.") },
                 { N_ ("Only between answers to different prompts"),
                   N_ ("The two differ by log p(x). Answers to one prompt share this term; between prompts it varies, "
                       "here from −2.6 nats at 4 prompt tokens to −7.4 at 10.") },
                 { N_ ("Between any two answers of different length"),
                   N_ ("Length weighs on both scores alike, as both sum over the answer’s tokens. They differ by log "
                       "p(x) alone.") },
                 { N_ ("Nowhere: both are sums of the same response tokens"),
                   N_ ("log p(xy) also sums over the prompt’s tokens. Here they add −7.4 nats, more than the whole "
                       "answer with its −3.8.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("prompt_tokens=10"),
    .claim = { "logp_prompt", SFT_LESS, -7 } },
  { NULL },
};

const SftLesson sft_lesson_06 = {
  .demo = 6,
  .idea = N_ ("A training sequence is the prompt x followed by the response y. The model predicts every "
              "token from those before it, so the log-probability of the response is a sum over its own "
              "positions only. The response mask marks where y begins. Tokens before it belong to the "
              "condition; tokens from there on are targets. In the figure each bar is the NLL of one token, "
              "and the mask decides which bars enter the loss. The logits are synthetic."),
  .formula = N_ ("log πθ(y | x) = Σₜ log πθ(yₜ | x, y₁ … yₜ₋₁) = log p(x y) − log p(x)"),
  .math = N_ ("\\log\\pi_\\theta(y \\mid x) &= \\sum_t \\log\\pi_\\theta(y_t \\mid x, y_1 \\ldots y_{t-1}) \\\\ "
              "&= \\log p(x\\,y) - \\log p(x)"),
  .parameters = N_ ("Logits have no unit, and adding the same number to a whole row changes nothing. NLL and loss "
                    "are in nats; 1 nat is 1.44 bits."),
  .steps = steps,
  .misconceptions = N_ ("The label of a position is the next token, not the token itself; libraries shift by one "
                        "inside the model or before it, and doing both is a classic fault. The end-of-sequence token "
                        "belongs to y: without it as a target a model does not learn where to end. Truncation can "
                        "remove a whole response and leave an example of prompt alone."),
  .references = references,
  .questions = questions,
};
