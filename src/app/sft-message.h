/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One short message over the bottom of the window, with at most one button, that goes away by itself, but not while the
 * focus is in it. Its button has a letter that nothing else in the window has. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFT_TYPE_MESSAGE (sft_message_get_type ())
G_DECLARE_FINAL_TYPE (SftMessage, sft_message, SFT, MESSAGE, GtkWidget)

typedef void (*SftMessageAction) (gpointer data);

/* button NULL: no button. Pressing it calls action and hides the message; destroy frees data when the message is
 * replaced or gone. */
void sft_message_show (SftMessage *self, const char *text, const char *button, SftMessageAction action, gpointer data,
                       GDestroyNotify destroy);
void sft_message_hide (SftMessage *self);
const char *sft_message_get_text (SftMessage *self); /* NULL while hidden */
/* The data of an action that the message offers; NULL: it offers none, or another. */
gconstpointer sft_message_get_offer (SftMessage *self, SftMessageAction action);
/* As if the button was pressed; nothing where there is none. */
void sft_message_activate (SftMessage *self);

G_END_DECLS
