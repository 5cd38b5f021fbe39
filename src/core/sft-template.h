/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chat templates as data: what each writes around a message, and one function that renders any of them.
 *
 * The descriptions follow the templates that were published with the models. Sources: ChatML as OpenAI described it;
 * Qwen2.5-Instruct, Meta-Llama-3-Instruct, Gemma 1 and 2 (-it) and Phi-3-mini-instruct, each the chat template in its
 * tokenizer's configuration. Tools, images and dates are left out. */
#pragma once

#include <glib.h>

#include "sft-chat.h"

G_BEGIN_DECLS

#define SFT_TEMPLATE_ERROR (sft_template_error_quark ())
typedef enum
{
  SFT_TEMPLATE_ERROR_SYSTEM, /* the template has no system role */
  SFT_TEMPLATE_ERROR_ORDER,  /* the template wants user and assistant to take turns */
  SFT_TEMPLATE_ERROR_PREFIX  /* the beginning of a conversation is not rendered as the beginning of the whole */
} SftTemplateError;
GQuark sft_template_error_quark (void);

/* Each entry of a list of tokens is one token, as the models' tokenizers have it; a run of newlines is one. */
#define SFT_TEMPLATE_MAX_TOKENS 5
typedef struct
{
  const char *id, *name;                       /* "qwen2_5", "Qwen2.5" */
  const char *bos;                             /* beginning of sequence that the template writes; NULL: none */
  const char *tokenizer_bos;                   /* and that the tokenizer writes by itself; NULL: none */
  const char *roles[3];                        /* by SftChatRole: what it writes for a role; NULL: refuses it */
  const char *header[SFT_TEMPLATE_MAX_TOKENS]; /* before the content; "{role}" is the role */
  const char *end[SFT_TEMPLATE_MAX_TOKENS];    /* after the content */
  const char *final;                           /* after everything, unless a reply is asked for; NULL: nothing */
  const char *default_system;                  /* system message where there is none; NULL: none */
  guint trained_header; /* how many of the last header tokens of a reply carry loss under TRL's assistant-only mask */
  gboolean alternates;  /* refuses roles that do not take turns */
} SftTemplate;

/* In this order: chatml, qwen2_5, llama3, gemma, phi3. */
#define SFT_N_TEMPLATES 5
const SftTemplate *sft_templates (void);
const SftTemplate *sft_template_find (const char *id); /* NULL: no such template */

typedef enum
{
  SFT_PIECE_MARKER = 1, /* beginning of sequence, header */
  SFT_PIECE_CONTENT,
  SFT_PIECE_END /* end of turn, end of text */
} SftPieceKind;

typedef struct
{
  SftPieceKind kind;
  int message;  /* index in what is rendered, a default system message counted; -1: of the whole */
  char *text;   /* just what the template writes */
  GStrv tokens; /* of a marker or an end: the same by tokens; content: NULL, it is cut by words, or what counts as its
                    tokens */
  int role;     /* SftChatRole of the message; -1: of the whole */
  gboolean by_default; /* of a system message that nobody wrote */
  gboolean begins_sequence;
} SftPiece;

typedef enum
{
  SFT_RENDER_PLAIN = 0,
  SFT_RENDER_GENERATION_PROMPT = 1 << 0,   /* ends with the header of the reply that is asked for */
  SFT_RENDER_SPECIAL_TOKENS_AGAIN = 1 << 1 /* the text is tokenized with special tokens once more: one more beginning */
} SftRenderFlags;

/* The first n of `messages` (SftChatMessage *) under the template: SftPiece *, in order. NULL and an error naming the
 * message when the template refuses them. */
GPtrArray *sft_template_render (const SftTemplate *self, const GPtrArray *messages, guint n, SftRenderFlags flags,
                                GError **error);
/* The text of all pieces. */
char *sft_template_text (const GPtrArray *pieces);
/* A piece by tokens, content by words as sft_chat_words() cuts it, and how many there are. */
GStrv sft_piece_tokens (const SftPiece *piece);
guint sft_piece_n_tokens (const SftPiece *piece);

typedef struct
{
  guint tokens, overhead, begins; /* all tokens; those of no content; those that begin a sequence */
} SftTemplateCount;
SftTemplateCount sft_template_count (const GPtrArray *pieces);

/* How many tokens the template adds to n messages, a default system message counted among them: as many as are in the
 * pieces that are no content. */
guint sft_template_overhead (const SftTemplate *self, guint n, SftRenderFlags flags);

/* Whether each beginning of the conversation is rendered as a beginning of the whole, which training turn by turn
 * needs. FALSE and SFT_TEMPLATE_ERROR_PREFIX naming the first message where it is not, or the error of a refusal. One
 * message alone has no beginning and passes. */
gboolean sft_template_keeps_prefix (const SftTemplate *self, const GPtrArray *messages, SftRenderFlags flags,
                                    GError **error);

/* Trained template tokens of an assistant turn under TRL's assistant-only mask: the end of turn, and what of the
 * header its training template puts inside the reply. */
guint sft_template_trained_tokens (const SftTemplate *self);

G_END_DECLS
