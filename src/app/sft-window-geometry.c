/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window-private.h"

#define DEFAULT_DPI 96

/* --- look and size --- */

void
sft_window_apply_style (SftWindow *self)
{
  int dpi;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  SftStyle style = SFT_STYLE_INIT;
  style.appearance = sft_color_scheme_get_appearance (self->scheme);
  style.text_scale = dpi > 0 ? dpi / 1024.0 / DEFAULT_DPI : 1;
  style.translated = TRUE;
  if (style.appearance == SFT_DARK)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dark");
  sft_figure_view_set_style (SFT_FIGURE_VIEW (self->figure), &style);
  sft_pages_set_style (SFT_PAGES (self->pages), &style);
}

/* The panes at the end keep their size from the end, which is known once the window has one. */
static void
place_panel (GtkPaned *paned, GParamSpec *pspec, SftWindow *self)
{
  int size;
  gboolean is_panel = GTK_WIDGET (paned) == self->inner;
  g_object_get (paned, "max-position", &size, NULL);
  int wanted = sft_settings_get_int (self->settings, is_panel ? "panel-width" : "notes-height");
  int whole = is_panel ? gtk_widget_get_width (GTK_WIDGET (paned)) : gtk_widget_get_height (GTK_WIDGET (paned));
  if (size == G_MAXINT || size <= 0)
    return;
  g_signal_handlers_disconnect_by_func (paned, place_panel, self);
  gtk_paned_set_position (paned, MAX (whole > wanted ? whole - wanted : size - wanted, 0));
}

void
sft_window_load_geometry (SftWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), sft_settings_get_int (self->settings, "window-width"),
                               sft_settings_get_int (self->settings, "window-height"));
  if (sft_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (GTK_PANED (self->outer), sft_settings_get_int (self->settings, "sidebar-width"));
  g_signal_connect (self->inner, "notify::max-position", G_CALLBACK (place_panel), self);
  g_signal_connect (self->middle, "notify::max-position", G_CALLBACK (place_panel), self);
  g_object_set (self, "sidebar-shown", sft_settings_get_boolean (self->settings, "sidebar-shown"), "panel-shown",
                sft_settings_get_boolean (self->settings, "panel-shown"), NULL);
}

void
sft_window_keep_geometry (SftWindow *self)
{
  int width, height;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  sft_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  sft_settings_set_int (self->settings, "window-width", width);
  sft_settings_set_int (self->settings, "window-height", height);
  sft_settings_set_boolean (self->settings, "sidebar-shown", self->sidebar_shown);
  sft_settings_set_boolean (self->settings, "panel-shown", self->panel_shown);
  if (self->sidebar_shown)
    sft_settings_set_int (self->settings, "sidebar-width", gtk_paned_get_position (GTK_PANED (self->outer)));
  if (self->panel_shown)
    sft_settings_set_int (self->settings, "panel-width",
                          gtk_widget_get_width (self->inner) - gtk_paned_get_position (GTK_PANED (self->inner)));
  sft_settings_set_int (self->settings, "notes-height",
                        gtk_widget_get_height (self->middle) - gtk_paned_get_position (GTK_PANED (self->middle)));
  const SftDemo *demo = sft_demo_state_get_demo (self->state);
  gboolean concept = sft_demo_state_get_concept (self->state);
  g_autofree char *view = g_strdup_printf (concept ? "%d/concept" : "%d", demo->number);
  sft_settings_set_string (self->settings, "last-demo", view);
  sft_settings_set_string (self->settings, "last-page", sft_page_name (sft_pages_get_page (SFT_PAGES (self->pages))));
}
