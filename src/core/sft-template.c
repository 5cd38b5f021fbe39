/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-template.h"

#include <string.h>

#include "sft-text.h"

#define _(msgid) sft_translate (msgid)

#define ROLE "{role}"

static const SftTemplate templates[SFT_N_TEMPLATES] = {
  { .id = "chatml",
    .name = "ChatML",
    .roles = { "system", "user", "assistant" },
    .header = { "<|im_start|>", ROLE, "\n" },
    .end = { "<|im_end|>", "\n" } },
  { .id = "qwen2_5",
    .name = "Qwen2.5",
    .roles = { "system", "user", "assistant" },
    .header = { "<|im_start|>", ROLE, "\n" },
    .end = { "<|im_end|>", "\n" },
    .default_system = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.",
    .trained_header = 1 },
  { .id = "llama3",
    .name = "Llama-3",
    .bos = "<|begin_of_text|>",
    .tokenizer_bos = "<|begin_of_text|>",
    .roles = { "system", "user", "assistant" },
    .header = { "<|start_header_id|>", ROLE, "<|end_header_id|>", "\n\n" },
    .end = { "<|eot_id|>" } },
  { .id = "gemma",
    .name = "Gemma",
    .bos = "<bos>",
    .tokenizer_bos = "<bos>",
    .roles = { NULL, "user", "model" },
    .header = { "<start_of_turn>", ROLE, "\n" },
    .end = { "<end_of_turn>", "\n" },
    .alternates = TRUE },
  { .id = "phi3",
    .name = "Phi-3",
    .tokenizer_bos = "<s>",
    .roles = { "<|system|>", "<|user|>", "<|assistant|>" },
    .header = { ROLE, "\n" },
    .end = { "<|end|>", "\n" },
    .final = "<|endoftext|>" },
};

G_DEFINE_QUARK (sft - template - error - quark, sft_template_error)

const SftTemplate *
sft_templates (void)
{
  return templates;
}

const SftTemplate *
sft_template_find (const char *id)
{
  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    if (g_str_equal (templates[i].id, id))
      return &templates[i];
  return NULL;
}

static void
piece_free (gpointer data)
{
  SftPiece *piece = data;

  g_free (piece->text);
  g_strfreev (piece->tokens);
  g_free (piece);
}

static SftPiece *
add_piece (GPtrArray *pieces, SftPieceKind kind, int message, const char *const *tokens, const char *role)
{
  SftPiece *piece = g_new0 (SftPiece, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < SFT_TEMPLATE_MAX_TOKENS && tokens[i] != NULL; i++)
    g_strv_builder_add (builder, g_str_equal (tokens[i], ROLE) ? role : tokens[i]);
  piece->kind = kind;
  piece->message = message;
  piece->role = -1;
  piece->tokens = g_strv_builder_end (builder);
  piece->text = g_strjoinv ("", piece->tokens);
  g_ptr_array_add (pieces, piece);
  return piece;
}

static void
add_single (GPtrArray *pieces, SftPieceKind kind, const char *token, gboolean begins)
{
  const char *const tokens[SFT_TEMPLATE_MAX_TOKENS] = { token };

  if (token != NULL)
    add_piece (pieces, kind, -1, tokens, NULL)->begins_sequence = begins;
}

static void
add_content (GPtrArray *pieces, int message, const SftChatMessage *from)
{
  SftPiece *piece = g_new0 (SftPiece, 1);

  piece->kind = SFT_PIECE_CONTENT;
  piece->message = message;
  piece->text = g_strdup (from->content);
  g_ptr_array_add (pieces, piece);
}

static void
add_message (const SftTemplate *self, GPtrArray *pieces, int at, const SftChatMessage *message)
{
  guint first = pieces->len;

  add_piece (pieces, SFT_PIECE_MARKER, at, self->header, self->roles[message->role]);
  add_content (pieces, at, message);
  add_piece (pieces, SFT_PIECE_END, at, self->end, NULL);
  for (guint i = first; i < pieces->len; i++)
    {
      SftPiece *piece = g_ptr_array_index (pieces, i);

      piece->role = message->role;
      piece->by_default = message->content == self->default_system;
    }
}

static const SftChatMessage *
get_message (const GPtrArray *messages, guint i)
{
  return g_ptr_array_index (messages, i);
}

