/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every file of the window needs. */
#pragma once

#include <gtk/gtk.h>

#define SFT_RESOURCE_PATH "/org/sftlab/SftLab/"

#define _(msgid) g_dgettext (GETTEXT_PACKAGE, (msgid))
#define C_(context, msgid) g_dpgettext2 (GETTEXT_PACKAGE, (context), (msgid))
