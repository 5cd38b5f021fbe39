/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes: their limits as a person counts, what they remember, damaged files, search. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sft-graphemes.h"
#include "sft-notes-private.h"
#include "study-folder.h"

static void
set (SftNotes *notes, int demo, const char *text, const SftState *state)
{
  g_autoptr (GError) error = NULL;
  gboolean done = sft_notes_set (notes, demo, text, state, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static SftNotes *
reopen (SftNotes *notes, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean done = sft_notes_flush (notes, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_finalize_object (notes);
  notes = sft_notes_new (path, FALSE);
  g_assert_null (sft_notes_get_problem (notes));
  return notes;
}

static void
count_changed (SftNotes *notes, int demo, int *last)
{
  *last = demo;
}

static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SftState) state = study_state (17, FALSE, "mask[0][2]=0");
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  int last = -1;
  g_signal_connect (notes, "changed", G_CALLBACK (count_changed), &last);
  g_assert_cmpstr (sft_notes_get (notes, 0), ==, "");
  set (notes, SFT_NOTE_LESSON, "SFT predicts \"response\" tokens\n\tα\\β", NULL);
  g_assert_cmpint (last, ==, 0);
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  set (notes, 17, "Without token 2", state);
  g_assert_cmpint (last, ==, 17);
  set (notes, 3, "goes again", NULL);
  set (notes, 3, "", NULL);
  g_assert_cmpint (sft_notes_get_time (notes, 3), ==, 0);
  notes = reopen (notes, fixture->path);
  g_assert_cmpstr (sft_notes_get (notes, 0), ==, "SFT predicts \"response\" tokens\n\tα\\β");
  g_assert_null (sft_notes_get_state (notes, 0));
  g_assert_cmpstr (sft_notes_get (notes, 3), ==, "");
  g_assert_cmpint (sft_notes_get_time (notes, 17), >=, before);
  const SftState *kept = sft_notes_get_state (notes, 17);
  g_assert_nonnull (kept);
  g_assert_cmpint (kept->demo->number, ==, 17);
  g_assert_true (sft_values_same (kept->values, state->values, NULL));
  /* A person can read it. */
  g_autofree char *text = study_read (fixture->path);
  g_assert_nonnull (strstr (text, "\"text\": \"Without token 2\""));
  /* The same text is no change. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  set (notes, 17, "Without token 2", NULL);
  g_assert_nonnull (sft_notes_get_state (notes, 17));
  g_assert_true (sft_notes_flush (notes, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (notes);
}

/* One character each, as a person counts. */
static const char *const characters[] = {
  "a",  "é",  "e\xcc\x81", "漢", "👍🏽", "👨‍👩‍👧‍👦",
  "🇩🇪", "कि", "นี้",         "\n", "한",       "a\xcc\x88\xcc\xa3\xcc\x8a",
};

static void
test_limit (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      for (int j = 0; j < SFT_NOTE_MAX; j++)
        g_string_append (text, characters[i]);
      g_assert_cmpuint (sft_graphemes_count (text->str), ==, SFT_NOTE_MAX);
      set (notes, 1, text->str, NULL);
      g_autofree char *whole = g_strdup (text->str);
      g_string_append (text, characters[i]);
      g_assert_false (sft_notes_set (notes, 1, text->str, NULL, &error));
      g_assert_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TOO_LONG);
      g_assert_nonnull (strstr (error->message, "8001"));
      g_assert_nonnull (strstr (error->message, "up to 8000"));
      g_assert_cmpstr (sft_notes_get (notes, 1), ==, whole);
      notes = reopen (notes, fixture->path);
      g_assert_cmpstr (sft_notes_get (notes, 1), ==, whole);
    }
  g_assert_finalize_object (notes);
}

