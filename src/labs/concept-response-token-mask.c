/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 9: which tokens of a conversation carry loss, rule by rule, and what a broken mask trains instead. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-chat.h"
#include "sft-conversation.h"
#include "sft-lab.h"
#include "sft-mask.h"
#include "sft-preset-private.h"

#define CONVERSATION N_ ("Conversation")
#define RULE N_ ("Rule")
#define TOKENS N_ ("Tokens")
/* How far a token is pulled, in roles for each point of the page. */
#define ROLES_A_POINT 0.05
#define EXAMPLE "user: Hello\nassistant: Hi there\nuser: Thanks\nassistant: You are welcome"

static const SftDim dims[] = {
  { "tokens", N_ ("Tokens"), N_ ("How many tokens the conversation has; a new text sets it."), 1,
    SFT_CONVERSATION_MAX_TOKENS, NULL, NULL },
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

static const SftParam params[] = {
  { .id = "conversation",
    .label = N_ ("Conversation"),
    .group = CONVERSATION,
    .help = N_ ("One \"role: content\" a message (system, user or assistant), further lines of it indented; sets the "
                "tokens below."),
    .kind = SFT_TEXT,
    .maximum = 4000,
    .initial = EXAMPLE,
    .follow = sft_conversation_follow },
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
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = SFT_CONVERSATION_MAX_TOKENS,
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
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "intended_tokens", N_ ("Intended tokens"), N_ ("How many tokens are meant to carry loss."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "precision", N_ ("Precision"), N_ ("Share of the trained tokens that were meant to be."), NULL, SFT_READOUT_NUMBER,
    4 },
  { "recall", N_ ("Recall"), N_ ("Share of the intended tokens that are trained."), NULL, SFT_READOUT_NUMBER, 4 },
  { "iou", N_ ("IoU"), N_ ("Tokens in both masks over tokens in either."), NULL, SFT_READOUT_NUMBER, 4 },
  { NULL },
};

typedef struct
{
  int n, prompt_tokens;
  const double *roles, *soft_mask;
  double threshold;
  SftMaskRule rule;
  SftMaskFault fault;
  GPtrArray *tokens; /* of the conversation; NULL: the roles no longer are those of the text */
  guint8 masks[SFT_N_MASK_RULES][SFT_CONVERSATION_MAX_TOKENS]; /* without fault */
  guint8 trained[SFT_CONVERSATION_MAX_TOKENS], intended[SFT_CONVERSATION_MAX_TOKENS];
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
  work->roles = sft_values_cells (values, "token_roles", &work->n, NULL);
  work->soft_mask = sft_values_cells (values, "soft_mask", NULL, NULL);
  work->threshold = sft_values_get (values, "threshold");
  work->prompt_tokens = (int)sft_values_get (values, "prompt_tokens");
  work->rule = (SftMaskRule)sft_values_get (values, "rule");
  work->fault = (SftMaskFault)sft_values_get (values, "fault");
  work->tokens = sft_conversation_tokens (sft_values_text (values, "conversation"), NULL);
  if (work->tokens != NULL && !roles_match (work, work->tokens))
    g_clear_pointer (&work->tokens, g_ptr_array_unref);
  for (int rule = 0; rule < SFT_N_MASK_RULES; rule++)
    sft_mask_apply (rule, SFT_MASK_FAULT_NONE, work->roles, work->n, work->prompt_tokens, work->masks[rule]);
  sft_mask_apply (work->rule, work->fault, work->roles, work->n, work->prompt_tokens, work->trained);
  for (int i = 0; i < work->n; i++)
    work->intended[i] = work->soft_mask[i] >= work->threshold;
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

  panel->share = 0.8;
  panel->y.bare = TRUE;
  sft_axis_add_name (&panel->y, sft_text (N_ ("Token")), FALSE);
  map->digits = 0;
  map->hatched = g_memdup2 (work->trained, work->n);
  map->hatched_name = sft_text (N_ ("carries loss"));
  map->bind = (SftBinding){
    .gesture = SFT_GESTURE_DRAG_Y, .param = "token_roles", .per_unit = ROLES_A_POINT, .by = SFT_BIND_COLUMNS
  };
  for (int i = 0; i < SFT_N_TOKEN_ROLES; i++)
    sft_heatmap_add_category (map, sft_text_constant (role_labels[i]));
  for (int i = 0; i < work->n; i++)
    if (work->tokens != NULL)
      sft_heatmap_set_cell (map, 0, i, sft_text ("%s", ((SftChatToken *)g_ptr_array_index (work->tokens, i))->text));
}

/* Positions under a panel: with their tokens, which need no label, or as numbers alone. */
static void
name_positions (SftAxis *axis, const Work *work)
{
  if (work->tokens == NULL)
    axis->label = sft_text (N_ ("Token position (from 0)"));
  else
    for (int i = 0; i < work->n; i++)
      sft_axis_add_name (axis, sft_text ("%d %s", i, ((SftChatToken *)g_ptr_array_index (work->tokens, i))->text),
                         FALSE);
}

/* What is meant: a bar for each token's soft mask, which can be pulled up and down, and the threshold across. */
static void
add_soft_mask (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("What is meant: soft mask and threshold")), SFT_NO_TEXT,
                                          sft_text (N_ ("Soft mask")));
  SftSeries *bars = sft_panel_add_series (panel, "soft mask", SFT_NO_TEXT, SFT_ROLE_PRIMARY, SFT_SHAPE_BARS, work->n);

  panel->share = 0.65;
  panel->x.whole = TRUE;
  name_positions (&panel->x, work);
  panel->y.low = 0;
  panel->y.high = 1;
  bars->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "soft_mask" };
  for (int i = 0; i < work->n; i++)
    {
      bars->x[i] = i;
      bars->y[i] = work->soft_mask[i];
    }
  sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, work->threshold, sft_text (N_ ("threshold %.3f"), work->threshold),
                      SFT_ROLE_NEUTRAL)
      ->bind = (SftBinding){ .gesture = SFT_GESTURE_DRAG_Y, .param = "threshold" };
}

