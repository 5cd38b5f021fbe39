/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 9: which tokens of a conversation carry loss, rule by rule, and what a broken mask trains instead. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-chat.h"
#include "sft-lab.h"
#include "sft-mask.h"

#define CONVERSATION N_ ("Conversation")
#define RULE N_ ("Rule")
#define TOKENS N_ ("Tokens")
#define MAX_TOKENS 64
#define EXAMPLE "user: Hello\nassistant: Hi there\nuser: Thanks\nassistant: You are welcome"

static const SftDim dims[] = {
  { "tokens", N_ ("Tokens"), N_ ("How many tokens the conversation has; a new text sets it."), 1, MAX_TOKENS, NULL,
    NULL },
  { NULL },
};

static const SftChoice rules[] = {
  { "completion_only", N_ ("Completion only") },
  { "assistant_only", N_ ("Assistant only") },
  { "both", N_ ("Both masks") },
  { "train_on_inputs", N_ ("Train on inputs") },
  { "last_turn", N_ ("Last turn") },
  { NULL },
};

static const SftChoice faults[] = {
  { "none", N_ ("None") },
  { "all_zero", N_ ("All zero") },
  { "all_one", N_ ("All one") },
  { "off_by_one", N_ ("Off by one") },
  { NULL },
};

static gboolean follow_conversation (const SftValues *base, const char *text, SftEdit *edit, GError **error);

