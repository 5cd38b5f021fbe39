/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-scroll-to.h"

typedef struct
{
  GtkWidget *last; /* weak */
  gboolean laid_out;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;
  g_clear_weak_pointer (&wish->last);
  g_free (wish);
}

void
sft_scroll_to (GtkWidget *widget, double top, double bottom)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (scroller == NULL)
    return;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  double x, y;
  if (!gtk_widget_translate_coordinates (widget, viewport, 0, 0, &x, &y))
    return;
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y + top, y + bottom);
}

/* The first call comes before the layout of its frame. */
static gboolean
scroll (GtkWidget *first, GdkFrameClock *clock, gpointer data)
{
  Wish *wish = data;
  double x, y;
  if (wish->last == NULL)
    return G_SOURCE_REMOVE;
  if (!wish->laid_out)
    {
      wish->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (gtk_widget_translate_coordinates (wish->last, first, 0, gtk_widget_get_height (wish->last), &x, &y))
    sft_scroll_to (first, 0, y);
  return G_SOURCE_REMOVE;
}

void
sft_scroll_to_soon (GtkWidget *first, GtkWidget *last)
{
  g_return_if_fail (GTK_IS_WIDGET (first));
  g_return_if_fail (GTK_IS_WIDGET (last));
  Wish *wish = g_new0 (Wish, 1);
  g_set_weak_pointer (&wish->last, last);
  gtk_widget_add_tick_callback (first, scroll, wish, wish_free);
}
