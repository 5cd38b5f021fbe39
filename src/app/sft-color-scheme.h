/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light, dark or high contrast: what the learner chose, or what the desktop prefers.
 * Signal "changed": the appearance of figures is another one. */
#pragma once

#include <gtk/gtk.h>

#include "sft-layout.h"

G_BEGIN_DECLS

#define SFT_TYPE_COLOR_SCHEME (sft_color_scheme_get_type ())
G_DECLARE_FINAL_TYPE (SftColorScheme, sft_color_scheme, SFT, COLOR_SCHEME, GObject)

SftColorScheme *sft_color_scheme_new (GtkSettings *settings);
/* "system", "light", "dark" or "high-contrast". */
void sft_color_scheme_choose (SftColorScheme *self, const char *choice);
/* What figures are to look like now. */
SftAppearance sft_color_scheme_get_appearance (SftColorScheme *self);

G_END_DECLS