static const SftParam params[] = {
  { .id = "conversation",
    .label = N_ ("Conversation"),
    .group = CONVERSATION,
    .help = N_ ("One \"role: content\" a message (system, user or assistant), further lines of it indented; sets the "
                "tokens below."),
    .kind = SFT_TEXT,
    .maximum = 4000,
    .initial = EXAMPLE,
    .follow = follow_conversation },
  { .id = "rule",
    .label = N_ ("Rule"),
    .group = RULE,
    .help = N_ ("How a training library decides which tokens carry loss."),
    .kind = SFT_CHOICE,
    .initial = "assistant_only",
    .choices = rules },
  { .id = "fault",
    .label = N_ ("Break it"),
    .group = RULE,
    .help = N_ ("A fault that befalls the rule's mask on its way to the loss."),
    .kind = SFT_CHOICE,
    .initial = "none",
    .choices = faults },
  { .id = "threshold",
    .label = N_ ("Mask threshold"),
    .group = RULE,
    .help = N_ ("A token is meant to carry loss when its soft mask is at least this high."),
    .kind = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.05,
    .digits = 3,
    .initial = "0.5" },
  { .id = "prompt_tokens",
    .label = N_ ("Prompt tokens"),
    .group = RULE,
    .help = N_ ("Where the completion begins: the number of tokens before the first reply."),
    .unit = N_ ("tokens"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = MAX_TOKENS,
    .step = 1,
    .initial = "3" },
  { .id = "token_roles",
    .label = N_ ("Token roles"),
    .group = TOKENS,
    .help = N_ ("0 system, 1 user, 2 assistant header, 3 assistant text, 4 its end token."),
    .kind = SFT_LIST,
    .cell = SFT_INTEGER,
    .minimum = 0,
    .maximum = 4,
    .step = 1,
    .initial = "1,1,2,3,3,4,1,1,2,3,3,3,4",
    .rows = "tokens",
    .fill = "3" },
  { .id = "soft_mask",
    .label = N_ ("Soft mask"),
    .group = TOKENS,
    .help =
        N_ ("How much each token is meant to carry loss, from 0 to 1; the threshold makes the intended mask of it."),
    .kind = SFT_LIST,
    .cell = SFT_REAL,
    .minimum = 0,
    .maximum = 1,
    .step = 0.1,
    .digits = 2,
    .initial = "0,0,0,1,1,1,0,0,0,1,1,1,1",
    .rows = "tokens",
    .fill = "1" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "trained_tokens", N_ ("Trained tokens"), N_ ("How many tokens carry loss under the rule, with its fault."),
    N_ ("tokens"), SFT_READOUT_COUNT, 0 },
  { "intended_tokens", N_ ("Intended tokens"), N_ ("How many tokens are meant to carry loss."), N_ ("tokens"),
    SFT_READOUT_COUNT, 0 },
  { "precision", N_ ("Precision"), N_ ("Share of the trained tokens that were meant to be."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "recall", N_ ("Recall"), N_ ("Share of the intended tokens that are trained."), NULL, SFT_READOUT_NUMBER, 4 },
  { "iou", N_ ("IoU"), N_ ("Tokens in both masks over tokens in either."), NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

/* ---- the conversation sets the tokens ---- */

static gboolean
same_token (const GPtrArray *a, guint i, const GPtrArray *b, guint j)
{
  const SftChatToken *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, j);

  return x->role == y->role && g_str_equal (x->text, y->text);
}

static GPtrArray *
tokenize (const char *text, GError **error)
{
  g_autoptr (GPtrArray) messages = sft_chat_parse (text, error);

  return messages != NULL ? sft_chat_tokenize (messages) : NULL;
}

static double
rule_value (const GPtrArray *tokens, guint i)
{
  SftTokenRole role = ((const SftChatToken *)g_ptr_array_index (tokens, i))->role;

  return role == SFT_TOKEN_ASSISTANT || role == SFT_TOKEN_ASSISTANT_END;
}

/* What the learner set by hand stays on the tokens at both ends that did not change; the rest takes the rule's value.
 */
static void
keep_overrides (const SftValues *base, const GPtrArray *tokens, double *soft_mask)
{
  g_autoptr (GPtrArray) before = tokenize (sft_values_text (base, "conversation"), NULL);
  const double *old = sft_values_cells (base, "soft_mask", NULL, NULL);
  guint leading = 0, trailing = 0, least;

  if (before == NULL || (int)before->len != sft_values_dim (base, "tokens"))
    return;
  least = MIN (before->len, tokens->len);
  while (leading < least && same_token (before, leading, tokens, leading))
    leading++;
  while (trailing < least - leading
         && same_token (before, before->len - 1 - trailing, tokens, tokens->len - 1 - trailing))
    trailing++;
  for (guint i = 0; i < leading; i++)
    soft_mask[i] = old[i];
  for (guint i = 1; i <= trailing; i++)
    soft_mask[tokens->len - i] = old[before->len - i];
}

static gboolean
give_list (SftEdit *edit, const char *id, const double *values, guint n, GError **error)
{
  GString *text = g_string_new (NULL);
  gboolean ok;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = sft_number_to_string (values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", number);
    }
  ok = sft_edit_set_text (edit, id, text->str, error);
  g_string_free (text, TRUE);
  return ok;
}

static gboolean
follow_conversation (const SftValues *base, const char *text, SftEdit *edit, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) tokens = tokenize (text, &local);
  double roles[MAX_TOKENS], soft_mask[MAX_TOKENS];
  int prompt = 0;

  if (tokens == NULL)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, "conversation", -1, -1, "conversation: %s", local->message);
      return FALSE;
    }
  if (tokens->len > MAX_TOKENS)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, "conversation", -1, -1,
                           "conversation: it has %u tokens; accepted: at most %d", tokens->len, MAX_TOKENS);
      return FALSE;
    }
  for (guint i = 0; i < tokens->len; i++)
    {
      roles[i] = ((const SftChatToken *)g_ptr_array_index (tokens, i))->role;
      soft_mask[i] = rule_value (tokens, i);
    }
  while (prompt < (int)tokens->len && soft_mask[prompt] == 0)
    prompt++;
  keep_overrides (base, tokens, soft_mask);
  return give_list (edit, "token_roles", roles, tokens->len, error)
         && give_list (edit, "soft_mask", soft_mask, tokens->len, error)
         && sft_edit_set (edit, "prompt_tokens", 0, 0, prompt, error);
}

/* ---- the computation ---- */

typedef struct
{
  int n, prompt_tokens;
  const double *roles, *soft_mask;
  SftMaskRule rule;
  SftMaskFault fault;
  GPtrArray *tokens;                          /* of the conversation; NULL: the roles no longer are those of the text */
  guint8 masks[SFT_N_MASK_RULES][MAX_TOKENS]; /* without fault */
  guint8 trained[MAX_TOKENS], intended[MAX_TOKENS];
  SftMaskAgreement agreement;
} Work;

static gboolean
roles_match (const Work *work, const GPtrArray *tokens)
{
  if ((int)tokens->len != work->n)
    return FALSE;
  for (int i = 0; i < work->n; i++)
    if (((const SftChatToken *)g_ptr_array_index (tokens, i))->role != work->roles[i])
      return FALSE;
  return TRUE;
}

