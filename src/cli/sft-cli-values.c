/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "sft-cli-private.h"

/* Adds "did you mean" to an error about an unknown parameter, where one is close. */
static void
suggest (const SftSpec *spec, const char *assignment, GError **error)
{
  g_autofree char *id = g_strndup (assignment, strcspn (assignment, "=["));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *message = NULL;
  const char *nearest;

  for (const SftParam *param = spec->params; param->id != NULL; param++)
    g_ptr_array_add (ids, (char *)param->id);
  g_ptr_array_add (ids, NULL);
  nearest = sft_cli_nearest (id, (const char *const *)ids->pdata);
  if (nearest == NULL)
    return;
  message = g_strdup_printf (_ ("%s (did you mean \"%s\"?)"), (*error)->message, nearest);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}

SftValues *
sft_cli_values (const SftDemo *demo, gboolean concept, const char *const *assignments, GError **error)
{
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autoptr (SftEdit) edit = NULL;

  if (assignments == NULL)
    return g_steal_pointer (&defaults);
  edit = sft_edit_new (defaults);
  for (; *assignments != NULL; assignments++)
    {
      g_autoptr (GError) local = NULL;

      if (sft_edit_parse (edit, *assignments, &local))
        continue;
      if (g_error_matches (local, SFT_PARAM_ERROR, SFT_PARAM_ERROR_UNKNOWN))
        suggest (sft_values_spec (defaults), *assignments, &local);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return sft_edit_commit (g_steal_pointer (&edit), error);
}
