/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loss masks over a tokenized conversation: the rules that training libraries use, the faults that befall them,
 * and how well a mask agrees with the intended one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is. */
typedef enum
{
  SFT_TOKEN_SYSTEM,
  SFT_TOKEN_USER,
  SFT_TOKEN_ASSISTANT_HEADER,
  SFT_TOKEN_ASSISTANT,
  SFT_TOKEN_ASSISTANT_END
} SftTokenRole;
#define SFT_N_TOKEN_ROLES 5

typedef enum
{
  SFT_MASK_COMPLETION_ONLY, /* every token from position prompt_tokens on */
  SFT_MASK_ASSISTANT_ONLY,  /* assistant text and its end token */
  SFT_MASK_BOTH,            /* where both of these are 1 */
  SFT_MASK_TRAIN_ON_INPUTS, /* every token */
  SFT_MASK_LAST_TURN        /* assistant text and end token after the last assistant header */
} SftMaskRule;
#define SFT_N_MASK_RULES 5

typedef enum
{
  SFT_MASK_FAULT_NONE,
  SFT_MASK_FAULT_ALL_ZERO,
  SFT_MASK_FAULT_ALL_ONE,
  SFT_MASK_FAULT_OFF_BY_ONE /* shifted right by one token, 0 filled in */
} SftMaskFault;

/* mask[i] is 1 where token i carries loss. roles are SftTokenRole values as doubles (cells of a list);
 * prompt_tokens may exceed n. */
void sft_mask_apply (SftMaskRule rule, SftMaskFault fault, const double *roles, gsize n, int prompt_tokens,
                     guint8 *mask);

/* labels[i] is ids[i] where mask is nonzero, else -100, the index that cross-entropy ignores. */
void sft_mask_labels (const int *ids, const guint8 *mask, gsize n, int *labels);

typedef struct
{
  int trained, intended, both, either;
  /* both / trained, both / intended, both / either; NaN where the denominator is 0. */
  double precision, recall, iou;
} SftMaskAgreement;
SftMaskAgreement sft_mask_agreement (const guint8 *mask, const guint8 *intended, gsize n);

G_END_DECLS
