/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as a value, and as JSON:
 *
 *   {"kind": "sft-lab-notes", "version": 1, "notes": [
 *     {"demo": 17, "changed": "2026-11-24T19:45:00Z", "text": "...", "state": {a state as of sft-state.h}}]} */
#include "config.h"

#include "sft-notes-private.h"

#define _(msgid) sft_translate (msgid)

SftNotesData *
sft_notes_data_copy (const SftNotesData *data)
{
  SftNotesData *copy = g_new0 (SftNotesData, 1);
  for (int i = 0; data != NULL && i < SFT_N_NOTES; i++)
    {
      const SftNote *note = &data->notes[i];
      SftNote *to = &copy->notes[i];
      to->text = note->text != NULL ? g_ref_string_acquire (note->text) : NULL;
      if (note->state != NULL)
        to->state = sft_state_new (note->state->demo, note->state->concept, note->state->values);
      to->time = note->time;
    }
  return copy;
}

static void
note_clear (SftNote *note)
{
  g_clear_pointer (&note->text, g_ref_string_release);
  g_clear_pointer (&note->state, sft_state_free);
  note->time = 0;
}

void
sft_notes_data_free (SftNotesData *data)
{
  if (data == NULL)
    return;
  for (int i = 0; i < SFT_N_NOTES; i++)
    note_clear (&data->notes[i]);
  g_free (data);
}

void
sft_notes_data_write (const SftNotesData *data, SftJson *json)
{
  sft_study_json_begin (json, "sft-lab-notes");
  sft_json_name (json, "notes");
  sft_json_begin_array (json);
  for (int i = 0; i < SFT_N_NOTES; i++)
    {
      const SftNote *note = &data->notes[i];
      if (note->text == NULL)
        continue;
      sft_json_begin_object (json);
      sft_json_name (json, "demo");
      sft_json_integer (json, i);
      sft_study_json_time (json, "changed", note->time);
      sft_json_name (json, "text");
      sft_json_string (json, note->text);
      if (note->state != NULL)
        {
          sft_json_name (json, "state");
          sft_state_write (json, note->state);
        }
      sft_json_end_object (json);
    }
  sft_json_end_array (json);
  sft_json_end_object (json);
}

/* A note whose state makes no sense in this version is a note still. */
static void
read_state (JsonObject *object, int demo, SftNote *note, GError **error)
{
  JsonObject *inner = sft_json_get_object (object, "state");
  g_autoptr (GError) fault = NULL;
  g_autoptr (SftState) state = inner != NULL ? sft_state_read (inner, &fault) : NULL;
  if (state != NULL && state->demo->number == demo)
    note->state = g_steal_pointer (&state);
  else if (fault != NULL)
    sft_study_fault (error, _ ("the note on demo %d: %s"), demo, fault->message);
  else if (json_object_has_member (object, "state"))
    sft_study_fault (error, _ ("the note on demo %d has a state that is not of this demo"), demo);
}

static void
read_note (JsonNode *node, SftNotesData *data, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 demo, time;
  if (object == NULL || !sft_json_get_whole (object, "demo", &demo) || demo < 0 || demo >= SFT_N_NOTES)
    {
      sft_study_fault (error, _ ("a note without a \"demo\" of 0 to %d"), SFT_N_NOTES - 1);
      return;
    }
  const char *text = sft_json_get_text (object, "text");
  g_autoptr (GError) fault = NULL;
  SftNote *note = &data->notes[demo];
  if (text == NULL || *text == '\0')
    sft_study_fault (error, _ ("the note on demo %d has no \"text\""), (int)demo);
  else if (note->text != NULL)
    sft_study_fault (error, _ ("there are two notes on demo %d"), (int)demo);
  else if (!sft_notes_check (text, &fault))
    sft_study_fault (error, _ ("demo %d: %s"), (int)demo, fault->message);
  else
    {
      note->text = g_ref_string_new (text);
      if (!sft_study_json_get_time (object, "changed", &time))
        sft_study_fault (error, _ ("the note on demo %d: \"changed\" is no time"), (int)demo);
      note->time = time;
      read_state (object, (int)demo, note, error);
    }
}

SftNotesData *
sft_notes_data_read (JsonObject *object, GError **error)
{
  JsonArray *list = sft_json_get_list (object, "notes");
  if (list == NULL)
    {
      sft_study_fault (error, _ ("no list \"notes\""));
      return NULL;
    }
  SftNotesData *data = sft_notes_data_copy (NULL);
  g_autoptr (GError) fault = NULL;
  for (guint i = 0; i < json_array_get_length (list); i++)
    read_note (json_array_get_element (list, i), data, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return data;
}
