/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-document.h"
#include "sft-graphemes.h"
#include "sft-notes-private.h"

#include <string.h>

#define _(msgid) sft_translate (msgid)

struct _SftNotes
{
  GObject parent_instance;

  SftNotesData *data;
  SftFolded *folded[SFT_N_NOTES]; /* made when something is looked for */
  SftDocument *document;
};

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftNotes, sft_notes, G_TYPE_OBJECT)

static gboolean
is_note (int demo)
{
  return demo >= 0 && demo < SFT_N_NOTES;
}

/* --- the document --- */

static gboolean
read_notes (gpointer owner, const char *bytes, gsize length, GError **error)
{
  SftNotes *self = SFT_NOTES (owner);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = sft_study_json_parse (parser, bytes, length, "sft-lab-notes", error);
  SftNotesData *data = object != NULL ? sft_notes_data_read (object, error) : NULL;
  if (data == NULL)
    return FALSE;
  sft_notes_data_free (self->data);
  self->data = data;
  return TRUE;
}

static gpointer
copy_notes (gpointer owner)
{
  return sft_notes_data_copy (SFT_NOTES (owner)->data);
}

static char *
notes_to_text (gconstpointer copy)
{
  SftJson *json = sft_json_new (TRUE);
  sft_notes_data_write (copy, json);
  g_autofree char *text = sft_json_free_to_string (json);
  return g_strconcat (text, "\n", NULL);
}

static char *
say (SftDocumentProblem problem, const char *why, const char *name)
{
  switch (problem)
    {
    case SFT_DOCUMENT_SET_ASIDE:
      return g_strdup_printf (_ ("Your notes could not all be read (%s); the file is kept as “%s”"), why, name);
    case SFT_DOCUMENT_STAYS:
      return g_strdup_printf (
          _ ("Your notes could not all be read (%s); they stay in “%s” as they are, and nothing new "
             "is saved"),
          why, name);
    case SFT_DOCUMENT_UNSAVED:
    default:
      return g_strdup_printf (_ ("Your notes could not be saved: %s"), why);
    }
}

static const SftDocumentType document_type = {
  read_notes, copy_notes, (GDestroyNotify)sft_notes_data_free, notes_to_text, say, SFT_NOTES_DELAY_MS,
};

static void
pass_problem_on (SftNotes *self)
{
  g_signal_emit (self, signals[PROBLEM], 0);
}

static void
note_changed (SftNotes *self, int demo)
{
  g_clear_pointer (&self->folded[demo], sft_folded_free);
  g_signal_emit (self, signals[CHANGED], 0, demo);
}

static void
sft_notes_dispose (GObject *object)
{
  SftNotes *self = SFT_NOTES (object);
  if (self->document != NULL)
    sft_document_close (self->document);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (sft_notes_parent_class)->dispose (object);
}

static void
sft_notes_finalize (GObject *object)
{
  SftNotes *self = SFT_NOTES (object);
  for (int i = 0; i < SFT_N_NOTES; i++)
    sft_folded_free (self->folded[i]);
  sft_notes_data_free (self->data);
  G_OBJECT_CLASS (sft_notes_parent_class)->finalize (object);
}

static void
sft_notes_class_init (SftNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_notes_dispose;
  object_class->finalize = sft_notes_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", SFT_TYPE_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[PROBLEM] = g_signal_new ("problem", SFT_TYPE_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_notes_init (SftNotes *self)
{
  self->data = sft_notes_data_copy (NULL);
}

SftNotes *
sft_notes_new (const char *path, gboolean read_only)
{
  g_return_val_if_fail (path != NULL, NULL);
  SftNotes *self = g_object_new (SFT_TYPE_NOTES, NULL);
  self->document = sft_document_new (path, &document_type, self, read_only);
  g_signal_connect_object (self->document, "problem", G_CALLBACK (pass_problem_on), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
sft_notes_is_read_only (SftNotes *self)
{
  g_return_val_if_fail (SFT_IS_NOTES (self), TRUE);
  return sft_document_is_read_only (self->document);
}

const char *
sft_notes_get_problem (SftNotes *self)
{
  g_return_val_if_fail (SFT_IS_NOTES (self), NULL);
  return sft_document_get_problem (self->document);
}

const char *
sft_notes_get (SftNotes *self, int demo)
{
  g_return_val_if_fail (SFT_IS_NOTES (self) && is_note (demo), "");
  const char *text = self->data->notes[demo].text;
  return text != NULL ? text : "";
}

const SftState *
sft_notes_get_state (SftNotes *self, int demo)
{
  g_return_val_if_fail (SFT_IS_NOTES (self) && is_note (demo), NULL);
  return self->data->notes[demo].state;
}

gint64
sft_notes_get_time (SftNotes *self, int demo)
{
  g_return_val_if_fail (SFT_IS_NOTES (self) && is_note (demo), 0);
  return self->data->notes[demo].time;
}

gboolean
sft_notes_check (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  gsize length = strlen (text);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_NOT_TEXT,
                           _ ("the note is not text; accepted: UTF-8"));
      return FALSE;
    }
  if (length > SFT_NOTE_MAX_BYTES)
    {
      g_set_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TOO_LONG,
                   _ ("the note takes %lu bytes; accepted: up to %d characters in %d bytes"), (gulong)length,
                   SFT_NOTE_MAX, SFT_NOTE_MAX_BYTES);
      return FALSE;
    }
  /* No character takes less than a byte: counting is for long notes. */
  gsize n = length <= SFT_NOTE_MAX ? 0 : sft_graphemes_count (text);
  if (n > SFT_NOTE_MAX)
    {
      g_set_error (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_TOO_LONG,
                   _ ("the note has %lu characters; accepted: up to %d"), (gulong)n, SFT_NOTE_MAX);
      return FALSE;
    }
  return TRUE;
}

