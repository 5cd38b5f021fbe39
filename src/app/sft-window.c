/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window.h"

#include <string.h>

#include "sft-announcer.h"
#include "sft-app-private.h"
#include "sft-copy.h"
#include "sft-open-figure.h"
#include "sft-reveal.h"
#include "sft-shortcuts.h"
#include "sft-window-desktop.h"

struct _SftWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title, *subtitle;
  GtkWidget *outer, *inner, *middle; /* panes: sidebar | inner, middle | panel, figure over results */
  GtkWidget *sidebar, *panel;
  GtkWidget *views, *notebook_view, *concept_view;
  GtkWidget *figure, *progress, *readouts, *summary, *announcement, *results;
  GtkWidget *message;

  SftSettings *settings;
  SftColorScheme *scheme;
  SftSavedStates *saved; /* NULL: nothing is kept from one start to the next */
  GHashTable *states;    /* view -> SftDemoState: parameters are kept while the program runs */
  SftDemoState *state;
  gboolean sidebar_shown, panel_shown;
  guint frame;    /* tick that computes */
  guint pulse;    /* tick of the progress line */
  guint patience; /* until a busy worker is shown */
  guint pause;    /* until the summary is shown */
  SftAnnouncer *announcer;
};

enum
{
  PROP_SIDEBAR_SHOWN = 1,
  PROP_PANEL_SHOWN,
  PROP_PINNED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

#define PATIENCE_MS 150
#define SUMMARY_PAUSE_MS 500
#define DEFAULT_DPI 96

G_DEFINE_FINAL_TYPE (SftWindow, sft_window, GTK_TYPE_APPLICATION_WINDOW)

/* --- what a result changes --- */

static gboolean
show_summary (gpointer data)
{
  SftWindow *self = data;
  const SftResult *result = sft_demo_state_get_result (self->state);
  self->pause = 0;
  if (result != NULL)
    {
      const char *text = sft_text_get (&result->figure->summary, TRUE);
      gtk_label_set_text (GTK_LABEL (self->summary), text);
      gtk_widget_set_tooltip_text (self->summary, text);
    }
  return G_SOURCE_REMOVE;
}

static void
show_result (SftWindow *self)
{
  const SftResult *result = sft_demo_state_get_result (self->state);
  sft_figure_view_set_figure (SFT_FIGURE_VIEW (self->figure), result != NULL ? result->figure : NULL);
  sft_readouts_show (SFT_READOUTS (self->readouts), result, sft_demo_state_get_pinned (self->state));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.pin", result != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
  sft_results_show (SFT_RESULTS (self->results), result);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", result != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-figure", result != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", result != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print-preview", result != NULL);
  if (result != NULL)
    sft_announcer_hear (self->announcer, self->state);
  /* A sentence that changes with every step is not read. */
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (SUMMARY_PAUSE_MS, show_summary, self);
}

static gboolean
compute (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SftWindow *self = data;
  self->frame = 0;
  sft_demo_state_update (self->state);
  return G_SOURCE_REMOVE;
}

static void
state_changed (SftWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gtk_widget_action_set_enabled (widget, "win.reset", !sft_demo_state_is_default (self->state));
  gtk_widget_action_set_enabled (widget, "win.undo", sft_demo_state_can_undo (self->state));
  gtk_widget_action_set_enabled (widget, "win.redo", sft_demo_state_can_redo (self->state));
  if (self->frame == 0)
    self->frame = gtk_widget_add_tick_callback (GTK_WIDGET (self), compute, self, NULL);
}

/* --- a worker that takes its time --- */

static gboolean
advance (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (widget));
  return G_SOURCE_CONTINUE;
}

static gboolean
show_progress (gpointer data)
{
  SftWindow *self = data;
  self->patience = 0;
  sft_figure_view_set_stale (SFT_FIGURE_VIEW (self->figure), TRUE);
  gtk_widget_set_visible (self->progress, TRUE);
  self->pulse = gtk_widget_add_tick_callback (self->progress, advance, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
state_busy (SftWindow *self)
{
  gboolean busy = sft_demo_state_get_busy (self->state);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->figure), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  if (busy)
    {
      if (self->patience == 0 && self->pulse == 0)
        self->patience = g_timeout_add (PATIENCE_MS, show_progress, self);
      return;
    }
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->pulse != 0)
    gtk_widget_remove_tick_callback (self->progress, self->pulse);
  self->pulse = 0;
  gtk_widget_set_visible (self->progress, FALSE);
  sft_figure_view_set_stale (SFT_FIGURE_VIEW (self->figure), FALSE);
}

/* --- which demo --- */

static void
keep_values (SftDemoState *state, SftSavedStates *saved)
{
  sft_saved_states_set (saved, sft_demo_state_get_demo (state), sft_demo_state_get_concept (state),
                        sft_demo_state_get_values (state));
}

