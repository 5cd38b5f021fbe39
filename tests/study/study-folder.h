/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the learner's files share: a folder of their own, and states of demos. */
#pragma once

#include <gio/gio.h>

#include "sft-state.h"

typedef struct
{
  char *folder, *path; /* path: "sft-lab/file.json" in it, which does not exist yet */
} Fixture;

void study_set_up (Fixture *fixture, gconstpointer unused);
void study_tear_down (Fixture *fixture, gconstpointer unused);
#define STUDY_ADD(path, function) g_test_add (path, Fixture, NULL, study_set_up, function, study_tear_down)

void study_remove_tree (const char *path);
void study_write (const char *path, const char *bytes, gssize length);
char *study_read (const char *path);
/* How many entries of a folder begin so. */
guint study_count_files (const char *folder, const char *prefix);
/* A demo with one parameter changed. */
SftState *study_state (int demo, gboolean concept, const char *assignment);
