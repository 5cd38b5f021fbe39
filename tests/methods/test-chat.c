/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sft-chat.h"

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *messages = sft_chat_parse (text, &error);

  g_assert_no_error (error);
  return messages;
}

/* "text/role text/role ..." */
static char *
tokens_of (const char *text)
{
  g_autoptr (GPtrArray) messages = parse (text);
  g_autoptr (GPtrArray) tokens = sft_chat_tokenize (messages);
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const SftChatToken *token = g_ptr_array_index (tokens, i);

      g_string_append_printf (string, "%s%s/%d", i > 0 ? " " : "", token->text, token->role);
    }
  return g_string_free (string, FALSE);
}

static void
test_parse (void)
{
  g_autoptr (GPtrArray) messages =
      parse ("System: Be brief.\n\nuser: Two lines:\n  the second\n\tthe third\r\nassistant:");
  static const struct
  {
    SftChatRole role;
    const char *content;
  } expected[] = { { SFT_CHAT_SYSTEM, "Be brief." },
                   { SFT_CHAT_USER, "Two lines:\nthe second\nthe third" },
                   { SFT_CHAT_ASSISTANT, "" } };

  g_assert_cmpuint (messages->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < messages->len; i++)
    {
      const SftChatMessage *message = g_ptr_array_index (messages, i);

      g_assert_cmpint (message->role, ==, expected[i].role);
      g_assert_cmpstr (message->content, ==, expected[i].content);
    }
}

static void
assert_refused (const char *text, SftChatError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sft_chat_parse (text, &error));
  g_assert_error (error, SFT_CHAT_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (strstr (error->message, "accepted"));
}

static void
test_errors (void)
{
  assert_refused ("", SFT_CHAT_ERROR_EMPTY, "empty");
  assert_refused (" \n\n", SFT_CHAT_ERROR_EMPTY, "empty");
  assert_refused ("user: a\nno colon here", SFT_CHAT_ERROR_LINE, "line 2");
  assert_refused ("  indented first", SFT_CHAT_ERROR_LINE, "line 1");
  assert_refused ("user: a\ntool: b", SFT_CHAT_ERROR_ROLE, "\"tool\"");
}

static void
test_order (void)
{
  static const struct
  {
    const char *text;
    int expected;
  } cases[] = {
    { "user: a\nassistant: b\nuser: c\nassistant: d", -1 },
    { "system: s\nuser: a\nassistant: b", -1 },
    { "assistant: b", 0 },
    { "user: a\nuser: b", 1 },
    { "user: a\nassistant: b\nassistant: c", 2 },
    { "user: a\nsystem: s", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) messages = parse (cases[i].text);

      g_assert_cmpint (sft_chat_out_of_order (messages), ==, cases[i].expected);
    }
}

/* Cut by hand: words, punctuation, ideographs, a flag of two letters, a family joined by zero-width joiners, an accent
 * as a combining mark. */
static void
test_tokens (void)
{
  g_autofree char *plain = tokens_of ("user: Hello\nassistant: Hi there");
  g_autofree char *marks = tokens_of ("user: It's 3.5!");
  g_autofree char *chinese = tokens_of ("user: 你好吗");
  g_autofree char *joined = tokens_of ("user: \U0001F468\u200D\U0001F469\u200D\U0001F467 e\u0301t\u00E9");
  g_autofree char *system = tokens_of ("system: Be kind\nuser:");

  g_assert_cmpstr (plain, ==, "<user>/1 Hello/1 <assistant>/2 Hi/3 there/3 <end>/4");
  g_assert_cmpstr (marks, ==, "<user>/1 It/1 '/1 s/1 3/1 ./1 5/1 !/1");
  g_assert_cmpstr (chinese, ==, "<user>/1 你/1 好/1 吗/1");
  g_assert_cmpstr (joined, ==, "<user>/1 \U0001F468\u200D\U0001F469\u200D\U0001F467/1 e\u0301t\u00E9/1");
  g_assert_cmpstr (system, ==, "<system>/0 Be/0 kind/0 <user>/1");
}

/* Nothing but spaces is lost, whatever is written. */
static void
test_random (void)
{
  static const char *const pieces[] = { "a",  "Z",          "9", " ", "  ", ".", "\u0301", "\u200D",
                                        "你", "\U0001F600", "ß", "؟", "ש",  "-", "\u00A0", "é" };

  for (int i = 0; i < 10000; i++)
    {
      g_autoptr (GString) content = g_string_new ("x");
      g_autoptr (GString) joined = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *text = NULL;

      for (int n = g_test_rand_int_range (0, 20); n > 0; n--)
        g_string_append (content, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      text = g_strconcat ("user: ", content->str, NULL);
      g_autoptr (GPtrArray) messages = parse (text);
      g_autoptr (GPtrArray) tokens = sft_chat_tokenize (messages);
      for (guint k = 1; k < tokens->len; k++)
        {
          const SftChatToken *token = g_ptr_array_index (tokens, k);

          g_assert_cmpuint (strlen (token->text), >, 0);
          g_string_append (joined, token->text);
        }
      for (const char *p = content->str; *p != '\0'; p = g_utf8_next_char (p))
        if (!g_unichar_isspace (g_utf8_get_char (p)))
          g_string_append_unichar (expected, g_utf8_get_char (p));
      g_assert_cmpstr (joined->str, ==, expected->str);

      g_auto (GStrv) words = sft_chat_words (content->str);
      g_assert_cmpuint (g_strv_length (words), ==, tokens->len - 1);
      g_assert_cmpuint (sft_chat_count_words (content->str), ==, tokens->len - 1);
    }
}

/* Counted by hand; and a synthetic conversation has the shape that it was asked for. */
static void
test_shape (void)
{
  g_autoptr (GPtrArray) messages = parse ("system: a b c\nuser: a\nassistant: a b\nuser: a");
  SftChatShape shape = sft_chat_shape (messages);

  g_assert_true (shape.system);
  g_assert_cmpint (shape.turns, ==, 2);
  g_assert_cmpint (shape.words, ==, 2); /* 7 over 4 */
  for (int i = 0; i < 10000; i++)
    {
      SftChatShape wanted = { g_test_rand_int_range (0, 2), g_test_rand_int_range (1, 9),
                              g_test_rand_int_range (1, 51) };
      g_autoptr (GPtrArray) made = sft_chat_synthetic (&wanted);
      SftChatShape got = sft_chat_shape (made);

      g_assert_cmpint (sft_chat_out_of_order (made), ==, -1);
      g_assert_cmpint (got.system, ==, wanted.system);
      g_assert_cmpint (got.turns, ==, wanted.turns);
      g_assert_cmpint (got.words, ==, wanted.words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat/parse", test_parse);
  g_test_add_func ("/chat/errors", test_errors);
  g_test_add_func ("/chat/order", test_order);
  g_test_add_func ("/chat/tokens", test_tokens);
  g_test_add_func ("/chat/random", test_random);
  g_test_add_func ("/chat/shape", test_shape);
  return g_test_run ();
}
