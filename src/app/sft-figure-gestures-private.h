/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pointer and keys have in common, for their own files. */
#pragma once

#include "sft-figure-gestures.h"

G_BEGIN_DECLS

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

/* Shows what is pointed out now, by a drag, the keys or the pointer. */
void sft_figure_gestures_point_out (SftFigureGestures *self);
/* A screen reader hears where the keys came to rest. */
void sft_figure_gestures_place_changed (SftFigureGestures *self);
/* Nothing if no drag is under way. keep: what it changed stays. */
void sft_figure_gestures_end_drag (SftFigureGestures *self, gboolean keep);

/* Listens to keys and focus. */
void sft_figure_gestures_add_keys (SftFigureGestures *self);

G_END_DECLS
