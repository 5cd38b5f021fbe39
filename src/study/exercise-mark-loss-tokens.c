/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of a conversation that carry loss under a rule. */
#include "config.h"

#include <string.h>

#include "sft-chat.h"
#include "sft-exercise-private.h"

#define MAX_TOKENS 64

/* Example words, data like the conversations of the labs: not translated. */
static const char *const exchanges[][2] = {
  { "Hello", "Hi there" },
  { "What is SFT", "Supervised tuning" },
  { "Add 2 and 3", "5" },
  { "Name a color", "Blue" },
  { "Who are you", "A small model" },
  { "Thanks", "You are welcome" },
  { "Is water wet", "Yes" },
  { "Count to three", "One two three" },
  { "Say hello", "Hello" },
  { "What is a mask", "Zeros and ones" },
};
static const char *const systems[] = { "Be brief", "Answer politely", "Use plain words" };

static const struct
{
  SftMaskRule rule;
  const char *id, *words;
} rules[] = {
  { SFT_MASK_ASSISTANT_ONLY, "assistant_only",
    N_ ("Assistant only: the assistant's text and its end tokens carry loss, headers do not.") },
  { SFT_MASK_LAST_TURN, "last_turn", N_ ("Last turn: text and end token of the last assistant message carry loss.") },
  { SFT_MASK_COMPLETION_ONLY, "completion_only",
    N_ ("Completion only: everything from the first assistant text on carries loss, whoever speaks.") },
};

static char *
draw_conversation (SftDraft *draft)
{
  GString *text = g_string_new (NULL);
  int turns = sft_draft_integer (draft, 2, 3);

  if (sft_draft_integer (draft, 0, 2) == 0)
    g_string_append_printf (text, "system: %s\n", systems[sft_draft_integer (draft, 0, G_N_ELEMENTS (systems) - 1)]);
  for (int i = 0; i < turns; i++)
    {
      const char *const *exchange = exchanges[sft_draft_integer (draft, 0, G_N_ELEMENTS (exchanges) - 1)];

      g_string_append_printf (text, "user: %s\nassistant: %s\n", exchange[0], exchange[1]);
    }
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/* Tokens by name; -1: more than fit. */
static int
take_tokens (SftDraft *draft, const char *conversation)
{
  g_autoptr (GPtrArray) messages = sft_chat_parse (conversation, NULL), tokens = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  g_assert (messages != NULL);
  tokens = sft_chat_tokenize (messages);
  if (tokens->len > MAX_TOKENS)
    return -1;
  for (guint i = 0; i < tokens->len; i++)
    {
      const SftChatToken *token = g_ptr_array_index (tokens, i);

      sft_draft_token (draft, token->text);
      g_string_append_printf (line, "%s%s", i > 0 ? " " : "", token->text);
    }
  sft_draft_given (draft, sft_text (N_ ("Tokens: %s"), line->str));
  return (int)tokens->len;
}

static void
add_wrong_steps (SftDraft *draft, SftMaskRule rule, const double *roles, int n, int prompt, const guint8 *right)
{
  guint8 mask[MAX_TOKENS];
  gboolean last = rule == SFT_MASK_LAST_TURN;

  for (int i = 0; i < n; i++)
    mask[i] = right[i] || (!last && roles[i] == SFT_TOKEN_ASSISTANT_HEADER);
  sft_draft_wrong_mask (draft, mask, N_ ("The headers are marked too: the template writes them, the model does not."));
  for (int i = 0; i < n; i++)
    mask[i] = right[i] && roles[i] != SFT_TOKEN_ASSISTANT_END;
  sft_draft_wrong_mask (draft, mask, N_ ("The end tokens are missing: without them the model never learns to stop."));
  sft_mask_apply (rule, SFT_MASK_FAULT_OFF_BY_ONE, roles, (gsize)n, prompt, mask);
  sft_draft_wrong_mask (draft, mask, N_ ("The mask is shifted by one token to the right."));
  sft_mask_apply (last ? SFT_MASK_ASSISTANT_ONLY : SFT_MASK_LAST_TURN, SFT_MASK_FAULT_NONE, roles, (gsize)n, prompt,
                  mask);
  sft_draft_wrong_mask (draft, mask,
                        last ? N_ ("Every assistant turn is marked: the rule takes the last one alone.")
                             : N_ ("Only the last assistant turn is marked."));
  for (int i = 0; i < n; i++)
    mask[i] = !right[i];
  sft_draft_wrong_mask (draft, mask, N_ ("The mask is inverted: 1 means that a token carries loss."));
  memset (mask, 1, sizeof mask);
  sft_draft_wrong_mask (draft, mask, N_ ("Every token is marked: this is training on the inputs too."));
}

static gboolean
make (SftDraft *draft)
{
  g_autofree char *conversation = draw_conversation (draft), *answer = NULL;
  int which = sft_draft_integer (draft, 0, G_N_ELEMENTS (rules) - 1), n = take_tokens (draft, conversation), prompt,
      trained = 0;
  const double *roles;
  guint8 mask[MAX_TOKENS];

  if (n < 0)
    return FALSE;
  sft_draft_set (draft, "conversation=%s", conversation);
  sft_draft_set (draft, "rule=%s", rules[which].id);
  if (!sft_draft_compute (draft))
    return FALSE;
  roles = sft_values_cells (draft->exercise->state->values, "token_roles", NULL, NULL);
  prompt = (int)sft_values_get (draft->exercise->state->values, "prompt_tokens");
  sft_mask_apply (rules[which].rule, SFT_MASK_FAULT_NONE, roles, (gsize)n, prompt, mask);
  for (int i = 0; i < n; i++)
    trained += mask[i];
  sft_draft_prompt (draft,
                    sft_text (N_ ("Mark the tokens that carry loss. The angle brackets are markers of the template, "
                                  "one token each.")));
  sft_draft_given (draft, sft_text_constant (rules[which].words));
  sft_draft_answer_mask (draft, mask, (gsize)n);
  answer = sft_exercise_answer (draft->exercise);
  sft_draft_step (draft, sft_text_constant (rules[which].words));
  sft_draft_step (draft, sft_text (N_ ("Tokens with loss: %d of %d: %s"), trained, n, answer));
  add_wrong_steps (draft, rules[which].rule, roles, n, prompt, mask);
  return TRUE;
}

const SftGenerator sft_exercise_mark_loss_tokens = {
  .id = "mark-loss-tokens",
  .demo = 9,
  .concept = TRUE,
  .title = N_ ("Mark the tokens with loss"),
  .make = make,
};
