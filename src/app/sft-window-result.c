/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of the demo that is open: its result, and that one is on its way. */
#include "config.h"

#include "sft-tooltip.h"
#include "sft-window-private.h"

#define PATIENCE_MS 150
#define SUMMARY_PAUSE_MS 500

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

void
sft_window_allow (SftWindow *self, const char *action, gboolean possible)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action,
                                 possible && sft_pages_get_page (SFT_PAGES (self->pages)) == SFT_PAGE_DEMO);
}

void
sft_window_show_result (SftWindow *self)
{
  const SftResult *result = sft_demo_state_get_result (self->state);
  const SftText *dropped = sft_demo_state_get_ghost_dropped (self->state);
  sft_figure_view_set_figure (SFT_FIGURE_VIEW (self->figure), sft_demo_state_get_figure (self->state));
  gtk_label_set_text (GTK_LABEL (self->ghost_note), sft_text_get (dropped, TRUE));
  gtk_widget_set_visible (self->ghost_note, !sft_text_is_empty (dropped));
  sft_readouts_show (SFT_READOUTS (self->readouts), result, sft_demo_state_get_pinned (self->state));
  sft_window_allow (self, "win.pin", result != NULL);
  g_object_notify (G_OBJECT (self), "pinned");
  sft_results_show (SFT_RESULTS (self->results), result);
  sft_window_allow (self, "win.export", result != NULL);
  sft_window_allow (self, "win.copy-figure", result != NULL);
  sft_window_allow (self, "win.print", result != NULL);
  sft_window_allow (self, "win.print-preview", result != NULL);
  sft_window_allow (self, "win.copy-data", result != NULL);
  sft_results_show_figure (SFT_RESULTS (self->results), sft_demo_state_get_figure (self->state));
  if (sft_pages_get_page (SFT_PAGES (self->pages)) != SFT_PAGE_DEMO)
    sft_announcer_hush (self->announcer);
  else if (result != NULL)
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

void
sft_window_state_changed (SftWindow *self)
{
  sft_window_allow (self, "win.reset", !sft_demo_state_is_default (self->state));
  sft_window_allow (self, "win.undo", sft_demo_state_can_undo (self->state));
  sft_window_allow (self, "win.redo", sft_demo_state_can_redo (self->state));
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

void
sft_window_leave_state (SftWindow *self)
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

void
sft_window_follow_state (SftWindow *self, SftDemoState *state)
{
  sft_window_leave_state (self);
  self->state = g_object_ref (state);
  g_signal_connect_swapped (state, "changed", G_CALLBACK (sft_window_state_changed), self);
  g_signal_connect_swapped (state, "result", G_CALLBACK (sft_window_show_result), self);
  g_signal_connect_swapped (state, "busy", G_CALLBACK (state_busy), self);
}
