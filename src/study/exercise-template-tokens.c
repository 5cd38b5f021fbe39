/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chat template adds to a conversation. */
#include "config.h"

#include "sft-exercise-private.h"
#include "sft-template.h"

/* Those whose tokens are so many a message and so many once. */
static const char *const ids[] = { "chatml", "llama3", "gemma" };

static gboolean
make (SftDraft *draft)
{
  const SftTemplate *template = sft_template_find (ids[sft_draft_integer (draft, 0, G_N_ELEMENTS (ids) - 1)]);
  gboolean system = template->roles[SFT_CHAT_SYSTEM] != NULL && sft_draft_integer (draft, 0, 1) == 1;
  gboolean asks = sft_draft_integer (draft, 0, 1);
  int turns = sft_draft_integer (draft, 2, 8), content = sft_draft_integer (draft, 2, 30),
      messages = 2 * turns + system;
  int each = (int)(sft_template_overhead (template, 2, 0) - sft_template_overhead (template, 1, 0));
  int once = (int)sft_template_overhead (template, 1, 0) - each;
  int reply =
      (int)(sft_template_overhead (template, 1, SFT_RENDER_GENERATION_PROMPT) - sft_template_overhead (template, 1, 0));
  int overhead;

  sft_draft_set (draft, "template=%s", template->id);
  sft_draft_set (draft, "system_message=%d", system);
  sft_draft_set (draft, "turns=%d", turns);
  sft_draft_set (draft, "content_tokens=%d", content);
  sft_draft_set (draft, "generation_prompt=%d", asks);
  if (!sft_draft_compute (draft))
    return FALSE;
  overhead = (int)sft_draft_readout (draft, "overhead_tokens", 0);
  sft_draft_prompt (draft,
                    sft_text (N_ ("A conversation is rendered with the template %s. How many of its tokens are the "
                                  "template's, not content?"),
                              template->name));
  sft_draft_given (draft, sft_text (N_ ("Messages: %d, content tokens of each: %d"), messages, content));
  sft_draft_given (
      draft,
      sft_text (N_ ("Template tokens: %d for each message, %d once at the beginning, %d for a generation prompt"), each,
                once, reply));
  sft_draft_given (draft, asks ? sft_text (N_ ("It ends with a generation prompt."))
                               : sft_text (N_ ("It ends without a generation prompt.")));
  sft_draft_answer_integer (draft, overhead);
  sft_draft_answer_is_readout (draft, "overhead_tokens", 0);
  sft_draft_step (draft, sft_text (N_ ("%d + %d × %d + %d = %d"), once, messages, each, asks ? reply : 0, overhead));
  sft_draft_wrong (draft, overhead + messages * content, N_ ("This counts the content tokens too."));
  sft_draft_wrong (draft, asks ? overhead - reply : overhead + reply,
                   asks ? N_ ("The generation prompt was left out.")
                        : N_ ("This counts a generation prompt, which is not there."));
  sft_draft_wrong (draft, overhead - once, N_ ("The beginning of sequence was left out."));
  sft_draft_wrong (draft, overhead + once * (messages - 1),
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
