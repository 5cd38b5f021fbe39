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
};
