/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure by keys: a place that moves over points and cells, and changes them. */
#include "config.h"

#include "sft-figure-gestures-private.h"
#include "sft-hit-value.h"

static gboolean
move_place (SftFigureGestures *self, SftMove move)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  self->keyed = TRUE;
  if (layout != NULL && sft_layout_step (layout, &self->place, move))
    sft_figure_gestures_place_changed (self);
  sft_figure_gestures_point_out (self);
  return GDK_EVENT_STOP;
}

static gboolean
change_place (SftFigureGestures *self, int by)
{
  const SftParam *param = sft_hit_param (self->state, &self->place);
  if (param == NULL || self->place.bind.gesture == SFT_GESTURE_TOGGLE || !sft_hit_has_cell (self->state, &self->place))
    return GDK_EVENT_PROPAGATE;
  self->keyed = TRUE;
  sft_hit_set_value (self->state, &self->place,
                     sft_hit_value (self->state, &self->place) + by * (param->step > 0 ? param->step : 1));
  sft_figure_gestures_place_changed (self);
  sft_figure_gestures_point_out (self);
  return GDK_EVENT_STOP;
}

static gboolean
toggle_place (SftFigureGestures *self)
{
  if (self->place.bind.gesture != SFT_GESTURE_TOGGLE || !sft_hit_has_cell (self->state, &self->place))
    return GDK_EVENT_PROPAGATE;
  self->keyed = TRUE;
  sft_demo_state_begin_gesture (self->state);
  sft_hit_set_value (self->state, &self->place, sft_hit_value (self->state, &self->place) != 0 ? 0 : 1);
  sft_demo_state_end_gesture (self->state);
  sft_figure_gestures_place_changed (self);
  sft_figure_gestures_point_out (self);
  return GDK_EVENT_STOP;
}

/* First out of a drag, as if it had never begun; then out of the figure. */
static gboolean
leave_place (SftFigureGestures *self)
{
  if (self->active)
    {
      sft_figure_gestures_end_drag (self, FALSE);
      gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
      return GDK_EVENT_STOP;
    }
  if (self->place.kind == SFT_HIT_NONE)
    return GDK_EVENT_PROPAGATE;
  self->place = SFT_HIT_INIT;
  self->keyed = FALSE;
  sft_figure_gestures_place_changed (self);
  sft_figure_gestures_point_out (self);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
             SftFigureGestures *self)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  if (self->state == NULL || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_place (self, SFT_MOVE_RIGHT);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_place (self, SFT_MOVE_LEFT);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return shift ? change_place (self, 1) : move_place (self, SFT_MOVE_UP);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return shift ? change_place (self, -1) : move_place (self, SFT_MOVE_DOWN);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return move_place (self, SFT_MOVE_FIRST);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return move_place (self, SFT_MOVE_LAST);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return move_place (self, SFT_MOVE_NEXT);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return move_place (self, SFT_MOVE_PREVIOUS);
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      return change_place (self, 1);
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return change_place (self, -1);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return toggle_place (self);
    case GDK_KEY_Escape:
      return leave_place (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* With the keyboard one arrives at something; a click has already said at what. */
static void
focus_entered (GtkEventControllerFocus *controller, SftFigureGestures *self)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));
  self->focused = TRUE;
  if (GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root)) && !self->active && layout != NULL)
    {
      self->keyed = TRUE;
      if (self->place.kind == SFT_HIT_NONE)
        sft_layout_step (layout, &self->place, SFT_MOVE_RIGHT);
      sft_figure_gestures_place_changed (self);
    }
  sft_figure_gestures_point_out (self);
}

static void
focus_left (GtkEventControllerFocus *controller, SftFigureGestures *self)
{
  self->focused = self->keyed = FALSE;
  sft_figure_gestures_point_out (self);
}

void
sft_figure_gestures_add_keys (SftFigureGestures *self)
{
  self->keys = gtk_event_controller_key_new ();
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->keys);

  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect (self->focus, "enter", G_CALLBACK (focus_entered), self);
  g_signal_connect (self->focus, "leave", G_CALLBACK (focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->focus);
}
