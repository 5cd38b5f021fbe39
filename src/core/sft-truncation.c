/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-truncation.h"

/* How many response tokens fit when prompt and response share max_length: a short one of the two is kept whole. */
static int
proportional_response (int prompt, int response, int max_length)
{
  if (2 * response < max_length)
    return MIN (response, max_length);
  if (2 * prompt < max_length)
    return MIN (response, max_length - prompt);
  return (int)MIN (response, (gint64)max_length * response / MAX (prompt + response, 1));
}

SftKept
sft_truncate (int prompt, int response, int max_length, SftTruncation truncation)
{
  SftKept kept = { 0, 0, 0, 0 };

  g_return_val_if_fail (prompt >= 0 && response >= 0 && max_length >= 0, kept);

  switch (truncation)
    {
    case SFT_TRUNCATE_KEEP_START:
      kept.prompt = MIN (prompt, max_length);
      kept.response = MIN (response, max_length - kept.prompt);
      break;
    case SFT_TRUNCATE_KEEP_END:
      kept.response = MIN (response, max_length);
      kept.response_start = response - kept.response;
      kept.prompt = MIN (prompt, max_length - kept.response);
      kept.prompt_start = prompt - kept.prompt;
      break;
    case SFT_TRUNCATE_PROPORTIONAL:
      kept.response = proportional_response (prompt, response, max_length);
      kept.prompt = MIN (prompt, MAX (max_length - kept.response, 0));
      break;
    }
  return kept;
}

int
sft_kept_targets (const SftKept *kept)
{
  return MAX (kept->response - (kept->prompt == 0), 0);
}
