/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first large change in a window needs memory that the window has not had yet: an image as large as itself in this
 * program, and one shared with the display's. Fetching their pages takes longer than all else of the change, most of
 * all on a virtual machine. So a window that has rested at a new size is painted once more, before anybody changes
 * something. */
#include "config.h"

#include "sft-window-private.h"

/* Frames at one size until a veil lies over the window, which makes all of it different for GTK. With a patch on it the
 * next frame changes a small part, the one after that all: while the display still holds the part, the whole goes to
 * other memory, as it does when somebody points at a button and then presses it. */
#define VEILED 2
#define PATCHED 3

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  SftWindow *self = SFT_WINDOW (widget);
  self->frames_at_size++;
  if (self->frames_at_size >= VEILED)
    gtk_widget_queue_draw (widget);
  if (self->frames_at_size <= PATCHED)
    return G_SOURCE_CONTINUE;
  self->warm_up = 0;
  return G_SOURCE_REMOVE;
}

void
sft_window_warm_up (SftWindow *self, int width, int height)
{
  if (width == self->warm_width && height == self->warm_height)
    return;
  self->warm_width = width;
  self->warm_height = height;
  self->frames_at_size = 0;
  if (self->warm_up == 0 && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (self))))
    self->warm_up = gtk_widget_add_tick_callback (GTK_WIDGET (self), count_frame, NULL, NULL);
}

/* Nothing is seen of either. The veil leaves a margin: the whole of a window reaches the display in another way. */
void
sft_window_snapshot_veil (SftWindow *self, GtkSnapshot *snapshot)
{
  const GdkRGBA clear = { 0, 0, 0, 0 };
  float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float)gtk_widget_get_height (GTK_WIDGET (self));
  if (self->warm_up == 0 || self->frames_at_size < VEILED)
    return;
  gtk_snapshot_append_color (snapshot, &clear, &GRAPHENE_RECT_INIT (1, 1, width - 2, height - 2));
  if (self->frames_at_size == PATCHED)
    gtk_snapshot_append_color (snapshot, &clear, &GRAPHENE_RECT_INIT (1, 1, width / 8, height / 8));
}
