/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing: putting documents of different lengths into sequences of one capacity, and what attention across
 * the documents of a pack then does. Lengths and capacities are in tokens. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SFT_PACKER_FIRST_FIT,                 /* in order, into the first pack with room */
  SFT_PACKER_FIRST_FIT_DECREASING,      /* the same, longest first */
  SFT_PACKER_BEST_FIT_DECREASING,       /* longest first, into the pack with the least sufficient room */
  SFT_PACKER_BEST_FIT_DECREASING_SPLIT, /* the same, documents cut into pieces of the capacity before */
  SFT_PACKER_GREEDY_KNAPSACK,           /* pack by pack, repeatedly the longest remaining document that fits */
  SFT_PACKER_SEQUENTIAL,                /* in order, into the last pack or a new one (next fit) */
  SFT_PACKER_WRAPPED                    /* one stream, cut at every multiple of the capacity */
} SftPacker;
#define SFT_N_PACKERS 7

/* A run of tokens of one document in one pack. */
typedef struct
{
  int document; /* its index, from 0 */
  int start;    /* the first token's place in the document, from 0 */
  int length;   /* at least 1 */
} SftSegment;

typedef struct
{
  int capacity;
  GPtrArray *packs;  /* of GArray of SftSegment, in the order in which the packs were opened */
  int kept, dropped; /* tokens; kept + dropped is the sum of the lengths */
  int documents_cut; /* documents that came to lie in more than one segment */
} SftPacking;

/* lengths: n >= 1 of at least 1; capacity at least 1. Documents longer than the capacity are truncated to it and
 * the rest counted as dropped, except by the split packer, which cuts them into pieces first, and by the wrapped
 * one. Sorting by length is stable. Among packs of equal room best fit takes the one that has had it longest, as
 * TRL's best-fit decreasing does. */
SftPacking *sft_pack (const int *lengths, gsize n, int capacity, SftPacker packer);
void sft_packing_free (SftPacking *packing);

/* The tokens of a pack. */
int sft_packing_length (const SftPacking *packing, guint pack);
/* ceil (kept / capacity): no packing has fewer packs. */
int sft_packing_lower_bound (const SftPacking *packing);
/* Pairs (query, key <= query) of all packs: of one document when `block_mask`, else of one pack. */
gint64 sft_packing_attention_pairs (const SftPacking *packing, gboolean block_mask);
/* Pairs of different documents that lie in one pack, (S^2 - sum s^2) / 2 summed over the packs. */
gint64 sft_packing_cross_document_pairs (const SftPacking *packing);

/* For each token of a pack: its document, and its position, counted from 0 in its segment when `reset`, else in
 * the pack. Arrays of sft_packing_length() entries; either may be NULL. */
void sft_packing_positions (const SftPacking *packing, guint pack, gboolean reset, int *documents, int *positions);

/* Attention in one pack, S x S row-major: row q gives each key k <= q that the mask allows a weight proportional
 * to exp (-slope |p_q - p_k|), rows sum to 1; p are the position ids. `block_mask` allows keys of the same segment
 * only. slope >= 0. */
void sft_packing_attention (const SftPacking *packing, guint pack, gboolean block_mask, gboolean reset, double slope,
                            double *weights);
/* The weight that a token gives to other segments, averaged over all packed tokens; 0..1. */
double sft_packing_leakage (const SftPacking *packing, gboolean block_mask, gboolean reset, double slope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftPacking, sft_packing_free)

G_END_DECLS