static void
work_init (Work *work, const SftValues *values)
{
  double threshold = sft_values_get (values, "threshold");

  work->roles = sft_values_cells (values, "token_roles", &work->n, NULL);
  work->soft_mask = sft_values_cells (values, "soft_mask", NULL, NULL);
  work->prompt_tokens = (int)sft_values_get (values, "prompt_tokens");
  work->rule = (SftMaskRule)sft_values_get (values, "rule");
  work->fault = (SftMaskFault)sft_values_get (values, "fault");
  work->tokens = tokenize (sft_values_text (values, "conversation"), NULL);
  if (work->tokens != NULL && !roles_match (work, work->tokens))
    g_clear_pointer (&work->tokens, g_ptr_array_unref);
  for (int rule = 0; rule < SFT_N_MASK_RULES; rule++)
    sft_mask_apply (rule, SFT_MASK_FAULT_NONE, work->roles, work->n, work->prompt_tokens, work->masks[rule]);
  sft_mask_apply (work->rule, work->fault, work->roles, work->n, work->prompt_tokens, work->trained);
  for (int i = 0; i < work->n; i++)
    work->intended[i] = work->soft_mask[i] >= threshold;
  work->agreement = sft_mask_agreement (work->trained, work->intended, work->n);
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->tokens, g_ptr_array_unref);
}

static const char *const role_labels[SFT_N_TOKEN_ROLES] = { N_ ("system"), N_ ("user"), N_ ("assistant header"),
                                                            N_ ("assistant text"), N_ ("end of turn") };

/* The tokens as a strip of chips: what each is by color, what carries loss by hatching. */
static void
add_strip (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Tokens; hatched: carries loss")),
                                          sft_text (N_ ("Token position (from 0)")), SFT_NO_TEXT);
  SftHeatmap *map = sft_panel_add_heatmap (panel, "tokens", work->roles, 1, work->n, SFT_NO_TEXT);

  panel->share = 0.4;
  panel->y.bare = TRUE;
  sft_axis_add_name (&panel->y, sft_text (N_ ("token")), FALSE);
  map->hatched = g_memdup2 (work->trained, work->n);
  for (int i = 0; i < SFT_N_TOKEN_ROLES; i++)
    sft_heatmap_add_category (map, sft_text_constant (role_labels[i]));
  for (int i = 0; i < work->n; i++)
    if (work->tokens != NULL)
      sft_heatmap_set_cell (map, 0, i, sft_text ("%s", ((SftChatToken *)g_ptr_array_index (work->tokens, i))->text));
}

static void
add_masks (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Loss masks; hatched: differs from the intended mask")),
                                          sft_text (N_ ("Token position (from 0)")), sft_text (N_ ("Rule")));
  int rows = SFT_N_MASK_RULES + 1;
  g_autofree double *values = g_new (double, rows * work->n);
  SftHeatmap *map;

  for (int rule = 0; rule < rows; rule++)
    for (int i = 0; i < work->n; i++)
      values[rule * work->n + i] = rule == SFT_N_MASK_RULES  ? work->intended[i]
                                   : rule == (int)work->rule ? work->trained[i]
                                                             : work->masks[rule][i];
  map = sft_panel_add_heatmap (panel, "masks", values, rows, work->n, sft_text (N_ ("loss weight")));
  map->low = 0;
  map->high = 1;
  map->digits = 0;
  panel->y.bare = TRUE;
  map->hatched = g_new0 (guint8, rows * work->n);
  map->outlined = g_new0 (guint8, rows * work->n);
  for (int rule = 0; rule < rows; rule++)
    {
      for (int i = 0; i < work->n; i++)
        {
          map->hatched[rule * work->n + i] = values[rule * work->n + i] != work->intended[i];
          map->outlined[rule * work->n + i] = rule == (int)work->rule;
        }
      sft_axis_add_name (&panel->y,
                         rule < SFT_N_MASK_RULES ? sft_text_constant (rules[rule].label) : sft_text (N_ ("Intended")),
                         rule != (int)work->rule && rule < SFT_N_MASK_RULES);
    }
  if (work->agreement.trained == 0)
    panel->note = sft_text (N_ ("no token carries loss"));
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("Response-token mask")),
                      sft_text (N_ ("The rule trains %d of %d tokens; %d were intended and %d are in both masks."),
                                work->agreement.trained, work->n, work->agreement.intended, work->agreement.both));

  figure->columns = 1;
  add_strip (figure, work);
  add_masks (figure, work);
  return figure;
}

