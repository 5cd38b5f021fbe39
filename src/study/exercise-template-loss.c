/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content and template tokens share a turn's loss. */
#include "config.h"

#include "sft-exercise-private.h"
#include "sft-template.h"

static gboolean
make (SftDraft *draft)
{
  const SftTemplate *template = &sft_templates ()[sft_draft_integer (draft, 0, SFT_N_TEMPLATES - 1)];
  int reply = sft_draft_integer (draft, 2, 12);
  double content = sft_draft_decimal (draft, 0.5, 3, 1), marker = sft_draft_decimal (draft, 0.1, 1, 1), n, loss, share;

  sft_draft_set (draft, "template=%s", template->id);
  sft_draft_set (draft, "reply_tokens=%d", reply);
  sft_draft_set (draft, "content_loss=%.1f", content);
  sft_draft_set (draft, "template_loss=%.1f", marker);
  if (!sft_draft_compute (draft))
    return FALSE;
  n = sft_draft_readout (draft, "template_tokens", 0);
  loss = sft_draft_readout (draft, "turn_loss", 0);
  share = sft_draft_readout (draft, "template_share", 0);
  sft_draft_prompt (draft, sft_text (N_ ("An assistant turn under the template %s: what is the mean loss per trained "
                                         "token of the turn, in nats?"),
                                     template->name));
  sft_draft_given (draft, sft_text (N_ ("Content tokens: %d, mean loss %.1f"), reply, content));
  sft_draft_given (draft, sft_text (N_ ("Trained template tokens: %.0f, mean loss %.1f"), n, marker));
  sft_draft_answer_number (draft, loss, 2);
  sft_draft_answer_is_readout (draft, "turn_loss", 0);
  sft_draft_step (draft, sft_text (N_ ("Share of template tokens: %.0f / (%d + %.0f) = %.4f"), n, reply, n, share));
  sft_draft_step (draft,
                  sft_text (N_ ("Loss: (1 − %.4f) × %.1f + %.4f × %.1f = %.4f"), share, content, share, marker, loss));
  sft_draft_wrong (draft, (content + marker) / 2,
                   N_ ("This is the plain mean of the two losses: each counts by its number of tokens."));
  sft_draft_wrong (draft, content, N_ ("This leaves the template tokens out: they are trained too."));
  sft_draft_wrong (draft, share * content + (1 - share) * marker, N_ ("The two shares were exchanged."));
  sft_draft_wrong (draft, reply * content + n * marker, N_ ("This is the sum over the tokens, not their mean."));
  return TRUE;
}

const SftGenerator sft_exercise_template_loss = {
  .id = "template-loss",
  .demo = 4,
  .concept = TRUE,
  .title = N_ ("Template tokens in the loss"),
  .make = make,
};
