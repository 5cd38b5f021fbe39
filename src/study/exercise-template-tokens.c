/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What share of a conversation a chat template adds. */
#include "config.h"

#include "sft-exercise-private.h"
#include "sft-template.h"

/* Those whose tokens are so many a message and so many once. */
static const char *const ids[] = { "chatml", "llama3", "gemma" };

static double
share (double overhead, double content)
{
  return overhead / (overhead + content);
}

static gboolean
make (SftDraft *draft)
{
  const SftTemplate *template = sft_template_find (ids[sft_draft_integer (draft, 0, G_N_ELEMENTS (ids) - 1)]);
  gboolean system = template->roles[SFT_CHAT_SYSTEM] != NULL && sft_draft_integer (draft, 0, 1) == 1;
  gboolean asks = sft_draft_integer (draft, 0, 1);
  int turns = sft_draft_integer (draft, 1, 8), content = sft_draft_integer (draft, 3, 50),
      messages = 2 * turns + system;
  int each = (int)(sft_template_overhead (template, 2, 0) - sft_template_overhead (template, 1, 0));
  int once = (int)sft_template_overhead (template, 1, 0) - each;
  int reply =
      (int)(sft_template_overhead (template, 1, SFT_RENDER_GENERATION_PROMPT) - sft_template_overhead (template, 1, 0));
  int overhead, words = messages * content;

  sft_draft_set (draft, "template=%s", template->id);
  sft_draft_set (draft, "system_message=%d", system);
  sft_draft_set (draft, "turns=%d", turns);
  sft_draft_set (draft, "content_tokens=%d", content);
  sft_draft_set (draft, "generation_prompt=%d", asks);
  if (!sft_draft_compute (draft))
    return FALSE;
  overhead = (int)sft_draft_readout (draft, "overhead_tokens", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("A conversation is rendered with the template %s. What share of its tokens is the "
                                  "template's, not content?"),
                              template->name));
  sft_draft_given (draft, sft_text (N_ ("Messages: %d, content tokens of each: %d"), messages, content));
  sft_draft_given (
      draft,
      sft_text (N_ ("Template tokens: %d for each message, %d once at the beginning, %d for a generation prompt"), each,
                once, reply));
  sft_draft_given (draft, asks ? sft_text (N_ ("It ends with a generation prompt."))
                               : sft_text (N_ ("It ends without a generation prompt.")));
  sft_draft_answer_share (draft, share (overhead, words), 3);
  sft_draft_step (draft, sft_text (N_ ("Template tokens: %d + %d × %d + %d = %d"), once, messages, each,
                                   asks ? reply : 0, overhead));
  sft_draft_step (draft, sft_text (N_ ("Content tokens: %d × %d = %d"), messages, content, words));
  sft_draft_step (draft,
                  sft_text (N_ ("Share: %d / (%d + %d) = %.4f"), overhead, overhead, words, share (overhead, words)));
  sft_draft_wrong (draft, (double)overhead / words,
                   N_ ("This divides by the content tokens: the template's tokens count below the line too."));
  sft_draft_wrong (draft, share (words, overhead), N_ ("This is the share of content tokens."));
  sft_draft_wrong (draft, share (asks ? overhead - reply : overhead + reply, words),
                   asks ? N_ ("The generation prompt was left out.")
                        : N_ ("This counts a generation prompt, which is not there."));
  sft_draft_wrong (draft, share (overhead - once, words), N_ ("The beginning of sequence was left out."));
  sft_draft_wrong (draft, share (overhead + once * (messages - 1), words),
                   N_ ("The beginning of sequence comes once, not with each message."));
  return TRUE;
}

const SftGenerator sft_exercise_template_tokens = {
  .id = "template-tokens",
  .demo = 12,
  .concept = TRUE,
  .title = N_ ("Tokens of a chat template"),
  .make = make,
};
