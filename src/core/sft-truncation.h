/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tokens of a prompt and its response are left when both do not fit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SFT_TRUNCATE_KEEP_START,  /* the first max_length tokens */
  SFT_TRUNCATE_KEEP_END,    /* the last max_length tokens */
  SFT_TRUNCATE_PROPORTIONAL /* the beginnings of both, in proportion, as LLaMA-Factory's infer_seqlen */
} SftTruncation;

typedef struct
{
  int prompt_start, prompt;     /* the prompt's tokens prompt_start .. prompt_start + prompt - 1 are kept */
  int response_start, response; /* and the response's, counted from its own beginning */
} SftKept;

/* prompt, response >= 0 tokens (an end of sequence counted in the response), max_length >= 0. */
SftKept sft_truncate (int prompt, int response, int max_length, SftTruncation truncation);

/* How many response tokens are predicted by a token before them: all that are kept, but one when no prompt token is
 * kept, since nothing predicts the first token of a sequence. */
int sft_kept_targets (const SftKept *kept);

G_END_DECLS
