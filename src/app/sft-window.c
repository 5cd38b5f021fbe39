/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window.h"

#include "sft-accessible.h"
#include "sft-announcer.h"
#include "sft-app-private.h"
#include "sft-open-figure.h"
#include "sft-reveal.h"
#include "sft-results.h"
#include "sft-scroller.h"
#include "sft-window-desktop.h"
#include "sft-window-private.h"
#include "sft-window-study.h"

enum
{
  PROP_SIDEBAR_SHOWN = 1,
  PROP_PANEL_SHOWN,
  PROP_PINNED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SftWindow, sft_window, GTK_TYPE_APPLICATION_WINDOW)

static gboolean
sft_window_close_request (GtkWindow *window)
{
  SftWindow *self = SFT_WINDOW (window);
  if (self->state != NULL && gtk_widget_get_realized (GTK_WIDGET (window)))
    sft_window_keep_geometry (self);
  if (self->saved != NULL)
    sft_saved_states_flush (self->saved);
  if (self->study != NULL)
    sft_study_data_flush (self->study, NULL); /* what fails was told as a problem */
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
sft_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (sft_window_parent_class)->size_allocate (widget, width, height, baseline);
  sft_window_warm_up (SFT_WINDOW (widget), width, height);
}

static void
sft_window_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GTK_WIDGET_CLASS (sft_window_parent_class)->snapshot (widget, snapshot);
  sft_window_snapshot_veil (SFT_WINDOW (widget), snapshot);
}

static void
sft_window_dispose (GObject *object)
{
  SftWindow *self = SFT_WINDOW (object);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->announcer, sft_announcer_free);
  sft_window_leave_state (self);
  g_clear_pointer (&self->states, g_hash_table_unref);
  if (self->scheme != NULL)
    g_signal_handlers_disconnect_by_data (self->scheme, self);
  g_clear_object (&self->scheme);
  if (self->saved != NULL)
    g_signal_handlers_disconnect_by_data (self->saved, self);
  g_clear_object (&self->saved);
  if (self->study != NULL)
    g_signal_handlers_disconnect_by_data (self->study, self);
  g_clear_object (&self->study);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sft_window_parent_class)->dispose (object);
}

/* Escape that nothing else took lets the message go, which lies over other things. */
static gboolean
hide_message (GtkWidget *widget, GVariant *unused, gpointer data)
{
  SftMessage *message = SFT_MESSAGE (SFT_WINDOW (widget)->message);
  gboolean shown = sft_message_get_text (message) != NULL;
  sft_message_hide (message);
  return shown;
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
  gtk_widget_class_bind_template_child (widget_class, SftWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, views);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, notebook_view);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, concept_view);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, figure);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, readouts);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, ghost_note);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, announcement);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, results);
  gtk_widget_class_bind_template_child (widget_class, SftWindow, message);
}

static gboolean
open_page (GtkWidget *widget, GVariant *n, gpointer unused)
{
  sft_results_open_nth (SFT_RESULTS (SFT_WINDOW (widget)->results), g_variant_get_uint32 (n));
  return GDK_EVENT_STOP;
}

