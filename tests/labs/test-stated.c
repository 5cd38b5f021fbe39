/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What explanations of questions say in numbers is what the labs compute, also for the states that no link leads to. */
#include <math.h>
#include <string.h>

#include "sft-lesson.h"

/* Assignments on top of a view's defaults, and what a choice or its explanation says of a readout there: "a=0.43" is
 * that number to its digits, without its sign; "a=43%" is that share in percent. */
typedef struct
{
  int demo;
  gboolean concept;
  const char *set, *stated;
} Stated;

static const Stated table[] = {
  { 1, FALSE, "logits[3][1]=6", "masked_loss=1.88" },
  { 1, TRUE, "sft_time=10", "pretraining_ce=2.51 p_answer=0.94 pretraining_entropy=0.33" },
  { 1, TRUE, "answer_share=.01", "p_answer=0.80 pretraining_entropy=0.06" },
  { 2, TRUE, "instructions=4 strength=6", "p_follow=99% mutual_information_bits=1.93" },
  { 2, TRUE, "instructions=8 strength=6", "mutual_information_bits=2.83" },
  { 2, TRUE, "instructions=8", "p_follow=0.51 mutual_information_bits=0.63" },
  { 3, TRUE, "", "dpo_logp_chosen=5.58 dpo_logp_rejected=24.63" },
  { 3, TRUE, "shared_prefix=0", "dpo_logp_chosen=1.80" },
  { 3, TRUE, "steps=4000", "dpo_logp_chosen=5.56 final_margin=2.20" },
  { 3, TRUE, "steps=4000 label_noise=0", "final_margin=5.05" },
  { 3, TRUE, "learning_rate=.1 steps=4000", "sft_logp_rejected_peak=6.02" },
  { 4, FALSE, "harmful_a=3 harmful_b=4 threshold=.2", "block_harmful=92% block_benign=0.61 auc=0.77" },
  { 4, TRUE, "reply_tokens=200 template_loss=2", "turn_loss=1.51 p_stop=0.14" },
  { 4, TRUE, "reply_tokens=200", "turn_loss=1.49 p_stop=0.61" },
  { 4, TRUE, "reply_tokens=1", "turn_loss=0.75" },
  { 4, TRUE, "template=llama3", "turn_loss=1.39" },
  { 5, FALSE, "helpfulness_cost=.06", "helpfulness_change=0.28 safety_change=0.046" },
  { 5, TRUE, "cap=100000", "largest_rate=69% smallest_rate=0.7%" },
  { 5, TRUE, "cap=30000", "largest_rate=41%" },
  { 6, FALSE, "targets=1,2,0,0 response_mask=1,1,1,0", "masked_loss=1.95" },
  { 6, TRUE, "prompt_tokens=10", "logp_prompt=7.4 logp_response=3.8" },
  { 6, TRUE, "", "logp_prompt=2.6" },
  { 7, TRUE, "duplicates=8", "loss_with_copies=1.55" },
  { 7, TRUE, "count_padding=true", "loss_trained=0.75" },
  { 7, TRUE, "count_padding=true group_by_length=true", "loss_trained=1.05 padding_waste=19%" },
  { 7, TRUE, "batch_size=8 group_by_length=true", "padding_waste=38%" },
  { 8, TRUE, "temperature=.2", "entropy=1.55 top_probability=0.28" },
  { 8, TRUE, "smoothing=0 steps=5000", "validation_ce=3.57 train_ce=2.73" },
  { 8, TRUE, "smoothing=0 steps=300", "validation_ce=3.18" },
  { 9, FALSE, "threshold=.8", "block_harmful=39% block_benign=0" },
  { 9, TRUE, "rule=train_on_inputs", "precision=0.54" },
  { 9, TRUE, "fault=all_one", "precision=0.54 recall=1" },
  { 10, FALSE, "rounds=60 helpfulness_cost=.01 helpfulness_recovery=.05", "helpfulness_change=0.21" },
  { 11, FALSE, "logits[1][1]=8 logits[2][2]=8 logits[3][0]=.05", "masked_loss=0.39" },
  { 11, TRUE, "task_sizes=1000,3000,10000,30000,100000,1000000 tokens_per_task=100,100,100,100,100,100 cap=1000000",
    "effective_tasks=1.6" },
  { 12, TRUE, "template=chatml system_message=false", "total_tokens=40" },
  { 12, TRUE, "system_message=false", "total_tokens=50" },
  { 12, TRUE, "template=llama3 add_special_tokens_again=true", "total_tokens=52 bos_count=2" },
  { 13, FALSE, "val_floor=.33", "best_validation_loss=0.64" },
  { 13, TRUE, "train_on_eot=last turns=8", "expected_length=207 p_stop=0.004" },
  { 13, TRUE, "train_on_eot=none max_new_tokens=1024", "expected_length=583" },
  { 13, TRUE, "train_on_eot=none max_new_tokens=1024 steps=5000", "expected_length=998" },
  { 13, TRUE, "max_new_tokens=1024", "expected_length=31" },
  { 13, TRUE, "train_on_eot=all", "expected_length=16" },
  { 14, FALSE, "harmful_a=12 harmful_b=4 benign_a=4 benign_b=12", "block_harmful=98% block_benign=3%" },
  { 14, FALSE, "threshold=.6", "block_harmful=85% block_benign=3%" },
  { 14, FALSE, "threshold=.4", "block_harmful=98% block_benign=15%" },
  { 14, FALSE, "samples=5000", "block_harmful=94% block_benign=6%" },
  { 14, TRUE, "contrast_examples=400",
    "refusal_lookalike=7% refusal_harmful=72% weight_words=2.67 weight_intent=3.72" },
  { 14, TRUE, "contrast_examples=25", "refused_contrast=4 wilson_low=6% wilson_high=35%" },
  { 14, TRUE, "lexical_overlap=1 contrast_examples=0", "refusal_lookalike=32% refusal_harmful=82%" },
  { 14, TRUE, "lexical_overlap=1 contrast_examples=0 plain_examples=1400", "refusal_lookalike=29%" },
  { 14, TRUE, "lexical_overlap=1 contrast_examples=400", "refusal_lookalike=8% refusal_harmful=66%" },
  { 14, TRUE, "lexical_overlap=1 contrast_examples=0 refusal_examples=700", "refusal_lookalike=47%" },
  { 14, TRUE, "lexical_overlap=1 contrast_examples=0 refusal_examples=100", "refusal_lookalike=21%" },
  { 15, FALSE, "rounds=11 helpfulness_cost=.0075", "helpfulness_change=0.050" },
  { 15, FALSE, "helpfulness_cost=.0075", "helpfulness_change=0.020" },
  { 15, FALSE, "rounds=11", "helpfulness_change=0.125" },
  { 16, TRUE, "normalizer=example_mean gradient_accumulation=1 example_lengths=5,500",
    "loss_token_mean=1.01 loss_sum=510" },
  { 16, TRUE, "prompt_weight=.01 prompt_lengths=100,100 normalizer=non_zero_count", "loss=0.41" },
  { 17, TRUE, "block_mask=false capacity=32", "leakage=0.64 cross_document_pairs=434" },
  { 17, TRUE, "lengths=6,6,6,6", "utilization=0.75" },
  { 17, TRUE, "lengths=6,6,6,6 packer=wrapped", "packs=3 documents_cut=2" },
  { 17, TRUE, "block_mask=false reset_positions=false", "leakage=0.17" },
  { 18, FALSE, "overfit_slope=.005 val_amplitude=.4667 val_floor=.7933", "best_step=32 best_validation_loss=0.93" },
  { 18, TRUE, "context=disjoint", "unmasked_response=0.21 masked_response=0.05" },
  { 18, TRUE, "context=disjoint steps=600", "unmasked_response=0.053" },
  { 18, TRUE, "context=disjoint reduction=sum", "unmasked_response=0.0044 masked_response=0.0044" },
  { 18, TRUE, "prompt_tokens=64 response_tokens=4", "weighted_response=0.99 masked_response=0.05" },
  { 19, FALSE, "threshold=.75", "exact_block_harmful=56% exact_block_benign=0.13%" },
  { 19, FALSE, "samples=5000", "block_harmful=0.936 block_benign=0.065" },
  { 19, FALSE, "threshold=.3", "exact_block_benign=33%" },
  { 19, TRUE, "prevalence=.001 cost_ratio=100", "optimal_threshold=0.64" },
  { 19, TRUE, "cost_ratio=20 turn_cost_ratio_over=true", "optimal_threshold=0.82" },
  { 19, TRUE, "cost_ratio=20", "optimal_threshold=0.50 minimum_cost=0.12" },
  { 20, FALSE, "rounds=50", "helpfulness_change=0.68 safety_change=0.05" },
  { 20, TRUE, "eval_interval=10", "stop_step=60 stop_risk=0.230" },
  { 20, TRUE, "shrinkage=.025", "best_step=64" },
  { 20, TRUE, "margin=3", "cross_entropy=0.65" },
  { 20, TRUE, "margin=3 accuracy=.95", "cross_entropy=0.199 optimal_margin=2.94" },
  { 20, TRUE, "margin=2 accuracy=.95", "cross_entropy=0.227" },
  { 21, FALSE, "targets[1]=0", "masked_loss=1.00" },
  { 21, FALSE, "targets[1]=0 logits=2,0.2,-0.5;0.3,5.4,-0.6;1.2,0,4.5;3.3,1.5,-1.2", "masked_loss=1.77" },
  { 21, TRUE, "wins=170 losses=30", "wilson_low=79% wilson_high=89%" },
  { 21, TRUE, "wins=340 losses=60", "wilson_low=81% wilson_high=88%" },
  { 21, TRUE, "wins=1360 losses=240", "wilson_low=83% wilson_high=87%" },
  { 21, TRUE, "best_of=64", "expected_quantile=0.98 kl=3.2" },
  { 21, TRUE, "best_of=16", "expected_quantile=0.94 kl=1.8" },
  { 22, TRUE, "temperature=.5", "ece=0.10 brier=0.166 coverage=52% mean_score=0.29 accuracy=52%" },
  { 22, TRUE, "abstain_target=.9", "mean_score=0.07 coverage=14%" },
  { 22, TRUE, "abstain_target=.9 temperature=.25", "mean_score=0.24 coverage=40% selective_accuracy=84%" },
  { 22, TRUE, "temperature=4 abstain_target=.75", "coverage=1.4% mean_score=0.01 selective_accuracy=96%" },
  { 22, TRUE, "abstain_target=.75", "coverage=30% mean_score=0.18 selective_accuracy=90%" },
  { 23, TRUE, "safety_share=.3", "unsafe_compliance=21% lookalike_refusal=15%" },
  { 23, TRUE, "separation=0 safety_share=.3", "unsafe_compliance=60% lookalike_refusal=40%" },
  { 23, TRUE, "separation=0", "unsafe_compliance=94% lookalike_refusal=6%" },
  { 23, TRUE, "safety_share=.09", "unsafe_compliance=41% lookalike_refusal=8%" },
  { 23, TRUE, "label_noise=.2", "unsafe_compliance=65% lookalike_refusal=22%" },
  { 23, TRUE, "steps=100", "unsafe_compliance=86%" },
  { 23, TRUE, "steps=5000", "unsafe_compliance=50% lookalike_refusal=4%" },
  { 24, FALSE, "harmful_a=4 harmful_b=4", "exact_block_harmful=0.5 exact_block_benign=6.25%" },
  { 24, TRUE, "threshold=.25", "flagged_share=83% kept_bias=0.001" },
  { 24, TRUE, "quality_gap=-.2 length_effect=1 length_mean=1", "raw_win_rate=58% controlled_win_rate=45%" },
  { 25, FALSE, "helpfulness_cost=0", "helpfulness_change=0.018 safety_change=0.046" },
  { 25, TRUE, "beta=.25", "agreement_final=0.96" },
  { 25, TRUE, "user_reliability=.9 own_confidence=.95", "bayes_own_answer=68%" },
};

