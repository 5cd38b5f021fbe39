/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 12: one conversation under five chat templates: what each adds, refuses and doubles. */
#include "config.h"

#include <math.h>

#include "sft-chat.h"
#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-template-panels.h"

#define _(msgid) sft_translate (msgid)
#define CONVERSATION N_ ("Conversation")
#define RENDERING N_ ("Rendering")
#define MAX_TURNS 8
#define MAX_CONTENT 50
#define EXAMPLE                                                                                                        \
  "system: You are a helpful assistant\nuser: What is two plus two\nassistant: Two plus two is four\n"                 \
  "user: And why is that so\nassistant: Count two more from two"

static gboolean follow_conversation (const SftValues *base, const char *text, SftEdit *edit, GError **error);

static const SftChoice template_choices[] = {
  { "chatml", N_ ("ChatML") }, { "qwen2_5", N_ ("Qwen2.5") }, { "llama3", N_ ("Llama-3") },
  { "gemma", N_ ("Gemma") },   { "phi3", N_ ("Phi-3") },      { NULL },
};

#define COUNT(ID, LABEL, HELP, MAXIMUM, INITIAL)                                                                       \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = CONVERSATION, .help = (HELP), .kind = SFT_INTEGER, .minimum = 1,            \
    .maximum = (MAXIMUM), .step = 1, .initial = (INITIAL)                                                              \
  }
#define SWITCH(ID, LABEL, GROUP, HELP, INITIAL)                                                                        \
  {                                                                                                                    \
    .id = (ID), .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_SWITCH, .initial = (INITIAL)           \
  }

static const SftParam params[] = {
  { .id = "conversation",
    .label = N_ ("Conversation"),
    .group = CONVERSATION,
    .help = N_ ("One \"role: content\" a message (system, user or assistant), further lines of it indented; sets the "
                "counts below."),
    .kind = SFT_TEXT,
    .maximum = 4000,
    .initial = EXAMPLE,
    .follow = follow_conversation },
  SWITCH ("system_message", N_ ("System message"), CONVERSATION, N_ ("The conversation begins with a system message."),
          "true"),
  COUNT ("turns", N_ ("Turns"), N_ ("How many times the user speaks and the assistant replies."), MAX_TURNS, "2"),
  COUNT ("content_tokens", N_ ("Content tokens"),
         N_ ("How many tokens each message has, on average when the text above is used."), MAX_CONTENT, "5"),
  { .id = "template",
    .label = N_ ("Template"),
    .group = RENDERING,
    .help = N_ ("The chat template whose rendering is shown token by token."),
    .kind = SFT_CHOICE,
    .initial = "qwen2_5",
    .choices = template_choices },
  SWITCH ("generation_prompt", N_ ("Generation prompt"), RENDERING,
          N_ ("End with the header of the reply that the model is to write."), "false"),
  SWITCH ("add_special_tokens_again", N_ ("Add special tokens again"), RENDERING,
          N_ ("Tokenize the rendered text with special tokens once more, as a second call of the tokenizer does."),
          "false"),
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "messages", N_ ("Messages"), N_ ("How many messages are rendered, a default system message counted."), NULL,
    SFT_READOUT_COUNT, 0 },
  { "overhead_tokens", N_ ("Overhead"), N_ ("How many tokens are the template's."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "total_tokens", N_ ("Total"), N_ ("How many tokens the rendered conversation has."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "bos_count", N_ ("Beginnings of sequence"), N_ ("How many beginning-of-sequence tokens it starts with."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "prefix_holds", N_ ("Prefix property"),
    N_ ("Whether every beginning of the conversation is rendered as a beginning of the whole."), NULL,
    SFT_READOUT_TRUTH, 0 },
  { "refused", N_ ("Refused"), N_ ("Whether the template refuses the conversation."), NULL, SFT_READOUT_TRUTH, 0 },
  { NULL },
};

/* FALSE and the reason when a conversation is larger than this lab shows. */
static gboolean
fits (const GPtrArray *messages, GError **error)
{
  SftChatShape shape = sft_chat_shape (messages);

  for (guint i = 0; i < messages->len; i++)
    {
      guint words = sft_chat_count_words (((const SftChatMessage *)g_ptr_array_index (messages, i))->content);

      if (words >= 1 && words <= MAX_CONTENT)
        continue;
      sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, "conversation", -1, -1,
                           _ ("conversation: message %u has %u tokens; accepted: 1 to %d"), i + 1, words, MAX_CONTENT);
      return FALSE;
    }
  if (shape.turns >= 1 && shape.turns <= MAX_TURNS && messages->len <= 2 * MAX_TURNS + 1)
    return TRUE;
  sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, "conversation", -1, -1,
                       _ ("conversation: messages: %u, turns: %d; accepted: 1 to %d turns"), messages->len, shape.turns,
                       MAX_TURNS);
  return FALSE;
}

