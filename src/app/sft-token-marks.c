/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-token-marks.h"

#include "sft-scroll-to.h"

struct _SftTokenMarks
{
  const SftExercise *exercise; /* not owned */
  SftFigureView *view;
  GtkEventController *click, *keys, *focus; /* the view's */
  guint arrival;                            /* tick that shows where the keys begin */
  guint8 *marks;
  gboolean frozen;
  guint pause;
};

#define WIDTH 560
#define ROW_HEIGHT 22
#define MARGIN 70
/* Long enough for the figure to be laid out anew. */
#define PAUSE_MS 150

static void
show_marks (SftTokenMarks *self)
{
  g_autoptr (SftFigure) figure = sft_exercise_marks_figure (self->exercise, self->marks);

  sft_figure_view_set_figure (self->view, figure);
}

static gboolean
say_token (gpointer data)
{
  SftTokenMarks *self = data;
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  const SftHit *hit = sft_figure_view_get_hit (self->view);
  self->pause = 0;
  if (layout == NULL || hit->kind == SFT_HIT_NONE)
    return G_SOURCE_REMOVE;
  g_autofree char *words = sft_layout_describe_hit (layout, hit);
  sft_figure_view_set_words (self->view, words);
  return G_SOURCE_REMOVE;
}

static void
token_changed (SftTokenMarks *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, say_token, self);
}

static void
toggle_mark (SftTokenMarks *self, const SftHit *hit)
{
  if (self->frozen || hit->kind != SFT_HIT_CELL || hit->row < 0 || (guint)hit->row >= self->exercise->tokens->len)
    return;
  self->marks[hit->row] = !self->marks[hit->row];
  show_marks (self);
  token_changed (self);
}

static void
clicked (GtkGestureClick *gesture, int n, double x, double y, SftTokenMarks *self)
{
  SftFigureView *view = self->view;
  const SftLayout *layout = sft_figure_view_get_layout (view);
  SftHit hit = SFT_HIT_INIT;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (layout == NULL)
    return;
  sft_figure_view_to_page (view, &x, &y);
  if (!sft_layout_pick (layout, x, y, 0, &hit))
    return;
  sft_figure_view_show_hit (view, &hit);
  toggle_mark (self, &hit);
}

/* Shows where the keys are, and scrolls there. */
static void
show_place (SftTokenMarks *self, const SftLayout *layout, const SftHit *hit)
{
  g_autofree char *words = sft_layout_describe_hit (layout, hit);
  double x = hit->box.x, top = hit->box.y, bottom = hit->box.y + hit->box.height;

  sft_figure_view_show_hit (self->view, hit);
  sft_figure_view_set_words (self->view, words);
  sft_figure_view_from_page (self->view, &x, &top);
  sft_figure_view_from_page (self->view, &x, &bottom);
  sft_scroll_to (GTK_WIDGET (self->view), top, bottom);
}

static gboolean
arrive (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SftTokenMarks *self = data;
  const SftLayout *layout = sft_figure_view_get_layout (self->view);
  SftHit hit = *sft_figure_view_get_hit (self->view);

  if (layout == NULL)
    return G_SOURCE_CONTINUE;
  if (hit.kind == SFT_HIT_NONE && gtk_widget_has_focus (widget) && sft_layout_step (layout, &hit, SFT_MOVE_DOWN))
    show_place (self, layout, &hit);
  self->arrival = 0;
  return G_SOURCE_REMOVE;
}

/* A new exercise has the focus before it is drawn. A click has said at what it is by the next frame. */
static void
focus_entered (GtkEventControllerFocus *controller, SftTokenMarks *self)
{
  if (self->arrival == 0)
    self->arrival = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), arrive, self, NULL);
}

static gboolean
find_move (guint key, SftMove *move)
{
  static const struct
  {
    guint key, keypad;
    SftMove move;
  } moves[] = {
    { GDK_KEY_Up, GDK_KEY_KP_Up, SFT_MOVE_UP },        { GDK_KEY_Down, GDK_KEY_KP_Down, SFT_MOVE_DOWN },
    { GDK_KEY_Left, GDK_KEY_KP_Left, SFT_MOVE_UP },    { GDK_KEY_Right, GDK_KEY_KP_Right, SFT_MOVE_DOWN },
    { GDK_KEY_Home, GDK_KEY_KP_Home, SFT_MOVE_FIRST }, { GDK_KEY_End, GDK_KEY_KP_End, SFT_MOVE_LAST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (key == moves[i].key || key == moves[i].keypad)
      {
        *move = moves[i].move;
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, SftTokenMarks *self)
{
  SftFigureView *view = self->view;
  const SftLayout *layout = sft_figure_view_get_layout (view);
  SftHit hit = *sft_figure_view_get_hit (view);

  if (layout == NULL || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      toggle_mark (self, &hit);
      return TRUE;
    }
  SftMove move;
  if (!find_move (key, &move))
    return FALSE;
  if (sft_layout_step (layout, &hit, move))
    show_place (self, layout, &hit);
  return TRUE;
}

SftTokenMarks *
sft_token_marks_new (const SftExercise *exercise, const SftStyle *style)
{
  g_return_val_if_fail (exercise != NULL && exercise->kind == SFT_ANSWER_MASK, NULL);
  g_return_val_if_fail (style != NULL, NULL);
  SftTokenMarks *self = g_new0 (SftTokenMarks, 1);
  GtkWidget *widget = sft_figure_view_new ();

  self->exercise = exercise;
  self->view = g_object_ref_sink (SFT_FIGURE_VIEW (widget));
  self->marks = g_new0 (guint8, exercise->tokens->len);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_size_request (widget, WIDTH, MARGIN + ROW_HEIGHT * (int)exercise->tokens->len);
  self->click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  self->keys = gtk_event_controller_key_new ();
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect (self->click, "pressed", G_CALLBACK (clicked), self);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (widget, self->click);
  g_signal_connect (self->focus, "enter", G_CALLBACK (focus_entered), self);
  gtk_widget_add_controller (widget, self->keys);
  gtk_widget_add_controller (widget, self->focus);
  sft_figure_view_set_style (self->view, style);
  show_marks (self);
  return self;
}

void
sft_token_marks_free (SftTokenMarks *self)
{
  g_return_if_fail (self != NULL);
  g_signal_handlers_disconnect_by_data (self->click, self);
  g_signal_handlers_disconnect_by_data (self->keys, self);
  g_signal_handlers_disconnect_by_data (self->focus, self);
  if (self->arrival != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->arrival);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_object_unref (self->view);
  g_free (self->marks);
  g_free (self);
}

SftFigureView *
sft_token_marks_get_view (SftTokenMarks *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->view;
}

const guint8 *
sft_token_marks_get (SftTokenMarks *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->marks;
}

void
sft_token_marks_freeze (SftTokenMarks *self)
{
  g_return_if_fail (self != NULL);
  self->frozen = TRUE;
}
