/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-packing.h"

#include <math.h>

/* A pack while it is being filled. */
typedef struct
{
  int room;
  guint since; /* when it came to have this room: smaller is longer ago */
} Room;

typedef struct
{
  SftPacking *packing;
  GArray *rooms; /* Room, one for each pack */
  guint clock;
} Packer;

static guint
open_pack (Packer *packer)
{
  Room room = { packer->packing->capacity, packer->clock++ };

  g_ptr_array_add (packer->packing->packs, g_array_new (FALSE, FALSE, sizeof (SftSegment)));
  g_array_append_val (packer->rooms, room);
  return packer->rooms->len - 1;
}

static void
put (Packer *packer, guint pack, SftSegment segment)
{
  Room *room = &g_array_index (packer->rooms, Room, pack);

  g_array_append_val ((GArray *)g_ptr_array_index (packer->packing->packs, pack), segment);
  room->room -= segment.length;
  room->since = packer->clock++;
  packer->packing->kept += segment.length;
}

static guint
first_fit (Packer *packer, int length)
{
  for (guint i = 0; i < packer->rooms->len; i++)
    if (g_array_index (packer->rooms, Room, i).room >= length)
      return i;
  return open_pack (packer);
}

static guint
best_fit (Packer *packer, int length)
{
  const Room *best = NULL;
  guint found = 0;

  for (guint i = 0; i < packer->rooms->len; i++)
    {
      const Room *room = &g_array_index (packer->rooms, Room, i);

      if (room->room < length)
        continue;
      if (best == NULL || room->room < best->room || (room->room == best->room && room->since < best->since))
        {
          best = room;
          found = i;
        }
    }
  return best != NULL ? found : open_pack (packer);
}

static guint
next_fit (Packer *packer, int length)
{
  guint last = packer->rooms->len;

  if (last > 0 && g_array_index (packer->rooms, Room, last - 1).room >= length)
    return last - 1;
  return open_pack (packer);
}

static void
greedy_knapsack (Packer *packer, GArray *segments)
{
  while (segments->len > 0)
    {
      guint pack = open_pack (packer);

      for (guint i = 0; i < segments->len;)
        {
          SftSegment segment = g_array_index (segments, SftSegment, i);

          /* Longest first: what did not fit before does not fit now, so one walk finds every next longest. */
          if (segment.length > g_array_index (packer->rooms, Room, pack).room)
            {
              i++;
              continue;
            }
          put (packer, pack, segment);
          g_array_remove_index (segments, i);
        }
    }
}

static void
wrap (Packer *packer, const int *lengths, gsize n)
{
  for (gsize i = 0; i < n; i++)
    for (int start = 0; start < lengths[i];)
      {
        guint pack = next_fit (packer, 1);
        int length = MIN (lengths[i] - start, g_array_index (packer->rooms, Room, pack).room);

        put (packer, pack, (SftSegment){ (int)i, start, length });
        start += length;
      }
}

/* The documents as segments: truncated to the capacity, or cut into pieces of it. */
static GArray *
make_segments (SftPacking *packing, const int *lengths, gsize n, gboolean split)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (SftSegment));

  for (gsize i = 0; i < n; i++)
    for (int start = 0; start < lengths[i]; start += packing->capacity)
      {
        SftSegment segment = { (int)i, start, MIN (lengths[i] - start, packing->capacity) };

        if (start > 0 && !split)
          {
            packing->dropped += lengths[i] - start;
            break;
          }
        g_array_append_val (segments, segment);
      }
  return segments;
}

static int
compare_longest_first (gconstpointer a, gconstpointer b)
{
  return ((const SftSegment *)b)->length - ((const SftSegment *)a)->length;
}

static void
count_cut_documents (SftPacking *packing, gsize n)
{
  g_autofree int *pieces = g_new0 (int, n);

  for (guint i = 0; i < packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (packing->packs, i);

      for (guint j = 0; j < segments->len; j++)
        packing->documents_cut += ++pieces[g_array_index (segments, SftSegment, j).document] == 2;
    }
}

SftPacking *
sft_pack (const int *lengths, gsize n, int capacity, SftPacker packer_kind)
{
  SftPacking *packing;
  Packer packer = { 0 };

  g_return_val_if_fail (lengths != NULL && n >= 1 && capacity >= 1, NULL);

  packing = g_new0 (SftPacking, 1);
  packing->capacity = capacity;
  packing->packs = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  packer.packing = packing;
  packer.rooms = g_array_new (FALSE, FALSE, sizeof (Room));

  if (packer_kind == SFT_PACKER_WRAPPED)
    wrap (&packer, lengths, n);
  else
    {
      g_autoptr (GArray) segments =
          make_segments (packing, lengths, n, packer_kind == SFT_PACKER_BEST_FIT_DECREASING_SPLIT);

      if (packer_kind != SFT_PACKER_FIRST_FIT && packer_kind != SFT_PACKER_SEQUENTIAL)
        g_array_sort (segments, compare_longest_first); /* stable */
      if (packer_kind == SFT_PACKER_GREEDY_KNAPSACK)
        greedy_knapsack (&packer, segments);
      for (guint i = 0; i < segments->len; i++)
        {
          SftSegment segment = g_array_index (segments, SftSegment, i);
          guint pack;

          if (packer_kind == SFT_PACKER_SEQUENTIAL)
            pack = next_fit (&packer, segment.length);
          else if (packer_kind == SFT_PACKER_FIRST_FIT || packer_kind == SFT_PACKER_FIRST_FIT_DECREASING)
            pack = first_fit (&packer, segment.length);
          else
            pack = best_fit (&packer, segment.length);
          put (&packer, pack, segment);
        }
    }

  count_cut_documents (packing, n);
  g_array_unref (packer.rooms);
  return packing;
}

