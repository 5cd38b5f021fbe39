/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Test programs that are started with --decimal-comma run under a locale that writes 0,5 for 0.5. */
#pragma once

#include <glib.h>

/* Sets the locale of the environment, or German numbers if that was asked for (taken out of argv). Builds the locale
 * in a folder of its own where the system lacks it; a system that cannot do that fails the test. TRUE: German. */
gboolean test_locale_init (int *argc, char ***argv);