static SftText
difference_message (SftMaskFault fault)
{
  switch (fault)
    {
    case SFT_MASK_FAULT_ALL_ZERO:
      return sft_text (
          N_ ("no token differs from the intended mask; a mask of zeros trains nothing, and a real run shows "
              "a loss that is not a number or does not move"));
    case SFT_MASK_FAULT_ALL_ONE:
      return sft_text (N_ ("no token differs from the intended mask; a mask of ones teaches the model to write the "
                           "user's part too"));
    case SFT_MASK_FAULT_OFF_BY_ONE:
      return sft_text (
          N_ ("no token differs from the intended mask; shifted by one, a real run never learns how a reply "
              "begins and trains the token after its end"));
    default:
      return sft_text (N_ ("no token differs from the intended mask"));
    }
}

static void
add_checks (SftResult *result, const Work *work)
{
  SftMaskAgreement rules_meet =
      sft_mask_agreement (work->masks[SFT_MASK_ASSISTANT_ONLY], work->masks[SFT_MASK_COMPLETION_ONLY], work->n);
  int ids[MAX_TOKENS], labels[MAX_TOKENS], kept = 0;

  for (int i = 0; i < work->n; i++)
    ids[i] = i + 1;
  sft_mask_labels (ids, work->masks[SFT_MASK_BOTH], work->n, labels);
  for (int i = 0; i < work->n; i++)
    kept += labels[i] != -100;
  sft_result_compare (result, work->agreement.either - work->agreement.both, 0, 0, difference_message (work->fault));
  sft_result_identity (result, kept, rules_meet.trained + rules_meet.intended - rules_meet.either, 0,
                       sft_text (N_ ("labels are kept where both masks are 1: |A and C| = |A| + |C| − |A or C|")));
}

static void
add_notices (SftResult *result, const SftValues *values, const Work *work)
{
  g_autoptr (GPtrArray) messages = sft_chat_parse (sft_values_text (values, "conversation"), NULL);
  int bad = messages != NULL ? sft_chat_out_of_order (messages) : -1;

  if (work->tokens == NULL)
    sft_result_notice (result, sft_text (N_ ("The token roles were set by hand and are no longer those of the "
                                             "conversation, so the tokens have no text.")));
  else if (bad >= 0)
    sft_result_notice (result,
                       sft_text (N_ ("Message %d is out of order: user and assistant should take turns, after a "
                                     "system message if there is one. Many templates refuse this."),
                                 bad + 1));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work = { 0 };
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_response_token_mask, make_figure (&work));
  sft_result_set (result, "trained_tokens", work.agreement.trained);
  sft_result_set (result, "intended_tokens", work.agreement.intended);
  sft_result_set_or (result, "precision", work.agreement.precision, sft_text (N_ ("no token is trained")));
  sft_result_set_or (result, "recall", work.agreement.recall, sft_text (N_ ("no token is intended")));
  sft_result_set_or (result, "iou", work.agreement.iou, sft_text (N_ ("both masks are empty")));
  add_checks (result, &work);
  add_notices (result, values, &work);
  work_clear (&work);
  return result;
}

static const SftPreset presets[] = {
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

const SftLab sft_lab_concept_response_token_mask = {
  .id = "response-token-mask",
  .demo = 9,
  .title = N_ ("rules and faults of the loss mask"),
  .about =
      N_ ("Libraries decide by a rule which tokens carry loss: everything after the prompt, only what the assistant "
          "says, both at once (as TRL combines its two masks), everything, or the last turn only. Write a "
          "conversation, choose a rule and compare it with the mask that you meant; then break it. Tokens are cut "
          "by words and marker pieces, which no real tokenizer does just so; the end-of-turn token counts as the "
          "assistant's. The prompt ends where the first reply's text begins."),
  .formula = "precision = |M ∩ I| / |M|,   recall = |M ∩ I| / |I|,   IoU = |M ∩ I| / |M ∪ I|",
  .math = N_ ("\\text{precision} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert M \\rvert} = \\value{precision|4} \\\\ "
              "\\text{recall} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert I \\rvert} = \\value{recall|4} \\\\ "
              "\\mathrm{IoU} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert M \\cup I \\rvert} = \\value{iou|4}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = presets,
};
