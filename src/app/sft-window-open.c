/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which demo is open, where its values come from, and what the pages change around it. */
#include "config.h"

#include "sft-app-private.h"
#include "sft-copy.h"
#include "sft-lesson.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"
#include "sft-window-private.h"

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
  g_autofree char *words = sft_title_words (title);
  g_autofree char *window_title = g_strdup_printf (_ ("%s – SFT Lab"), words);
  g_autofree char *markup = sft_title_markup (title);
  gtk_label_set_markup (GTK_LABEL (self->title), markup);
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
  sft_window_allow (self, "win.copy-command", TRUE);
  sft_window_allow (self, "win.copy-numpy", sft_copy_has_numpy (self->state));
  sft_window_allow (self, "win.panel", TRUE);
  sft_window_allow (self, "win.help", TRUE);
  sft_window_state_changed (self);
  sft_window_show_result (self);
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
  else if (page == SFT_PAGE_PRACTICE)
    sft_practice_page_focus (sft_pages_get_practice (SFT_PAGES (self->pages)));
}

static void
state_wanted (SftPages *pages, const SftState *state, SftWindow *self)
{
  sft_window_open_state (self, state);
}

static void
show_view_switch (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  gtk_widget_set_visible (self->views, sft_demo_lab (demo, TRUE) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (concept ? self->concept_view : self->notebook_view), TRUE);
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
  if (state == self->state)
    {
      sft_pages_show (SFT_PAGES (self->pages), SFT_PAGE_DEMO);
      return;
    }
  gboolean first = self->state == NULL;
  sft_window_follow_state (self, state);
  sft_message_hide (SFT_MESSAGE (self->message));

  show_titles (self, demo);
  show_view_switch (self, demo, concept);
  sft_sidebar_select (SFT_SIDEBAR (self->sidebar), demo);
  sft_results_set_state (SFT_RESULTS (self->results), state);
  sft_param_panel_set_state (SFT_PARAM_PANEL (self->panel), state);
  sft_figure_view_set_state (SFT_FIGURE_VIEW (self->figure), state);
  sft_window_allow (self, "win.copy-numpy", sft_copy_has_numpy (state));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.previous-demo", sft_demo_find (demo->number - 1) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-demo", sft_demo_find (demo->number + 1) != NULL);
  sft_window_state_changed (self);
  /* Another demo's figure is not an old figure of this one. */
  sft_demo_state_update (state);
  if (sft_demo_state_get_result (state) == NULL)
    sft_window_show_result (self);
  /* Not before: the window would be called by the demo before for a moment, and a screen reader says so. */
  sft_pages_show (SFT_PAGES (self->pages), SFT_PAGE_DEMO);
  if (first)
    {
      sft_sidebar_focus_list (SFT_SIDEBAR (self->sidebar));
      sft_window_tell_problems (self);
    }
}

void
sft_window_open_state (SftWindow *self, const SftState *state)
{
  g_return_if_fail (SFT_IS_WINDOW (self));
  g_return_if_fail (state != NULL);
  sft_window_open (self, state->demo, state->concept);
  sft_demo_state_set_values (self->state, state->values);
}

SftValues *
sft_window_get_values (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  SftDemoState *state = g_hash_table_lookup (self->states, state_key (demo, concept));
  SftValues *values = state != NULL ? sft_demo_state_get_values (state) : kept_values (self, demo, concept);
  return values != NULL ? sft_values_ref (values) : sft_demo_defaults (demo, concept);
}

SftFigure *
sft_window_get_pinned (SftWindow *self, const SftDemo *demo, gboolean concept)
{
  g_return_val_if_fail (SFT_IS_WINDOW (self), NULL);
  SftDemoState *state = g_hash_table_lookup (self->states, state_key (demo, concept));
  const SftPinned *pinned = state != NULL ? sft_demo_state_get_pinned (state) : NULL;
  return pinned != NULL ? sft_pinned_get_figure (pinned) : NULL;
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

void
sft_window_bind_open_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, demo_opened);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);
  gtk_widget_class_bind_template_callback (widget_class, state_wanted);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen);
}
