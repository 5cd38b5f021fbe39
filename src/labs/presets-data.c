/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the concept labs of demos 11 to 15 that show something. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_concept_task_diversity[] = {
  { "unequal-tokens",
    N_ ("Equal draws, unequal tokens"),
    /* xgettext:no-c-format */
    N_ ("All five tasks are drawn alike and count as five, yet the one with the longest examples has 76 % of the "
        "trained tokens."),
    SFT_SET ("exponent=0", "tokens_per_task=1000,100,100,100,10"),
    { "effective_tasks", SFT_GREATER, 4.9 } },
  { "square-root",
    N_ ("Square roots of the sizes"),
    N_ ("The exponent alone, without any cap, brings the mixture from 2.4 to 3.8 effective tasks."),
    SFT_SET ("exponent=0.5"),
    { "effective_tasks", SFT_GREATER, 3.5 } },
  { "nothing-new",
    N_ ("No task is new"),
    N_ ("With as many training directions as dimensions every new task lies inside their span, and nothing is held out "
        "any more."),
    SFT_SET ("tasks=20"),
    { "capture_simulated", SFT_AT_LEAST, 0.999 } },
  { "one-draw",
    N_ ("A single experiment"),
    N_ ("Drawn only once, the share inside the span is 0.23 where 0.40 is expected: one held-out task says little."),
    SFT_SET ("draws=1"),
    { "capture_simulated", SFT_LESS, 0.3 } },
  { NULL },
};

const SftPreset sft_presets_concept_chat_templates[] = {
  { "begun-twice",
    N_ ("Begun twice"),
    N_ ("The rendered text was tokenized with special tokens once more, so that it begins with two "
        "beginning-of-sequence tokens, and nothing reports an error."),
    SFT_SET ("template=llama3", "add_special_tokens_again=true"),
    { "bos_count", SFT_EQUAL, 2 } },
  { "no-system-role",
    N_ ("No system role"),
    N_ ("Gemma refuses the conversation for its system message, and there is nothing left to count."),
    SFT_SET ("template=gemma"),
    { "refused", SFT_EQUAL, 1 } },
  { "no-prefix",
    N_ ("An end that breaks prefixes"),
    N_ ("Phi-3 closes with an end of text that stands nowhere inside the whole, so no beginning of the conversation is "
        "a prefix of it."),
    SFT_SET ("template=phi3"),
    { "prefix_holds", SFT_EQUAL, 0 } },
  { "asked-to-reply",
    N_ ("Asked for a reply"),
    N_ ("Three more tokens open the next reply: right for generating, while a beginning that ends in them is a prefix "
        "of the whole only where the assistant really spoke next."),
    SFT_SET ("generation_prompt=true"),
    { "overhead_tokens", SFT_EQUAL, 28 } },
  { NULL },
};

const SftPreset sft_presets_concept_role_tokens[] = {
  { "never-stops",
    N_ ("The end masked out"),
    N_ ("Without one end token in the loss the stop probability falls step by step, and replies run into the limit."),
    SFT_SET ("train_on_eot=none", "steps=5000"),
    { "expected_length", SFT_GREATER, 500 } },
  { "last-only",
    N_ ("Only the last turn ends"),
    N_ ("One end token for four replies: the model learns to talk four times as long as its data."),
    SFT_SET ("train_on_eot=last"),
    { "expected_length", SFT_GREATER, 110 } },
  { "too-few-steps",
    N_ ("Stopped too soon"),
    N_ ("After five steps the stop probability is still far above its best value, and replies are too short."),
    SFT_SET ("steps=5"),
    { "p_stop", SFT_GREATER, 0.045 } },
  { NULL },
};

const SftPreset sft_presets_concept_refusal_examples[] = {
  { "no-contrast",
    N_ ("How to kill a process"),
    /* xgettext:no-c-format */
    N_ ("Without contrast examples the words weigh more than the intent, and 32 % of the harmless prompts that use all "
        "the alarming words are refused."),
    SFT_SET ("contrast_examples=0", "lexical_overlap=1"),
    { "refusal_lookalike", SFT_GREATER, 0.3 } },
  { "contrast-overdone",
    N_ ("Contrast overdone"),
    /* xgettext:no-c-format */
    N_ ("With 2,000 contrast examples only 2 % of the lookalikes are refused, and no more than 54 % of the harmful "
        "prompts either."),
    SFT_SET ("contrast_examples=2000"),
    { "refusal_harmful", SFT_LESS, 0.6 } },
  { "low-threshold",
    N_ ("A threshold too low"),
    /* xgettext:no-c-format */
    N_ ("At 0.1 the model refuses 96 % of the harmful prompts, and with them 38 % of the lookalikes and 13 % of the "
        "plain ones."),
    SFT_SET ("threshold=0.1"),
    { "refusal_plain", SFT_GREATER, 0.1 } },
  { "no-refusals",
    N_ ("No refusal in the data"),
    N_ ("Without one refusal there is nothing to fit, and every harmful prompt is answered."),
    SFT_SET ("refusal_examples=0"),
    { "refusal_harmful", SFT_EQUAL, 0 } },
  { NULL },
};

const SftPreset sft_presets_concept_multi_turn[] = {
  { "last-only",
    N_ ("The last reply only"),
    N_ ("As many tokens are processed as before, and of 120 reply tokens only 30 are trained."),
    SFT_SET ("training=last"),
    { "trained_tokens", SFT_EQUAL, 30 } },
  { "unrolled",
    N_ ("Eight turns unrolled"),
    N_ ("Unrolling processes 1,800 tokens to train the same 240 reply tokens that one pass over 400 would."),
    SFT_SET ("turns=8", "training=unrolled"),
    { "tokens_processed", SFT_EQUAL, 1800 } },
  { "failures-add-up",
    N_ ("Small failures add up"),
    N_ ("Nine of ten turns succeed, and yet 57 of 100 conversations of eight turns fail somewhere."),
    SFT_SET ("turns=8", "turn_success=0.9"),
    { "all_turns_success", SFT_LESS, 0.5 } },
  { NULL },
};
