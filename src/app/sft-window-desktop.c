/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window-desktop.h"

#include "sft-export-all-dialog.h"
#include "sft-print.h"

static void
export_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_export_all_choose (SFT_WINDOW (widget));
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_print_run (SFT_WINDOW (widget), FALSE);
}

static void
preview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_print_run (SFT_WINDOW (widget), TRUE);
}

/* What there is to know of the demo in view is its lesson. */
static void
help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_results_show_lesson (sft_window_get_results (SFT_WINDOW (widget)));
}

void
sft_window_install_desktop_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-all", NULL, export_all);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "win.print-preview", NULL, preview);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help);
}
