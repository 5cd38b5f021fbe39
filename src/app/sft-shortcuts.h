/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the window, as a small window of their own. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFT_TYPE_SHORTCUTS (sft_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (SftShortcuts, sft_shortcuts, SFT, SHORTCUTS, GtkWindow)

GtkWidget *sft_shortcuts_new (GtkWindow *parent);

/* Every accelerator of the application, in the order in which they are shown; action NULL ends. */
typedef struct
{
  const char *action, *accelerator, *label; /* label: msgid */
  const char *other_accelerator;            /* does the same; NULL: none */
} SftShortcut;
const SftShortcut *sft_shortcuts_table (void);

G_END_DECLS
