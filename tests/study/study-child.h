/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define STUDY_CHILD_TICK_MS 20
#define STUDY_CHILD_TIME G_GINT64_CONSTANT (1795000000)
