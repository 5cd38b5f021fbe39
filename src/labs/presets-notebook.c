/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the notebook's five families that show something. Their claims hold for every demo of a family. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_notebook_response_loss[] = {
  { "all-prompt",
    N_ ("All prompt, no response"),
    N_ ("With no response token left in the mask there is nothing to average: the masked loss is undefined, while the "
        "full loss stays as it was."),
    SFT_SET ("response_mask=0,0,0,0"),
    { "masked_loss", SFT_UNDEFINED, 0 } },
  { "train-on-everything",
    N_ ("Train on everything"),
    N_ ("With the prompt token in the mask too, the masked loss falls to the full loss, because the model already "
        "predicts this prompt well."),
    SFT_SET ("response_mask=1,1,1,1"),
    { "masked_loss", SFT_LESS, 0.4 } },
  { "wrong-prompt",
    N_ ("A prompt predicted wrongly"),
    N_ ("Only the prompt's target changes: the full loss doubles, and the masked loss does not move at all."),
    SFT_SET ("targets[0]=1"),
    { "full_loss", SFT_GREATER, 0.8 } },
  { "uniform",
    N_ ("Knows nothing"),
    N_ ("Equal logits give every token of a vocabulary of three the NLL ln 3 = 1.0986, whatever the targets are."),
    SFT_SET ("logits=0,0,0/0,0,0/0,0,0/0,0,0"),
    { "masked_loss", SFT_GREATER, 1.098 } },
  { NULL },
};

const SftPreset sft_presets_notebook_loss_mask[] = {
  { "all-prompt",
    N_ ("All prompt, no response"),
    N_ ("An empty mask trains nothing at all; look at which check still passes and which does not."),
    SFT_SET ("mask=0,0,0,0,0,0/0,0,0,0,0,0/0,0,0,0,0,0"),
    { "active_tokens", SFT_EQUAL, 0 } },
  { "train-on-inputs",
    N_ ("Train on inputs"),
    N_ ("Every cell carries loss, so the prompts are learned as if the model should write them."),
    SFT_SET ("mask=1,1,1,1,1,1/1,1,1,1,1,1/1,1,1,1,1,1"),
    { "active_fraction", SFT_EQUAL, 1 } },
  { "one-example-rules",
    N_ ("One example rules"),
    N_ ("Nearly all active tokens lie in the first row, so a mean over tokens listens to that example almost alone."),
    SFT_SET ("mask=0,1,1,1,1,1/0,0,0,0,1,0/0,0,0,0,0,0"),
    { "active_fraction", SFT_LESS, 0.34 } },
  { NULL },
};

const SftPreset sft_presets_notebook_validation_curve[] = {
  { "overfitting",
    N_ ("Overfitting sets in"),
    N_ ("The validation loss now turns inside the run: the best step lies between the onset and the last step."),
    SFT_SET ("overfit_slope=0.015"),
    { "best_is_interior", SFT_EQUAL, 1 } },
  { "longer",
    N_ ("Just train longer"),
    N_ ("With five times the steps even the small slope wins: the best step is early, and all that follows makes the "
        "model worse."),
    SFT_SET ("steps=200"),
    { "best_is_interior", SFT_EQUAL, 1 } },
  { "no-overfitting",
    N_ ("No overfitting"),
    N_ ("Without a slope the validation loss only falls, so the last step is the best and stopping early only loses."),
    SFT_SET ("overfit_slope=0"),
    { "best_validation_loss", SFT_LESS, 0.62 } },
  { "sharp-turn",
    N_ ("A sharp turn"),
    N_ ("A steep slope makes the onset itself the best step: the minimum is a corner and no longer a valley."),
    SFT_SET ("overfit_slope=0.05"),
    { "best_step", SFT_EQUAL, 26 } },
  { NULL },
};

const SftPreset sft_presets_notebook_guardrail[] = {
  { "too-low",
    N_ ("Threshold too low"),
    N_ ("Nearly every harmful prompt is blocked, and more than half of the benign ones with them."),
    SFT_SET ("threshold=0.2"),
    { "block_benign", SFT_GREATER, 0.5 } },
  { "too-high",
    N_ ("Threshold too high"),
    N_ ("No benign prompt is blocked any more, and most of the harmful ones get through."),
    SFT_SET ("threshold=0.9"),
    { "block_harmful", SFT_LESS, 0.3 } },
  { "alike",
    N_ ("Two classes alike"),
    N_ ("Where harmful and benign prompts score alike, both curves lie on each other and no threshold helps: the AUC "
        "is one half."),
    SFT_SET ("harmful_a=3", "harmful_b=3", "benign_a=3", "benign_b=3"),
    { "auc_exact", SFT_LESS, 0.51 } },
  { "apart",
    N_ ("Two classes apart"),
    N_ ("With narrow scores the two classes hardly overlap, and a wide range of thresholds makes next to no mistakes."),
    SFT_SET ("harmful_a=30", "harmful_b=10", "benign_a=10", "benign_b=30"),
    { "exact_block_benign", SFT_LESS, 0.001 } },
  { NULL },
};

const SftPreset sft_presets_notebook_feedback[] = {
  { "refresh-that-costs",
    N_ ("A refresh that costs"),
    N_ ("Safety is as good as settled after a few rounds; from then on each further round only costs helpfulness."),
    SFT_SET ("rounds=40"),
    { "helpfulness_change", SFT_LESS, -0.5 } },
  { "no-cost",
    N_ ("A refresh without cost"),
    N_ ("Without the cost both curves rise: only then does the lesson's check tell the whole story."),
    SFT_SET ("helpfulness_cost=0"),
    { "helpfulness_change", SFT_GREATER, 0 } },
  { "backfires",
    N_ ("Feedback that backfires"),
    N_ ("A negative gain makes every round less safe, and helpfulness falls as before: both are lost."),
    SFT_SET ("safety_gain=-0.05"),
    { "safety_change", SFT_LESS, 0 } },
  { "dip-and-recovery",
    N_ ("Recovery comes first"),
    N_ ("A strong recovery lifts helpfulness for the first rounds, but a cost that grows with every round overtakes a "
        "gain that grows with its root."),
    SFT_SET ("rounds=30", "helpfulness_cost=0.01", "helpfulness_recovery=0.05"),
    { "helpfulness_change", SFT_GREATER, -0.03 } },
  { NULL },
};