static void
sft_window_class_init (SftWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->get_property = sft_window_get_property;
  object_class->set_property = sft_window_set_property;
  object_class->dispose = sft_window_dispose;
  widget_class->size_allocate = sft_window_size_allocate;
  widget_class->snapshot = sft_window_snapshot;
  GTK_WINDOW_CLASS (klass)->close_request = sft_window_close_request;
  install_properties (object_class);

  g_type_ensure (SFT_TYPE_FIGURE_VIEW);
  g_type_ensure (SFT_TYPE_MESSAGE);
  g_type_ensure (SFT_TYPE_PAGES);
  g_type_ensure (SFT_TYPE_PARAM_PANEL);
  g_type_ensure (SFT_TYPE_READOUTS);
  g_type_ensure (SFT_TYPE_RESULTS);
  g_type_ensure (SFT_TYPE_SCROLLER);
  g_type_ensure (SFT_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-window.ui");
  bind_children (widget_class);
  sft_window_bind_open_callbacks (widget_class);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, hide_message, NULL);
  for (guint i = 0; i < SFT_RESULTS_MAX_PAGES; i++)
    {
      gtk_widget_class_add_binding (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, open_page, "u", i);
      gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_1 + i, GDK_ALT_MASK, open_page, "u", i);
    }
  gtk_widget_class_install_property_action (widget_class, "win.sidebar", "sidebar-shown");
  gtk_widget_class_install_property_action (widget_class, "win.panel", "panel-shown");
  gtk_widget_class_install_property_action (widget_class, "win.pin", "pinned");
  sft_window_install_demo_actions (widget_class);
  sft_window_install_desktop_actions (widget_class);
  sft_window_install_study_actions (widget_class);
}

static void
sft_window_init (SftWindow *self)
{
  self->sidebar_shown = self->panel_shown = TRUE;
  self->states = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_accessible_amend (GTK_WIDGET (self));
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
  g_signal_connect_object (scheme, "changed", G_CALLBACK (sft_window_apply_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (sft_window_apply_style), self, G_CONNECT_SWAPPED);
  sft_window_load_geometry (self);
  sft_window_apply_style (self);
  sft_open_figure_accept_drops (self);
  return GTK_WIDGET (self);
}

static void
show_saved_file (gpointer data)
{
  sft_reveal_file (data);
}

static void
tell (SftWindow *self, const char *problem)
{
  const char *aside = self->saved != NULL ? sft_saved_states_get_set_aside (self->saved) : NULL;
  sft_message_show (SFT_MESSAGE (self->message), problem, aside != NULL ? _ ("Open Folder") : NULL, show_saved_file,
                    g_strdup (aside), g_free);
}

static void
tell_problem (SftWindow *self)
{
  tell (self, sft_saved_states_get_problem (self->saved));
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

static void
tell_study_problem (SftWindow *self)
{
  g_autofree char *problem = sft_study_data_get_problem (self->study);
  if (problem != NULL)
    sft_message_show (SFT_MESSAGE (self->message), problem, NULL, NULL, NULL, NULL);
}

void
sft_window_set_study (SftWindow *self, SftStudyData *study)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  g_return_if_fail (SFT_IS_STUDY_DATA (study));
  g_return_if_fail (self->study == NULL && self->state == NULL);
  self->study = g_object_ref (study);
  sft_pages_set_study (SFT_PAGES (self->pages), study);
  sft_results_set_study (SFT_RESULTS (self->results), study);
  sft_sidebar_set_pages_shown (SFT_SIDEBAR (self->sidebar), TRUE);
  g_signal_connect_swapped (study, "problem", G_CALLBACK (tell_study_problem), self);
}

void
sft_window_tell_problems (SftWindow *self)
{
  const char *saved = self->saved != NULL ? sft_saved_states_get_problem (self->saved) : NULL;
  g_autofree char *study = self->study != NULL ? sft_study_data_get_problem (self->study) : NULL;
  /* There is one message at a time: the second would hide the first. */
  g_autofree char *both = saved != NULL && study != NULL ? g_strdup_printf ("%s\n%s", saved, study) : NULL;
  if (both != NULL || saved != NULL)
    tell (self, both != NULL ? both : saved);
  else if (study != NULL)
    tell_study_problem (self);
}

SftStudyData *
sft_window_get_study (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return self->study;
}

SftPages *
sft_window_get_pages (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_PAGES (self->pages);
}

SftDemoState *
sft_window_get_state (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return self->state;
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

SftResults *
sft_window_get_results (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_RESULTS (self->results);
}

SftMessage *
sft_window_get_message (SftWindow *self)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  return SFT_MESSAGE (self->message);
}
