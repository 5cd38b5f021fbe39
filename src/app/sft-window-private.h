/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the window, for its own files. */
#pragma once

#include "sft-announcer.h"
#include "sft-window.h"

G_BEGIN_DECLS

struct _SftWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title, *subtitle;
  GtkWidget *outer, *inner, *middle; /* panes: sidebar | inner, middle | panel, figure over results */
  GtkWidget *pages, *sidebar, *panel;
  GtkWidget *views, *notebook_view, *concept_view;
  GtkWidget *figure, *progress, *readouts, *ghost_note, *summary, *announcement, *results;
  GtkWidget *message;

  SftSettings *settings;
  SftColorScheme *scheme;
  SftStudyData *study;   /* NULL: nothing is remembered of the learner */
  SftSavedStates *saved; /* NULL: nothing is kept from one start to the next */
  GHashTable *states;    /* view -> SftDemoState: parameters are kept while the program runs */
  SftDemoState *state;
  gboolean sidebar_shown, panel_shown;
  guint frame;    /* tick that computes */
  guint pulse;    /* tick of the progress line */
  guint patience; /* until a busy worker is shown */
  guint pause;    /* until the summary is shown */
  guint warm_up;  /* tick that counts the frames at one size */
  guint frames_at_size;
  int warm_width, warm_height;
  SftAnnouncer *announcer;
};

/* Follows the state of the demo that is to be shown, instead of another one. */
void sft_window_follow_state (SftWindow *self, SftDemoState *state);
/* Stops what is under way for the demo; nothing without one. */
void sft_window_leave_state (SftWindow *self);
/* The values changed: what can be done with them, and a new result in the next frame. */
void sft_window_state_changed (SftWindow *self);
/* The result, or that there is none. */
void sft_window_show_result (SftWindow *self);
/* What acts on the demo does so only while the demo is what is shown. */
void sft_window_allow (SftWindow *self, const char *action, gboolean possible);

/* What could not be read when the window began. */
void sft_window_tell_problems (SftWindow *self);

/* What the template calls when another demo, view or page is wanted, for the class of the window. */
void sft_window_bind_open_callbacks (GtkWidgetClass *widget_class);
/* win.undo and the others that act on the demo that is open, for the class of the window. */
void sft_window_install_demo_actions (GtkWidgetClass *widget_class);

/* Size and panes, from the settings and to them. */
void sft_window_load_geometry (SftWindow *self);
void sft_window_keep_geometry (SftWindow *self);
/* Once the window has rested at a new size: gets the memory that a change of all of it needs. */
void sft_window_warm_up (SftWindow *self, int width, int height);
void sft_window_snapshot_veil (SftWindow *self, GtkSnapshot *snapshot);
/* Colors and text size of the desktop, or as chosen. */
void sft_window_apply_style (SftWindow *self);

G_END_DECLS
