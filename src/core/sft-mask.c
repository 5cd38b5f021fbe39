/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-mask.h"

#include <math.h>
#include <string.h>

static gboolean
is_assistant (double role)
{
  return role == SFT_TOKEN_ASSISTANT || role == SFT_TOKEN_ASSISTANT_END;
}

static gsize
after_last_header (const double *roles, gsize n)
{
  for (gsize i = n; i > 0; i--)
    if (roles[i - 1] == SFT_TOKEN_ASSISTANT_HEADER)
      return i;
  return 0;
}

static void
apply_fault (SftMaskFault fault, guint8 *mask, gsize n)
{
  switch (fault)
    {
    case SFT_MASK_FAULT_NONE:
      break;
    case SFT_MASK_FAULT_ALL_ZERO:
      memset (mask, 0, n);
      break;
    case SFT_MASK_FAULT_ALL_ONE:
      memset (mask, 1, n);
      break;
    case SFT_MASK_FAULT_OFF_BY_ONE:
      if (n > 0)
        {
          memmove (mask + 1, mask, n - 1);
          mask[0] = 0;
        }
      break;
    default:
      g_assert_not_reached ();
    }
}

void
sft_mask_apply (SftMaskRule rule, SftMaskFault fault, const double *roles, gsize n, int prompt_tokens, guint8 *mask)
{
  gsize last = after_last_header (roles, n);

  for (gsize i = 0; i < n; i++)
    {
      gboolean completion = (double)i >= prompt_tokens;
      gboolean assistant = is_assistant (roles[i]);

      switch (rule)
        {
        case SFT_MASK_COMPLETION_ONLY:
          mask[i] = completion;
          break;
        case SFT_MASK_ASSISTANT_ONLY:
          mask[i] = assistant;
          break;
        case SFT_MASK_BOTH:
          mask[i] = completion && assistant;
          break;
        case SFT_MASK_TRAIN_ON_INPUTS:
          mask[i] = TRUE;
          break;
        case SFT_MASK_LAST_TURN:
          mask[i] = assistant && i >= last;
          break;
        default:
          g_assert_not_reached ();
        }
    }
  apply_fault (fault, mask, n);
}

void
sft_mask_labels (const int *ids, const guint8 *mask, gsize n, int *labels)
{
  for (gsize i = 0; i < n; i++)
    labels[i] = mask[i] != 0 ? ids[i] : -100;
}

SftMaskAgreement
sft_mask_agreement (const guint8 *mask, const guint8 *intended, gsize n)
{
  SftMaskAgreement result = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      result.trained += mask[i] != 0;
      result.intended += intended[i] != 0;
      result.both += mask[i] != 0 && intended[i] != 0;
      result.either += mask[i] != 0 || intended[i] != 0;
    }
  result.precision = result.trained > 0 ? (double)result.both / result.trained : NAN;
  result.recall = result.intended > 0 ? (double)result.both / result.intended : NAN;
  result.iou = result.either > 0 ? (double)result.both / result.either : NAN;
  return result;
}
