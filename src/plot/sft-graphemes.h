/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters as a person counts them: grapheme clusters, in any script. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text must be valid UTF-8. Any thread. */
gsize sft_graphemes_count (const char *text);
/* The byte at which each cluster begins, in order, and behind them the text's length. */
GArray *sft_graphemes_starts (const char *text); /* of gsize */

/* One of the 66 code points that are valid UTF-8 and never a character: U+FFFF, U+FDD0 ... Cairo takes none of them. */
gboolean sft_is_noncharacter (gunichar c);

G_END_DECLS
