/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exported figure brings the window back to the state that made it. */
#pragma once

#include "sft-window.h"

G_BEGIN_DECLS

/* Reads the file in a worker and opens its state, or says why not and changes nothing. The latest file wins. */
void sft_open_figure (SftWindow *window, GFile *file);
/* Asks for the file. */
void sft_open_figure_choose (SftWindow *window);
/* Files that are dropped on the window are opened. */
void sft_open_figure_accept_drops (SftWindow *window);

G_END_DECLS