/* Marks without end on one character, and bytes that are no text. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  g_autoptr (GString) text = g_string_new ("e");
  g_autoptr (GError) error = NULL, second = NULL, third = NULL;
  while (text->len <= SFT_NOTE_MAX_BYTES)
    g_string_append (text, "\xcc\x81");
  g_assert_false (sft_notes_set (notes, 1, text->str, NULL, &error));
  g_assert_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TOO_LONG);
  g_assert_false (sft_notes_set (notes, 1, "caf\xe9", NULL, &second));
  g_assert_error (second, SFT_STUDY_ERROR, SFT_STUDY_ERROR_NOT_TEXT);
  g_assert_cmpstr (sft_notes_get (notes, 1), ==, "");
  g_assert_finalize_object (notes);

  notes = sft_notes_new (fixture->path, TRUE);
  g_assert_false (sft_notes_set (notes, 1, "text", NULL, &third));
  g_assert_error (third, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY);
  g_assert_finalize_object (notes);
}

#define HEAD "{\"kind\":\"sft-lab-notes\",\"version\":1,\"notes\":["
static const struct
{
  const char *json;
  const char *why;  /* in the message */
  const char *note; /* the note on demo 3 that is left; NULL: none */
} damaged[] = {
  { "", "JSON", NULL },
  { "\xff\xfe", "UTF-8", NULL },
  { "[]", "another program", NULL },
  { "{\"version\":1,\"states\":[]}", "another program", NULL },
  { "{\"kind\":\"sft-lab-progress\",\"version\":1,\"notes\":[]}", "another program", NULL },
  { "{\"kind\":\"sft-lab-notes\",\"version\":2,\"notes\":[]}", "of version 2", NULL },
  { "{\"kind\":\"sft-lab-notes\",\"version\":0,\"notes\":[]}", "another program", NULL },
  { "{\"kind\":\"sft-lab-notes\",\"version\":1}", "\"notes\"", NULL },
  { HEAD "{\"demo\":3,\"text\":\"a\\u0000b\"}]}", "U+0000", NULL },
  { HEAD "{\"demo\":3,\"text\":\"\\ud800\"}]}", "could not all be read", NULL },
  { HEAD "{\"demo\":26,\"text\":\"a\"},{\"demo\":3,\"text\":\"b\"}]}", "0 to 25", "b" },
  { HEAD "{\"demo\":3.5,\"text\":\"a\"},{\"demo\":3,\"text\":\"b\"}]}", "0 to 25", "b" },
  { HEAD "7,{\"demo\":3,\"text\":\"b\"}]}", "0 to 25", "b" },
  { HEAD "{\"demo\":3,\"text\":\"a\"},{\"demo\":3,\"text\":\"b\"}]}", "two notes on demo 3", "a" },
  { HEAD "{\"demo\":3,\"text\":\"\"}]}", "demo 3", NULL },
  { HEAD "{\"demo\":3,\"text\":\"a\",\"changed\":\"yesterday\"}]}", "no time", "a" },
  { HEAD "{\"demo\":3,\"text\":\"a\",\"state\":{\"version\":1,\"demo\":3,\"view\":\"notebook\",\"set\":{\"steps\":"
         "1}}}]}",
    "steps", "a" },
  { HEAD "{\"demo\":3,\"text\":\"a\",\"state\":{\"version\":1,\"demo\":4,\"view\":\"notebook\",\"set\":{}}}]}",
    "not of this demo", "a" },
  { HEAD "{\"demo\":3,\"text\":\"a\",\"state\":7}]}", "not of this demo", "a" },
};

static void
check_damaged (Fixture *fixture, const char *bytes, gsize length, const char *why, const char *note)
{
  study_write (fixture->path, bytes, (gssize)length);
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  g_assert_nonnull (sft_notes_get_problem (notes));
  g_test_message ("%s", sft_notes_get_problem (notes));
  if (why != NULL)
    g_assert_nonnull (strstr (sft_notes_get_problem (notes), why));
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL), *kept = NULL;
  gsize kept_length;
  g_assert_true (g_file_get_contents (aside, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, bytes, length);
  g_assert_cmpint (g_unlink (aside), ==, 0);
  g_assert_cmpstr (sft_notes_get (notes, 3), ==, note != NULL ? note : "");
  g_assert_finalize_object (reopen (notes, fixture->path));
}

