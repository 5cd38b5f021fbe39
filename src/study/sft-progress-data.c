/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress as a value, and as JSON:
 *
 *   {"kind": "sft-lab-progress", "version": 1, "last_demo": 17,
 *    "demos": [{"demo": 17, "tried": true}, ...],
 *    "answers": [{"demo": 17, "question": "first-token", "choice": 2, "time": "2026-11-24T19:45:00Z", "answers": 3}],
 *    "cards": [{"key": "question:17:first-token", "state": "review", "step": 0, "stability": 3.1, "difficulty": 5.2,
 *               "due": "...", "last_review": "...", "reviews": 4, "lapses": 1}],
 *    "days": [{"day": "2026-11-24", "exercises": 12}]} */
#include "config.h"

#include "sft-progress-private.h"

#include <string.h>

#define _(msgid) sft_translate (msgid)

static const char *const state_names[] = {
  [SFT_FSRS_LEARNING] = "learning", [SFT_FSRS_REVIEW] = "review", [SFT_FSRS_RELEARNING] = "relearning"
};

static gint
compare_keys (gconstpointer a, gconstpointer b, gpointer unused)
{
  return strcmp (a, b);
}

char *
sft_progress_answer_key (int demo, const char *question)
{
  return sft_format_c ("%02d:%s", demo, question);
}