static gpointer
state_key (const SftDemo *demo, gboolean concept)
{
  return GINT_TO_POINTER (demo->number * 2 + (concept ? 1 : 0));
}

/* (transfer none); NULL: the defaults. */
static SftValues *
kept_values (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  gboolean fresh = self->saved == NULL || sft_settings_get_boolean (self->settings, "start-fresh");
  return fresh ? NULL : sft_saved_states_get (self->saved, demo, concept);
}

static SftDemoState *
find_state (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  gpointer key = state_key (demo, concept);
  SftDemoState *state = g_hash_table_lookup (self->states, key);
  if (state == NULL)
    {
      state = sft_demo_state_new_with (demo, concept, kept_values (self, demo, concept));
      g_hash_table_insert (self->states, key, state);
      if (self->saved != NULL)
        g_signal_connect_object (state, "changed", G_CALLBACK (keep_values), self->saved, 0);
    }
  return state;
}

static void
show_titles (SftWindow *self, const SftDemo *demo)
{
  const char *title = sft_demo_display_title (demo);
  g_autofree char *subtitle = g_strdup_printf (_ ("Demo %d, %s"), demo->number, sft_translate (demo->section));
  g_autofree char *window_title = g_strdup_printf (_ ("%s – SFT Lab"), title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
leave_state (SftWindow *self)
{
  if (self->frame != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->frame);
  self->frame = 0;
  if (self->state == NULL)
    return;
  sft_demo_state_forget (self->state);
  g_signal_handlers_disconnect_by_data (self->state, self);
  g_clear_object (&self->state);
}

static void
show_view_switch (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  gtk_widget_set_visible (self->views, sft_demo_lab (demo, TRUE) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (concept ? self->concept_view : self->notebook_view), TRUE);
}

static void
view_chosen (GtkToggleButton *button, SftWindow *self)
{
  if (gtk_toggle_button_get_active (button) && self->state != NULL)
    sft_window_open (self, sft_demo_state_get_demo (self->state), GTK_WIDGET (button) == self->concept_view);
}

static void
demo_opened (SftSidebar *sidebar, int number, SftWindow *self)
{
  sft_window_open (self, sft_demo_find (number), FALSE);
}

static void
step (SftWindow *self, int by)
{
  const SftDemo *demo = sft_demo_find (sft_demo_state_get_demo (self->state)->number + by);
  if (demo != NULL)
    sft_window_open (self, demo, FALSE);
}

static void
next_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (SFT_WINDOW (widget), 1);
}

static void
previous_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (SFT_WINDOW (widget), -1);
}

/* --- undo, redo, and reset --- */

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_demo_state_undo (SFT_WINDOW (widget)->state);
}

static void
redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_demo_state_redo (SFT_WINDOW (widget)->state);
}

/* What reset replaced; the button of its message brings it back, even when something was changed since. */
typedef struct
{
  SftDemoState *state;
  SftValues *values;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;
  g_object_unref (before->state);
  sft_values_unref (before->values);
  g_free (before);
}

static void
undo_reset (gpointer data)
{
  const Before *before = data;
  if (sft_demo_state_is_default (before->state) && sft_demo_state_can_undo (before->state))
    sft_demo_state_undo (before->state);
  else
    sft_demo_state_set_values (before->state, before->values);
}

static void
reset (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  Before *before = g_new (Before, 1);
  before->state = g_object_ref (self->state);
  before->values = sft_values_ref (sft_demo_state_get_values (self->state));
  sft_demo_state_reset (self->state);
  sft_message_show (SFT_MESSAGE (self->message), _ ("All parameters are back at their defaults"), _ ("Undo"),
                    undo_reset, before, before_free);
}

/* --- export --- */

static void
show_folder (gpointer data)
{
  sft_reveal_file (data);
}

static void
exported (SftExportDialog *dialog, const char *path, SftWindow *self)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), name);
  sft_message_show (SFT_MESSAGE (self->message), text, _ ("Open Folder"), show_folder, g_strdup (path), g_free);
}

static void
export_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_window_export (SFT_WINDOW (widget));
}

static void
copy_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_figure (SFT_MESSAGE (self->message), self->state, self->settings);
}

static void
copy_command (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_command (SFT_MESSAGE (self->message), self->state);
}

static void
copy_numpy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  sft_copy_numpy (SFT_MESSAGE (self->message), self->state);
}

static void
open_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sft_open_figure_choose (SFT_WINDOW (widget));
}

static void
find_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SftWindow *self = SFT_WINDOW (widget);
  g_object_set (self, "sidebar-shown", TRUE, NULL);
  sft_sidebar_focus_search (SFT_SIDEBAR (self->sidebar));
}

static void
show_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (sft_shortcuts_new (GTK_WINDOW (widget))));
}