static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    check_damaged (fixture, damaged[i].json, strlen (damaged[i].json), damaged[i].why, damaged[i].note);
}

static void
test_cut (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SftState) state = study_state (2, FALSE, "mask=1,0,1/0,1,1");
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  set (notes, 2, "é 👍🏽", state);
  g_assert_true (sft_notes_flush (notes, NULL));
  g_assert_finalize_object (notes);
  g_autofree char *good = study_read (fixture->path);
  gsize length = strlen (good);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  for (gsize i = 0; i + 2 < length; i += 3)
    check_damaged (fixture, good, i, NULL, NULL);
}

/* --- search --- */

static const struct
{
  const char *text, *what;
  guint start, end; /* of the first; both 0: not found */
  guint n;
} searches[] = {
  { "The Masked Loss", "masked", 4, 10, 1 },
  { "The Masked Loss", " MASKED LOSS ", 4, 15, 1 },
  { "loss loss loss", "loss", 0, 4, 3 },
  { "aaaa", "aa", 0, 2, 2 },
  { "anything", "", 0, 0, 0 },
  { "anything", "else", 0, 0, 0 },
  { "Caf\xc3\xa9", "cafe\xcc\x81", 0, 4, 1 },
  { "Cafe\xcc\x81 au lait", "CAF\xc3\x89", 0, 5, 1 },
  { "Cafe\xcc\x81", "cafe", 0, 0, 0 }, /* the last character is another one */
  { "Straße", "STRASSE", 0, 6, 1 },
  { "ΟΔΟΣ und οδος", "οδος", 0, 4, 2 },
  { "ﬁne-tuning", "fine", 0, 3, 1 },
  { "한국어", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab국", 0, 2, 1 },
  { "각", "가", 0, 0, 0 },
  { "漢字かな", "かな", 2, 4, 1 },
  { "👨‍👩‍👧 und 👍🏽", "👍🏽", 10, 12, 1 },
  { "किताब", "ता", 2, 4, 1 },
};

static void
test_search (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s in %s", searches[i].what, searches[i].text);
      set (notes, 7, searches[i].text, NULL);
      g_autoptr (GPtrArray) all = sft_notes_search (notes, searches[i].what);
      g_assert_cmpuint (all->len, ==, searches[i].n > 0);
      if (all->len == 0)
        continue;
      const SftNoteFound *found = all->pdata[0];
      g_assert_cmpint (found->demo, ==, 7);
      g_assert_cmpuint (found->ranges->len, ==, searches[i].n);
      g_assert_cmpuint (g_array_index (found->ranges, SftNoteRange, 0).start, ==, searches[i].start);
      g_assert_cmpuint (g_array_index (found->ranges, SftNoteRange, 0).end, ==, searches[i].end);
      g_assert_cmpstr (found->snippet, ==, searches[i].text);
      g_assert_cmpuint (found->in_snippet.start, ==, searches[i].start);
      g_assert_cmpuint (found->in_snippet.end, ==, searches[i].end);
    }
  g_assert_finalize_object (notes);
}

static void
test_snippet (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 50; i++)
    g_string_append (text, "wörter\r\n");
  g_string_append (text, "the THRESHOLD moves");
  for (int i = 0; i < 50; i++)
    g_string_append (text, " wörter");
  set (notes, 2, "no such word", NULL);
  set (notes, 20, text->str, NULL);
  set (notes, 0, "a threshold", NULL);
  g_autoptr (GPtrArray) all = sft_notes_search (notes, "threshold");
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (((SftNoteFound *)all->pdata[0])->demo, ==, 0);
  const SftNoteFound *found = all->pdata[1];
  g_assert_cmpint (found->demo, ==, 20);
  g_assert_true (g_str_has_prefix (found->snippet, "…"));
  g_assert_true (g_str_has_suffix (found->snippet, "…"));
  g_assert_null (strpbrk (found->snippet, "\r\n"));
  g_autofree char *match =
      g_utf8_substring (found->snippet, (glong)found->in_snippet.start, (glong)found->in_snippet.end);
  g_assert_cmpstr (match, ==, "THRESHOLD");
  const SftNoteRange *range = &g_array_index (found->ranges, SftNoteRange, 0);
  g_autofree char *in_text = g_utf8_substring (text->str, (glong)range->start, (glong)range->end);
  g_assert_cmpstr (in_text, ==, "THRESHOLD");
  /* A changed note is searched anew. */
  set (notes, 20, "", NULL);
  g_autoptr (GPtrArray) less = sft_notes_search (notes, "threshold");
  g_assert_cmpuint (less->len, ==, 1);
  g_assert_finalize_object (notes);
}

