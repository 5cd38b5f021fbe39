/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-saved-states.h"

#include "sft-document.h"

#define _(msgid) sft_translate (msgid)

struct _SftSavedStates
{
  GObject parent_instance;

  GHashTable *states; /* view -> SftState */
  SftDocument *document;
};

enum
{
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftSavedStates, sft_saved_states, G_TYPE_OBJECT)

static gpointer
key_of (const SftDemo *demo, gboolean concept)
{
  return GINT_TO_POINTER (demo->number * 2 + (concept ? 1 : 0));
}

static gint
compare_states (gconstpointer a, gconstpointer b)
{
  const SftState *left = *(const SftState *const *)a, *right = *(const SftState *const *)b;
  return GPOINTER_TO_INT (key_of (left->demo, left->concept)) - GPOINTER_TO_INT (key_of (right->demo, right->concept));
}

static void
insert (SftSavedStates *self, const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_hash_table_insert (self->states, key_of (demo, concept), sft_state_new (demo, concept, values));
}

/* --- the document --- */

static gboolean
read_states (gpointer owner, const char *bytes, gsize length, GError **error)
{
  SftSavedStates *self = SFT_SAVED_STATES (owner);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GPtrArray) states = sft_states_from_json (bytes, (gssize)length, &faults, error);
  if (states == NULL)
    return FALSE;
  for (guint i = 0; i < states->len; i++)
    {
      const SftState *state = states->pdata[i];
      insert (self, state->demo, state->concept, state->values);
    }
  if (faults->len > 0)
    g_propagate_error (error, g_error_copy (faults->pdata[0]));
  return TRUE;
}

static gpointer
copy_states (gpointer owner)
{
  SftSavedStates *self = SFT_SAVED_STATES (owner);
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_state_free);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SftState *state = value;
      g_ptr_array_add (states, sft_state_new (state->demo, state->concept, state->values));
    }
  g_ptr_array_sort (states, compare_states);
  return states;
}

static char *
states_to_text (gconstpointer states)
{
  g_autofree char *json = sft_states_to_json (states);
  return g_strconcat (json, "\n", NULL);
}

static char *
say (SftDocumentProblem problem, const char *why, const char *name)
{
  switch (problem)
    {
    case SFT_DOCUMENT_SET_ASIDE:
      return g_strdup_printf (_ ("Saved parameters could not be read (%s); the file is kept as “%s”"), why, name);
    case SFT_DOCUMENT_STAYS:
      return g_strdup_printf (_ ("Saved parameters could not be read (%s); they stay in “%s” as they are, and "
                                 "nothing new is saved"),
                              why, name);
    case SFT_DOCUMENT_UNSAVED:
    default:
      return g_strdup_printf (_ ("Parameters could not be saved: %s"), why);
    }
}

static const SftDocumentType document_type = {
  read_states, copy_states, (GDestroyNotify)g_ptr_array_unref, states_to_text, say, SFT_SAVE_DELAY_MS,
};

static void
pass_problem_on (SftSavedStates *self)
{
  g_signal_emit (self, signals[PROBLEM], 0);
}

static void
sft_saved_states_dispose (GObject *object)
{
  SftSavedStates *self = SFT_SAVED_STATES (object);
  if (self->document != NULL)
    sft_document_close (self->document);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (sft_saved_states_parent_class)->dispose (object);
}

static void
sft_saved_states_finalize (GObject *object)
{
  SftSavedStates *self = SFT_SAVED_STATES (object);
  g_hash_table_unref (self->states);
  G_OBJECT_CLASS (sft_saved_states_parent_class)->finalize (object);
}

static void
sft_saved_states_class_init (SftSavedStatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_saved_states_dispose;
  object_class->finalize = sft_saved_states_finalize;
  signals[PROBLEM] =
      g_signal_new ("problem", SFT_TYPE_SAVED_STATES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_saved_states_init (SftSavedStates *self)
{
  self->states = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sft_state_free);
}

char *
sft_saved_states_default_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "sft-lab", "parameters.json", NULL);
}

SftSavedStates *
sft_saved_states_new (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);
  SftSavedStates *self = g_object_new (SFT_TYPE_SAVED_STATES, NULL);
  self->document = sft_document_new (path, &document_type, self, FALSE);
  g_signal_connect_object (self->document, "problem", G_CALLBACK (pass_problem_on), self, G_CONNECT_SWAPPED);
  return self;
}

const char *
sft_saved_states_get_problem (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  return sft_document_get_problem (self->document);
}

const char *
sft_saved_states_get_set_aside (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  return sft_document_get_set_aside (self->document);
}

SftValues *
sft_saved_states_get (SftSavedStates *self, const SftDemo *demo, gboolean concept)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), NULL);
  const SftState *state = g_hash_table_lookup (self->states, key_of (demo, concept));
  return state != NULL ? state->values : NULL;
}

void
sft_saved_states_set (SftSavedStates *self, const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_return_if_fail (SFT_IS_SAVED_STATES (self));
  g_return_if_fail (values != NULL);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  SftValues *known = sft_saved_states_get (self, demo, concept);
  if (sft_values_same (values, known != NULL ? known : defaults, NULL))
    return;
  if (sft_values_same (values, defaults, NULL))
    g_hash_table_remove (self->states, key_of (demo, concept));
  else
    insert (self, demo, concept, values);
  sft_document_changed (self->document);
}

gboolean
sft_saved_states_flush (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), FALSE);
  return sft_document_flush (self->document, NULL);
}

guint
sft_saved_states_get_n_writes (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), 0);
  return sft_document_get_n_writes (self->document);
}

gboolean
sft_saved_states_is_writing (SftSavedStates *self)
{
  g_return_val_if_fail (SFT_IS_SAVED_STATES (self), FALSE);
  return sft_document_is_writing (self->document);
}
