/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations as a person writes them, and the typed tokens they become. */
#pragma once

#include <glib.h>

#include "sft-mask.h"

G_BEGIN_DECLS

#define SFT_CHAT_ERROR (sft_chat_error_quark ())
typedef enum
{
  SFT_CHAT_ERROR_EMPTY, /* no message at all */
  SFT_CHAT_ERROR_LINE,  /* a line that neither begins a message nor is indented */
  SFT_CHAT_ERROR_ROLE   /* a role that is not system, user or assistant */
} SftChatError;
GQuark sft_chat_error_quark (void);

typedef enum
{
  SFT_CHAT_SYSTEM,
  SFT_CHAT_USER,
  SFT_CHAT_ASSISTANT
} SftChatRole;
/* "system", "user", "assistant". */
const char *sft_chat_role_name (SftChatRole role);

typedef struct
{
  SftChatRole role;
  char *content; /* UTF-8; lines of the message joined by "\n" */
} SftChatMessage;

/* Reads one "role: content" a message; further lines of its content are indented by spaces or a tab, and empty lines
 * are passed over. Returns SftChatMessage *; on error NULL, naming the line (from 1) and what is accepted. */
GPtrArray *sft_chat_parse (const char *text, GError **error);

/* The index (from 0) of the first message that is out of order: a system message that is not the first, an assistant
 * message without a user message before it, or two of one role in a row; -1 when user and assistant take turns. */
int sft_chat_out_of_order (const GPtrArray *messages);

typedef struct
{
  char *text;
  SftTokenRole role;
} SftChatToken;

/* Tokens by words and marker pieces, the way a chat template lays a conversation out: a marker "<user>" before each
 * message, and "<end>" after an assistant's. A word is a run of letters, digits and marks; an ideograph, a punctuation
 * mark or a symbol (with what joins it) is a token of its own. Synthetic: no real tokenizer cuts just so. */
GPtrArray *sft_chat_tokenize (const GPtrArray *messages);

/* The words of one content, cut in the same way, and how many there are. */
GStrv sft_chat_words (const char *content);
guint sft_chat_count_words (const char *content);

/* The shape of a conversation. */
typedef struct
{
  gboolean system; /* there is a system message */
  int turns;       /* messages of the user or of the assistant, whichever are more */
  int words;       /* of a message on average, rounded */
} SftChatShape;
SftChatShape sft_chat_shape (const GPtrArray *messages);
/* A conversation of just this shape: user and assistant take turns, and all words are "word". SftChatMessage *. */
GPtrArray *sft_chat_synthetic (const SftChatShape *shape);

G_END_DECLS
