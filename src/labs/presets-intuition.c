/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the concept labs of demos 1 to 5 that show something. */
#include "config.h"

#include "sft-preset-private.h"

const SftPreset sft_presets_concept_instruction_alignment[] = {
  { "rare-answers",
    N_ ("Answers are rare"),
    N_ ("Only one question in a hundred is answered in the corpus, and the same fine-tuning still brings the model to "
        "0.80: what is rare in pretraining need not be hard to teach."),
    SFT_SET ("answer_share=0.01"),
    { "p_answer", SFT_LESS, 0.81 } },
  { "pretraining-alone",
    N_ ("Pretraining alone"),
    N_ ("Without fine-tuning the model answers as often as its corpus does, one time in ten, and its pretraining loss "
        "is the least that there is."),
    SFT_SET ("sft_time=0"),
    { "p_answer", SFT_LESS, 0.11 } },
  { "longer",
    N_ ("Four times as long"),
    N_ ("Four times the training adds 11 points to P(answer) and nearly doubles the distance from the corpus, from "
        "1.45 to 2.89 nats: the last answers are the dearest."),
    SFT_SET ("sft_time=20"),
    { "kl", SFT_GREATER, 2.8 } },
  { "answers-already",
    N_ ("A corpus that answers"),
    N_ ("Where nine of ten questions are answered already, fine-tuning has little left to change and costs only 0.02 "
        "nats."),
    SFT_SET ("answer_share=0.9"),
    { "kl", SFT_LESS, 0.02 } },
  { NULL },
};

const SftPreset sft_presets_concept_behavior_conditioning[] = {
  { "ignored",
    N_ ("Instructions ignored"),
    N_ ("Every row is the same, so the instruction tells nothing about the behavior: 0 of its 2 bits arrive."),
    SFT_SET ("strength=0"),
    { "mutual_information_bits", SFT_AT_MOST, 1e-12 } },
  { "more-instructions",
    N_ ("Eight instead of four"),
    N_ ("An instruction now carries 3 bits, and yet fewer arrive than with four, 0.635 instead of 0.675: the same "
        "strength has to stand against more rivals."),
    SFT_SET ("instructions=8"),
    { "mutual_information_bits", SFT_LESS, 0.64 } },
  { "obeyed",
    N_ ("Nearly always obeyed"),
    N_ ("The behavior asked for has probability 0.993, and 1.93 of the 2 bits arrive: no finite strength brings them "
        "all."),
    SFT_SET ("strength=6"),
    { "p_follow", SFT_GREATER, 0.99 } },
  { NULL },
};

const SftPreset sft_presets_concept_demonstrations_versus_preferences[] = {
  { "same-answer",
    N_ ("Nothing to prefer"),
    N_ ("Chosen and rejected are the same answer: the loss of DPO stays at ln 2 and nothing is learned, while SFT "
        "learns the answer as before."),
    SFT_SET ("shared_prefix=6"),
    { "final_dpo_loss", SFT_GREATER, 0.69 } },
  { "helps-the-rejected",
    N_ ("Imitation helps the rejected"),
    N_ ("After five steps of SFT the rejected answer is likelier as well, log π has risen from −8.32 to −6.58, because "
        "four of its six tokens are those of the chosen one."),
    SFT_SET ("steps=5"),
    { "sft_logp_rejected", SFT_GREATER, -7 } },
  { "no-prefix",
    N_ ("Different from the start"),
    N_ ("Without a shared prefix imitation never makes the rejected answer likelier: its curve falls from the first "
        "step on."),
    SFT_SET ("shared_prefix=0"),
    { "sft_logp_rejected_peak", SFT_LESS, -8 } },
  { "no-noise",
    N_ ("Labels trusted fully"),
    N_ ("No margin is ever enough: after 5,000 steps it is 5.28 and still grows, and log π(rejected) has been driven "
        "down to −58.3."),
    SFT_SET ("label_noise=0", "steps=5000"),
    { "final_margin", SFT_GREATER, 5 } },
  { NULL },
};

const SftPreset sft_presets_concept_template_loss[] = {
  { "one-word",
    N_ ("One-word replies"),
    N_ ("Three of the four trained tokens are the template's, so the turn loss says more about the markers than about "
        "the answer."),
    SFT_SET ("reply_tokens=1"),
    { "template_share", SFT_GREATER, 0.7 } },
  { "runs-on",
    N_ ("The end not learned"),
    N_ ("The end marker has a probability of only 0.368, less than the threshold: the turn runs on, and the model "
        "writes the user's next one itself."),
    SFT_SET ("template_loss=1"),
    { "stops", SFT_EQUAL, 0 } },
  { "other-template",
    N_ ("Another template"),
    N_ ("The same reply, predicted just as well, has a turn loss of 1.389 instead of 1.227 nats, only because Llama-3 "
        "trains one template token and not three."),
    SFT_SET ("template=llama3"),
    { "turn_loss", SFT_GREATER, 1.38 } },
  { "flattering",
    N_ ("A loss that flatters"),
    N_ ("The content costs 3 nats a token and the turn loss still reads 0.79, because well-learned markers fill the "
        "mean."),
    SFT_SET ("reply_tokens=1", "content_loss=3", "template_loss=0.05"),
    { "turn_loss", SFT_LESS, 0.8 } },
  { NULL },
};

const SftPreset sft_presets_concept_instruction_mixtures[] = {
  { "no-cap",
    N_ ("No rate maximum"),
    /* xgettext:no-c-format */
    N_ ("Drawn in proportion to its size the largest task takes 69 % of all draws, and five tasks are worth 2.4."),
    SFT_SET ("cap=100000"),
    { "largest_rate", SFT_GREATER, 0.5 } },
  { "all-alike",
    N_ ("All tasks alike"),
    N_ ("No task is smaller than K, so all are drawn alike, and an example of the smallest comes up a hundred times as "
        "often as one of the largest."),
    SFT_SET ("cap=1000"),
    { "effective_tasks", SFT_AT_LEAST, 4.999 } },
  { "wrong-limit",
    N_ ("The wrong limit of FLAN"),
    /* xgettext:no-c-format */
    N_ ("FLAN's 30,000 is how many examples of a data set were kept, and not K: mistaken for K, it gives the two "
        "largest tasks 41 % each."),
    SFT_SET ("cap=30000"),
    { "largest_rate", SFT_GREATER, 0.4 } },
  { "tiny-task",
    N_ ("A tiny task"),
    /* xgettext:no-c-format */
    N_ ("A rate maximum holds large tasks back and does not help small ones: 200 examples get 1.6 % of the draws."),
    SFT_SET ("task_sizes=200,3000,10000,30000,100000"),
    { "smallest_rate", SFT_LESS, 0.02 } },
  { NULL },
};