static gboolean
follow_conversation (const SftValues *base, const char *text, SftEdit *edit, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) messages = sft_chat_parse (text, &local);
  SftChatShape shape;

  if (messages == NULL)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, "conversation", -1, -1, "conversation: %s", local->message);
      return FALSE;
    }
  shape = sft_chat_shape (messages);
  return fits (messages, error) && sft_edit_set (edit, "system_message", 0, 0, shape.system, error)
         && sft_edit_set (edit, "turns", 0, 0, shape.turns, error)
         && sft_edit_set (edit, "content_tokens", 0, 0, shape.words, error);
}

typedef struct
{
  int chosen;
  SftChatShape shape;
  SftRenderFlags flags;
  gboolean written;                   /* the messages are those of the text, else synthetic ones of these counts */
  GPtrArray *messages;                /* SftChatMessage * */
  GPtrArray *pieces[SFT_N_TEMPLATES]; /* NULL: refused */
  gboolean keeps_prefix[SFT_N_TEMPLATES];
  char *refusal; /* of the chosen template */
} Work;

static SftChatRole
role_of (const Work *work, guint i)
{
  return ((const SftChatMessage *)g_ptr_array_index (work->messages, i))->role;
}

static gboolean
inserts_system (const Work *work, int template)
{
  return sft_templates ()[template].default_system != NULL && role_of (work, 0) != SFT_CHAT_SYSTEM;
}

/* A default system message counts as any other message of this conversation does. */
static void
count_default (const Work *work, int template)
{
  SftPiece *content = g_ptr_array_index (work->pieces[template], 1); /* after its header */
  g_auto (GStrv) words = sft_chat_words (content->text);
  int known = (int)g_strv_length (words);

  content->tokens = g_new0 (char *, work->shape.words + 1);
  for (int i = 0; i < work->shape.words; i++)
    content->tokens[i] = g_strdup (i < known ? words[i] : "…");
}

static void
work_init (Work *work, const SftValues *values)
{
  SftChatShape written = { 0 };

  work->chosen = (int)sft_values_get (values, "template");
  work->shape.system = sft_values_get (values, "system_message") != 0;
  work->shape.turns = (int)sft_values_get (values, "turns");
  work->shape.words = (int)sft_values_get (values, "content_tokens");
  if (sft_values_get (values, "generation_prompt") != 0)
    work->flags |= SFT_RENDER_GENERATION_PROMPT;
  if (sft_values_get (values, "add_special_tokens_again") != 0)
    work->flags |= SFT_RENDER_SPECIAL_TOKENS_AGAIN;
  work->messages = sft_chat_parse (sft_values_text (values, "conversation"), NULL);
  if (work->messages != NULL && fits (work->messages, NULL))
    written = sft_chat_shape (work->messages);
  work->written =
      written.turns == work->shape.turns && written.words == work->shape.words && written.system >= work->shape.system;
  if (work->written && !work->shape.system && role_of (work, 0) == SFT_CHAT_SYSTEM)
    g_ptr_array_remove_index (work->messages, 0);
  if (!work->written)
    {
      g_clear_pointer (&work->messages, g_ptr_array_unref);
      work->messages = sft_chat_synthetic (&work->shape);
    }
  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    {
      const SftTemplate *template = &sft_templates ()[i];
      g_autoptr (GError) error = NULL;

      work->pieces[i] = sft_template_render (template, work->messages, work->messages->len, work->flags, &error);
      work->keeps_prefix[i] = sft_template_keeps_prefix (template, work->messages, work->flags, NULL);
      if (work->pieces[i] != NULL && inserts_system (work, i))
        count_default (work, i);
      if (work->pieces[i] == NULL && i == work->chosen)
        work->refusal = g_strdup (error->message);
    }
}

static void
work_clear (Work *work)
{
  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    g_clear_pointer (&work->pieces[i], g_ptr_array_unref);
  g_ptr_array_unref (work->messages);
  g_free (work->refusal);
}

static SftFigure *
make_figure (const Work *work)
{
  const char *name = sft_templates ()[work->chosen].name;
  SftTemplateCount count =
      work->refusal == NULL ? sft_template_count (work->pieces[work->chosen]) : (SftTemplateCount){ 0 };
  SftFigure *figure =
      sft_figure_new (sft_text (N_ ("One conversation under five chat templates")),
                      work->refusal != NULL
                          ? sft_text_plural (work->messages->len, "%s refuses this conversation of %u message.",
                                             "%s refuses this conversation of %u messages.", name, work->messages->len)
                          : sft_text (N_ ("%s makes %u tokens of this conversation, %u of them its own."), name,
                                      count.tokens, count.overhead));

  figure->columns = 1;
  sft_figure_add_pieces (figure, work->pieces, work->chosen, work->refusal);
  if (work->refusal == NULL)
    sft_figure_add_tokens (figure, &sft_templates ()[work->chosen], work->pieces[work->chosen]);
  return figure;
}

/* What the prefix property must be: Phi-3 ends with an end of text that stands nowhere in the whole; with a reply asked
 * for, each beginning must end where one begins. */
