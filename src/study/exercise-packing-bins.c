/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What packing leaves free in each pack. */
#include "config.h"

#include "sft-exercise-private.h"
#include "sft-packing.h"

#define MAX_DOCUMENTS 9

static const struct
{
  SftPacker packer;
  const char *id, *words, *why;
} packers[] = {
  { SFT_PACKER_SEQUENTIAL, "sequential",
    N_ ("Sequential: each document goes into the last pack if it fits, else into a new one."),
    N_ ("This is what stays free when only the last pack is looked at.") },
  { SFT_PACKER_FIRST_FIT, "first_fit", N_ ("First fit: each document, in order, goes into the first pack with room."),
    N_ ("This is what stays free when each document, in order, goes into the first pack with room.") },
  { SFT_PACKER_FIRST_FIT_DECREASING, "first_fit_decreasing",
    N_ ("First fit, longest first: documents are sorted from long to short, and each goes into the first pack with "
        "room."),
    N_ ("This is what stays free when the documents are sorted first.") },
};

/* The packs as "[4 3] [5]". */
static char *
show_packs (const SftPacking *packing)
{
  GString *out = g_string_new (NULL);

  for (guint p = 0; p < packing->packs->len; p++)
    {
      const GArray *pack = g_ptr_array_index (packing->packs, p);

      g_string_append (out, p > 0 ? " [" : "[");
      for (guint s = 0; s < pack->len; s++)
        g_string_append_printf (out, "%s%d", s > 0 ? " " : "", g_array_index (pack, SftSegment, s).length);
      g_string_append_c (out, ']');
    }
  return g_string_free (out, FALSE);
}

/* The free places of each pack; there are at most as many packs as documents. */
static gsize
free_places (const SftPacking *packing, int *places)
{
  for (guint p = 0; p < packing->packs->len; p++)
    places[p] = packing->capacity - sft_packing_length (packing, p);
  return packing->packs->len;
}

static void
add_wrong_steps (SftDraft *draft, const int *lengths, int n, const SftPacking *packing, int which)
{
  int places[MAX_DOCUMENTS];

  for (gsize i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (SftPacking) other = sft_pack (lengths, (gsize)n, packing->capacity, packers[i].packer);
      gsize packs = free_places (other, places);

      if ((int)i != which)
        sft_draft_wrong_list (draft, places, packs, packers[i].why);
    }
  for (guint p = 0; p < packing->packs->len; p++)
    places[p] = sft_packing_length (packing, p);
  sft_draft_wrong_list (draft, places, packing->packs->len, N_ ("These are the places that are taken."));
  for (int i = 0; i < n; i++)
    places[i] = packing->capacity - lengths[i];
  sft_draft_wrong_list (draft, places, (gsize)n, N_ ("This gives every document a pack of its own."));
}

static gboolean
make (SftDraft *draft)
{
  int n = sft_draft_integer (draft, 6, MAX_DOCUMENTS), capacity = sft_draft_integer (draft, 16, 64),
      lengths[MAX_DOCUMENTS], places[MAX_DOCUMENTS];
  int which = sft_draft_integer (draft, 0, G_N_ELEMENTS (packers) - 1);
  double values[MAX_DOCUMENTS];
  g_autofree char *shown = NULL, *answer = NULL;
  g_autoptr (SftPacking) packing = NULL;

  for (int i = 0; i < n; i++)
    values[i] = lengths[i] = sft_draft_integer (draft, capacity / 8, 3 * capacity / 4);
  packing = sft_pack (lengths, (gsize)n, capacity, packers[which].packer);
  /* As many packs as documents is no packing. */
  if (packing->packs->len < 2 || (int)packing->packs->len == n)
    return FALSE;
  shown = show_packs (packing);
  sft_draft_set_list (draft, "lengths", values, (gsize)n);
  sft_draft_set (draft, "capacity=%d", capacity);
  sft_draft_set (draft, "packer=%s", packers[which].id);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("Documents are packed into sequences of %d tokens. How many places stay free in "
                                  "each pack? List the packs in the order in which they are opened."),
                              capacity));
  sft_draft_given_list (draft, sft_text (N_ ("Lengths: %s"), SFT_LIST), values, (gsize)n, 0);
  sft_draft_given (draft, sft_text_constant (packers[which].words));
  sft_draft_answer_list (draft, places, free_places (packing, places));
  answer = sft_exercise_answer (draft->exercise);
  sft_draft_step (draft, sft_text (N_ ("The packs: %s"), shown));
  sft_draft_step (draft, sft_text (N_ ("Their number: %u; no packer can do with fewer than %d"), packing->packs->len,
                                   sft_packing_lower_bound (packing)));
  sft_draft_step (draft, sft_text (N_ ("Free places, each %d minus the lengths in the pack: %s"), capacity, answer));
  add_wrong_steps (draft, lengths, n, packing, which);
  return TRUE;
}

const SftGenerator sft_exercise_packing_bins = {
  .id = "packing-bins",
  .demo = 17,
  .concept = TRUE,
  .title = N_ ("Free places in packs"),
  .make = make,
};