static void
add_masks (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Loss masks; hatched: differs from the intended mask")),
                                          SFT_NO_TEXT, sft_text (N_ ("Rule")));
  int rows = SFT_N_MASK_RULES + 1;
  g_autofree double *values = g_new (double, rows * work->n);
  SftHeatmap *map;

  for (int rule = 0; rule < rows; rule++)
    for (int i = 0; i < work->n; i++)
      values[rule * work->n + i] = rule == SFT_N_MASK_RULES  ? work->intended[i]
                                   : rule == (int)work->rule ? work->trained[i]
                                                             : work->masks[rule][i];
  map = sft_panel_add_heatmap (panel, "masks", values, rows, work->n, sft_text (N_ ("loss weight")));
  name_positions (&panel->x, work);
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
                      sft_text (N_ ("Tokens: %d; trained by the rule: %d; intended: %d; in both masks: %d."), work->n,
                                work->agreement.trained, work->agreement.intended, work->agreement.both));

  figure->columns = 1;
  add_strip (figure, work);
  add_masks (figure, work);
  add_soft_mask (figure, work);
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
      return sft_text (N_ ("no token differs from the intended mask; with a mask shifted by one, a real run never "
                           "learns how a reply begins and trains the token after its end"));
    default:
      return sft_text (N_ ("no token differs from the intended mask"));
    }
}

static void
add_checks (SftResult *result, const Work *work)
{
  SftMaskAgreement rules_meet =
      sft_mask_agreement (work->masks[SFT_MASK_ASSISTANT_ONLY], work->masks[SFT_MASK_COMPLETION_ONLY], work->n);
  int ids[SFT_CONVERSATION_MAX_TOKENS], labels[SFT_CONVERSATION_MAX_TOKENS], kept = 0;

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

const SftLab sft_lab_concept_response_token_mask = {
  .id = "response-token-mask",
  .demo = 9,
  .title = N_ ("rules and faults of the loss mask"),
  .about = N_ ("Libraries decide by a rule which tokens carry loss: everything after the prompt, only what the "
               "assistant says, both at once (as TRL combines its two masks), everything, or the last turn only. Write "
               "a conversation, choose a rule and compare it with the mask that you meant; then break the rule. Text "
               "is split into words, and markers into pieces, which no real tokenizer does in just this way; the "
               "end-of-turn token counts as the assistant's. The prompt ends where the first reply's text begins."),
  .formula = "precision = |M ∩ I| / |M|,   recall = |M ∩ I| / |I|,   IoU = |M ∩ I| / |M ∪ I|",
  .math = N_ ("\\text{precision} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert M \\rvert} = \\value{precision|4} \\\\ "
              "\\text{recall} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert I \\rvert} = \\value{recall|4} \\\\ "
              "\\mathrm{IoU} &= \\frac{\\lvert M \\cap I \\rvert}{\\lvert M \\cup I \\rvert} = \\value{iou|4}"),
  .spec = { params, dims, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_response_token_mask,
};
