/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One program for each session: a second start raises the window of the first. */
#pragma once

#include <gtk/gtk.h>

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_TYPE_APPLICATION (sft_application_get_type ())
G_DECLARE_FINAL_TYPE (SftApplication, sft_application, SFT, APPLICATION, GtkApplication)

SftApplication *sft_application_new (void);
/* What to open: here, or in the program that runs already. NULL: where the learner stopped, or what is open; values
 * NULL: as the learner left them. */
void sft_application_request (SftApplication *self, const SftDemo *demo, gboolean concept, SftValues *values);

G_END_DECLS
