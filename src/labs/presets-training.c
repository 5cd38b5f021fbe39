/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the concept labs of demos 16 to 20 that show something. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_concept_response_cross_entropy[] = {
  { "one-batch",
    N_ ("No accumulation"),
    N_ ("With one micro-batch the two means are the same, and every token weighs 1."),
    SFT_SET ("gradient_accumulation=1"),
    { "micro_minus_token", SFT_EQUAL, 0 } },
  { "mean-of-means",
    N_ ("A mean of means"),
    N_ ("Ten tokens weigh as much as a hundred: each token of the short example counts ten times as much as one of "
        "the long example."),
    SFT_SET ("normalizer=micro_batch_mean"),
    { "loss", SFT_GREATER, 1.4 } },
  { "diluted",
    N_ ("Prompts that dilute"),
    N_ ("Prompt tokens of weight 0.1 are counted in full, so the loss looks lower than the weighted mean."),
    SFT_SET ("normalizer=non_zero_count", "prompt_weight=0.1"),
    { "loss", SFT_LESS, 1.05 } },
  { "empty-reply",
    N_ ("An example without a reply"),
    N_ ("One example has nothing to divide by, and the mean over examples has no value; the token mean has one."),
    SFT_SET ("normalizer=example_mean", "example_lengths=0,100"),
    { "loss", SFT_UNDEFINED, 0 } },
  { NULL },
};

const SftPreset sft_presets_concept_packed_examples[] = {
  { "leak",
    N_ ("Attention leaks"),
    N_ ("Without the block mask tokens look into the documents before them: the cells outside the blocks fill."),
    SFT_SET ("block_mask=false"),
    { "leakage", SFT_GREATER, 0.1 } },
  { "in-order",
    N_ ("Packed in order"),
    N_ ("Documents taken as they come need one pack more than the bound, and a fifth of all places is padding."),
    SFT_SET ("packer=sequential"),
    { "utilization", SFT_LESS, 0.85 } },
  { "wrapped",
    N_ ("Cut at the seam"),
    N_ ("Every pack is full, and the price is documents that are cut in two and lose what came before."),
    SFT_SET ("packer=wrapped"),
    { "documents_cut", SFT_AT_LEAST, 1 } },
  { "too-short",
    N_ ("Packs too short"),
    N_ ("A pack of four tokens is shorter than three of the documents, and what does not fit is dropped."),
    SFT_SET ("capacity=4"),
    { "dropped_tokens", SFT_GREATER, 0 } },
  { NULL },
};

const SftPreset sft_presets_concept_loss_masks[] = {
  { "all-masked",
    N_ ("Every label masked"),
    N_ ("The plain mean is 0/0, and the guarded one reads 0: a perfect loss to look at, and nothing is learned."),
    SFT_SET ("all_masked=true"),
    { "plain_mean", SFT_UNDEFINED, 0 } },
  { "long-prompt",
    N_ ("A long prompt"),
    N_ ("With 64 prompt and 2 response tokens the unmasked run ends at a response loss of 3.23 nats, worse than the ln "
        "8 = 2.08 where it began."),
    SFT_SET ("prompt_tokens=64", "response_tokens=2"),
    { "unmasked_response", SFT_GREATER, 2.08 } },
  { "patience",
    N_ ("Twenty-five times as long"),
    N_ ("More steps bring the masked run to 0.002 nats and leave the unmasked one at 1.10: shared logits have a price "
        "that patience does not pay."),
    SFT_SET ("steps=5000"),
    { "masked_response", SFT_LESS, 0.01 } },
  { "nothing-shared",
    N_ ("Nothing shared"),
    N_ ("With logits of their own and a summed loss all three response curves are the same: here a mask changes "
        "nothing for the response."),
    SFT_SET ("context=disjoint", "reduction=sum"),
    { "unmasked_response", SFT_LESS, 0.01 } },
  { NULL },
};

const SftPreset sft_presets_concept_class_imbalance[] = {
  { "rare",
    N_ ("One in a thousand"),
    N_ ("TPR, FPR and AUC do not move, but of a hundred blocks only one or two are right."),
    SFT_SET ("prevalence=0.001"),
    { "precision", SFT_LESS, 0.02 } },
  { "balanced",
    N_ ("Balanced test data"),
    N_ ("Half of the prompts are harmful, as in many test sets: the same classifier now looks excellent."),
    SFT_SET ("prevalence=0.5"),
    { "precision", SFT_GREATER, 0.9 } },
  { "costly-miss",
    N_ ("A miss costs twenty"),
    N_ ("When a harmful prompt let through costs twenty times as much, the best threshold moves down to about one "
        "half."),
    SFT_SET ("cost_ratio=20"),
    { "optimal_threshold", SFT_LESS, 0.5 } },
  { "ratio-upside-down",
    N_ ("The ratio upside down"),
    N_ ("With the cost ratio turned over the chosen threshold moves up instead of down, and costs five times as "
        "much as the best one."),
    SFT_SET ("cost_ratio=20", "turn_cost_ratio_over=true"),
    { "minimum_cost", SFT_GREATER, 0.6 } },
  { NULL },
};

const SftPreset sft_presets_concept_validation_curves[] = {
  { "last-checkpoint",
    N_ ("The last checkpoint kept"),
    N_ ("Patience runs for ten evaluations past the best one, and keeping the last checkpoint keeps all that damage."),
    SFT_SET ("keep_last=true", "patience=10"),
    { "kept_risk", SFT_GREATER, 0.24 } },
  { "rare-evaluations",
    N_ ("Looks too seldom"),
    N_ ("The first look comes after the best step is over, so that even the best evaluated one is too late."),
    SFT_SET ("eval_interval=40"),
    { "best_evaluated_step", SFT_EQUAL, 40 } },
  { "overconfident",
    N_ ("Right as often, too sure"),
    N_ ("On the right the accuracy does not move, yet the cross-entropy more than doubles: confidence alone did it."),
    SFT_SET ("margin=6"),
    { "cross_entropy", SFT_GREATER, 1.2 } },
  { "noisy",
    N_ ("More noise than signal"),
    N_ ("With so much noise the best moment comes after four steps, and patience notices it far too late."),
    SFT_SET ("noise=4"),
    { "best_step", SFT_LESS, 5 } },
  { NULL },
};
