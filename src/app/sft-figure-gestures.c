/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-figure-gestures.h"

#include <math.h>

#include "sft-app-private.h"

struct _SftFigureGestures
{
  SftFigureView *view; /* not owned */
  SftDemoState *state;
  GtkEventController *motion, *keys, *focus;
  GtkGesture *drag;

  SftHit hover; /* under the pointer */
  SftHit place; /* of the keys */
  gboolean focused;
  gboolean keyed; /* the keys were used last */
  double last_x, last_y;

  gboolean active; /* a drag is under way */
  SftHit held;     /* what it changes */
  SftValues *before;
  double from;           /* the parameter's value when it began */
  double grab_x, grab_y; /* from the element to the pointer */
  double start_x, start_y, painted_x, painted_y;

  guint pause; /* until the place is said */
};

/* How near a point must be to tell its values, and a line to be taken hold of, in pixels. */
#define REACH 32.0
#define GRIP 9.0
/* Distance between two looks while painting: less than any cell worth painting. */
#define BRUSH 3.0
#define PAUSE_MS 250

/* --- what a parameter takes --- */

static const SftParam *
param_of (SftFigureGestures *self, const SftHit *hit)
{
  if (self->state == NULL || hit->bind.gesture == SFT_GESTURE_NONE)
    return NULL;
  return sft_spec_find (&sft_demo_state_get_lab (self->state)->spec, hit->bind.param);
}

/* The figure may be of values that have since changed in shape. */
static gboolean
has_cell (SftFigureGestures *self, const SftHit *hit)
{
  int rows, columns;
  if (param_of (self, hit) == NULL)
    return FALSE;
  sft_values_cells (sft_demo_state_get_values (self->state), hit->bind.param, &rows, &columns);
  return hit->param_row >= 0 && hit->param_row < rows && hit->param_column >= 0 && hit->param_column < columns;
}

static double
value_of (SftFigureGestures *self, const SftHit *hit)
{
  return sft_demo_state_peek (self->state, hit->bind.param, hit->param_row, hit->param_column);
}

/* As a person would have typed it: within the range, with the decimals that the parameter's control shows. */
static double
tidy (SftFigureGestures *self, const SftHit *hit, double value)
{
  const SftParam *param = param_of (self, hit);
  double minimum, maximum;
  SftKind kind = param->kind == SFT_LIST || param->kind == SFT_MATRIX ? param->cell : param->kind;
  sft_values_range (sft_demo_state_get_values (self->state), param->id, &minimum, &maximum);
  value = CLAMP (value, minimum, maximum);
  if (kind != SFT_REAL)
    return round (value);
  g_autofree char *text = sft_format_c ("%.*f", param->digits, value);
  return CLAMP (g_ascii_strtod (text, NULL), minimum, maximum);
}

static void
set_value (SftFigureGestures *self, const SftHit *hit, double value)
{
  if (!isfinite (value))
    return;
  value = tidy (self, hit, value);
  if (value != value_of (self, hit))
    sft_demo_state_set (self->state, hit->bind.param, hit->param_row, hit->param_column, value);
}

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
static void
place_changed (SftFigureGestures *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, say_place, self);
}

static void
point_out (SftFigureGestures *self)
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
  if (sft_layout_pick_bound (layout, x, y, edge - x, hit) && has_cell (self, hit))
    return TRUE;
  *hit = SFT_HIT_INIT;
  return FALSE;
}

/* --- a drag --- */

static void
end_drag (SftFigureGestures *self, gboolean keep)
{
  if (!self->active)
    return;
  self->active = FALSE;
  if (!keep && self->before != NULL)
    sft_demo_state_set_values (self->state, self->before);
  sft_demo_state_end_gesture (self->state);
  g_clear_pointer (&self->before, sft_values_unref);
  sft_figure_view_set_held (self->view, FALSE);
  point_out (self);
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
      place_changed (self);
      point_out (self);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->active = TRUE;
  self->held = self->place = hit;
  self->before = sft_values_ref (sft_demo_state_get_values (self->state));
  self->from = value_of (self, &hit);
  self->start_x = self->painted_x = x;
  self->start_y = self->painted_y = y;
  sft_figure_view_to_page (self->view, &x, &y);
  self->grab_x = x - hit.page_x;
  self->grab_y = y - hit.page_y;
  sft_demo_state_begin_gesture (self->state);
  sft_figure_view_set_held (self->view, TRUE);
  if (hit.bind.gesture == SFT_GESTURE_TOGGLE)
    set_value (self, &hit, sft_layout_drag (sft_figure_view_get_layout (self->view), &hit, self->from, x, y));
  place_changed (self);
  point_out (self);
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
      set_value (self, &hit, ink);
      self->held = self->place = hit;
    }
  self->painted_x = x;
  self->painted_y = y;
  point_out (self);
}

