/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a file or a folder with the desktop's own dialog. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is asked. Texts are translated already. */
typedef struct
{
  const char *title, *accept; /* of the dialog, and of its button, with a mnemonic */
  GtkFileChooserAction action;
  const char *name;      /* proposed for a file to save; NULL: none */
  const char *folder;    /* path where it begins; NULL: the desktop decides */
  GtkFileFilter *filter; /* (transfer none); NULL: all files */
} SftFileQuestion;

/* What was chosen, (transfer none). Who cancels is not heard of. */
typedef void (*SftFileChosen) (GtkWindow *owner, GFile *file);

/* Shows the dialog, modal to its owner, and returns at once. The owner, which is on the screen, keeps it until it is
 * answered or the owner is destroyed; then `chosen` is not called any more. When `chosen` is called, the dialog has
 * gone. An owner asks one question at a time: nothing happens while another one waits for its answer. */
void sft_file_choose (GtkWindow *owner, const SftFileQuestion *question, SftFileChosen chosen);

G_END_DECLS
