/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sft-practice.h"
#include "sft-random.h"

#define EXERCISE "exercise:"
#define QUESTION "question:"

struct _SftPractice
{
  GQueue *waiting; /* SftPracticeItem *, the head is current */
  SftRandom random;
  SftPracticeProgress progress;
};

/* --- keys --- */

char *
sft_practice_exercise_key (const SftGenerator *generator)
{
  g_return_val_if_fail (generator != NULL, NULL);
  return g_strconcat (EXERCISE, generator->id, NULL);
}

char *
sft_practice_question_key (int demo, const SftQuestion *question)
{
  g_return_val_if_fail (question != NULL, NULL);
  return g_strdup_printf (QUESTION "%d:%s", demo, question->id);
}

static gboolean
parse_question (const char *rest, SftPracticeItem *item)
{
  char *end;
  guint64 demo = g_ascii_strtoull (rest, &end, 10);

  /* Only what sft_practice_question_key() writes: no sign, no zeros in front. */
  if (!g_ascii_isdigit (*rest) || (*rest == '0' && end != rest + 1) || *end != ':' || demo > 25)
    return FALSE;
  item->kind = SFT_PRACTICE_QUESTION;
  item->demo = (int)demo;
  item->question = sft_question_find ((int)demo, end + 1);
  return item->question != NULL;
}

gboolean
sft_practice_parse_key (const char *key, SftPracticeItem *item)
{
  g_return_val_if_fail (key != NULL && item != NULL, FALSE);
  *item = (SftPracticeItem){ .kind = SFT_PRACTICE_EXERCISE };
  if (g_str_has_prefix (key, QUESTION))
    return parse_question (key + strlen (QUESTION), item);
  if (!g_str_has_prefix (key, EXERCISE))
    return FALSE;
  item->generator = sft_generator_find (key + strlen (EXERCISE));
  if (item->generator == NULL)
    return FALSE;
  item->demo = item->generator->demo;
  return TRUE;
}

/* --- the queue --- */

static void
free_item (gpointer data)
{
  SftPracticeItem *item = data;

  g_free ((char *)item->key);
  g_free (item);
}

/* The longest overdue first; by key where that is equal, for a hash table has no order. */
static gint
compare_due (gconstpointer a, gconstpointer b)
{
  const SftPracticeItem *left = *(const SftPracticeItem *const *)a, *right = *(const SftPracticeItem *const *)b;

  if (left->card.due != right->card.due)
    return left->card.due < right->card.due ? -1 : 1;
  return strcmp (left->key, right->key);
}

static GPtrArray *
find_due (GHashTable *cards, gint64 now, int demo)
{
  GPtrArray *due = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  if (cards == NULL)
    return due;
  g_hash_table_iter_init (&iter, cards);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SftFsrsCard *card = value;
      SftPracticeItem item;

      if (!sft_fsrs_is_valid (card) || card->last_review == 0 || card->due > now || !sft_practice_parse_key (key, &item)
          || (demo != 0 && item.demo != demo))
        continue;
      item.key = g_strdup (key);
      item.card = *card;
      g_ptr_array_add (due, g_memdup2 (&item, sizeof item));
    }
  g_ptr_array_sort (due, compare_due);
  return due;
}

/* A card that was begun, or is not to be understood, is not new. */
static gboolean
is_new (GHashTable *cards, const char *key)
{
  const SftFsrsCard *card = cards != NULL ? g_hash_table_lookup (cards, key) : NULL;

  return card == NULL || (sft_fsrs_is_valid (card) && card->last_review == 0);
}

static GPtrArray *
find_new (GHashTable *cards, int demo, SftRandom *random)
{
  GPtrArray *found = g_ptr_array_new ();
  gsize n;
  const SftGenerator *const *generators = sft_generators (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *key = sft_practice_exercise_key (generators[i]);
      SftPracticeItem item;

      if ((demo != 0 && generators[i]->demo != demo) || !is_new (cards, key) || !sft_practice_parse_key (key, &item))
        continue;
      item.key = g_steal_pointer (&key);
      item.card = SFT_FSRS_NEW;
      g_ptr_array_add (found, g_memdup2 (&item, sizeof item));
    }
  for (guint i = found->len; i > 1; i--)
    {
      guint k = (guint)(sft_random_double (random) * i);
      gpointer swapped = found->pdata[i - 1];

      found->pdata[i - 1] = found->pdata[k];
      found->pdata[k] = swapped;
    }
  return found;
}

/* Takes the items over; those above the limit are dropped. */
static void
enqueue (SftPractice *practice, GPtrArray *items, guint limit, guint most)
{
  for (guint i = 0; i < items->len; i++)
    {
      SftPracticeItem *item = g_ptr_array_index (items, i);

      if (i >= limit || (most != 0 && practice->waiting->length >= most))
        {
          free_item (item);
          continue;
        }
      item->seed = sft_random_uint32 (&practice->random);
      g_queue_push_tail (practice->waiting, item);
    }
  g_ptr_array_unref (items);
}

SftPractice *
sft_practice_new (GHashTable *cards, gint64 now, guint32 seed, const SftPracticeLimits *limits)
{
  SftPractice *practice;
  guint fresh;

  g_return_val_if_fail (limits != NULL, NULL);
  practice = g_new0 (SftPractice, 1);
  practice->waiting = g_queue_new ();
  sft_random_seed (&practice->random, seed);
  fresh = limits->new_a_day > limits->new_today ? limits->new_a_day - limits->new_today : 0;
  enqueue (practice, find_due (cards, now, limits->demo), G_MAXUINT, limits->most);
  enqueue (practice, find_new (cards, limits->demo, &practice->random), fresh, limits->most);
  practice->progress.left = practice->waiting->length;
  return practice;
}

void
sft_practice_free (SftPractice *practice)
{
  g_queue_free_full (practice->waiting, free_item);
  g_free (practice);
}

/* --- the session --- */

const SftPracticeItem *
sft_practice_current (const SftPractice *practice)
{
  g_return_val_if_fail (practice != NULL, NULL);
  return g_queue_peek_head (practice->waiting);
}

SftFsrsCard
sft_practice_rate (SftPractice *practice, SftFsrsRating rating, gint64 now)
{
  SftPracticeItem *item;
  SftFsrsCard card;

  g_return_val_if_fail (practice != NULL && practice->waiting->length > 0, SFT_FSRS_NEW);
  item = g_queue_pop_head (practice->waiting);
  practice->progress.begun += item->card.reviews == 0;
  card = item->card = sft_fsrs_review (&item->card, rating, now);
  practice->progress.answers++;
  if (rating == SFT_FSRS_AGAIN)
    {
      item->again = TRUE;
      item->seed = sft_random_uint32 (&practice->random);
      g_queue_push_tail (practice->waiting, item);
      return card;
    }
  practice->progress.right++;
  practice->progress.done++;
  practice->progress.left--;
  free_item (item);
  return card;
}

SftFsrsRating
sft_practice_rating (gboolean right)
{
  return right ? SFT_FSRS_GOOD : SFT_FSRS_AGAIN;
}

SftFsrsCard
sft_practice_miss (const SftFsrsCard *card, gint64 now)
{
  SftFsrsCard fresh = SFT_FSRS_NEW;

  return sft_fsrs_review (card != NULL ? card : &fresh, SFT_FSRS_AGAIN, now);
}

SftPracticeProgress
sft_practice_progress (const SftPractice *practice)
{
  g_return_val_if_fail (practice != NULL, (SftPracticeProgress){ 0 });
  return practice->progress;
}
