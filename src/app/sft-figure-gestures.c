/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-figure-gestures-private.h"

#include <math.h>

#include "sft-app-private.h"
#include "sft-hit-value.h"

/* How near a point must be to tell its values, and a line to be taken hold of, in pixels. */
#define REACH 32.0
#define GRIP 9.0
/* Distance between two looks while painting: less than any cell worth painting. */
#define BRUSH 3.0
#define PAUSE_MS 250

/* --- what is pointed out --- */

static const char *
hint_of (const SftHit *hit)
{
  switch (hit->bind.gesture)
    {
    case SFT_GESTURE_TOGGLE:
      return _ ("Space switches it.");
    case SFT_GESTURE_DRAG_X:
    case SFT_GESTURE_DRAG_Y:
      return _ ("Plus and minus change it.");
    case SFT_GESTURE_NONE:
    default:
      return NULL;
    }
}

static gboolean
say_place (gpointer data)
{
  SftFigureGestures *self = data;
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  const char *hint = hint_of (&self->place);
  self->pause = 0;
  if (layout == NULL || self->place.kind == SFT_HIT_NONE)
    {
      sft_figure_view_set_words (self->view, NULL);
      return G_SOURCE_REMOVE;
    }
  g_autofree char *words = sft_layout_describe_hit (layout, &self->place);
  g_autofree char *all = hint != NULL ? g_strdup_printf ("%s. %s", words, hint) : g_strdup_printf ("%s.", words);
  sft_figure_view_set_words (self->view, all);
  return G_SOURCE_REMOVE;
}

/* A screen reader hears where the keys came to rest. */
void
sft_figure_gestures_place_changed (SftFigureGestures *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, say_place, self);
}

void
sft_figure_gestures_point_out (SftFigureGestures *self)
{
  const SftHit none = SFT_HIT_INIT;
  const SftHit *hit = self->active                                        ? &self->held
                      : self->keyed && self->focused                      ? &self->place
                      : self->hover.kind != SFT_HIT_NONE                  ? &self->hover
                      : self->focused && self->place.kind != SFT_HIT_NONE ? &self->place
                                                                          : &none;
  sft_figure_view_show_hit (self->view, hit);
}

static void
set_cursor (SftFigureGestures *self, const SftHit *hit)
{
  const char *name = hit->bind.gesture == SFT_GESTURE_TOGGLE   ? "pointer"
                     : hit->bind.gesture == SFT_GESTURE_DRAG_X ? "ew-resize"
                     : hit->bind.gesture == SFT_GESTURE_DRAG_Y ? "ns-resize"
                                                               : NULL;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), name);
}

/* Looks up what lies at a position of the widget, in what can be changed if `bound`. */
static gboolean
pick (SftFigureGestures *self, double x, double y, double reach, gboolean bound, SftHit *hit)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  double edge = x + reach, unused = y;
  *hit = SFT_HIT_INIT;
  if (layout == NULL || self->state == NULL)
    return FALSE;
  sft_figure_view_to_page (self->view, &x, &y);
  sft_figure_view_to_page (self->view, &edge, &unused);
  if (!bound)
    return sft_layout_pick (layout, x, y, edge - x, hit);
  if (sft_layout_pick_bound (layout, x, y, edge - x, hit) && sft_hit_has_cell (self->state, hit))
    return TRUE;
  *hit = SFT_HIT_INIT;
  return FALSE;
}

/* --- a drag --- */

void
sft_figure_gestures_end_drag (SftFigureGestures *self, gboolean keep)
{
  if (!self->active)
    return;
  self->active = FALSE;
  if (!keep && self->before != NULL)
    sft_demo_state_set_values (self->state, self->before);
  sft_demo_state_end_gesture (self->state);
  g_clear_pointer (&self->before, sft_values_unref);
  sft_figure_view_set_held (self->view, FALSE);
  sft_figure_gestures_point_out (self);
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, SftFigureGestures *self)
{
  SftHit hit;
  pick (self, x, y, REACH, FALSE, &self->place);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->keyed = FALSE;
  if (!pick (self, x, y, GRIP, TRUE, &hit))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      sft_figure_gestures_place_changed (self);
      sft_figure_gestures_point_out (self);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->active = TRUE;
  self->held = self->place = hit;
  self->before = sft_values_ref (sft_demo_state_get_values (self->state));
  self->from = sft_hit_value (self->state, &hit);
  self->start_x = self->painted_x = x;
  self->start_y = self->painted_y = y;
  sft_figure_view_to_page (self->view, &x, &y);
  self->grab_x = x - hit.page_x;
  self->grab_y = y - hit.page_y;
  sft_demo_state_begin_gesture (self->state);
  sft_figure_view_set_held (self->view, TRUE);
  if (hit.bind.gesture == SFT_GESTURE_TOGGLE)
    sft_hit_set_value (self->state, &hit,
                       sft_layout_drag (sft_figure_view_get_layout (self->view), &hit, self->from, x, y));
  sft_figure_gestures_place_changed (self);
  sft_figure_gestures_point_out (self);
}