/* A text as a list of characters without case and composition. */
static GPtrArray *
list_of (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) starts = sft_graphemes_starts (text);
  for (guint i = 0; i + 1 < starts->len; i++)
    {
      gsize from = g_array_index (starts, gsize, i), to = g_array_index (starts, gsize, i + 1);
      g_autofree char *normal = g_utf8_normalize (text + from, (gssize)(to - from), G_NORMALIZE_NFD);
      g_ptr_array_add (list, g_utf8_casefold (normal, -1));
    }
  return list;
}

/* The first place, counted in clusters, by comparing lists; -1: none. */
static int
find_in_list (const GPtrArray *list, const GPtrArray *what)
{
  for (guint i = 0; i + what->len <= list->len; i++)
    {
      guint j = 0;
      while (j < what->len && g_str_equal (list->pdata[i + j], what->pdata[j]))
        j++;
      if (j == what->len)
        return (int)i;
    }
  return -1;
}

static char *
random_word (int length)
{
  static const char *const parts[] = { "a",         "A", "e",        "E",  "é",  "É",
                                       "e\xcc\x81", "👍", "👍🏽", "か", "が", "か\xe3\x82\x99" };
  GString *word = g_string_new (NULL);
  for (int i = 0; i < length; i++)
    g_string_append (word, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (word, FALSE);
}

static void
test_search_random (Fixture *fixture, gconstpointer unused)
{
  SftNotes *notes = sft_notes_new (fixture->path, FALSE);
  int n_found = 0;
  for (int round = 0; round < 3000; round++)
    {
      g_autofree char *text = random_word (g_test_rand_int_range (1, 30));
      g_autofree char *what = random_word (g_test_rand_int_range (1, 4));
      g_autoptr (GPtrArray) list = list_of (text), wanted = list_of (what);
      int expected = find_in_list (list, wanted);
      set (notes, 5, text, NULL);
      g_autoptr (GPtrArray) all = sft_notes_search (notes, what);
      g_assert_cmpint (expected >= 0, ==, all->len == 1);
      if (expected < 0)
        continue;
      const SftNoteFound *found = all->pdata[0];
      g_autoptr (GArray) starts = sft_graphemes_starts (text);
      glong start = g_utf8_pointer_to_offset (text, text + g_array_index (starts, gsize, expected));
      glong end = g_utf8_pointer_to_offset (text, text + g_array_index (starts, gsize, (guint)expected + wanted->len));
      g_assert_cmpint (g_array_index (found->ranges, SftNoteRange, 0).start, ==, start);
      g_assert_cmpint (g_array_index (found->ranges, SftNoteRange, 0).end, ==, end);
      n_found++;
    }
  g_assert_cmpint (n_found, >, 300);
  g_assert_cmpint (n_found, <, 2700);
  g_assert_finalize_object (notes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STUDY_ADD ("/notes/kept", test_kept);
  STUDY_ADD ("/notes/limit", test_limit);
  STUDY_ADD ("/notes/refused", test_refused);
  STUDY_ADD ("/notes/damaged", test_damaged);
  STUDY_ADD ("/notes/cut", test_cut);
  STUDY_ADD ("/notes/search", test_search);
  STUDY_ADD ("/notes/snippet", test_snippet);
  STUDY_ADD ("/notes/search-random", test_search_random);
  return g_test_run ();
}