/* Does the number stand there, and not as a part of another one? */
static gboolean
says (const char *text, const char *number)
{
  g_autofree char *escaped = g_regex_escape_string (number, -1);
  g_autofree char *pattern = g_strdup_printf ("(?<![0-9.])%s(?![0-9]|[.][0-9])", escaped);
  g_autoptr (GString) plain = g_string_new (text);

  /* 1,360 is 1360; a comma elsewhere has a blank behind it. */
  g_string_replace (plain, ",", "", 0);
  return g_regex_match_simple (pattern, plain->str, 0, 0);
}

static gboolean
is_stated (int demo, const char *number)
{
  for (const SftQuestion *question = sft_demo_questions (demo); question->id != NULL; question++)
    {
      gboolean found = says (question->prompt, number);

      for (guint i = 0; i < SFT_N_CHOICES && !found; i++)
        found = says (question->choices[i].text, number) || says (question->choices[i].why, number);
      if (found)
        return TRUE;
    }
  return FALSE;
}

static void
check_number (const Stated *row, const SftResult *result, const char *stated)
{
  g_auto (GStrv) parts = g_strsplit (stated, "=", 2);
  gboolean percent = g_str_has_suffix (parts[1], "%");
  const SftReadout *readout = sft_result_find (result, parts[0]);

  if (percent)
    parts[1][strlen (parts[1]) - 1] = '\0';
  g_assert_nonnull (readout);
  g_assert_cmpuint (readout->n, ==, 1);

  const char *point = strchr (parts[1], '.');
  double unit = pow (10, point != NULL ? -(double)strlen (point + 1) : 0);
  double is = fabs (readout->values[0]) * (percent ? 100 : 1);

  if (!is_stated (row->demo, parts[1]))
    g_error ("demo %d says %s nowhere", row->demo, parts[1]);
  /* A half may be rounded either way. */
  if (!(fabs (is - g_ascii_strtod (parts[1], NULL)) <= unit * (0.5 + 1e-9)))
    g_error ("demo %d, %s: %s is %.10g", row->demo, row->set, stated, is);
}

