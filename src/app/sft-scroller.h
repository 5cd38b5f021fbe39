/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As tall as what it holds where there is room, and scrolls it where there is not.
 *
 * A GtkScrolledWindow cannot do that with lines that wrap: it asks for their height without telling the width. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFT_TYPE_SCROLLER (sft_scroller_get_type ())
/* Properties: "child" (GtkWidget), "least-height" (int, pixels): it can always have that much. */
G_DECLARE_FINAL_TYPE (SftScroller, sft_scroller, SFT, SCROLLER, GtkWidget)

G_END_DECLS
