/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a file in the file manager, selected; where there is none to ask, opens its folder. */
void sft_reveal_file (const char *path);

G_END_DECLS