/* --- look and size --- */

static void
apply_style (SftWindow *self)
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

static void
load_geometry (SftWindow *self)
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

static void
keep_geometry (SftWindow *self)
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
}

static gboolean
sft_window_close_request (GtkWindow *window)
{
  SftWindow *self = SFT_WINDOW (window);
  if (self->state != NULL && gtk_widget_get_realized (GTK_WIDGET (window)))
    keep_geometry (self);
  if (self->saved != NULL)
    sft_saved_states_flush (self->saved);
  return GTK_WINDOW_CLASS (sft_window_parent_class)->close_request (window);
}

static void
sft_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SftWindow *self = SFT_WINDOW (object);
  switch (id)
    {
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, self->sidebar_shown);
      break;
    case PROP_PANEL_SHOWN:
      g_value_set_boolean (value, self->panel_shown);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->state != NULL && sft_demo_state_get_pinned (self->state) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sft_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SftWindow *self = SFT_WINDOW (object);
  gboolean shown = g_value_get_boolean (value);
  if (id == PROP_PINNED)
    {
      if (self->state != NULL && shown)
        sft_demo_state_pin (self->state);
      else if (self->state != NULL)
        sft_demo_state_unpin (self->state);
      return;
    }
  gboolean *kept = id == PROP_SIDEBAR_SHOWN ? &self->sidebar_shown : &self->panel_shown;
  if (*kept == shown)
    return;
  *kept = shown;
  gtk_widget_set_visible (id == PROP_SIDEBAR_SHOWN ? self->sidebar : self->panel, shown);
  g_object_notify_by_pspec (object, pspec);
}

static void
sft_window_dispose (GObject *object)
{
  SftWindow *self = SFT_WINDOW (object);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->announcer, sft_announcer_free);
  leave_state (self);
  g_clear_pointer (&self->states, g_hash_table_unref);
  if (self->scheme != NULL)
    g_signal_handlers_disconnect_by_data (self->scheme, self);
  g_clear_object (&self->scheme);
  if (self->saved != NULL)
    g_signal_handlers_disconnect_by_data (self->saved, self);
  g_clear_object (&self->saved);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sft_window_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SIDEBAR_SHOWN] = g_param_spec_boolean (
      "sidebar-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PANEL_SHOWN] = g_param_spec_boolean (
      "panel-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SftWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, middle);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, views);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, notebook_view);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, concept_view);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, figure);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, readouts);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, announcement);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, results);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, demo_opened);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen);
}

static void
sft_window_class_init (SftWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->get_property = sft_window_get_property;
  object_class->set_property = sft_window_set_property;
  object_class->dispose = sft_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sft_window_close_request;
  install_properties (object_class);

  g_type_ensure (SFT_TYPE_FIGURE_VIEW);
  g_type_ensure (SFT_TYPE_MESSAGE);
  g_type_ensure (SFT_TYPE_PARAM_PANEL);
  g_type_ensure (SFT_TYPE_READOUTS);
  g_type_ensure (SFT_TYPE_RESULTS);
  g_type_ensure (SFT_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-window.ui");
  bind_children (widget_class);

  gtk_widget_class_install_property_action (widget_class, "win.sidebar", "sidebar-shown");
  gtk_widget_class_install_property_action (widget_class, "win.panel", "panel-shown");
  gtk_widget_class_install_property_action (widget_class, "win.pin", "pinned");
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, reset);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_figure);
  gtk_widget_class_install_action (widget_class, "win.copy-figure", NULL, copy_figure);
  gtk_widget_class_install_action (widget_class, "win.copy-command", NULL, copy_command);
  gtk_widget_class_install_action (widget_class, "win.copy-numpy", NULL, copy_numpy);
  gtk_widget_class_install_action (widget_class, "win.open-figure", NULL, open_figure);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, find_demo);
  gtk_widget_class_install_action (widget_class, "win.next-demo", NULL, next_demo);
  gtk_widget_class_install_action (widget_class, "win.previous-demo", NULL, previous_demo);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
  sft_window_install_desktop_actions (widget_class);
}

static void
sft_window_init (SftWindow *self)
{
  self->sidebar_shown = self->panel_shown = TRUE;
  self->states = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->announcer = sft_announcer_new (GTK_LABEL (self->announcement));
}

