/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export all: every view as a file in one folder. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sft-cli-private.h"
#include "sft-export-all.h"

static char *
assignment_id (const char *assignment)
{
  return g_strndup (assignment, strcspn (assignment, "=["));
}

/* The assignments whose parameter this view has. */
static GStrv
assignments_for (const SftSpec *spec, const char *const *assignments)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      g_autofree char *id = assignment_id (*assignments);

      if (sft_spec_find (spec, id) != NULL)
        g_ptr_array_add (own, g_strdup (*assignments));
    }
  g_ptr_array_add (own, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&own), FALSE);
}

/* Is each assignment about a parameter that some view has? */
static gboolean
check_known (const char *const *assignments, int *status)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **names = NULL;
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  for (gsize i = 0; i < n; i++)
    for (const SftParam *param = labs[i]->spec.params; param->id != NULL; param++)
      g_hash_table_add (ids, (char *)param->id);
  names = (const char **)g_hash_table_get_keys_as_array (ids, NULL);
  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      g_autofree char *id = assignment_id (*assignments), *hint = NULL;
      const char *nearest;

      if (g_hash_table_contains (ids, id))
        continue;
      nearest = sft_cli_nearest (id, names);
      hint = nearest != NULL ? g_strdup_printf (_ (" (did you mean \"%s\"?)"), nearest) : g_strdup ("");
      *status = sft_cli_fail (SFT_EXIT_USAGE,
                              _ ("--set \"%s\": no demo has a parameter \"%s\"%s; accepted: what sft-lab params LAB "
                                 "shows for any demo"),
                              *assignments, id, hint);
      return FALSE;
    }
  return TRUE;
}

/* A view's defaults with those of the assignments (data, a vector) that it has. */
static SftValues *
values_for (const SftDemo *demo, gboolean concept, gpointer data, GError **error)
{
  g_auto (GStrv) own = assignments_for (&sft_demo_lab (demo, concept)->spec, data);
  SftValues *values = sft_cli_values (demo, concept, (const char *const *)own, error);

  if (values == NULL)
    g_prefix_error (error, _ ("demo %d%s: "), demo->number, concept ? "/concept" : "");
  return values;
}

static gboolean
make_folder (const char *folder, gboolean *made, int *status)
{
  g_autofree char *shown = g_filename_display_name (folder), *parent = g_path_get_dirname (folder);
  int code;

  *made = g_mkdir (folder, 0777) == 0;
  code = *made ? 0 : errno;
  if (*made || (code == EEXIST && g_file_test (folder, G_FILE_TEST_IS_DIR)))
    return TRUE;
  if (code == EEXIST)
    *status = sft_cli_fail (SFT_EXIT_FAILED,
                            _ ("\"%s\" is not a folder; accepted with all: a folder, or a name for a new one"), shown);
  else if (code == ENOENT && !g_file_test (parent, G_FILE_TEST_IS_DIR))
    *status = sft_cli_fail (SFT_EXIT_FAILED, _ ("cannot create the folder \"%s\": its parent does not exist"), shown);
  else
    *status = sft_cli_fail (SFT_EXIT_FAILED, _ ("cannot create the folder \"%s\": %s"), shown, g_strerror (code));
  return FALSE;
}

int
sft_cli_export_folder (const char *folder, const SftExportOptions *options, const char *const *assignments)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  gboolean made;
  int status;

  if (!check_known (assignments, &status))
    return status;
  files = sft_export_plan (folder, options->format, values_for, (gpointer)assignments, &error);
  if (files == NULL)
    return sft_cli_fail (SFT_EXIT_USAGE, "%s", error->message);
  if (!make_folder (folder, &made, &status))
    return status;
  if (sft_export_files (files, options, NULL, NULL, &error))
    return SFT_EXIT_DONE;
  if (made)
    g_rmdir (folder); /* only if it is empty */
  return sft_cli_fail (sft_cli_error_status (error), "%s", error->message);
}