void
sft_packing_free (SftPacking *packing)
{
  if (packing == NULL)
    return;
  g_ptr_array_unref (packing->packs);
  g_free (packing);
}

int
sft_packing_length (const SftPacking *packing, guint pack)
{
  const GArray *segments = g_ptr_array_index (packing->packs, pack);
  int length = 0;

  for (guint i = 0; i < segments->len; i++)
    length += g_array_index (segments, SftSegment, i).length;
  return length;
}

int
sft_packing_lower_bound (const SftPacking *packing)
{
  return (packing->kept + packing->capacity - 1) / packing->capacity;
}

gint64
sft_packing_attention_pairs (const SftPacking *packing, gboolean block_mask)
{
  gint64 pairs = 0;

  for (guint i = 0; i < packing->packs->len; i++)
    {
      const GArray *segments = g_ptr_array_index (packing->packs, i);
      gint64 total = sft_packing_length (packing, i);

      if (!block_mask)
        pairs += total * (total + 1) / 2;
      for (guint j = 0; block_mask && j < segments->len; j++)
        {
          gint64 length = g_array_index (segments, SftSegment, j).length;

          pairs += length * (length + 1) / 2;
        }
    }
  return pairs;
}

gint64
sft_packing_cross_document_pairs (const SftPacking *packing)
{
  return sft_packing_attention_pairs (packing, FALSE) - sft_packing_attention_pairs (packing, TRUE);
}

/* Which segment each token of a pack belongs to, and its position id. */
static void
lay_out (const GArray *segments, gboolean reset, int *segment_of, int *positions)
{
  int token = 0;

  for (guint i = 0; i < segments->len; i++)
    for (int j = 0; j < g_array_index (segments, SftSegment, i).length; j++, token++)
      {
        segment_of[token] = (int)i;
        positions[token] = reset ? j : token;
      }
}

void
sft_packing_positions (const SftPacking *packing, guint pack, gboolean reset, int *documents, int *positions)
{
  const GArray *segments = g_ptr_array_index (packing->packs, pack);
  int length = sft_packing_length (packing, pack);
  g_autofree int *segment_of = g_new (int, length);
  g_autofree int *position_of = g_new (int, length);

  lay_out (segments, reset, segment_of, position_of);
  for (int i = 0; i < length; i++)
    {
      if (documents != NULL)
        documents[i] = g_array_index (segments, SftSegment, segment_of[i]).document;
      if (positions != NULL)
        positions[i] = position_of[i];
    }
}

/* The weights of one query over keys 0..query; returns the share that goes to other segments. */
static double
attend (const int *segment_of, const int *positions, int query, gboolean block_mask, double slope, double *weights)
{
  double sum = 0, other = 0;

  for (int key = 0; key <= query; key++)
    {
      gboolean same = segment_of[key] == segment_of[query];

      weights[key] = block_mask && !same ? 0 : exp (-slope * abs (positions[query] - positions[key]));
      sum += weights[key];
      other += same ? 0 : weights[key];
    }
  for (int key = 0; key <= query; key++)
    weights[key] /= sum; /* the query itself has weight 1 before, so the sum is at least 1 */
  return other / sum;
}

void
sft_packing_attention (const SftPacking *packing, guint pack, gboolean block_mask, gboolean reset, double slope,
                       double *weights)
{
  const GArray *segments = g_ptr_array_index (packing->packs, pack);
  int length = sft_packing_length (packing, pack);
  g_autofree int *segment_of = g_new (int, length);
  g_autofree int *positions = g_new (int, length);

  lay_out (segments, reset, segment_of, positions);
  for (int query = 0; query < length; query++)
    {
      double *row = weights + (gsize)query * length;

      attend (segment_of, positions, query, block_mask, slope, row);
      for (int key = query + 1; key < length; key++)
        row[key] = 0;
    }
}

double
sft_packing_leakage (const SftPacking *packing, gboolean block_mask, gboolean reset, double slope)
{
  g_autofree int *segment_of = g_new (int, packing->capacity);
  g_autofree int *positions = g_new (int, packing->capacity);
  g_autofree double *weights = g_new (double, packing->capacity);
  double leakage = 0;

  for (guint i = 0; i < packing->packs->len; i++)
    {
      lay_out (g_ptr_array_index (packing->packs, i), reset, segment_of, positions);
      for (int query = 0; query < sft_packing_length (packing, i); query++)
        leakage += attend (segment_of, positions, query, block_mask, slope, weights);
    }
  return packing->kept > 0 ? leakage / packing->kept : 0;
}
