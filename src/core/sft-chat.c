/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-chat.h"

#include <math.h>
#include <string.h>

#include "sft-text.h"

#define _(msgid) sft_translate (msgid)

#define ZERO_WIDTH_JOINER 0x200D

static const char *const role_names[] = { "system", "user", "assistant" };

G_DEFINE_QUARK (sft - chat - error - quark, sft_chat_error)

const char *
sft_chat_role_name (SftChatRole role)
{
  g_return_val_if_fail ((guint)role < G_N_ELEMENTS (role_names), NULL);
  return role_names[role];
}

static void
message_free (gpointer data)
{
  SftChatMessage *message = data;

  g_free (message->content);
  g_free (message);
}

static void
token_free (gpointer data)
{
  SftChatToken *token = data;

  g_free (token->text);
  g_free (token);
}

/* A line that begins a message: "role: content". */
static SftChatMessage *
parse_first_line (const char *line, int number, GError **error)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = NULL;

  if (colon == NULL)
    {
      g_set_error (error, SFT_CHAT_ERROR, SFT_CHAT_ERROR_LINE,
                   _ ("line %d begins no message; accepted: \"role: content\", or more content indented"), number);
      return NULL;
    }
  name = g_ascii_strdown (line, colon - line);
  g_strstrip (name);
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_str_equal (name, role_names[i]))
      {
        SftChatMessage *message = g_new0 (SftChatMessage, 1);

        message->role = i;
        message->content = g_strstrip (g_strdup (colon + 1));
        return message;
      }
  g_autofree char *quoted = sft_one_line (name, 40);
  g_set_error (error, SFT_CHAT_ERROR, SFT_CHAT_ERROR_ROLE,
               _ ("line %d: no role \"%s\"; accepted: system, user, assistant"), number, quoted);
  return NULL;
}

static void
append_line (SftChatMessage *message, const char *line)
{
  char *content = g_strconcat (message->content, *message->content != '\0' ? "\n" : "", line, NULL);

  g_free (message->content);
  message->content = content;
}

GPtrArray *
sft_chat_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (message_free);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      gboolean indented = lines[i][0] == ' ' || lines[i][0] == '\t';
      SftChatMessage *message;

      g_strstrip (lines[i]);
      if (lines[i][0] == '\0')
        continue;
      if (indented && messages->len > 0)
        {
          append_line (g_ptr_array_index (messages, messages->len - 1), lines[i]);
          continue;
        }
      message = parse_first_line (lines[i], i + 1, error);
      if (message == NULL)
        return NULL;
      g_ptr_array_add (messages, message);
    }
  if (messages->len == 0)
    {
      g_set_error_literal (error, SFT_CHAT_ERROR, SFT_CHAT_ERROR_EMPTY,
                           _ ("the conversation is empty; accepted: one \"role: content\" a message"));
      return NULL;
    }
  return g_steal_pointer (&messages);
}

int
sft_chat_out_of_order (const GPtrArray *messages)
{
  SftChatRole before = SFT_CHAT_SYSTEM;

  for (guint i = 0; i < messages->len; i++)
    {
      SftChatRole role = ((const SftChatMessage *)g_ptr_array_index (messages, i))->role;
      gboolean fits = role == SFT_CHAT_SYSTEM ? i == 0
                      : role == SFT_CHAT_USER ? before != SFT_CHAT_USER
                                              : before == SFT_CHAT_USER;

      if (!fits)
        return (int)i;
      before = role;
    }
  return -1;
}

static void
add_token (GPtrArray *tokens, const char *start, gsize length, SftTokenRole role)
{
  SftChatToken *token = g_new0 (SftChatToken, 1);

  token->text = g_strndup (start, length);
  token->role = role;
  g_ptr_array_add (tokens, token);
}

static gboolean
is_wordlike (gunichar c)
{
  return g_unichar_isalnum (c) && !g_unichar_iswide (c);
}

/* Marks, variation selectors and joiners belong to what stands before them. */
static gboolean
joins (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_iszerowidth (c);
}

