/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions that reach out to the desktop: whole folders of figures, the printer, and help. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* win.export-all and the others, for the class of the window. */
void sft_window_install_desktop_actions (GtkWidgetClass *widget_class);

G_END_DECLS
