/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A new folder that holds this process's and its children's settings and data, for variables of XDG. */
char *scratch_folder_new (void);
/* Removes it with all that is in it. */
void scratch_folder_free (char *folder);
