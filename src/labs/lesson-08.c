/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Ouyang et al. 2022, Training language models to follow instructions with human feedback "
  "(InstructGPT)",
  "Rafailov et al. 2023, Direct Preference Optimization: Your Language Model is Secretly a "
  "Reward Model",
  "TRL documentation, SFT Trainer",
  NULL,
};

static const char *const set_1[] = { "overfit_slope=0", "steps=200", NULL };
static const char *const set_2[] = { "train_floor=0", "steps=200", NULL };
static const char *const set_3[] = { "overfit_onset=10", "overfit_slope=0.03", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Switch overfitting off and run 200 steps. Validation loss settles at its floor of 0.38 nats: "
        "what remains is entropy, not ignorance."),
    FALSE, set_1, "best_validation_loss", 0.38, 0.381 },
  { N_ ("Let the training floor be 0 and run 200 steps: the policy recites its samples. Validation "
        "loss is least at step 52 and then rises."),
    FALSE, set_2, "best_step", 52, 52 },
  { N_ ("Start overfitting early and strongly. The best step is now 17, at a loss of 1.24 nats."), FALSE, set_3,
    "best_step", 17, 17 },
};

static const SftQuestion questions[] = {
  { .id = "what-is-left",
    .prompt = N_ ("At the best step of a run the validation loss is 0.69 nats and the training loss 0.45. The data "
                  "have an entropy of 0.38 nats, the floor of the validation curve. By how much could any policy at "
                  "all still do better on fresh data?"),
    .choices = { { N_ ("By 0.31 nats, down to the entropy"),
                   N_ ("Expected loss is the entropy of the data plus the KL divergence from data to policy. Only the "
                       "divergence can be learned away; without overfitting, 200 steps bring the curve to 0.38.") },
                 { N_ ("By 0.24 nats, down to the training loss"),
                   N_ ("The training loss is measured on samples that the policy has seen. It is no bound for fresh "
                       "ones, from either side; the entropy is.") },
                 { N_ ("By 0.69 nats, down to a loss of zero"),
                   N_ ("A loss of zero would mean to foretell each response with certainty. Data with an entropy of "
                       "0.38 nats do not allow it.") },
                 { N_ ("By nothing, as this is the minimum already"),
                   N_ ("It is the minimum of one run with overfitting in it. Another policy can come closer to the "
                       "data and pay less.") } },
    .answer = 0,
    .set = SFT_SET ("overfit_slope=0", "steps=200"),
    .claim = { "best_validation_loss", SFT_LESS, 0.381 } },
  { .id = "colder-sampling",
    .prompt = N_ ("A trained policy is sampled at temperature 0.2 instead of 1. Which of these four readouts change: "
                  "training loss, validation loss, entropy, probability of the likeliest response?"),
    .choices = { { N_ ("All four: a more pointed policy also lowers both of its losses"),
                   N_ ("The losses score the policy that was learned, at temperature 1. Sampling differently changes "
                       "neither it nor the data.") },
                 { N_ ("Top probability alone: the entropy is one of the data only"),
                   N_ ("The entropy of the data does not change, but the readout is that of what the policy samples. "
                       "With 0.28 instead of 0.10 on the likeliest response, little is left to chance among the "
                       "others.") },
                 { N_ ("Entropy and top probability: the one falls, the other rises"),
                   N_ ("The divided logits make what is sampled more pointed, with an entropy of 1.55 instead of 3.01 "
                       "nats. Training knows only temperature 1, so both losses are what they were.") },
                 { N_ ("None of them: temperature does not change a single parameter"),
                   N_ ("No parameter changes, but the distribution that is sampled does, and entropy and top "
                       "probability are reported of that one.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("temperature=0.2"),
    .claim = { "entropy", SFT_LESS, 1.6 } },
  { .id = "never-seen",
    .prompt = N_ ("There are 27 possible responses, and 40 training samples without smoothing leave 8 of them unseen. "
                  "Training goes on from 300 to 5,000 steps. What do the losses do?"),
    .choices = { { N_ ("Training goes down to 0 nats, validation goes on rising"),
                   N_ ("40 draws learned by heart are still a distribution over several responses. Its entropy, 2.73 "
                       "nats, is the least training loss that there is.") },
                 { N_ ("Training settles at 2.73 nats, validation goes on rising"),
                   N_ ("The policy takes probability from the unseen responses step by step, and the truth sometimes "
                       "produces them. Validation is at 3.57 nats and has no bound.") },
                 { N_ ("Both of them settle, as 40 samples outnumber 27 responses"),
                   N_ ("Samples repeat, and 8 responses were never drawn. For them the policy’s probability goes to 0, "
                       "and −log of it has no limit.") },
                 { N_ ("Both go on falling, as each step nears the distribution"),
                   N_ ("Each step nears the distribution of the samples and not the truth. Past a point the validation "
                       "loss rises with it, from 3.18 to 3.57 nats.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("smoothing=0", "steps=5000"),
    .claim = { "validation_ce", SFT_GREATER, 3.5 } },
  { .id = "equal-to-the-digit",
    .prompt = N_ ("A policy is trained on 40 responses, far too few to show the truth. Still, its validation loss "
                  "equals its training loss at each step, to the last digit. What is most likely?"),
    .choices = { { N_ ("The policy generalizes perfectly after training"),
                   N_ ("Perfect generalization would need a sample that shows the truth exactly. From 40 draws some "
                       "gap remains, here 0.03 nats.") },
                 { N_ ("The policy has not learned anything so far"),
                   N_ ("An untrained policy gives all 27 responses the same probability, so it would show equal "
                       "losses, but they would not move. These change at each step and end at 3.01 nats.") },
                 { N_ ("The smoothing removes any trace of the samples"),
                   N_ ("Smoothing pulls training and truth closer together, but the counts of the 40 samples still "
                       "show. With it the honest gap is 0.03 nats.") },
                 { N_ ("The validation set holds the training responses"),
                   N_ ("On fresh data the loss would be 3.04 nats against 3.01 in training. A gap that is exactly 0 "
                       "from few samples is a fault of the split and not a success.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("evaluate_on_train=true"),
    .claim = { "validation_ce", SFT_LESS, 3.02 } },
  { NULL },
};

const SftLesson sft_lesson_08 = {
  .demo = 8,
  .idea = N_ ("The policy is the model seen as a conditional distribution: for a prompt x it gives a "
              "probability to every response y. Training on demonstrations minimizes cross-entropy, which "
              "has a floor, the entropy of the data. No policy gets below it in expectation on fresh data. "
              "On its training set a flexible policy can still go lower, by memorizing samples; that is the "
              "gap between the two synthetic curves."),
  .formula = N_ ("E[−log πθ(y | x)] = H(data) + KL(data ‖ πθ)\n"
                 "Σ over y of πθ(y | x) = 1"),
  .math = N_ ("\\mathbb{E}[-\\log\\pi_\\theta(y \\mid x)] &= H(\\text{data}) + \\mathrm{KL}(\\text{data} "
              "\\parallel \\pi_\\theta) \\\\ "
              "\\sum_y \\pi_\\theta(y \\mid x) &= 1"),
  .parameters = N_ ("Amplitudes and floors are in nats, decay times and the onset in steps. The onset may lie "
                    "beyond the last step."),
  .steps = steps,
  .misconceptions = N_ ("A policy is not its most likely answer: sampling, temperature and search read different "
                        "things out of the same distribution. Temperature at generation time changes no parameter. "
                        "And a training loss below the entropy of the data is no achievement; it shows that samples "
                        "were learned by heart. On a fresh prompt the policy still has to spread its probability."),
  .references = references,
  .questions = questions,
};
