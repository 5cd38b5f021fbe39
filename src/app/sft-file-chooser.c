/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-file-chooser.h"

#include "sft-app-private.h"

/* A question that waits for its answer: data of its owner. */
#define KEY "sft-file-chooser"

typedef struct
{
  GtkWindow *owner; /* not owned */
  GtkFileChooserNative *chooser;
  SftFileChosen chosen;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;
  g_signal_handlers_disconnect_by_data (waiting->chooser, waiting);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (waiting->chooser));
  g_object_unref (waiting->chooser);
  g_free (waiting);
}

static void
let_go (GtkWindow *owner)
{
  g_object_set_data (G_OBJECT (owner), KEY, NULL);
}

static void
answered (GtkNativeDialog *chooser, int response, Waiting *waiting)
{
  g_autoptr (GtkWindow) owner = g_object_ref (waiting->owner);
  SftFileChosen chosen = waiting->chosen;
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  let_go (owner);
  if (file != NULL)
    chosen (owner, file);
}

void
sft_file_choose (GtkWindow *owner, const SftFileQuestion *question, SftFileChosen chosen)
{
  g_return_if_fail (GTK_IS_WINDOW (owner));
  g_return_if_fail (question != NULL && chosen != NULL);

  if (g_object_get_data (G_OBJECT (owner), KEY) != NULL)
    return;
  Waiting *waiting = g_new0 (Waiting, 1);
  waiting->owner = owner;
  waiting->chosen = chosen;
  waiting->chooser =
      gtk_file_chooser_native_new (question->title, owner, question->action, question->accept, _ ("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (waiting->chooser);
  if (question->name != NULL)
    gtk_file_chooser_set_current_name (chooser, question->name);
  if (question->folder != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (question->folder);
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
    }
  if (question->filter != NULL)
    gtk_file_chooser_add_filter (chooser, question->filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (answered), waiting);
  /* A window that is destroyed goes from the screen at once, but others may hold it for long. */
  g_signal_connect_object (owner, "unrealize", G_CALLBACK (let_go), chooser, 0);
  g_object_set_data_full (G_OBJECT (owner), KEY, waiting, waiting_free);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