static void
test_stated (gconstpointer data)
{
  int demo = GPOINTER_TO_INT (data);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (table[i].demo != demo)
        continue;
      g_auto (GStrv) set = g_strsplit (table[i].set, " ", -1), numbers = g_strsplit (table[i].stated, " ", -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values =
          sft_demo_assign (sft_demo_find (demo), table[i].concept, (const char *const *)set, &error);
      g_assert_no_error (error);
      g_autoptr (SftResult) result =
          sft_demo_compute (sft_demo_find (demo), table[i].concept, values, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint k = 0; numbers[k] != NULL; k++)
        check_number (&table[i], result, numbers[k]);
    }
}

/* How many tasks a mixture is worth depends on draws, as the lesson's formula says, and not on tokens. */
static void
test_draws_not_tokens (void)
{
  static const char *const set[] = { "tokens_per_task=1000,100,20,5,1", NULL };
  const SftDemo *demo = sft_demo_find (11);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) values = sft_demo_assign (demo, TRUE, set, &error);
  g_assert_no_error (error);
  g_autoptr (SftResult) result = sft_demo_compute (demo, TRUE, values, NULL, NULL, &error);
  g_assert_no_error (error);
  const SftReadout *rates = sft_result_find (result, "rates"), *tasks = sft_result_find (result, "effective_tasks");
  double entropy = 0;

  for (guint i = 0; i < rates->n; i++)
    entropy -= rates->values[i] * log (rates->values[i]);
  g_assert_cmpfloat_with_epsilon (tasks->values[0], exp (entropy), 1e-12 * tasks->values[0]);
  g_assert_nonnull (
      strstr (sft_lesson_find (11)->formula, "effective tasks = exp(−Σₖ rₖ log rₖ)\nrₖ = share of draws"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int demo = 1; demo <= 25; demo++)
    {
      g_autofree char *path = g_strdup_printf ("/stated/%02d", demo);

      g_test_add_data_func (path, GINT_TO_POINTER (demo), test_stated);
    }
  g_test_add_func ("/stated/draws-not-tokens", test_draws_not_tokens);
  return g_test_run ();
}
