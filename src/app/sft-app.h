/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's door: everything behind it knows GTK, nothing before it does. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

/* Opens the window (or raises the one that is already open) at a demo; demo NULL: where the learner stopped.
 * values NULL: as the learner left them.
 * Returns the exit status: 1 with one line on standard error where there is no display. */
int sft_app_run (const SftDemo *demo, gboolean concept, SftValues *values);

/* Waits a while for what the desktop asks for over the session bus: the window, or an action. */
int sft_app_run_service (void);

G_END_DECLS
