/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window-desktop.h"

#include "sft-export-all-dialog.h"

static void
export_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_export_all_choose (SFT_WINDOW (widget));
}

void
sft_window_install_desktop_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-all", NULL, export_all);
}
