/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole conversations under each template, letter for letter as the models' own templates write them. */
#include "config.h"

#include <string.h>

#include "sft-template.h"

#define PLAIN "user: Hi there\nassistant: Hello!\nuser: Bye\nassistant: See you"
#define SYSTEM "system: Be kind\n"
#define QWEN "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n"

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *messages = sft_chat_parse (text, &error);

  g_assert_no_error (error);
  return messages;
}

static void
assert_rendered (const char *id, const char *conversation, SftRenderFlags flags, const char *expected)
{
  g_autoptr (GPtrArray) messages = parse (conversation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pieces = sft_template_render (sft_template_find (id), messages, messages->len, flags, &error);

  g_assert_no_error (error);
  g_autofree char *text = sft_template_text (pieces);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_chatml (void)
{
  assert_rendered ("chatml", PLAIN, SFT_RENDER_PLAIN,
                   "<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n"
                   "<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\nSee you<|im_end|>\n");
  assert_rendered ("chatml", SYSTEM "user: Hi there", SFT_RENDER_GENERATION_PROMPT | SFT_RENDER_SPECIAL_TOKENS_AGAIN,
                   "<|im_start|>system\nBe kind<|im_end|>\n<|im_start|>user\nHi there<|im_end|>\n"
                   "<|im_start|>assistant\n");
}

static void
test_qwen (void)
{
  assert_rendered ("qwen2_5", "user: Hi there\nassistant: Hello!", SFT_RENDER_SPECIAL_TOKENS_AGAIN,
                   QWEN "<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n");
  assert_rendered ("qwen2_5", SYSTEM "user: Hi there", SFT_RENDER_GENERATION_PROMPT,
                   "<|im_start|>system\nBe kind<|im_end|>\n<|im_start|>user\nHi there<|im_end|>\n"
                   "<|im_start|>assistant\n");
}

#define LLAMA_SYSTEM "<|start_header_id|>system<|end_header_id|>\n\nBe kind<|eot_id|>"
#define LLAMA_USER "<|start_header_id|>user<|end_header_id|>\n\nHi there<|eot_id|>"

static void
test_llama (void)
{
  assert_rendered ("llama3", SYSTEM PLAIN, SFT_RENDER_PLAIN,
                   "<|begin_of_text|>" LLAMA_SYSTEM LLAMA_USER
                   "<|start_header_id|>assistant<|end_header_id|>\n\nHello!<|eot_id|>"
                   "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|>"
                   "<|start_header_id|>assistant<|end_header_id|>\n\nSee you<|eot_id|>");
  assert_rendered ("llama3", "user: Hi there", SFT_RENDER_GENERATION_PROMPT | SFT_RENDER_SPECIAL_TOKENS_AGAIN,
                   "<|begin_of_text|><|begin_of_text|>" LLAMA_USER "<|start_header_id|>assistant<|end_header_id|>\n\n");
}

static void
test_gemma (void)
{
  assert_rendered ("gemma", PLAIN, SFT_RENDER_PLAIN,
                   "<bos><start_of_turn>user\nHi there<end_of_turn>\n<start_of_turn>model\nHello!<end_of_turn>\n"
                   "<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\nSee you<end_of_turn>\n");
  assert_rendered ("gemma", "user: Hi there", SFT_RENDER_GENERATION_PROMPT | SFT_RENDER_SPECIAL_TOKENS_AGAIN,
                   "<bos><bos><start_of_turn>user\nHi there<end_of_turn>\n<start_of_turn>model\n");
}

static void
test_phi (void)
{
  assert_rendered ("phi3", SYSTEM PLAIN, SFT_RENDER_PLAIN,
                   "<|system|>\nBe kind<|end|>\n<|user|>\nHi there<|end|>\n<|assistant|>\nHello!<|end|>\n"
                   "<|user|>\nBye<|end|>\n<|assistant|>\nSee you<|end|>\n<|endoftext|>");
  assert_rendered ("phi3", "user: Hi there", SFT_RENDER_GENERATION_PROMPT | SFT_RENDER_SPECIAL_TOKENS_AGAIN,
                   "<s><|user|>\nHi there<|end|>\n<|assistant|>\n");
}

static void
assert_refused (const char *id, const char *conversation, SftTemplateError code, const char *part)
{
  g_autoptr (GPtrArray) messages = parse (conversation);
  g_autoptr (GError) error = NULL;

  g_assert_false (sft_template_keeps_prefix (sft_template_find (id), messages, SFT_RENDER_PLAIN, &error));
  g_assert_error (error, SFT_TEMPLATE_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, part));
  g_clear_error (&error);
  if (code == SFT_TEMPLATE_ERROR_PREFIX)
    return;
  g_assert_null (
      sft_template_render (sft_template_find (id), messages, messages->len, SFT_RENDER_GENERATION_PROMPT, &error));
  g_assert_error (error, SFT_TEMPLATE_ERROR, (int)code);
}

/* Gemma refuses a system role and roles out of turn; Phi-3, the beginning of a conversation as a beginning. */
static void
test_refusals (void)
{
  assert_refused ("gemma", SYSTEM PLAIN, SFT_TEMPLATE_ERROR_SYSTEM, "message 1: Gemma has no system role");
  assert_refused ("gemma", "user: a\nuser: b", SFT_TEMPLATE_ERROR_ORDER, "message 2");
  assert_refused ("gemma", "assistant: a", SFT_TEMPLATE_ERROR_ORDER, "message 1");
  assert_refused ("phi3", PLAIN, SFT_TEMPLATE_ERROR_PREFIX, "message 1: Phi-3");
  assert_refused ("phi3", SYSTEM PLAIN, SFT_TEMPLATE_ERROR_PREFIX, "message 1: Phi-3");
}

/* The kinds, and the tokens of a piece: joined they are its text, for a content but for spaces. */
static void
test_pieces (void)
{
  static const SftPieceKind kinds[] = { SFT_PIECE_MARKER, SFT_PIECE_MARKER, SFT_PIECE_CONTENT, SFT_PIECE_END,
                                        SFT_PIECE_MARKER };
  static const int messages_of[] = { -1, 0, 0, 0, -1 };
  static const guint lengths[] = { 1, 4, 2, 1, 4 };
  g_autoptr (GPtrArray) messages = parse ("user: Hi there");
  g_autoptr (GPtrArray) pieces =
      sft_template_render (sft_template_find ("llama3"), messages, 1, SFT_RENDER_GENERATION_PROMPT, NULL);

  g_assert_cmpuint (pieces->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < pieces->len; i++)
    {
      const SftPiece *piece = g_ptr_array_index (pieces, i);
      g_auto (GStrv) tokens = sft_piece_tokens (piece);
      g_autofree char *joined = g_strjoinv (piece->kind == SFT_PIECE_CONTENT ? " " : "", tokens);

      g_assert_cmpint (piece->kind, ==, kinds[i]);
      g_assert_cmpint (piece->message, ==, messages_of[i]);
      g_assert_cmpuint (sft_piece_n_tokens (piece), ==, lengths[i]);
      g_assert_cmpuint (g_strv_length (tokens), ==, lengths[i]);
      g_assert_cmpstr (joined, ==, piece->text);
      g_assert_cmpint (piece->begins_sequence, ==, i == 0);
    }
}

/* TRL's assistant-only training templates: Llama-3 its end of turn; Gemma and Phi-3 end and newline; Qwen2.5 newline,
 * im_end, newline; plain ChatML end and newline. */
static void
test_trained_tokens (void)
{
  static const guint expected[SFT_N_TEMPLATES] = { 2, 3, 1, 2, 2 };

  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    g_assert_cmpuint (sft_template_trained_tokens (&sft_templates ()[i]), ==, expected[i]);
  g_assert_null (sft_template_find ("alpaca"));
}

static GPtrArray *
random_conversation (void)
{
  g_autoptr (GString) text = g_string_new (g_test_rand_int_range (0, 2) ? SYSTEM : "");
  int turns = g_test_rand_int_range (1, 6);

  for (int i = 0; i < turns; i++)
    {
      g_string_append_printf (text, "user: question %d\n", i);
      if (i + 1 < turns || g_test_rand_int_range (0, 2))
        g_string_append_printf (text, "assistant: answer %d, not before\n", i);
    }
  return parse (text->str);
}

/* Overhead by hand, from what each template writes: [template][no reply asked for, or a reply asked for]. */
static guint
overhead_by_hand (int template, guint n, gboolean prompt)
{
  switch (template)
    {
    case 0:
    case 1:
      return 5 * n + (prompt ? 3 : 0);
    case 2:
      return 1 + 5 * n + (prompt ? 4 : 0);
    case 3:
      return 1 + 5 * n + (prompt ? 3 : 0);
    default:
      return 4 * n + (prompt ? 2 : 1);
    }
}

/* What the prefix property must be: with a reply asked for, each beginning must end where a reply begins. */
static gboolean
prefix_by_rule (const SftTemplate *template, const GPtrArray *messages, gboolean prompt)
{
  if (!prompt)
    return messages->len == 1 || !g_str_equal (template->id, "phi3");
  for (guint k = 1; k < messages->len; k++)
    if (((SftChatMessage *)g_ptr_array_index (messages, k))->role != SFT_CHAT_ASSISTANT)
      return FALSE;
  return TRUE;
}

static void
assert_counts (int index, const GPtrArray *pieces, guint written, SftRenderFlags flags)
{
  static const guint once[SFT_N_TEMPLATES] = { 0, 0, 1, 1, 0 }, again[SFT_N_TEMPLATES] = { 0, 0, 2, 2, 1 };
  gboolean twice = (flags & SFT_RENDER_SPECIAL_TOKENS_AGAIN) != 0;
  SftTemplateCount count = sft_template_count (pieces);
  guint content = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const SftPiece *piece = g_ptr_array_index (pieces, i);

      content += piece->kind == SFT_PIECE_CONTENT ? sft_chat_count_words (piece->text) : 0;
    }
  g_assert_cmpuint (count.tokens, ==, count.overhead + content);
  g_assert_cmpuint (count.begins, ==, twice ? again[index] : once[index]);
  g_assert_cmpuint (count.overhead, ==, sft_template_overhead (&sft_templates ()[index], written, flags));
  g_assert_cmpuint (count.overhead, ==,
                    overhead_by_hand (index, written, (flags & SFT_RENDER_GENERATION_PROMPT) != 0)
                        + (twice ? again[index] - once[index] : 0));
}

