/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Rafailov et al. 2023, Direct Preference Optimization: Your Language Model is Secretly a "
  "Reward Model",
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "TRL documentation, DPO Trainer",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0.015", NULL };
static const char *const set_2[] = { "val_floor=0.9", NULL };
static const char *const set_3[] = { "overfit_slope=0.015", "steps=120", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Let overfitting set in harder. The best step moves inside, to step 32: later checkpoints "
        "repeat the demonstrations and no longer learn from them."),
    FALSE, set_1, "best_step", 32, 32 },
  { N_ ("Raise the validation floor. If a prompt has many good responses, even the best policy cannot "
        "predict which one was written down; the least loss becomes 1.21 nats and the best step stays "
        "at 40."),
    FALSE, set_2, "best_validation_loss", 1.21, 1.215 },
  { N_ ("Look three times as far. Training loss goes on falling for 120 steps while validation loss "
        "climbs; the best step is still 32."),
    FALSE, set_3, "best_step", 32, 32 },
};

static const SftQuestion questions[] = {
  { .id = "two-good-answers",
    .prompt = N_ ("Count the loss per response. Suppose that each prompt first has one good response, and later two "
                  "different ones, equally good and written down equally often. Which setting of the validation curve "
                  "stands for that change?"),
    .choices = { { N_ ("A floor that is lower by ln 2 = 0.69 nats"),
                   N_ ("Cross-entropy scores the one response that was recorded and accepts no other. Having to divide "
                       "probability between two makes that one dearer.") },
                 { N_ ("An amplitude that is half as large as before"),
                   N_ ("The amplitude is what can still be learned at the start. No amount of learning foretells which "
                       "of two equally good responses was recorded.") },
                 { N_ ("A steeper slope of overfitting after the onset"),
                   N_ ("Two good responses are no contradiction that training must run into. A policy gives each its "
                       "half and stays there, on a higher floor.") },
                 { N_ ("A floor that is higher by ln 2 = 0.69 nats"),
                   N_ ("Even the perfect policy gives one half to each and pays ln 2 for whichever was written down. "
                       "Best step and shape stay, and no response got worse; a demonstration cannot say that both are "
                       "fine.") } },
    .answer = 3,
    .set = SFT_SET ("val_floor=1.073"),
    .claim = { "best_validation_loss", SFT_GREATER, 1.38 } },
  { .id = "stuck-prefix",
    .prompt = N_ ("With a vocabulary of four tokens, the chosen and the rejected answer share the first four of their "
                  "six. After training with DPO the loss is close to its floor, yet log π(chosen) is only −5.58 nats. "
                  "What keeps it so low?"),
    .choices = { { N_ ("The label noise: one pair in ten is the wrong way round and pulls the chosen answer down "
                       "again"),
                   N_ ("Noise bounds the margin between the answers. It cannot be what holds log π(chosen): the two "
                       "tokens in which they differ cost only 0.03 nats together.") },
                 { N_ ("The reference: with β = 0.1 every token is tied to it closely, and none of them can move far"),
                   N_ ("The rejected answer moved from −8.32 to −24.63 nats, so the tie is loose. Only what both "
                       "answers share did not move.") },
                 { N_ ("The shared tokens: they cancel in the margin, so that DPO leaves them at 4 · ln 4 = 5.55 nats"),
                   N_ ("DPO’s gradient on the shared prefix is exactly 0. The same run without a shared prefix brings "
                       "log π(chosen) to −1.80.") },
                 { N_ ("The training time: after ten times as many steps log π(chosen) would have come close to 0 "
                       "nats"),
                   N_ ("After 4,000 steps it is −5.56. What gets no gradient does not move, however long one "
                       "waits.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("shared_prefix=0"),
    .claim = { "dpo_logp_chosen", SFT_GREATER, -2 } },
  { .id = "noisy-preferences",
    .prompt = N_ ("One preference in ten is labeled the wrong way round. DPO’s margin stands at 1.90 after 400 steps. "
                  "Where is it after 4,000?"),
    .choices = { { N_ ("At 19.0, as ten times the steps go ten times as far"),
                   N_ ("The gradient fades as the model becomes sure, so progress is not in proportion to steps. With "
                       "label noise the gradient even reaches 0, at 2.20.") },
                 { N_ ("At 2.20, where it stays however long you train"),
                   N_ ("At ln(0.9 / 0.1) = 2.20 the model is as sure as the labels are reliable. Beyond, the wrong "
                       "labels would cost more than the right ones gain.") },
                 { N_ ("At 5.05, and it would keep growing for ever"),
                   N_ ("That is the margin without label noise, where the loss has its floor at 0. With noise, each "
                       "wrong label pulls a margin back that grew too large.") },
                 { N_ ("At 0, as the wrong labels are learned in the end"),
                   N_ ("They are learned from the first step on, but nine right ones stand against each. They bound "
                       "the margin and do not undo it.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("steps=4000"),
    .claim = { "final_margin", SFT_GREATER, 2.19 } },
  { .id = "rejected-rises",
    .prompt = N_ ("SFT sees the chosen answer alone. Still, log π(rejected) first rises from −8.32 to −6.02 nats, and "
                  "only then falls. Which change of settings removes this rise?"),
    .choices = { { N_ ("No prefix that both answers share"),
                   N_ ("Then the rejected answer has no token in common with what is imitated, and each step makes it "
                       "less likely. The rise came from the common beginning.") },
                 { N_ ("No label noise in the preferences"),
                   N_ ("Label noise belongs to DPO’s comparisons. SFT gets no pairs, so there is nothing in its data "
                       "that could be the wrong way round.") },
                 { N_ ("A smaller β for the comparison"),
                   N_ ("β scales DPO’s margin. The loss of SFT contains neither β nor a reference, so its curves do "
                       "not change at all.") },
                 { N_ ("A smaller learning rate for SFT"),
                   N_ ("With a tenth of the rate and ten times the steps, the peak is −6.02 as well. The very "
                       "direction of the first step raises the rejected answer.") } },
    .answer = 0,
    .concept = TRUE,
    .set = SFT_SET ("shared_prefix=0"),
    .claim = { "sft_logp_rejected_peak", SFT_LESS, -8 } },
  { NULL },
};

const SftLesson sft_lesson_03 = {
  .demo = 3,
  .idea = N_ ("A demonstration says: write this. A preference says: this is better than that. SFT raises "
              "the probability of the demonstrated response and knows nothing about the alternatives. "
              "Preference methods such as DPO compare a chosen with a rejected response and move the "
              "difference. Training usually starts with demonstrations, and their validation loss tells "
              "when the model has taken from them what generalizes. The curves here are synthetic."),
  .formula = N_ ("SFT: −log πθ(chosen)\n"
                 "DPO: −log σ(β·[Δ log πθ(chosen) − Δ log πθ(rejected)])\n"
                 "Δ is the change since the reference model"),
  .math = N_ ("\\text{SFT:}\\quad & -\\log\\pi_\\theta(\\text{chosen}) \\\\ "
              "\\text{DPO:}\\quad & -\\log\\sigma(\\beta\\cdot[\\Delta\\log\\pi_\\theta(\\text{chosen}) \\\\ "
              "& \\qquad {} - \\Delta\\log\\pi_\\theta(\\text{rejected})]) \\\\ "
              "& \\Delta\\text{: change since the reference model}"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A lower validation loss does not mean that people prefer the answers: the loss measures "
                        "agreement with the one response that was recorded. And preference training does not replace "
                        "demonstrations. DPO needs a reference policy that already writes plausible responses, and "
                        "where chosen and rejected are equal it learns nothing."),
  .references = references,
  .questions = questions,
};
