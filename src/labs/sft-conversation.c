/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-conversation.h"

#include "sft-chat.h"
#include "sft-mask.h"
#include "sft-text.h"

#define _(msgid) sft_translate (msgid)

static gboolean
same_token (const GPtrArray *a, guint i, const GPtrArray *b, guint j)
{
  const SftChatToken *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, j);

  return x->role == y->role && g_str_equal (x->text, y->text);
}

GPtrArray *
sft_conversation_tokens (const char *text, GError **error)
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
  g_autoptr (GPtrArray) before = sft_conversation_tokens (sft_values_text (base, "conversation"), NULL);
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

gboolean
sft_conversation_follow (const SftValues *base, const char *text, SftEdit *edit, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) tokens = sft_conversation_tokens (text, &local);
  double roles[SFT_CONVERSATION_MAX_TOKENS], soft_mask[SFT_CONVERSATION_MAX_TOKENS];
  int prompt = 0;

  if (tokens == NULL)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, "conversation", -1, -1, "conversation: %s", local->message);
      return FALSE;
    }
  if (tokens->len > SFT_CONVERSATION_MAX_TOKENS)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, "conversation", -1, -1,
                           _ ("conversation: it has %u tokens; accepted: at most %d"), tokens->len,
                           SFT_CONVERSATION_MAX_TOKENS);
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