gboolean
sft_notes_set (SftNotes *self, int demo, const char *text, const SftState *state, GError **error)
{
  g_return_val_if_fail (SFT_IS_NOTES (self) && is_note (demo) && text != NULL, FALSE);
  g_return_val_if_fail (state == NULL || state->demo->number == demo, FALSE);
  if (g_str_equal (text, sft_notes_get (self, demo)))
    return TRUE;
  if (sft_notes_is_read_only (self))
    {
      g_set_error_literal (error, SFT_STUDY_ERROR, SFT_STUDY_ERROR_READ_ONLY,
                           _ ("notes cannot be changed here: another SFT Lab has them open"));
      return FALSE;
    }
  if (!sft_notes_check (text, error))
    return FALSE;
  SftNote *note = &self->data->notes[demo];
  g_autoptr (SftState) copy =
      state != NULL && *text != '\0' ? sft_state_new (state->demo, state->concept, state->values) : NULL;
  g_clear_pointer (&note->text, g_ref_string_release);
  g_clear_pointer (&note->state, sft_state_free);
  note->text = *text != '\0' ? g_ref_string_new (text) : NULL;
  note->state = g_steal_pointer (&copy);
  note->time = *text != '\0' ? g_get_real_time () / G_USEC_PER_SEC : 0;
  sft_document_changed (self->document);
  note_changed (self, demo);
  return TRUE;
}

gboolean
sft_notes_flush (SftNotes *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_NOTES (self), FALSE);
  return sft_document_flush (self->document, error);
}

const SftNotesData *
sft_notes_get_data (SftNotes *self)
{
  g_return_val_if_fail (SFT_IS_NOTES (self), NULL);
  return self->data;
}

/* Tells of those notes that are different now. */
static void
exchange (SftNotes *self, SftNotesData *data)
{
  g_autoptr (SftNotesData) before = self->data;
  self->data = data;
  for (int i = 0; i < SFT_N_NOTES; i++)
    if (before->notes[i].text != NULL || data->notes[i].text != NULL)
      note_changed (self, i);
}

void
sft_notes_take_data (SftNotes *self, SftNotesData *data)
{
  g_return_if_fail (SFT_IS_NOTES (self) && data != NULL);
  exchange (self, data);
  sft_document_changed (self->document);
}

gboolean
sft_notes_erase (SftNotes *self, GError **error)
{
  g_return_val_if_fail (SFT_IS_NOTES (self), FALSE);
  if (!sft_document_erase (self->document, error))
    return FALSE;
  exchange (self, sft_notes_data_copy (NULL));
  return TRUE;
}

void
sft_note_found_free (SftNoteFound *found)
{
  if (found == NULL)
    return;
  g_array_unref (found->ranges);
  g_free (found->snippet);
  g_free (found);
}

GPtrArray *
sft_notes_search (SftNotes *self, const char *text)
{
  g_return_val_if_fail (SFT_IS_NOTES (self) && text != NULL, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_note_found_free);
  g_autofree char *what = g_utf8_validate (text, -1, NULL) ? sft_fold (text) : g_strdup ("");
  for (int i = 0; i < SFT_N_NOTES; i++)
    {
      const SftNote *note = &self->data->notes[i];
      if (note->text == NULL)
        continue;
      if (self->folded[i] == NULL)
        self->folded[i] = sft_folded_new (note->text);
      GArray *ranges = sft_folded_find (self->folded[i], what);
      if (ranges == NULL)
        continue;
      SftNoteFound *found = g_new0 (SftNoteFound, 1);
      found->demo = i;
      found->ranges = ranges;
      found->snippet =
          sft_folded_snippet (self->folded[i], &g_array_index (ranges, SftNoteRange, 0), &found->in_snippet);
      g_ptr_array_add (all, found);
    }
  return all;
}
