/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window to test, and ways to look at it. */
#pragma once

#include "sft-window.h"

typedef struct
{
  SftSettings *settings;
  SftColorScheme *scheme;
  SftWindow *window;
} WindowFixture;

/* Sets up GLib's tests and GTK, with settings and files in a folder of their own that goes away at the end. */
int run_window_tests (int argc, char **argv, void (*add_tests) (void));

/* A window of 1200 x 800 that is shown. */
void window_fixture_set_up (WindowFixture *fixture, gconstpointer unused);
/* Closes the window and asserts that it is finalized. */
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer unused);
#define add_window_test(path, function)                                                                                \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)

void wait_for_frame (SftWindow *window);
/* Runs the main loop for that long. */
void wait_ms (guint milliseconds);
/* Runs the main loop until the worker is done. */
void wait_for_worker (SftWindow *window);
/* The first descendant of a type, in the order of children; NULL: none. */
GtkWidget *find_descendant (GtkWidget *root, GType type);
guint count_descendants (GtkWidget *root, GType type);
/* The figure as it stands in the window. */
cairo_surface_t *picture_of (SftWindow *window);
/* Does any pixel between the axes of any panel differ? The layout is that of the window now. */
gboolean differs_in_plot_areas (SftWindow *window, cairo_surface_t *a, cairo_surface_t *b);
/* Asserts that every readout on the screen, and the figure with what is pinned, is what the state's values give. */
void assert_readouts_are_right (SftWindow *window);
