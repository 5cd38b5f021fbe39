/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view and its values as what a shell takes. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

/* "sft-lab run 17 --set 'mask=1,0;0,1'": what differs from the demo's defaults, quoted for a shell, in one line
 * unless a text has line breaks. Running it gives these values again. */
char *sft_command_line (const SftDemo *demo, gboolean concept, SftValues *values);

G_END_DECLS
