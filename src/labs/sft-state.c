/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-state.h"

#include "sft-json-read.h"

#define _(msgid) sft_translate (msgid)

G_DEFINE_QUARK (sft_state_error, sft_state_error)

SftState *
sft_state_new (const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_return_val_if_fail (demo != NULL && sft_demo_lab (demo, concept) != NULL, NULL);
  g_return_val_if_fail (sft_values_spec (values) == &sft_demo_lab (demo, concept)->spec, NULL);
  SftState *state = g_new (SftState, 1);
  state->demo = demo;
  state->concept = concept;
  state->values = sft_values_ref (values);
  return state;
}

void
sft_state_free (SftState *state)
{
  if (state == NULL)
    return;
  sft_values_unref (state->values);
  g_free (state);
}

/* --- writing --- */

static void
write_state (SftJson *json, const SftDemo *demo, gboolean concept, const SftValues *values)
{
  sft_json_begin_object (json);
  sft_json_name (json, "version");
  sft_json_integer (json, SFT_STATE_VERSION);
  sft_json_name (json, "demo");
  sft_json_integer (json, demo->number);
  sft_json_name (json, "view");
  sft_json_string (json, concept ? "concept" : "notebook");
  sft_json_name (json, "set");
  sft_json_begin_object (json);
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    {
      sft_json_name (json, param->id);
      sft_values_write (values, param->id, json);
    }
  sft_json_end_object (json);
  sft_json_end_object (json);
}

void
sft_state_write (SftJson *json, const SftState *state)
{
  g_return_if_fail (state != NULL);
  write_state (json, state->demo, state->concept, state->values);
}

char *
sft_state_to_json (const SftDemo *demo, gboolean concept, const SftValues *values)
{
  g_return_val_if_fail (demo != NULL && values != NULL, NULL);
  SftJson *json = sft_json_new (TRUE);
  write_state (json, demo, concept, values);
  return sft_json_free_to_string (json);
}

char *
sft_states_to_json (const GPtrArray *states)
{
  g_return_val_if_fail (states != NULL, NULL);
  SftJson *json = sft_json_new (TRUE);
  sft_json_begin_object (json);
  sft_json_name (json, "version");
  sft_json_integer (json, SFT_STATE_VERSION);
  sft_json_name (json, "states");
  sft_json_begin_array (json);
  for (guint i = 0; i < states->len; i++)
    {
      const SftState *state = g_ptr_array_index (states, i);
      write_state (json, state->demo, state->concept, state->values);
    }
  sft_json_end_array (json);
  sft_json_end_object (json);
  return sft_json_free_to_string (json);
}

/* --- reading --- */

/* The object that the JSON is, owned by the parser; NULL and an error. */
static JsonObject *
parse (JsonParser *parser, const char *json, gssize length, GError **error)
{
  JsonNode *root = sft_json_read (parser, json, length, SFT_STATE_MAX_BYTES, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN, _ ("JSON, but no state of SFT Lab"));
      return NULL;
    }
  return json_node_get_object (root);
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  gint64 version;
  if (!sft_json_get_whole (object, "version", &version) || version < 1)
    {
      g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN,
                           _ ("no \"version\" of at least 1, so it is no state of SFT Lab"));
      return FALSE;
    }
  if (version > SFT_STATE_VERSION)
    {
      /* As text: the macros of 64-bit formats cannot stand in what is translated. */
      g_autofree char *said = sft_format_c ("%" G_GINT64_FORMAT, version);
      g_set_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_VERSION,
                   _ ("of version %s, from a later SFT Lab; accepted: up to version %d"), said, SFT_STATE_VERSION);
      return FALSE;
    }
  return TRUE;
}

static const SftDemo *
read_view (JsonObject *object, gboolean *concept, GError **error)
{
  gint64 number;
  const char *name = sft_json_get_text (object, "view");
  *concept = FALSE;
  if (!sft_json_get_whole (object, "demo", &number) || name == NULL)
    {
      g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN,
                           _ ("no \"demo\" number and \"view\", so it is no state of SFT Lab"));
      return NULL;
    }
  const SftDemo *demo = number >= 1 && number <= G_MAXINT ? sft_demo_find ((int)number) : NULL;
  *concept = g_str_equal (name, "concept");
  if (demo == NULL || (!*concept && !g_str_equal (name, "notebook")) || sft_demo_lab (demo, *concept) == NULL)
    {
      g_autofree char *line = sft_one_line (name, 40);
      g_autofree char *said = sft_format_c ("%" G_GINT64_FORMAT, number);
      g_set_error (error, SFT_STATE_ERROR, SFT_STATE_ERROR_VIEW, _ ("demo %s has no view \"%s\" in this version"), said,
                   line);
      return NULL;
    }
  return demo;
}

