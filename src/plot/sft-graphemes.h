/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters as a person counts them: grapheme clusters, in any script. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text must be valid UTF-8. Any thread. */
gsize sft_graphemes_count (const char *text);
/* The byte at which each cluster begins, in order, and behind them the text's length. */
GArray *sft_graphemes_starts (const char *text); /* of gsize */

G_END_DECLS