/* Gemma's order: the user begins, then both take turns; it has refused a system message before. */
static gboolean
accepts (const SftTemplate *self, const GPtrArray *messages, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      SftChatRole role = get_message (messages, i)->role;

      if (self->roles[role] == NULL)
        {
          g_set_error (error, SFT_TEMPLATE_ERROR, SFT_TEMPLATE_ERROR_SYSTEM,
                       _ ("message %u: %s has no %s role; accepted: user, assistant"), i + 1, self->name,
                       sft_chat_role_name (role));
          return FALSE;
        }
      if (self->alternates && (role == SFT_CHAT_USER) != (i % 2 == 0))
        {
          g_set_error (error, SFT_TEMPLATE_ERROR, SFT_TEMPLATE_ERROR_ORDER,
                       _ ("message %u: %s wants user and assistant to take turns, the user first"), i + 1, self->name);
          return FALSE;
        }
    }
  return TRUE;
}

GPtrArray *
sft_template_render (const SftTemplate *self, const GPtrArray *messages, guint n, SftRenderFlags flags, GError **error)
{
  GPtrArray *pieces;
  int at = 0;

  g_return_val_if_fail (self != NULL && messages != NULL && n <= messages->len, NULL);

  if (!accepts (self, messages, n, error))
    return NULL;
  pieces = g_ptr_array_new_with_free_func (piece_free);
  if (flags & SFT_RENDER_SPECIAL_TOKENS_AGAIN)
    add_single (pieces, SFT_PIECE_MARKER, self->tokenizer_bos, TRUE);
  add_single (pieces, SFT_PIECE_MARKER, self->bos, TRUE);
  if (self->default_system != NULL && (n == 0 || get_message (messages, 0)->role != SFT_CHAT_SYSTEM))
    {
      SftChatMessage system = { SFT_CHAT_SYSTEM, (char *)self->default_system };

      add_message (self, pieces, at++, &system);
    }
  for (guint i = 0; i < n; i++)
    add_message (self, pieces, at++, get_message (messages, i));
  if (flags & SFT_RENDER_GENERATION_PROMPT)
    add_piece (pieces, SFT_PIECE_MARKER, -1, self->header, self->roles[SFT_CHAT_ASSISTANT]);
  else
    add_single (pieces, SFT_PIECE_END, self->final, FALSE);
  return pieces;
}

char *
sft_template_text (const GPtrArray *pieces)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    g_string_append (text, ((const SftPiece *)g_ptr_array_index (pieces, i))->text);
  return g_string_free (text, FALSE);
}

GStrv
sft_piece_tokens (const SftPiece *piece)
{
  return piece->tokens != NULL ? g_strdupv (piece->tokens) : sft_chat_words (piece->text);
}

guint
sft_piece_n_tokens (const SftPiece *piece)
{
  return piece->tokens != NULL ? g_strv_length (piece->tokens) : sft_chat_count_words (piece->text);
}

SftTemplateCount
sft_template_count (const GPtrArray *pieces)
{
  SftTemplateCount count = { 0, 0, 0 };

  for (guint i = 0; i < pieces->len; i++)
    {
      const SftPiece *piece = g_ptr_array_index (pieces, i);
      guint n = sft_piece_n_tokens (piece);

      count.tokens += n;
      count.overhead += piece->kind == SFT_PIECE_CONTENT ? 0 : n;
      count.begins += piece->begins_sequence;
    }
  return count;
}

static guint
count_tokens (const char *const *tokens)
{
  guint n = 0;

  while (n < SFT_TEMPLATE_MAX_TOKENS && tokens[n] != NULL)
    n++;
  return n;
}

guint
sft_template_overhead (const SftTemplate *self, guint n, SftRenderFlags flags)
{
  guint header = count_tokens (self->header);
  guint again = (flags & SFT_RENDER_SPECIAL_TOKENS_AGAIN) && self->tokenizer_bos != NULL;
  guint last = (flags & SFT_RENDER_GENERATION_PROMPT) ? header : self->final != NULL;

  return again + (self->bos != NULL) + n * (header + count_tokens (self->end)) + last;
}

gboolean
sft_template_keeps_prefix (const SftTemplate *self, const GPtrArray *messages, SftRenderFlags flags, GError **error)
{
  g_autoptr (GPtrArray) pieces = sft_template_render (self, messages, messages->len, flags, error);
  g_autofree char *whole = NULL;

  if (pieces == NULL)
    return FALSE;
  whole = sft_template_text (pieces);
  for (guint k = 1; k < messages->len; k++)
    {
      g_autoptr (GPtrArray) first = sft_template_render (self, messages, k, flags, NULL);
      g_autofree char *text = sft_template_text (first);

      if (g_str_has_prefix (whole, text))
        continue;
      g_set_error (error, SFT_TEMPLATE_ERROR, SFT_TEMPLATE_ERROR_PREFIX,
                   _ ("message %u: %s writes something after it that does not stand there in the whole conversation"),
                   k, self->name);
      return FALSE;
    }
  return TRUE;
}

guint
sft_template_trained_tokens (const SftTemplate *self)
{
  return self->trained_header + count_tokens (self->end);
}