static void
drag_update (GtkGestureDrag *gesture, double offset_x, double offset_y, SftFigureGestures *self)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  double x = self->start_x + offset_x, y = self->start_y + offset_y;
  if (!self->active || layout == NULL || !has_cell (self, &self->held))
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
  set_value (self, &self->held, sft_layout_drag (layout, &self->held, self->from, x, y));
}

static void
drag_end (GtkGestureDrag *gesture, double offset_x, double offset_y, SftFigureGestures *self)
{
  end_drag (self, TRUE);
}

static void
drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, SftFigureGestures *self)
{
  end_drag (self, FALSE);
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
  point_out (self);
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
  point_out (self);
}

/* --- keys --- */

static gboolean
move_place (SftFigureGestures *self, SftMove move)
{
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  self->keyed = TRUE;
  if (layout != NULL && sft_layout_step (layout, &self->place, move))
    place_changed (self);
  point_out (self);
  return GDK_EVENT_STOP;
}

static gboolean
change_place (SftFigureGestures *self, int by)
{
  const SftParam *param = param_of (self, &self->place);
  if (param == NULL || self->place.bind.gesture == SFT_GESTURE_TOGGLE || !has_cell (self, &self->place))
    return GDK_EVENT_PROPAGATE;
  self->keyed = TRUE;
  set_value (self, &self->place, value_of (self, &self->place) + by * (param->step > 0 ? param->step : 1));
  place_changed (self);
  point_out (self);
  return GDK_EVENT_STOP;
}

static gboolean
toggle_place (SftFigureGestures *self)
{
  if (self->place.bind.gesture != SFT_GESTURE_TOGGLE || !has_cell (self, &self->place))
    return GDK_EVENT_PROPAGATE;
  self->keyed = TRUE;
  sft_demo_state_begin_gesture (self->state);
  set_value (self, &self->place, value_of (self, &self->place) != 0 ? 0 : 1);
  sft_demo_state_end_gesture (self->state);
  place_changed (self);
  point_out (self);
  return GDK_EVENT_STOP;
}

/* First out of a drag, as if it had never begun; then out of the figure. */
static gboolean
leave_place (SftFigureGestures *self)
{
  if (self->active)
    {
      end_drag (self, FALSE);
      gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
      return GDK_EVENT_STOP;
    }
  if (self->place.kind == SFT_HIT_NONE)
    return GDK_EVENT_PROPAGATE;
  self->place = SFT_HIT_INIT;
  self->keyed = FALSE;
  place_changed (self);
  point_out (self);
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
      place_changed (self);
    }
  point_out (self);
}

static void
focus_left (GtkEventControllerFocus *controller, SftFigureGestures *self)
{
  self->focused = self->keyed = FALSE;
  point_out (self);
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

  self->keys = gtk_event_controller_key_new ();
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (widget, self->keys);

  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect (self->focus, "enter", G_CALLBACK (focus_entered), self);
  g_signal_connect (self->focus, "leave", G_CALLBACK (focus_left), self);
  gtk_widget_add_controller (widget, self->focus);
  return self;
}

void
sft_figure_gestures_set_state (SftFigureGestures *self, SftDemoState *state)
{
  g_return_if_fail (self != NULL);
  if (state == self->state)
    return;
  end_drag (self, TRUE);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
  g_clear_object (&self->state);
  self->state = state != NULL ? g_object_ref (state) : NULL;
  self->hover = self->place = self->held = SFT_HIT_INIT;
  self->last_x = self->last_y = -1;
  g_clear_handle_id (&self->pause, g_source_remove);
  sft_figure_view_set_words (self->view, NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self->view), NULL);
  point_out (self);
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