GtkWidget *
sft_window_new (GtkApplication *application, SftSettings *settings, SftColorScheme *scheme)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (SFT_IS_COLOR_SCHEME (scheme), NULL);
  SftWindow *self = g_object_new (SFT_TYPE_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->scheme = g_object_ref (scheme);
  g_signal_connect_object (scheme, "changed", G_CALLBACK (apply_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi", G_CALLBACK (apply_style),
                           self, G_CONNECT_SWAPPED);
  load_geometry (self);
  apply_style (self);
  sft_open_figure_accept_drops (self);
  return GTK_WIDGET (self);
}

static void
show_saved_file (gpointer data)
{
  sft_reveal_file (data);
}

static void
tell_problem (SftWindow *self)
{
  const char *aside = sft_saved_states_get_set_aside (self->saved);
  sft_message_show (SFT_MESSAGE (self->message), sft_saved_states_get_problem (self->saved),
                    aside != NULL ? _ ("Open Folder") : NULL, show_saved_file, g_strdup (aside), g_free);
}

void
sft_window_set_saved_states (SftWindow *self, SftSavedStates *saved)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  g_return_if_fail (SFT_IS_SAVED_STATES (saved));
  g_return_if_fail (self->saved == NULL && self->state == NULL);
  self->saved = g_object_ref (saved);
  g_signal_connect_swapped (saved, "problem", G_CALLBACK (tell_problem), self);
}

void
sft_window_open (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  if (demo == NULL)
    {
      g_autofree char *last = sft_settings_get_string (self->settings, "last-demo");
      demo = sft_demo_parse (last, &concept, NULL);
    }
  if (demo == NULL)
    demo = sft_demos (&(gsize){ 0 });
  concept = concept && sft_demo_lab (demo, TRUE) != NULL;

  SftDemoState *state = find_state (self, demo, concept);
  if (state == self->state)
    return;
  gboolean first = self->state == NULL;
  leave_state (self);
  sft_message_hide (SFT_MESSAGE (self->message));
  self->state = g_object_ref (state);
  g_signal_connect_swapped (state, "changed", G_CALLBACK (state_changed), self);
  g_signal_connect_swapped (state, "result", G_CALLBACK (show_result), self);
  g_signal_connect_swapped (state, "busy", G_CALLBACK (state_busy), self);

  show_titles (self, demo);
  show_view_switch (self, demo, concept);
  sft_sidebar_select (SFT_SIDEBAR (self->sidebar), demo);
  sft_results_set_state (SFT_RESULTS (self->results), state);
  sft_param_panel_set_state (SFT_PARAM_PANEL (self->panel), state);
  sft_figure_view_set_state (SFT_FIGURE_VIEW (self->figure), state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-numpy", sft_copy_has_numpy (state));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.previous-demo", sft_demo_find (demo->number - 1) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-demo", sft_demo_find (demo->number + 1) != NULL);
  state_changed (self);
  /* Another demo's figure is not an old figure of this one. */
  sft_demo_state_update (state);
  if (sft_demo_state_get_result (state) == NULL)
    show_result (self);
  if (first)
    sft_sidebar_focus_list (SFT_SIDEBAR (self->sidebar));
  if (first && self->saved != NULL && sft_saved_states_get_problem (self->saved) != NULL)
    tell_problem (self);
}

void
sft_window_open_state (SftWindow *self, const SftState *state)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  g_return_if_fail (state != NULL);
  sft_window_open (self, state->demo, state->concept);
  sft_demo_state_set_values (self->state, state->values);
}

SftDemoState *
sft_window_get_state (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return self->state;
}

SftValues *
sft_window_get_values (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  SftDemoState *state = g_hash_table_lookup (self->states, state_key (demo, concept));
  SftValues *values = state != NULL ? sft_demo_state_get_values (state) : kept_values (self, demo, concept);
  return values != NULL ? sft_values_ref (values) : sft_demo_defaults (demo, concept);
}

SftSettings *
sft_window_get_settings (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return self->settings;
}

SftSidebar *
sft_window_get_sidebar (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_SIDEBAR (self->sidebar);
}

SftFigureView *
sft_window_get_figure_view (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_FIGURE_VIEW (self->figure);
}

SftParamPanel *
sft_window_get_panel (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_PARAM_PANEL (self->panel);
}

SftReadouts *
sft_window_get_readouts (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_READOUTS (self->readouts);
}

SftMessage *
sft_window_get_message (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_MESSAGE (self->message);
}

SftResults *
sft_window_get_results (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_RESULTS (self->results);
}

SftExportDialog *
sft_window_export (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  const SftResult *result = self->state != NULL ? sft_demo_state_get_result (self->state) : NULL;
  if (result == NULL)
    return NULL;
  g_autofree char *stem =
      sft_demo_file_stem (sft_demo_state_get_demo (self->state), sft_demo_state_get_concept (self->state));
  GtkWidget *dialog = sft_export_dialog_new (GTK_WINDOW (self), self->settings, result->figure, stem);
  g_autofree char *state =
      sft_state_to_json (sft_demo_state_get_demo (self->state), sft_demo_state_get_concept (self->state),
                         sft_demo_state_get_result_values (self->state));
  sft_export_dialog_set_state (SFT_EXPORT_DIALOG (dialog), state);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return SFT_EXPORT_DIALOG (dialog);
}