/* Gives every cell on the way what the first one got. */
static void
paint_to (SftFigureGestures *self, double x, double y)
{
  double dx = x - self->painted_x, dy = y - self->painted_y, ink = self->from != 0 ? 0 : 1;
  int steps = (int)CLAMP (ceil (MAX (fabs (dx), fabs (dy)) / BRUSH), 1, 10000);
  for (int i = 1; i <= steps; i++)
    {
      SftHit hit;
      if (!pick (self, self->painted_x + dx * i / steps, self->painted_y + dy * i / steps, 0, TRUE, &hit)
          || hit.bind.gesture != SFT_GESTURE_TOGGLE || !g_str_equal (hit.bind.param, self->held.bind.param))
        continue;
      sft_hit_set_value (self->state, &hit, ink);
      self->held = self->place = hit;
    }
  self->painted_x = x;
  self->painted_y = y;
  sft_figure_gestures_point_out (self);
}

static void
drag_update (GtkGestureDrag *gesture, double offset_x, double offset_y, SftFigureGestures *self)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  double x = self->start_x + offset_x, y = self->start_y + offset_y;
  if (!self->active || layout == NULL || !sft_hit_has_cell (self->state, &self->held))
    return;
  if (self->held.bind.gesture == SFT_GESTURE_TOGGLE)
    {
      paint_to (self, x, y);
      return;
    }
  sft_figure_view_to_page (self->view, &x, &y);
  x -= self->grab_x;
  y -= self->grab_y;
  /* What lies on an axis stays in view. */
  if (self->held.bind.per_unit == 0)
    {
      SftBox plot = sft_layout_plot_area (layout, (guint)self->held.panel);
      x = CLAMP (x, plot.x, plot.x + plot.width);
      y = CLAMP (y, plot.y, plot.y + plot.height);
    }
  sft_hit_set_value (self->state, &self->held, sft_layout_drag (layout, &self->held, self->from, x, y));
}

static void
drag_end (GtkGestureDrag *gesture, double offset_x, double offset_y, SftFigureGestures *self)
{
  sft_figure_gestures_end_drag (self, TRUE);
}

static void
drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, SftFigureGestures *self)
{
  sft_figure_gestures_end_drag (self, FALSE);
}

/* --- the pointer moves --- */

static void
pointer_moved (GtkEventControllerMotion *controller, double x, double y, SftFigureGestures *self)
{
  SftHit bound;
  /* GTK says again where the pointer is when something moves below it. */
  if (self->active || (x == self->last_x && y == self->last_y))
    return;
  self->last_x = x;
  self->last_y = y;
  self->keyed = FALSE;
  pick (self, x, y, GRIP, TRUE, &bound);
  pick (self, x, y, REACH, FALSE, &self->hover);
  set_cursor (self, &bound);
  sft_figure_gestures_point_out (self);
}

/* What comes to lie below a pointer at rest does not take over from the keys. */
static void
pointer_entered (GtkEventControllerMotion *controller, double x, double y, SftFigureGestures *self)
{
  if (!self->keyed || !self->focused)
    {
      pointer_moved (controller, x, y, self);
      return;
    }
  self->last_x = x;
  self->last_y = y;
}

static void
pointer_left (GtkEventControllerMotion *controller, SftFigureGestures *self)
{
  self->hover = SFT_HIT_INIT;
  self->last_x = self->last_y = -1;
  sft_figure_gestures_point_out (self);
}

/* --- life --- */

SftFigureGestures *
sft_figure_gestures_new (SftFigureView *view)
{
  SftFigureGestures *self = g_new0 (SftFigureGestures, 1);
  GtkWidget *widget = GTK_WIDGET (view);
  self->view = view;
  self->hover = self->place = self->held = SFT_HIT_INIT;
  self->last_x = self->last_y = -1;

  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect (self->motion, "enter", G_CALLBACK (pointer_entered), self);
  g_signal_connect (self->motion, "motion", G_CALLBACK (pointer_moved), self);
  g_signal_connect (self->motion, "leave", G_CALLBACK (pointer_left), self);
  gtk_widget_add_controller (widget, self->motion);

  self->drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->drag), GDK_BUTTON_PRIMARY);
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update), self);
  g_signal_connect (self->drag, "drag-end", G_CALLBACK (drag_end), self);
  g_signal_connect (self->drag, "cancel", G_CALLBACK (drag_cancel), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));

  sft_figure_gestures_add_keys (self);
  return self;
}

void
sft_figure_gestures_set_state (SftFigureGestures *self, SftDemoState *state)
{
  g_return_if_fail (self != NULL);
  if (state == self->state)
    return;
  sft_figure_gestures_end_drag (self, TRUE);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
  g_clear_object (&self->state);
  self->state = state != NULL ? g_object_ref (state) : NULL;
  self->hover = self->place = self->held = SFT_HIT_INIT;
  self->last_x = self->last_y = -1;
  g_clear_handle_id (&self->pause, g_source_remove);
  sft_figure_view_set_words (self->view, NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self->view), NULL);
  sft_figure_gestures_point_out (self);
}

void
sft_figure_gestures_free (SftFigureGestures *self)
{
  g_return_if_fail (self != NULL);
  GtkEventController *controllers[] = { self->motion, GTK_EVENT_CONTROLLER (self->drag), self->keys, self->focus };
  if (self->active)
    sft_demo_state_end_gesture (self->state);
  for (gsize i = 0; i < G_N_ELEMENTS (controllers); i++)
    {
      g_signal_handlers_disconnect_by_data (controllers[i], self);
      gtk_widget_remove_controller (GTK_WIDGET (self->view), controllers[i]);
    }
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->before, sft_values_unref);
  g_clear_object (&self->state);
  g_free (self);
}
