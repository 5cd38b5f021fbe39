/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation as text that sets the tokens of a lab: the lists "token_roles" and "soft_mask" and "prompt_tokens". */
#pragma once

#include "sft-param.h"

G_BEGIN_DECLS

#define SFT_CONVERSATION_MAX_TOKENS 64

/* The tokens of a conversation, SftChatToken *; NULL and an error of sft_chat_parse(). */
GPtrArray *sft_conversation_tokens (const char *text, GError **error);

/* For SftParam.follow of the text "conversation": sets the three from its tokens. Replies and their end tokens are
 * meant to carry loss, but for tokens whose soft mask was set before and that did not change. FALSE and an error when
 * it is no conversation, or one of more than SFT_CONVERSATION_MAX_TOKENS tokens. */
gboolean sft_conversation_follow (const SftValues *base, const char *text, SftEdit *edit, GError **error);

G_END_DECLS
