/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search compares texts cluster by cluster, each decomposed and without case: neither ever joins two clusters. */
#include "config.h"

#include "sft-graphemes.h"
#include "sft-notes-private.h"

#include <string.h>

/* Clusters of a snippet before and behind what was found. */
#define BEFORE 30
#define BEHIND 50

/* A cluster of the text. */
typedef struct
{
  gsize byte;      /* where it begins in the text */
  guint character; /* the same in Unicode characters */
  gsize folded;    /* where its form begins in the folded text */
} Cluster;

struct _SftFolded
{
  char *text;
  GString *folded;
  GArray *clusters; /* of Cluster; the last is the end */
};

static void
append_folded (GString *folded, const char *cluster, gsize length)
{
  if (length == 1 && (guchar)*cluster < 0x80)
    {
      g_string_append_c (folded, g_ascii_tolower (*cluster));
      return;
    }
  /* Case folding may compose anew. */
  g_autofree char *apart = g_utf8_normalize (cluster, (gssize)length, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (apart, -1);
  g_autofree char *again = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_string_append (folded, again);
}

SftFolded *
sft_folded_new (const char *text)
{
  SftFolded *self = g_new0 (SftFolded, 1);
  g_autoptr (GArray) starts = sft_graphemes_starts (text);
  Cluster cluster = { 0 };
  self->text = g_strdup (text);
  self->folded = g_string_new (NULL);
  self->clusters = g_array_sized_new (FALSE, FALSE, sizeof (Cluster), starts->len);
  for (guint i = 0; i < starts->len; i++)
    {
      gsize end = i + 1 < starts->len ? g_array_index (starts, gsize, i + 1) : 0;
      cluster.byte = g_array_index (starts, gsize, i);
      cluster.folded = self->folded->len;
      g_array_append_val (self->clusters, cluster);
      if (end == 0)
        break;
      cluster.character += (guint)g_utf8_strlen (text + cluster.byte, (gssize)(end - cluster.byte));
      append_folded (self->folded, text + cluster.byte, end - cluster.byte);
    }
  return self;
}

void
sft_folded_free (SftFolded *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_string_free (self->folded, TRUE);
  g_array_unref (self->clusters);
  g_free (self);
}

char *
sft_fold (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (SftFolded) folded = sft_folded_new (stripped);
  return g_strdup (folded->folded->str);
}

static gint
compare_folded (gconstpointer a, gconstpointer b)
{
  const Cluster *left = a, *right = b;
  return left->folded < right->folded ? -1 : left->folded > right->folded;
}

/* The cluster whose form begins there; NULL: none does. */
static const Cluster *
cluster_at (const SftFolded *self, gsize at)
{
  Cluster key = { .folded = at };
  return bsearch (&key, self->clusters->data, self->clusters->len, sizeof (Cluster), compare_folded);
}

GArray *
sft_folded_find (const SftFolded *self, const char *what)
{
  gsize length = strlen (what);
  GArray *ranges = NULL;
  const char *at = self->folded->str;
  while (length > 0 && (at = strstr (at, what)) != NULL)
    {
      gsize place = (gsize)(at - self->folded->str);
      const Cluster *from = cluster_at (self, place), *to = cluster_at (self, place + length);
      at += from != NULL && to != NULL ? length : 1;
      if (from == NULL || to == NULL)
        continue;
      SftNoteRange range = { from->character, to->character };
      if (ranges == NULL)
        ranges = g_array_new (FALSE, FALSE, sizeof (SftNoteRange));
      g_array_append_val (ranges, range);
    }
  return ranges;
}

static guint
find_character (const SftFolded *self, guint character)
{
  guint low = 0, high = self->clusters->len - 1;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (self->clusters, Cluster, middle).character < character)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Appends clusters, in one line; returns how many characters they are. */
static guint
append_clusters (const SftFolded *self, GString *out, guint from, guint to)
{
  gsize before = out->len;
  for (guint i = from; i < to; i++)
    {
      const Cluster *cluster = &g_array_index (self->clusters, Cluster, i);
      const char *at = self->text + cluster->byte;
      gunichar first = g_utf8_get_char (at);
      if (g_unichar_isspace (first) || g_unichar_iscntrl (first))
        g_string_append_c (out, ' ');
      else
        g_string_append_len (out, at, (gssize)(cluster[1].byte - cluster->byte));
    }
  return (guint)g_utf8_strlen (out->str + before, (gssize)(out->len - before));
}

char *
sft_folded_snippet (const SftFolded *self, const SftNoteRange *range, SftNoteRange *in_snippet)
{
  GString *out = g_string_new (NULL);
  guint end = self->clusters->len - 1, from = find_character (self, range->start),
        to = find_character (self, range->end);
  guint first = from > BEFORE ? from - BEFORE : 0, last = MIN (to + BEHIND, end);
  guint dots = first > 0;
  if (dots)
    g_string_append (out, "…");
  in_snippet->start = dots + append_clusters (self, out, first, from);
  in_snippet->end = in_snippet->start + append_clusters (self, out, from, to);
  append_clusters (self, out, to, last);
  if (last < end)
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}