/* Appends a value in command-line syntax; FALSE for what no parameter is. */
static gboolean
append_value (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      g_string_append_c (text, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (text, ',');
          if (!append_value (text, json_array_get_element (array, i)))
            return FALSE;
        }
      g_string_append_c (text, ']');
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  GType type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    {
      g_autofree char *number = sft_number_to_string (json_node_get_double (node));
      g_string_append (text, number);
    }
  return TRUE;
}

static gboolean
read_param (SftEdit *edit, const SftSpec *spec, const char *id, JsonNode *node, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const SftParam *param = sft_spec_find (spec, id);
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  gboolean wants_text = param != NULL && (param->kind == SFT_TEXT || param->kind == SFT_CHOICE);
  if (param != NULL && (is_text != wants_text || !append_value (text, node)))
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, -1, -1, _ ("%s: not a value of kind %s"),
                           param->id, sft_kind_name (param->kind));
      return FALSE;
    }
  if (param == NULL)
    {
      g_autofree char *line = sft_one_line (id, 40);
      sft_param_error_set (error, SFT_PARAM_ERROR_UNKNOWN, NULL, -1, -1, _ ("no parameter \"%s\" in this version"),
                           line);
      return FALSE;
    }
  return sft_edit_set_text (edit, id, text->str, error);
}

static SftValues *
read_set (JsonObject *set, SftValues *defaults, GError **error)
{
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);
  g_autoptr (GList) names = json_object_get_members (set);
  for (GList *item = names; item != NULL; item = item->next)
    if (!read_param (edit, sft_values_spec (defaults), item->data, json_object_get_member (set, item->data), error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

SftState *
sft_state_read (JsonObject *object, GError **error)
{
  gboolean concept;
  const SftDemo *demo = NULL;
  if (check_version (object, error))
    demo = read_view (object, &concept, error);
  if (demo == NULL)
    return NULL;
  JsonNode *set = json_object_get_member (object, "set");
  if (set == NULL || !JSON_NODE_HOLDS_OBJECT (set))
    {
      g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN,
                           _ ("no object \"set\", so it is no state of SFT Lab"));
      return NULL;
    }
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autoptr (SftValues) values = read_set (json_node_get_object (set), defaults, error);
  if (values == NULL)
    {
      g_prefix_error (error, _ ("demo %d: "), demo->number);
      return NULL;
    }
  return sft_state_new (demo, concept, values);
}

SftState *
sft_state_from_json (const char *json, gssize length, GError **error)
{
  g_return_val_if_fail (json != NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = parse (parser, json, length, error);
  return object != NULL ? sft_state_read (object, error) : NULL;
}

GPtrArray *
sft_states_from_json (const char *json, gssize length, GPtrArray **faults, GError **error)
{
  g_return_val_if_fail (json != NULL, NULL);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (faults != NULL)
    *faults = NULL;
  JsonObject *object = parse (parser, json, length, error);
  if (object == NULL || !check_version (object, error))
    return NULL;
  JsonNode *list = json_object_get_member (object, "states");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error_literal (error, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN,
                           _ ("no list \"states\", so they are no states of SFT Lab"));
      return NULL;
    }
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_state_free);
  JsonArray *array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      GError *fault = NULL;
      SftState *state = NULL;
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_OBJECT (node))
        state = sft_state_read (json_node_get_object (node), &fault);
      else
        g_set_error_literal (&fault, SFT_STATE_ERROR, SFT_STATE_ERROR_FOREIGN, _ ("JSON, but no state of SFT Lab"));
      if (state != NULL)
        g_ptr_array_add (states, state);
      else
        g_ptr_array_add (refused, fault);
    }
  if (faults != NULL)
    *faults = g_steal_pointer (&refused);
  return states;
}
