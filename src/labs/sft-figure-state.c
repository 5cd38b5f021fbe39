/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-figure-state.h"

#include "sft-metadata.h"

#define _(msgid) g_dgettext (GETTEXT_PACKAGE, msgid)

/* The largest figures take some tens of megabytes. */
#define MOST_BYTES (256 * 1024 * 1024)

/* A device or a pipe might never end. */
static gboolean
check_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                         _ ("this is no regular file; accepted: a PNG, SVG or PDF file exported by SFT Lab"));
  else if (g_file_info_get_size (info) > MOST_BYTES)
    g_set_error_literal (error, SFT_METADATA_ERROR, SFT_METADATA_ERROR_SIZE,
                         _ ("the file is larger than any figure that SFT Lab writes"));
  else
    return TRUE;
  return FALSE;
}

static SftState *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *json = NULL;

  if (!check_file (file, cancellable, error))
    return NULL;
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return NULL;
  json = sft_metadata_read (bytes, error);
  return json != NULL ? sft_state_from_json (json, -1, error) : NULL;
}

/* Names of files and messages of the system may have line ends. */
static void
name_file (GError *error, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file), *shown = g_filename_display_name (base != NULL ? base : "?");
  g_autofree char *name = sft_one_line (shown, 80), *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    message = g_strdup (_ ("there is no such file"));
  else
    message = sft_one_line (error->message, 400);
  g_free (error->message);
  error->message = g_strdup_printf ("\"%s\": %s", name, message);
}

SftState *
sft_figure_state_load (GFile *file, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  SftState *state;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  state = load (file, cancellable, &local);
  if (state == NULL)
    {
      name_file (local, file);
      g_propagate_error (error, local);
    }
  return state;
}
