/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does an English text read right where it counts one thing? */
#pragma once

#include <glib.h>

/* The passage that is wrong behind a 1: "1 tokens", "1 response tokens", "1 of 4 carry"; NULL: none. (transfer full) */
char *wrong_behind_one (const char *text);