SftProgressData *
sft_progress_data_copy (const SftProgressData *data)
{
  SftProgressData *copy = g_new0 (SftProgressData, 1);
  if (data != NULL)
    *copy = *data;
  copy->answers = g_tree_new_full (compare_keys, NULL, g_free, g_free);
  copy->cards = g_tree_new_full (compare_keys, NULL, g_free, g_free);
  copy->days = g_tree_new_full (compare_keys, NULL, g_free, NULL);
  if (data == NULL)
    return copy;
  GTreeNode *node;
  for (node = g_tree_node_first (data->answers); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (copy->answers, g_strdup (g_tree_node_key (node)),
                   g_memdup2 (g_tree_node_value (node), sizeof (SftGivenAnswer)));
  for (node = g_tree_node_first (data->cards); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (copy->cards, g_strdup (g_tree_node_key (node)),
                   g_memdup2 (g_tree_node_value (node), sizeof (SftFsrsCard)));
  for (node = g_tree_node_first (data->days); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (copy->days, g_strdup (g_tree_node_key (node)), g_tree_node_value (node));
  return copy;
}

void
sft_progress_data_free (SftProgressData *data)
{
  if (data == NULL)
    return;
  g_tree_unref (data->answers);
  g_tree_unref (data->cards);
  g_tree_unref (data->days);
  g_free (data);
}

/* --- writing --- */

static void
write_integer (SftJson *json, const char *name, gint64 value)
{
  sft_json_name (json, name);
  sft_json_integer (json, value);
}

static void
write_number (SftJson *json, const char *name, double value)
{
  sft_json_name (json, name);
  sft_json_number (json, value);
}

static void
write_text (SftJson *json, const char *name, const char *value)
{
  sft_json_name (json, name);
  sft_json_string (json, value);
}

static void
write_demos (const SftProgressData *data, SftJson *json)
{
  sft_json_name (json, "demos");
  sft_json_begin_array (json);
  for (int i = 1; i <= SFT_N_DEMOS; i++)
    if (data->opened[i])
      {
        sft_json_begin_object (json);
        write_integer (json, "demo", i);
        sft_json_name (json, "tried");
        sft_json_boolean (json, data->tried[i]);
        sft_json_end_object (json);
      }
  sft_json_end_array (json);
}

static void
write_answers (const SftProgressData *data, SftJson *json)
{
  sft_json_name (json, "answers");
  sft_json_begin_array (json);
  for (GTreeNode *node = g_tree_node_first (data->answers); node != NULL; node = g_tree_node_next (node))
    {
      const SftGivenAnswer *answer = g_tree_node_value (node);
      const char *key = g_tree_node_key (node);
      sft_json_begin_object (json);
      write_integer (json, "demo", g_ascii_strtoll (key, NULL, 10));
      write_text (json, "question", strchr (key, ':') + 1);
      write_integer (json, "choice", answer->choice);
      sft_study_json_time (json, "time", answer->time);
      write_integer (json, "answers", answer->n);
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
}

static void
write_cards (const SftProgressData *data, SftJson *json)
{
  sft_json_name (json, "cards");
  sft_json_begin_array (json);
  for (GTreeNode *node = g_tree_node_first (data->cards); node != NULL; node = g_tree_node_next (node))
    {
      const SftFsrsCard *card = g_tree_node_value (node);
      sft_json_begin_object (json);
      write_text (json, "key", g_tree_node_key (node));
      write_text (json, "state", state_names[card->state]);
      write_integer (json, "step", card->step);
      write_number (json, "stability", card->stability);
      write_number (json, "difficulty", card->difficulty);
      sft_study_json_time (json, "due", card->due);
      sft_study_json_time (json, "last_review", card->last_review);
      write_integer (json, "reviews", card->reviews);
      write_integer (json, "lapses", card->lapses);
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
}

void
sft_progress_data_write (const SftProgressData *data, SftJson *json)
{
  sft_study_json_begin (json, "sft-lab-progress");
  write_integer (json, "last_demo", data->last_demo);
  write_demos (data, json);
  write_answers (data, json);
  write_cards (data, json);
  sft_json_name (json, "days");
  sft_json_begin_array (json);
  for (GTreeNode *node = g_tree_node_first (data->days); node != NULL; node = g_tree_node_next (node))
    {
      sft_json_begin_object (json);
      write_text (json, "day", g_tree_node_key (node));
      write_integer (json, "exercises", GPOINTER_TO_UINT (g_tree_node_value (node)));
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
  sft_json_end_object (json);
}

/* --- reading --- */

/* Takes an element of a list; FALSE: it is not as it must be. */
typedef gboolean (*ReadElement) (JsonObject *object, SftProgressData *data);

/* A whole number in a range. */
static gboolean
get_in (JsonObject *object, const char *name, gint64 low, gint64 high, gint64 *value)
{
  return sft_json_get_whole (object, name, value) && *value >= low && *value <= high;
}

static gboolean
read_demo (JsonObject *object, SftProgressData *data)
{
  gint64 demo;
  gboolean tried;
  if (!get_in (object, "demo", 1, SFT_N_DEMOS, &demo) || !sft_json_get_truth (object, "tried", &tried))
    return FALSE;
  data->opened[demo] = TRUE;
  data->tried[demo] = tried;
  return TRUE;
}

/* Questions of other versions stay: they may come back. */
static gboolean
read_answer (JsonObject *object, SftProgressData *data)
{
  gint64 demo, choice, n, time;
  const char *question = sft_json_get_text (object, "question");
  if (question == NULL || *question == '\0' || strlen (question) > SFT_PROGRESS_KEY_MAX
      || !get_in (object, "demo", 0, SFT_N_DEMOS, &demo) || !get_in (object, "choice", 0, SFT_N_CHOICES - 1, &choice)
      || !get_in (object, "answers", 1, G_MAXINT, &n) || !sft_study_json_get_time (object, "time", &time))
    return FALSE;
  SftGivenAnswer answer = { (guint)choice, time, (guint)n };
  g_autofree char *key = sft_progress_answer_key ((int)demo, question);
  if (g_tree_lookup (data->answers, key) != NULL)
    return FALSE;
  g_tree_insert (data->answers, g_steal_pointer (&key), g_memdup2 (&answer, sizeof answer));
  return TRUE;
}

static SftFsrsState
find_state (const char *name)
{
  for (gsize i = SFT_FSRS_LEARNING; name != NULL && i < G_N_ELEMENTS (state_names); i++)
    if (g_str_equal (name, state_names[i]))
      return (SftFsrsState)i;
  return 0;
}

static gboolean
read_card (JsonObject *object, SftProgressData *data)
{
  const char *key = sft_json_get_text (object, "key");
  gint64 step, reviews, lapses;
  SftFsrsCard card = { .state = find_state (sft_json_get_text (object, "state")) };
  if (key == NULL || !get_in (object, "step", 0, G_MAXINT, &step)
      || !sft_json_get_number (object, "stability", &card.stability)
      || !sft_json_get_number (object, "difficulty", &card.difficulty)
      || !sft_study_json_get_time (object, "due", &card.due)
      || !sft_study_json_get_time (object, "last_review", &card.last_review)
      || !get_in (object, "reviews", 0, G_MAXUINT, &reviews) || !get_in (object, "lapses", 0, G_MAXUINT, &lapses))
    return FALSE;
  card.step = (int)step;
  card.reviews = (guint)reviews;
  card.lapses = (guint)lapses;
  if (!sft_progress_is_card (key, &card) || g_tree_lookup (data->cards, key) != NULL)
    return FALSE;
  g_tree_insert (data->cards, g_strdup (key), g_memdup2 (&card, sizeof card));
  return TRUE;
}

static gboolean
is_day (const char *text)
{
  int year, month, day;
  if (strlen (text) != 10 || strspn (text, "0123456789") != 4 || text[4] != '-' || text[7] != '-'
      || strspn (text + 5, "0123456789") != 2 || strspn (text + 8, "0123456789") != 2)
    return FALSE;
  year = (int)g_ascii_strtoll (text, NULL, 10);
  month = (int)g_ascii_strtoll (text + 5, NULL, 10);
  day = (int)g_ascii_strtoll (text + 8, NULL, 10);
  return g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static gboolean
read_day (JsonObject *object, SftProgressData *data)
{
  const char *day = sft_json_get_text (object, "day");
  gint64 n;
  if (day == NULL || !is_day (day) || !get_in (object, "exercises", 1, G_MAXINT, &n)
      || g_tree_lookup (data->days, day) != NULL)
    return FALSE;
  g_tree_insert (data->days, g_strdup (day), GUINT_TO_POINTER ((guint)n));
  return TRUE;
}

static void
read_list (JsonObject *object, const char *name, ReadElement read, SftProgressData *data, GError **error)
{
  JsonArray *list = sft_json_get_list (object, name);
  if (list == NULL)
    sft_study_fault (error, _ ("no list \"%s\""), name);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (!JSON_NODE_HOLDS_OBJECT (node) || !read (json_node_get_object (node), data))
        sft_study_fault (error, _ ("entry %u of \"%s\" is not as it must be"), i + 1, name);
    }
}

SftProgressData *
sft_progress_data_read (JsonObject *object, GError **error)
{
  g_autoptr (GError) fault = NULL;
  SftProgressData *data = sft_progress_data_copy (NULL);
  gint64 last;
  if (get_in (object, "last_demo", 0, SFT_N_DEMOS, &last))
    data->last_demo = (int)last;
  else
    sft_study_fault (&fault, _ ("\"last_demo\" is no demo"));
  read_list (object, "demos", read_demo, data, &fault);
  read_list (object, "answers", read_answer, data, &fault);
  read_list (object, "cards", read_card, data, &fault);
  read_list (object, "days", read_day, data, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return data;
}
