/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-window.h"

#include "sft-announcer.h"
#include "sft-app-private.h"
#include "sft-copy.h"
#include "sft-lesson.h"
#include "sft-open-figure.h"
#include "sft-reveal.h"
#include "sft-results.h"
#include "sft-tooltip.h"
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

#define PATIENCE_MS 150
#define SUMMARY_PAUSE_MS 500

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
      sft_tooltip_set (self->summary, text);
    }
  return G_SOURCE_REMOVE;
}

/* What acts on the demo does so only while the demo is what is shown. */
static void
allow (SftWindow *self, const char *action, gboolean possible)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action,
                                 possible && sft_pages_get_page (SFT_PAGES (self->pages)) == SFT_PAGE_DEMO);
}

static void
show_result (SftWindow *self)
{
  const SftResult *result = sft_demo_state_get_result (self->state);
  const SftText *dropped = sft_demo_state_get_ghost_dropped (self->state);
  sft_figure_view_set_figure (SFT_FIGURE_VIEW (self->figure), sft_demo_state_get_figure (self->state));
  gtk_label_set_text (GTK_LABEL (self->ghost_note), sft_text_get (dropped, TRUE));
  gtk_widget_set_visible (self->ghost_note, !sft_text_is_empty (dropped));
  sft_readouts_show (SFT_READOUTS (self->readouts), result, sft_demo_state_get_pinned (self->state));
  allow (self, "win.pin", result != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
  sft_results_show (SFT_RESULTS (self->results), result);
  allow (self, "win.export", result != NULL);
  allow (self, "win.copy-figure", result != NULL);
  allow (self, "win.print", result != NULL);
  allow (self, "win.print-preview", result != NULL);
  allow (self, "win.copy-data", result != NULL);
  sft_results_show_figure (SFT_RESULTS (self->results), sft_demo_state_get_figure (self->state));
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
  allow (self, "win.reset", !sft_demo_state_is_default (self->state));
  allow (self, "win.undo", sft_demo_state_can_undo (self->state));
  allow (self, "win.redo", sft_demo_state_can_redo (self->state));
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
  /* A bar that pulsed asks for frames for ever, seen or not. */
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  sft_figure_view_set_stale (SFT_FIGURE_VIEW (self->figure), FALSE);
}

/* --- which demo --- */

static void
keep_values (SftDemoState *state, SftSavedStates *saved)
{
  sft_saved_states_set (saved, sft_demo_state_get_demo (state), sft_demo_state_get_concept (state),
                        sft_demo_state_get_values (state));
}

static void
mark_tried (SftDemoState *state, SftStudyData *study)
{
  sft_progress_mark_tried (sft_study_data_get_progress (study), sft_demo_state_get_demo (state)->number);
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
      if (self->study != NULL)
        g_signal_connect_object (state, "changed", G_CALLBACK (mark_tried), self->study, 0);
    }
  return state;
}

static void
show_page_titles (SftWindow *self, const char *title, const char *subtitle)
{
  g_autofree char *window_title = g_strdup_printf (_ ("%s – SFT Lab"), title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  sft_tooltip_set (self->title, title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
show_titles (SftWindow *self, const SftDemo *demo)
{
  g_autofree char *subtitle = g_strdup_printf (_ ("Demo %d, %s"), demo->number, sft_translate (demo->section));
  show_page_titles (self, sft_demo_display_title (demo), subtitle);
}

/* What of the window belongs to the demo, to the lesson, to practice. */
static void
page_changed (SftWindow *self)
{
  SftPage page = sft_pages_get_page (SFT_PAGES (self->pages));
  const char *lesson = sft_translate (sft_lesson_introduction ()->title);

  if (self->state == NULL)
    return;
  allow (self, "win.copy-command", TRUE);
  allow (self, "win.copy-numpy", sft_copy_has_numpy (self->state));
  allow (self, "win.panel", TRUE);
  state_changed (self);
  show_result (self);
  if (page == SFT_PAGE_DEMO)
    show_titles (self, sft_demo_state_get_demo (self->state));
  else
    show_page_titles (self, page == SFT_PAGE_LESSON ? lesson : _ ("Practice"),
                      page == SFT_PAGE_LESSON ? _ ("Lesson") : lesson);
  sft_sidebar_select (SFT_SIDEBAR (self->sidebar),
                      page == SFT_PAGE_DEMO ? sft_demo_state_get_demo (self->state) : NULL);
  sft_sidebar_set_page (SFT_SIDEBAR (self->sidebar), sft_page_name (page));
  if (page == SFT_PAGE_LESSON)
    sft_lesson_page_focus (sft_pages_get_lesson (SFT_PAGES (self->pages)));
}

static void
state_wanted (SftPages *pages, const SftState *state, SftWindow *self)
{
  sft_window_open_state (self, state);
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
demo_opened (GtkWidget *from, int number, SftWindow *self)
{
  sft_window_open (self, sft_demo_find (number), FALSE);
}

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
  if (self->study != NULL)
    g_signal_handlers_disconnect_by_data (self->study, self);
  g_clear_object (&self->study);
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
  gtk_widget_class_bind_template_callback (widget_class, demo_opened);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);
  gtk_widget_class_bind_template_callback (widget_class, state_wanted);
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
  g_type_ensure (SFT_TYPE_PAGES);
  g_type_ensure (SFT_TYPE_PARAM_PANEL);
  g_type_ensure (SFT_TYPE_READOUTS);
  g_type_ensure (SFT_TYPE_RESULTS);
  g_type_ensure (SFT_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-window.ui");
  bind_children (widget_class);

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

/* Where the learner stopped; at the very first start, the lesson. */
void
sft_window_resume (SftWindow *self)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  g_autofree char *page = sft_settings_get_string (self->settings, "last-page");
  sft_window_open (self, NULL, FALSE);
  if (g_str_equal (page, "lesson"))
    sft_pages_show (SFT_PAGES (self->pages), SFT_PAGE_LESSON);
  else if (g_str_equal (page, "practice"))
    sft_pages_show (SFT_PAGES (self->pages), SFT_PAGE_PRACTICE);
}

void
sft_window_open (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  gboolean asked = demo != NULL;
  if (demo == NULL)
    {
      g_autofree char *last = sft_settings_get_string (self->settings, "last-demo");
      demo = sft_demo_parse (last, &concept, NULL);
    }
  if (demo == NULL)
    demo = sft_demos (&(gsize){ 0 });
  concept = concept && sft_demo_lab (demo, TRUE) != NULL;

  SftDemoState *state = find_state (self, demo, concept);
  if (asked && self->study != NULL)
    sft_progress_mark_opened (sft_study_data_get_progress (self->study), demo->number);
  sft_pages_show (SFT_PAGES (self->pages), SFT_PAGE_DEMO);
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
  allow (self, "win.copy-numpy", sft_copy_has_numpy (state));
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
  if (first && self->study != NULL)
    tell_study_problem (self);
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