/* The end of the token that begins at `start`, which is no space. */
static const char *
token_end (const char *start)
{
  gboolean word = is_wordlike (g_utf8_get_char (start));
  const char *end = g_utf8_next_char (start);

  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end), before = g_utf8_get_char (g_utf8_prev_char (end));

      /* Emoji are glued by joiners: what follows one belongs to the same picture. */
      if (!joins (c) && !(word && is_wordlike (c)) && before != ZERO_WIDTH_JOINER)
        break;
      if (g_unichar_isspace (c))
        break;
      end = g_utf8_next_char (end);
    }
  return end;
}

/* The next word at or after *p, which moves behind it; NULL: there is none. */
static const char *
next_word (const char **p, gsize *length)
{
  const char *start = *p;

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  *p = *start != '\0' ? token_end (start) : start;
  *length = *p - start;
  return *length > 0 ? start : NULL;
}

static void
add_words (GPtrArray *tokens, const char *content, SftTokenRole role)
{
  const char *p = content, *word;
  gsize length;

  while ((word = next_word (&p, &length)) != NULL)
    add_token (tokens, word, length, role);
}

GStrv
sft_chat_words (const char *content)
{
  GPtrArray *words = g_ptr_array_new ();
  const char *p = content, *word;
  gsize length;

  while ((word = next_word (&p, &length)) != NULL)
    g_ptr_array_add (words, g_strndup (word, length));
  g_ptr_array_add (words, NULL);
  return (GStrv)g_ptr_array_free (words, FALSE);
}

guint
sft_chat_count_words (const char *content)
{
  const char *p = content;
  gsize length;
  guint n = 0;

  while (next_word (&p, &length) != NULL)
    n++;
  return n;
}

GPtrArray *
sft_chat_tokenize (const GPtrArray *messages)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (token_free);

  for (guint i = 0; i < messages->len; i++)
    {
      const SftChatMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *marker = g_strdup_printf ("<%s>", role_names[message->role]);
      gboolean assistant = message->role == SFT_CHAT_ASSISTANT;
      SftTokenRole role = assistant                          ? SFT_TOKEN_ASSISTANT
                          : message->role == SFT_CHAT_SYSTEM ? SFT_TOKEN_SYSTEM
                                                             : SFT_TOKEN_USER;

      add_token (tokens, marker, strlen (marker), assistant ? SFT_TOKEN_ASSISTANT_HEADER : role);
      add_words (tokens, message->content, role);
      if (assistant)
        add_token (tokens, "<end>", 5, SFT_TOKEN_ASSISTANT_END);
    }
  return tokens;
}

SftChatShape
sft_chat_shape (const GPtrArray *messages)
{
  int of_role[G_N_ELEMENTS (role_names)] = { 0 };
  guint words = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      const SftChatMessage *message = g_ptr_array_index (messages, i);

      of_role[message->role]++;
      words += sft_chat_count_words (message->content);
    }
  return (SftChatShape){ of_role[SFT_CHAT_SYSTEM] > 0, MAX (of_role[SFT_CHAT_USER], of_role[SFT_CHAT_ASSISTANT]),
                         (int)round ((double)words / MAX (messages->len, 1)) };
}

static void
add_synthetic (GPtrArray *messages, SftChatRole role, const char *content)
{
  SftChatMessage *message = g_new0 (SftChatMessage, 1);

  message->role = role;
  message->content = g_strdup (content);
  g_ptr_array_add (messages, message);
}

GPtrArray *
sft_chat_synthetic (const SftChatShape *shape)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (message_free);
  g_autoptr (GString) content = g_string_new (NULL);

  for (int i = 0; i < shape->words; i++)
    g_string_append (content, i > 0 ? " word" : "word");
  if (shape->system)
    add_synthetic (messages, SFT_CHAT_SYSTEM, content->str);
  for (int i = 0; i < shape->turns; i++)
    {
      add_synthetic (messages, SFT_CHAT_USER, content->str);
      add_synthetic (messages, SFT_CHAT_ASSISTANT, content->str);
    }
  return messages;
}
