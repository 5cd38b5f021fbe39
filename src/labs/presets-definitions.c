/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the concept labs of demos 6 to 10 that show something. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_concept_prompt_response[] = {
  { "no-target",
    N_ ("The prompt fills it all"),
    N_ ("The prompt alone is as long as a sequence may be, so that no target is left: TRL drops such an example, and "
        "elsewhere its loss is 0/0."),
    SFT_SET ("prompt_tokens=16", "response_tokens=10"),
    { "trained_targets", SFT_EQUAL, 0 } },
  { "end-cut-off",
    N_ ("The end cut off"),
    N_ ("Only the first two response tokens are left, and the end of sequence is not among them: a model trained like "
        "this does not learn to stop."),
    SFT_SET ("prompt_tokens=14", "response_tokens=10"),
    { "kept_response_tokens", SFT_EQUAL, 2 } },
  { "proportional",
    N_ ("Both parts cut"),
    N_ ("LLaMA-Factory's rule keeps 6 tokens of the prompt and 4 of the response, where cutting at the end would leave "
        "no response at all."),
    SFT_SET ("prompt_tokens=12", "response_tokens=8", "max_length=10", "truncation=proportional"),
    { "kept_prompt_tokens", SFT_EQUAL, 6 } },
  { "no-prompt",
    N_ ("No prompt at all"),
    N_ ("Four response tokens are kept but only three are targets, since nothing stands before the first to predict it "
        "from."),
    SFT_SET ("prompt_tokens=0"),
    { "trained_targets", SFT_EQUAL, 3 } },
  { NULL },
};

const SftPreset sft_presets_concept_demonstration_dataset[] = {
  { "grouped",
    N_ ("Grouped by length"),
    /* xgettext:no-c-format */
    N_ ("Sorted before the batches are cut, the same examples waste 19 instead of 36 % of the places, and their loss "
        "does not change."),
    SFT_SET ("group_by_length=true"),
    { "padding_waste", SFT_LESS, 0.2 } },
  { "padding-counted",
    N_ ("Padding in the mean"),
    N_ ("The loss as divided reads 0.75 instead of 1.44 nats, and nothing was learned: padding is counted as if it had "
        "been predicted perfectly."),
    SFT_SET ("count_padding=true"),
    { "loss_trained", SFT_LESS, 0.8 } },
  { "copies",
    N_ ("Eight copies of one"),
    N_ ("One example appears eight times, and the loss of the data set moves from 1.44 to 1.55 nats, towards that of "
        "this example."),
    SFT_SET ("duplicates=8"),
    { "loss_with_copies", SFT_GREATER, 1.5 } },
  { "one-a-batch",
    N_ ("One example a batch"),
    N_ ("A batch of one has nothing to be padded to: no place is wasted, and there are eight batches instead of two."),
    SFT_SET ("batch_size=1"),
    { "batches", SFT_EQUAL, 8 } },
  { NULL },
};

const SftPreset sft_presets_concept_policy[] = {
  { "never-seen",
    N_ ("Never seen, never said"),
    N_ ("After ten responses without smoothing the validation loss climbs to 4.51 nats while the training loss falls: "
        "what was never seen goes to probability 0, and the asymptote is infinite."),
    SFT_SET ("train_examples=10", "smoothing=0"),
    { "validation_asymptote", SFT_UNDEFINED, 0 } },
  { "wrong-split",
    N_ ("The wrong split"),
    N_ ("Measured on the responses that it was trained on, the policy seems to have 2.19 nats of validation loss, "
        "where fresh data would show 4.51."),
    SFT_SET ("train_examples=10", "smoothing=0", "evaluate_on_train=true"),
    { "validation_ce", SFT_LESS, 2.5 } },
  { "enough-data",
    N_ ("A thousand responses"),
    N_ ("Training and validation loss end 0.005 nats apart: with so many responses the policy that learns them by "
        "heart is nearly the true one."),
    SFT_SET ("train_examples=1000"),
    { "validation_ce", SFT_LESS, 2.91 } },
  { "cold",
    N_ ("Sampling cold"),
    N_ ("The likeliest response rises from 0.10 to 0.32 and neither loss moves: temperature changes what is sampled, "
        "not what was learned."),
    SFT_SET ("temperature=0.1"),
    { "top_probability", SFT_GREATER, 0.3 } },
  { NULL },
};

const SftPreset sft_presets_concept_response_token_mask[] = {
  { "train-on-inputs",
    N_ ("Train on inputs"),
    N_ ("Recall stays at 1, but nearly half of what is trained was never meant to be: the user's words and the "
        "headers."),
    SFT_SET ("rule=train_on_inputs"),
    { "precision", SFT_LESS, 0.6 } },
  { "last-turn",
    N_ ("The last turn only"),
    N_ ("Everything trained was meant to be, yet the first reply of the conversation teaches nothing."),
    SFT_SET ("rule=last_turn"),
    { "recall", SFT_LESS, 0.6 } },
  { "off-by-one",
    N_ ("Off by one"),
    N_ ("The mask slips by one: each reply loses its first token, and the token after its end is trained instead."),
    SFT_SET ("fault=off_by_one"),
    { "iou", SFT_LESS, 0.7 } },
  { "all-zero",
    N_ ("A mask of zeros"),
    N_ ("Nothing carries loss: precision has no value, and the training run would go on without a word."),
    SFT_SET ("fault=all_zero"),
    { "precision", SFT_UNDEFINED, 0 } },
  { NULL },
};

const SftPreset sft_presets_concept_validation_split[] = {
  { "by-user",
    N_ ("Split by user"),
    N_ ("No user stands on both sides any more, and the interval is 0.187 instead of 0.110 wide, since prompts of one "
        "user are alike."),
    SFT_SET ("split=by_user"),
    { "leak_probability", SFT_EQUAL, 0 } },
  { "two-prompts",
    N_ ("Only two prompts a user"),
    /* xgettext:no-c-format */
    N_ ("Two prompts of each user are enough: for 90 % of the validation prompts the user's other one is in the "
        "training data."),
    SFT_SET ("prompts_per_user=2"),
    { "leak_probability", SFT_LESS, 0.95 } },
  { "stratified",
    N_ ("Stratified, and it leaks"),
    N_ ("The interval narrows a little, to 0.105, and the validation prompts leak just as before."),
    SFT_SET ("split=stratified"),
    { "interval_width", SFT_LESS, 0.106 } },
  { "ten-users",
    N_ ("Ten users in all"),
    N_ ("All 2,000 prompts come from ten users, so that the validation set is the voice of about one, and the interval "
        "is 0.50 wide."),
    SFT_SET ("split=by_user", "prompts_per_user=200"),
    { "interval_width", SFT_GREATER, 0.5 } },
  { NULL },
};