static void
test_random (void)
{
  for (int i = 0; i < 10000; i++)
    {
      g_autoptr (GPtrArray) messages = random_conversation ();
      int index = g_test_rand_int_range (0, SFT_N_TEMPLATES);
      const SftTemplate *template = &sft_templates ()[index];
      SftRenderFlags flags = (SftRenderFlags)g_test_rand_int_range (0, 4);
      gboolean system = ((SftChatMessage *)g_ptr_array_index (messages, 0))->role == SFT_CHAT_SYSTEM;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) pieces = sft_template_render (template, messages, messages->len, flags, &error);

      if (system && g_str_equal (template->id, "gemma"))
        {
          g_assert_null (pieces);
          g_assert_error (error, SFT_TEMPLATE_ERROR, SFT_TEMPLATE_ERROR_SYSTEM);
          continue;
        }
      g_assert_no_error (error);
      assert_counts (index, pieces, messages->len + (!system && template->default_system != NULL), flags);
      g_assert_cmpint (sft_template_keeps_prefix (template, messages, flags, NULL), ==,
                       prefix_by_rule (template, messages, (flags & SFT_RENDER_GENERATION_PROMPT) != 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/chatml", test_chatml);
  g_test_add_func ("/template/qwen", test_qwen);
  g_test_add_func ("/template/llama", test_llama);
  g_test_add_func ("/template/gemma", test_gemma);
  g_test_add_func ("/template/phi", test_phi);
  g_test_add_func ("/template/refusals", test_refusals);
  g_test_add_func ("/template/pieces", test_pieces);
  g_test_add_func ("/template/trained-tokens", test_trained_tokens);
  g_test_add_func ("/template/random", test_random);
  return g_test_run ();
}
