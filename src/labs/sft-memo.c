/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lab.h"

typedef struct
{
  char *key;
  gpointer value; /* an atomic rc box */
  GDestroyNotify clear;
} Entry;

struct _SftMemo
{
  GMutex lock;
  guint max_entries;
  GQueue entries; /* of Entry *, most recently used first */
};

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  sft_memo_release (entry->value, entry->clear);
  g_free (entry);
}

SftMemo *
sft_memo_new (guint max_entries)
{
  SftMemo *memo = g_new0 (SftMemo, 1);

  g_mutex_init (&memo->lock);
  memo->max_entries = max_entries;
  g_queue_init (&memo->entries);
  return memo;
}

void
sft_memo_free (SftMemo *memo)
{
  if (memo == NULL)
    return;
  g_queue_clear_full (&memo->entries, (GDestroyNotify)entry_free);
  g_mutex_clear (&memo->lock);
  g_free (memo);
}

void
sft_memo_release (gpointer entry, GDestroyNotify clear)
{
  if (entry == NULL)
    return;
  if (clear != NULL)
    g_atomic_rc_box_release_full (entry, clear);
  else
    g_atomic_rc_box_release (entry);
}

static char *
make_key (const char *stage, const char *const *params, const SftValues *values)
{
  GString *key = g_string_new (stage);

  for (gsize i = 0; params[i] != NULL; i++)
    {
      g_autofree char *value = sft_values_format (values, params[i]);

      g_string_append_printf (key, "\n%s=%s", params[i], value);
    }
  return g_string_free (key, FALSE);
}

/* The entry of this key, moved to the front, with a reference for the caller; NULL: none. */
static gpointer
look_up (SftMemo *memo, const char *key)
{
  for (GList *link = memo->entries.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;

      if (!g_str_equal (entry->key, key))
        continue;
      g_queue_unlink (&memo->entries, link);
      g_queue_push_head_link (&memo->entries, link);
      return g_atomic_rc_box_acquire (entry->value);
    }
  return NULL;
}

gpointer
sft_memo_get (SftMemo *memo, const char *stage, const char *const *params, const SftValues *values, SftStage make,
              GDestroyNotify clear, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = NULL;
  gpointer value;

  g_return_val_if_fail (stage != NULL && params != NULL && values != NULL && make != NULL, NULL);

  if (memo == NULL || memo->max_entries == 0)
    return make (values, cancellable, error);

  key = make_key (stage, params, values);
  g_mutex_lock (&memo->lock);
  value = look_up (memo, key);
  g_mutex_unlock (&memo->lock);
  if (value != NULL)
    return value;

  /* Made without the lock: a worker that draws for a second must not hold up the frame. Two threads may then
   * make the same entry; both are right, and the older one simply ages out. */
  value = make (values, cancellable, error);
  if (value == NULL)
    return NULL;

  g_mutex_lock (&memo->lock);
  Entry *entry = g_new0 (Entry, 1);
  entry->key = g_steal_pointer (&key);
  entry->value = g_atomic_rc_box_acquire (value);
  entry->clear = clear;
  g_queue_push_head (&memo->entries, entry);
  while (memo->entries.length > memo->max_entries)
    entry_free (g_queue_pop_tail (&memo->entries));
  g_mutex_unlock (&memo->lock);
  return value;
}