static gboolean
prefix_by_rule (const Work *work, int template)
{
  if (work->messages->len == 1)
    return TRUE;
  if ((work->flags & SFT_RENDER_GENERATION_PROMPT) == 0)
    return sft_templates ()[template].final == NULL;
  for (guint k = 1; k < work->messages->len; k++)
    if (role_of (work, k) != SFT_CHAT_ASSISTANT)
      return FALSE;
  return TRUE;
}

static void
add_checks (SftResult *result, const Work *work)
{
  int as_told = 0, rendered = 0;

  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    if (work->pieces[i] != NULL)
      {
        rendered++;
        as_told += work->keeps_prefix[i] == prefix_by_rule (work, i);
      }
  sft_result_identity (result, as_told, rendered, 0,
                       sft_text (N_ ("each beginning is rendered as a beginning of the whole, but under Phi-3, and "
                                     "with a generation prompt only where a reply follows")));
  sft_result_check (
      result, work->refusal == NULL,
      sft_text (N_ ("the template accepts the conversation; a template without a system role stops a real run at once, "
                    "or whoever applies it has to merge the system message into the first turn")));
  if (work->refusal != NULL)
    return;

  SftTemplateCount count = sft_template_count (work->pieces[work->chosen]);
  guint messages = work->messages->len + inserts_system (work, work->chosen);
  sft_result_identity (result, count.overhead,
                       sft_template_overhead (&sft_templates ()[work->chosen], messages, work->flags), 0,
                       sft_text (N_ ("the overhead is what the template writes around each message and the whole")));
  sft_result_check (result, count.begins <= 1,
                    sft_text (N_ ("the sequence begins once; a doubled beginning makes a sequence that the model never "
                                  "saw before, and a real run loses quality without any error")));
  sft_result_check (result, work->keeps_prefix[work->chosen],
                    sft_text (N_ ("every beginning is a beginning of the whole; where it is not, masks that are cut "
                                  "turn by turn train the wrong tokens")));
}

static void
set_readouts (SftResult *result, const Work *work)
{
  static const char *const ids[] = { "overhead_tokens", "total_tokens", "bos_count", "prefix_holds" };
  double values[] = { NAN, NAN, NAN, NAN };
  guint messages = work->messages->len;

  if (work->refusal == NULL)
    {
      SftTemplateCount count = sft_template_count (work->pieces[work->chosen]);

      values[0] = count.overhead;
      values[1] = count.tokens;
      values[2] = count.begins;
      values[3] = work->keeps_prefix[work->chosen];
      messages += inserts_system (work, work->chosen);
    }
  sft_result_set (result, "messages", messages);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    sft_result_set_or (result, ids[i], values[i], sft_text (N_ ("the template refuses the conversation")));
  sft_result_set (result, "refused", work->refusal != NULL);
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work = { 0 };
  SftResult *result;
  int bad;

  work_init (&work, values);
  bad = sft_chat_out_of_order (work.messages);
  result = sft_result_new (&sft_lab_concept_chat_templates, make_figure (&work));
  set_readouts (result, &work);
  add_checks (result, &work);
  if (!work.written)
    sft_result_notice (result,
                       sft_text (N_ ("The counts are no longer those of the text, so the messages are synthetic: "
                                     "all words are \"word\".")));
  else if (bad >= 0)
    sft_result_notice (
        result, sft_text (N_ ("Message %d is out of order: Gemma refuses this, the others render it."), bad + 1));
  work_clear (&work);
  return result;
}

const SftLab sft_lab_concept_chat_templates = {
  .id = "chat-templates",
  .demo = 12,
  .title = N_ ("one conversation, five templates"),
  .about = N_ ("A chat template turns messages into one text with markers. The same conversation costs a different "
               "number of tokens under each, and each has traps: Qwen2.5 inserts a system message where there is none "
               "(it counts as any other message here), Gemma 1 and 2 refuse a system role, Phi-3 closes with an "
               "end-of-text, so that no beginning is a prefix of the whole, and tokenizing with special tokens again "
               "doubles the beginning of sequence of Llama-3 and Gemma. Markers are the models' own; content is split "
               "into words, and a run of newlines counts as one token."),
  .formula = "ChatML 5M,   Llama-3 1 + 5M,   Gemma 1 + 5M,   Phi-3 4M + 1;   to be replied to: + 3, + 4, + 3, 4M + 2",
  .math = N_ ("& \\text{overhead} & & \\text{to be replied to} \\\\ "
              "\\text{ChatML:}\\quad & 5M & & 5M + 3 \\\\ "
              "\\text{Llama-3:}\\quad & 1 + 5M & & 1 + 5M + 4 \\\\ "
              "\\text{Gemma:}\\quad & 1 + 5M & & 1 + 5M + 3 \\\\ "
              "\\text{Phi-3:}\\quad & 4M + 1 & & 4M + 2"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_chat_templates,
};
